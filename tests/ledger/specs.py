"""Given what was recorded, when something is wished, then exactly these events; or a refusal and nothing decided.

    Given(WORLD | {"AFI-1": [raised]}).when(claimed, to="AFI-1").then(claimed)
    Given(WORLD).when(raised, to="AFI-1").refused(RuleBroken, "The inspection did not inspect ORG-3.")

A world is ``{reference: [facts]}``. A bare event stands for a fact said by PER-1 on DAY.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.aggregates import Fact, Known, decide, fold
from ledger.days import Span
from ledger.errors import Refusal, RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.expectation import ExpectationAdded
from ledger.events.forum import ForumAdded
from ledger.events.inspection import InspectionOpened
from ledger.events.meeting import MeetingHeld
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld
from ledger.events.question import QuestionAdded
from ledger.vocabulary import Framework, OrganisationKind, Pillar, Programme, Scale

DAY = "2018-03-22"

World = Mapping[str, Sequence[Event | Fact]]


def public_key(whose: str) -> bytes:
    """The public half of the Ed25519 key that somebody has in the tests."""
    return Ed25519PrivateKey.from_private_bytes(sha256(whose.encode()).digest()).public_key().public_bytes_raw()


def happened(event: Event, on: str = DAY, said_by: str = "PER-1") -> Fact:
    """The fact that ``event`` happened on a day, ``FROM/TO`` for a range."""
    start, _, end = on.partition("/")
    return Fact(event, said_by, Span(start, end or start))


@dataclass(frozen=True)
class Then:
    """What a decision came to. ``decided`` holds what was given out before any refusal."""

    decided: list[Event]
    refusal: Refusal | None

    def then(self, *events: Event) -> None:
        """Exactly these events were decided, in this order."""
        assert self.refusal is None, self.refusal
        assert self.decided == list(events)

    def refused(self, kind: type[Refusal], what: str, remedy: str | None = None) -> None:
        """Refused with exactly this class and sentence, and with (this) one as remedy; nothing was decided."""
        assert self.refusal is not None, f"decided {self.decided}"
        assert type(self.refusal) is kind
        assert self.refusal.what == what
        assert self.refusal.remedy[0].isupper() or self.refusal.remedy[0] == "`"
        assert self.refusal.remedy.endswith(".")
        assert remedy in (None, self.refusal.remedy)
        assert self.decided == []


@dataclass(frozen=True)
class Given:
    """The world that a decision is made in; also what hands the decision its other records."""

    world: World

    def get(self, reference: str) -> Any:
        """The state of a record. ``UnknownReference`` where the world holds none, ``RuleBroken`` where it is void."""
        if reference not in self.world:
            raise UnknownReference(f"There is no {reference} in this ledger.", "Add it to the test's world.")
        known = self.known(reference)
        if known.record.void:
            raise RuleBroken(f"{reference} does not count.", "Name another.")
        return known.own

    def known(self, reference: str) -> Known:
        """What the rules know of a record; nothing of one that is not in the world."""
        return fold(_fact(each, reference) for each in self.world.get(reference, ()))

    def when(self, wish: Event | Fact, to: str) -> Then:
        """What is decided about the record ``to``, and whether the past was left alone."""
        before, known = repr(self.world), self.known(to)
        decided: list[Event] = []
        refusal = None
        try:
            decided.extend(decide(_fact(wish, to), known, self))
        except Refusal as refused:
            refusal = refused
        assert repr(self.world) == before and repr(self.known(to)) == repr(known), "a decision changed the past"
        return Then(decided, refusal)


def _fact(each: Event | Fact, stream: str) -> Fact:
    return (each if isinstance(each, Fact) else happened(each))._replace(stream=stream)


def _organisation(kind: OrganisationKind, name: str) -> OrganisationAdded:
    return OrganisationAdded(kind=kind, name=Prose(name))


def _question(key: str, framework: Framework = Framework.PEEL_2015_2017) -> QuestionAdded:
    return QuestionAdded(key=Prose(key), name=Prose(f"How good is {key}?"), pillar=Pillar.NONE, framework=framework)


OPENED = InspectionOpened(
    title=Prose("PEEL: Effectiveness 2017"),
    programme=Programme.PEEL,
    framework=Framework.PEEL_2015_2017,
    cycle=2017,
    scale=Scale.FOUR_TIER,
    inspectorate="ORG-1",
    forces=("ORG-2",),
)

#: An inspectorate (ORG-1), a force that INS-1 inspected (ORG-2) and one that it did not (ORG-3), a policing body
#: (ORG-4), two questions of the inspection's framework (QUE-1, QUE-2) and one of another (QUE-3).
WORLD: World = {
    "ORG-1": [_organisation(OrganisationKind.INSPECTORATE, "HMICFRS")],
    "ORG-2": [_organisation(OrganisationKind.FORCE, "Cambridgeshire Constabulary")],
    "ORG-3": [_organisation(OrganisationKind.FORCE, "Fenshire Police")],
    "ORG-4": [_organisation(OrganisationKind.POLICING_BODY, "The Commissioner")],
    "QUE-1": [_question("investigating")],
    "QUE-2": [_question("vulnerable")],
    "QUE-3": [_question("crime", Framework.PEEL_2021_2022)],
    "INS-1": [OPENED],
}


def _post(*holders: tuple[str, str]) -> list[Event | Fact]:
    held = [happened(PostHeld(holder=holder), day) for holder, day in holders]
    return [PostCreated(title=Prose("Head of Investigations")), *held]


#: The same with three people, who changed posts in July 2018 (PER-2 left POST-2 for POST-1, which PER-1 left for none),
#: a post that nobody ever held (POST-3), two forums, the meeting of one (MTG-1, of FOR-1) and what is expected (EXP-1).
STAFFED: World = {
    **WORLD,
    **{f"PER-{number}": [PersonAdded(name=Prose(f"Person {number}"))] for number in (1, 2, 3)},
    "POST-1": _post(("PER-1", "2017-01-01"), ("PER-2", "2018-07-01")),
    "POST-2": _post(("PER-2", "2017-01-01"), ("PER-3", "2018-07-01")),
    "POST-3": _post(),
    **{reference: [ForumAdded(name=Prose("Gold Group"), chair="POST-1")] for reference in ("FOR-1", "FOR-2")},
    "MTG-1": [MeetingHeld(forum="FOR-1")],
    "EXP-1": [ExpectationAdded(text=Prose("The group meets."))],
}
