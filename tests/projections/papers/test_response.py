"""The response to a report: what section 55 asks, what was answered, and what was sent to whom."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.errors import RuleBroken
from ledger.events import Prose
from ledger.events.document import DocumentAdded
from ledger.events.improvement import ImprovementAnswered, ImprovementRaised, ImprovementWithdrawn
from ledger.events.inspection import InspectionOpened, InspectionPublished, InspectionResponded
from ledger.events.organisation import OrganisationAdded
from ledger.events.paper import PaperBegun, PaperWritten
from ledger.events.record import RecordVoided
from ledger.recording import Ledger
from projections.papers.model import Paper
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, embargoed, figures, refs, table, texts
from tests.projections.papers.composed import erase as erase
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell

DAY, BODY = say("2018-05-01"), say("2018-05-01", by="ORG-3")


def opened(draft: Draft, forces: tuple[str, ...] = ("ORG-2",), published: str | None = None) -> str:
    """Another inspection."""
    asked = {"title": Prose("Another"), "programme": "other", "framework": "other", "cycle": 2016}
    whose = {"scale": "ungraded", "inspectorate": "ORG-1", "forces": forces}
    ref = draft.add(InspectionOpened.model_validate(asked | whose), say("2016-01-01"))
    if published:
        draft.add(InspectionPublished(), say(published), ref)
    return ref


def asked(draft: Draft, kind: str, text: str, inspection: str = "INS-1", **more: Any) -> str:
    """Something that the report asks for."""
    what = {"kind": kind, "inspection": inspection, "force": "ORG-2", "text": Prose(text)} | more
    return draft.add(ImprovementRaised.model_validate(what), say("2018-03-22", by="ORG-1", src=()))


def answered(draft: Draft, ref: str, answer: str, text: str) -> None:
    """What the policing body answers."""
    draft.add(ImprovementAnswered.model_validate({"answer": answer, "text": Prose(text)}), BODY, ref)


def bodies(draft: Draft) -> None:
    """The policing body and the department."""
    draft.add(OrganisationAdded(kind="policing_body", name=Prose("Commissioner")), DAY)
    draft.add(OrganisationAdded(kind="department", name=Prose("Home Office")), DAY)


def step(draft: Draft, name: str, on: str, force: str = "ORG-2", **more: Any) -> None:
    """A step of the response."""
    event = InspectionResponded.model_validate({"step": name, "force": force} | more)
    draft.add(event, say(on, by="ORG-3"), "INS-1")


@pytest.fixture
def responded(tell: Tell, make: Compose) -> Callable[..., Paper]:
    """Composes the response to INS-1 after something was recorded."""

    def told(plan: Callable[[Draft], object] | None = None, of: str = "INS-1", **more: Any) -> Paper:
        tell(bodies)
        if plan:
            tell(plan)
        return make("response", inspection=of, **more)

    return told


def test_each_recommendation_with_its_answer(responded: Callable[..., Paper]) -> None:
    """Word for word, with whose answer it is; one without stands as such; of others those that were answered."""

    def told(draft: Draft) -> None:
        for text in ("Take action.", "Propose.", "Do nothing.", "Say nothing.", "Drop it."):
            asked(draft, "recommendation", text, scope="force")
        asked(draft, "area_for_improvement", "Answered.")
        asked(draft, "area_for_improvement", "Left.")
        asked(draft, "cause_of_concern", "Grave.")
        answered(draft, "REC-1", "action_taken", "We did\nthis {{ x }}.")
        answered(draft, "REC-2", "action_proposed", "We shall.")
        answered(draft, "REC-3", "no_action", "It costs more than it saves.")
        answered(draft, "AFI-1", "action_taken", "Twelve more people.")
        answered(draft, "COC-1", "action_taken", "At once.")
        draft.add(ImprovementWithdrawn(), say("2018-04-03", by="ORG-1"), "REC-5")

    paper = responded(told)
    said, cells = texts(paper), {cell.id: cell.at for cell in paper.cells()}
    assert refs(paper, "recommendations") == [f"REC-{number}" for number in range(1, 6)]
    assert refs(paper, "others") == ["AFI-1", "COC-1"]
    assert said["recommendations/REC-1/text"] == "We did\nthis {{ x }}."
    assert said["recommendations/REC-1/by"] == "Commissioner, 1 May 2018"
    assert cells["recommendations/REC-1/text"] == (22,) and 12 in cells["recommendations/REC-1/by"]
    assert said["recommendations/REC-3/answer"] == "No action"
    assert said["recommendations/REC-4/answer"] == "no answer is recorded"
    assert said["recommendations/REC-5/answer"] == "no answer is recorded (withdrawn by the inspectorate)"
    assert {name.removeprefix("recommendations_"): number for name, number in figures(paper).items()} == {
        "all": 5, "action_taken": 1, "action_proposed": 1, "no_action": 1, "unanswered": 2,
    }  # fmt: skip
    assert figures(paper)["recommendations_all"] == len(table(paper, "recommendations").rows)
    assert [figure.refs for figure in paper.figures][-1] == ("REC-4", "REC-5")


@pytest.mark.parametrize(("sent", "words"), [("2018-05-16", "in time"), ("2018-05-17", "1 day late")])
def test_the_statutory_dates(responded: Callable[..., Paper], sent: str, words: str) -> None:
    """56 days beginning with the day of publication; whether the copies went to both in time."""

    def told(draft: Draft) -> None:
        step(draft, "commented", "2018-05-02")
        step(draft, "published", "2018-05-10", address=Prose("https://body.example/1"))
        step(draft, "sent", sent, to=("ORG-1", "ORG-4"))

    paper = responded(told)
    said = texts(paper)
    assert said["report/ORG-2/last_day"] == "16 May 2018"
    assert said["report/ORG-2/sent"] == f"to both by {int(sent[-2:])} May 2018, {words}"
    assert said["report/ORG-2/missing"] == "nothing is missing"
    assert [[cell.text for cell in row.cells] for row in table(paper, "steps").rows][1:] == [
        ["Response published", "10 May 2018", "Fenshire Constabulary", "", "none recorded", "https://body.example/1",
         "Commissioner", "E-15"],
        ["Response sent", f"{int(sent[-2:])} May 2018", "Fenshire Constabulary", "HMICFRS and Home Office",
         "none recorded", "", "Commissioner", "E-16"],
    ]  # fmt: skip
    assert [row.cells[0].at for row in table(paper, "steps").rows] == [(14,), (15,), (16,)]


def test_what_is_missing(responded: Callable[..., Paper]) -> None:
    """Nothing is claimed that nobody recorded."""
    said = texts(responded(lambda draft: step(draft, "sent", "2018-05-01", to=("ORG-1",))))
    assert said["report/ORG-2/sent"] == "none recorded to the Secretary of State"
    assert said["report/ORG-2/last_day"] == "16 May 2018; it passed before this ledger began"
    assert said["report/ORG-2/missing"] == "comments, publication, copies to the Secretary of State"
    assert said["comments/none"] == "None were written for this paper."


def test_what_section_55_does_not_ask(responded: Callable[..., Paper]) -> None:
    """Not yet, before publication; nor of a report of before 2 May 2017, of which the day after is asked."""

    def told(draft: Draft) -> None:
        opened(draft)
        opened(draft, published="2017-05-01")
        opened(draft, published="2017-05-02")

    said = [texts(responded(told))] and [
        texts(responded(of=of)) for of in ("INS-2", "INS-3", "INS-4")
    ]  # fmt: skip
    assert said[0]["report/unpublished"].endswith("asks for no response yet.")
    assert said[1]["report/earlier"].endswith("from 2 May 2017 on, so not to this one.")
    assert said[2]["report/ORG-2/last_day"].startswith("26 June 2017;")
    assert not any("last_day" in id_ for each in said[:2] for id_ in each)


def test_several_forces(responded: Callable[..., Paper]) -> None:
    """Each has its own response, under its name."""

    def told(draft: Draft) -> None:
        other = draft.add(OrganisationAdded(kind="force", name=Prose("Other Police")), DAY)
        opened(draft, ("ORG-2", other), "2018-01-01")

    said = texts(responded(told, of="INS-2"))
    assert said["report/ORG-2/title"] == "Fenshire Constabulary" and said["report/ORG-5/title"] == "Other Police"
    for force in ("ORG-2", "ORG-5"):
        assert said[f"report/{force}/last_day"].startswith("25 February 2018;")
        assert said[f"report/{force}/sent"] == "none recorded to the inspectorate or the Secretary of State"


def test_the_comments_that_people_write(responded: Callable[..., Paper]) -> None:
    """Those of the policing body and of the chief officer, each as typed, with whose they are."""

    def told(draft: Draft) -> None:
        begun = PaperBegun.model_validate(
            {"kind": "response", "dated": "2018-05-14", "inspection": "INS-1", "sender": "ORG-3"}
        )
        paper = draft.add(begun, DAY)
        draft.add(PaperWritten(section="comments", text=Prose("We welcome it.\n\nWe ask more.")), BODY, paper)
        draft.add(PaperWritten(section="chief_officer_comments", text=Prose("We accept it.")), DAY, paper)

    said = texts(responded(told, dated=date(2018, 5, 14)))
    assert said["comments/typed/2"] == "We ask more." and said["chief_officer_comments/typed/1"] == "We accept it."
    assert said["comments/typed/by"] == "Written by Commissioner, 1 May 2018"
    assert said["head/from"] == "Commissioner" and "comments/none" not in said


def test_comments_that_a_document_holds(responded: Callable[..., Paper], monkeypatch: pytest.MonkeyPatch) -> None:
    """Which one is said, where none were written: nobody is to take it that there are none."""

    def told(draft: Draft) -> None:
        title = Prose("Our comments")
        held = draft.add(DocumentAdded(kind="letter", title=title), say("2018-05-01", by="ORG-3"))
        step(draft, "commented", "2018-05-02", document=held)

    monkeypatch.setattr("projections.papers.parts.statutory.began", lambda _: date(2018, 5, 16))
    paper = responded(told)
    said, rests = texts(paper), {cell.id: cell.at for cell in paper.cells()}
    assert said["comments/none"].endswith("for this paper. They are recorded as made in Our comments (DOC-1).")
    assert said["chief_officer_comments/none"].endswith("is not recorded here: see Our comments (DOC-1).")
    assert rests["comments/none"] == rests["chief_officer_comments/none"] == (14, 15)
    assert said["report/ORG-2/last_day"] == "16 May 2018; it has passed"


def test_under_embargo(responded: Callable[..., Paper]) -> None:
    """Of an inspection that is wholly under one, nothing, not even its name; of one that is partly so, what it is."""

    def partly(draft: Draft) -> None:
        letter = embargoed(draft)
        asked(draft, "recommendation", "Known.", scope="force")
        event = ImprovementAnswered.model_validate({"answer": "no_action", "text": Prose("Hushed up.")})
        draft.add(event, say("2018-05-01", by="ORG-3", src=(letter,)), "REC-1")
        event2 = InspectionResponded.model_validate({"step": "commented", "force": "ORG-2"})
        draft.add(event2, say("2018-05-02", by="ORG-3", src=(letter,)), "INS-1")
        asked_for = {"title": Prose("Unheard of"), "programme": "other", "framework": "other", "cycle": 2018}
        whose = {"scale": "ungraded", "inspectorate": "ORG-1", "forces": ("ORG-2",)}
        draft.add(InspectionOpened.model_validate(asked_for | whose), say("2018-01-01", src=(letter,)))

    paper = responded(partly)
    said = texts(paper)
    assert said["recommendations/REC-1/answer"] == "partly under embargo" and "report/partly" in said
    told = " ".join(said.values())
    assert not any(each in told for each in ("Hushed", "No action", "Response made", "16 May")) and paper.withheld
    assert not {17, 18, 19} & {position for cell in paper.cells() for position in cell.at}
    assert figures(paper)["recommendations_unanswered"] == 0
    hidden = responded(of="INS-2")
    assert "Unheard" not in " ".join(texts(hidden).values()) and hidden.title.text == "Response to a report"
    whole = texts(responded(embargoed=True))
    assert whole["recommendations/REC-1/text"] == "Hushed up." and "16 May" in whole["report/ORG-2/last_day"]


def test_erased(responded: Callable[..., Paper], erase: Callable[[], None], make: Compose) -> None:
    """A text that is gone is said to be."""

    def told(draft: Draft) -> None:
        answered(draft, asked(draft, "recommendation", "Gone.", scope="force"), "no_action", "Gone too.")

    responded(told)
    erase()
    said = texts(make("response", inspection="INS-1"))
    assert said["recommendations/REC-1/asked"] == said["recommendations/REC-1/text"] == "[erased]"


def test_what_there_can_be_no_response_to(responded: Callable[..., Paper], tell: Tell) -> None:
    """An inspection that does not count, or had not begun by the paper's date."""
    with pytest.raises(RuleBroken, match="INS-1 had not begun by 1 January 2018"):
        responded(dated=date(2018, 1, 1))
    tell(lambda draft: draft.add(RecordVoided(reason="in_error"), DAY, opened(draft)))
    with pytest.raises(RuleBroken, match="INS-2 does not count"):
        responded(of="INS-2")


def test_the_whole_story(full: Ledger, make: Compose) -> None:
    """Every type of event: ids are unique and positions real, today, in the past and with what is under embargo."""
    for of in ("INS-1", "INS-2"):
        for more in ({}, {"dated": date(2018, 9, 1)}, {"embargoed": True}):
            texts(make("response", inspection=of, **more))
