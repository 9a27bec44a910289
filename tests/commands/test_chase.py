"""Draft messages to owners: to whom, about what, by when; and the files that they are written to."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands.boards import board as board
from tests.commands.boards import gold_group as gold_group
from tests.commands.boards import withheld_report
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal

Row = dict[str, Any]
BEFORE = ("--before", "2099-06-01")
MESSAGE = """\
To: Head of Investigations (Leonie Achterberg)
Subject: FICTITIOUS: Organisational Improvement Group: update on 1 item by 28 October 2025

Dear Leonie Achterberg,

The Organisational Improvement Group meets next on 4 November 2025. Please
send an update on what is below by 28 October 2025.

Overdue:
  ACT-3  Train forty sergeants to review files.
         Due 30 September 2025, overdue by 20 days.

For each, please say what has been done, what is still to do, and what shows
it. Where a date will not be met, please propose another, with the reason
for it.

Thank you.
"""


def asked(board: Terminal, *words: str) -> list[Row]:
    """The messages that `afi chase gold --json` drafts."""
    return board.does("chase", "gold", *BEFORE, *words, "--json").rows


def reasons(messages: list[Row]) -> dict[str, list[str]]:
    """Why each record is asked about."""
    return {item["ref"]: item["why"] for message in messages for item in message["items"]}


def test_what_an_owner_reads(example: Path, bare: Terminal) -> None:
    """A week before the meeting, as the ledger was on a day of autumn; written to a file, the same to the letter."""
    year = moved_to_fenshire(example, bare)
    words = ("chase", "OIG", "--as-of", "2025-10-20", "--owner", "POST-6")
    title, _, message = year.does(*words).out.partition(f"\n\n{'─' * 76}\n\n")
    assert title.startswith("Organisational Improvement Group: 1 draft, answers by 28 October 2025, as recorded by 20")
    assert title.endswith("(FICTITIOUS)") and message == MESSAGE
    assert "Wrote 1 draft to out" in year.does(*words, "-o", "out").out
    [file] = (year.folder / "out").iterdir()
    assert file.name == "01 POST-6-Head-of-Investigations.txt" and file.read_text(encoding="utf-8") == MESSAGE


def test_whose_post_is_vacant(board: Terminal) -> None:
    """Its items go to the lead, and it is said why; to the chair, where the lead's post is vacant too."""
    first, second = asked(board)
    assert (first["owner"], first["to"], first["stead"]) == ("POST-2", "POST-2", "owner")
    assert (second["owner"], second["to"], second["stead"], second["vacant"]) == ("POST-3", "POST-4", "lead", False)
    assert "Dear Di Lead," in second["text"]
    why = "The post of Head of Crime is vacant, so this comes to you as the lead."
    assert why in second["text"].replace("\n", " ")
    board.records("people", "vacate", "POST-4", "--on", "2019-05-01")
    assert [(row["owner"], row["stead"]) for row in asked(board)] == [("POST-3", "chair"), ("POST-2", "owner")]
    board.records("people", "vacate", "POST-1", "--on", "today")
    [lost] = [row for row in asked(board) if row["owner"] == "POST-3"]
    assert (lost["to"], lost["vacant"]) == ("POST-3", True) and "Dear Head of Crime," in lost["text"]
    assert "To: Head of Crime (vacant)\n" in board.does("chase", "gold", *BEFORE).out


def test_what_nobody_owns(board: Terminal) -> None:
    """Comes to the chair, who is told that."""
    board.records("meeting", "consider", "MTG-1", "AFI-3")
    [message] = [row for row in asked(board) if row["owner"] is None]
    assert (message["to"], message["stead"], list(reasons([message]))) == ("POST-1", "chair", ["AFI-3"])
    assert "Nobody owns what is below, so this comes to you as the chair." in message["text"].replace("\n", " ")


def test_why_somebody_is_asked(board: Terminal) -> None:
    """Late, due by then, silent, sent back; each record once, with all that is to be said of it."""
    board.records("due", "AFI-1", "2018-05-30", "--on", "2018-04-12")
    board.records("due", "AFI-2", "2099-05-30", "--on", "2018-04-12")
    board.records("action", "add", "Buy mops", "--under", "AFI-2", "--owner", "POST-2", "--due", "2099-06-02",
                  "--on", "2018-04-12")  # fmt: skip
    assert reasons(asked(board)) == {"AFI-1": ["overdue", "stale"], "AFI-2": ["due", "stale"]}
    board.records("claim", "AFI-1", "Nine of ten", "--by", "POST-2", "--on", "2018-05-01")
    assert reasons(asked(board))["AFI-1"] == ["evidence"]
    assert "no document is recorded that shows it" in board.does("chase", "gold", *BEFORE).out.replace(
        "\n         ", " "
    )
    board.records("return", "AFI-1", "The night was left out", "--forum", "FOR-1", "--on", "2018-05-02")
    assert reasons(asked(board))["AFI-1"] == ["overdue", "evidence", "stale"]
    said = "; sent back on 2 May 2018: “The night was left out”"
    assert said in " ".join(board.does("chase", "gold", *BEFORE).out.split())
    board.records("document", "add", "letter", "The sample", "--on", "2018-05-03")
    board.records("claim", "AFI-1", "All", "--by", "POST-2", "--on", "2018-05-04", "--source", "DOC-1")
    assert "AFI-1" not in reasons(asked(board))


def test_of_one_owner(board: Terminal) -> None:
    """By the post, or by who holds it."""
    assert [row["owner"] for row in asked(board, "--owner", "POST-2")] == ["POST-2"]
    assert [row["owner"] for row in asked(board, "--owner", "Bo Hall")] == ["POST-2"]
    shown = board.does("chase", "gold", *BEFORE, "--owner", "Di Lead")
    assert shown.out == "Gold Group: nothing to ask anybody for by 1 June 2099  (FICTITIOUS)\n"
    board.does("chase", "gold", *BEFORE, "--owner", "Di Lead", "-o", "out")
    assert not Path("out").exists()


def test_by_when_an_answer_is_asked_for(board: Terminal) -> None:
    """A week before the forum meets; the day before, where that week has begun; the day given goes before."""

    def by(*words: str) -> str:
        return str(board.does("chase", "gold", *words, "--json").json["by"])

    assert (by("--at", "2018-05-10"), by("--at", "2018-05-15")) == ("2018-05-15", "2018-05-16")
    assert by("--at", "2018-05-19") == "2018-05-20" == by("--at", "2018-05-18", "--before", "20 May 2018")
    assert by("--at", "2018-05-22") == "2018-05-22"
    board.records("expect", "add", "It meets", "--about", "FOR-1", "--within", "2099-05-20", "--on", "2018-04-20")
    assert (by(), by(*BEFORE)) == ("2099-05-13", "2099-06-01")
    assert "The Gold Group meets next on 20 May 2099." in board.does("chase", "gold").out


def test_what_is_under_embargo_is_not_asked_about(board: Terminal) -> None:
    """How much is said, beside the drafts."""
    held = withheld_report(board, "AFI-2")
    board.records("meeting", "consider", "MTG-1", held)
    board.records("due", "AFI-2", "2018-05-30", "--on", "2018-04-12")
    board.records("due", held, "2018-05-30", "--on", "2018-04-21")
    result = board.run("chase", "gold", *BEFORE)
    assert (result.code, result.err) == (0, "afi: Left out because of an embargo: 2 records.\n")
    assert "AFI-1" in result.out and not [text for text in (held, "AFI-2", "Secret") if text in result.out]
    assert board.does("chase", "gold", *BEFORE, "--json").json["withheld"] == 2


def test_every_key(board: Terminal) -> None:
    """Of a message, and of what it asks about."""
    message = asked(board)[0]
    assert list(message) == [
        *("owner", "owner_name", "owner_holder", "owner_holder_name", "to", "to_name", "to_holder", "to_holder_name"),
        *("stead", "vacant", "items", "subject", "text"),
    ]
    assert list(message["items"][0]) == [
        *("ref", "text", "inspection", "under", "status", "owner", "lead", "due", "due_words", "why", "why_words"),
    ]
    assert message["subject"] == "FICTITIOUS: Gold Group: update on 1 item by 1 June 2099"


def test_no_file_is_written_over(board: Terminal) -> None:
    """Nor is a folder half filled."""
    Path("out").mkdir()
    assert "something at out already" in board.refuses(3, "chase", "gold", *BEFORE, "-o", "out")
    assert list(Path("out").iterdir()) == []
    Path("out").rmdir()
    assert "Wrote 2 drafts to out" in board.does("chase", "gold", *BEFORE, "-o", "out").out
    assert [file.name for file in sorted(Path("out").iterdir())] == [
        "01 POST-2-Head-of-Custody.txt",
        "02 POST-4-Deputy-Chief-Constable.txt",
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere",), 3, 'There is no "nowhere"'),
        (("gold",), 3, "Nobody knows when Gold Group meets next: 22 May 2018, 6 weeks after MTG-1; that has passed"),
        (("gold", "--before", "2018-05-01"), 3, "1 May 2018 has passed"),
        (("gold", "--before", "soon"), 2, '"soon" is not a date'),
        (("gold", *BEFORE, "--owner", "nobody"), 3, 'There is no "nobody"'),
        (("gold", *BEFORE, "--owner", "AFI-1"), 3, "is an improvement, not"),
        (("gold", *BEFORE, "--json", "-o", "out"), 2, "both JSON and files"),
        (("gold", *BEFORE, "-o", "nowhere/out"), 6, "cannot be written"),
        ((), 2, "Missing argument 'FORUM'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(board: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """And nothing is written."""
    before = sorted(board.folder.iterdir())
    assert said in board.refuses(code, "chase", *words)
    assert sorted(board.folder.iterdir()) == before
