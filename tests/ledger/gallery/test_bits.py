"""A bit flipped anywhere: in each column of each row, in each region of each page, and anywhere in the file."""

import random
import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from commands.demo.gallery.forger import Forger
from ledger import keyring
from ledger.beginning import begin
from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.person import PersonAdded
from ledger.proofs.audit import audit
from ledger.stores.evidence import open_evidence
from tests.ledger.gallery.conftest import first_batch
from tests.ledger.gallery.forger import ON, ORIGIN, People, check, kinds, record
from tests.ledger.gallery.pages import UNUSED, regions

#: By each column of a ledger's tables, the findings of which one names it.
COLUMNS = {
    "entry.position": {"missing"},
    "entry.stream": {"column"},
    "entry.version": {"column"},
    "entry.type": {"column"},
    "entry.command": {"column"},
    "entry.bytes": {"edited"},
    "entry.hashes": {"hashes"},
    "checkpoint.size": {"uncovered"},
    "checkpoint.root": {"checkpoint"},
    "checkpoint.key": {"checkpoint"},
    "checkpoint.signature": {"signature"},
    "vault.commitment": {"text-missing"},
    "vault.salt": {"text-altered"},
    "vault.content": {"text-altered"},
    "minted.kind": {"number"},
    "minted.last": {"number"},
}
RANDOM, EACH_REGION = 2_000, 12


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 8 entries in 3 batches, whose file has every kind of region."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "afi.ledger"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        people = People(*(keyring.create(ORIGIN, bytes([number]) * 32) for number in range(1, 5)))
        begin(path, people.alice, first_batch(people))
        with Forger(path) as forger:
            planted = forger.new_text(b"p" * 20_000)["prose"]
        for name in ("Long " * 1_665, "Short"):
            record(path, people.alice, partial(Draft.add, event=PersonAdded(name=Prose(name)), saying=ON))
        with Forger(path) as forger:  # leaves a free block where it stood, and free pages
            forger.sql.execute("PRAGMA secure_delete=ON")
            forger.sql.execute("DELETE FROM vault WHERE commitment = ?", (bytes.fromhex(planted),))
    return path


def flipped(value: object, chance: random.Random) -> object:
    """The value with one bit changed: of a number one of the lowest eight, of a text one that leaves it ASCII."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8)
    if isinstance(value, str):
        changed = bytearray(value.encode())
        changed[chance.randrange(len(changed))] ^= 1
        return changed.decode()
    assert isinstance(value, bytes)
    bit = chance.randrange(8 * len(value))
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_bit_in_each_field_of_each_row(small: Path, tmp_path: Path, column: str) -> None:
    """One seeded bit in a column of every row: named, and located in that row and column."""
    table, name = column.split(".")
    chance = random.Random(column)
    sql = sqlite3.connect(small)
    rows = dict(sql.execute(f"SELECT rowid, {name} FROM {table}").fetchall())
    sql.close()
    for row, value in rows.items():
        path = Path(shutil.copy(small, tmp_path))
        with Forger(path) as forger:
            changed = flipped(value, chance)
            forger.sql.execute(f"UPDATE OR REPLACE {table} SET {name} = ? WHERE rowid = ?", (changed, row))
        verdict = check(path)
        assert kinds(verdict) & COLUMNS[column], (column, row, kinds(verdict))
        found = [finding for finding in verdict.findings if finding.kind in COLUMNS[column]]
        first = found[0]
        if table in ("entry", "checkpoint"):  # a row that was moved is also found where it is now
            places = [(each.position, each.until or each.position) for each in found if each.position is not None]
            assert any(start <= row <= end for start, end in places)
        assert first.column in ("vault.content" if column == "vault.salt" else column, "minted.last")


def content(path: Path) -> list[object]:
    """Everything that a ledger file says."""
    sql = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    tables = ("sqlite_master", "entry", "checkpoint", "vault", "minted")
    rows = [sql.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]
    said = [*rows, *(sql.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))]
    sql.close()
    return said


def test_each_region_is_there(small: Path) -> None:
    """What is flipped below: everything that a file can have, and nothing that the map does not know."""
    assert set(regions(small)) == {
        "header", "page header", "cell pointers", "cell", "overflow pointer", "overflow content", "freeblock header",
        "trunk", *UNUSED,
    }  # fmt: skip
    assert check(small).sound


def test_a_bit_in_each_region(small: Path, tmp_path: Path) -> None:
    """Some seeded bits in each region of the format; and each byte of the header."""
    where: dict[str, list[int]] = {}
    for offset, region in enumerate(regions(small)):
        where.setdefault(region, []).append(offset)
    chance = random.Random("regions")
    chosen = [offset for found in where.values() for offset in chance.sample(found, min(EACH_REGION, len(found)))]
    look(small, tmp_path, [8 * offset + chance.randrange(8) for offset in {*chosen, *range(100)}])


@pytest.mark.parametrize("part", range(4))
def test_a_bit_anywhere(small: Path, tmp_path: Path, part: int) -> None:
    """2,000 seeded bits, in four parts."""
    chance = random.Random(part)
    look(small, tmp_path, chance.sample(range(8 * small.stat().st_size), RANDOM // 4))


def look(small: Path, folder: Path, bits: list[int]) -> None:
    """Each bit alone: found, or in a region that has no use, and nothing that the ledger says has changed."""
    original, true, path, of = small.read_bytes(), content(small), folder / "flipped.ledger", regions(small)
    for bit in bits:
        spoiled = bytearray(original)
        spoiled[bit // 8] ^= 1 << bit % 8
        path.write_bytes(spoiled)
        with open_evidence(path, finished=True) as evidence:  # nobody writes to it: no locks, which take the most time
            sound = audit(evidence).sound
        if sound:
            assert of[bit // 8] in UNUSED, (bit, of[bit // 8])
            assert content(path) == true, bit
