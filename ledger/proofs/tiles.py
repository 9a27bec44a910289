"""The log as files that any web server can serve: C2SP tlog-tiles, for readers that know the format and not us.

A tile holds 256 hashes of one level in eight of the tree; on the right edge fewer, and then its name says how many:

    checkpoint                     the signed note
    tile/<level>/<number>          32 bytes a hash; tile n of level l begins with node (8·l, 256·n)
    tile/entries/<number>          the entries under a tile of level 0, each after its length in 2 bytes, big-endian

A number is written in groups of three digits, all but the last with an ``x`` before it: 1234067 is x001/x234/067. A
name ends in ``.p/<width>`` where the tile is not full.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.proofs.tree import Read

WIDTH = 256
LONGEST = 2**16 - 1  # what the two bytes before an entry can say; ``entry.LARGEST`` keeps to it
_LEVELS = 8


class Tile(NamedTuple):
    """Which hashes: ``width`` of them, the first at the number times 256, of the level times eight."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"tile/{self.level}/{_name(self.number, self.width)}"

    def content(self, read: Read) -> bytes:
        """Its hashes, one after the other."""
        first = self.number * WIDTH
        return b"".join(read(self.level * _LEVELS, first + place) for place in range(self.width))


class Bundle(NamedTuple):
    """Which entries: ``width`` of them, after the first number times 256."""

    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"tile/entries/{_name(self.number, self.width)}"

    @property
    def positions(self) -> range:
        """The positions of its entries, from 1."""
        return range(self.number * WIDTH + 1, self.number * WIDTH + self.width + 1)


def tiles(size: int) -> Iterator[Tile]:
    """Every tile of the tree of ``size`` leaves, the lowest level first."""
    level, hashes = 0, size
    while hashes:
        yield from (Tile(level, number, width) for number, width in _cut(hashes))
        level, hashes = level + 1, hashes // WIDTH


def bundles(size: int) -> Iterator[Bundle]:
    """Every bundle of the first ``size`` entries."""
    return (Bundle(number, width) for number, width in _cut(size))


def bundle_content(entries: Iterable[bytes]) -> bytes:
    """The entries of a bundle, each after its length; ValueError for one that is too long."""
    return b"".join(_measured(entry) for entry in entries)


def _cut(hashes: int) -> Iterator[tuple[int, int]]:
    """The number and the width of each tile that so many hashes fill; none is empty."""
    full, rest = divmod(hashes, WIDTH)
    yield from ((number, WIDTH) for number in range(full))
    if rest:
        yield full, rest


def _name(number: int, width: int) -> str:
    digits = f"{number:0{-(-len(str(number)) // 3) * 3}d}"
    groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def _measured(entry: bytes) -> bytes:
    if len(entry) > LONGEST:
        raise ValueError(f"an entry in a bundle has at most {LONGEST} bytes, not {len(entry)}")
    return len(entry).to_bytes(2, "big") + entry
