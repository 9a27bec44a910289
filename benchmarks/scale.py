"""What a million entries cost who looks, against the same commands on a small ledger: a nation's against a force's.

An answer's time may hang on what it shows, not on what else there is. Where a large ledger has more to show, what one
row costs is compared.
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.generator import Made
from benchmarks.measuring import Result, Scope, Times, in_turn, milliseconds
from benchmarks.start_up import AFI, BARE, environment, run
from ledger.stores.log import Log

#: What is asked for, by the name of its target; ``{half}`` is the entry in the middle, ``{later}`` 200 entries on.
COMMANDS = {
    "register": "register --inspection INS-2",
    "status": "register --inspection INS-2 --status closed --owner POST-2",
    "show": "show AFI-9",
    "show-inspection": "show INS-2",
    "why": "why AFI-9",
    "as-of-register": "register --inspection INS-2 --as-of E-{half}",
    "as-of-show": "show AFI-9 --as-of E-{half}",
    "changes": "changes --since E-{half} --until E-{later}",
    "log": "log",
    "today": "",
    "search-common": "search victims",
    "search-rare": "search alberken",
    "search-phrase": "search 'reviewed with partners'",
    "search-together": "search alberken calls",
    "search-filter": "search victims --inspection INS-2",
    "search-as-of": "search victims --as-of E-{half}",
    "search-best": "search alberken --best",
}
#: What shows more where there is more, and the same with next to nothing to show: a row of each is compared.
ROWS = {
    "rows-all": ("register --json", "register --status declined --json"),
    "rows-best": ("search victims --best --all --json", "search xyzzy --json"),
}
#: Runs a command and says on standard error how much memory its process had at most.
_WITH_MEMORY = """
import atexit, sys
atexit.register(lambda: print(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')), file=sys.stderr))
sys.argv[0] = 'afi'
from commands.app import main
main()
"""


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """Each command on the small and the large ledger in turn; what a row costs; and the memory of each."""
    sides = [_Side(made(scope.small).copy(folder / "small")), _Side(made(scope.entries))]
    for side in sides:
        side.look("stats")  # the read models are made
    yield from _commands(sides, scope)
    yield from _rows(sides, scope)
    yield from _memory(sides[1], scope)


class _Side:
    """One of the two ledgers."""

    def __init__(self, made: Made) -> None:
        self._env = environment(made)
        log = Log.open(made.path)
        self.size = log.size()
        log.close()

    def words(self, command: str) -> list[str]:
        """A command as the shell would part it, with the entries that it names."""
        half = self.size // 2
        return shlex.split(command.format(half=half, later=half + 200))

    def look(self, command: str) -> None:
        """One whole process."""
        run(self._env, AFI, *self.words(command))

    def bare(self) -> None:
        """A process that does nothing."""
        run(self._env, *BARE)

    def rows(self, command: str) -> int:
        """How many rows it shows."""
        ran = subprocess.run([AFI, *self.words(command)], env=self._env, check=True, capture_output=True)
        return len(json.loads(ran.stdout)["rows"])

    def peak(self, command: str) -> float:
        """The most memory that it had, in MB."""
        env = self._env | {"PYTHONPATH": str(Path(__file__).parent.parent)}
        words = [sys.executable, "-c", _WITH_MEMORY, *self.words(command)]
        ran = subprocess.run(words, env=env, check=True, capture_output=True, text=True)
        return int(ran.stderr.rpartition("VmHWM:")[2].split()[0]) / 1024


def _commands(sides: Sequence[_Side], scope: Scope) -> Iterator[Result]:
    for name, command in COMMANDS.items():
        times = _in_turn(sides, command, scope.rounds)
        small, large = (milliseconds(times.median(side)) for side in ("small", "large"))
        yield Result(f"scale.{name}", times.ratio("large", "small"), small, large)


def _in_turn(sides: Sequence[_Side], command: str, rounds: int) -> Times:
    cases = {name: (lambda side=side: side.look(command)) for name, side in zip(("small", "large"), sides, strict=True)}
    return in_turn({"bare": sides[0].bare, **cases}, rounds)


def _rows(sides: Sequence[_Side], scope: Scope) -> Iterator[Result]:
    """What each row costs beyond a process that has none to show."""
    for name, (command, none) in ROWS.items():
        times, without = (_in_turn(sides, each, max(3, scope.rounds // 3)) for each in (command, none))
        each = {
            side: (times.median(side) - without.median(side)) / counted.rows(command)
            for side, counted in zip(("small", "large"), sides, strict=True)
        }
        notes = [f"{seconds * 1e6:.0f} µs a row" for seconds in each.values()]
        rows = f"{sides[1].rows(command):,} rows in {milliseconds(times.median('large'))}, "
        yield Result(f"scale.{name}", each["large"] / each["small"], notes[0], rows + notes[1])


def _memory(large: _Side, scope: Scope) -> Iterator[Result]:
    peaks = {name: large.peak(command) for name, command in COMMANDS.items()}
    most = max(peaks, key=lambda name: peaks[name])
    yield Result(
        "scale.memory", peaks[most], "", f"of {COMMANDS[most].split(' --as-of')[0]}; {scope.entries:,} entries"
    )
    command, _ = ROWS["rows-all"]
    yield Result("scale.memory-rows-all", large.peak(command), "", f"{large.rows(command):,} rows")
