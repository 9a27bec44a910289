"""Whether a run of text can be read as it looks: nothing hides it; colour, ground, size and place let it be seen."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import reduce
from typing import NamedTuple

from projections.papers.word.colours import HIGHLIGHTS, Theme, hexadecimal, is_near, is_of_signs
from projections.papers.word.legible import called, is_harmless, number, within
from projections.papers.word.shown import local
from projections.papers.word.xml import Element, W

#: In half points: the smallest and the largest that is read, and what Word has where nothing is said.
_SIZES, _USUAL_SIZE = range(8, 401), 20
#: In twentieths of a point: a line that is as high as it is said to be, by half points of its letters; and of a usual
#: line, 240 is the whole.
_LOWEST, _OF_SIZE, _OF_USUAL = 80, 7, 168
#: How far a text stands out of its margins or within them, in twentieths of a point.
_OUT, _IN = -1440, 7_200
_PAGE = "FFFFFF"
_FONTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme", "eastAsia": "eastAsiaTheme"}
_INDENTS = {
    "left": ("left", 1), "start": ("left", 1), "right": ("right", 1), "end": ("right", 1),
    "firstLine": ("firstLine", 1), "hanging": ("firstLine", -1),
}  # fmt: skip
_in_characters = within(
    -500, 500, "leftChars", "startChars", "rightChars", "endChars", "firstLineChars", "hangingChars"
)
#: What two styles say of one text, the one hides and the other shows again.
_TOGGLED = frozenset(f"rPr/{name}" for name in ("vanish", "strike", "specVanish", "webHidden"))
#: Where each says how it looks, which style it has, and of which kind that is.
_PROPERTIES = {
    f"{W}tbl": ("tblPr", "tblStyle", "table"),
    f"{W}tc": ("tcPr", "", ""),
    f"{W}p": ("pPr", "pStyle", "paragraph"),
    f"{W}r": ("rPr", "rStyle", "character"),
}
_FROM_THE_RIGHT = ("R", "AL", "RLE", "RLO", "RLI")
#: How a table says in hexadecimal, as Word before 2010 does, that its first row looks otherwise.
_FIRST_ROW = re.compile("[0-9A-Fa-f]{2}[2367ABEFabef][0-9A-Fa-f]")
_KINDS = ("rPr", "pPr", "tblPr", "trPr", "tcPr")


class Look(NamedTuple):
    """How text looks: which of the properties apply that keep it from being read, in which colour on which grounds."""

    unread: frozenset[str] = frozenset()
    colour: str = ""
    #: Each that it may have. None where it cannot be told: in a shape, or over a picture.
    grounds: frozenset[str] = frozenset([_PAGE])
    #: Those that have a colour of their own in the style of a table; and those of its first row, with its colour.
    matched: frozenset[str] = frozenset()
    head: tuple[frozenset[str], str] | None = None
    highlight: str = ""
    size: int = _USUAL_SIZE
    #: How high its lines are, and how that is meant; where they begin and end, and the first of them.
    line: int = 240
    rule: str = "auto"
    left: int = 0
    right: int = 0
    first: int = 0
    theme: Theme = Theme()

    def over(self, props: Element | None) -> "Look":
        """With the properties of a run, or of what it stands in, over it."""
        look = self
        for each in props if props is not None else ():
            if isinstance(each.tag, str):
                key = f"{local(props)}/{called(each)}"
                look = _TOGETHER[key](look, each) if key in _TOGETHER else look.judged(key, is_harmless(key, each))
        return look

    def judged(self, key: str, is_read: bool) -> "Look":
        """With one more property; what hides a table is not undone within it."""
        if not is_read:
            return self._replace(unread=self.unread | {key})
        return self._replace(unread=self.unread - {key}) if key.startswith(("rPr", "pPr")) else self

    def coloured(self, said: Element) -> "Look":
        """In a colour."""
        colour = self.theme.colour(said, "val", "themeColor")
        return self._replace(colour=colour, grounds=self.grounds and self.grounds | self.matched)

    def shaded(self, said: Element) -> "Look":
        """On another ground, where one is said."""
        ground = self.theme.filled(said)
        return self._replace(grounds=frozenset([ground]), matched=frozenset()) if ground else self

    def highlit(self, said: Element) -> "Look":
        """Under a marker pen."""
        return self._replace(highlight=HIGHLIGHTS.get(said.get(f"{W}val", ""), ""))

    def sized(self, said: Element) -> "Look":
        """In letters of a size."""
        size = number(said, "val")
        return self._replace(size=size if size is not None else 0)

    def lettered(self, said: Element) -> "Look":
        """In fonts, of which each program takes another one."""
        look = self
        for name, of_theme in _FONTS.items():
            if said.get(f"{W}{of_theme}") is not None:
                look = look.judged(f"rPr/rFonts/{name}", not self.theme.has_signs)
            elif (font := said.get(f"{W}{name}")) is not None:
                look = look.judged(f"rPr/rFonts/{name}", not is_of_signs(font))
        return look

    def filled(self, said: Element) -> "Look":
        """In a colour that Word has beside its own, if it is a plain one."""
        plain = said.find("{*}solidFill/{*}srgbClr")
        value = next(iter(plain.attrib.values()), "") if plain is not None and not len(plain) else ""
        look = self.judged("rPr/w14:textFill", bool(hexadecimal(value)))
        return look._replace(colour=hexadecimal(value)) if hexadecimal(value) else look

    def lined(self, said: Element) -> "Look":
        """In lines of a height, which is of the usual one where it is not said how it is meant."""
        look = self._replace(rule=said.get(f"{W}lineRule", self.rule))
        if said.get(f"{W}line") is not None:
            look = look._replace(line=number(said, "line") or 0)
        return look.judged("pPr/spacing", within(0, 31_680, "before", "after")(said))

    def indented(self, said: Element) -> "Look":
        """Within its margins, or out of them."""
        places = {"left": self.left, "right": self.right, "firstLine": self.first}
        for name, (place, times) in _INDENTS.items():
            if said.get(f"{W}{name}") is not None:
                found = number(said, name)
                places[place] = times * found if found is not None else _IN + 1
        look = self.judged("pPr/ind", _in_characters(said))
        return look._replace(left=places["left"], right=places["right"], first=places["firstLine"])

    def in_list(self, level: Element | None) -> "Look":
        """On a level of a list, which says too where its paragraphs stand."""
        unseen = Look().over(level.find(f"{W}pPr")).unseen if level is not None else ""
        return self.judged(f"lvl/{unseen}", not unseen)

    @property
    def unseen(self) -> str:
        """The property that keeps it from being read; nothing where it can be."""
        if self.unread:
            return min(self.unread).split("/")[1]
        checks = {
            "sz": self.size in _SIZES,
            "spacing": self._is_high,
            "ind": self._is_in_page,
            "color": self._stands_out,
        }
        return next((name for name, is_read in checks.items() if not is_read), "")

    @property
    def _is_high(self) -> bool:
        if self.rule == "atLeast":
            return True
        return self.line >= (_OF_USUAL if self.rule == "auto" else max(_LOWEST, _OF_SIZE * self.size))

    @property
    def _is_in_page(self) -> bool:
        return all(_OUT <= each <= _IN for each in (self.left, self.right, self.left + self.first))

    @property
    def _stands_out(self) -> bool:
        if self.highlight:
            return not is_near(self.colour or "000000", self.highlight)
        return not (self.colour and self.grounds) or all(not is_near(self.colour, ground) for ground in self.grounds)


#: Properties that work together with others.
_TOGETHER: dict[str, Callable[[Look, Element], Look]] = {
    "rPr/color": Look.coloured,
    **{f"{kind}/shd": Look.shaded for kind in (*_KINDS, "tblPrEx")},
    "rPr/highlight": Look.highlit,
    "rPr/sz": Look.sized,
    "rPr/rFonts": Look.lettered,
    "rPr/w14:textFill": Look.filled,
    "pPr/spacing": Look.lined,
    "pPr/ind": Look.indented,
}


class Looks:
    """How text looks in the styles of a document."""

    def __init__(self, styles: Element | None, theme: Theme, *, over_picture: bool) -> None:
        every = list(styles.iter(f"{W}style")) if styles is not None else []
        self._styles = {each.get(f"{W}styleId", ""): each for each in every}
        self._usual = {_kind(each): each.get(f"{W}styleId", "") for each in every if _is_usual(each)}
        #: Two of one name, of which Word has one; and two of a kind that all else goes by.
        ids = Counter(each.get(f"{W}styleId", "") for each in every)
        kinds = Counter(_kind(each) for each in every if _is_usual(each))
        self._unclear = {id_ for id_ in ids if ids[id_] > 1} | {self._usual[kind] for kind in kinds if kinds[kind] > 1}
        places = (f"{W}docDefaults/{W}{kind}Default/{W}{kind}" for kind in ("rPr", "pPr"))
        defaults = [styles.find(place) for place in places] if styles is not None else []
        #: In a shape, where nothing is said of it; and on the page.
        self.in_shape = reduce(Look.over, defaults, Look(grounds=frozenset(), theme=theme))
        self.least = self.in_shape if over_picture else reduce(Look.over, defaults, Look(theme=theme))
        self._found: dict[tuple[Look, str], Look] = {}

    def of(self, element: Element, look: Look) -> Look:
        """How the text of a table, a cell, a paragraph or a run looks, within what looks so."""
        kind, named, styled = _PROPERTIES[element.tag]
        style = _value(element.find(f"{W}{kind}"), named)
        if kind in ("pPr", "tblPr") and style not in self._styles:
            style = self._usual.get(styled, "")
        look = self._styled(look._replace(head=None) if kind == "tblPr" else look, style, styled)
        if look.head and kind == "tcPr" and _is_in_head(element):
            look = look._replace(grounds=look.head[0], colour=look.head[1], matched=frozenset())
        for props in (*_of_row(element), *element.iterfind(f"{W}{kind}")):
            look = look.over(props)
        if kind == "rPr" and "rPr/rtl" in look.unread and _is_from_the_right(element):
            return look.judged("rPr/rtl", is_read=True)
        return look

    def _styled(self, look: Look, style: str, kind: str) -> Look:
        """In a style, which may be based on others."""
        if style not in self._styles:
            return look
        if (look, style) not in self._found:
            chain = self._chain(style)
            names = {each.get(f"{W}styleId", "") for each in chain}
            found = look.judged(f"{kind}/style", not names & self._unclear and _kind(chain[-1]) == kind)
            for each in chain:
                found = _in_style(found, each)
            self._found[look, style] = found._replace(unread=found.unread | look.unread & _TOGGLED)
        return self._found[look, style]

    def _chain(self, style: str) -> list[Element]:
        chain: list[Element] = []
        while (each := self._styles.get(style)) is not None and each not in chain:
            chain.append(each)
            style = _value(each, "basedOn")
        return chain[::-1]


def _kind(style: Element) -> str:
    return str(style.get(f"{W}type", "paragraph"))


def _is_usual(style: Element) -> bool:
    return style.get(f"{W}default") in ("1", "true", "on")


def _of_row(element: Element) -> Iterable[Element]:
    """What is said of the row that a cell stands in."""
    if element.tag != f"{W}tc":
        return ()
    row = next(element.iterancestors(f"{W}tr"), None)
    return [each for each in row if each.tag in (f"{W}trPr", f"{W}tblPrEx")] if row is not None else ()


def _is_in_head(cell: Element) -> bool:
    """Whether a cell is of the first row, in a table that has it look otherwise."""
    row = next(cell.iterancestors(f"{W}tr"), None)
    table = next(cell.iterancestors(f"{W}tbl"), None)
    look = table.find(f"{W}tblPr/{W}tblLook") if table is not None else None
    if row is None or look is None or next(row.itersiblings(f"{W}tr", preceding=True), None) is not None:
        return False
    usual = "1" if _FIRST_ROW.fullmatch(look.get(f"{W}val", "")) else "0"
    return look.get(f"{W}firstRow", usual) in ("1", "true", "on")


def _in_style(look: Look, style: Element) -> Look:
    """Any cell below the first row may have any ground of a table's style, and each is hidden as any part of it is."""
    for kind in _KINDS:
        look = look.over(style.find(f"{W}{kind}"))
    usual, rows = look._replace(unread=frozenset()), dict[str, Look]()
    for part in sorted(style.iterfind(f"{W}tblStylePr"), key=lambda part: "Cell" in part.get(f"{W}type", "")):
        type_ = part.get(f"{W}type", "")
        props = [found for kind in _KINDS if (found := part.find(f"{W}{kind}")) is not None]
        there = rows[type_] = reduce(Look.over, props, usual._replace(grounds=_beneath(type_, rows, usual)))
        look = look.judged(f"tblStylePr/{there.unseen}", not there.unseen)
        if type_ == "firstRow":
            look = look._replace(head=(there.grounds, there.colour))
        elif there.colour != usual.colour:
            look = look._replace(matched=look.matched | there.grounds)
        elif usual.grounds:
            look = look._replace(grounds=look.grounds | there.grounds)
    return look


def _beneath(type_: str, rows: dict[str, Look], usual: Look) -> frozenset[str]:
    """The grounds of a part of a table: a corner is of its row."""
    row = {"ne": "firstRow", "nw": "firstRow", "se": "lastRow", "sw": "lastRow"}.get(type_[:2], "")
    return rows.get(row, usual).grounds


def _value(props: Element | None, name: str) -> str:
    found = props.find(f"{W}{name}") if props is not None and name else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _is_from_the_right(run: Element) -> bool:
    """Whether a run is of letters that are written from the right anyway."""
    text = "".join(each.text or "" for each in run.iterfind(f"{W}t"))
    return any(unicodedata.bidirectional(each) in _FROM_THE_RIGHT for each in text)
