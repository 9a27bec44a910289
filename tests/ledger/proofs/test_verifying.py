"""Signatures on every processor: the same answers in the same order, wherever they come from."""

from typing import Any

import pytest

from ledger.proofs import verifying
from ledger.proofs.verifying import Processors, Signed, verify_here
from tests.ledger.proofs.test_audit import KEY, PUBLIC


def signed(count: int) -> list[Signed]:
    """So many, of which every seventh is of something else."""
    return [(PUBLIC, b"%d\n" % n, KEY.sign(b"%d\n" % (n if n % 7 else -1))) for n in range(count)]


def test_few_are_checked_here() -> None:
    """To start other processes would take longer."""
    with Processors() as processors:
        assert processors(signed(20)) == verify_here(signed(20)) == [bool(n % 7) for n in range(20)]


def test_many_are_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """In parts, whose answers come back in order; the other processes end with the audit."""
    monkeypatch.setattr(verifying, "_WORTH", 300)
    monkeypatch.setattr(verifying, "cores", lambda: 2)
    with Processors() as processors:
        assert processors(signed(300)) == [bool(n % 7) for n in range(300)]
        pool = processors._pool
    assert pool is not None
    with pytest.raises(RuntimeError, match="shutdown"):
        pool.submit(print)


def test_a_system_that_starts_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are checked here."""

    def refuse(*_: Any) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr(verifying, "_WORTH", 10)
    monkeypatch.setattr(verifying, "cores", lambda: 2)
    monkeypatch.setattr(verifying, "ProcessPoolExecutor", refuse)
    with Processors() as processors:
        assert processors(signed(30)) == [bool(n % 7) for n in range(30)]
