"""A board paper as a person waits for it, against the bare libraries that produce the same pages, and the register.

The paper is about one inspection, and the register shows the improvements of that inspection: those very same, on the
same day. So it is for a paper of today, and for one of a day that has passed, against the register looked back at.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

from benchmarks import bare_pdf, bare_word
from benchmarks.generator import Made, make
from benchmarks.measuring import Result, Scope, Times, apart, in_turn, milliseconds
from benchmarks.prepared import prepare
from benchmarks.start_up import AFI, environment, run
from projections.papers.model import Paper, Table, charts

#: The board paper of one force about the inspection before the last, which asks for so many improvements.
KIND, FORUM, INSPECTION, IMPROVEMENTS = "board", "FOR-1", "INS-5", 48
#: A day that has passed, on which all of them are in progress. Today all but one are closed.
PASSED = "2020-03-31"
FORMATS = {"word": "docx", "pdf": "pdf", "html": "html", "markdown": "md"}
#: What each is compared with.
AGAINST = {
    "word": "bare-word", "pdf": "bare-pdf", "html": "register", "markdown": "register",
    "html-passed": "register-passed", "markdown-passed": "register-passed",
}  # fmt: skip
#: Where pictures are drawn in dots.
_DOTS = [("projections.papers.word.pictures", "_png")]


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """Whole processes in turn, then what the time goes on, each in a fresh process."""
    force = make(folder / "force", scope.small, forces=1, improvements=IMPROVEMENTS)
    number, pictures = apart(prepared, force, folder / "prepared")[0]
    cases = _cases(force, folder)
    for case in cases.values():
        case()  # the read models are made
    times = in_turn(cases, scope.rounds)
    said = f"{number} AFIs, 3 charts in {pictures} pictures, {scope.small:,} entries"
    for name, against in AGAINST.items():
        base, found = (milliseconds(times.median(case)) for case in (against, name))
        yield Result(f"papers.{name}", times.ratio(name, against), base, f"{found}, {said}")
    yield from _parts(force, times, max(3, scope.rounds // 3))


def prepared(made: Made, folder: Path) -> tuple[int, int]:
    """Hands the bare libraries what they need; of how many improvements the paper tells, with how many pictures."""
    paper = composed(made)
    prepare(paper, folder)
    return len(improvements(paper)), len([*charts(paper)])


def composed(made: Made, dated: str = "") -> Paper:
    """The paper that is measured, of today or of another day."""
    from commands.context import Reading
    from commands.paper.asking import Wish, recipe_of
    from projections.papers.compose import compose

    with made.at_home(), Reading.open(str(made.path)) as reading:
        recipe = recipe_of(reading, KIND, Wish(forum=FORUM, dated=dated, inspection=INSPECTION))
        return compose(reading.log, reading.views, recipe)


def improvements(paper: Paper) -> set[str]:
    """The improvements that have a row in a table of it."""
    tables = (block for section in paper.sections for block in section.blocks if isinstance(block, Table))
    return {row.ref for table in tables for row in table.rows if row.ref.startswith("AFI-")}


def _cases(made: Made, folder: Path) -> dict[str, Callable[[], None]]:
    env, numbers = environment(made), count(1)

    def fresh(suffix: str) -> Path:
        return folder / f"{next(numbers)}.{suffix}"

    def ours(suffix: str, *more: str) -> None:
        run(env, AFI, "paper", KIND, "--forum", FORUM, "--inspection", INSPECTION, *more, "-o", fresh(suffix))

    def register(*more: str) -> None:
        run(env, AFI, "register", INSPECTION, *more)

    def bare(script: ModuleType, suffix: str) -> None:
        run(env, sys.executable, str(script.__file__), folder / "prepared", fresh(suffix))

    return {
        "word": lambda: ours("docx"),
        "bare-word": lambda: bare(bare_word, "docx"),
        "pdf": lambda: ours("pdf"),
        "bare-pdf": lambda: bare(bare_pdf, "pdf"),
        "html": lambda: ours("html"),
        "markdown": lambda: ours("md"),
        "register": register,
        "html-passed": lambda: ours("html", "--dated", PASSED),
        "markdown-passed": lambda: ours("md", "--dated", PASSED),
        "register-passed": lambda: register("--at", PASSED),
        "start": lambda: run(env, AFI, "paper", "list"),
    }


# Where the time goes.


def _parts(made: Made, times: Times, rounds: int) -> Iterator[Result]:
    register = times.median("register")
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name in FORMATS:
            for part, seconds in apart(parts, made, name)[0].items():
                found.setdefault(part, []).append(seconds)
    medians = Times(found)
    base = milliseconds(register)
    yield Result("papers.start", times.ratio("start", "register"), base, milliseconds(times.median("start")))
    for part in found:
        taken = medians.median(part)
        yield Result(f"papers.{part}", taken / register, base, milliseconds(taken))


def parts(made: Made, name: str) -> dict[str, float]:
    """The seconds of composing a paper, drawing its pictures, and rendering it, with what each of them imports."""
    dots = [0.0]
    start = perf_counter()
    paper = composed(made)
    found = {"compose": perf_counter() - start}
    start = perf_counter()
    drawn = [chart.picture for chart in charts(paper)]
    found["charts"] = perf_counter() - start
    start = perf_counter()
    renderer = import_module(f"projections.papers.renderers.{name}")
    with _timing(dots, _DOTS if name == "word" else []):
        renderer.render(paper)
    rest = perf_counter() - start - dots[0] - found["charts"] * (name != "markdown")
    assert drawn
    return found | {f"render-{name}": rest} | ({"dots": dots[0]} if name == "word" else {})


@contextmanager
def _timing(seconds: list[float], names: list[tuple[str, str]]) -> Iterator[None]:
    """Inside, what these functions take is added up."""
    before = [(module := import_module(where), name, getattr(module, name)) for where, name in names]
    for module, name, function in before:
        setattr(module, name, _timed(seconds, function))
    try:
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def _timed(seconds: list[float], function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = perf_counter()
        try:
            return function(*arguments)
        finally:
            seconds[0] += perf_counter() - start

    return timed
