"""What is asked of whom, and what was accepted: all the checks together."""

import re
from collections.abc import Callable

import pytest

from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.document import DocumentAdded
from ledger.events.improvement import ImprovementAssured, ImprovementClaimed, ImprovementNoted, ImprovementReturned
from ledger.events.person import PersonAdded
from ledger.events.record import RecordAccepted, RecordFlagged
from projections.queries.checks import CHECKS, check
from projections.views import Views
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, TODAY, Desk, Step, raised

DAY = say("2026-01-01")
CLAIMED: Step = (ImprovementClaimed(evidence=TEXT), say("2018-05-01", by="POST-1"), "AFI-1")


def accepted(name: str, entry: int | None, text: str = "It stays.") -> RecordAccepted:
    """That somebody accepts what a check asks about an entry."""
    return RecordAccepted(check=name, entry=entry, text=Prose(text))


def test_what_was_accepted_is_not_asked(desk: Desk) -> None:
    """It is found among what was accepted, with who did so, when and why."""
    *_, claimed = desk.told(RAISED, CLAIMED)
    [acceptance] = desk.told((accepted("claim_without_evidence", claimed), say("2026-01-01", by="POST-1"), "AFI-1"))
    assert desk.rows() == []
    [row] = desk.rows(accepted=True)
    assert row == desk.rows(accepted=None)[0]
    assert {key: value for key, value in row.items() if key.startswith("accepted")} == {
        "accepted": True,
        "accepted_reason": "It stays.",
        "accepted_on": "2026-01-01",
        "accepted_by": "POST-1",
        "accepted_by_name": "Deputy Chief Constable",
        "accepted_by_holder": "PER-1",
        "accepted_by_holder_name": "Ann Keeper",
        "accepted_recorded_by": "PER-1",
        "accepted_recorded_by_name": "Ann Keeper",
        "accepted_entry": f"E-{acceptance}",
    }


def test_another_entry_that_asks_the_same_is_asked_about(desk: Desk) -> None:
    """What was accepted of one report of completion is not accepted of the next."""
    *_, claimed = desk.told(RAISED, CLAIMED)
    desk.told((accepted("claim_without_evidence", claimed), DAY, "AFI-1"))
    back: Step = (ImprovementReturned(returned_by="assurer", text=TEXT), say("2018-06-01"), "AFI-1")
    *_, again = desk.told(back, (CLAIMED[0], say("2018-07-01", by="POST-1"), "AFI-1"))
    assert desk.asked() == [("AFI-1", f"E-{again}")]


@pytest.mark.parametrize(("name", "shift"), [("open_flag", 0), ("claim_without_evidence", -1)])
def test_what_was_accepted_of_another_is_asked(desk: Desk, name: str, shift: int) -> None:
    """By another check, or about another entry."""
    *_, claimed = desk.told(RAISED, CLAIMED)
    desk.told((accepted(name, claimed + shift), DAY, "AFI-1"))
    assert desk.asked() == [("AFI-1", f"E-{claimed}")]


def test_a_correction_of_what_was_accepted_is_asked_about(desk: Desk) -> None:
    """Another text stands there now."""
    *_, claimed = desk.told(RAISED, CLAIMED)
    desk.told((accepted("claim_without_evidence", claimed), DAY, "AFI-1"))
    corrected = desk.corrected(claimed, ImprovementClaimed(evidence=Prose("Ten.")), say("2018-05-01", by="POST-1"))
    assert desk.asked() == [("AFI-1", f"E-{corrected}")]


def test_what_was_accepted_was_asked_before(desk: Desk) -> None:
    """As the ledger was then; whoever looks back sees it."""
    from projections.lens import Lens, looking

    *_, claimed = desk.told(RAISED, CLAIMED)
    desk.told((accepted("claim_without_evidence", claimed), DAY, "AFI-1"))
    with looking(desk.log, desk.views, Lens(as_of=claimed)):
        assert desk.asked() == [("AFI-1", f"E-{claimed}")]


# Whose, and which.


def mixed(desk: Desk) -> None:
    """Questions of several kinds: about AFI-1, an action under it, a document, a post and the inspection."""
    noted: Step = (ImprovementNoted(text=Prose("All done.")), say("2018-06-01"), "AFI-2")
    flag = RecordFlagged(text=TEXT)
    desk.told(
        (PersonAdded(name=TEXT), DAY), RAISED, (raised("Answer."), RAISED[1]), CLAIMED,
        (ImprovementAssured(), say("2018-06-01", by="PER-2"), "AFI-1"), noted,
        (ActionAdded(text=TEXT, under="AFI-1"), say("2018-06-01")), (flag, DAY, "ACT-1"),
        (DocumentAdded(kind="letter", title=TEXT), say("2018-06-01")), (flag, DAY, "DOC-1"), (flag, DAY, "INS-1"),
    )  # fmt: skip


Filters = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def found(desk: Desk) -> Filters:
    """The checks and records of what is asked with some filters."""
    mixed(desk)
    return lambda *names, **more: [(row["check"], row["ref"]) for row in desk.rows(*names, **more)]


ALL = [
    *(("open_flag", ref) for ref in ("ACT-1", "DOC-1", "INS-1")),
    ("claim_without_evidence", "AFI-1"),
    ("same_typist", "AFI-1"),
    ("says_complete", "AFI-2"),
]


def test_all_in_the_order_of_the_checks(found: Filters) -> None:
    """Each by entry."""
    assert found() == ALL


def test_filters(found: Filters) -> None:
    """By check, record, kind, and the inspection that a record is or hangs on."""
    assert found("says_complete") == [("says_complete", "AFI-2")]
    assert found(refs=["ACT-1", "AFI-2"]) == [("open_flag", "ACT-1"), ("says_complete", "AFI-2")]
    assert found(kinds=["DOC", "INS"]) == [("open_flag", "DOC-1"), ("open_flag", "INS-1")]
    assert ("open_flag", "DOC-1") not in found(inspection="INS-1") and ("open_flag", "ACT-1") in found(
        inspection="INS-1"
    )
    assert found(inspection="INS-1", kinds=["INS"]) == [("open_flag", "INS-1")]


def test_every_row_has_the_same_keys(desk: Desk) -> None:
    """And says in which words it can be accepted."""
    mixed(desk)
    rows = desk.rows()
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    for row in rows:
        assert row["accept"] == f"afi check accept {row['entry']} --check {row['check']} TEXT"


def test_a_ledger_with_nothing_in_it_is_not_questioned(desk: Desk) -> None:
    """Nothing is asked of what only began."""
    assert desk.rows() == []


def test_the_whole_story_can_be_checked(told: Views) -> None:
    """Whatever happened in it."""
    asked = [(row["check"], row["ref"]) for row in check(told, TODAY)]
    assert asked == [("carried_without_origin", "GRD-1")]


def test_the_names_are_what_an_event_can_hold() -> None:
    """Small words with underscores, none too long; each says in a few words what it asks about."""
    assert len(CHECKS) == 18
    for name, each in CHECKS.items():
        assert re.fullmatch("[a-z]+(_[a-z]+)*", name) and len(name) <= 40 and each.name == name
        assert each.what[0].islower() or each.what[0].isdigit()
