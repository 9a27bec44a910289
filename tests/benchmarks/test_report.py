"""What the benchmarks say of themselves: a row each, held against its target."""

import json
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.measuring import Result, Scope, Times
from benchmarks.targets import TARGETS

FAST, SLOW = Result("start.show", 6.5, "10.0 ms", "65.0 ms"), Result("start.show", 6.51, "10.0 ms", "65.1 ms")


def test_a_target_is_the_most_that_may_be() -> None:
    """What is exactly at the limit meets it; anything beyond does not."""
    assert (FAST.met, SLOW.met) == (True, False)


def test_some_targets_are_the_least_that_may_be() -> None:
    """More entries a second are better."""
    assert (Result("writers.rate", 0.95, "").met, Result("writers.rate", 0.94, "").met) == (True, False)


def test_without_a_target_nothing_is_met_or_missed() -> None:
    """A row that only explains another has no verdict."""
    assert Result("append.plain", 99.0, "").met is None


def test_noise_of_a_round_cancels() -> None:
    """Where one round was three times as slow throughout, the ratio is what it is in the others."""
    times = Times({"ours": [2.0, 6.0, 2.0], "bare": [1.0, 3.0, 1.0]})
    assert times.ratio("ours", "bare") == 2.0


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    """What stands around it stays, and what stood there goes."""
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write_markdown(document, [FAST], Scope())
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "old" not in text
    assert "| ≤ 6.50x | 6.50x | yes | 65.0 ms to 10.0 ms |" in text


def test_a_document_without_marks_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written where nobody said that it belongs."""
    document = tmp_path / "other.md"
    document.write_text("mine\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the results"):
        report.write_markdown(document, [FAST], Scope())
    assert document.read_text(encoding="utf-8") == "mine\n"


def test_json_has_every_row() -> None:
    """With the target's words and limit beside what was found."""
    [row] = json.loads(report.document([SLOW], Scope()))["results"]
    assert (row["name"], row["found"], row["limit"], row["met"]) == ("start.show", 6.51, 6.5, False)


@pytest.mark.parametrize("name", TARGETS)
def test_every_row_can_be_printed(name: str) -> None:
    """In the unit of its target."""
    assert TARGETS[name].operation in report.line(Result(name, 1.0, "1 ms"))
