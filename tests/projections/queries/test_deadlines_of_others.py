"""The dates that others set: section 55 until it is sent, embargoes by UK clocks, and when forums should meet."""

from datetime import date

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentReleased
from ledger.events.forum import Cadence, ForumAdded, ForumEnded
from ledger.events.improvement import (
    ImprovementAnswered,
    ImprovementRaised,
)
from ledger.events.inspection import InspectionOpened, InspectionPublished, InspectionResponded
from ledger.events.organisation import OrganisationAdded
from ledger.events.setting import SettingChosen
from projections.queries.deadlines import deadlines
from tests.making import say
from tests.projections.queries.dated import RAISED, WEEKS, Tell, considered, rows, stands

# Section 55.


def sent(draft: Draft, on: str, *to: str, inspection: str = "INS-1") -> None:
    """Copies of the response went to somebody."""
    draft.add(InspectionResponded(step="sent", force="ORG-2", to=to), say(on), inspection)


def known(draft: Draft) -> None:
    """ORG-3 is the policing body, and ORG-4 the Home Office."""
    draft.add(OrganisationAdded(kind="policing_body", name=Prose("Commissioner")), say("2018"))
    draft.add(OrganisationAdded(kind="other", name=Prose("Home Office")), say("2018"))


@pytest.mark.parametrize(
    ("today", "state", "said", "group"),
    [
        (date(2018, 4, 15), "outstanding", "31 days left", "later"),
        (date(2018, 4, 16), "outstanding", "30 days left", "soon"),
        (date(2018, 5, 16), "outstanding", "today", "soon"),
        (date(2018, 5, 17), "late", "late by 1 day", "passed"),
        (date(2018, 6, 15), "late", "late by 30 days", "passed"),
    ],
)
def test_a_response_is_outstanding_until_it_is_sent(tell: Tell, today: date, state: str, said: str, group: str) -> None:
    """To 16 May 2018 for a report of 22 March; it is the policing body's."""
    [row] = rows(tell(known), today, "section_55")
    assert (row["ref"], row["day"], row["state"], row["state_words"], row["group"]) == (
        "INS-1", "2018-05-16", state, said, group,
    )  # fmt: skip
    assert (row["owner"], row["command"]) == ("ORG-3", "afi response sent INS-1")
    assert row["missing"] == ["comments", "publication", "copies to the inspectorate and the Secretary of State"]


@pytest.mark.parametrize(
    ("on", "said", "days"),
    [("2018-05-16", "sent in time", 0), ("2018-05-17", "sent 1 day late", -1), ("2018-05", "sent in time", 0)],
)
def test_what_was_sent_is_shown_with_everything(tell: Tell, on: str, said: str, days: int) -> None:
    """And how many days it was late; else it is done with."""
    tell(known)
    views = tell(lambda draft: sent(draft, on, "ORG-1", "ORG-4"))
    [row] = rows(views, date(2018, 6, 30), "section_55")
    assert (row["state"], row["state_words"], row["days"], row["sent_on"]) == ("sent", said, days, on)
    assert [row for row in deadlines(views, date(2018, 6, 30)) if row["kind"] == "section_55"] == []


def test_one_copy_is_not_enough(tell: Tell) -> None:
    """It says whose is missing."""
    tell(known)
    views = tell(lambda draft: sent(draft, "2018-05-10", "ORG-1"))
    [row] = rows(views, date(2018, 5, 17), "section_55")
    assert row["state"] == "late" and row["missing"][-1] == "copies to the Secretary of State"


def second(draft: Draft, published: str, *forces: str) -> str:
    """Another inspection, published on a day."""
    opened = InspectionOpened(
        title=Prose("Thematic"), programme="thematic", framework="other", cycle=2017, scale="ungraded",
        inspectorate="ORG-1", forces=forces or ("ORG-2",),
    )  # fmt: skip
    ref = draft.add(opened, say("2017-01"))
    draft.add(InspectionPublished(), say(published), ref)
    return ref


@pytest.mark.parametrize(("published", "asked"), [("2017-05-01", False), ("2017-05-02", True)])
def test_it_is_asked_for_from_2_may_2017(tell: Tell, published: str, asked: bool) -> None:
    """Of an earlier report nothing is outstanding."""
    views = tell(lambda draft: second(draft, published))
    assert bool(stands(views, date(2018, 5, 1), "INS-2")) is asked


def test_each_report_has_its_own_response(tell: Tell) -> None:
    """That of the force and that of the whole country, unless one is recorded as sent for both."""
    tell(known)
    tell(lambda draft: second(draft, "2018-03-22"))
    views = tell(lambda draft: sent(draft, "2018-05-10", "ORG-1", "ORG-4"))
    today = date(2018, 5, 11)
    assert [stands(views, today, ref)[0][0] for ref in ("INS-1", "INS-2")] == ["sent", "outstanding"]
    tell(lambda draft: sent(draft, "2018-05-10", "ORG-1", "ORG-4", inspection="INS-2"))
    assert stands(views, today, "INS-2")[0][0] == "sent"


def test_each_force_answers_for_itself(tell: Tell) -> None:
    """Of those that are ours: all, where it is not chosen which that is."""
    tell(known)

    def plan(draft: Draft) -> None:
        draft.add(OrganisationAdded(kind="force", name=Prose("Fenland Police")), say("2018"))
        second(draft, "2018-03-22", "ORG-2", "ORG-5")

    views = tell(plan)
    found = rows(views, date(2018, 5, 11), "section_55", inspection="INS-2")
    assert [row["force"] for row in found] == ["ORG-2", "ORG-5"]
    assert found[1]["what"].startswith("Response to “Thematic”, for Fenland Police")
    tell(lambda draft: draft.add(SettingChosen(setting="force", organisation="ORG-5"), say("2018")))
    assert [row["force"] for row in rows(views, date(2018, 5, 11), "section_55", inspection="INS-2")] == ["ORG-5"]


def test_a_recommendation_asks_for_an_answer(tell: Tell) -> None:
    """What is done about it, or why nothing, by the same day; whatever else became of it."""

    def plan(draft: Draft) -> None:
        event = ImprovementRaised(
            kind="recommendation", inspection="INS-1", force="ORG-2", text=Prose("Train."), scope="force"
        )
        draft.add(event, say("2018-03-22", by="ORG-1"))

    views = tell(plan)
    [row] = [row for row in rows(views, date(2018, 5, 17), "section_55") if row["ref"] == "REC-1"]
    assert (row["state"], row["day"], row["command"]) == ("late", "2018-05-16", "afi answer REC-1")
    answer = ImprovementAnswered(answer="no_action", text=Prose("It is done elsewhere."))
    tell(lambda draft: draft.add(answer, say("2018-05-18"), "REC-1"))
    assert {row["kind"] for row in rows(views, date(2018, 5, 18)) if row["ref"] == "REC-1"} == {"improvement"}


# Embargoes and meetings.


def embargoed(draft: Draft, until: str | None) -> None:
    """DOC-1, under an embargo."""
    draft.add(DocumentAdded(kind="report", title=Prose("The report")), say("2018-03-20", by="ORG-1"))
    draft.add(DocumentEmbargoed(until=until), say("2018-03-20", by="ORG-1"), "DOC-1")


@pytest.mark.parametrize(
    ("until", "day", "said"),
    [
        ("2018-03-30T23:01:00.000000Z", "2018-03-31", "31 March 2018 at 00:01 UK time"),
        ("2018-03-24T23:01:00.000000Z", "2018-03-24", "24 March 2018 at 23:01 UK time"),
        ("2018-03-25T00:59:00.000000Z", "2018-03-25", "25 March 2018 at 00:59 UK time"),
        ("2018-03-25T01:01:00.000000Z", "2018-03-25", "25 March 2018 at 02:01 UK time"),
    ],
)
def test_an_embargo_lifts_by_uk_clocks(tell: Tell, until: str, day: str, said: str) -> None:
    """On the UK's day, at its time, also on the night on which the clocks change; the day after it is gone."""
    views = tell(lambda draft: embargoed(draft, until))
    [row] = rows(views, RAISED, "embargo")
    assert (row["state"], row["day"], row["day_words"]) == ("lifting", day, said)
    [row] = rows(views, date.fromisoformat(day), "embargo")
    assert row["state_words"] == "lifts today"
    after = date.fromordinal(date.fromisoformat(day).toordinal() + 1)
    assert rows(views, after, "embargo") == []


def test_an_embargo_that_moved_and_was_lifted(tell: Tell) -> None:
    """Its newest moment counts; far off it does not lift yet; without one nobody knows; lifted, there is none."""
    views = tell(lambda draft: embargoed(draft, "2018-03-30T23:01:00.000000Z"))

    def moved(until: str | None) -> list[tuple[str, str | None, int | None]]:
        event = DocumentEmbargoed(until=until)
        return stands(tell(lambda draft: draft.add(event, say("2018-03-21"), "DOC-1")), RAISED, "DOC-1")

    assert moved("2018-06-30T23:01:00.000000Z") == [("due", "2018-07-01", 101)]
    assert moved(None) == [("no_date", None, None)]
    tell(lambda draft: draft.add(DocumentReleased(), say("2018-03-21"), "DOC-1"))
    assert stands(views, RAISED, "DOC-1") == []


@pytest.mark.parametrize(
    ("cadence", "held", "day", "said"),
    [
        (WEEKS, ["2018-04-10"], "2018-05-22", "22 May 2018"),
        (WEEKS, ["2018-04-10", "2018-03-01"], "2018-05-22", "22 May 2018"),
        (Cadence(every=1, unit="months"), ["2018-01-31"], "2018-02-28", "28 February 2018"),
        (Cadence(every=2, unit="months"), ["2018-04"], "2018-06-30", "June 2018"),
        (WEEKS, [], None, "none: no meeting is recorded"),
        (WEEKS, ["2018-04"], None, "none: the day of MTG-1 is not known"),
    ],
)
def test_when_a_forum_should_meet(tell: Tell, cadence: Cadence, held: list[str], day: str | None, said: str) -> None:
    """Its cadence after its last meeting; where that cannot be said, it is said, whatever is asked for."""

    def plan(draft: Draft) -> None:
        draft.add(ForumAdded(name=Prose("Improvement Group"), chair="POST-1", cadence=cadence), say("2018"))
        for on in held:
            considered(draft, "FOR-1", on)

    [row] = [row for row in deadlines(tell(plan), date(2018, 4, 11)) if row["kind"] == "meeting"]
    assert (row["day"], row["day_words"], row["owner"]) == (day, said, "POST-1")


@pytest.mark.parametrize("ended", [True, False])
def test_a_forum_without_a_cadence_is_not_expected(tell: Tell, ended: bool) -> None:
    """Nor one that has ended."""

    def plan(draft: Draft) -> None:
        draft.add(ForumAdded(name=Prose("Group"), cadence=WEEKS if ended else None), say("2018"))
        considered(draft, "FOR-1", "2018-04-10")
        if ended:
            draft.add(ForumEnded(), say("2018-04-11"), "FOR-1")

    assert rows(tell(plan), date(2018, 4, 12), "meeting") == []
