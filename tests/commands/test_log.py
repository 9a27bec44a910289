"""The log: entries as they were recorded."""

import pytest

from tests.commands.terminal import Terminal


@pytest.mark.parametrize(
    ("options", "entries"),
    [
        ((), range(89, 69, -1)),
        (("-n", "3"), range(89, 86, -1)),
        (("--count", "200"), range(89, 0, -1)),
        (("--after", "E-85"), range(86, 90)),
        (("--after", "e-80", "-n", "2"), range(81, 83)),
        (("--after", "89"), range(0)),
    ],
)
def test_which(desk: Terminal, options: tuple[str, ...], entries: range) -> None:
    """The newest first, or what followed an entry."""
    assert [row["position"] for row in desk.does("log", *options, "--json").rows] == list(entries)


def test_nothing_followed(desk: Terminal) -> None:
    """Which is said."""
    assert "Nothing was recorded after that." in desk.does("log", "--after", "E-89").out


@pytest.mark.parametrize("after", ["x", "E-0", "E-", "E-1.5"])
def test_refused(desk: Terminal, after: str) -> None:
    """What is no entry."""
    assert "is not an entry" in desk.refuses(2, "log", "--after", after)
