"""Every event class: frozen, described, with a stored name that never changes, and holding no text but prose."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import ledger.events
from ledger.codec import settle
from ledger.errors import Unreadable
from ledger.events import NOUNS, Event, Prose, event_class
from ledger.events.base import REGISTRY, Period
from ledger.events.improvement import DueOn, DueWithin, ImprovementNoted
from ledger.events.ledger import FirstKey
from ledger.events.record import RecordUndone
from ledger.proofs.entry import canonical, parse_entry
from ledger.vocabulary import IMPROVEMENTS, KINDS, Right
from tests.examples import EXAMPLES, Example
from tests.ledger.proofs.entries import HEX64, entry
from tests.ledger.strategies import EVENTS, models

VKEY = f"cambridgeshire.{HEX64[:16]}+0123abcd+{'A' * 44}"
MODULES: list[ModuleType] = [import_module(f"ledger.events.{noun}") for noun in sorted(NOUNS)]

#: Every type and version ever stored, and the kind of reference it mints: lines may be added, and none changed.
STORED = """
    action.added 1 ACT
    action.assigned 1
    action.done 1
    action.dropped 1
    action.due_set 1
    context.stated 1
    countersignature.added 1
    countersignature.asked 1
    definition.stated 1
    document.added 1 DOC
    document.added 2 DOC
    document.asked 1
    document.embargoed 1
    document.kept 1
    document.released 1
    expectation.added 1 EXP
    expectation.lapsed 1
    expectation.met 1
    expectation.moved 1
    finding.disputed 1
    finding.part_added 1
    finding.recorded 1 FND
    finding.recorded 2 FND
    finding.settled 1
    forum.added 1 FOR
    forum.cadence_set 1
    forum.chaired 1
    forum.ended 1
    grade.recorded 1 GRD
    improvement.answered 1
    improvement.assigned 1
    improvement.assured 1
    improvement.claimed 1
    improvement.closed 1
    improvement.declined 1
    improvement.due_set 1
    improvement.due_set 2
    improvement.noted 1
    improvement.part_added 1
    improvement.passed_on 1
    improvement.raised 1 AFI
    improvement.raised 2 AFI
    improvement.reopened 1
    improvement.returned 1
    improvement.submitted 1
    improvement.superseded 1
    improvement.withdrawn 1
    inspection.aliased 1
    inspection.asked 1
    inspection.found_none 1
    inspection.nil_voided 1
    inspection.noted 1
    inspection.opened 1 INS
    inspection.published 1
    inspection.responded 1
    inspection.stage_reached 1
    key.enrolled 1
    key.retired 1
    key.revoked 1
    ledger.clock_accepted 1
    ledger.opened 1
    meeting.considered 1
    meeting.decided 1
    meeting.held 1 MTG
    meeting.tabled 1
    organisation.added 1 ORG
    organisation.renamed 1
    pack.made 1 PCK
    paper.begun 1 PAP
    paper.issued 1 PAP
    paper.issued 2 PAP
    paper.written 1
    person.added 1 PER
    policy.stated 1
    post.created 1 POST
    post.held 1
    post.vacated 1
    predecessor.carried 1
    question.added 1 QUE
    question.aliased 1
    record.accepted 1
    record.aliased 1
    record.disclosed 1
    record.flagged 1
    record.involved 1
    record.linked 1
    record.noted 1
    record.numbered 1
    record.renamed 1
    record.undone 1
    record.unflagged 1
    record.voided 1
    setting.chosen 1
    setting.colours_set 1
    text.erased 1
"""
PARTS = sorted(
    {
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, BaseModel) and each is not Event and each is not BaseModel
    },
    key=lambda part: part.__name__,
)
any_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event.type}.v{event.v}")


# The registry.


def test_stored_names_never_change() -> None:
    """The registry holds exactly the types and versions that are pinned here."""
    lines = [f"{kind} {version} {event.mints or ''}".strip() for (kind, version), event in REGISTRY.items()]
    assert sorted(lines) == [line.strip() for line in STORED.strip().splitlines()]


def test_a_noun_is_a_module() -> None:
    """Each noun has its module, and each module but the base its noun."""
    [folder] = ledger.events.__path__
    assert {path.stem for path in Path(folder).glob("*.py")} - {"__init__", "base"} == NOUNS


@any_event
def test_an_event_lies_in_its_nouns_module(event: type[Event]) -> None:
    """The noun before the dot names the module, so the class is found without importing the others."""
    assert event.__module__ == f"ledger.events.{event.type.partition('.')[0]}"
    assert event_class(event.type, event.v) is event


@any_event
def test_a_record_begins_with_its_own_noun(event: type[Event]) -> None:
    """What mints a reference is an event of the noun that looks after that kind."""
    if event.mints:
        assert KINDS[event.mints] == event.type.partition(".")[0]


def test_every_kind_of_record_can_begin() -> None:
    """Each kind of reference is begun by some event, and by one type alone."""
    begun = {example.event.begins: example.event.type for example in EXAMPLES if example.event.begins}
    assert begun.keys() == KINDS.keys()
    assert begun == {event.mints: event.type for event in EVENTS if event.mints} | dict.fromkeys(
        IMPROVEMENTS, "improvement.raised"
    )


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_lasts_is_neither_corrected_nor_undone(example: Example) -> None:
    """Who may sign, what is gone, what was signed outside; anything else is, but what begins a record is not undone."""
    event, noun = example.event.newest(), example.event.type.partition(".")[0]
    assert event.lasting == (noun in {"countersignature", "key", "ledger", "policy", "predecessor", "text"})
    assert Event.corrects(event, event) != event.lasting
    assert RecordUndone().corrects(event) != (event.lasting or event.fixing or event.begins is not None)


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        ("improvement.noted", 2),
        ("improvement.raised", 3),
        ("improvement.noted", 0),
        ("improvement.invented", 1),
        ("os.system", 1),
        ("base.event", 1),
        ("", 1),
    ],
)
def test_nothing_else_is_known(kind: str, version: int) -> None:
    """An unknown type or version names no class, and no module is imported for it."""
    with pytest.raises(KeyError):
        event_class(kind, version)


# The classes.


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_an_event_is_described_frozen_and_closed(part: type[BaseModel]) -> None:
    """Each event and each value within one says what it is, never changes, and holds no field it does not name."""
    assert part.__doc__ and part.__doc__.endswith(".") and not part.__doc__.startswith(part.__name__)
    assert part.model_config["frozen"] and part.model_config["extra"] == "forbid"


def test_an_event_cannot_be_changed() -> None:
    """Setting a field, or giving one that the class does not name, fails."""
    noted = ImprovementNoted(text=Prose("Dip sample at 92%"))
    with pytest.raises(ValidationError, match="frozen"):
        noted.text = Prose("Dip sample at 29%")  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        ImprovementNoted.model_validate({"text": Prose("x"), "position": 1})


@any_event
@settings(max_examples=25)
@given(data=st.data())
def test_no_text_stands_in_an_event(event: type[Event], data: st.DataObject) -> None:
    """Whatever the class allows keeps to the grammar of an entry once its texts have left for the vault."""
    made = data.draw(models(event))
    own = event.type.partition(".")[0] in {"ledger", "key"}
    settled = settle(made, bytes).data
    made_of = {name: value for name, value in entry(data=settled, type=event.type).items() if name != "fixes"}
    stored = canonical(made_of | {"stream": "LEDGER" if own else "AFI-7"})
    assert parse_entry(stored)["data"] == settled


@any_event
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_stored_is_the_event(event: type[Event], data: st.DataObject) -> None:
    """The data of an entry gives the same event again, and that the same data: there is one way to store it."""
    settled = settle(data.draw(models(event)), bytes).data
    again = event.model_validate(settled).model_dump(exclude_none=True, by_alias=True, mode="json")
    assert {name: value for name, value in again.items() if value != []} == settled


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (DueOn, {"day": "2018-02-30"}),
        (DueOn, {"day": "29/3/2018"}),
        (DueOn, {"day": "2018-03-29\n"}),
        (DueWithin, {"months": 0}),
        (DueWithin, {"months": 121}),
        (DueWithin, {"months": True}),
        (DueWithin, {"months": 6.0}),
        (DueWithin, {"months": "6"}),
        (Period, {"from": "2014-04", "to": "2014-01"}),
        (Period, {"from": "2014-02-30", "to": "2014-04"}),
        (event_class("improvement.assigned", 1), {"owner": "PER-1"}),
        (event_class("improvement.assigned", 1), {"owner": "POST-0"}),
        (event_class("improvement.assigned", 1), {"owner": "POST-1\n"}),
        (event_class("inspection.asked", 1), {"questions": ()}),
        (FirstKey, {"vkey": VKEY, "person": "PER-1", "rights": ()}),
        (FirstKey, {"vkey": VKEY, "person": "PER-1", "rights": ("record", "enrol")}),
        (FirstKey, {"vkey": VKEY, "person": "PER-1", "rights": ("record", "record")}),
        (FirstKey, {"vkey": VKEY, "person": "POST-1", "rights": ("record",)}),
        (FirstKey, {"vkey": VKEY + "A", "person": "PER-1", "rights": ("record",)}),
        (event_class("key.revoked", 1), {"key": HEX64.upper(), "after": 1}),
        (event_class("key.revoked", 1), {"key": HEX64, "after": 0}),
        (event_class("key.revoked", 1), {"key": HEX64, "after": 2**53}),
        (event_class("document.added", 1), {"kind": "book", "title": Prose("x"), "marking": "official"}),
        (event_class("document.added", 1), {"kind": "letter", "title": Prose("x"), "marking": "official", "to": ()}),
    ],
)
def test_a_field_refuses_what_it_is_not(part: type[BaseModel], fields: dict[str, object]) -> None:
    """Days of the calendar, numbers in their limits, references of their kind, closed words."""
    with pytest.raises(ValidationError):
        part.model_validate(fields)


def test_a_first_key_is_well_formed() -> None:
    """The key that the refused ones above differ from in one field each."""
    made = FirstKey.model_validate({"vkey": VKEY, "person": "PER-1", "rights": ("enrol", "record")})
    assert made.rights == (Right.ENROL, Right.RECORD)


# Texts.


@pytest.mark.parametrize("text", ["", " ", "a\x00b", "a\u202eb", None])
def test_a_text_is_held_to_the_rules_of_texts(text: str | None) -> None:
    """Nothing that could not be recorded becomes a text of an event."""
    with pytest.raises(Unreadable):
        Prose(text)


def test_a_stored_text_is_a_commitment() -> None:
    """It may have been erased; with the vault's text beside it, it is the same commitment."""
    stored, revealed = ({"prose": HEX64}, {"prose": HEX64, "text": "Dip sample at 92%"})
    assert ImprovementNoted.model_validate({"text": stored}).text == Prose(None, HEX64)
    assert ImprovementNoted.model_validate({"text": revealed}).text == Prose("Dip sample at 92%", HEX64)


@pytest.mark.parametrize("value", ["hello", 1, None, [], {}, {"text": "hello"}, {"prose": 1}, {"typed": "hello"}])
def test_clear_text_is_no_text_of_a_stored_event(value: object) -> None:
    """A word where a commitment belongs would be text in the chain, and cannot be erased: it is refused."""
    with pytest.raises(ValidationError):
        ImprovementNoted.model_validate({"text": value})
