#!/usr/bin/env python3
"""A second opinion on an AFI ledger: one file, Python 3.9 or newer, nothing to install.

    python3 check.py afi.ledger                 a ledger's file (best a copy, which nobody writes to)
    python3 check.py FOLDER                     a pack, as plain files
    python3 check.py E-57.tlog-proof            one entry's proof, with the entry beside it

    --first-key HEX   the fingerprint of the first key, as it stands in minutes or on paper
    --policy FILE     whose countersignatures there must be (C2SP tlog-policy), from elsewhere than what is checked
    --json            the same as one JSON document

It says what is wrong, one finding a line: what kind, where, and the last entry up to which everything before it still
holds. Its last line is "whole", "whole, but signatures were not checked" or "not whole", and it ends with 0, 0 or 1;
with 2 where there was nothing to look at (a path mistyped, a policy that is none). It changes nothing, asks no network.

Why it can be believed: it was written from the page on the proof format (docs/proof-format.md; "section" below is one
of that page) and that on packs (docs/pack.md), and shares no line with the program that keeps ledgers. Parts 1 to 4 are
the format; part 5 follows a ledger from its first entry to its last; parts 6 to 8 read the three things that it is
given. Each part can be read by itself. Whoever would rather not can write another from the same pages, and compare.

What it needs beyond Python: signatures are checked by the package `cryptography` (pip install cryptography). Without
it everything else is checked, and it says that signatures were not. What that leaves: whether anything was altered
since a root that you know from elsewhere, though not who sealed it.

What it cannot know: that what was recorded is true or complete. That the ledger was not cut short, or written anew by
whoever holds all its keys: for that compare the first key, the root and the countersignatures with what somebody
outside has. That times are right: it only sees that they never go back.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

try:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    SIGNATURES = False
else:
    SIGNATURES = True

Json = dict[str, Any]


class Refused(ValueError):
    """Bytes that break the format; it says how. Nothing else in this file is raised for what was read."""


class Misused(Exception):
    """There is nothing to look at: it says what was asked for wrongly."""


def sha(*parts: bytes) -> bytes:
    """SHA-256 of the parts, joined: the only hash here."""
    return sha256(b"".join(parts)).digest()


def must(holds: object, what: str) -> None:
    """The format's "must"."""
    if not holds:
        raise Refused(what)


def bytes_of(path: Path, most: int) -> bytes:
    """What a plain file holds, and no pipe or device, which might never end. Raises `Refused`."""
    try:
        must(path.is_file(), "it is not there, or is no file")
        with path.open("rb") as file:
            found = file.read(most + 1)
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror})") from error
    must(len(found) <= most, "it is too large")
    return found


# ---------------------------------------------------------------------------------------------------------------------
# Part 1. The entry (section 1): what the bytes of one recorded event have to be.
#
# One event, one spelling: were there two ways to write an entry, two programs could read one entry differently, or an
# altered one could be passed off as the same. So the bytes are parsed, written again in the one form there is, and
# compared.
# ---------------------------------------------------------------------------------------------------------------------

_NUMBER = "[1-9][0-9]{0,8}"
_REFERENCE = f"[A-Z]{{3,4}}-{_NUMBER}"
_PLACE = "[A-Za-z]?[0-9]{1,4}"
_ORIGIN = r"[a-z0-9-]{1,63}\.[0-9a-f]{16}"
_DAY = re.compile("((?:18|19|20)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MOMENT = re.compile(r"(2[0-9]{3}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
_SOURCE = re.compile(rf"DOC-{_NUMBER}(?::{_PLACE}(?:\.{_PLACE})*)?")
_WORD = re.compile("[a-z][a-z0-9_]{0,39}")
_HASH = re.compile("[0-9a-f]{64}")
#: What a string in `data` may be: nothing that a person typed, for an entry can never be erased (1.5).
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
_ERASING = ("text.erased", 1, "LEDGER")
#: The most bytes of an entry, and of a text or file that is read.
LARGEST, LARGEST_TEXT = 65_535, 2**24


def read(stored: object, version: int = 1) -> Json:
    """The entry that these bytes are, in this version of the format. Raises `Refused`."""
    must(isinstance(stored, bytes) and len(stored) <= LARGEST, "no bytes, or too many to be an entry")
    assert isinstance(stored, bytes)
    must(re.fullmatch(rb"[ -\[\]-~]+", stored), "not printable ASCII without a backslash")
    # Brackets are counted before anything is parsed: thousands of them would exhaust a parser.
    depth = 0
    for bracket in re.findall(rb"[\[\]{}]", re.sub(rb'"[^"]*"', b"", stored)):
        depth += 1 if bracket in b"[{" else -1
        must(depth <= 8, "nested too deep")
    try:
        entry = json.loads(stored)
    except ValueError as error:
        raise Refused("not JSON") from error
    must(isinstance(entry, dict), "not an object")
    # A key that stands twice, a space, another order, 1.0 for 1: none of them is written again as it was.
    must(json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() == stored, "not in its one canonical form")
    _values(entry, top=True)
    _fields(entry, version)
    return entry  # type: ignore[no-any-return]


def _values(value: Any, top: bool = False) -> None:
    """1.1: objects, arrays, strings and safe integers only, and none of them empty but `data`."""
    if type(value) is int:
        must(abs(value) < 2**53, "an integer that is not safe")
        return
    must(isinstance(value, (dict, list, str)) and value, "null, true, false, a fraction or something empty")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not (top and key == "data" and inner == {}):
                _values(inner)
    elif isinstance(value, list):
        for inner in value:
            must(not isinstance(inner, list), "a list in a list")
            _values(inner)


def _fields(entry: Json, version: int) -> None:
    """1.2: which fields there are, and the form of each."""
    must(_ALWAYS <= entry.keys() <= _ALWAYS | _PERHAPS, "a field is missing, or there is one too many")
    must(_is_int(entry["afi"], version), "afi: another version of the format")
    for field, form in _FORMS.items():
        must(isinstance(entry[field], str) and re.fullmatch(form, entry[field]), field)
    for field in {"v", "version", "fixes"} & entry.keys():
        must(_is_count(entry[field]), field)
    for field in {"why", "authority"} & entry.keys():
        must(_is_commitment(entry[field], "prose"), field)
    must(_is_moment(entry["at"]), "at")
    batch = entry["batch"]
    must(isinstance(batch, list) and len(batch) == 2 and all(map(_is_count, batch)) and batch[0] <= batch[1], "batch")
    noun = entry["type"].split(".")[0]
    must(entry["stream"] == "LEDGER" or noun not in {"ledger", "key"}, "stream")
    must("fixes" not in entry or noun not in {"ledger", "key"}, "fixes")
    sources = entry.get("src", ["DOC-1"])
    must(isinstance(sources, list) and all(isinstance(source, str) for source in sources), "src")
    must(all(map(_SOURCE.fullmatch, sources)) and len(set(sources)) == len(sources), "src")
    _on(entry["on"])
    must(isinstance(entry["data"], dict), "data")
    _data(entry["data"])


def _on(on: Any) -> None:
    """1.4: the days on which it happened."""
    must(isinstance(on, dict) and {"from", "to"} <= set(on) <= {"from", "to", "words", "assumed"}, "on")
    first, last = _days(on["from"]), _days(on["to"])
    must(first and last and first[0] <= last[1], "on")
    must(_is_int(on.get("assumed", 1), 1), "on")
    must("words" not in on or _is_commitment(on["words"], "prose"), "on")


def _data(value: Any) -> None:
    """1.5: what happened. Which data a type has, no proof depends on."""
    if isinstance(value, dict):
        must(all(map(_WORD.fullmatch, value)), "data")
        must(all(_is_commitment(value, kind) for kind in {"prose", "file"} & value.keys()), "data")
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            _data(inner)
    elif isinstance(value, str):
        must(_STRING.fullmatch(value) or _days(value) or _is_moment(value), "data")


def _is_int(value: Any, number: int) -> bool:
    return type(value) is int and value == number


def _is_count(value: Any) -> bool:
    return type(value) is int and 1 <= value < 2**53


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _is_commitment(value: Any, kind: str) -> bool:
    return isinstance(value, dict) and set(value) == {kind} and _is_hash(value[kind])


def _days(text: Any) -> tuple[date, date] | None:
    """The first and the last day that a day, month or year covers; None if it is none of them (1.3)."""
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    in_next_year = month is None or month == 12
    following = date(year + in_next_year, 1 if in_next_year else (month or 0) + 1, 1)
    return first, following - timedelta(days=1)


def _is_moment(text: Any) -> bool:
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    try:
        return match is not None and date.fromisoformat(match[1]) is not None
    except ValueError:
        return False


def commitments(value: Any) -> Iterator[tuple[str, str]]:
    """Every commitment that an entry makes (1.6): `prose` or `file`, and the hash that stands for it."""
    if any(_is_commitment(value, kind) for kind in ("prose", "file")):
        yield from value.items()
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from commitments(inner)


def erased_by(entry: Json) -> list[Json]:
    """What an entry of the ledger's own erased (1.7): objects with a commitment, `text`, and the `entry` it is of."""
    texts = entry["data"].get("texts") if (entry["type"], entry["v"], entry["stream"]) == _ERASING else None
    listed = texts if isinstance(texts, list) else []
    return [each for each in listed if isinstance(each, dict) and _is_hash(each.get("text"))]


def fault_of(kind: str, committed: bytes, salt: object, content: object) -> tuple[str, str]:
    """1.6: what is wrong with a text or file, and in which column; two empty strings if it is what was committed to."""
    if not isinstance(salt, bytes) or len(salt) != 16:
        return "vault.salt", "has a salt that is not 16 bytes"
    if not isinstance(content, bytes):
        return "vault.content", "is no bytes, or too many"
    if sha(salt, content) != committed:
        return "vault.content", "is not what was committed to"
    try:
        return ("", "") if kind == "file" or content.decode() else ("vault.content", "is empty")
    except UnicodeDecodeError:
        return "vault.content", "is not UTF-8"


# ---------------------------------------------------------------------------------------------------------------------
# Part 2. The tree (section 5; RFC 6962 section 2.1, checks of proofs as in RFC 9162 sections 2.1.3.2 and 2.1.4.2).
#
# One hash, the root, stands for all entries in their order: alter, drop, add or move any of them, and it is another.
# ---------------------------------------------------------------------------------------------------------------------


def leaf(entry: bytes) -> bytes:
    """The leaf hash of an entry."""
    return sha(b"\x00", entry)


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two."""
    return sha(b"\x01", left, right)


def top(parts: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, the largest first."""
    if not parts:
        return sha()
    found = parts[-1]
    for part in reversed(parts[:-1]):
        found = node(part, found)
    return found


class Tree:
    """A tree that grows by one leaf at a time, and knows its root at each size."""

    def __init__(self) -> None:
        self.size = 0
        #: The roots of the complete subtrees that the leaves so far make up, the largest first.
        self.parts: list[bytes] = []

    def append(self, leaf_hash: bytes) -> bytes:
        """One more leaf. Returns it, and each node that it completes, from the lowest up (what a row keeps)."""
        self.size += 1
        made, at = [leaf_hash], self.size
        while at % 2 == 0:  # two subtrees of one height become one of the next
            made.append(node(self.parts.pop(), made[-1]))
            at //= 2
        self.parts.append(made[-1])
        return b"".join(made)

    def root(self) -> bytes:
        """The hash over everything so far."""
        return top(self.parts)


class Kept:
    """The tree as the hashes stored with the entries have it (section 5), which nobody has to believe.

    They never make anything right. But where the entries lead to another root than the one that was sealed, and these
    lead to the sealed one, then they are as they were, and tell which entries are not.
    """

    def __init__(self) -> None:
        #: As in `Tree`; None for what is missing.
        self.parts: list[bytes | None] = []

    def take(self, position: int, leaf_hash: bytes, hashes: object) -> list[tuple[int, int]]:
        """The next row. Returns the runs of entries, first and last, of which it has another hash than theirs."""
        height = (position & -position).bit_length() - 1
        whole = isinstance(hashes, bytes) and len(hashes) == 32 * (height + 1)
        own = [hashes[at : at + 32] for at in range(0, len(hashes), 32)] if whole else []  # type: ignore[index, arg-type]
        doubts = [] if own and own[0] == leaf_hash else [(position, position)]
        for level in range(1, height + 1):
            left = self.parts.pop() if self.parts else None
            if own and left is not None and node(left, own[level - 1]) != own[level]:
                doubts.append((position - 2**level + 1, position))
        self.parts.append(own[height] if own else None)
        return doubts

    def miss(self, position: int) -> None:
        """The next row is not there."""
        height = (position & -position).bit_length() - 1
        del self.parts[len(self.parts) - height :]
        self.parts.append(None)

    def root(self) -> bytes | None:
        """The hash over everything so far; None where it is not known."""
        known = [part for part in self.parts if part is not None]
        return top(known) if len(known) == len(self.parts) else None


def included(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at this index (from 0) to the root of a tree of this size."""
    if not 0 <= index < size:
        return False
    found, at, last = leaf_hash, index, size - 1
    for each in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node(each, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = node(found, each)
        at, last = at // 2, last // 2
    return last == 0 and found == root


def extends(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of `size` leaves begins with the `old` leaves under `old_root`."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    path = list(proof)
    if old & (old - 1) == 0:  # a power of two: the old root is itself a node of the new tree
        path.insert(0, old_root)
    if not path:
        return False
    at, last = old - 1, size - 1
    while at % 2:
        at, last = at // 2, last // 2
    before = after = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            before, after = node(each, before), node(each, after)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            after = node(after, each)
        at, last = at // 2, last // 2
    return last == 0 and before == old_root and after == root


# ---------------------------------------------------------------------------------------------------------------------
# Part 3. Keys, signatures and checkpoints (sections 3, 6 and 8.1; C2SP signed-note, tlog-checkpoint, tlog-cosignature).
# ---------------------------------------------------------------------------------------------------------------------

#: Signature types: a ledger's own key; a countersigner's, by Ed25519 or by ML-DSA-44; and the bytes of each public key.
LOG, COSIGNER_ED25519, COSIGNER_ML_DSA_44 = 1, 4, 6
_KEY_BYTES = {LOG: 32, COSIGNER_ED25519: 32, COSIGNER_ML_DSA_44: 1312}

#: Under a public key of low order anybody can sign, so none may be enrolled (section 3).
_P = 2**255 - 19
_ORDER_8 = (
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
)
_WEAK = {0, 1, _P - 1, *(int.from_bytes(bytes.fromhex(point), "little") for point in _ORDER_8)}


def key_id(name: str, public: bytes, kind: int = LOG) -> bytes:
    """The four bytes by which a line of a note points at a key: a hint, which can be forged."""
    return sha(f"{name}\n".encode(), bytes([kind]), public)[:4]


def fingerprint(public: bytes) -> str:
    """The whole identity of a ledger's key, as its entries name it."""
    return sha(b"\x01", public).hex()


def vkey(name: str, public: bytes, kind: int = LOG) -> str:
    """A key as text (signed-note)."""
    return f"{name}+{key_id(name, public, kind).hex()}+{b64encode(bytes([kind]) + public).decode()}"


class Signer(NamedTuple):
    """A public key, its name, and by which type of signature it signs."""

    name: str
    kind: int
    public: bytes


def signer_of(text: Any, *kinds: int) -> Signer:
    """The key that a vkey is, if it is of one of these types. Raises `Refused`."""
    must(isinstance(text, str) and text.count("+") >= 2, "not a vkey")
    name, _, encoded = text.split("+", 2)
    typed = unbase64(encoded)
    must(typed[0] in kinds and len(typed) == 1 + _KEY_BYTES[typed[0]], "a vkey of another type")
    found = Signer(name, typed[0], typed[1:])
    must(name and vkey(*_typed(found)) == text, "not that key's vkey")
    if found.kind != COSIGNER_ML_DSA_44:
        y = int.from_bytes(found.public, "little") % 2**255
        must(y < _P and y not in _WEAK, "a weak key, for which anybody can sign")
    return found


def _typed(signer: Signer) -> tuple[str, bytes, int]:
    return signer.name, signer.public, signer.kind


def public_of(text: Any) -> tuple[str, bytes]:
    """The origin and public key of a ledger's vkey. Raises `Refused`."""
    must(isinstance(text, str) and re.fullmatch(rf"{_ORIGIN}\+[0-9a-f]{{8}}\+[A-Za-z0-9+/]{{44}}", text), "not a vkey")
    found = signer_of(text, LOG)
    return found.name, found.public


def unbase64(text: str) -> bytes:
    """RFC 4648 section 4 in its one canonical form; never empty. Raises `Refused`."""
    try:
        value = b64decode(text, validate=True)
    except ValueError:
        value = b""
    must(value and b64encode(value).decode() == text, "not base64 in its one form")
    return value


def body(origin: str, size: int, root: bytes) -> bytes:
    """What is signed of a checkpoint: three lines."""
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n".encode()


def signed(kind: int, public: bytes, message: bytes, signature: object) -> bool | None:
    """Whether this key signed exactly these bytes; None where this computer cannot tell."""
    if not SIGNATURES:
        return None
    if not isinstance(signature, bytes):
        return False
    try:
        if kind == COSIGNER_ML_DSA_44:
            from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

            MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
        else:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (ImportError, UnsupportedAlgorithm):
        return None  # an older `cryptography`, which does not know ML-DSA
    except (InvalidSignature, ValueError):
        return False
    return True


def note(origin: str, size: int, root: bytes, public: bytes, signature: bytes) -> str:
    """A checkpoint as a signed note, with the signature of a ledger's key."""
    line = f"— {origin} {b64encode(key_id(origin, public) + signature).decode()}\n"
    return f"{body(origin, size, root).decode()}\n{line}"


class Note(NamedTuple):
    """A checkpoint as a signed note: what it says, and its lines of signatures (name, key id, signature)."""

    origin: str
    size: int
    root: bytes
    lines: tuple[tuple[str, bytes, bytes], ...]

    def body(self) -> bytes:
        """The part that is signed."""
        return body(self.origin, self.size, self.root)

    def of(self, signer: Signer) -> bytes | None:
        """The signature that claims to be this signer's."""
        short = key_id(*_typed(signer))
        return next((made for name, point, made in self.lines if (name, point) == (signer.name, short)), None)


def note_of(text: bytes) -> Note:
    """The checkpoint that a signed note is. Raises `Refused`."""
    try:
        head, divider, block = text.decode().rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise Refused("a note is UTF-8") from error
    stated = head.split("\n")
    must(divider and block.endswith("\n") and len(stated) == 3, "not a checkpoint of three lines, with signatures")
    must(stated[0] and re.fullmatch("0|[1-9][0-9]{0,18}", stated[1]), "no origin, or no size")
    root, lines = unbase64(stated[2]), []
    must(len(root) == 32, "no root")
    for line in block[:-1].split("\n"):
        parts = line.split(" ")
        must(len(parts) == 3 and parts[0] == "—" and parts[1], "not a line of a signature")
        made = unbase64(parts[2])
        must(len(made) > 4, "a signature that is too short")
        lines.append((parts[1], made[:4], made[4:]))
    must(len(lines) <= 100, "too many signatures")
    return Note(stated[0], int(stated[1]), root, tuple(lines))


def countersigned(note: Note, signer: Signer) -> bool | None:
    """Whether the line in this countersigner's name is theirs; None where this computer cannot tell.

    The signature is preceded by the time at which it was made, eight bytes, and covers it.
    """
    made = note.of(signer) or b""
    time, signature = made[:8], made[8:]
    if len(time) < 8 or time[0] & 0x80:
        return False
    if signer.kind == COSIGNER_ED25519:
        message = f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n".encode() + note.body()
    else:
        name, origin = signer.name.encode(), note.origin.encode()
        if len(name) > 255 or len(origin) > 255:
            return False
        message = b"".join((
            b"subtree/v1\n\0", bytes([len(name)]), name, time, bytes([len(origin)]), origin,
            (0).to_bytes(8, "big"), note.size.to_bytes(8, "big"), note.root,
        ))  # fmt: skip
    return signed(signer.kind, signer.public, message, signature)


class Policy:
    """Whose countersignatures are enough (C2SP tlog-policy)."""

    def __init__(self, content: bytes) -> None:
        """Raises `Refused`."""
        must(not re.search(rb"[^\t\n\x20-\x7e\x80-\xff]", content), "control characters")
        self.logs: list[Signer] = []
        self.witnesses: dict[str, Signer] = {}
        self._groups: dict[str, tuple[int, list[str]]] = {}
        self._quorum: str | None = None
        for number, line in enumerate(content.decode("utf-8", "surrogateescape").split("\n"), 1):
            words = re.sub("[ \t]+", " ", line).strip(" ").split(" ")
            try:
                if words[0] and not words[0].startswith("#"):
                    self._take(words[0], words[1:])
            except ValueError as error:
                raise Refused(f"line {number}: {error}") from error
        must(self._quorum is not None, "no quorum")

    def _take(self, what: str, words: list[str]) -> None:
        if what == "log" and 1 <= len(words) <= 2:
            self.logs.append(signer_of(words[0], LOG))
        elif what == "witness" and 2 <= len(words) <= 3:
            self._new(words[0])
            self.witnesses[words[0]] = signer_of(words[1], COSIGNER_ED25519, COSIGNER_ML_DSA_44)
        elif what == "group" and len(words) >= 3:
            self._new(words[0])
            members = words[2:]
            taken = [name for _, names in self._groups.values() for name in names]
            must(all(name in self.witnesses or name in self._groups for name in members), "a name not defined above")
            must(len({*members, *taken}) == len(members) + len(taken), "a name in two groups")
            count = {"any": "1", "all": str(len(members))}.get(words[1], words[1])
            must(re.fullmatch("[1-9][0-9]{0,8}", count) and int(count) <= len(members), "not so many of so many")
            self._groups[words[0]] = int(count), members
        elif what == "quorum" and len(words) == 1 and self._quorum is None:
            self._quorum = words[0]
            must(words[0] == "none" or words[0] in {**self.witnesses, **self._groups}, "a name not defined above")
        else:
            raise Refused("not a line of a policy")
        keys = [signer.public for signer in (*self.logs, *self.witnesses.values())]
        must(len(set(keys)) == len(keys), "one key twice")

    def _new(self, name: str) -> None:
        must(name != "none" and name not in self.witnesses and name not in self._groups, "a name used before")

    def met(self, by: set[str], name: str | None = None) -> bool:
        """Whether the countersignatures of these witnesses are enough."""
        wanted = name or self._quorum
        if wanted == "none" or wanted in self.witnesses:
            return wanted == "none" or wanted in by
        count, members = self._groups[str(wanted)]
        return sum(self.met(by, member) for member in members) >= count


def signers_of(note: Note, known: Iterable[Signer]) -> dict[Signer, bool]:
    """Those of the known in whose name the note has a line; False for a line that this computer cannot check.

    Raises `Refused` where a line in the name of one is not theirs.
    """
    found = {signer: countersigned(note, signer) for signer in known if note.of(signer) is not None}
    for signer, good in found.items():
        must(good is not False, f"has a line of {signer.name} that is not theirs")
    return {signer: bool(good) for signer, good in found.items()}


def by_a_log(note: Note, policy: Policy) -> bool:
    """Whether a log that the policy names signed the note; also where this computer cannot tell."""
    logs = [log for log in policy.logs if log.name == note.origin]
    return any(note.of(log) and signed(LOG, log.public, note.body(), note.of(log)) is not False for log in logs)


def is_met(policy: Policy, notes: Iterable[tuple[Note, dict[Signer, bool]]]) -> bool | None:
    """Whether these notes, each with those who countersigned it, are enough; None where this computer cannot tell.

    Whoever countersigned more vouches for what came before. A note counts if a log that the policy names signed it too.
    """
    sure: dict[Signer, int] = {}
    perhaps: dict[Signer, int] = {}
    for note, by in notes:
        for signer, checked in by.items() if by_a_log(note, policy) else ():
            for sizes in (sure, perhaps) if checked else (perhaps,):
                sizes[signer] = max(note.size, sizes.get(signer, 0))
    return True if _met_by(policy, sure) else None if _met_by(policy, perhaps) else False


def _met_by(policy: Policy, sizes: dict[Signer, int]) -> bool:
    return any(
        policy.met({name for name, signer in policy.witnesses.items() if sizes.get(signer, 0) >= size})
        for size in (2**63, *sizes.values())
    )


# ---------------------------------------------------------------------------------------------------------------------
# Part 4. Findings, the roll of keys (section 3), and who outside countersigned (section 8.1).
# ---------------------------------------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """One thing that is wrong: named by `kind`, located by positions and column, dated by what still holds."""

    kind: str
    what: str
    position: int | None = None
    until: int | None = None
    column: str | None = None
    held: int = 0


class Report:
    """What was found, and what to know beside it."""

    #: So many of one kind are kept: a ruined ledger must not fill the memory.
    MOST = 50

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._seen: dict[str, int] = {}
        self.remarks: list[str] = []
        self.facts: dict[str, Any] = {}
        #: The sizes of the checkpoints that hold.
        self.good: list[int] = []
        if not SIGNATURES:
            self.remarks.append(
                "Signatures were NOT checked: the Python package `cryptography` is not installed here. "
                "Hashes show that nothing was altered since a root that you know, not who sealed it."
            )

    def add(
        self, kind: str, what: str, position: int | None = None, until: int | None = None,
        column: str | None = None,
    ) -> None:  # fmt: skip
        """One more thing that is wrong."""
        self._seen[kind] = self._seen.get(kind, 0) + 1
        if self._seen[kind] <= self.MOST:
            self.findings.append(Finding(kind, what, position, until, column))

    def remark(self, what: str) -> None:
        """Something that breaks nothing."""
        self.remarks.append(what)

    def more(self) -> dict[str, int]:
        """How many of each kind were counted only."""
        return {kind: count - self.MOST for kind, count in self._seen.items() if count > self.MOST}

    def dated(self) -> list[Finding]:
        """The findings by position, each with the size of the last checkpoint before it that holds."""
        good, found = [0, *sorted(self.good)], []
        for finding in sorted(self.findings, key=lambda each: each.position or 2**63):
            before = bisect_left(good, finding.position) if finding.position else len(good)
            found.append(finding._replace(held=good[max(before - 1, 0)]))
        return found


#: The right that an entry needs, by the noun of its type; every other needs `record`.
_RIGHTS = {"key": "enrol", "ledger": "keep", "policy": "keep", "setting": "keep", "text": "erase"}
_ALL_RIGHTS = ("enrol", "erase", "keep", "publish", "record")
#: What is known of who may sign: type, and the keys of its data. All are version 1.
_ABOUT_KEYS = {
    "key.enrolled": {"vkey", "person", "rights"},
    "key.retired": {"key"},
    "key.revoked": {"key", "after"},
    "ledger.clock_accepted": set(),
}


class Key:
    """An enrolled key. `ended`: retired or revoked; `counts_to`: what it sealed beyond that size proves no author."""

    def __init__(self, public: bytes, person: str, rights: Sequence[str], since: int) -> None:
        self.public, self.person, self.rights, self.since = public, person, rights, since
        self.ended = False
        self.counts_to = 2**63


class Roll:
    """Who may seal what, as the ledger's own entries say it. Its methods raise `Refused`."""

    def __init__(self) -> None:
        self.origin = ""
        self.keys: dict[str, Key] = {}
        #: The ledger that this one succeeds.
        self.follows: Json = {}

    def open(self, entry: Json) -> None:
        """E-1: the ledger's name and its first keys."""
        data = entry["data"]
        must(isinstance(data.get("origin"), str) and re.fullmatch(_ORIGIN, data["origin"]), "has no sound origin")
        must(isinstance(data.get("keys"), list), "has no keys")
        self.origin = data["origin"]
        for key in data["keys"]:
            self.enrol(key, 1)
        must(entry["v"] == 1 and data.get("hash") == "sha256", "is of another version, or has another hash")
        must(set(data) <= {"hash", "keys", "origin", "fictitious", "follows"}, "says too much")
        must(_is_int(data.get("fictitious", 1), 1), "is fictitious by another number than 1")

    def follow(self, entry: Json) -> None:
        """The ledger that this one succeeds, if E-1 names one."""
        if "follows" not in entry["data"]:
            return
        before = entry["data"]["follows"]
        must(isinstance(before, dict) and {"origin", "root", "size"} <= set(before), "follows nothing that it names")
        must(set(before) - {"origin", "root", "size"} in ({"key", "signature"}, set()), "follows with too much")
        must(_is_count(before["size"]) and _is_hash(before["root"]), "follows no checkpoint")
        if "key" in before:
            name, public = public_of(before["key"])
            must(name == before["origin"], "follows with another's key")
            must(isinstance(before["signature"], str), "follows with no signature")
            must(re.fullmatch("[0-9a-f]{128}", before["signature"]), "follows with no signature")
            message = body(name, before["size"], bytes.fromhex(before["root"]))
            good = signed(LOG, public, message, bytes.fromhex(before["signature"]))
            must(good is not False, "follows a checkpoint that its key did not sign")
        self.follows = before

    def take(self, position: int, entry: Json) -> None:
        """One later entry about keys; any other of the stream LEDGER is passed over."""
        if entry["type"].split(".")[0] not in {"key", "ledger"}:
            return
        data = entry["data"]
        must(entry["v"] == 1 and entry["type"] in _ABOUT_KEYS, "says something about keys that version 1 does not know")
        must(set(data) == _ABOUT_KEYS[entry["type"]], "lacks the data of its type")
        if entry["type"] == "key.enrolled":
            self.enrol(data, position)
        elif "key" in data:
            known = isinstance(data["key"], str) and data["key"] in self.keys
            must(known and _is_count(data.get("after", 1)), "ends a key that was never enrolled")
            key = self.keys[data["key"]]
            key.ended, key.counts_to = True, min(key.counts_to, data.get("after", key.counts_to))

    def enrol(self, data: Any, position: int) -> None:
        """One key, with its person and rights."""
        must(isinstance(data, dict) and set(data) == {"vkey", "person", "rights"}, "is no enrolment")
        rights, person = data["rights"], data["person"]
        must(isinstance(rights, list) and rights == [each for each in _ALL_RIGHTS if each in rights], "has odd rights")
        must(isinstance(person, str) and re.fullmatch(f"PER-{_NUMBER}", person), "names no person")
        name, public = public_of(data["vkey"])
        must(name == self.origin, "enrols a key of another ledger")
        must(fingerprint(public) not in self.keys, "enrols a key that was enrolled before")
        must(all(key_id(name, key.public) != key_id(name, public) for key in self.keys.values()), "enrols a key whose "
             "short id is another's")  # fmt: skip
        self.keys[fingerprint(public)] = Key(public, person, rights, position)


def kept(action: Callable[..., None], *words: Any) -> str | None:
    """What was refused, if the action refused something."""
    try:
        action(*words)
    except Refused as error:
        return str(error)
    return None


def spoken(first: int, last: int) -> str:
    """`E-5`, or `E-5 to E-7`."""
    return f"E-{first}" if first == last else f"E-{first} to E-{last}"


def unproven(batches: Sequence[tuple[int, str, bool]], roll: Roll) -> set[int]:
    """The ends of the batches whose author nothing proves (section 3); `batches`: end, key, and whether soundly sealed.

    A key that was revoked proves nothing beyond `after`. A key that such a batch enrolled, or one that was not soundly
    sealed, proves nothing at all; and so on, until no further key falls.
    """
    ends = sorted(end for end, _, _ in batches)
    sound = {end for end, _, good in batches if good}
    limits = {name: key.counts_to for name, key in roll.keys.items()}
    while True:
        doubtful = {end for end, name, _ in batches if name in limits and end > limits[name]}
        fallen = [
            name
            for name, key in roll.keys.items()
            if limits[name] and (end := next((end for end in ends if end >= key.since), 0))
            and (end in doubtful or end not in sound)
        ]  # fmt: skip
        if not fallen:
            return doubtful
        limits.update(dict.fromkeys(fallen, 0))


def say_unproven(doubtful: Iterable[int], report: Report) -> None:
    """The batches whose author nothing proves, by their ends."""
    ends = sorted(doubtful)
    if ends:
        listed = ", ".join(f"E-{end}" for end in ends[:20]) + (f" and {len(ends) - 20} more" if len(ends) > 20 else "")
        report.remark(f"Author unproven, because a key was revoked, of what was sealed at {listed}.")


def say_predecessor(follows: Json, carried: tuple[int, Json] | None, report: Report) -> None:
    """Of a ledger that goes on after another's loss; `carried`: the entry that says how much was left, its position."""
    if not follows:
        return
    position, entry = carried or (0, {"data": {}})
    left = entry["data"].get("entries", 0)
    if not _is_count(left):
        report.remark(f"This ledger succeeds {follows['origin']}; what it has of that, it does not say.")
        return
    gone = f"{spoken(left + 1, follows['size'])} lost" if left < follows["size"] else "nothing known to be lost"
    report.remark(
        f"This ledger succeeds {follows['origin']} ({gone}). Up to E-{position - entry['batch'][0]}, its entries were "
        "recorded again by its keeper, whose word alone says who recorded them before, and when."
    )


class Countersigners:
    """Who outside countersigned how much of a tree, and whether that is enough."""

    def __init__(self, origin: str, report: Report, given: Policy | None, own: Policy | None) -> None:
        self._origin, self._report, self._given, self._own = origin, report, given, own
        self._notes: list[tuple[Note, dict[Signer, bool]]] = []

    def take(self, position: int, size: object, content: bytes, is_ours: Callable[[Note], bool | None]) -> None:
        """The note that an entry keeps; `is_ours`: whether it is of this tree, None where that cannot be known."""
        known = {signer for policy in (self._given, self._own) if policy for signer in policy.witnesses.values()}
        try:
            note = note_of(content)
            must(note.origin == self._origin, "is of another ledger")
            must(note.size == size, "is of another size than the entry says")
            ours = is_ours(note)
            must(ours is not False, "is of another tree")
            by = signers_of(note, known)
        except Refused as error:
            what = f"The countersignature kept with E-{position} does not hold: it {error}."
            self._report.add("countersignature", what, position, column="vault.content")
            return
        if ours:
            self._notes.append((note, by))

    def finish(self) -> None:
        """Says who protects what, and whether each policy is met. Only one that was given can be missed."""
        self._say_who()
        if self._own:
            met = {True: "is met", False: "is not met", None: "may be met or not: signatures could not be checked"}
            self._report.remark(f"The policy that the ledger itself states {met[is_met(self._own, self._notes)]}.")
        met_given = is_met(self._given, self._notes) if self._given else True
        if met_given is False:
            self._report.add("policy", "No checkpoint has the countersignatures that the policy asks for.")
        elif met_given is None:
            self._report.add("policy", "Whether the policy is met cannot be told: signatures could not be checked.")

    def _say_who(self) -> None:
        best: dict[Signer, int] = {}
        unchecked: set[str] = set()
        for note, by in self._notes:
            for signer, checked in by.items():
                if checked:
                    best[signer] = max(note.size, best.get(signer, 0))
                else:
                    unchecked.add(signer.name)
        known = set(self._given.witnesses.values()) if self._given else set()
        for signer, size in best.items():
            key = sha(bytes([signer.kind]), signer.public).hex()[:16]
            alone = f"{'' if signer in known else 'if that key is theirs, '}nobody alone can rewrite that"
            self._report.remark(f"Countersigned by {signer.name} up to E-{size}, key {key}…: {alone}.")
        if best.keys() - known:
            self._report.remark(
                "Whose keys these are, only the ledger's own policy says, and its keepers could have made them up: "
                "compare each with what its owner says, and give the policy with --policy."
            )
        if unchecked:
            self._report.remark(f"Countersignatures that could NOT be checked here: {', '.join(sorted(unchecked))}.")
        if not best:
            self._report.remark("No countersignature was checked: who holds all keys could have rewritten everything.")


# ---------------------------------------------------------------------------------------------------------------------
# Part 5. A whole ledger, from its first entry to its last (section 7).
# ---------------------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """An entry as a store keeps it. Only `stored` is the entry; the rest repeats it, where a store keeps any more."""

    position: int
    stored: object
    columns: tuple[object, ...] | None = None
    hashes: object | None = None


class Rows:
    """A ledger's rows: three lists, and perhaps the table of minted numbers. `File` reads them from a ledger's file."""

    def entries(self) -> Iterable[Row]:
        """By rising position."""
        return ()

    def checkpoint(self, size: int) -> tuple[object, object, object] | None:
        """Root, key and signature of the checkpoint of this size."""
        return None

    def sizes(self) -> Iterable[int]:
        """Of every checkpoint."""
        return ()

    def text(self, commitment: bytes) -> tuple[object, object] | None:
        """Salt and content that the vault has under a commitment."""
        return None

    def commitments(self) -> Iterable[object]:
        """Of every text and file in the vault."""
        return ()

    def minted(self) -> dict[object, object] | None:
        """The last number of each kind of reference."""
        return None


class Ledger:
    """Follows the entries one by one, and says all that is wrong; it goes on after each fault as well as it can."""

    def __init__(self, rows: Rows, report: Report, version: int = 1) -> None:
        self._rows, self._report, self._version = rows, report, version
        self.size, self.roll, self.root = 0, Roll(), b""
        self._tree: Tree | None = Tree()  # as the entries are; None once some are missing, for then nobody can tell
        self._kept = Kept()
        self._doubts: list[tuple[int, int]] = []  # of entries since the last checkpoint: other hashes are stored
        self._off = False  # the last checkpoint was of another tree, so all later ones are
        self._streams: dict[str, int] = {}
        self._stream_of: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._at = ""
        self._commands: set[str] = set()
        self._batch: list[Json | None] = []  # the entries of the batch so far; None for one that is malformed
        self._adrift = False  # after a gap a batch may begin in its middle
        self._batches: list[tuple[int, str, bool]] = []
        self._roots: dict[int, bytes | None] = {}
        self._committed: dict[bytes, int] = {}
        self._absent: list[tuple[int, bytes]] = []
        self._erased: dict[bytes, int] = {}
        self._notes: list[tuple[int, Json]] = []
        self._carried: tuple[int, Json] | None = None
        self._policies: list[tuple[int, bytes]] = []
        self.doubtful: set[int] = set()
        self.first_key = ""
        self.kept = self.gone = 0

    def follow(self) -> None:
        """Everything."""
        for row in self._rows.entries():
            self._row(row)
        self._finish()

    # One row.

    def _row(self, row: Row) -> None:
        if row.position != self.size + 1 and not self._gap(row.position):
            return
        self.size = row.position
        stored = row.stored if isinstance(row.stored, bytes) else b""
        try:
            entry: Json | None = read(row.stored, self._version)
        except Refused as error:
            entry = None
            self._report.add("entry", f"E-{self.size} is malformed: {error}.", self.size, column="entry.bytes")
        self._grow(leaf(stored), row.hashes)
        if entry is not None:
            self._compare_columns(row, entry)
            self._place(entry)
            self._texts(entry)
        self._tile(entry)

    def _gap(self, position: int) -> bool:
        """Entries are missing before this one; False if the row has no place in a log at all."""
        if position <= self.size:
            self._report.add("missing", f"A row stands at position {position}.", position, column="entry.position")
            return False
        what = f"{spoken(self.size + 1, position - 1)} missing; what lies after them is in no tree that can be made."
        self._report.add("missing", what, self.size + 1, position - 1, "entry.position")
        self._tree = None
        for missing in range(self.size + 1, min(position, self.size + 2**20)):
            self._kept.miss(missing)
        self._batch, self._adrift = [], True
        return True

    def _grow(self, made: bytes, hashes: object) -> None:
        """Both trees by one leaf."""
        nodes = self._tree.append(made) if self._tree else made
        self._doubts += self._kept.take(self.size, made, nodes if hashes is None else hashes)

    def _compare_columns(self, row: Row, entry: Json) -> None:
        fields = ("stream", "version", "type", "cmd")
        for field, said in zip(fields, row.columns or ()):  # noqa: B905 (`strict` came with Python 3.10)
            if said != entry[field]:
                name = "command" if field == "cmd" else field
                what = f"E-{self.size} says {field} {entry[field]}, its column says {str(said)[:80]}."
                self._report.add("column", what, self.size, column=f"entry.{name}")

    def _say(self, kind: str, what: str) -> None:
        self._report.add(kind, f"E-{self.size} {what}.", self.size, column="entry.bytes")

    def _place(self, entry: Json) -> None:
        """Section 2, and what an entry says that must agree with those before it."""
        stream, last = entry["stream"], self._streams.get(entry["stream"], 0)
        if stream != "LEDGER" and not last:
            kind, number = stream.split("-")
            if int(number) != self._numbers.get(kind, 0) + 1:
                self._say("number", f"begins {stream}, after {kind}-{self._numbers.get(kind, 0)}")
            self._numbers[kind] = max(int(number), self._numbers.get(kind, 0))
        if entry["version"] != last + 1:
            self._say("stream", f"is version {entry['version']} of {stream}, which stood at version {last}")
        self._streams[stream] = entry["version"]
        self._stream_of[self.size] = stream
        if entry["at"] < self._at:
            self._say("clock", f"was recorded at {entry['at']}, before the entry above it")
        self._at = max(entry["at"], self._at)
        if "fixes" in entry and (entry["fixes"] >= self.size or self._stream_of.get(entry["fixes"]) != stream):
            self._say("fixes", f"corrects E-{entry['fixes']}, which is not an earlier entry of {stream}")
        if (entry["type"] == "ledger.opened") != (self.size == 1):
            self._say("opening", f"is a {entry['type']} entry")
        elif self.size == 1:
            self.first_key = entry["key"]
            for kind, action in (("enrolment", self.roll.open), ("opening", self.roll.follow)):
                if (fault := kept(action, entry)) is not None:
                    self._say(kind, fault)

    def _texts(self, entry: Json) -> None:
        """Section 1.6, and what an entry says of texts that are gone (1.7), of countersignatures and policies (8.1)."""
        for kind, digits in commitments(entry):
            committed = bytes.fromhex(digits)
            if committed in self._committed:
                self._say("text-repeated", "commits to a text of an earlier entry")
            self._committed[committed] = self.size
            found = self._rows.text(committed)
            if found is None:
                self._absent.append((self.size, committed))  # a later entry may say that it was erased
                continue
            column, fault = fault_of(kind, committed, *found)
            self.kept += not fault
            if fault:
                what = f"The text {digits} of E-{self.size} {fault}."
                self._report.add("text-altered", what, self.size, column=column)
        if entry["type"] == "countersignature.added" and entry["v"] == 1:
            self._notes.append((self.size, entry["data"]))
        elif entry["type"] == "policy.stated" and _is_commitment(entry["data"].get("policy"), "file"):
            self._policies.append((self.size, bytes.fromhex(entry["data"]["policy"]["file"])))
        elif entry["type"] == "predecessor.carried":
            self._carried = self.size, entry
        elif entry["type"] == "paper.issued":
            self._compare_paper(entry["data"])
        elif entry["type"].startswith("text."):
            self._erase(entry)

    def _erase(self, entry: Json) -> None:
        if (entry["type"], entry["v"]) != ("text.erased", 1):
            self._report.remark(f"E-{self.size} says what this file does not know of which texts may be gone.")
            return
        if entry["stream"] != "LEDGER":
            self._say("erasure", f"erases texts in {entry['stream']}, where no erasure can stand")
        texts = entry["data"].get("texts")
        for each in texts if isinstance(texts, list) else ():
            if not isinstance(each, dict) or not _is_hash(each.get("text")):
                self._say("erasure", "erases what is no text")
                continue
            committed, named = bytes.fromhex(each["text"]), each.get("entry")
            if not isinstance(named, int) or named >= self.size or self._committed.get(committed) != named:
                self._say("erasure", f"erased the text {each['text']} of E-{named}, which does not commit to it")
            elif committed in self._erased:
                self._say("erasure", f"erased the text {each['text']} again")
            else:
                self._erased[committed] = self.size

    # Batches (section 4).

    def _tile(self, entry: Json | None) -> None:
        head = next((each for each in self._batch if each), entry)
        if entry is not None and head is not None:
            due = [len(self._batch) + 1, head["batch"][1]]
            if entry["batch"] != due:
                if not (self._adrift and not self._batch):
                    what = f"is number {entry['batch'][0]} of {entry['batch'][1]} in its batch, where {due[0]} was due"
                    self._say("batch", what)
                # It goes on from where it says that it is, the entries before it unknown.
                self._batch, head = [None] * (entry["batch"][0] - 1 if entry["batch"][0] <= self.size else 0), entry
            for field in ("at", "cmd", "key", "recorded_by"):
                if entry[field] != head[field]:
                    self._say("batch", f"has another {field} than the rest of its batch")
            if entry["batch"][0] == 1:
                if entry["cmd"] in self._commands:
                    self._say("command", "begins a second batch of one command")
                self._commands.add(entry["cmd"])
            self._adrift = False
        self._batch.append(entry)
        count = head["batch"][1] if head else None
        if len(self._batch) == count or (count is None and self._rows.checkpoint(self.size)):
            self._seal()

    # Seals (sections 3 to 6).

    def _seal(self) -> None:
        """The end of a batch: the checkpoint of exactly this size, of this tree, by the key that its entries name."""
        first, batch, self._batch = self.size - len(self._batch) + 1, self._batch, []
        head = next((entry for entry in batch if entry), None)
        stated = self._rows.checkpoint(self.size)
        rooted: bool | None = False
        may = good = False
        if stated is None:
            what = f"No checkpoint covers {spoken(first, self.size)}."
            self._report.add("uncovered", what, first, self.size, "checkpoint.size")
        else:
            root, named, signature = stated
            made = self._tree.root() if self._tree else None
            rooted = self._is_rooted(root, made)
            may = head is not None and self._may(first, batch, head, root, named, signature)
            key = self.roll.keys[head["key"]] if may and head else None
            good = self._is_signed(first, root, made, signature, rooted, key)
        good = good and rooted is True
        if good:
            self._report.good.append(self.size)
        self._roots[self.size] = self._tree.root() if self._tree else None
        self._batches.append((self.size, head["key"] if head else "", good))
        self._doubts = []
        if may:
            self._apply(first, batch)

    def _is_rooted(self, root: object, made: bytes | None) -> bool | None:
        """Whether the checkpoint is of these entries; None where some are missing. Says which were altered, if any."""
        for first, last in self._doubts:
            if root == made:
                what = f"The hashes stored with E-{last} are not its own."
                self._report.add("hashes", what, last, column="entry.hashes")
            else:
                self._report.add("edited", f"{spoken(first, last)}: not what was sealed.", first, last, "entry.bytes")
        if root == made:
            self._kept.parts = list(self._tree.parts) if self._tree else []
            return True
        if root == self._kept.root():
            # The stored hashes lead to the sealed root, so they are as they were: on from there as if all were.
            self._tree = Tree()
            self._tree.size, self._tree.parts = self.size, [part for part in self._kept.parts if part]
            return True
        return None if made is None else False

    def _is_signed(
        self, first: int, root: object, made: bytes | None, signature: object, rooted: bool | None,
        key: Key | None,
    ) -> bool:  # fmt: skip
        """Whether the checkpoint's signature holds; says what is wrong with its root and signature."""
        size, sealed = self.size, root if isinstance(root, bytes) else b""
        good = signed(LOG, key.public, body(self.roll.origin, size, sealed), signature) if key else None
        of_these = body(self.roll.origin, size, made) if rooted is False and made else b""
        if of_these and key and good is False and signed(LOG, key.public, of_these, signature):
            what = f"The checkpoint of {size} entries has another root than the one that was signed."
            self._report.add("checkpoint", what, size, column="checkpoint.root")
            self._off = False
            return False
        if good is False:
            what = f"The checkpoint of {size} entries was not signed by the key that it names."
            self._report.add("signature", what, size, column="checkpoint.signature")
        if rooted is False and not self._off:
            last = next((end for end in reversed(self._report.good) if end < first), 0)
            what = f"The checkpoint of {size} entries is not of these: something in {spoken(last + 1, size)}."
            self._report.add("root", what, last + 1, size, "entry.bytes")
        self._off = rooted is False
        return key is not None and good is not False

    def _may(
        self, first: int, batch: Sequence[Json | None], head: Json, root: object, named: object, signature: object
    ) -> bool:
        """Whether the key that the entries name was enrolled for that person, may say this, and is the checkpoint's."""
        key, size = self.roll.keys.get(head["key"]), self.size
        entries = spoken(first, size)
        fault: tuple[str, str] | None = None
        if named != bytes.fromhex(head["key"]):
            sealed = body(self.roll.origin, size, root if isinstance(root, bytes) else b"")
            if key and signed(LOG, key.public, sealed, signature):
                what = f"The checkpoint of {size} entries names another key than the one that signed it."
                self._report.add("checkpoint", what, size, column="checkpoint.key")
                return False
            fault = "author", f"in the name of {head['recorded_by']}, but sealed with another key than they name"
        elif key is None:
            fault = "unenrolled", f"the key {head['key'][:16]}… is not enrolled"
        elif key.ended:
            fault = "inactive", f"the key {head['key'][:16]}… had been retired or revoked"
        elif key.person != head["recorded_by"]:
            fault = "author", f"recorded by {head['recorded_by']}, sealed with a key of {key.person}"
        if fault:
            self._report.add(fault[0], f"{entries}: {fault[1]}.", first, size, "checkpoint.key")
            return False
        assert key is not None
        for position, entry in enumerate(batch, first):
            right = _RIGHTS.get(entry["type"].split(".")[0], "record") if entry else "record"
            if right not in key.rights:
                what = f"E-{position}: the key {head['key'][:16]}… of {key.person} has no right to {right}."
                self._report.add("right", what, position, column="checkpoint.key")
                return False
        return True

    def _apply(self, first: int, batch: Sequence[Json | None]) -> None:
        """What the batch says about keys counts from the next one on."""
        known = len(self.roll.keys) if first > 1 else 0
        for position, entry in enumerate(batch, first):
            fault = kept(self.roll.take, position, entry) if entry and position > 1 else None
            if fault is not None:
                self._report.add("enrolment", f"E-{position} {fault}.", position, column="entry.bytes")
        for key in list(self.roll.keys.values())[known:]:
            if key.person not in self._streams:
                what = f"E-{key.since} enrols a key for {key.person}, of whom there is no record."
                self._report.add("enrolment", what, key.since, column="entry.bytes")

    # The whole.

    def _finish(self) -> None:
        report = self._report
        if self._batch:
            what = f"The last batch is not whole: it has {len(self._batch)} of its entries."
            report.add("batch", what, self.size - len(self._batch) + 1, self.size)
        if not self.size:
            report.add("opening", "There are no entries.")
        ends, beyond = {end for end, _, _ in self._batches}, 0
        for size in self._rows.sizes():
            beyond = max(beyond, size if size > self.size else 0)
            if size not in ends and (size in self._stream_of or size < 1):
                what = f"The checkpoint of {size} entries stands where no batch ends."
                report.add("checkpoint", what, size, column="checkpoint.size")
        if beyond:
            what = f"There is a checkpoint of {beyond} entries: {spoken(self.size + 1, beyond)} missing."
            report.add("missing", what, self.size + 1, beyond, "entry.position")
        self._compare_minted()
        self.doubtful = unproven(self._batches, self.roll)
        say_unproven(self.doubtful, report)
        say_predecessor(self.roll.follows, self._carried, report)
        self._finish_texts()
        self.root = self._tree.root() if self._tree else b""

    def _compare_minted(self) -> None:
        minted = self._rows.minted()
        for kind in sorted({*self._numbers, *map(str, minted)}) if minted is not None else ():
            assert minted is not None
            if kind not in self._numbers or minted.get(kind) != self._numbers[kind]:
                what = f"The last {kind} is number {self._numbers.get(kind, 0)}; the table of numbers says otherwise."
                self._report.add("number", what, column="minted.last")

    def _stands(self, position: int) -> bool:
        """Whether the batch of an entry was soundly sealed, by a proven author."""
        at = bisect_left(self._batches, (position,))
        return at < len(self._batches) and self._batches[at][2] and self._batches[at][0] not in self.doubtful

    def _finish_texts(self) -> None:
        """What is gone was erased, what was erased is gone, and nothing lies there that nobody committed to.

        Only an erasure that was soundly sealed, by a proven author with the right, excuses anything.
        """
        erased = {text: said for text, said in self._erased.items() if self._stands(said)}
        for position, committed in self._absent:
            self.gone += committed in erased
            if committed not in erased:
                what = f"The text {committed.hex()} of E-{position} is gone, and no entry erased it."
                self._report.add("text-missing", what, position, column="vault.commitment")
        for committed, position in erased.items():
            if self._rows.text(committed) is not None:
                what = f"The text {committed.hex()}, erased by E-{position}, still lies in the vault."
                self._report.add("text-kept", what, position, column="vault.commitment")
        for each in self._rows.commitments():
            if not isinstance(each, bytes) or each not in self._committed:
                name = each.hex() if isinstance(each, bytes) else repr(each)[:80]
                what = f"The vault holds {name}, which no entry commits to."
                self._report.add("text-surplus", what, column="vault.commitment")

    def content(self, committed: bytes) -> bytes | None:
        """A file of the vault, if it is the one committed to."""
        found = self._rows.text(committed)
        return found[1] if found and not fault_of("file", committed, *found)[1] else None  # type: ignore[return-value]

    # Countersignatures (section 8.1).

    def countersignatures(self, given: Policy | None) -> None:
        """Holds each kept countersignature against this tree; says who protects what, and whether the policy is met."""
        outside = Countersigners(self.roll.origin, self._report, given, self._own_policy())
        for position, data in self._notes:
            named = data["note"]["file"] if _is_commitment(data.get("note"), "file") else ""
            content = self.content(bytes.fromhex(named))
            if content is not None:  # else it is gone or altered, which was said
                outside.take(position, data.get("size"), content, self._is_ours)
        outside.finish()

    def _is_ours(self, note: Note) -> bool | None:
        root = self._roots.get(note.size, b"")
        return None if root is None else note.root == root

    def _own_policy(self) -> Policy | None:
        """What the ledger itself says of its witnesses, newest: no more than its keepers' word."""
        for position, committed in reversed(self._policies):
            content = self.content(committed) if self._stands(position) else None
            if content is not None:
                try:
                    return Policy(content)
                except Refused as error:
                    what = f"E-{position} states a policy that is none: {error}."
                    self._report.add("policy", what, position, column="vault.content")
        return None

    def _compare_paper(self, data: Json) -> None:
        """A paper that was issued, and kept: the file is the one whose digest the entry states."""
        named = data["content"]["file"] if _is_commitment(data.get("content"), "file") else ""
        content = self.content(bytes.fromhex(named))
        if content is not None and sha(content).hex() != data.get("digest"):
            what = f"The paper kept with E-{self.size} is not the file that was issued."
            self._report.add("paper", what, self.size, column="vault.content")


# ---------------------------------------------------------------------------------------------------------------------
# Part 6. A ledger's file: an SQLite database (section 11), read as somebody may have written it who wishes us ill.
#
# Nothing in it is run: only tables that were made by exactly the statements of the program are read, and whatever else
# lies there is said. Values of the wrong type, of absurd length, and pages that cannot be read become findings.
# ---------------------------------------------------------------------------------------------------------------------

#: The SHA-256 of the statement that made each table, index and trigger, as SQLite keeps it. None: SQLite's own indexes.
SCHEMA = {
    ("table", "entry"): "054121678b2f73d4891eccf522938f06afd4d39f6b79ad56825432d4d28a5a7c",
    ("index", "entry_command"): "bd397760e83c2fd3924554c8e2d24bdf02d19c3fe08300438e737c18fab6cda3",
    ("table", "checkpoint"): "31ed6bf0fc2096dde8f80a63f4e19327b701c9681b740ecf3b6c1f75c368c0e0",
    ("table", "vault"): "03e3f4fbd75cee2fc695c89a01538ade2328042287e9f3d8f6f6441d2477b5e0",
    ("table", "minted"): "62306eaa54f4c3bca8955f6639ee9e10b2848d8aab80fcb3f7eaf2bddc1882eb",
    ("trigger", "entry_append"): "f48f2521b9f9cb562d41bef3414c4bfebfb970f80c3a91bf57524f69d20c6c46",
    ("trigger", "entry_update"): "aae5eec70569040775755de4d8768190e8acf715aaef24b48ee8fe2729b1d98e",
    ("trigger", "entry_delete"): "e8e307dbb3898f031d325deb84df6c818bb6e25ff30782fefb7fd3e47d1ff1e8",
    ("trigger", "checkpoint_append"): "116997922bf34d1ac9475d9c5c2617a62045e3d326f6c22b9065baf0d755405f",
    ("trigger", "checkpoint_update"): "4dd90f3727b0045c06e980ec998c705c180b4cf00d86dd30273dfed1ec4d76b2",
    ("trigger", "checkpoint_delete"): "1c894467b442c8be0a328726e18cb36e0788e07f14cc59082d5a2322ad7e327b",
    ("trigger", "vault_append"): "cbc717df3db040fa617a2b00dba499225197e57f706ce173b25cc80bfabd1b9c",
    ("trigger", "vault_update"): "4d1493505baa425f5ce5b1c88ba4f82b8309fa726a91af4f751cfaf6f676a341",
    ("index", "sqlite_autoindex_entry_1"): None,
    ("index", "sqlite_autoindex_vault_1"): None,
    ("index", "sqlite_autoindex_minted_1"): None,
}
#: What never changes in the first 100 bytes (https://sqlite.org/fileformat2.html): where, and what stands there.
_HEADER = (
    (18, b"\2\2"),  # a -wal may belong to it
    (20, bytes((0, 64, 32, 32))),
    (44, bytes((0, 0, 0, 4))),
    (52, bytes(4)),
    (56, bytes((0, 0, 0, 1))),  # texts are UTF-8
    (64, bytes(4)),
    (72, bytes(20)),
)
#: What reading damaged pages can raise; ValueError, because messages quote bytes that are then not UTF-8.
_UNREADABLE = (sqlite3.Error, ValueError, OverflowError, OSError)


class File(Rows):
    """The rows of a ledger's file, from one snapshot, read-only."""

    def __init__(self, path: Path, report: Report) -> None:
        self._report = report
        self._tables: set[str] = set()
        try:
            self._compare_header(path)
            self._sql = _open(path)
            self._look()
        except _UNREADABLE as error:
            self._fault(f"The file cannot be read as a database: {error}.")
            return
        wal = Path(f"{path.resolve()}-wal")
        if wal.exists() and wal.stat().st_size:
            report.remark(f"{wal.name} lies beside the ledger and is part of it: copy both or neither.")

    def _fault(self, what: str, position: int | None = None) -> None:
        self._report.add("file", what, position)

    def _compare_header(self, path: Path) -> None:
        with path.open("rb") as file:
            header = file.read(100)
        if path.stat().st_size % (int.from_bytes(header[16:18], "big") or 1):
            self._fault("The file ends in the middle of a page.")
        for at, expected in _HEADER:
            if header[at : at + len(expected)] != expected:
                self._fault(f"The file's header is not a ledger's, in byte {at}.")

    def _look(self) -> None:
        """The file as a whole: whose it is, what it holds, and whether its pages are sound."""
        for name, expected in (("application_id", 0x41464931), ("user_version", 1)):
            [found] = self._sql.execute(f"PRAGMA {name}").fetchone()
            if found != expected:
                self._fault(f"The file's {name} is {found}; a ledger's is {expected}.")
        rows = self._sql.execute("SELECT type, name, sql FROM sqlite_master LIMIT 1000").fetchall()
        made = {(kind, name): sql and sha(str(sql).encode()).hex() for kind, name, sql in rows}
        for each in sorted(SCHEMA.keys() | made.keys(), key=str):
            if made.get(each, "") != SCHEMA.get(each, ""):
                did = "planted" if each not in SCHEMA else "dropped or altered"
                self._report.add("schema", f"The {each[0]} {str(each[1])[:80]} was {did}.", column=str(each[1])[:80])
        as_made = {each for each, digest in SCHEMA.items() if made.get(each) == digest}
        self._tables = {name for kind, name in as_made if kind == "table"}
        if made == SCHEMA:  # SQLite's own check follows what tables it finds, so only where there are no others
            for [said] in self._sql.execute("PRAGMA integrity_check(20)").fetchmany(20):
                if said != "ok":
                    self._fault(f"SQLite finds: {str(said)[:200]}.")

    def _rising(self, table: str, columns: str, order: str) -> Iterator[tuple[Any, ...]]:
        """Rows by a rising number, until one cannot be read."""
        if table not in self._tables:
            return
        last = -(2**63) - 1
        try:
            for row in self._sql.execute(f"SELECT {order}, {columns} FROM {table} NOT INDEXED ORDER BY {order}"):
                if row[0] <= last:
                    self._fault(f"The rows of {table} are out of order at {row[0]}.", row[0])
                    return
                last = row[0]
                yield row
        except _UNREADABLE as error:
            self._fault(f"The table {table} cannot be read after {max(last, 0)}: {error}.", max(last, 0) + 1)

    def _one(self, table: str, columns: str, where: str, value: object) -> tuple[Any, ...] | None:
        if table not in self._tables:
            return None
        try:
            found = self._sql.execute(f"SELECT {columns} FROM {table} WHERE {where} = ?", (value,)).fetchone()
        except _UNREADABLE as error:
            self._fault(f"A row of {table} cannot be read: {error}.")
            return None
        return found  # type: ignore[no-any-return]

    def entries(self) -> Iterator[Row]:
        """By position; each value NULL where it is too long to be one."""
        columns = (
            f"{_short('stream', 80)}, version, {_short('type', 200)}, {_short('command', 80)}, "
            f"{_short('bytes', LARGEST)}, {_short('hashes', 64 * 32)}"
        )
        for position, *said, stored, hashes in self._rising("entry", columns, "position"):
            yield Row(position, stored, tuple(said), b"" if hashes is None else hashes)

    def checkpoint(self, size: int) -> tuple[object, object, object] | None:
        """By its size."""
        columns = f"{_short('root', 64)}, {_short('key', 64)}, {_short('signature', 128)}"
        return self._one("checkpoint", columns, "size", size)

    def sizes(self) -> Iterator[int]:
        """By rising size."""
        return (row[0] for row in self._rising("checkpoint", "1", "size"))

    def text(self, commitment: bytes) -> tuple[object, object] | None:
        """By its commitment."""
        columns = f"{_short('salt', 64)}, {_short('content', LARGEST_TEXT)}"
        return self._one("vault", columns, "commitment", commitment)

    def commitments(self) -> Iterator[object]:
        """In the order of the file."""
        return (row[1] for row in self._rising("vault", _short("commitment", 64), "rowid"))

    def minted(self) -> dict[object, object] | None:
        """The whole table."""
        columns = f"{_short('kind', 80)}, last"
        return {row[1]: row[2] for row in self._rising("minted", columns, "rowid")}


def _short(column: str, most: int) -> str:
    """A column, or NULL where it is absurdly long, so that it never comes into memory."""
    return f"CASE WHEN length({column}) <= {most} THEN {column} END"


def _open(path: Path) -> sqlite3.Connection:
    uri = path.resolve().as_uri()
    try:
        sql = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
        sql.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:  # a medium on which SQLite cannot make the file that readers share
        sql = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
    sql.text_factory = lambda value: value.decode("utf-8", "replace")
    sql.execute("PRAGMA trusted_schema=OFF")
    sql.execute("PRAGMA cell_size_check=ON")
    sql.execute("BEGIN")
    return sql


def check_ledger(path: Path, report: Report, policy: Policy | None = None, first_key: str = "") -> None:
    """A ledger's file."""
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            report.add("file", "This is no ledger: it does not begin as a database does.")
            return
    ledger = Ledger(File(path, report), report)
    ledger.follow()
    ledger.countersignatures(policy)
    compare_first_key(ledger.first_key, first_key, report)
    report.facts.update(
        origin=ledger.roll.origin, first_key=ledger.first_key, size=ledger.size, root=ledger.root.hex() or None,
        texts=ledger.kept, erased=ledger.gone,
    )  # fmt: skip


def compare_first_key(found: str, expected: str, report: Report) -> None:
    """The one thing that a reader has to know from elsewhere."""
    if not expected:
        report.remark(f"Compare the first key with one known from elsewhere: {found or 'none'}.")
    elif found != expected:
        report.add("first-key", f"The ledger was opened with the key {found}, not with {expected}.", 1)


# ---------------------------------------------------------------------------------------------------------------------
# Part 7. A pack: some of a ledger's entries, each with its proof (docs/pack.md has what lies where).
#
# Every entry leads to the root of one checkpoint, by its own inclusion proof; each batch's seal is of a tree that the
# checkpoint's tree extends. All entries of the stream LEDGER are here, so who might sign is known, and one of them that
# was left out would leave a hole in their versions. The same holds for the chosen records. Only the last of each can be
# left out unseen: a later revocation, say. pack.json is signed by nobody, so whatever it says is compared with entries.
# ---------------------------------------------------------------------------------------------------------------------

_FOLDERS = ("countersignatures", "entries", "evidence", "proofs", "seals", "texts")
_FOR_PEOPLE = {"README.txt", "check.py", "pack.html"}
_PLAIN = {"checkpoint", "contents", "pack.json", "policy"}
#: The entries about the ledger itself whose texts and files come with them.
_WITH_TEXTS = {"countersignature.added", "pack.made", "policy.stated"}


class Pack:
    """A pack's folder."""

    def __init__(self, folder: Path, report: Report) -> None:
        self._folder, self._report = folder, report
        self._entries: dict[int, Json] = {}
        self._roll = Roll()
        self._index: Json = {}
        #: Entries of the chosen records; those that name what they refer to; those that prove, about keys and so on.
        self._lists: dict[str, set[int]] = {"chosen": set(), "named": set(), "proof": set()}
        self._made: Json = {}  # the entry that records the pack
        self._excused = 0  # how many entries of chosen records are under an embargo
        self._under_embargo: set[int] = set()  # those that prove, and keep their texts back
        self._stands: set[int] = set()  # entries of batches that were soundly sealed, by a proven author
        self._places: dict[str, str] = {}  # where each text and file lies that is what was committed to
        self._checkpoint = b""
        self._head: Note | None = None

    def check(self, policy: Policy | None, first_key: str) -> None:
        """Everything."""
        self._index = self._json("pack.json")
        self._checkpoint = self._bytes("checkpoint")
        self._head = self._try("checkpoint", note_of, self._checkpoint)
        for position in self._listed():
            self._entry(position)
        self._seals()
        publisher = self._publisher()
        self._compare_index()
        self._compare_lists()
        self._streams()
        self._texts()
        self._countersignatures(policy, publisher)
        self._names_of_files()
        compare_first_key(self._opening()["key"] if 1 in self._entries else "", first_key, self._report)
        self._say()

    def _opening(self) -> Json:
        return self._entries.get(1, {"data": {}, "key": None})

    def _say(self) -> None:
        """What it is, and what nobody can see in it."""
        report, head = self._report, self._head
        report.facts.update(
            origin=self._roll.origin, first_key=self._opening()["key"] or "", entries=len(self._entries),
            size=head.size if head else 0, root=head.root.hex() if head else None,
        )  # fmt: skip
        carried = [(at, entry) for at, entry in self._entries.items() if entry["type"] == "predecessor.carried"]
        say_predecessor(self._roll.follows, carried[0] if carried else None, report)
        report.remark(
            "A pack is part of a ledger: what else the ledger holds is not here, and nothing shows whether the last "
            "entries of a record, or the last about keys, were left out."
        )
        report.remark(
            f"Not looked at: {', '.join(sorted(_FOR_PEOPLE))}. Whoever could alter the folder could alter them, "
            "so have check.py from elsewhere, and compare the first key with the minutes, not with README.txt."
        )

    # Files.

    def _bytes(self, name: str) -> bytes:
        try:
            return bytes_of(self._folder / name, 2 * LARGEST_TEXT)
        except Refused as error:
            self._report.add("file", f"{name}: {error}.")
            return b""

    def _try(self, name: str, action: Callable[[bytes], Any], content: bytes) -> Any:
        """What a file's content is; None where it is not what it should be, which is said."""
        try:
            return action(content)
        except Refused as error:
            if content or (self._folder / name).is_file():  # else it was said that it is not there
                self._report.add("file", f"{name}: {error}.")
            return None

    def _json(self, name: str) -> Json:
        try:
            found = json.loads(self._bytes(name) or b"{}")
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self._report.add("file", f"{name} is no JSON object.")
            return {}
        return found

    def _names_of_files(self) -> None:
        """Nothing lies there that belongs to nothing in the pack."""
        expected = {*_FOLDERS, *_FOR_PEOPLE, *_PLAIN, *self._places.values()}
        for position, entry in self._entries.items():
            end = position + entry["batch"][1] - entry["batch"][0]
            expected |= {f"entries/E-{position}.json", f"proofs/E-{position}.tlog-proof"}
            expected |= {f"seals/{end}.note", f"seals/{end}.consistency"}
            if entry["type"] == "countersignature.added":
                expected |= {f"countersignatures/E-{position}.{kind}" for kind in ("note", "consistency")}
        found = {each.name for each in self._folder.iterdir()}
        found |= {f"{folder}/{each.name}" for folder in _FOLDERS for each in (self._folder / folder).glob("*")}
        for name in sorted(found - expected):
            self._report.add("file", f"{name[:200]} belongs to nothing in the pack.")

    def _listed(self) -> list[int]:
        """The positions that the pack says it has; each once."""
        lists, listed = self._index.get("entries"), list[int]()
        for name, positions in self._lists.items():
            said = lists.get(name) if isinstance(lists, dict) else None
            positions |= {position for position in said if _is_count(position)} if isinstance(said, list) else set()
            listed += said if isinstance(said, list) else [0]
        every = set[int]().union(*self._lists.values())
        if len(every) != len(listed) or not every:
            self._report.add("file", "pack.json does not list each entry once.")
        return sorted(every)

    # What pack.json says, compared.

    def _compare_index(self) -> None:
        """Each of its fields is as the entries and the checkpoint have it."""
        where: Any = self._index.get("entry")
        entry = self._entries.get(where, {}) if _is_count(where) else {}
        if entry.get("type") == "pack.made" and self._head:
            end = where + entry["batch"][1] - entry["batch"][0]
            self._made = entry if end == self._head.size else {}
        if not self._made:
            self._report.add("file", "pack.json names no entry that records the pack and ends at the checkpoint.")
        true = {
            "afi": 1, "entry": where, "fictitious": self._opening()["data"].get("fictitious"),
            "first_key": self._opening()["key"], "origin": self._roll.origin, "pack": self._made.get("stream"),
            "size": self._head.size if self._head else None,
        }  # fmt: skip
        for name in sorted(true.keys() | self._index.keys() - {"entries", "embargoed"}):
            if self._index.get(name) != true.get(name):
                what = f"pack.json says {name[:40]} {str(self._index.get(name))[:80]}; it is {true.get(name)}."
                self._report.add("file", what)
        self._compare_embargoed()

    def _compare_embargoed(self) -> None:
        """How much an embargo keeps back: only pack.json says so, and only what cites or names something can be."""
        said = self._index.get("embargoed")
        said = said if isinstance(said, dict) else {}
        counts = [said.get("records"), said.get("entries")]
        positions = said.get("proof", [])
        if any(type(count) is not int or count < 0 for count in counts) or not isinstance(positions, list):
            self._report.add("file", "pack.json does not say how much is under an embargo.")
            return
        self._excused = said["entries"]
        for position in positions:
            entry = self._entries.get(position, {}) if _is_count(position) else {}
            cites = "src" in entry or entry.get("said_by") != entry.get("recorded_by")
            if entry.get("type") == "text.erased" or (entry.get("type") in _WITH_TEXTS - {"pack.made"} and cites):
                self._under_embargo.add(position)
            else:
                what = f"pack.json says that E-{str(position)[:20]} is under an embargo, which cannot be."
                self._report.add("file", what)
        if any(counts) or positions:
            texts = ", ".join(f"E-{position}" for position in sorted(self._under_embargo)) or "none"
            kept_back = f"records: {counts[0]}, entries: {counts[1]}, texts of: {texts}"
            self._report.remark(f"Under an embargo, as pack.json says, which nobody signed: {kept_back}.")

    def _compare_lists(self) -> None:
        """Each entry is in the list that it belongs to: who puts it into another could keep its texts back unseen."""
        made = self._made.get("data", {})
        records, as_of = made.get("records"), made.get("as_of")
        if not isinstance(records, list) or not _is_count(as_of):
            return  # which was said
        for position, entry in self._entries.items():
            of_records = entry["stream"] in records and position <= as_of
            proves = entry["stream"] == "LEDGER" or entry is self._made
            if position not in self._lists["proof" if proves else "chosen" if of_records else "named"]:
                self._report.add("file", f"pack.json has E-{position} in a list where it does not belong.", position)
        told = {self._entries[position]["stream"] for position in self._lists["chosen"] & self._entries.keys()}
        for stream in sorted({*map(str, records)} - told):
            self._report.add("missing", f"The pack was made of {stream}, of which it has no entry.")

    # Entries.

    def _entry(self, position: int) -> None:
        stored = self._bytes(f"entries/E-{position}.json")
        try:
            entry = read(stored)
        except Refused as error:
            self._report.add("entry", f"E-{position} is malformed: {error}.", position)
            return
        proof = self._try(f"proofs/E-{position}.tlog-proof", proof_of, self._bytes(f"proofs/E-{position}.tlog-proof"))
        if proof and self._head:
            index, hashes, text = proof
            if index != position - 1 or text != self._checkpoint:
                self._report.add("file", f"The proof of E-{position} is of another entry or checkpoint.", position)
            elif not included(index, self._head.size, leaf(stored), hashes, self._head.root):
                self._report.add("edited", f"E-{position} is not what was sealed.", position, position, "entry.bytes")
        self._entries[position] = entry

    def _seals(self) -> None:
        """Each batch of which an entry is here: its checkpoint, by the key that its entries name."""
        batches: dict[int, list[tuple[int, Json]]] = {}
        for position, entry in sorted(self._entries.items()):
            batches.setdefault(position + entry["batch"][1] - entry["batch"][0], []).append((position, entry))
        if self._opening().get("type") != "ledger.opened":
            self._report.add("opening", "The ledger's first entry is not in the pack, so no key can be known.")
        for kind, action in (("enrolment", self._roll.open), ("opening", self._roll.follow)):
            fault = kept(action, self._entries[1]) if 1 in self._entries else None
            if fault is not None:
                self._report.add(kind, f"E-1 {fault}.", 1)
        sealed = []
        for end, batch in sorted(batches.items()):
            good = self._seal(end, batch)
            sealed.append((end, str(batch[0][1]["key"]), good))
            for position, entry in batch if good else ():
                fault = kept(self._roll.take, position, entry) if position > 1 else None
                if fault is not None:
                    self._report.add("enrolment", f"E-{position} {fault}.", position)
        doubtful = unproven(sealed, self._roll)
        say_unproven(doubtful, self._report)
        standing = {end for end, _, good in sealed if good} - doubtful
        self._stands = {position for end in standing for position, _ in batches[end]}
        latest = ""
        for position, entry in sorted(self._entries.items()):
            if entry["at"] < latest:
                self._report.add("clock", f"E-{position} was recorded before an entry above it.", position)
            latest = max(entry["at"], latest)

    def _seal(self, end: int, batch: list[tuple[int, Json]]) -> bool:
        first, head = batch[0]
        for position, entry in batch:
            if any(entry[field] != head[field] for field in ("at", "cmd", "key", "recorded_by")):
                self._report.add("batch", f"E-{position} does not belong to its batch.", position)
        note = self._try(f"seals/{end}.note", note_of, self._bytes(f"seals/{end}.note"))
        if note is None or self._head is None:
            return False
        if note.origin != self._roll.origin or note.size != end or not self._leads(note, f"seals/{end}.consistency"):
            self._report.add("root", f"The seal of {end} entries is not of this ledger.", first, end)
            return False
        key = self._roll.keys.get(head["key"])
        if key is None or key.ended:
            self._report.add("unenrolled", f"{spoken(first, end)}: the key is not enrolled, or was ended.", first, end)
        elif key.person != head["recorded_by"]:
            self._report.add("author", f"{spoken(first, end)}: sealed with a key of {key.person}.", first, end)
        elif any(_RIGHTS.get(entry["type"].split(".")[0], "record") not in key.rights for _, entry in batch):
            self._report.add("right", f"{spoken(first, end)}: the key lacks the right.", first, end)
        elif self._unsigned(note, key):
            self._report.add("signature", f"The seal of {end} entries is not by the key that they name.", end)
        else:
            self._report.good.append(end)
            return True
        return False

    def _unsigned(self, note: Note, key: Key) -> bool:
        made = note.of(Signer(self._roll.origin, LOG, key.public))
        return made is None or signed(LOG, key.public, note.body(), made) is False

    def _leads(self, note: Note, name: str) -> bool:
        """Whether the checkpoint's tree extends that of another note."""
        if self._head is None or note.size == self._head.size:
            return self._head is not None and note.root == self._head.root
        found = self._try(name, consistency_of, self._bytes(name))
        if not found:
            return False
        old, hashes, text = found
        same = old == note.size and text == self._checkpoint
        return same and extends(old, note.root, self._head.size, self._head.root, hashes)

    def _publisher(self) -> Key | None:
        """The key that the checkpoint is by, which may speak for the ledger."""
        speaking = [key for key in self._roll.keys.values() if "publish" in key.rights and not key.ended]
        found = next((key for key in speaking if self._head and not self._unsigned(self._head, key)), None)
        if self._head and not found:
            self._report.add("right", "The checkpoint is not by a key with the right to publish.", self._head.size)
        return found

    def _streams(self) -> None:
        """No entry of the stream LEDGER is missing between others; of records none but what an embargo keeps back."""
        versions: dict[str, set[int]] = {}
        for position, entry in self._entries.items():
            if entry["stream"] == "LEDGER" or position in self._lists["chosen"]:
                versions.setdefault(entry["stream"], set()).add(entry["version"])
        holes = {stream: max(found) - len(found) for stream, found in versions.items() if max(found) > len(found)}
        of_records = sum(count for stream, count in holes.items() if stream != "LEDGER")
        for stream, count in sorted(holes.items()):
            what = f"{stream}: {count} of its entries up to its newest here are not in the pack"
            if stream != "LEDGER" and of_records <= self._excused:
                self._report.remark(f"{what}, as of what is under an embargo.")
            else:
                self._report.add("missing", f"{what}.")

    # Texts.

    def _texts(self) -> None:
        """Each text and file is what its entry commits to; those that belong in the pack are there, and no others."""
        due = self._due()
        kinds = {digits: kind for entry in self._entries.values() for kind, digits in commitments(entry)}
        for line in self._bytes("contents").decode("utf-8", "replace").splitlines():
            match = re.fullmatch(r"([0-9a-f]{64}) ([0-9a-f]{32}) ((?:texts|evidence)/[A-Za-z0-9._-]+)", line)
            if not match or ".." in match[3]:
                self._report.add("file", f"contents has a line that is none: {line[:80]!r}.")
                continue
            digits, salt, name = match.groups()
            if digits not in due:
                what = f"{name} is in the pack, and is of no entry whose texts belong in it."
                self._report.add("text-surplus", what)
            content = self._bytes(name)
            fault = fault_of(kinds.get(digits, "file"), bytes.fromhex(digits), bytes.fromhex(salt), content)[1]
            if fault:
                self._report.add("text-altered", f"{name} {fault}.", due.get(digits), column="vault.content")
            self._places[digits] = name
        self._missing(due)

    def _due(self) -> dict[str, int]:
        """Each text and file that belongs in the pack, and the entry that commits to it.

        Of what only names others, the names; of the ledger's own entries only what a reader is to see. Why a key was
        ended, say, proves nothing here, and is nobody's business.
        """
        due: dict[str, int] = {}
        for position, entry in sorted(self._entries.items()):
            parts: Any = entry
            if position in self._lists["named"]:
                parts = [entry["data"].get("name"), entry["data"].get("title")]
            elif position in self._lists["proof"] and entry["type"] not in _WITH_TEXTS:
                erased = [each for each in erased_by(entry) if each["text"] in due]
                parts = {**entry, "data": {"texts": erased}} if erased else None
            due.update((digits, position) for _, digits in commitments(parts))
        return {digits: position for digits, position in due.items() if position not in self._under_embargo}

    def _missing(self, due: dict[str, int]) -> None:
        """What is not here was erased, or withheld: as many as the entry that records the pack says."""
        erasing = [self._entries[position] for position in sorted(self._stands)]
        erased = {each["text"]: each.get("entry") for entry in erasing for each in erased_by(entry)}
        gone = {digits: position for digits, position in due.items() if digits not in self._places}
        lost = {digits: position for digits, position in gone.items() if erased.get(digits) != position}
        withheld = [digits for digits, position in lost.items() if position in self._lists["chosen"]]
        for digits in self._places.keys() & erased.keys():
            what = f"A text of E-{erased[digits]} that was erased is in the pack."
            self._report.add("text-kept", what, due.get(digits), column="vault.commitment")
        for position in sorted(set(lost.values()) - self._lists["chosen"]):
            self._report.add("text-missing", f"A text of E-{position} is missing.", position, column="vault.commitment")
        said = self._made.get("data", {}).get("withheld", 0)
        if said != len(withheld):
            of = ", ".join(f"E-{position}" for position in sorted({due[digits] for digits in withheld})[:20]) or "none"
            what = f"{len(withheld)} texts are neither here nor erased (of {of}); the pack's entry says {said}."
            self._report.add("text-missing", what, column="vault.commitment")
        self._report.facts.update(withheld=len(withheld), erased=len(gone) - len(lost))

    # Policy and countersignatures.

    def _countersignatures(self, given: Policy | None, publisher: Key | None) -> None:
        outside = Countersigners(self._roll.origin, self._report, given, self._own_policy(publisher))
        for position, entry in sorted(self._entries.items()):
            content = self._file_of(position, "note") if entry["type"] == "countersignature.added" else None
            if content is not None:
                name = f"countersignatures/E-{position}"
                if self._bytes(f"{name}.note") != content:
                    self._report.add("file", f"{name}.note is not the file that E-{position} keeps.", position)
                is_ours = partial(self._leads, name=f"{name}.consistency")
                outside.take(position, entry["data"].get("size"), content, is_ours)
        outside.finish()

    def _file_of(self, position: int, field: str) -> bytes | None:
        """The file that an entry keeps, if it is here."""
        found = self._entries[position]["data"].get(field)
        name = self._places.get(found["file"]) if _is_commitment(found, "file") else None
        return self._bytes(name) if name else None

    def _own_policy(self, publisher: Key | None) -> Policy | None:
        """The newest that the ledger states by a proven author; the file `policy` is a copy of the newest of all."""
        stated = [at for at, entry in sorted(self._entries.items()) if entry["type"] == "policy.stated"]
        newest = self._file_of(stated[-1], "policy") if stated else None
        here = self._bytes("policy")
        if newest is not None and here != newest:
            what = f"The file policy is not the one that E-{stated[-1]} states."
            self._report.add("policy", what, stated[-1])
        elif newest is None:
            nobody = vkey(self._roll.origin, publisher.public) if publisher else ""
            if here != f"log {nobody}\nquorum none\n".encode():
                self._report.add("policy", "The file policy is none that the ledger states in this pack.")
        for position in reversed(stated):
            content = self._file_of(position, "policy") if position in self._stands else None
            if content is not None:
                return self._try(f"the policy of E-{position}", Policy, content)  # type: ignore[no-any-return]
        self._report.remark("The pack holds no policy of countersignatures that the ledger soundly stated.")
        return None


def check_pack(folder: Path, report: Report, policy: Policy | None = None, first_key: str = "") -> None:
    """A pack's folder."""
    Pack(folder, report).check(policy, first_key)


# ---------------------------------------------------------------------------------------------------------------------
# Part 8. One entry's proof (C2SP tlog-proof), consistency (the body of a C2SP tlog-witness request), and the command.
# ---------------------------------------------------------------------------------------------------------------------

_MAGIC = b"c2sp.org/tlog-proof@v1\n"


def proof_of(text: bytes) -> tuple[int, list[bytes], bytes]:
    """Index, hashes and checkpoint of a tlog-proof. Raises `Refused`."""
    must(text.startswith(_MAGIC), "not a tlog-proof")
    head, divider, note = text[len(_MAGIC) :].partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if lines[0].startswith("extra "):
        unbase64(lines.pop(0)[6:])
    must(divider and lines and re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[0]), "no index, or no checkpoint")
    return int(lines[0][6:]), _hashes(lines[1:]), note


def consistency_of(text: bytes) -> tuple[int, list[bytes], bytes]:
    """Old size, hashes and checkpoint. Raises `Refused`."""
    head, divider, note = text.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    must(divider and re.fullmatch("old (0|[1-9][0-9]{0,18})", lines[0]), "no old size, or no checkpoint")
    return int(lines[0][4:]), _hashes(lines[1:]), note


def _hashes(lines: Sequence[str]) -> list[bytes]:
    must(len(lines) <= 130, "too many hashes")
    found = [unbase64(line) for line in lines]
    must(all(len(each) == 32 for each in found), "a hash that is not 32 bytes")
    return found


def entry_beside(path: Path) -> Path | None:
    """The entry that a proof is of: X.entry beside X.tlog-proof, or where a pack has it."""
    places = (path.with_suffix(".entry"), path.parent.parent / "entries" / f"{path.stem}.json")
    return next((each for each in places if each.is_file()), None)


def texts_beside(path: Path, entry: Json, report: Report) -> None:
    """The texts of the entry, where X.texts.json has them: each is what the entry commits to."""
    beside = path.with_suffix(".texts.json")
    if not beside.is_file():
        return
    made = {digits: kind for kind, digits in commitments(entry)}
    try:
        found = json.loads(bytes_of(beside, 4 * LARGEST_TEXT))
        must(isinstance(found, dict), "no JSON object")
        for digits, each in found.items():
            must(digits in made, f"holds {digits[:80]}, which the entry does not commit to")
            content = each["text"].encode() if "text" in each else unbase64(each["base64"])
            fault = fault_of(made[digits], bytes.fromhex(digits), bytes.fromhex(each["salt"]), content)[1]
            must(not fault, f"the text {digits} {fault}")
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        report.add("text-altered", f"{beside.name}: {error}.", column="vault.content")
        return
    report.facts["texts"] = len(found)


def check_proof(path: Path, report: Report, policy: Policy | None = None, first_key: str = "") -> None:
    """One entry's proof: that the entry is in the tree of the checkpoint, and whose word the checkpoint is."""
    beside = entry_beside(path)
    try:
        index, hashes, text = proof_of(bytes_of(path, LARGEST_TEXT))
        note = note_of(text)
        must(beside, f"there is no {path.stem}.entry beside it, the entry that it is of")
        assert beside is not None
        stored = bytes_of(beside, LARGEST)
        entry = read(stored)
    except Refused as error:
        report.add("file", f"{path.name}: {error}.")
        return
    if not included(index, note.size, leaf(stored), hashes, note.root):
        report.add("edited", f"{beside.name} is not the entry E-{index + 1} that was sealed.", index + 1, index + 1)
    report.facts.update(
        origin=note.origin, entry=f"E-{index + 1}", type=entry["type"], at=entry["at"], size=note.size,
        root=note.root.hex(),
    )  # fmt: skip
    texts_beside(path, entry, report)
    report.remark("Who sealed the entry is not shown by a proof of one entry: a pack or the ledger shows it.")
    if policy is None:
        report.remark("Whose checkpoint this is was not checked: give the ledger's policy with --policy.")
        return
    try:
        must(by_a_log(note, policy), "is not signed by a log that the policy names")
        met = is_met(policy, [(note, signers_of(note, policy.witnesses.values()))])
        if met is False:
            report.add("policy", "The checkpoint lacks countersignatures that the policy asks for.")
        elif met is None:
            report.add("policy", "Whether the policy is met cannot be told: signatures could not be checked.")
    except Refused as error:
        report.add("signature", f"The checkpoint {error}.", note.size)


def check(path: Path, policy: Path | None = None, first_key: str = "") -> Report:
    """Whatever is there. Raises `Misused` where there is nothing to look at."""
    report, parsed = Report(), None
    try:
        parsed = Policy(bytes_of(policy, LARGEST)) if policy else None
    except Refused as error:
        raise Misused(f"{policy} is no policy: {error}.") from error
    expected = re.sub("[^0-9a-f]", "", first_key.lower())
    if first_key and len(expected) != 64:
        raise Misused("A first key's fingerprint has 64 digits, from 0 to 9 and from a to f.")
    _opinion_of(path)(path, report, parsed, expected)
    return report


def _opinion_of(path: Path) -> Callable[[Path, Report, Policy | None, str], None]:
    """What it is, by what lies there."""
    if path.is_dir():
        if not any((path / name).exists() for name in ("checkpoint", "entries", "pack.json")):
            raise Misused(f"{path} is a folder, and no pack: it has no pack.json.")
        return check_pack
    try:
        if not path.is_file():
            raise Misused(f"{path} is not there, or is neither a file nor a folder.")
        with path.open("rb") as file:
            return check_proof if file.read(len(_MAGIC)) == _MAGIC else check_ledger
    except OSError as error:
        raise Misused(f"{path} cannot be read: {error.strerror}.") from error


def main(words: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="check.py", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("path", type=Path, help="a ledger's file, a pack's folder, or a .tlog-proof")
    parser.add_argument("--policy", type=Path, help="whose countersignatures there must be (tlog-policy)")
    parser.add_argument("--first-key", default="", metavar="HEX", help="its fingerprint, from minutes or paper")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args(words)
    try:
        report = check(asked.path, asked.policy, asked.first_key)
    except Misused as error:
        print(error, file=sys.stderr)
        return 2
    found = report.dated()
    if asked.json:
        document = {
            "whole": not found, "signatures_checked": SIGNATURES, **report.facts, "remarks": report.remarks,
            "findings": [finding._asdict() for finding in found], "more": report.more(),
        }  # fmt: skip
        print(json.dumps(document, indent=2))
    else:
        _print(report, found)
    return 1 if found else 0


def _print(report: Report, found: Sequence[Finding]) -> None:
    for name, value in report.facts.items():
        print(f"{name.replace('_', ' ')}: {value}")
    for remark in report.remarks:
        print(f"note: {remark}")
    for finding in found:
        where = spoken(finding.position, finding.until or finding.position) if finding.position else "the whole"
        column = f", {finding.column}" if finding.column else ""
        held = f"up to E-{finding.held} it holds" if finding.held else "nothing before it is sure"
        print(f"WRONG {finding.kind} ({where}{column}; {held}): {finding.what}")
    for kind, count in report.more().items():
        print(f"WRONG {kind}: {count} more")
    print("not whole" if found else "whole" if SIGNATURES else "whole, but signatures were not checked")


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
