"""Stopwatches: cases taken in turn, medians, and the memory of a process of its own."""

import gc
import multiprocessing
import os
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple, TypeVar

from benchmarks.targets import TARGETS, Target

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """How much is to be measured."""

    entries: int = 100_000  # of the large ledger
    rounds: int = 21  # of whole processes
    times: int = 400  # of calls
    small: int = 5_000


class Result(NamedTuple):
    """One row: what was found, in the target's unit; ``baseline`` and ``note`` say what stood on either side."""

    name: str
    found: float
    baseline: str
    note: str = ""

    @property
    def target(self) -> Target:
        """What it was to be."""
        return TARGETS[self.name]

    @property
    def met(self) -> bool | None:
        """Whether it is that; None where nothing was set."""
        return self.target.met(self.found)


class Times:
    """The seconds of each case, round by round."""

    def __init__(self, seconds: Mapping[str, Sequence[float]]) -> None:
        self._seconds = seconds

    def median(self, case: str) -> float:
        """The median seconds of a case."""
        return statistics.median(self._seconds[case])

    def ratio(self, case: str, to: str) -> float:
        """How many times as long as another a case took: the median over rounds, in which slow noise cancels."""
        return statistics.median(a / b for a, b in zip(self._seconds[case], self._seconds[to], strict=True))


def in_turn(cases: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """Takes every case once a round. The first round only warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    with _no_collector():
        for number in range(rounds + 1):
            for name, case in cases.items():
                taken = timed(case)
                if number:
                    seconds[name].append(taken)
    return Times(seconds)


def timed(case: Callable[[], object]) -> float:
    """The seconds that one call takes."""
    start = perf_counter()
    case()
    return perf_counter() - start


@contextmanager
def _no_collector() -> Iterator[None]:
    """Python's collector runs when it likes, and would be charged to whichever case comes next."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def apart(function: Callable[..., T], *arguments: object) -> tuple[T, float]:
    """What a function gives in a fresh process, and the most memory in MB that this process ever had."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:  # a Pool's may start no others
        return pool.submit(_with_memory, function, arguments).result()


def _with_memory(function: Callable[..., T], arguments: Sequence[object]) -> tuple[T, float]:
    return function(*arguments), peak_memory()


def peak_memory() -> float:
    """The most memory that this process ever had, in MB; 0 where the system does not say."""
    try:
        # ru_maxrss would do, if Linux did not hand a parent's peak down to its children.
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        pass
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def milliseconds(seconds: float) -> str:
    """Seconds as a table shows them."""
    return f"{seconds * 1000:.1f} ms" if seconds >= 0.001 else f"{seconds * 1e6:.0f} µs"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
