"""Random histories of which papers are composed, each text with the number of the entry that said it."""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from ledger import keyring
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Saying
from ledger.events import Prose
from ledger.events.document import DocumentAdded, DocumentEmbargoed
from ledger.events.improvement import ImprovementRaised
from ledger.events.inspection import InspectionResponded
from ledger.events.paper import PaperBegun, PaperWritten
from ledger.stores.log import Head
from projections.papers.compose import compose
from projections.papers.model import Paper, charts
from projections.papers.recipe import Recipe
from projections.views import Views
from tests.making import ORIGIN
from tests.projections.histories import STEPS, History, Step

#: After the end of every embargo that ends, and before any began.
LIFTED, BEFORE = "2100-01-01T00:00:00.000000Z", "2000-01-01T00:00:00.000000Z"
KINDS = ("board", "progress", "response", "timeline")
_SAID_BY = re.compile("⟦([0-9]+)⟧")


class Sealed(History):
    """A ledger that is nowhere stored, of which papers can be composed: it has a checkpoint wherever one is asked."""

    def opening(self) -> dict[str, Any]:
        """Whose it is."""
        return {"origin": ORIGIN}

    def checkpoint(self, size: int) -> Head:
        """A seal by the key that opened it."""
        key = keyring.in_memory(ORIGIN, sha256(b"").digest())
        return Head(size, bytes(32), bytes.fromhex(key.fingerprint), bytes(64))


class Marked(Sealed):
    """A ledger in which the letter DOC-2 and the report DOC-3 on INS-2 are under embargo at first."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__(())
        self._begin()
        for step in steps:
            self._take(step)

    def _begin(self) -> None:
        day = Saying(Happened(Span("2018-04", "2018-04")))
        cited = replace(day, src=("DOC-2:p1",))
        report = self.add(DocumentAdded(kind="report", title=Prose("A report"), inspection="INS-2"), day)
        for document in ("DOC-2", report):
            self.add(DocumentEmbargoed(), day, document)
        asked = {"kind": "recommendation", "inspection": "INS-1", "force": "ORG-2", "text": Prose("Do it.")}
        self.add(ImprovementRaised.model_validate(asked), day)
        self.add(ImprovementRaised.model_validate(asked), cited)
        self.add(ImprovementRaised.model_validate(asked | {"inspection": "INS-2"}), day)
        self.add(InspectionResponded(step="commented", force="ORG-2"), cited, "INS-1")
        for kind in KINDS:
            self._prepare(kind, day, cited)

    def _prepare(self, kind: str, day: Saying, cited: Saying) -> None:
        """What is written for the papers of a day, of which one part rests on the letter."""
        inspection = "INS-1" if kind == "response" else None
        begun = PaperBegun.model_validate({"kind": kind, "dated": "2026-06-01", "inspection": inspection})
        ref = self.add(begun, day)
        for section, saying in (("purpose", day), ("commentary", cited)):
            self.add(PaperWritten.model_validate({"section": section, "text": Prose("Written.")}), saying, ref)

    def _settled(self, value: Any) -> dict[str, Any]:
        known = set(self._texts)
        data = super()._settled(value)
        for commitment in self._texts.keys() - known:
            self._texts[commitment] += f" ⟦{len(self._rows) + 1}⟧".encode()
        return data


def marked(longest: int = 40) -> st.SearchStrategy[Marked]:
    """Any history of so many entries after those with which it begins."""
    return st.lists(STEPS, min_size=8, max_size=longest).map(Marked)


def paper_of(history: Sealed, views: Views, recipe: Recipe) -> Paper:
    """The paper of a recipe."""
    return compose(history, views, recipe)  # type: ignore[arg-type]


def said(paper: Paper) -> list[str]:
    """All that can be read in it, and is written beside it: cells, charts, and the rules of its figures."""
    drawn = [chart.picture.svg for chart in charts(paper)]
    return [*(cell.text for cell in paper.cells()), *drawn, *(figure.rule for figure in paper.figures)]


def sayers(text: str) -> set[str]:
    """The entries whose texts stand in a text."""
    return {f"E-{position}" for position in _SAID_BY.findall(text)}
