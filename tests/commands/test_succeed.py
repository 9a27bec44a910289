"""A ledger that was restored with loss goes on as another one, which names the loss."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ledger.events import File
from ledger.events.policy import PolicyStated
from ledger.keyring import load
from ledger.memory import Seen, recall, remember
from ledger.proofs.note import Checkpoint, note_text, parse_vkey
from ledger.recording import Ledger
from ledger.stores.log import Log
from tests.commands.terminal import Result, Terminal
from tests.making import say

REASON = "The disk failed, and this backup is what is left."
#: What an entry's recording makes of a row, and where entries stand in it; all else is to be the same.
_OF_ITS_OWN = frozenset("recorded_at recorded_by recorded_by_name command kept late_by before_began".split())
_PLACES = frozenset("entry position fixes corrected_by undone_by".split())


@pytest.fixture
def lost(lived: Terminal) -> Terminal:
    """Sam Okafor's terminal, which has seen three entries of Fenshire's more than are in the only backup."""
    shutil.move(lived.folder / "fenshire" / "afi.ledger", lived.path)
    line = lived.does("keys", "new").out.strip()
    lived.records("keys", "enrol", line, "--person", "PER-12")
    lived.records("flag", "E-260", "Two dates are stated.", "--as", "PER-14")
    lived.does("backup", "backup.ledger")
    for text in ("Workshop held.", "Sergeants briefed.", "Audit begun."):
        lived.records("note", "AFI-3", text, "--as", "PER-14")
    shutil.move(lived.path, lived.folder / "broken.ledger")
    return lived


def succeed(desk: Terminal, *words: str) -> Result:
    """Goes on from the backup."""
    return desk.does("succeed", "backup.ledger", "--reason", REASON, "--as", "PER-14", *words)


def plain(value: Any) -> Any:
    """A row without what is of its recording; of entries only whether there is one."""
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if key not in _OF_ITS_OWN}
        return {key: bool(inner) if key in _PLACES else plain(inner) for key, inner in kept.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def opening(desk: Terminal, name: str = "afi.ledger") -> dict[str, Any]:
    """What entry 1 of a ledger says."""
    with closing(Log.open(desk.folder / name)) as log:
        return log.opening()


def forgetful(desk: Terminal) -> None:
    """From now on the terminal of somebody who has the same keys and remembers nothing."""
    home = desk.folder.parent / "forgetful"
    if not home.exists():
        shutil.copytree(desk.folder.parent / "home" / "config", home / "config")
    desk.patch.setenv("AFI_HOME", str(home))


LOOKS = (
    "register", "grades --over-time", "findings", "people list", "inspection list", "question list", "forum list",
    "meeting list", "paper list", "document list", "settings colours", "timeline AFI-3", "timeline AFI-9", "slippage",
    "search plan",
)  # fmt: skip


def test_the_loss_is_named(lost: Terminal) -> None:
    """By the entries that this terminal had seen; the copy that is left stays as it is, and is refused as before."""
    before, size = (lost.folder / "backup.ledger").read_bytes(), opening(lost, "backup.ledger")
    said = succeed(lost).out
    seen = recall(size["origin"])
    assert seen is not None
    assert f"lost           E-{seen.size - 2} to E-{seen.size}" in said and "(FICTITIOUS)" in said
    follows = opening(lost)["follows"]
    assert (follows["origin"], follows["size"], follows["root"]) == (seen.origin, seen.size, seen.root.hex())
    assert (lost.folder / "backup.ledger").read_bytes() == before
    assert "this terminal has seen" in lost.refuses(5, "register", "--ledger", "backup.ledger")


def test_what_is_left_means_the_same(lost: Terminal) -> None:
    """Registers, grades, meetings, corrections, undos and texts: every look shows what the old one showed."""
    succeed(lost)
    forgetful(lost)
    for look in LOOKS:
        old, new = (
            plain(lost.does(*look.split(), "--ledger", name, "--json").rows) for name in ("backup.ledger", "afi.ledger")
        )
        assert new == old, look
    assert lost.does("verify").out.count("Whole: ") == 1
    assert "are as the log makes them" in lost.does("rebuild", "--check").out


def test_what_was_of_the_first_ledger_stays_there(lost: Terminal) -> None:
    """Of its own stream: its keys are enrolled again, with the rights that they had, and sign for the new origin."""
    old = {key: opening(lost, "backup.ledger")[key] for key in ("origin", "keys")}
    succeed(lost)
    rows = lost.does("keys", "list", "--json").rows
    assert [(row["person"], row["status"], row["here"]) for row in rows] == [
        ("PER-14", "active", True),
        ("PER-12", "active", False),
        ("PER-12", "active", True),
    ]
    assert rows[2]["rights"] == ["record"]
    assert all(row["vkey"].startswith(f"{opening(lost)['origin']}+") for row in rows)
    assert old["origin"] != opening(lost)["origin"]


def test_everybody_goes_on_with_the_key_they_have(lost: Terminal) -> None:
    """It is found on their computer, though it was made for the first ledger."""
    succeed(lost)
    lost.records("note", "AFI-3", "Recorded again.", "--as", "PER-14")
    lost.records("note", "AFI-3", "By another.", "--as", "PER-12")
    said = lost.does("people", "add", "Joy", "--as", "PER-14").out
    assert said.startswith("Recorded PER-15 ")  # numbers go on where they were
    assert "Whole: " in lost.does("verify").out


def test_positions_in_entries_are_the_new_ones(lost: Terminal) -> None:
    """A flag asks about the entry that it asked about, and a correction corrects what it corrected."""
    succeed(lost)
    with closing(Log.open(lost.folder / "backup.ledger")) as old, closing(Log.open(lost.path)) as new:
        asked = old.rows(259, 1)[0]
        [same] = [row for row in new.of_stream(asked.stream) if row.version == asked.version]
        flags = [row.stored for row in new.all_rows() if row.type == "record.flagged"]
        assert f'"entry":{same.position}'.encode() in flags[-1] and same.position != 260


def test_it_is_said_wherever_the_ledger_is_told_of(lost: Terminal) -> None:
    """In the ledger's own history, with the reason."""
    succeed(lost)
    said = lost.does("show", "LEDGER").out
    assert "going on from an earlier ledger after its entry E-" in said and REASON in said
    assert "Carried over from the earlier ledger" in said


def test_it_can_be_lost_again(lost: Terminal) -> None:
    """A successor has a successor; whose key lies under the first origin still signs."""
    succeed(lost)
    lost.does("backup", "second.ledger")
    lost.records("note", "AFI-3", "Lost too.", "--as", "PER-14")
    lost.does("succeed", "second.ledger", "third.ledger", "--reason", "Again.", "--as", "PER-14")
    assert opening(lost, "third.ledger")["follows"]["origin"] == opening(lost, "second.ledger")["origin"]
    lost.does("people", "add", "Joy", "--ledger", "third.ledger", "--as", "PER-14")
    assert "Whole: " in lost.does("verify", "--ledger", "third.ledger").out


def test_who_remembers_nothing_cannot_say_what_was_lost(lost: Terminal) -> None:
    """Else anybody's whole ledger could have two successors."""
    forgetful(lost)
    assert "Nothing here shows that anything was lost" in refused(lost, 3)


@pytest.fixture
def noted(lost: Terminal) -> Path:
    """The last checkpoint of what is lost, as a signed note that somebody outside has."""
    with closing(Log.open(lost.folder / "broken.ledger")) as log:
        head, origin = log.head(), log.opening()["origin"]
    assert head is not None
    rows = lost.does("keys", "list", "--json", "--ledger", "broken.ledger").rows
    [public] = [parse_vkey(row["vkey"])[1] for row in rows if row["fingerprint"] == head.key.hex()]
    body = Checkpoint(origin, head.size, head.root).body()
    (lost.folder / "note").write_bytes(note_text(body, [(origin, public, head.signature)]).encode())
    return lost.folder / "note"


def test_a_signed_note_says_how_much_there_was(lost: Terminal, noted: Path) -> None:
    """To a terminal that had not seen it."""
    forgetful(lost)
    assert "lost           E-" in succeed(lost, "--checkpoint", str(noted)).out
    assert set(opening(lost)["follows"]) == {"origin", "size", "root", "key", "signature"}
    assert "Whole: " in lost.does("verify").out


def test_a_note_that_is_none_is_refused(lost: Terminal, noted: Path) -> None:
    """Garbled, signed by nobody here, or of another ledger."""
    text = noted.read_text()
    succeeded = ("succeed", "backup.ledger", "--reason", REASON, "--checkpoint", str(noted))
    for changed, code, said in (
        ("", 2, "That is no signed checkpoint"),
        (text.replace("fenshire", "wessex"), 2, "is a checkpoint of wessex"),
        (text.replace(f"\n{text.splitlines()[1]}\n", "\n999\n"), 3, "No key that this ledger knows"),
    ):
        noted.write_text(changed)
        assert said in lost.refuses(code, *succeeded)
    noted.unlink()
    assert "cannot be read" in lost.refuses(6, *succeeded)
    assert not lost.path.exists()


def refused(desk: Terminal, code: int, left: str = "backup.ledger", *words: str) -> str:
    """Going on is refused, and nothing is made."""
    said = desk.refuses(code, "succeed", left, "new.ledger", "--reason", REASON, *(words or ("--as", "PER-14")))
    assert not list(desk.folder.glob("*new.ledger*"))
    return said


def test_where_nothing_was_lost(lost: Terminal) -> None:
    """Whatever is remembered is in it."""
    assert "Nothing was lost" in refused(lost, 3, "broken.ledger")


def test_another_history_is_refused(lost: Terminal) -> None:
    """Of two copies that went on apart this terminal knows one."""
    seen = recall(opening(lost, "broken.ledger")["origin"])
    assert seen is not None
    shutil.rmtree(lost.folder.parent / "home" / "state")
    remember(Seen(seen.origin, 100, b"x" * 32))
    assert "its history was replaced" in refused(lost, 5)


def test_a_copy_that_is_not_whole_is_refused(lost: Terminal) -> None:
    """What was altered is not recorded again."""
    content = (lost.folder / "backup.ledger").read_bytes()
    (lost.folder / "backup.ledger").write_bytes(content.replace(b'"said_by":"POST-', b'"said_by":"POSX-', 1))
    assert "is not whole" in refused(lost, 5)


def test_only_a_keeper_does_it(lost: Terminal) -> None:
    """Whose key could enrol others and keep the first ledger."""
    assert "You have no key on this computer that kept fenshire." in refused(lost, 3, "backup.ledger", "--as", "PER-3")
    line = lost.does("keys", "new", "--ledger", "broken.ledger").out.strip()
    rights = ("--right", "enrol", "--right", "keep")
    lost.does("keys", "enrol", line, "--person", "PER-3", *rights, "--as", "PER-14", "--ledger", "broken.ledger")
    lost.does("backup", "two.ledger", "--ledger", "broken.ledger")
    lost.does("note", "AFI-3", "Lost.", "--as", "PER-14", "--ledger", "broken.ledger")
    said = lost.refuses(3, "succeed", "two.ledger", "new.ledger", "--reason", REASON)
    assert "You have keys of PER-14 and PER-3 here." in said and "--as PER-14" in said
    shutil.rmtree(lost.folder.parent / "home" / "config")
    assert "that kept fenshire." in refused(lost, 3)


def test_a_place_that_is_taken(lost: Terminal) -> None:
    """Nothing is written over, least of all the ledger that was lost."""
    assert "something at backup.ledger" in lost.refuses(3, "succeed", "backup.ledger", "backup.ledger", "--reason", "x")
    assert "There is no ledger at no.ledger" in lost.refuses(6, "succeed", "no.ledger", "--reason", "x")
    assert "is empty" in lost.refuses(2, "succeed", "backup.ledger", "--reason", "")


def test_what_fails_leaves_nothing(lost: Terminal) -> None:
    """The new ledger is there as a whole or not at all."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with lost.patch.context() as patch:
        patch.setattr("ledger.beginning._move", full)
        assert "No space left" in refused(lost, 6)
    succeed(lost)


def test_stats_say_what_it_follows(lost: Terminal) -> None:
    """And what was lost of that."""
    assert lost.does("stats", "--json", "--ledger", "broken.ledger").json["stats"]["predecessor"] is None
    succeed(lost)
    found, follows = lost.does("stats", "--json").json["stats"]["predecessor"], opening(lost)["follows"]
    first, last = f"E-{follows['size'] - 2}", f"E-{follows['size']}"
    assert found == follows | {"entries": follows["size"] - 3, "lost": [first, last]}
    [line] = [line for line in lost.does("stats").out.splitlines() if "lost of that" in line]
    assert line.endswith(f"{first} to {last}")


def test_what_is_late_is_late_in_the_successor(lost: Terminal) -> None:
    """Work that was open goes on as it was: it did not pass before anybody followed it."""
    succeed(lost)
    forgetful(lost)
    old, new = (
        plain(lost.does("deadlines", "--ledger", name, "--json").rows) for name in ("backup.ledger", "afi.ledger")
    )
    assert new == old


def test_a_doubt_about_the_author_goes_on(fresh: Terminal) -> None:
    """What was recorded with a stolen key is named, and asked about in the new ledger too."""
    fresh.records("people", "add", "Bob")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2")
    fresh.records("people", "add", "Joy", "--as", "PER-2")
    joy = f"E-{fresh.size()}"
    [_, stolen] = fresh.does("keys", "list", "--json").rows
    words = ("--after", f"E-{fresh.size() - 1}", "--as", "PER-1")
    fresh.records("keys", "revoke", stolen["fingerprint"], *words)
    fresh.does("backup", "backup.ledger")
    fresh.records("people", "add", "Kit", "--as", "PER-1")
    shutil.move(fresh.path, fresh.folder / "broken.ledger")
    told = fresh.does("succeed", "backup.ledger", "--reason", REASON, "--json").json["succeeded"]
    now = told["unproven"][0]["entry"]
    assert told["unproven"] == [{"ref": "PER-3", "was": joy, "entry": now}] and not told["policy_to_state"]
    assert [row["person"] for row in told["keys"]] == ["PER-1"]
    [asked] = fresh.does("check", "PER-3", "--check", "open_flag", "--json").rows
    assert f"about {now}" in asked["reason"] and f"this was {joy} of" in asked["reason"]
    fresh.path.unlink()
    said = " ".join(fresh.does("succeed", "backup.ledger", "--reason", REASON).out.split())
    assert f"{joy}, now {now} (PER-3). Their records are flagged" in said


def test_a_policy_is_stated_again(lost: Terminal) -> None:
    """It names the first ledger's keys, so it stays there, and that is said."""
    shutil.move(lost.folder / "broken.ledger", lost.path)
    with Ledger(lost.path, load(opening(lost)["origin"], _own(lost))) as ledger:
        ledger.record(lambda draft: draft.add(PolicyStated(policy=File(b"quorum none\n")), say("2026-01-01")))
    (lost.folder / "backup.ledger").unlink()
    lost.does("backup", "backup.ledger")
    lost.records("note", "AFI-3", "Lost.", "--as", "PER-14")
    lost.path.unlink()
    assert "State the policy again" in succeed(lost).out


def _own(desk: Terminal) -> str:
    """The fingerprint of the keeper's key here."""
    rows = desk.does("keys", "list", "--json").rows
    return next(str(row["fingerprint"]) for row in rows if row["here"] and row["person"] == "PER-14")


def test_what_changed_since_before_it_began_is_refused(lost: Terminal) -> None:
    """As a look back is: only the first ledger knows what was known then. From its own beginning on it answers."""
    succeed(lost)
    for since in ("PAP-1", "2014"):
        said = lost.refuses(3, "changes", "--since", since)
        assert "goes on from fenshire." in said and "only that one can say" in said
    size = lost.size()
    lost.records("note", "AFI-3", "Recorded since.", "--as", "PER-14")
    rows = lost.does("changes", "--since", f"E-{size}", "--json").rows
    assert {step["entry"] for row in rows for step in row["steps"]} == {f"E-{size + 1}"}


def test_nobody_is_accused_of_what_was_carried_over(lost: Terminal) -> None:
    """Who typed what in the first ledger is not known here; no check holds it against who carried it over."""
    checks = ("same_typist", "recorded_late", "moved_after_due", "burst_before_visit")
    words = [word for name in checks for word in ("--check", name)]
    succeed(lost)
    forgetful(lost)
    old, new = (
        {(row["check"], row["ref"]) for row in lost.does("check", *words, "--json", "--ledger", name).rows}
        for name in ("backup.ledger", "afi.ledger")
    )
    assert new <= old and not [each for each in new if each[0] != "moved_after_due"]


def test_the_audit_says_what_it_goes_on_from(lost: Terminal) -> None:
    """And that only the earlier file proves who had recorded what was carried over."""
    succeed(lost)
    said = lost.does("verify", "--json").json["remarks"]
    assert [each["kind"] for each in said if each["kind"] == "successor"] == ["successor", "successor"]
    goes_on, carried = (each["what"] for each in said if each["kind"] == "successor")
    assert "goes on from another, fenshire." in goes_on and "only its own file proves" in carried
    assert " are lost. Who had recorded them" in carried
