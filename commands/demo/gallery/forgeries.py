"""What each forger did: functions that falsify a copy of the scene's ledger.

Each may return what the terminal remembers that looks at the copy, where that is something else than the scene.
"""

import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path

from commands.demo.gallery.forger import Forger
from commands.demo.gallery.scene import EVERY, Scene, Witness
from projections.pages.check import key_id, leaf, vkey

Memory = tuple[int, bytes]
Forgery = Callable[[Path, Scene], Memory | None]


def by_sql(edit: Callable[[Forger, Scene], None]) -> Forgery:
    """A forgery that needs the file and SQL only."""

    def forge(path: Path, scene: Scene) -> None:
        with Forger(path) as forger:
            edit(forger, scene)

    return forge


# Entries.


@by_sql
def edited(forger: Forger, scene: Scene) -> None:
    """Another voice in Bob's note."""
    forger.edit(138, said_by="ORG-2")


@by_sql
def edited_with_leaf(forger: Forger, scene: Scene) -> None:
    """The same in his next note, and the leaf hash stored beside it."""
    forger.edit(139, said_by="ORG-2")
    made = leaf(forger.stored(139))
    forger.sql.execute("UPDATE entry SET hashes = CAST(? || substr(hashes, 33) AS BLOB) WHERE position = 139", (made,))


@by_sql
def edited_with_hashes(forger: Forger, scene: Scene) -> None:
    """The second of Ann's three notes, and every hash stored anywhere."""
    forger.edit(142, said_by="ORG-2")
    forger.rehash()


@by_sql
def deleted_middle(forger: Forger, scene: Scene) -> None:
    """One row."""
    forger.sql.execute("DELETE FROM entry WHERE position = 140")


@by_sql
def deleted_last(forger: Forger, scene: Scene) -> None:
    """The last three rows."""
    forger.sql.execute("DELETE FROM entry WHERE position > 152")


def truncated_then_appended(path: Path, scene: Scene) -> None:
    """Bob cuts the end off cleanly, and goes on in his own name until it is longer than before."""
    with Forger(path) as forger:
        forger.cut(152)
        for number in range(5):
            text = forger.new_text(f"Another history {number}".encode())
            forger.seal(forger.append(139, scene.people.bob, data={"text": text}), scene.people.bob)


@by_sql
def reordered(forger: Forger, scene: Scene) -> None:
    """Two of Ann's notes, rows and all."""
    forger.move((151, 999), (152, 151), (999, 152))


@by_sql
def streams_swapped(forger: Forger, scene: Scene) -> None:
    """Two notes that Bob took at one time exchange their improvements."""
    one, other = forger.entry(153), forger.entry(154)
    forger.sql.execute("UPDATE entry SET stream = 'X' || position WHERE position IN (153, 154)")
    forger.write(153, one | {key: other[key] for key in ("stream", "version")})
    forger.write(154, other | {key: one[key] for key in ("stream", "version")})


@by_sql
def inserted(forger: Forger, scene: Scene) -> None:
    """A note between two others; all rows after it renumbered, every hash made again."""
    forger.append(138, scene.people.bob, data={"text": forger.new_text()})
    forger.move((156, 999), *((old, old + 1) for old in range(155, 139, -1)), (999, 140))
    forger.rehash()


@by_sql
def not_canonical(forger: Forger, scene: Scene) -> None:
    """A space that no JSON reader minds."""
    forger.write(138, forger.stored(138).replace(b'"afi":', b'"afi": '))
    forger.rehash()


@by_sql
def keys_twice(forger: Forger, scene: Scene) -> None:
    """Two voices in one entry, of which readers take the one or the other."""
    forger.write(138, forger.stored(138).replace(b'"said_by":', b'"said_by":"ORG-2","said_by":'))
    forger.rehash()


@by_sql
def backwards(forger: Forger, scene: Scene) -> None:
    """Ann seals an entry with a time of before the last ones."""
    early, text = forger.entry(138)["at"], forger.new_text()
    forger.seal(forger.append(151, scene.people.ann, at=early, data={"text": text}), scene.people.ann)


@by_sql
def column_changed(forger: Forger, scene: Scene) -> None:
    """The column by which a record's entries are found."""
    forger.sql.execute("UPDATE entry SET stream = 'AFI-99' WHERE position = 138")


@by_sql
def person_swapped(forger: Forger, scene: Scene) -> None:
    """Bob's and Eve's names, each in the other's record."""
    one, other = forger.entry(132), forger.entry(133)
    forger.edit(132, data=other["data"])
    forger.edit(133, data=one["data"])


@by_sql
def key_swapped(forger: Forger, scene: Scene) -> None:
    """Bob's and Eve's keys, each enrolled for the other."""
    one, other = forger.entry(135)["data"], forger.entry(136)["data"]
    forger.edit(135, data=one | {"vkey": other["vkey"]})
    forger.edit(136, data=other | {"vkey": one["vkey"]})


# Authors and seals.


@by_sql
def in_anothers_name(forger: Forger, scene: Scene) -> None:
    """Eve appends as Ann, Ann's next signature covers it, and Eve deletes her own checkpoint."""
    ann, eve = scene.people.ann, scene.people.eve
    forged = forger.append(151, ann, said_by="PER-1", data={"text": forger.new_text()})
    forger.seal(forged, eve)
    forger.seal(forger.append(151, ann, data={"text": forger.new_text()}), ann)
    forger.sql.execute("DELETE FROM checkpoint WHERE size = ?", (forged,))


@by_sql
def in_anothers_name_sealed(forger: Forger, scene: Scene) -> None:
    """Eve appends as Ann, and seals it herself."""
    forged = forger.append(151, scene.people.ann, said_by="PER-1", data={"text": forger.new_text()})
    forger.seal(forged, scene.people.eve)


@by_sql
def batch_cut(forger: Forger, scene: Scene) -> None:
    """Ann puts a checkpoint into the middle of one of her commands."""
    forger.seal(142, scene.people.ann)


@by_sql
def length_guessed(forger: Forger, scene: Scene) -> None:
    """Bob's batch says that it has one entry more than it has."""
    text = forger.new_text()
    forger.seal(forger.append(139, scene.people.bob, batch=[1, 2], data={"text": text}), scene.people.bob)


@by_sql
def checkpoint_deleted(forger: Forger, scene: Scene) -> None:
    """One row of the table of checkpoints; later ones cover the entries too."""
    forger.sql.execute("DELETE FROM checkpoint WHERE size = 143")


@by_sql
def rewritten_keyless(forger: Forger, scene: Scene) -> None:
    """An early entry changed, every hash and root made again."""
    forger.edit(2, said_by="ORG-1")
    forger.rehash()
    forger.reseal()


@by_sql
def rewritten_unenrolled(forger: Forger, scene: Scene) -> None:
    """Everything after E-137 named and sealed by a key of Mallory's own."""
    mallory = scene.people.mallory
    for position in range(138, 156):
        forger.edit(position, key=mallory.fingerprint)
    forger.rehash()
    forger.reseal()
    for [size] in forger.sql.execute("SELECT size FROM checkpoint WHERE size > 137").fetchall():
        forger.seal(size, mallory)


@by_sql
def revoked_earlier(forger: Forger, scene: Scene) -> None:
    """Don goes on by his own hand after his key was revoked."""
    don = scene.people.don
    forger.seal(forger.append(145, don, data={"text": forger.new_text()}), don)


@by_sql
def made_up(forger: Forger, scene: Scene) -> None:
    """The whole ledger again, opened with a key of Mallory's own and sealed with it."""
    mallory, ann = scene.people.mallory, scene.people.ann
    forger.cut(int(forger.sql.execute("SELECT min(size) FROM checkpoint").fetchone()[0]))
    for position in range(1, forger.size() + 1):
        text = forger.stored(position).decode().replace(ann.fingerprint, mallory.fingerprint)
        text = text.replace(vkey(scene.origin, ann.public), vkey(scene.origin, mallory.public))
        forger.write(position, text.encode())
    forger.rehash()
    forger.seal(forger.size(), mallory)


@by_sql
def colliding(forger: Forger, scene: Scene) -> None:
    """Ann enrols two keys for Eve that a note cannot tell apart: so many are tried until two have one short id."""
    tried: dict[bytes, bytes] = {}
    for number in count():
        public = sha256(number.to_bytes(8, "big")).digest()
        if (short := key_id(scene.origin, public)) in tried:
            break
        tried[short] = public
    for each in (tried[short], public):
        data = {"person": "PER-8", "rights": ["record"], "vkey": vkey(scene.origin, each)}
        forger.seal(forger.append(136, scene.people.ann, data=data), scene.people.ann)


@by_sql
def too_many_rights(forger: Forger, scene: Scene) -> None:
    """Eve, who may record, enrols Mallory's key with every right."""
    data = {"person": "PER-8", "rights": list(map(str, EVERY)), "vkey": vkey(scene.origin, scene.people.mallory.public)}
    forger.seal(forger.append(136, scene.people.eve, recorded_by="PER-8", data=data), scene.people.eve)


@by_sql
def signature_stripped(forger: Forger, scene: Scene) -> None:
    """Nothing where a signature was."""
    forger.sql.execute("UPDATE checkpoint SET signature = x'' WHERE size = 143")


@by_sql
def signatures_exchanged(forger: Forger, scene: Scene) -> None:
    """Both are Ann's, each of the other checkpoint."""
    rows = dict(forger.sql.execute("SELECT size, signature FROM checkpoint WHERE size IN (151, 152)").fetchall())
    forger.sql.executemany("UPDATE checkpoint SET signature = ? WHERE size = ?", [(rows[151], 152), (rows[152], 151)])


# The vault.


@by_sql
def text_edited(forger: Forger, scene: Scene) -> None:
    """The words of Bob's note."""
    forger.overwrite(forger.text_of(138), b"Never begun")


@by_sql
def texts_exchanged(forger: Forger, scene: Scene) -> None:
    """The words of two notes, salts and all."""
    ours, theirs = forger.text_of(138), forger.text_of(140)
    for old, new in ((ours, b"x"), (theirs, ours), (b"x", theirs)):
        forger.sql.execute("UPDATE vault SET commitment = ? WHERE commitment = ?", (new, old))


@by_sql
def text_removed(forger: Forger, scene: Scene) -> None:
    """With no entry that says so."""
    forger.sql.execute("DELETE FROM vault WHERE commitment = ?", (forger.text_of(138),))


@by_sql
def file_replaced(forger: Forger, scene: Scene) -> None:
    """The scanned letter."""
    forger.overwrite(forger.text_of(144), b"Another letter, scanned")


@by_sql
def text_put_back(forger: Forger, scene: Scene) -> None:
    """Out of a backup of before the erasure."""
    forger.sql.execute("INSERT INTO vault VALUES (?,?,?)", scene.erased)


@by_sql
def text_planted(forger: Forger, scene: Scene) -> None:
    """Words that nobody recorded."""
    forger.new_text(b"Planted")


@by_sql
def countersignature_exchanged(forger: Forger, scene: Scene) -> None:
    """The kept note, for one that the witness signed of something else."""
    note = Witness().note(scene.origin, 147, sha256(b"another tree").digest(), scene.people.ann)
    forger.overwrite(forger.text_of(148), note)


@by_sql
def countersignature_of_another_tree(forger: Forger, scene: Scene) -> None:
    """Ann showed the witness another ledger, and records what they signed of it."""
    note = Witness().note(scene.origin, 147, sha256(b"another tree").digest(), scene.people.ann)
    data = forger.entry(148)["data"] | {"note": forger.new_text(note, "file")}
    forger.seal(forger.append(148, scene.people.ann, data=data), scene.people.ann)


# The file.


def trigger_planted(path: Path, scene: Scene) -> None:
    """It would empty the vault at the next recording."""
    _run(path, "CREATE TRIGGER tidy AFTER INSERT ON entry BEGIN DELETE FROM vault; END")


def table_planted(path: Path, scene: Scene) -> None:
    """A table beside the ledger's own."""
    _run(path, "CREATE TABLE remarks(text)")


def trigger_dropped(path: Path, scene: Scene) -> None:
    """The one that keeps entries from being changed."""
    _run(path, "DROP TRIGGER entry_update")


def _run(path: Path, statement: str) -> None:
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute(statement)
    sql.close()


def bit_flipped(path: Path, scene: Scene) -> None:
    """One of the file's bits, where a page holds the bytes of E-133."""
    with Forger(path) as forger:
        stored = forger.stored(138)
    content = bytearray(path.read_bytes())
    content[content.index(stored) + stored.index(b'"said_by":"PER-7') + 15] ^= 1
    path.write_bytes(content)


# What only a memory or a printed root sees.


@by_sql
def rolled_back(forger: Forger, scene: Scene) -> None:
    """The ledger as it was three entries ago."""
    forger.cut(152)


def forked(path: Path, scene: Scene) -> Memory:
    """Bob goes on with two copies, each in its own way; one was seen here, and the other is what is there now."""
    other = path.with_name("other.ledger")
    shutil.copy(path, other)
    for each in (other, path):
        with Forger(each) as forger:
            text = forger.new_text(each.name.encode())
            size = forger.append(139, scene.people.bob, data={"text": text})
            forger.seal(size, scene.people.bob)
            seen = size, forger.root(size)
        if each == other:
            remembered = seen
    other.unlink()
    return remembered


def without_wal(path: Path, scene: Scene) -> Memory:
    """The computer went down with a recording still in the -wal beside the file; the file alone was copied."""
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("PRAGMA wal_autocheckpoint = 0")
    sql.execute("SELECT count(*) FROM entry").fetchone()  # held open, so that the forger's closing moves nothing
    with Forger(path) as forger:
        text = forger.new_text(b"Acknowledged")
        size = forger.append(139, scene.people.bob, data={"text": text})
        forger.seal(size, scene.people.bob)
        remembered = size, forger.root(size)
    alone = path.read_bytes()
    sql.close()
    path.write_bytes(alone)
    return remembered


def view_edited(path: Path, scene: Scene) -> None:
    """In the read models, which no proof rests on: AFI-1 is shown as closed."""
    from commands.context import Reading

    with Reading.open(str(path)):
        pass  # this makes them
    _run(Path(f"{path}-views"), "UPDATE record SET status = 'closed' WHERE ref = 'AFI-1'")
