"""A pack as data: the chosen entries with their texts, what proves each, and how the program reads them.

Nothing stands in it that is not of an entry in it: what the program reads of a record (status, sentences) comes of read
models that are folded from the pack's own entries and texts alone (``told.py``), so what was left out cannot show.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.proofs.entry import files_of
from ledger.proofs.policy import Policy
from ledger.proofs.tree import prove_consistency, prove_inclusion
from ledger.vocabulary import LEDGER
from projections.pages import contents
from projections.pages.chosen import Chosen, named_by, naming
from projections.pages.contents import Text, commitments
from projections.queries.withheld import withheld as under_embargo
from projections.seals import Seals
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log, Row

Json = dict[str, Any]
#: The ledger's own entries: who may sign, what was erased, whose countersignature came, and what is demanded of those.
_PROVING = "SELECT position FROM happening WHERE position <= ? AND stream = ?"
#: Of these, those by which a reader is told of people and organisations.
_TELLING = (
    " AND (type IN ('countersignature.added', 'policy.stated', 'text.erased') OR type GLOB 'key.*' OR position = 1)"
)


class Held(NamedTuple):
    """An entry of the pack: its row, its fields, and the proof that it is in the tree of the pack's checkpoint."""

    row: "Row"
    fields: Json
    proof: list[bytes]

    @property
    def position(self) -> int:
        """Its number in the ledger."""
        return self.row.position

    @property
    def stream(self) -> str:
        """The record it is of."""
        return self.row.stream

    @property
    def sealed_at(self) -> int:
        """The last position of its batch."""
        return _sealed_at(self.row, self.fields)

    @property
    def texts(self) -> list[str]:
        """What it commits to, texts before files."""
        return commitments(self.fields)


class Seal(NamedTuple):
    """The checkpoint at the end of a batch as a signed note, and that the pack's checkpoint extends it."""

    size: int
    note: str
    proof: list[bytes]


@dataclass(frozen=True)
class Pack:
    """All that a pack holds. Each of its entries is in one of three lists, by position."""

    ref: str
    origin: str
    fictitious: bool
    made: int
    size: int
    checkpoint: str
    policy: bytes
    first_key: str
    chosen: Chosen
    entries: dict[int, Held]
    named: list[int]
    proving: list[int]
    #: Of these, whose texts are under embargo.
    silent: list[int]
    texts: dict[str, Text]
    seals: dict[int, Seal]
    #: By the entry that keeps each note: the size that was countersigned, and that the checkpoint extends it.
    countersigned: dict[int, Seal] = field(default_factory=dict)

    @property
    def erased(self) -> dict[str, str | None]:
        """What its entries say was erased, and the commitment of what stands in its place, if anything does."""
        erasing = (self.entries[each] for each in self.proving if self.entries[each].fields["type"] == "text.erased")
        gone = (each for entry in erasing for each in entry.fields["data"]["texts"])
        return {each["text"]: each.get("instead", {}).get("prose") for each in gone}

    @property
    def shared(self) -> list[Held]:
        """The entries that belong to no one record of the pack."""
        return [self.entries[each] for each in sorted([*self.named, *self.proving])]

    def of_record(self, ref: str) -> list[Held]:
        """A record's entries, in order."""
        return [self.entries[each] for each in self.chosen.entries if self.entries[each].stream == ref]

    def texts_of(self, entries: Iterable[Held]) -> dict[str, Text]:
        """The texts and files of some entries that are in the pack."""
        found = (each for entry in entries for each in entry.texts)
        return {each: self.texts[each] for each in found if each in self.texts}


def withheld_by(log: "Log", views: Views, positions: Iterable[int]) -> int:
    """How many texts and files are kept back with these entries."""
    rows = _rows(log, views, positions)
    return len(log.texts([each for row in rows for each in commitments(json.loads(row.stored))]))


def compose(log: "Log", views: Views, chosen: Chosen, withheld: frozenset[int], made: int, now: datetime) -> Pack:
    """The pack that entry ``made`` records: as of its choice, proved up to the batch that it ends."""
    [making] = _rows(log, views, [made])
    size = _sealed_at(making, json.loads(making.stored))
    named, proving = _beside(views, chosen, made, size, now)
    rows = _rows(log, views, [*chosen.entries, *named, *proving])
    entries = {row.position: _held(log, row, size) for row in rows}
    due = contents.due({each: entry.fields for each, entry in entries.items()}, named, proving)
    silent = contents.embargoed(due, proving, under_embargo(views, now))
    texts = _texts(log, entries, [each for at in due.keys() - withheld - set(silent) for each in due[at]])
    seal = _Seals(log, views, size)
    opening = log.opening()
    return Pack(
        ref=making.stream,
        origin=opening["origin"],
        fictitious=bool(opening.get("fictitious")),
        made=made,
        size=size,
        checkpoint=seal.at(size).note,
        policy=_stated(entries, texts) or seal.policy(),
        first_key=entries[1].fields["key"],
        chosen=chosen,
        entries=entries,
        named=named,
        proving=proving,
        silent=silent,
        texts=texts,
        seals={each: seal.at(each) for each in sorted({entry.sealed_at for entry in entries.values()})},
        countersigned={position: seal.of(*note_) for position, note_ in _countersigned(entries, texts)},
    )


# Which entries.


def _beside(views: Views, chosen: Chosen, made: int, size: int, now: datetime) -> tuple[list[int], list[int]]:
    """The entries that give names to what the others refer to, and those that prove: each list in order."""
    proving, telling = (
        {row["position"] for row in views.query(sql, (size, LEDGER))} | {made}
        for sql in (_PROVING, _PROVING + _TELLING)
    )
    told = set(naming(views, named_by(views, chosen.entries) - set(chosen.records), chosen.as_of, now))
    told |= set(naming(views, named_by(views, sorted(telling)) - set(chosen.records), size, now))
    return sorted(told - proving - set(chosen.entries)), sorted(proving)


# What is read of the log.


def _rows(log: "Log", views: Views, positions: Iterable[int]) -> list["Row"]:
    """The entries at some positions, in order."""
    wanted = set(positions)
    sql = "SELECT DISTINCT stream FROM happening WHERE position IN (SELECT value FROM json_each(?))"
    streams = [row["stream"] for row in views.query(sql, (json.dumps(sorted(wanted)),))]
    return sorted(row for stream in streams for row in log.of_stream(stream) if row.position in wanted)


def _held(log: "Log", row: "Row", size: int) -> Held:
    return Held(row, json.loads(row.stored), prove_inclusion(row.position - 1, size, log.node))


def _sealed_at(row: "Row", fields: Json) -> int:
    number, of = fields["batch"]
    return int(row.position + of - number)


def _texts(log: "Log", entries: Mapping[int, Held], wanted: list[str]) -> dict[str, Text]:
    """The texts and files that go with the entries, so far as the vault has them."""
    files = frozenset(each for entry in entries.values() for each in files_of(entry.fields))
    return contents.texts(log, sorted(wanted), files)


# What proves them.


class _Seals:
    """The checkpoints of a log as signed notes, each with the proof that the pack's extends it."""

    def __init__(self, log: "Log", views: Views, newest: int) -> None:
        self._log, self._newest, self._seals = log, newest, Seals(log, views)

    def at(self, size: int) -> Seal:
        """The one that a batch ends in."""
        return self.of(size, self._seals.note(size))

    def of(self, size: int, note_text: str) -> Seal:
        """One whose note is kept already."""
        return Seal(size, note_text, prove_consistency(size, self._newest, self._log.node))

    def policy(self) -> bytes:
        """What holds where none was stated: the key of the pack's checkpoint, and nobody's countersignature."""
        return Policy(((self._seals.origin, self._seals.public(self._newest)),), {}, {}, "none").write()


def _stated(entries: Mapping[int, Held], texts: Mapping[str, Text]) -> bytes | None:
    """The newest policy that the ledger states, byte for byte."""
    stated = [entry for _, entry in sorted(entries.items()) if entry.fields["type"] == "policy.stated"][-1:]
    return next((texts[each].content for entry in stated for each in files_of(entry.fields) if each in texts), None)


def _countersigned(entries: Mapping[int, Held], texts: Mapping[str, Text]) -> Iterator[tuple[int, tuple[int, str]]]:
    """The notes with countersignatures that are kept: the entry of each, its size and text."""
    for position, entry in sorted(entries.items()):
        if entry.fields["type"] == "countersignature.added":
            kept = [texts[each].content.decode() for each in files_of(entry.fields) if each in texts]
            yield from ((position, (entry.fields["data"]["size"], each)) for each in kept)
