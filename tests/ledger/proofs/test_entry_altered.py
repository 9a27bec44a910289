"""Whatever is altered in an entry's bytes: it is refused, or it reads as another entry with one text of its own."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs.entry import Malformed, canonical, parse_entry
from tests.ledger.proofs.entries import ENTRY, HEX64, STORED, entry

#: What ENTRY may become by altering its values only: the same fields, each in its form.
SHAPE = re.compile(
    rb'{"afi":1,"at":"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z","authority":{"prose":"[0-9a-f]{64}"},'
    rb'"batch":\[[1-9]\d*,[1-9]\d*\],"cmd":"[0-9a-f]{32}",'
    rb'"data":{"[a-z]\w*":{"[a-z]\w*":"\d{4}-\d\d","[a-z]\w*":"[a-z]\w*"},"[a-z]\w*":-?\d+,'
    rb'"[a-z]\w*":{"[a-z]\w*":"[0-9a-f]{64}"}},"fixes":[1-9]\d*,"key":"[0-9a-f]{64}",'
    rb'"on":{"assumed":1,"from":"\d{4}-\d\d-\d\d","to":"\d{4}-\d\d-\d\d","words":{"prose":"[0-9a-f]{64}"}},'
    rb'"recorded_by":"PER-[1-9]\d*","said_by":"(?:POST|PER|ORG)-[1-9]\d*",'
    rb'"src":\["DOC-[1-9]\d*:[A-Za-z0-9.]+","DOC-[1-9]\d*:[A-Za-z0-9.]+"\],"stream":"[A-Z]{3,4}-[1-9]\d*",'
    rb'"type":"[a-z]+\.[a-z_]+","v":[1-9]\d*,"version":[1-9]\d*,"why":{"prose":"[0-9a-f]{64}"}}'
)


def one_bit_flipped() -> list[bytes]:
    """ENTRY's bytes with each of their bits flipped in turn."""
    number, size = int.from_bytes(STORED, "big"), len(STORED)
    return [(number ^ 1 << bit).to_bytes(size, "big") for bit in range(8 * size)]


def one_byte_left_out() -> list[bytes]:
    """ENTRY's bytes without each of them in turn."""
    return [STORED[:place] + STORED[place + 1 :] for place in range(len(STORED))]


def one_byte_twice() -> list[bytes]:
    """ENTRY's bytes with each of them doubled in turn."""
    return [STORED[: place + 1] + STORED[place:] for place in range(len(STORED))]


def two_bytes_swapped() -> list[bytes]:
    """ENTRY's bytes with each of them and the next exchanged in turn."""
    places = range(len(STORED) - 1)
    return [STORED[:n] + STORED[n + 1 : n + 2] + STORED[n : n + 1] + STORED[n + 2 :] for n in places]


@pytest.mark.parametrize("altered", [one_bit_flipped, one_byte_left_out, one_byte_twice, two_bytes_swapped])
def test_an_altered_entry_is_refused_or_another_entry(altered: Callable[[], list[bytes]]) -> None:
    """Whatever else still reads as an entry keeps to its shape, says something else, and is its only text."""
    for stored in altered():
        try:
            fields = parse_entry(stored)
        except Malformed:
            continue
        assert SHAPE.fullmatch(stored)
        assert json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() == stored
        assert (fields == ENTRY) is (stored == STORED)


@given(st.integers(0, len(STORED) - 1), st.integers(0, 255))
def test_any_other_byte_is_refused_or_another_entry(place: int, byte: int) -> None:
    """The same for any byte in any place."""
    stored = STORED[:place] + bytes([byte]) + STORED[place + 1 :]
    try:
        fields = parse_entry(stored)
    except Malformed:
        return
    assert SHAPE.fullmatch(stored) and canonical(fields) == stored


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    """Bytes that are no entry are malformed, never a crash."""
    with pytest.raises(Malformed):
        parse_entry(noise)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(HEX64),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_prose", max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(ENTRY)), JSON)
def test_any_value_is_refused_or_canonical(field: str, value: Any) -> None:
    """Whatever JSON stands in a field, it is refused, or it is read back as the same bytes."""
    stored = json.dumps(entry(**{field: value}), sort_keys=True, separators=(",", ":")).encode()
    try:
        fields = parse_entry(stored)
    except Malformed:
        return
    assert canonical(fields) == stored and fields == entry(**{field: value})
