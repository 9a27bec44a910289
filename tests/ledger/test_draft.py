"""What one command would record: decided fact by fact, numbered, and looked up, with nothing written."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from ledger.aggregates import Fact, fold
from ledger.aggregates.correction import Told, settle
from ledger.aggregates.slip import Made
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Loaded, Pending, Saying
from ledger.errors import IntegrityBroken, NotYetHappened, Refusal, RuleBroken, UnknownReference, Unreadable
from ledger.events import Event, Prose
from ledger.events.document import DocumentAdded
from ledger.events.improvement import (
    DueOn,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.inspection import InspectionFoundNone, InspectionPublished
from ledger.events.key import KeyEnrolled
from ledger.events.ledger import ClockAccepted, FirstKey, LedgerOpened
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld
from ledger.events.record import RecordNoted, RecordVoided
from ledger.proofs.note import vkey
from ledger.vocabulary import LEDGER, Authority, DocumentKind, ImprovementKind, Marking, Right
from tests.ledger.specs import WORLD, World, happened, public_key

TODAY = date(2018, 3, 29)
ORIGIN = "cambridgeshire.0123456789abcdef"
RAISED = ImprovementRaised(
    kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection="INS-1", force="ORG-2", text=Prose("Supervise.")
)
NOTED = ImprovementNoted(text=Prose("See AFI-99 and PER-99"))
CLAIMED = ImprovementClaimed(evidence=Prose("Dip samples."))
PERSON = PersonAdded(name=Prose("Natalie Benton"))
OPENED = LedgerOpened(
    hash="sha256",
    origin=ORIGIN,
    keys=(FirstKey(vkey=vkey(ORIGIN, public_key("Alice")), person="PER-1", rights=tuple(sorted(Right))),),
)
PAST: World = {
    **WORLD,
    LEDGER: [OPENED],
    "PER-1": [PERSON],
    "POST-1": [PostCreated(title=Prose("Head of Investigations"))],
    "DOC-1": [DocumentAdded(kind=DocumentKind.LETTER, title=Prose("Letter"), marking=Marking.OFFICIAL)],
    "AFI-1": [RAISED, NOTED],
}
OUT: World = {**PAST, "INS-1": [*PAST["INS-1"], InspectionPublished()]}
MINTED = {"ORG": 4, "QUE": 3, "INS": 1, "PER": 1, "POST": 1, "DOC": 1, "AFI": 1}


def on(day: str = "2018-03-22", **fields: object) -> Saying:
    """What is said beside a fact of that day."""
    start, _, end = day.partition("/")
    return Saying(Happened(Span(start, end or start)), **fields)  # type: ignore[arg-type]


def draft(past: World = PAST, minted: Mapping[str, int] = MINTED) -> Draft:
    """A draft on top of ``past``, made by PER-1."""

    return Draft(Stored(past), minted, "PER-1", TODAY)


class Stored:
    """A past of facts, each record's at positions that are its versions in the hundreds."""

    def __init__(self, past: World) -> None:
        self._past = past

    def load(self, stream: str) -> Loaded:
        told = self.told(stream)
        return Loaded(fold(settle(told)), len(told)) if told else Loaded()

    def told(self, stream: str) -> list[Told]:
        facts = [each if isinstance(each, Fact) else happened(each) for each in self._past.get(stream, ())]
        return [Told(version, fact._replace(stream=stream)) for version, fact in enumerate(facts, 1)]

    def locate(self, position: int) -> tuple[str, int]:
        stream, version = list(self._past)[position // 100], position % 100
        return stream, version

    def position(self, stream: str, version: int) -> int:
        return 100 * list(self._past).index(stream) + version

    def made(self, position: int) -> Made:
        return Made("PER-1", TODAY, "0" * 32)

    def naming(self, reference: str, after: int) -> Iterable[tuple[int, str, int]]:
        return ()


def places(pending: list[Pending]) -> list[tuple[str, int]]:
    """Where each event would go."""
    return [(each.stream, each.version) for each in pending]


# Where a fact goes.


def test_a_fact_goes_on_from_what_is_stored() -> None:
    """Its version is the next of its record; what is said of it is kept beside it."""
    made, saying = draft(), on(said_by="POST-1", src=("DOC-1:3.8",), why=Prose("Asked for."))
    assert made.add(NOTED, saying, "AFI-1") == "AFI-1"
    assert made.add(CLAIMED, on(), "AFI-1") == "AFI-1"
    assert made.finish() == [
        Pending("AFI-1", 3, NOTED, "POST-1", saying),
        Pending("AFI-1", 4, CLAIMED, "PER-1", on()),
    ]


def test_unsaid_the_voice_is_the_recorders() -> None:
    """Who says nothing of who said it, says it."""
    made = draft()
    made.add(NOTED, on(), "AFI-1")
    assert [each.said_by for each in made.finish()] == ["PER-1"]


def test_new_records_are_numbered_on() -> None:
    """Each kind by itself, from the last number that was minted; a kind never minted begins at 1."""
    made = draft(OUT)
    assert [made.add(RAISED, on()) for _ in range(3)] == ["AFI-2", "AFI-3", "AFI-4"]
    assert made.add(PERSON, on()) == "PER-2"
    assert draft({}, {}).add(PERSON, on()) == "PER-1"
    assert places(made.finish()) == [("AFI-2", 1), ("AFI-3", 1), ("AFI-4", 1), ("PER-2", 1)]
    assert made.minted == MINTED | {"AFI": 4, "PER": 2}


def test_the_ledgers_own_events_go_to_its_stream() -> None:
    """Its opening, its keys and its clock are never minted."""
    made, bob = draft(), KeyEnrolled(vkey=vkey(ORIGIN, public_key("Bob")), person="PER-1", rights=(Right.RECORD,))
    assert [made.add(bob, on()), made.add(ClockAccepted(), on(), LEDGER)] == [LEDGER, LEDGER]
    assert places(made.finish()) == [(LEDGER, 2), (LEDGER, 3)]
    assert made.minted == MINTED
    assert draft({}, {}).add(OPENED, on()) == LEDGER


@pytest.mark.parametrize(
    ("event", "to", "what"),
    [
        (NOTED, "FND-1", "improvement.noted does not belong in FND-1"),
        (NOTED, "INS-1", "improvement.noted does not belong in INS-1"),
        (NOTED, LEDGER, "improvement.noted does not belong in LEDGER"),
        (NOTED, None, "improvement.noted does not belong in LEDGER"),
        (PERSON, LEDGER, "person.added does not belong in LEDGER"),
        (PERSON, "PER-1", "person.added begins a record"),
        (RAISED, "AFI-1", "improvement.raised begins a record"),
        (ClockAccepted(), "AFI-1", "ledger.clock_accepted does not belong in AFI-1"),
    ],
)
def test_an_event_in_the_wrong_place_is_our_defect(event: Event, to: str | None, what: str) -> None:
    """Another noun's record, a second beginning, or what needs a record and has none: no user can mean that."""
    made = draft()
    with pytest.raises(ValueError, match=f"^{what}$"):
        made.add(event, on(), to)
    assert made.finish() == []


def test_a_number_that_was_not_minted_is_broken_integrity() -> None:
    """Where a record stands that the counter says is still to come, the ledger contradicts itself."""
    with pytest.raises(IntegrityBroken, match="AFI-1 was minted before it exists"):
        draft(minted=MINTED | {"AFI": 0}).add(RAISED, on())


# What it is decided on.


def test_each_is_decided_as_the_earlier_ones_leave_it() -> None:
    """A second claim in one command is refused by the first, and what is raised can be claimed at once."""
    made = draft(OUT)
    made.add(CLAIMED, on(), "AFI-1")
    with pytest.raises(RuleBroken):
        made.add(CLAIMED, on(), "AFI-1")
    new = made.add(RAISED, on())
    made.add(CLAIMED, on(), new)
    assert places(made.finish()) == [("AFI-1", 3), ("AFI-2", 1), ("AFI-2", 2)]


def test_a_refusal_says_which_record() -> None:
    """One command may name many: the refusal names the one; what is new has no name yet."""
    made = draft()
    made.add(CLAIMED, on(), "AFI-1")
    with pytest.raises(RuleBroken) as refused:
        made.add(CLAIMED, on(), "AFI-1")
    assert refused.value.what == "AFI-1: It is reported complete already."
    with pytest.raises(RuleBroken) as refused:
        made.add(RAISED.model_copy(update={"force": "ORG-3"}), on())
    assert refused.value.what == "The inspection did not inspect ORG-3."


def test_another_record_is_seen_as_the_draft_leaves_it() -> None:
    """A nil recorded in the same command stands against what it denies."""
    made = draft()
    made.add(InspectionFoundNone(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, force="ORG-2"), on(), "INS-1")
    with pytest.raises(RuleBroken, match="found no area for improvement"):
        made.add(RAISED, on())
    assert made.get("INS-1").found_none


def test_a_refusal_leaves_the_draft_as_it_was() -> None:
    """What was refused is not pending, mints nothing, and what it names is not looked for."""
    made = draft()
    with pytest.raises(RuleBroken):
        made.add(RAISED.model_copy(update={"force": "ORG-3"}), on(said_by="PER-9", src=("DOC-9",)))
    made.add(NOTED, on(), "AFI-1")
    assert places(made.finish()) == [("AFI-1", 3)]
    assert made.minted == MINTED


def test_what_is_stored_is_left_alone() -> None:
    """Two drafts of the same past come to the same, whatever the first one added."""
    first, second = draft(OUT), draft(OUT)
    for made in (first, second):
        made.add(CLAIMED, on(), "AFI-1")
        made.add(RAISED, on())
    assert first.finish() == second.finish()


# What it names.


@pytest.mark.parametrize("to", ["AFI-9", "AFI-2"])
def test_an_unknown_record_is_refused(to: str) -> None:
    """A fact about a record that the ledger does not hold, the next number included."""
    made = draft()
    with pytest.raises(UnknownReference) as refused:
        made.add(NOTED, on(), to)
    assert refused.value.what == f"There is no {to} in this ledger."
    assert made.finish() == []


@pytest.mark.parametrize(
    ("event", "saying", "to", "unknown"),
    [
        (NOTED, on(said_by="POST-9"), "AFI-1", "POST-9"),
        (NOTED, on(src=("DOC-1", "DOC-9:3.8")), "AFI-1", "DOC-9"),
        (ImprovementAssigned(owner="POST-9"), on(), "AFI-1", "POST-9"),
        (PostHeld(holder="PER-9"), on(), "POST-1", "PER-9"),
        (ImprovementDueSet(due=DueOn(day="2018"), set_by=Authority.FORCE, approver="ORG-9"), on(), "AFI-1", "ORG-9"),
        (PersonAdded(name=Prose("x"), organisation="ORG-9"), on(), None, "ORG-9"),
        (
            DocumentAdded(kind=DocumentKind.EMAIL, title=Prose("x"), marking=Marking.OFFICIAL, to=("PER-1", "PER-9")),
            on(),
            None,
            "PER-9",
        ),
    ],
)
def test_whatever_is_named_exists(event: Event, saying: Saying, to: str | None, unknown: str) -> None:
    """The voice, the sources and every reference within an event are looked up before anything is recorded."""
    made = draft()
    made.add(event, saying, to)
    with pytest.raises(UnknownReference) as refused:
        made.finish()
    assert refused.value.what == f"There is no {unknown} in this ledger."


def test_what_is_named_may_follow() -> None:
    """The opening names its first person, who is added after it in the same command."""
    made = draft({}, {})
    made.add(OPENED, on())
    with pytest.raises(UnknownReference):
        made.finish()
    made.add(PERSON, on())
    assert places(made.finish()) == [(LEDGER, 1), ("PER-1", 1)]


def test_a_text_names_nothing() -> None:
    """What looks like a reference in a note is part of the note."""
    made = draft()
    made.add(NOTED, on(why=Prose("FND-99")), "AFI-1")
    made.add(PersonAdded(name=Prose("PER-77")), on())
    assert len(made.finish()) == 2


# Corrections.

#: Where AFI-1's entries stand: see ``Stored.locate``.
AT_AFI_1 = 100 * list(PAST).index("AFI-1")


def test_a_correction_is_one_more_entry_of_the_record() -> None:
    """It names the position that it corrects, and what follows goes on from it."""
    made, better = draft(), RAISED.model_copy(update={"question": "QUE-1"})
    assert made.correct(AT_AFI_1 + 1, better, on()) == "AFI-1"
    made.add(CLAIMED, on(), "AFI-1")
    assert [(each.version, each.fixes) for each in made.finish()] == [(3, AT_AFI_1 + 1), (4, None)]


def test_what_is_corrected_is_seen_as_corrected() -> None:
    """What was raised later cannot have been reported complete before."""
    made = draft()
    made.correct(AT_AFI_1 + 1, RAISED, on("2018-03-25"))
    with pytest.raises(RuleBroken, match="before it was raised on 2018-03-25"):
        made.add(CLAIMED, on("2018-03-23"), "AFI-1")


def test_the_latest_of_two_corrections_counts() -> None:
    """The second is held against the first, in one command too."""
    made = draft()
    made.correct(AT_AFI_1 + 1, RAISED, on("2018-03-25"))
    made.correct(AT_AFI_1 + 1, RAISED, on("2018-03-22"))
    made.add(CLAIMED, on("2018-03-23"), "AFI-1")
    assert len(made.finish()) == 3


@pytest.mark.parametrize(
    ("position", "event", "day", "refusal"),
    [
        (AT_AFI_1 + 1, NOTED, "2018-03-22", Unreadable),
        (AT_AFI_1 + 1, RAISED.model_copy(update={"kind": ImprovementKind.CAUSE_OF_CONCERN}), "2018-03-22", Unreadable),
        (AT_AFI_1 + 9, NOTED, "2018-03-22", Unreadable),
        (AT_AFI_1 + 1, RAISED.model_copy(update={"force": "ORG-3"}), "2018-03-22", RuleBroken),
        (AT_AFI_1 + 2, NOTED, "2018-03-30", NotYetHappened),
    ],
)
def test_a_correction_that_cannot_be(position: int, event: Event, day: str, refusal: type[Refusal]) -> None:
    """Of another type or kind, of no entry, against the rules, of what has not happened."""
    made = draft()
    with pytest.raises(refusal):
        made.correct(position, event, on(day))
    assert made.finish() == []


# Records that do not count.


def test_nothing_goes_on_from_a_record_that_does_not_count() -> None:
    """It takes no more, and cannot be named; what was said of it may be noted."""
    made = draft()
    made.add(RecordVoided(reason="in_error"), on(), "POST-1")
    with pytest.raises(RuleBroken, match="POST-1 does not count"):
        made.add(PostHeld(holder="PER-1"), on(), "POST-1")
    made.add(RecordNoted(text=Prose("Typed twice")), on(), "POST-1")
    made.add(ImprovementAssigned(owner="POST-1"), on(), "AFI-1")
    with pytest.raises(RuleBroken, match="POST-1 does not count"):
        made.finish()


# When it happened.


@pytest.mark.parametrize("day", ["2018-03-29", "2018-03", "2018", "2017", "2018-03-29/2018-04-30"])
def test_what_has_begun_is_recorded(day: str) -> None:
    """Today, this month, this year, and a period that began today are not ahead."""
    made = draft()
    made.add(InspectionPublished(), on(day), "INS-1")
    assert len(made.finish()) == 1


@pytest.mark.parametrize("day", ["2018-03-30", "2018-04", "2019", "2018-03-30/2018-04-30"])
def test_what_has_not_happened_yet_is_refused(day: str) -> None:
    """From tomorrow on there are only plans, and the refusal says where those are recorded."""
    made = draft()
    with pytest.raises(NotYetHappened) as refused:
        made.add(InspectionPublished(), on(day), "INS-1")
    assert refused.value.what == f"{day} has not come yet."
    assert "afi due" in refused.value.remedy
    assert made.finish() == []


def test_a_due_date_may_lie_ahead() -> None:
    """The plan is for the future; that it was made is of today."""
    made = draft()
    made.add(ImprovementDueSet(due=DueOn(day="2019"), set_by=Authority.FORCE), on("2018-03-29"), "AFI-1")
    assert len(made.finish()) == 1
