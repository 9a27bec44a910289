"""Show: everything about one record."""

import re
from datetime import UTC, datetime
from typing import Annotated

from commands.context import Reading, entry_number
from commands.options import Shown, look_at_one
from commands.parameters import argument
from commands.rendering import Column, Row, marked, print_fields, print_json, print_table, print_text, titled
from commands.timeline import ENTRY, HAPPENED, RECORDED, SAID, SOURCE, recorded_at, what_changed
from ledger.vocabulary import LEDGER, say
from projections.queries.words import listed, plain, span


@look_at_one
def show(
    reading: Reading,
    shown: Shown,
    ref: Annotated[
        str, argument("REF|E-n", help="The record: AFI-7, or 7; INS-2, POST-1; or its name. Or an entry: E-117.")
    ],
) -> None:
    """Show one record: what is known of it, what hangs on it, and its history. Or one entry: who, when, from what."""
    from projections.queries.show import show as query

    if re.fullmatch(r"[eE]-[0-9]+", ref.strip()):
        _show_entry(reading, shown, entry_number(ref.strip()))
        return
    found = query(reading.views, reading.record(ref), datetime.now(UTC), reading.today)
    found["under_embargo"] = _embargo(reading, found["ref"])
    if shown.json:
        print_json(reading, {"record": found})
        return
    if found["ref"] == LEDGER:
        print_text(titled("This ledger", reading), style="bold")
    else:
        _print_heading(reading, found["ref"], _heading(found))
    if found["void"]:
        print_text(f"{found['void']['words']}.", style="bold")
    _print_embargo(found)
    print()
    print_fields((field["label"], field["words"]) for field in found["fields"])
    for title, rows in found["related"].items():
        print()
        print_table(rows, _columns(rows), title=title)
    print()
    print_table(found["history"], [ENTRY, HAPPENED, what_changed(), SAID, RECORDED, SOURCE], title="History")


def _print_heading(reading: Reading, reference: str, said: str) -> None:
    first = f"{reference}  "
    print_text(marked(said, reading), first=first, indent=" " * len(first), style="bold")
    if reading.moment:
        print_text(f"{reading.moment.words[:1].upper()}{reading.moment.words[1:]}.", indent=" " * len(first))


def _embargo(reading: Reading, what: str) -> Row | None:
    """Until when it must not leave the ledger, as that is known now; none where it may."""
    from projections.queries.lifting import embargo

    with reading.present():
        return embargo(reading.views, what, datetime.now(UTC))


def _print_embargo(found: Row) -> None:
    if found["under_embargo"]:
        print_text(f"Under embargo {found['under_embargo']['words']}.", style="bold")


def _show_entry(reading: Reading, shown: Shown, position: int) -> None:
    from projections.queries.entries import UNDONE
    from projections.queries.erasures import erased_by
    from projections.queries.log import entry
    from projections.queries.names import Names

    row = entry(reading.views, position)
    row["under_embargo"] = _embargo(reading, row["entry"])
    if shown.json:
        print_json(reading, {"entry": row})
        return
    _print_heading(reading, row["entry"], row["sentence"])
    _print_embargo(row)
    print()
    of = "this ledger" if row["ref"] == LEDGER else f"{row['ref']}: {Names(reading.views).label(row['ref'])}"
    print_fields([
        ("Record", of),
        ("Happened", row["when"]),
        *((label, f"{row[f'{voice}_name']} ({row[voice]})") for label, voice in _VOICES),
        ("Recorded at", f"{recorded_at(row)} UTC, as entry {position:,} of {reading.head.size:,}"),
        ("Source", listed(row["source"]) if row["source"] else "none given"),
        ("Reason", row["why"]),
        ("Authority", row["authority"]),
        ("Erased", (erased_by(reading.views, position) or "").removeprefix("erased ")),
        ("Author", row["unproven"] and f"unproven: {row['unproven']} revoked the key, or the one that enrolled it"),
        ("Undoes" if row["type"] == UNDONE else "Corrects", row["fixes"]),
        ("Corrected by", row["corrected_by"]),
        ("Undone by", row["undone_by"]),
        ("Command", row["command"]),
    ])  # fmt: skip


#: Both, though they be the same: that is what somebody asks who looks at one entry.
_VOICES = [("Said by", "said_by"), ("Recorded by", "recorded_by")]


def _heading(found: Row) -> str:
    """What a record is called; one that has no name is known by what it says."""
    if found["name"] != found["ref"]:
        return str(found["name"])
    said = {field["field"]: str(field["words"]) for field in found["fields"]}
    subject = said.get("question") or f"{said.get('overall', '').capitalize()} overall"
    return said.get("text") or f"{subject}: {said.get('outcome', '')}"


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
    "recipient_name",
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
    "made_on": "Made",
    "dated": "Dated",
    "status": "How it stands",
    "when": "When",
    "happened_on": "When",
}
_DAYS = frozenset({"held_on", "issued_on", "made_on", "dated", "happened_on"})


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
    if row[key] is None:
        return "not yet"
    return span(row[key]) if key in _DAYS else str(row[key])
