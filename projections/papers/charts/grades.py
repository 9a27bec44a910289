"""Grades over the years: a row for each question, a column for each year, in each cell the grade in its own word.

Each grade has a pattern of its own beside its word. One that was carried forward stands in a dashed box with the year
in which it was made; where there is no grade, its box is empty but for why, and what nobody asked has no box at all.
Where the scale or the framework changes, a line goes down between the years, for nothing can be compared across it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from ledger.vocabulary import Basis, Outcome
from projections.drawing.elements import line, tag
from projections.papers.charts import base
from projections.papers.charts.base import BASE, LINE, WIDTH, Said
from projections.papers.model import Chart, Picture
from projections.queries import words
from projections.queries.matrix import BETTER, NOT_ASKED, WORSE, parted

Row = dict[str, Any]
_GRADES = {
    str(Outcome.OUTSTANDING): "solid",
    str(Outcome.GOOD): "dense",
    str(Outcome.ADEQUATE): "lines",
    str(Outcome.REQUIRES_IMPROVEMENT): "dots",
    str(Outcome.INADEQUATE): "crossed",
}
#: The room of the questions beside the years, of how many years at the most; of a pattern beside its words.
_QUESTIONS, _YEARS, _STRIP, _GAP = 150, 4, 14, 3
_HEAD = LINE + 8
#: How many grades that moved are named.
_NAMED = 4
#: A triangle that points up, or down, beside the words that say so.
_WAYS = {BETTER: "M-4 0L0-8L4 0z", WORSE: "M-4-8L0 0L4-8z"}


class _Box(NamedTuple):
    """What one grade shows, or that there is none."""

    row: Row
    lines: list[str]

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + 6


class _Line(NamedTuple):
    """A question, and its boxes of each year."""

    lines: list[str]
    boxes: list[list[_Box]]

    @property
    def height(self) -> int:
        own = LINE * len(self.lines) + 6
        return max(own, *(sum(box.height + _GAP for box in boxes) for boxes in self.boxes)) + 6


def grades(rows: Iterable[Row], prefix: str = "grades", at: Sequence[int] = ()) -> tuple[Chart, ...]:
    """The charts of the rows of a matrix: of each force, cut where there are too many years or questions for one.

    Their cells' ids begin with ``prefix`` and rest on ``at``. Without rows there is no chart.
    """
    pages = [page for _, told in groupby(rows, key=lambda row: str(row["force"])) for page in _pages(list(told))]
    return tuple(_chart(page, prefix, tuple(at), place, len(pages)) for place, page in enumerate(pages, 1))


class _Page(NamedTuple):
    """As much as one chart shows: of which rows, years and lines, and at which of the years nothing can be compared."""

    rows: list[Row]
    years: list[int]
    lines: list[_Line]
    parted: dict[int, str]

    @property
    def width(self) -> float:
        """Of a column."""
        return (WIDTH - _QUESTIONS - 2) / max(len(self.years), 3)

    @property
    def questions(self) -> float:
        """Of the questions beside them: all that they leave."""
        return WIDTH - 2 - self.width * len(self.years)

    @property
    def notes(self) -> list[list[str]]:
        """What is said below of each line between years."""
        said = "Line before {}: grades cannot be compared across it ({})."
        return [base.lines_of(said.format(year, why), WIDTH - 4) for year, why in self.parted.items()]

    @property
    def height(self) -> float:
        """Of all that is drawn."""
        notes = sum(LINE * len(lines) + 4 for lines in self.notes)
        return _HEAD + sum(line.height for line in self.lines) + 4 + notes + 4


def _pages(rows: list[Row]) -> Iterator[_Page]:
    """The charts of a force: so many years in each, as even as can be, then as many questions as its height has."""
    years, apart = sorted({row["reported"] for row in rows}), parted(rows)
    charts = -(-len(years) // _YEARS)
    cuts = [len(years) * place // charts for place in range(charts + 1)]
    for start, end in pairwise(cuts):
        shown = years[start:end]
        page = _Page([], shown, [], {year: why for year, why in apart.items() if year in shown})
        for _, told in groupby(rows, key=lambda row: (row["subject_ref"], row["overall"])):
            here = [row for row in told if row["reported"] in shown]
            added = page._replace(rows=[*page.rows, *here], lines=[*page.lines, _line(here, page)])
            if page.lines and added.height > base.HEIGHT:
                yield page
                added = page._replace(rows=here, lines=added.lines[-1:])
            page = added
        yield page


def _line(rows: Sequence[Row], page: _Page) -> _Line:
    room = page.width - _STRIP - 14
    boxes = [[_Box(row, _words(row, room)) for row in rows if row["reported"] == year] for year in page.years]
    subject = str(rows[0]["subject"])
    return _Line(base.lines_of(subject[:1].upper() + subject[1:], page.questions - 10, most=5), boxes)


def _words(row: Row, room: float) -> list[str]:
    """The word of a grade, whether it is carried, and whether it is better or worse than the one before."""
    if not row["graded"]:
        return base.lines_of(row["outcome_words"], room + _STRIP)
    said = [words.outcome(row["outcome"])]
    if row["basis"] == Basis.CARRIED_FORWARD:
        said += ["carried", f"from {row['year']}"]
    elif row["movement"] in _WAYS:
        said.append(row["movement"])
    return [line for each in said for line in base.lines_of(each, room)]


# Drawing.


def _chart(page: _Page, prefix: str, at: tuple[int, ...], part: int, parts: int) -> Chart:
    return base.chart(_picture, page, Said(prefix, at, _told(page), base.numbered(_caption(page), part, parts)), part)


def _picture(page: _Page, name: str, said: Said) -> Picture:
    used = [_GRADES[row["outcome"]] for row in page.rows if row["graded"]]
    return base.picture(_drawn(page, name), page.height, said, base.patterns(used, name))


def _drawn(page: _Page, name: str) -> Iterator[str]:
    bottom = _HEAD + sum(line.height for line in page.lines)
    for place, year in enumerate(page.years):
        yield base.middle(str(year), _left(page, place) + page.width / 2, BASE + 3, font_weight="bold")
    y = float(_HEAD)
    for each in page.lines:
        yield line(2, y, WIDTH - 2, y, stroke="#777", stroke_width=0.5)
        yield from base.texts(each.lines, 2, y + 6)
        for place, boxes in enumerate(each.boxes):
            yield from _cell(boxes, _left(page, place), y + 6, page.width, name)
        y += each.height
    yield line(2, bottom, WIDTH - 2, bottom)
    for year in page.parted:
        x = _left(page, page.years.index(year))
        yield line(x, 2, x, bottom, class_="apart", stroke_width=2.5, stroke_dasharray="7 3")
    below = bottom + 4
    for lines in page.notes:
        yield from base.texts(lines, 2, below)
        below += LINE * len(lines) + 4


def _left(page: _Page, place: int) -> float:
    return page.questions + page.width * place


def _cell(boxes: Sequence[_Box], x: float, y: float, width: float, name: str) -> Iterator[str]:
    """The boxes of a year, one below the other."""
    for box in boxes:
        yield from _box(box, x + 5, y, width - 10, name)
        y += box.height + _GAP


def _box(box: _Box, x: float, y: float, width: float, name: str) -> Iterator[str]:
    row, carried = box.row, box.row["basis"] == Basis.CARRIED_FORWARD
    if row["graded"]:
        dashed = {"stroke_dasharray": "4 2"} if carried else {}
        yield tag("rect", class_="carried" if carried else "grade", x=x, y=y, width=width, height=box.height,
                  fill="white", stroke="black", stroke_width=0.9, **dashed)  # fmt: skip
        yield base.patterned(_GRADES[row["outcome"]], name, x, y, _STRIP, box.height, **dashed)
        yield from base.texts(box.lines, x + _STRIP + 4, y + 2)
        if row["movement"] in _WAYS:
            yield from _way(row["movement"], x + width - 7, y + 2 + BASE + LINE * (len(box.lines) - 1))
    else:
        if row["outcome_words"] != NOT_ASKED:
            yield tag("rect", class_="none", x=x, y=y, width=width, height=box.height, fill="white", stroke="black",
                      stroke_width=0.7, stroke_dasharray="1 2")  # fmt: skip
        yield from base.texts(box.lines, x + 4, y + 2, font_style="italic")


def _way(movement: str, x: float, y: float) -> Iterator[str]:
    yield f'<path class="{movement}" transform="translate({x:.1f} {y:.1f})" d="{_WAYS[movement]}" fill="black"/>'


# In words.


def _caption(page: _Page) -> str:
    years = page.years
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"Grades of {page.rows[0]['force_name']}, {span}"


def _told(page: _Page) -> str:
    """What a chart shows: of each year how many of which grade, what changed, and what cannot be compared."""
    overall = sum(bool(line.boxes and _first(line)["overall"]) for line in page.lines)
    questions = len(page.lines) - overall
    shown = [words.counted(questions, "question")] * bool(questions) + [words.counted(overall, "overall grade")] * bool(
        overall
    )
    told = [f"{_caption(page)}: {words.listed(shown)}."]
    told += [f"{year}: {_counts(row for row in page.rows if row['reported'] == year)}." for year in page.years]
    told += [_moved(page.rows, BETTER), _moved(page.rows, WORSE)]
    told += [
        f"Grades of {year} and later cannot be compared with those before: {why}." for year, why in page.parted.items()
    ]
    return " ".join(filter(None, told))


def _first(line: _Line) -> Row:
    return next(box.row for boxes in line.boxes for box in boxes)


def _counts(rows: Iterable[Row]) -> str:
    """How many of a year have which grade, the best first, and then how many have none and why."""
    found = Counter(map(_kind, rows))
    return ", ".join(f"{found[rank, kind]} {kind}" for rank, kind in sorted(found))


def _kind(row: Row) -> tuple[int, str]:
    """What a box says, and where that stands among the others."""
    if not row["graded"]:
        return len(_GRADES) + (row["outcome_words"] == NOT_ASKED), row["outcome_words"]
    carried = " (carried forward)" if row["basis"] == Basis.CARRIED_FORWARD else ""
    return list(_GRADES).index(row["outcome"]), words.outcome(row["outcome"]) + carried


def _moved(rows: Iterable[Row], way: str) -> str:
    moved = [f"{row['subject']} in {row['reported']}" for row in rows if row["movement"] == way]
    named = f": {words.listed(moved)}" if len(moved) <= _NAMED else ""
    return f"{words.counted(len(moved), 'grade')} {way} than before{named}." if moved else ""
