"""Handover: what hangs on one person, the command that settles each, and where the ledger lies."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.commands.fenshire import moved_to_fenshire, rows
from tests.commands.listed import refusal
from tests.commands.terminal import Terminal


@pytest.fixture
def year(example: Path, bare: Terminal) -> Terminal:
    """Sam Okafor's terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def handover(terminal: Terminal, *words: str) -> dict[str, Any]:
    """What is handed over, as JSON."""
    found: dict[str, Any] = terminal.does("handover", *words, "--json").json["handover"]
    return found


def test_it_is_of_whoever_is_here(year: Terminal) -> None:
    """Whose key is on this computer."""
    found = handover(year)
    assert (found["person"], found["person_name"]) == ("PER-14", "Sam Okafor")
    [key] = found["keys"]
    assert (
        key["here"] and key["status"] == "active" and key["rights"] == ["enrol", "erase", "keep", "publish", "record"]
    )
    assert key["settle"] == f"afi keys retire {key['fingerprint'][:16]}"
    assert year.does("handover").out.startswith("Handover from Sam Okafor (PER-14), ")


def test_where_nobody_is_known_it_asks(bare: Terminal, year: Terminal) -> None:
    """No key here, or those of several people."""
    for name in ("PER-8", "PER-9"):
        vkey = year.does("keys", "new").out.strip()
        year.records("keys", "enrol", vkey, "--person", name, "--as", "PER-14")
    said = "Whom you mean is not clear: keys of PER-14, PER-8 and PER-9 are on this computer."
    assert year.refuses(2, "handover") == refusal(said, "Name the person: afi handover PER-1.")
    year.patch.setenv("AFI_HOME", str(year.folder / "elsewhere"))
    said = "Whom you mean is not clear: no key that is enrolled here is on this computer."
    assert year.refuses(2, "handover") == refusal(said, "Name the person: afi handover PER-1.")
    assert handover(year, "Dara Quillan")["person"] == "PER-8"
    assert "not a person" in year.refuses(3, "handover", "POST-9")


def test_what_hangs_on_posts(year: Terminal) -> None:
    """What each owns, leads and chairs, and the actions that are open; each with its command."""
    found = handover(year, "PER-8")
    [post] = found["posts"]
    assert (post["post"], post["from"], post["chairs"], post["chairs_names"]) == (
        "POST-9", "2019", ["FOR-1"], ["Organisational Improvement Group"],
    )  # fmt: skip
    assert post["settle"] == "afi people hold POST-9 PERSON --on DATE"
    register = rows(year, "register")
    owned = [
        ref for ref, row in register.items() if row["owner"] == "POST-9" and row["status"] in ("owned", "in_progress")
    ]
    assert [(row["ref"], row["part"]) for row in found["improvements"]] == [(ref, "owns") for ref in owned] != []
    assert {row["colour"] for row in found["improvements"]} == {register[ref]["colour"] for ref in owned}
    assert [(row["ref"], row["settle"]) for row in found["actions"]] == [
        ("ACT-7", "afi action done ACT-7 OUTCOME --on DATE")
    ]  # fmt: skip


def test_a_post_changes_hands_in_one_entry(year: Terminal) -> None:
    """With all that goes with it: of the old holder nothing is left."""
    before = handover(year, "PER-8")
    year.records("people", "hold", "POST-9", "PER-9", "--on", "2025-11-03", entries=1)
    left, taken = handover(year, "PER-8"), handover(year, "PER-9")
    assert left["posts"] == left["improvements"] == left["actions"] == []
    assert "POST-9" in [row["post"] for row in taken["posts"]]
    for what in ("improvements", "actions"):
        assert {row["ref"] for row in before[what]} <= {row["ref"] for row in taken[what]}
    assert handover(year, "PER-8", "--at", "2025-11-02")["posts"][0]["post"] == "POST-9"


def test_an_action_of_their_own_has_to_be_given(year: Terminal) -> None:
    """For it goes with no post."""
    year.records("action", "add", "Count them.", "--owner", "PER-8", "--on", "2025-11-03")
    [action] = [row for row in handover(year, "PER-8")["actions"] if row["owner"] == "PER-8"]
    assert action["settle"] == f"afi action assign {action['ref']} --owner WHO"


def test_what_they_typed_and_nobody_checked(year: Terminal) -> None:
    """A report of completion, whoever said it, and a flag; until another settles each."""
    assert handover(year)["claims"] == handover(year)["flags"] == []
    year.records("claim", "AFI-9", "Ten files sampled", "--on", "2025-11-03", "--by", "POST-9")
    year.records("flag", "AFI-3", "Which March?", "--on", "2025-11-03")
    found = handover(year)
    [claim], [flag] = found["claims"], found["flags"]
    assert (claim["ref"], claim["said_by"], claim["settle"]) == (
        "AFI-9", "POST-9", "afi assure AFI-9 --by WHO --on DATE",
    )  # fmt: skip
    assert (flag["ref"], flag["text"], flag["settle"]) == (
        "AFI-3", "Which March?", f"afi flag AFI-3 TEXT --settle {flag['flag']}",
    )  # fmt: skip
    assert handover(year, "PER-8")["claims"] == []
    year.records("assure", "AFI-9", "--by", "POST-10", "--on", "2025-11-04")
    year.records("flag", "AFI-3", "March 2025.", "--settle", str(flag["flag"]), "--on", "2025-11-04")
    assert handover(year)["claims"] == handover(year)["flags"] == []


def test_a_check_of_what_is_theirs(year: Terminal) -> None:
    """Of their posts and work, and of nothing else."""
    asked = year.does("check", "--json").rows
    theirs = handover(year, "PER-13")
    mine = {"PER-13", *(row["post"] for row in theirs["posts"]), *(row["ref"] for row in theirs["improvements"])}
    mine |= {row["ref"] for row in theirs["actions"]}
    assert [(row["ref"], row["check"]) for row in theirs["checks"]] == [
        (row["ref"], row["check"]) for row in asked if row["ref"] in mine
    ]


def test_whether_another_keeps_the_ledger(fresh: Terminal) -> None:
    """The only keeper is told how to enrol another first."""
    out = fresh.does("handover").out
    assert "Nobody else can enrol keys and keep this ledger." in out
    assert "afi keys enrol VKEY --person PERSON --right record --right publish --right enrol" in out
    fresh.records("people", "add", "Bob Second")
    vkey = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", vkey, "--person", "PER-2", "--right", "keep", "--right", "enrol", "--as", "PER-1")
    assert [row["person"] for row in handover(fresh, "PER-1")["keepers"]] == ["PER-2"]
    assert "Others who can enrol keys and keep this ledger: Bob Second (PER-2)." in fresh.does("handover", "PER-1").out


def test_where_the_ledger_lies(fresh: Terminal) -> None:
    """File, read models, keys and memory; of backups, the newest beside it, or that nothing is known."""
    place = handover(fresh)["ledger"]
    assert (place["file"], place["entries"], place["remembered"]) == (str(fresh.path), 6, 6)
    assert place["bytes"] == fresh.path.stat().st_size and place["views"] == f"{fresh.path}-views"
    assert (Path(place["keys"]) / f"{handover(fresh)['keys'][0]['fingerprint']}.pem").is_file()
    assert Path(place["memory"]).is_file() and place["backup"] is None
    assert "none lies beside it; of others nothing is known here: afi backup FOLDER" in fresh.does("handover").out
    made = fresh.does("backup", "--json").json
    backup = handover(fresh)["ledger"]["backup"]
    assert (backup["file"], backup["bytes"]) == (made["file"], made["bytes"])
    assert made["file"] in fresh.does("handover").out


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("person", ["PER-3", "PER-8", "PER-12", "PER-13"])
def test_it_fits_a_terminal(year: Terminal, width: int, person: str) -> None:
    """One page, whatever the width."""
    year.patch.setenv("COLUMNS", str(width))
    lines = year.does("handover", person).out.splitlines()
    assert len(lines) < 120 and max(len(line) for line in lines if "/" not in line) <= width


def test_an_erased_name_stays_erased(year: Terminal) -> None:
    """The note is made all the same."""
    with sqlite3.connect(year.path) as vault:
        vault.execute("DELETE FROM vault WHERE content = ?", (b"Dara Quillan",))
    vault.close()
    year.does("rebuild")
    assert year.does("handover", "PER-8").out.startswith("Handover from PER-8 [erased] (PER-8), ")
    assert "Dara" not in year.does("handover", "PER-8").out + year.does("handover", "PER-8", "--json").out
