"""Makes docs/vectors/entries.json: entries of every type, entries on the edge of the grammar, and bytes beyond it."""

import json
from collections.abc import Iterator
from typing import Any

from ledger.proofs.entry import DEEPEST, FORMAT, LARGEST, SAFE, Json, Malformed, canonical, parse_entry
from ledger.proofs.note import vkey
from ledger.proofs.tree import leaf_hash
from tests.examples import EXAMPLES, Example, key
from tests.making import ORIGIN


def entries() -> Json:
    """Every example as stored; what just keeps to the grammar, of a known type or not; and what does not."""
    return {
        "format": FORMAT,
        "entries": [_entry(example) for example in EXAMPLES],
        "edges": [_edge(what, stored) for what, stored in _edges()],
        "refused": [_refused(what, stored) for what, stored in _spoiled()],
    }


def _entry(example: Example) -> Json:
    entry, vault = example.entry()
    stored = entry.encode()
    return {
        "what": f"{entry.type}, {example.what}",
        "bytes": stored.hex(),
        "text": stored.decode(),
        "leaf": leaf_hash(stored).hex(),
        "commitments": [
            {"commitment": row.commitment, "salt": row.salt.hex(), "text": row.content.decode()} for row in vault
        ],
    }


def _edge(what: str, stored: bytes) -> Json:
    assert parse_entry(stored)
    return {"what": what, "bytes": stored.hex(), "leaf": leaf_hash(stored).hex()}


def _refused(what: str, stored: bytes) -> Json:
    try:
        parse_entry(stored)
    except Malformed as error:
        return {"what": what, "bytes": stored.hex(), "field": error.field}
    raise AssertionError(f"{what} is taken for an entry")


WHOLE: Json = next(parse_entry(each.entry()[0].encode()) for each in EXAMPLES if each.what == "on an assumed day")
STORED = canonical(WHOLE)
PROSE = {"prose": "0" * 64}


def _with(**fields: Any) -> bytes:
    return canonical(WHOLE | fields)


def _without(field: str) -> bytes:
    return canonical({name: value for name, value in WHOLE.items() if name != field})


def _raw(value: str) -> bytes:
    """An entry whose data is {"a": value}, as written."""
    return _with(data={"a": 1}).replace(b'"data":{"a":1}', b'"data":{"a":' + value.encode() + b"}")


def _edges() -> Iterator[tuple[str, bytes]]:
    yield "nested eight deep", _with(data=_nested(DEEPEST - 1))
    yield "the largest numbers", _with(data={"a": SAFE, "b": -SAFE}, v=SAFE, version=SAFE, batch=[SAFE, SAFE])
    yield "a file", _with(data={"file": "0" * 64})
    yield "files in a list", _with(data={"list": [{"file": "0" * 64}, {"file": "f" * 64}]})
    yield "data that is itself a text", _with(data=PROSE)
    yield "a type and a kind of record that nobody knows", _with(type="thing.was_done", stream="XYZ-999999999")
    yield "every form of string", _with(data={"list": ["a" * 40, "AFI-1", "2099", "1800-02", "2020-02-29", *_HASHES]})
    yield "a key and its origin", _with(data={"a": ORIGIN, "b": vkey(ORIGIN, key("ann").public)})
    yield "the last moment", _with(at="2999-12-31T23:59:59.999999Z")
    yield "the first moment, on a leap day", _with(at="2000-02-29T00:00:00.000000Z")
    for period in ("2018-12-31/2018", "2018/2018-01-01", "1800/2099-12-31", "2018-06-30/2018-06"):
        yield f"from/to {period}", _with(on=dict(zip(("from", "to"), period.split("/"), strict=True)))
    yield "places with leading zeros and letters", _with(src=["DOC-1:0003.08", "DOC-1:3.8", "DOC-999999999:P30.b0"])


def _nested(levels: int) -> Any:
    return {"a": _nested(levels - 1)} if levels else 1


_HASHES = ["0" * 32, "f" * 64, "0123456789abcdef" * 8]


def _spoiled() -> Iterator[tuple[str, bytes]]:
    yield from _spoiled_bytes()
    for field in sorted(set(WHOLE) - {"authority", "fixes", "src", "why"}):
        yield f"without {field}", _without(field)
    for field, forms in _FORMS.items():
        for form in forms:
            yield f"{field}: {json.dumps(form)[:60]}", _with(**{field: form})
    yield "a field that no entry has", _with(position=1)
    for stream, type_name in (("AFI-1", "ledger.opened"), ("AFI-1", "key.enrolled")):
        yield f"{type_name} in {stream}", _with(stream=stream, type=type_name)
    yield "a correction of who may sign", _with(stream="LEDGER", type="key.enrolled", fixes=1)
    for moment in ("2014-09-03T24:00:00.000000Z", "2014-13-03T23:01:00.000000Z", "2014-09-03T23:01:00Z"):
        yield f"data with the moment {moment}", _with(data={"until": moment})
    for value in _VALUES:
        yield f"data: {value[:60]}", _raw(value)


def _spoiled_bytes() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "an array", b"[1]"
    yield "a newline at the end", STORED + b"\n"
    yield "white space", STORED.replace(b'"v":1', b'"v": 1')
    yield "a byte order mark", b"\xef\xbb\xbf" + STORED
    yield "a character outside ASCII", STORED.replace(b"improvement.noted", "imprôvement.noted".encode())
    yield "an escape", STORED.replace(b'"type"', b'"\\u0074ype"')
    yield "a control character", STORED.replace(b"improvement.noted", b"improvement.noted\x7f")
    yield "keys out of order", json.dumps(dict(reversed(WHOLE.items())), separators=(",", ":")).encode()
    yield "a key twice", STORED.replace(b'"v":1', b'"v":1,"v":1')
    yield "more after the end", STORED + b"{}"
    yield "nested nine deep", _with(data=_nested(DEEPEST))
    yield "brackets in a string before deep nesting", _raw(f'"{"]" * 2000}","b":{"[" * 2000}1{"]" * 2000}')
    pad = LARGEST + 1 - len(_with(data={"a": ["b"]}))
    yield f"{LARGEST + 1} bytes", _with(data={"a": ["b" * (pad % 4 + 1), *["c"] * (pad // 4)]})


_FORMS: dict[str, list[Any]] = {
    "afi": [FORMAT + 1, str(FORMAT), -1],
    "at": [
        *("2026-01-01T12:00:00Z", "2026-01-01T12:00:00.000Z", "2026-01-01 12:00:00.000000Z"),
        *("2026-01-01T12:00:00.000000+00:00", "2026-02-29T12:00:00.000000Z", "2026-01-01T24:00:00.000000Z"),
        *("2026-12-31T23:59:60.000000Z", "1999-12-31T23:59:59.999999Z", "3000-01-01T00:00:00.000000Z"),
    ],
    "batch": [[1], [0, 1], [2, 1], [1, 2, 3], [1, SAFE + 1], ["1", "1"]],
    "cmd": ["0" * 31, "0" * 33, "A" * 32],
    "fixes": [0, SAFE + 1, "2"],
    "key": ["0" * 63, "F" * 64],
    "on": [
        *({"from": "2018"}, {"from": "2018", "to": "2018", "at": "2018"}, {"from": "2018-02-29", "to": "2018-03"}),
        *({"from": "2018", "to": "2018-13"}, {"from": "1799", "to": "2018"}, {"from": "2018", "to": "2100"}),
        *({"from": "2019", "to": "2018"}, {"from": "2018-07", "to": "2018-06-30"}, {"from": "2018-6", "to": "2018"}),
        *({"from": "2018", "to": "2018", "assumed": 0}, {"from": "2018", "to": "2018", "words": "summer"}),
        {"from": "2018", "to": "2018", "words": {"file": "0" * 64}},
    ],
    "recorded_by": ["POST-1", "PER-0", "PER-01", "PER-1234567890"],
    "said_by": ["AFI-1", "LEDGER", "per-1"],
    "src": ["DOC-1", [], ["INS-1"], ["DOC-1:"], ["DOC-1:page 3"], ["DOC-1:12345"], ["DOC-1", "DOC-1"]],
    "stream": ["AFI", "AFI-0", "AFI-1.2", "afi-1", "AF-1", "AFIAB-1"],
    "type": ["improvement", "Improvement.noted", "improvement.noted_", "improvement.no__ted", f"note.{'a' * 41}"],
    "v": [0, "1"],
    "version": [0, SAFE + 1],
    "why": ["because", {"prose": "0" * 63}, {"prose": "F" * 64}, PROSE | {"salt": "0" * 32}, {"file": "0" * 64}],
}
_HEX = "0" * 64
_VALUES = [
    *("null", "true", "false", "1.0", "0.5", "1e2", "-0", "01", "NaN", "-Infinity", str(SAFE + 1), str(-SAFE - 1)),
    *('""', "[]", "{}", "[[1]]", '{"B":1}', '{"b c":1}', f'{{"{"b" * 41}":1}}', '{"":1}', "9" * 5000),
    *('"Supervision"', '"free text"', '"3.8"', '"2018-02-30"', '"1799"', '"AFI-0"', '"E-1"', f'"{"b" * 41}"'),
    *(f'"{"0" * 33}"', f'"{"0" * 127}"', f'"{"A" * 64}"', '"fenshire.0123"', f'"{ORIGIN}+0123abcd+AQ=="'),
    *('{"prose":"word"}', '{"file":"word"}', f'{{"b":1,"prose":"{_HEX}"}}', f'{{"file":"{_HEX}","prose":"{_HEX}"}}'),
]
