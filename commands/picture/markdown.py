"""A timeline as a table in Markdown, as GitHub and word processors take it: one line a row, nothing in it is markup."""

import re
from collections.abc import Iterable, Iterator, Sequence

from commands.rendering import Column, Row
from projections.drawing.scale import one_line

#: What would be read as markup inside a cell (CommonMark 0.31, 2.4, and the tables of GitHub's own).
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")


def table(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[str]:
    """The lines of a table."""
    yield _line(escaped(column.heading) for column in columns)
    yield _line("---" for _ in columns)
    for row in rows:
        yield _line(escaped(column.of(row)) for column in columns)


def escaped(text: str) -> str:
    """The text on one line, of which nothing is markup."""
    return _MARKUP.sub(r"\\\1", one_line(text))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
