"""How wide the columns of a table are in Word, whose usual letters differ in width: no usual word is broken."""

import re

from projections.papers.model import Table
from projections.papers.widths import widths

#: Of the tables' letters, in twentieths of a point: what they are high, and a cell's margins with some air.
_HIGH, _MARGINS = 180, 180
#: How wide letters are of what they are high: capitals, and others; in bold, as the head and the first column are.
_CAPITAL, _OTHER, _BOLDER = 0.7, 0.54, 1.06
#: Longer words break at their hyphens, and still longer ones anywhere.
_WHOLE, _LONGEST = 14, 18


def columns(table: Table, width: int) -> list[int]:
    """The widths of the columns in twentieths of a point, where all have so much."""
    wanted = [int(share * width) for share in widths(table)]
    least = [_least(table, number) for number in range(len(wanted))]
    missing = sum(max(0, need - want) for need, want in zip(least, wanted, strict=True))
    room = sum(max(0, want - need) for need, want in zip(least, wanted, strict=True))
    if missing > room:
        return wanted
    part = missing / (room or 1)
    return [max(need, int(want - (want - need) * part)) for need, want in zip(least, wanted, strict=True)]


def _least(table: Table, number: int) -> int:
    head, cells = table.columns[number].head.text, [row.cells[number].text for row in table.rows]
    bold = {piece for text in [head, *(cells if number == 0 else [])] for piece in _pieces(text)}
    plain = {piece for text in cells for piece in _pieces(text)}
    widest = max([_BOLDER * _wide(piece) for piece in bold] + [_wide(piece) for piece in plain], default=0)
    return int(widest * _HIGH) + _MARGINS


def _pieces(text: str) -> set[str]:
    """What stays together of a text."""
    words = set(text.split())
    return {
        piece[:_LONGEST]
        for word in words
        for piece in ([word] if len(word) <= _WHOLE else re.split("(?<=[-/])", word[:200]))
    }


def _wide(piece: str) -> float:
    return sum(_CAPITAL if letter.isupper() or letter in "mwMW%@" else _OTHER for letter in piece)
