"""Checking a whole ledger, against hashing each entry once; its signatures apart, against the library's own loop."""

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.generator import Made
from benchmarks.measuring import Result, Scope, Times, apart, cores, in_turn, milliseconds, timed
from ledger.codec import understand
from ledger.keyring import Key
from ledger.proofs.audit import audit
from ledger.proofs.evidence import Again, Evidence
from ledger.proofs.judging import PAGE, Judge, Share, judge_here
from ledger.proofs.tree import Frontier, leaf_hash, levels, stored_with
from ledger.proofs.verifying import Processors
from ledger.stores.evidence import open_evidence

Signed = tuple[bytes, bytes, bytes]

#: So many signatures are a group in the audit of a large ledger.
_GROUP = 4096


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """A large ledger's entries in a process of its own, then as many signatures as there is patience for."""
    large = made(scope.entries)
    size, peaks = f"{scope.entries:,} entries", []
    cases = {
        "hash": _hash, "parse": _parse, "tree": _tree, "read": _read, "pages": _pages,
        "texts": _texts, "floor": _floor, "time": _audit, "alone": _audit_alone,
    }  # fmt: skip
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(3):
        for name, case in cases.items():
            seconds, peak = apart(case, large.path)
            found[name].append(seconds)
        peaks.append(peak)
    found["entries"] = [whole - texts for whole, texts in zip(found["time"], found["texts"], strict=True)]
    times = Times(found)
    base = milliseconds(times.median("hash"))
    for name in ("time", "entries", "texts", "floor", "alone", "parse", "tree", "read", "pages"):
        yield Result(f"audit.{name}", times.ratio(name, "hash"), base, f"{milliseconds(times.median(name))}, {size}")
    yield Result("audit.memory", max(peaks), "", size)
    yield _signatures(made(scope.small))


def _signatures(made: Made) -> Result:
    key = made.key
    signed = [_sign(key, number) for number in range(_GROUP)]
    with get_context("spawn").Pool(cores()) as pool, Processors() as processors:
        parts = [signed[start :: cores()] for start in range(cores())]
        pool.map(_verify, parts)  # everything is imported
        processors(signed)
        cases = {"library": lambda: pool.map(_verify, parts), "ours": lambda: processors(signed)}
        times = in_turn(cases, 7)
    base, ours = (f"{len(signed) / times.median(name):.0f} a second" for name in ("library", "ours"))
    return Result("audit.signatures", times.ratio("library", "ours"), f"{base}, {cores()} cores", ours)


def _sign(key: Key, number: int) -> Signed:
    body = f"{key.origin}\n{number}\n".encode()
    return key.public, body, key.sign(body)


def _verify(signed: Sequence[Signed]) -> None:
    for public, body, signature in signed:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)


def _hash(path: Path) -> float:
    """Seconds to hash every entry, once it is in memory."""
    return _each_page(path, lambda entries: [sha256(entry).digest() for entry in entries])


def _each_page(path: Path, work: Callable[[Sequence[bytes]], object]) -> float:
    """Seconds of work on every entry, a thousand at a time, without those of reading them."""
    connection, taken = sqlite3.connect(path), 0.0
    rows = (entry for (entry,) in connection.execute("SELECT bytes FROM entry"))
    while page := list(islice(rows, 1000)):
        taken += timed(partial(work, page))
    connection.close()
    return taken


def _parse(path: Path) -> float:
    """Seconds to parse every entry, once it is in memory."""
    return _each_page(path, lambda entries: [json.loads(entry) for entry in entries])


def _tree(path: Path) -> float:
    """Seconds to read every entry from the file and to make the root of all."""
    return timed(lambda: _root(path))


def _root(path: Path) -> bytes:
    connection, tree = sqlite3.connect(path), Frontier()
    for (entry,) in connection.execute("SELECT bytes FROM entry"):
        tree.append(leaf_hash(entry))
    connection.close()
    return tree.root()


def _read(path: Path) -> float:
    """Seconds to read every row of the entries and of the vault, and nothing else."""
    with open_evidence(path) as evidence:
        return timed(lambda: [all(map(len, page)) for rows in (evidence.pages(), evidence.texts()) for page in rows])


def _pages(path: Path) -> float:
    """Seconds that SQLite takes to check the file itself, which the audit does first."""
    return timed(lambda: _opened(path))


def _opened(path: Path) -> None:
    with open_evidence(path):
        pass


def _audit(path: Path) -> float:
    """Seconds to audit all but the signatures and the file itself; texts, events, and starting processes included."""
    with Processors() as processors, open_evidence(path) as evidence:
        return timed(lambda: _sound(evidence, processors.share))


def _audit_alone(path: Path) -> float:
    """The same in one process."""
    with open_evidence(path) as evidence:
        return timed(lambda: _sound(evidence, judge_here))


def _sound(evidence: Evidence, share: Share) -> None:
    verdict = audit(evidence, understand=understand, share=share, verify=lambda signed: [True] * len(signed))
    assert verdict.sound, verdict.findings


def _floor(path: Path) -> float:
    """Seconds of what an audit in this shape cannot do without, in as many processes."""
    with Processors() as processors, open_evidence(path) as evidence:
        judge: Judge = partial(_compare_hashes, evidence.again())
        return timed(lambda: deque(processors.share(judge, evidence.places(PAGE) or []), 0))


def _compare_hashes(again: Again, page: range) -> None:
    with again() as evidence:
        rows = [row for some in evidence.rows(page) for row in some]
    *_, stored, hashes = zip(*rows, strict=True)
    assert [*hashes[:-1]] == stored_with(levels([*map(leaf_hash, stored)]))[:-1]


def _texts(path: Path) -> float:
    """Seconds to read every text, to hash it and to compare that with its commitment, in as many processes."""
    with Processors() as processors, closing(sqlite3.connect(path)) as connection:
        [[last]] = connection.execute("SELECT max(rowid) FROM vault")
        pages = [range(start, start + PAGE) for start in range(1, last + 1, PAGE)]
        return timed(lambda: deque(processors.share(partial(_compare_texts, path), pages), 0))


def _compare_texts(path: Path, page: range) -> None:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT commitment, salt, content FROM vault WHERE rowid >= ? AND rowid < ?"
        rows = connection.execute(sql, (page.start, page.stop)).fetchall()
    assert all(sha256(salt + content).digest() == commitment for commitment, salt, content in rows)
