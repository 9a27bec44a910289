"""Board papers: issued, listed, and told from any other file by their SHA-256."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.document import READERS, content_of, named_in
from commands.options import Shown, look, look_at_one, records
from commands.parameters import argument, option
from commands.rendering import Column, answer, print_fields, print_json, print_text, titled
from ledger.errors import Unreadable
from ledger.vocabulary import Marking, word

app = group("Record which papers were issued, and tell whether a file is one of them.")

PaperFile = Annotated[Path, argument("FILE", help="The file.", show_default=False)]


@app.command("issue", cls=Command)
@records
def issue(
    writing: Writing,
    file: PaperFile,
    title: Annotated[str, option("--title", metavar="TEXT", help="Its title, as printed.")],
    forum: Annotated[str, option("--forum", metavar="FORUM", help="The forum that it is for.")] = "",
    meeting: Annotated[str, option("--meeting", metavar="MEETING", help="The meeting that it was put before.")] = "",
    to: Annotated[
        list[str] | None, option("--to", metavar="WHO|FORUM", help="Whom it was sent to. May be repeated.")
    ] = None,
    marking: Annotated[str, option("--marking", metavar="MARKING", help="As printed.")] = "",
    replaces: Annotated[str, option("--replaces", metavar="PAPER", help="The paper that it takes the place of.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep a copy of the file with the ledger.")] = False,
) -> None:
    """Record that a paper was issued, with the SHA-256 of its file; --by says who answers for it."""
    from ledger.events import File, Prose
    from ledger.events.paper import PaperIssued

    content = content_of(file)
    if not content:
        raise Unreadable(f"{file} is empty.", "Name the file that was issued.")
    event = PaperIssued(
        title=Prose(title),
        digest=sha256(content).hexdigest(),
        name=Prose(file.name),
        size=len(content),
        content=File(content) if keep else None,
        forum=writing.named(forum, "FOR") if forum else None,
        meeting=writing.named(meeting, "MTG") if meeting else None,
        marking=word(Marking, marking) if marking else None,
        replaces=writing.named(replaces, "PAP") if replaces else None,
        **named_in(writing, READERS, to=to),
    )
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying))


@app.command("check", cls=Command)
@look_at_one
def check(reading: Reading, shown: Shown, file: PaperFile) -> None:
    """Say which issued paper a file is, byte for byte, or that it is none."""
    from projections.queries.names import name_of
    from projections.queries.papers import papers

    digest = sha256(content_of(file)).hexdigest()
    found = [row for row in papers(reading.views) if row["digest"] == digest]
    if shown.json:
        print_json(reading, {"digest": digest, "rows": found})
        return
    said = "none of the papers that were issued" if not found else "a paper as it was issued"
    print_text(titled(f"{file} is {said}.", reading))
    for row in found:
        print_fields(
            [
                ("paper", f"{row['ref']} {row['title']}"),
                ("issued", row["issued_on"]),
                ("answers for it", name_of(reading.views, row["said_by"])),
                ("sent to", ", ".join(row["to_names"])),
                ("replaced by", row["replaced_by"]),
            ]
        )
    print_fields([("SHA-256", digest)])


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the papers that were issued, in the order of recording."""
    from projections.queries.papers import papers

    columns = [
        Column("Ref", "ref"),
        Column("Issued", "issued_on"),
        Column("Title", "title", wide=True),
        Column("For", lambda row: row["meeting_name"] or row["forum_name"] or ", ".join(row["to_names"])),
        Column("Marking", "marking_words", from_width=120),
        Column("Replaced by", "replaced_by"),
    ]
    empty = "No paper is recorded as issued yet. Record one: afi paper issue FILE --title TITLE"
    answer(reading, shown, papers(reading.views), columns, title="Papers", empty=empty)
