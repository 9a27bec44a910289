"""The timeline: what changed, from what to what, who said and who recorded it, and both dates."""

import pytest

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
    at = next(place for place, line in enumerate(shown) if line.startswith("E-127 "))
    assert "  Head of Corporate Development  " in shown[at] and shown[at].endswith(" by Sam Okafor")
    desk.patch.setenv("COLUMNS", "100")
    assert "said by Head of Corporate Development, recorded by Sam Okafor" in desk.does("timeline", "AFI-1").out


def test_the_recorder_is_named_only_beside_another_speaker(desk: Terminal) -> None:
    """Who said what they recorded is named once."""
    desk.records("note", "AFI-1", "x", "--on", "2018-06-12")
    for width in ("80", "200"):
        desk.patch.setenv("COLUMNS", width)
        assert desk.does("timeline", "AFI-1").out.splitlines()[-1].count("Sam Okafor") == 1


def test_the_entry_is_shown_on_the_narrowest_terminal(desk: Terminal) -> None:
    """It is what `afi correct` takes; the time of recording is not shown where there is no room for it."""
    desk.records("note", "AFI-1", "x", "--by", "POST-4", "--on", "2018-06-12")
    for words in (("timeline", "AFI-1"), ("log", "-n", "1"), ("show", "AFI-1")):
        desk.patch.setenv("COLUMNS", "80")
        lines = desk.does(*words).out.splitlines()
        at = next(place for place, line in enumerate(lines) if line.startswith("E-127 "))
        assert len(lines[at:]) <= 3 and max(map(len, lines)) <= 80
        desk.patch.setenv("COLUMNS", "200")
        [line] = [line for line in desk.does(*words).out.splitlines() if line.startswith("E-127 ")]
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


def test_of_an_inspection_and_all_that_hangs_on_it(desk: Terminal) -> None:
    """Its own entries, its grades, findings, improvements and documents, and no others."""
    kinds = {row["ref"].partition("-")[0] for row in desk.does("timeline", "-i", "INS-2", "--json").rows}
    assert kinds == {"INS", "GRD", "FND", "AFI", "DOC"}


@pytest.mark.parametrize(("ref", "code"), [("AFI-99", 3), ("AFI-5..9", 3), ("9..1", 2), ("nobody", 3), ("liaison", 2)])
def test_refused(desk: Terminal, ref: str, code: int) -> None:
    """A record that is not there is a mistake, not an empty timeline."""
    desk.refuses(code, "timeline", ref)
