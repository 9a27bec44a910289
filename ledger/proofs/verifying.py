"""Pages and signatures checked on every processor, where there are so many that starting other processes pays."""

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import current_process, get_context
from types import TracebackType
from typing import Self

from ledger.proofs.judging import Judge, Judgement
from ledger.proofs.note import check_signature

Signed = tuple[bytes, bytes, bytes]

#: Another process takes as long to start as it takes to check some 3,000 signatures.
_WORTH = 4096
_AT_ONCE = 128
#: And as long as it takes to judge so many pages.
_WORTH_PAGES = 32


def verify_here(signed: Sequence[Signed]) -> list[bool]:
    """Checks signatures one after the other."""
    return [check_signature(*each) for each in signed]


class Processors:
    """A ``seals.Verify``, and what shares out pages; the other processes end with the ``with``."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._alone = cores() < 2 or current_process().daemon  # which may start no other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def share(self, judge: Judge, pages: Sequence[range]) -> Iterator[Judgement | None]:
        """Has pages judged on every processor (a ``judging.Share``)."""
        waiting: deque[tuple[range, Future[Judgement | None] | None]] = deque()
        for page in pages:
            waiting.append((page, self._sent(judge, page) if len(pages) >= _WORTH_PAGES else None))
            if len(waiting) > 2 * cores():
                yield self._judged(judge, *waiting.popleft())
        yield from (self._judged(judge, *each) for each in waiting)

    def _sent(self, judge: Judge, page: range) -> Future[Judgement | None] | None:
        """A page on its way to another process; None where there is none."""
        try:
            return None if self._alone else self._others().submit(judge, page)
        except (OSError, BrokenProcessPool):
            self._alone = True
            return None

    def _judged(self, judge: Judge, page: range, sent: Future[Judgement | None] | None) -> Judgement | None:
        try:
            return sent.result() if sent else judge(page)
        except (OSError, BrokenProcessPool):
            self._alone = True
            return judge(page)

    def _others(self) -> ProcessPoolExecutor:
        self._pool = self._pool or ProcessPoolExecutor(cores(), get_context("spawn"), _leave_interrupts)
        return self._pool

    def __call__(self, signed: Sequence[Signed]) -> list[bool]:
        """Whether each signature is good."""
        if self._alone or len(signed) < _WORTH:
            return verify_here(signed)
        parts = [signed[start : start + _AT_ONCE] for start in range(0, len(signed), _AT_ONCE)]
        try:
            return [*chain.from_iterable(self._others().map(verify_here, parts))]
        except (OSError, BrokenProcessPool):  # a system that lets nobody start another process
            self._alone = True
            return verify_here(signed)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
