"""Making all read models again, against reading the same rows and doing nothing with them."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.generator import Made
from benchmarks.measuring import Result, Scope, apart, in_turn, milliseconds, timed
from benchmarks.start_up import AFI, BARE, environment, run
from ledger.stores.log import Log
from projections import follow
from projections.views import Views


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """A large ledger's in a process of its own, then a small ledger's with everything around it."""
    large = made(scope.entries)
    rounds = [
        (apart(_select, large.path)[0], *apart(_level, large.path, folder / "views")) for _ in range(_rounds(scope))
    ]
    select, level, _ = sorted(rounds, key=lambda found: found[1] / found[0])[len(rounds) // 2]
    size = f"{scope.entries:,} entries"
    yield Result("rebuild.time", level / select, milliseconds(select), f"{milliseconds(level)}, {size}")
    yield Result("rebuild.memory", max(found[2] for found in rounds), "", size)
    yield _process(made(scope.small).copy(folder / "process"), scope)


def _rounds(scope: Scope) -> int:
    return 3 if scope.entries <= 200_000 else 1


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


def _level(path: Path, views_path: Path) -> float:
    """Seconds to make the read models from nothing."""
    log, views = Log.open(path), Views.at(str(views_path))
    try:
        return timed(lambda: follow.level(log, views))
    finally:
        views.close()
        log.close()
        for leftover in views_path.parent.glob(f"{views_path.name}*"):
            leftover.unlink()
