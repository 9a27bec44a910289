"""The rows of an SVG picture, one an improvement.

What was said of its completion stands above its bar, its notes on it, and its due dates below.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from projections.drawing.elements import arrow, glyph, line, number, tag, width_of, wrapped
from projections.drawing.legend import drawn, in_words, mark_in_words
from projections.drawing.page import Page
from projections.drawing.scale import Scale, lanes, one_line, shortened
from projections.queries.picture import WITHHELD, Bar, Days, Mark, Stretch
from projections.queries.words import times

#: How high a bar is, the room of a mark above or below it, and the least height of a row: that of its text.
BAR, _LANE, _LEAST, _EDGE = 12, 13, 52, 5
_TEXT, _SMALL, _BELOW = 12, 10.5, 14


class Row(NamedTuple):
    """A bar with where its row begins, how high that is, and in which lane above or below the bar each mark is."""

    bar: Bar
    top: float
    height: float
    above: dict[int, int]
    below: dict[int, int]

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.top + _EDGE + _LANE * _count(self.above) + BAR / 2 + 1

    def place(self, number: int) -> float:
        """How far down a mark of the bar is."""
        if number in self.above:
            return self.middle - BAR / 2 - _LANE * (self.above[number] + 0.5)
        if number in self.below:
            return self.middle + BAR / 2 + _LANE * (self.below[number] + 0.5)
        return self.middle


def rows(bars: Sequence[Bar], scale: Scale, top: float, page: Page) -> Iterator[Row]:
    """The rows one below the other, each as high as its marks need where those of one day stand over one another."""
    for bar in bars:
        shown = [(number, mark) for number, mark in enumerate(bar.marks) if scale.shows(*mark.days)]
        above = _lanes([each for each in shown if each[1].kind not in ("note", *_DUE)], scale)
        below = _lanes([each for each in shown if each[1].kind in _DUE], scale)
        least = _LEAST + _BELOW * (len(_status(bar, page)) + max(0, len(_text(bar, page)) - 2) - 1)
        height = max(least, 2 * _EDGE + BAR + 2 + _LANE * (_count(above) + _count(below)))
        yield Row(bar, top, height, above, below)
        top += height


_DUE = ("due", "former_due")


def _lanes(marks: Sequence[tuple[int, Mark]], scale: Scale) -> dict[int, int]:
    """The lane of each mark, by its number."""
    ordered = sorted((scale.middle(*mark.days), number) for number, mark in marks)
    found = lanes([(x - _LANE / 2, x + _LANE / 2) for x, _ in ordered], 0)
    return {number: lane for (_, number), lane in zip(ordered, found, strict=True)}


def _count(found: dict[int, int]) -> int:
    return max(found.values(), default=-1) + 1


def draw(row: Row, scale: Scale, page: Page, today: date) -> Iterator[str]:
    """What an improvement is and how it stands, its bar and its marks."""
    bar, bottom = row.bar, row.top + row.height
    yield f'<g class="bar" id="{page.prefix}{bar.ref}">'
    yield from page.title(in_words, bar)
    yield line(page.margin, bottom, scale.right, bottom, stroke="#bbb", stroke_width=0.5)
    texts = _text(bar, page)
    for place, words in enumerate(texts):
        yield tag("text", words, x=page.margin, y=row.top + 16 + _BELOW * place)
    y = row.top + 16 + _BELOW * len(texts)
    for place, words in enumerate(_status(bar, page)):
        size = page.size(_SMALL)
        yield tag("text", words, x=page.margin, y=y + _BELOW * place, font_size=size, font_style="italic")
    for stretch in bar.stretches:
        how = drawn(bar) if stretch is bar.stretches[-1] else "closed"
        yield from _stretch(stretch, how, scale, page, row.middle, today)
    yield from _slips(row, scale)
    for place, mark in enumerate(bar.marks):
        if scale.shows(*mark.days):
            yield from _mark(mark, scale, page, row.place(place))
    yield "</g>"


def _room(page: Page) -> int:
    """How wide the texts of a row may be."""
    return page.axis - page.margin - 12


def _status(bar: Bar, page: Page) -> list[str]:
    """How it stands, and how often its due date moved where no words tell so to whoever points at that."""
    moved = sum(mark.kind == "former_due" for mark in bar.marks) if not page.told else 0
    said = bar.status_words + (f", due date moved {times(moved)}" if moved else "")
    return list(wrapped(said, page.size(_SMALL), _room(page)))


def _text(bar: Bar, page: Page) -> list[str]:
    """What it is on two lines, or where nothing tells more to whoever points at it, on up to four; then cut short."""
    most, width = 2 if page.told else 4, partial(width_of, size=_TEXT)
    found = list(wrapped(f"{bar.ref} {one_line(bar.text)}", _TEXT, _room(page)))
    kept = [*found[: most - 1], " ".join(found[most - 1 :])] if len(found) > most else found
    return [shortened(each, _room(page), width) for each in kept]


def _stretch(stretch: Stretch, how: str, scale: Scale, page: Page, y: float, today: date) -> Iterator[str]:
    """What is sure of a bar, and thinner what its beginning and its end may cover."""
    began, ended = stretch.began, stretch.ended or Days(today, today)
    if not scale.shows(began.first, ended.last):
        return
    vague = [days for days in dict.fromkeys((began, ended)) if days.first < days.last and scale.shows(*days)]
    for days in vague:
        yield _bar(scale.start(days.first), scale.end(days.last), y, BAR - 6, page, "covers", stroke_dasharray="2 2")
    start = scale.end(began.last) if began in vague else scale.start(began.first)
    end = scale.start(ended.first) if ended in vague else scale.end(ended.last)
    if end > start:
        yield _bar(start, end, y, BAR, page, how, **({"stroke_dasharray": "4 2"} if how == WITHHELD else {}))
    if how == "open":
        yield arrow(max(start, end), y)


def _bar(start: float, end: float, y: float, height: float, page: Page, how: str, **style: object) -> str:
    size = {"x": start, "y": y - height / 2, "width": end - start, "height": height}
    return tag("rect", class_=how, **size, fill=page.fill(how), stroke="black", stroke_width=0.9, **style)


def _slips(row: Row, scale: Scale) -> Iterator[str]:
    """How the due date slipped, from each to the next."""
    dues = [(place, mark) for place, mark in enumerate(row.bar.marks) if place in row.below]
    ends = [(scale.middle(*mark.days), row.place(place)) for place, mark in dues]
    for before, after in pairwise(ends):
        yield line(*before, *after, class_="slip", stroke_dasharray="3 2")


def _mark(mark: Mark, scale: Scale, page: Page, y: float) -> Iterator[str]:
    """The shape of a mark in the middle of the days that it covers, which are drawn where they are several."""
    x = scale.middle(*mark.days)
    yield f'<g class="{mark.kind}">'
    yield from page.title(mark_in_words, mark)
    if mark.days.first < mark.days.last:
        start, end = number(scale.start(mark.days.first)), number(scale.end(mark.days.last))
        covers = f"M{start} {number(y - 3)}v6m0-3H{end}m0-3v6"
        yield tag("path", class_="covers", d=covers, fill="none", stroke="black")
    yield glyph(mark.kind, x, y) + (glyph("late", x, y) if mark.late_by else "")
    yield "</g>"
