"""Receipts: what was recorded, or would be, in sentences; and that something may stand there twice."""

import json

import pytest

from tests.commands.listed import OPEN, opened
from tests.commands.terminal import Terminal

NOTE = ("note", "AFI-7")


def test_more_than_eight_are_counted(desk: Terminal) -> None:
    """Eight are told, and how to see the others, which that command shows."""
    (desk.folder / "many.txt").write_text("\n\n".join(f"Improvement {number}" for number in range(10)))
    before = desk.size()
    said = desk.does("raise", "afi", "INS-2", "--list", "many.txt").out
    assert f"\n  and 2 more: `afi log --after E-{before + 8}`\n" in said and said.count("Improvement ") == 8
    assert len(desk.does("log", "--after", f"E-{before + 8}", "--json").rows) == 2
    (desk.folder / "other.txt").write_text("\n\n".join(f"Improved {number}" for number in range(10)))
    tried = desk.does("raise", "afi", "INS-2", "--list", "other.txt", "--dry-run").out
    assert "\n  and 2 more: --json shows them\n" in tried and "Improved 7" in tried


def test_eight_are_all_told(desk: Terminal) -> None:
    """Nothing is said of more."""
    (desk.folder / "many.txt").write_text("\n\n".join(f"Improvement {number}" for number in range(8)))
    said = desk.does("raise", "afi", "INS-2", "--list", "many.txt").out
    assert "Improvement 7" in said and " more: " not in said


@pytest.mark.parametrize(
    "words",
    [
        (*NOTE, "Dip sample at 92%", "--on", "2018-06-12", "--by", "POST-4", "--reason", "Asked"),
        ("raise", "afi", "INS-2", "Answer sooner", "--owner", "POST-4", "--due", "2018-12-01", "--part", "At night"),
        ("finding", "INS-2", "Calls are answered late", "--sense", "weakness"),
        ("correct", "E-57", "--text", "Another text", "--authority", "The auditor", "--reason", "A slip"),
        ("people", "add", "Ben Carter"),
        ("define", "area for improvement", "What fell short", "--on", "2017"),
        ("settings", "set", "due soon days", "30"),
    ],
    ids=" ".join,
)
def test_a_dry_run_says_what_the_recording_says(desk: Terminal, words: tuple[str, ...]) -> None:
    """Sentence by sentence, of new records and of texts that are stored nowhere yet; and records nothing."""
    before = desk.size()
    tried = desk.does(*words, "--dry-run").out.splitlines()
    listed = desk.does(*words, "--dry-run", "--json").json["entries"]
    assert desk.size() == before and "are as the log makes them" in desk.does("rebuild", "--check").out
    done = desk.does(*words).out.splitlines()
    assert [line.replace("Would record", "Recorded") for line in tried] == done[:-1]
    assert [each["sentence"] for each in listed] == [row["sentence"] for row in desk.does("log", "--json").rows][
        : len(listed)
    ][::-1]


def test_json_has_the_sentences(desk: Terminal) -> None:
    """Of what was recorded, too."""
    [entry] = desk.records(*NOTE, "Dip sample")["entries"]
    assert entry["sentence"] == "Progress note: “Dip sample”"


def test_a_dry_run_while_somebody_records(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what it would record, without sentences, for the entries would stand elsewhere."""
    from commands.context import Writing

    recorded = Writing.recorded

    def and_somebody_else(self: Writing, *given: object) -> object:
        receipt = recorded(self, *given)  # type: ignore[arg-type]
        monkeypatch.setattr(Writing, "recorded", recorded)
        desk.records("note", "AFI-1", "Meanwhile")
        return receipt

    monkeypatch.setattr(Writing, "recorded", and_somebody_else)
    said = desk.does(*NOTE, "Dip sample", "--dry-run").out
    assert said.startswith("Would record AFI-7 (E-132)\n  happened") and "Dip sample" not in said


def test_the_ledgers_own_record(desk: Terminal) -> None:
    """Definitions, context and settings are said to be there, not in a reference that nobody knows."""
    number = desk.size() + 1
    lines = desk.does("settings", "set", "due soon days", "30").out.splitlines()
    assert lines[0] == f"Recorded in the ledger's own record (E-{number})" and "LEDGER" not in lines[1]
    assert lines[1].startswith("  the ledger  ")
    tried = desk.does("context", "Most forces were good", "--dry-run").out
    assert tried.startswith(f"Would record in the ledger's own record (E-{number + 1})\n")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (("people", "add", "Ben Carter"), ("people", "add", "ben  carter")),
        (("forum", "add", "Gold Group"), ("forum", "add", "gold group")),
        (
            ("document", "add", "letter", "Our letter", "--on", "2018-05-01"),
            ("document", "add", "letter", "Our Letter", "--on", "2018-05-01"),
        ),
        (
            ("raise", "afi", "INS-1", "Answer sooner"),
            ("raise", "afi", "1", "answer sooner"),
        ),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_the_same_twice_is_said(fresh: Terminal, first: tuple[str, ...], again: tuple[str, ...]) -> None:
    """It is recorded, and how to void it is said; before it is recorded, too."""
    opened(fresh, "2018-03-22")
    before = fresh.does(*first, "--json").json["references"][0]
    for words in (("--dry-run",), ()):
        said = fresh.run(*again, *words, "--json")
        new = json.loads(said.out)["references"][0]
        assert said.code == 0 and said.err == (
            f"afi: There is already {before}, which is called or says the same as {new}; if they are one: "
            f"`afi void {new} --duplicate-of {before} --reason TEXT`.\n"
        )
    fresh.does("void", new, "--duplicate-of", before, "--reason", "Typed twice")


def test_the_same_inspection_twice_is_said(fresh: Terminal) -> None:
    """By title and cycle; of another year it is another."""
    opened(fresh)
    assert "There is already INS-1" in fresh.run(*OPEN, "--dry-run").err
    fresh.does(*(word.replace("2017", "2016") if word == "2017" else word for word in OPEN))


@pytest.mark.parametrize(
    "words",
    [
        ("raise", "afi", "INS-1", "Answer sooner"),
        ("raise", "rec", "INS-2", "Answer sooner"),
        ("document", "add", "letter", "Our letter", "--on", "2018-06-01"),
        ("document", "add", "email", "Our letter", "--on", "2018-05-01"),
        ("note", "AFI-1", "Answer sooner"),
    ],
    ids=" ".join,
)
def test_what_differs_is_no_second(desk: Terminal, words: tuple[str, ...]) -> None:
    """Of another inspection, kind or day; and a note begins no record."""
    desk.records("inspection", "publish", "INS-1", "--on", "2014-09-04")
    desk.records("raise", "afi", "INS-2", "Answer sooner")
    desk.records("document", "add", "letter", "Our letter", "--on", "2018-05-01")
    desk.records(*words)


def test_what_was_voided_is_no_first(fresh: Terminal) -> None:
    """It does not count."""
    fresh.records("people", "add", "Ben Carter")
    fresh.records("void", "PER-2", "--in-error", "--reason", "A slip")
    fresh.records("people", "add", "Ben Carter")


def test_a_vague_date_is_shown_with_its_words(desk: Terminal) -> None:
    """The days that it was taken for, so that a wrong year is seen; a dry run says the same."""
    words = ("note", "AFI-3", "Sampled", "--on", "summer 2017")
    for option in (["--dry-run"], []):
        assert "\n  happened     2017-06/2017-08 (“summer 2017”)\n" in desk.does(*words, *option).out
