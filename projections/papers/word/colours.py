"""The colours of a document, and whether its fonts are of letters: what its theme says of them."""

import re

from projections.papers.word.shown import local
from projections.papers.word.xml import NAMES, Element, W

_A = f"{{{NAMES['a']}}}"
#: Fonts that draw signs where letters stand.
_SIGNS = ("symbol", "wingdings", "webdings", "marlett", "zapf dingbats", "opensymbol")
#: What a document calls them, as it is usual; and what the theme does.
_MAPPED = {"text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2"}
_USUAL = {"t1": "dark1", "t2": "dark2", "bg1": "light1", "bg2": "light2"}
_OF_THEME = {
    "dark1": "dk1", "dark2": "dk2", "light1": "lt1", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_OF_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
#: Of a document without a theme: what stands in it of the others is as good.
_WITHOUT = {"lt1": "FFFFFF", "lt2": "EEECE1"}
#: How much of a ground is drawn in the colour of its pattern.
_SHARE = re.compile("pct([0-9]{1,2})")
HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
#: Colours that are told apart by less than this.
_NEAREST = 32


class Theme:
    """The theme of a document, where it has one, and which of its colours the document uses for what."""

    def __init__(self, root: Element | None = None, settings: Element | None = None) -> None:
        scheme = root.find(f".//{_A}clrScheme") if root is not None else None
        self._colours = {local(each): _said(each) for each in scheme} if scheme is not None else _WITHOUT
        mapping = settings.find(f"{W}clrSchemeMapping") if settings is not None else None
        self._mapping = _USUAL | ({local_name(name): value for name, value in mapping.attrib.items()}
                                  if mapping is not None else {})  # fmt: skip
        fonts = root.iterfind(f".//{_A}fontScheme//*[@typeface]") if root is not None else ()
        self.has_signs = any(is_of_signs(each.get("typeface")) for each in fonts)

    def colour(self, said: Element, name: str, theme: str) -> str:
        """A colour in hex; nothing where it is left to Word, which has it read well."""
        own, named = hexadecimal(said.get(f"{W}{name}", "")), said.get(f"{W}{theme}", "none")
        mapped = _MAPPED.get(named, named)
        used = self._mapping.get(mapped, mapped)
        found = self._colours.get(_OF_THEME.get(used, used), "")
        if not found:
            return own
        return _shaded(_shaded(found, said.get(f"{W}{theme.removesuffix('Color')}Tint"), 255),
                       said.get(f"{W}{theme.removesuffix('Color')}Shade"), 0)  # fmt: skip

    def filled(self, said: Element) -> str:
        """The colour of a ground; nothing where it has none."""
        fill = self.colour(said, "fill", "themeFill")
        if (pattern := said.get(f"{W}val", "clear")) in ("clear", "nil"):
            return fill
        drawn = self.colour(said, "color", "themeColor") or "000000"
        share = _SHARE.fullmatch(pattern)
        part = 1.0 if pattern == "solid" else int(share[1]) / 100 if share else 0.5
        return _mixed(drawn, fill or "FFFFFF", part)


def local_name(name: str) -> str:
    """The name of an attribute without its namespace."""
    return name.rpartition("}")[2]


def is_of_signs(font: str) -> bool:
    """Whether a font draws signs where letters stand."""
    return font.strip().casefold().startswith(_SIGNS)


def hexadecimal(value: str) -> str:
    """A colour, or nothing where it is none."""
    value = value.upper()
    return value if len(value) == 6 and set(value) <= set("0123456789ABCDEF") else ""


def is_near(one: str, other: str) -> bool:
    """Whether two colours cannot be told apart."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(first - second) < _NEAREST for first, second in pairs)


def _said(slot: Element) -> str:
    """A colour of the theme; of the system's, what it is on a page."""
    for each in slot:
        value = str(each.get("val", ""))
        return hexadecimal(_OF_SYSTEM.get(value, each.get("lastClr", value)))
    return ""


def _shaded(colour: str, share: str | None, towards: int) -> str:
    """So much of a colour, the rest white or black."""
    if share is None or len(share) > 2 or not set(share.upper()) <= set("0123456789ABCDEF") or not share:
        return colour
    return _mixed(colour, f"{towards:02X}" * 3, int(share, 16) / 255)


def _mixed(one: str, other: str, part: float) -> str:
    """Two colours, of the one so much."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return bytes(round(first * part + second * (1 - part)) for first, second in pairs).hex().upper()
