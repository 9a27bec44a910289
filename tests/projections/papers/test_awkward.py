"""Texts that look like something else, in every field of every type of event: papers hold them, and obey none."""

from itertools import count

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.improvement import ImprovementAnswered, ImprovementPartAdded, ImprovementRaised
from ledger.events.inspection import InspectionResponded
from ledger.stores.log import Log
from projections.papers.model import Paper
from projections.papers.readers import plain
from projections.views import Views
from tests.making import say
from tests.projections.everything import everything
from tests.projections.papers.awkward import awkwardly, paragraphs, prepared, renamed
from tests.projections.papers.composed import Compose, Tell, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.opened import ABOUT, NOW, comes_back

#: Fields of which texts stand in each kind of paper, besides its title and what was written for it.
STAND: dict[str, set[str]] = {
    "board": {
        "organisation.renamed/name", "record.renamed/name", "forum.added/name", "person.added/name",
        "post.created/title", "question.added/name", "inspection.opened/title", "document.added/title",
        "document.added/address", "improvement.raised/text", "improvement.raised/number",
        "improvement.part_added/text", "improvement.noted/text", "improvement.due_set/why",
        "improvement.closed/level", "finding.recorded/text", "inspection.noted/text", "action.added/text",
        "expectation.added/text", "meeting.considered/text", "meeting.decided/text", "definition.stated/term",
        "definition.stated/text", "context.stated/text",
    },
    "progress": {
        "record.renamed/name", "forum.added/name", "post.created/title", "improvement.raised/text",
        "improvement.noted/text", "improvement.due_set/why", "improvement.closed/level", "action.added/text",
    },
    "response": {
        "organisation.renamed/name", "record.renamed/name", "organisation.added/name", "document.added/title",
        "improvement.raised/text", "improvement.part_added/text", "improvement.answered/text",
        "inspection.responded/address",
    },
    "timeline": {
        "organisation.renamed/name", "record.renamed/name", "forum.added/name", "post.created/title",
        "improvement.raised/text", "improvement.part_added/text", "improvement.noted/text", "improvement.due_set/why",
        "improvement.answered/text", "action.added/text", "meeting.considered/text", "meeting.decided/text",
        "record.flagged/text", "record.numbered/number",
    },
}  # fmt: skip


def answered(draft: Draft) -> None:
    """A recommendation of the report that the response is to, with its answer, and where that was published."""
    day, of = say("2018-04-02"), {"inspection": "INS-1", "force": "ORG-2"}
    asked = ImprovementRaised.model_validate(of | {"kind": "recommendation", "text": Prose("Do it.")})
    ref = draft.add(asked, say("2018-03-22", by="ORG-1"))
    draft.add(ImprovementPartAdded(text=Prose("And that.")), day, ref)
    draft.add(ImprovementAnswered(answer="no_action", text=Prose("Why not.")), day, ref)
    published = {"step": "published", "force": "ORG-2", "address": Prose("Somewhere")}
    draft.add(InspectionResponded.model_validate(published), day, "INS-1")


def standing(said: dict[str, str], paper: Paper) -> set[str]:
    """The fields of which a text stands in a paper."""
    shown = "\n".join(plain(text) for text in texts(paper).values())
    return {name.rpartition("/")[0] for name, text in said.items() if plain(text) in shown}


@pytest.mark.parametrize("kind", ABOUT)
def test_awkward_texts_of_every_field(tell: Tell, make: Compose, log: Log, views: Views, kind: str) -> None:
    """What was recorded stands there word for word, in every format."""
    said: dict[str, str] = {}
    numbers = count(3 * list(ABOUT).index(kind))  # so that the same field has another text in each kind
    for plan in (everything, answered, renamed):
        tell(awkwardly(plan, said, numbers))
    tell(prepared(kind))
    paper = make(kind, moment=NOW, **ABOUT[kind])
    assert STAND[kind] - standing(said, paper) == set()
    assert {plain(text) for text in paragraphs(kind)} <= {plain(text) for text in texts(paper).values()}
    comes_back(paper, log, views)
