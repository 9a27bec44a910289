"""Raising what a report asks for: areas for improvement, causes of concern, recommendations, parts and nils."""

from typing import Any

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal

KINDS = {"afi": "area_for_improvement", "coc": "cause_of_concern", "rec": "recommendation"}


@pytest.fixture
def later(desk: Terminal) -> Terminal:
    """A desk with a published inspection of 2019, INS-3, of which nothing is recorded."""
    words = ("inspection", "open", "PEEL 2018", "--cycle", "2019", "--framework", "peel 2018", "--scale", "4")
    desk.does(*words)
    desk.does("inspection", "publish", "INS-3", "--on", "2019-05-02")
    return desk


def row(desk: Terminal, ref: str) -> dict[str, Any]:
    """One row of the register."""
    return next(row for row in desk.does("register", "--json").rows if row["ref"] == ref)


@pytest.mark.parametrize(("kind", "ref"), [("afi", "AFI-8"), ("coc", "COC-1"), ("rec", "REC-1")])
def test_each_kind(later: Terminal, kind: str, ref: str) -> None:
    """It happened when the report was published, and is said by whom it is said."""
    receipt = later.records("raise", kind, "INS-3", "- Record crime sooner.", "--number", "8", "--by", "HMICFRS")
    assert receipt["references"] == [ref]
    assert (receipt["entries"][0]["happened_on"], receipt["entries"][0]["said_by"]) == ("2019-05-02", "ORG-2")
    [kept] = newest(later)
    scope = {"scope": "force"} if kind == "rec" else {}
    about = {"kind": KINDS[kind], "inspection": "INS-3", "force": "ORG-1", "number": "8"}
    assert kept.data == about | scope | {"text": "- Record crime sooner."}


def test_a_raised_one_is_in_the_register(desk: Terminal) -> None:
    """With its question and number, as raised on publication day."""
    desk.records("raise", "afi", "INS-2", "Record crime.", "-q", "investigating", "--number", "AFI 8")
    raised = row(desk, "AFI-8")
    assert (raised["text"], raised["question"], raised["number"]) == ("Record crime.", "QUE-5", "AFI 8")
    assert (raised["status"], raised["raised_on"]) == ("raised", "2018-03-22")


def test_with_all_that_is_said_of_it(desk: Terminal) -> None:
    """Parts, owner, lead and date in one transaction; whom the report does not speak for, it does not speak for."""
    more = ("--part", "This.", "--part", "That.", "--owner", "POST-4", "--lead", "Deputy Chief Constable")
    report = ("--by", "HMICFRS", "--source", "DOC-2:3.5")
    desk.records("raise", "afi", "INS-2", "Do.", *more, "--due", "within six months", *report, entries=5)
    kept = newest(desk, 5)
    assert {each.ref for each in kept} == {"AFI-8"}
    assert [each.type.partition(".")[2] for each in kept] == [
        *("raised", "part_added", "part_added", "assigned", "due_set")
    ]
    assert [each.data for each in kept[1:]] == [
        {"text": "This."},
        {"text": "That."},
        {"owner": "POST-4", "lead": "POST-6"},
        {"due": {"kind": "within", "months": 6}, "set_by": "inspectorate"},
    ]
    assert [each.entry.said_by for each in kept] == ["ORG-2", "ORG-2", "ORG-2", "PER-1", "ORG-2"]
    assert [each.entry.src for each in kept] == [("DOC-2:3.5",)] * 3 + [(), ("DOC-2:3.5",)]
    assert {str(each.entry.span) for each in kept} == {"2018-03-22"}


def test_a_date_that_the_force_sets(desk: Terminal) -> None:
    """It is not the report's word."""
    desk.records("raise", "afi", "INS-2", "Do.", "--due", "2018-09", "--set-by", "force", "--by", "HMICFRS", entries=2)
    [kept] = newest(desk)
    assert (kept.data, kept.entry.said_by) == ({"due": {"kind": "day", "day": "2018-09"}, "set_by": "force"}, "PER-1")


def test_an_accelerated_cause_of_concern(desk: Terminal) -> None:
    """It was issued on a day that has to be said, before the report."""
    desk.records("raise", "coc", "INS-1", "Stop.", "--accelerated", "--on", "2014-08-20")
    [kept] = newest(desk)
    assert (kept.data["accelerated"], str(kept.entry.span)) == (1, "2014-08-20")


def test_a_recommendation_under_a_cause_of_concern(later: Terminal) -> None:
    """To every force, on a condition, by a date of the inspectorate's."""
    later.records("raise", "coc", "INS-3", "Stop.")
    more = ("--under", "coc-1", "--national", "--condition", "If funded.", "--due", "immediate")
    later.records("raise", "rec", "INS-3", "Go.", *more, entries=2)
    raised, due = newest(later, 2)
    assert {name: raised.data[name] for name in ("under", "scope", "condition")} == {
        "under": "COC-1",
        "scope": "national",
        "condition": "If funded.",
    }
    assert due.data == {"due": {"kind": "immediate"}, "set_by": "inspectorate"}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_list(desk: Terminal, ends: str) -> None:
    """One of each paragraph, without its mark, whatever the line ends and however many empty lines."""
    lines = [
        "",
        "First, on two",
        "lines - so.",
        "",
        " ",
        "- Second.",
        "",
        "",
        "•\tThird.",
        "",
        "12. Fourth: 3. of 4.",
        "",
    ]
    (desk.folder / "list.txt").write_text(
        ends.join([*lines, "-", "", "92% is text.", ""]), newline="", encoding="utf-8"
    )
    receipt = desk.records("raise", "afi", "INS-2", "--list", "list.txt", "--owner", "POST-4", entries=10)
    assert receipt["references"] == ["AFI-8", "AFI-9", "AFI-10", "AFI-11", "AFI-12"]
    assert [each.data["text"] for each in newest(desk, 10)[::2]] == [
        f"First, on two{ends}lines - so.",
        *("Second.", "Third.", "Fourth: 3. of 4.", "92% is text."),
    ]


def test_bullets_need_no_empty_lines(desk: Terminal) -> None:
    """As a report's list is pasted: a line that begins with a mark begins another, one that does not goes on."""
    (desk.folder / "list.txt").write_text("• First,\ngoing on\n• Second\n  - Third\n", encoding="utf-8")
    assert desk.records("raise", "afi", "INS-2", "--list", "list.txt", entries=3)["references"][-1] == "AFI-10"
    assert [each.data["text"] for each in newest(desk, 3)] == ["First,\ngoing on", "Second", "Third"]


def test_the_help_says_what_is_left_out(desk: Terminal) -> None:
    """A list's marks are not recorded, so nobody is to be surprised."""
    assert 'a "- ", "• " or "1."' in " ".join(desk.does("raise", "afi", "--help").out.split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_nil_is_a_fact(later: Terminal, kind: str) -> None:
    """A report that identified none of a kind is recorded so, once for each inspection and force."""
    later.records("raise", kind, "INS-3", "--none")
    [kept] = newest(later)
    assert (kept.ref, kept.type) == ("INS-3", "inspection.found_none")
    assert kept.data == {"kind": KINDS[kind], "force": "ORG-1"}
    assert "is recorded already" in later.refuses(3, "raise", kind, "INS-3", "--none")
    assert "is recorded to have found no" in later.refuses(3, "raise", kind, "INS-3", "One after all.")


def test_a_nil_that_was_wrong(later: Terminal) -> None:
    """It is voided with a reason, is listed no more, and leaves room for what the report does ask for."""
    later.records("raise", "coc", "INS-3", "--none")
    said = later.refuses(3, "raise", "coc", "INS-3", "One after all.")
    assert "`afi raise coc INS-3 --none --in-error --reason TEXT`" in said
    later.records("raise", "coc", "INS-3", "--none", "--in-error", "--reason", "Page 9 was missed")
    [kept] = newest(later)
    assert (kept.ref, kept.type) == ("INS-3", "inspection.nil_voided")
    assert kept.data == {"kind": "cause_of_concern", "force": "ORG-1"}
    assert "INS-3" not in {nil["inspection"] for nil in later.does("register", "--json").json["nils"]}
    again = ("raise", "coc", "INS-3", "--none", "--in-error", "--reason", "x")
    assert "That there is no cause of concern for ORG-1 is not recorded." in later.refuses(3, *again)
    later.records("raise", "coc", "INS-3", "One after all.")


def test_a_nil_may_be_recorded_again(later: Terminal) -> None:
    """Whoever voided it may have been wrong; of two that were recorded the one that stands is listed."""
    later.records("raise", "afi", "INS-3", "--none")
    later.records("raise", "afi", "INS-3", "--none", "--in-error", "--reason", "x")
    [again] = later.records("raise", "afi", "INS-3", "--none")["entries"]
    rows = [nil["entry"] for nil in later.does("register", "--json").json["nils"] if nil["inspection"] == "INS-3"]
    assert rows == [again["entry"]]


def test_an_accelerated_one_comes_before_its_report(later: Terminal) -> None:
    """On the day of publication or after it is not accelerated; a recommendation may come with one that is."""
    said = later.refuses(3, "raise", "coc", "INS-3", "Stop.", "--accelerated", "--on", "2019-05-02")
    assert "It cannot have been issued on 2019-05-02 before the report" in said
    later.records("raise", "coc", "INS-3", "Stop.", "--accelerated", "--on", "2019-05-01")
    later.records("raise", "rec", "INS-3", "Go.", "--under", "COC-1", "--on", "2019-05-01")


def test_a_part(desk: Terminal) -> None:
    """Of the day on which the whole was raised."""
    desk.records("raise", "part", "3", "- Its second half.", "--number", "b")
    [kept] = newest(desk)
    assert (kept.ref, kept.data) == ("AFI-3", {"text": "- Its second half.", "number": "b"})
    assert str(kept.entry.span) == "2018-03-22"


def test_from_every_source_of_text(desk: Terminal) -> None:
    """A file, and standard input, byte for byte."""
    (desk.folder / "x.txt").write_bytes("Zoë’s\r\n".encode())
    desk.records("raise", "afi", "INS-2", "--file", "x.txt")
    desk.records("raise", "afi", "INS-2", "-", stdin=b"Typed.\n")
    assert [each.data["text"] for each in newest(desk, 2)] == ["Zoë’s\r\n", "Typed.\n"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("afi", "INS-2"), 2, "There is no text."),
        (("afi", "INS-2", " "), 2, "The text is empty."),
        (("afi", "INS-1", "x"), 3, "not recorded as published, so it asks for nothing yet."),
        (("afi", "INS-1", "x", "--on", "2014-09-03"), 3, "not recorded as published, so it asks for nothing yet."),
        (("coc", "INS-1", "x"), 3, "or give --accelerated if it was issued before the report"),
        (("rec", "INS-1", "x"), 3, "or name with --under the accelerated cause of concern"),
        (("afi", "INS-2", "x", "--on", "2018-03-21"), 3, "before the report was published on 2018-03-22."),
        (("afi", "INS-2", "x", "--in-error"), 2, "Only a recorded nil is voided so."),
        (("coc", "INS-2", "--none", "--in-error"), 2, "It is not said why."),
        (("coc", "INS-2", "x", "--none", "--in-error", "--reason", "x"), 2, "asks for nothing"),
        (("rec", "INS-2", "--none", "--in-error", "--reason", "x"), 3, "is not recorded."),
        (("afi", "INS-9", "x"), 3, "There is no INS-9"),
        (("afi", "AFI-1", "x"), 3, "AFI-1 is an "),
        (("afi", "INS-2", "x", "-q", "QUE-1"), 3, "is a question of Core business 2014"),
        (("afi", "INS-2", "x", "--force", "ORG-2"), 3, "did not inspect ORG-2"),
        (("afi", "INS-2", "x", "--owner", "PER-5"), 3, "PER-5 is a person, not a post."),
        (("afi", "INS-2", "x", "--due", "soon"), 2, "is not a date"),
        (("afi", "INS-2", "x", "--due", "2019", "--set-by", "me"), 2, "is not an authority"),
        (("afi", "INS-2", "x", "--set-by", "force"), 2, "It is said who set a date, but not which."),
        (("afi", "INS-2", "x", "--part", " "), 2, "The text is empty."),
        (("afi", "INS-2", "x", "--list", "list.txt"), 2, "There is a text and a --list."),
        (("afi", "INS-2", "--file", "list.txt", "--list", "list.txt"), 2, "There is a text and a --list."),
        (("afi", "INS-2", "--list", "list.txt", "--number", "1"), 2, "is of one, and a --list has several"),
        (("afi", "INS-2", "--list", "list.txt", "--part", "a"), 2, "is of one, and a --list has several"),
        (("afi", "INS-2", "--list", "lost.txt"), 2, "cannot be read"),
        (("afi", "INS-2", "--list", "list.txt"), 3, "There is nothing to record."),
        (("afi", "INS-2", "--none"), 3, "INS-2 is recorded to ask for AFI-1."),
        (("coc", "INS-2", "x"), 3, "is recorded to have found no cause of concern"),
        (("coc", "INS-1", "x", "--accelerated"), 2, "It is not said when it happened."),
        (("coc", "INS-1", "x", "--none", "--on", "2014-09-03"), 2, "A report that identified none asks for nothing."),
        (("coc", "INS-1", "--accelerated", "--none", "--on", "2014-09-03"), 2, "asks for nothing"),
        (("rec", "INS-2", "--none", "--national"), 2, "asks for nothing"),
        (("rec", "INS-2", "x", "--under", "AFI-1"), 3, "AFI-1 is an "),
        (("rec", "INS-2", "x", "--under", "COC-1"), 3, "There is no COC-1"),
        (("rec", "INS-2", "x", "--condition", " "), 2, "The text is empty."),
        (("part", "AFI-99", "x"), 3, "There is no AFI-99"),
        (("part", "INS-2", "x"), 3, "INS-2 is an inspection"),
        (("part", "AFI-1"), 2, "There is no text."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Each with its remedy, and nothing half recorded."""
    (desk.folder / "list.txt").write_text("\n \n")
    assert said in desk.refuses(code, "raise", *words)


def test_one_that_is_refused_takes_the_others_with_it(desk: Terminal) -> None:
    """A list is one transaction."""
    (desk.folder / "list.txt").write_text("Good.\n\nB\x1bad.")
    assert "invisible control" in desk.refuses(2, "raise", "afi", "INS-2", "--list", "list.txt")


def test_the_recorder_may_be_asked_for_the_text_last(desk: Terminal) -> None:
    """Whatever else is wrong is said before an editor is opened for the text."""
    desk.tty = True
    desk.patch.setenv("EDITOR", "false")
    assert "is not a date" in desk.run("raise", "afi", "INS-2", "--due", "soon").err


def test_an_inspection_that_does_not_count(desk: Terminal) -> None:
    """Nothing is raised of one that was recorded in error."""
    desk.does("inspection", "open", "PEEL 2018", "--cycle", "2019", "--framework", "peel 2018", "--scale", "4")
    desk.does("void", "INS-3", "--in-error", "--reason", "Typed twice")
    assert "INS-3 does not count" in desk.refuses(3, "raise", "afi", "INS-3", "x", "--on", "2019-05-02")
