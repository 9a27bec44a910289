"""The board paper: its parts and rules, in small ledgers made for each, and in the story with every type of event."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from ledger import keyring
from ledger.beginning import begin
from ledger.draft import Draft
from ledger.errors import RuleBroken, Unreadable
from ledger.events import Event, Prose
from ledger.events.document import DocumentAdded, DocumentEmbargoed
from ledger.events.finding import FindingPartAdded, FindingRecorded
from ledger.events.forum import ForumAdded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    Due,
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
    ImprovementRaised,
)
from ledger.events.inspection import InspectionNoted, InspectionOpened
from ledger.events.ledger import FirstKey, LedgerOpened
from ledger.events.paper import PaperBegun, PaperWritten
from ledger.events.person import PersonAdded
from ledger.events.record import RecordFlagged, RecordVoided
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from ledger.vocabulary import Right, prose
from projections.follow import level, rebuild
from projections.papers.model import Paper
from projections.views import Views, opened
from tests.making import ORIGIN, say
from tests.projections.papers.composing import board, cells, of, table, texts
from tests.projections.papers.sample import AWKWARD

DAY = say("2018-03-22")
Tell = Callable[..., Views]


@pytest.fixture
def tell(ledger: Ledger, log: Log, views: Views) -> Tell:
    """Records commands; gives the read models, level with the ledger."""

    def told(*plans: Plan) -> Views:
        for plan in plans:
            ledger.record(plan)
        level(log, views)
        return views

    return told


def add(event: Event, day: str = "2018-03-22", to: str | None = None, **said: object) -> Plan:
    """A plan of one event."""
    return lambda draft: draft.add(event, say(day, **said), to)  # type: ignore[arg-type]


def area(text: str, **more: object) -> ImprovementRaised:
    """An area for improvement."""
    asked = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "question": "QUE-1"}
    return ImprovementRaised.model_validate(asked | {"text": Prose(text)} | more)


def due(set_: Due, day: str = "2018-03-23", to: str = "AFI-1", **said: object) -> Plan:
    """A due date."""
    return add(ImprovementDueSet(due=set_, set_by="force"), day, to, **said)


# The whole story.


@pytest.mark.parametrize("embargoed", [False, True])
@pytest.mark.parametrize(
    "dated", ["2016-01-01", "2018-03-21", "2018-03-22", "2018-08-31", "2018-12-06", "2019-06-02", "2026-05-01"]
)
def test_the_whole_story_on_any_day(full: Ledger, log: Log, views: Views, dated: str, embargoed: bool) -> None:
    """Each cell is there once and rests on entries that there are; each figure counts what it names."""
    level(log, views)
    paper = board(log, views, dated, embargoed=embargoed)
    found = cells(paper)
    assert {at for cell in found.values() for at in cell.at} <= set(range(1, log.size() + 1))
    for figure in paper.figures:
        assert found[figure.cell.id].text == f"{len(figure.refs)}"


def test_what_was_written_for_it_and_for_whom(full: Ledger, log: Log, views: Views) -> None:
    """The paper that was begun: its title, sender, purpose and marking, though all were recorded after its date."""
    level(log, views)
    said = texts(board(log, views, "2018-12-06", forum="FOR-1", inspection="INS-1", records=("AFI-1",)))
    assert (said["title"], said["marking"]) == ("Progress to December", "OFFICIAL")
    assert said["head/to"] == "Organisational Improvement Group"  # as it was called then
    assert said["head/from"] == "Deputy Chief Constable (Bob Chief)"  # since June
    assert said["purpose/typed/1"] == "To tell of December."
    assert "improvements/AFI-1/text" in said and "improvements/AFI-2/text" not in said


def test_how_improvements_ended(full: Ledger, log: Log, views: Views) -> None:
    """Each end by whom it came and why."""
    level(log, views)
    said = texts(board(log, views))
    assert said["improvements/AFI-1/status"].startswith(
        "closed by the inspectorate, February 2019, by letter; level of completion: “fully”\n"
    )
    assert said["recommendations/REC-1/status"] == "superseded by COC-1, December 2018: “The same again.”"
    assert said["recommendations/REC-2/status"].startswith("withdrawn by the inspectorate, December 2018")
    assert said["recommendations/REC-3/status"].startswith("declined by the force, December 2018")
    assert said["recommendations/REC-4/status"].startswith("not ours to deliver; passed to Commissioner")
    concern = said["concerns/COC-1/status"].splitlines()
    assert concern[0] == "in progress" and "Reopened, March 2019: “It came back.”" in concern
    assert said["concerns/COC-1/text"] == "Victims are let down.\na. Most of all at night."


def test_a_due_date_with_its_history(full: Ledger, log: Log, views: Views) -> None:
    """The date in force, who set it, the first one, and each revision with its reason."""
    level(log, views)
    paper = board(log, views)
    assert texts(paper)["improvements/AFI-1/due"] == (
        "30 September 2018\nset by the force\nfirst 30 June 2018\nrevised once, 92 days later in all"
    )
    [slip] = [row for row in table(paper, "slips/table").rows if row.ref == "AFI-1"]
    assert [cell.text for cell in slip.cells] == [
        "AFI-1", "30 June 2018", "30 September 2018", "92 days later", "New shifts begin later.",
        "Deputy Chief Constable", "Deputy Chief Constable, 1 May 2018",
    ]  # fmt: skip


# Little or nothing.


def test_an_empty_ledger(tmp_path: Path) -> None:
    """One that was only opened yields a paper which says that nothing is recorded."""
    path, key = tmp_path / "empty.ledger", keyring.create(ORIGIN, seed=sha256(b"empty").digest())

    def plan(draft: Draft) -> None:
        first = FirstKey(vkey=vkey(ORIGIN, key.public), person="PER-1", rights=tuple(sorted(Right)))
        draft.add(LedgerOpened(hash="sha256", origin=ORIGIN, keys=(first,)), DAY)
        draft.add(PersonAdded(name=Prose("Ann Keeper")), DAY)

    begin(path, key, plan)
    log = Log.open(path)
    with opened(path, ORIGIN) as views:
        level(log, views)
        paper = board(log, views)
    log.close()
    assert [section.name for section in paper.sections] == ["purpose"]
    assert texts(paper)["purpose/nothing"] == "No inspection is recorded that can be told of."
    assert paper.figures == ()


def test_one_area_of_which_nothing_more_is_recorded(tell: Tell, log: Log) -> None:
    """What is not recorded is said not to be; that there is no cause of concern is not claimed."""
    paper = board(log, tell(add(area("Supervise."))))
    said = texts(paper)
    assert [said[f"improvements/AFI-1/{key}"] for key in ("text", "owner", "due", "status", "progress")] == [
        "Supervise.", "none recorded", "none recorded", "raised", "none recorded",
    ]  # fmt: skip
    assert said["concerns/INS-1/unknown"].endswith("whether there are causes of concern is not recorded here.")
    assert said["grades/INS-1/ORG-2/QUE-1/grade"] == "not recorded here"
    assert of(paper, "actions") is of(paper, "slips") is of(paper, "flags") is None


class Counting:
    """How many statements are put to read models."""

    def __init__(self, views: Views, patch: pytest.MonkeyPatch) -> None:
        self.statements = 0
        for name in ("query", "each"):
            patch.setattr(views, name, self._counted(getattr(views, name)))

    def _counted(self, put: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object) -> object:
            self.statements += 1
            return put(*given)

        return counted


def _many(number: int) -> Plan:
    """So many areas, each owned, dated, moved and spoken of twice."""

    def plan(draft: Draft) -> None:
        for each in range(1, number + 1):
            afi = draft.add(area(f"Do thing {each}.", question=f"QUE-{each % 2 + 1}"), DAY)
            draft.add(ImprovementAssigned(owner="POST-1"), DAY, afi)
            for day in ("2018-06-30", "2018-09-30"):
                draft.add(ImprovementDueSet(due=DueOn(day=day), set_by="force"), DAY, afi)
                draft.add(ImprovementNoted(text=Prose(f"By {day}.")), DAY, afi)

    return plan


def test_four_hundred_areas(tell: Tell, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are there, and a few statements are enough for each."""
    views = tell(_many(400))
    counting = Counting(views, monkeypatch)
    paper = board(log, views)
    assert len([id_ for id_ in texts(paper) if id_.startswith("improvements/AFI-") and id_.endswith("/text")]) == 400
    assert {figure.name: len(figure.refs) for figure in paper.figures}["overdue"] == 400
    assert counting.statements < 400 * 6


# Its rules.


@pytest.mark.parametrize(
    ("set_", "words", "undated"),
    [
        (DueNoneSet(), "none set\nset by the force", ["AFI-1"]),
        (DueImmediately(), "immediately\noverdue by 10 days\nset by the force", []),
        (DueWithin(months=6), "within 6 months of publication (by 22 September 2018)\nset by the force", []),
        (DueOn(day="2018-06"), "June 2018\nset by the force", []),
        (None, "none recorded", ["AFI-1"]),
    ],
)
def test_when_it_is_due(tell: Tell, log: Log, set_: Due | None, words: str, undated: list[str]) -> None:
    """That none is set, and that none is recorded, are told apart; neither counts as a date."""
    paper = board(log, tell(add(area("Act.")), *([due(set_)] if set_ else [])), "2018-04-01")
    assert texts(paper)["improvements/AFI-1/due"] == words
    assert {figure.name: list(figure.refs) for figure in paper.figures}["no_due_date"] == undated


def test_the_notes_of_the_latest_day(tell: Tell, log: Log) -> None:
    """All of that day, word for word; one that is recorded later of an earlier day is no news."""
    notes = [("2018-05-01", "First.\n\nSecond."), ("2018-05-01", "Third."), ("2018-04-01", "Of April.")]
    plans = (add(ImprovementNoted(text=Prose(text)), day, "AFI-1", by="POST-1") for day, text in notes)
    said = texts(board(log, tell(add(area("Act.")), *plans)))
    by = "(Deputy Chief Constable, 1 May 2018)"
    assert said["improvements/AFI-1/progress"] == f"First.\n\nSecond.\n{by}\nThird.\n{by}"


def _recordable(text: str) -> bool:
    """Whether an entry may hold it: the write door refuses invisible controls."""
    try:
        return bool(prose(text))
    except Unreadable:
        return False


def test_texts_are_word_for_word(tell: Tell, log: Log) -> None:
    """Whatever stands in them, nothing is lost and nothing is shortened."""
    texts_ = [*filter(_recordable, AWKWARD), " ".join(["word"] * 5000)]

    def plan(draft: Draft) -> None:
        for text in texts_:
            afi = draft.add(area(text), DAY)
            draft.add(ImprovementPartAdded(text=Prose(text)), DAY, afi)
            draft.add(ImprovementNoted(text=Prose(text)), DAY, afi)
            found = FindingRecorded(
                inspection="INS-1", force="ORG-2", text=Prose(text), sense="mixed", voice="force", hedge=Prose("so")
            )
            draft.add(found, DAY)
            draft.add(InspectionNoted(text=Prose(text)), DAY, "INS-1")

    paper = board(log, tell(plan), "2018-04-01")
    said = texts(paper)
    for number, text in enumerate(texts_, 1):
        assert said[f"improvements/AFI-{number}/text"] == f"{text}\n{text}"
        assert said[f"improvements/AFI-{number}/progress"].startswith(f"{text}\n(")
        assert said[f"summary/FND-{number}/text"] == text
    assert {quote.text for id_, quote in cells(paper).items() if id_.startswith("notes/E-")} >= set(texts_)


def test_parts_of_a_finding_have_their_own_sense(tell: Tell, log: Log) -> None:
    """The weakness may be in the part; what is a weakness itself stands before it."""
    weak = {"sense": "weakness", "voice": "inspectorate", "text": Prose("Not at night.")}
    strong = {"sense": "strength", "voice": "inspectorate", "text": Prose("Calls are answered.")}
    about = {"inspection": "INS-1", "force": "ORG-2", "question": "QUE-2"}
    views = tell(
        add(FindingRecorded(**about, **weak)),
        add(FindingRecorded(**about, **strong)),
        add(FindingPartAdded(**weak), to="FND-2"),
    )
    rows = table(board(log, views), "summary/INS-1/ORG-2/QUE-2").rows
    assert [(row.cells[0].text, row.cells[1].text) for row in rows] == [
        ("FND-1", "weakness"), ("FND-2", "strength"), ("FND-2, part 1", "weakness"),
    ]  # fmt: skip


def test_an_overall_grade_is_never_worked_out(tell: Tell, log: Log) -> None:
    """Where none is recorded there is none, whatever the questions got."""
    good = {"inspection": "INS-1", "force": "ORG-2", "outcome": "good", "scale": "four_tier", "year": 2017}
    graded = [GradeRecorded(**good, basis="inspected", question=f"QUE-{number}") for number in (1, 2)]
    said = texts(board(log, tell(*(add(each) for each in graded))))
    assert [text for id_, text in said.items() if id_.startswith("grades/GRD-") and id_.endswith("/subject")] == [
        "Investigating crime", "Protecting vulnerable people",
    ]  # fmt: skip


def test_a_flag_on_an_entry_of_a_later_day(tell: Tell, log: Log) -> None:
    """What a source states of a later day than the paper's is told where it was flagged, and nowhere else."""
    late = add(InspectionNoted(text=Prose("It came to its end.")), "2019-09", "INS-1")
    tell(late)
    flag = RecordFlagged(text=Prose("Too late."), entry=log.size())
    said = texts(board(log, tell(add(flag, "2018-03-23", "INS-1")), "2018-04-01"))
    assert "It came to its end." in said["flags/INS-1/1/stated"]
    assert (said["flags/INS-1/1/when"], said["flags/INS-1/1/flag"]) == ("September 2019", "Too late.")
    assert not [id_ for id_ in said if id_.startswith("notes/")]


def test_a_paper_dated_before_it_was_begun(tell: Tell, log: Log) -> None:
    """Its own words rest on their entries, though these are of a later day than the paper bears."""
    begun = PaperBegun(kind="board", dated="2018-04-01", title=Prose("Ours"))
    purpose = PaperWritten(section="purpose", text=Prose("To tell.\n\nAnd to ask."))
    views = tell(add(begun, "2018-05-01"), add(purpose, "2018-05-02", "PAP-1"))
    found = cells(board(log, views, "2018-04-01"))
    assert (found["title"].text, len(found["title"].at)) == ("Ours", 1)
    assert [found[f"purpose/typed/{number}"].text for number in (1, 2)] == ["To tell.", "And to ask."]


def test_erased_texts(tell: Tell, ledger: Ledger, log: Log) -> None:
    """What was erased is said to be, wherever it stood."""
    finding = FindingRecorded(inspection="INS-1", force="ORG-2", text=Prose("b"), sense="mixed", voice="force")
    views = tell(
        add(area("a", number=Prose("c"))), add(finding), add(ImprovementNoted(text=Prose("d")), to="AFI-1"),
        add(InspectionNoted(text=Prose("e")), to="INS-1"), due(DueOn(day="2018-05-01")),
        due(DueOn(day="2018-06-01"), why="f"), add(PaperBegun(kind="board", dated="2026-05-01", title=Prose("g"))),
    )  # fmt: skip
    with sqlite3.connect(ledger.path) as vault:
        vault.execute("DELETE FROM vault")
    vault.close()
    rebuild(log, views)
    said = texts(board(log, views))
    for id_ in ("title", "improvements/AFI-1/text", "summary/FND-1/text", "background/INS-1/inspectorate"):
        assert "[erased]" in said[id_], id_
    assert said["improvements/AFI-1/progress"].startswith("[erased]\n")
    assert [cell.text for cell in table(board(log, views), "slips/table").rows[0].cells][4] == "[erased]"


def test_a_reason_that_nobody_gave(tell: Tell, log: Log) -> None:
    """It is not recorded, which is not that it was erased."""
    views = tell(add(area("a")), due(DueOn(day="2018-05-01")), due(DueOn(day="2018-06-01")))
    assert table(board(log, views), "slips/table").rows[0].cells[4].text == "not recorded"


# What it cannot be of.


@pytest.mark.parametrize(
    ("plans", "dated", "what"),
    [
        ((), "2018-03-21", "INS-1 had not begun by 21 March 2018"),
        ((add(RecordVoided(reason="in_error"), to="INS-1"),), "2026-05-01", "INS-1 does not count: in error"),
    ],
)
def test_an_inspection_that_cannot_be_told_of(
    tell: Tell, log: Log, plans: tuple[Plan, ...], dated: str, what: str
) -> None:
    """The refusal says why; nothing is composed."""
    with pytest.raises(RuleBroken, match=what):
        board(log, tell(*plans), dated, inspection="INS-1")


# Embargo.

_MOMENT = "2026-05-20T00:01:00.000000Z"
_BEFORE, _AFTER = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def _embargoed(draft: Draft) -> None:
    """A letter under embargo, and what is sourced to it, hangs on that, or is another's and only noted from it."""
    of_it = say("2018-03-22", src=("DOC-1",))
    draft.add(area("Known already."), DAY)
    draft.add(DocumentAdded(kind="letter", title=Prose("SECRET letter"), inspection="INS-1"), DAY)
    draft.add(DocumentEmbargoed(until=_MOMENT), DAY, "DOC-1")
    draft.add(area("SECRET area"), of_it)
    draft.add(ImprovementNoted(text=Prose("SECRET note")), of_it, "AFI-1")
    draft.add(InspectionNoted(text=Prose("SECRET remark")), of_it, "INS-1")
    draft.add(
        GradeRecorded(
            inspection="INS-1", force="ORG-2", question="QUE-1", outcome="outstanding", scale="four_tier", year=2018,
            basis="inspected",
        ),
        of_it,
    )  # fmt: skip
    draft.add(ForumAdded(name=Prose("SECRET board")), of_it)
    draft.add(PersonAdded(name=Prose("SECRET person")), of_it)
    opened_ = InspectionOpened(
        title=Prose("SECRET revisit"), programme="revisit", framework="other", cycle=2026, scale="ungraded",
        inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    draft.add(opened_, of_it)
    draft.add(RecordFlagged(text=Prose("SECRET doubt")), of_it, "AFI-1")


def _said(paper: Paper) -> str:
    return "\n".join(cell.text for cell in paper.cells())


def test_before_an_embargo_ends_nothing_of_it_is_told(tell: Tell, log: Log) -> None:
    """What is partly under it is told with its reference and text alone; no number counts how it stands."""
    paper = board(log, tell(_embargoed), now=_BEFORE)
    said = texts(paper)
    assert "SECRET" not in _said(paper) and "outstanding" not in _said(paper).replace("four-tier: outstanding", "")
    assert (said["improvements/AFI-1/text"], said["improvements/AFI-1/status"]) == (
        "Known already.", "partly under embargo",
    )  # fmt: skip
    counts = {figure.name: figure.refs for figure in paper.figures}
    assert (counts["partly_under_embargo"], counts["open"], counts["areas_for_improvement"]) == (
        ("AFI-1",), (), ("AFI-1",),
    )  # fmt: skip
    assert paper.withheld > 0 and paper.watermark.text == "FICTITIOUS EXAMPLE"


@pytest.mark.parametrize(("now", "embargoed"), [(_AFTER, False), (_BEFORE, True)])
def test_after_it_or_for_who_may_know_all_is_told(tell: Tell, log: Log, now: datetime, embargoed: bool) -> None:
    """All of it; the paper for those who may know says so across each page."""
    paper = board(log, tell(_embargoed), "2026-05-25", now=now, embargoed=embargoed)
    for what in ("letter", "area", "note", "remark", "board", "revisit", "doubt"):
        assert f"SECRET {what}" in _said(paper)
    assert ("UNDER EMBARGO" in paper.watermark.text) is embargoed
    assert texts(paper)["grades/GRD-1/grade"] == "outstanding" and paper.withheld == 0


def test_an_inspection_under_embargo(tell: Tell, log: Log) -> None:
    """A paper about it is refused until then; for those who may know it is composed."""
    views = tell(_embargoed)
    with pytest.raises(RuleBroken, match="INS-2 is under embargo"):
        board(log, views, now=_BEFORE, inspection="INS-2")
    paper = board(log, views, now=_BEFORE, inspection="INS-2", embargoed=True)
    assert paper.title.text == "An update on SECRET revisit"


def test_the_same_ledger_gives_the_same_paper(full: Ledger, log: Log, views: Views) -> None:
    """To the last cell."""
    level(log, views)
    assert board(log, views) == board(log, views)
