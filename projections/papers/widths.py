"""How wide the columns of a table are, and what of a text is not to be parted at the end of a line.

No word and no date is broken that has room; the rest goes where most is said. Tables with the same columns have them at
the same places, wherever they stand in a paper. A letter counts as the wider of those of the two typefaces that papers
are set in, so that one measure serves every format.
"""

import re
from collections.abc import Mapping, Sequence
from math import inf, sqrt
from typing import Any, NamedTuple

from projections.papers.model import Cell, Drawing, Paper, Table

#: How wide letters are of what they are high, where they are not as wide as most; and in bold, as heads are.
_WIDTHS = {"ijlI.,:;'|!": 0.29, 'ft -()/[]"\u00a0': 0.34, "r": 0.39, "cksvxyzJ": 0.51, "mw": 0.84, "MW@%—": 1.0}
_CAPITAL, _OTHER, _BOLDER = 0.74, 0.56, 1.07
#: So much of that stands in a line of a table across a page; and so much goes for the margins of a cell.
_LINE, _MARGIN = 49.5, 1.15
#: More in one line is hard to read.
_WIDEST = 30.0
#: About so much of each line stays empty, as the next word has no room in it.
_RAGGED = 1.5
#: In so many steps, what is left of a line is shared out.
_STEPS = 32
#: Longer words break at their hyphens, and still longer ones anywhere.
_WHOLE = 14
#: What is kept whole, first of all: whether dates that stand alone are, and so many letters of a word. If that is too
#: much for a line, the next is tried.
_TRIED = (True, 18), (False, 18), (False, 13)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: Dates, and which part of a record it is: FND-3, part 1.
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?:{_MONTHS})|(?:{_MONTHS})(?= \d{{4}}\b))(?: \d{{4}}\b)?|(?P<part>(?<=\d, )part \d)"
)
_TIE = "\u00a0"


class _Letters(dict[str, float]):
    """How wide each letter is, worked out once: a paper has hundreds of thousands."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = _CAPITAL if letter.isupper() else _OTHER
        return width


_LETTERS = _Letters({letter: width for letters, width in _WIDTHS.items() for letter in letters})


class _Column(NamedTuple):
    """What stands in a column."""

    head: str
    cells: tuple[str, ...]
    is_first: bool
    #: How wide each line of each of its cells is.
    lines: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, table: Table, place: int) -> "_Column":
        """The column at a place of a table."""
        cells = tuple(row.cells[place].text for row in table.rows)
        lines = (tuple(map(_wide, cell.split("\n"))) for cell in cells)
        return cls(table.columns[place].head.text, cells, place == 0, tuple(lines))

    @property
    def says(self) -> bool:
        """Whether anything stands in it."""
        return any(self.cells)

    def least(self, dates: bool, longest: int) -> float:
        """What the widest piece needs that is not to be broken."""
        heads = _pieces([self.head, *(self.cells if self.is_first else ())], dates, longest)
        others = _pieces(() if self.is_first else self.cells, dates, longest)
        return max(_BOLDER * max(map(_wide, heads)), max(map(_wide, others))) + _MARGIN

    def wanted(self, least: float) -> float:
        """What its longest line needs; where nothing stands in it, no more than it must have."""
        longest = max([_wide(self.head), *(line for cell in self.lines for line in cell)])
        return max(min(_WIDEST, longest * (_BOLDER if self.is_first else 1)) + _MARGIN, least) if self.says else least

    def heights(self, width: float) -> list[float]:
        """About how many lines each of its cells takes, to the fourth: of a row, what is highest counts by far most."""
        room = max(width - _MARGIN - _RAGGED, 1.0)
        return [sum(max(1.0, line / room) for line in cell) ** 2 for cell in self.lines]


def shares(paper: Paper) -> dict[str, tuple[float, ...]]:
    """The share of each column in the width of its table, by the id of the table's caption; like ones have the same."""
    tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
    alike: dict[tuple[str, ...], list[Table]] = {}
    for each in tables:
        alike.setdefault(_heads(each), []).append(each)
    found = {
        heads: widths(same[0]._replace(rows=tuple(row for each in same for row in each.rows)))
        for heads, same in alike.items()
    }
    return {each.caption.id: found[_heads(each)] for each in tables}


def _heads(table: Table) -> tuple[str, ...]:
    return tuple(column.head.text for column in table.columns)


def widths(table: Table) -> tuple[float, ...]:
    """The share of each column in the width of the table, of 1 in all, if there is none like it."""
    columns = [_Column.of(table, place) for place in range(len(table.columns))]
    for dates, longest in _TRIED:
        needed = [column.least(dates, longest) for column in columns]
        if sum(needed) <= _LINE:
            break
    wanted = [column.wanted(need) for column, need in zip(columns, needed, strict=True)]
    if sum(wanted) <= _LINE:
        return _shares(_more(wanted, [want * column.says for column, want in zip(columns, wanted, strict=True)]))
    return _shares(_lowest(columns, needed, wanted))


def _lowest(columns: Sequence[_Column], needed: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """What is left of a line goes, step by step, where it makes the rows lower by most."""
    given, step = list(needed), max(0.0, _LINE - sum(needed)) / _STEPS
    now = [column.heights(width) for column, width in zip(columns, given, strict=True)]
    then = [column.heights(width + step) for column, width in zip(columns, given, strict=True)]
    for _ in range(_STEPS):
        rows = list(map(sum, zip(*now, strict=True)))
        lacking = [place for place, width in enumerate(given) if width < wanted[place]]
        if not lacking:
            break
        best = min(lacking, key=lambda place: _height(rows, now[place], then[place]))
        given[best] += step
        now[best], then[best] = then[best], columns[best].heights(given[best] + step)
    return given


def _height(rows: Sequence[float], now: Sequence[float], then: Sequence[float]) -> float:
    """How high all rows are together if a column changes."""
    return sum(sqrt(row - one + other) for row, one, other in zip(rows, now, then, strict=True))


def tied(paper: Paper, given: Mapping[str, Sequence[float]] | None = None) -> Paper:
    """The paper as it is set: dates keep together by spaces that do not break, but where a column is too narrow.

    ``given`` are its ``shares``, where they are known.
    """
    found = given or shares(paper)
    sections = _tied(paper.sections, found)
    return paper._replace(title=_tied(paper.title, found), head=_tied(paper.head, found), sections=sections)


def _tied(value: Any, found: Mapping[str, Sequence[float]]) -> Any:
    """A part of a paper."""
    if isinstance(value, Table):
        rooms = [share * _LINE - _MARGIN for share in found[value.caption.id]]
        columns = (each._replace(head=_cell(each.head, room)) for each, room in zip(value.columns, rooms, strict=True))
        told = (row._replace(cells=tuple(map(_cell, row.cells, rooms))) for row in value.rows)
        return value._replace(columns=tuple(columns), rows=tuple(told))
    if isinstance(value, Cell):
        return _cell(value, inf)
    if isinstance(value, tuple) and not isinstance(value, Drawing):
        parts = (_tied(part, found) for part in value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def _cell(cell: Cell, room: float) -> Cell:
    return cell._replace(text=_kept(cell.text, room))


def _kept(text: str, room: float) -> str:
    """A text whose dates keep together that are no wider than so much; of others, day and month do."""
    return _DATE.sub(lambda date: _keep(date, room), text)


def _keep(date: re.Match[str], room: float) -> str:
    whole = date[0].replace(" ", _TIE)
    if date["part"] or _BOLDER * _wide(whole) <= room:
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
    """How wide a text is; of a long one, from its beginning."""
    begins = sum(map(_LETTERS.__getitem__, text[:200]))
    return begins * max(1.0, len(text) / 200)


def _more(parts: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Parts of a line with what is left of it, by their weights."""
    room = max(0.0, _LINE - sum(parts))
    return [part + room * weight / (sum(weights) or 1) for part, weight in zip(parts, weights, strict=True)]


def _shares(parts: Sequence[float]) -> tuple[float, ...]:
    return tuple(part / sum(parts) for part in parts)
