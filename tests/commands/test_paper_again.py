"""The same paper again: begun once, reissued rather than issued twice, with what was given for it however often."""

from typing import Any

import pytest

from ledger.vocabulary import PaperKind, PaperSection
from ledger.vocabulary.paper import PRINTED
from projections.papers.model import Cell, Paragraph
from tests.commands.listed import OPEN
from tests.commands.terminal import Terminal
from tests.commands.test_paper_life import APRIL, BOARD, issue, refusal
from tests.commands.test_paper_life import composed as composed

# The same paper, again.


def shown(terminal: Terminal, *words: str) -> dict[str, str]:
    """What the cells of a paper say, by their ids."""
    return {id_: text for id_, text, _ in terminal.does(*words, "--json").json["cells"]}


def test_what_was_given_survives_a_reissue(desk: Terminal) -> None:
    """Title, sender and marking are the paper's, not one preparation's; what nobody corrected is not said to be."""
    given = ("--title", "For April", "--from", "Deputy Chief Constable", "--marking", "official-sensitive")
    ref = desk.records("paper", "begin", "board", *APRIL[2:], *given)["references"][0]
    desk.records("paper", "write", ref, "commentary", "All is well.")
    before = shown(desk, *APRIL)
    for name, how in (("one.html", ("issue",)), ("two.html", ("reissue", ref))):
        desk.does(*APRIL, "-o", name)
        issue(desk, *how, name, "--reason", "A slip")
        after = shown(desk, *APRIL)
        assert {**after, "footer": ""} == {**before, "footer": ""}
        assert desk.does("paper", "verify", name, "--json").json["since"] == []


def test_a_marking_that_nobody_gave_is_worked_out_anew(desk: Terminal) -> None:
    """What an issued paper was marked is no wish for the next one."""
    desk.does(*APRIL, "-o", "one.html")
    issue(desk, "issue", "one.html")
    about = ("--marking", "official-sensitive", "--inspection", "INS-2", "--on", "2018-03-30")
    desk.records("document", "add", "letter", "A letter", *about)
    assert shown(desk, *APRIL)["marking"] == "OFFICIAL-SENSITIVE"


def test_a_paper_is_begun_once_until_it_is_issued(desk: Terminal) -> None:
    """A second beginning would only take away what the first gave."""
    begin = ("paper", "begin", "board", *APRIL[2:])
    ref = desk.records(*begin)["references"][0]
    what, remedy = refusal(desk, 3, *begin, "--title", "Another")
    assert what == f"It was begun already, as {ref}." and f"`afi paper write {ref}`" in remedy
    desk.does(*APRIL, "-o", "one.html")
    issue(desk, "issue", "one.html")
    assert desk.records(*begin)["references"] != [ref]


def test_the_same_paper_is_reissued_and_not_issued_again(composed: Terminal) -> None:
    """The refusal says how; then each takes the place of the newest."""
    ref = issue(composed, "issue", "paper.html")
    composed.records("note", "AFI-1", "Supervised at last", "--on", "2018-03-28")
    composed.does(*BOARD, "-o", "again.html")
    assert refusal(composed, 3, "paper", "issue", "again.html") == (
        f"The same paper was issued already, as {ref}.",
        f"Put this in its place: `afi paper reissue {ref} again.html --reason …`.",
    )
    later = issue(composed, "reissue", ref, "again.html", "--reason", "A note came late")
    composed.records("note", "AFI-1", "And again", "--on", "2018-03-28")
    composed.does(*BOARD, "-o", "third.html")
    assert refusal(composed, 3, "paper", "reissue", ref, "third.html", "--reason", "x")[0].endswith(f"as {later}.")
    issue(composed, "reissue", later, "third.html", "--reason", "Another note")


@pytest.mark.parametrize("said", [("--title", "Another"), ("--marking", "secret"), ("--forum", "OIG")])
def test_what_stands_in_a_paper_is_not_said_otherwise(composed: Terminal, said: tuple[str, str]) -> None:
    """The list would tell of another paper than the one that was sent."""
    what, _ = refusal(composed, 3, "paper", "issue", "paper.html", *said)
    assert what == f"The {said[0][2:]} is not the one that stands in the paper."


def test_the_same_words_are_not_recorded_twice(desk: Terminal) -> None:
    """Whoever closes the editor without a change has changed nothing."""
    ref = desk.records("paper", "begin", "board", *APRIL[2:])["references"][0]
    desk.records("paper", "write", ref, "commentary", "All is well.")
    assert (
        refusal(desk, 3, "paper", "write", ref, "commentary", "All is well.")[0]
        == f"It stands in {ref} already, in these words."
    )


# Composed as it was begun.


def test_a_paper_is_composed_as_it_was_begun(desk: Terminal) -> None:
    """Its forum, date and inspection need not be said a second time, and cannot be said otherwise."""
    ref = desk.records("paper", "begin", "board", *APRIL[2:], "--title", "For April")["references"][0]
    assert shown(desk, "paper", "board", "--paper", ref) == shown(desk, *APRIL)
    for other in (("--forum", "BCB"), ("--dated", "2018-04-01"), ("-i", "INS-2"), ("--meeting", "MTG-1")):
        said = refusal(desk, 2, "paper", "board", "--paper", ref, *other, "-o", "no.md")[0]
        assert said == "What --paper was begun for is said otherwise too."
    what = refusal(desk, 3, "paper", "progress", "--since", "E-1", "--paper", ref, "-o", "no.md")
    assert what == (f"{ref} was not begun as a progress report.", "Compose it with `afi paper board`.")
    assert refusal(desk, 3, "paper", "response", "--paper", ref, "-o", "no.md")[1] == what[1]
    assert not (desk.folder / "no.md").exists()
    story = desk.records("paper", "begin", "timeline", "AFI-1", "AFI-2", "--dated", "2018-04-01")["references"][0]
    assert "AFI-2/caption" in shown(desk, "paper", "timeline", "--paper", story)


def test_a_marking_below_that_of_what_it_draws_on_is_said(desk: Terminal) -> None:
    """It is the force's to decide, and not to overlook."""
    about = ("--marking", "secret", "--inspection", "INS-2", "--on", "2018-03-30")
    desk.records("document", "add", "letter", "A letter", *about)
    desk.records("paper", "begin", "board", *APRIL[2:], "--marking", "official")
    said = desk.run(*APRIL, "-o", "one.md")
    assert said.code == 0 and "afi: It is marked OFFICIAL, and draws on what is marked higher: DOC-" in said.err
    assert "marked higher" not in desk.run(*BOARD, "-o", "two.md").err


def test_a_paper_stays_whole_when_its_inspection_is_voided(desk: Terminal) -> None:
    """What it said is what the ledger gave; that there is no such paper any more is told beside it."""
    desk.records(*OPEN, "--on", "2017-03-01")
    about = ("--forum", "BCB", "--dated", "2026-01-05", "-i", "INS-3")
    desk.does("paper", "board", *about, "-o", "paper.html")
    ref = desk.does("paper", "issue", "paper.html", "--json").json["references"][-1]
    desk.records("void", "INS-3", "--in-error", "--reason", "Opened twice")
    said = desk.does("paper", "verify", "paper.html", "--json").json
    assert (said["paper"], said["whole"], said["differences"]) == (ref, True, [])
    [row] = said["since"]
    assert row["place"] == "the whole paper" and "INS-3 does not count" in row["given"]
    result = desk.run("paper", "explain", ref, "--json")
    assert result.code == 0 and "Nothing is counted now: INS-3 does not count" in result.err
    assert all(figure["now"] == "none" for figure in result.json["rows"])


def test_a_paper_that_does_not_count_is_named_as_such(composed: Terminal) -> None:
    """Its file is the one that was issued all the same."""
    ref = issue(composed, "issue", "paper.html")
    composed.records("void", ref, "--in-error", "--reason", "Sent to the wrong board")
    said = composed.does("paper", "verify", "paper.html", "--json").json
    assert (said["paper"], said["void"], said["untouched"], said["whole"]) == (ref, True, True, True)
    shown = composed.does("paper", "verify", "paper.html").out
    assert f"{ref}, which does not count" in shown and "byte for byte as issued" in shown
    assert f"{ref} " in (told := composed.does("paper", "check", "paper.html").out) and "which does not count" in told


def test_what_was_erased_of_a_paper_that_was_not_issued_is_doubtful(desk: Terminal) -> None:
    """Nobody can say whether the file was edited; of one that was issued it is told."""
    [noted] = desk.records("note", "AFI-1", "Seen by Zephyrine.", "--on", "2018-03-31")["entries"]
    desk.does(*APRIL, "-o", "one.md")
    desk.does("erase", noted["entry"], "--authority", "The data protection officer", "--yes")
    result = desk.run("paper", "verify", "one.md", "--json")
    assert result.code == 5 and {row["kind"] for row in result.json["differences"]} == {"doubtful"}
    assert result.json["drawings_not_compared"].startswith("texts were erased")
    assert "nobody can tell" in " ".join(desk.run("paper", "verify", "one.md").out.split())


def test_a_paper_is_not_issued_before_it_could_be_composed(composed: Terminal) -> None:
    """It draws on an entry that was not recorded then."""
    what, _ = refusal(composed, 3, "paper", "issue", "paper.html", "--on", "2018-03-29")
    assert what.startswith("It was composed on ") and what.endswith(" or later, and so not issued before.")
    issue(composed, "issue", "paper.html", "--on", "today")


def test_a_paper_takes_the_place_of_its_like(composed: Terminal) -> None:
    """Not that of another kind, or about something else."""
    composed.does("paper", "timeline", "-o", "story.html")
    ref, story = issue(composed, "issue", "paper.html"), ("reissue", "story.html", "--reason", "Clearer")
    what, _ = refusal(composed, 3, "paper", story[0], ref, *story[1:])
    assert what == f"{ref} is a board paper about INS-2, and this is another paper."
    issue(composed, "issue", "story.html")


@pytest.mark.parametrize("name", ["board.html", "board.md", "board.pdf", "board.docx"])
def test_an_issued_paper_stays_whole_in_a_later_version_of_the_program(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What it words otherwise, adds or leaves out is told apart; the file is the one that was issued."""
    from projections.papers.parts import head

    desk.does(*APRIL, "-o", name)
    ref, before = issue(desk, "issue", name), head.purpose

    def other(telling: Any) -> Any:
        found = before(telling)
        cell = found.title._replace(text="What it is for")
        added = Paragraph(Cell("purpose/added", "Something else.", (1,)))
        return found._replace(title=cell, blocks=(added, *found.blocks[1:]))

    monkeypatch.setattr("projections.papers.board.head.purpose", other)
    said = desk.does("paper", "verify", name, "--json").json
    assert (said["paper"], said["untouched"], said["whole"], said["differences"]) == (ref, True, True, [])
    assert {row["kind"] for row in said["since"]} == {"reworded"}


def test_a_part_that_is_not_printed_is_not_written(desk: Terminal) -> None:
    """Of every kind, what may be written stands in the paper, and what would not is refused."""
    desk.records(*OPEN, "--on", "2017-03-01")
    about = {
        PaperKind.BOARD: ("--forum", "BCB"), PaperKind.PROGRESS: (), PaperKind.RESPONSE: ("-i", "INS-2"),
        PaperKind.TIMELINE: ("AFI-1",),
    }  # fmt: skip
    for kind, more in about.items():
        ref = desk.records("paper", "begin", kind, *more, "--dated", "2018-04-02")["references"][0]
        for section in PaperSection:
            if section in PRINTED[kind]:
                desk.records("paper", "write", ref, section, f"This is {section}.")
            else:
                said = refusal(desk, 3, "paper", "write", ref, section, "For nobody.")
                assert " does not print " in said[0] and said[1].startswith("Write one of: ")
        since = ("--since", "E-1") if kind == "progress" else ()
        texts = shown(desk, "paper", kind, *since, "--paper", ref).values()
        assert {f"This is {section}." for section in PRINTED[kind]} <= set(texts)


def test_a_file_that_cannot_be_read_back_takes_no_paper_s_place(
    composed: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it is said what it is, and that it was made elsewhere."""
    ref, path = issue(composed, "issue", "paper.html"), composed.folder / "paper.html"
    (composed.folder / "bare.txt").write_text("All is closed.")
    what, remedy = refusal(composed, 3, "paper", "reissue", ref, "bare.txt", "--reason", "Edited")
    assert what.startswith(f"{ref} was composed here, and this file was not") and f"--replaces {ref}" in remedy
    path.write_text(path.read_text().replace('{"afi":1', '{"afi":2', 1))
    composed.refuses(2, "paper", "reissue", ref, "paper.html", "--reason", "Edited")
    issue(composed, "issue", "bare.txt", "--title", "From elsewhere", "--replaces", ref)
    monkeypatch.setenv("COLUMNS", "140")
    assert "made elsewhere" in composed.does("paper", "list").out


def test_a_page_that_was_saved_again_is_not_issued(composed: Terminal) -> None:
    """It reads the same, and may look otherwise."""
    path = composed.folder / "paper.html"
    path.write_text(path.read_text() + "\n")
    assert composed.does("paper", "verify", "paper.html", "--json").json["whole"]
    what, _ = refusal(composed, 3, "paper", "issue", "paper.html")
    assert what == "The file was saved again since it was composed."
