"""Making all read models again, against reading the same rows and doing nothing with them."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.generator import Made
from benchmarks.measuring import Result, Scope, Times, apart, in_turn, milliseconds, timed
from benchmarks.start_up import AFI, BARE, environment, run
from ledger.stores.log import Log
from projections import follow
from projections.views import Views


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """A large ledger's in a process of its own, then a small ledger's with everything around it."""
    large = made(scope.entries)
    size, peaks = f"{scope.entries:,} entries", []
    found: dict[str, list[float]] = {"select": [], "parse": [], "time": []}
    for _ in range(3 if scope.entries <= 200_000 else 1):
        for name, case in (("select", _select), ("parse", _parse), ("time", partial(_level, folder / "views"))):
            seconds, peak = apart(case, large.path)
            found[name].append(seconds)
        peaks.append(peak)
    times = Times(found)
    base = milliseconds(times.median("select"))
    for name in ("time", "parse"):
        yield Result(
            f"rebuild.{name}", times.ratio(name, "select"), base, f"{milliseconds(times.median(name))}, {size}"
        )
    yield Result("rebuild.memory", max(peaks), "", size)
    yield _process(made(scope.small).copy(folder / "process"), scope)


def _process(made: Made, scope: Scope) -> Result:
    env = environment(made)
    cases = {"bare": lambda: run(env, *BARE), "ours": lambda: run(env, AFI, "rebuild")}
    times = in_turn(cases, max(3, scope.rounds // 3))
    found = milliseconds(times.median("ours"))
    return Result("rebuild.process", times.ratio("ours", "bare"), milliseconds(times.median("bare")), found)


def _select(path: Path) -> float:
    """Seconds to read every column of every entry, row by row."""
    connection = sqlite3.connect(path)
    try:
        return min(timed(lambda: _exhaust(connection)) for _ in range(2))
    finally:
        connection.close()


def _exhaust(connection: sqlite3.Connection) -> None:
    for _ in connection.execute("SELECT position, stream, version, type, command, bytes, hashes FROM entry"):
        pass


def _parse(path: Path) -> float:
    """Seconds to read and parse every entry, in pages."""
    log = Log.open(path)
    try:
        return timed(lambda: [json.loads(row.stored) and None for row in log.all_rows()])
    finally:
        log.close()


def _level(views_path: Path, path: Path) -> float:
    """Seconds to make the read models from nothing."""
    log, views = Log.open(path), Views.at(str(views_path))
    try:
        return timed(lambda: follow.level(log, views))
    finally:
        views.close()
        log.close()
        for leftover in views_path.parent.glob(f"{views_path.name}*"):
            leftover.unlink()
