"""The papers that were begun and issued, and which of them a file is."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look, look_at_one
from commands.parameters import argument
from commands.rendering import Column, answer, print_fields, print_json, print_text, titled
from ledger.given import content_of
from projections.queries import words


@look_at_one
def check(
    reading: Reading, shown: Shown, file: Annotated[Path, argument("FILE", help="The file.", show_default=False)]
) -> None:
    """Say which issued paper a file is, byte for byte, or that it is none."""
    from projections.queries.names import name_of
    from projections.queries.papers import papers

    digest = sha256(content_of(file)).hexdigest()
    found = [row for row in papers(reading.views, void=True) if row["digest"] == digest]
    if shown.json:
        print_json(reading, {"digest": digest, "rows": found})
        return
    said = "none of the papers that were issued" if not found else "a paper as it was issued"
    print_text(titled(f"{file} is {said}.", reading))
    for row in found:
        print_fields(
            [
                ("paper", f"{row['ref']} {row['title']}{', which does not count' if row['void'] else ''}"),
                ("issued", row["issued_on"]),
                ("answers for it", name_of(reading.views, row["said_by"])),
                ("sent to", ", ".join(row["to_names"])),
                ("replaced by", row["replaced_by"]),
            ]
        )
    print_fields([("SHA-256", digest)])


@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the papers that were begun or issued, in the order of recording."""
    from projections.queries.papers import papers

    columns = [
        Column("Ref", "ref"),
        Column("Issued", lambda row: row["issued_on"] or "not yet"),
        Column("Title", lambda row: words.plain(row["title"]), wide=True),
        Column("Kind", lambda row: row["kind_words"] or "made elsewhere", from_width=120),
        Column("For", lambda row: row["meeting_name"] or row["forum_name"] or ", ".join(row["to_names"])),
        Column("Marking", "marking_words", from_width=120),
        Column("Replaced by", "replaced_by"),
    ]
    empty = "No paper is recorded yet. Compose one: afi paper board --forum FORUM -o paper.docx"
    answer(reading, shown, papers(reading.views), columns, title="Papers", empty=empty)
