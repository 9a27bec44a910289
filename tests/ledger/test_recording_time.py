"""When it was recorded: never before the last entry, and by this computer's clock unless the ledger is made up."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ledger import keyring
from ledger.beginning import begin
from ledger.draft import Draft
from ledger.errors import ClockBehind, RuleBroken
from ledger.events import Prose
from ledger.events.ledger import ClockAccepted, FirstKey, LedgerOpened
from ledger.events.person import PersonAdded
from ledger.proofs.note import vkey
from ledger.recording import TOLERANCE, Ledger, utc_now
from ledger.vocabulary import Right
from tests.ledger.plans import contents, noting, raising, unchanged
from tests.making import BEGUN, ORIGIN, make_ledger, repeating, say, ticking

LAST = BEGUN + timedelta(hours=3)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = LAST

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The time is LAST."""
    return Clock()


@pytest.fixture
def ledger(clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A ledger whose last entry, AFI-1, was recorded at LAST."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        signer = made.signer
    with Ledger(tmp_path / "afi.ledger", signer, clock) as opened:
        opened.record(raising)
        yield opened


def recorded_at(ledger: Ledger) -> str:
    """The time of one more entry."""
    return ledger.record(noting()).entries[0].recorded_at


def stamp(moment: datetime) -> str:
    """As entries have it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def accepting(draft: Draft) -> None:
    """A keeper lets time stand still."""
    draft.add(ClockAccepted(), say("2018"))


def test_an_entry_bears_the_time_of_the_clock(ledger: Ledger, clock: Clock) -> None:
    """In UTC, to the microsecond, six decimals even where they are noughts."""
    clock.now = LAST + timedelta(microseconds=1)
    assert recorded_at(ledger) == "2026-01-01T15:00:00.000001Z"
    clock.now = LAST + timedelta(seconds=1)
    assert recorded_at(ledger) == "2026-01-01T15:00:01.000000Z"


def test_a_batch_has_one_time(ledger: Ledger) -> None:
    """Its facts were recorded together, however often the clock is looked at."""
    ledger._clock = ticking(LAST)
    receipt = ledger.record(lambda draft: [raising(draft), raising(draft)])
    assert len({entry.recorded_at for entry in receipt.entries}) == 1


@pytest.mark.parametrize("behind", [timedelta(microseconds=1), TOLERANCE])
def test_a_clock_that_lags_a_little_does_not_turn_time_back(ledger: Ledger, clock: Clock, behind: timedelta) -> None:
    """Up to five minutes the entry bears the time of the last one."""
    clock.now = LAST - behind
    assert recorded_at(ledger) == stamp(LAST)
    clock.now = LAST + timedelta(seconds=1)
    assert recorded_at(ledger) == stamp(clock.now)


def test_a_clock_well_behind_is_refused(ledger: Ledger, clock: Clock) -> None:
    """It is wrong, or the last entry's was: nothing is recorded until somebody has looked."""
    clock.now = LAST - TOLERANCE - timedelta(microseconds=1)
    with unchanged(ledger.path), pytest.raises(ClockBehind, match=r"0:05:00\.000001 behind"):
        ledger.record(noting())


def test_a_keeper_may_accept_the_clock(ledger: Ledger, clock: Clock) -> None:
    """Then time stands still until the clock has caught up, and goes on with it."""
    clock.now = LAST - timedelta(days=2)
    assert ledger.record(accepting).entries[0].recorded_at == stamp(LAST)
    assert recorded_at(ledger) == stamp(LAST)
    clock.now = LAST - timedelta(days=1)
    assert recorded_at(ledger) == stamp(LAST)
    clock.now = LAST + timedelta(seconds=1)
    assert recorded_at(ledger) == stamp(clock.now)


def test_what_was_accepted_is_not_accepted_for_ever(ledger: Ledger, clock: Clock) -> None:
    """Once time has gone on, a clock that falls behind again is refused again."""
    clock.now = LAST - timedelta(days=2)
    ledger.record(accepting)
    clock.now = LAST + timedelta(seconds=1)
    ledger.record(noting())
    clock.now = LAST - timedelta(days=2)
    with unchanged(ledger.path), pytest.raises(ClockBehind):
        ledger.record(noting())


# What only a fictitious ledger may be given.


def test_a_fictitious_ledger_is_made_again_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the same clock and the same randomness; other randomness makes another."""
    made = []
    for name in ("first", "second", "third"):
        monkeypatch.setenv("AFI_HOME", str(tmp_path / name / "home"))
        (tmp_path / name).mkdir()
        with make_ledger(tmp_path / name) as ledger:
            ledger._entropy = repeating("other" if name == "third" else "same")
            ledger.record(raising)
            ledger.record(noting())
            made.append(contents(ledger.path))
    assert made[0] == made[1] != made[2]
    assert len(made[0]["entry"]) == 13


@pytest.mark.parametrize("supplied", [{"clock": ticking()}, {"entropy": repeating()}], ids=["clock", "entropy"])
def test_a_real_ledger_takes_neither_clock_nor_randomness(
    supplied: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when it is opened nor later, so its times and salts are this computer's."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    path, key = tmp_path / "afi.ledger", keyring.create(ORIGIN)

    def plan(draft: Draft) -> None:
        first = FirstKey(vkey=vkey(ORIGIN, key.public), person="PER-1", rights=tuple(sorted(Right)))
        draft.add(LedgerOpened(hash="sha256", origin=ORIGIN, keys=(first,)), say("2018"))
        draft.add(PersonAdded(name=Prose("Ann")), say("2018"))

    with pytest.raises(RuleBroken, match="fictitious"):
        begin(path, key, plan, **supplied)
    begin(path, key, plan, clock=utc_now, entropy=secrets.token_bytes)
    with Ledger(path, key, **supplied) as ledger, unchanged(path), pytest.raises(RuleBroken, match="fictitious"):  # type: ignore[arg-type]
        ledger.record(lambda draft: draft.add(PersonAdded(name=Prose("Bob")), say("2018")))
