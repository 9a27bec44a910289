"""How papers read: what belongs together stands together, nothing is said twice, and one thing has one word."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.finding import FindingDisputed, FindingRecorded, FindingSettled
from ledger.events.forum import ForumAdded
from ledger.events.improvement import ImprovementNoted
from ledger.events.inspection import InspectionAsked, InspectionOpened
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from ledger.events.paper import PaperBegun
from ledger.events.record import RecordInvolved
from ledger.recording import Ledger
from projections.papers.model import Paper, Section, Table
from projections.papers.places import places, rows
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, embargoed, figures, names, table, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.progressing import DAY, due, raised


def ungraded(draft: Draft) -> str:
    """An inspection that gives no grades."""
    asked = {"title": Prose("Another"), "programme": "peel", "framework": "peel_2015_2017", "cycle": 2018}
    whose = {"inspectorate": "ORG-1", "forces": ("ORG-2",), "scale": "ungraded"}
    return draft.add(InspectionOpened.model_validate(asked | whose), DAY)


def _papers(make: Compose) -> Iterator[Paper]:
    yield from (make("board"), make("board", inspection="INS-1"), make("progress", forum="FOR-1", since=40))
    yield from (make("response", inspection="INS-1"), make("timeline"))


def _tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def test_no_caption_repeats_the_title_above_it(full: Ledger, make: Compose) -> None:
    """Each says what the title does not."""
    every = [section for paper in _papers(make) for section in paper.sections]
    assert len(every) > 30
    assert not [each for each in every for table in _tables(each) if table.caption.text == each.title.text]


def test_one_thing_has_one_word(full: Ledger, make: Compose) -> None:
    """Of what is told in several papers."""
    for paper in _papers(make):
        said = [*texts(paper).values(), *(figure.rule for figure in paper.figures)]
        assert not [each for each in said if "due day" in each or "1 time" in each]
        heads = {column.head.text for section in paper.sections for each in _tables(section) for column in each.columns}
        assert not heads & {"How far", "Reason", "Whose", "As of"}


def test_a_dispute_stands_with_what_was_found(tell: Tell, make: Compose) -> None:
    """And so does what came of it; whose view the finding states is another thing."""

    def told(draft: Draft) -> None:
        one = {"inspection": "INS-1", "force": "ORG-2", "text": Prose("One in five."), "sense": "weakness"}
        ref = draft.add(FindingRecorded.model_validate(one | {"voice": "inspectorate"}), say("2018-03-22"))
        draft.add(FindingDisputed(text=Prose("One in six.")), DAY, ref)
        draft.add(FindingSettled(settlement="amended"), say("2018-04-03"), ref)

    tell(told)
    said = texts(make("board"))
    first, second, third = said["summary/FND-1/text"].splitlines()
    assert (first, second) == ("One in five.", "Disputed by the force, 2 April 2018: “One in six.”")
    assert third.endswith(", 3 April 2018") and "\n" not in said["summary/FND-1/voice"]


def test_numbers_stand_before_what_they_are_of(tell: Tell, make: Compose) -> None:
    """And each names the records that it counts."""
    tell(lambda draft: [raised(draft) for _ in range(3)])
    paper = make("board", inspection="INS-1")
    assert [section.name for section in paper.sections][:4] == ["purpose", "background", "numbers", "grades"]
    said, cells = texts(paper), {cell.id: cell.at for cell in paper.cells()}
    assert said["numbers/open/which"] == "AFI-1, AFI-2 and AFI-3" and said["numbers/ended/which"] == "none"
    assert cells["numbers/open/which"] == cells["numbers/open/number"] == (12, 13, 14)


def test_where_no_grades_are_given_one_sentence_says_so(tell: Tell, make: Compose) -> None:
    """Not a row for each question; it rests on the scale, and on what was asked."""
    tell(lambda draft: draft.add(InspectionAsked(questions=("QUE-1", "QUE-2")), DAY, ungraded(draft)))
    paper = make("board", inspection="INS-2")
    said = texts(paper)
    assert said["grades/INS-2/ORG-2/none"] == "Fenshire Constabulary: no grades given by this inspection."
    assert {12, 13} <= set({cell.id: cell.at for cell in paper.cells()}["grades/INS-2/ORG-2/none"])
    assert "grades/INS-2/ORG-2" not in names(paper)
    assert said["purpose/INS-2"] == "Another: publication of the report is not recorded."


def test_contacts_are_a_list(tell: Tell, make: Compose) -> None:
    """The title says what they are."""

    def told(draft: Draft) -> None:
        paper = draft.add(PaperBegun(kind="board", dated="2026-01-01"), DAY)
        draft.add(RecordInvolved(who="POST-1", role="contact"), DAY, paper)

    tell(told)
    said = texts(make("board"))
    assert said["contacts/POST-1"].startswith("Deputy Chief Constable") and "Contact" not in said.values()


def test_a_forum_that_never_met(tell: Tell, make: Compose) -> None:
    """When it meets next is not known, which is not that it does not."""
    cadence = {"every": 6, "unit": "weeks"}
    tell(lambda draft: draft.add(ForumAdded.model_validate({"name": Prose("A Group"), "cadence": cadence}), DAY))
    assert texts(make("board"))["governance/FOR-1/next"] == "not known: no meeting is recorded"


# The progress report.


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (lambda draft: None, "the other one, which is not overdue."),
        (lambda draft: due("2025-01-01")(draft, "AFI-2"), "the other one, AFI-2, which is overdue."),
        (lambda draft: raised(draft), "the other 2, of which none is overdue."),
        (lambda draft: draft.add(ImprovementNoted(text=Prose("Hushed.")), say("2018-04-02", src=("DOC-1",)), "AFI-2"),
         "the other one."),
    ],
)  # fmt: skip
def test_what_a_forum_does_not_look_after(tell: Tell, make: Compose, plan: Any, expected: str) -> None:
    """Which of it is overdue; that none is, only where it may be told how each stands."""

    def told(draft: Draft) -> None:
        embargoed(draft)
        one, _ = raised(draft), raised(draft)
        met = draft.add(MeetingHeld(forum=draft.add(ForumAdded(name=Prose("The Group")), DAY)), say("2018-04-10"))
        draft.add(MeetingConsidered(records=(one,)), say("2018-04-10"), met)
        plan(draft)

    tell(told)
    said = texts(make("progress", forum="FOR-1"))["summary/scope"]
    assert said.endswith(f"It does not look after {expected}")


# The response.


def test_from_whom_a_response_is_and_to_whom(tell: Tell, make: Compose) -> None:
    """From the one policing body that is recorded; copies go to both where the law asks for them."""
    tell(lambda draft: draft.add(OrganisationAdded(kind="policing_body", name=Prose("Commissioner")), DAY))
    said = texts(make("response", inspection="INS-1"))
    assert (said["head/from"], said["head/to"]) == ("Commissioner", "HMICFRS; Secretary of State")
    tell(lambda draft: (ungraded(draft), draft.add(OrganisationAdded(kind="policing_body", name=Prose("Two")), DAY)))
    said = texts(make("response", inspection="INS-2"))
    assert "head/from" not in said and said["head/to"] == "HMICFRS"


def test_an_inspectorate_is_called_as_it_was_then(tell: Tell, make: Compose) -> None:
    """It inspected by that name; the response goes to it by the name of the day."""
    tell(lambda draft: draft.add(OrganisationRenamed(name=Prose("The Inspectors")), say("2019-01-01"), "ORG-1"))
    said = texts(make("response", inspection="INS-1"))
    assert said["head/inspectorate"] == "HMICFRS" and said["head/to"].startswith("The Inspectors;")


def test_no_table_of_noughts(tell: Tell, make: Compose) -> None:
    """Where there are no recommendations, that is said once."""
    tell(raised)
    paper = make("response", inspection="INS-1")
    assert "counts" not in names(paper) and figures(paper) == {}
    assert texts(paper)["recommendations/empty"] == "No recommendation of this report is recorded."


# The timeline.


def test_a_timeline_says_of_what_it_is(tell: Tell, make: Compose) -> None:
    """By reference, or how many; of an inspection by name, and as it was called where it was."""

    def told(draft: Draft) -> None:
        for _ in range(8):
            raised(draft)
        draft.add(PaperBegun(kind="timeline", dated="2026-01-02", title=Prose("Ours")), DAY)

    tell(told)
    title = make("timeline", records=("AFI-1", "AFI-3", "AFI-5")).title
    assert (title.text, title.at) == ("Timeline of AFI-1, AFI-3 and AFI-5", (12, 14, 16))
    assert make("timeline").title.text == "Timeline of 8 improvements"
    every = ("INS-1", *(f"AFI-{number}" for number in range(1, 8)))
    assert make("timeline", records=every).title.text == "Timeline of 8 records"
    assert make("timeline", inspection="INS-1").title.text == "Timeline: PEEL: Effectiveness 2017"
    assert make("timeline", dated=date(2026, 1, 2)).title.text == "Ours"


def test_no_column_for_marks_that_there_are_none_of(tell: Tell, make: Compose) -> None:
    """Of each table: one has it where any of its rows has a mark."""

    def told(draft: Draft) -> None:
        one = raised(draft)
        raised(draft)
        for day in ("2018-06-01", "2018-09-01"):
            due(day)(draft, one)

    tell(told)
    paper = make("timeline")
    keys = {ref: [column.key for column in table(paper, ref).columns] for ref in ("AFI-1", "AFI-2")}
    assert "marks" in keys["AFI-1"] and keys["AFI-2"] == ["when", "what", "said", "recorded", "entry"]
    assert all(len(row.cells) == 5 for row in table(paper, "AFI-2").rows)


def test_the_rows_of_a_timeline_are_called_by_their_entries(tell: Tell, make: Compose) -> None:
    """Many rows are of one record."""
    tell(lambda draft: due("2018-06-01")(draft, raised(draft)))
    paper = make("timeline")
    assert places(paper)["AFI-1/E-13/what"] == "E-13, What"
    assert rows(paper)["AFI-1/E-13/what"] == "the row of E-13 in “What happened to AFI-1”"


def test_what_is_late_leaves_out_what_was_before(tell: Tell, make: Compose) -> None:
    """That is said, where a nought could be taken for praise."""
    tell(raised)
    aside = "; what happened before this ledger began is not counted."
    for kind in ("timeline", "progress"):
        [late] = [figure for figure in make(kind).figures if figure.name == "late"]
        assert late.refs == () and late.rule.endswith(aside)
