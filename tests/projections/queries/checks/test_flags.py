"""Flags, and what they ask for."""

from ledger.events.inspection import InspectionNoted
from ledger.events.record import RecordFlagged, RecordUnflagged, RecordVoided
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, Desk
from tests.projections.queries.checks.test_dates import MARCH, SEPTEMBER, document

FLAGGED, DAY = RecordFlagged(text=TEXT), say("2018-04-01")


def settled(flag: int) -> RecordUnflagged:
    """That a flag was settled."""
    return RecordUnflagged(flag=flag, text=TEXT)


def test_a_flag_is_asked_about_until_it_is_settled(desk: Desk) -> None:
    """Each by its number and its own entry."""
    _, first, second, _ = desk.told(RAISED, *[(FLAGGED, DAY, "AFI-1")] * 2, (settled(1), DAY, "AFI-1"))
    [row] = desk.rows("open_flag")
    assert (row["ref"], row["entry"], first) == ("AFI-1", f"E-{second}", second - 1)
    assert row["reason"] == "Flag 2 is open: “So it is.”" and row["settle"] == "afi flag AFI-1 --settle 2 TEXT"
    desk.told((settled(2), DAY, "AFI-1"))
    assert desk.rows("open_flag") == []


def test_a_flag_on_what_does_not_count_is_not(desk: Desk) -> None:
    """Nobody settles that."""
    desk.told(RAISED, (FLAGGED, DAY, "AFI-1"), (RecordVoided(reason="in_error"), DAY, "AFI-1"))
    assert desk.rows("open_flag") == []


def test_an_open_flag_asks_for_what_else_is_asked_of_what_its_entry_states(desk: Desk) -> None:
    """Once, with both reasons; asked for alone, or with the flag settled, the other asks for itself."""
    steps = document(MARCH), (InspectionNoted(text=TEXT), say(SEPTEMBER, src=("DOC-1",)), "INS-1")
    *_, noted = desk.told(*steps)
    [flagged] = desk.told((RecordFlagged(text=TEXT, entry=noted), DAY, "INS-1"))
    [row] = desk.rows()
    assert (row["check"], row["entry"], row["also"]) == ("open_flag", f"E-{flagged}", ["date_after_document"])
    assert row["reason"] == (
        f"Flag 1 is open, about E-{noted}: “So it is.” "
        f"E-{noted} is of September 2018. It cites DOC-1, which is of 29 March 2018."
    )
    assert desk.asked("date_after_document") == [("INS-1", f"E-{noted}")]
    desk.told((settled(1), DAY, "INS-1"))
    assert [row["check"] for row in desk.rows()] == ["date_after_document"]


def test_a_flag_about_another_entry_asks_for_itself_alone(desk: Desk) -> None:
    """Both are asked."""
    _, noted, _ = desk.told(
        document(MARCH), (InspectionNoted(text=TEXT), say(SEPTEMBER, src=("DOC-1",)), "INS-1"),
        (RecordFlagged(text=TEXT, entry=3), DAY, "INS-1"),
    )  # fmt: skip
    assert [row["check"] for row in desk.rows()] == ["open_flag", "date_after_document"]
    assert desk.asked("date_after_document") == [("INS-1", f"E-{noted}")]
