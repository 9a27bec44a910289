"""Corrections in the read models: folded where they belong, seen from where they were recorded."""

import json

import pytest

from ledger.draft import Draft
from ledger.events import Event, Prose
from ledger.events.definition import DefinitionStated
from ledger.events.improvement import DueOn, ImprovementAssigned, ImprovementDueSet, ImprovementNoted, ImprovementRaised
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections import follow
from projections.follow import check, level
from projections.queries.entries import VOID
from projections.queries.log import log as read_log
from projections.queries.records import at, before, body, record
from projections.queries.timeline import timeline
from projections.views import Views
from tests.making import say

RAISED = ImprovementRaised(
    kind="area_for_improvement", inspection="INS-1", force="ORG-2", question="QUE-1", text=Prose("Supervise.")
)


def _due(day: str) -> ImprovementDueSet:
    return ImprovementDueSet(due=DueOn(day=day), set_by="force")


def recorded(ledger: Ledger) -> dict[str, int]:
    """An improvement with two due dates, an owner and a note; where each entry stands."""

    def plan(draft: Draft) -> None:
        afi = draft.add(RAISED, say("2018-03-22"))
        for event, day in (
            (ImprovementAssigned(owner="POST-1", lead="POST-2"), "2018-04-01"),
            (_due("2018-09-30"), "2018-04-02"),
            (_due("2018-12-31"), "2018-09-03"),
            (ImprovementNoted(text=Prose("Under way")), "2018-09-04"),
        ):
            draft.add(event, say(day), afi)
        draft.add(DefinitionStated(term=Prose("AFI"), text=Prose("Falls short")), say("2018-03-29"))

    receipt = ledger.record(plan)
    names = ("raised", "assigned", "due", "moved", "noted", "defined")
    return {name: entry.position for name, entry in zip(names, receipt.entries, strict=True)} | {"last": receipt.size}


def correct(ledger: Ledger, position: int, event: Event, on: str) -> tuple[str, int]:
    """The record that was corrected, and where the correction stands."""
    receipt = ledger.record(lambda draft: draft.correct(position, event, say(on)))
    return receipt.references[0], receipt.size


@pytest.fixture
def place(full: Ledger) -> dict[str, int]:
    """Where the entries of one more improvement stand, in a ledger with every type of event in it."""
    return recorded(full)


def test_a_later_fact_stands_on_the_corrected_one(full: Ledger, log: Log, views: Views, place: dict[str, int]) -> None:
    """The first due date was mistyped: the newest stays, and its first date and slip are others."""
    afi, corrected = correct(full, place["due"], _due("2018-10-31"), "2018-04-02")
    level(log, views)
    now = body(views, afi) or {}
    assert (now["due"]["day"], now["due"]["first"]["day"], now["due"]["revisions"]) == ("2018-12-31", "2018-10-31", 1)
    was = before(views, afi, "due", corrected)
    assert (was["day"], was["first"]["day"]) == ("2018-12-31", "2018-09-30")
    assert at(views, afi, "due", corrected) == now["due"] and at(views, afi, "owner", corrected) is None
    assert check(log, views) == []


def test_what_a_correction_takes_away_is_gone(full: Ledger, log: Log, views: Views, place: dict[str, int]) -> None:
    """A lead that was never named, a question that it does not stand under."""
    afi, first = correct(full, place["assigned"], ImprovementAssigned(owner="POST-1"), "2018-04-01")
    _, second = correct(full, place["raised"], RAISED.model_copy(update={"question": None}), "2018-03-22")
    level(log, views)
    now = body(views, afi) or {}
    assert "lead" not in now and "question" not in now and now["owner"] == "POST-1"
    assert before(views, afi, "lead", first) == "POST-2" and at(views, afi, "lead", first) is None
    assert before(views, afi, "lead", second) is None and before(views, afi, "question", second) == "QUE-1"
    assert check(log, views) == []


def test_a_beginning_is_corrected(full: Ledger, log: Log, views: Views, place: dict[str, int]) -> None:
    """When it was raised, and by whom: the row of the register says what is now recorded."""
    afi, _ = correct(full, place["raised"], RAISED, "2018-03-23")
    level(log, views)
    assert record(views, afi).began["happened_on"] == "2018-03-23"
    assert (body(views, afi) or {})["raised_on"] == "2018-03-23"
    assert check(log, views) == []


def test_the_latest_correction_counts(full: Ledger, log: Log, views: Views, place: dict[str, int]) -> None:
    """Corrected twice, the second says it, and both are in the timeline beside what they correct."""
    afi, first = correct(full, place["noted"], ImprovementNoted(text=Prose("Nearly done")), "2018-09-04")
    _, second = correct(full, place["noted"], ImprovementNoted(text=Prose("Half done")), "2018-09-05")
    level(log, views)
    now = body(views, afi) or {}
    assert (now["note"]["text"], now["note"]["on"], now["notes"]) == ("Half done", "2018-09-05", 1)
    rows = {row["position"]: row for row in timeline(views, [afi])}
    assert rows[place["noted"]]["corrected_by"] == f"E-{second}"
    assert rows[first]["fixes"] == rows[second]["fixes"] == f"E-{place['noted']}"
    assert rows[first]["sentence"].startswith(f"Correction of E-{place['noted']}: Progress note")


def test_the_ledgers_own_record_is_corrected(full: Ledger, log: Log, views: Views, place: dict[str, int]) -> None:
    """A definition, among keys and settings that stay as they are."""
    level(log, views)
    was = body(views, "LEDGER") or {}
    correct(full, place["defined"], DefinitionStated(term=Prose("AFI"), text=Prose("Fell short")), "2018-03-29")
    level(log, views)
    now = body(views, "LEDGER") or {}
    assert [each["text"] for each in now["definitions"]][-1] == "Fell short"
    assert {name: value for name, value in now.items() if name != "definitions"} == {
        name: value for name, value in was.items() if name != "definitions"
    }


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_any_size_of_page_makes_the_same(
    full: Ledger, log: Log, place: dict[str, int], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A correction may come in the page of what it corrects, or in a later one."""
    correct(full, place["due"], _due("2018-10-31"), "2018-04-02")
    correct(full, place["raised"], RAISED, "2018-03-23")
    monkeypatch.setattr(follow, "PAGE", size)
    made = Views.at(":memory:")
    level(log, made)
    monkeypatch.setattr(follow, "PAGE", 7)
    assert check(log, made) == []
    made.close()


@pytest.mark.parametrize("wrong", ["another record", "another type", "what is to come"])
def test_a_correction_that_means_nothing_changes_nothing(
    full: Ledger, log: Log, views: Views, place: dict[str, int], wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written past the rules, it stands in the log, says so, and stops nobody."""
    fixes = {"another record": 2, "another type": place["due"], "what is to come": place["last"] + 9}[wrong]
    level(log, views)
    [note] = log.rows(after=place["noted"] - 1, limit=1)
    stream, bodies = note.stream, body(views, note.stream)
    fields = json.loads(note.stored) | {"fixes": fixes, "version": 6}
    forged = note._replace(position=place["last"] + 1, version=6, stored=json.dumps(fields).encode())
    root = log.root(place["last"])
    monkeypatch.setattr(Log, "rows", lambda *_: [forged])
    monkeypatch.setattr(Log, "size", lambda _: forged.position)
    monkeypatch.setattr(Log, "root", lambda *_: root)
    level(log, views)
    assert body(views, stream) == bodies
    assert [row["sentence"] for row in read_log(views, after=place["last"])] == [VOID]
    replaced = views.query("SELECT type FROM happening WHERE replaced_by IS NOT NULL")
    assert [row["type"] for row in replaced] == ["record.numbered"]  # the slip of the story itself
