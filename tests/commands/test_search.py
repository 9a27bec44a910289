"""Search: what was ever said, by the words in it."""

import pytest

from tests.commands.terminal import Terminal


@pytest.fixture
def noted(desk: Terminal) -> Terminal:
    """A desk where two notes were taken, one of them wrong at first."""
    desk.records("note", "AFI-7", "Dip sample of the night shift at 29%", "--on", "2018-06-12")
    wrong = f"E-{desk.size()}"
    desk.records("note", "AFI-1", "The dip sample was repeated", "--on", "2018-07", "--by", "POST-4")
    right = ("--text", "Dip sample of the night shift at 92%", "--authority", "The auditor", "--reason", "A slip")
    desk.records("correct", wrong, *right)
    return desk


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (["dip sample"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["DIP", "repeated"], ["AFI-1"]),
        (["sample", "night"], ["AFI-7", "AFI-7"]),
        (["dip", "--kind", "improvement"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--kind", "afi", "--kind", "FND"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--kind", "findings"], []),
        (["xyzzy"], []),
        (["repeate"], ["AFI-1"]),
        (["repeate*"], ["AFI-1"]),
        (['"repeate"'], []),
        (["dip", "-i", "INS-2"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "-i", "INS-1"], []),
        (["dip", "-q", "investigating"], ["AFI-1"]),
        (["dip", "--status", "in progress", "--force", "Cambridgeshire"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--status", "closed"], []),
        (["dip", "--owner", "POST-4"], []),
        (["dip", "--said-by", "POST-4"], ["AFI-1"]),
        (["dip", "--recorded-by", "Sam Okafor"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--since", "E-1"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--until", "E-9"], []),
        (["dip", "--best"], ["AFI-1", "AFI-7", "AFI-7"]),
        (["dip", "--all"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["INS-2"], ["INS-2"]),
    ],
)
def test_the_newest_first(noted: Terminal, words: list[str], refs: list[str]) -> None:
    """By words, by phrases, in records of some kinds."""
    assert [row["ref"] for row in noted.does("search", *words, "--json").rows] == refs


def test_for_people(noted: Terminal) -> None:
    """The words with what stands around them, and that something else stands there now."""
    size = noted.size()
    lines = noted.does("search", "29%").out.splitlines()
    found = next(line for line in lines if line.startswith("AFI-7 "))
    assert f"Dip sample of the night shift at «29»% (corrected by E-{size})" in found
    assert "12 June 2018" in found and found.endswith(f"E-{size - 2}")


def test_within_a_width(noted: Terminal) -> None:
    """The record, what was found in it, and who said it when, one below the other."""
    noted.patch.setenv("COLUMNS", "80")
    size = noted.size()
    lines = noted.does("search", "night shift", "29%").out.splitlines()
    assert lines[0] == "Search for night shift 29%"
    assert lines[2].startswith("AFI-7  ")
    assert lines[-2:] == [
        "  Dip sample of the «night shift» at «29»%",
        f"  12 June 2018, Sam Okafor, E-{size - 2} (corrected by E-{size})",
    ]


@pytest.mark.parametrize(
    ("no_color", "shown"), [("", "\x1b[1mnight\x1b[0m \x1b[1mshift\x1b[0m"), ("1", "«night shift»")]
)
def test_the_words_are_bold_on_a_terminal(noted: Terminal, no_color: str, shown: str) -> None:
    """Each by itself, for a line may end between two; marked, where nothing is to be bold."""
    noted.patch.setenv("NO_COLOR", no_color)
    noted.patch.setenv("TERM", "xterm-256color")
    noted.tty = True
    assert shown in noted.run("search", "night shift", "29%").out


def test_more_than_are_shown(noted: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many, and what to do, below the rows; for programs beside them, and on standard error."""
    monkeypatch.setattr("projections.queries.search.LIMIT", 1)
    assert noted.does("search", "dip").out.endswith("…and 2 more: show them with --all, or narrow it.\n")
    told = noted.does("search", "dip", "--json").json
    assert (len(told["rows"]), told["more"], told["or_more"]) == (1, 2, False)
    assert "…and 2 more" in noted.run("search", "dip", "--csv").err
    assert len(noted.does("search", "dip", "--all", "--json").rows) == 3
    monkeypatch.setattr("projections.queries.search.COUNTED", 1)
    assert "…and more than 1 more: show them" in noted.does("search", "dip").out
    assert noted.does("search", "dip", "--json").json["or_more"] is True


def test_as_of_an_entry(noted: Terminal) -> None:
    """Before the correction nothing says that there is one."""
    [row] = noted.does("search", "29%", "--as-of", f"E-{noted.size() - 1}", "--json").rows
    assert row["corrected_by"] is None
    assert noted.does("search", "92%", "--as-of", f"E-{noted.size() - 1}", "--json").rows == []


@pytest.mark.parametrize("typed", ["Zoe Billingham", "ZOË", "zoe\u0308"])
def test_whatever_the_accents(desk: Terminal, typed: str) -> None:
    """As letters, as letters with marks of their own, or without any; the name is shown as it was recorded."""
    found = desk.does("search", typed, "--kind", "PER", "--json").rows
    assert found and all("Zoë Billingham" in row["snippet"] for row in found)


def test_nothing_found_says_what_to_try(noted: Terminal) -> None:
    """It is no refusal; programs get no rows."""
    assert "Nothing was found. Try fewer words" in noted.does("search", "xyzzy").out
    assert noted.does("search", "xyzzy", "--csv").out == "ref,name,when,entry\n"


def test_as_csv(noted: Terminal) -> None:
    """A header and one line a row."""
    lines = noted.does("search", "repeated", "--csv").out.splitlines()
    assert lines[0].startswith("ref,name,entry,field,snippet,") and len(lines) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, [""]),
        (2, ["*"]),
        (2, ["dip", "  "]),
        (2, ["dip", "%"]),
        (2, ["dip", "--kind", "noun"]),
        (2, ["dip", "--status", "finished"]),
        (3, ["dip", "--owner", "nobody"]),
        (3, ["dip", "--inspection", "INS-9"]),
        (3, ["dip", "--said-by", "nobody"]),
        (3, ["dip", "--since", "E-9999"]),
        (3, ["dip", "--until", "1990"]),
    ],
)
def test_refused(desk: Terminal, code: int, words: list[str]) -> None:
    """No word, a kind that there is not, and filters that name nothing."""
    desk.refuses(code, "search", *words)
