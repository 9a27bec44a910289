"""The log as static tiles: names, widths and contents as C2SP tlog-tiles has them."""

from hashlib import sha256

import pytest

from ledger.proofs.tiles import Bundle, Tile, bundle_content, bundles, tiles
from ledger.proofs.tree import Frontier, leaf_hash, node_hash, root

ENTRIES = [b"%d" % number for number in range(600)]
_ROWS: list[bytes] = []
_frontier = Frontier()
for _entry in ENTRIES:
    _ROWS.append(_frontier.append(leaf_hash(_entry)))


def node(level: int, index: int) -> bytes:
    """A stored node of the tree over the entries."""
    return _ROWS[((index + 1) << level) - 1][32 * level : 32 * level + 32]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(2, 1234067), "tile/2/x001/x234/067"),
        (Bundle(273, 112), "tile/entries/273.p/112"),
        (Bundle(1234067), "tile/entries/x001/x234/067"),
    ],
)
def test_names(tile: Tile | Bundle, path: str) -> None:
    """Three digits a folder, and an x before all but the last; the specification's own number among them."""
    assert tile.path == path


def test_the_published_example() -> None:
    """A tree of 70,000 has the tiles that the specification counts."""
    found = list(tiles(70_000))
    counted = [(level, sum(t.width == 256 for t in found if t.level == level)) for level in range(3)]
    assert counted == [(0, 273), (1, 1), (2, 0)]
    assert [(t.level, t.width) for t in found if t.width < 256] == [(0, 112), (1, 17), (2, 1)]
    assert [(t.level, t.number, t.width) for t in tiles(256)] == [(0, 0, 256), (1, 0, 1)]
    assert [*tiles(0), *bundles(0)] == []


def test_every_size_has_the_widths_that_the_specification_defines() -> None:
    """The partial tile of level l has floor(s / 256^l) mod 256 hashes, and none is empty."""
    for size in (*range(1, 600), 65_535, 65_536, 65_537, 2**24 + 1):
        partial = {tile.level: tile.width for tile in tiles(size) if tile.width < 256}
        assert partial == {level: size // 256**level % 256 for level in range(4) if size // 256**level % 256}


def mth(leaves: list[bytes]) -> bytes:
    """RFC 6962 2.1, MTH of leaf hashes, as it is defined."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


@pytest.mark.parametrize("size", [1, 5, 255, 256, 257, 512, 600])
def test_tiles_hold_the_hashes_that_are_defined(size: int) -> None:
    """Every hash of every tile is the root of the entries under it, and the tree's root can be made of them."""
    found = {(tile.level, tile.number): tile.content(node) for tile in tiles(size)}
    assert all(len(content) % 32 == 0 for content in found.values())
    for (level, number), content in found.items():
        span = 256**level
        for place in range(len(content) // 32):
            first = (number * 256 + place) * span
            expected = mth([leaf_hash(entry) for entry in ENTRIES[first : first + span]])
            assert content[32 * place : 32 * place + 32] == expected
    leaves = b"".join(found[0, number] for number in range(-(-size // 256)))
    assert mth([leaves[at : at + 32] for at in range(0, len(leaves), 32)]) == root(size, node)


def test_bundles_hold_every_entry_once_in_order() -> None:
    """Each after its length in two bytes; each hashes to its place in the tile of the same name."""
    read: list[bytes] = []
    for bundle, tile in zip(bundles(600), (tile for tile in tiles(600) if tile.level == 0), strict=True):
        assert bundle.path == tile.path.replace("tile/0/", "tile/entries/")
        content = bundle_content(ENTRIES[position - 1] for position in bundle.positions)
        own: list[bytes] = []
        while content:
            length = int.from_bytes(content[:2], "big")
            own.append(content[2 : 2 + length])
            content = content[2 + length :]
        assert b"".join(sha256(b"\0" + entry).digest() for entry in own) == tile.content(node)
        read += own
    assert read == ENTRIES


def test_an_entry_too_long_for_its_two_bytes() -> None:
    """The longest that an entry can be fits; no entry here is longer."""
    from ledger.proofs.entry import LARGEST

    assert bundle_content([bytes(LARGEST)])[:2] == b"\xff\xff"
    with pytest.raises(ValueError, match="at most 65535 bytes, not 65536"):
        bundle_content([bytes(LARGEST + 1)])
