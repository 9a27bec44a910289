"""Texts in the vault, numbers of references, and what entries say of other entries."""

import pytest

from commands.demo.gallery.forger import Forger
from tests.ledger.gallery.forger import World, check, found, kinds, place


def vault_row(forger: Forger, position: int) -> bytes:
    """The commitment of an entry's text."""
    return bytes.fromhex(forger.entry(position)["data"]["text"]["prose"])


def test_a_text_edited(world: World) -> None:
    """The entry commits to other words."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("UPDATE vault SET content = ? WHERE commitment = ?", (b"Never begun", vault_row(forger, 14)))
    verdict = check(path)
    assert kinds(verdict) == {"text-altered"}
    assert place(found(verdict, "text-altered")) == (14, None, "vault.content", 13)
    assert found(verdict, "text-altered").reference == "AFI-1"
    assert verdict.counts.texts_kept == 16


def test_texts_exchanged(world: World) -> None:
    """Each text is somebody's, with its salt, but not under that commitment."""
    path = world.copy()
    with Forger(path) as forger:
        ours, theirs = vault_row(forger, 14), vault_row(forger, 19)
        for old, new in ((ours, b"x"), (theirs, ours), (b"x", theirs)):
            forger.sql.execute("UPDATE vault SET commitment = ? WHERE commitment = ?", (new, old))
    verdict = check(path)
    assert [(finding.kind, finding.position) for finding in verdict.findings] == [
        ("text-altered", 14),
        ("text-altered", 19),
    ]


def test_a_text_removed(world: World) -> None:
    """No entry says that it was erased."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM vault WHERE commitment = ?", (vault_row(forger, 14),))
    verdict = check(path)
    assert kinds(verdict) == {"text-missing"}
    assert place(found(verdict, "text-missing")) == (14, None, "vault.commitment", 13)


def test_a_text_added(world: World) -> None:
    """A text in the vault that nobody recorded."""
    path = world.copy()
    with Forger(path) as forger:
        name = forger.new_text()["prose"]
    verdict = check(path)
    assert kinds(verdict) == {"text-surplus"}
    assert found(verdict, "text-surplus").reference == name


def test_a_text_committed_to_twice(world: World) -> None:
    """Eve says unread what Bob said, and hides a text of her own behind the right count."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(forger.append(14, people.eve, recorded_by="PER-3"), people.eve)
        forger.new_text()
    verdict = check(path)
    assert kinds(verdict) == {"text-repeated", "text-surplus"}
    assert place(found(verdict, "text-repeated")) == (25, None, "entry.bytes", 24)


def test_a_text_that_is_not_text(world: World) -> None:
    """What an entry commits to is UTF-8."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = {"text": forger.new_text(b"\xff")}
        forger.seal(forger.append(14, people.bob, data=data), people.bob)
    finding = found(check(path), "text-altered")
    assert place(finding) == (25, None, "vault.content", 24) and "UTF-8" in finding.what


def test_numbers_that_disagree(world: World) -> None:
    """The table of the last numbers given out is what the entries say, each kind."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("UPDATE minted SET last = 2 WHERE kind = 'AFI'")
        forger.sql.execute("INSERT INTO minted VALUES ('QUE', 1)")
    verdict = check(path)
    assert [(finding.kind, finding.reference, finding.column) for finding in verdict.findings] == [
        ("number", "AFI-3", "minted.last"),
        ("number", "QUE-0", "minted.last"),
    ]


def test_a_number_skipped(world: World) -> None:
    """A record begins whose predecessor never did; or an entry is of none."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = forger.entry(13)["data"] | {"text": forger.new_text()}
        forger.seal(forger.append(13, people.eve, stream="AFI-5", data=data), people.eve)
        forger.sql.execute("UPDATE minted SET last = 5 WHERE kind = 'AFI'")
    verdict = check(path)
    assert kinds(verdict) == {"number"}
    assert place(found(verdict, "number")) == (25, None, "entry.bytes", 24)


def test_a_correction_of_what_is_to_come(world: World) -> None:
    """Only an earlier entry can be corrected."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(forger.append(14, people.bob, fixes=25, data={"text": forger.new_text()}), people.bob)
    verdict = check(path)
    assert kinds(verdict) == {"fixes"}
    assert place(found(verdict, "fixes")) == (25, None, "entry.bytes", 24)


@pytest.mark.parametrize("fixes", [1, 7, 13])
def test_a_correction_of_something_else(world: World, fixes: int) -> None:
    """Of another record, or of an entry of another type: readers pass over it, and the audit names it."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        before = forger.entry(fixes)
        assert (before["stream"], before["type"]) != (forger.entry(14)["stream"], forger.entry(14)["type"])
        forger.seal(forger.append(14, people.bob, fixes=fixes, data={"text": forger.new_text()}), people.bob)
    verdict = check(path)
    assert kinds(verdict) == {"fixes"}
    assert place(found(verdict, "fixes")) == (25, None, "entry.bytes", 24)


@pytest.mark.parametrize("fixes", [1, 2, 13])
def test_undoing_what_cannot_be(world: World, fixes: int) -> None:
    """A beginning, or what says who may sign: readers pass over it, and the audit names it."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        more = {"stream": forger.entry(fixes)["stream"], "type": "record.undone", "data": {}, "fixes": fixes}
        forger.seal(forger.append(14, people.bob, **more), people.bob)
    verdict = check(path)
    assert kinds(verdict) == {"fixes"}
    assert place(found(verdict, "fixes")) == (25, None, "entry.bytes", 24)


def test_undoing_what_may_be(world: World) -> None:
    """What a record went on with: there is nothing to find."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        more = {"type": "record.undone", "data": {}, "fixes": 14}
        forger.seal(forger.append(14, people.bob, **more), people.bob)
    assert not check(path).findings


def test_opened_again(world: World) -> None:
    """A second opening would name other first keys."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(forger.append(1, people.alice), people.alice)
    assert place(found(check(path), "opening")) == (25, None, "entry.bytes", 24)
