"""The timeline: what changed, from what to what, who said and who recorded it, and both dates."""

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from commands.picture import terminal
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal


def test_in_the_order_of_the_world(desk: Terminal) -> None:
    """Not in the order of recording."""
    rows = desk.does("timeline", "--json").rows
    assert len(rows) == desk.size()
    dated = [row for row in rows if not row["assumed"]]
    last_days = [row["happened_on"].rpartition("/")[2].ljust(10, "~") for row in dated]
    assert last_days == sorted(last_days)
    assert [row["position"] for row in rows] != sorted(row["position"] for row in rows)


def test_from_what_to_what(desk: Terminal) -> None:
    """A change names what was before."""
    desk.records("assign", "AFI-7", "--owner", "POST-4", "--on", "2018-04-09")
    desk.records("assign", "AFI-7", "--owner", "POST-5", "--on", "2018-05-09")
    desk.records("due", "AFI-7", "2018-09-30", "--on", "2018-05-09")
    desk.records("due", "AFI-7", "2018-10-30", "--on", "2018-06-09", "--reason", "Recruits")
    sentences = [row["sentence"] for row in desk.does("timeline", "7", "--json").rows][-4:]
    assert sentences[1] == "Owner changed from Head of Corporate Development to HMICFRS Liaison Officer"
    assert sentences[3].startswith("Due date moved from 30 September 2018 to 30 October 2018 (30 days later)")


def test_said_and_recorded_by(desk: Terminal) -> None:
    """Two people where they are two, and when it was recorded."""
    desk.patch.setenv("COLUMNS", "200")
    desk.records("note", "AFI-1", "x", "--by", "POST-4", "--on", "2018-06-12")
    shown = [line.rstrip() for line in desk.does("timeline", "AFI-1").out.splitlines()]
    at = next(place for place, line in enumerate(shown) if line.startswith("E-132 "))
    assert "  Head of Corporate Development  " in shown[at] and shown[at].endswith(" by Sam Okafor")
    desk.patch.setenv("COLUMNS", "100")
    assert "said by Head of Corporate Development, recorded by Sam Okafor" in desk.does("timeline", "AFI-1").out


def test_the_recorder_is_named_only_beside_another_speaker(desk: Terminal) -> None:
    """Who said what they recorded is named once; on a narrow terminal with the day of recording, if it is another."""
    desk.records("note", "AFI-1", "x", "--on", "2018-06-12")
    desk.patch.setenv("COLUMNS", "200")
    assert desk.does("timeline", "AFI-1").out.splitlines()[-1].count("Sam Okafor") == 1
    desk.patch.setenv("COLUMNS", "80")
    told = " ".join(" ".join(desk.does("timeline", "AFI-1").out.splitlines()[-2:]).split())
    assert "said by Sam Okafor, and recorded on " in told and told.count("Sam Okafor") == 1


def test_the_entry_is_shown_on_the_narrowest_terminal(desk: Terminal) -> None:
    """It is what `afi correct` takes; the time of recording is not shown where there is no room for it."""
    desk.records("note", "AFI-1", "x", "--by", "POST-4", "--on", "2018-06-12")
    for words in (("timeline", "AFI-1"), ("log", "-n", "1"), ("show", "AFI-1")):
        desk.patch.setenv("COLUMNS", "80")
        lines = desk.does(*words).out.splitlines()
        at = next(place for place, line in enumerate(lines) if line.startswith("E-132 "))
        assert len(lines[at:]) <= 3 and max(map(len, lines)) <= 80
        desk.patch.setenv("COLUMNS", "200")
        [line] = [line for line in desk.does(*words).out.splitlines() if line.startswith("E-132 ")]
        assert line.count(":") == 2 and line.count(" by Sam Okafor") == 1  # of the sentence, and of one time


def test_a_correction_and_what_it_corrects_name_each_other(desk: Terminal) -> None:
    """With the reason and the authority of the correction."""
    desk.records("note", "AFI-1", "At 29%", "--on", "2018-06-12")
    wrong = f"E-{desk.size()}"
    desk.records("correct", wrong, "--text", "At 92%", "--authority", "The auditor", "--reason", "A slip")
    shown = " ".join(desk.does("timeline", "AFI-1").out.split())
    assert f"Progress note: “At 29%” (corrected by E-{desk.size()})" in shown
    assert f"Correction of {wrong}: Progress note: “At 92%” Reason: A slip Authority: The auditor" in shown


@pytest.mark.parametrize(
    ("refs", "streams"),
    [
        (["7"], {"AFI-7"}),
        (["AFI-1..3", "GRD-1"], {"AFI-1", "AFI-2", "AFI-3", "GRD-1"}),
        (["POST-1,POST-2"], {"POST-1", "POST-2"}),
        (["head of corporate development"], {"POST-4"}),
        (["ledger"], {"LEDGER"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_of_some_records(desk: Terminal, refs: list[str], streams: set[str]) -> None:
    """By reference, by range, by name."""
    assert {row["ref"] for row in desk.does("timeline", *refs, "--json").rows} == streams


@pytest.mark.parametrize(("ref", "code"), [("AFI-99", 3), ("AFI-5..9", 3), ("9..1", 2), ("nobody", 3), ("liaison", 2)])
def test_refused(desk: Terminal, ref: str, code: int) -> None:
    """A record that is not there is a mistake, not an empty timeline."""
    desk.refuses(code, "timeline", ref)


def test_of_an_inspection_and_all_that_hangs_on_it(desk: Terminal) -> None:
    """Its own entries, its grades, findings, improvements and documents, and what names them, and no others."""
    desk.records("action", "add", "Ask for figures", "--under", "AFI-7", "--on", "2018-09-24")
    rows = desk.does("timeline", "-i", "INS-2", "--json").rows
    kinds = {row["ref"].partition("-")[0] for row in rows}
    assert kinds == {"INS", "GRD", "FND", "AFI", "DOC", "ACT", "EXP", "PAP", "LEDGER"}
    assert {row["type"] for row in rows if row["ref"] == "LEDGER"} == {"context.stated"}
    assert desk.does("timeline", "--inspection", "effectiveness", "--json").rows == rows


@pytest.fixture
def fenshire(example: Path, bare: Terminal) -> Terminal:
    """A terminal in the folder of Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


@pytest.mark.parametrize(
    ("words", "heading", "there", "not_there"),
    [
        (["-i", "INS-2"], "PEEL 2023–2025 (INS-2)", {"AFI-3", "ACT-1", "EXP-1", "MTG-2", "DOC-6"}, {"AFI-1", "INS-3"}),
        (["-q", "QUE-14"], "Investigating crime (QUE-14)", {"QUE-14", "AFI-3", "ACT-1", "MTG-2"}, {"AFI-4", "INS-2"}),
        (["--person", "Freya Tolland"], "Freya Tolland (PER-9)", {"PER-9", "POST-10", "AFI-5"}, {"AFI-3", "INS-2"}),
        (["--post", "POST-6"], "Head of Investigations (POST-6)", {"POST-6", "AFI-3", "ACT-1"}, {"AFI-4", "QUE-14"}),
        (["--forum", "OIG"], "Organisational Improvement Group (FOR-1)", {"FOR-1", "MTG-1", "ACT-1"}, {"FOR-2"}),
        (["--late"], "Late recordings", {"INS-2", "MTG-24", "MTG-25"}, {"AFI-3", "MTG-1"}),
        (["--from", "October 2025"], "from 1 October 2025", {"AFI-3"}, {"INS-2"}),
        (["--to", "2018"], "to 31 December 2018", {"INS-1"}, {"INS-2"}),
        (["AFI-3", "AFI-4", "--person", "PER-9"], "of AFI-3, AFI-4 and Freya Tolland (PER-9)", {"AFI-4"}, {"AFI-3"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_way_to_narrow_it(
    fenshire: Terminal, words: list[str], heading: str, there: set[str], not_there: set[str]
) -> None:
    """By reference or by name; the heading says what it was narrowed to."""
    refs = {row["ref"] for row in fenshire.does("timeline", *words, "--json").rows}
    assert there <= refs and not not_there & refs
    assert heading in fenshire.does("timeline", *words).out.splitlines()[0]


def test_narrowed_by_two(fenshire: Terminal) -> None:
    """What is of both."""
    one, other, both = (
        {row["entry"] for row in fenshire.does("timeline", *words, "--json").rows}
        for words in (["-i", "INS-2"], ["--late"], ["-i", "INS-2", "--late"])
    )
    assert both == one & other and both


def test_late_recordings_are_marked(fenshire: Terminal) -> None:
    """With how many days after; what was before the ledger began stands apart, and is never late."""
    fenshire.patch.setenv("COLUMNS", "120")
    shown = " ".join(fenshire.does("timeline", "MTG-24").out.split())
    assert shown.count("Recorded late: 57 days after it happened") == 2
    rows = fenshire.does("timeline", "--json").rows
    assert {row["late_by"] for row in rows if row["ref"] == "MTG-24"} == {57}
    assert not [row for row in rows if row["before_began"] and row["late_by"]]
    assert [row["before_began"] for row in rows] == sorted((row["before_began"] for row in rows), reverse=True)
    lines = [line for line in fenshire.does("timeline").out.splitlines() if " the ledger began on " in line]
    assert lines == ["Before the ledger began on 2 September 2024", "Since the ledger began on 2 September 2024"]


def test_of_a_ledger_filled_in_later_nothing_is_late(desk: Terminal) -> None:
    """All of it was before the ledger began, or is of that day."""
    assert "Nothing that fits is recorded. See all: afi timeline" in desk.does("timeline", "--late").out
    rows = desk.does("timeline", "--csv").out
    assert {row["late_by"] for row in csv.DictReader(rows.splitlines())} == {""}


# Forms.

SVG = "{http://www.w3.org/2000/svg}"
INS = ("timeline", "-i", "INS-2")


def test_every_form_has_every_entry(fenshire: Terminal) -> None:
    """JSON, CSV and Markdown read back to the same entries; --json and --csv are the same as --format json and csv."""
    rows = fenshire.does(*INS, "--format", "json").rows
    entries = [row["entry"] for row in rows]
    assert (
        fenshire.does(*INS, "--json").rows == rows
        and fenshire.does(*INS).out == fenshire.does(*INS, "--format", "table").out
    )
    told = fenshire.does(*INS, "--format", "CSV").out
    assert told == fenshire.does(*INS, "--csv").out
    assert [row["entry"] for row in csv.DictReader(told.splitlines())] == entries
    told = fenshire.does(*INS, "--format", "md").out
    lines = [line for line in told.splitlines() if line.startswith("| E-")]
    assert [line.split()[1] for line in lines] == entries
    assert told.startswith("## Timeline of PEEL 2023–2025 (INS-2) (FICTITIOUS)\n\nLedger fenshire.")


def test_markdown_marks_what_was_late_and_what_was_before(fenshire: Terminal) -> None:
    """In the row itself, for a table in a document has no headings inside."""
    assert "Recorded late: 57 days after it happened" in fenshire.does("timeline", "MTG-24", "--format", "md").out
    told = fenshire.does("timeline", "--to", "2018", "--format", "md").out
    rows = [line for line in told.splitlines() if line.startswith("| E-")]
    assert rows and all("(before the ledger began on 2 September 2024)" in row for row in rows)


def test_the_picture_for_files(fenshire: Terminal) -> None:
    """A bar for each improvement of the register, well-formed; it says FICTITIOUS and of what moment it is."""
    then = ("--as-of", "E-300")
    told = fenshire.does("timeline", "--format", "svg", *then).out
    root = ElementTree.fromstring(told)
    bars = [each.attrib["id"] for each in root.iter(f"{SVG}g") if each.get("class") == "bar"]
    assert sorted(bars) == sorted(row["ref"] for row in fenshire.does("register", *then, "--json").rows)
    title = root.findtext(f"{SVG}title") or ""
    assert title.startswith("Timeline, as recorded by E-300 (28 May 2025)") and title.endswith("(FICTITIOUS)")
    assert "today, 28 May 2025" in told and "as of entry E-300" in told
    assert told == fenshire.does("timeline", "--format", "svg", *then).out


@pytest.mark.parametrize("width", [80, 200])
def test_the_picture_on_the_terminal(fenshire: Terminal, width: int) -> None:
    """A row for each improvement, within the width; only the title is bold, where there is colour."""
    fenshire.patch.setenv("COLUMNS", str(width))
    plain = fenshire.does(*INS, "--picture").out
    lines = plain.splitlines()
    assert lines[0] == "Timeline of PEEL 2023–2025 (INS-2)  (FICTITIOUS)" and max(map(len, lines)) <= width
    assert [line.split()[0] for line in lines if line.startswith("AFI-")] == [f"AFI-{each}" for each in range(3, 10)]
    fenshire.patch.setenv("TERM", "xterm-256color")
    fenshire.tty = True
    coloured = fenshire.does(*INS, "--picture").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain != coloured


def test_the_picture_where_there_are_only_letters(fenshire: Terminal) -> None:
    """A terminal of another age is shown letters for the shapes, and nothing is lost in question marks."""
    fenshire.patch.setenv("COLUMNS", "80")
    shapes = fenshire.does("timeline", "AFI-3", "--picture").out
    fenshire.patch.setattr(terminal, "has_shapes", lambda encoding: False)
    letters = fenshire.does("timeline", "AFI-3", "--picture").out
    assert (
        letters.isascii()
        and "═" in shapes
        and list(map(len, letters.splitlines())) == list(map(len, shapes.splitlines()))
    )


@pytest.mark.parametrize("name", ["out.json", "out.md", "out.svg", "OUT.SVG", "out.csv", "out.txt", "out"])
def test_a_files_name_says_its_form(fenshire: Terminal, name: str) -> None:
    """What is not known is CSV, as Excel reads it; a form that is asked for goes before the name."""
    fenshire.run("timeline", "AFI-3", "-o", name)
    begins = {"json": b"{", "md": b"## ", "svg": b"<svg "}.get(name.lower().rpartition(".")[2], b"\xef\xbb\xbf")
    assert (fenshire.folder / name).read_bytes().startswith(begins)
    result = fenshire.run("timeline", "AFI-3", "--format", "svg", "-o", "picture")
    assert (result.code, result.out, result.err) == (0, "", "16 entries written to picture.\n")
    assert (fenshire.folder / "picture").read_bytes().startswith(b"<svg ")


def test_a_file_is_never_written_over(fenshire: Terminal) -> None:
    """In no form; and where it cannot be written, nothing is left."""
    for name in ("x.json", "x.md", "x.svg"):
        (fenshire.folder / name).write_text("mine")
        assert f"something at {name} already" in fenshire.refuses(3, "timeline", "-o", name)
        assert (fenshire.folder / name).read_text() == "mine"
    fenshire.refuses(6, "timeline", "-o", "nowhere/x.svg")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--format", "pdf"], "pdf"),
        (["--json", "--format", "csv"], "json and as csv"),
        (["--csv", "--format", "svg"], "csv and as svg"),
        (["--json", "--csv"], "both JSON and CSV"),
        (["--picture", "--format", "svg"], "picture and as svg"),
        (["--picture", "--csv"], "csv and as picture"),
        (["--picture", "-o", "x.svg"], "picture is for the terminal"),
        (["--format", "table", "-o", "x.txt"], "table is for the terminal"),
        (["--from", "2019", "--to", "2018"], '"2018" is before "2019"'),
        (["--from", "soon"], '"soon" is not a date'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_does_not_go_together(desk: Terminal, words: list[str], what: str) -> None:
    """Is refused, and no file is left."""
    assert what in desk.refuses(2, "timeline", *words)
    assert not list(desk.folder.glob("x.*"))


@pytest.mark.parametrize("option", ["--inspection", "--question", "--person", "--post", "--forum"])
def test_a_filter_takes_only_its_own_kind(desk: Terminal, option: str) -> None:
    """A document is none of them, and what is not there is a mistake."""
    assert "DOC-1 is a document" in desk.refuses(3, "timeline", option, "DOC-1")
    desk.refuses(3, "timeline", option, "Nothing of that name")


def test_where_nothing_fits(fresh: Terminal) -> None:
    """Each form says so, or is empty, and is what it should be."""
    nothing = ["timeline", "--from", "2024", "--to", "2024"]
    assert "Nothing that fits is recorded. See all: afi timeline" in fresh.does(*nothing).out
    assert fresh.does(*nothing, "--json").rows == [] and fresh.does(*nothing, "--csv").out == "\n"
    assert "Nothing that fits is recorded" in fresh.does(*nothing, "--format", "md").out
    assert "No improvement is in this timeline" in fresh.does("timeline", "--picture").out
    root = ElementTree.fromstring(fresh.does(*nothing, "--format", "svg").out)
    assert "No improvement is in this timeline." in [each.text for each in root.iter(f"{SVG}text")]


# Embargoes.


@pytest.fixture
def held(desk: Terminal) -> Terminal:
    """A desk with a report under embargo (DOC-5), an area from it (AFI-8), and a note on AFI-7 from it."""
    words = ("document", "add", "report", "Unheard of", "--on", "2018-02-01", "--embargo", "2099-01-01")
    draft = desk.records(*words, entries=2)["references"][0]
    cited = ("--source", f"{draft}:1", "--on", "2018-03-22")
    desk.records("raise", "afi", "INS-2", "Secret so far", *cited)
    desk.records("note", "AFI-7", "Not to be known", *cited)
    return desk


SECRETS = ("Secret", "Unheard", "Not to be known", "AFI-8", "DOC-5")


@pytest.mark.parametrize("name", ["out.json", "out.md", "out.svg", "out.csv"])
@pytest.mark.parametrize("words", [[], ["--as-of", "E-135"]], ids=["now", "looking back"])
def test_nothing_under_embargo_is_in_a_file(held: Terminal, name: str, words: list[str]) -> None:
    """In no form; and how much was left out is said beside it, and in it."""
    result = held.run("timeline", "-o", name, *words)
    assert result.code == 0 and "Left out because of an embargo: 4 " in result.err
    text = (held.folder / name).read_text("utf-8-sig")
    assert not [secret for secret in SECRETS if secret in text]
    if name.endswith("json"):
        assert json.loads(text)["withheld"] == 4 and len(json.loads(text)["rows"]) == held.size() - 4
    elif not name.endswith("csv"):
        assert "Left out because of an embargo: 4 entries." in text


def test_documents_and_pictures_leave_it_out_on_the_terminal_too(held: Terminal) -> None:
    """For they are made to be handed on; what is only looked at is whole."""
    for form in ("md", "svg"):
        result = held.run("timeline", "--format", form)
        assert result.err == "afi: Left out because of an embargo: 4 entries.\n"
        assert not [secret for secret in SECRETS if secret in result.out]
    assert "partly under embargo" in held.run("timeline", "--format", "svg").out
    held.patch.setenv("COLUMNS", "200")
    assert "Secret so far" in held.does("timeline", "--picture").out
    for words in ((), ("--json",), ("--csv",)):
        assert "Not to be known" in " ".join(held.does("timeline", *words).out.split())


def test_a_heading_in_a_file_names_nothing_under_embargo(held: Terminal) -> None:
    """Not even what was asked for."""
    words = "inspection open --cycle 2017 --scale 4 --on 2018-03-22 --source DOC-5:1".split()
    held.records(*words, "Not yet known of", "--framework", "peel 2015 2017")
    assert "Not yet known of (INS-3)" in held.does("timeline", "-i", "INS-3").out.splitlines()[0]
    for form in ("md", "svg"):
        told = held.run("timeline", "-i", "INS-3", "--format", form).out
        assert "Not yet known of" not in told and "Timeline of INS" in told
