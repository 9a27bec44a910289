"""Inspections: opened, aliased, published and listed."""

import pytest

from tests.commands.terminal import Terminal

OPEN = ("inspection", "open", "PEEL 2018/19", "--cycle", "2018", "--framework", "peel 2015 2017", "--scale", "4")


def test_open(desk: Terminal) -> None:
    """With its fieldwork, its questions and its other names, in one command."""
    more = ("--fieldwork", "2018-09/2018-10", "--asks", "investigating", "--asks", "QUE-6", "--alias", "IPA 2018")
    receipt = desk.records(*OPEN, *more, "--on", "2018-09", entries=3)
    assert receipt["references"] == ["INS-3"]
    row = desk.does("inspection", "list", "--json").rows[2]
    assert (row["cycle"], row["fieldwork"], row["questions"]) == (2018, "2018-09/2018-10", ["QUE-5", "QUE-6"])
    assert (row["forces"], row["inspectorate"], row["aliases"]) == (["ORG-1"], "ORG-2", ["IPA 2018"])
    assert (row["programme"], row["scale"], row["published_on"]) == ("peel", "four_tier", None)


def test_several_forces(desk: Terminal) -> None:
    """Each is named; a name that fits none is refused."""
    desk.records("people", "organisation", "Fenshire", "--kind", "force")
    desk.records(*OPEN, "--force", "Fenshire", "--force", "ORG-1")
    assert desk.does("inspection", "list", "--json").rows[2]["forces"] == ["ORG-3", "ORG-1"]
    assert "knows 2 forces" in desk.refuses(2, *OPEN)


def test_alias(desk: Terminal) -> None:
    """It can be asked for by the other name from then on."""
    desk.records("inspection", "alias", "INS-2", "The 2017 one")
    assert desk.does("show", "the 2017 one").out.startswith("INS-2  PEEL Effectiveness 2017\n")


def test_publish(desk: Terminal) -> None:
    """Once, on a day that is said."""
    assert "not said when it happened" in desk.refuses(2, "inspection", "publish", "INS-1")
    desk.records("inspection", "publish", "INS-1", "--on", "2014-09-04", "--by", "HMIC")
    assert desk.does("inspection", "list", "--json").rows[0]["published_on"] == "2014-09-04"
    assert "was published on 2014-09-04" in desk.refuses(3, "inspection", "publish", "INS-1", "--on", "2014-09-05")


def test_list(desk: Terminal) -> None:
    """One row an inspection, with words as people write them."""
    shown = desk.does("inspection", "list").out
    assert "four tier" in shown and "four_tier" not in shown


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--framework", "peel 1999"), 2, "is not a framework"),
        (("--scale", "six"), 2, "is not a scale"),
        (("--programme", "lunch"), 2, "is not a programme"),
        (("--cycle", "18"), 2, "'--cycle'"),
        (("--inspectorate", "ORG-1"), 3, "not as an inspectorate"),
        (("--force", "ORG-2"), 3, "not as a force"),
        (("--force", "ORG-1", "--force", "ORG-1"), 3, "named twice"),
        (("--fieldwork", "2018-10/2018-09"), 2, "ends before it begins"),
        (("--asks", "preventing"), 2, "could be"),
        (("--asks", "QUE-1"), 3, "is a question of core business 2014"),
        (("--asks", "QUE-6", "--asks", "QUE-6"), 3, "is recorded already"),
        (("--alias", " "), 2, "The text is empty."),
    ],
)
def test_refused(desk: Terminal, options: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is half opened."""
    assert said in desk.refuses(code, *OPEN, *options)
