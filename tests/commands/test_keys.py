"""Signing keys: made, enrolled, retired, revoked, and recovered from paper."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.events import File
from ledger.events.policy import PolicyStated
from ledger.keyring import Key, in_memory, load
from ledger.proofs.note import vkey
from ledger.recording import Ledger
from tests.commands.terminal import Terminal
from tests.ledger.agents import Agent, running, ssh_key
from tests.making import ORIGIN, make_ledger, say


@pytest.fixture
def paper(bare: Terminal) -> tuple[Terminal, str]:
    """Ann Keeper's terminal beside a ledger with a recovery key, and what stands on the paper."""
    words = "--force Fenshire --post Keeper --questions none --recovery".split()
    said = bare.does("init", "--name", "Ann Keeper", *words).out
    return bare, said.splitlines()[-1].strip()


def types(desk: Terminal, typed: str) -> None:
    """From now on somebody is there who types this."""
    desk.patch.setattr("commands.passphrase.somebody", lambda: True)
    desk.patch.setattr("typer.prompt", lambda *_, **__: typed)


def enrolled(desk: Terminal) -> list[dict[str, Any]]:
    """The keys as `afi keys list` shows them."""
    return desk.does("keys", "list", "--json").rows


def bob(desk: Terminal, *rights: str) -> str:
    """Enrols a key of Bob Clerk's, made here; returns its fingerprint."""
    desk.records("people", "add", "Bob Clerk")
    line = desk.does("keys", "new").out.strip()
    desk.records(
        "keys", "enrol", line, "--person", "Bob Clerk", *(word for right in rights for word in ("--right", right))
    )
    return str(enrolled(desk)[-1]["fingerprint"])


def test_a_new_key_is_one_line(fresh: Terminal) -> None:
    """It is kept here, and signs for nobody until a keeper enrols it."""
    line = fresh.does("keys", "new").out
    origin = fresh.does("stats", "--json").json["origin"]
    assert line.startswith(f"{origin}+") and line.count("\n") == 1
    assert len(enrolled(fresh)) == 1


def test_enrol(fresh: Terminal) -> None:
    """With the right to record unless others are given."""
    bob(fresh)
    assert (enrolled(fresh)[1]["rights"], enrolled(fresh)[1]["person"]) == (["record"], "PER-2")


def test_rights(fresh: Terminal) -> None:
    """In any order, each once."""
    bob(fresh, "record", "keep", "enrol", "keep")
    assert enrolled(fresh)[1]["rights"] == ["enrol", "keep", "record"]


def test_retire(fresh: Terminal) -> None:
    """A retired key signs nothing more."""
    fingerprint = bob(fresh)
    fresh.records("keys", "retire", fingerprint[:12], "--as", "PER-1")
    assert enrolled(fresh)[1]["status"] == "retired"
    assert "no key on this computer" in fresh.refuses(3, "people", "add", "Joy", "--as", "PER-2")


def test_revoke(fresh: Terminal) -> None:
    """What it signed after an entry is in doubt, and `afi verify` remarks on it."""
    fingerprint = bob(fresh)
    fresh.records("people", "add", "Joy", "--as", "PER-2")
    fresh.records("keys", "revoke", fingerprint[:12], "--after", "E-8", "--as", "PER-1")
    row = enrolled(fresh)[1]
    assert (row["status"], row["revoked_after"]) == ("revoked", 8)
    assert "remark" in fresh.does("verify").out


def test_list(fresh: Terminal) -> None:
    """Whose each is, what it may do, whether it still may, and whether it is on this computer."""
    [line] = [line for line in fresh.does("keys", "list").out.splitlines() if "Ann Keeper" in line]
    assert line.split()[-2:] == ["active", "yes"]


def test_the_recovery_key_gets_back_in(paper: tuple[Terminal, str]) -> None:
    """A new key of the same person is enrolled by the one on paper, however it is typed."""
    desk, words = paper
    for key in (desk.folder.parent / "home").rglob("*.pem"):
        key.unlink()
    assert "no key on this computer" in desk.refuses(3, "people", "add", "Joy")
    types(desk, words.lower().replace(" ", "-"))
    desk.records("keys", "recover")
    assert [(row["person"], row["here"]) for row in enrolled(desk)] == [
        ("PER-1", False),
        ("PER-1", False),
        ("PER-1", True),
    ]
    desk.records("people", "add", "Joy")
    assert "Whole: " in desk.does("verify").out


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("abcd", 2, "has 56 letters and digits"),
        ("A" * 56, 2, "has a letter wrong"),
        ("!" * 56, 2, "is in no recovery key"),
    ],
)
def test_a_mistyped_recovery_key(paper: tuple[Terminal, str], typed: str, code: int, said: str) -> None:
    """The refusal helps to find the mistake, and no key is made."""
    desk, _ = paper
    types(desk, typed)
    before = list((desk.folder.parent / "home").rglob("*.pem"))
    assert said in desk.refuses(code, "keys", "recover")
    assert list((desk.folder.parent / "home").rglob("*.pem")) == before


def test_the_recovery_key_of_another_ledger(paper: tuple[Terminal, str]) -> None:
    """It opens nothing here."""
    desk, words = paper
    desk.does("init", "other", "--force", "X", "--name", "Y", "--post", "Z", "--questions", "none", "--no-recovery")
    types(desk, words)
    assert "is not enrolled here" in desk.refuses(3, "keys", "recover", "--ledger", "other")


def test_accept_clock(fresh: Terminal) -> None:
    """A keeper may accept that time stands still."""
    assert fresh.records("keys", "accept-clock")["entries"][0]["type"] == "ledger.clock_accepted"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("enrol", "nonsense", "--person", "PER-1"), 2, "That is not the line of a key"),
        (("enrol", "a.b+00000000+AAAA", "--person", "PER-1"), 2, "That is not the line of a key"),
        (("retire", "ffff"), 3, 'No key begins with "ffff".'),
        (("revoke", "ffff", "--after", "E-1"), 3, 'No key begins with "ffff".'),
        (("revoke", "", "--after", "E-99"), 3, "There is no E-99 yet."),
        (("revoke", "", "--after", "soon"), 2, "is not an entry"),
        (("retire", ""), 3, "No key would be left"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(fresh: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A garbled line, an unknown key, and the last key of all."""
    assert said in fresh.refuses(code, "keys", *words)


def test_enrolling_twice(fresh: Terminal) -> None:
    """A key is enrolled once, for somebody who is known, with rights that there are."""
    line = fresh.does("keys", "new").out.strip()
    assert '"fly" is not a right.' in fresh.refuses(2, "keys", "enrol", line, "--person", "PER-1", "--right", "fly")
    assert "There is no PER-9" in fresh.refuses(3, "keys", "enrol", line, "--person", "PER-9")
    fresh.records("keys", "enrol", line, "--person", "PER-1")
    assert "is enrolled already" in fresh.refuses(3, "keys", "enrol", line, "--person", "PER-1")


def test_a_key_made_for_another_ledger(fresh: Terminal) -> None:
    """Its line bears the other ledger's name."""
    fresh.does("init", "other", "--force", "X", "--name", "Y", "--post", "Z", "--questions", "none", "--no-recovery")
    line = fresh.does("keys", "new", "--ledger", "other").out.strip()
    assert "was made for the ledger x." in fresh.refuses(3, "keys", "enrol", line, "--person", "PER-1")


def test_a_prefix_that_fits_two_keys(fresh: Terminal) -> None:
    """More of the fingerprint is needed."""
    bob(fresh)
    assert '2 keys begin with "".' in fresh.refuses(3, "keys", "retire", "", "--as", "PER-1")


# Rotated, lost and found.


def here(desk: Terminal) -> list[str]:
    """The keys kept on this computer."""
    return sorted(key.stem for key in (desk.folder.parent / "home").rglob("*.pem"))


def test_rotate(fresh: Terminal) -> None:
    """A new key with the same rights signs from then on, though the old one was the only keeper's."""
    [old] = enrolled(fresh)
    receipt = fresh.records("keys", "rotate", entries=2)
    assert [entry["type"] for entry in receipt["entries"]] == ["key.enrolled", "key.retired"]
    first, new = enrolled(fresh)
    assert (first["fingerprint"], first["status"]) == (old["fingerprint"], "retired")
    assert (new["rights"], new["person"], new["status"], new["here"]) == (old["rights"], "PER-1", "active", True)
    fresh.records("people", "add", "Joy")
    assert f"key {new['fingerprint'][:16]}" in fresh.does("verify").out


def test_rotate_tried_only(fresh: Terminal) -> None:
    """It makes no key."""
    before = here(fresh)
    fresh.does("keys", "rotate", "--dry-run")
    assert (here(fresh), len(enrolled(fresh))) == (before, 1)


def test_a_key_is_kept_before_it_is_enrolled(fresh: Terminal) -> None:
    """Killed in between, there is a key that nobody needs, and never one enrolled that nobody has."""
    before = here(fresh)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with fresh.patch.context() as patch:
        patch.setattr("ledger.stores.sqlite.LedgerRecorder._insert_events", killed)
        assert fresh.run("keys", "rotate").code == 130
    assert (len(here(fresh)), len(enrolled(fresh))) == (len(before) + 1, 1)
    fresh.records("people", "add", "Joy")


def test_who_may_not_enrol_cannot_rotate(fresh: Terminal) -> None:
    """The refusal says whom to send what; no key is made."""
    fingerprint, before = bob(fresh), here(fresh)
    said = fresh.refuses(3, "keys", "rotate", "--as", "PER-2")
    assert "Ann Keeper (PER-1)" in said and fingerprint[:16] in said and "afi keys new" in said
    assert here(fresh) == before


def test_the_only_keepers_key_stays(fresh: Terminal) -> None:
    """It is neither retired nor revoked, not even where others may record; a second keeper's key is enough."""
    bob(fresh)
    own = enrolled(fresh)[0]["fingerprint"]
    for words in (("retire", own), ("revoke", own, "--after", "E-1")):
        assert "No key would be left" in fresh.refuses(3, "keys", *words, "--as", "PER-1")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2", "--right", "enrol", "--right", "keep", "--as", "PER-1")
    fresh.records("keys", "retire", own, "--as", "PER-2")


def test_a_lost_key_has_a_way_back_through_another_keeper(fresh: Terminal) -> None:
    """Bob's laptop is stolen: his key is revoked from the last entry that was his, and he is enrolled anew."""
    stolen = bob(fresh)
    fresh.records("people", "add", "Joy", "--as", "PER-2")
    last = f"E-{fresh.size()}"
    fresh.records("people", "add", "Eve's own", "--as", "PER-2")
    for file in (fresh.folder.parent / "home").rglob(f"{stolen}.pem"):
        file.unlink()
    fresh.records("keys", "revoke", stolen[:12], "--after", last, "--reason", "Stolen on 3 May")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "Bob Clerk")
    assert fresh.records("people", "add", "Kit", "--as", "PER-2")["entries"][0]["recorded_by"] == "PER-2"
    said = fresh.does("verify").out
    assert "1 batch of PER-2" in said and "author unproven" in said


#: Of these two the keys' short ids for the ledger of tests.making are the same; found by trying 184,000.
COLLIDING = (b"collision 109227", b"collision 183671")


def test_colliding_short_ids(bare: Terminal) -> None:
    """Two keys that a signed note could not tell apart: the second is refused, whatever became of the first."""
    with make_ledger(bare.folder):
        pass
    one, other = (vkey(ORIGIN, in_memory(ORIGIN, sha256(seed).digest()).public) for seed in COLLIDING)
    assert one != other and one.split("+")[1] == other.split("+")[1]
    bare.records("keys", "enrol", one, "--person", "PER-1")
    assert "short id" in bare.refuses(3, "keys", "enrol", other, "--person", "PER-1")
    bare.records("keys", "retire", in_memory(ORIGIN, sha256(COLLIDING[0]).digest()).fingerprint)
    assert "short id" in bare.refuses(3, "keys", "enrol", other, "--person", "PER-1")


# Passphrases, and keys of OpenSSH's.


class Typist:
    """Somebody at a hidden prompt, who types one answer after another."""

    def __init__(self, desk: Terminal, *types: str) -> None:
        self.left, self.asked = list(types), list[str]()
        desk.patch.setattr("commands.passphrase.somebody", lambda: True)
        desk.patch.setattr("typer.prompt", self)
        desk.patch.setattr(
            "ledger.keyfile._derive", lambda passphrase, salt: sha256(salt + passphrase.encode()).digest()
        )

    def __call__(self, what: str, *, hide_input: bool, err: bool) -> str:
        assert hide_input and err  # what is printed for other programs has no prompt in it
        self.asked.append(what)
        return self.left.pop(0)


def test_a_passphrase_is_asked_for_once(fresh: Terminal) -> None:
    """By each command that signs, whatever it tries first; not by one that looks."""
    own = enrolled(fresh)[0]["fingerprint"][:16]
    typist = Typist(fresh, "secret", "secret", "secret", "secret", "next", "next", "next")
    assert fresh.does("keys", "passphrase").out == f"The key {own} has its new passphrase.\n"
    fresh.records("people", "add", "Joy")
    fresh.does("people", "list")
    fresh.records("keys", "rotate", entries=2)
    new = enrolled(fresh)[1]["fingerprint"][:16]
    fresh.records("people", "add", "Kit")
    both = ["New passphrase", "The same again"]
    asked = [*both, f"Passphrase of the key {own}", f"Passphrase of the key {own}", *both]
    assert typist.asked == [*asked, f"Passphrase of the key {new}"]


def test_a_passphrase_is_removed(fresh: Terminal) -> None:
    """By who knows it."""
    Typist(fresh, "secret", "secret", "guess", "secret")
    fresh.does("keys", "passphrase")
    assert "not the passphrase" in fresh.refuses(3, "keys", "passphrase", "--remove")
    assert fresh.does("keys", "passphrase", "--remove").out.endswith(" has no passphrase.\n")
    fresh.records("people", "add", "Joy")


def test_a_wrong_passphrase_records_nothing(fresh: Terminal) -> None:
    """As does nobody's being there."""
    Typist(fresh, "secret", "secret", "guess")
    fresh.does("keys", "passphrase")
    assert "not the passphrase" in fresh.refuses(3, "people", "add", "Joy")
    fresh.patch.setattr("commands.passphrase.somebody", lambda: False)
    assert "Nobody is there" in fresh.refuses(3, "people", "add", "Joy")


def test_two_that_differ(fresh: Terminal) -> None:
    """A slip of the hand would lock the key for good."""
    Typist(fresh, "secret", "secrte")
    assert "differ" in fresh.refuses(2, "keys", "passphrase")
    fresh.records("people", "add", "Joy")


def test_which_key_is_meant(fresh: Terminal) -> None:
    """Where several are enrolled here, or none begins so."""
    bob(fresh)
    assert "2 keys on this computer are enrolled here." in fresh.refuses(3, "keys", "passphrase")
    assert "0 keys on this computer begin with ffff." in fresh.refuses(3, "keys", "passphrase", "ffff")


def test_new_with_a_passphrase(fresh: Terminal) -> None:
    """Nothing but the line is printed, and the key asks from the first time on."""
    typist = Typist(fresh, "secret", "secret", "secret")
    line = fresh.does("keys", "new", "--passphrase").out
    assert line.count("\n") == 1
    fresh.records("keys", "enrol", line.strip(), "--person", "PER-1")
    fresh.records("people", "add", "Joy")
    assert typist.left == []


def test_an_openssh_key_signs(fresh: Terminal) -> None:
    """Made for logging in, it is enrolled as any other, and stays where it is."""
    file = ssh_key(fresh.folder.parent / ".ssh" / "id_ed25519", Ed25519PrivateKey.generate())
    line = fresh.does("keys", "new", "--ssh", str(file)).out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-1")
    fresh.records("people", "add", "Joy")
    assert enrolled(fresh)[1]["here"] and len(here(fresh)) == 1
    assert "key " + enrolled(fresh)[1]["fingerprint"][:16] in fresh.does("verify").out
    file.chmod(0o644)
    assert "can read or change" in fresh.refuses(3, "people", "add", "Kit")


def test_a_key_in_the_agent_signs(fresh: Terminal) -> None:
    """As long as the agent holds it; gone while the lock is held, nothing is recorded."""
    with running(Agent(ann=Ed25519PrivateKey.generate()), fresh.patch) as agent:
        line = fresh.does("keys", "new", "--agent", "ann").out.strip()
        fresh.records("keys", "enrol", line, "--person", "PER-1")
        fresh.records("people", "add", "Joy")
        agent.answer = lambda kind, content: agent.honest(kind, content) if kind == 11 else b"\5"
        assert "ssh-agent cannot be used" in fresh.refuses(3, "people", "add", "Kit")
    assert "ssh-agent cannot be used" in fresh.refuses(3, "people", "add", "Kit")
    assert "Whole: " in fresh.does("verify").out


def test_one_kind_at_a_time(fresh: Terminal) -> None:
    """A key that lies elsewhere has its passphrase there."""
    assert "Give --passphrase, --ssh or --agent." in fresh.refuses(2, "keys", "new", "--passphrase", "--ssh", "x")
    assert "cannot be read" in fresh.refuses(3, "keys", "new", "--ssh", "x")
    fresh.patch.delenv("SSH_AUTH_SOCK", raising=False)
    assert "No ssh-agent runs" in fresh.refuses(3, "keys", "new", "--agent", "x")


def test_a_ledger_begun_with_a_passphrase(bare: Terminal) -> None:
    """It is asked for before anything is made."""
    words = "--force Fenshire --post Keeper --questions none --no-recovery --passphrase --name Ann".split()
    typist = Typist(bare, "secret", "other", "secret", "secret", "secret")
    assert "differ" in bare.refuses(2, "init", *words)
    assert here(bare) == []
    bare.does("init", *words)
    bare.records("people", "add", "Joy")
    assert typist.left == []


# What keys leave behind.


def test_nobody_is_there_to_type_a_recovery_key(paper: tuple[Terminal, str]) -> None:
    """A script is refused; no prompt waits for it."""
    desk, _ = paper
    desk.patch.setattr("commands.passphrase.somebody", lambda: False)
    said = desk.refuses(3, "keys", "recover")
    assert "Nobody is there to answer: Recovery key?" in said and "ssh-agent" not in said


def test_a_key_comes_back_under_a_passphrase(paper: tuple[Terminal, str]) -> None:
    """Where it is asked for."""
    desk, words = paper
    for key in (desk.folder.parent / "home").rglob("*.pem"):
        key.unlink()
    Typist(desk, words, "secret", "secret", "guess")
    desk.records("keys", "recover", "--passphrase")
    assert "not the passphrase" in desk.refuses(3, "people", "add", "Joy")


def test_the_recovery_key_is_marked(paper: tuple[Terminal, str]) -> None:
    """It may do nothing but enrol another, and lies on paper."""
    desk, _ = paper
    assert {len(row["rights"]): row["recovery"] for row in enrolled(desk)} == {1: True, 5: False}
    assert " ".join(desk.does("keys", "list").out.split()).count("(recovery key, on paper)") == 1


def test_a_retired_key_is_not_meant(fresh: Terminal) -> None:
    """After a rotation one key may sign, and is the one whose passphrase is set."""
    fresh.records("keys", "rotate", entries=2)
    Typist(fresh, "secret", "secret")
    assert enrolled(fresh)[1]["fingerprint"][:16] in fresh.does("keys", "passphrase").out


def test_the_public_half_is_no_key(fresh: Terminal, tmp_path: Path) -> None:
    """The usual slip is called by its name; nothing is said of others who can read it, as they may."""
    (tmp_path / "id.pub").write_text("ssh-ed25519 AAAA ann")
    said = fresh.refuses(3, "keys", "new", "--ssh", str(tmp_path / "id.pub"))
    assert "is the public half of a key." in said and "without .pub" in said


def test_an_openssh_key_that_was_replaced(fresh: Terminal, tmp_path: Path) -> None:
    """The refusal names the file that changed, which is not the program's own."""
    file = tmp_path / "id"
    ssh_key(file, Ed25519PrivateKey.generate())
    line = fresh.does("keys", "new", "--ssh", str(file)).out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-1")
    ssh_key(file, Ed25519PrivateKey.generate())
    assert f"{file} is another key now than {enrolled(fresh)[1]['fingerprint'][:16]}" in fresh.refuses(
        3, "people", "add", "Joy"
    )


def test_what_a_revocation_leaves_in_doubt_is_marked(fresh: Terminal) -> None:
    """Wherever somebody looks, until who can say so accepts or corrects it; not as of a day before that."""
    thief = bob(fresh)
    fresh.records("people", "add", "Joy", "--as", "PER-2")
    fresh.records("people", "add", "Kit", "--as", "PER-2")
    last = fresh.size()
    fresh.records("people", "add", "Lee", "--as", "PER-1")
    fresh.records("keys", "revoke", thief[:12], "--after", f"E-{last - 1}", "--as", "PER-1")
    since = f"E-{fresh.size()}"
    marks = {row["entry"]: row["unproven"] for row in fresh.does("log", "--json").rows if row["unproven"]}
    assert marks == {f"E-{last}": since}
    for look in (("log",), ("timeline", "PER-4"), ("show", "PER-4")):
        assert f"(author unproven: {since})" in " ".join(fresh.does(*look).out.split()), look
    assert "author unproven" not in fresh.does("log", "--as-of", f"E-{last + 1}").out
    assert f"revoked after E-{last - 1}" in fresh.does("keys", "list").out
    check = ("check", "--check", "author_unproven", "--json")
    [asked] = fresh.does(*check).rows
    assert (asked["ref"], asked["entry"]) == ("PER-4", f"E-{last}") and since in asked["reason"]
    fresh.records("check", "accept", "PER-4", "Bob confirms it.", "--check", "author_unproven")
    assert fresh.does(*check).rows == []


def test_a_key_that_spoke_for_the_ledger_goes(fresh: Terminal) -> None:
    """Where a policy is stated, which may name it: what else there is to do is said, for people."""
    assert "policy" not in fresh.does("keys", "rotate").out
    bob(fresh, "record")
    with Ledger(fresh.path, load_own(fresh)) as ledger:
        ledger.record(lambda draft: draft.add(PolicyStated(policy=File(b"x")), say("2026-01-01")))
    assert "policy" not in fresh.does("keys", "retire", enrolled(fresh)[2]["fingerprint"], "--as", "PER-1").out
    assert "policy" not in fresh.does("keys", "rotate", "--dry-run").out
    assert fresh.does("keys", "rotate").out.endswith("Who countersigns has to trust the new key once.\n")


def load_own(desk: Terminal) -> Key:
    """The key of PER-1 that may sign here."""
    rows = enrolled(desk)
    [mine] = [row["fingerprint"] for row in rows if row["status"] == "active" and row["person"] == "PER-1"]
    return load(rows[0]["vkey"].partition("+")[0], mine)
