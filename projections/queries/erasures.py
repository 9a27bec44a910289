"""What was erased: from which entry, by whom, when, under what authority, and what stands in its place."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from projections.queries.names import Names
from projections.queries.words import ERASED, day, quoted
from projections.views import Views

if TYPE_CHECKING:
    import sqlite3

Row = dict[str, Any]
_ERASING = "stream = 'LEDGER' AND type = 'text.erased' AND NOT void ORDER BY position"
_STREAMS = "SELECT position, stream FROM main.happening WHERE position IN (SELECT value FROM json_each(?))"


def erasures(views: Views) -> list[Row]:
    """One row a text, in the order in which they were erased; ``of_entry`` had it."""
    names = Names(views)
    found = [
        (row, json.loads(row["data"])["texts"]) for row in views.query(f"SELECT * FROM happening WHERE {_ERASING}")
    ]
    named = json.dumps([each["entry"] for _, texts in found for each in texts])
    streams = {row["position"]: row["stream"] for row in views.query(_STREAMS, (named,))}
    return [
        {
            "ref": streams.get(each["entry"]),
            "of_entry": f"E-{each['entry']}",
            "commitment": each["text"],
            "instead": each.get("instead"),
            "replaced": "instead" in each,
            "entry": f"E-{row['position']}",
            "recorded_at": row["at"],
            **names.named("recorded_by", row["recorded_by"]),
            **names.named("said_by", row["said_by"]),
            "authority": _text(row["authority"]),
            "why": _text(row["why"]),
        }
        for row, texts in found
        for each in texts
    ]


def _text(stored: str | None) -> Any:
    return json.loads(stored) if stored else None


def erased_by(views: Views, position: int) -> str | None:
    """Who erased what an entry said, last, when and under what authority; ``None`` where nobody did.

    Whatever is looked back at: what is gone now cannot be shown as it was.
    """
    found = list(_naming(views, position))
    if not found:
        return None
    row = found[-1]
    authority = f", under {quoted(_text(row['authority']))}" if row["authority"] else ""
    return f"erased by {Names(views).of(row['recorded_by'])} on {day(row['at'][:10])}{authority}"


def _naming(views: Views, position: int) -> "Iterator[sqlite3.Row]":
    for row in views.query(f"SELECT at, recorded_by, authority, data FROM main.happening WHERE {_ERASING}"):
        if any(each.get("entry") == position for each in json.loads(row["data"])["texts"]):
            yield row


def told(views: Views, said: str, position: int | None) -> str:
    """What is said of an entry that had a text which is gone, with by whom it was erased."""
    by = erased_by(views, position) if position and ERASED in said else None
    return said.replace(ERASED, f"[{by}]") if by else said


def told_of_fields(views: Views, ref: str, fields: list[Row]) -> list[Row]:
    """The fields of a record, each that was erased with by whom, by the entry that set it."""
    return [
        _told_of(views, field, _set_at(views, ref, field["field"])) if _is_gone(field) else field for field in fields
    ]


def told_of_field(views: Views, row: Row) -> Row:
    """A row with a field and the entry that set it, if that field was erased with by whom."""
    return _told_of(views, row, int(row["entry"][2:])) if row["entry"] and _is_gone(row) else row


def _told_of(views: Views, row: Row, position: int | None) -> Row:
    return row | {"words": told(views, row["words"], position)}


def _is_gone(field: Row) -> bool:
    """Whether a text of its own is gone, and not only the name of what it refers to."""
    return ERASED in (field["words"] or "") and "null" in json.dumps(field["value"])


def _set_at(views: Views, ref: str, field: str) -> int | None:
    """The newest entry that set a field, or the fact that it is part of."""
    from projections.queries.lives import FACT_OF  # which asks for what is shown of a record

    sql = "SELECT max(position) AS position FROM change WHERE ref = ? AND field IN (?, ?)"
    return views.query(sql, (ref, field, FACT_OF.get(field, field)))[0]["position"]  # type: ignore[no-any-return]
