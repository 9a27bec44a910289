"""What each type of event changes, and that an improvement stands where the rules say it stands."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates import Fact, decider
from ledger.codec import Entry
from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.base import REGISTRY
from ledger.events.improvement import (
    DueNoneSet,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.post import PostHeld
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.folds import fold
from projections.follow import level
from projections.views import Views
from tests.making import ORIGIN

KEY = "key.10c97cae132268d40c0e26bad9bba7f7189481a419f12d62b5674110acc1fe83"
DAY = {"kind": "day", "day": "2018-06-30"}
NOTE = {"by": "POST-1", "on": "2018-06", "text": "Dip sample at 92%"}

#: The changes of the first event of each type, but those of a key that its fingerprint names.
FIRST: dict[str, tuple[str, dict[str, Any]]] = {
    "ledger.opened": ("LEDGER", {"origin": ORIGIN, "fictitious": 1}),
    "ledger.clock_accepted": ("LEDGER", {"clock_accepted": "2026-01-01T13:00:01.000000Z"}),
    "organisation.added": ("ORG-1", {"kind": "inspectorate", "name": "HMICFRS", "names": [{"name": "HMICFRS"}]}),
    "organisation.renamed": (
        "ORG-1",
        {"name": "HMICFRS today", "names": [{"name": "HMICFRS"}, {"name": "HMICFRS today", "from": "2017-07"}]},
    ),
    "person.added": ("PER-1", {"name": "Ann Keeper", "organisation": "ORG-2"}),
    "post.created": ("POST-1", {"title": "Deputy Chief Constable", "organisation": "ORG-2"}),
    "post.held": ("POST-1", {"holders": [{"holder": "PER-1", "from": "2018-01"}]}),
    "post.vacated": (
        "POST-2",
        {"holders": [{"holder": "PER-2", "from": "2017-02"}, {"holder": None, "from": "2018-06-01"}]},
    ),
    "document.added": (
        "DOC-1",
        {
            "kind": "board_paper", "title": "An update", "marking": "none_stated", "author": "POST-1", "to": ["ORG-3"],
            "copied": ["PER-1"], "address": "https://example.org/paper", "dated": "2018-03-29",
        },
    ),
    "question.added": (
        "QUE-1",
        {
            "key": "investigating", "name": "Investigating crime", "pillar": "effectiveness",
            "framework": "peel_2015_2017",
        },
    ),
    "question.aliased": ("QUE-3", {"aliases": ["freeing time"]}),
    "inspection.opened": (
        "INS-1",
        {
            "title": "PEEL: Effectiveness 2017", "programme": "peel", "framework": "peel_2015_2017", "cycle": 2017,
            "scale": "four_tier", "inspectorate": "ORG-1", "forces": ["ORG-2"],
        },
    ),
    "inspection.aliased": ("INS-2", {"aliases": ["Making best use of police time"]}),
    "inspection.asked": ("INS-1", {"questions": ["QUE-1", "QUE-2"]}),
    "inspection.published": ("INS-1", {"published_on": "2018-03-22"}),
    "inspection.noted": (
        "INS-1",
        {"note": {"by": "PER-1", "on": "2018-03-29", "text": "Most have been addressed."}, "notes": 1},
    ),
    "inspection.found_none": ("INS-1", {"found_none": [{"kind": "cause_of_concern", "force": "ORG-2"}]}),
    "grade.recorded": (
        "GRD-1",
        {
            "inspection": "INS-1", "force": "ORG-2", "question": "QUE-1", "outcome": "good", "scale": "four_tier",
            "year": 2016, "basis": "carried_forward",
        },
    ),
    "finding.recorded": (
        "FND-1",
        {
            "inspection": "INS-1", "force": "ORG-2", "text": "Crimes are\nnot always investigated.", "sense": "mixed",
            "voice": "inspectorate",
        },
    ),
    "finding.part_added": (
        "FND-1",
        {
            "parts": [
                {"text": "It had seen this.", "sense": "weakness", "voice": "force", "hedge": "in general"},
            ]
        },
    ),
    "improvement.raised": (
        "AFI-1",
        {
            "kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "question": "QUE-2",
            "text": "The force should attend prompt calls.", "number": "No. 3", "raised_on": "2018-03-22",
            "status": "raised",
        },
    ),
    "improvement.assigned": ("AFI-1", {"owner": "POST-1", "status": "owned"}),
    "improvement.due_set": ("AFI-1", {"due": DAY | {"set_by": "inspectorate", "first": DAY, "revisions": 0}}),
    "improvement.noted": ("AFI-1", {"note": NOTE, "notes": 1, "status": "in_progress"}),
    "improvement.claimed": (
        "AFI-1",
        {"claim": {"on": "2018-10-01", "evidence": "An audit"}, "status": "reported_complete"},
    ),
    "improvement.closed": (
        "AFI-1",
        {
            "closure": {"on": "2019-02", "closed_by": "inspectorate", "means": "letter", "level": "fully"},
            "status": "closed",
        },
    ),
}  # fmt: skip


@pytest.fixture
def changes(full: Ledger, log: Log, views: Views) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """For each type, the record and the fields that each event of it changed, in order."""
    level(log, views)
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for entry in views.query("SELECT position, stream, type FROM happening ORDER BY position"):
        fields = views.query("SELECT ref, field, value FROM change WHERE position = ?", (entry["position"],))
        assert {row["ref"] for row in fields} <= {entry["stream"]}, "an event changes its own record only"
        changed = {row["field"]: json.loads(row["value"]) for row in fields}
        found.setdefault(entry["type"], []).append((entry["stream"], changed))
    return found


Changes = dict[str, list[tuple[str, dict[str, Any]]]]


def test_the_story_has_every_type_of_event(changes: Changes) -> None:
    """An event that is added here is added there."""
    assert set(changes) == {type_name for type_name, _ in REGISTRY}


@pytest.mark.parametrize("type_name", FIRST)
def test_what_an_event_changes(changes: Changes, type_name: str) -> None:
    """Exactly these fields of exactly this record, each one whole fact."""
    ref, fields = changes[type_name][0]
    others = {field: value for field, value in fields.items() if not field.startswith("key.")}
    assert (ref, others) == FIRST[type_name]


def test_a_key_is_one_field(changes: Changes) -> None:
    """Enrolled, then retired or revoked, under its fingerprint, with its rights kept."""
    [(_, first)], enrolled = changes["ledger.opened"], changes["key.enrolled"]
    assert first[KEY]["status"] == "active" and first[KEY]["rights"] == ["enrol", "erase", "keep", "publish", "record"]
    retired, revoked = (next(iter(changes[name][0][1].items())) for name in ("key.retired", "key.revoked"))
    [[(one, before)], [(two, former)]] = (fields.items() for _, fields in enrolled)
    assert retired == (one, before | {"status": "retired"})
    assert revoked == (two, former | {"status": "revoked", "revoked_after": 12})


def test_every_type_is_expected_here_or_is_of_a_key() -> None:
    """So that no fold goes untested."""
    assert {name for name, _ in REGISTRY} == set(FIRST) | {"key.enrolled", "key.retired", "key.revoked"}


def test_a_revised_date_keeps_the_first(changes: Changes) -> None:
    """With the number of revisions, and who set and approved the newest."""
    revised = {
        "kind": "day",
        "day": "2018-09-30",
        "set_by": "force",
        "approver": "POST-1",
        "first": DAY,
        "revisions": 1,
    }
    assert changes["improvement.due_set"][1] == ("AFI-1", {"due": revised})


def test_only_a_note_of_a_day_after_the_closing_is_after_closure(changes: Changes) -> None:
    """One recorded late about a day before it is a note like others, and not the newest; either leaves it closed."""
    after, late = (fields for _, fields in changes["improvement.noted"][1:3])
    still_so = {"by": "PER-1", "on": "2019-05-05", "text": "Still so.", "after_closure": 1}
    assert after == {"note": still_so, "notes": 2, "notes_after_closure": 1}
    assert late == {"notes": 3}


@pytest.mark.parametrize(("first", "then"), [("2018-01", "2019"), ("2019", "2018-01")])
def test_holders_are_kept_by_the_day_they_began(first: str, then: str) -> None:
    """Whichever was recorded first."""
    body: dict[str, Any] = {}
    for day in (first, then):
        body |= fold(_entry(PostHeld(holder="PER-1" if day == "2019" else "PER-2"), day, "POST-1"), body)
    assert body["holders"] == [{"holder": "PER-2", "from": "2018-01"}, {"holder": "PER-1", "from": "2019"}]


def _entry(event: Event, day: str, stream: str = "AFI-1") -> Entry:
    data = event.model_dump(exclude_none=True)
    on = {"from": day, "to": day}
    return Entry(stream, 1, event.type, event.v, data, "", on, "PER-1", "PER-1", "", "", (1, 1))


TEXT = Prose(None, "0" * 64)
RAISED = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=TEXT)
LATER = st.sampled_from(
    [
        ImprovementAssigned(owner="POST-1"),
        ImprovementAssigned(owner="POST-2"),
        ImprovementAssigned(lead="POST-2"),
        ImprovementDueSet(due=DueNoneSet(), set_by="force"),
        ImprovementNoted(text=TEXT),
        ImprovementClaimed(evidence=TEXT),
        ImprovementClosed(closed_by="inspectorate", means="letter"),
        ImprovementClosed(closed_by="force", means="meeting"),
    ]
)


@given(st.lists(LATER, max_size=12))
def test_an_improvement_stands_where_the_rules_say(wishes: list[Event]) -> None:
    """After any life that the rules allow, status, owner and lead are those that the rules go by."""
    rules = decider("AFI-1")
    state = rules.evolve(None, Fact(RAISED, "PER-1", Span.on("2018")))
    body = fold(_entry(RAISED, "2018"), {})
    for wish in wishes:
        fact = Fact(wish, "PER-1", Span.on("2018"))
        try:
            rules.decide(fact, state, None)  # type: ignore[arg-type]
        except RuleBroken:
            continue
        state, body = rules.evolve(state, fact), body | fold(_entry(wish, "2018"), body)
        assert (body["status"], body.get("owner"), body.get("lead")) == (state.status, state.owner, state.lead)
