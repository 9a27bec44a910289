"""Signatures checked on every processor, where there are so many that starting other processes pays."""

import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from ledger.proofs.note import check_signature

Signed = tuple[bytes, bytes, bytes]

#: Another process takes as long to start as it takes to check some 3,000 signatures.
_WORTH = 4096
_AT_ONCE = 128


def verify_here(signed: Sequence[Signed]) -> list[bool]:
    """Checks signatures one after the other."""
    return [check_signature(*each) for each in signed]


class Processors:
    """A ``seals.Verify``; the other processes end with the ``with``."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._alone = cores() < 2

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def __call__(self, signed: Sequence[Signed]) -> list[bool]:
        """Whether each signature is good."""
        if self._alone or len(signed) < _WORTH:
            return verify_here(signed)
        parts = [signed[start : start + _AT_ONCE] for start in range(0, len(signed), _AT_ONCE)]
        try:
            self._pool = self._pool or ProcessPoolExecutor(cores(), get_context("spawn"), _leave_interrupts)
            return [*chain.from_iterable(self._pool.map(verify_here, parts))]
        except (OSError, BrokenProcessPool):  # a system that lets nobody start another process
            self._alone = True
            return verify_here(signed)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
