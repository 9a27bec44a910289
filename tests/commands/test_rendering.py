"""Answers: for people on a terminal or in a pipe, and for programs as JSON and CSV."""

import csv
import io
import json

import pytest

from commands.rendering import clean
from tests.commands.terminal import Terminal

LOOKS = (
    ["register"],
    ["grades"],
    ["findings"],
    ["timeline"],
    ["log"],
    ["document", "list"],
    ["inspection", "list"],
    ["question", "list"],
    ["people", "list"],
    ["keys", "list"],
)
ONES = (["show", "AFI-7"], ["stats"])
EXCEL = "=1+1 @x -5 +3"


def named(words: list[str]) -> str:
    """A command as it is typed."""
    return " ".join(words)


@pytest.mark.parametrize("words", [*LOOKS, *ONES], ids=named)
def test_json_is_one_document_of_a_stable_shape(desk: Terminal, words: list[str]) -> None:
    """It says which ledger, as of which entry, whether it is made up, and how much was withheld."""
    found = desk.does(*words, "--json").json
    assert list(found)[:6] == ["afi", "origin", "fictitious", "as_of", "at", "withheld"]
    assert (found["afi"], found["fictitious"], found["as_of"], found["withheld"]) == (1, False, "E-131", 0)
    assert found["origin"].startswith("cambridgeshire.")


@pytest.mark.parametrize("words", LOOKS, ids=named)
def test_csv_holds_what_json_holds(desk: Terminal, words: list[str]) -> None:
    """The same rows and the same keys, with a list of texts as one text."""
    rows = list(csv.DictReader(io.StringIO(desk.does(*words, "--csv").out)))
    expected = desk.does(*words, "--json").rows
    assert len(rows) == len(expected)
    assert list(rows[0]) == list(dict.fromkeys(key for row in expected for key in row))
    for row, full in zip(rows, expected, strict=True):
        plain = {key: value for key, value in full.items() if isinstance(value, str)}
        assert {key: row[key] for key in plain} == plain


@pytest.mark.parametrize("words", LOOKS, ids=named)
def test_in_a_pipe_each_row_is_one_line(desk: Terminal, words: list[str]) -> None:
    """`grep` finds whole rows."""
    rows = desk.does(*words, "--json").rows
    lines = desk.does(*words).out.splitlines()
    assert all(any(str(row.get("ref") or row.get("entry") or "")[:16] in line for line in lines) for row in rows)


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("words", [*LOOKS, *ONES, ["verify"]], ids=named)
def test_a_terminal_is_never_exceeded(desk: Terminal, words: list[str], width: int) -> None:
    """Lines keep to the terminal's width, save for a hash or a path, which has to be copied whole."""
    desk.tty = True
    desk.patch.setenv("COLUMNS", str(width))
    desk.patch.setenv("NO_COLOR", "1")
    lines = desk.does(*words).out.splitlines()
    assert [line for line in lines if len(line) > width and max(map(len, line.split())) < 64] == []


def test_titles_are_bold_only_on_a_terminal(desk: Terminal) -> None:
    """And not where NO_COLOR is set; nothing is said by it alone."""
    desk.patch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in desk.does("register").out
    desk.tty = True
    assert desk.does("register").out.startswith("\x1b[1mRegister of improvements\x1b[0m\n")
    desk.patch.setenv("NO_COLOR", "1")
    assert "\x1b" not in desk.does("register").out


def test_columns_asks_for_a_width_in_a_pipe_too(desk: Terminal) -> None:
    """COLUMNS=80 afi timeline | less."""
    desk.patch.setenv("COLUMNS", "80")
    assert max(map(len, desk.does("timeline").out.splitlines())) <= 80


def test_json_and_csv_at_once_are_refused(desk: Terminal) -> None:
    """One answer has one form."""
    assert "both JSON and CSV" in desk.refuses(2, "register", "--json", "--csv")
    assert "both JSON and CSV" in desk.refuses(2, "register", "--json", "-o", "x.csv")


def test_a_file_is_written_as_excel_reads_it(desk: Terminal) -> None:
    """UTF-8 with its mark, and a text that looks like a formula stays a text."""
    desk.records("note", "AFI-3", EXCEL)
    result = desk.run("register", "-o", "register.csv")
    assert (result.code, result.out, result.err) == (0, "", "7 rows written to register.csv.\n")
    content = (desk.folder / "register.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfref,kind,")
    [row] = [row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))) if row["ref"] == "AFI-3"]
    assert row["last_note"] == f"'{EXCEL}"


@pytest.mark.parametrize("first", "=+-@")
def test_every_beginning_of_a_formula_is_made_inert(desk: Terminal, first: str) -> None:
    """In a file for Excel; `--csv`, which is for programs, leaves the text as it is."""
    desk.does("note", "AFI-3", "--on", "2018-05-01", "--", f"{first}SUM(A1)")
    desk.run("register", "-o", "x.csv")
    assert f",'{first}SUM(A1)," in (desk.folder / "x.csv").read_text("utf-8")
    assert f",{first}SUM(A1)," in desk.does("register", "--csv").out


def test_a_file_that_cannot_be_written(desk: Terminal) -> None:
    """The refusal names it."""
    (desk.folder / "there.csv").write_text("mine")
    said = desk.refuses(3, "register", "-o", "there.csv")
    assert "There is something at there.csv already." in said and "nothing was written" in said
    assert (desk.folder / "there.csv").read_text() == "mine"
    assert "nowhere/x.csv cannot be written" in desk.refuses(6, "register", "-o", "nowhere/x.csv").replace("\\", "/")


def test_no_rows_as_csv(desk: Terminal) -> None:
    """The header, to the last key, so that a program finds its columns; into a file too."""
    header = desk.does("register", "--csv").out.splitlines()[0]
    assert desk.does("register", "--status", "declined", "--csv").out == f"{header}\n"
    assert desk.run("register", "--status", "declined", "-o", "none.csv").err == "0 rows written to none.csv.\n"
    assert (desk.folder / "none.csv").read_text("utf-8-sig").splitlines() == [header]


def test_no_rows_of_a_made_up_ledger_as_csv(fresh: Terminal) -> None:
    """The mark has its column."""
    assert fresh.does("register", "--csv").out.startswith("fictitious,ref,kind,")


@pytest.mark.parametrize("words", LOOKS, ids=named)
def test_an_empty_list_has_a_header(desk: Terminal, words: list[str]) -> None:
    """Of keys that its rows have; most had none by the first entry."""
    first, *rows = csv.reader(io.StringIO(desk.does(*words, "--as-of", "E-1", "--csv").out))
    assert len(rows) == len(desk.does(*words, "--as-of", "E-1", "--json").rows)
    assert first and set(first) <= {key for row in desk.does(*words, "--json").rows for key in row}


@pytest.mark.parametrize("words", [*LOOKS, *ONES, ["changes", "--since", "E-1"]], ids=named)
def test_json_is_laid_out_as_python_does(desk: Terminal, words: list[str]) -> None:
    """By two spaces a level, which `diff` and people can read; what is empty on one line."""
    out = desk.does(*words, "--json").out
    assert out == json.dumps(json.loads(out), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("words", LOOKS, ids=named)
def test_an_empty_ledger_says_what_to_do(fresh: Terminal, words: list[str]) -> None:
    """Where there is nothing to show, the command that records some is shown instead of an empty table."""
    shown = fresh.does(*words).out
    rows = fresh.does(*words, "--json").rows
    assert "(FICTITIOUS)" in shown.splitlines()[0]
    assert rows or ("yet" in shown and "afi " in shown)


def test_clean_takes_out_what_could_steer_a_terminal() -> None:
    """Control, formatting and private characters; letters of every language stay."""
    assert clean("a\x1b[2Jb\x07\u202e\u200d\ue000\x9bc\td\r") == "a[2Jbc d "
    assert clean("Zoë, 漢字 – “ok”\n") == "Zoë, 漢字 – “ok”\n"


def test_a_thousand_rows_have_a_thousand_lines(desk: Terminal) -> None:
    """A long answer is whole, on a terminal and in a pipe."""
    many = desk.folder / "many.txt"
    many.write_text("\n\n".join(f"Improvement {number}" for number in range(1, 1001)))
    desk.records("raise", "afi", "INS-2", "--list", "many.txt", entries=1000)
    assert len(desk.does("register").out.splitlines()) == 1007 + 7
    assert len(json.loads(desk.does("register", "--json").out)["rows"]) == 1007
