"""Event ⇄ entry bytes: nothing is lost or added on the way, and no text is left behind."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.codec import Entry, Happened, VaultRow, decode, entry_of, parse_event, reveal, settle, unsalted
from ledger.days import Span
from ledger.errors import IntegrityBroken, StoreUnavailable
from ledger.events import Prose
from ledger.events.base import Period
from ledger.events.document import DocumentAdded
from ledger.events.improvement import DueOn, ImprovementDueSet, ImprovementNoted, ImprovementRaised
from ledger.events.inspection import InspectionOpened
from ledger.proofs.entry import SALT_BYTES, canonical, commitment, parse_entry
from ledger.vocabulary import (
    Authority,
    DocumentKind,
    Framework,
    ImprovementKind,
    Marking,
    Programme,
    Scale,
)
from tests.ledger.proofs.entries import ENTRY, HEX32, HEX64, STORED, entry
from tests.ledger.strategies import EVENTS, HAPPENINGS, TEXTS, entries, models

WORDS = "Zoë’s note: 92% — “inconsistent”\r\n"
NOTED = ImprovementNoted(text=Prose(WORDS))
RAISED = ImprovementRaised(
    kind=ImprovementKind.AREA_FOR_IMPROVEMENT,
    inspection="INS-1",
    force="ORG-2",
    text=Prose("Ensure regular and active supervision."),
    number=Prose("2"),
)


class Counting:
    """Randomness that can be told apart: the nth salt is the number n."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self, size: int) -> bytes:
        self.given += 1
        return self.given.to_bytes(size, "big")


def noted(**fields: object) -> Entry:
    """The entry of NOTED with other fields."""
    least: dict[str, object] = {
        "stream": "AFI-7",
        "version": 3,
        "type": "improvement.noted",
        "v": 1,
        "data": {"text": {"prose": HEX64}},
        "at": "2026-11-22T00:10:26.909642Z",
        "on": {"from": "2018-06-12", "to": "2018-06-12"},
        "recorded_by": "PER-12",
        "said_by": "POST-3",
        "cmd": HEX32,
        "key": HEX64,
        "batch": (1, 1),
    }
    return Entry(**least | fields)  # type: ignore[arg-type]


# Writing: what leaves for the vault.


def test_a_text_leaves_for_the_vault() -> None:
    """The entry holds SHA-256 of salt and text, and the vault both, byte for byte."""
    data, vault = settle(NOTED, Counting())
    salt = bytes(15) + b"\x01"
    assert data == {"text": {"prose": commitment(salt, WORDS.encode())}}
    assert vault == [VaultRow(commitment(salt, WORDS.encode()), salt, WORDS.encode())]


def test_each_text_has_its_own_salt() -> None:
    """Two texts of one event, in the order of its fields; the same text twice is two commitments."""
    data, vault = settle(RAISED.model_copy(update={"number": RAISED.text}), Counting())
    assert [row.salt[-1] for row in vault] == [1, 2]
    assert [data["text"]["prose"], data["number"]["prose"]] == [row.commitment for row in vault]
    assert vault[0].content == vault[1].content and vault[0].commitment != vault[1].commitment


def test_what_is_absent_is_left_out() -> None:
    """An optional field without a value, and a list without an item, do not stand in the entry."""
    added = DocumentAdded(kind=DocumentKind.LETTER, title=Prose("Core business"), marking=Marking.NONE_STATED)
    assert settle(added, Counting()).data.keys() == {"kind", "title", "marking"}
    assert settle(RAISED, Counting()).data.keys() == {"kind", "inspection", "force", "text", "number"}


def test_values_within_are_written_plainly() -> None:
    """Words as words, lists as lists, a period with "from" and "to"."""
    opened = InspectionOpened(
        title=Prose("Core business"),
        programme=Programme.THEMATIC,
        framework=Framework.CORE_BUSINESS_2014,
        cycle=2014,
        scale=Scale.UNGRADED,
        inspectorate="ORG-1",
        forces=("ORG-2", "ORG-3"),
        fieldwork=Period.model_validate({"from": "2014-01", "to": "2014-04"}),
    )
    data = settle(opened, Counting()).data
    assert data | {"title": None} == {
        "title": None,
        "programme": "thematic",
        "framework": "core_business_2014",
        "cycle": 2014,
        "scale": "ungraded",
        "inspectorate": "ORG-1",
        "forces": ["ORG-2", "ORG-3"],
        "fieldwork": {"from": "2014-01", "to": "2014-04"},
    }
    assert {type(value) for value in data.values()} == {dict, str, int, list}
    due = ImprovementDueSet(due=DueOn(day="2018-09"), set_by=Authority.FORCE)
    assert settle(due, Counting()).data == {"due": {"kind": "day", "day": "2018-09"}, "set_by": "force"}


@pytest.mark.parametrize(
    ("on", "plain"),
    [
        (Happened(Span.on("2018-06-12")), {"from": "2018-06-12", "to": "2018-06-12"}),
        (Happened(Span("2014-01", "2014-04")), {"from": "2014-01", "to": "2014-04"}),
        (Happened(Span.on("2018-06-12"), assumed=True), {"from": "2018-06-12", "to": "2018-06-12", "assumed": 1}),
    ],
)
def test_when_it_happened_is_written_as_stated(on: Happened, plain: dict[str, object]) -> None:
    """With the precision stated, and a flag only where the program chose the day."""
    assert settle(on, Counting()) == (plain, [])


def test_vaguer_words_leave_for_the_vault() -> None:
    """ "Summer 2017" is prose beside the period that it was read as."""
    data, [row] = settle(Happened(Span("2017-06", "2017-08"), Prose("summer 2017")), Counting())
    assert data == {"from": "2017-06", "to": "2017-08", "words": {"prose": row.commitment}}
    assert row.content == b"summer 2017"


def test_a_reason_leaves_for_the_vault() -> None:
    """A text that stands in the entry itself is settled like any other."""
    data, [row] = settle(Prose("It was typed twice."), Counting())
    assert data == {"prose": row.commitment}


def test_a_stored_text_is_not_recorded_again() -> None:
    """A commitment without its text would be one that nobody can ever open."""
    with pytest.raises(ValueError, match="stored already"):
        settle(ImprovementNoted(text=Prose(None, HEX64)), Counting())


@given(st.sampled_from(EVENTS).flatmap(models) | HAPPENINGS | TEXTS)
def test_every_text_can_be_found_again(value: object) -> None:
    """The vault's rows are the commitments of the data, in order; each salt is as long as it must be."""
    data, vault = settle(value, Counting())  # type: ignore[arg-type]
    assert sorted(_commitments(data)) == sorted(row.commitment for row in vault)
    for number, row in enumerate(vault, 1):
        assert row.salt == number.to_bytes(SALT_BYTES, "big")
        assert row.commitment == commitment(row.salt, row.content)


def _commitments(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name in ("prose", "file") else _commitments(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _commitments(inner)


# There and back.


@given(st.sampled_from(EVENTS).flatmap(models).flatmap(entries))
def test_an_entry_is_read_back_as_it_was_written(written: Entry) -> None:
    """Encoded, decoded and encoded again: the same fields, the same bytes, the same event."""
    stored = written.encode()
    assert decode(stored) == written
    assert decode(stored).encode() == stored
    assert entry_of(parse_entry(stored)) == written
    assert decode(stored).event == parse_event(written.type, written.v, written.data).newest()


def test_the_bytes_are_those_of_the_format() -> None:
    """The example of the grammar's tests, field by field."""
    read = decode(STORED)
    assert read.encode() == STORED
    assert (read.batch, read.src, read.fixes) == ((1, 2), ("DOC-2:3.8", "DOC-2:P30"), 2)
    assert read.why == ENTRY["why"] and read.authority == ENTRY["authority"]
    assert read.span == Span("2018-06-12", "2018-06-30")
    assert (read.originator_id, read.originator_version) == ("AFI-7", 3)


def test_what_an_entry_has_not_is_absent() -> None:
    """Without a source, reason, authority or correction there is no such field."""
    fields = parse_entry(noted().encode())
    assert fields.keys().isdisjoint({"src", "why", "authority", "fixes", "event"})
    assert decode(noted().encode()) == noted()


def test_having_read_the_event_changes_no_bytes() -> None:
    """The event is kept once it was asked for, and is no part of the entry."""
    read = noted()
    before = read.encode()
    assert read.event is read.event == ImprovementNoted(text=Prose(None, HEX64))
    assert read.encode() == before and read == noted()


# Refusals.


@pytest.mark.parametrize(
    "stored", [b"", b"{}", STORED[:-1], STORED + b" ", STORED.replace(b'"v":1', b'"v":0'), canonical(entry(src=[]))]
)
def test_malformed_bytes_are_broken_integrity(stored: bytes) -> None:
    """What does not keep to the grammar was not written by this program."""
    with pytest.raises(IntegrityBroken, match="A stored entry is malformed: "):
        decode(stored)


@pytest.mark.parametrize(
    ("kind", "v"), [("improvement.noted", 2), ("improvement.sung", 1), ("nothing.happened", 1), ("os.system", 1)]
)
def test_an_unknown_event_is_from_a_newer_program(kind: str, v: int) -> None:
    """The entry is sound and the type is not known here: the store cannot be used until the program is newer."""
    read = decode(noted(type=kind, v=v).encode())
    with pytest.raises(StoreUnavailable, match=f"does not know \\({kind}, version {v}\\)"):
        _ = read.event


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "hello"},
        {"text": {"prose": HEX64}, "more": 1},
        {"text": [{"prose": HEX64}]},
        {"words": {"prose": HEX64}},
        {"prose": HEX64},
    ],
)
def test_data_that_the_type_cannot_hold_is_broken_integrity(data: dict[str, object]) -> None:
    """The grammar lets it pass and the event does not: a field missing, a field too many, text in clear."""
    read = decode(noted(data=data).encode())
    with pytest.raises(IntegrityBroken, match=r"An entry of the type improvement\.noted holds data"):
        _ = read.event


# Texts beside their commitments.


def test_texts_are_shown_where_the_vault_has_them() -> None:
    """Each commitment keeps standing; its text is put beside it unless it was erased."""
    data, vault = settle(RAISED, Counting())
    texts = {vault[0].commitment: "Ensure regular and active supervision."}
    shown = reveal(data, texts)
    assert shown["text"] == {"prose": vault[0].commitment, "text": "Ensure regular and active supervision."}
    assert shown["number"] == {"prose": vault[1].commitment}
    assert reveal(data, {}) == data
    assert reveal([data["text"], 1, "word"], texts) == [shown["text"], 1, "word"]
    revealed = parse_event("improvement.raised", 2, shown)
    assert isinstance(revealed, ImprovementRaised) and revealed.text.text == "Ensure regular and active supervision."


@given(st.sampled_from(EVENTS).flatmap(models))
def test_the_same_words_compare_equal_without_their_salts(event: object) -> None:
    """Recorded twice, an event has other commitments and the same words."""
    first, second = settle(event, Counting()), settle(event, bytes)  # type: ignore[arg-type]
    assert unsalted(first.data, _texts(first.vault)) == unsalted(second.data, _texts(second.vault))


def _texts(vault: list[VaultRow]) -> dict[str, bytes]:
    return {row.commitment: row.content for row in vault}


def test_erased_words_do_not_compare() -> None:
    """Where the vault has no text, only the commitment is left, and no other is equal to it."""
    data, vault = settle(NOTED, Counting())
    assert unsalted(data, {}) == data
    assert unsalted(data, _texts(vault)) == {"text": {"typed": WORDS.encode()}}
    assert unsalted([data], _texts(vault)) == [{"text": {"typed": WORDS.encode()}}]
