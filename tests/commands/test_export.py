"""The log as static tiles: a folder that readers of C2SP tlog-tiles can check, and what it leaves out."""

from pathlib import Path

import pytest

from ledger.proofs.bundle import signed_by
from ledger.proofs.note import parse_checkpoint, parse_note, parse_vkey
from ledger.proofs.tree import Frontier, leaf_hash
from tests.commands.outside import Outsider, countersigned, log_key, requested
from tests.commands.terminal import Terminal


def leaves(folder: Path) -> list[bytes]:
    """The hashes of all tiles of level 0."""
    paths = sorted(path for path in (folder / "tile" / "0").rglob("*") if path.is_file())
    content = b"".join(path.read_bytes() for path in paths)
    return [content[at : at + 32] for at in range(0, len(content), 32)]


def entries(path: Path) -> list[bytes]:
    """The entries of a bundle."""
    content, found = path.read_bytes(), []
    while content:
        size = 2 + int.from_bytes(content[:2], "big")
        found.append(content[2:size])
        content = content[size:]
    return found


def test_the_tiles_are_the_tree_under_the_checkpoint(desk: Terminal) -> None:
    """Its root can be made of them, and each entry of the bundles hashes to its place; the checkpoint is signed."""
    out = desk.does("export", "tiles", "tiles").out
    folder, size = desk.folder / "tiles", desk.size()
    note = (folder / "checkpoint").read_text()
    checkpoint = parse_checkpoint(parse_note(note)[0])
    tree = Frontier()
    for leaf in leaves(folder):
        tree.append(leaf)
    assert (tree.size, tree.root()) == (size, checkpoint.root) and f"{size}, with 3 files" in out
    found = entries(folder / "tile" / "entries" / f"000.p/{size}")
    assert [leaf_hash(entry) for entry in found] == leaves(folder)
    public = parse_vkey(log_key(desk))[1]
    assert signed_by(note, [public]) == (public,)


def test_a_bundle_with_an_entry_under_embargo_stays_here(lived: Terminal) -> None:
    """It is counted; the tree is whole all the same, for hashes give nothing away."""
    body = lived.does("export", "tiles", "t", "--json", "--ledger", "fenshire").json
    folder = lived.folder / "t"
    assert body["bundles_left_out"] == body["withheld"] == 1
    assert [path.name for path in (folder / "tile" / "entries").iterdir()] == ["000"]
    assert len(leaves(folder)) == body["size"] > 256
    assert (folder / "tile" / "1" / "000.p" / "1").stat().st_size == 32


def test_what_is_newer_than_the_checkpoint_is_said(fresh: Terminal) -> None:
    """A log that was countersigned goes as far as that, and says which entries are not in it."""
    opcc = Outsider(fresh, "opcc")
    fresh.records("policy", "set", "--witness", f"OPCC={opcc.key('--ed25519')}")
    fresh.records("countersign", "add", str(countersigned(fresh, opcc, requested(fresh))))
    assert "E-9: not countersigned yet" in fresh.does("export", "tiles", "one").out
    fresh.records("people", "add", "Bob Clerk")
    body = fresh.does("export", "tiles", "two", "--json").json
    assert (body["size"], body["newer"]) == (8, 2)
    assert "E-9 to E-10: not countersigned yet" in fresh.does("export", "tiles", "three").out


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (3, ("tiles", "there")),
        (2, ("tile", "x")),
        (2, ("x.xlsx", "x")),
        (2, ("tiles", "x", "--forum", "OIG")),
        (2, ("tiles", "x", "--as-of", "E-5")),
        (2, ("tiles",)),
        (6, ("tiles", "there/no/x")),
    ],
)
def test_refused(desk: Terminal, code: int, words: tuple[str, ...]) -> None:
    """Nothing is written, and nothing over what is there."""
    (desk.folder / "there").write_text("mine")
    before = sorted(desk.folder.iterdir())
    desk.refuses(code, "export", *words)
    assert sorted(desk.folder.iterdir()) == before


def test_killed_in_the_middle(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder, and no part of one, stays."""
    before = sorted(desk.folder.iterdir())
    monkeypatch.setattr("commands.tiles._content", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert desk.run("export", "tiles", "t").code == 130
    assert sorted(desk.folder.iterdir()) == before
