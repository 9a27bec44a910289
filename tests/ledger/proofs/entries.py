"""An entry with every field that there is, and ways to spoil it."""

from typing import Any

from ledger.proofs.entry import FORMAT, Json, canonical

HEX32, HEX64 = "0123456789abcdef" * 2, "fedcba9876543210" * 4
PROSE = {"prose": HEX64}
ENTRY: Json = {
    "afi": FORMAT,
    "at": "2026-11-22T00:10:26.909642Z",
    "authority": {"prose": "a" * 64},
    "batch": [1, 2],
    "cmd": HEX32,
    "data": {"due": {"day": "2018-09", "kind": "day"}, "months": 6, "text": PROSE},
    "fixes": 2,
    "key": HEX64,
    "on": {"assumed": 1, "from": "2018-06-12", "to": "2018-06-30", "words": {"prose": "b" * 64}},
    "recorded_by": "PER-12",
    "said_by": "POST-3",
    "src": ["DOC-2:3.8", "DOC-2:P30"],
    "stream": "AFI-7",
    "type": "improvement.due_set",
    "v": 1,
    "version": 3,
    "why": {"prose": "c" * 64},
}
STORED = canonical(ENTRY)


def entry(**changes: Any) -> Json:
    """ENTRY with other fields."""
    return ENTRY | changes


def without(*fields: str) -> Json:
    """ENTRY with fields left out."""
    return {name: value for name, value in ENTRY.items() if name not in fields}


def raw(field: str, text: str) -> bytes:
    """ENTRY's bytes with the JSON text of one field replaced, whatever that is."""
    old = f'"{field}":'.encode() + canonical(ENTRY[field])
    assert STORED.count(old) == 1
    return STORED.replace(old, f'"{field}":{text}'.encode())
