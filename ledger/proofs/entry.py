"""The entry: the stored bytes of one event, and the grammar that every verifier holds it to.

An entry is one JSON object in the canonical form of RFC 8785, made of printable ASCII without a
backslash, at most 65,535 bytes (the limit of a C2SP tlog-tiles entry bundle). Values are objects,
arrays, strings and integers within ±(2^53−1), nested at most eight deep, no array in an array; a
flag is 1 or absent; there is no null, true, false or fraction, and no empty object but ``data``, no
empty array, no empty string. Every day exists in the calendar. Free text never stands in an entry:
``{"prose": HEX}`` is SHA-256(16 random bytes ‖ UTF-8), and the text lies in the vault; so is a file,
as ``{"file": HEX}`` over its bytes.
docs/proof-format.md is the specification in full.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ledger.late import late

FORMAT = 1
#: C2SP tlog-tiles writes the length of an entry in 16 bits.
LARGEST = 65_535
DEEPEST = 8
SALT_BYTES = 16
SAFE = 2**53 - 1

Json = dict[str, Any]

#: The right that the signing key must have, by the noun of the entry's type; ``record`` for every other.
#: Part of the format, whatever types there are of a noun (docs/proof-format.md, section 3).
_RIGHTS = {"key": "enrol", "ledger": "keep", "policy": "keep", "setting": "keep", "text": "erase"}


def right_needed(type_name: str) -> str:
    """The right a key needs to sign an entry of this type."""
    return _RIGHTS.get(type_name.partition(".")[0], "record")


class Malformed(ValueError):
    """The bytes are not an entry. ``field`` says which part of the grammar was broken."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}")
        self.field = field


_ASCII = late(rb"[ -\[\]-~]+")  # printable, without the backslash
_HEX32 = late(r"[0-9a-f]{32}")
_HEX64 = late(r"[0-9a-f]{64}")
_STRUCTURE = late(rb'"[^"]*"|[\[\]{}]')  # strings whole, so that what they hold is not counted
_REFERENCE = late(r"[A-Z]{3,4}-[1-9][0-9]{0,8}")
_DAY = late(r"(?:1[89]|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_MOMENT = late(r"2[0-9]{3}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
_FIELDS: dict[str, re.Pattern[str]] = {
    "at": _MOMENT,
    "cmd": _HEX32,
    "key": _HEX64,
    "recorded_by": late(r"PER-[1-9][0-9]{0,8}"),
    "said_by": late(r"(?:PER|POST|ORG)-[1-9][0-9]{0,8}"),
    "stream": late(r"LEDGER|" + _REFERENCE.pattern),
    "type": late(r"[a-z]{1,40}\.(?=.{1,40}$)[a-z]+(?:_[a-z]+)*"),
}
_SOURCE = late(r"DOC-[1-9][0-9]{0,8}(?::[A-Za-z]?[0-9]{1,4}(?:\.[A-Za-z]?[0-9]{1,4})*)?")
_NAME = late(r"[a-z][a-z0-9_]{0,39}")
#: What a string inside ``data`` may be: a word of a closed vocabulary, a reference, a day, a moment, a hash,
#: an origin, or a verifier key (C2SP signed-note).
_STRING = late(
    r"[a-z][a-z0-9_]{0,39}|"
    + "|".join((_REFERENCE.pattern, _DAY.pattern, _MOMENT.pattern, r"[0-9a-f]{32}", r"[0-9a-f]{64}", r"[0-9a-f]{128}"))
    + r"|[a-z0-9-]{1,63}\.[0-9a-f]{16}(?:\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44})?"  # 33 bytes in base64
)
_REQUIRED = frozenset(
    {"afi", "at", "batch", "cmd", "data", "key", "on", "recorded_by", "said_by", "stream", "type", "v", "version"}
)
_OPTIONAL = frozenset({"authority", "fixes", "src", "why"})


def canonical(value: Json) -> bytes:
    """RFC 8785 of a value that keeps to the grammar: keys are ASCII and there are no fractions."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def commitment(salt: bytes, content: bytes) -> str:
    """What an entry holds in place of a text or a file: SHA-256(salt ‖ content), 64 hex digits."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt is {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + content).hexdigest()


def parse_entry(stored: bytes) -> Json:
    """The entry as a dictionary, if every byte of it keeps to the format; else ``Malformed``."""
    if len(stored) > LARGEST:
        raise Malformed("entry", f"is {len(stored)} bytes long; {LARGEST} is the most")
    if not _ASCII.fullmatch(stored):
        raise Malformed("entry", "holds something other than printable ASCII")
    _check_depth(stored)
    try:
        entry = json.loads(stored, parse_float=_no_fraction, parse_constant=_no_fraction)
        same = isinstance(entry, dict) and canonical(entry) == stored
    except ValueError as error:
        raise Malformed("entry", "is not JSON") from error
    if not same:
        raise Malformed("entry", "is not canonical JSON (RFC 8785), or repeats a key")
    _check(entry)
    return entry  # type: ignore[no-any-return]


def prose_of(entry: Json) -> Iterator[str]:
    """Every commitment to a text that an entry makes, in the order of its canonical bytes."""
    return _commitments(entry, "prose")


def files_of(entry: Json) -> Iterator[str]:
    """Every commitment to a file, likewise."""
    return _commitments(entry, "file")


def _commitments(value: Json, kind: str) -> Iterator[str]:
    for key, inner in sorted(value.items()):
        if key == kind and isinstance(inner, str):
            yield inner
        elif isinstance(inner, dict):
            yield from _commitments(inner, kind)
        elif isinstance(inner, list):
            yield from (found for item in inner if isinstance(item, dict) for found in _commitments(item, kind))


def _check_depth(stored: bytes) -> None:
    """Before anything recurses, so that no reader is overwhelmed."""
    if stored.count(b"{") + stored.count(b"[") <= DEEPEST:
        return  # as in nearly every entry
    depth = 0
    for mark in _STRUCTURE.findall(stored):
        depth += (mark in b"[{") - (mark in b"]}")
        if depth > DEEPEST:
            raise Malformed("entry", f"is nested deeper than {DEEPEST}")


def _no_fraction(text: str) -> None:
    raise ValueError(f"{text} is not an integer")


def _check(entry: Json) -> None:
    missing, surplus = _REQUIRED - entry.keys(), entry.keys() - _REQUIRED - _OPTIONAL
    if missing or surplus:
        raise Malformed(min(missing or surplus), "is missing" if missing else "does not belong in an entry")
    if entry["afi"] != FORMAT or not _whole(entry["afi"], least=0):
        raise Malformed("afi", f"is not the format {FORMAT}")
    for field, pattern in _FIELDS.items():
        if not isinstance(entry[field], str) or not pattern.fullmatch(entry[field]):
            raise Malformed(field, "is not written as the format says")
    for field in ("v", "version", *(("fixes",) if "fixes" in entry else ())):
        if not _whole(entry[field]):
            raise Malformed(field, "is not a number from 1")
    _check_moment(entry["at"], "at")
    if entry["type"].partition(".")[0] in {"ledger", "key"}:
        _check_own(entry)
    _check_batch(entry["batch"])
    check_on(entry["on"])
    _check_optional(entry)
    if not isinstance(entry["data"], dict):
        raise Malformed("data", "is not an object")
    _check_data(entry["data"])


def _check_own(entry: Json) -> None:
    """The ledger's own events: they say who may sign."""
    if entry["stream"] != "LEDGER":
        raise Malformed("stream", "is not where events of this type belong")
    if "fixes" in entry:  # readers who apply it and readers who do not would differ on who may sign
        raise Malformed("fixes", "does not belong where the type says who may sign")


def _whole(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= SAFE


def _check_moment(moment: str, field: str) -> None:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        raise Malformed(field, "names a moment that the calendar does not have") from None


def _check_day(day: str, field: str) -> None:
    try:
        date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        raise Malformed(field, "names a day that the calendar does not have") from None


def _check_batch(batch: object) -> None:
    whole = isinstance(batch, list) and len(batch) == 2 and all(map(_whole, batch))
    if not whole or batch[0] > batch[1]:  # type: ignore[index]
        raise Malformed("batch", "is not [i,n] with 1 ≤ i ≤ n")


def check_on(on: object) -> None:
    """``Malformed`` unless it is a period as entries state it."""
    if not isinstance(on, dict) or not {"from", "to"} <= on.keys() <= {"from", "to", "words", "assumed"}:
        raise Malformed("on", "is not a period with from and to")
    if not all(isinstance(on[end], str) and _DAY.fullmatch(on[end]) for end in ("from", "to")):
        raise Malformed("on", "is not written as days, months or years")
    _check_day(on["from"], "on")
    _check_day(on["to"], "on")
    if f"{on['from']}-01-01"[:10] > f"{on['to']}-99-99":  # the first day of one, the last of the other
        raise Malformed("on", "ends before it begins")
    if ("assumed" in on and on["assumed"] != 1) or isinstance(on.get("assumed"), bool):
        raise Malformed("on", "has a flag that is not 1")
    if "words" in on and not _is_commitment(on["words"]):
        raise Malformed("on", "has words that are not a commitment")


def _check_optional(entry: Json) -> None:
    for field in ("why", "authority"):
        if field in entry and not _is_commitment(entry[field]):
            raise Malformed(field, "is not a commitment")
    sources = entry.get("src", ["DOC-1"])
    if not isinstance(sources, list) or not sources:
        raise Malformed("src", "is not a list of sources")
    if not all(isinstance(source, str) and _SOURCE.fullmatch(source) for source in sources):
        raise Malformed("src", "holds something that is not a document and a place in it")
    if len(set(sources)) < len(sources):
        raise Malformed("src", "names a place twice")


def _is_commitment(value: object, kind: str = "prose") -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {kind}
        and isinstance(value[kind], str)
        and bool(_HEX64.fullmatch(value[kind]))
    )


def _check_data(value: Json) -> None:
    for key, inner in value.items():
        if not _NAME.fullmatch(key):
            raise Malformed("data", "has a key that is not a name")
        if key in ("prose", "file") and not _is_commitment(value, key):
            raise Malformed("data", f"has a {key} that is not a commitment")
        _check_value(inner)


def _check_value(value: object) -> None:
    if isinstance(value, dict) and value:
        _check_data(value)
    elif isinstance(value, list) and value:
        for item in value:
            if isinstance(item, list):
                raise Malformed("data", "holds a list in a list")
            _check_value(item)
    elif isinstance(value, str):
        if not _STRING.fullmatch(value):
            raise Malformed("data", "holds a string that is neither a word, a reference, a day, a moment nor a hash")
        if _DAY.fullmatch(value):
            _check_day(value, "data")
        elif _MOMENT.fullmatch(value):
            _check_moment(value, "data")
    elif not _whole(value, least=-SAFE):
        raise Malformed("data", "holds null, true, false, a fraction or something empty")
