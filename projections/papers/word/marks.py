"""Puts the texts where their tokens stand, and a bookmark around each, by which it is found again.

The bookmark of the manifest's cell 7 is ``afi_7``; where the cell stands a second time, ``afi_7_2``. Bookmarks are what
Word and LibreOffice keep when a document is edited and saved again.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy

from projections.papers.model import Cell
from projections.papers.readers import holdable
from projections.papers.word.fields import TOKEN
from projections.papers.word.xml import SPACE, Element, W, element

#: Beyond what a template of any length has of its own.
_FIRST_ID = 1_000_000
_BREAKS = re.compile("(\n|\t)")


class Marker:
    """Puts texts into the parts of one document."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self.placed: Counter[int] = Counter()
        self._cells, self._next = cells, _FIRST_ID

    def mark(self, root: Element, pictures: Callable[[str], Element]) -> None:
        """Every token of a part: in runs with a bookmark, in attributes and elsewhere as the bare text."""
        self._pictures = pictures
        for each in root.iter():
            for name, value in each.attrib.items():
                if TOKEN.search(value):
                    each.set(name, self._bare(value))
            if each.tag != f"{W}t" and TOKEN.search(each.text or ""):
                each.text = self._bare(each.text)
        # Last, for what stands in a text is no token, whatever it looks like.
        for run in list(root.iter(f"{W}r")):
            if any(TOKEN.search(text.text or "") for text in run.iterchildren(f"{W}t")):
                self._run(run)

    def text(self, place: int) -> str:
        """What a cell says, as XML can hold it."""
        return holdable(self._cells[place].text.replace("\r\n", "\n").replace("\r", "\n"))

    def _bare(self, said: str) -> str:
        return TOKEN.sub(lambda found: self.text(int(found[1][1:])) if found[1][0] == "c" else "", said)

    def _run(self, run: Element) -> None:
        props = run.find(f"{W}rPr")
        pieces: list[Element] = []
        for child in run:
            if child.tag == f"{W}t" and TOKEN.search(child.text or ""):
                pieces += self._split(child.text, props)
            elif child is not props:
                pieces.append(_run_of(props, [deepcopy(child)]))
        parent, place = run.getparent(), run.getparent().index(run)
        parent[place : place + 1] = pieces

    def _split(self, said: str, props: Element | None) -> Iterator[Element]:
        for number, piece in enumerate(TOKEN.split(said)):
            if number % 2 == 0:
                yield from [_run_of(props, list(_written(piece)))] if piece else []
            elif piece[0] == "c":
                yield from self._cell(int(piece[1:]), props)
            else:
                yield _run_of(None, [self._pictures(piece)])

    def _cell(self, place: int, props: Element | None) -> Iterator[Element]:
        self.placed[place] += 1
        again = f"_{self.placed[place]}" if self.placed[place] > 1 else ""
        id_, self._next = str(self._next), self._next + 1
        yield _element("bookmarkStart", id=id_, name=f"afi_{place}{again}")
        yield _run_of(props, list(_written(self.text(place))))
        yield _element("bookmarkEnd", id=id_)


def _written(text: str) -> Iterator[Element]:
    """A text as the content of a run."""
    for piece in _BREAKS.split(text):
        if piece in ("\n", "\t"):
            yield _element("br" if piece == "\n" else "tab")
        elif piece:
            said = _element("t")
            said.text = piece
            said.set(SPACE, "preserve")
            yield said


def _run_of(props: Element | None, content: list[Element]) -> Element:
    run = _element("r")
    run.extend([*([deepcopy(props)] if props is not None else []), *content])
    return run


def _element(tag: str, **said: str) -> Element:
    return element(f"{W}{tag}", {f"{W}{name}": value for name, value in said.items()})
