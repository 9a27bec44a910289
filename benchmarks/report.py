"""The results as people and programs read them: a table, JSON, and the table in docs/performance.md."""

import json
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import Result, Scope, cores

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
_LIBRARIES = ("eventsourcing", "pydantic", "typer", "cryptography")
_HEADINGS = ("", "against", "target", "found", "met", "measured")


def line(result: Result) -> str:
    """One row of the terminal's table, printed as soon as it is known."""
    target = result.target
    return f"{_met(result):3} {_found(result):>9}  {target.spoken():>9}  {target.operation}  [{_measured(result)}]"


def conditions(scope: Scope) -> str:
    """On what, with what, and how much was measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, {cores()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{libraries}. "
        f"Ledgers of {scope.small:,} and {scope.entries:,} entries; {scope.rounds} rounds of whole processes, "
        f"{scope.times} of calls."
    )


def document(results: Iterable[Result], scope: Scope) -> str:
    """Everything for a program."""
    rows = [
        {
            "name": result.name,
            "operation": result.target.operation,
            "against": result.target.against,
            "found": result.found,
            "unit": result.target.unit.name.lower(),
            "limit": result.target.limit,
            "least": result.target.least,
            "met": result.met,
            "baseline": result.baseline,
            "note": result.note,
        }
        for result in results
    ]
    return json.dumps({"conditions": conditions(scope), "results": rows}, ensure_ascii=False, indent=2)


def write_markdown(path: Path, results: Sequence[Result], scope: Scope) -> None:
    """Puts the table between its two marks in a document; ``ValueError`` where the marks are not there."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no place for the results: {BEGIN} and {END}")
    body = f"{conditions(scope)}\n\n{markdown(results)}"
    path.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", encoding="utf-8")


def markdown(results: Iterable[Result]) -> str:
    """The table."""
    rows = [
        (target.operation, target.against, target.spoken(), _found(result), _met(result), _measured(result))
        for result in results
        for target in (result.target,)
    ]
    ruler = ["---", "---", "---:", "---:", "---", "---"]
    return "\n".join(f"| {' | '.join(row)} |" for row in (_HEADINGS, ruler, *rows))


def _found(result: Result) -> str:
    return result.target.unit.value.format(result.found)


def _met(result: Result) -> str:
    return {True: "yes", False: "no", None: ""}[result.met]


def _measured(result: Result) -> str:
    return " to ".join(filter(None, (result.note, result.baseline)))
