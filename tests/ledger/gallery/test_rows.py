"""The gallery's list, as `afi demo tamper` shows it: each row is named, located and dated by the real command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.demo import tamper
from commands.demo.gallery.rows import ROWS, Row
from commands.demo.gallery.scene import Scene, record
from ledger.proofs.verdict import KINDS


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The ledger that is falsified, and a home for who does and who looks."""
    folder = tmp_path_factory.mktemp("scene")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        yield record(folder / "afi.ledger")


def test_nothing_is_found_where_nothing_was_done(scene: Scene) -> None:
    """The scene itself is whole, countersignature, revoked key, erased text and all."""
    untouched = Row("nothing", "Nothing was done.", lambda path, scene: None, "none")
    assert tamper.found(untouched, scene) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_was_done_is_named_located_and_dated(scene: Scene, row: Row) -> None:
    """The kind; the entries and the column; the last checkpoint that still holds; and what came of it, nothing else."""
    findings = tamper.found(row, scene)
    first = next((each for each in findings if each["kind"] == row.kind), None)
    assert first, findings
    assert {each["kind"] for each in findings} == {row.kind, *row.also.split()}
    assert (first["entry"], first["until"]) == (_spoken(row.position), _spoken(row.until))
    assert (first["held"] or {}).get("size") == row.held
    if row.kind == "read-model":
        assert first["what"].startswith("record AFI-1")
    else:
        assert first["column"] == row.column
        assert row.kind in KINDS


def _spoken(position: int | None) -> str | None:
    return f"E-{position}" if position else None


def test_each_row_says_what_was_done() -> None:
    """A name of its own, short enough for the table, and a sentence."""
    assert len({row.name for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert len(row.name) <= 45 and row.what.endswith("."), row.name


def test_what_is_shown_is_in_the_list() -> None:
    """Five of them."""
    assert len({row.name for row in ROWS} & set(tamper.SHOWN)) == len(tamper.SHOWN) == 5


def test_the_original_is_never_touched(scene: Scene) -> None:
    """Each row works on a copy, of which nothing is left."""
    before = scene.path.read_bytes(), sorted(scene.path.parent.iterdir())
    tamper.found(ROWS[0], scene)
    assert (scene.path.read_bytes(), sorted(scene.path.parent.iterdir())) == before
    assert Path(scene.path.parent, "home") in before[1]
