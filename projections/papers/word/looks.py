"""Whether a run of text can be read as it looks: not hidden, struck out, in the colour of its ground, or tiny."""

from collections.abc import Iterable
from typing import NamedTuple

from projections.papers.word.shown import is_on, local
from projections.papers.word.xml import Element, W

_UNREAD = ("vanish", "strike", "dstrike")
#: Fonts that draw signs where letters stand.
_SIGNS = ("symbol", "wingdings", "webdings", "marlett", "zapf dingbats", "opensymbol")
#: Smaller than four points, in half points; and colours that are told apart by less than this.
_SMALLEST, _NEAREST = 8, 32
_PAGE = "FFFFFF"
_LIGHT = ("background1", "light1")
#: Where each says how it looks, and which style it has.
_PROPERTIES = {
    f"{W}tbl": ("tblPr", "tblStyle"),
    f"{W}tc": ("tcPr", ""),
    f"{W}p": ("pPr", "pStyle"),
    f"{W}r": ("rPr", "rStyle"),
}


class Look(NamedTuple):
    """How text looks: which of the properties apply that keep it from being read, in which colour on which grounds."""

    unread: frozenset[str] = frozenset()
    colour: str = ""
    #: None where it cannot be told: in a shape, or over a picture.
    grounds: frozenset[str] = frozenset([_PAGE])
    size: int = _SMALLEST
    font: str = ""

    def over(self, props: Iterable[Element] | None) -> "Look":
        """With the properties of a run or of a style over it."""
        look = self
        for each in props if props is not None else ():
            look = look._with(local(each), each)
        return look

    def _with(self, name: str, said: Element) -> "Look":
        if name in _UNREAD:
            return self._replace(unread=self.unread | {name} if is_on(said) else self.unread - {name})
        if name == "color":
            return self._replace(colour=_PAGE if said.get(f"{W}themeColor") in _LIGHT else _colour(said, "val"))
        if name == "shd":
            return self._replace(grounds=frozenset([_colour(said, "fill")])) if _colour(said, "fill") else self
        if name == "sz":
            size = said.get(f"{W}val", "")
            return self._replace(size=int(size) if size.isdecimal() and len(size) < 6 else _SMALLEST)
        if name == "rFonts":
            return self._replace(font=said.get(f"{W}ascii", self.font).casefold())
        return self

    @property
    def is_read(self) -> bool:
        """Whether it can be read."""
        if self.unread or self.size < _SMALLEST or self.font.startswith(_SIGNS):
            return False
        return not (self.colour and self.grounds) or any(not _near(self.colour, ground) for ground in self.grounds)


class Looks:
    """How text looks in the styles of a document."""

    def __init__(self, styles: Element | None, *, over_picture: bool) -> None:
        every = list(styles.iter(f"{W}style")) if styles is not None else []
        self._styles = {each.get(f"{W}styleId", ""): each for each in every}
        self._usual = next((each.get(f"{W}styleId", "") for each in every if _is_usual(each)), "")
        defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
        #: In a shape, where nothing is said of it; and on the page.
        self.in_shape = Look(grounds=frozenset()).over(defaults)
        self.least = self.in_shape if over_picture else Look().over(defaults)
        self._found: dict[tuple[Look, str], Look] = {}

    def of(self, element: Element, look: Look) -> Look:
        """How the text of a table, a cell, a paragraph or a run looks, within what looks so."""
        kind, named = _PROPERTIES[element.tag]
        props = element.find(f"{W}{kind}")
        style = _value(props, named) or (self._usual if named == "pStyle" else "")
        return self._styled(look, style).over(props)

    def _styled(self, look: Look, style: str) -> Look:
        """In a style, which may be based on others."""
        if style not in self._styles:
            return look
        if (look, style) not in self._found:
            found = look
            for each in self._chain(style):
                found = _in_style(found, each)
            self._found[look, style] = found
        return self._found[look, style]

    def _chain(self, style: str) -> list[Element]:
        chain: list[Element] = []
        while (each := self._styles.get(style)) is not None and each not in chain:
            chain.append(each)
            style = _value(each, "basedOn")
        return chain[::-1]


def _is_usual(style: Element) -> bool:
    return bool(style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"))


def _in_style(look: Look, style: Element) -> Look:
    """Any part of a table may have any ground of its style, and be hidden as any part of it is."""
    look = look.over(style.find(f"{W}rPr")).over(_shading(style.find(f"{W}pPr")))
    if style.get(f"{W}type") != "table":
        return look
    hidden = {local(each) for name in _UNREAD for each in style.iter(f"{W}{name}") if is_on(each)}
    grounds = {ground for each in style.iter(f"{W}shd") if (ground := _colour(each, "fill"))}
    return look._replace(unread=look.unread | hidden, grounds=look.grounds and look.grounds | grounds)


def _shading(props: Element | None) -> list[Element]:
    return props.findall(f"{W}shd") if props is not None else []


def _value(props: Element | None, name: str) -> str:
    found = props.find(f"{W}{name}") if props is not None and name else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _colour(said: Element, name: str) -> str:
    """A colour in hex; nothing where it is left to Word, which has it read well."""
    value = str(said.get(f"{W}{name}", "")).upper()
    return value if len(value) == 6 and set(value) <= set("0123456789ABCDEF") else ""


def _near(one: str, other: str) -> bool:
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(first - second) < _NEAREST for first, second in pairs)
