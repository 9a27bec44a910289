"""How wide the columns of a table are: no word is broken that has room, and the rest goes where most is said."""

import re
from collections.abc import Sequence

from projections.papers.model import Table

#: How wide letters are of what they are high: capitals, and others; in bold, as the head and the first column are.
_CAPITAL, _OTHER, _BOLDER = 0.7, 0.54, 1.06
#: So much of that stands in a line of a table across a page; and so much goes for the margins of a cell.
_LINE, _MARGIN = 52.0, 1.1
#: More in one line is hard to read.
_WIDEST = 30.0
#: Longer words break at their hyphens, and still longer ones anywhere.
_WHOLE, _LONGEST = 14, 18


def widths(table: Table) -> tuple[float, ...]:
    """The share of each column in the width of the table, of 1 in all."""
    columns = [_texts(table, number) for number in range(len(table.columns))]
    least = [_least(texts, bold=number == 0) for number, texts in enumerate(columns)]
    wanted = [
        max(min(_WIDEST, max(map(_wide, texts))) + _MARGIN, need) for texts, need in zip(columns, least, strict=True)
    ]
    if sum(wanted) <= _LINE:
        return _shares(wanted)
    room = max(0.0, _LINE - sum(least))
    said = [
        sum(map(len, texts)) if want > need else 0 for texts, want, need in zip(columns, wanted, least, strict=True)
    ]
    more = [room * each / (sum(said) or 1) for each in said]
    return _shares([min(need + extra, want) for need, extra, want in zip(least, more, wanted, strict=True)])


def _texts(table: Table, number: int) -> list[str]:
    return [table.columns[number].head.text, *(row.cells[number].text for row in table.rows)]


def _least(texts: Sequence[str], *, bold: bool) -> float:
    """What the widest piece needs that is not to be broken; the first text is the head."""
    head, *cells = texts
    heavy = {piece for text in [head, *(cells if bold else [])] for piece in _pieces(text)}
    plain = {piece for text in cells for piece in _pieces(text)}
    return max([_BOLDER * _wide(piece) for piece in heavy] + [_wide(piece) for piece in plain], default=0.0) + _MARGIN


def _pieces(text: str) -> set[str]:
    """What stays together of a text."""
    return {
        piece[:_LONGEST]
        for word in set(text.split())
        for piece in ([word] if len(word) <= _WHOLE else re.split("(?<=[-/])", word[:200]))
    }


def _wide(text: str) -> float:
    return sum(_CAPITAL if letter.isupper() or letter in "mwMW%@" else _OTHER for letter in text[:200])


def _shares(parts: Sequence[float]) -> tuple[float, ...]:
    return tuple(part / sum(parts) for part in parts)
