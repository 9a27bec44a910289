"""What can be read in a part of a .docx: the text within each bookmark, the words of pictures, and all the rest."""

import re

from projections.papers.word.xml import WP, Element, W

#: Deleted, moved away, said twice for older programs, or no text of the page.
_SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "\u2011",
          f"{W}softHyphen": "\xad"}  # fmt: skip
#: The number of a paragraph or of a section, which stands before a tab.
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*\t")
_PAGES = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b")
_OURS = "afi_"


class Reading:
    """Walks through a part in the order of reading."""

    def __init__(self, *, in_margin: bool) -> None:
        self.named: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self._in_margin = in_margin
        self._open: dict[str, tuple[str, list[str]]] = {}
        self._loose: list[str] = []
        self._fresh = True
        #: Of each field that was begun: its instruction, and whether its result has begun.
        self._fields: list[tuple[list[str], bool]] = []

    def walk(self, root: Element) -> None:
        """Reads all of it."""
        self._element(root)
        self._flush()
        self.named += [(name, "".join(said)) for name, said in self._open.values()]
        self._open.clear()

    def _element(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == f"{W}instrText" and self._fields:
            self._fields[-1][0].append(element.text or "")
        if tag in _SKIPPED or (tag == f"{W}r" and _hidden(element)) or _is_page(tag, element):
            return
        self._begin(tag, element)
        for child in element:
            self._element(child)
        if tag == f"{W}p":
            self._flush()
            self._say("\n", loose=False)

    def _begin(self, tag: str, element: Element) -> None:
        if tag == f"{W}p":
            self._flush()
            self._fresh = True
        elif tag == f"{W}t":
            self._say(element.text or "")
        elif tag in _SIGNS:
            self._say(_SIGNS[tag])
        elif tag == f"{W}sym":
            self._say("\ufffd")
        elif tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType"))
        elif tag == f"{WP}docPr" and element.get("name", "").startswith(_OURS):
            self.named.append((element.get("name"), element.get("descr", "")))
        elif tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            self._bookmark(tag, element)

    def _bookmark(self, tag: str, element: Element) -> None:
        id_, name = element.get(f"{W}id", ""), element.get(f"{W}name", "")
        if tag == f"{W}bookmarkStart":
            if name.startswith(_OURS):
                self._flush()
                self._open[id_] = (name, [])
        elif id_ in self._open:
            name, said = self._open.pop(id_)
            self.named.append((name, "".join(said)))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(([], False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _say(self, said: str, *, loose: bool = True) -> None:
        if any(begun and _PAGES.match("".join(instruction)) for instruction, begun in self._fields):
            return
        for _, texts in self._open.values():
            texts.append(said)
        if loose and not self._open:
            self._loose.append(said)

    def _flush(self) -> None:
        """Ends a text outside of any cell."""
        said = "".join(self._loose)
        self._loose.clear()
        number = self._fresh and _NUMBER.fullmatch(said)
        if said.strip() and not number and (not self._in_margin or any(map(str.isalnum, said))):
            self.outside.append(said.strip())
        if said:
            self._fresh = False


def _hidden(run: Element) -> bool:
    props = run.find(f"{W}rPr")
    vanish = props.find(f"{W}vanish") if props is not None else None
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _is_page(tag: str, element: Element) -> bool:
    return tag == f"{W}fldSimple" and _PAGES.match(element.get(f"{W}instr", "")) is not None
