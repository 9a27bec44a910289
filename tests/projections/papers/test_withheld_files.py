"""The bytes of a paper's file: no word of what is under embargo is anywhere in them, and with it each page says so."""

from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.document import DocumentAdded, DocumentEmbargoed
from ledger.events.finding import FindingRecorded
from ledger.events.forum import ForumAdded
from ledger.events.improvement import DueOn, ImprovementAnswered, ImprovementDueSet, ImprovementNoted, ImprovementRaised
from ledger.events.inspection import InspectionNoted, InspectionResponded
from projections.papers.formats import FORMATS, rendered
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.opened import ABOUT, pages_of, texts_of

#: A distinctive word of each text that is under embargo.
WORDS = frozenset(
    "Zanzibarian Quixotically Overmuchness Peradventure Antediluvian Juxtaposing Flabbergasting Gobbledygook "
    "Lollygagging".split()
)
OPEN = "Bumfuzzled"


def hushed(draft: Draft) -> None:
    """A letter under embargo, all that is told from it, and an inspection known from its report alone."""
    day = say("2018-04-02")
    draft.add(ForumAdded(name=Prose("The Board")), day)
    letter = draft.add(
        DocumentAdded(
            kind="letter", title=Prose("The Zanzibarian letter"), address=Prose("https://zanzibarian.example/")
        ),
        day,
    )
    draft.add(DocumentEmbargoed(), day, letter)
    cited = say("2018-04-03", src=(f"{letter}:7",), why="Lollygagging at the time.")
    asked = {"kind": "recommendation", "inspection": "INS-1", "force": "ORG-2"}
    one = draft.add(ImprovementRaised.model_validate(asked | {"text": Prose(f"{OPEN}.")}), day)
    draft.add(ImprovementRaised.model_validate(asked | {"text": Prose("Overmuchness.")}), cited)
    draft.add(ImprovementNoted(text=Prose("Quixotically done.")), cited, one)
    draft.add(ImprovementDueSet(due=DueOn(day="2018-12-01"), set_by="force"), cited, one)
    draft.add(ImprovementAnswered(answer="no_action", text=Prose("Peradventure.")), cited, one)
    draft.add(ActionAdded(text=Prose("Antediluvian work."), under=one), cited)
    found = {"inspection": "INS-1", "force": "ORG-2", "text": Prose("Juxtaposing."), "sense": "weakness"}
    draft.add(FindingRecorded.model_validate(found | {"voice": "inspectorate"}), cited)
    draft.add(InspectionNoted(text=Prose("Flabbergasting.")), cited, "INS-1")
    draft.add(
        InspectionResponded(step="published", force="ORG-2", address=Prose("https://gobbledygook.example/")),
        cited,
        "INS-1",
    )


def standing(content: bytes, suffix: str) -> set[str]:
    """Which of the words are in a file."""
    said = "\n".join(texts_of(content, suffix)).casefold()
    assert OPEN.casefold() in said
    return {word for word in WORDS if word.casefold() in said}


@pytest.mark.parametrize("kind", ABOUT)
def test_no_word_of_it_is_in_any_file(tell: Tell, make: Compose, kind: str) -> None:
    """Not on a page, in an attachment, a property or a picture; for readers who may know it is there and says so."""
    tell(hushed)
    about: dict[str, Any] = ABOUT[kind] | ({"records": ("REC-1", "REC-2", "DOC-1")} if kind == "timeline" else {})
    paper, whole = make(kind, **about), make(kind, embargoed=True, **about)
    said = " ".join(texts(whole).values()).casefold()
    there = {word for word in WORDS if word.casefold() in said}
    assert len(there) >= 3 and paper.withheld > 0
    for suffix in FORMATS:
        content, all_of_it = rendered(paper, suffix), rendered(whole, suffix)
        assert (standing(content, suffix), standing(all_of_it, suffix)) == (set(), there), suffix
        pages = pages_of(all_of_it, suffix)
        assert pages and all("UNDER EMBARGO" in page for page in pages), suffix
        assert not any("EMBARGO" in page for page in pages_of(content, suffix)), suffix
