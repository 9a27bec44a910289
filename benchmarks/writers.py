"""Many people at once: eight processes that record as fast as they can, against one."""

import statistics
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks.append import Recorder
from benchmarks.generator import Made
from benchmarks.measuring import Result, Scope, milliseconds
from ledger.errors import Refusal

WRITERS = 8
#: One process, then eight, so many times, because the disk's and the machine's mood changes.
ROUNDS = 3


class Run(NamedTuple):
    """What so many processes came to: recordings a second, how many failed, and each one's seconds."""

    rate: float
    errors: int
    waits: list[float]


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """The same number of recordings by one process and by eight."""
    runs: dict[int, list[Run]] = {1: [], WRITERS: []}
    for number in range(ROUNDS):
        for processes, kept in runs.items():
            ledger_file = made(scope.small).copy(folder / f"writers-{processes}-{number}")
            kept.append(_run(ledger_file, processes, max(WRITERS, scope.times)))
    alone, together = runs[1], runs[WRITERS]
    ratio = statistics.median(many.rate / one.rate for one, many in zip(alone, together, strict=True))
    rates = [f"{statistics.median(run.rate for run in found):.0f} a second" for found in (alone, together)]
    yield Result("writers.rate", ratio, *rates)
    worst = statistics.median(_worst(run) / statistics.median(run.waits) for run in together)
    waits = [milliseconds(statistics.median(map(of, together))) for of in (_median, _worst)]
    yield Result("writers.wait", worst, *waits)
    of = f"of {sum(len(run.waits) for run in together)}"
    yield Result("writers.errors", sum(run.errors for run in together), "", of)


def _median(run: Run) -> float:
    return statistics.median(run.waits)


def _worst(run: Run) -> float:
    return statistics.quantiles(run.waits, n=100)[-1]


def _run(made: Made, processes: int, recordings: int) -> Run:
    context = get_context("spawn")
    barrier, answers = context.Barrier(processes + 1), context.Queue()
    share = recordings // processes
    shared = (made, share, barrier, answers)
    writers = [context.Process(target=_write, args=(number, *shared)) for number in range(processes)]
    for writer in writers:
        writer.start()
    barrier.wait()
    start = perf_counter()
    found = [answers.get() for _ in writers]
    taken = perf_counter() - start
    for writer in writers:
        writer.join()
    waits = [wait for waits, _ in found for wait in waits]
    return Run(len(waits) / taken, sum(errors for _, errors in found), waits)


def _write(number: int, made: Made, share: int, barrier: Barrier, answers: Any) -> None:
    """One process: it records, and says how long each recording took and how many failed."""
    waits, errors = [], 0
    recorder = Recorder(made)
    recorder.note(number)  # everything is imported, and the file open
    barrier.wait()
    for place in range(share):
        start = perf_counter()
        try:
            recorder.note(number + place)
        except Refusal:
            errors += 1
        waits.append(perf_counter() - start)
    recorder.close()
    answers.put((waits, errors))
