"""Event ⇄ entry bytes, and where prose leaves for the vault.

Writing: ``settle`` replaces every text of an event by a salted commitment and hands the texts over
as vault rows; ``Entry.encode`` gives the canonical bytes. Reading: ``decode`` checks the bytes
against the format and ``Entry.event`` validates the data with the class of its type and version.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError

from ledger.days import Span
from ledger.errors import IntegrityBroken, StoreUnavailable
from ledger.events import Event, Prose, event_class
from ledger.proofs.entry import FORMAT, SALT_BYTES, Json, Malformed, canonical, commitment, parse_entry
from ledger.vocabulary import KINDS, LEDGER, kind_of

#: Nouns whose events say who may sign; and all that stand in the ledger's own stream.
_SIGNING = frozenset({"key", "ledger"})
_OF_THE_LEDGER = _SIGNING | {
    "context",
    "countersignature",
    "definition",
    "policy",
    "predecessor",
    "setting",
    "text",
}

#: Gives n random bytes; ``secrets.token_bytes`` but in fictitious ledgers.
Entropy = Callable[[int], bytes]


class VaultRow(NamedTuple):
    """A text or file outside the chain: the entry holds only ``commitment`` = SHA-256(salt ‖ content)."""

    commitment: str
    salt: bytes
    content: bytes


class Settled(NamedTuple):
    """A value as it stands in the entry, and the texts that left it for the vault."""

    data: Json
    vault: list[VaultRow]


@dataclass(frozen=True)
class Happened:
    """When it happened, in the words of the source where those are vaguer, and whether we chose the day."""

    span: Span
    words: Prose | None = None
    assumed: bool = False

    def plain(self) -> Json:
        """As it stands in the entry."""
        on: Json = {"from": self.span.start, "to": self.span.end}
        if self.words:
            on["words"] = self.words._plain()
        return on | ({"assumed": 1} if self.assumed else {})


@dataclass(frozen=True)
class Entry:
    """One stored event with everything that was recorded about it; ``docs/proof-format.md`` names each field."""

    stream: str
    version: int
    type: str
    v: int
    data: Json
    at: str
    on: Json
    recorded_by: str
    said_by: str
    cmd: str
    key: str
    batch: tuple[int, int]
    src: tuple[str, ...] = ()
    why: Json | None = None
    authority: Json | None = None
    fixes: int | None = None

    @property
    def originator_id(self) -> str:
        """The stream, by the name that the eventsourcing library gives it."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The version in the stream, by the library's name."""
        return self.version

    @property
    def span(self) -> Span:
        """The days on which it happened."""
        return Span(self.on["from"], self.on["to"])

    @cached_property
    def event(self) -> Event:
        """The event itself, as its newest version says it; its texts are commitments, so that no rule can read them."""
        return parse_event(self.type, self.v, self.data).newest()

    def encode(self) -> bytes:
        """The bytes that are stored, hashed and never changed."""
        fields = {name: value for name, value in vars(self).items() if value not in (None, ()) and name != "event"}
        return canonical(
            fields | {"afi": FORMAT, "batch": list(self.batch)} | ({"src": list(self.src)} if self.src else {})
        )


def parse_event(type_name: str, v: int, data: Json) -> Event:
    """An event as its stored type and version say it. Refuses what this program cannot know or the type cannot hold."""
    try:
        event = event_class(type_name, v).model_validate(data)
    except KeyError:
        raise StoreUnavailable(
            f"The ledger holds an event this program does not know ({type_name}, version {v}).",
            "Install the newest afi-ledger, then repeat the command.",
        ) from None
    except ValidationError as error:
        raise IntegrityBroken(
            f"An entry of the type {type_name} holds data that the type cannot ({error.error_count()} faults).",
            "Run `afi verify`, and write only with this program.",
        ) from None
    return event


def understand(fields: Json) -> tuple[str, str] | None:
    """What is wrong with the event of a well-formed entry, by kind of finding (``proofs.verdict.KINDS``); or nothing.

    A key or a ledger event that nobody knows cannot be passed over: it may say who may sign.
    """
    type_name, stream, v = fields["type"], fields["stream"], fields["v"]
    noun = type_name.partition(".")[0]
    try:
        event = parse_event(type_name, v, fields["data"])
    except StoreUnavailable:
        return ("event" if noun in _SIGNING else "unknown"), f"is of a type unknown here ({type_name}, {v})"
    except IntegrityBroken:
        return "event", f"holds data that {type_name} cannot"
    if json_of(event) != fields["data"]:
        return "event", f"states a {type_name} in another form than the one that it has"
    if fits(event, stream, fields["version"], correcting="fixes" in fields):
        return None
    known = stream == LEDGER or kind_of(stream) in KINDS
    return ("event" if known else "unknown"), f"puts {type_name} where it cannot stand"


def fits(event: Event, stream: str, version: int, *, correcting: bool = False) -> bool:
    """Whether an event can stand at this version of a stream: where its noun belongs, and one alone begins a record."""
    if not stands(event, stream) or (event.lasting if correcting else event.fixing):
        return False
    if stream == LEDGER:
        return (event.type == "ledger.opened") == (version == 1)
    if correcting:
        return version > 1 and event.begins in (None, kind_of(stream))
    return (event.begins == kind_of(stream)) == (version == 1)


def stands(event: Event, stream: str) -> bool:
    """Whether an event's noun belongs in a stream: its own records', the ledger's own, or anywhere."""
    noun = event.type.partition(".")[0]
    if noun in _OF_THE_LEDGER:
        return stream == LEDGER
    kind = KINDS.get(kind_of(stream))
    return kind == noun or (noun == "record" and (kind is not None or (stream == LEDGER and event.fixing)))


def json_of(event: Event) -> Json:
    """The data that an entry holds of a stored event: its one form."""
    plain = event.model_dump(mode="json", exclude_none=True, by_alias=True)
    return {name: value for name, value in plain.items() if value != []}


def decode(stored: bytes) -> Entry:
    """The entry that the bytes are, checked against the format; ``IntegrityBroken`` if they are none."""
    try:
        fields = parse_entry(stored)
    except Malformed as error:
        raise IntegrityBroken(f"A stored entry is malformed: {error}.", "Run `afi verify` to see where.") from None
    return entry_of(fields)


def recall(stored: bytes) -> Entry:
    """The entry that was stored. Whether each keeps to the format in every byte is the audit's to say."""
    try:
        return entry_of(json.loads(stored.decode()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise IntegrityBroken("A stored entry is malformed.", "Run `afi verify` to see where.") from None


def entry_of(fields: Json) -> Entry:
    """An entry of its parsed fields."""
    known = {name: value for name, value in fields.items() if name != "afi"}
    return Entry(**known | {"batch": tuple(known["batch"]), "src": tuple(known.get("src", ()))})


def settle(value: Event | Happened | Prose, entropy: Entropy) -> Settled:
    """The value as the entry holds it: commitments for texts, nothing absent or empty."""
    plain = value.model_dump(exclude_none=True, by_alias=True) if isinstance(value, Event) else _plain(value)
    vault: list[VaultRow] = []
    return Settled(_commit(plain, entropy, vault), vault)


def _plain(value: Happened | Prose) -> Json:
    return value.plain() if isinstance(value, Happened) else value._plain()


def _commit(value: Any, entropy: Entropy, vault: list[VaultRow]) -> Any:
    """Walks in the order of the fields, so that the same randomness gives the same entry."""
    match value:
        case {"prose": str()} | {"file": str()}:
            raise ValueError("what is stored already cannot be recorded again")
        case {"typed": str(text)}:
            return {"prose": _put(text.encode(), entropy, vault)}
        case {"content": bytes(content)}:
            return {"file": _put(content, entropy, vault)}
        case dict():
            return {key: _commit(inner, entropy, vault) for key, inner in value.items() if inner != ()}
        case tuple() | list():
            return [_commit(inner, entropy, vault) for inner in value]
    return str(value) if isinstance(value, str) else value


def _put(content: bytes, entropy: Entropy, vault: list[VaultRow]) -> str:
    salt = entropy(SALT_BYTES)
    vault.append(VaultRow(commitment(salt, content), salt, content))
    return vault[-1].commitment


def erased(entries: Iterable[Entry]) -> list[str]:
    """The commitments of the texts that leave the vault when these entries are recorded."""
    return [each["text"] for entry in entries if entry.type == "text.erased" for each in entry.data["texts"]]


def reveal(value: Any, texts: Mapping[str, str]) -> Any:
    """The data of an entry with each commitment beside its text, where the vault still has it."""
    match value:
        case {"prose": str(commitment)}:
            return value | ({"text": texts[commitment]} if commitment in texts else {})
        case dict():
            return {key: reveal(inner, texts) for key, inner in value.items()}
        case list():
            return [reveal(inner, texts) for inner in value]
    return value


def unsalted(value: Any, contents: Mapping[str, str | bytes]) -> Any:
    """The data of an entry with texts and files in place of commitments: what two recordings of the same share."""
    match value:
        case {"prose": str(commitment)} | {"file": str(commitment)} if commitment in contents:
            return {"typed": contents[commitment]}
        case dict():
            return {key: unsalted(inner, contents) for key, inner in value.items()}
        case list():
            return [unsalted(inner, contents) for inner in value]
    return value
