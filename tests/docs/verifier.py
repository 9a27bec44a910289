"""A verifier written from docs/proof-format.md alone: hashlib, json, re and an Ed25519; nothing of this program.

It shows that the page suffices, and holds the vectors to it. Short before all: it reads small ledgers into memory, and
says one thing that is wrong, by raising ``Refused``.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Json = dict[str, Any]


class Refused(Exception):
    """The bytes break the format, or the ledger its proof."""


def sha(*parts: bytes) -> bytes:
    """SHA-256 of the parts, joined."""
    return hashlib.sha256(b"".join(parts)).digest()


def _must(holds: object, what: str) -> None:
    if not holds:
        raise Refused(what)


# Section 1: the entry.

_NUMBER = "[1-9][0-9]{0,8}"
_REFERENCE = f"[A-Z]{{3,4}}-{_NUMBER}"
_PLACE = "[A-Za-z]?[0-9]{1,4}"
_ORIGIN = r"[a-z0-9-]{1,63}\.[0-9a-f]{16}"
_DAY = re.compile("((?:18|19|20)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MOMENT = re.compile(r"(2[0-9]{3}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
_SOURCE = re.compile(rf"DOC-{_NUMBER}(?::{_PLACE}(?:\.{_PLACE})*)?")
_WORD = re.compile("[a-z][a-z0-9_]{0,39}")
_STRING = re.compile(
    rf"[a-z][a-z0-9_]{{0,39}}|{_REFERENCE}|[0-9a-f]{{32}}|[0-9a-f]{{64}}|[0-9a-f]{{128}}"
    rf"|{_ORIGIN}(?:\+[0-9a-f]{{8}}\+[A-Za-z0-9+/]{{44}})?"
)
_FORMS = {
    "cmd": "[0-9a-f]{32}",
    "key": "[0-9a-f]{64}",
    "recorded_by": f"PER-{_NUMBER}",
    "said_by": f"(PER|POST|ORG)-{_NUMBER}",
    "stream": f"LEDGER|{_REFERENCE}",
    "type": "[a-z]{1,40}[.](?=.{1,40}$)[a-z]+(_[a-z]+)*",
}
_ALWAYS = {"afi", "at", "batch", "data", "on", "v", "version", *_FORMS}
_PERHAPS = {"authority", "fixes", "src", "why"}


def read(stored: bytes, version: int = 1) -> Json:
    """The entry that the bytes are in this version of the format."""
    _must(len(stored) <= 65_535 and re.fullmatch(rb"[ -\[\]-~]+", stored), "not printable ASCII of that length")
    depth = 0
    for structure in re.findall(rb"[\[\]{}]", re.sub(rb'"[^"]*"', b"", stored)):
        depth += 1 if structure in b"[{" else -1
        _must(depth <= 8, "nested too deep")
    try:
        entry = json.loads(stored)
    except ValueError as error:
        raise Refused("not JSON") from error
    _must(isinstance(entry, dict), "not an object")
    _must(_written(entry).encode() == stored, "not canonical")
    _values(entry, top=True)
    _fields(entry, version)
    return entry  # type: ignore[no-any-return]


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _values(value: Any, *, top: bool = False) -> None:
    """1.1: only objects, arrays, strings and safe integers, none empty but ``data``."""
    if type(value) is int:
        _must(abs(value) < 2**53, "an integer that is not safe")
        return
    _must(isinstance(value, dict | list | str) and value, "null, true, false, a fraction or something empty")
    for key, inner in value.items() if isinstance(value, dict) else ():
        if not (top and key == "data" and inner == {}):
            _values(inner)
    for inner in value if isinstance(value, list) else ():
        _must(not isinstance(inner, list), "a list in a list")
        _values(inner)


def _fields(entry: Json, version: int) -> None:
    _must(_ALWAYS <= entry.keys() <= _ALWAYS | _PERHAPS, "fields")
    _must(type(entry["afi"]) is int and entry["afi"] == version, "afi")
    for field, form in _FORMS.items():
        _must(isinstance(entry[field], str) and re.fullmatch(form, entry[field]), field)
    for field in {"v", "version", "fixes"} & entry.keys():
        _must(_count(entry[field]), field)
    for field in {"why", "authority"} & entry.keys():
        _must(_is_prose(entry[field]), field)
    _must(isinstance(entry["at"], str) and _is_moment(entry["at"]), "at")
    batch = entry["batch"]
    _must(isinstance(batch, list) and len(batch) == 2 and all(map(_count, batch)) and batch[0] <= batch[1], "batch")
    _must(entry["stream"] == "LEDGER" or entry["type"].split(".")[0] not in {"ledger", "key"}, "stream")
    _must("fixes" not in entry or entry["type"].split(".")[0] not in {"ledger", "key"}, "fixes")
    sources = entry.get("src", ["DOC-1"])
    _must(isinstance(sources, list) and all(isinstance(source, str) for source in sources), "src")
    _must(all(map(_SOURCE.fullmatch, sources)) and len(set(sources)) == len(sources), "src")
    _on(entry["on"])
    _must(isinstance(entry["data"], dict), "data")
    _data(entry["data"])


def _count(value: Any) -> bool:
    return type(value) is int and 1 <= value < 2**53


def _is_commitment(value: Any, kind: str) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {kind}
        and isinstance(value[kind], str)
        and re.fullmatch("[0-9a-f]{64}", value[kind]) is not None
    )


def _is_prose(value: Any) -> bool:
    return _is_commitment(value, "prose")


def _is_text(content: bytes) -> bool:
    try:
        return content.decode() != ""
    except UnicodeDecodeError:
        return False


def _days(text: Any) -> tuple[date, date] | None:
    """The first and the last day that a day, month or year covers; None if it is none (1.3)."""
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    last = month is None or month == 12
    following = date(year + last, 1 if last else (month or 0) + 1, 1)
    return first, following - timedelta(days=1)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _on(on: Any) -> None:
    _must(isinstance(on, dict) and {"from", "to"} <= set(on) <= {"from", "to", "words", "assumed"}, "on")
    start, end = _days(on["from"]), _days(on["to"])
    _must(start and end and start[0] <= end[1], "on")
    _must(type(on.get("assumed", 1)) is int and on.get("assumed", 1) == 1, "on")
    _must("words" not in on or _is_prose(on["words"]), "on")


def _data(value: Any) -> None:
    if isinstance(value, dict):
        _must(all(map(_WORD.fullmatch, value)), "data")
        _must(all(_is_commitment(value, kind) for kind in {"prose", "file"} & value.keys()), "data")
        for inner in value.values():
            _data(inner)
    elif isinstance(value, list):
        for inner in value:
            _data(inner)
    elif isinstance(value, str):
        _must(_STRING.fullmatch(value) or _days(value) or _is_moment(value), "data")


def _is_moment(text: str) -> bool:
    moment = _MOMENT.fullmatch(text)
    return moment is not None and _is_date(moment[1])


def commitments(value: Any) -> Iterator[tuple[str, str]]:
    """Every commitment in an entry: ``prose`` or ``file``, and its hash."""
    if any(_is_commitment(value, kind) for kind in ("prose", "file")):
        yield from value.items()
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from commitments(inner)


# Section 5: the tree, by the definitions of RFC 6962 section 2.1, each a recursion over the leaf hashes.


def leaf(entry: bytes) -> bytes:
    """The leaf hash of an entry."""
    return sha(b"\x00", entry)


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def root(leaves: list[bytes]) -> bytes:
    """MTH: the root over leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    k = _split(len(leaves))
    return sha(b"\x01", root(leaves[:k]), root(leaves[k:]))


def inclusion(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH: the inclusion proof of one leaf."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion(index, leaves[:k]), root(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), root(leaves[:k])]


def consistency(old: int, leaves: list[bytes]) -> list[bytes]:
    """PROOF: that the tree over these leaves extends that over the first ``old``."""
    return _subproof(old, leaves, whole=True) if 0 < old < len(leaves) else []


def _subproof(old: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], whole=whole), root(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], whole=False), root(leaves[:k])]


# Sections 3 and 6: keys and checkpoints.

_P = 2**255 - 19
_ORDER_8 = (
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
)
_WEAK = {0, 1, _P - 1, *(int.from_bytes(bytes.fromhex(point), "little") for point in _ORDER_8)}


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that point at a key in a note."""
    return sha(f"{name}\n\x01".encode(), public)[:4]


def vkey(name: str, public: bytes) -> str:
    """A key as other people's tools take it."""
    return f"{name}+{key_id(name, public).hex()}+{b64encode(bytes([1]) + public).decode()}"


def public_of(text: Any) -> tuple[str, bytes]:
    """The name and public key of a vkey."""
    _must(isinstance(text, str) and re.fullmatch(rf"{_ORIGIN}\+[0-9a-f]{{8}}\+[A-Za-z0-9+/]{{44}}", text), "not a vkey")
    name, _, encoded = text.split("+", 2)
    typed = b64decode(encoded)
    y = int.from_bytes(typed[1:], "little") % 2**255
    _must(typed[0] == 1 and vkey(name, typed[1:]) == text, "not that key's vkey")
    _must(y < _P and y not in _WEAK, "a weak key")
    return name, typed[1:]


def body(origin: str, size: int, head: bytes) -> bytes:
    """What is signed of a checkpoint."""
    return f"{origin}\n{size}\n{b64encode(head).decode()}\n".encode()


def note(origin: str, size: int, head: bytes, public: bytes, signature: bytes) -> str:
    """A checkpoint as a signed note."""
    line = f"— {origin} {b64encode(key_id(origin, public) + signature).decode()}\n"
    return f"{body(origin, size, head).decode()}\n{line}"


def check_signature(public: bytes, signed: bytes, signature: bytes) -> None:
    """Refuses a signature that this key did not make over these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise Refused("signature") from error


# Section 7: a whole ledger.

_RIGHTS = {"key": "enrol", "ledger": "keep", "policy": "keep", "setting": "keep", "text": "erase"}
_ALL_RIGHTS = ("enrol", "erase", "keep", "publish", "record")
_SHAPES = {
    "key.enrolled": {"vkey", "person", "rights"},
    "key.retired": {"key"},
    "key.revoked": {"key", "after"},
    "ledger.clock_accepted": set(),
}


class Ledger:
    """A ledger as far as it was followed."""

    def __init__(self, version: int = 1) -> None:
        self._version = version
        self._streams: dict[str, int] = {}
        self._stream_of: list[str] = []
        self._numbers: dict[str, int] = {}
        self._at = ""
        self._commands: set[str] = set()
        self._batch: list[Json] = []
        self._sealed: list[tuple[int, str]] = []
        self.leaves: list[bytes] = []
        self.origin = ""
        self.commitments: set[str] = set()
        self.keys: dict[str, Json] = {}

    def follow(self, rows: Json) -> None:
        """Everything in section 7, of a ledger as docs/vectors/ledger.json has one."""
        checkpoints = {each["size"]: each for each in rows["checkpoints"]}
        texts = {each["commitment"]: each for each in rows["vault"]}
        for row in rows["entries"]:
            stored = bytes.fromhex(row["bytes"])
            entry = read(stored, self._version)
            self.leaves.append(leaf(stored))
            self._place(entry)
            self._texts(entry, texts)
            self._tile(entry)
            if entry["batch"][0] == entry["batch"][1]:
                self._seal(checkpoints.pop(len(self.leaves), None))
        _must(self.leaves and not self._batch and not checkpoints, "the end is not whole")
        _must(texts.keys() <= self.commitments, "a text that nothing commits to")

    @property
    def size(self) -> int:
        """How many entries were followed."""
        return len(self.leaves)

    def _place(self, entry: Json) -> None:
        stream = entry["stream"]
        if stream != "LEDGER" and stream not in self._streams:
            kind, number = stream.split("-")
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            _must(int(number) == self._numbers[kind], "a reference out of order")
        self._streams[stream] = self._streams.get(stream, 0) + 1
        _must(entry["version"] == self._streams[stream], "a version out of order")
        _must(entry["at"] >= self._at, "time")
        self._stream_of.append(stream)
        if "fixes" in entry:
            _must(entry["fixes"] < self.size and self._stream_of[entry["fixes"] - 1] == stream, "fixes")
        self._at = entry["at"]
        _must((entry["type"] == "ledger.opened") == (self.size == 1), "the opening")
        if self.size == 1:
            self._open(entry)

    def _open(self, entry: Json) -> None:
        data = entry["data"]
        _must(entry["v"] == 1 and {"hash", "keys", "origin"} <= set(data), "the opening")
        _must(set(data) <= {"hash", "keys", "origin", "fictitious", "follows"}, "the opening")
        _must(data["hash"] == "sha256" and data.get("fictitious", 1) == 1, "the opening")
        _must(re.fullmatch(_ORIGIN, data["origin"]) and isinstance(data["keys"], list), "the opening")
        self.origin = data["origin"]
        for key in data["keys"]:
            self._enrol(key, entry["batch"][1])
        if "follows" in data:
            before = data["follows"]
            _must(isinstance(before, dict) and {"origin", "root", "size"} <= set(before), "follows")
            _must(set(before) - {"origin", "root", "size"} in ({"key", "signature"}, set()), "follows")
            _must(_count(before["size"]), "follows")
            if "key" in before:
                name, public = public_of(before["key"])
                _must(name == before["origin"], "follows")
                signed = body(name, before["size"], bytes.fromhex(before["root"]))
                check_signature(public, signed, bytes.fromhex(before["signature"]))

    def _texts(self, entry: Json, texts: Json) -> None:
        for kind, commitment in commitments(entry):
            _must(commitment not in self.commitments, "a commitment made twice")
            self.commitments.add(commitment)
            if commitment in texts:  # whatever is gone is reported, and breaks nothing else
                salt, content = (bytes.fromhex(texts[commitment][part]) for part in ("salt", "content"))
                _must(len(salt) == 16 and sha(salt, content).hex() == commitment, "not the content committed to")
                _must(kind == "file" or _is_text(content), "no text")

    def _tile(self, entry: Json) -> None:
        head = self._batch[0] if self._batch else entry
        _must(entry["batch"] == [len(self._batch) + 1, head["batch"][1]], "batches do not tile")
        _must(all(entry[field] == head[field] for field in ("at", "cmd", "key", "recorded_by")), "a mixed batch")
        if not self._batch:
            _must(entry["cmd"] not in self._commands, "a command's id used twice")
            self._commands.add(entry["cmd"])
        self._batch.append(entry)

    def _seal(self, checkpoint: Json | None) -> None:
        assert self._batch
        batch, self._batch, head = self._batch, [], root(self.leaves)
        _must(checkpoint and checkpoint["root"] == head.hex(), "no checkpoint of this tree")
        assert checkpoint is not None
        key = self.keys.get(batch[0]["key"])
        _must(key and checkpoint["key"] == batch[0]["key"], "not sealed by the key that the entries name")
        assert key is not None
        _must(not key["ended"] and key["person"] == batch[0]["recorded_by"], "not that person's key, or no longer")
        for entry in batch:
            _must(_RIGHTS.get(entry["type"].split(".")[0], "record") in key["rights"], "a right")
        check_signature(key["public"], body(self.origin, self.size, head), bytes.fromhex(checkpoint["signature"]))
        self._sealed.append((self.size, batch[0]["key"]))
        for entry in batch:
            if entry["stream"] == "LEDGER" and entry["type"] != "ledger.opened":
                self._about_keys(entry)
        for enrolled in self.keys.values():
            _must(enrolled["person"] in self._streams, "a key of nobody")

    def _about_keys(self, entry: Json) -> None:
        data = entry["data"]
        _must(entry["v"] == 1 and entry["type"] in _SHAPES, "something about keys that version 1 does not know")
        _must(set(data) == _SHAPES[entry["type"]], "the data of its type")
        if entry["type"] == "key.enrolled":
            self._enrol(data, self.size)
        elif "key" in data:
            _must(data["key"] in self.keys and _count(data.get("after", 1)), "ends a key that was never enrolled")
            key = self.keys[data["key"]]
            key["ended"] = True
            key["counts_to"] = min(key["counts_to"], data.get("after", key["counts_to"]))

    def _enrol(self, data: Any, batch: int) -> None:
        _must(isinstance(data, dict) and set(data) == {"vkey", "person", "rights"}, "an enrolment")
        rights, person = data["rights"], data["person"]
        _must(isinstance(rights, list) and rights == [right for right in _ALL_RIGHTS if right in rights], "rights")
        _must(isinstance(person, str) and re.fullmatch(f"PER-{_NUMBER}", person), "a person")
        name, public = public_of(data["vkey"])
        fingerprint, short = sha(b"\x01", public).hex(), key_id(name, public)
        _must(name == self.origin and fingerprint not in self.keys, "a key of another ledger, or enrolled before")
        _must(all(short != key["short"] for key in self.keys.values()), "a key id that is another's")
        self.keys[fingerprint] = {
            "public": public, "short": short, "person": person, "rights": rights,
            "ended": False, "counts_to": 2**63, "batch": batch,
        }  # fmt: skip

    def unproven(self) -> list[int]:
        """Where the batches end whose author nothing proves, because a key was revoked (section 3)."""
        while True:
            found = [end for end, key in self._sealed if end > self.keys[key]["counts_to"]]
            doubtful = [key for key in self.keys.values() if key["batch"] in found and key["counts_to"]]
            if not doubtful:
                return found
            for key in doubtful:
                key["counts_to"] = 0
