"""How wide the columns of a table are: no word is broken that has room, and the rest goes where most is said."""

from collections.abc import Sequence

from projections.papers.model import Table

#: About so many letters stand in a line of a table across a page; and so many more each column takes for its margins.
_LINE, _MARGIN = 108, 2
#: A word that is longer may break: an address, say.
_LONGEST = 18
#: More in one line is hard to read.
_WIDEST = 64


def widths(table: Table) -> tuple[float, ...]:
    """The share of each column in the width of the table, of 1 in all."""
    columns = [_texts(table, number) for number in range(len(table.columns))]
    least = [max(map(_longest, texts)) + _MARGIN for texts in columns]
    wanted = [
        max(min(_WIDEST, max(map(len, texts))) + _MARGIN, need) for texts, need in zip(columns, least, strict=True)
    ]
    if sum(wanted) <= _LINE:
        return _shares(wanted)
    room = max(0, _LINE - sum(least))
    said = [
        sum(map(len, texts)) if want > need else 0 for texts, want, need in zip(columns, wanted, least, strict=True)
    ]
    more = [room * each / (sum(said) or 1) for each in said]
    return _shares([min(need + extra, want) for need, extra, want in zip(least, more, wanted, strict=True)])


def _texts(table: Table, number: int) -> list[str]:
    return [table.columns[number].head.text, *(row.cells[number].text for row in table.rows)]


def _longest(text: str) -> int:
    return min(_LONGEST, max(map(len, text.split()), default=0))


def _shares(parts: Sequence[float]) -> tuple[float, ...]:
    return tuple(part / sum(parts) for part in parts)
