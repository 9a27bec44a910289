"""A timeline as an SVG picture, written by hand: the same picture is always the same bytes.

Nothing in it hangs on colour, and what is drawn has its words beside it for who cannot see it.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from projections.drawing import frame, legend
from projections.drawing.elements import number, tag, width_of, wrapped
from projections.drawing.frame import LINE
from projections.drawing.page import FONT, WIDE
from projections.drawing.scale import shortened
from projections.drawing.timeline import body, legends
from projections.queries.picture import Picture

_TITLE, _SMALL = 16, 11


class Heading(NamedTuple):
    """What stands above a picture and below it: its title, of which ledger and entry it is, and what was left out."""

    title: str
    ledger: str
    left_out: str = ""


def svg(picture: Picture, heading: Heading) -> str:
    """The whole file."""
    room = WIDE.width - 2 * WIDE.margin
    titles = [shortened(line, room, partial(width_of, size=_TITLE)) for line in wrapped(heading.title, _TITLE, room)]
    drawn, bottom = body(picture, WIDE.margin + 22 * len(titles) + 2 * LINE + 8, WIDE)
    below = list(legends(picture, bottom + frame.BELOW + LINE, WIDE))
    end = bottom + frame.BELOW + LINE * (len(below) + 1)
    left_out = [tag("text", heading.left_out, x=WIDE.margin, y=end + 8, font_weight="bold")] if heading.left_out else []
    opening = _opening(picture, heading, end + 2 * LINE * len(left_out) + WIDE.margin)
    return "\n".join([*opening, *_head(titles, picture, heading), *drawn, *below, *left_out, "</svg>", ""])


def _opening(picture: Picture, heading: Heading, height: float) -> Iterator[str]:
    """How big it is and in which language, and what it shows in words."""
    size = f'width="{WIDE.width}" height="{number(height)}" viewBox="0 0 {WIDE.width} {number(height)}"'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        'role="img" aria-labelledby="title description" lang="en-GB" xml:lang="en-GB" '
        f'font-family="{FONT}" font-size="12">'
    )
    yield tag("title", heading.title, id="title")
    told = [f"{legend.summary(picture)}.", *map(legend.in_words, picture.bars)]
    told += [f"{legend.across_in_words(each)}." for each in picture.across]
    yield tag("desc", " ".join([*told, heading.left_out]), id="description")
    yield WIDE.patterns
    yield tag("rect", width=WIDE.width, height=height, fill="white")


def _head(titles: list[str], picture: Picture, heading: Heading) -> Iterator[str]:
    y = WIDE.margin + 14
    for place, title in enumerate(titles):
        yield tag("text", title, x=WIDE.margin, y=y + 22 * place, font_size=_TITLE, font_weight="bold")
    below = f"{legend.summary(picture)}. {heading.ledger}"
    yield tag("text", below, x=WIDE.margin, y=y + 22 * len(titles), font_size=_SMALL)
