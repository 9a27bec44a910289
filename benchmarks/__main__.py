"""Measures, prints each result as it comes, and on request writes them down. Exits with 0 whatever was found."""

import argparse
import compileall
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from benchmarks import report
from benchmarks.generator import Made, make
from benchmarks.measuring import Result, Scope

BENCHES = ("start_up", "append", "writers", "rebuild", "scale", "papers", "audit")
MILLION = 1_000_000
QUICK = Scope(entries=5_000, rounds=5, times=60)


def main() -> None:
    """Runs what the command line asks for."""
    parser = _parser()
    asked = parser.parse_args()
    if unknown := set(asked.benches) - set(BENCHES):
        parser.error(f"there is no bench {', '.join(unknown)}; choose from {', '.join(BENCHES)}")
    scope = QUICK if asked.quick else Scope()
    entries = MILLION if asked.million else asked.entries
    scope = Scope(entries or scope.entries, asked.rounds or scope.rounds, asked.times or scope.times)
    compile_all()
    results = []
    with tempfile.TemporaryDirectory(prefix="afi-bench-", dir=asked.folder) as folder:
        print(report.conditions(scope), end="\n\n", flush=True)
        for result in measure(asked.benches or BENCHES, scope, Path(folder)):
            print(report.line(result), flush=True)
            results.append(result)
    if asked.json:
        asked.json.write_text(f"{report.document(results, scope)}\n", encoding="utf-8")
    if asked.markdown:
        report.write_markdown(asked.markdown, results, scope)


def measure(benches: Iterable[str], scope: Scope, folder: Path) -> Iterator[Result]:
    """The results of each bench by name. A ledger of each size is made once, and copied for whoever writes to it."""

    @cache
    def made(entries: int) -> Made:
        print(f"(making a ledger of {entries:,} entries)", flush=True)
        return make(folder / f"{entries}", entries)

    for name in benches:
        bench: Callable[..., Iterator[Result]] = import_module(f"benchmarks.{name}").measure
        (folder / name).mkdir()
        yield from bench(made, scope, folder / name)


def compile_all() -> None:
    """Source that is not compiled starts four times more slowly, and a variable in the shell may have left it so."""
    here = Path(__file__).parent
    for package in ("ledger", "projections", "commands", "benchmarks"):
        compileall.compile_dir(here.parent / package, quiet=2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures against benchmarks/targets.py.")
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"{', '.join(BENCHES)}; all, if none is named")
    parser.add_argument("--quick", action="store_true", help="few rounds and small ledgers: does it run at all")
    parser.add_argument("--entries", type=int, help="entries of the large ledger (100,000)")
    parser.add_argument("--million", action="store_true", help="a nation's: 43 forces, 15 years, 1,000,000 entries")
    parser.add_argument("--rounds", type=int, help="rounds of whole processes (21)")
    parser.add_argument("--times", type=int, help="rounds of single calls (400)")
    parser.add_argument("--folder", type=Path, help="where to make the ledgers: on the disk that is meant")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="put the table between the marks in a document")
    return parser


if __name__ == "__main__":
    main()
