"""Repeating a command by its id: the same content returns the first receipt, other content is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.errors import CommandReused, KeyRefused
from ledger.events import Prose
from ledger.events.improvement import ImprovementAssigned, ImprovementNoted
from ledger.events.key import KeyRetired
from ledger.recording import Ledger, Plan
from ledger.vocabulary import Right
from tests.ledger.plans import beside, enrol, noting, raising, unchanged
from tests.making import BEGUN, make_ledger, say, ticking

COMMAND = "0123456789abcdef" * 2


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """The ledger of ``tests.making`` with AFI-1 in it, twelve entries."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        made.record(raising)
        yield made


def several(draft: Draft) -> None:
    """Two records of one kind, and something about an older one and about a new one."""
    first = raising(draft)
    raising(draft)
    noting("about the old one")(draft)
    noting("about the new one", to=first)(draft)


def on(happened: Happened, text: str = "Calls are answered.") -> Plan:
    """A note on AFI-1, dated so."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), Saying(happened), "AFI-1")


def why(reason: str | None) -> Plan:
    """The note of ``noting`` with a reason."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose("x")), say("2018", why=reason), "AFI-1")


def assign(draft: Draft) -> None:
    """What may be recorded once only: the second time POST-1 owns it already."""
    draft.add(ImprovementAssigned(owner="POST-1"), say("2018"), "AFI-1")


PLANS = {"raise": raising, "note": noting(), "several": several, "reason": why("because"), "assign": assign}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_same_again_returns_the_first_receipt(ledger: Ledger, plan: Plan) -> None:
    """And records nothing."""
    first = ledger.record(plan, command=COMMAND)
    with unchanged(ledger.path):
        assert ledger.record(plan, command=COMMAND) == replace(first, repeated=True)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_later_entries_do_not_matter(ledger: Ledger, plan: Plan) -> None:
    """It is decided in the world as it was, also where it could not be recorded now; its root is the old one."""
    first = ledger.record(plan, command=COMMAND)
    ledger.record(several)
    ledger.record(lambda draft: draft.add(ImprovementAssigned(lead="POST-1"), say("2019"), "AFI-1"))
    with unchanged(ledger.path):
        assert ledger.record(plan, command=COMMAND) == replace(first, repeated=True)


def test_a_day_that_was_assumed_may_be_another_by_now(ledger: Ledger) -> None:
    """Repeating after midnight says the same: the user named no day."""
    first = ledger.record(on(Happened(Span.on("2018-06-12"), assumed=True)), command=COMMAND)
    again = ledger.record(on(Happened(Span.on("2018-06-13"), assumed=True)), command=COMMAND)
    assert again == replace(first, repeated=True)
    assert again.entries[0].happened_on == "2018-06-12"


@pytest.mark.parametrize(
    "other",
    [
        noting("Other words."),
        noting(on="2018-06-13"),
        noting(by="POST-1"),
        noting(to="AFI-2"),
        raising,
        several,
        lambda draft: [noting()(draft), noting()(draft)],
        lambda draft: [],
        noting(to="AFI-9"),
        on(Happened(Span.on("2018-06-12"), Prose("in June"))),
        on(Happened(Span("2018-06-12", "2018-06-13"))),
        on(Happened(Span.on("2018-06-12"), assumed=True)),
        lambda draft: draft.add(
            ImprovementNoted(text=Prose("Calls are answered.")), say("2018-06-12", why="x"), "AFI-1"
        ),
    ],
    ids="words day speaker record kind more twice nothing unknown vaguer range assumed reason".split(),
)
def test_other_content_is_refused(ledger: Ledger, other: Plan) -> None:
    """Whatever differs of what the user said; nothing is recorded."""
    ledger.record(raising)
    ledger.record(noting(), command=COMMAND)
    with unchanged(ledger.path), pytest.raises(CommandReused):
        ledger.record(other, command=COMMAND)


def test_a_stated_day_is_not_an_assumed_one(ledger: Ledger) -> None:
    """Who names the day now that was assumed then says something else."""
    ledger.record(on(Happened(Span.on("2018-06-12"), assumed=True)), command=COMMAND)
    with unchanged(ledger.path), pytest.raises(CommandReused):
        ledger.record(on(Happened(Span.on("2018-06-12"))), command=COMMAND)


def test_somebody_else_does_not_repeat_it(ledger: Ledger) -> None:
    """The recorder is part of what a command said."""
    bob = enrol(ledger, Right.RECORD)
    ledger.record(noting(by="POST-1"), command=COMMAND)
    with beside(ledger, bob) as his, unchanged(ledger.path), pytest.raises(CommandReused):
        his.record(noting(by="POST-1"), command=COMMAND)


def test_a_key_that_ended_does_not_repeat(ledger: Ledger) -> None:
    """Whoever may not record is told that, not what is there."""
    bob = enrol(ledger, Right.RECORD)
    with beside(ledger, bob) as his:
        his.record(noting(), command=COMMAND)
        ledger.record(lambda draft: draft.add(KeyRetired(key=bob.fingerprint), say("2018")))
        with unchanged(ledger.path), pytest.raises(KeyRefused):
            his.record(noting(), command=COMMAND)


def test_repeating_from_another_process_is_the_same(ledger: Ledger) -> None:
    """Other salts and another time make no difference."""
    first = ledger.record(several, command=COMMAND)
    with Ledger(ledger.path, ledger.signer, ticking(BEGUN + timedelta(days=9))) as later, unchanged(ledger.path):
        assert later.record(several, command=COMMAND) == replace(first, repeated=True)


def test_a_dry_run_of_a_repetition_is_the_repetition(ledger: Ledger) -> None:
    """There is nothing to try."""
    first = ledger.record(noting(), command=COMMAND)
    assert ledger.record(noting(), command=COMMAND, dry_run=True) == replace(first, repeated=True)


def test_what_moved_on_since_is_no_hindrance(ledger: Ledger) -> None:
    """``expect`` was met the first time; the command's own entry has moved the record on."""
    first = ledger.record(noting(), command=COMMAND, expect=12)
    assert ledger.record(noting(), command=COMMAND, expect=12) == replace(first, repeated=True)


def test_without_an_id_the_same_is_recorded_twice(ledger: Ledger) -> None:
    """Two calls on one day are two notes."""
    assert ledger.record(noting()).size == 13
    assert ledger.record(noting()).size == 14
