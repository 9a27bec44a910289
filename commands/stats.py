"""Stats: how much is recorded, by whom, and since when."""

from commands.context import Reading
from commands.options import Shown, look_at_one
from commands.rendering import Column, Row, print_fields, print_json, print_table, print_text, titled


@look_at_one
def stats(reading: Reading, shown: Shown) -> None:
    """Show how much is recorded, by whom, and since when."""
    from projections.queries.stats import stats as query
    from projections.queries.words import STATUS

    found = query(reading.views)
    if shown.json:
        print_json(reading, {"stats": found})
        return
    print_text(titled(str(reading.log.path), reading), style="bold")
    print()
    print_fields(
        [
            ("origin", reading.origin),
            *_follows(found["predecessor"]),
            ("entries", found["entries"]),
            ("first recorded", _moment(found["first_recorded"])),
            ("last recorded", _moment(found["last_recorded"])),
            *((f"{noun}s" if noun != "person" else "people", count) for noun, count in found["records"].items()),
            ("records that do not count", found["void"] or None),
            *((f"improvements {STATUS[status]}", count) for status, count in found["improvements"].items()),
        ]
    )
    print()
    columns = [
        Column("Recorder", lambda row: f"{row['person_name']} ({row['person']})", wide=True),
        Column("Entries", "entries"),
        Column("Last", lambda row: _moment(row["last"])),
    ]
    print_table(found["recorders"], columns)


def _follows(earlier: Row | None) -> list[tuple[str, object]]:
    """What is said of the ledger that this one follows."""
    if earlier is None:
        return []
    from commands.succeed import lost

    return [
        ("follows", f"{earlier['origin']}, of which E-{earlier['size']} was the last known"),
        ("lost of that", lost(earlier["entries"], earlier["size"])),
    ]


def _moment(stamp: str) -> str:
    return f"{stamp[:16].replace('T', ' ')} UTC"
