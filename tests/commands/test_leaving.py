"""What leaves the ledger as CSV in a file: as a workbook, without anything that is under embargo."""

import csv

import pytest

from tests.commands.terminal import Terminal

Row = dict[str, str]


@pytest.fixture
def held(desk: Terminal) -> Terminal:
    """A desk with a report under embargo (DOC-5), an area from it (AFI-8), and a note on AFI-7 from it."""
    words = ("document", "add", "report", "Unheard of", "--on", "2018-02-01", "--embargo", "2099-01-01")
    draft = desk.records(*words, entries=2)["references"][0]
    cited = ("--source", f"{draft}:1", "--on", "2018-03-22")
    desk.records("raise", "afi", "INS-2", "Secret so far", *cited)
    desk.records("note", "AFI-7", "Not to be known", *cited)
    return desk


def written(desk: Terminal, *words: str, said: str = "") -> list[Row]:
    """The rows of the file that a look writes, saying on standard error what was left out."""
    result = desk.run(*words, "-o", "out.csv")
    rows = list(csv.DictReader((desk.folder / "out.csv").read_text("utf-8-sig").splitlines()))
    assert (result.code, result.out) == (0, "")
    assert result.err == (f"afi: {said}\n" if said else "") + f"{len(rows)} rows written to out.csv.\n"
    return rows


def test_the_register(held: Terminal) -> None:
    """Without what is withheld, and of what is withheld in part, only what lasts."""
    rows = written(held, "register", said="Left out because of an embargo: 1 row and parts of 1 other.")
    assert [row["ref"] for row in rows] == [f"AFI-{number}" for number in range(1, 8)]
    assert rows[6]["text"] and rows[6]["inspection"] == "INS-2"
    assert {rows[6][key] for key in ("status", "last_note", "notes", "recorded_at", "entry")} == {"under embargo"}
    assert rows[0]["status"] == "raised"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("timeline",), "4 rows"),
        (("log",), "4 rows"),
        (("search", "secret"), "1 row"),
        (("document", "list"), "1 row"),
        (("inspection", "list"), "0 rows and parts of 1 other"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_other_tables(held: Terminal, words: tuple[str, ...], said: str) -> None:
    """Entries one by one; how many areas an inspection has is no secret's to tell."""
    rows = written(held, *words, said=f"Left out because of an embargo: {said}.")
    assert not [secret for secret in ("Secret", "Unheard", "Not to be known", "AFI-8", "DOC-5") if secret in str(rows)]


def test_a_table_without_records(held: Terminal) -> None:
    """Nothing is withheld of it."""
    assert len(written(held, "settings", "list")) == 6


def test_what_stays_here_is_whole(held: Terminal) -> None:
    """On the terminal and for programs nothing is left out, and nothing said to be."""
    for words in (("--csv",), ("--json",), ()):
        assert "Secret so far" in held.does("register", *words).out
    assert held.does("register", "--json").json["withheld"] == 0


def test_afterwards_it_is_in(held: Terminal) -> None:
    """Once the embargo is lifted."""
    held.records("embargo", "DOC-5", "--lifted", "--on", "2018-03-22")
    rows = written(held, "register")
    assert len(rows) == 8 and "under embargo" not in str(rows)
