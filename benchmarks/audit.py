"""Checking a whole ledger, against hashing each entry once; its signatures apart, against the library's own loop."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.generator import Made
from benchmarks.measuring import Result, Scope, apart, cores, in_turn, milliseconds, timed
from ledger.keyring import Key
from ledger.proofs.audit import audit, verify_here
from ledger.stores.evidence import open_evidence

Signed = tuple[bytes, bytes, bytes]


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """A large ledger's entries in a process of its own, then as many signatures as there is patience for."""
    large = made(scope.entries)
    rounds = [(apart(_hash, large.path)[0], *apart(_audit, large.path)) for _ in range(_rounds(scope))]
    hashing, auditing, peak = sorted(rounds, key=lambda found: found[1] / found[0])[len(rounds) // 2]
    size = f"{scope.entries:,} entries"
    yield Result("audit.time", auditing / hashing, milliseconds(hashing), f"{milliseconds(auditing)}, {size}")
    yield Result("audit.memory", peak, "", size)
    yield _signatures(made(scope.small), scope)


def _rounds(scope: Scope) -> int:
    return 3 if scope.entries <= 200_000 else 1


def _signatures(made: Made, scope: Scope) -> Result:
    key = made.key
    signed = [_sign(key, number) for number in range(scope.times * 4)]
    with get_context("spawn").Pool(cores()) as pool:
        parts = [signed[start :: cores()] for start in range(cores())]
        pool.map(_verify, parts)  # everything is imported
        cases = {"library": lambda: pool.map(_verify, parts), "ours": lambda: verify_here(signed)}
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
    connection, taken = sqlite3.connect(path), 0.0
    rows = (row[0] for row in connection.execute("SELECT bytes FROM entry"))
    while page := list(islice(rows, 1000)):
        taken += timed(lambda entries=page: _hash_all(entries))  # type: ignore[misc]
    connection.close()
    return taken


def _hash_all(entries: Sequence[bytes]) -> None:
    for entry in entries:
        sha256(entry).digest()


def _audit(path: Path) -> float:
    """Seconds to audit all but the signatures."""
    with open_evidence(path) as evidence:
        return timed(lambda: _sound(evidence))


def _sound(evidence: object) -> None:
    verdict = audit(evidence, verify=lambda signed: [True] * len(signed))  # type: ignore[arg-type]
    assert verdict.sound, verdict.findings
