"""The log: entries as they were recorded, and samples of them."""

import re
from collections import Counter
from functools import partial
from hashlib import sha256
from heapq import nsmallest

import pytest

from projections.queries.log import digest
from tests.commands.terminal import Terminal


def _positions(desk: Terminal, *options: str) -> list[int]:
    return [row["position"] for row in desk.does("log", *options, "--json").rows]


@pytest.mark.parametrize(("options", "count"), [((), 20), (("-n", "3"), 3), (("--count", "1000"), 1000)])
def test_the_newest_first(desk: Terminal, options: tuple[str, ...], count: int) -> None:
    """As many as are asked for, or there are."""
    size = desk.size()
    assert _positions(desk, *options) == list(range(size, max(0, size - count), -1))


def test_what_followed_an_entry(desk: Terminal) -> None:
    """In the order of recording; at the end of the log, that nothing did."""
    size = desk.size()
    assert _positions(desk, "--after", f"E-{size - 3}") == [size - 2, size - 1, size]
    assert _positions(desk, "--after", "e-80", "-n", "2") == [81, 82]
    assert _positions(desk, "--after", f"{size}") == []
    assert "Nothing was recorded after that." in desk.does("log", "--after", f"E-{size}").out


@pytest.mark.parametrize("after", ["x", "E-0", "E-", "E-1.5"])
def test_refused(desk: Terminal, after: str) -> None:
    """What is no entry."""
    assert "is not an entry" in desk.refuses(2, "log", "--after", after)


# Samples.

#: Which entries the seed 7 draws from Cambridgeshire's 131, as `sha256sum` ranks them.
DRAWN = sorted(range(1, 132), key=lambda number: sha256(f"7:{number}".encode()).hexdigest())
#: Worked out with `printf 7:NUMBER | sha256sum`.
FIVE = [126, 77, 4, 101, 71]


def test_a_sample_can_be_drawn_again_by_hand(desk: Terminal) -> None:
    """The lowest SHA-256 of SEED:NUMBER, shown in the order of recording; the same each time."""
    found = desk.does("log", "--sample", "25", "--seed", "7", "--json").json
    assert [row["position"] for row in found["rows"]] == sorted(DRAWN[:25])
    assert {row["position"]: row["drawn"] for row in found["rows"]} == {
        position: place for place, position in enumerate(DRAWN[:25], 1)
    }
    assert found["sample"] == {"size": 25, "of": 131, "seed": 7, "method": "lowest SHA-256 of SEED:NUMBER"}
    assert {(row["seed"], row["drawn_from"]) for row in found["rows"]} == {(7, 131)}
    assert _positions(desk, "--sample", "25", "--seed", "7") == sorted(DRAWN[:25])


def test_the_first_that_are_drawn(desk: Terminal) -> None:
    """As any other tool ranks them."""
    assert DRAWN[:5] == FIVE
    assert _positions(desk, "--sample", "5", "--seed", "7") == sorted(FIVE)


def test_a_sample_of_the_ledger_as_it_was(desk: Terminal) -> None:
    """Is the same whatever was recorded since; from part of the ledger it is drawn from that part."""
    before = _positions(desk, "--sample", "10", "--seed", "3")
    for number in range(5):
        desk.does("note", "AFI-1", f"Sample {number}", "--on", "2018-06-01")
    assert _positions(desk, "--sample", "10", "--seed", "3", "--as-of", "E-131") == before
    assert set(_positions(desk, "--sample", "3", "--seed", "3", "--after", "E-131")) < set(range(132, 137))
    assert len(_positions(desk, "--sample", "9", "--recorded-by", "Sam Okafor")) == 9
    assert _positions(desk, "--sample", "1000", "--seed", "3") == list(range(1, 137))


def test_a_seed_is_chosen_and_said(desk: Terminal) -> None:
    """So that the same can be drawn again."""
    shown = desk.does("log", "--sample", "3").out
    match = re.match(r"Sample of 3 of 131 entries, seed (\d+)\n", shown)
    assert match and desk.does("log", "--sample", "3", "--seed", match[1]).out == shown
    assert shown.endswith(f"the SHA-256 of SEED:NUMBER ({match[1]}:120 for E-120) is lowest.\n")


def test_each_entry_is_drawn_about_as_often() -> None:
    """Over a thousand seeds none of a hundred entries much more or less often than in one of ten."""
    counts: Counter[int] = Counter()
    for seed in range(1000):
        counts.update(nsmallest(10, range(1, 101), key=partial(digest, seed)))
    assert len(counts) == 100 and min(counts.values()) > 60 and max(counts.values()) < 145


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--seed", "3"], "Only a sample is drawn by seed or recorder."),
        (["--recorded-by", "PER-1"], "Only a sample is drawn by seed or recorder."),
        (["--sample", "3", "-n", "5"], "A sample has its own number."),
    ],
)
def test_a_sample_alone_has_a_seed(desk: Terminal, words: list[str], what: str) -> None:
    """And its own number."""
    assert what in desk.refuses(2, "log", *words)
