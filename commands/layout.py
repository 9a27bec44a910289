"""Text laid out in columns: how wide each may be, and how what does not fit goes on below. Pure."""

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "
#: A column is not squeezed below this, unless the terminal has no room for so much of each.
_NARROWEST = 16
#: The least that a column can be: a wide letter.
_LEAST = 2
#: Of so many rows that nobody looks at all of them, a longer cell pushes its own line along instead of widening all.
_MANY, _LONGEST_PAD = 1_000, 60

Cells = Sequence[str]


def room(text: str) -> int:
    """How many places a terminal gives the text: none to an accent, two to a wide letter."""
    if text.isascii():
        return len(text)
    return sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int, *, cut: bool = False) -> list[str]:
    """The lines of a text, broken at spaces; with ``cut``, words that are longer than a line are broken too."""
    return [line for part in text.split("\n") for line in _wrapped(part, width, cut)]


def _wrapped(part: str, width: int, cut: bool) -> Iterator[str]:
    if room(part) <= width:
        yield part
        return
    line = ""
    for word in part.split():
        if line and room(line) + 1 + room(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while cut and room(line) > width:
            end = _fitting(line, width)
            yield line[:end]
            line = line[end:]
    yield line


def _fitting(line: str, width: int) -> int:
    """How many of its characters fit, one at least."""
    taken = 0
    for place, character in enumerate(line):
        taken += _places(character)
        if taken > width:
            return max(1, place)
    return len(line)


def fitted(headings: Cells, rows: Sequence[Cells], wide: Sequence[bool], total: int) -> list[str]:
    """The lines of a table ``total`` places wide; the ``wide`` columns give way first, and cells go on below.

    A row of one cell is the heading of those that follow, and runs across all columns.
    """
    columns = zip(headings, *(row for row in rows if len(row) == len(headings)), strict=True)
    natural = [max(room(line) for cell in column for line in cell.split("\n")) for column in columns]
    widths = _shares(natural, wide, total - len(GAP) * (len(natural) - 1))
    rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    body = (_lines(row, widths) if len(row) == len(headings) else ["", *wrap(row[0], total, cut=True)] for row in rows)
    return [*_lines(headings, widths), rule, *(line for lines in body for line in lines)]


def _shares(natural: Sequence[int], wide: Sequence[bool], total: int) -> list[int]:
    """Each column what it needs, if there is room; else the least needs first, and no more than an equal share."""
    widths = [min(need, max(_NARROWEST, 0 if gives else total // 5)) for need, gives in zip(natural, wide, strict=True)]
    while sum(widths) > total and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    left = total - sum(widths)
    short = sorted(
        (index for index, need in enumerate(natural) if need > widths[index]),
        key=lambda index: (not wide[index], natural[index]),
    )
    for turn, index in enumerate(short):
        sharing = sum(wide[other] == wide[index] for other in short[turn:])
        more = max(0, min(natural[index] - widths[index], left // sharing))
        widths[index] += more
        left -= more
    return widths


def _lines(row: Cells, widths: Sequence[int]) -> Iterator[str]:
    cells = [wrap(cell, width, cut=True) for cell, width in zip(row, widths, strict=True)]
    for place in range(max(map(len, cells))):
        parts = [cell[place] if place < len(cell) else "" for cell in cells]
        yield _joined(parts, widths)


def unfitted(headings: Cells, rows: Sequence[Cells]) -> list[str]:
    """One line a row, for a pipe: whatever the width, each column padded to its longest cell."""
    table = [headings, *([" ".join(cell.split()) for cell in row] for row in rows)]
    longest = _LONGEST_PAD if len(rows) > _MANY else None
    widths = [
        min(longest or needed, needed) for needed in (max(map(room, column)) for column in zip(*table, strict=True))
    ]
    return [_joined(row, widths) for row in table]


def _joined(cells: Cells, widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - room(cell)) for cell, width in zip(cells, widths, strict=True))
    return GAP.join(padded).rstrip()
