"""What charts share: how wide they are and how their type and patterns look in black and white, and what says them.

A chart is 640 pixels wide, which 17 cm of a page print at 9 points a type of 12. Two charts may stand in one file, so
every id begins with the name of its chart.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from projections.drawing.elements import tag, width_of, wrapped
from projections.drawing.page import FONT
from projections.drawing.scale import one_line, shortened
from projections.papers.model import Cell, Chart, Drawing, Picture

#: How wide a chart is, and how high it may be at the most so that its page has room for its caption.
WIDTH, HEIGHT = 640, 820
#: The size of type, how high a line of it is, and a step of its baseline from the top of the line.
TYPE, LINE, BASE = 12, 15, 12
_OUTLINE = {"stroke": "black", "stroke_width": 0.9}


class Said(NamedTuple):
    """What a chart says in words, and how it is found again: the beginning of its cells' ids, and where they rest."""

    prefix: str
    at: tuple[int, ...]
    alternative: str
    caption: str


def chart(by: Callable[..., Picture], of: object, said: Said, part: int = 1) -> Chart:
    """A chart, drawn by what is handed what it is of, its name and its words. Parts have numbers, but for the first."""
    prefix, name = said.prefix if part == 1 else f"{said.prefix}/{part}", name_of(said.prefix, part)
    alternative, caption = (
        Cell(f"{prefix}/{kind}", one_line(text), said.at)
        for kind, text in (("alternative", said.alternative), ("caption", said.caption))
    )
    return Chart(name, Drawing(by, (of, name, said)), alternative, caption)


def picture(drawn: Iterable[str], height: float, said: Said, patterns: str = "") -> Picture:
    """What was drawn, as one file with its words."""
    size = f'width="{WIDTH}" height="{round(height)}" viewBox="0 0 {WIDTH} {round(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{FONT}" font-size="{TYPE}">',
        tag("title", said.caption),
        tag("desc", said.alternative),
        *([f"<defs>{patterns}</defs>"] if patterns else []),
        *drawn,
        "</svg>",
    ]
    return Picture("\n".join([*lines, ""]), WIDTH, round(height))


def name_of(prefix: str, part: int = 1) -> str:
    """The name of a chart, with which its ids begin."""
    return "-".join([re.sub("[^A-Za-z0-9]+", "-", prefix).strip("-"), *([str(part)] if part > 1 else [])])


# Patterns: each kind is told from the others without any colour.

#: By name, in a square of 6 by 6.
_PATTERNS = {
    "solid": '<rect width="6" height="6" fill="#222"/>',
    "grey": '<rect width="6" height="6" fill="#bbb"/>',
    "dense": '<rect width="6" height="6" fill="white"/><path d="M0 6L6 0M-1 1L1-1M5 7L7 5" stroke="black" '
    'stroke-width="2.4"/>',
    "hatched": '<rect width="6" height="6" fill="white"/><path d="M0 6L6 0M-1 1L1-1M5 7L7 5" stroke="black" '
    'stroke-width="0.8"/>',
    "lines": '<rect width="6" height="6" fill="white"/><path d="M0 1.5H6M0 4.5H6" stroke="black" stroke-width="0.9"/>',
    "dots": '<rect width="6" height="6" fill="white"/><circle cx="1.5" cy="1.5" r="1" fill="black"/>'
    '<circle cx="4.5" cy="4.5" r="1" fill="black"/>',
    "crossed": '<rect width="6" height="6" fill="white"/><path d="M0 0L6 6M0 6L6 0" stroke="black" '
    'stroke-width="0.9"/>',
    "white": '<rect width="6" height="6" fill="white"/>',
}


def patterns(names: Iterable[str], chart: str) -> str:
    """The patterns that a chart has, by ids of its own."""
    return "".join(
        f'<pattern id="{chart}-{name}" width="6" height="6" patternUnits="userSpaceOnUse">{_PATTERNS[name]}</pattern>'
        for name in dict.fromkeys(names)
    )


def patterned(name: str, chart: str, x: float, y: float, width: float, height: float, **style: object) -> str:
    """A box filled with a pattern."""
    size = {"x": x, "y": y, "width": width, "height": height}
    return tag("rect", class_=name, **size, fill=f"url(#{chart}-{name})", **{**_OUTLINE, **style})


# Texts.


def lines_of(text: str, width: float, most: int = 99) -> list[str]:
    """A text in lines of a width, cut short where it has more than the most, or a word that is wider."""
    measure = partial(width_of, size=TYPE)
    found = list(wrapped(one_line(text), TYPE, width))
    kept = [*found[: most - 1], " ".join(found[most - 1 :])] if len(found) > most else found
    return [shortened(each, width, measure) for each in kept]


def texts(lines: Sequence[str], x: float, y: float, **style: object) -> Iterator[str]:
    """Lines below one another, the first of them from a height on."""
    for place, each in enumerate(lines):
        yield tag("text", each, x=x, y=y + BASE + LINE * place, **style)


def middle(text: str, x: float, y: float, **style: object) -> str:
    """A text in the middle above a place."""
    return tag("text", text, x=x, y=y, text_anchor="middle", **style)


def numbered(caption: str, part: int, parts: int) -> str:
    """The caption of a part of what was cut."""
    return f"{caption} (part {part} of {parts})" if parts > 1 else caption
