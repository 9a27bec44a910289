"""How wide the columns of a table are, and what of a text is not to be parted at the end of a line.

No word and no date is broken that has room; the rest goes where most is said. A letter counts as the wider of those of
the two typefaces that papers are set in, so that one measure serves every format.
"""

import re
from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

from projections.papers.model import Cell, Paper, Table

#: How wide letters are of what they are high, where they are not as wide as most; and in bold, as heads are.
_WIDTHS = {"ijlI.,:;'|!": 0.29, 'ft -()/[]"\u00a0': 0.34, "r": 0.39, "cksvxyzJ": 0.51, "mw": 0.84, "MW@%—": 1.0}
_LETTERS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_CAPITAL, _OTHER, _BOLDER = 0.74, 0.56, 1.07
#: So much of that stands in a line of a table across a page; and so much goes for the margins of a cell.
_LINE, _MARGIN = 52.0, 1.15
#: More in one line is hard to read.
_WIDEST = 30.0
#: Longer words break at their hyphens, and still longer ones anywhere.
_WHOLE = 14
#: What is kept whole, first of all: whether dates that stand alone are, and so many letters of a word. If that is too
#: much for a line, the next is tried.
_TRIED = (True, 18), (False, 18), (False, 13)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:(?P<day>\d{{1,2}}) (?:{_MONTHS})|(?:{_MONTHS})(?= \d{{4}}\b))(?: \d{{4}}\b)?")
_TIE = "\u00a0"


class _Column(NamedTuple):
    """What stands in a column."""

    head: str
    cells: tuple[str, ...]
    is_first: bool

    @property
    def says(self) -> int:
        """How many letters its cells have."""
        return sum(map(len, self.cells))

    def least(self, dates: bool, longest: int) -> float:
        """What the widest piece needs that is not to be broken."""
        heads = _pieces([self.head, *(self.cells if self.is_first else ())], dates, longest)
        others = _pieces(() if self.is_first else self.cells, dates, longest)
        return max(_BOLDER * max(map(_wide, heads)), max(map(_wide, others))) + _MARGIN

    def wanted(self, least: float) -> float:
        """What its longest text needs; where nothing stands in it, no more than it must have."""
        longest = max(map(_wide, [*self.cells, self.head])) * (_BOLDER if self.is_first else 1)
        return max(min(_WIDEST, longest) + _MARGIN, least) if self.says else least


def widths(table: Table) -> tuple[float, ...]:
    """The share of each column in the width of the table, of 1 in all."""
    columns = [
        _Column(column.head.text, tuple(row.cells[place].text for row in table.rows), place == 0)
        for place, column in enumerate(table.columns)
    ]
    for dates, longest in _TRIED:
        least = [column.least(dates, longest) for column in columns]
        if sum(least) <= _LINE:
            break
    wanted = [column.wanted(need) for column, need in zip(columns, least, strict=True)]
    if sum(wanted) <= _LINE:
        return _shares(_more(wanted, [want * bool(column.says) for column, want in zip(columns, wanted, strict=True)]))
    lacking = [column.says if want > need else 0 for column, want, need in zip(columns, wanted, least, strict=True)]
    return _shares([min(pair) for pair in zip(_more(least, lacking), wanted, strict=True)])


def tied(paper: Paper) -> Paper:
    """The paper as it is set: dates keep together by spaces that do not break, but where a column is too narrow."""
    return paper._replace(title=_tied(paper.title), head=_tied(paper.head), sections=_tied(paper.sections))


def _tied(value: Any) -> Any:
    """A part of a paper."""
    if isinstance(value, Table):
        rooms = [share * _LINE - _MARGIN for share in widths(value)]
        columns = (each._replace(head=_cell(each.head, room)) for each, room in zip(value.columns, rooms, strict=True))
        told = (row._replace(cells=tuple(map(_cell, row.cells, rooms))) for row in value.rows)
        return value._replace(columns=tuple(columns), rows=tuple(told))
    if isinstance(value, Cell):
        return _cell(value, inf)
    if isinstance(value, tuple):
        parts = map(_tied, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def _cell(cell: Cell, room: float) -> Cell:
    return cell._replace(text=_kept(cell.text, room))


def _kept(text: str, room: float) -> str:
    """A text whose dates keep together that are no wider than so much; of others, day and month do."""
    return _DATE.sub(lambda date: _keep(date, room), text)


def _keep(date: re.Match[str], room: float) -> str:
    whole = date[0].replace(" ", _TIE)
    if _BOLDER * _wide(whole) <= room:
        return whole
    return date[0].replace(" ", _TIE, 1) if date["day"] else date[0]


def _pieces(texts: Sequence[str], dates: bool, longest: int) -> set[str]:
    """What stays together of texts; of none, nothing."""
    lines = {line.strip() for text in texts for line in text.splitlines()}
    alone = {line for line in lines if dates and _DATE.fullmatch(line)}
    words = {word for line in lines - alone for word in _kept(line, 0).split(" ")}
    return {""} | alone | {piece[:longest] for word in words for piece in _parted(word[:200])}


def _parted(word: str) -> list[str]:
    return [word] if len(word) <= _WHOLE else re.split("(?<=[-/])", word)


def _wide(text: str) -> float:
    return sum(_LETTERS.get(letter) or (_CAPITAL if letter.isupper() else _OTHER) for letter in text[:200])


def _more(parts: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Parts of a line with what is left of it, by their weights."""
    room = max(0.0, _LINE - sum(parts))
    return [part + room * weight / (sum(weights) or 1) for part, weight in zip(parts, weights, strict=True)]


def _shares(parts: Sequence[float]) -> tuple[float, ...]:
    return tuple(part / sum(parts) for part in parts)
