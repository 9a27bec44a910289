"""What can be said of any record: a void one takes no more, and nothing is linked, flagged or settled twice."""

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.record import Record
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.document import DocumentAdded
from ledger.events.finding import FindingRecorded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import ImprovementRaised
from ledger.events.pack import PackMade
from ledger.events.paper import PaperIssued
from ledger.events.record import (
    RecordAccepted,
    RecordAliased,
    RecordDisclosed,
    RecordFlagged,
    RecordInvolved,
    RecordLinked,
    RecordNoted,
    RecordNumbered,
    RecordRenamed,
    RecordUnflagged,
    RecordVoided,
)
from ledger.vocabulary import (
    DocumentKind,
    ImprovementKind,
    Outcome,
    Relation,
    Role,
    Scale,
    Sense,
    Voice,
    VoidReason,
)
from tests.ledger.specs import STAFFED, Given, World, happened

TEXT = Prose("As the annex has it.")
RAISED = ImprovementRaised(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection="INS-1", force="ORG-2", text=TEXT)
ADDED = DocumentAdded(kind=DocumentKind.LETTER, title=TEXT)


def found(sense: Sense) -> FindingRecorded:
    """A finding that points that way."""
    return FindingRecorded(inspection="INS-1", force="ORG-2", text=TEXT, sense=sense, voice=Voice.INSPECTORATE)


def elsewhere(event: Event) -> Event:
    """The same of another inspection."""
    return event.model_copy(update={"inspection": "INS-2"})


#: A record of most kinds; AFI-1 is of the day of most others, AFI-2 of another inspection, years before.
RECORDS: World = {
    **STAFFED,
    "AFI-1": [RAISED],
    "AFI-2": [happened(elsewhere(RAISED), "2014-09")],
    "AFI-3": [happened(elsewhere(RAISED), "2019")],
    "AFI-4": [happened(RAISED, "2018-03-21")],
    "FND-1": [happened(elsewhere(found(Sense.WEAKNESS)), "2018-03-21")],
    "FND-2": [happened(elsewhere(found(Sense.MIXED)), "2014")],
    "FND-3": [found(Sense.STRENGTH)],
    "FND-4": [found(Sense.NEUTRAL)],
    "FND-5": [elsewhere(found(Sense.WEAKNESS))],
    "FND-6": [happened(elsewhere(found(Sense.WEAKNESS)), "2018")],
    "FND-7": [found(Sense.WEAKNESS)],
    "GRD-1": [GradeRecorded(inspection="INS-1", force="ORG-2", outcome=Outcome.NOT_GRADED, scale=Scale.UNGRADED)],
    "DOC-1": [ADDED],
    "DOC-2": [ADDED],
    "PAP-1": [PaperIssued(title=TEXT, digest="0" * 64, name=TEXT, size=1)],
    "PCK-1": [PackMade(to="ORG-1", records=("AFI-1",), as_of=9)],
}
NOTED, RENAMED, ALIASED = RecordNoted(text=TEXT), RecordRenamed(name=TEXT), RecordAliased(alias=TEXT)
FLAGGED, UNFLAGGED = RecordFlagged(text=TEXT, entry=7), RecordUnflagged(flag=1, text=TEXT)
VOIDED = RecordVoided(reason=VoidReason.IN_ERROR)
NUMBERED, DISCLOSED = RecordNumbered(number=TEXT), RecordDisclosed(recipient=TEXT)
INVOLVED = RecordInvolved(who="PER-1", role=Role.INSPECTOR)
LINKED = RecordLinked(relation=Relation.RELATED_TO, to="FND-3")


def having(reference: str, *facts: Event | Fact) -> Given:
    """The records, and more about one of them."""
    return Given({**RECORDS, reference: [*RECORDS[reference], *facts]})


ALL = sorted(RECORDS)


@pytest.mark.parametrize("reference", ALL)
def test_of_any_record(reference: str) -> None:
    """Numbers, parts in it, flags and disclosures are said of any record, and its own noun knows nothing of them."""
    for said in (NUMBERED, INVOLVED, FLAGGED, DISCLOSED, VOIDED):
        having(reference).when(said, to=reference).then(said)
        assert having(reference, said).known(reference).own == having(reference).known(reference).own


@pytest.mark.parametrize("reference", ALL)
def test_notes_are_of_one_kind(reference: str) -> None:
    """Improvements and inspections have notes of their own; any other record is noted like any."""
    then = having(reference).when(NOTED, to=reference)
    if reference.startswith(("AFI", "INS")):
        then.refused(RuleBroken, "It has notes of its own kind.", "Record it with `afi note`.")
    else:
        then.then(NOTED)


@pytest.mark.parametrize("reference", ALL)
@pytest.mark.parametrize("said", [RENAMED, ALIASED])
def test_names_are_of_what_has_a_name(reference: str, said: Event) -> None:
    """People, posts, documents, forums and papers are renamed; what has its own event for it, or no name, is not."""
    named = {"PER", "POST", "DOC", "FOR", "PAP"} | ({"INS", "QUE"} if said == RENAMED else {"ORG"})
    then = having(reference).when(said, to=reference)
    if reference.partition("-")[0] in named:
        then.then(said)
    else:
        assert then.refusal is not None and then.decided == []
        assert then.refusal.what.startswith("That is not how ")
        assert then.refusal.remedy == "Give it a number with `afi number`, or add `afi note`."


# Flags.


def test_a_flag_is_settled_once() -> None:
    """Flags are counted from 1; each is settled once, in any order."""
    two = (FLAGGED, FLAGGED)
    for flag in (1, 2):
        wish = RecordUnflagged(flag=flag, text=TEXT)
        having("DOC-1", *two).when(wish, to="DOC-1").then(wish)
        having("DOC-1", *two, wish).when(wish, to="DOC-1").refused(
            RuleBroken, f"Flag {flag} is settled already.", "Nothing needs recording twice."
        )
    assert having("DOC-1", *two, UNFLAGGED).known("DOC-1").record == Record(flags=2, settled=frozenset({1}))


@pytest.mark.parametrize("flags", [0, 1])
def test_only_a_flag_is_settled(flags: int) -> None:
    """A number that no flag has is refused."""
    having("DOC-1", *[FLAGGED] * flags).when(RecordUnflagged(flag=flags + 1, text=TEXT), to="DOC-1").refused(
        RuleBroken, f"It has no flag {flags + 1}.", "`afi show` numbers the flags of a record."
    )


# Links.


@pytest.mark.parametrize("relation", [Relation.RELATED_TO, Relation.REPLACES])
def test_any_two_records_are_linked(relation: Relation) -> None:
    """Related, or in the place of the other."""
    for reference in ("GRD-1", "PER-1", "MTG-1"):
        wish = RecordLinked(relation=relation, to=reference)
        having("AFI-1").when(wish, to="AFI-1").then(wish)


def test_a_link_is_recorded_once() -> None:
    """The same again is refused; another relation to the same record is another link."""
    having("AFI-1", LINKED).when(LINKED, to="AFI-1").refused(
        RuleBroken, "That link is recorded already.", "Nothing needs recording twice."
    )
    other = RecordLinked(relation=Relation.REPLACES, to="FND-3")
    having("AFI-1", LINKED).when(other, to="AFI-1").then(other)


def test_a_record_is_not_linked_to_itself() -> None:
    """The other record is named."""
    having("FND-3").when(LINKED, to="FND-3").refused(
        RuleBroken, "A record cannot be linked to itself.", "Name the other record."
    )


def test_an_unknown_or_void_record_is_not_linked_to() -> None:
    """What it has to do with is there, and counts."""
    having("AFI-1").when(RecordLinked(relation=Relation.RELATED_TO, to="FND-9"), to="AFI-1").refused(
        UnknownReference, "There is no FND-9 in this ledger."
    )
    having("FND-3", VOIDED).when(LINKED, to="AFI-1").refused(RuleBroken, "FND-3 does not count.")


@pytest.mark.parametrize("to", ["DOC-2", "PAP-1"])
def test_a_document_is_attached_to_a_document(to: str) -> None:
    """An annex to a letter or a paper."""
    wish = RecordLinked(relation=Relation.ATTACHED_TO, to=to)
    having("DOC-1").when(wish, to="DOC-1").then(wish)


@pytest.mark.parametrize(("stream", "to"), [("DOC-1", "AFI-1"), ("AFI-1", "DOC-1")])
def test_nothing_else_is_attached(stream: str, to: str) -> None:
    """Neither a document to an improvement nor the other way round."""
    having(stream).when(RecordLinked(relation=Relation.ATTACHED_TO, to=to), to=stream).refused(
        RuleBroken, "Only documents are attached to documents.", "Link it as related, or cite it with --source."
    )


def recurs(to: str) -> RecordLinked:
    """The wish to link as a recurrence."""
    return RecordLinked(relation=Relation.RECURRENCE_OF, to=to)


@pytest.mark.parametrize("to", ["AFI-2", "FND-1", "FND-2"])
def test_an_improvement_recurs(to: str) -> None:
    """From an earlier improvement, or from a weakness, alone or mixed with a strength."""
    having("AFI-1").when(recurs(to), to="AFI-1").then(recurs(to))


@pytest.mark.parametrize(("to", "sense"), [("FND-3", "strength"), ("FND-4", "neutral finding")])
def test_nothing_recurs_from_a_strength(to: str, sense: str) -> None:
    """A strength or a neutral finding is related, and never counted."""
    having("AFI-1").when(recurs(to), to="AFI-1").refused(
        RuleBroken, f"{to} is a {sense}: nothing recurs from it.", "Link them as related instead."
    )


@pytest.mark.parametrize(("to", "on"), [("AFI-3", "2019"), ("FND-5", "2018-03-22"), ("FND-6", "2018")])
def test_nothing_recurs_from_what_did_not_come_before(to: str, on: str) -> None:
    """What may be of the same day is not earlier; the earlier of the two is what the later recurs from."""
    having("AFI-1").when(recurs(to), to="AFI-1").refused(
        RuleBroken,
        f"{to} is of {on}, which is not before 2018-03-22.",
        f"Link the later of the two to the earlier, or {to} as related.",
    )


@pytest.mark.parametrize("to", ["AFI-4", "FND-7"])
def test_nothing_recurs_in_one_inspection(to: str) -> None:
    """One report says it once, whatever the days."""
    having("AFI-1").when(recurs(to), to="AFI-1").refused(
        RuleBroken, f"{to} is of INS-1 too: nothing recurs in one inspection.", "Link them as related."
    )


@pytest.mark.parametrize(("stream", "to"), [("FND-1", "AFI-2"), ("AFI-1", "DOC-1"), ("DOC-1", "DOC-2")])
def test_only_an_improvement_recurs(stream: str, to: str) -> None:
    """Findings and documents do not, and nothing recurs from a document."""
    having(stream).when(recurs(to), to=stream).refused(
        RuleBroken,
        "Only an improvement recurs, from an earlier improvement or finding.",
        "Link them as related instead.",
    )


# Disclosure.


def test_a_disclosure_has_one_recipient() -> None:
    """By reference or by name; neither or both is refused."""
    for wish in (RecordDisclosed(to="ORG-4"), DISCLOSED):
        having("DOC-1").when(wish, to="DOC-1").then(wish)
    for wish in (RecordDisclosed(text=TEXT), RecordDisclosed(to="ORG-4", recipient=TEXT)):
        having("DOC-1").when(wish, to="DOC-1").refused(
            RuleBroken, "A disclosure has one recipient.", "Say to whom, by reference or by name."
        )


# What a check asks about.


@pytest.mark.parametrize("entry", [None, 7])
def test_what_a_check_asks_is_accepted_once(entry: int | None) -> None:
    """By check and entry: another check, or the same about another entry, is another question."""
    wish = RecordAccepted(check="recorded_late", text=TEXT, entry=entry)
    having("AFI-1").when(wish, to="AFI-1").then(wish)
    having("AFI-1", wish).when(wish.model_copy(update={"text": Prose("Again.")}), to="AFI-1").refused(
        RuleBroken, "That is accepted already.", "`afi check --accepted` shows what is, by whom and why."
    )
    for other in (wish.model_copy(update=changed) for changed in ({"check": "open_flag"}, {"entry": 8})):
        having("AFI-1", wish).when(other, to="AFI-1").then(other)
    assert having("AFI-1", wish).known("AFI-1").record == Record(accepted=frozenset({("recorded_late", entry)}))


def test_nothing_is_accepted_of_what_does_not_count() -> None:
    """No check asks about a void record."""
    wish = RecordAccepted(check="recorded_late", text=TEXT)
    having("DOC-1", VOIDED).when(wish, to="DOC-1").refused(
        RuleBroken, "DOC-1 does not count: it was recorded in error, or twice."
    )
