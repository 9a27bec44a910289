"""A paper's life at the terminal: written in, composed, issued, explained, checked years later, and replaced."""

import re
from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.listed import listed
from tests.commands.terminal import Terminal

BOARD = ("paper", "board", "--forum", "BCB", "--dated", "2018-03-29", "-i", "INS-2")
#: One that nobody has begun.
APRIL = ("paper", "board", "--forum", "BCB", "--dated", "2018-04-01", "-i", "INS-2")


@pytest.fixture
def composed(desk: Terminal) -> Terminal:
    """Cambridgeshire's ledger, and its board paper as a page."""
    desk.does(*BOARD, "-o", "paper.html")
    return desk


def refusal(terminal: Terminal, code: int, *words: str) -> tuple[str, str]:
    """What a command is refused with, and the remedy; nothing is recorded."""
    what, remedy = terminal.refuses(code, *words).removeprefix("afi: ").splitlines()
    return what, remedy.strip()


def issue(terminal: Terminal, *words: str) -> str:
    """Issues a paper; returns which."""
    return str(terminal.does("paper", *words, "--json").json["references"][-1])


def edited(path: Path, old: str, new: str) -> None:
    """Puts other words into a page where somebody reads them, and not where the file says what it said."""
    page = path.read_text("utf-8")
    body, block, rest = page.partition('<script type="application/json"')
    if old not in body:  # the block stands before the page's body
        head, end, shown = rest.partition("</script>")
        assert old in shown
        path.write_text(body + block + head + end + shown.replace(old, new, 1), "utf-8")
        return
    path.write_text(body.replace(old, new, 1) + block + rest, "utf-8")


# What people write.


def test_what_is_written_stands_in_every_composition(desk: Terminal) -> None:
    """In the words that were typed, by whom and when; the newest, however often it is composed."""
    ref = desk.records("paper", "begin", "board", *APRIL[2:], "--title", "For March")["references"][0]
    desk.records("paper", "write", ref, "commentary", "All is {{ well }}.\n\nNearly.", "--by", "Deputy Chief Constable")
    desk.records("paper", "write", ref, "commentary", "All is <b>better</b>.", "--by", "Deputy Chief Constable")
    texts = {id_: text for id_, text, _ in desk.does(*APRIL, "--json").json["cells"]}
    assert texts["title"] == "For March"
    assert [text for id_, text in texts.items() if id_.startswith("commentary/typed")] == [
        next(text for text in texts.values() if text.startswith("Written by Deputy Chief Constable")),
        "All is <b>better</b>.",
    ]
    shown = desk.does("paper", "text", ref).out
    assert "Commentary (Deputy Chief Constable, " in shown and "All is <b>better</b>." in shown
    [row] = desk.does("paper", "text", ref, "--json").rows
    assert (row["section"], row["by_name"], row["text"]) == (
        "commentary", "Deputy Chief Constable", "All is <b>better</b>.",
    )  # fmt: skip


def test_what_was_written_is_taken_out(desk: Terminal) -> None:
    """It is in no later composition; what is not there cannot be taken out."""
    ref = desk.records("paper", "begin", "board", *APRIL[2:])["references"][0]
    desk.records("paper", "write", ref, "commentary", "Once.")
    desk.records("paper", "write", ref, "commentary", "--remove")
    assert "Once." not in desk.does(*APRIL, "--json").out
    assert refusal(desk, 3, "paper", "write", ref, "commentary", "--remove")[0].endswith("Nothing is written there.")
    both = refusal(desk, 2, "paper", "write", ref, "commentary", "Text", "--remove")
    assert both == ("It cannot be both written and taken out.", "Leave out --remove, or the text.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("begin", "poem", "--forum", "BCB"), "poem"),
        (("begin", "board", "--forum", "nowhere"), "nowhere"),
        (("begin", "board", "--dated", "March 2018"), "March 2018"),
        (("write", "PAP-99", "purpose", "Text"), "PAP-99"),
        (("text", "PAP-99"), "PAP-99"),
    ],
)
def test_what_is_not_known_is_refused(desk: Terminal, words: tuple[str, ...], said: str) -> None:
    """And nothing is begun."""
    result = desk.run("paper", *words)
    assert result.code in (2, 3) and said in result.err


# Issued.


@pytest.mark.parametrize("suffix", ["html", "md", "docx", "pdf"])
def test_what_was_composed_is_issued_and_stands(desk: Terminal, suffix: str) -> None:
    """In any format it is known again, byte for byte, and each of its cells is what the ledger gives."""
    desk.does(*BOARD, "-o", f"paper.{suffix}")
    size = desk.size()
    row = listed(desk, issue(desk, "issue", f"paper.{suffix}", "--to", "BCB"), "paper")
    assert (row["kind"], row["dated"], row["forum"], row["of_entry"]) == (
        "board", "2018-03-29", "FOR-1", f"E-{size}",
    )  # fmt: skip
    said = desk.does("paper", "verify", f"paper.{suffix}", "--json").json
    assert (said["paper"], said["untouched"], said["rooted"], said["whole"]) == (row["ref"], True, True, True)
    assert said["differences"] == said["since"] == [] and said["stand"] > 100


def test_one_that_nobody_began_begins_when_it_is_issued(fresh: Terminal) -> None:
    """Two entries of one command; it is listed with its title."""
    fresh.records("forum", "add", "Gold Group")
    fresh.does("paper", "board", "--forum", "gold", "--dated", "2018-03-29", "-o", "paper.md")
    receipt = fresh.records("paper", "issue", "paper.md", entries=2)
    assert [entry["type"] for entry in receipt["entries"]] == ["paper.begun", "paper.issued"]
    assert listed(fresh, "PAP-1", "paper")["issued_on"]


def test_an_edited_paper_is_not_issued(composed: Terminal) -> None:
    """The refusal names the places, and what to do."""
    edited(composed.folder / "paper.html", ">Business Coordination Board<", ">Another Board<")
    what, remedy = refusal(composed, 3, "paper", "issue", "paper.html")
    assert what == "The file says otherwise than the ledger gave: To, in the head."
    assert "afi paper verify" in remedy


def test_a_paper_is_issued_once(composed: Terminal) -> None:
    """Another takes its place, with the reason; the first says so ever after."""
    ref = issue(composed, "issue", "paper.html")
    assert refusal(composed, 3, "paper", "issue", "paper.html")[0] == f"It was issued already, as {ref}."
    composed.records("note", "AFI-1", "Supervised at last", "--on", "2018-03-28")
    composed.does(*BOARD, "-o", "again.html")
    unsaid = refusal(composed, 2, "paper", "reissue", ref, "again.html")
    assert unsaid == ("It is not said why it takes the other's place.", "Add --reason.")
    later = issue(composed, "reissue", ref, "again.html", "--reason", "A note came late")
    assert listed(composed, ref, "paper")["replaced_by"] == later
    assert composed.does("paper", "verify", "paper.html", "--json").json["replaced_by"] == later


# Checked.


def test_an_edited_cell_is_named(composed: Terminal) -> None:
    """Where it stands, what the file says, what the ledger gave, and the entries behind it; it exits with 5."""
    issue(composed, "issue", "paper.html")
    edited(composed.folder / "paper.html", ">Business Coordination Board<", ">Another Board<")
    result = composed.run("paper", "verify", "paper.html", "--json")
    assert result.code == 5 and "paper.html does not say what the ledger gave." in result.err
    [row] = result.json["differences"]
    assert (row["place"], row["kind"], row["said"], row["given"]) == (
        "To, in the head", "edited", "Another Board", "Business Coordination Board",
    )  # fmt: skip
    assert row["entries"] and all(re.fullmatch("E-[0-9]+", entry) for entry in row["entries"])
    shown = composed.run("paper", "verify", "paper.html")
    assert "To, in the head" in shown.out and "Another Board" in shown.out


def test_a_chart_that_was_redrawn_is_named(example: Path, bare: Terminal) -> None:
    """What stands in a drawing belongs to no cell, so it is held against the one that is composed now."""
    desk = moved_to_fenshire(example, bare)
    desk.run("paper", "board", "--forum", "FOR-1", "-o", "paper.html")
    assert desk.does("paper", "verify", "paper.html", "--json").json["drawings"] == []
    page = (desk.folder / "paper.html").read_text("utf-8")
    start = page.index("<svg", page.index("<figure"))
    assert ">not started<" in page[start:]
    redrawn = page[start:].replace(">not started<", ">not so<", 1)
    (desk.folder / "paper.html").write_text(page[:start] + redrawn, "utf-8")
    result = desk.run("paper", "verify", "paper.html", "--json")
    assert result.code == 5 and len(result.json["drawings"]) == 1
    assert "the chart “" in desk.run("paper", "verify", "paper.html").out


def test_what_was_corrected_since_is_told_apart(composed: Terminal) -> None:
    """The paper stands as it was; what the ledger gives now is told, and with which entry it changed."""
    issue(composed, "issue", "paper.html")
    composed.records("assign", "AFI-1", "--owner", "Head of Corporate Development", "--on", "2018-03-28")
    said = composed.does("paper", "verify", "paper.html", "--json").json
    assert said["whole"] and not said["differences"]
    owner = next(row for row in said["since"] if row["place"] == "AFI-1, Owner")
    assert "Head of Corporate Development" in owner["given"] and owner["entries"] == [f"E-{composed.size()}"]


def test_a_paper_of_another_ledger_is_refused(composed: Terminal) -> None:
    """Its name is another, whatever it says."""
    page = (composed.folder / "paper.html").read_text("utf-8")
    origin = composed.does("log", "--json").json["origin"]
    (composed.folder / "other.html").write_text(page.replace(origin, "elsewhere.0123456789abcdef"), "utf-8")
    what, _ = refusal(composed, 3, "paper", "verify", "other.html")
    assert what == f"The paper is of the ledger elsewhere.0123456789abcdef, and this one is {origin}."


@pytest.mark.parametrize("name", ["none.html", "none.docx", "none.pdf", "none.md", "none.txt"])
def test_what_is_no_paper_is_refused(desk: Terminal, name: str) -> None:
    """Whatever its name says."""
    (desk.folder / name).write_bytes(b"<p>Areas for improvement: 7</p>")
    refusal(desk, 2, "paper", "verify", name)


# Explained.


def test_a_figure_is_explained_then_and_now(composed: Terminal) -> None:
    """The records behind it, the rule that counts them, and what changed since."""
    ref = issue(composed, "issue", "paper.html")
    composed.records("close", "AFI-1", "--authority", "inspectorate", "--on", "2018-03-28", "--how", "desk review")
    said = composed.does("paper", "explain", ref, "open", "--json").json
    assert (said["then"], said["now"]) == ("7", "6") and said["rule"].startswith("Those that have not ended")
    rows = {row["ref"]: row for row in said["rows"]}
    assert len(rows) == 7 and (rows["AFI-1"]["then"], rows["AFI-1"]["now"]) == (True, False)
    assert rows["AFI-1"]["changed"] == [f"E-{composed.size()}"] and rows["AFI-2"]["changed"] == []
    assert "AFI-1" in composed.does("paper", "explain", ref, "open").out
    figures = composed.does("paper", "explain", ref, "--json").rows
    assert {"figure": "open", "then": "7", "now": "6", "rule": said["rule"]} in figures


def test_only_an_issued_figure_is_explained(composed: Terminal) -> None:
    """One that it does not have is refused with those that it has."""
    ref = issue(composed, "issue", "paper.html")
    what, remedy = refusal(composed, 3, "paper", "explain", ref, "happiness")
    assert what == 'The paper has no figure called "happiness".' and "open" in remedy
    begun = composed.records("paper", "begin", "board", "--forum", "BCB", "--dated", "2018-04-01")["references"][0]
    assert refusal(composed, 3, "paper", "explain", begun)[0] == (
        f"{begun} was not composed of this ledger and issued."
    )
