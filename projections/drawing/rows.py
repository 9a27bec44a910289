"""The rows of an SVG picture, one an improvement.

What was said of its completion stands above its bar, its notes on it, and its due dates below.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from commands.picture.elements import FILLS, arrow, glyph, line, number, tag, width_of, wrapped
from commands.picture.legend import drawn, in_words, mark_in_words
from commands.picture.scale import Scale, lanes, one_line, shortened
from projections.queries.picture import WITHHELD, Bar, Days, Mark, Stretch

#: How high a bar is, the room of a mark above or below it, and the least height of a row: that of its text.
BAR, _LANE, _LEAST, _EDGE = 12, 13, 52, 5
_TEXT, _SMALL = 12, 10.5


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


def rows(bars: Sequence[Bar], scale: Scale, top: float) -> Iterator[Row]:
    """The rows one below the other, each as high as its marks need where those of one day stand over one another."""
    for bar in bars:
        shown = [(number, mark) for number, mark in enumerate(bar.marks) if scale.shows(*mark.days)]
        above = _lanes([each for each in shown if each[1].kind not in ("note", *_DUE)], scale)
        below = _lanes([each for each in shown if each[1].kind in _DUE], scale)
        height = max(_LEAST, 2 * _EDGE + BAR + 2 + _LANE * (_count(above) + _count(below)))
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


def draw(row: Row, scale: Scale, left: float, today: date) -> Iterator[str]:
    """What an improvement is and how it stands, its bar and its marks."""
    bar, bottom = row.bar, row.top + row.height
    yield f'<g class="bar" id="{bar.ref}">'
    yield tag("title", in_words(bar))
    yield line(left, bottom, scale.right, bottom, stroke="#bbb", stroke_width=0.5)
    first, second = _two(f"{bar.ref} {one_line(bar.text)}", scale.left - left - 12)
    yield tag("text", first, x=left, y=row.top + 16)
    if second:
        yield tag("text", second, x=left, y=row.top + 30)
    y = row.top + (44 if second else 30)
    yield tag("text", bar.status_words, x=left, y=y, font_size=_SMALL, font_style="italic")
    for stretch in bar.stretches:
        how = drawn(bar) if stretch is bar.stretches[-1] else "closed"
        yield from _stretch(stretch, how, scale, row.middle, today)
    yield from _slips(row, scale)
    for place, mark in enumerate(bar.marks):
        if scale.shows(*mark.days):
            yield from _mark(mark, scale, row.place(place))
    yield "</g>"


def _two(text: str, room: float) -> tuple[str, str]:
    """The text on two lines, cut short where it needs more."""
    first, *rest = wrapped(text, _TEXT, room)
    width = partial(width_of, size=_TEXT)
    return shortened(first, room, width), shortened(" ".join(rest), room, width)


def _stretch(stretch: Stretch, how: str, scale: Scale, y: float, today: date) -> Iterator[str]:
    """What is sure of a bar, and thinner what its beginning and its end may cover."""
    began, ended = stretch.began, stretch.ended or Days(today, today)
    if not scale.shows(began.first, ended.last):
        return
    vague = [days for days in dict.fromkeys((began, ended)) if days.first < days.last and scale.shows(*days)]
    for days in vague:
        yield _bar(scale.start(days.first), scale.end(days.last), y, BAR - 6, "covers", stroke_dasharray="2 2")
    start = scale.end(began.last) if began in vague else scale.start(began.first)
    end = scale.start(ended.first) if ended in vague else scale.end(ended.last)
    if end > start:
        yield _bar(start, end, y, BAR, how, **({"stroke_dasharray": "4 2"} if how == WITHHELD else {}))
    if how == "open":
        yield arrow(max(start, end), y)


def _bar(start: float, end: float, y: float, height: float, how: str, **style: object) -> str:
    fill = FILLS.get(how, "url(#covers)")
    size = {"x": start, "y": y - height / 2, "width": end - start, "height": height}
    return tag("rect", class_=how, **size, fill=fill, stroke="black", stroke_width=0.9, **style)


def _slips(row: Row, scale: Scale) -> Iterator[str]:
    """How the due date slipped, from each to the next."""
    dues = [(place, mark) for place, mark in enumerate(row.bar.marks) if place in row.below]
    ends = [(scale.middle(*mark.days), row.place(place)) for place, mark in dues]
    for before, after in pairwise(ends):
        yield line(*before, *after, class_="slip", stroke_dasharray="3 2")


def _mark(mark: Mark, scale: Scale, y: float) -> Iterator[str]:
    """The shape of a mark in the middle of the days that it covers, which are drawn where they are several."""
    x = scale.middle(*mark.days)
    yield f'<g class="{mark.kind}">'
    yield tag("title", mark_in_words(mark))
    if mark.days.first < mark.days.last:
        start, end = number(scale.start(mark.days.first)), number(scale.end(mark.days.last))
        covers = f"M{start} {number(y - 3)}v6m0-3H{end}m0-3v6"
        yield tag("path", class_="covers", d=covers, fill="none", stroke="black")
    yield glyph(mark.kind, x, y) + (glyph("late", x, y) if mark.late_by else "")
    yield "</g>"
