"""What stands around and behind the rows of an SVG picture: its axis, what goes across, and today."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from projections.drawing.elements import label, line, tag, width_of
from projections.drawing.legend import across_in_words
from projections.drawing.page import Page
from projections.drawing.scale import Scale, lanes, one_line, quarters, shortened, years
from projections.queries.picture import Across
from projections.queries.words import day as in_words

#: How high a line of small type is, how big that is, and the widest that a label can be.
LINE, _SMALL, _LONGEST = 15, 11, 240
#: The room that the axis takes above the rows, and below them with today.
ABOVE, BELOW = 40, 44
#: The least room for the name of a quarter, and for a year.
_QUARTER, _YEAR = 30, 40


class Label(NamedTuple):
    """What goes across the rows, with its label, where that begins and in which lane it is."""

    of: Across
    text: str
    x: float
    lane: int


def labels(across: Sequence[Across], scale: Scale, page: Page) -> list[Label]:
    """Those that the axis shows, each with its label where it overlaps no other."""
    shown = [each for each in across if scale.shows(*each.days)]
    width = partial(_width, page=page)
    texts = [shortened(one_line(each.short), _LONGEST, width) for each in shown]
    at = [min(scale.start(each.days.first), scale.right - width(text)) for each, text in zip(shown, texts, strict=True)]
    found = sorted(zip(at, texts, shown, strict=True), key=lambda each: each[0])
    placed = lanes([(x, x + width(text)) for x, text, _ in found], 6)
    return [Label(each, text, x, lane) for (x, text, each), lane in zip(found, placed, strict=True)]


def _width(text: str, page: Page) -> float:
    """In bold type, which takes a tenth more."""
    return 1.1 * width_of(text, page.size(_SMALL))


def axis(scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """Lines at the years, above and below the rows too, and at quarters where their names have room."""
    for tick in quarters(scale, _QUARTER):
        yield line(scale.start(tick.day), top, scale.start(tick.day), bottom, stroke="#bbb", stroke_width=0.5)
    for tick in years(scale, _YEAR):
        yield line(scale.start(tick.day), top - 30, scale.start(tick.day), bottom + 18, stroke="#777")
    for y in (top, bottom):
        yield line(scale.left, y, scale.right, y)


def across(found: Sequence[Label], scale: Scale, first: float, bottom: float, page: Page) -> Iterator[str]:
    """A line down from each label; of a vague date, the band of all that it covers."""
    for each in found:
        y, (start, end) = first + LINE * each.lane, (scale.start(each.of.days.first), scale.end(each.of.days.last))
        yield f'<g class="{each.of.kind}">'
        yield from page.title(across_in_words, each.of)
        if each.of.days.first < each.of.days.last:
            size = {"x": start, "y": y + 3, "width": end - start, "height": bottom - y - 3}
            yield tag("rect", class_="covers", **size, fill=page.fill("covers"))
        yield line(start, y + 3, start, bottom, **(_SOLID if each.of.kind == "publication" else _DASHED))
        yield "</g>"


def names(found: Sequence[Label], scale: Scale, first: float, top: float, bottom: float, page: Page) -> Iterator[str]:
    """The labels of what goes across, then the years and quarters: over the lines, so that none goes through them."""
    for each in found:
        weight = "bold" if each.of.kind == "publication" else "normal"
        yield label(each.text, each.x, first + LINE * each.lane, page.size(_SMALL), font_weight=weight)
    for tick in quarters(scale, _QUARTER):
        if scale.start(tick.day) + width_of(tick.label, page.size(10)) <= scale.right:
            yield label(tick.label, scale.start(tick.day) + 3, top - 5, page.size(10))
    for tick in years(scale, _YEAR):
        if scale.start(tick.day) + width_of(tick.label, 12) <= scale.right:
            for y in (top - 20, bottom + 15):
                yield label(tick.label, scale.start(tick.day) + 3, y, 12, font_weight="bold")


_SOLID: dict[str, object] = {"stroke_width": 1.6}
_DASHED: dict[str, object] = {"stroke_width": 0.8, "stroke_dasharray": "4 3"}


def across_sample(kind: str, x: float, y: float) -> str:
    """The line of a kind of what goes across, for the legend."""
    return line(x + 12, y - 6, x + 12, y + 6, **(_SOLID if kind == "publication" else _DASHED))


def now(today: date, scale: Scale, top: float, bottom: float, page: Page) -> Iterator[str]:
    """The end of today."""
    if scale.shows(today, today):
        x, text = scale.end(today), f"today, {in_words(str(today))}" if page.told else in_words(str(today))
        yield line(x, top, x, bottom + 24, class_="today", stroke_width=1.6, stroke_dasharray="1.5 3")
        start = max(scale.left, min(x - _width(text, page) / 2, scale.right - _width(text, page)))
        yield label(text, start, bottom + 36, page.size(_SMALL))
