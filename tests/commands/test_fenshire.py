"""Fenshire, the made-up year: that it says it is made up, who recorded it, and that a publication day is short."""

import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from commands import app
from commands.demo import fenshire
from ledger.events import NOUNS
from ledger.events.base import REGISTRY
from tests.commands.fenshire import entries, moved_to_fenshire, rows, typed
from tests.commands.terminal import ROOT, Terminal

#: Recorded only where a computer's clock was wrong, which a clock that is set by hand never is; and what the force has
#: not needed yet: a rule of its own for colours, an answer to a check, an undoing, an erasure, anybody outside, a loss.
NEVER = {
    *("ledger.clock_accepted", "setting.colours_set", "record.accepted", "record.undone", "text.erased", "pack.made"),
    *("countersignature.asked", "countersignature.added", "policy.stated", "predecessor.carried"),
    *("paper.begun", "paper.written"),
}
LOOKS = (
    "register|show AFI-3|timeline|grades|findings|search plan|log|action list|document list|expect list|forum list"
    "|changes --since E-390|chase OIG --before 2099-01-01|check list|deadlines|handover|meeting agenda OIG"
    "|countersign list|erase list|pack list"
    "|settings colours|slippage|today|why AFI-3|inspection list|keys list|meeting list|paper list|people list"
    "|question list|settings list|rebuild|stats|verify"
).split("|")
#: What writes a file, or asks for one, or for what the force does not have.
FILES = {
    *("backup", "document save", "erase find", "export", "policy show", "prove", "succeed"),
    *(f"paper {each}" for each in "board progress response timeline text explain verify check".split()),
}
OPENED = "2024-09-02"


@pytest.fixture
def desk(example: Path, bare: Terminal) -> Terminal:
    """Sam Okafor's terminal in the folder of Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


# What it is.


def test_it_is_whole_and_level(desk: Terminal) -> None:
    """The audit and the comparison of the read models find nothing."""
    assert "Whole: 402 entries in 116 batches" in desk.does("verify").out
    desk.does("register")
    desk.does("rebuild", "--check")


def looks(command: Any = None, *words: str) -> Iterator[str]:
    """Every command that answers in JSON and records nothing."""
    found = command or app.root()
    for name in getattr(found, "commands", ()):
        yield from looks(found.commands[name], *words, name)
    options = {option for each in getattr(found, "params", ()) for option in each.opts}
    if "--json" in options and "--dry-run" not in options:
        yield " ".join(words)


def test_every_look_is_tried() -> None:
    """None is missing from the list above."""
    words = ([word for word in look.split() if word.isalpha() and word.islower()] for look in LOOKS)
    assert {" ".join(each).removesuffix(" plan") for each in words} == set(looks()) - FILES


@pytest.mark.parametrize("look", LOOKS)
def test_it_says_everywhere_that_it_is_fictitious(desk: Terminal, look: str) -> None:
    """On the screen and in JSON."""
    assert "(FICTITIOUS)" in desk.does(*look.split()).out
    assert desk.does(*look.split(), "--json").json["fictitious"] is True


def test_its_genesis_says_so(desk: Terminal) -> None:
    """The first entry of all."""
    first = entries(desk)[0]
    assert (first["type"], first["sentence"].partition(" ")[0]) == ("ledger.opened", "Fictitious")


def test_every_type_of_event_is_used(desk: Terminal) -> None:
    """But those that a clock which is set by hand has no use for, and what the force did without."""
    for noun in NOUNS:
        import_module(f"ledger.events.{noun}")
    assert {name for name, _ in REGISTRY} - {entry["type"] for entry in entries(desk)} == NEVER


def test_it_is_the_same_each_time(desk: Terminal, tmp_path: Path) -> None:
    """Texts, times, positions and command ids; only the keys differ, and the origin with them."""
    (tmp_path / "again").mkdir()
    fenshire.record(tmp_path / "again" / "afi.ledger", "Sam Okafor")
    assert (
        desk.does("timeline", "--json", "--ledger", str(tmp_path / "again")).rows
        == desk.does("timeline", "--json").rows
    )


# Who recorded it, and who says.


def test_two_recorders_and_three_keys(desk: Terminal) -> None:
    """The deputy's first key was stolen, and the liaison officer's retired when they moved on."""
    recorders = Counter(entry["recorded_by_name"] for entry in entries(desk))
    assert set(recorders) == {"Rowan Ellery", "Tamsin Oduya"} and min(recorders.values()) > 100
    assert [(row["person_name"], row["status"]) for row in desk.does("keys", "list", "--json").rows] == [
        ("Rowan Ellery", "retired"),
        ("Tamsin Oduya", "revoked"),
        ("Tamsin Oduya", "active"),
        ("Sam Okafor", "active"),
    ]


def test_no_key_of_the_made_up_is_kept(desk: Terminal) -> None:
    """Only whoever ran it can sign, and goes on recording."""
    assert [row["here"] for row in desk.does("keys", "list", "--json").rows] == [False, False, False, True]
    receipt = desk.records("note", "AFI-3", "All are trained.", "--by", "Head of Investigations")
    assert [(entry["said_by"], entry["recorded_by"]) for entry in receipt["entries"]] == [("POST-6", "PER-14")]


def test_each_kind_of_voice(desk: Terminal) -> None:
    """People, posts and organisations say things; findings are in three voices."""
    assert {entry["said_by"].partition("-")[0] for entry in entries(desk)} == {"PER", "POST", "ORG"}
    assert len({entry["said_by"] for entry in entries(desk)}) >= 12
    voices = {row["voice"] for row in rows(desk, "findings").values()}
    assert voices == {"inspectorate", "inspectorate_reporting_force", "force"}


def test_what_was_recorded_late(desk: Terminal) -> None:
    """A whole inspection of five years before, and minutes that were found in October."""
    late = [entry for entry in entries(desk) if entry["recorded_at"][:10] >= OPENED > entry["happened_on"]]
    assert len([entry for entry in late if entry["happened_on"] < "2022"]) >= 25
    meeting = rows(desk, "meeting", "list")["MTG-24"]
    assert (meeting["held_on"], meeting["recorded_at"][:10]) == ("2025-08-06", "2025-10-02")


def test_time_only_goes_forward_in_office_hours(desk: Terminal) -> None:
    """From September 2024 to October 2025, between seven and six."""
    moments = [entry["recorded_at"] for entry in entries(desk)]
    assert moments == sorted(moments)
    assert (moments[0][:7], moments[-1][:7]) == ("2024-09", "2025-10")
    assert all("07" <= moment[11:13] <= "17" for moment in moments)


def test_posts_change_hands_and_improvements_stay(desk: Terminal) -> None:
    """The owner of AFI-3 is a post; who held it changed in March."""
    held = [entry["sentence"] for entry in typed(desk, "post.held", "POST-6")]
    assert held[-1] == "Leonie Achterberg holds the post of Head of Investigations, after Oswin Fairclough"
    row = rows(desk, "register")["AFI-3"]
    assert (row["owner"], row["owner_holder_name"]) == ("POST-6", "Leonie Achterberg")
    assert len(typed(desk, "improvement.assigned", "AFI-3")) == 1


# The demo, and a publication day.


def test_the_demo_shows_it(bare: Terminal) -> None:
    """Register, the timeline of the date that slipped, and the audit, under a heading that says what it is."""
    said = bare.does("demo", "--name", "Sam Okafor").out.partition("Fenshire Constabulary (FICTITIOUS)")[2]
    for shown in ("$ afi register", "$ afi timeline AFI-3", "$ afi verify"):
        assert f"\n{shown}\n" in said
    assert said.count("Due date moved from") == 3 and said.count("Whole: ") == 1
    assert re.search(r"\n  cd .*fenshire\n  afi timeline AFI-4\n", said)
    assert max(map(len, said.partition("The ledger is at")[0].splitlines())) <= 100


def test_neither_is_touched_where_one_is(bare: Terminal) -> None:
    """The refusal says where it is."""
    bare.does("demo", "--name", "Sam Okafor")
    shutil.rmtree("cambridgeshire")
    assert str(Path("fenshire") / "afi.ledger") in bare.refuses(3, "demo")
    assert not Path("cambridgeshire").exists()


def publication_day() -> list[list[str]]:
    """The commands of the README's publication day."""
    section = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## A publication day\n")[2].partition("\n## ")[0]
    )
    commands = [shlex.split(line) for line in re.findall(r"^\$ (.+)$", section, re.MULTILINE)]
    return [words for program, *words in commands if program == "afi"]


def test_a_publication_day(desk: Terminal) -> None:
    """In thirteen commands or fewer: six grades, seven areas for improvement with owner, lead and date, and a nil."""
    commands = publication_day()
    assert 0 < len(commands) <= 13
    for words in commands:
        desk.does(*words)
    assert rows(desk, "inspection", "list")["INS-6"]["published_on"] == "2025-11-06"
    assert len([row for row in desk.does("grades", "-i", "INS-6", "--json").rows if row["outcome"]]) == 6
    raised = desk.does("register", "-i", "INS-6", "--json")
    assert len(raised.rows) == 7
    assert all(row["owner"] and row["lead"] and row["due"] and row["question"] for row in raised.rows)
    assert [(nil["inspection"], nil["kind"]) for nil in raised.json["nils"]] == [("INS-6", "cause_of_concern")]
    assert desk.does("verify", "--json").json["fictitious"] is True
