"""The grammar of an entry: one accepted example of everything, and a refused one for each rule."""

import re
from hashlib import sha256
from itertools import product
from typing import Any

import pytest

from ledger.proofs.entry import (
    DEEPEST,
    FORMAT,
    LARGEST,
    SAFE,
    Json,
    Malformed,
    canonical,
    commitment,
    parse_entry,
    prose_of,
    right_needed,
)
from tests.ledger.proofs.entries import ENTRY, HEX32, HEX64, PROSE, STORED, entry, raw, without


def fault(stored: bytes) -> str:
    """Which field is malformed."""
    with pytest.raises(Malformed) as refused:
        parse_entry(stored)
    assert str(refused.value).startswith(f"{refused.value.field}: ")
    return refused.value.field


# What is an entry.


def test_the_example_is_an_entry() -> None:
    """Every field that there is, read and written back byte for byte."""
    assert parse_entry(STORED) == ENTRY
    assert canonical(parse_entry(STORED)) == STORED


def test_an_entry_may_have_no_more_than_it_needs() -> None:
    """What is optional may be absent, and an event may have no data."""
    least = without("authority", "fixes", "src", "why") | {"data": {}, "on": {"from": "2018", "to": "2018"}}
    assert parse_entry(canonical(least)) == least


@pytest.mark.parametrize(
    "change",
    [
        {"stream": "LEDGER"},
        {"stream": "POST-999999999"},
        {"batch": [2, 2]},
        {"batch": [1, SAFE]},
        {"version": SAFE},
        {"at": "2024-02-29T23:59:59.000000Z"},
        {"on": {"from": "1856", "to": "2018"}},
        {"on": {"from": "2018-06-12", "to": "2018-06"}},
        {"on": {"from": "2018-06", "to": "2018-06-12"}},
        {"on": {"from": "2024-02-29", "to": "2024-02-29"}},
        {"src": ["DOC-1"]},
        {"src": ["DOC-123:p6.b2.1234.Z9"]},
        {"said_by": "ORG-1"},
        {"data": {"n": -SAFE, "m": SAFE, "zero": 0}},
        {"data": {"words": ["requires_improvement", "AFI-7", "2018", HEX32, HEX64, "0" * 128]}},
        {"data": {"origin": f"cambridgeshire.{HEX32[:16]}"}},
        {"data": {"vkey": f"cambridgeshire.{HEX32[:16]}+0123abcd+{'A' * 44}"}},
        {"data": {"list": [PROSE, {"deep": {"deeper": {"deepest": 1}}}]}},
    ],
)
def test_these_are_entries_too(change: Json) -> None:
    """The widest that each field may be."""
    assert parse_entry(canonical(entry(**change))) == entry(**change)


# JSON, canonical.


NOT_CANONICAL = {
    "nothing": b"",
    "an empty object": b"{}",
    "a list": b"[]",
    "a number": b"1",
    "a string": b'"entry"',
    "null": b"null",
    "brackets only": b"[" * LARGEST,
    "braces only": b'{"a":' * 100,
    "its end missing": STORED[:-1],
    "a newline after it": STORED + b"\n",
    "a space after it": STORED + b" ",
    "a space before it": b" " + STORED,
    "two entries": STORED + STORED,
    "a byte order mark": b"\xef\xbb\xbf" + STORED,
    "a space after a colon": STORED.replace(b'":', b'": ', 1),
    "a space after a comma": STORED.replace(b',"', b', "', 1),
    "a leading zero": STORED.replace(b'"v":1', b'"v":01'),
    "an escape": STORED.replace(b"improvement", b"impr\\u006fvement"),
    "a letter that is not ASCII": STORED.replace(b"improvement", "imprövement".encode()),
    "a tab in a string": STORED.replace(b"improvement", b"impro\tvement"),
    "a control in a string": STORED.replace(b"improvement", b"impro\x7fvement"),
    "a field twice": STORED.replace(b'"v":1', b'"v":1,"v":1'),
    "a key twice, deeper": STORED.replace(b'"kind":"day"', b'"kind":"day","kind":"day"'),
    "fields unsorted": STORED.replace(b'"v":1,"version":3', b'"version":3,"v":1'),
    "keys unsorted, deeper": STORED.replace(b'"day":"2018-09","kind":"day"', b'"kind":"day","day":"2018-09"'),
    "a comma too many": STORED.replace(b'"DOC-2:3.8",', b'"DOC-2:3.8",,'),
}


@pytest.mark.parametrize("stored", list(NOT_CANONICAL.values()), ids=list(NOT_CANONICAL))
def test_what_is_not_canonical_json_is_no_entry(stored: bytes) -> None:
    """Spaces, another order of keys, a key twice, escapes and what is not printable ASCII: one value, one text."""
    assert stored != STORED
    assert fault(stored) == ("afi" if stored == b"{}" else "entry")


NO_VALUE = [
    "null",
    "true",
    "false",
    "1.0",
    "0.5",
    "1e2",
    "1E2",
    "-0",
    "01",
    "+1",
    "NaN",
    "-Infinity",
    str(SAFE + 1),
    "9" * 5000,
]
NO_TEXT_OR_LIST = ['""', "[]", "{}", "[[1]]", "[null]", '[""]', "[{}]", '{"a":null}', '{"a":""}', '{"a":[]}']


@pytest.mark.parametrize(("field", "value"), list(product(sorted(ENTRY), [*NO_VALUE, '""', "[]", "[[1]]", "[null]"])))
def test_some_values_stand_nowhere(field: str, value: str) -> None:
    """Null, true, false, fractions, exponents, minus nothing, unsafe integers and what is empty, in every field."""
    assert fault(raw(field, value)) in {field, "entry"}


@pytest.mark.parametrize("value", [*NO_VALUE, *NO_TEXT_OR_LIST])
def test_nor_do_they_inside_the_data(value: str) -> None:
    """The same holds at every depth of an event's data, where an empty object says nothing either."""
    for data in (f'{{"a":{value}}}', f'{{"a":{{"b":{value}}}}}', f'{{"a":[{value}]}}', f'{{"a":[1,{value}]}}'):
        assert fault(raw("data", data)) in {"data", "entry"}


def test_an_entry_is_nested_no_deeper_than_it_may_be() -> None:
    """Eight levels, the entry's own among them, so that no reader runs out of stack."""

    def nested(levels: int) -> Json:
        return {"a": nested(levels - 1)} if levels > 1 else {"a": 1}

    assert parse_entry(canonical(entry(data=nested(DEEPEST - 1))))
    assert fault(canonical(entry(data=nested(DEEPEST)))) == "entry"


def test_an_entry_is_no_longer_than_it_may_be() -> None:
    """65,535 bytes are an entry, one more is none (C2SP tlog-tiles has 16 bits for the length)."""
    room = LARGEST - len(canonical(entry(data={"list": ["AFI-1"], "pad": 1})))
    words = ["AFI-1"] * (room // 8 - 1)
    longest = entry(data={"list": ["AFI-1", *words], "pad": 1})
    longest["data"]["pad"] = 10 ** (LARGEST - len(canonical(longest)))
    assert len(canonical(longest)) == LARGEST and parse_entry(canonical(longest))
    longest["data"]["pad"] *= 10
    assert fault(canonical(longest)) == "entry"


# Its fields.


@pytest.mark.parametrize("field", sorted(set(ENTRY) - {"authority", "fixes", "src", "why"}))
def test_a_field_is_missing(field: str) -> None:
    """Each field that every event has must be there."""
    assert fault(canonical(without(field))) == field


@pytest.mark.parametrize("field", ["a", "leaf", "position", "recordedby", "zz"])
def test_a_field_does_not_belong(field: str) -> None:
    """What the format does not name stands in no entry, so that nothing can hide in one."""
    assert fault(canonical(entry(**{field: 1}))) == field


DAYS = "18 1799 2100 2018-6 2018-13 2018-00 2018-06-00 2018-06-31 2018-02-29 2018-6-1 2018-06-12Z".split()
MOMENTS = """
    2026-11-22 2026-11-22T00:10:26Z 2026-11-22T00:10:26.909Z 2026-11-22T00:10:26.9096421Z 2026-11-22T00:10:26.909642
    2026-11-22T00:10:26.909642+00:00 2026-11-22t00:10:26.909642z 2026-13-22T00:10:26.909642Z
    2026-02-30T00:10:26.909642Z 2026-11-22T24:00:00.000000Z 2026-11-22T25:10:26.909642Z 2026-11-22T00:60:26.909642Z
    2026-11-22T00:10:60.909642Z 0000-11-22T00:10:26.909642Z
""".split()
PEOPLE = "POST-3 ORG-1 PER-0 PER-01 PER PER- per-1 PER-1: PER-1234567890".split()
VOICES = "AFI-7 LEDGER POST-0 POST-03 post-3 POST3 POST-3:1".split()
STREAMS = "AFI AFI-0 AFI-07 afi-7 AF-7 AFIAB-7 AFI-1234567890 ledger LEDGER-1".split()
TYPES = """
    improvement improvement. .noted Improvement.noted improvement.Noted improvement.noted.again improvement_x.noted
    improvement.due-set improvement._set improvement.due_ improvement.due__set improvement.noted2
""".split()
SOURCES = "AFI-7:3.8 DOC-0 DOC-2: DOC-2:3. DOC-2:.8 DOC-2:3..8 DOC-2:12345 DOC-2:ab1 DOC-2:p doc-2".split()
COMMITMENTS = ["because", HEX64, 1, [PROSE], {"prose": HEX32}, {"prose": 1}, {"prose": HEX64.upper()}, {"text": HEX64}]
FORMS: dict[str, list[Any]] = {
    "afi": [FORMAT + 1, -1, str(FORMAT), [FORMAT], {"a": FORMAT}],
    "at": [*MOMENTS, "2026-11-22 00:10:26.909642Z", 20261122, [ENTRY["at"]]],
    "authority": [*COMMITMENTS, PROSE | {"salt": HEX32}],
    "batch": [[1], [1, 2, 3], [0, 1], [2, 1], [-1, 1], [1, SAFE + 1], ["1", "2"], "1,2", 1, {"i": 1}, [[1], [2]]],
    "cmd": [HEX32[:-1], HEX32 + "0", HEX32.upper(), HEX32[:-1] + "g", HEX64, 1, [HEX32]],
    "data": [[PROSE], HEX64, 1, PROSE | {"salt": HEX32}, {"prose": HEX32}, {"prose": PROSE}, {"prose": [HEX64]}],
    "fixes": [0, -1, SAFE + 1, "2", "E-2", [2], {"a": 2}],
    "key": [HEX64[:-1], HEX64 + "0", HEX64.upper(), HEX64[:-1] + "g", HEX32, 1, PROSE],
    "on": [
        *("2018", 2018, ["2018", "2018"], {"from": "2018"}, {"to": "2018"}, {"day": "2018"}),
        {"from": "2018", "to": "2018", "x": 1},
        *({"from": day, "to": "2018"} for day in DAYS),
        *({"from": "1999", "to": day} for day in DAYS),
        *({"from": start, "to": "2018-06"} for start in ("2019", "2018-07", "2018-07-01", 2018, ["2018"])),
        *({"from": "2018", "to": "2018", "assumed": flag} for flag in (0, 2, -1, "1", [1], {"a": 1})),
        *({"from": "2018", "to": "2018", "words": words} for words in COMMITMENTS),
    ],
    "recorded_by": [*PEOPLE, "PER-1 ", 1, ["PER-1"]],
    "said_by": [*VOICES, "POST 3", 3, ["POST-3"], PROSE],
    "src": [*([source] for source in SOURCES), *("DOC-2", {"a": "DOC-2"}, ["DOC-2", 2], [["DOC-2"]], [PROSE])],
    "stream": [*STREAMS, "AFI-7 ", 7, ["AFI-7"]],
    "type": [*TYPES, "improvement.due set", f"{'a' * 41}.noted", f"improvement.{'a' * 41}", 1, ["improvement.noted"]],
    "v": [0, -1, SAFE + 1, "1", [1], {"a": 1}],
    "version": [0, -1, SAFE + 1, "3", [3], {"a": 3}],
    "why": [*COMMITMENTS, PROSE | {"salt": HEX32}],
}
FORMS["src"] += [["DOC-2:3 8"], ["DOC-2:page 3"], ["DOC-2", "DOC-2"], ["DOC-2:3.8", "DOC-2:3.8"]]


def test_each_field_has_refused_forms() -> None:
    """No field of the entry is missing from the table below."""
    assert FORMS.keys() == ENTRY.keys()


@pytest.mark.parametrize(
    ("field", "value"),
    [pytest.param(field, value, id=f"{field}: {value!r}") for field, values in FORMS.items() for value in values],
)
def test_a_field_is_not_written_so(field: str, value: Any) -> None:
    """Each field has one form, and the fault names the field."""
    assert fault(canonical(entry(**{field: value}))) == field


@pytest.mark.parametrize(
    ("stream", "type_name"),
    [("AFI-7", "ledger.opened"), ("AFI-7", "key.enrolled")],
)
def test_the_ledgers_own_events_stand_apart(stream: str, type_name: str) -> None:
    """Keys and the ledger's life lie in its own stream: rights hang on it."""
    assert fault(canonical(entry(stream=stream, type=type_name))) == "stream"


# Its data: the prose rule.


TEXTS = """
    Word WORD 1 12 0x1f a-b a.b AFI-0 AFI-07 AFI-7: AFI-7:1 E-1 2018-13 2018-6-1 29/3/2018 2018-02-30 1799 3.8 _word
    1word 2026-11-22T00:10:26Z cambridgeshire.0123 http://example.org a@example.org C:/evidence evidence.pdf
""".split()
NAMED = f"cambs.{HEX32[:16]}"


@pytest.mark.parametrize("text", ["Supervision is inconsistent.", "free text", "Natalie Benton", *TEXTS])
def test_text_stands_in_no_entry(text: str) -> None:
    """What is neither a word, a reference, a day, a hash, an origin nor a key must be a commitment."""
    for data in ({"a": text}, {"a": [text]}, {"a": {"b": text}}):
        assert fault(canonical(entry(data=data))) == "data"


@pytest.mark.parametrize(
    "text",
    [
        *(HEX64.upper(), HEX64 + "0", "0" * 127, "0" * 33, "a" * 41, NAMED.title(), NAMED[5:], "a" * 60 + NAMED),
        *(f"{NAMED}+0123abcd", f"{NAMED}+0123abcd+AQ==", f"{NAMED}++{'A' * 44}", f"{NAMED}+0123abcd+{'A' * 43}="),
    ],
)
def test_what_only_resembles_a_hash_or_a_name_stands_in_none(text: str) -> None:
    """A word, hash, origin or key has one length and one case."""
    assert fault(canonical(entry(data={"a": text}))) == "data"


@pytest.mark.parametrize("key", ["", "A", "aB", "a b", "a-b", "1a", "_a", "AFI-7", HEX64, "a" * 41, "a.b"])
def test_a_key_is_a_name(key: str) -> None:
    """Text cannot hide in the names of an event's fields."""
    for data in ({key: 1}, {"a": {key: 1}}, {"a": [{key: 1}]}):
        assert fault(canonical(entry(data=data))) == "data"


# What hangs on it.


def test_a_commitment_is_salted() -> None:
    """It is SHA-256 of 16 bytes and the content; with another salt it tells nothing."""
    salt, text = bytes(range(16)), b"Dip sample at 92%"
    assert commitment(salt, text) == sha256(salt + text).hexdigest()
    assert commitment(salt, text) != commitment(bytes(16), text)


@pytest.mark.parametrize("length", [0, 15, 17, 32])
def test_a_salt_has_one_length(length: int) -> None:
    """Salt and content of another split would be the same commitment, so the salt's length is fixed."""
    with pytest.raises(ValueError, match="a salt is 16 bytes"):
        commitment(bytes(length), b"text")


def test_every_commitment_is_found() -> None:
    """In the order of the bytes: the authority, the data at every depth and in lists, when, and why."""
    data = {"keys": [{"name": {"prose": "1" * 64}}, {"name": {"prose": "2" * 64}}], "of": {"text": {"prose": "3" * 64}}}
    assert parse_entry(canonical(entry(data=data)))
    found = list(prose_of(entry(data=data)))
    assert found == ["a" * 64, "1" * 64, "2" * 64, "3" * 64, "b" * 64, "c" * 64]
    assert found == re.findall(r'"prose":"([0-9a-f]{64})"', canonical(entry(data=data)).decode())


@pytest.mark.parametrize(
    ("type_name", "right"),
    [
        ("improvement.noted", "record"),
        ("grade.recorded", "record"),
        ("key.enrolled", "enrol"),
        ("key.revoked", "enrol"),
        ("ledger.opened", "keep"),
        ("ledger.clock_accepted", "keep"),
    ],
)
def test_a_type_needs_a_right(type_name: str, right: str) -> None:
    """Keys are the enrollers' and the ledger the keepers'; every other event is anyone's who may record."""
    assert right_needed(type_name) == right
