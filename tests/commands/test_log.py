"""The log: entries as they were recorded."""

import pytest

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
