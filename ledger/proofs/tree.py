"""The Merkle tree over a ledger's entries: RFC 6962 section 2.1, with the proofs of RFC 9162 section 2.1.

    leaf         SHA-256(0x00 ‖ entry)            entry: the stored bytes of one event
    node         SHA-256(0x01 ‖ left ‖ right)
    empty tree   SHA-256 of nothing

Node (level, index) stands over the leaves from index·2^level up to, not including, (index+1)·2^level. It is complete
once all of them exist; then it never changes, and it is stored. On the right edge a tree has incomplete nodes, which
are made from complete ones when they are needed; a node without a right neighbour is carried up as it is. Size 7:

                      root
                 ┌─────┴─────┐
               (2,0)         ·
             ┌───┴───┐     ┌─┴─┐
           (1,0)   (1,1) (1,2) │
           ┌─┴─┐   ┌─┴─┐ ┌─┴─┐ │
    leaf   0   1   2   3 4   5 6

The entry at position p (the first is 1, and is leaf 0) is stored with its hashes: its leaf hash, then every node which
that leaf completes, from level 1 up to the number of zero bits that p ends in. So node (level, index) lies in the row
at position (index+1)·2^level, from byte 32·level, and a row once written is final.

A proof is a list of hashes, the lowest in the tree first, as both RFCs have it. The functions come in pairs: prove_…
reads stored nodes and raises ValueError for what no tree can prove; check_… takes values only, reads nothing and never
raises: whatever is wrong with its arguments, the answer is False. All hashes are 32 bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from hashlib import sha256
from operator import add

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Read = Callable[[int, int], bytes]
"""(level, index) → the stored hash of that complete node; what it raises for a missing one passes through."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry's stored bytes (RFC 6962 2.1; the 0x00 keeps an entry from passing for a node)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node from those of its two children (RFC 6962 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def stored_at(level: int, index: int) -> tuple[int, int]:
    """Where complete node (level, index) is kept: the row's position (from 1), and the byte in that row's hashes."""
    return (index + 1) << level, HASH_SIZE * level


def completed(position: int, leaf: bytes, read: Read) -> bytes:
    """The hashes to store with the entry at ``position`` (from 1): its leaf hash ‖ each node it completes.

    Reads one left sibling for each completed node, so nothing at an odd position.
    """
    if position < 1:
        raise ValueError(f"positions start at 1, so none is {position}")
    hashes = [leaf]
    for level in range(_trailing_zeros(position)):
        hashes.append(node_hash(read(level, (position >> level) - 2), hashes[-1]))
    return b"".join(hashes)


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Every complete node of the tree of these leaves, at least one, level by level from the leaves up."""
    nodes, grown = [*leaves], [[*leaves]]
    while len(nodes) > 1:
        pairs = zip(nodes[::2], nodes[1::2], strict=False)  # a node without a right neighbour completes nothing
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]  # node_hash, sooner
        grown.append(nodes)
    return grown


def stored_with(grown: Sequence[Sequence[bytes]]) -> list[bytes]:
    """The hashes to store with each entry (see ``completed``) of a tree that has these ``levels``."""
    hashes = [*grown[0]]
    for level, nodes in enumerate(grown[1:], 1):
        step = 1 << level
        hashes[step - 1 :: step] = map(add, hashes[step - 1 :: step], nodes)
    return hashes


class Frontier:
    """The right edge of a growing tree: all that appending needs, so it reads nothing after it is made.

    It holds one complete node for each 1 bit of ``size``, the widest first. ``Frontier()`` is the empty tree.
    """

    __slots__ = ("_nodes", "size")

    def __init__(self, size: int = 0, read: Read | None = None) -> None:
        """The edge of the tree of ``size`` leaves, by at most log2(size) + 1 reads."""
        if size < 0:
            raise ValueError(f"no tree has {size} leaves")
        if size and not read:
            raise ValueError(f"to go on with a tree of {size} leaves its stored nodes are needed")
        self.size = size
        levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
        self._nodes = [read(level, (size >> level) - 1) for level in levels] if read else []

    @property
    def nodes(self) -> tuple[bytes, ...]:
        """A complete node for each 1 bit of ``size``, the widest first."""
        return (*self._nodes,)

    @classmethod
    def of(cls, size: int, nodes: Sequence[bytes]) -> "Frontier":
        """The edge that has this size and these ``nodes``."""
        left = iter(nodes)
        return cls(size, lambda level, index: next(left))

    def append(self, leaf: bytes) -> bytes:
        """Take in the next leaf hash and return the hashes to store with its entry (see ``completed``)."""
        node = hashes = leaf
        unpaired = self.size
        while unpaired & 1:  # each 1 bit that the size ends in is a node which this leaf gives its right neighbour
            node = sha256(b"\x01" + self._nodes.pop() + node).digest()  # node_hash; the call costs a fifth more
            hashes += node
            unpaired >>= 1
        self._nodes.append(node)
        self.size += 1
        return hashes

    def root(self) -> bytes:
        """The root of the tree of ``size`` leaves."""
        if not self._nodes:
            return EMPTY_ROOT
        return reduce(lambda right, left: node_hash(left, right), reversed(self._nodes))


def root(size: int, read: Read) -> bytes:
    """The root of the tree of the first ``size`` leaves (RFC 9162 2.1.1), by at most log2(size) + 1 reads."""
    if size < 0:
        raise ValueError(f"no tree has {size} leaves")
    return _node((size - 1).bit_length(), 0, size, read) if size else EMPTY_ROOT


def prove_inclusion(index: int, size: int, read: Read) -> list[bytes]:
    """The proof that leaf ``index`` (from 0) is in the tree of the first ``size`` leaves (RFC 9162 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size} leaves")
    return [_node(level, sibling, size, read) for level, sibling in _siblings(0, index, size)]


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``proof`` shows leaf hash ``leaf`` at ``index`` (from 0) of the tree of ``size`` leaves with this root.

    The verdict of RFC 9162 2.1.3.2.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    path = list(_siblings(0, index, size))
    if len(proof) != len(path):
        return False
    node = leaf
    for (_, sibling), other in zip(path, proof, strict=True):
        node = node_hash(node, other) if sibling & 1 else node_hash(other, node)
    return node == root


def prove_consistency(old: int, new: int, read: Read) -> list[bytes]:
    """The proof that the first ``old`` leaves of the tree of ``new`` leaves are the tree of ``old`` leaves.

    RFC 9162 2.1.4.1 for 0 < old < new. From the empty tree, or from a tree to itself, there is nothing to prove: [].
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not grow out of one of {old}")
    if old in (0, new):
        return []
    level, index = _last_complete(old)
    # At index 0 that node is the whole old tree, whose root the checker has.
    start = [read(level, index)] if index else []
    return start + [_node(above, sibling, new, read) for above, sibling in _siblings(level, index, new)]


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether ``proof`` shows that the tree of ``new`` leaves only added to the tree of ``old`` leaves.

    The verdict of RFC 9162 2.1.4.2 for 0 < old < new. Every tree adds to the empty tree, if that bears its one root;
    a tree adds to itself if the roots are the same; either takes the empty proof only.
    """
    if not 0 <= old <= new or not _are_hashes(old_root, new_root, *proof):
        return False
    if old == 0 and old_root != EMPTY_ROOT:
        return False
    if old in (0, new):
        return not proof and (old < new or old_root == new_root)
    level, index = _last_complete(old)
    path = list(_siblings(level, index, new))
    hashes = [*proof] if index else [old_root, *proof]
    if len(hashes) != 1 + len(path):
        return False
    return _grown(path, hashes) == (old_root, new_root)


def _grown(path: list[tuple[int, int]], hashes: list[bytes]) -> tuple[bytes, bytes]:
    """The old and the new root which a consistency proof leads to, up from the old tree's last complete node."""
    was = now = hashes[0]
    for (_, sibling), other in zip(path, hashes[1:], strict=True):
        if sibling & 1:  # to the right of the old tree's last leaf: only the new tree has it
            now = node_hash(now, other)
        else:
            was, now = node_hash(other, was), node_hash(other, now)
    return was, now


def _siblings(level: int, index: int, size: int) -> Iterator[tuple[int, int]]:
    """The (level, index) of each sibling on the way from a node up to the root, lowest first.

    The one walk under every proof. An odd sibling stands on the right. The last node of a level may have no sibling
    (the loop in step 4 of RFC 9162 2.1.3.2): it is carried up, and the proof has no hash for that level.
    """
    last = (size - 1) >> level
    while last:
        if index ^ 1 <= last:
            yield level, index ^ 1
        level, index, last = level + 1, index >> 1, last >> 1


def _node(level: int, index: int, size: int, read: Read) -> bytes:
    """A node as the tree of ``size`` leaves has it: stored if complete, else made from complete ones below it."""
    if stored_at(level, index)[0] <= size:
        return read(level, index)
    left = _node(level - 1, 2 * index, size, read)
    if (2 * index + 1) << (level - 1) >= size:  # no leaf is on the right
        return left
    return node_hash(left, _node(level - 1, 2 * index + 1, size, read))


def _last_complete(size: int) -> tuple[int, int]:
    """The (level, index) of the highest complete node which ends at the last of ``size`` > 0 leaves."""
    level = _trailing_zeros(size)
    return level, (size >> level) - 1


def _trailing_zeros(number: int) -> int:
    """How many zero bits a number above 0 ends in."""
    return (number & -number).bit_length() - 1


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_SIZE for value in values)
