"""What each type of event says of itself, in one plain sentence."""

import re
from collections.abc import Callable

import pytest

from ledger.draft import Draft
from ledger.events import Event, Prose
from ledger.events.action import ActionAdded, ActionDueSet
from ledger.events.base import REGISTRY
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentReleased
from ledger.events.expectation import ExpectationAdded, ExpectationMoved, Expected
from ledger.events.finding import FindingRecorded
from ledger.events.forum import ForumCadenceSet, ForumChaired
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementNoted,
    ImprovementPassedOn,
    ImprovementReturned,
    ImprovementSubmitted,
)
from ledger.events.inspection import InspectionResponded, InspectionStageReached
from ledger.events.meeting import MeetingDecided, MeetingHeld
from ledger.events.paper import PaperIssued
from ledger.events.record import RecordDisclosed, RecordFlagged, RecordNumbered, RecordRenamed, RecordVoided
from ledger.events.setting import SettingChosen
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.queries.log import log as read_log
from projections.queries.sentences import told as types_told
from projections.views import Views
from tests.making import say
from tests.projections.everything import SIZE

#: The rest of the story, in the order of recording; its beginning stands in ``test_timeline``.
STORY = """\
Copy kept with the ledger: update.pdf, 29 bytes
Under embargo until 20 March 2018 at 00:01 UK time
Embargo moved from 20 March 2018 at 00:01 UK time to 4 April 2018 at 00:01 UK time
Embargo lifted; it was to last until 4 April 2018 at 00:01 UK time
Factual accuracy challenged, in “An update”: “Two figures.”
Response sent to HMICFRS today and Commissioner, for Fenshire Constabulary, in “An update”
Disputed by the force: “It was looked into.”
The disputed finding stands: “It was not.”
Forum added: “Organisational Improvement Group”, Fenshire Constabulary, chaired by Deputy Chief Constable, \
every 6 weeks; its purpose: “To see it done.”
Asks of Organisational Improvement Group: “To note the report.”
Chaired by Head of Investigations, after Deputy Chief Constable
Meets monthly from now on
Forum added: “Gold Group”
Forum dissolved: “Its work is done.”
Expected for early November (1 November 2018 to 30 November 2018), \
about Organisational Improvement Group: “The group meets.”
Organisational Improvement Group met, as expected in EXP-1; attended by Deputy Chief Constable and Ann Keeper
Paper issued: “Progress”, at Organisational Improvement Group, 8 November 2018 (MTG-1), to Deputy Chief Constable, \
marked OFFICIAL-SENSITIVE
Put before it: “An update” and “Progress”
Considered AFI-1 and AFI-3: “Slow.”
Decided, about AFI-2: “Go on.”
What was expected happened: “It met.”
Action added under AFI-2 at Organisational Improvement Group, 8 November 2018 (MTG-1), owned by Ann Keeper, \
due December 2018: “Audit it.”
Owner changed from Ann Keeper to Head of Investigations
Due date moved from December 2018 to January 2019 (31 days later), approved by Organisational Improvement Group
Action done: “Audited.”
Action added: “Ask others.”
Action dropped: “They asked us.”
Expected with no date given, about AFI-2: “New shifts.”
Now expected for March 2019 to May 2019
No longer expected; it did not happen: “Not now.”
Cause of concern raised before the report: “Victims are let down.”
Part a added: “Most of all at night.”
Answered in public, action proposed: “More officers.”
Reported complete by the force; evidence: “Rotas”
Sent back at Organisational Improvement Group, 8 November 2018 (MTG-1): “Rotas show nothing.”
Reported complete by the force; evidence: “A survey”
Checked by another voice in the force: “Seen.”
Put to the inspectorate: “By letter.”
Closed by the inspectorate, by desk review
Reopened: “It came back.”
Recommendation raised under COC-1, made to every force: “Try this: 1.”, on the condition: “If money is found.”
Superseded by COC-1: “The same again.”
Recommendation raised under COC-1: “Try this: 2.”
Withdrawn by the inspectorate: “No longer asked.”
Recommendation raised under COC-1: “Try this: 3.”
Declined by the force: “It costs too much.”
Recommendation raised under COC-1: “Try this: 4.”
Not ours to deliver; passed to Commissioner: “It commissions them.”
Note: “Minutes are late.”
Renamed from Organisational Improvement Group to Improvement Board
Also known as “OIG”
Oversight named: Commissioner
Numbered R 12 by HMICFRS today
Linked: recurrence of AFI-2
Flag 1: “Which month?” (about E-40)
Flag 1 settled: “September.”
Duplicate of ACT-1: does not count
Disclosed to A journalist: “On request”
Defined by HMICFRS today: “area for improvement” means “What fell short.”
National picture, for “PEEL: Effectiveness 2017”: “Most forces fell short.”
Setting: due soon means 30 days
Setting: our force is Fenshire Constabulary
Setting: due soon as the program has it
No areas for improvement identified for Fenshire Constabulary
Recorded in error that no area for improvement was identified for Fenshire Constabulary
Status colours, the first that applies: overdue more than 30 days: red; no due date: amber; otherwise: green
Carried over from the earlier ledger: its first 38 entries; whatever came after them is lost
Policy of countersignatures stated
Countersignature asked of Commissioner for everything up to this entry
Countersignature of the first 100 entries received
Erased 2 texts of E-27, E-28, 1 of them replaced by other words
Erased 1 text of E-28
Pack made for The auditor: 2 records as of E-95, 1 text withheld
Pack made for HMICFRS today: 1 record as of E-100, in place of PCK-1
Note: “Sent by post.”
Board paper of 6 December 2018 begun, about “PEEL: Effectiveness 2017”, telling of AFI-1, for Organisational \
Improvement Group, from Deputy Chief Constable, marked OFFICIAL: “Progress to December”
Purpose written: “To tell of December.”
Recommendation written: “To note.”
Recommendation taken out
Paper issued: “Progress to December”, composed of the first 40 entries, in place of “Progress”
Accepted as it stands (carried without origin, E-40): “Nobody has the old report.”
Numbered R 13
Undone: Numbered R 13 (E-134)"""

TEXT = Prose("So it is.")
Says = Callable[..., list[str]]


@pytest.fixture
def says(told: Views, full: Ledger, log: Log) -> Says:
    """What events say that happen after the story, to one record or a new one, on one day or a day each."""

    def said(*events: Event, to: str | None = None, on: str = "2019-06-01") -> list[str]:
        def plan(draft: Draft) -> None:
            stream = to
            for event in events:
                stream = draft.add(event, say(on), stream)

        before = log.size()
        full.record(plan)
        level(log, told)
        return [row["sentence"] for row in read_log(told, after=before)]

    return said


def test_every_type_of_event_has_a_sentence() -> None:
    """A type without one could be recorded and not be read."""
    assert types_told() == {type_name for type_name, _ in REGISTRY}


def test_the_rest_of_the_story(told: Views) -> None:
    """Every other type of event, in the words of the field."""
    assert "\n".join(row["sentence"] for row in read_log(told, after=52)) == STORY


def test_no_sentence_shows_the_programs_words(told: Views) -> None:
    """No underscore, no hash, no machine's date, no type, no word that only the program uses."""
    machine = re.compile(r"_|[0-9a-f]{16}|\d{4}-\d\d|\b(?:None|True|False|claimed|void)\b")
    said = [row["sentence"] for row in read_log(told, limit=1000)]
    assert len(said) == SIZE and [sentence for sentence in said if machine.search(sentence)] == []


def test_with_every_text_erased_every_sentence_stands(told: Views, erase: Callable[..., None]) -> None:
    """What is left says what was erased."""
    erase()
    said = [row["sentence"] for row in read_log(told, after=52)]
    assert len(said) == len(STORY.splitlines())
    assert said[0] == "Copy kept with the ledger: [erased], 29 bytes"
    assert "Put before it: DOC-1 [erased] and PAP-1 [erased]" in said
    assert "Expected for 1 November 2018 to 30 November 2018, about FOR-1 [erased]: [erased]" in said
    assert "Defined by ORG-1 [erased]: [erased] means [erased]" in said


def test_an_embargo_is_said_in_the_time_of_the_united_kingdom(says: Says) -> None:
    """An hour ahead of what is stored in summer; and one may have no moment, and get one."""
    added = DocumentAdded(kind="report", title=Prose("A report"), inspection="INS-1", marking="official")
    moment = DocumentEmbargoed(until="2014-09-03T23:01:00.000000Z")
    assert says(added, moment, DocumentReleased(), DocumentEmbargoed(), moment, DocumentEmbargoed()) == [
        "Report added: “A report”, about “PEEL: Effectiveness 2017”, marked OFFICIAL",
        "Under embargo until 4 September 2014 at 00:01 UK time",
        "Embargo lifted; it was to last until 4 September 2014 at 00:01 UK time",
        "Under embargo until the inspectorate says otherwise",
        "Embargo moved from no stated moment to 4 September 2014 at 00:01 UK time",
        "Embargo moved from 4 September 2014 at 00:01 UK time to no stated moment",
    ]
    assert says(DocumentReleased(), to="DOC-2") == ["Embargo lifted"]


def test_an_expectation_moves_between_days_and_none(says: Says) -> None:
    """A text that was not given is not said."""
    first = Expected.model_validate({"from": "2019-07", "to": "2019-07"})
    then = Expected.model_validate({"from": "2019-08", "to": "2019-10", "words": Prose("the autumn")})
    moves = (ExpectationMoved(expected=then), ExpectationMoved(), ExpectationMoved(expected=first))
    assert says(ExpectationAdded(text=TEXT, expected=first), *moves) == [
        "Expected for July 2019: “So it is.”",
        "Now expected for the autumn (August 2019 to October 2019), no longer for July 2019",
        "No longer expected for the autumn (August 2019 to October 2019); no day is known",
        "Now expected for July 2019",
    ]


def test_the_date_of_an_action_is_said_as_it_was_set(says: Says) -> None:
    """After the publication of the report that what it stands under came from."""
    added = ActionAdded(text=TEXT, under="AFI-1", due=DueWithin(months=12))
    assert says(added, ActionDueSet(due=DueNoneSet()), ActionDueSet(due=DueImmediately())) == [
        "Action added under AFI-1, due within 12 months of publication (by 22 March 2019): “So it is.”",
        "Due date changed from within 12 months of publication to none set",
        "Due date changed from none set to immediately",
    ]
    assert says(ActionAdded(text=TEXT, due=DueNoneSet())) == ["Action added, with no due date, as stated: “So it is.”"]
    assert says(ActionAdded(text=TEXT), ActionDueSet(due=DueNoneSet()))[1:] == ["No due date, as stated"]


@pytest.mark.parametrize(
    ("ref", "after"),
    [
        ("AFI-1", " after closure"),
        ("REC-1", " after it was superseded"),
        ("REC-2", " after it was withdrawn"),
        ("REC-3", " after it was declined"),
        ("REC-4", " after it was said not to be ours"),
        ("COC-1", ""),
    ],
)
def test_a_note_says_what_it_came_after(says: Says, ref: str, after: str) -> None:
    """One of a day before the end, and one of what was reopened, came after nothing."""
    assert says(ImprovementNoted(text=TEXT), to=ref) == [f"Progress note{after}: “So it is.”"]
    assert says(ImprovementNoted(text=TEXT), to=ref, on="2018-11") == ["Progress note: “So it is.”"]


@pytest.mark.parametrize(
    ("event", "to", "sentence"),
    [
        (ForumCadenceSet(), "FOR-1", "Meets as it is needed from now on"),
        (ForumChaired(chair="POST-1"), "FOR-1", "Chaired by Deputy Chief Constable, after Head of Investigations"),
        (RecordDisclosed(to="ORG-1"), "REC-2", "Disclosed to HMICFRS today"),
        (RecordNumbered(number=Prose("7")), "REC-2", "Numbered 7"),
        (RecordFlagged(text=TEXT), "COC-1", "Flag 2: “So it is.”"),
        (RecordVoided(reason="in_error"), "EXP-2", "Recorded in error: does not count"),
        (RecordRenamed(name=Prose("Ann King")), "PER-1", "Renamed from Ann Keeper to Ann King"),
        (SettingChosen(setting="stale_days", days=1), None, "Setting: no recent update means 1 day"),
        (ImprovementPassedOn(text=TEXT), "AFI-2", "Not ours to deliver: “So it is.”"),
        (MeetingDecided(text=TEXT), "MTG-1", "Decided: “So it is.”"),
        (MeetingHeld(forum="FOR-1"), None, "Organisational Improvement Group met"),
        (InspectionStageReached(stage="draft_received"), "INS-2", "Draft report received"),
        (
            InspectionResponded(step="published", force="ORG-2", address=Prose("https://example.org")),
            "INS-1",
            "Response published, for Fenshire Constabulary, at https://example.org",
        ),
        (
            PaperIssued(title=TEXT, digest="0" * 64, name=Prose("a.pdf"), size=1, replaces="PAP-1"),
            None,
            "Paper issued: “So it is.”, in place of “Progress”",
        ),
        (
            FindingRecorded(
                inspection="INS-1", force="ORG-2", text=TEXT, sense="strength", voice="inspectorate",
                practice="innovative",
            ),
            None,
            "Innovative practice in Fenshire Constabulary: “So it is.”",
        ),
    ],
)  # fmt: skip
def test_what_was_not_given_is_not_said(says: Says, event: Event, to: str | None, sentence: str) -> None:
    """And what was, is."""
    assert says(event, to=to, on="2019-06-01") == [sentence]


def test_who_sent_back_what_was_reported_complete_is_named(says: Says) -> None:
    """The forum, or whose check or look it was."""
    claim = ImprovementClaimed(evidence=TEXT)
    returns = [
        ImprovementReturned(returned_by="forum", forum="FOR-1", text=TEXT),
        ImprovementReturned(returned_by="assurer", text=TEXT),
        ImprovementReturned(returned_by="inspectorate", text=TEXT),
    ]
    assert says(*(step for back in returns for step in (claim, back)), to="AFI-2", on="2020")[1::2] == [
        "Sent back by Improvement Board: “So it is.”",
        "Sent back by the assurer: “So it is.”",
        "Sent back by the inspectorate: “So it is.”",
    ]
    assert says(claim, ImprovementSubmitted(), to="AFI-2", on="2020")[1] == "Put to the inspectorate"


def test_a_correction_is_told_from_where_the_entry_stands_that_it_corrects(told: Views, full: Ledger, log: Log) -> None:
    """What the record had become since is not what it was before."""
    full.record(lambda draft: draft.correct(37, ImprovementAssigned(lead="POST-2"), say("2018-04-02")))
    full.record(lambda draft: draft.correct(107, RecordFlagged(text=TEXT), say("2018-10")))
    level(log, told)
    assert [row["sentence"] for row in read_log(told, after=SIZE)] == [
        "Correction of E-37: Lead set to Head of Investigations",
        "Correction of E-107: Flag 1: “So it is.”",
    ]
