"""The response to a report: comments, their publication, and to whom copies were sent."""

import pytest

from tests.commands.listed import listed, opened
from tests.commands.terminal import Terminal


@pytest.fixture
def out(fresh: Terminal) -> Terminal:
    """Ann Keeper's terminal, with INS-1 published, a policing body and the Home Office."""
    opened(fresh, "2018-03-22")
    fresh.records("people", "organisation", "Police and Crime Commissioner", "--kind", "policing body")
    fresh.records("people", "organisation", "Home Office", "--kind", "department")
    return fresh


def test_three_steps(out: Terminal) -> None:
    """Each on its day, by whoever took it."""
    out.records("document", "add", "response", "Comments", "--on", "2018-05-01")
    about = ("INS-1", "--by", "Police and Crime Commissioner", "--document", "DOC-1")
    out.records("response", "comment", *about, "--on", "2018-05-01")
    out.records("response", "publish", *about, "--address", "https://example.org/r", "--on", "2018-05-02")
    out.records("response", "sent", *about, "--to", "HMICFRS", "--to", "Home Office", "--on", "2018-05-03")
    steps = listed(out, "INS-1", "inspection")["responses"]
    assert [(each["step"], each["on"], each["to"], each["address"]) for each in steps] == [
        ("commented", "2018-05-01", [], None),
        ("published", "2018-05-02", [], "https://example.org/r"),
        ("sent", "2018-05-03", ["ORG-2", "ORG-4"], None),
    ]
    assert {(each["force"], each["document"]) for each in steps} == {("ORG-1", "DOC-1")}


def test_which_force(out: Terminal) -> None:
    """It is named where several were inspected, unless the settings name it."""
    out.records("people", "organisation", "Marshland", "--kind", "force")
    [ref] = out.records(
        *("inspection", "open", "Joint", "--cycle", "2018", "--framework", "other", "--scale", "ungraded"),
        *("--force", "Fenshire", "--force", "Marshland"),
    )["references"]
    out.records("inspection", "publish", ref, "--on", "2018-06-01")
    comment = ("response", "comment", ref, "--on", "2018-07-01")
    assert "INS-2 inspected 2 forces." in out.refuses(2, *comment)
    out.records(*comment, "--force", "Marshland")
    out.records("settings", "set", "force", "Fenshire")
    out.records(*comment)
    assert [each["force"] for each in listed(out, ref, "inspection")["responses"]] == ["ORG-5", "ORG-1"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("comment", "INS-1"), 2, "It is not said when it happened."),
        (("comment", "INS-9", "--on", "2018-05"), 3, "There is no INS-9 in this ledger."),
        (("comment", "INS-1", "--on", "2018-05", "--document", "DOC-9"), 3, "There is no DOC-9 in this ledger."),
        (("comment", "INS-1", "--on", "2018-05", "--force", "HMICFRS"), 3, "The inspection did not inspect ORG-2."),
        (("comment", "INS-1", "--on", "2018-02"), 3, "2018-02 is too early"),
        (("publish", "INS-1"), 2, "It is not said when it happened."),
        (("publish", "INS-1", "--on", "2018-05", "--address", " "), 2, "The text is empty."),
        (("sent", "INS-1", "--on", "2018-05"), 2, "Missing option '--to'."),
        (("sent", "INS-1", "--on", "2018-05", "--to", "nobody"), 3, 'There is no "nobody" in this ledger.'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(out: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A legal duty is not met on a day that nobody says, nor by sending to nobody."""
    assert said in out.refuses(code, "response", *words)


def test_a_body_that_is_not_known(out: Terminal) -> None:
    """The remedy says how to add it."""
    said = out.refuses(3, "response", "sent", "INS-1", "--on", "2018-05", "--to", "Ministry of Justice")
    assert "Add a body with `afi people organisation NAME --kind department`." in said


def test_nothing_answers_a_report_that_is_not_out(fresh: Terminal) -> None:
    """Publication comes first."""
    opened(fresh)
    assert "is not recorded as published" in fresh.refuses(3, "response", "comment", "INS-1", "--on", "2018-05")
