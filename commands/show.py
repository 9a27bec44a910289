"""Show: everything about one record."""

from datetime import UTC, datetime
from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look_at_one
from commands.parameters import argument
from commands.rendering import Column, Row, print_fields, print_json, print_table, print_text, titled
from commands.timeline import what, who
from ledger.vocabulary import say
from projections.queries.words import plain, span


@look_at_one
def show(
    reading: Reading,
    shown: Shown,
    ref: Annotated[str, argument("REF", help="The record: AFI-7, or 7; INS-2, POST-1; or its name.")],
) -> None:
    """Show one record: what is known of it, what hangs on it, and its history."""
    from projections.queries.show import show as query

    found = query(reading.views, reading.record(ref), datetime.now(UTC))
    if shown.json:
        print_json(reading, {"record": found})
        return
    reference = f"{found['ref']}  "
    print_text(titled(_heading(found), reading), first=reference, indent=" " * len(reference), style="bold")
    if found["void"]:
        print_text(f"{found['void']['words']}.", style="bold")
    print()
    print_fields((field["label"], field["words"]) for field in found["fields"])
    for title, rows in found["related"].items():
        print()
        print_table(rows, _columns(rows), title=title)
    print()
    print_table(found["history"], _HISTORY, title="History")


def _heading(found: Row) -> str:
    """What a record is called; one that has no name is known by what it says."""
    if found["name"] != found["ref"]:
        return str(found["name"])
    said = {field["field"]: str(field["words"]) for field in found["fields"]}
    subject = said.get("question") or f"{said.get('overall', '').capitalize()} overall"
    return said.get("text") or f"{subject}: {said.get('outcome', '')}"


#: With the entry, by which it can be corrected.
_HISTORY = [
    Column("Entry", "entry"),
    Column("Happened", "when"),
    Column("What changed", what, wide=True),
    Column("Said and recorded by", who),
    Column("Source", lambda row: ", ".join(row["source"]), from_width=120),
]
#: What tells related records apart: the first of these that they have.
_WHAT = (
    "sentence",
    "term",
    "setting_words",
    "text",
    "subject",
    "title",
    "name",
    "forum_name",
    "person_name",
)
#: How each stands, by the first of these that they have, under its heading.
_STANDS = {
    "relation": "How",
    "value_words": "Value",
    "status_words": "How it stands",
    "outcome_words": "Grade",
    "sense": "Sense",
    "held_on": "Held",
    "issued_on": "Issued",
    "dated": "Dated",
    "status": "How it stands",
    "when": "When",
    "happened_on": "When",
}
_DAYS = frozenset({"held_on", "issued_on", "dated", "happened_on"})


def _columns(rows: list[Row]) -> list[Column]:
    """What tells related records apart, whichever they are, how each stands, and whose each is."""
    what_, stands = (next((key for key in keys if key in rows[0]), None) for keys in (_WHAT, _STANDS))
    columns = [Column("Ref", _ref)] if any(map(_ref, rows)) else []
    columns.append(Column("What", lambda row: _what(row, what_), wide=True))
    if stands:
        columns.append(Column(_STANDS[stands], lambda row: _stands(row, stands)))
    if "owner_name" in rows[0]:
        columns += [Column("Owner", "owner_name", from_width=100), Column("Due", "due_words", from_width=100)]
    return columns


def _ref(row: Row) -> str | None:
    return row.get("ref") or row.get("entry")


def _what(row: Row, key: str | None) -> str:
    if key is None:
        return ""
    return plain(row[key]) + (f": {plain(row['text'])}" if key == "term" else "")


def _stands(row: Row, key: str) -> str:
    """In words: a day as people write it, a link as it is from there."""
    if key == "relation":
        return f"{say(row[key])} this"
    return span(row[key]) if key in _DAYS else str(row[key])
