"""Verify: says that all is whole, or what is wrong and where, and always what it cannot know."""

import sqlite3

import pytest

from tests.commands.outside import Outsider, countersigned, log_key, requested
from tests.commands.terminal import Terminal


def spoil(desk: Terminal, *statements: str) -> None:
    """Changes the ledger file behind the program's back."""
    database = sqlite3.connect(desk.path, isolation_level=None)
    try:
        for statement in statements:
            database.execute(statement)
    finally:
        database.close()


def test_whole(desk: Terminal) -> None:
    """How much was checked, by whose key it was sealed, and what no audit of one copy can know."""
    said = desk.does("verify").out
    assert "Whole: 131 entries in 13 batches, each sealed by the key that it names." in said
    assert "  signatures  13 of 13 checkpoints verified\n" in said
    assert "\nNot protected:\n  -  Nobody outside has countersigned this ledger" in said


def test_who_signed_is_named(bare: Terminal) -> None:
    """The recovery key is told from the keeper's; of a ledger that is not whole no name is believed."""
    words = ("--force", "Fenshire", "--name", "Ann Keeper", "--post", "Keeper", "--recovery")
    bare.does("init", *words)
    first, paper = [line for line in bare.does("verify").out.splitlines() if line.startswith("  signed by ")]
    assert "Ann Keeper (PER-1): 1 batch, key " in first and first.endswith("…")
    assert "Ann Keeper (PER-1): 0 batches, key " in paper and paper.endswith("… (recovery key)")
    spoil(bare, "DROP TRIGGER entry_update", "UPDATE entry SET type = 'person.renamed' WHERE position = 4")
    result = bare.run("verify")
    assert result.code == 5 and "PER-1: 1 batch, key " in result.out and "Ann Keeper" not in result.out


def test_it_fits_a_terminal(desk: Terminal) -> None:
    """Of eighty columns; and its help says what its words mean."""
    desk.patch.setenv("COLUMNS", "80")
    assert max(map(len, desk.does("verify").out.splitlines()[1:])) <= 80  # the first is its path
    told = " ".join(desk.does("verify", "--help").out.split())
    assert all(f"{word} " in told for word in ("The origin is", "is a batch;", "a checkpoint seals", "the root:"))


def test_whole_as_json(desk: Terminal) -> None:
    """The same as one document."""
    found = desk.does("verify", "--json").json
    assert (found["afi"], found["sound"], found["as_of"], found["findings"]) == (1, True, "E-131", [])
    assert found["counts"]["entries"] == 131 and found["not_protected"]


def test_an_expected_first_key(desk: Terminal) -> None:
    """The fingerprint in the minutes, however it is spaced, is compared; another is a finding."""
    first = desk.does("verify", "--json").json["first_key"]
    spaced = " ".join(first[place : place + 8].upper() for place in range(0, 64, 8))
    assert "first key was not compared" not in desk.does("verify", "--fingerprint", spaced).out
    result = desk.run("verify", "--fingerprint", "0" * 64)
    assert result.code == 5 and "WRONG first-key" in result.out


EDIT = ("DROP TRIGGER entry_update", "UPDATE entry SET type = 'improvement.closed' WHERE position = 88")


def test_what_is_wrong_and_where(desk: Terminal) -> None:
    """Named and located; exit 5, with what to do on standard error."""
    spoil(desk, *EDIT)
    result = desk.run("verify")
    assert result.code == 5
    assert "WRONG column: " in result.out and "E-88" in result.out and "WRONG schema: " in result.out
    first, second = result.err.splitlines()
    assert "is not whole: 2 things are wrong with it." in first and second.startswith("     Write nothing to it.")


def test_what_is_wrong_as_json(desk: Terminal) -> None:
    """One document on standard output, whatever is found."""
    spoil(desk, *EDIT)
    result = desk.run("verify", "--json")
    assert (result.code, result.json["sound"]) == (5, False)
    assert {finding["kind"] for finding in result.json["findings"]} == {"column", "schema"}


def test_one_thing_is_wrong(desk: Terminal) -> None:
    """Is said in the singular."""
    spoil(desk, "DROP TRIGGER vault_update")
    assert "1 thing is wrong with it" in desk.run("verify").err


def test_a_ledger_that_was_cut(desk: Terminal) -> None:
    """This terminal remembers more than there is."""
    spoil(
        desk,
        *("DROP TRIGGER entry_delete", "DROP TRIGGER checkpoint_delete"),
        *("DELETE FROM entry WHERE position > 84", "DELETE FROM checkpoint WHERE size > 84"),
    )
    result = desk.run("verify")
    assert (result.code, "WRONG cut: " in result.out) == (5, True)


def test_it_changes_nothing(desk: Terminal) -> None:
    """Not a byte."""
    before = {path: path.read_bytes() for path in desk.folder.iterdir()}
    desk.does("verify")
    assert {path: path.read_bytes() for path in desk.folder.iterdir()} == before


def test_it_makes_no_read_models(desk: Terminal) -> None:
    """A copy is verified as it came, and who signed is named all the same."""
    copy = desk.folder / "copy.ledger"
    copy.write_bytes(desk.path.read_bytes())
    assert "(PER-1): " in desk.does("verify", str(copy)).out
    assert not [*desk.folder.glob("copy*views*")]


@pytest.mark.parametrize("content", [b"", b"not a ledger", b"SQLite format 3\0" + b"\0" * 100])
def test_what_is_no_ledger(bare: Terminal, content: bytes) -> None:
    """It is told so, not found to be broken without a word."""
    (bare.folder / "x.ledger").write_bytes(content)
    result = bare.run("verify", "--ledger", "x.ledger")
    assert result.code == 5 and "WRONG file: " in result.out


def test_a_mistyped_fingerprint_is_no_fault_of_the_ledger(desk: Terminal) -> None:
    """All 64 digits are compared or none."""
    for typed in ("nonsense", "0123456789abcdef"):
        assert "not the fingerprint of a key" in desk.refuses(2, "verify", "--fingerprint", typed)


def test_an_altered_text_is_not_shown(desk: Terminal) -> None:
    """A read model made anew takes up no text that its entry does not commit to."""
    spoil(desk, "DROP TRIGGER vault_update", "UPDATE vault SET content = CAST('All is well.' AS BLOB)")
    assert "not the one that its entry commits to" in desk.refuses(5, "rebuild")


def test_a_path(desk: Terminal, bare: Terminal) -> None:
    """A ledger can be named as the argument, as its file or its folder; what is neither is refused."""
    desk.does("verify", str(desk.path))
    desk.does("verify", str(desk.folder))
    (bare.folder / "loop").symlink_to("loop")
    for odd in ("none.ledger", "loop"):
        assert "There is no ledger at" in desk.refuses(6, "verify", odd)


@pytest.fixture
def opcc(fresh: Terminal) -> Outsider:
    """The commissioner's office, whose countersignature is asked for and kept."""
    outsider = Outsider(fresh, "opcc")
    outsider.key()
    note = countersigned(fresh, outsider, requested(fresh))
    fresh.records("countersign", "add", str(note), "--witness", outsider.key_line())
    return outsider


def policy_of(terminal: Terminal, *outsiders: Outsider) -> str:
    """A policy file that asks for all of these."""
    lines = [f"log {log_key(terminal)}", *(f"witness {each.name} {each.key_line()}" for each in outsiders)]
    lines += [f"group all-of-them all {' '.join(each.name for each in outsiders)}", "quorum all-of-them"]
    (terminal.folder / "policy").write_text("".join(f"{line}\n" for line in lines))
    return "policy"


def test_a_policy_that_is_met(fresh: Terminal, opcc: Outsider) -> None:
    """Says who protects how much, and what is not protected; fits a terminal."""
    fresh.patch.setenv("COLUMNS", "80")
    said = fresh.does("verify", "--policy", policy_of(fresh, opcc))
    assert (
        "  outside     countersigned up to E-7 by opcc on " in said.out
        and "  policy      met up to E-7: 1 of 1: opcc" in said.out
    )
    assert "Nobody outside" not in said.out and "E-8: countersigned by nobody outside" in " ".join(said.out.split())
    assert max(map(len, said.out.splitlines()[1:])) <= 80
    found = fresh.does("verify", "--policy", "policy", "--json").json
    assert found["policy"] == {"words": "1 of 1: opcc", "met": True, "entry": "E-7"}
    assert [(each["entry"], each["name"], each["known"]) for each in found["protected"]] == [("E-7", "opcc", True)]


def test_a_policy_that_is_not_met(fresh: Terminal, opcc: Outsider) -> None:
    """Exit 5, though the ledger is whole; and what to do about it."""
    audit = Outsider(fresh, "audit")
    audit.key("--ed25519")
    result = fresh.run("verify", "--policy", policy_of(fresh, opcc, audit))
    assert result.code == 5 and "WRONG policy: " in result.out and "opcc up to E-7" in result.out
    assert "is whole, but not countersigned as the policy asks" in result.err and "countersign request" in result.err
    found = fresh.run("verify", "--policy", "policy", "--json").json
    assert found["policy"] == {"words": "2 of 2: opcc, audit", "met": False, "entry": None}


def test_a_policy_that_is_none(fresh: Terminal) -> None:
    """Is no fault of the ledger."""
    (fresh.folder / "policy").write_text("witness\n")
    assert "is not a policy: line 1" in fresh.refuses(2, "verify", "--policy", "policy")
    assert "cannot be read" in fresh.refuses(2, "verify", "--policy", "none")


def test_a_countersignature_known_by_the_ledger_only(fresh: Terminal, opcc: Outsider) -> None:
    """Its own policy names the witness: their key is to be compared."""
    found = fresh.does("verify", "--json").json
    assert [each["known"] for each in found["protected"]] in ([False], [])


def test_a_proof(fresh: Terminal) -> None:
    """What `afi prove` wrote is checked where it is named, with the policy and without a ledger."""
    fresh.does("countersign", "request", "-o", "r.txt")
    (fresh.folder / "policy").write_text(f"log {log_key(fresh)}\nquorum none\n")
    fresh.does("prove", "E-3", "-o", "three.tlog-proof")
    fresh.path.rename(fresh.folder / "away")
    assert "E-3" in fresh.does("verify", "three.tlog-proof", "--policy", "policy").out


@pytest.mark.parametrize("tty", [True, False])
def test_progress_is_for_a_terminal(desk: Terminal, tty: bool) -> None:
    """How far it came is said to who watches, and wiped away; nothing is in a pipe."""
    desk.tty = tty
    result = desk.run("verify", "--json")
    assert result.code == 0 and result.json["sound"]
    assert result.err == "" if not tty else "131 of 131" in result.err and result.err.endswith("\r")
