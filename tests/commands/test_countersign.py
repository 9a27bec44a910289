"""Countersigning: asked for, signed on a computer without a ledger, kept, listed; and refused whatever contradicts."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from ledger import countersigner, private
from ledger.errors import StoreUnavailable
from tests.commands.outside import Outsider, countersigned, log_key, requested
from tests.commands.terminal import ROOT, Terminal


@pytest.fixture
def opcc(fresh: Terminal) -> Outsider:
    """The commissioner's office, with an ML-DSA-44 key."""
    outsider = Outsider(fresh, "opcc")
    outsider.key()
    return outsider


@pytest.fixture
def audit(fresh: Terminal) -> Outsider:
    """Internal audit, with an Ed25519 key."""
    outsider = Outsider(fresh, "audit")
    outsider.key("--ed25519")
    return outsider


def restated(path: Path, old: str, new: str) -> Path:
    """A copy of a file with something in it exchanged."""
    text = path.read_text()
    assert old in text
    copy = path.with_name(f"altered-{path.name}")
    copy.write_text(text.replace(old, new, 1))
    return copy


# Asking.


def test_a_request_is_small_and_holds_no_entry(fresh: Terminal) -> None:
    """It is the body of an add-checkpoint request over all that is sealed now, and the line to trust is printed."""
    out = fresh.does("countersign", "request", "-o", "r.txt").out
    text = (fresh.folder / "r.txt").read_text()
    origin = fresh.does("stats", "--json").json["origin"]
    assert text.startswith(f"old 0\n\n{origin}\n7\n") and len(text) < 400
    assert log_key(fresh) in out and "Send r.txt" in out


def test_a_request_goes_on_from_the_last_countersigned(fresh: Terminal, opcc: Outsider) -> None:
    """By anybody; with --to, by whom is asked; with --from, from where it says."""
    fresh.records("countersign", "add", str(countersigned(fresh, opcc, requested(fresh))), "--witness", opcc.key_line())
    assert requested(fresh).read_text().startswith("old 7\n")
    assert requested(fresh, "--to", "POST-1").read_text().startswith("old 0\n")
    assert requested(fresh, "--from", "E-3").read_text().startswith("old 3\n")
    assert requested(fresh, "--from", "0").read_text().startswith("old 0\n")
    assert "no E-99" in fresh.refuses(2, "countersign", "request", "-o", "x", "--from", "E-99")


def test_a_request_remembers_whom_it_was_sent_to(fresh: Terminal, opcc: Outsider, audit: Outsider) -> None:
    """Two who are asked by turns are each asked from where they were."""
    for outsider, to in ((opcc, "POST-1"), (audit, "PER-1")):
        note = countersigned(fresh, outsider, requested(fresh, "--to", to))
        fresh.records("countersign", "add", str(note), "--witness", outsider.key_line())
    assert requested(fresh, "--to", "POST-1").read_text().startswith("old 7\n")
    assert requested(fresh, "--to", "PER-1").read_text().startswith("old 9\n")


def test_only_who_may_publish_can_ask(fresh: Terminal) -> None:
    """Another's key seals nothing that outsiders are shown; nothing is recorded or written."""
    fresh.records("people", "add", "Bob Clerk")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2", "--as", "PER-1")
    assert "no key on this computer that may publish" in fresh.refuses(
        3, "countersign", "request", "-o", "r.txt", "--as", "PER-2"
    )
    assert not (fresh.folder / "r.txt").exists()
    requested(fresh)  # of two people's keys here only one may, so nobody has to say which


def test_a_request_over_a_file_or_of_nobody_is_refused(fresh: Terminal) -> None:
    """Before anything is recorded."""
    (fresh.folder / "r.txt").write_text("mine")
    assert "something at r.txt" in fresh.refuses(3, "countersign", "request", "-o", "r.txt")
    fresh.refuses(3, "countersign", "request", "-o", "s.txt", "--to", "POST-9")
    assert (fresh.folder / "r.txt").read_text() == "mine" and not (fresh.folder / "s.txt").exists()


def test_a_request_into_a_folder_that_is_not_there(fresh: Terminal) -> None:
    """It is refused before anything is recorded."""
    assert "cannot be written" in fresh.refuses(6, "countersign", "request", "-o", "none/r.txt")


def test_a_disk_that_is_full_by_then(fresh: Terminal) -> None:
    """What was asked is recorded; its file is written once more, and nothing is recorded for that."""
    fresh.records("people", "add", "Bob Clerk")

    def full(path: Path, content: bytes) -> None:
        if content:
            raise StoreUnavailable(f"{path} cannot be written (No space left on device).", "Check the path.")
        path.touch()

    with fresh.patch.context() as patch:
        patch.setattr("commands.countersign.put", full)
        result = fresh.run("countersign", "request", "-o", "r.txt")
    assert result.code == 6 and "E-8 is recorded" in result.err and "--again E-8" in result.err
    out = fresh.does("countersign", "request", "--again", "E-8", "-o", "r.txt").out
    assert "Nothing was recorded" in out and fresh.size() == 8
    assert (fresh.folder / "r.txt").read_text().splitlines()[3] == "8"
    body = fresh.does("countersign", "request", "--again", "E-8", "--from", "E-7", "-o", "s.txt", "--json").json
    assert (body["up_to"], body["from"]) == ("E-8", "E-7")


def test_what_was_never_asked_or_is_signed_already(fresh: Terminal, opcc: Outsider) -> None:
    """There is no file of it to write again."""
    note = countersigned(fresh, opcc, requested(fresh))
    fresh.records("people", "add", "Bob Clerk")
    note = countersigned(fresh, opcc, requested(fresh, "--from", "E-7"))
    fresh.records("countersign", "add", str(note), "--witness", opcc.key_line())
    for again, said in (("E-6", "asks for no counter"), ("E-99", "asks for no counter"), ("E-7", "E-9 already")):
        assert said in fresh.refuses(3, "countersign", "request", "--again", again, "-o", "r.txt")
    assert not (fresh.folder / "r.txt").exists()


def test_two_who_ended_at_different_entries_each_get_a_file(fresh: Terminal, opcc: Outsider, audit: Outsider) -> None:
    """By their names in the policy, of one request that is recorded once."""
    witnesses = ("--witness", f"OPCC={opcc.key_line()}", "--witness", f"Audit={audit.key_line()}")
    fresh.records("policy", "set", *witnesses)
    first = requested(fresh)
    fresh.records("countersign", "add", str(countersigned(fresh, audit, first)))
    second = requested(fresh, "--to", "OPCC")
    assert second.read_text().startswith("old 0\n")
    fresh.records("countersign", "add", str(countersigned(fresh, opcc, second)))
    last = requested(fresh, "--to", "OPCC")
    assert last.read_text().startswith("old 10\n")
    fresh.does("countersign", "request", "--again", f"E-{fresh.size()}", "--to", "Audit", "-o", "request-a.txt")
    assert (fresh.folder / "request-a.txt").read_text().startswith("old 8\n")
    countersigned(fresh, audit, fresh.folder / "request-a.txt")


def test_a_dry_run_writes_nothing(fresh: Terminal) -> None:
    """Neither an entry nor a file."""
    before = fresh.size()
    fresh.does("countersign", "request", "-o", "r.txt", "--dry-run")
    assert fresh.size() == before and not (fresh.folder / "r.txt").exists()


# A key of one's own.


def test_a_key_is_made_once_and_printed_again(fresh: Terminal) -> None:
    """Whoever asks for a second one is told that there is one."""
    outsider = Outsider(fresh, "opcc")
    assert "Add --name" in outsider.refuses(2, "key")
    made = outsider.does("key", "--name", "opcc")
    assert outsider.does("key") == made and made.startswith("opcc+") and len(made.split("+")[1]) == 8
    assert "a key of yours already" in outsider.refuses(3, "key", "--name", "other")


def test_a_key_of_another_kind_is_not_printed_instead(fresh: Terminal) -> None:
    """Whoever asks for Ed25519 and has ML-DSA, or for a passphrase, is told that there is a key."""
    outsider = Outsider(fresh, "opcc")
    outsider.key()
    assert "a key of yours already" in outsider.refuses(3, "key", "--ed25519")
    assert "a key of yours already" in outsider.refuses(3, "key", "--passphrase")
    other = Outsider(fresh, "audit")
    assert other.key("--ed25519") == other.does("key", "--ed25519").splitlines()[0]


def test_a_name_that_no_key_can_bear(fresh: Terminal) -> None:
    """Is refused before there is a key."""
    assert "cannot be a name" in Outsider(fresh, "opcc").refuses(2, "key", "--name", "the office")


def test_a_passphrase_keeps_a_key(fresh: Terminal) -> None:
    """Without it, or with another, nothing is signed and nothing is remembered."""
    outsider, said = Outsider(fresh, "opcc"), ["secret", "secret"]
    fresh.patch.setattr("commands.passphrase.somebody", lambda: True)
    fresh.patch.setattr("typer.prompt", lambda *_, **__: said.pop(0))
    outsider.does("key", "--name", "opcc", "--passphrase")
    assert b"ENCRYPTED" in (outsider.store / "key.pem").read_bytes()
    request = str(requested(fresh))
    words = ("sign", request, "--log", log_key(fresh), "--accept")
    said[:] = ["wrong"]
    assert "does not open your key" in outsider.refuses(3, *words)
    said[:] = ["secret"]
    assert "— opcc " in outsider.does(*words)


@pytest.mark.parametrize("content", [b"", b"x\n", b"opcc+00000000+AA==\n", b"%s\nnothing\n", b"%s\n"])
def test_a_garbled_key(fresh: Terminal, opcc: Outsider, content: bytes) -> None:
    """It is refused, not guessed at."""
    request = str(requested(fresh))
    path = opcc.store / "key.pem"
    path.write_bytes(content.replace(b"%s", path.read_bytes().partition(b"\n")[0]))
    assert "does not hold a countersigner's key" in opcc.refuses(
        3, "sign", request, "--log", log_key(fresh), "--accept"
    )


def test_a_key_put_in_anothers_place(fresh: Terminal, opcc: Outsider) -> None:
    """The seed has to make the key that the line above it names."""
    other = Outsider(fresh, "other")
    other.key()
    line, rest = ((opcc.store / "key.pem").read_bytes().partition(b"\n")[0], (other.store / "key.pem").read_bytes())
    (opcc.store / "key.pem").write_bytes(line + b"\n" + rest.partition(b"\n")[2])
    request = str(requested(fresh))
    assert "does not hold" in opcc.refuses(3, "sign", request, "--log", log_key(fresh), "--accept")


def test_no_key_no_signature(fresh: Terminal) -> None:
    """Whoever has none is told how to make one."""
    nobody = Outsider(fresh, "nobody")
    request = str(requested(fresh))
    assert "You have no key" in nobody.refuses(3, "sign", request, "--log", log_key(fresh), "--accept")


# Signing.


def test_trust_is_somebodys_decision(fresh: Terminal, opcc: Outsider) -> None:
    """The first time the ledger's key has to be given and accepted; from then on it is remembered."""
    request = str(requested(fresh))
    assert "No key that you trust" in opcc.refuses(3, "sign", request)
    assert "is not trusted here yet" in opcc.refuses(3, "sign", request, "--log", log_key(fresh))
    opcc.does("sign", request, "--log", log_key(fresh), "--accept", "-o", "note.txt")
    assert "— opcc " in opcc.does("sign", str(requested(fresh, "--from", "E-7")))
    remembered = json.loads(opcc.memories[0].read_text())
    assert remembered["keys"] == [log_key(fresh)]


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 3)])
def test_at_a_terminal_trust_is_asked_for(fresh: Terminal, opcc: Outsider, answer: str, code: int) -> None:
    """With the fingerprint; whoever says no has signed nothing."""
    from ledger.proofs.note import fingerprint, parse_vkey

    words = ("countersign", "sign", str(requested(fresh)), "--log", log_key(fresh), "-o", "n.txt")
    fresh.tty = True
    with fresh.patch.context() as patch:
        patch.setenv("AFI_HOME", str(opcc.home))
        result = fresh.run(*words, stdin=f"{answer}\n".encode())
    assert result.code == code and fingerprint(parse_vkey(words[4])[1]) in result.out
    assert (fresh.folder / "n.txt").exists() is bool(opcc.memories) is (code == 0)


def test_the_key_of_another_ledger_or_none(fresh: Terminal, opcc: Outsider) -> None:
    """A key that is not the one which signed the request is not trusted for it."""
    request, own = str(requested(fresh)), log_key(fresh)
    fresh.does("init", "other", "--force", "X", "--name", "Y", "--post", "Z", "--questions", "none", "--no-recovery")
    other = fresh.does("keys", "list", "--json", "--ledger", "other").rows[0]["vkey"]
    assert "That key is of" in opcc.refuses(3, "sign", request, "--log", other, "--accept")
    assert "not a ledger's key" in opcc.refuses(2, "sign", request, "--log", own[:-2], "--accept")
    stranger = fresh.does("keys", "new").out.strip()  # of this ledger, and enrolled nowhere
    assert "Neither the key of --log nor another" in opcc.refuses(3, "sign", request, "--log", stranger, "--accept")


def test_a_ledger_that_grew_is_signed_again_and_again(fresh: Terminal, opcc: Outsider) -> None:
    """Each request goes on from the last; the summary says from where."""
    first = countersigned(fresh, opcc, requested(fresh))
    fresh.records("countersign", "add", str(first), "--witness", opcc.key_line())
    out = opcc.does("sign", str(requested(fresh)), "-o", "second.txt")
    assert "first 9 entries" in out and "E-7; only added to since" in out


def test_the_same_checkpoint_may_be_signed_again(fresh: Terminal, opcc: Outsider) -> None:
    """Whoever lost what they signed signs it once more; the memory stays as it was but for the time."""
    request = requested(fresh)
    countersigned(fresh, opcc, request)
    assert "— opcc " in opcc.does("sign", str(request))
    assert "of fenshire" in (said := opcc.run("sign", str(request)).err) and "before, E-7; only added" in said


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("\n7\n", "\n8\n", 5, "The request was altered"),
        ("old 0\n", "old 1\n", 3, "what you countersigned ends at E-0"),
        ("old 0\n", "old 0\n" + b64encode(bytes(32)).decode() + "\n", 5, "request was altered"),
        ("old 0\n", "old x\n", 2, "is not a request"),
        ("old 0\n\n", "old 0\n", 2, "is not a request"),
        ("— ", "- ", 2, "is not a request"),
    ],
)
def test_a_tampered_request(fresh: Terminal, opcc: Outsider, old: str, new: str, code: int, said: str) -> None:
    """Nothing is signed, and nothing is remembered."""
    request = str(restated(requested(fresh), old, new))
    assert said in opcc.refuses(code, "sign", request, "--log", log_key(fresh), "--accept")
    assert opcc.memories == []


def test_a_signature_exchanged_for_another(fresh: Terminal, opcc: Outsider) -> None:
    """A checkpoint of this ledger with the signature of an earlier one."""
    first, second = requested(fresh), requested(fresh)
    lines = [path.read_text().splitlines()[-1] for path in (first, second)]
    request = str(restated(second, lines[1], lines[0]))
    assert "The request was altered" in opcc.refuses(5, "sign", request, "--log", log_key(fresh), "--accept")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"x" * 1_000_001, b"c2sp.org/tlog-proof@v1\nindex 0\n\n"])
def test_what_is_no_request(fresh: Terminal, opcc: Outsider, content: bytes) -> None:
    """Anything else that a mail may hold."""
    (fresh.folder / "r.txt").write_bytes(content)
    opcc.refuses(2, "sign", "r.txt")
    opcc.refuses(2, "sign", "missing.txt")


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_is_no_file(fresh: Terminal, opcc: Outsider) -> None:
    """A device or a pipe that came for a request or a note is neither read for ever nor waited for."""
    os.mkfifo(fresh.folder / "pipe")
    for name in ("/dev/zero", "pipe"):
        assert "is no file" in opcc.refuses(2, "sign", name)
        assert "is no file" in fresh.refuses(2, "countersign", "add", name)
        assert "is no file" in fresh.refuses(2, "policy", "set", name)


def test_a_foreign_origin(fresh: Terminal, opcc: Outsider) -> None:
    """One that is no origin of a ledger could be a path; it is refused before anything is asked."""
    request = requested(fresh)
    origin = request.read_text().splitlines()[2]
    assert "is not the origin of a ledger" in opcc.refuses(2, "sign", str(restated(request, origin, "../../x")))


def test_mail_may_end_lines_in_its_own_way(fresh: Terminal, opcc: Outsider) -> None:
    """There and back: what is kept is the note as it was signed."""
    request = requested(fresh)
    request.write_bytes(request.read_bytes().replace(b"\n", b"\r\n"))
    note = countersigned(fresh, opcc, request)
    note.write_bytes(note.read_bytes().replace(b"\n", b"\r\n"))
    fresh.records("countersign", "add", str(note), "--witness", opcc.key_line())
    assert fresh.does("countersign", "list", "--json").rows[-1]["by_others"] == ["opcc"]


def test_an_older_request_accuses_nobody(fresh: Terminal, opcc: Outsider) -> None:
    """One that was read late is not signed, and proves nothing; whoever says that it is all there is took some away."""
    early, late = requested(fresh), requested(fresh)
    countersigned(fresh, opcc, late)
    said = opcc.refuses(3, "sign", str(early))
    assert "You countersigned E-8 already; this request is older, of E-7" in said
    assert "rolled back" not in said and "prove it" not in said and "then some were taken away" in said


def forked(desk: Terminal, then: tuple[str, ...]) -> None:
    """Puts back the ledger as it was before, and lets it go another way."""
    for name in ("afi.ledger", "afi.ledger-wal", "afi.ledger-shm", "afi.ledger-views"):
        (desk.folder / name).unlink(missing_ok=True)
    shutil.copy(desk.folder / "before", desk.path)
    for request in desk.folder.glob("request-*.txt"):
        request.rename(request.with_suffix(".old"))
    shutil.rmtree(desk.folder.parent / "home" / "state", ignore_errors=True)
    desk.does(*then)


@pytest.mark.parametrize("more", [0, 2])
def test_a_forked_ledger(fresh: Terminal, opcc: Outsider, more: int) -> None:
    """Another history of the same size or a larger one, sealed by the right key, is refused."""
    shutil.copy(fresh.path, fresh.folder / "before")
    fresh.records("people", "add", "Bob Clerk")
    countersigned(fresh, opcc, requested(fresh))
    forked(fresh, ("people", "add", "Joy Clerk"))
    for name in range(more):
        fresh.records("people", "add", f"Person {name}")
    words = ("--from", "E-8") if more else ()
    assert "was forked: its first 8 entries" in opcc.refuses(5, "sign", str(requested(fresh, *words)))


def test_a_request_that_does_not_go_on_from_there(fresh: Terminal, opcc: Outsider) -> None:
    """From too early or too late nothing can be checked; the refusal says what to ask for."""
    countersigned(fresh, opcc, requested(fresh))
    for since in ("0", "E-3", "E-8"):
        fresh.records("people", "add", f"Somebody {since}")
        said = opcc.refuses(3, "sign", str(requested(fresh, "--from", since)))
        assert "countersign request --from E-7" in " ".join(said.split())
    opcc.does("sign", str(requested(fresh, "--from", "E-7")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"",
        lambda text: text[:-2],
        lambda text: text + b" ",
        lambda text: text.replace(b'"keys"', b'"Keys"'),
        lambda text: text.replace(b"\\n7\\n", b"\\n6\\n").replace(b"origin", b"Origin"),
        lambda text: b"[" * 100_000,
        lambda text: b'{"origin": 1, "keys": 2, "note": 3}\n',
    ],
    ids=["emptied", "cut", "longer", "renamed", "edited", "deep", "absurd"],
)
def test_a_garbled_memory(fresh: Terminal, opcc: Outsider, spoil: object) -> None:
    """It must not pass for none: nothing is signed until somebody has put it right."""
    request = requested(fresh)
    countersigned(fresh, opcc, request)
    [path] = opcc.memories
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    assert "is garbled" in opcc.refuses(5, "sign", str(request), "--log", log_key(fresh), "--accept")


def test_a_memory_of_another_ledger(fresh: Terminal, opcc: Outsider) -> None:
    """A file put in another's place is noticed."""
    request = requested(fresh)
    countersigned(fresh, opcc, request)
    [path] = opcc.memories
    other = path.with_name("x" + path.name[1:])
    path.rename(other)
    text = request.read_text().replace(path.name, other.name)
    request.write_text(text)
    assert "is garbled" in opcc.refuses(5, "sign", str(request))


def test_killed_between_remembering_and_writing(fresh: Terminal, opcc: Outsider) -> None:
    """What was remembered may be signed again, and nothing that contradicts it; nobody else was told a signature."""
    request = requested(fresh)
    words = ("sign", str(request), "--log", log_key(fresh), "--accept", "-o", "n.txt")
    with fresh.patch.context() as patch:
        patch.setattr("commands.countersigner.put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert opcc.run(*words).code == 130
    assert len(opcc.memories) == 1 and not (fresh.folder / "n.txt").exists()
    assert "— opcc " in opcc.does("sign", str(request))


def test_killed_before_remembering(fresh: Terminal, opcc: Outsider) -> None:
    """Nothing was signed, as far as anybody can know."""
    request = str(requested(fresh))
    words = ("sign", request, "--log", log_key(fresh), "--accept", "-o", "n.txt")
    with fresh.patch.context() as patch:
        patch.setattr(private, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert opcc.run(*words).code == 130
    assert opcc.memories == [] and not (fresh.folder / "n.txt").exists()


def test_a_memory_that_cannot_be_written(fresh: Terminal, opcc: Outsider) -> None:
    """Then nothing is signed."""
    request = str(requested(fresh))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    fresh.patch.setattr(private, "write", full)
    said = opcc.refuses(6, "sign", request, "--log", log_key(fresh), "--accept", "-o", "n.txt")
    assert "No space left" in said and not (fresh.folder / "n.txt").exists()


def test_two_at_once(fresh: Terminal, opcc: Outsider, tmp_path: Path) -> None:
    """While one process signs, another waits: what was judged stays true until it is remembered."""
    fresh.patch.setenv("AFI_HOME", str(opcc.home))
    waiting = "from ledger.countersigner import alone\nwith alone():\n    print('in')"
    environment = {"AFI_HOME": str(opcc.home), "PYTHONPATH": str(ROOT)}
    with countersigner.alone():
        other = subprocess.Popen([sys.executable, "-c", waiting], env=environment, stdout=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.5)
    assert other.communicate(timeout=20)[0] == b"in\n"


def test_an_exposed_key(fresh: Terminal, opcc: Outsider) -> None:
    """One that others on the computer can read is refused."""
    (opcc.store / "key.pem").chmod(0o644)
    assert "Other users" in opcc.refuses(3, "key")


# Keeping.


def test_what_came_back_is_kept_and_listed(fresh: Terminal, opcc: Outsider, audit: Outsider) -> None:
    """Asked, awaited, answered, received; by whom of the policy, and who is not in it."""
    fresh.records("policy", "set", "--witness", f"OPCC={opcc.key_line()}")
    asked = requested(fresh, "--to", "POST-1")
    rows = fresh.does("countersign", "list", "--json").rows
    assert [(row["kind"], row["up_to"], row["to"], row["outstanding"]) for row in rows] == [
        ("asked", "E-8", "POST-1", True)
    ]
    note = countersigned(fresh, opcc, asked)
    both = audit.does("sign", str(asked), "--log", log_key(fresh), "--accept").splitlines()[-1]
    note.write_text(note.read_text() + both + "\n")
    fresh.records("countersign", "add", str(note))
    asked_again, received = fresh.does("countersign", "list", "--json").rows
    assert not asked_again["outstanding"]
    assert (received["up_to"], [each["name"] for each in received["by"]]) == ("E-8", ["OPCC"])
    assert received["by_others"] == ["audit"]
    shown = fresh.does("countersign", "list").out
    assert "asked, answered" in shown and "OPCC, audit (not in the policy)" in shown
    assert "Whole: " in fresh.does("verify").out


def test_an_older_ask_is_done_with_once_a_later_one_was_answered(fresh: Terminal, opcc: Outsider) -> None:
    """Of the same person; one of somebody else is awaited still."""
    requested(fresh)
    requested(fresh, "--to", "POST-1")
    note = countersigned(fresh, opcc, requested(fresh))
    fresh.records("countersign", "add", str(note), "--witness", opcc.key_line())
    rows = fresh.does("countersign", "list", "--json").rows
    assert [row["outstanding"] for row in rows if row["kind"] == "asked"] == [False, True, False]


def test_nothing_asked_for(fresh: Terminal) -> None:
    """The list says how to begin."""
    assert "countersign request" in fresh.does("countersign", "list").out


def test_the_same_countersignature_is_kept_once(fresh: Terminal, opcc: Outsider, audit: Outsider) -> None:
    """A note with one signature more is kept."""
    fresh.records("policy", "set", "--witness", f"OPCC={opcc.key_line()}", "--witness", f"Audit={audit.key_line()}")
    asked = requested(fresh)
    note = countersigned(fresh, opcc, asked)
    fresh.records("countersign", "add", str(note))
    assert "is kept already, as E-9" in fresh.refuses(3, "countersign", "add", str(note))
    both = note.read_text() + countersigned(fresh, audit, asked).read_text().splitlines(keepends=True)[-1]
    (fresh.folder / "both").write_text(both)
    fresh.records("countersign", "add", "both")


def test_the_receipt_says_who_counts(fresh: Terminal, opcc: Outsider, audit: Outsider) -> None:
    """By their names in the policy; of whom it does not name, it says so."""
    fresh.records("policy", "set", "--witness", f"OPCC={opcc.key_line()}")
    asked = requested(fresh)
    out = fresh.does("countersign", "add", str(countersigned(fresh, opcc, asked))).out
    assert "OPCC, " in out and "not in the policy" not in out
    words = ("countersign", "add", str(countersigned(fresh, audit, asked)), "--witness", audit.key_line())
    assert "audit (not in the policy: it counts once a policy names it), " in fresh.does(*words).out


def test_a_signature_of_nobody_known(fresh: Terminal, opcc: Outsider, audit: Outsider) -> None:
    """It is not kept, unless somebody says who it is."""
    fresh.records("policy", "set", "--witness", f"OPCC={opcc.key_line()}")
    note = str(countersigned(fresh, audit, requested(fresh)))
    assert "Nobody whom the policy names" in fresh.refuses(3, "countersign", "add", note)
    assert "not a countersigner's key" in fresh.refuses(2, "countersign", "add", note, "--witness", "audit+x")
    fresh.records("countersign", "add", note, "--witness", audit.key_line())


def test_a_note_that_was_altered(fresh: Terminal, opcc: Outsider) -> None:
    """A signature that does not hold is refused as a whole."""
    note = countersigned(fresh, opcc, requested(fresh))
    words = ("--witness", opcc.key_line())
    for old, new in (("\n7\n", "\n6\n"), ("— opcc ", "— opcx ")):
        altered = str(restated(note, old, new))
        fresh.refuses(5 if "7" in old else 3, "countersign", "add", altered, *words)
    assert "does not hold" in fresh.refuses(5, "countersign", "add", str(restated(note, "— ", "-- ")), *words)


def test_a_note_of_another_history(fresh: Terminal, opcc: Outsider) -> None:
    """What they countersigned is not this ledger: that is evidence, and exit 5."""
    shutil.copy(fresh.path, fresh.folder / "before")
    fresh.records("people", "add", "Bob Clerk")
    note = countersigned(fresh, opcc, requested(fresh)).rename(fresh.folder / "note.txt")
    witness = opcc.key_line()
    forked(fresh, ("people", "add", "Joy Clerk"))
    assert "not the first of this ledger" in fresh.refuses(5, "countersign", "add", str(note), "--witness", witness)
    fresh.records("people", "add", "Eve Clerk")
    assert "not the first of this ledger" in fresh.refuses(5, "countersign", "add", str(note), "--witness", witness)


def test_a_note_of_another_ledger(fresh: Terminal, opcc: Outsider) -> None:
    """It is to be added there."""
    note = countersigned(fresh, opcc, requested(fresh))
    fresh.does("init", "other", "--force", "X", "--name", "Y", "--post", "Z", "--questions", "none", "--no-recovery")
    said = fresh.refuses(3, "countersign", "add", str(note), "--witness", opcc.key_line(), "--ledger", "other")
    assert "of another ledger" in said


def test_a_note_that_no_key_of_the_ledger_signed(fresh: Terminal, opcc: Outsider) -> None:
    """The countersigner's line alone is not enough."""
    note = countersigned(fresh, opcc, requested(fresh))
    own = note.read_text().splitlines(keepends=True)[4]
    altered = str(restated(note, own, ""))
    assert "No key of this ledger signed" in fresh.refuses(
        3, "countersign", "add", altered, "--witness", opcc.key_line()
    )


def test_the_hidden_name(fresh: Terminal) -> None:
    """People who know other programs call it witnessing."""
    assert fresh.does("witness", "list").out == fresh.does("countersign", "list").out
