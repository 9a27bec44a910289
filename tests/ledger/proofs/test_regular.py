"""Entries taken many at a time: only such as would be taken singly too, and with the same result."""

import dataclasses
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.codec import understand
from ledger.proofs.audit import audit
from ledger.proofs.entry import canonical, parse_entry
from ledger.proofs.regular import Recogniser, Regular
from ledger.proofs.streams import Streams, Versions
from ledger.proofs.verdict import Verdict
from tests.ledger.proofs.entries import ENTRY, HEX64, without
from tests.ledger.proofs.test_audit import Rows, ledger

PLAIN = without("fixes") | {"batch": [1, 1]}
STORED = canonical(PLAIN)


def recognised(*stored: bytes, known: Recogniser | None = None) -> list[tuple[bytes, ...] | None]:
    """The fields of each entry; None for one that has to be parsed by itself."""
    found: list[tuple[bytes, ...] | None] = []
    for places, columns in (known or Recogniser(lambda entry: None)).recognise(stored):
        assert [*places] == [*range(len(found), len(found) + len(places))]
        found += [*zip(*columns, strict=True)] if columns else [None] * len(places)
    assert len(found) == len(stored)
    return found


def agrees(stored: bytes, fields: tuple[bytes, ...]) -> bool:
    """Whether what was recognised is what parsing finds; that a place is one in its batch is left to the tiling."""
    regular = dict(zip(Regular._fields, fields, strict=True))
    if int(regular["place"]) > int(regular["total"]):
        return True
    parsed = parse_entry(stored)
    place, total = parsed["batch"]
    numbers = {"v": parsed["v"], "version": parsed["version"], "place": place, "total": total}
    plain = {name: parsed[name] for name in ("at", "cmd", "key", "recorded_by", "stream", "type")}
    return (
        all(regular[name].decode() == str(value) for name, value in (numbers | plain).items())
        and regular["kind"] == regular["stream"].partition(b"-")[0]
        and json.loads(regular["data"]) == parsed["data"]
        and json.loads(b"{%s}" % regular["on"]).items() <= parsed["on"].items()
        and "fixes" not in parsed
    )


def test_a_regular_entry() -> None:
    """Authority, sources, words and reasons and all."""
    [fields] = recognised(STORED)
    assert fields and agrees(STORED, fields)


@pytest.mark.parametrize(
    "other",
    [
        canonical(ENTRY),
        canonical(PLAIN | {"stream": "LEDGER", "type": "setting.colours_set"}),
        canonical(PLAIN | {"type": "text.erased"}),
        canonical(PLAIN | {"src": ["DOC-2:3", "DOC-2:3"]}),
        canonical(PLAIN | {"src": ["DOC-2", "DOC-3", "DOC-4"]}),
        canonical(PLAIN | {"at": "2026-02-30T00:10:26.909642Z"}),
        canonical(PLAIN | {"at": "2026-02-03T24:10:26.909642Z"}),
        canonical(PLAIN | {"on": {"from": "2018-02-29", "to": "2018-02-29"}}),
        canonical(PLAIN | {"on": {"from": "2018-03", "to": "2018-02"}}),
        canonical(PLAIN | {"data": {"text": {"prose": "abc"}}}),
        canonical(PLAIN | {"data": {"text": {"prose": ""}}}),
        canonical(PLAIN | {"data": {"b": 1}}).replace(b'"b":1', b'"b":01'),
        canonical(PLAIN | {"data": {"b": 1}}).replace(b'{"b":1}', b'{"b":1,"b":1}'),
        canonical(PLAIN | {"data": {"b": 1}}).replace(b'{"b":1}', b'{"b":1,"a":1}'),
        STORED.replace(b",", b", ", 1),
        STORED + b"\n",
        b"",
        b"-",
        STORED * 200,
    ],
)
def test_what_is_looked_at_by_itself(other: bytes) -> None:
    """What is rare, and what is no entry; its neighbours are recognised all the same, but for a line's end inside."""
    before, found, after = recognised(STORED, other, STORED)
    assert found is None
    assert (before is None) == (after is None) == (other == STORED + b"\n")


def test_what_is_known_of_one_entry_is_known_of_its_likes_only() -> None:
    """Data of the same shape, with other hashes and references; a word, a number or a key more is another shape."""
    asked: list[Any] = []
    known = Recogniser(lambda entry: asked.append(entry["data"]))
    data = {"a": "AFI-1", "n": 5, "text": {"prose": "1" * 64}, "w": "word"}
    likes = [data, data | {"a": "AFI-27", "text": {"prose": "2" * 64}}]
    others = [data | {"a": "REC-1"}, data | {"n": 6}, data | {"w": "words"}, data | {"x": 1}, data | {"n": "2018"}]
    assert all(recognised(*(canonical(PLAIN | {"data": each}) for each in likes + others), known=known))
    assert asked == [data, *others]


def test_an_event_that_makes_no_sense_is_looked_at_by_itself() -> None:
    """Each entry that states it is named by its own position."""
    known = Recogniser(lambda entry: ("event", "is nonsense") if entry["data"] == {} else None)
    nonsense = canonical(PLAIN | {"data": {}})
    assert [each is None for each in recognised(nonsense, STORED, nonsense, known=known)] == [True, False, True]


def altered(random: Random) -> bytes:
    """An entry's bytes with a few changes, most of which leave something that looks like one."""
    stored = bytearray(STORED)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(stored))
        match random.randrange(4):
            case 0:
                stored[place] = random.choice(b'0123456789abcdefAZ-":,.{}[]\\ \n\x01\x7f')
            case 1:
                del stored[place : place + random.randint(1, 4)]
            case 2:
                stored[place:place] = stored[place : place + random.randint(1, 4)]
            case _:
                other = random.randrange(len(stored))
                stored[place : place + 6], stored[other : other + 6] = (
                    stored[other : other + 6],
                    stored[place : place + 6],
                )
    return bytes(stored)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whatever_is_recognised_is_an_entry(random: Random) -> None:
    """However it was altered, and whatever was recognised before it."""
    known = Recogniser(lambda entry: None)
    lines = [STORED, *(altered(random) for _ in range(60))]
    for stored, fields in zip(lines, recognised(*lines, known=known), strict=True):
        assert fields is None or agrees(stored, fields)


NAMES = st.sampled_from(["a", "prose", "file"])
VALUES = st.recursive(
    st.integers(-3, 2**60) | st.sampled_from(["", "AFI-1", "word", "2018-06", "2018-02-30", HEX64, "é"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "prose", "file"]), inner, max_size=2)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PLAIN)), VALUES)
def test_any_value_in_any_field(field: str, value: Any) -> None:
    """The same of whatever stands in a field."""
    stored = canonical(PLAIN | {field: value})
    [fields] = recognised(stored)
    assert fields is None or agrees(stored, fields)


DIGITS = re.compile(rb'(?<=[A-Z]-)[0-9]+(?=")|(?<=e":")[0-9a-f]{64}(?=")')
FOSSILS = sorted((Path(__file__).parents[2] / "fossils").iterdir())


@pytest.mark.parametrize("path", FOSSILS, ids=lambda path: path.stem)
def test_events_are_understood_whatever_their_numbers_and_hashes_are(path: Path) -> None:
    """What is taken many at a time relies on it."""
    random = Random(path.stem)
    for fossil in json.loads(path.read_bytes()):
        stored = bytes.fromhex(fossil["entry"])
        for numbers in ([1], range(1, 10**9)):
            other = DIGITS.sub(partial(_another, random, numbers), stored)
            assert understand(parse_entry(other)) == understand(parse_entry(stored))


def _another(random: Random, numbers: Sequence[int], found: re.Match[bytes]) -> bytes:
    number = b"%d" % random.choice(numbers)
    return sha256(number).hexdigest().encode() if len(found[0]) == 64 else number


# The audit.


def singly(rows: Rows, **known: Any) -> Verdict:
    """The audit with no entry recognised."""

    def nothing(_: Recogniser, stored: Sequence[bytes]) -> Iterator[tuple[range, None]]:
        yield range(len(stored)), None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recogniser, "recognise", nothing)
        return audit(rows, **known)


def shared(rows: Rows, **known: Any) -> Verdict:
    """The audit by pages of a few entries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ledger.proofs.audit.PAGE", 4)
        return audit(rows, **known)


def same(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts are equal, but for the order in which things at one place were found."""
    plain = [
        dataclasses.asdict(each) | {"findings": {*each.findings}, "remarks": {*each.remarks}} for each in (one, other)
    ]
    return plain[0] == plain[1]


def batched(size: int, random: Random) -> Rows:
    """A ledger of several improvements and batches of several entries, each with a text, all sealed."""
    rows = ledger(2)
    versions: dict[str, int] = {}
    while len(rows.entries_) < size:
        count, first = random.randint(1, 5), len(rows.entries_) + 1
        for place in range(1, count + 1):
            number = random.randint(1, len(versions) + 1)
            stream = f"AFI-{number}"
            versions[stream] = versions.get(stream, 0) + 1
            more = {"why": rows.keep(b"why")} if random.random() < 0.2 else {}
            at = f"2026-01-01T00:{first // 60:02}:{first % 60:02}.000000Z"
            text = rows.keep(b"text %d" % first)
            shared = {"batch": [place, count], "cmd": f"{first:032x}", "at": at}
            rows.add(stream, versions[stream], "improvement.noted", {"text": text}, **shared, **more)
            row = rows.entries_[-1]
            rows.entries_[-1] = row._replace(command=f"{first:032x}")
            if place < count:
                del rows.checkpoints_[-1]
    rows.minted_["AFI"] = len(versions)
    return rows


def spoil_an_entry(rows: Rows, random: Random) -> None:
    """One thing that somebody who has the file could do to a row of ``entry``."""
    place = random.randrange(2, len(rows.entries_))
    row, other = rows.entries_[place], rows.entries_[random.randrange(2, len(rows.entries_))]
    assert isinstance(row.stored, bytes) and isinstance(row.hashes, bytes)
    spoiled = random.choice(
        [
            row._replace(stored=row.stored.replace(b'"said_by":"PER-1"', b'"said_by":"ORG-1"')),
            row._replace(stored=row.stored.replace(b'"from":"2018"', b'"from":"2019"')),
            row._replace(stored=row.stored.replace(b'"version":', b'"version":1')),
            row._replace(stored=row.stored.replace(b'"batch":[', b'"batch":[9')),
            row._replace(hashes=row.hashes[::-1]),
            row._replace(stream="AFI-1", version=99),
            row._replace(command="0" * 32),
            other._replace(position=row.position),
            None,
        ]
    )
    rows.entries_[place : place + 1] = [spoiled] if spoiled else []


def spoil_the_rest(rows: Rows, random: Random) -> None:
    """One thing that they could do to a text or a checkpoint."""
    text, seal = random.choice([*rows.vault]), random.randrange(len(rows.checkpoints_))
    match random.randrange(6):
        case 0:
            del rows.vault[text]
        case 1:
            rows.vault[text] = rows.vault[text]._replace(content=b"other")
        case 2:
            rows.vault[b"x" * 32] = rows.vault[text]
        case 3:
            del rows.checkpoints_[seal]
        case 4:
            rows.checkpoints_[seal] = rows.checkpoints_[seal]._replace(root=b"r" * 32)
        case 5:
            rows.checkpoints_[seal] = rows.checkpoints_[seal]._replace(signature=b"s" * 64)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_many_at_a_time_or_singly(random: Random, faults: int) -> None:
    """The verdict is the same, of a whole ledger and of one that was spoiled here and there."""
    rows = batched(24, random)
    whole = audit(rows)
    memory = (random.randint(1, 28), random.choice([whole.root or b"", b"m" * 32]))
    for _ in range(faults):
        random.choice([spoil_an_entry, spoil_the_rest])(rows, random)
    rows.page = random.choice([3, 10, 100])
    known: dict[str, Any] = {"memory": memory, "now": f"2026-01-01T00:00:{random.randint(0, 59):02}.000000Z"}
    verdict = audit(rows, **known)
    assert same(verdict, singly(rows, **known)) and same(verdict, shared(rows, **known))
    assert faults or audit(rows).sound


def test_a_run_that_is_not_taken_leaves_nothing_behind() -> None:
    """Whatever stands before what is wrong with it."""
    streams = Streams()
    assert streams.follow_all(versions(("AFI", 1, 1, 2), ("REC", 1, 1, 1)))
    for odd in (
        [("AFI", 1, 3, 3), ("COC", 2, 1, 1)],
        [("AFI", 2, 1, 2), ("AFI", 1, 4, 4)],
        [("COC", 1, 2, 2)],
        [("AFI", 2, 2, 2)],
        [("AFI", 1, 1, 1)],
    ):
        assert not streams.follow_all(versions(*odd))
    assert [*streams.compare([("AFI", 1), ("REC", 1)])] == []
    assert streams.follow_all(versions(("AFI", 1, 3, 3), ("AFI", 2, 1, 4), ("COC", 1, 1, 1)))


def versions(*records: tuple[str, int, int, int]) -> Versions:
    """What entries say of streams."""
    return Versions(*zip(*records, strict=True))


def test_a_hash_that_is_no_commitment_hides_no_text() -> None:
    """Though its name ends as that of a text does: what lies in the vault under it is committed to by nobody."""
    rows = ledger(4)
    planted = rows.keep(b"planted")["prose"]
    rows.add("AFI-1", 3, "improvement.noted", {"same": planted})
    assert [each.kind for each in audit(rows).findings] == ["text-surplus"]
    assert same(audit(rows), singly(rows))


EARLIER, LATER = "2026-01-01T00:00:00.500000Z", "2026-01-01T00:00:30.000000Z"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({}, {"at": EARLIER}, "clock"),
        ({"batch": [1, 2]}, {"batch": [1, 2]}, "batch"),
        ({"batch": [1, 3]}, {"batch": [3, 3]}, "batch"),
        ({"batch": [2, 2]}, {"batch": [1, 1]}, "batch"),
        ({"batch": [1, 2], "at": LATER}, {"batch": [2, 2], "at": LATER, "cmd": "e" * 32}, "batch"),
        ({"batch": [2, 2], "at": LATER, "cmd": "e" * 32}, {"batch": [1, 2], "at": LATER, "cmd": "e" * 32}, "batch"),
        ({"batch": [1, 2], "cmd": "e" * 32}, {"batch": [2, 2], "cmd": "e" * 32}, "batch"),
        ({"batch": [1, 2], "at": LATER}, {"batch": [2, 2], "at": LATER, "recorded_by": "PER-2"}, "batch"),
        ({"cmd": "f" * 32}, {}, "command"),
        ({"key": "0" * 64}, {}, "author"),
        ({}, {"recorded_by": "PER-2"}, "author"),
    ],
)
@pytest.mark.parametrize("page", [5, 100])
def test_what_is_wrong_between_entries(first: dict[str, Any], second: dict[str, Any], kind: str, page: int) -> None:
    """Though each is regular, and all is sealed again with the key: the same is found as singly, on one page or two."""
    rows = ledger(4)
    for version, fields in enumerate((first, second, {}), 3):
        rows.add("AFI-1", version, "improvement.noted", {}, **fields)
        command = fields.get("cmd", f"{len(rows.entries_):032x}")
        rows.entries_[-1] = rows.entries_[-1]._replace(command=command)
        if fields.get("batch") in ([1, 2], [1, 3]):
            del rows.checkpoints_[-1]
    rows.page = page
    verdict = audit(rows)
    assert kind in {each.kind for each in verdict.findings}
    assert same(verdict, singly(rows))


@pytest.mark.parametrize("column", ["stream", "version", "type", "command", "position"])
def test_a_column_that_disagrees(column: str) -> None:
    """Of a row among many: the same is found as singly."""
    rows = ledger(9)
    odd = {"stream": "AFI-2", "version": 9, "type": "improvement.closed", "command": "0" * 32, "position": 99}[column]
    rows.entries_[5] = rows.entries_[5]._replace(**{column: odd})  # type: ignore[arg-type]
    verdict = audit(rows)
    assert verdict.findings and same(verdict, singly(rows))
