"""Papers about nothing, about one thing, about very much, and with a text that is longer than a page."""

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.forum import ForumAdded
from ledger.events.improvement import ImprovementAnswered, ImprovementNoted, ImprovementRaised
from ledger.stores.log import Log
from projections.papers.formats import rendered
from projections.views import Views
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, names, table, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.opened import ABOUT, NOW, comes_back, pages_of
from tests.projections.papers.progressing import FIRST, LATER

LONG = " ".join(f"word{number}" for number in range(5000))


def asked(draft: Draft, text: str) -> str:
    """What the report asks for, with a due date."""
    said = {"kind": "recommendation", "inspection": "INS-1", "force": "ORG-2", "text": Prose(text)}
    ref = draft.add(ImprovementRaised.model_validate(said), say("2018-03-22", by="ORG-1"))
    FIRST(draft, ref)
    return ref


def begun(draft: Draft) -> None:
    """A forum, and nothing else."""
    draft.add(ForumAdded(name=Prose("The Board")), say("2018-01"))


def one(draft: Draft) -> None:
    """One recommendation."""
    asked(draft, "Only this.")


@pytest.mark.parametrize("kind", ABOUT)
@pytest.mark.parametrize("number", [0, 1])
def test_none_and_one(tell: Tell, make: Compose, log: Log, views: Views, kind: str, number: int) -> None:
    """Of a ledger that has nothing to tell, and of exactly one recommendation, in every format."""
    tell(begun)
    if number:
        tell(one)
    paper = make(kind, moment=NOW, **ABOUT[kind])
    assert ("Only this." in " ".join(texts(paper).values())) is bool(number)
    comes_back(paper, log, views)


def told_at_length(draft: Draft) -> None:
    """One of which a note and the answer are 5,000 words long, among others."""
    asked(draft, "Before.")
    ref = asked(draft, "Much is said of this.")
    draft.add(ImprovementNoted(text=Prose(f"Noted {LONG} so far")), say("2018-04-02"), ref)
    draft.add(ImprovementAnswered(answer="no_action", text=Prose(f"Answered {LONG} so")), say("2018-04-02"), ref)
    asked(draft, "After.")


@pytest.mark.parametrize(("kind", "suffix"), [*zip(ABOUT, (".pdf", ".docx", ".html", ".md"), strict=True)])
def test_a_row_longer_than_a_page(tell: Tell, make: Compose, log: Log, views: Views, kind: str, suffix: str) -> None:
    """Its text goes on over as many pages as it takes, to its last word."""
    tell(begun)
    tell(told_at_length)
    paper = make(kind, moment=NOW, **ABOUT[kind])
    assert any(len(text.split()) > 5000 for text in texts(paper).values())
    comes_back(paper, log, views, (suffix,))
    if suffix == ".pdf":
        assert len([page for page in pages_of(rendered(paper, suffix), suffix) if "word" in page]) > 5


def many(draft: Draft) -> None:
    """400, each dated, moved, noted and answered."""
    for number in range(400):
        ref = asked(draft, f"Do the thing that is number {number}.")
        LATER(draft, ref)
        draft.add(ImprovementNoted(text=Prose("Under way.")), say("2018-04-02"), ref)
        draft.add(ImprovementAnswered(answer="action_taken", text=Prose("Done.")), say("2018-04-02"), ref)


def test_four_hundred(tell: Tell, make: Compose, log: Log, views: Views) -> None:
    """Each is told of, in every kind of paper."""
    tell(begun)
    tell(many)
    for kind, suffix in zip(ABOUT, (".docx", ".html", ".pdf", ".md"), strict=True):
        paper = make(kind, moment=NOW, **ABOUT[kind])
        told = names(paper)
        shown = {*told, *(row.ref for name in told for row in table(paper, name).rows)}
        assert {f"REC-{number}" for number in range(1, 401)} <= shown
        comes_back(paper, log, views, (suffix,))
