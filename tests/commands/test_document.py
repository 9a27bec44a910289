"""Documents: added with whom they are from and to, as printed, and listed."""

import pytest

from tests.commands.terminal import Terminal

ADD = ("document", "add", "letter", "Progress so far", "--on", "2018-05-01")


def test_add(desk: Terminal) -> None:
    """Kind, title, date, author, addressees, marking and address are kept."""
    people = ("--by", "POST-5", "--to", "HMICFRS", "--to", "POST-1", "--copied", "PER-5")
    receipt = desk.records(*ADD, *people, "--marking", "official-sensitive", "--address", "https://example.org/x")
    assert receipt["references"] == ["DOC-4"]
    row = desk.does("document", "list", "--json").rows[3]
    assert (row["kind"], row["title"], row["dated"]) == ("letter", "Progress so far", "2018-05-01")
    assert (row["author"], row["to"], row["copied"]) == ("POST-5", ["ORG-2", "POST-1"], ["PER-5"])
    assert (row["marking"], row["address"]) == ("official_sensitive", "https://example.org/x")


def test_no_marking_is_a_value(desk: Terminal) -> None:
    """That none is printed is recorded, not left out."""
    desk.records(*ADD)
    assert desk.does("document", "list", "--json").rows[3]["marking"] == "none_stated"


def test_list(desk: Terminal) -> None:
    """Kinds are shown as people write them."""
    assert "board paper" in desk.does("document", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("document", "add", "letter", "x"), "not said when it happened"),
        (("document", "add", "tweet", "x", "--on", "2018"), '"tweet" is not a document kind.'),
        (("document", "add", "letter", " ", "--on", "2018"), "The text is empty."),
        ((*ADD, "--marking", "hush"), '"hush" is not a marking.'),
    ],
)
def test_unreadable(desk: Terminal, words: tuple[str, ...], said: str) -> None:
    """What cannot be read is refused with the choices."""
    assert said in desk.refuses(2, *words)


@pytest.mark.parametrize("option", ["--to", "--copied", "--by"])
def test_unknown_people(desk: Terminal, option: str) -> None:
    """A letter goes to somebody who is known."""
    desk.refuses(3, *ADD, option, "nobody")
