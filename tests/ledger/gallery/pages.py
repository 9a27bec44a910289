"""What each byte of an SQLite file is for, computed from its format (https://sqlite.org/fileformat2.html)."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

#: What no bit can change of what a ledger says. Every other region is part of the record, or leads to it.
UNUSED = {
    "header hint": "counters and versions of whoever wrote the file last: SQLite uses none to read what is there",
    "unallocated": "the gap in a page between its cells' pointers and its cells: the next row would come here",
    "freeblock": "what a deleted row left, zeroed; the four bytes that lead to the next are another region",
    "overflow rest": "behind the end of a long value, in its last page",
    "trunk rest": "behind the last number in a page that lists free pages",
    "free page": "a page in no table",
}
#: Change counter, schema cookie, suggested cache size, version-valid-for, and the version of SQLite.
_HINTS = (range(24, 28), range(40, 44), range(48, 52), range(92, 100))
_LEAF_INDEX, _INNER_INDEX, _LEAF_TABLE, _INNER_TABLE = 10, 2, 13, 5


def regions(path: Path) -> list[str]:
    """The region of each byte."""
    sql = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    roots = [1, *(root for [root] in sql.execute("SELECT rootpage FROM sqlite_master WHERE rootpage"))]
    sql.close()
    return _Map(path.read_bytes()).of(roots)


class _Map:
    def __init__(self, file: bytes) -> None:
        self._file, self._page = file, int.from_bytes(file[16:18], "big")
        self._usable = self._page - file[20]
        self._found = ["unknown"] * len(file)

    def of(self, roots: list[int]) -> list[str]:
        for root in roots:
            self._tree(root)
        self._mark(0, 100, "header")
        for hints in _HINTS:
            self._mark(hints.start, len(hints), "header hint")
        self._free(self._number(32))
        return self._found

    def _number(self, at: int, length: int = 4) -> int:
        return int.from_bytes(self._file[at : at + length], "big")

    def _varint(self, at: int) -> tuple[int, int]:
        """A number of one to nine bytes, and where it ends."""
        value = 0
        for place in range(at, at + 8):
            value = value << 7 | self._file[place] & 0x7F
            if self._file[place] < 0x80:
                return value, place + 1
        return value << 8 | self._file[at + 8], at + 9

    def _mark(self, at: int, length: int, region: str) -> None:
        self._found[at : at + length] = [region] * length

    # Tables and indexes.

    def _tree(self, number: int) -> None:
        start = (number - 1) * self._page
        head = start + (100 if number == 1 else 0)
        kind, cells = self._file[head], self._number(head + 3, 2)
        inner = kind in (_INNER_INDEX, _INNER_TABLE)
        pointers = head + (12 if inner else 8)
        content = start + (self._number(head + 5, 2) or 65536)
        self._mark(head, pointers - head, "page header")
        self._mark(pointers, 2 * cells, "cell pointers")
        self._mark(pointers + 2 * cells, content - pointers - 2 * cells, "unallocated")
        self._mark(content, start + self._page - content, "fragment")
        for place in range(cells):
            self._cell(start + self._number(pointers + 2 * place, 2), kind)
        self._freeblocks(start, self._number(head + 1, 2))
        if inner:
            self._tree(self._number(head + 8))

    def _cell(self, at: int, kind: int) -> None:
        place = at
        if kind in (_INNER_INDEX, _INNER_TABLE):
            self._tree(self._number(at))
            place += 4
        if kind == _INNER_TABLE:
            self._mark(at, self._varint(place)[1] - at, "cell")
            return
        payload, place = self._varint(place)
        if kind == _LEAF_TABLE:
            _, place = self._varint(place)
        local = self._local(payload, kind)
        end = place + local + (4 if local < payload else 0)
        self._mark(at, max(end - at, 4), "cell")
        if local < payload:
            self._overflow(self._number(end - 4), payload - local)

    def _local(self, payload: int, kind: int) -> int:
        """How much of a value is in its cell, and not in overflow pages."""
        most = self._usable - 35 if kind == _LEAF_TABLE else (self._usable - 12) * 64 // 255 - 23
        least = (self._usable - 12) * 32 // 255 - 23
        fits = least + (payload - least) % (self._usable - 4)
        return payload if payload <= most else fits if fits <= most else least

    def _overflow(self, number: int, left: int) -> None:
        while number:
            start = (number - 1) * self._page
            here = min(left, self._usable - 4)
            self._mark(start, 4, "overflow pointer")
            self._mark(start + 4, here, "overflow content")
            self._mark(start + 4 + here, self._page - 4 - here, "overflow rest")
            number, left = self._number(start), left - here

    def _freeblocks(self, start: int, offset: int) -> None:
        while offset:
            after, length = self._number(start + offset, 2), self._number(start + offset + 2, 2)
            self._mark(start + offset, 4, "freeblock header")
            self._mark(start + offset + 4, length - 4, "freeblock")
            offset = after

    # Pages in no table.

    def _free(self, trunk: int) -> None:
        while trunk:
            start = (trunk - 1) * self._page
            count = self._number(start + 4)
            self._mark(start, 8 + 4 * count, "trunk")
            self._mark(start + 8 + 4 * count, self._page - 8 - 4 * count, "trunk rest")
            for leaf in self._leaves(start, count):
                self._mark((leaf - 1) * self._page, self._page, "free page")
            trunk = self._number(start)

    def _leaves(self, start: int, count: int) -> Iterator[int]:
        return (self._number(start + 8 + 4 * place) for place in range(count))
