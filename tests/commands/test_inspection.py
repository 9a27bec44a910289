"""Inspections: opened, aliased, followed from the draft report to publication, and listed."""

import pytest

from tests.commands.listed import listed, opened, refusal
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


def stages(terminal: Terminal) -> list[tuple[str, str, str | None, str | None]]:
    """How far the report of INS-1 has come: each stage with its day, document and text."""
    found = listed(terminal, "INS-1", "inspection")["stages"]
    return [(each["stage"], each["on"], each["document"], each["text"]) for each in found]


def test_from_the_draft_to_publication(fresh: Terminal) -> None:
    """Draft, challenge, answer and embargoed copy, each on its day, with the document itself where it is known."""
    opened(fresh)
    fresh.records("document", "add", "report", "Draft", "--on", "2018-01-10")
    fresh.records("inspection", "draft", "peel 2017", "--document", "DOC-1", "--on", "2018-01-10", "--by", "HMICFRS")
    fresh.records("inspection", "challenge", "INS-1", "Three figures are wrong", "--on", "2018-01-20")
    fresh.records("inspection", "challenge", "INS-1", "Two were amended", "--answer", "--on", "2018-02-10")
    fresh.records("inspection", "copy", "INS-1", "--document", "DOC-1", "--on", "2018-03-20")
    assert stages(fresh) == [
        ("draft_received", "2018-01-10", "DOC-1", None),
        ("challenge_sent", "2018-01-20", None, "Three figures are wrong"),
        ("challenge_answered", "2018-02-10", None, "Two were amended"),
        ("embargoed_copy_received", "2018-03-20", "DOC-1", None),
    ]
    assert "embargoed copy received" in fresh.does("inspection", "list").out
    fresh.records("inspection", "publish", "INS-1", "--on", "2018-03-22")
    shown = fresh.does("inspection", "list").out
    assert "published" in shown and "embargoed copy received" not in shown


def test_what_was_challenged_may_stand_elsewhere(fresh: Terminal) -> None:
    """In the document, in a file, or on standard input."""
    opened(fresh)
    fresh.records("document", "add", "letter", "Challenge", "--on", "2018-01-20")
    fresh.records("inspection", "challenge", "INS-1", "--document", "DOC-1", "--on", "2018-01-20")
    (fresh.folder / "more.txt").write_bytes(b"More\n")
    fresh.records("inspection", "challenge", "INS-1", "--file", "more.txt", "--on", "2018-01-21")
    about = ("--document", "DOC-1", "--on", "2018-01-22")
    fresh.records("inspection", "challenge", "INS-1", "-", *about, stdin=b"Most")
    assert [(document, text) for _, _, document, text in stages(fresh)] == [
        ("DOC-1", None),
        (None, "More\n"),
        ("DOC-1", "Most"),
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("draft", "INS-1"), 2, "It is not said when it happened."),
        (("draft", "INS-9", "--on", "2018"), 3, "There is no INS-9 in this ledger."),
        (("draft", "INS-1", "--on", "2018-02", "--document", "DOC-9"), 3, "There is no DOC-9 in this ledger."),
        (("draft", "INS-1", "--on", "2099"), 3, "2099 has not come yet."),
        (("copy", "INS-1"), 2, "It is not said when it happened."),
        (("copy", "INS-1", "--on", "2019"), 3, "2019 is too late"),
        (("challenge", "INS-1", "x"), 2, "It is not said when it happened."),
        (("challenge", "INS-1", "--on", "2018-02"), 2, "There is no text."),
        (("challenge", "INS-1", " ", "--on", "2018-02"), 2, "The text is empty."),
        (("challenge", "INS-1", "x", "--answer", "--on", "2018-02"), 3, "No challenge is recorded"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_stages_refused(fresh: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """The report of an inspection goes one way."""
    opened(fresh, "2018-03-22")
    assert said in fresh.refuses(code, "inspection", *words)


@pytest.mark.parametrize(
    "words",
    [
        ("draft", "INS-1", "--on", "2018-01"),
        ("publish", "INS-1", "--on", "2018-03-22"),
        ("alias", "INS-1", "x"),
    ],
    ids=" ".join,
)
def test_one_that_does_not_count(fresh: Terminal, words: tuple[str, ...]) -> None:
    """Nothing more is recorded of an inspection that was opened in error."""
    opened(fresh)
    fresh.records("void", "INS-1", "--in-error", "--reason", "Typed twice")
    assert "INS-1 does not count" in fresh.refuses(3, "inspection", *words)
    assert "INS-1 does not count" in fresh.refuses(3, "response", "comment", "INS-1", "--on", "2018-05")
    assert "INS-1 does not count" in fresh.refuses(3, "context", "x", "--inspection", "INS-1", "--on", "2018-05")


def test_who_inspects_is_known_where_there_is_one(fresh: Terminal) -> None:
    """Whatever it is called; one more makes it a question, and none of either is named."""
    fresh.records("people", "rename", "HMICFRS", "The Inspectorate", "--on", "2020")
    opened(fresh)
    assert listed(fresh, "INS-1", "inspection")["inspectorate"] == "ORG-2"
    fresh.records("people", "organisation", "HMICS", "--kind", "inspectorate")
    assert fresh.refuses(2, *OPEN) == refusal(
        "This ledger knows 2 inspectorates.",
        "Name one with --inspectorate, or one for always with `afi settings set inspectorate NAME`.",
    )
    fresh.records(*OPEN, "--inspectorate", "HMICS")
    assert listed(fresh, "INS-2", "inspection")["inspectorate"] == "ORG-3"


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
        (("--asks", "QUE-1"), 3, "is a question of Core business 2014"),
        (("--asks", "QUE-6", "--asks", "QUE-6"), 3, "is recorded already"),
        (("--alias", " "), 2, "The text is empty."),
    ],
)
def test_refused(desk: Terminal, options: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is half opened."""
    assert said in desk.refuses(code, *OPEN, *options)
