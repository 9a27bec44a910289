"""How a ledger that was restored with loss goes on: as another one, which names the last that is known of the first.

A log key never signs two trees, so what is left cannot simply grow again: it is recorded anew under another origin, in
the same order, by the keeper who does it. Each record keeps its reference, versions, dates, voices, sources and texts
(under fresh salts); an erased text stays erased, under the commitment that it had. What is about the first ledger
itself stays there: its keys, its policy, the countersignatures of its checkpoints. The first ledger is only read, and
still proves who recorded each entry and when, which the second does not.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger import codec, days
from ledger.aggregates import Fact
from ledger.aggregates.key import Key
from ledger.aggregates.ledger import Ledger as LedgerState
from ledger.aggregates.ledger import evolve
from ledger.codec import Entry, Happened, VaultRow
from ledger.draft import Draft, Loaded, Pending, Saying
from ledger.errors import IntegrityBroken, KeyRefused, RuleBroken, Unreadable
from ledger.events import Prose
from ledger.events.key import KeyEnrolled
from ledger.events.ledger import FirstKey, Follows, LedgerOpened
from ledger.events.predecessor import PredecessorCarried
from ledger.events.record import RecordFlagged
from ledger.events.text import ErasedText, TextErased
from ledger.past import Stored
from ledger.proofs.doubt import Doubt
from ledger.proofs.entry import Json, commitment, files_of, prose_of
from ledger.proofs.note import check_signature, parse_checkpoint, parse_note, vkey
from ledger.recording import Ledger, Plan, Signer
from ledger.standing import Standing
from ledger.stores.log import Log, Row
from ledger.vocabulary import LEDGER, Right, kind_of

if TYPE_CHECKING:
    from ledger.memory import Seen

#: What is about the first ledger itself.
_STAYS = frozenset({"ledger", "key", "countersignature", "policy", "predecessor"})
#: Entries a batch: memory stays bounded.
PAGE = 1000
_AT_ONCE = 200  # erased texts that one entry names
_GONE = "Erased from {} later than this copy of it. Only what was lost says under what authority."
_UNPROVEN = "Author unproven: this was E-{} of {}, and the key that had recorded it there was revoked."


def state_of(log: Log) -> LedgerState:
    """The keys of a ledger that was found whole."""
    state = None
    for row in log.of_stream(LEDGER):
        if row.type.startswith(("ledger.", "key.")):
            entry = codec.recall(row.stored)
            state = evolve(state, Fact(entry.event, entry.said_by, entry.span, LEDGER))
    assert state is not None  # it was found whole, so it was opened
    return state


def last_known(log: Log, state: LedgerState, seen: "Seen | None", noted: str | None) -> Follows:
    """The last checkpoint that is known of a ledger, remembered or in a signed note, and reaches beyond what is left.

    Refuses where nothing shows that anything is lost, or the history is another.
    """
    head = log.head()
    assert head is not None  # it was found whole
    known = [Follows(origin=seen.origin, size=seen.size, root=seen.root.hex())] if seen else []
    known += [_noted(noted, state)] if noted is not None else []
    for each in known:
        others = {other.root for other in known if other.size == each.size}
        if len(others) > 1 or (each.size <= head.size and log.root(each.size).hex() != each.root):
            raise IntegrityBroken(
                f"This is not the ledger whose first {each.size} entries were seen: its history was replaced.",
                "Keep it as evidence, and go on from a backup of the ledger that was there before.",
            )
    if not known:
        raise RuleBroken(
            "Nothing here shows that anything was lost: this terminal never saw more of this ledger.",
            "Run it on the computer that saw most of it, or give a later checkpoint with --checkpoint; where there is "
            "neither, go on with this ledger as it is.",
        )
    if max(each.size for each in known) <= head.size:
        raise RuleBroken(
            "Nothing was lost: this ledger holds all that is known to have been in it.",
            "Go on with it as it is; where it is a backup, `afi restore` puts it in the ledger's place.",
        )
    return max(known, key=lambda each: (each.size, each.key is not None))


def _noted(text: str, state: LedgerState) -> Follows:
    """The checkpoint in a signed note, which a key of the ledger signed."""
    try:
        body, lines = parse_note(text)
        found = parse_checkpoint(body)
    except ValueError as error:
        raise Unreadable(f"That is no signed checkpoint: {error}.", "Give the file that was countersigned.") from None
    if found.origin != state.origin:
        raise Unreadable(f"That is a checkpoint of {found.origin}.", f"Give one of {state.origin}, or leave it out.")
    for key, line in product(state.keys.values(), lines):
        ours = line.name == state.origin and line.key_id.hex() == key.key_id and not key.revoked
        if ours and check_signature(key.public, body, line.signature):
            signer, signed = vkey(state.origin, key.public), line.signature.hex()
            return Follows(origin=found.origin, size=found.size, root=found.root.hex(), key=signer, signature=signed)
    raise KeyRefused("No key that this ledger knows signed that checkpoint.", "Give another, or leave it out.")


@dataclass(frozen=True)
class Estate:
    """What is left of a ledger: its log as far as ``size``, its keys, the keeper who goes on, and why."""

    log: Log
    size: int
    state: LedgerState
    keeper: Key
    follows: Follows
    why: str
    #: Commitments of texts that were erased after this copy was made.
    gone: Collection[str] = ()


class Successor(Ledger):
    """The ledger that follows another, as long as what is left of that is recorded again."""

    def __init__(self, path: Path, signer: Signer, origin: str, estate: Estate, **supplied: Any) -> None:
        """``origin`` is its own; the rest is as for any ledger."""
        super().__init__(path, signer, **supplied)
        self._name, self.estate = origin, estate
        self._now = array("q", bytes(8 * (estate.size + 1)))  # where each entry stands now; 0: it does not
        self._old: dict[tuple[str, int], Entry] = {}
        self._texts: dict[str, bytes] = {}
        self._gone: list[ErasedText] = []
        self._after = 0  # how far the first ledger was read
        self._own = self._position = 0  # entries here: of the ledger's own stream, and of all
        #: How many entries of each noun stayed in the first ledger.
        self.stayed: Counter[str] = Counter()
        #: Those of which nothing there proved who had recorded them: where each stood, and what it is now.
        self.unproven: dict[int, Entry] = {}
        self._doubt = Doubt(_revoked(estate.log))

    def plans(self) -> Iterator[Plan]:
        """What to record, one batch after another: the opening with the first pages, the others, the end."""
        yield self._open
        while self._after < self.estate.size:
            self._old, self._texts = {}, {}
            if page := self._page():
                yield partial(self._take, page)
        yield self._end

    def _open(self, draft: Draft) -> None:
        estate = self.estate
        first = FirstKey(
            vkey=vkey(self._name, estate.keeper.public), person=estate.keeper.person, rights=tuple(sorted(Right))
        )
        opened = LedgerOpened(
            hash="sha256", origin=self._name, keys=(first,), fictitious=1 if estate.state.fictitious else None,
            follows=estate.follows,
        )  # fmt: skip
        draft.add(opened, self._saying())
        self._own = self._position = 1
        while self._after < estate.size and (estate.keeper.person, 1) not in self._old:
            self._take(self._page(), draft)  # a key is enrolled for somebody of whom the same batch says who they are

    def _page(self) -> list[Pending]:
        """The next entries, as they were; none where all of them stay."""
        log = self.estate.log
        rows = log.rows(self._after, min(PAGE, self.estate.size - self._after))
        self._after = rows[-1].position
        entries = [entry for row in rows if (entry := self._carried(row))]
        committed = [each for entry in entries for each in (*prose_of(vars(entry)), *files_of(vars(entry)))]
        self._texts |= log.texts([each for each in committed if each not in self.estate.gone])
        return [  # what is said beside an entry is taken from it as it is (``_settle``)
            Pending(each.stream, each.version, each.event, each.said_by, Saying(Happened(each.span)), each.fixes)
            for each in entries
        ]

    def _take(self, page: list[Pending], draft: Draft) -> None:
        """They have happened, so no rule is asked again."""
        draft.pending += page
        for each in page:
            if each.version == 1:
                draft.minted[kind_of(each.stream)] = int(each.stream.partition("-")[2])

    def _end(self, draft: Draft) -> None:
        """The keys of everybody else, what is in doubt or was erased since, and how much was carried over."""
        estate, saying = self.estate, self._saying()
        for key in self._enrolled(draft):
            rights = tuple(sorted(key.rights))
            draft.add(KeyEnrolled(vkey=vkey(self._name, key.public), person=key.person, rights=rights), saying)
        self._flag(draft, saying)
        authority = Prose(_GONE.format(estate.state.origin))
        for start in range(0, len(self._gone), _AT_ONCE):
            texts = tuple(self._gone[start : start + _AT_ONCE])
            draft.add(TextErased(texts=texts), replace(saying, authority=authority))
        carried = PredecessorCarried(entries=estate.size, root=estate.log.root(estate.size).hex())
        draft.add(carried, replace(saying, on=Happened(_recorded(estate))))

    def _enrolled(self, draft: Draft) -> Iterator[Key]:
        """The keys that are active; not one that was enrolled by whoever had a key that was revoked since."""
        for key in self.estate.state.keys.values():
            theirs = key.active and key.fingerprint != self.estate.keeper.fingerprint
            if theirs and key.fingerprint not in self._doubt.keys and _counts(draft, key.person):
                yield key

    def _flag(self, draft: Draft, saying: Saying) -> None:
        """Keeps the doubt about each author: here all of it has the keeper's seal, who knows no more than was known."""
        for old, entry in self.unproven.items():
            if entry.stream != LEDGER and _counts(draft, entry.stream):
                text = Prose(_UNPROVEN.format(old, self.estate.state.origin))
                draft.add(RecordFlagged(text=text, entry=self.now_at(old)), saying, entry.stream)

    def _saying(self) -> Saying:
        today = days.Span.on(days.uk_today(self._clock()).isoformat())
        return Saying(Happened(today, assumed=True), why=Prose(self.estate.why))

    # One entry.

    def _carried(self, row: Row) -> Entry | None:
        """The entry as it is to stand here; none if it stays, or means nothing without one that does."""
        entry = codec.recall(row.stored)
        noun, data = entry.type.partition(".")[0], self._moved(entry)
        fixes = self.now_at(entry.fixes) if entry.fixes else None
        doubted = self._doubt.take(row.position, entry)
        if noun in _STAYS or data is None or fixes == 0:
            self.stayed[noun] += 1
            return None
        self._position += 1
        self._now[row.position] = self._position
        version = entry.version
        if entry.stream == LEDGER:
            version = self._own = self._own + 1
        moved = replace(entry, version=version, data=data, fixes=fixes)
        self._old[moved.stream, version] = moved
        self._keep_doubt(row.position, moved, doubted=doubted)
        self._gone += [
            ErasedText(text=each, entry=self._position)
            for each in (*prose_of(vars(entry)), *files_of(vars(entry)))
            if each in self.estate.gone and each not in self.estate.log.erased()
        ]
        return moved

    def _keep_doubt(self, position: int, moved: Entry, *, doubted: bool) -> None:
        """An entry in doubt; no more of one in whose place somebody has since put this one."""
        if moved.fixes:
            told = {old: each.fixes or self.now_at(old) for old, each in self.unproven.items()}
            self.unproven = {old: each for old, each in self.unproven.items() if told[old] != moved.fixes}
        if doubted:
            self.unproven[position] = moved

    def _moved(self, entry: Entry) -> Json | None:
        """The data of an entry with positions of this ledger in place of the first one's."""
        data = entry.data
        match entry.type:
            case "record.flagged" | "record.accepted" if "entry" in data:
                now = self.now_at(data["entry"])
                return data | {"entry": now} if now else {key: data[key] for key in data if key != "entry"}
            case "pack.made":
                return data | {"as_of": max(self._now[1 : data["as_of"] + 1], default=0) or 1}
            case "text.erased":
                texts = [
                    each | {"entry": self.now_at(each["entry"])} for each in data["texts"] if self.now_at(each["entry"])
                ]
                return {"texts": texts} if texts else None
        return data

    def now_at(self, position: int) -> int:
        """Where an entry of the first ledger stands now; 0 where it does not."""
        return self._now[position] if position < len(self._now) else 0

    # As any ledger does it, but for what is carried over.

    def _draft(self, now: Standing, past: Stored, minted: Mapping[str, int], moment: datetime) -> Draft:
        """A draft; who opens a successor is who they were in the first ledger, and is carried over in a moment."""
        if now.state:
            return super()._draft(now, past, minted, moment)
        draft = super()._draft(now, _Awaited(self.entries, now.log), minted, moment)
        draft.recorder = self.estate.keeper.person
        return draft

    def _settle(
        self, fact: Pending, recorder: str, at: str, command: str, batch: tuple[int, int]
    ) -> tuple[Entry, list[VaultRow]]:
        """An entry that is carried over says what it said, under the key and at the time of who carries it over."""
        old = self._old.get((fact.stream, fact.version))
        if old is None:
            return super()._settle(fact, recorder, at, command, batch)
        vault: list[VaultRow] = []
        said = {name: self._salted(getattr(old, name), vault) for name in ("data", "on", "why", "authority")}
        fresh = replace(old, at=at, recorded_by=recorder, cmd=command, key=self.signer.fingerprint, batch=batch, **said)
        return fresh, vault

    def _salted(self, value: Any, vault: list[VaultRow]) -> Any:
        """The value with a fresh commitment to each text that is left; one that was erased keeps its own."""
        match value:
            case {"prose": str(text)} | {"file": str(text)} if text in self._texts:
                salt, content = self._entropy(16), self._texts[text]
                vault.append(VaultRow(commitment(salt, content), salt, content))
                return dict.fromkeys(value, vault[-1].commitment)
            case dict():
                return {key: self._salted(inner, vault) for key, inner in value.items()}
            case list():
                return [self._salted(inner, vault) for inner in value]
        return value


def _revoked(log: Log) -> dict[str, int]:
    """The last entry that each key is trusted with which was revoked."""
    entries = (codec.recall(row.stored) for row in log.of_stream(LEDGER) if row.type == "key.revoked")
    return {entry.data["key"]: entry.data["after"] for entry in entries}


def _recorded(estate: Estate) -> days.Span:
    """From the day on which the first ledger began to that of its last entry that is left."""
    first, last = (codec.recall(estate.log.rows(after, 1)[0].stored).at for after in (0, estate.size - 1))
    start, end = (days.uk_today(datetime.fromisoformat(at)).isoformat() for at in (first, last))
    return days.Span(start, end)


class _Awaited(Stored):
    """A past in which every record is about to be."""

    def load(self, stream: str) -> Loaded:
        """Nothing of the ledger itself, and of each record that there is one."""
        return super().load(stream) if stream == LEDGER else Loaded(version=1)


def _counts(draft: Draft, person: str) -> bool:
    try:
        draft.get(person)
    except RuleBroken:
        return False
    return True
