"""What happens in the fictitious ledgers: fifteen years of inspections, in the order in which it was recorded.

Each force is inspected again and again. An inspection asks three questions, gives four grades, states ten findings and
raises eight areas for improvement, or as many as are asked for; each of these is assigned, given a date, noted, claimed
and closed: 20 entries. A meeting considers them, and an action comes of it: with eight 181 entries in all, over two
years. However many inspections there are, they are spread over the fifteen years, and those of the last two have come
as far as they have: a large ledger differs from a small one by how much happened at once.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from heapq import merge
from itertools import chain, islice
from typing import NamedTuple

from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Saying
from ledger.events import Event, Prose
from ledger.events.action import ActionAdded, ActionDone
from ledger.events.document import DocumentAdded
from ledger.events.finding import FindingRecorded
from ledger.events.forum import ForumAdded
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
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld
from ledger.events.question import QuestionAdded
from ledger.vocabulary import (
    Authority,
    Basis,
    ClosingMeans,
    DocumentKind,
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

FORCES = 43
FIRST, LAST = date(2009, 1, 1), date(2023, 12, 31)
IMPROVEMENTS = 8  # of each inspection, unless said
#: So many entries an inspection has by the end besides its improvements' 20 each, on the average: those of the last
#: years have fewer.
_BESIDES = 8
_QUESTIONS = 3

_SUBJECTS = (
    "Investigations", "Calls graded prompt", "Risk assessments", "Supervision", "Victims' needs", "Workloads",
    "Crime records", "Missing people", "Custody checks", "Stop and search", "Body-worn video", "Digital forensics",
)  # fmt: skip
_VERBS = (
    "were sampled", "were reviewed with partners", "improved a little", "were not yet as planned", "were audited",
    "were discussed with supervisors", "are measured each month",
)  # fmt: skip
_ENDS = (
    "the result goes to the next board.",
    "a second look is due before the summer.",
    "staff were moved from the north of the county.",
    "training was given to all who answer calls.",
    "the new system went live.",
)
_SYLLABLES = ("Al", "ber", "con", "dor", "el", "fing", "gar", "hol", "ing", "ken")
_SHIRES = (
    ("Fen", "Wold", "Marl", "Ash", "Brack", "Hol", "Thorn", "Wind", "Elm"),
    ("shire", "land", "moor", "dale", "mere"),
)  # fmt: skip


class Step(NamedTuple):
    """One entry to come: its day, the event, the record that it is about (None: a new one), and what is said of it."""

    day: date
    event: Event
    to: str | None = None
    said_by: str | None = None
    src: tuple[str, ...] = ()
    vague: bool = False  # only the month is said

    @property
    def saying(self) -> Saying:
        """What is recorded beside the event."""
        on = f"{self.day:%Y-%m}" if self.vague else f"{self.day}"
        return Saying(Happened(Span.on(on)), self.said_by, self.src)


def story(
    origin: str, vkey: str, entries: int, forces: int | None = None, improvements: int = IMPROVEMENTS
) -> Iterator[Step]:
    """Exactly so many steps, each on the day of the one before or later."""
    forces = forces or max(1, min(FORCES, entries // 1000))
    several = -(-entries // (20 * improvements + _BESIDES))
    between = (LAST - FIRST) / several
    inspections = (_Inspection(n, n % forces, FIRST + between * n, improvements) for n in range(several))
    told = merge(*map(_told, inspections), key=lambda step: step.day)
    return islice(chain(_opening(origin, vkey, forces), told), entries)


def text(number: int) -> str:
    """A sentence of some 100 characters that no other number has: common words, a place of a thousand, the number."""
    mixed = number * 2654435761 % 2**32  # neighbours differ in every part
    subject, verb, end = _SUBJECTS[mixed % 12], _VERBS[mixed // 12 % 7], _ENDS[mixed // 84 % 5]
    return f"{subject} {verb} in {_place(mixed // 420 % 1000)} (note {number}); {end}"


def _place(number: int) -> str:
    return "".join(_SYLLABLES[number // unit % 10] for unit in (100, 10, 1)).capitalize()


def _opening(origin: str, vkey: str, forces: int) -> Iterator[Step]:
    """PER-1 opens; ORG-1 inspects the forces from ORG-2 on; QUE-1 to QUE-3 are asked."""
    first = FirstKey(vkey=vkey, person="PER-1", rights=tuple(sorted(Right)))
    opened = LedgerOpened(hash="sha256", origin=origin, keys=(first,), fictitious=1)
    inspectorate = OrganisationAdded(kind=OrganisationKind.INSPECTORATE, name=Prose("HMICFRS"))
    organisations = (OrganisationAdded(kind=OrganisationKind.FORCE, name=Prose(_force(n))) for n in range(forces))
    keeper = PersonAdded(name=Prose("Ann Keeper"), organisation="ORG-2")
    for event in (opened, inspectorate, *organisations, keeper):
        yield Step(FIRST, event)
    for force in range(forces):
        yield from _people(force)
    for short, name in (
        ("investigating", "Investigating crime"), ("vulnerable", "Protecting people"), ("crime", "Preventing crime"),
    ):  # fmt: skip
        framework, pillar = Framework.PEEL_2015_2017, Pillar.EFFECTIVENESS
        yield Step(FIRST, QuestionAdded(key=Prose(short), name=Prose(name), pillar=pillar, framework=framework))


def _force(number: int) -> str:
    first, last = _SHIRES
    return f"{first[number % len(first)]}{last[number // len(first)]} Constabulary"


def _people(force: int) -> Iterator[Step]:
    """Of the first force: PER-2 is head of improvement (POST-1) and deputy chief (POST-2), and FOR-1 meets."""
    itself = f"ORG-{force + 2}"
    yield Step(FIRST, PersonAdded(name=Prose(f"Officer {force + 1}"), organisation=itself))
    for number, title in enumerate(("Head of Improvement", "Deputy Chief Constable"), 2 * force + 1):
        yield Step(FIRST, PostCreated(title=Prose(f"{title}, {_force(force)}"), organisation=itself))
        yield Step(FIRST, PostHeld(holder=f"PER-{force + 2}"), f"POST-{number}")
    forum = ForumAdded(name=Prose(f"Improvement Board, {_force(force)}"), organisation=itself)
    yield Step(FIRST, forum)


class _Inspection(NamedTuple):
    """One inspection, by its number from 0 on, the force that was inspected, and how many improvements it asks for."""

    number: int
    force: int
    begun: date
    asked: int

    @property
    def ref(self) -> str:
        return f"INS-{self.number + 1}"

    @property
    def organisation(self) -> str:
        return f"ORG-{self.force + 2}"

    @property
    def owner(self) -> str:
        return f"POST-{2 * self.force + 1}"

    @property
    def lead(self) -> str:
        return f"POST-{2 * self.force + 2}"

    @property
    def improvements(self) -> range:
        return range(self.number * self.asked + 1, (self.number + 1) * self.asked + 1)

    def later(self, months: float) -> date:
        """The day so many months of 30 days after it was opened."""
        return self.begun + timedelta(days=30 * months)


def _told(itself: _Inspection) -> Iterator[Step]:
    """One inspection with all that comes of it, in the order of its days."""
    opened = InspectionOpened(
        title=Prose(f"PEEL: Effectiveness {itself.number + 1}"), programme=Programme.PEEL,
        framework=Framework.PEEL_2015_2017, cycle=itself.begun.year, scale=Scale.FOUR_TIER, inspectorate="ORG-1",
        forces=(itself.organisation,),
    )  # fmt: skip
    yield Step(itself.begun, opened, said_by="ORG-1")
    asked = InspectionAsked(questions=tuple(f"QUE-{each}" for each in range(1, _QUESTIONS + 1)))
    yield Step(itself.later(1), asked, itself.ref)
    yield from _report(itself)
    yield from _work(itself)


def _report(itself: _Inspection) -> Iterator[Step]:
    """What the report says, which is published five months after the opening."""
    on = itself.later(5)
    title = Prose(f"PEEL: Effectiveness {itself.number + 1}, the report")
    yield Step(on, DocumentAdded(kind=DocumentKind.REPORT, title=title, inspection=itself.ref), said_by="ORG-1")
    yield Step(on, InspectionPublished(), itself.ref)
    for place, event in enumerate(chain(_judgements(itself), _raised(itself)), 1):
        yield Step(on, event, said_by="ORG-1", src=(f"DOC-{itself.number + 1}:p{place}",))


def _judgements(itself: _Inspection) -> Iterator[Event]:
    about = {"inspection": itself.ref, "force": itself.organisation}
    grade = {"scale": Scale.FOUR_TIER, "year": itself.begun.year, "basis": Basis.INSPECTED}
    for question in range(1, _QUESTIONS + 1):
        yield GradeRecorded(question=f"QUE-{question}", outcome=Outcome.GOOD, **about, **grade)
    yield GradeRecorded(overall=Pillar.EFFECTIVENESS, outcome=Outcome.REQUIRES_IMPROVEMENT, **about, **grade)
    for place in range(10):
        yield FindingRecorded(
            question=_question(place), text=Prose(text(itself.number * 10 + place)), sense=list(Sense)[place % 4],
            voice=Voice.INSPECTORATE, **about,
        )  # fmt: skip


def _raised(itself: _Inspection) -> Iterator[Event]:
    for record in itself.improvements:
        yield ImprovementRaised(
            kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection=itself.ref, force=itself.organisation,
            question=_question(record), text=Prose(text(record)), number=Prose(str(record)),
        )  # fmt: skip


def _work(itself: _Inspection) -> Iterator[Step]:
    """The improvements side by side; all but the first are closed in the end."""
    yield from _each(itself, 6, lambda _: ImprovementAssigned(owner=itself.owner, lead=itself.lead), vague=True)
    yield from _each(itself, 7, lambda _: _due(itself, 12))
    for month in range(8, 22):
        if month == 12:
            yield from _meeting(itself)
            yield from _each(itself, month, lambda _: _due(itself, 24))
        yield from _each(itself, month, partial(_note, month), said_by=itself.lead)
    yield Step(itself.later(22), ActionDone(text=Prose(text(itself.number))), f"ACT-{itself.number + 1}")
    yield from _each(itself, 23, partial(_claim, 23), said_by=itself.owner, vague=True)
    closed = ImprovementClosed(closed_by=Authority.INSPECTORATE, means=ClosingMeans.LETTER)
    for record in itself.improvements[1:]:
        yield Step(itself.later(25), closed, f"AFI-{record}", said_by="ORG-1")


def _each(
    itself: _Inspection, month: int, event: Callable[[int], Event], *, said_by: str | None = None, vague: bool = False
) -> Iterator[Step]:
    """The same step of each of the improvements."""
    for record in itself.improvements:
        yield Step(itself.later(month), event(record), f"AFI-{record}", said_by, vague=vague)


def _note(month: int, record: int) -> ImprovementNoted:
    return ImprovementNoted(text=Prose(text(record * 100 + month)))


def _claim(month: int, record: int) -> ImprovementClaimed:
    return ImprovementClaimed(evidence=Prose(text(record * 100 + month)))


def _due(itself: _Inspection, month: int) -> ImprovementDueSet:
    due = DueOn(day=f"{itself.later(month):%Y-%m}")
    return ImprovementDueSet(due=due, set_by=Authority.FORCE, approver=itself.lead)


def _meeting(itself: _Inspection) -> Iterator[Step]:
    """The force's forum considers the improvements, and sets an action under the first of them."""
    on, meeting = itself.later(12), f"MTG-{itself.number + 1}"
    yield Step(on, MeetingHeld(forum=f"FOR-{itself.force + 1}", attended=(itself.lead,)))
    refs = tuple(f"AFI-{record}" for record in itself.improvements)
    yield Step(on, MeetingConsidered(records=refs, text=Prose(text(itself.number))), meeting)
    due = DueOn(day=f"{itself.later(20)}")
    yield Step(
        on, ActionAdded(text=Prose(text(itself.number)), under=refs[0], meeting=meeting, owner=itself.owner, due=due)
    )


def _question(number: int) -> str:
    return f"QUE-{number % _QUESTIONS + 1}"
