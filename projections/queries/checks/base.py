"""What the checks share: what each is handed, what it gives back, and the list of them by name."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from projections.queries.late import began, carried_until
from projections.queries.names import Names
from projections.queries.records import COUNTS, STANDS
from projections.queries.words import span
from projections.views import Views

Row = dict[str, Any]

#: How sure a check is: what it says is so, is so unless words mislead, may be nothing.
CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
#: Of a row of the table ``record`` that is an improvement: there is work to be done on it, or somebody's word awaited.
WORKED_ON = "json_extract(body, '$.status') IN ('raised', 'owned', 'in_progress')"
OPEN = f"({WORKED_ON} OR json_extract(body, '$.status') IN ('reported_complete', 'assured', 'submitted'))"
_NAMED = 8


class Doubt(NamedTuple):
    """What a check asks about: a record, the entry that raises the question, why, and the command that settles it."""

    ref: str
    entry: int
    reason: str
    #: Empty where only accepting it settles it.
    settle: str = ""
    sure: str = CERTAIN
    #: The entry that a flag is about.
    flagged: int | None = None


class Look(NamedTuple):
    """What a check looks at: the read models, their names, the day that counts as today, and when the ledger began.

    As far as the entry ``carried`` nobody knows here who typed what, for it was taken over from an earlier ledger.
    """

    views: Views
    names: Names
    today: date
    began: date
    carried: int = 0

    @classmethod
    def at(cls, views: Views, today: date) -> "Look":
        """A look on that day."""
        return cls(views, Names(views), today, began(views), carried_until(views))


class Check(NamedTuple):
    """One check: its name, what it asks about, what it reads to find that, and how it finds it."""

    name: str
    what: str
    reads: str
    find: Callable[[Look], Iterator[Doubt]]
    #: Whether it asks about what an entry states, as a flag does: an open flag then asks for both.
    stated: bool


def asks(
    name: str, what: str, *, reads: str, stated: bool = False
) -> Callable[[Callable[[Look], Iterator[Doubt]]], Check]:
    """Makes a function the check of that name."""
    return lambda find: Check(name, what, reads, find, stated)


def improvements(look: Look, where: str, by: str = "number") -> Iterator[Row]:
    """The fields of the improvements that count and fit, with the reference of each; by their numbers, if unsaid."""
    sql = f"SELECT ref, body FROM record WHERE noun = 'improvement' AND {COUNTS} AND {where} ORDER BY {by}"
    return ({"ref": row["ref"], **json.loads(row["body"])} for row in look.views.each(sql))


def told(look: Look, ref: str, *types: str) -> list[sqlite3.Row]:
    """The entries of a record that stand and are of these types, each in the place of what it corrects."""
    sql = (
        f"SELECT h.*, coalesce(h.fixes, h.position) AS place FROM happening h WHERE {STANDS} AND h.stream = ? "
        f"AND h.type IN ({','.join('?' * len(types))}) ORDER BY place"
    )
    return look.views.query(sql, (ref, *types))


def began_at(look: Look, ref: str) -> int:
    """The entry that a record began with, as it was last corrected."""
    return int(look.views.query("SELECT first FROM record WHERE ref = ?", (ref,))[0]["first"])


def set_at(look: Look, ref: str, *fields: str) -> int:
    """The newest entry that changed one of these fields of a record; 0 where none did."""
    sql = f"SELECT max(position) AS newest FROM change WHERE ref = ? AND field IN ({','.join('?' * len(fields))})"
    return int(look.views.query(sql, (ref, *fields))[0]["newest"] or 0)


def on(days: str) -> str:
    """When something happened, as part of a sentence: "on 18 March 2025", "in March 2025"."""
    return f"{'on' if len(days) == len('2025-03-18') else 'in'} {span(days)}"


def some(refs: list[str]) -> str:
    """References in a row, as many as can be read."""
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    shown = refs[:_NAMED]
    return ", ".join(shown) + more if more or len(shown) < 3 else f"{', '.join(shown[:-1])} and {shown[-1]}"
