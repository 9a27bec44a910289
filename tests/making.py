"""Makes small ledgers for tests: fictitious, with a clock that ticks a second and randomness that repeats."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

from ledger import keyring
from ledger.beginning import begin
from ledger.codec import Entropy, Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.inspection import InspectionAsked, InspectionOpened, InspectionPublished
from ledger.events.ledger import FirstKey, Follows, LedgerOpened
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld
from ledger.events.question import QuestionAdded
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.vocabulary import Right

ORIGIN = "fenshire.00112233aabbccdd"
BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)


def ticking(start: datetime = BEGUN) -> Callable[[], datetime]:
    """A clock that is a second later each time it is looked at."""
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def repeating(seed: str = "fenshire") -> Entropy:
    """Bytes that look random and are the same each time: SHA-256 of the seed and a counter."""
    numbers = count()
    return lambda size: sha256(f"{seed} {next(numbers)}".encode()).digest()[:size]


def say(day: str, by: str | None = None, src: tuple[str, ...] = (), why: str | None = None) -> Saying:
    """What is said beside a fact: the day, month, year or ``from/to`` on which it happened, who said so, where, why."""
    start, _, end = day.partition("/")
    return Saying(Happened(Span(start, end or start)), by, src, Prose(why) if why else None)


def open_plan(origin: str, public: bytes, follows: Follows | None = None) -> Plan:
    """PER-1 opens; ORG-1 inspects ORG-2, whose POST-1 is PER-1's; INS-1 asked QUE-1 and QUE-2, and is published."""

    def plan(draft: Draft) -> None:
        day = say("2018-03-22")
        key = FirstKey(vkey=vkey(origin, public), person="PER-1", rights=tuple(sorted(Right)))
        draft.add(LedgerOpened(hash="sha256", origin=origin, keys=(key,), fictitious=1, follows=follows), day)
        draft.add(OrganisationAdded(kind="inspectorate", name=Prose("HMICFRS")), day)
        draft.add(OrganisationAdded(kind="force", name=Prose("Fenshire Constabulary")), day)
        draft.add(PersonAdded(name=Prose("Ann Keeper"), organisation="ORG-2"), day)
        draft.add(PostCreated(title=Prose("Deputy Chief Constable"), organisation="ORG-2"), day)
        draft.add(PostHeld(holder="PER-1"), say("2018-01"), "POST-1")
        for key_, name in (("investigating", "Investigating crime"), ("vulnerable", "Protecting vulnerable people")):
            draft.add(
                QuestionAdded(key=Prose(key_), name=Prose(name), pillar="effectiveness", framework="peel_2015_2017"),
                day,
            )
        inspection = InspectionOpened(
            title=Prose("PEEL: Effectiveness 2017"), programme="peel", framework="peel_2015_2017", cycle=2017,
            scale="four_tier", inspectorate="ORG-1", forces=("ORG-2",),
        )  # fmt: skip
        draft.add(inspection, day)
        draft.add(InspectionAsked(questions=("QUE-1", "QUE-2")), day, "INS-1")
        draft.add(InspectionPublished(), day, "INS-1")

    return plan


def make_ledger(folder: Path, origin: str = ORIGIN, follows: Follows | None = None) -> Ledger:
    """The open ledger ``folder``/afi.ledger as ``open_plan`` leaves it, 11 entries long. ``AFI_HOME`` must be set."""
    path = folder / "afi.ledger"
    key = keyring.create(origin, seed=sha256(origin.encode()).digest())
    begin(path, key, open_plan(origin, key.public, follows), clock=ticking(), entropy=repeating())
    return Ledger(path, key, clock=ticking(BEGUN + timedelta(hours=1)), entropy=repeating("later"))
