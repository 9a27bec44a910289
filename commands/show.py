"""Show: everything about one record."""

from typing import Annotated, Any

import typer

from commands.context import Reading
from commands.options import Shown, look
from commands.rendering import Column, print_fields, print_json, print_table
from commands.timeline import COLUMNS


@look
def show(
    reading: Reading,
    shown: Shown,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The record: AFI-7, or 7; INS-2, POST-1; or its name.")],
) -> None:
    """Show one record: what is known of it, what hangs on it, and its history."""
    from projections.queries.show import show as query

    found = query(reading.views, reading.named(ref) if not ref.strip().isdigit() else f"AFI-{int(ref)}")
    if shown.json:
        print_json(reading, {"record": found})
        return
    fictitious = "  (FICTITIOUS)" if reading.fictitious else ""
    print(f"{found['ref']}  {found['name'] or ''}{fictitious}\n")
    print_fields((field["label"], field["words"]) for field in found["fields"])
    for title, rows in found["related"].items():
        if rows:
            print()
            print_table(rows, _columns(rows), title=title)
    print()
    print_table(found["history"], COLUMNS, title="History")


def _columns(rows: list[dict[str, Any]]) -> list[Column]:
    """What tells related records apart, whichever they are."""
    keys = {key for row in rows for key in row}
    text = next((key for key in ("text", "subject", "title", "name") if key in keys), "ref")
    state = next((key for key in ("status_words", "outcome_words", "sense", "happened_on", "dated") if key in keys), None)
    columns = [Column("Ref", "ref"), Column("What", text, wide=True)]
    return [*columns, Column("How it stands", state)] if state else columns
