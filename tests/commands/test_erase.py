"""Erasing, as somebody types it: what is found, what is refused, and that no file holds what is said to be gone."""

import getpass
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from commands import gone
from ledger import keyring
from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.pack import PackMade
from ledger.recording import Ledger
from ledger.stores import vault
from ledger.stores.file import connect
from projections.queries.words import day as words
from tests.commands.terminal import ROOT, Terminal
from tests.making import say

#: What is to go; no other text holds any of these words.
NAME = "Zéphyrine Quillfeather"
SAID = f"PC {NAME} had told nobody of the backlog"
BY = "The Information Commissioner, case 41"
ERASED = f"[erased by Sam Okafor on {{day}}, under “{BY}”]"

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL.")


@pytest.fixture
def noted(desk: Terminal) -> str:
    """The entry of a note on AFI-7 that names somebody."""
    return entry_of(desk.records("note", "AFI-7", SAID, "--on", "2018-06-12"))


def entry_of(receipt: dict[str, list[dict[str, str]]]) -> str:
    """The one entry that was recorded."""
    [entry] = receipt["entries"]
    return entry["entry"]


def find(desk: Terminal, text: str = NAME, *more: str) -> list[dict[str, str]]:
    """Where a text is."""
    return desk.does("erase", "find", "--json", *more, stdin=text.encode()).rows


def erase(desk: Terminal, *words: str) -> dict[str, object]:
    """Erases without a question; returns what was printed."""
    found: dict[str, object] = desk.does("erase", *words, "--authority", BY, "--yes", "--json").json
    return found


def holding(*folders: Path, wanted: Sequence[str] = (NAME, "ephyrine", "illfeather")) -> list[str]:
    """The names of the files in these folders that hold any of this: a text, or the ends of words in an index."""
    files = [each for folder in folders for each in folder.rglob("*") if each.is_file()]
    return [each.name for each in files if any(word.encode() in each.read_bytes() for word in wanted)]


def here(desk: Terminal) -> tuple[Path, Path]:
    """All the folders in which this desk keeps anything."""
    return desk.folder, desk.folder.parent / "home"


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Another program is in the middle of reading a database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield


# Found.


def test_where_a_text_is(desk: Terminal, noted: str) -> None:
    """In the entry, by its part; and in the read models, whatever its capitals, accents and spaces."""
    for typed in (NAME, "zephyrine   QUILLFEATHER\n", "had told nobody\r\n"):
        text, views = find(desk, typed)
        assert [text[key] for key in ("where", "ref", "entry", "field", "holds")] == (
            ["text", "AFI-7", noted, "text", "yes"]
        )
        assert views["where"] == "read models" and views["what"] == f"{desk.path}-views"
    assert find(desk, "Nobody Here") == []


def test_in_what_else_was_said(desk: Terminal) -> None:
    """In the reason, the authority of a correction, the words of a date, and the name of a file."""
    desk.records("note", "AFI-7", "Late", "--on", "2018-06", "--words", f"when {NAME} left", "--reason", f"ask {NAME}")
    (desk.folder / f"{NAME}.txt").write_text(f"Dear {NAME}")
    kept = desk.records(
        "document", "add", "letter", f"To {NAME}", "--on", "2018-06", "--keep", f"{NAME}.txt", entries=2
    )
    rows = find(desk)
    assert {(row["where"], row["field"]) for row in rows if row["entry"]} == {
        ("text", "words"), ("text", "reason"), ("text", "title"), ("text", "name"), ("file", "content"),
    }  # fmt: skip
    assert {row["ref"] for row in rows if row["field"] in ("title", "content")} == set(kept["references"])


def test_what_cannot_be_looked_into_is_said(desk: Terminal) -> None:
    """A file that is no text is named; what was exported is not known, and that is said."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", NAME * 50)
    (desk.folder / "a.docx").write_bytes(packed.getvalue())
    desk.does("document", "add", "letter", "A letter", "--on", "2018-06", "--keep", "a.docx")
    shown = desk.does("erase", "find", stdin=NAME.encode()).out
    assert "Not plain text, so it may not be seen in the files of: DOC-5." in shown
    assert "exported, printed, copied or sent is not known here" in shown


def test_papers_packs_and_what_was_disclosed(desk: Terminal, noted: str) -> None:
    """A paper whose copy holds it does; one issued since of which there is no copy may, as may what was disclosed."""
    (desk.folder / "p.txt").write_text(f"{NAME} is mentioned")
    (desk.folder / "q.txt").write_text("Nobody is mentioned")
    desk.does("paper", "issue", "p.txt", "--title", "Progress", "--on", "2018-07", "--keep")
    desk.does("paper", "issue", "q.txt", "--title", "Less", "--on", "2018-07", "--keep")
    (desk.folder / "r.txt").write_text("Who knows")
    desk.does("paper", "issue", "r.txt", "--title", "More", "--on", "2018-07")
    desk.does("disclose", "AFI-7", "--to", "An auditor")
    desk.does("disclose", "AFI-6", "--to", "An auditor")
    found = {(row["where"], row["ref"]): row["holds"] for row in find(desk) if row["ref"]}
    assert found == {
        ("text", "AFI-7"): "yes", ("paper", "PAP-2"): "yes", ("paper", "PAP-4"): "perhaps",
        ("disclosed", "AFI-7"): "perhaps",
    }  # fmt: skip


def test_a_pack_that_was_made_of_it(desk: Terminal, noted: str) -> None:
    """Of its record, and as of an entry that had it; of another record it may hold it."""
    key, *_ = keyring.keys(desk.does("log", "--json").json["origin"])
    now = int(noted[2:])
    with Ledger(desk.path, key) as ledger:
        for ref, as_of in (("AFI-7", now), ("AFI-6", now), ("AFI-7", now - 1)):
            event = PackMade(recipient=Prose("An inspector"), records=(ref,), as_of=as_of)
            ledger.record(partial(Draft.add, event=event, saying=say("2018")))
    found = {row["ref"]: (row["holds"], row["what"]) for row in find(desk) if row["where"] == "pack"}
    assert found == {"PCK-1": ("yes", "for An inspector"), "PCK-2": ("perhaps", "for An inspector")}


def test_backups_that_hold_it(desk: Terminal, noted: str) -> None:
    """Those made from here are known wherever they are; one that is gone may hold it, an older one does not."""
    stick = desk.folder.parent / "stick"
    stick.mkdir()
    desk.does("backup", "../stick/b")
    desk.does("backup")
    desk.does("backup", "../stick/c")
    (stick / "c").unlink()
    found = {row["what"]: row["holds"] for row in find(desk) if row["where"] == "backup"}
    [beside] = desk.folder.glob("*.backup")
    missing = f"{stick / 'c'} (not there, or not to be read)"
    assert found == {str(beside): "yes", str(stick / "b"): "yes", missing: "perhaps"}
    assert not [row for row in find(desk, "prompt calls") if row["where"] == "backup" and row["holds"] == "no"]


def test_typed_where_nobody_sees_it(desk: Terminal, noted: str) -> None:
    """At a terminal it is asked for, and not shown; an argument it cannot be."""
    desk.tty = True
    desk.patch.setattr(getpass, "getpass", lambda *_, **__: NAME)
    shown = desk.run("erase", "find")
    assert shown.code == 0 and noted in shown.out and NAME not in shown.out + shown.err
    desk.tty = False
    assert desk.run("erase", "find", NAME).code == 2


def test_no_text_is_nothing_to_find(desk: Terminal) -> None:
    """Nor is there a moment to look back at, or anything but text."""
    assert "no text to look for" in desk.refuses(2, "erase", "find", stdin=b" \n")
    assert "not UTF-8" in desk.refuses(2, "erase", "find", stdin=b"\xff")
    assert "wherever it is now" in desk.refuses(2, "erase", "find", "--as-of", "E-5", stdin=b"x")


# Erased.


def test_it_is_in_no_file(desk: Terminal, noted: str) -> None:
    """Neither in the ledger, its log, the read models, their index, nor in what this terminal keeps."""
    desk.does("search", "Quillfeather")
    assert "afi.ledger" in holding(*here(desk)) and "afi.ledger-views" in holding(*here(desk))
    erase(desk, noted)
    assert holding(*here(desk)) == []
    assert "Whole: 133 entries" in desk.does("verify").out
    assert desk.does("rebuild", "--check").out.startswith("The read models are as the log makes them")


def test_what_is_said_of_it(desk: Terminal, noted: str) -> None:
    """By whom, when, and under what authority, wherever the text stood; looking back too. Search finds nothing."""
    erase(desk, noted)
    day = desk.does("log", "-n", "1", "--json").rows[0]["happened_on"]
    said = ERASED.format(day=words(day))
    for command in (["show", "AFI-7"], ["show", noted], ["log", "--after", f"E-{int(noted[2:]) - 1}"],
                    ["timeline", "AFI-7"], ["why", "AFI-7"], ["why", "AFI-7", "last note"],
                    ["timeline", "AFI-7", "--as-of", noted], ["show", "AFI-7", "--as-of", noted]):  # fmt: skip
        assert said in desk.does(*command).out, command
    shown = desk.does("show", noted, "--json").json["entry"]
    assert shown["erased"] == ["text"] and NAME not in json.dumps(shown)
    assert desk.does("search", "backlog", "--json").rows == []


def test_other_words_in_its_place(desk: Terminal, noted: str) -> None:
    """They are shown and found where it stood; who erased it is still said of the entry, and they can go in turn."""
    erase(desk, noted, "--replace", "[an officer] had told nobody")
    assert "“[an officer] had told nobody”" in desk.does("timeline", "AFI-7").out
    assert f"under “{BY}”" in desk.does("show", noted).out
    assert desk.does("search", "an officer", "--kind", "AFI", "--json").rows[0]["entry"] == noted
    [row] = desk.does("erase", "list", "--json").rows
    erase(desk, row["entry"], "--field", "instead", "--replace", "[somebody]")
    assert "“[somebody]”" in desk.does("timeline", "AFI-7").out
    assert holding(*here(desk), wanted=["[an officer]"]) == []
    assert desk.does("verify").code == 0


def test_one_part_of_an_entry(desk: Terminal) -> None:
    """What is not meant stays; of a file only the content can go."""
    (desk.folder / "a.txt").write_text(SAID)
    kept = desk.records("document", "add", "letter", "A letter", "--on", "2018-06", "--keep", "a.txt", entries=2)
    entry = kept["entries"][1]["entry"]
    erase(desk, entry, "--field", "content")
    (desk.folder / "a.txt").unlink()
    assert holding(*here(desk)) == []
    assert "a.txt" in desk.does("show", entry).out
    assert "was erased" in desk.refuses(3, "document", "save", kept["references"][0], "b.txt")
    assert desk.does("verify").code == 0


def test_several_at_once(desk: Terminal, noted: str) -> None:
    """In one entry of the ledger's own."""
    other = entry_of(desk.records("note", "AFI-6", f"So said {NAME}"))
    receipt = erase(desk, noted, other)
    assert len(receipt["entries"]) == 1 and holding(*here(desk)) == []  # type: ignore[arg-type]
    assert [row["of_entry"] for row in desk.does("erase", "list", "--json").rows] == [noted, other]


def test_what_it_says(desk: Terminal, noted: str) -> None:
    """A receipt, that it is gone, and where it still is."""
    desk.does("backup", "../b")
    shown = desk.does("erase", "--yes", "--authority", BY, "--reason", "Asked by her", noted).out
    assert "Erased 1 text of" in shown and "It is gone from the ledger's file" in shown
    assert f"backup                    yes       {desk.folder.parent / 'b'}" in shown and NAME not in shown


def test_the_list(desk: Terminal, noted: str) -> None:
    """Who, when, from where, under what authority and why; with what stands in its place."""
    assert "Nothing was erased yet." in desk.does("erase", "list").out
    other = entry_of(desk.records("note", "AFI-6", f"So said {NAME}"))
    erase(desk, noted, "--reason", "Asked by her")
    erase(desk, other, "--replace", "So said an officer")
    first, second = desk.does("erase", "list", "--json").rows
    assert (first["ref"], first["field"], first["instead"], first["why"]) == ("AFI-7", "text", None, "Asked by her")
    assert (second["ref"], second["instead"], second["authority"]) == ("AFI-6", "So said an officer", BY)
    assert first["recorded_by_name"] == "Sam Okafor"
    assert "“So said an officer”" in desk.does("erase", "list").out
    assert desk.does("erase", "list", "--csv").out.splitlines()[0].startswith("ref,of_entry,field,commitment,")


# Asked first.


def test_it_is_shown_and_asked(desk: Terminal, noted: str) -> None:
    """What goes, and where it stays; only a yes erases."""
    other = entry_of(desk.records("note", "AFI-6", f"Also: {SAID}."))
    desk.tty, size = True, desk.size()
    desk.patch.setenv("COLUMNS", "200")
    desk.patch.setattr("typer.confirm", lambda *_, **__: False)
    shown = desk.run("erase", noted, "--authority", BY).out
    assert f"“{SAID}”" in shown and other in shown and shown.endswith("Nothing was erased.\n")
    assert desk.size() == size
    desk.patch.setattr("typer.confirm", lambda *_, **__: True)
    assert "It is gone" in desk.run("erase", noted, "--authority", BY).out and desk.size() == size + 1


def test_a_dry_run(desk: Terminal, noted: str) -> None:
    """Shows both, and changes nothing."""
    size = desk.size()
    shown = desk.does("erase", noted, "--authority", BY, "--dry-run").out
    assert SAID in shown and "Would record in the ledger's own record" in shown
    assert desk.does("erase", noted, "--authority", BY, "--dry-run", "--json").json["gone"] is False
    assert desk.size() == size and find(desk)[0]["entry"] == noted and SAID in desk.does("timeline", "AFI-7").out


def test_repeating_it_by_its_id(desk: Terminal, noted: str) -> None:
    """Gives the first receipt; with something else to say it is refused."""
    id_ = ["--command", "7" * 32]
    first, size = erase(desk, noted, *id_), desk.size()
    again = erase(desk, noted, *id_)
    assert again["repeated"] and again["entries"] == first["entries"] and desk.size() == size
    desk.refuses(3, "erase", noted, "--authority", "Another", "--yes", *id_)


# Refused.


@pytest.mark.parametrize("said", [NAME, f"of  {NAME.upper()}!", "zephyrine-quillfeather", f"Re: {SAID}"])
def test_no_authority_that_says_it_again(desk: Terminal, said: str) -> None:
    """Nor a reason, nor anything in its place, whatever its capitals, accents and marks; nothing is recorded."""
    entry = entry_of(desk.records("flag", "AFI-7", NAME))
    for option in ("--authority", "--reason", "--replace"):
        words = ["erase", entry, "--yes", option, said, *(["--authority", BY] if option != "--authority" else [])]
        assert "says again what is to be erased" in desk.refuses(3, *words)
    (desk.folder / "a.txt").write_text(f"Dear {NAME},")
    assert "file that comes with it" in desk.refuses(3, "erase", entry, "--authority", BY, "--yes", "--attach", "a.txt")
    assert find(desk)[0]["entry"] == entry


def test_a_long_run_of_its_words_is_it_again(desk: Terminal, noted: str) -> None:
    """In the authority; what stands in its place may keep most of them."""
    run = SAID.partition(NAME)[2]
    long = entry_of(desk.records("note", "AFI-6", f"{NAME}{run} since the spring of last year"))
    said = f"Complaint about: {run} since the spring"
    assert "authority says again" in desk.refuses(3, "erase", long, "--authority", said, "--yes")
    erase(desk, long, "--replace", f"[an officer]{run} since the spring of last year")


REFUSED = {
    "nothing there": (3, ["E-999"], "no E-999"),
    "no entry": (2, ["AFI-7"], "is not an entry"),
    "no such part": (2, ["E-132", "--field", "title"], 'no "title" that is a text'),
    "no text": (3, ["E-1"], "E-1 has no text"),
    "nobody to ask": (2, ["E-132"], "Nobody is there to be asked"),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_cannot_be_erased(desk: Terminal, noted: str, refused: str) -> None:
    """Each says why, and records nothing."""
    code, words, said = REFUSED[refused]
    yes = [] if refused == "nobody to ask" else ["--yes"]
    assert said in desk.refuses(code, "erase", *words, "--authority", BY, *yes)


def test_not_twice(desk: Terminal, noted: str) -> None:
    """What was erased is gone; the list says by whom."""
    erase(desk, noted)
    assert "was erased already" in desk.refuses(3, "erase", noted, "--authority", BY, "--yes")


def test_not_without_an_authority(desk: Terminal, noted: str) -> None:
    """That is what the record of an erasure is for."""
    assert desk.run("erase", noted, "--yes").code == 2


def test_not_what_somebody_took_already(desk: Terminal, noted: str) -> None:
    """A text that is gone without an entry was tampered with: to record an erasure would hide that."""
    [row] = desk.does("log", "-n", "1", "--json").rows
    with closing(connect(desk.path, write=True)) as connection:
        connection.execute("DELETE FROM vault WHERE content = ?", (SAID.encode(),))
    assert row["entry"] == noted
    assert "is gone already" in desk.refuses(3, "erase", noted, "--authority", BY, "--yes")


def test_only_who_may_erase(desk: Terminal, noted: str) -> None:
    """A key without the right is refused before anything goes."""
    vkey = desk.does("keys", "new").out.split()[-1]
    person = desk.records("people", "add", "Bob Clerk")["references"][0]
    vkey = next(word for word in desk.does("keys", "new").out.split() if word.count("+") >= 2)
    desk.does("keys", "enrol", vkey, "--person", person, "--right", "record")
    said = desk.refuses(3, "erase", noted, "--authority", BY, "--yes", "--as", person)
    assert "does not have the right to erase" in said and find(desk)[0]["entry"] == noted


# Nobody may be reading.


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers are not waited for."""
    monkeypatch.setattr(vault, "PATIENCE", 0.0)


@pytest.mark.usefixtures("hasty")
def test_a_reader_blocks_it(desk: Terminal, noted: str) -> None:
    """Nothing is recorded, whether there was something in the log or not; once the reader is gone it is done."""
    for _ in range(2):
        with reading(desk.path):
            said = desk.refuses(6, "erase", noted, "--authority", BY, "--yes")
        assert "Another program is reading" in said and "nothing was recorded" in said
    assert SAID in desk.does("timeline", "AFI-7").out
    erase(desk, noted)
    assert holding(*here(desk)) == []


@pytest.mark.usefixtures("hasty")
def test_a_reader_who_comes_between(desk: Terminal, noted: str) -> None:
    """It is recorded and not yet gone: no receipt, exit 6; `afi erase finish` completes it."""
    with pytest.MonkeyPatch.context() as patch, reading(desk.path):
        patch.setattr(vault, "check_unread", lambda _: None)
        size = desk.size()
        result = desk.run("erase", noted, "--authority", BY, "--yes")
        assert (result.code, result.out, desk.size()) == (6, "", size + 1)
        assert "is recorded, but the text is not gone yet" in result.err and "afi erase finish" in result.err
        assert "afi.ledger-wal" in holding(*here(desk)) or "afi.ledger" in holding(*here(desk))
    assert "Nothing is left" in desk.does("erase", "finish").out
    assert holding(*here(desk)) == [] and desk.does("verify").code == 0


@pytest.mark.usefixtures("hasty")
def test_a_reader_of_the_read_models(desk: Terminal, noted: str) -> None:
    """Keeps the text in their log: that is not gone either."""
    with reading(Path(f"{desk.path}-views")):
        assert desk.run("erase", noted, "--authority", BY, "--yes").code == 6
    desk.does("erase", "finish")
    assert holding(*here(desk)) == []


def test_nothing_is_called_gone_that_is_seen(desk: Terminal, noted: str) -> None:
    """Whatever SQLite says, the files are looked through for the text and for what stood before it."""
    seen: list[bytes] = []

    def holding_one(files: Iterable[Path], traces: Sequence[bytes]) -> list[Path]:
        seen.extend(traces)
        return list(files)[:1]

    with closing(connect(desk.path)) as connection:
        [salt] = connection.execute("SELECT salt FROM vault WHERE content = ?", (SAID.encode(),)).fetchone()
    desk.patch.setattr(gone, "holding", holding_one)
    result = desk.run("erase", noted, "--authority", BY, "--yes")
    assert (result.code, result.out) == (6, "") and "afi.ledger still holds some of it." in result.err
    assert seen == [salt, SAID.encode()[:64]]


def test_read_models_elsewhere(desk: Terminal, noted: str) -> None:
    """Those in the cache folder, from a time when the ledger's own was read-only, lose it too."""
    cached = desk.folder.parent / "home" / "cache"
    cached.mkdir(parents=True, exist_ok=True)
    desk.does("register")
    shutil.copy(f"{desk.path}-views", cached / f"{desk.does('log', '--json').json['origin']}.ledger-views")
    erase(desk, noted)
    assert holding(*here(desk)) == []


# Killed.

KILLED = """
import os, signal, sys
from importlib import import_module
module, name, after = sys.argv[1:4]
owner = import_module(module.partition(":")[0])
owner = getattr(owner, module.partition(":")[2]) if ":" in module else owner
original = getattr(owner, name)
def die(*args, **kwargs):
    if after == "after":
        original(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
from commands import exits
from commands.app import root
if name == "commit":
    from ledger.stores.sqlite import LedgerRecorder
    inserting = LedgerRecorder._insert_events
    def insert(*args, **kwargs):
        setattr(owner, name, die)
        return inserting(*args, **kwargs)
    LedgerRecorder._insert_events = insert
else:
    setattr(owner, name, die)
root().main(sys.argv[4:], prog_name="afi", standalone_mode=False)
"""
SEAMS = [
    ("eventsourcing.sqlite:SQLiteConnection", "commit", "before", False),
    ("eventsourcing.sqlite:SQLiteConnection", "commit", "after", True),
    ("commands.context:Writing", "_follow", "before", True),
    ("commands.gone", "purge", "before", True),
    ("ledger.stores.vault", "_empty_log", "after", False),
    ("commands.gone", "_rid_views", "before", True),
    ("projections.follow", "scrub", "before", True),
    ("commands.gone", "_note", "before", True),
]


@posix
@pytest.mark.parametrize(("owner", "name", "when", "recorded"), SEAMS)
def test_killed_anywhere(desk: Terminal, noted: str, owner: str, name: str, when: str, recorded: bool) -> None:
    """Nothing happened, or it is recorded and can be finished; no receipt was printed, and nobody is shown the text."""
    size = desk.size()
    words = ["erase", noted, "--authority", BY, "--yes"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, owner, name, when, *words], env=environment, capture_output=True
    )
    assert ended.returncode == -signal.SIGKILL and ended.stdout == b"", ended.stderr.decode()
    assert desk.size() == size + recorded
    assert (SAID in desk.does("timeline", "AFI-7").out) is not recorded
    if recorded:
        assert "was erased already" in desk.refuses(3, *words)
        desk.does("erase", "finish")
    else:
        erase(desk, noted)
    assert holding(*here(desk)) == [] and desk.does("verify").code == 0
