"""Elements of an SVG picture: tags, how wide a text is, and the shapes of marks. No shape differs by colour alone."""

from collections.abc import Iterator
from functools import cache
from unicodedata import east_asian_width

from projections.drawing.scale import one_line

#: What letters take at the most, of the size of the type, in the fonts that are asked for or stand in for them.
_THIN, _LETTER, _CAPITAL, _WIDE = 0.36, 0.61, 0.76, 1.03
#: How bars and vague days are filled: open is hatched, ended otherwise is dotted.
_PATTERNS = (
    '<defs><pattern id="{0}open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="white"/><rect width="1.5" height="6" fill="black"/></pattern>'
    '<pattern id="{0}ended" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" fill="white"/><circle cx="2.5" cy="2.5" r="1" fill="black"/></pattern>'
    '<pattern id="{0}covers" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 4L4 0" stroke="#999" '
    'stroke-width="0.6"/></pattern></defs>'
)
#: The fill of each kind of bar, and of what a vague date covers.
FILLS = {
    "open": "url(#open)", "closed": "#bbb", "ended": "url(#ended)", "withheld": "white", "covers": "url(#covers)",
}  # fmt: skip
_BLACK = 'fill="black" stroke="white" stroke-width="1"'
_HOLLOW = 'fill="white" stroke="black" stroke-width="1.3"'
#: Around the middle of the mark.
_SHAPES = {
    "note": f'<circle r="3.6" {_BLACK}/>',
    "claim": f'<path d="M-5 4.5L0-5L5 4.5z" {_BLACK}/>',
    "assurance": f'<rect x="-5" y="-5" width="10" height="10" {_HOLLOW}/>'
    '<path d="M-3 0L-1 2.5L3.2-2.8" fill="none" stroke="black" stroke-width="1.5"/>',
    "return": f'<path d="M-5-4.5L0 5L5-4.5z" {_HOLLOW}/>',
    "submission": f'<path d="M-4.5-5L5 0L-4.5 5z" {_BLACK}/>',
    "due": f'<path d="M-5.5 0L0-5.5L5.5 0L0 5.5z" {_BLACK}/>',
    "former_due": f'<path d="M-5 0L0-5L5 0L0 5z" {_HOLLOW}/>',
    "late": '<path class="late" d="M-6-7.2H6" fill="none" stroke="black" stroke-width="2"/>',
}


def patterns(prefix: str = "") -> str:
    """What the fills refer to, by ids that begin with something."""
    return _PATTERNS.format(prefix)


def tag(name: str, text: str | None = None, /, **attributes: object) -> str:
    """An element with a text or with nothing in it; ``_`` in an attribute's name is a hyphen."""
    shown = (f'{key.strip("_").replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items())
    opened = " ".join([name, *shown])
    return f"<{opened}/>" if text is None else f"<{opened}>{_escaped(one_line(text))}</{name}>"


def _attribute(value: object) -> str:
    if isinstance(value, float | int):
        return number(value)
    return _escaped(one_line(str(value))).replace('"', "&quot;")


def _escaped(text: str) -> str:
    """As the standard library's xml.sax does it, which loads all that fetches files from the network."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def number(value: float) -> str:
    """A place, to a tenth of a point."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(text: str, size: float) -> float:
    """How wide a text is at the most."""
    return size * sum(map(_letter, text))


@cache
def _letter(character: str) -> float:
    if east_asian_width(character) in "WF" or character in "MWmw@%—…":
        return _WIDE
    if character in "fijlrtI .,:;'’!|()[]/-":
        return _THIN
    return _CAPITAL if character.isupper() else _LETTER


def wrapped(text: str, size: float, width: float) -> Iterator[str]:
    """The lines of a text of a size within a width."""
    line = ""
    for word in text.split():
        if line and width_of(f"{line} {word}", size) > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def label(text: str, x: float, y: float, size: float, **style: object) -> str:
    """A text on white, so that no line goes through it."""
    behind = tag("rect", x=x - 1, y=y - size + 1, width=width_of(text, size) + 2, height=size + 2, fill="white")
    return behind + tag("text", text, x=x, y=y, font_size=size, **style)


def glyph(kind: str, x: float, y: float) -> str:
    """The shape of a mark at a place."""
    return f'<g transform="translate({number(x)} {number(y)})">{_SHAPES[kind]}</g>'


def arrow(x: float, y: float) -> str:
    """The head of an arrow that begins at a place: it goes on."""
    return f'<path class="goes-on" d="M{number(x)} {number(y - 8)}l9 8l-9 8z" fill="black"/>'


def line(x1: float, y1: float, x2: float, y2: float, **style: object) -> str:
    """A straight line; black, unless it is said."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": "black", **style})
