"""The Merkle tree, against the RFC's definitions, published vectors and another implementation.

Up to LARGEST leaves every tree is grown and every leaf and every prefix is proved and checked. Flipped bits: up to
EVERY_BIT leaves every bit of every hash of every proof is tried; above that one bit, seeded, of every hash.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

import pymerkle  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proofs.tree import (
    EMPTY_ROOT,
    HASH_SIZE,
    Frontier,
    Read,
    check_consistency,
    check_inclusion,
    completed,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root,
    stored_at,
)

LARGEST = 130  # beyond 128, so that a level more than a power of two is reached
EVERY_BIT = 12
SIZES = range(LARGEST + 1)

ENTRIES = [b"entry %d" % index for index in range(LARGEST)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def split(low: int, high: int) -> int:
    """RFC 9162 2.1.1: where k, the largest power of two smaller than the number of leaves, parts them."""
    k = 1
    while 2 * k < high - low:
        k *= 2
    return low + k


@cache
def mth(low: int, high: int) -> bytes:
    """RFC 9162 2.1.1, MTH(D[low:high]), as it is defined and without any stored node."""
    if low == high:
        return EMPTY_ROOT
    if high - low == 1:
        return LEAVES[low]
    middle = split(low, high)
    return node_hash(mth(low, middle), mth(middle, high))


def path(index: int, low: int, high: int) -> list[bytes]:
    """RFC 9162 2.1.3.1, PATH, as it is defined."""
    if high - low == 1:
        return []
    middle = split(low, high)
    if index < middle:
        return [*path(index, low, middle), mth(middle, high)]
    return [*path(index, middle, high), mth(low, middle)]


def subproof(old: int, low: int, high: int, known: bool) -> list[bytes]:
    """RFC 9162 2.1.4.1, SUBPROOF, as it is defined (``old`` counts from the start of the whole tree)."""
    if old == high:
        return [] if known else [mth(low, high)]
    middle = split(low, high)
    if old <= middle:
        return [*subproof(old, low, middle, known), mth(middle, high)]
    return [*subproof(old, middle, high, False), mth(low, middle)]


def reader(rows: list[bytes]) -> Read:
    """Stored nodes, by the row layout; a node that is not stored yet is an error."""

    def read(level: int, index: int) -> bytes:
        position, offset = stored_at(level, index)
        found = rows[position - 1][offset : offset + HASH_SIZE]
        assert len(found) == HASH_SIZE
        return found

    return read


def grown(leaves: list[bytes]) -> list[bytes]:
    """The hashes of every row, as a store that appends one at a time writes them."""
    frontier = Frontier()
    return [frontier.append(leaf) for leaf in leaves]


ROWS = grown(LEAVES)
READ = reader(ROWS)
ROOTS = [root(size, READ) for size in SIZES]


def only(size: int) -> Read:
    """A store that holds no row after ``size``: a proof for that tree may not look further."""
    return reader(ROWS[:size])


# Growing.


def test_every_root_is_the_one_the_rfc_defines() -> None:
    """The root read from stored nodes is MTH of RFC 9162 2.1.1 at every size, and needs no later row."""
    assert [root(size, only(size)) for size in SIZES] == [mth(0, size) for size in SIZES]


def test_a_frontier_has_the_root_of_its_size_at_every_size() -> None:
    """Appending without reading keeps the size and the root of the tree so far."""
    frontier = Frontier()
    for size, leaf in enumerate(LEAVES):
        assert (frontier.size, frontier.root()) == (size, mth(0, size))
        frontier.append(leaf)
    assert (frontier.size, frontier.root()) == (LARGEST, mth(0, LARGEST))


def test_a_frontier_is_resumed_at_every_size() -> None:
    """Made from the stored nodes of any size, a frontier has its root and appends the very rows that follow."""
    for size in SIZES:
        frontier = Frontier(size, only(size))
        assert frontier.root() == mth(0, size)
        assert [frontier.append(leaf) for leaf in LEAVES[size:]] == ROWS[size:]


def test_a_row_completed_by_reading_is_the_row_the_frontier_appends() -> None:
    """Both ways to make a row's hashes agree, and reading needs earlier rows only."""
    for position, leaf in enumerate(LEAVES, start=1):
        assert completed(position, leaf, only(position - 1)) == ROWS[position - 1]


def test_a_row_holds_its_leaf_and_the_nodes_it_completes() -> None:
    """Row p holds node (L, p/2^L - 1) at byte 32·L for each 2^L that divides p, and nothing more."""
    for position, row in enumerate(ROWS, start=1):
        spans = [span for span in (1 << level for level in range(8)) if position % span == 0]
        assert row == b"".join(mth(position - span, position) for span in spans)
        for level, span in enumerate(spans):
            assert stored_at(level, position // span - 1) == (position, 32 * level)


def test_reads_are_few() -> None:
    """Roots, frontiers and proofs read at most one node a level and one for each edge, not the whole log."""
    asked: list[tuple[int, int]] = []

    def counting(level: int, index: int) -> bytes:
        asked.append((level, index))
        return bytes(HASH_SIZE)

    size = 1_000_003
    makers: list[Callable[[], object]] = [
        lambda: root(size, counting),
        lambda: Frontier(size, counting),
        lambda: prove_inclusion(size // 3, size, counting),
        lambda: prove_consistency(size // 3, size, counting),
    ]
    for make in makers:
        asked.clear()
        make()
        assert 0 < len(asked) == len(set(asked)) <= 2 * size.bit_length()


# Proving and checking.


def test_every_leaf_is_proved_in_every_tree() -> None:
    """Every inclusion proof is PATH of RFC 9162 2.1.3.1, made from the rows of its tree only, and is accepted."""
    for size in SIZES:
        read = only(size)
        for index in range(size):
            proof = prove_inclusion(index, size, read)
            assert proof == path(index, 0, size)
            assert check_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


def test_every_prefix_is_proved_in_every_tree() -> None:
    """Every consistency proof is PROOF of RFC 9162 2.1.4.1, made from the rows of its tree only, and is accepted."""
    for new in SIZES:
        read = only(new)
        for old in range(new + 1):
            proof = prove_consistency(old, new, read)
            assert proof == (subproof(old, 0, new, True) if old else [])
            assert check_consistency(old, ROOTS[old], new, ROOTS[new], proof)


def flipped(value: bytes, bit: int) -> bytes:
    """With one bit flipped."""
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


def spoiled(size: int, hashes: list[bytes]) -> Iterator[list[bytes]]:
    """The hashes with one bit of one of them flipped: every bit of each in a small tree, one of each in a larger."""
    chance = random.Random(size)
    for place, value in enumerate(hashes):
        for bit in range(256) if size <= EVERY_BIT else [chance.randrange(256)]:
            yield [*hashes[:place], flipped(value, bit), *hashes[place + 1 :]]


def test_a_flipped_bit_spoils_every_inclusion_proof() -> None:
    """No leaf hash, root or proof with one bit flipped is accepted."""
    for size in SIZES:
        for index in range(size):
            whole = [LEAVES[index], ROOTS[size], *prove_inclusion(index, size, READ)]
            for leaf, top, *proof in spoiled(size, whole):
                assert not check_inclusion(index, size, leaf, proof, top)


def test_a_flipped_bit_spoils_every_consistency_proof() -> None:
    """No old root, new root or proof with one bit flipped is accepted."""
    for new in SIZES:
        for old in range(1, new + 1):
            whole = [ROOTS[old], ROOTS[new], *prove_consistency(old, new, READ)]
            for old_root, new_root, *proof in spoiled(new, whole):
                assert not check_consistency(old, old_root, new, new_root, proof)


def mangled(proof: list[bytes]) -> Iterator[list[bytes]]:
    """Proofs of a wrong shape made from a right one."""
    yield [*proof, bytes(HASH_SIZE)]
    yield [bytes(HASH_SIZE), *proof]
    if proof:
        yield proof[1:]
        yield proof[:-1]
        yield [*proof, proof[-1]]
        yield [proof[0][:-1], *proof[1:]]
        yield [proof[0] + b"\0", *proof[1:]]
        yield [proof[0] + proof[-1]]
    if proof != proof[::-1]:
        yield proof[::-1]


def test_a_proof_of_another_length_or_order_is_refused() -> None:
    """A hash too many, too few, cut, lengthened, or the whole proof turned round is refused, without an exception."""
    for size in range(1, 40):
        for number in range(1, size + 1):
            index = number - 1
            for proof in mangled(prove_inclusion(index, size, READ)):
                assert not check_inclusion(index, size, LEAVES[index], proof, ROOTS[size])
            for proof in mangled(prove_consistency(number, size, READ)):
                assert not check_consistency(number, ROOTS[number], size, ROOTS[size], proof)


def test_a_proof_holds_for_its_own_leaf_only() -> None:
    """An inclusion proof for one index is refused for every other, in range and out of it."""
    for size in range(1, 34):
        for index in range(size):
            proof = prove_inclusion(index, size, READ)
            leaf, top = LEAVES[index], ROOTS[size]
            accepted = [at for at in range(-1, size + 2) if check_inclusion(at, size, leaf, proof, top)]
            assert accepted == [index]


def test_a_proof_holds_for_its_own_sizes_only() -> None:
    """A consistency proof is refused between the roots of any other two sizes."""
    for new in range(1, 20):
        for old in range(1, new):
            proof = prove_consistency(old, new, READ)
            pairs = product(range(1, 20), repeat=2)
            accepted = [(a, b) for a, b in pairs if a != b and check_consistency(a, ROOTS[a], b, ROOTS[b], proof)]
            assert accepted == [(old, new)]


def test_a_node_cannot_pass_for_a_leaf() -> None:
    """The prefixes 0x00 and 0x01 keep an entry made of two hashes from being the node above them (RFC 9162 2.1.1)."""
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


# The edges.


def test_from_the_empty_tree_and_to_itself_there_is_nothing_to_prove() -> None:
    """The empty proof leads from the empty tree to any, and from a tree to itself; other proofs and roots do not."""
    some, other = ROOTS[5], ROOTS[6]
    assert prove_consistency(0, 5, READ) == prove_consistency(0, 0, READ) == prove_consistency(5, 5, READ) == []
    assert check_consistency(0, EMPTY_ROOT, 5, some, [])
    assert check_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    assert not check_consistency(0, other, 5, some, [])
    assert not check_consistency(0, other, 0, other, [])
    assert not check_consistency(0, EMPTY_ROOT, 5, some, [some])
    assert not check_consistency(5, some, 5, other, [])
    assert not check_consistency(5, some, 5, some, [some])


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (6, 5), (0, 0), (0, -1), (-1, -1)])
def test_no_leaf_outside_a_tree_is_proved(index: int, size: int) -> None:
    """A leaf that the tree does not have: proving raises ValueError, checking answers False."""
    with pytest.raises(ValueError, match="is not in a tree"):
        prove_inclusion(index, size, READ)
    assert not check_inclusion(index, size, LEAVES[0], [], LEAVES[0])


@pytest.mark.parametrize(("old", "new"), [(-1, 5), (6, 5), (-2, -1), (0, -1)])
def test_no_tree_shrinks(old: int, new: int) -> None:
    """Sizes that no growing tree passes through: proving raises ValueError, checking answers False."""
    with pytest.raises(ValueError, match="does not grow"):
        prove_consistency(old, new, READ)
    assert not check_consistency(old, EMPTY_ROOT, new, EMPTY_ROOT, [])


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_what_is_not_a_hash_is_refused(length: int) -> None:
    """Leaf hashes and roots of another length are refused, even where they equal each other."""
    odd = bytes(length)
    assert not check_inclusion(0, 1, odd, [], odd)
    assert not check_consistency(5, odd, 5, odd, [])
    assert not check_consistency(0, EMPTY_ROOT, 5, odd, [])
    assert not check_consistency(4, odd, 5, ROOTS[5], [LEAVES[4]])


def test_absurd_sizes_raise_in_what_reads() -> None:
    """Negative sizes, position 0, and going on with a tree whose nodes are not at hand are ValueErrors."""
    with pytest.raises(ValueError, match="no tree has -1 leaves"):
        root(-1, READ)
    with pytest.raises(ValueError, match="no tree has -1 leaves"):
        Frontier(-1, READ)
    with pytest.raises(ValueError, match="stored nodes are needed"):
        Frontier(3)
    with pytest.raises(ValueError, match="positions start at 1"):
        completed(0, LEAVES[0], READ)


# Other people's trees.

# The leaves and roots of Certificate Transparency's own tests, which most implementations of RFC 6962 carry.
CT_ENTRIES = "|00|10|2021|3031|40414243|5051525354555657|606162636465666768696a6b6c6d6e6f"
CT_ROOTS = """
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
    fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
    aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
    d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
    4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
    76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
    ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
    5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
"""
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
G = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"


def test_certificate_transparency_trees_have_their_published_roots_and_proofs() -> None:
    """The eight leaves of Certificate Transparency's tests give its roots, inclusion and consistency proofs."""
    rows = grown([leaf_hash(bytes.fromhex(entry)) for entry in CT_ENTRIES.split("|")])
    read = reader(rows)
    assert [root(size, read).hex() for size in range(9)] == CT_ROOTS.split()

    def included(index: int, size: int) -> list[str]:
        return [value.hex() for value in prove_inclusion(index, size, read)]

    def consistent(old: int, new: int) -> list[str]:
        return [value.hex() for value in prove_consistency(old, new, read)]

    assert (included(0, 1), included(0, 8), included(5, 8)) == ([], [A, B, C], [D, E, F])
    assert (consistent(1, 1), consistent(1, 8)) == ([], [A, B, C])
    assert (consistent(6, 8), consistent(2, 5)) == ([G, E, F], [B, D])


def test_pymerkle_has_the_same_roots_and_proofs() -> None:
    """An implementation by other hands has our root at every size, our inclusion proofs, and accepts our roots.

    Its consistency proofs hold the same hashes in another arrangement than the RFC's, so its verifier is given its own
    proof and our two roots.
    """
    theirs = pymerkle.InmemoryTree(algorithm="sha256")
    for size, entry in enumerate(ENTRIES, start=1):
        theirs.append_entry(entry)
        assert theirs.get_root() == ROOTS[size]
        for number in range(1, size + 1):
            leaf, *proof = theirs.prove_inclusion(number, size).path
            assert (leaf, proof) == (LEAVES[number - 1], prove_inclusion(number - 1, size, READ))
            pymerkle.verify_consistency(ROOTS[number], ROOTS[size], theirs.prove_consistency(number, size))


# Larger than can be tried one by one.

MANY = [leaf_hash(index.to_bytes(4, "big")) for index in range(5000)]
MANY_READ = reader(grown(MANY))


@given(st.data())
def test_thousands_of_leaves(data: st.DataObject) -> None:
    """Any leaf and any prefix of any tree up to 5,000 leaves is proved; with any bit flipped no proof is accepted."""
    new = data.draw(st.integers(1, len(MANY)), "new")
    old = data.draw(st.integers(1, new), "old")
    old_root, new_root = root(old, MANY_READ), root(new, MANY_READ)
    proof = prove_inclusion(old - 1, new, MANY_READ)
    growth = prove_consistency(old, new, MANY_READ)
    assert check_inclusion(old - 1, new, MANY[old - 1], proof, new_root)
    assert check_consistency(old, old_root, new, new_root, growth)
    bit = data.draw(st.integers(0, 255), "bit")
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1), "place")
        proof[place] = flipped(proof[place], bit)
        assert not check_inclusion(old - 1, new, MANY[old - 1], proof, new_root)
    if growth:
        place = data.draw(st.integers(0, len(growth) - 1), "place in growth")
        growth[place] = flipped(growth[place], bit)
        assert not check_consistency(old, old_root, new, new_root, growth)


def all_but_one_alike(marked: int) -> Read:
    """The stored nodes of a tree of any size whose leaves are all alike but one: computed, so it may be immense."""
    alike = [leaf_hash(b"alike")]
    mark = [leaf_hash(b"marked")]
    for level in range(64):
        pair = (alike[level], mark[level]) if marked >> level & 1 else (mark[level], alike[level])
        mark.append(node_hash(*pair))
        alike.append(node_hash(alike[level], alike[level]))
    return lambda level, index: (mark if index == marked >> level else alike)[level]


@settings(max_examples=200)
@given(st.integers(2, 2**62), st.data())
def test_trees_too_large_to_store(new: int, data: st.DataObject) -> None:
    """Up to 2^62 leaves the marked leaf is proved where it is and nowhere near, and every prefix is consistent."""
    marked = data.draw(st.integers(0, new - 1), "marked")
    old = data.draw(st.integers(1, new), "old")
    read = all_but_one_alike(marked)
    old_root, new_root, leaf = root(old, read), root(new, read), leaf_hash(b"marked")
    proof, growth = prove_inclusion(marked, new, read), prove_consistency(old, new, read)
    assert check_inclusion(marked, new, leaf, proof, new_root)
    assert check_consistency(old, old_root, new, new_root, growth)
    assert Frontier(new, read).root() == new_root
    for near in (marked - 1, marked + 1, marked ^ 2):
        assert not check_inclusion(near, new, leaf, proof, new_root)


@given(
    st.integers(-2, 2**64),
    st.integers(-2, 2**64),
    st.lists(st.binary(max_size=40) | st.binary(min_size=32, max_size=32), max_size=70),
    st.binary(min_size=30, max_size=33),
    st.binary(min_size=32, max_size=32),
)
def test_a_checker_given_anything_answers_false(a: int, b: int, proof: list[bytes], x: bytes, y: bytes) -> None:
    """Whatever the sizes and bytes, a checker does not raise; and what chance makes is no proof."""
    trivial = a == 0 < b or a == b
    assert not check_inclusion(a, b, x, proof, y) or (a, b) == (0, 1)
    assert not check_consistency(a, x, b, y, proof) or trivial
