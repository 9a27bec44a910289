"""A table of numbers, each of which is a figure: what is counted, how many there are, and which."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from projections.papers.brief import Brief
from projections.papers.model import Figure, Table
from projections.papers.parts.entries import position_of
from projections.papers.parts.laying import Columns, row, table
from projections.papers.parts.telling import Said
from projections.queries import words

_COLUMNS = (("what", "What"), ("number", "Number"), ("which", "Which"))
#: Where so much is counted that it stands in tables of its own.
WITHOUT_WHICH = _COLUMNS[:2]


class Counted(NamedTuple):
    """A table whose rows are counted: what their number is called, and the rule that decides which there are."""

    table: Table
    what: str
    rule: str

    def number(self, brief: Brief, *fields: str) -> "Count":
        """The number of its rows, by its name."""
        refs = (each.ref for each in self.table.rows)
        return Count.of(brief, self.table.name, self.what, self.rule, refs, *fields)


class Count(NamedTuple):
    """A number before it is shown: its name, what it is of, the rule in words, what is counted, and where from."""

    name: str
    what: str
    rule: str
    refs: tuple[str, ...]
    at: tuple[int, ...]

    @classmethod
    def of(cls, brief: Brief, name: str, what: str, rule: str, refs: Iterable[str], *fields: str) -> Self:
        """Of records that are counted by these fields, or of entries."""
        counted = tuple(refs)
        return cls(name, what, rule, counted, tuple(at for ref in counted for at in _rests(brief, ref, *fields)))


def _rests(brief: Brief, ref: str, *fields: str) -> tuple[int, ...]:
    """What a record is counted for, as far as that may be told; an entry for itself."""
    if ref.startswith("E-"):
        return (position_of(ref),)
    return brief.at(ref, "text", *(fields if brief.is_whole(ref) else ()))


def counts(
    brief: Brief, name: str, caption: str, found: Sequence[Count], columns: Columns = _COLUMNS
) -> tuple[Table, tuple[Figure, ...]]:
    """The table, and its figures."""
    rows = [row(brief, f"{name}/{each.name}", "", {key: _said(each)[key] for key, _ in columns}) for each in found]
    figures = (Figure(each.name, made.cells[1], each.rule, each.refs) for each, made in zip(found, rows, strict=True))
    return table(brief, name, Said(caption), columns, rows, "Nothing is counted."), tuple(figures)


def _said(each: Count) -> dict[str, Said]:
    which = words.listed(list(dict.fromkeys(each.refs))) or "none"
    return {"what": Said(each.what), "number": Said(f"{len(each.refs):,}", each.at), "which": Said(which, each.at)}
