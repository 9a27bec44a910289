"""Questions: added, worded in other ways, asked by inspections and listed."""

import pytest

from tests.commands.terminal import Terminal

ADD = ("question", "add", "leadership", "Leading well", "--framework", "peel 2015 2017")


def test_add(desk: Terminal) -> None:
    """With its pillar, its full wording and its other wordings."""
    more = (
        "--pillar",
        "legitimacy",
        "--wording",
        "How well led is the force?",
        "--alias",
        "Leaders",
        "--alias",
        "Top team",
    )
    assert desk.records(*ADD, *more, entries=3)["references"] == ["QUE-15"]
    row = desk.does("question", "list", "--json").rows[14]
    assert (row["key"], row["name"], row["pillar"]) == ("leadership", "Leading well", "legitimacy")
    assert (row["wording"], row["aliases"]) == ("How well led is the force?", ["Leaders", "Top team"])


def test_alias(desk: Terminal) -> None:
    """A question can be asked for by every wording."""
    desk.records("question", "alias", "specialist", "Armed response and the like")
    assert desk.does("show", "armed response").out.startswith("QUE-8  Specialist capabilities\n")


def test_ask(desk: Terminal) -> None:
    """An inspection asks more questions, each once."""
    desk.records("question", "ask", "INS-2", "neighbourhood policing", "organised")
    assert desk.does("inspection", "list", "--json").rows[1]["questions"][-2:] == ["QUE-4", "QUE-7"]
    assert "recorded already" in desk.refuses(3, "question", "ask", "INS-2", "organised")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("question", "add", "x", "y", "--framework", "peel"), 2, "is not a framework"),
        ((*ADD, "--pillar", "salt"), 2, "is not a pillar"),
        ((*ADD, "--wording", "a\x07b"), 2, "invisible control"),
        (("question", "alias", "QUE-99", "x"), 3, "There is no QUE-99"),
        (("question", "alias", "preventing", "x"), 2, "could be"),
        (("question", "ask", "INS-2", "QUE-1"), 3, "is a question of Core business 2014"),
        (("question", "ask", "INS-9", "QUE-1"), 3, "There is no INS-9"),
    ],
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A question belongs to one framework, and a name must fit one question."""
    assert said in desk.refuses(code, *words)
