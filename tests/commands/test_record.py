"""What can be said of any record: flags, links, numbers, that it does not count, and to whom it was disclosed."""

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal


def first(desk: Terminal, ref: str) -> str:
    """The entry that began a record."""
    entries = desk.does("timeline", ref, "--json").rows
    return str(min(entries, key=lambda row: int(row["entry"][2:]))["entry"])


def test_flag_a_record(desk: Terminal) -> None:
    """It is kept as stated, and nothing is corrected; several may be flagged at once."""
    desk.records("flag", "AFI-1..2", "INS-2", "- The years differ", entries=3)
    kept = newest(desk, 3)
    assert [each.ref for each in kept] == ["AFI-1", "AFI-2", "INS-2"]
    assert {each.type for each in kept} == {"record.flagged"}
    assert {tuple(each.data.items()) for each in kept} == {(("text", "- The years differ"),)}


def test_flag_an_entry(desk: Terminal) -> None:
    """The flag is on the record that the entry is of, and names the entry."""
    entry = first(desk, "AFI-3")
    desk.records("flag", entry.lower(), "AFI-4", "Misprint", entries=2)
    marked, other = newest(desk, 2)
    assert (marked.ref, marked.data) == ("AFI-3", {"text": "Misprint", "entry": int(entry[2:])})
    assert (other.ref, other.data) == ("AFI-4", {"text": "Misprint"})


def test_settle_a_flag(desk: Terminal) -> None:
    """Each flag has its number, and is settled once."""
    desk.does("flag", "AFI-1", "Which year?")
    desk.records("flag", "1", "--settle", "1", "2017, by letter")
    assert newest(desk)[0].data == {"flag": 1, "text": "2017, by letter"}
    assert "Flag 1 is settled already." in desk.refuses(3, "flag", "1", "--settle", "1", "Again")


@pytest.mark.parametrize(
    ("typed", "relation"),
    [
        ((), "related_to"),
        (("--relation", "related"), "related_to"),
        (("--relation", "recurrence"), "recurrence_of"),
        (("--relation", "replaces"), "replaces"),
    ],
)
def test_link(desk: Terminal, typed: tuple[str, ...], relation: str) -> None:
    """The first is what is said to the second; unsaid, they are related."""
    desk.records("link", "7", "fnd-1", *typed)
    [kept] = newest(desk)
    assert (kept.ref, kept.type, kept.data) == ("AFI-7", "record.linked", {"relation": relation, "to": "FND-1"})


def test_link_documents(desk: Terminal) -> None:
    """One may be attached to another."""
    desk.records("link", "DOC-2", "DOC-1", "--relation", "attached")
    assert newest(desk)[0].data == {"relation": "attached_to", "to": "DOC-1"}


@pytest.mark.parametrize(("options", "more"), [((), {}), (("--of", "HMICFRS"), {"by": "ORG-2"})])
def test_number(desk: Terminal, options: tuple[str, ...], more: dict[str, str]) -> None:
    """The number that somebody else gives it, and who."""
    desk.records("number", "7", "2017/12", *options)
    [kept] = newest(desk)
    assert (kept.ref, kept.data) == ("AFI-7", {"number": "2017/12"} | more)


def test_void_in_error(desk: Terminal) -> None:
    """It no longer counts, and the reason is kept."""
    desk.records("void", "AFI-6..7", "--in-error", "--reason", "Typed twice", entries=2)
    kept = newest(desk, 2)
    assert [each.ref for each in kept] == ["AFI-6", "AFI-7"]
    assert {(each.data["reason"], each.texts["why"]) for each in kept} == {("in_error", "Typed twice")}
    assert [row["ref"] for row in desk.does("register", "--json").rows][-1] == "AFI-5"


def test_void_as_a_duplicate(desk: Terminal) -> None:
    """Another record of its kind counts in its place."""
    desk.records("void", "AFI-7", "--duplicate-of", "6", "--reason", "Typed twice")
    assert newest(desk)[0].data == {"reason": "duplicate", "of": "AFI-6"}


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        ("ORG-2", {"to": "ORG-2"}),
        ("HMICFRS", {"to": "ORG-2"}),
        ("Deputy Chief Constable", {"to": "POST-6"}),
        ("The Fenland Gazette", {"recipient": "The Fenland Gazette"}),
    ],
)
def test_disclose(desk: Terminal, to: str, kept: dict[str, str]) -> None:
    """To somebody whom the ledger knows, or to a name that it does not."""
    desk.records("disclose", "AFI-1..2", "INS-2", "--to", to, "- As asked on 3 May", entries=3)
    assert {each.type for each in newest(desk, 3)} == {"record.disclosed"}
    assert newest(desk)[0].data == kept | {"text": "- As asked on 3 May"}
    desk.records("disclose", "1", "--to", to)
    assert newest(desk)[0].data == kept


def test_disclose_to_a_forum(desk: Terminal) -> None:
    """A body may be handed something too."""
    [forum] = desk.records("forum", "add", "Fenland Scrutiny")["references"]
    desk.records("disclose", "AFI-1", "--to", "fenland scrutiny")
    assert newest(desk)[0].data == {"to": forum}


@pytest.mark.parametrize(
    "words",
    [
        ("flag", "1", "x"),
        ("link", "1", "2"),
        ("number", "1", "x"),
        ("disclose", "1", "--to", "X"),
        ("void", "1", "--in-error", "--reason", "x"),
    ],
    ids=lambda words: words[0],
)
def test_today_is_assumed(desk: Terminal, words: tuple[str, ...]) -> None:
    """And the receipt says that it was."""
    assert " (assumed)\n" in desk.does(*words).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("flag", "AFI-1"), 2, "There is no text."),
        (("flag", "E-1", "x"), 3, "E-1 is of no record, but of the ledger itself."),
        (("flag", "E-99999", "x"), 3, "There is no E-99999 in this ledger."),
        (("flag", "AFI-1", "E-99999", "x"), 3, "There is no E-99999 in this ledger."),
        (("flag", "E-0", "x"), 2, '"E-0" is not an entry.'),
        (("flag", "AFI-1", "--settle", "1", "x"), 3, "AFI-1: It has no flag 1."),
        (("flag", "AFI-1", "--settle", "1"), 2, "There is no text."),
        (("flag", "AFI-1", "--settle", "0", "x"), 2, "'--settle'"),
        (("link", "AFI-1", "AFI-1"), 3, "A record cannot be linked to itself."),
        (("link", "AFI-1", "AFI-99"), 3, "There is no AFI-99"),
        (("link", "AFI-1", "AFI-2", "--relation", "friend"), 2, '"friend" is not a relation.'),
        (("link", "AFI-1", "FND-1..2"), 3, 'There is no "FND-1..2"'),
        (("link", "AFI-1", "DOC-1", "--relation", "attached"), 3, "Only documents are attached to documents."),
        (("number", "AFI-1", " "), 2, "The text is empty."),
        (("number", "AFI-1", "3", "--of", "PER-1"), 3, "PER-1 is a person, not an organisation."),
        (("void", "AFI-1"), 2, "It is not said which: in error, or twice."),
        (("void", "AFI-1", "--in-error", "--duplicate-of", "AFI-2"), 2, "It is not said which: in error, or twice."),
        (("void", "AFI-1", "--in-error"), 2, "It is not said why."),
        (("void", "AFI-1", "--duplicate-of", "AFI-2"), 2, "It is not said why."),
        (("void", "AFI-1", "--duplicate-of", "AFI-1", "--reason", "x"), 3, "A record is no duplicate of itself."),
        (("void", "AFI-1", "--duplicate-of", "GRD-1", "--reason", "x"), 3, "GRD-1 is of another kind."),
        (("void", "LEDGER", "--in-error", "--reason", "x"), 3, 'There is no "LEDGER"'),
        (("disclose", "AFI-1"), 2, "--to"),
        (("disclose", "AFI-1", "--to", "POST-99"), 3, "There is no POST-99"),
        (("disclose", "AFI-1", "--to", "liaison"), 2, "could be"),
        (("disclose", "AFI-1", "--to", "Corporate Development"), 3, "Did you mean POST-4 (Head of"),
        (("disclose", "AFI-1", "--to", " "), 2, "The text is empty."),
        (("disclose", "AFI-1", "--to", "AFI-2"), 3, "AFI-2 is an "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Each with its remedy, and nothing half recorded."""
    assert said in desk.refuses(code, *words)


def test_an_inspection_that_still_says_something_counts(desk: Terminal) -> None:
    """What it asks for, graded and found would belong to none; with it, or without any of that, it is voided."""
    why = ("--in-error", "--reason", "Typed twice")
    assert desk.refuses(3, "void", "AFI-1", "INS-2", *why).splitlines() == [
        "afi: Of INS-2 there still count: AFI-2, AFI-3, AFI-4, AFI-5, AFI-6, AFI-7, GRD-1, GRD-2 and 13 more.",
        "     Void them too, or say with `afi correct E-n inspection=INS-n` which inspection each is of.",
    ]
    desk.records("void", "AFI-1..7", "GRD-1..6", "FND-16..24", *why, entries=22)
    desk.records("void", "INS-2", *why)


def test_an_inspection_goes_with_what_it_says(desk: Terminal) -> None:
    """In one command, whatever the order."""
    desk.records("inspection", "publish", "INS-1", "--on", "2014-09-03")
    words = ("--cycle", "2019", "--framework", "peel 2018", "--scale", "4")
    desk.records("inspection", "open", "PEEL 2018", *words)
    desk.records("finding", "INS-3", "Calls wait.", "--sense", "weakness", "--on", "2019-05-02")
    desk.records("void", "INS-3", "FND-25", "--in-error", "--reason", "Typed twice", entries=2)


def test_what_does_not_count_takes_no_more(desk: Terminal) -> None:
    """But it may be flagged or disclosed, for it was there."""
    desk.does("void", "AFI-7", "--in-error", "--reason", "Typed twice")
    for words in (
        ("number", "7", "x"),
        ("link", "7", "1"),
        ("link", "1", "7"),
        ("void", "7", "--in-error", "--reason", "x"),
    ):
        assert "AFI-7 does not count" in desk.refuses(3, *words)
    desk.records("flag", "7", "Was it?")
    desk.records("disclose", "7", "--to", "The Fenland Gazette")
