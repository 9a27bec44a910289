"""The parts of a drawn timeline: what is drawn to scale, and the legend below it."""

from collections.abc import Iterator
from functools import partial
from math import ceil

from projections.drawing import frame, legend, rows
from projections.drawing.elements import arrow, glyph, tag, width_of
from projections.drawing.frame import LINE
from projections.drawing.page import Page
from projections.drawing.scale import Scale, shortened
from projections.queries.picture import Picture

_SMALL = 11
#: Where the samples of a legend may begin, in a line.
_STOPS = 4


def scale_of(picture: Picture, page: Page) -> Scale:
    """Where its days go."""
    return Scale(picture.first, picture.last, page.axis, page.width - page.beside)


def body(picture: Picture, first: float, page: Page) -> tuple[list[str], float]:
    """All that is drawn to scale, with its first lane of labels at some height; and where its rows end."""
    scale = scale_of(picture, page)
    labels = frame.labels(picture.across, scale, page)
    top = first + LINE * (max((label.lane for label in labels), default=-1) + 1) + frame.ABOVE
    placed = list(rows.rows(picture.bars, scale, top, page))
    bottom = placed[-1].top + placed[-1].height if placed else top + 46
    nothing = [tag("text", "No improvement is in this timeline.", x=scale.left + 8, y=top + 27)]
    drawn = [
        *frame.axis(scale, top, bottom),
        *frame.across(labels, scale, first, bottom, page),
        *(line for row in placed for line in rows.draw(row, scale, page, picture.today)),
        *([] if placed else nothing),
        *frame.now(picture.today, scale, top, bottom, page),
        *frame.names(labels, scale, first, top, bottom, page),
    ]
    return drawn, bottom


def legends(picture: Picture, y: float, page: Page) -> Iterator[str]:
    """Each shape that is used beside what it means, as many to a line as fit."""
    x, line, size = float(page.margin), "", page.size(_SMALL)
    stop = (page.width - 2 * page.margin) / _STOPS
    for sample, said in _samples(picture, page):
        words = shortened(said, page.width - 2 * page.margin - 50, partial(width_of, size=size))
        room = stop * ceil((34 + width_of(words, size) + 8) / stop)
        if line and x + room > page.width - page.margin + 1:
            yield line
            x, y, line = float(page.margin), y + LINE, ""
        text = tag("text", words, x=x + 32, y=y + 4, font_size=size)
        line += f'<g class="legend"><g transform="translate({x:.1f} {y:.1f})">{sample}</g>{text}</g>'
        x += room
    if line:
        yield line


def _samples(picture: Picture, page: Page) -> Iterator[tuple[str, str]]:
    """The shapes, each drawn from the middle of its line on, with the words beside it."""
    bars, marks, across = legend.used(picture)
    for kind in bars:
        bar = tag("rect", x=1, y=-5, width=16, height=10, fill=page.fill(kind), stroke="black", stroke_width=0.9,
                  **({"stroke_dasharray": "4 2"} if kind == "withheld" else {}))  # fmt: skip
        yield bar + (arrow(17, 0) if kind == "open" else ""), legend.BARS[kind]
    for kind in marks:
        yield glyph(kind, 14, 0), legend.MARKS[kind]
    if any(mark.late_by for bar in picture.bars for mark in bar.marks):
        yield glyph("note", 14, 0) + glyph("late", 14, 0), legend.LATE
    if legend.vague(picture):
        yield tag("rect", x=3, y=-3, width=22, height=6, fill=page.fill("covers"), stroke="black", stroke_width=0.9,
                  stroke_dasharray="2 2"), legend.VAGUE  # fmt: skip
    for kind in across:
        yield frame.across_sample(kind, 2, 0), legend.ACROSS[kind]
    for words in legend.initials(picture):
        yield "", words
