"""Show: everything about one record."""

from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look_at_one
from commands.parameters import argument
from commands.rendering import Column, Row, print_fields, print_json, print_table, print_text, titled
from commands.timeline import COLUMNS


@look_at_one
def show(
    reading: Reading,
    shown: Shown,
    ref: Annotated[str, argument("REF", help="The record: AFI-7, or 7; INS-2, POST-1; or its name.")],
) -> None:
    """Show one record: what is known of it, what hangs on it, and its history."""
    from projections.queries.show import show as query

    found = query(reading.views, reading.record(ref))
    if shown.json:
        print_json(reading, {"record": found})
        return
    reference = f"{found['ref']}  "
    print_text(titled(_heading(found), reading), first=reference, indent=" " * len(reference), style="bold")
    print()
    print_fields((field["label"], field["words"]) for field in found["fields"])
    for title, rows in found["related"].items():
        if rows:
            print()
            print_table(rows, _columns(rows), title=title)
    print()
    print_table(found["history"], COLUMNS, title="History")


def _heading(found: Row) -> str:
    """What a record is called; one that has no name is known by what it says."""
    if found["name"] != found["ref"]:
        return str(found["name"])
    said = {field["field"]: str(field["words"]) for field in found["fields"]}
    subject = said.get("question") or f"{said.get('overall', '').capitalize()} overall"
    return said.get("text") or f"{subject}: {said.get('outcome', '')}"


def _columns(rows: list[Row]) -> list[Column]:
    """What tells related records apart, whichever they are."""
    keys = {key for row in rows for key in row}
    text = next((key for key in ("sentence", "text", "subject", "title", "name", "person_name") if key in keys), "ref")
    stands = ("status_words", "outcome_words", "sense", "happened_on", "dated", "status")
    state = next((key for key in stands if key in keys), None)
    columns = [Column("Ref", lambda row: row.get("ref") or row.get("entry")), Column("What", text, wide=True)]
    return [*columns, Column("How it stands", state)] if state else columns
