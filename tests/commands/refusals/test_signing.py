"""Keys that may not sign: there is none, another's, one that no longer may, one that others could have used."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.refusals.refused import refuses
from tests.commands.terminal import Terminal

NOTE = ("note", "AFI-3", "x")
NONE_HERE = "You have no key on this computer that may sign in this ledger"


def keys(desk: Terminal, ledger: str = "fenshire") -> Path:
    """The folder of somebody's keys for a ledger."""
    [folder] = (desk.folder.parent / "home" / "config" / "keys").glob(f"{ledger}.*")
    return folder


def key(desk: Terminal, ledger: str = "fenshire") -> Path:
    """The file of the one key there."""
    [found] = keys(desk, ledger).glob("*.pem")
    return found


def no_keys(desk: Terminal) -> None:
    """A computer that never had one."""
    shutil.rmtree(desk.folder.parent / "home" / "config")


def of_another_ledger(desk: Terminal) -> None:
    """Only the key of the ledger of Cambridgeshire."""
    shutil.rmtree(keys(desk))


def passed_off(desk: Terminal) -> None:
    """The key of another ledger, laid among those of this one."""
    key(desk).unlink()
    shutil.copy2(key(desk, "cambridgeshire"), keys(desk))


def not_enrolled(desk: Terminal) -> None:
    """A key of one's own, which no keeper has enrolled."""
    key(desk).unlink()
    desk.does("keys", "new")


def another(desk: Terminal, *rights: str) -> str:
    """Enrols a second key of PER-14's, the only one left here; returns what the first was called."""
    first = key(desk)
    line = desk.does("keys", "new").out.strip()
    desk.does("keys", "enrol", line, "--person", "PER-14", *(word for each in rights for word in ("--right", each)))
    return first.stem


def retired(desk: Terminal) -> None:
    """The one key here was retired."""
    old = another(desk, "enrol", "record")
    desk.does("keys", "retire", old)
    [new] = (path for path in keys(desk).glob("*.pem") if path.stem != old)
    new.unlink()


def revoked(desk: Terminal) -> None:
    """The one key here was lost, and said to be."""
    old = another(desk, "enrol", "record")
    desk.does("keys", "revoke", old, "--after", f"E-{desk.size()}")
    [new] = (path for path in keys(desk).glob("*.pem") if path.stem != old)
    new.unlink()


@pytest.mark.parametrize(
    "prepare", [no_keys, of_another_ledger, passed_off, not_enrolled, retired, revoked], ids=lambda f: f.__name__
)
def test_no_key_and_the_wrong_key(fenshire: Terminal, prepare: Callable[[Terminal], None]) -> None:
    """None, another ledger's under either name, one that nobody enrolled, or that no longer counts; looking goes on."""
    prepare(fenshire)
    what, remedy = refuses(fenshire, 3, *NOTE).splitlines()
    assert what.startswith(f"afi: {NONE_HERE}") and "`afi keys new`" in remedy and "a keeper" in remedy
    fenshire.does("register")


@pytest.mark.parametrize("who", ["PER-1", "Tamsin Oduya"])
def test_the_key_of_somebody_else(fenshire: Terminal, who: str) -> None:
    """Nobody is signed for with a key that is not here."""
    assert f"{NONE_HERE} as PER-" in refuses(fenshire, 3, *NOTE, "--as", who)


def test_without_the_right(fenshire: Terminal) -> None:
    """A key that may record enrols nobody, and publishes nothing."""
    old = another(fenshire)
    (keys(fenshire) / f"{old}.pem").unlink()
    what, remedy = refuses(fenshire, 3, "keys", "retire", old).splitlines()
    assert what == "afi: Your key does not have the right to enrol here." and "`afi keys list`" in remedy
    fenshire.does(*NOTE)


@pytest.mark.parametrize("content", [b"", b"x", b"-----BEGIN PRIVATE KEY-----\n"])
def test_garbled(fenshire: Terminal, content: bytes) -> None:
    """What is left of a key signs nothing, and is not replaced in silence."""
    key(fenshire).write_bytes(content)
    assert "is not a whole private key." in refuses(fenshire, 3, *NOTE)


def test_exchanged(fenshire: Terminal) -> None:
    """Another key under the name of this one is noticed."""
    shutil.copyfile(key(fenshire, "cambridgeshire"), key(fenshire))
    assert "holds another key than its name says." in refuses(fenshire, 3, *NOTE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists in the place of modes")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604, 0o622])
def test_readable_by_others(fenshire: Terminal, mode: int) -> None:
    """Whoever could read or change it could sign for its owner; the remedy puts it right."""
    key(fenshire).chmod(mode)
    what, remedy = refuses(fenshire, 3, *NOTE).splitlines()
    assert "Other users of this computer can read or change" in what
    assert f'chmod 600 "{key(fenshire)}"' in remedy
    key(fenshire).chmod(0o600)
    fenshire.does(*NOTE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists in the place of modes")
def test_a_folder_open_to_others(fenshire: Terminal) -> None:
    """Whoever could write there could exchange the key."""
    keys(fenshire).chmod(0o755)
    assert f'chmod 700 "{keys(fenshire)}"' in refuses(fenshire, 3, *NOTE)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_of_another_user(fenshire: Terminal) -> None:
    """A key that belongs to somebody else on this computer is theirs to use."""
    os.chown(key(fenshire), 65534, -1)
    assert "belongs to another user of this computer." in refuses(fenshire, 3, *NOTE)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("enrol", "nonsense", "--person", "PER-1"), 2, "That is not the line of a key"),
        (("enrol", "a.b+00000000+AAAA", "--person", "PER-1"), 2, "That is not the line of a key"),
        (("retire", "ffff"), 3, 'No key begins with "ffff".'),
        (("retire", ""), 3, '4 keys begin with "".'),
        (("revoke", "0e32", "--after", "E-99999"), 3, "There is no E-99999 yet."),
    ],
)
def test_which_key(fenshire: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A line that is none, and the beginning of no fingerprint or of several."""
    assert said in refuses(fenshire, code, "keys", *words)
