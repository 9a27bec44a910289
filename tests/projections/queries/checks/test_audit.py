"""The auditor's view: who recorded how much, what was late, and what is from before the ledger began."""

from datetime import date

from ledger.events.improvement import ImprovementNoted
from ledger.events.record import RecordAccepted, RecordVoided
from projections.queries.checks.audit import audit, history
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, TODAY, Desk, Step

NOTED: Step = (ImprovementNoted(text=TEXT), say("2026-01-01"), "AFI-1")


def test_what_happened_before_the_ledger_began_is_counted(desk: Desk) -> None:
    """All that the ledger of the tests begins with did."""
    [whole] = desk.views.query("SELECT count(*) AS number FROM happening")
    assert history(desk.views, TODAY) == {"began": "2026-01-01", "entries": whole["number"]}
    desk.told(RAISED, NOTED)
    assert history(desk.views, TODAY)["entries"] == whole["number"] + 1


def test_who_recorded_what(desk: Desk) -> None:
    """In all, and each: for others, earlier, late, corrections, voided, accepted."""
    other = desk.enrolled("Bob Second")
    began = history(desk.views, TODAY)["entries"]
    _, noted = desk.told(RAISED, NOTED)
    desk.told((NOTED[0], say("2026-01-02", by="POST-1"), "AFI-1"), by="Bob Second", on=date(2026, 2, 20))
    desk.corrected(noted, ImprovementNoted(text=TEXT), say("2026-01-01", by="POST-1"))
    day = say("2026-06-01")
    accepted = RecordAccepted(check="open_flag", text=TEXT)
    desk.told((accepted, day, "AFI-1"), (RecordVoided(reason="in_error"), day, "AFI-1"), on=date(2026, 6, 1))
    found = audit(desk.views, TODAY)
    numbers = ("entries", "before_began", "late", "corrections", "undone", "voided", "accepted")
    assert [(row["person"], [row[number] for number in numbers]) for row in found["recorders"]] == [
        ("PER-1", [began + 7, began + 1, 0, 1, 0, 1, 1]),
        (other, [1, 0, 1, 0, 0, 0, 0]),
    ]
    assert [found[number] for number in numbers] == [began + 8, began + 1, 1, 1, 0, 1, 1]
    assert [row["for_others"] for row in found["recorders"]] == [2, 1]


def test_late_recordings_in_full(desk: Desk) -> None:
    """Each entry, of one command or not, with by how many days."""
    desk.told(RAISED)
    late = desk.told(NOTED, NOTED, on=date(2026, 3, 1))
    found = audit(desk.views, TODAY)["late_entries"]
    assert [(row["entry"], row["late_by"]) for row in found] == [(f"E-{position}", 59) for position in late]
    assert found[0]["sentence"] == "Progress note: “So it is.”"
