"""Which properties leave a text to be read (ECMA-376, part 1, 17.3 and 17.4): one table for each way to tell.

Nothing is taken for harmless because nobody thought of it: a property that stands in no table is doubtful, whatever it
says. Those that work together, as a colour and its ground do, are put together in ``looks.py``.
"""

import re
from collections.abc import Callable

from projections.papers.word.shown import is_on
from projections.papers.word.xml import Element, W

_W14, _W15 = (f"{{http://schemas.microsoft.com/office/word/{year}/wordml}}" for year in (2010, 2012))
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_FAR = 1440
#: By the element that they stand in: what changes how a text looks, and never whether it can be read.
_HARMLESS = {
    f"{kind}/{name}"
    for kind, names in {
        "rPr": "rStyle b bCs i iCs caps smallCaps outline shadow emboss imprint noProof snapToGrid kern u effect bdr "
        "vertAlign cs em lang rPrChange ins moveTo w14:glow w14:shadow w14:reflection w14:ligatures w14:numForm "
        "w14:numSpacing w14:stylisticSets w14:cntxtAlts",
        "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd "
        "snapToGrid contextualSpacing mirrorIndents suppressOverlap jc textAlignment textboxTightWrap outlineLvl divId "
        "cnfStyle rPr sectPr pPrChange",
        "tblPr": "tblStyle tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc tblBorders tblLayout tblLook "
        "tblCaption tblDescription tblPrChange",
        "tblPrEx": "tblW jc tblBorders tblLayout tblLook tblPrExChange",
        "trPr": "cnfStyle divId gridBefore gridAfter wAfter cantSplit tblHeader jc ins del trPrChange",
        "tcPr": "cnfStyle gridSpan tcBorders noWrap vAlign hideMark headers cellIns cellDel tcPrChange",
    }.items()
    for name in names.split()
}  # fmt: skip

_Check = Callable[[Element], bool]


def number(said: Element, name: str) -> int | None:
    """The whole number that an attribute says."""
    value = str(said.get(f"{W}{name}", "")).removesuffix("%")
    return int(value) if _NUMBER.fullmatch(value) else None


def within(low: int, high: int, *names: str) -> _Check:
    """Whether each of these attributes that an element has is a number of these bounds."""
    return lambda said: all(
        found is not None and low <= found <= high
        for found in (number(said, name) for name in names if said.get(f"{W}{name}") is not None)
    )


def _is_off(said: Element) -> bool:
    return not is_on(said)


def _is_level(said: Element) -> bool:
    return said.get(f"{W}val") in ("lrTb", "lrTbV", "lr", "lrV", "tb")


def _begins_merged(said: Element) -> bool:
    """Whether it is the first of cells that are made one: of the others nothing is shown."""
    return bool(said.get(f"{W}val") == "restart")


def _has_room(said: Element) -> bool:
    """Whether a cell has room for letters; none said is as much as they need."""
    return said.get(f"{W}type", "dxa") != "dxa" or (found := number(said, "w")) == 0 or (found or 0) >= 100


def _is_in_line(said: Element) -> bool:
    """Whether a frame, as Word has around numbers of pages, stands in the line where its text does."""
    placed = {f"{W}{name}" for name in ("h", "x", "yAlign")}
    width, above = number(said, "w"), number(said, "y")
    stays = said.get(f"{W}vAnchor") == "text" and not placed & set(said.attrib)
    return stays and (width is None or width >= _FAR) and 0 <= (above or 0) <= 20


_keeps_off: _Check = within(0, _FAR, "w")
_placed: _Check = within(-_FAR, 16_000, "tblpX", "tblpY")


def _is_framed(said: Element) -> bool:
    return all(_keeps_off(each) for each in said)


#: What hides a text, or not, by what it says.
_JUDGED: dict[str, _Check] = {
    **{f"rPr/{name}": _is_off for name in "vanish webHidden specVanish strike dstrike rtl oMath".split()},
    **dict.fromkeys(("pPr/bidi", "pPr/w15:collapsed", "tblPr/bidiVisual", "tcPr/tcFitText", "trPr/hidden"), _is_off),
    "rPr/w": within(33, 600, "val"),
    "rPr/spacing": within(-40, 400, "val"),
    "rPr/position": within(-12, 12, "val"),
    "rPr/szCs": within(8, 400, "val"),
    "rPr/eastAsianLayout": lambda said: all(said.get(f"{W}{name}", "0") == "0" for name in ("combine", "vert")),
    "rPr/w14:textOutline": lambda said: said.find(f"{_W14}noFill") is not None,
    "pPr/framePr": _is_in_line,
    **dict.fromkeys(("pPr/textDirection", "tcPr/textDirection"), _is_level),
    **dict.fromkeys(("tcPr/vMerge", "tcPr/hMerge"), _begins_merged),
    "tcPr/tcW": _has_room,
    "trPr/trHeight": lambda said: said.get(f"{W}hRule") != "exact",
    "trPr/wBefore": within(0, 6_000, "w"),
    "tblPr/tblpPr": _placed,
    **dict.fromkeys(("tblPr/tblInd", "tblPrEx/tblInd"), within(-_FAR, 6_000, "w")),
    **dict.fromkeys(("tcPr/tcMar", "tblPr/tblCellMar", "tblPrEx/tblCellMar"), _is_framed),
    **dict.fromkeys(("trPr/tblCellSpacing", "tblPr/tblCellSpacing", "tblPrEx/tblCellSpacing"), _keeps_off),
}


def called(said: Element) -> str:
    """A property by its name; what is another program's by all of it."""
    tag = str(said.tag)
    for space, short in ((W, ""), (_W14, "w14:"), (_W15, "w15:")):
        if tag.startswith(space):
            return short + tag.removeprefix(space)
    return tag


def is_harmless(key: str, said: Element) -> bool:
    """Whether a property, called by where it stands and its name, leaves a text to be read."""
    return key in _HARMLESS or (key in _JUDGED and _JUDGED[key](said))
