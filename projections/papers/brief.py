"""What a paper is composed from: the read models through its lens, its own words, and what may not be told."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from projections.leaving import UNDER_EMBARGO, Leaving
from projections.papers.model import Cell, Typed
from projections.papers.recipe import Recipe
from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.titles import TITLES
from projections.views import Views

Row = dict[str, Any]
_CHANGES = "SELECT ref, field, position FROM change WHERE ref IN (SELECT value FROM json_each(?)) ORDER BY position"
#: What a record can be called by.
NAMED_BY = (*dict.fromkeys(TITLES.values()), "names")
#: What people gave for some papers: what an issued one turned out to say follows from the record.
_GIVEN = (
    "SELECT c.field, c.position, c.value FROM change c JOIN happening h ON h.position = c.position "
    "WHERE c.ref IN (SELECT value FROM json_each(?)) AND h.type <> 'paper.issued' ORDER BY c.position"
)
#: What a marking is worth: a paper is marked as the highest of what it draws on.
_MARKINGS = (
    "unclassified", "not_protectively_marked", "official", "protect", "official_sensitive", "restricted",
    "confidential", "secret", "top_secret",
)  # fmt: skip


class Own(NamedTuple):
    """What was given for the paper itself, however often it was begun, issued and reissued: each part as given last."""

    #: Its newest preparation; nothing where none was begun.
    ref: str | None
    body: Row
    #: The parts that people wrote, each with the position of its entry.
    typed: dict[str, tuple[Row, int]]
    #: The entries that changed each of its fields, in order: they are seen whatever day it bears.
    changed: dict[str, tuple[int, ...]]
    #: Those of these entries that may not be told.
    left: frozenset[str] = frozenset()

    @classmethod
    def of(cls, views: Views, recipe: Recipe, leaving: Leaving | None) -> "Own":
        """Of the papers that are the same one, composed again and again."""
        found = papers_of(views, recipe.identity)
        free = [each for each in found if leaving is None or leaving.is_free(each.ref)]
        body: Row = {}
        changed: dict[str, tuple[int, ...]] = {}
        left: set[str] = set()
        for row in views.query(_GIVEN, (json.dumps([each.ref for each in free]),)):
            field = row["field"]
            changed[field] = (*changed.get(field, ()), row["position"])
            body.pop(field, None)
            entry = f"E-{row['position']}"
            if leaving is not None and not leaving.is_free(entry):
                left.add(entry)
            elif row["value"]:
                body[field] = json.loads(row["value"])
        typed = {section: (body[section], changed[section][-1]) for section in words.SECTION if section in body}
        return cls(free[-1].ref if free else None, body, typed, changed, frozenset(left))

    def at(self, field: str) -> tuple[int, ...]:
        """The entry that made a field what it is."""
        return self.changed.get(field, ())[-1:]


def papers_of(views: Views, same: tuple[object, ...]) -> list[Record]:
    """The papers of an identity, in the order in which they were begun."""
    return [each for each in records(views, "paper") if identity(each) == same]


def identity(paper: Record) -> tuple[object, ...]:
    """What it has in common with the recipes that compose it; nothing of one that was made elsewhere."""
    body = paper.body
    if "kind" not in body:
        return ()
    records = tuple(body.get("records", ()))
    return body["kind"], date.fromisoformat(body["dated"]), body.get("forum"), body.get("inspection"), records


class Traced:
    """Which entries the fields of records rest on."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._known: dict[str, dict[str, list[int]]] = {}

    def know(self, refs: Iterable[str]) -> None:
        """Looks up many records at once, which else is done one by one, as each is asked for."""
        new: dict[str, dict[str, list[int]]] = {ref: {} for ref in refs if ref not in self._known}
        for row in self._views.query(_CHANGES, (json.dumps(list(new)),)) if new else ():
            new[row["ref"]].setdefault(row["field"], []).append(row["position"])
        self._known |= new

    def at(self, ref: str, *fields: str) -> tuple[int, ...]:
        """The positions of the entries that made these fields what they are; of all of them, if none is named."""
        known = self._of(ref)
        return tuple(sorted({known[field][-1] for field in (fields or known) if field in known}))

    def every(self, ref: str, *fields: str) -> tuple[int, ...]:
        """All the entries that made fields what they are: of a list, each that put something in."""
        known = self._of(ref)
        return tuple(at for field in fields for at in known.get(field, ()))

    def _of(self, ref: str) -> dict[str, list[int]]:
        if ref not in self._known:
            self.know([ref])
        return self._known[ref]


class Called(Names):
    """What records are called in a paper: of one whose name may not be told, that it is under embargo."""

    def __init__(self, brief: "Brief") -> None:
        super().__init__(brief.views)
        self._brief = brief

    def of(self, ref: str, on: date | None = None) -> str:
        """As anywhere, where that may be told."""
        return super().of(ref, on) if self._brief.is_named(ref) else UNDER_EMBARGO

    def label(self, ref: str) -> str:
        """As anywhere, where that may be told."""
        return super().label(ref) if self._brief.is_named(ref) else UNDER_EMBARGO

    def holder(self, ref: str | None, on: date | None = None) -> str | None:
        """Who held a post, where all of it may be told; else nobody is named."""
        found = super().holder(ref, on) if ref and self._brief.is_whole(ref) else None
        return found if found and self._brief.is_free(found) else None


class Brief:
    """What a composer goes by."""

    def __init__(self, views: Views, recipe: Recipe, own: Own, leaving: Leaving | None) -> None:
        self.views, self.recipe, self.own = views, recipe, own
        self.names, self.today = Called(self), recipe.dated
        self._leaving, self.traced = leaving, Traced(views)
        self._left = set(own.left)

    # What may be told.

    def free(self, rows: Iterable[Row]) -> list[Row]:
        """The rows (of records, or of entries with their sentences) that are under no embargo; others are counted."""
        given = list(rows)
        kept = given if self._leaving is None else self._leaving.free(given)
        left = [row for row in given if row not in kept] if len(kept) < len(given) else []
        self._left |= {str(row["entry"] if "sentence" in row else row["ref"]) for row in left}
        return kept

    def is_free(self, name: str) -> bool:
        """Whether a record, or an entry, is under no embargo; nothing is counted as left out by being asked about."""
        return self._leaving is None or self._leaving.is_free(name)

    def is_named(self, ref: str) -> bool:
        """Whether it may be told what a record is called: neither it nor an entry that named it is under embargo."""
        if not self.is_free(ref):
            return False
        return self.is_whole(ref) or all(self.is_free(f"E-{at}") for at in self.at(ref, *NAMED_BY))

    def is_whole(self, ref: str) -> bool:
        """Whether nothing of a record is under embargo: how one stands that is partly so could give the rest away."""
        return self._leaving is None or ref not in self._leaving.partly

    @property
    def left_out(self) -> int:
        """How many records and entries were left out."""
        return len(self._left)

    # What it rests on.

    def at(self, ref: str | None, *fields: str) -> tuple[int, ...]:
        """The positions of the entries that made fields of a record what they are."""
        return self.traced.at(ref, *fields) if ref else ()

    def cell(self, id_: str, text: object, *at: int) -> Cell:
        """A cell that rests on some entries."""
        return Cell(id_, words.ERASED if text is None else str(text), tuple(sorted(set(at))))

    def field(self, id_: str, text: object, ref: str | None, *fields: str) -> Cell:
        """A cell that rests on fields of a record."""
        return self.cell(id_, text, *self.at(ref, *fields))

    # What people wrote for it.

    def typed(self, section: str) -> list[Typed]:
        """The part that was written for this paper, as a block; none where none was."""
        if section not in self.own.typed:
            return []
        part, position = self.own.typed[section]
        on, text = part["on"], part["text"]
        name = self.names.of(part["by"], words.span_of(on).last)
        pieces = [piece for piece in (text or words.ERASED).split("\n\n") if piece.strip()]
        cells = [self.cell(f"{section}/typed/{number}", piece, position) for number, piece in enumerate(pieces, 1)]
        by = self.cell(f"{section}/typed/by", f"Written by {name}, {words.span(on)}", position)
        return [Typed(tuple(cells), by)]


def marking_of(brief: Brief) -> Cell:
    """The marking that was recorded for it; else the highest of the documents that it draws on."""
    if "marking" in brief.own.body:
        return brief.cell("marking", words.marking(brief.own.body["marking"]), *brief.own.at("marking"))
    highest = _highest(brief)
    if highest is None:
        return brief.cell("marking", "")
    return brief.field("marking", words.marking(highest.body["marking"]), highest.ref, "marking")


def marked_above(brief: Brief) -> str:
    """The document that bears a higher marking than was recorded for the paper, and which; empty where none does."""
    given, highest = brief.own.body.get("marking"), _highest(brief)
    if given not in _MARKINGS or highest is None:
        return ""
    marking = highest.body["marking"]
    higher = _MARKINGS.index(marking) > _MARKINGS.index(given)
    return f"{highest.ref} is {words.marking(marking)}" if higher else ""


def _highest(brief: Brief) -> Record | None:
    marked = [each for each in records(brief.views, "document") if each.body.get("marking") in _MARKINGS]
    told = [each for each in marked if brief.is_free(each.ref) and _about(each, brief.recipe)]
    return max(told, key=lambda each: _MARKINGS.index(each.body["marking"]), default=None)


def _about(document: Record, recipe: Recipe) -> bool:
    return recipe.inspection in (None, document.body.get("inspection"))
