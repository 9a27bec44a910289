"""Authors, batches, checkpoints and keys forged."""

from commands.demo.gallery.forger import Forger
from ledger.proofs.note import vkey
from tests.ledger.gallery.forger import (
    ORIGIN,
    World,
    check,
    found,
    held,
    kinds,
    place,
)


def test_an_entry_in_anothers_name(world: World) -> None:
    """Eve appends as Alice, Alice's next signature covers it, and Eve deletes her own checkpoint."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forged = forger.append(14, people.alice, recorded_by="PER-1", said_by="PER-1", data={"text": forger.new_text()})
        forger.seal(forged, people.eve)
        covering = forger.append(14, people.alice, recorded_by="PER-1", data={"text": forger.new_text()})
        forger.seal(covering, people.alice)
        forger.sql.execute("DELETE FROM checkpoint WHERE size = ?", (forged,))
    verdict = check(path)
    assert kinds(verdict) == {"uncovered"}
    assert place(found(verdict, "uncovered")) == (25, 25, "checkpoint.size", 24)


def test_an_entry_in_anothers_name_under_ones_own_seal(world: World) -> None:
    """With her checkpoint left there, the key that sealed is not the key that the entry names."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forged = forger.append(14, people.alice, recorded_by="PER-1", said_by="PER-1", data={"text": forger.new_text()})
        forger.seal(forged, people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"author"}
    assert place(found(verdict, "author")) == (25, 25, "checkpoint.key", 24)
    assert found(verdict, "author").reference == "AFI-1"


def test_an_entry_that_names_another_person(world: World) -> None:
    """Eve signs with her key what it says Alice recorded."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forged = forger.append(14, people.eve, recorded_by="PER-1", data={"text": forger.new_text()})
        forger.seal(forged, people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"author"}
    assert "recorded by PER-1" in found(verdict, "author").what


def test_a_key_without_the_right(world: World) -> None:
    """Eve, who may record, enrols a key with every right; what that key seals counts for nothing."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = {"person": "PER-3", "rights": ["enrol", "keep", "record"], "vkey": vkey(ORIGIN, people.mallory.public)}
        forger.seal(forger.append(7, people.eve, recorded_by="PER-3", said_by="PER-3", data=data), people.eve)
        data = {"key": people.alice.fingerprint}
        mine = forger.append(7, people.mallory, recorded_by="PER-3", said_by="PER-3", type="key.retired", data=data)
        forger.seal(mine, people.mallory)
    verdict = check(path)
    assert kinds(verdict) == {"right", "unenrolled"}
    assert place(found(verdict, "right")) == (25, None, "checkpoint.key", 24)
    assert place(found(verdict, "unenrolled")) == (26, 26, "checkpoint.key", 24)


def test_a_batch_cut_in_two(world: World) -> None:
    """Entries 16 to 18 are one command; a checkpoint in its middle, and lengths to suit it."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(17, people.alice)
    verdict = check(path)
    assert kinds(verdict) == {"checkpoint"}
    assert place(found(verdict, "checkpoint")) == (17, None, "checkpoint.size", 15)
    with Forger(path) as forger:
        for position, batch in ((16, [1, 2]), (17, [2, 2]), (18, [1, 1])):
            forger.edit(position, batch=batch)
    verdict = check(path)
    assert kinds(verdict) == {"edited", "command"}
    assert place(found(verdict, "command")) == (18, None, "entry.bytes", 17)
    assert [finding.position for finding in verdict.findings if finding.kind == "edited"] == [16, 17, 18]


def test_a_batch_of_guessed_length(world: World) -> None:
    """A keyholder's batch that says it has more entries than it has, and one that begins at its second."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        short = forger.append(14, people.bob, batch=[1, 2], data={"text": forger.new_text()})
        forger.seal(short, people.bob)
    assert place(found(check(path), "batch")) == (25, 25, None, 24)
    with Forger(path) as forger:
        forger.edit(short, batch=[2, 2])
        forger.rehash()
        forger.seal(short, people.bob)
    assert place(found(check(path), "batch")) == (25, None, "entry.bytes", 24)


def test_a_batch_of_two_people(world: World) -> None:
    """The second entry of a batch names another key, person, time and command."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.append(14, people.bob, batch=[1, 2], data={"text": forger.new_text()})
        last = forger.append(14, people.alice, batch=[2, 2], recorded_by="PER-1", data={"text": forger.new_text()})
        forger.seal(last, people.bob)
    batch = [finding for finding in check(path).findings if finding.kind == "batch"]
    assert [finding.position for finding in batch] == [26, 26, 26]
    assert [finding.what.split()[3] for finding in batch] == ["cmd", "key", "recorded_by"]


def test_a_command_used_again(world: World) -> None:
    """The id by which a command repeats safely names one batch."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        again = forger.append(14, people.bob, cmd=forger.entry(14)["cmd"], data={"text": forger.new_text()})
        forger.seal(again, people.bob)
    verdict = check(path)
    assert kinds(verdict) == {"command"}
    assert place(found(verdict, "command")) == (25, None, "entry.bytes", 24)


def test_a_deleted_checkpoint_row(world: World) -> None:
    """Later checkpoints cover the batch, but not in its author's name."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM checkpoint WHERE size = 18")
    verdict = check(path)
    assert kinds(verdict) == {"uncovered"}
    assert place(found(verdict, "uncovered")) == (16, 18, "checkpoint.size", 15)


def test_a_signature_stripped(world: World) -> None:
    """A checkpoint with no signature is nobody's."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("UPDATE checkpoint SET signature = x'' WHERE size = 18")
    verdict = check(path)
    assert kinds(verdict) == {"signature"}
    assert place(found(verdict, "signature")) == (18, None, "checkpoint.signature", 15)


def test_signatures_exchanged(world: World) -> None:
    """Each is Alice's, but of the other checkpoint."""
    path = world.copy()
    with Forger(path) as forger:
        rows = dict(forger.sql.execute("SELECT size, signature FROM checkpoint WHERE size IN (20, 21)").fetchall())
        forger.sql.executemany("UPDATE checkpoint SET signature = ? WHERE size = ?", [(rows[20], 21), (rows[21], 20)])
    verdict = check(path)
    assert [(finding.kind, finding.position, held(finding)) for finding in verdict.findings] == [
        ("signature", 20, 19),
        ("signature", 21, 19),
    ]
