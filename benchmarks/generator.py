"""A fictitious ledger of any size, made through the write door, the same in every byte each time.

Fenshire is inspected again and again. Each inspection asks three questions, gives four grades, states ten findings
and raises eight areas for improvement; each of these is assigned, given a date, noted, claimed and closed: 20 entries.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from ledger import keyring
from ledger.codec import Entropy, Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Event, Prose
from ledger.events.finding import FindingRecorded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    DueOn,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.inspection import InspectionAsked, InspectionOpened, InspectionPublished
from ledger.events.ledger import FirstKey, LedgerOpened
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld
from ledger.events.question import QuestionAdded
from ledger.proofs.note import vkey
from ledger.recording import Ledger
from ledger.stores.file import create
from ledger.vocabulary import (
    Authority,
    Basis,
    ClosingMeans,
    Framework,
    ImprovementKind,
    OrganisationKind,
    Outcome,
    Pillar,
    Programme,
    Right,
    Scale,
    Sense,
    Voice,
)

ORIGIN = "fenshire.00112233aabbccdd"
SEED = sha256(ORIGIN.encode()).digest()
BEGUN = datetime(2025, 1, 1, 12, tzinfo=UTC)
#: Entries of one recording: a batch costs one signature and one wait for the disk.
BATCH = 2000
IMPROVEMENTS = 8  # of each inspection
_QUESTIONS = 3

_SUBJECTS = ("Investigations", "Calls graded prompt", "Risk assessments", "Supervision", "Victims' needs", "Workloads")
_VERBS = ("were sampled", "were reviewed with partners", "improved a little", "were not yet as planned", "were audited")
_ENDS = (
    "in every district; the result goes to the next board.",
    "and a second look is due before the summer.",
    "since staff were moved from the north of the county.",
    "because training was given to all who answer calls.",
)


class Made(NamedTuple):
    """A ledger file in a folder of its own, with the home of its one recorder: the key, and what was seen last.

    Two copies that are written to are a fork, which a terminal that knows both refuses; so each has its own home.
    """

    path: Path

    @property
    def home(self) -> Path:
        """What ``AFI_HOME`` has to be for whoever uses this ledger."""
        return self.path.parent / "home"

    @property
    def key(self) -> keyring.Key:
        """The key of PER-1, with every right."""
        return keyring.in_memory(ORIGIN, SEED)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Inside, ``AFI_HOME`` is the recorder's."""
        before = os.environ.get("AFI_HOME")
        os.environ["AFI_HOME"] = str(self.home)
        try:
            yield
        finally:
            os.environ.pop("AFI_HOME")
            if before is not None:
                os.environ["AFI_HOME"] = before

    def copy(self, folder: Path) -> "Made":
        """The same ledger in another folder, to be written to."""
        shutil.copytree(self.path.parent, folder)
        return Made(folder / self.path.name)


class Step(NamedTuple):
    """One entry to come: the event, the record that it is about (None: a new one) and its day."""

    event: Event
    to: str | None
    day: str


def make(folder: Path, entries: int) -> Made:
    """A ledger of exactly ``entries`` entries at ``folder``/afi.ledger. The folder must not exist yet."""
    folder.mkdir(parents=True)
    made = Made(folder / "afi.ledger")
    create(made.path)
    with made.at_home():
        key = keyring.create(ORIGIN, SEED)
        steps = islice(_history(key), entries)
        with Ledger(made.path, key, clock=_ticking(), entropy=_repeating()) as ledger:
            for number in range(0, entries, BATCH):
                command = sha256(f"batch {number}".encode()).hexdigest()[:32]
                ledger.record(_plan(list(islice(steps, BATCH))), command=command)
    return made


def text(number: int) -> str:
    """A sentence of some 90 characters that no other number has."""
    subject, verb, end = (words[number % len(words)] for words in (_SUBJECTS, _VERBS, _ENDS))
    return f"{subject} {verb} (note {number}) {end}"


def _plan(steps: list[Step]) -> Callable[[Draft], None]:
    def plan(draft: Draft) -> None:
        for event, to, day in steps:
            draft.add(event, Saying(Happened(Span.on(day))), to)

    return plan


def _ticking() -> Callable[[], datetime]:
    seconds = count()
    return lambda: BEGUN + timedelta(seconds=next(seconds))


def _repeating() -> Entropy:
    numbers = count()
    return lambda size: sha256(f"fenshire {next(numbers)}".encode()).digest()[:size]


def _history(key: keyring.Key) -> Iterator[Step]:
    """Everything that happens, without end."""
    yield from _opening(key)
    for number in count(1):
        yield from _inspection(number)


def _opening(key: keyring.Key) -> Iterator[Step]:
    """PER-1 opens; ORG-1 inspects ORG-2, whose POST-1 and POST-2 own and lead; QUE-1 to QUE-3 are asked."""
    day = "2014-01-01"
    first = FirstKey(vkey=vkey(ORIGIN, key.public), person="PER-1", rights=tuple(sorted(Right)))
    yield Step(LedgerOpened(hash="sha256", origin=ORIGIN, keys=(first,), fictitious=1), None, day)
    yield Step(OrganisationAdded(kind=OrganisationKind.INSPECTORATE, name=Prose("HMICFRS")), None, day)
    yield Step(OrganisationAdded(kind=OrganisationKind.FORCE, name=Prose("Fenshire Constabulary")), None, day)
    yield Step(PersonAdded(name=Prose("Ann Keeper"), organisation="ORG-2"), None, day)
    for number, title in enumerate(("Head of Improvement", "Deputy Chief Constable"), 1):
        yield Step(PostCreated(title=Prose(title), organisation="ORG-2"), None, day)
        yield Step(PostHeld(holder="PER-1"), f"POST-{number}", day)
    for short, name in (
        ("investigating", "Investigating crime"), ("vulnerable", "Protecting people"), ("crime", "Preventing crime"),
    ):  # fmt: skip
        event = QuestionAdded(
            key=Prose(short), name=Prose(name), pillar=Pillar.EFFECTIVENESS, framework=Framework.PEEL_2015_2017
        )
        yield Step(event, None, day)


def _inspection(number: int) -> Iterator[Step]:
    """One inspection, with all that comes of it."""
    year, itself = 2014 + number % 8, f"INS-{number}"
    opened = InspectionOpened(
        title=Prose(f"PEEL: Effectiveness {number}"), programme=Programme.PEEL, framework=Framework.PEEL_2015_2017,
        cycle=year, scale=Scale.FOUR_TIER, inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    yield Step(opened, None, f"{year}-01-10")
    asked = InspectionAsked(questions=tuple(f"QUE-{each}" for each in range(1, _QUESTIONS + 1)))
    yield Step(asked, itself, f"{year}-01-20")
    published = f"{year}-06-12"
    yield Step(InspectionPublished(), itself, published)
    for event in _judgements(number, year):
        yield Step(event, None, published)
    yield from _improvements(number, year)


def _judgements(number: int, year: int) -> Iterator[Event]:
    """The grades and the findings of an inspection's report."""
    about = {"inspection": f"INS-{number}", "force": "ORG-2"}
    grade = {"scale": Scale.FOUR_TIER, "year": year, "basis": Basis.INSPECTED}
    for question in range(1, _QUESTIONS + 1):
        yield GradeRecorded(question=f"QUE-{question}", outcome=Outcome.GOOD, **about, **grade)
    yield GradeRecorded(overall=Pillar.EFFECTIVENESS, outcome=Outcome.REQUIRES_IMPROVEMENT, **about, **grade)
    for place in range(10):
        yield FindingRecorded(
            question=_question(place), text=Prose(text(number * 10 + place)), sense=list(Sense)[place % 4],
            voice=Voice.INSPECTORATE, **about,
        )  # fmt: skip


def _improvements(number: int, year: int) -> Iterator[Step]:
    """Eight improvements side by side, as they are worked on; seven in eight are closed in the end."""
    first = (number - 1) * IMPROVEMENTS + 1
    records = range(first, first + IMPROVEMENTS)
    for record in records:
        raised = ImprovementRaised(
            kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection=f"INS-{number}", force="ORG-2",
            question=_question(record), text=Prose(text(record)), number=Prose(str(record)),
        )  # fmt: skip
        yield Step(raised, None, f"{year}-06-12")
    for place, (day, later) in enumerate(_life(year)):
        for record in records:
            yield Step(later(record * 20 + place), f"AFI-{record}", day)
    for record in records[1:]:
        closed = ImprovementClosed(closed_by=Authority.INSPECTORATE, means=ClosingMeans.LETTER)
        yield Step(closed, f"AFI-{record}", f"{year + 2}-03-01")


def _life(year: int) -> Iterator[tuple[str, Callable[[int], Event]]]:
    """The entries between the raising and the closing of an improvement, each with its day, made from a number."""
    yield f"{year}-07", lambda _: ImprovementAssigned(owner="POST-1", lead="POST-2")
    yield f"{year}-07-01", lambda _: _due(f"{year}-12")
    yield f"{year}-12-15", lambda _: _due(f"{year + 1}-09")
    for month in range(1, 15):
        day = f"{year + (month + 6) // 12}-{(month + 6) % 12 + 1:02}"
        yield day, lambda number: ImprovementNoted(text=Prose(text(number)))
    yield f"{year + 2}-01", lambda number: ImprovementClaimed(evidence=Prose(text(number)))


def _due(month: str) -> ImprovementDueSet:
    return ImprovementDueSet(due=DueOn(day=month), set_by=Authority.FORCE, approver="POST-2")


def _question(number: int) -> str:
    return f"QUE-{number % _QUESTIONS + 1}"
