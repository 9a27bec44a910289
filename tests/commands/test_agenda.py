"""The draft of an agenda: when, what the last meeting left, what waits, what is late, new and changed."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands.boards import board as board
from tests.commands.boards import gold_group as gold_group
from tests.commands.boards import withheld_report
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal
from tests.commands.test_start_up import HEAVY, imported

Row = dict[str, Any]


@pytest.fixture
def year(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def drafted(desk: Terminal, *words: str) -> Row:
    """What `afi meeting agenda --json` says."""
    found: Row = desk.does("meeting", "agenda", *words, "--json").json["agenda"]
    return found


def refs(found: Row, item: str) -> list[str]:
    """The records of an item."""
    return [row["ref"] for row in found["items"][item]]


def test_what_a_secretary_is_given(year: Terminal) -> None:
    """A made-up force's group on a day in autumn, as its ledger was then, in the order in which it comes."""
    year.patch.setenv("COLUMNS", "80")
    shown = year.does("meeting", "agenda", "OIG", "--as-of", "2025-10-31").out
    assert shown.startswith("Organisational Improvement Group: draft agenda, as recorded by 31 October 2025")
    told = [
        "(FICTITIOUS)",
        "Next meeting  4 November 2025, 6 weeks after MTG-22\n",
        "Chair         Head of Corporate Development (Dara Quillan)\n",
        "Last meeting  23 September 2025 (MTG-22)\n",
        "AFI-9, AFI-10: what it",
        "1. The last meeting, and the actions set at it\n",
        "Considered AFI-3 and ACT-3: “Thirty-one of forty are trained.”\n",
        "ACT-7  Choose ten files for the new evaluation.\n",
        "2. Reported complete, to be checked by another voice\n  AFI-10  ",
        "3. With the inspectorate, to be closed\n  AFI-5  ",
        "4. Overdue\n  ACT-3  Train forty sergeants to review files.\n",
        "Due 30 September 2025, overdue by 31 days. Head of Investigations\n",
        "5. No update for too long\n",
        "6. Changed since the last meeting\n  AFI-3  ",
        "10 October 2025: Progress note: “All but two sergeants are trained.”\n",
        "7. Open actions\n  ACT-3  ",
        "8. What meetings decided about what is open\n  MTG-12  Decided, about AFI-9: ",
        "Nothing on: date changes that nobody is recorded to have approved; ",
    ]
    places = [shown.find(each) for each in told]
    assert -1 not in places and places == sorted(places), dict(zip(told, places, strict=True))
    assert max(map(len, shown.splitlines())) <= 80 and len(shown.splitlines()) < 100


def test_as_it_was_before(year: Terminal) -> None:
    """What came later is not there, and the day that is looked back at is today: nothing is overdue yet."""
    found = drafted(year, "OIG", "--as-of", "2025-09-01")
    assert found["last"]["ref"] == "MTG-18" and found["next"]["words"] == (
        "12 August 2025, 6 weeks after MTG-18; that has passed, and no meeting is recorded since"
    )
    assert (found["next"]["ahead"], refs(found, "overdue")) == (None, [])
    assert refs(found, "due") == ["ACT-5", "ACT-3"] and refs(found, "new") == ["AFI-10"]
    told = [(row["ref"], row["entry"]) for row in found["items"]["changed"]]
    assert ("AFI-3", "E-361") in told and ("AFI-10", "E-335") not in told
    assert all(int(entry[2:]) <= 362 for _, entry in told)
    planned = drafted(year, "OIG", "--as-of", "2025-07-10")["next"]
    assert (planned["day"], planned["known"], planned["expectation"]) == ("2025-08-12", "planned", "EXP-6")


def test_every_key(board: Terminal) -> None:
    """Of the agenda, and of the items in it."""
    found = drafted(board, "gold")
    assert list(found) == ["forum", "next", "last", "looks_after", "items"]
    assert list(found["next"]) == ["day", "when", "words", "known", "expectation", "ahead"]
    assert list(found["last"]) == ["ref", "held_on", "attended", "attended_names"]
    assert found["looks_after"] == {"words": "what it took up at its meetings", "refs": ["AFI-1", "AFI-2"]}
    assert list(found["items"]) == [
        *("considered", "decided", "set", "approval", "assurance", "submission", "closure"),
        *("overdue", "due", "stale", "new", "changed", "open", "decisions"),
    ]


def test_each_waits_where_it_stands(board: Terminal) -> None:
    """Reported, checked, with the inspectorate; closed, and it waits for nothing."""
    ways = [
        ("claim", "AFI-1", "Nine of ten", "--by", "POST-2", "--on", "2018-05-01"),
        ("assure", "AFI-1", "Sampled", "--by", "POST-4", "--on", "2018-05-02"),
        ("submit", "AFI-1", "--on", "2018-05-03"),
        ("close", "AFI-1", "--authority", "inspectorate", "--how", "letter", "--on", "2018-05-04"),
    ]
    waits = []
    for way in ways:
        board.records(*way)
        found = drafted(board, "gold")
        waits.append([item for item in ("assurance", "submission", "closure") if refs(found, item) == ["AFI-1"]])
    assert waits == [["assurance"], ["submission"], ["closure"], []]


def test_a_moved_date_without_an_approver(board: Terminal) -> None:
    """Is put to the forum; a first date is not, nor what somebody approved or the inspectorate set."""
    board.records("due", "AFI-1", "2027-09-30", "--on", "2018-04-12")
    assert refs(drafted(board, "gold"), "approval") == []
    board.records("due", "AFI-1", "2027-12-31", "--on", "2018-05-12", "--reason", "Rooms")
    assert refs(drafted(board, "gold"), "approval") == ["AFI-1"]
    said = board.does("meeting", "agenda", "gold").out
    assert "Due date moved from 30 September 2027 to 31 December 2027 in 1 change, of which the last has no" in said
    board.records("due", "AFI-1", "2028-03-31", "--on", "2018-06-12", "--reason", "Rooms", "--approver", "FOR-1")
    assert refs(drafted(board, "gold"), "approval") == []
    board.records("due", "AFI-1", "2028-06-30", "--set-by", "inspectorate", "--on", "2018-07-12", "--reason", "So")
    assert refs(drafted(board, "gold"), "approval") == []


def test_actions_decisions_and_what_is_new(board: Terminal) -> None:
    """An action of the meeting, one under an improvement, what it decided, and what was raised since, by whomever."""
    board.records("meeting", "decide", "MTG-1", "Bring a plan", "--about", "AFI-2")
    board.records("action", "add", "Count the cells", "--meeting", "MTG-1", "--owner", "POST-2", "--on", "2018-04-10")
    board.records("action", "add", "Buy mops", "--under", "AFI-2", "--on", "2018-04-12")
    board.records("action", "done", "ACT-1", "Forty", "--on", "2018-05-01")
    found = drafted(board, "gold")
    assert (refs(found, "set"), refs(found, "open"), refs(found, "decided")) == (["ACT-1"], ["ACT-2"], ["MTG-1"])
    assert [row["meeting_name"] for row in found["items"]["decisions"]] == ["Gold Group, 10 April 2018"]
    out = board.does("meeting", "agenda", "gold").out
    assert "ACT-1  Count the cells\n         Done 1 May 2018: “Forty”. Head of Custody (Bo Hall)." in out
    assert "ACT-2  Buy mops\n         Due date: none recorded. Under AFI-2. Nobody owns it." in out


def test_what_a_later_ledger_knows_of_an_earlier_meeting(board: Terminal) -> None:
    """The ledger began after the meeting, so what happened since then is what changed; not what had before."""
    board.records("note", "AFI-1", "At nine of ten", "--on", "2018-05-03")
    board.records("note", "AFI-2", "Mops came", "--on", "2018-04-02")
    assert [row["sentence"] for row in drafted(board, "gold")["items"]["changed"]] == [
        "Progress note: “At nine of ten”"
    ]


def test_what_was_raised_since(board: Terminal) -> None:
    """Stands apart from what changed, though nobody took it up; of another force's it is not told."""
    board.records("meeting", "hold", "FOR-1", "--on", "2018-03-01")
    board.records("void", "MTG-1", "--in-error", "--reason", "Typed twice")
    assert refs(drafted(board, "gold"), "new") == ["AFI-1", "AFI-2", "AFI-3"]
    assert drafted(board, "gold")["looks_after"]["words"].startswith("all ")


def test_what_is_under_embargo_is_left_out(board: Terminal) -> None:
    """An area, one with a note on it, and what a meeting said and decided of either; how many is said."""
    before = drafted(board, "gold")
    held = withheld_report(board, "AFI-2")
    board.records("meeting", "decide", "MTG-1", "Keep it quiet", "--about", held)
    board.records("action", "add", "Hide it", "--under", held, "--meeting", "MTG-1", "--on", "2018-04-12")
    said = board.does("meeting", "agenda", "gold")
    assert not [text for text in (held, "Secret", "Not to be known", "quiet", "Hide") if text in said.out]
    assert said.out.endswith("Left out because of an embargo: 3 records and 1 entry.\n")
    found = board.does("meeting", "agenda", "gold", "--json")
    assert found.json["withheld"] == 4 and not {held, "Keep it quiet"} & set(found.out.split('"'))
    assert found.json["agenda"]["looks_after"]["refs"] == ["AFI-1"] and before["last"] == found.json["agenda"]["last"]
    board.records("embargo", "DOC-1", "--lifted", "--on", "2018-05-01")
    assert held in board.does("meeting", "agenda", "gold", "--format", "md").out


def test_a_plan_under_embargo_is_none(board: Terminal) -> None:
    """The cadence says when, then."""
    withheld_report(board)
    planned = ("expect", "add", "It meets", "--about", "FOR-1", "--within", "2099-05-01", "--on", "2018-04-20")
    board.records(*planned, "--source", "DOC-1:2")
    assert drafted(board, "gold")["next"]["known"] == "cadence"
    board.records(*planned)
    assert drafted(board, "gold")["next"]["words"] == "1 May 2099, as planned (EXP-2)"


def test_a_forum_of_which_nothing_is_known(fresh: Terminal) -> None:
    """It says what is not known, and what would be said."""
    fresh.records("forum", "add", "Gold Group")
    shown = fresh.does("meeting", "agenda", "gold").out
    assert "Next meeting  not known: no cadence is recorded, and none is planned\n" in shown
    assert "Last meeting  none is recorded\n" in shown and "Looks after   nothing yet\n" in shown
    assert "1. " not in shown and "Nothing on: date changes" in shown
    fresh.records("forum", "end", "FOR-1", "--on", "2018-01-01")
    assert "Next meeting  not known: it has ended\n" in fresh.does("meeting", "agenda", "gold").out


def test_the_day_that_is_given(board: Terminal) -> None:
    """Goes before the cadence; what is due by it is shown."""
    board.records("due", "AFI-1", "2099-05-30", "--on", "2018-04-12")
    found = drafted(board, "gold", "--on", "1 June 2099")
    assert (found["next"]["day"], found["next"]["known"]) == ("2099-06-01", "given")
    assert refs(found, "due") == ["AFI-1"] and refs(drafted(board, "gold"), "due") == []
    assert ". Due by the meeting of 1 June 2099\n" in board.does("meeting", "agenda", "gold", "--on", "2099-06-01").out


def test_markdown(board: Terminal) -> None:
    """To be pasted: what somebody wrote stays letters; the same is written to a file, over no other."""
    board.records("action", "add", "Use *new* _mops_ <now> & [here](x)", "--under", "AFI-1", "--on", "2018-04-12")
    shown = board.does("meeting", "agenda", "gold", "--format", "md").out
    assert shown.startswith("# Gold Group: draft agenda (FICTITIOUS)\n\n- **Next meeting:** 22 May 2018, 6 weeks")
    assert "\n## 1. " in shown
    assert "- **ACT-1** Use \\*new\\* \\_mops\\_ \\<now\\> \\& \\[here\\](x)\n  - Due date: none recorded." in shown
    assert board.does("meeting", "agenda", "gold", "-o", "agenda.md").out == "Wrote agenda.md\n"
    assert Path("agenda.md").read_text(encoding="utf-8") == shown
    assert "something at agenda.md already" in board.refuses(3, "meeting", "agenda", "gold", "-o", "agenda.md")
    assert Path("agenda.md").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere",), 3, 'There is no "nowhere"'),
        (("AFI-1",), 3, "AFI-1 is an improvement, not a forum"),
        (("gold", "--on", "2018-05-01"), 3, "1 May 2018 has passed"),
        (("gold", "--on", "soon"), 2, '"soon" is not a date'),
        (("gold", "--json", "--format", "md"), 2, "both JSON and Markdown"),
        (("gold", "--json", "-o", "a.md"), 2, "both JSON and Markdown"),
        (("gold", "-o", "a.docx"), 2, "is not the name of a file of Markdown"),
        (("gold", "-o", "nowhere/a.md"), 6, "cannot be written"),
        (("gold", "--format", "html"), 2, "'html' is not one of"),
        (("gold", "--as-of", "2018-01-01"), 3, "This ledger began on"),
        ((), 2, "Missing argument 'FORUM'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(board: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """And no file is made."""
    before = sorted(board.folder.iterdir())
    assert said in board.refuses(code, "meeting", "agenda", *words)
    assert sorted(board.folder.iterdir()) == before


def test_drafting_imports_nothing_heavy(board: Terminal) -> None:
    """An agenda and a message are looks like any other."""
    board.does("forum", "list")
    assert imported("meeting", "agenda", "FOR-1") & set(HEAVY) == set()
    assert imported("chase", "FOR-1", "--before", "2099-06-01") & set(HEAVY) == set()
