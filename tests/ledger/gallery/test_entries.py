"""Entries edited, deleted, moved, inserted; ledgers cut, rolled back and forked."""

import pytest

from commands.demo.gallery.forger import Forger
from ledger.proofs.tree import leaf_hash
from ledger.proofs.verdict import Held
from tests.ledger.gallery.forger import (
    ORIGIN,
    World,
    check,
    forget,
    found,
    held,
    kinds,
    memory,
    noting,
    place,
    record,
)


def test_a_ledger_nobody_touched_is_sound(world: World) -> None:
    """Nothing is found, and everything is counted."""
    verdict = check(world.copy(), memory=memory(world.path), first_key=world.people.alice.fingerprint)
    assert verdict.sound and not verdict.remarks and not verdict.more
    assert (verdict.size, verdict.root) == memory(world.path)
    assert (verdict.origin, verdict.fictitious) == (ORIGIN, True)
    counts = verdict.counts
    assert (counts.entries, counts.batches, counts.checkpoints, counts.signatures) == (24, 13, 13, 13)
    assert (counts.texts_kept, counts.texts_erased, counts.before) == (17, 0, 24)
    assert [(signer.person, signer.since, signer.until, signer.batches) for signer in verdict.signers] == [
        ("PER-1", 1, None, 7), ("PER-2", 7, None, 3), ("PER-3", 8, None, 3)
    ]  # fmt: skip
    assert "could have rewritten everything" in verdict.unprotected[0]


def test_an_edited_entry(world: World) -> None:
    """An entry's bytes changed in place: the stored leaf is another's."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(14, said_by="ORG-2")
    verdict = check(path)
    finding = found(verdict, "edited")
    assert kinds(verdict) == {"edited"}
    assert place(finding) == (14, 14, "entry.bytes", 13) and finding.reference == "AFI-1"
    with Forger(path) as forger:
        assert finding.held == Held(13, forger.entry(13)["at"])


@pytest.mark.parametrize(("edited", "first", "last"), [(15, 15, 16), (16, 15, 16), (17, 17, 18), (24, 23, 24)])
def test_an_edited_entry_with_its_leaf_recomputed(world: World, edited: int, first: int, last: int) -> None:
    """The row's leaf fits again, but the next stored node over it does not."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(edited, said_by="ORG-2")
        leaf = leaf_hash(forger.stored(edited))
        forger.sql.execute(
            "UPDATE entry SET hashes = CAST(? || substr(hashes, 33) AS BLOB) WHERE position = ?", (leaf, edited)
        )
    verdict = check(path)
    finding = found(verdict, "edited")
    assert (finding.position, finding.until, finding.column) == (first, last, "entry.bytes")
    assert kinds(verdict) <= {"edited", "root"}


def test_an_edited_entry_with_all_hashes_recomputed(world: World) -> None:
    """The tree is whole in itself; the first checkpoint over the entry is not of it."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(17, said_by="ORG-2")
        forger.rehash()
    verdict = check(path)
    assert kinds(verdict) == {"root"} and len(verdict.findings) == 1
    assert place(found(verdict, "root")) == (16, 18, "entry.bytes", 15)


def test_an_edited_entry_with_all_roots_recomputed(world: World) -> None:
    """Every checkpoint is of the tree, but nobody signed them."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(17, said_by="ORG-2")
        forger.rehash()
        forger.reseal()
    verdict = check(path)
    assert kinds(verdict) == {"signature"}
    assert place(found(verdict, "signature")) == (18, None, "checkpoint.signature", 15)


def test_an_edited_entry_resealed_with_the_one_key_he_has(world: World) -> None:
    """Eve edits her own entry and signs again: the checkpoints of the others over it show that."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(13, said_by="ORG-2")
        forger.rehash()
        forger.reseal(world.people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"signature"}
    assert place(found(verdict, "signature")) == (14, None, "checkpoint.signature", 13)


def test_a_deleted_middle_row(world: World) -> None:
    """The gap is named, and what lies after it is still checked."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position = 14")
        forger.edit(24, said_by="ORG-2")
    verdict = check(path)
    assert place(found(verdict, "missing")) == (14, 14, "entry.position", 13)
    # E-14 also held the node over E-13 and E-14, without which no root can be made until one over E-16 is stored.
    assert place(found(verdict, "stream")) == (16, None, "entry.bytes", 13)
    assert place(found(verdict, "edited")) == (24, 24, "entry.bytes", 23)


def test_a_deleted_middle_row_with_the_gap_closed(world: World) -> None:
    """The rows after it moved up and hashed again: everything from there on is another ledger."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position = 14")
        for position in range(15, 25):
            forger.sql.execute("UPDATE entry SET position = position - 1 WHERE position = ?", (position,))
        forger.rehash()
    verdict = check(path)
    assert place(found(verdict, "root")) == (14, 14, "entry.bytes", 13)
    assert place(found(verdict, "missing")) == (24, 24, "entry.position", held(found(verdict, "missing")))


def test_deleted_last_rows(world: World) -> None:
    """The checkpoints over them remain."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position > 21")
    verdict = check(path)
    assert place(found(verdict, "missing")) == (22, 24, "entry.position", 21)


def test_deleted_last_rows_with_their_checkpoints(world: World) -> None:
    """Texts that no entry commits to remain; and who saw the ledger before misses the entries."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position > 21")
        forger.sql.execute("DELETE FROM checkpoint WHERE size > 21")
    verdict = check(path, memory=memory(world.path))
    assert kinds(verdict) == {"text-surplus", "cut"}
    assert place(found(verdict, "cut")) == (22, 24, None, 21)


def test_rolled_back_to_an_old_backup(world: World) -> None:
    """A clean older state is sound in itself: only a memory knows better."""
    path = world.copy()
    with Forger(path) as forger:
        forger.cut(19)
    assert check(path).sound
    assert "cut off" in check(path).unprotected[-1]
    verdict = check(path, memory=memory(world.path))
    assert place(found(verdict, "cut")) == (20, 24, None, 19)


def test_truncated_then_appended(world: World) -> None:
    """Cut and regrown by a keyholder, longer than before: only a memory sees that it is another history."""
    path = world.copy()
    with Forger(path) as forger:
        forger.cut(19)
    remembered = memory(world.path)
    forget()
    record(path, world.people.bob, *[noting("AFI-1", f"Other {n}") for n in range(6)])
    assert check(path).sound
    verdict = check(path, memory=remembered)
    assert kinds(verdict) == {"fork"}
    assert place(found(verdict, "fork")) == (1, 24, None, None)


def test_two_copies_that_forked(world: World) -> None:
    """Both are sound; each is a fork to who remembers the other."""
    here, there = world.copy("here.ledger"), world.copy("there.ledger")
    for path in (here, there):
        forget()
        record(path, world.people.alice, noting("AFI-1", path.name))
        assert check(path, memory=memory(world.path)).sound
    forget()
    assert kinds(check(here, memory=memory(there))) == kinds(check(there, memory=memory(here))) == {"fork"}


def test_reordered(world: World) -> None:
    """Two whole rows changed places, hashes and all."""
    path = world.copy()
    with Forger(path) as forger:
        for old, new in ((20, 99), (21, 20), (99, 21)):
            forger.sql.execute("UPDATE entry SET position = ? WHERE position = ?", (new, old))
    verdict = check(path)
    assert place(found(verdict, "clock")) == (21, None, "entry.bytes", 19)
    assert found(verdict, "root").position == 20
    assert place(found(verdict, "edited")) == (20, 20, "entry.bytes", 19)


def test_two_streams_swapped(world: World) -> None:
    """Two notes taken at one time exchange their improvements."""
    path = world.copy()
    with Forger(path) as forger:
        one, other = forger.entry(22), forger.entry(23)
        forger.sql.execute("UPDATE entry SET stream = 'X' || position WHERE position IN (22, 23)")
        forger.write(22, one | {key: other[key] for key in ("stream", "version")})
        forger.write(23, other | {key: one[key] for key in ("stream", "version")})
    verdict = check(path)
    assert [(finding.kind, finding.position, held(finding)) for finding in verdict.findings] == [
        ("edited", 22, 21),
        ("edited", 23, 21),
    ]


def test_an_inserted_forgery(world: World) -> None:
    """An entry between others, everything after it renumbered and hashed again."""
    path = world.copy()
    with Forger(path) as forger:
        forger.append(14, world.people.bob, data={"text": forger.entry(14)["data"]["text"]})
        for old in (25, *range(24, 19, -1)):
            forger.sql.execute("UPDATE entry SET position = ? WHERE position = ?", (99 if old == 25 else old + 1, old))
        forger.sql.execute("UPDATE entry SET position = 20 WHERE position = 99")
        forger.rehash()
    verdict = check(path)
    assert found(verdict, "root").position == 20 and held(found(verdict, "root")) == 19
    assert found(verdict, "stream").position == 20
    assert place(found(verdict, "uncovered")) == (22, 22, "checkpoint.size", 19)


def test_a_non_canonical_entry(world: World) -> None:
    """Other bytes with the same meaning are not the entry, even before they are hashed."""
    path = world.copy()
    with Forger(path) as forger:
        forger.write(14, forger.stored(14).replace(b'"afi":', b'"afi": '))
        forger.rehash()
    verdict = check(path)
    assert place(found(verdict, "entry")) == (14, None, "entry.bytes", 13)
    assert place(found(verdict, "root")) == (14, 14, "entry.bytes", 13)


def test_duplicate_json_keys(world: World) -> None:
    """Of two values for one key, readers would see different ones."""
    path = world.copy()
    with Forger(path) as forger:
        forger.write(14, forger.stored(14).replace(b'"said_by":', b'"said_by":"ORG-2","said_by":'))
        forger.rehash()
    verdict = check(path)
    assert place(found(verdict, "entry")) == (14, None, "entry.bytes", 13)
    assert "repeats a key" in found(verdict, "entry").what


@pytest.mark.parametrize(
    ("column", "value"), [("stream", "AFI-99"), ("version", 77), ("type", "improvement.closed"), ("command", "0" * 32)]
)
def test_an_index_column_that_disagrees(world: World, column: str, value: object) -> None:
    """Columns only help to find; what they say must be what the entry says."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute(f"UPDATE entry SET {column} = ? WHERE position = 14", (value,))
    verdict = check(path)
    assert kinds(verdict) == {"column"}
    assert place(found(verdict, "column")) == (14, None, f"entry.{column}", 13)


def test_recorded_at_going_backwards(world: World) -> None:
    """A keyholder lies backward in time with an entry that is otherwise faultless."""
    path = world.copy()
    with Forger(path) as forger:
        early, data = forger.entry(13)["at"], {"name": forger.new_text()}
        size = forger.append(2, world.people.alice, at=early, stream="PER-1", data=data)
        forger.seal(size, world.people.alice)
    verdict = check(path)
    assert kinds(verdict) == {"clock"}
    assert place(found(verdict, "clock")) == (25, None, "entry.bytes", 24)


def test_recorded_at_in_the_future(world: World) -> None:
    """A keyholder can lie forward in time; who says what the present is hears of it."""
    verdict = check(world.copy(), now="2020-01-01T00:00:00.000000Z")
    assert verdict.sound and [remark.position for remark in verdict.remarks] == [*range(1, 25)]
