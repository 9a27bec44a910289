"""A timeline as an SVG picture, written by hand: the same picture is always the same bytes.

Nothing in it hangs on colour, and what is drawn has its words beside it for who cannot see it.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from commands.picture import frame, legend, rows
from commands.picture.elements import FILLS, PATTERNS, arrow, glyph, number, tag, width_of, wrapped
from commands.picture.frame import LINE
from commands.picture.scale import Scale, shortened
from projections.queries.picture import Picture

WIDTH, MARGIN, _LABELS = 1200, 20, 340
_FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_TITLE, _SMALL = 16, 11


class Heading(NamedTuple):
    """What stands above a picture and below it: its title, of which ledger and entry it is, and what was left out."""

    title: str
    ledger: str
    left_out: str = ""


def svg(picture: Picture, heading: Heading) -> str:
    """The whole file."""
    room = WIDTH - 2 * MARGIN
    titles = [shortened(line, room, partial(width_of, size=_TITLE)) for line in wrapped(heading.title, _TITLE, room)]
    body, bottom = _body(picture, MARGIN + 22 * len(titles) + 2 * LINE + 8)
    legends = list(_legend(picture, bottom + frame.BELOW + LINE))
    end = bottom + frame.BELOW + LINE * (len(legends) + 1)
    left_out = [tag("text", heading.left_out, x=MARGIN, y=end + 8, font_weight="bold")] if heading.left_out else []
    opening = _opening(picture, heading, end + 2 * LINE * len(left_out) + MARGIN)
    return "\n".join([*opening, *_head(titles, picture, heading), *body, *legends, *left_out, "</svg>", ""])


def _body(picture: Picture, first: float) -> tuple[list[str], float]:
    """All that is drawn to scale, with its first lane of labels at some height; and where its rows end."""
    scale = Scale(picture.first, picture.last, _LABELS, WIDTH - MARGIN - 10)
    labels = frame.labels(picture.across, scale)
    top = first + LINE * (max((label.lane for label in labels), default=-1) + 1) + frame.ABOVE
    placed = list(rows.rows(picture.bars, scale, top))
    bottom = placed[-1].top + placed[-1].height if placed else top + 46
    nothing = [tag("text", "No improvement is in this timeline.", x=scale.left + 8, y=top + 27)]
    drawn = [
        *frame.axis(scale, top, bottom),
        *frame.across(labels, scale, first, bottom),
        *(line for row in placed for line in rows.draw(row, scale, MARGIN, picture.today)),
        *([] if placed else nothing),
        *frame.now(picture.today, scale, top, bottom),
        *frame.names(labels, scale, first, top, bottom),
    ]
    return drawn, bottom


def _opening(picture: Picture, heading: Heading, height: float) -> Iterator[str]:
    """How big it is and in which language, and what it shows in words."""
    size = f'width="{WIDTH}" height="{number(height)}" viewBox="0 0 {WIDTH} {number(height)}"'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        'role="img" aria-labelledby="title description" lang="en-GB" xml:lang="en-GB" '
        f'font-family="{_FONT}" font-size="12">'
    )
    yield tag("title", heading.title, id="title")
    told = [f"{legend.summary(picture)}.", *map(legend.in_words, picture.bars)]
    told += [f"{legend.across_in_words(each)}." for each in picture.across]
    yield tag("desc", " ".join([*told, heading.left_out]), id="description")
    yield PATTERNS
    yield tag("rect", width=WIDTH, height=height, fill="white")


def _head(titles: list[str], picture: Picture, heading: Heading) -> Iterator[str]:
    y = MARGIN + 14
    for place, title in enumerate(titles):
        yield tag("text", title, x=MARGIN, y=y + 22 * place, font_size=_TITLE, font_weight="bold")
    below = f"{legend.summary(picture)}. {heading.ledger}"
    yield tag("text", below, x=MARGIN, y=y + 22 * len(titles), font_size=_SMALL)


def _legend(picture: Picture, y: float) -> Iterator[str]:
    """Each shape that is used beside what it means, as many to a line as fit."""
    x, line = float(MARGIN), ""
    for sample, words in _samples(picture):
        room = 34 + width_of(words, _SMALL) + 16
        if line and x + room > WIDTH - MARGIN:
            yield line
            x, y, line = float(MARGIN), y + LINE, ""
        text = tag("text", words, x=x + 32, y=y + 4, font_size=_SMALL)
        line += f'<g class="legend"><g transform="translate({x:.1f} {y:.1f})">{sample}</g>{text}</g>'
        x += room
    if line:
        yield line


def _samples(picture: Picture) -> Iterator[tuple[str, str]]:
    """The shapes, each drawn from the middle of its line on, with the words beside it."""
    bars, marks, across = legend.used(picture)
    for kind in bars:
        bar = tag("rect", x=1, y=-5, width=16, height=10, fill=FILLS[kind], stroke="black", stroke_width=0.9,
                  **({"stroke_dasharray": "4 2"} if kind == "withheld" else {}))  # fmt: skip
        yield bar + (arrow(17, 0) if kind == "open" else ""), legend.BARS[kind]
    for kind in marks:
        yield glyph(kind, 14, 0), legend.MARKS[kind]
    if any(mark.late_by for bar in picture.bars for mark in bar.marks):
        yield glyph("note", 14, 0) + glyph("late", 14, 0), legend.LATE
    if legend.vague(picture):
        yield tag("rect", x=3, y=-3, width=22, height=6, fill="url(#covers)", stroke="black", stroke_width=0.9,
                  stroke_dasharray="2 2"), legend.VAGUE  # fmt: skip
    for kind in across:
        yield frame.across_sample(kind, 2, 0), legend.ACROSS[kind]
    for words in legend.initials(picture):
        yield "", words
