"""The roll of enrolled keys: who may seal a batch, as the ledger's own entries say it.

A key is identified by its full fingerprint. What a batch says about keys counts from the next batch on; only the
opening's keys count for its own. A retirement or revocation ends a key's use; a revocation also names the size of
the largest checkpoint by the key that still counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.proofs import note
from ledger.proofs.entry import Json


@dataclass(slots=True)
class Enrolled:
    """One key. ``since`` and ``until`` are the positions of the entries that enrolled it and ended its use."""

    number: int
    fingerprint: str
    public: bytes
    person: str
    rights: frozenset[str]
    since: int
    until: int | None = None
    #: Revoked: checkpoints of more entries than this do not count.
    counts_to: int | None = None


class Roll:
    """Every key that was ever enrolled. Its methods yield what is wrong, in words, and never raise for a bad entry."""

    def __init__(self) -> None:
        self.origin = ""
        self.keys: dict[str, Enrolled] = {}
        self._ids: set[bytes] = set()

    def open(self, data: Json) -> Iterator[str]:
        """The opening: the ledger's origin and its first keys."""
        origin, keys = data.get("origin"), data.get("keys")
        if not isinstance(origin, str) or not isinstance(keys, list) or data.get("hash") != "sha256":
            yield "does not hold an origin, keys and the hash sha256"
            return
        self.origin = origin
        for key in keys:
            yield from self._enrol(1, key)

    def follow(self, position: int, type_name: str, data: Json) -> Iterator[str]:
        """One more entry about keys; those about anything else are passed over."""
        match type_name, data:
            case "key.enrolled", _:
                yield from self._enrol(position, data)
            case "key.retired", {"key": str(gone)}:
                yield from self._end(position, gone, None)
            case "key.revoked", {"key": str(gone), "after": int(after)}:
                yield from self._end(position, gone, after)
            case _ if type_name.startswith("key."):
                yield "says something about keys that this program does not know, so who may sign after it is unsure"

    def _enrol(self, position: int, data: object) -> Iterator[str]:
        match data:
            case {"vkey": str(vkey), "person": str(person), "rights": [*rights]} if all(map(_is_text, rights)):
                pass
            case _:
                yield "does not enrol a key, a person and rights"
                return
        try:
            name, public = note.parse_vkey(vkey)
        except ValueError as error:
            yield f"enrols what is no sound key: {error}"
            return
        identity, short = note.fingerprint(public), note.key_id(name, public)
        if name != self.origin:
            yield f"enrols a key of another ledger, {name}"
        if identity in self.keys:
            yield "enrols a key that was enrolled before"
            return
        if short in self._ids:
            yield f"enrols a key whose short id {short.hex()} is another key's, so a signed note cannot tell them apart"
        self._ids.add(short)
        self.keys[identity] = Enrolled(len(self.keys), identity, public, person, frozenset(rights), position)

    def _end(self, position: int, gone: str, after: int | None) -> Iterator[str]:
        key = self.keys.get(gone)
        if key is None:
            yield f"ends the use of a key that was never enrolled, {gone}"
            return
        key.until = key.until or position
        if after is not None:
            key.counts_to = min(after, key.counts_to if key.counts_to is not None else after)


def check_follows(follows: object) -> bool:
    """Whether an opening follows no other ledger, or names a checkpoint of it, signed by the key if one is named."""
    match follows:
        case None:
            return True
        case {"origin": str(origin), "size": int(size), "root": str(root), "key": str(key), "signature": str(signed)}:
            try:
                name, public = note.parse_vkey(key)
                body = note.Checkpoint(origin, size, bytes.fromhex(root)).body()
                return name == origin and note.check_signature(public, body, bytes.fromhex(signed))
            except ValueError:
                return False
        case {"origin": str(), "size": int(), "root": str(), **rest}:
            return not rest  # remembered without its signature: nothing there to check
    return False


def _is_text(value: object) -> bool:
    return isinstance(value, str)
