"""What can be read in a part of a .docx: the text within each bookmark, the words of pictures, and all the rest.

Which elements show what is said by the tables of ``shown.py``. A text is either surely seen, and then belongs to the
bookmarks that are open, or it stands on its own.
"""

import re
from collections.abc import Callable

from projections.papers.readers import plain
from projections.papers.word.computed import Computed
from projections.papers.word.grids import Piece, Spots
from projections.papers.word.looks import Look, Looks
from projections.papers.word.numbering import Lists
from projections.papers.word.shown import (
    ALTERNATE,
    CODE_NAME,
    DRAWN,
    DRAWN_TEXT,
    MATH_TEXT,
    NOTHING,
    SYMBOL,
    TEXTPATH,
    branches,
    is_doubtful,
    reported,
    symbol,
    texts_of,
)  # fmt: skip
from projections.papers.word.xml import Element, W

_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "\u2011",
          f"{W}softHyphen": "\xad", f"{W}sym": "\ufffd"}  # fmt: skip
#: The number of a section or of a paragraph, which stands before a tab.
_NUMBER = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,6}))?\t")
_OURS, _PICTURE = "afi_", "[a picture]"
#: The name of words that lie across the page.
ACROSS = "across"
_OUR_PICTURE = re.compile(f"{CODE_NAME}|{_OURS}[0-9]{{1,7}}")


class Reading:
    """Walks through a part in the order of reading."""

    def __init__(self, looks: Looks, lists: Lists, spots: Spots, *, in_margin: bool) -> None:
        self.pieces: list[Piece] = []
        self._looks, self._lists, self._spots, self._in_margin = looks, lists, spots, in_margin
        self._open: dict[str, tuple[str, list[str]]] = {}
        self._loose: list[str] = []
        self._doubts = 0
        self._fields: list[Computed] = []
        #: How text looks in the tables and cells that were begun, and in the paragraphs.
        self._grounds: list[Look] = [looks.least]
        self._under: list[Look] = [looks.least]
        #: Whether nothing was read of the paragraph, and the number of the last one.
        self._is_fresh, self._number = True, (0, 0)
        self._ours, self._hidden = False, dict[str, str]()

    def walk(self, root: Element) -> None:
        """Reads all of it."""
        self._element(root)
        self._flush()
        while self._fields:
            self._end_field()
        for id_ in list(self._open):
            self._close(id_)

    def _element(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in NOTHING:
            return
        if tag == ALTERNATE:
            self._alternatives(element)
            return
        doubtful = is_doubtful(tag, element) or (tag == f"{W}r" and self._is_unread(element))
        self._turn(+doubtful)
        if tag in _SIGNS:
            self._say(_SIGNS[tag])
        elif tag in _BEGINS:
            _BEGINS[tag](self, element)
        else:
            self._report(reported(tag, element))
        for child in element:
            self._element(child)
        if tag in _ENDS:
            _ENDS[tag](self, element)
        self._turn(-doubtful)

    def _turn(self, step: int) -> None:
        """Begins or ends something doubtful."""
        if step and self._doubts in (0, -step):
            self._flush()
        self._doubts += step

    def _is_unread(self, run: Element) -> bool:
        """Whether it cannot be read; numbers of pages are left to Word."""
        if self._in_margin and not self._open and run.find(f"{W}drawing") is None:
            return False
        unseen = self._looks.of(run, self._under[-1]).unseen
        self._hidden |= {name: unseen for name, _ in self._open.values() if unseen}
        return bool(unseen)

    def _alternatives(self, element: Element) -> None:
        shown, others = branches(element)
        for child in shown if shown is not None else ():
            self._element(child)
        told = {plain(each) for each in texts_of(shown)}
        for said in (each for other in others for each in texts_of(other)):
            if said.strip() and plain(said) not in told:
                self._aside(said)

    # What is read.

    def _say(self, said: str) -> None:
        figures = next((each.figures for each in self._fields if each.figures is not None), None)
        if figures is not None:
            figures.append(said)
        elif self._doubts or not self._open or any(not each.has_result for each in self._fields):
            self._loose.append(said)
        else:
            self._to_open(said)

    def _to_open(self, said: str) -> None:
        for _, texts in self._open.values():
            texts.append(said)

    def _text(self, element: Element) -> None:
        self._say(element.text or "")

    def _add(self, name: str, said: str) -> None:
        self.pieces.append(Piece(name, said, self._spots.here, self._hidden.get(name, "")))

    def _aside(self, said: str) -> None:
        self._flush()
        self._add("", said.strip())

    def _report(self, said: str) -> None:
        if said and not (self._ours and said == _PICTURE):
            self._aside(said)

    def _across(self, element: Element) -> None:
        if said := element.get("string", "").strip():
            self._flush()
            self._add(ACROSS, said)

    def _flush(self, *, before_cell: bool = False) -> None:
        """Ends a text outside of any cell."""
        said = "".join(self._loose)
        self._loose.clear()
        if not said:
            return
        number = before_cell and self._is_fresh and self._is_next(said)
        self._is_fresh = False
        if said.strip() and not number and (not self._in_margin or any(map(str.isalnum, said))):
            self._add("", said.strip())

    def _is_next(self, said: str) -> bool:
        """Whether it is the number that follows that of the section or paragraph before."""
        found = _NUMBER.fullmatch(said)
        if found is None or self._spots.here:
            return False
        (section, paragraph), number = self._number, (int(found[1]), int(found[2] or 0))
        self._number = number
        return number in ((section + 1, 0), (section, paragraph + 1), (section + 1, 1))

    # Paragraphs, tables, bookmarks and pictures.

    def _begin_paragraph(self, paragraph: Element) -> None:
        self._flush()
        self._is_fresh = True
        look = self._looks.of(paragraph, self._grounds[-1])
        self._under.append(look.in_list(self._lists.level(paragraph)))
        self._report(self._lists.said(paragraph, in_table=self._spots.here is not None))

    def _end_paragraph(self, _: Element) -> None:
        self._flush()
        self._to_open("\n")
        self._under.pop()

    def _begin_table(self, table: Element) -> None:
        self._grounds.append(self._looks.of(table, self._grounds[-1]))
        self._spots.begin_table()

    def _end_table(self, _: Element) -> None:
        self._grounds.pop()
        self._spots.end_table()

    def _begin_cell(self, cell: Element) -> None:
        self._grounds.append(self._looks.of(cell, self._grounds[-1]))
        self._spots.begin_cell()

    def _end_cell(self, cell: Element) -> None:
        self._flush()
        self._grounds.pop()
        self._spots.end_cell(cell)

    def _bookmark(self, element: Element) -> None:
        id_, name = element.get(f"{W}id", ""), element.get(f"{W}name", "")
        if element.tag == f"{W}bookmarkStart":
            if name.startswith(_OURS):
                self._flush(before_cell=True)
                self._close(id_)
                self._open[id_] = (name, [])
        else:
            self._close(id_)

    def _close(self, id_: str) -> None:
        if id_ in self._open:
            name, said = self._open.pop(id_)
            self._add(name, "".join(said))

    def _begin_drawing(self, drawing: Element) -> None:
        words = drawing.find(f"*/{DRAWN}")
        self._ours = words is not None and _OUR_PICTURE.fullmatch(words.get("name", "")) is not None
        if words is not None and self._ours:
            shown = not self._doubts and words.get("hidden", "0") in ("0", "false")
            self._add(words.get("name"), words.get("descr", "") if shown else "")

    def _end_drawing(self, _: Element) -> None:
        self._ours = False

    # Fields of Word.

    def _field(self, element: Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Computed())
        elif kind == "separate" and self._fields:
            self._begin_result()
        elif kind == "end" and self._fields:
            self._end_field()

    def _instruct(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].instruction.append(element.text or "")

    def _begin_simple(self, element: Element) -> None:
        self._fields.append(Computed([element.get(f"{W}instr", "")]))
        self._begin_result()

    def _begin_result(self) -> None:
        computed = self._fields[-1]
        if computed.has_result:
            return
        computed.has_result = True
        if computed.counts_pages and self._in_margin and not self._open and not self._doubts:
            computed.figures = []
        elif not computed.is_lasting:
            self._announce(computed)
            computed.is_doubtful = True
            self._turn(+1)

    def _end_field(self, _: Element | None = None) -> None:
        computed = self._fields.pop()
        figures = "".join(computed.figures or ())
        if figures and not figures.strip().isdecimal():
            self._say(figures)
        if not computed.has_result:
            self._announce(computed)
        self._turn(-computed.is_doubtful)

    def _announce(self, computed: Computed) -> None:
        """Says what a field tells Word to compute, unless it stands in another of which that was said."""
        if not self._doubts and not (computed.counts_pages and self._in_margin):
            self._report(f"[a field of Word: {computed.code}]")


_Handler = Callable[[Reading, Element], object]
_BEGINS: dict[str, _Handler] = {
    f"{W}t": Reading._text,
    f"{W}delText": Reading._text,
    MATH_TEXT: Reading._text,
    DRAWN_TEXT: Reading._text,
    SYMBOL: lambda reading, element: reading._say(symbol(element)),
    TEXTPATH: Reading._across,
    f"{W}txbxContent": lambda reading, _: reading._grounds.append(reading._looks.in_shape),
    f"{W}p": Reading._begin_paragraph,
    f"{W}tbl": Reading._begin_table,
    f"{W}tr": lambda reading, row: reading._spots.begin_row(row),
    f"{W}tc": Reading._begin_cell,
    f"{W}bookmarkStart": Reading._bookmark,
    f"{W}bookmarkEnd": Reading._bookmark,
    f"{W}drawing": Reading._begin_drawing,
    f"{W}fldChar": Reading._field,
    f"{W}fldSimple": Reading._begin_simple,
    f"{W}instrText": Reading._instruct,
}
_ENDS: dict[str, _Handler] = {
    f"{W}p": Reading._end_paragraph,
    f"{W}tc": Reading._end_cell,
    f"{W}tbl": Reading._end_table,
    f"{W}txbxContent": lambda reading, _: reading._grounds.pop(),
    f"{W}drawing": Reading._end_drawing,
    f"{W}fldSimple": Reading._end_field,
}
