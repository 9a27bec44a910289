"""Signing keys: made, enrolled, retired, revoked, and recovered from paper."""

from typing import Any

import pytest

from tests.commands.terminal import Terminal


@pytest.fixture
def paper(bare: Terminal) -> tuple[Terminal, str]:
    """Ann Keeper's terminal beside a ledger with a recovery key, and what stands on the paper."""
    words = "--force Fenshire --post Keeper --questions none --recovery".split()
    said = bare.does("init", "--name", "Ann Keeper", *words).out
    return bare, said.splitlines()[-1].strip()


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
    desk.patch.setattr("typer.prompt", lambda *_, **__: words.lower().replace(" ", "-"))
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
    desk.patch.setattr("typer.prompt", lambda *_, **__: typed)
    before = list((desk.folder.parent / "home").rglob("*.pem"))
    assert said in desk.refuses(code, "keys", "recover")
    assert list((desk.folder.parent / "home").rglob("*.pem")) == before


def test_the_recovery_key_of_another_ledger(paper: tuple[Terminal, str]) -> None:
    """It opens nothing here."""
    desk, words = paper
    desk.does("init", "other", "--force", "X", "--name", "Y", "--post", "Z", "--questions", "none", "--no-recovery")
    desk.patch.setattr("typer.prompt", lambda *_, **__: words)
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
