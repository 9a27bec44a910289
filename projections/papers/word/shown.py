"""What Word shows of the elements of a .docx (ECMA-376, part 1): one table for each way in which it treats them.

Nothing is passed over because nobody thought of it: an element that stands in no table is doubtful, and said if it is
Word's own. Doubtful is what Word may not show, or may show otherwise than it stands in the file. What is doubtful
belongs to no cell: so a cell says only what is sure to be seen, and whatever else may be seen is listed.
"""

from collections.abc import Iterator

from projections.papers.word.xml import NAMES, WP, Element, W

_MICROSOFT = "http://schemas.microsoft.com/office/"
_A, _PIC = f"{{{NAMES['a']}}}", f"{{{NAMES['pic']}}}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V, _O = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_WPS, _WPG, _WPC = (
    f"{{{_MICROSOFT}word/2010/wordprocessing{kind}}}" for kind in ("Shape", "Group", "Canvas")
)  # fmt: skip

_SYMBOLS = f"{{{_MICROSOFT}word/2015/wordml/symex}}"

ALTERNATE, TEXTPATH, DRAWN, DRAWN_TEXT, MATH_TEXT, SYMBOL = (
    f"{_MC}AlternateContent", f"{_V}textpath", f"{WP}docPr", f"{_A}t", f"{_M}t", f"{_SYMBOLS}symEx",
)  # fmt: skip

#: The name of our picture of the QR code; those of charts are like bookmarks'.
CODE_NAME = "afi_qr"

#: Of no words: how things look, what was looked at, where something is.
NOTHING = frozenset(
    f"{W}{name}"
    for name in (
        "rPr pPr sectPr tblPr tblGrid tblPrEx trPr tcPr sdtPr sdtEndPr customXmlPr smartTagPr rubyPr proofErr "
        "permStart permEnd commentRangeStart commentRangeEnd commentReference annotationRef footnoteReference "
        "endnoteReference footnoteRef endnoteRef separator continuationSeparator lastRenderedPageBreak delInstrText "
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
        "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
        "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd fldData ffData"
    ).split()
) | {f"{_V}shapetype", f"{_V}background"}

#: What is shown is what stands in them.
_THROUGH = frozenset(
    f"{W}{name}"
    for name in (
        "document body hdr ftr footnotes footnote endnotes endnote comments comment p r t tbl tr tc hyperlink smartTag "
        "customXml sdt sdtContent fldSimple fldChar instrText ins moveTo delText ruby rt rubyBase bookmarkStart "
        "bookmarkEnd drawing pict txbxContent sym tab ptab br cr noBreakHyphen softHyphen background"
    ).split()
)
_DRAWINGS = (_SYMBOLS, WP, _A, _PIC, _V, _O, _WPS, _WPG, _WPC, _M, "{urn:schemas-microsoft-com:office:word}",
             f"{{{_MICROSOFT}word/2010/wordprocessingDrawing}}")  # fmt: skip

#: Struck out, turned round or computed.
_DOUBTFUL = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}bdo", f"{W}dir", f"{W}object", f"{_M}oMath"}

#: What shows something that is no text here.
REPORTED = {
    f"{W}altChunk": "[another document]",
    f"{W}subDoc": "[another document]",
    f"{W}object": "[an embedded object]",
    f"{W}control": "[a control]",
    f"{W}contentPart": "[handwriting]",
    f"{_M}oMath": "[an equation]",
    f"{_PIC}pic": "[a picture]",
    f"{_V}imagedata": "[a picture]",
    f"{_WPS}wsp": "[a shape]",
    **{f"{_V}{name}": "[a shape]" for name in "arc curve image line oval polyline rect roundrect".split()},
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "[a chart]",
    f"{{{_MICROSOFT}drawing/2014/chartex}}chart": "[a chart]",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "[a diagram]",
}

#: By the names that a choice requires: what Word has known since 2010.
_KNOWN = {f"{_MICROSOFT}word/{year}" for year in ("2010/wordml", "2012/wordml")} | {
    name[1:-1] for name in (_SYMBOLS, _WPS, _WPG, _WPC, f"{{{_MICROSOFT}word/2010/wordprocessingDrawing}}")
}
#: Where what stands in an element depends on its properties.
_PROPERTIES = {f"{W}tr": ("trPr", ("del", "hidden")), f"{W}tc": ("tcPr", ("cellDel",)),
               f"{W}sdt": ("sdtPr", ("dataBinding",))}  # fmt: skip


def is_doubtful(tag: str, element: Element) -> bool:
    """Whether Word may not show what stands in an element, or may put something else there."""
    if tag in _PROPERTIES:
        name, kinds = _PROPERTIES[tag]
        props = element.find(f"{W}{name}")
        return props is not None and any(local(each) in kinds and is_on(each) for each in props)
    return tag in _DOUBTFUL or not (tag in _THROUGH or tag.startswith(_DRAWINGS))


def reported(tag: str, element: Element) -> str:
    """What is said of an element that shows no text here; of what only Word knows, its name."""
    if tag == f"{_V}shape":
        return "" if any(element.find(kind) is not None for kind in (TEXTPATH, f"{_V}imagedata")) else "[a shape]"
    if tag in REPORTED or tag in _THROUGH or tag in _DOUBTFUL or not tag.startswith(W):
        return REPORTED.get(tag, "")
    return f"[what Word calls {tag.removeprefix(W)}]"


def is_on(element: Element) -> bool:
    """Whether a property is on, as one that is only named is."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off")


def local(element: Element) -> str:
    """Its name without its namespace: what is ignored in one may count in another."""
    return str(element.tag).rpartition("}")[2]


def symbol(element: Element) -> str:
    """The character that Word keeps apart with its font, as it does with emoji."""
    try:
        return chr(int(element.get(f"{_SYMBOLS}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def is_over_picture(root: Element) -> bool:
    """Whether text may stand on a picture or a shape that lies behind it."""
    return any(each.get("behindDoc") in ("1", "true") for each in root.iter(f"{WP}anchor"))


def branches(alternate: Element) -> tuple[Element | None, list[Element]]:
    """The one of several contents that Word shows, and the others, which other programs may."""
    every = [each for each in alternate if each.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    shown = next((each for each in every if _is_known(each)), None)
    return shown, [each for each in every if each is not shown]


def _is_known(branch: Element) -> bool:
    needed = branch.get("Requires", "").split()
    return branch.tag == f"{_MC}Fallback" or {branch.nsmap.get(name) for name in needed} <= _KNOWN


def texts_of(branch: Element | None) -> Iterator[str]:
    """Every text in an element, by paragraphs, whether or not it is shown."""
    said: list[str] = []
    for each in branch.iter() if branch is not None else ():
        if each.tag == f"{W}p":
            yield "".join(said)
            said.clear()
        elif each.tag in (f"{W}t", DRAWN_TEXT, MATH_TEXT):
            said.append(each.text or "")
        elif each.tag == SYMBOL:
            said.append(symbol(each))
        elif each.tag == TEXTPATH:
            said.append(each.get("string", ""))
    yield "".join(said)
