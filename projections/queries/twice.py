"""What may have been recorded twice: a new record that is called, or says, the same as an earlier one."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ledger.vocabulary import KINDS, kind_of
from projections.queries.names import folded
from projections.queries.records import records
from projections.views import Views

#: The field by which two records of a noun may be known for one.
_SAYS = {"person": "name", "forum": "name", "inspection": "title", "document": "title", "improvement": "text"}
#: And where these differ, they are two all the same.
_APART = ("kind", "dated", "cycle", "inspection")


def twice(views: Views, refs: Sequence[str], since: int) -> Iterator[tuple[str, str]]:
    """Those of these records that began at an entry or after it, each with the earlier one that it may be."""
    sql = "SELECT ref, inspection FROM record WHERE first >= ? AND ref IN (SELECT value FROM json_each(?))"
    new = {row["ref"]: row["inspection"] for row in views.query(sql, (since, json.dumps(refs)))}
    for noun, inspection in dict.fromkeys((KINDS.get(kind_of(ref), ""), new[ref]) for ref in refs if ref in new):
        first: dict[tuple[object, ...], str] = {}
        for each in records(views, noun, inspection) if noun in _SAYS else ():
            before = first.setdefault(_key(each.body, _SAYS[noun], each.ref), each.ref)
            if each.ref in new and before != each.ref:
                yield each.ref, before


def _key(body: dict[str, Any], field: str, ref: str) -> tuple[object, ...]:
    """Equal for what may be one; what was erased is like nothing else."""
    said = body.get(field)
    return (folded(said) if isinstance(said, str) else ref, *(body.get(name) for name in _APART))
