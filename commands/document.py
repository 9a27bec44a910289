"""Documents: the letters, reports and papers that facts come from."""

from typing import Annotated

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from ledger.vocabulary import DocumentKind, Marking, say, word

app = group("Add and list the documents that facts come from.")


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    kind: Annotated[str, argument("KIND", help="letter, report, board paper, minutes, email or other.")],
    title: Annotated[str, argument("TITLE", help="Its title, as printed.")],
    marking: Annotated[
        str, option("--marking", metavar="MARKING", help="As printed; none stated is a value.")
    ] = "none stated",
    to: Annotated[
        list[str] | None, option("--to", metavar="WHO", help="Whom it is addressed to. May be repeated.")
    ] = None,
    copied: Annotated[
        list[str] | None, option("--copied", metavar="WHO", help="Who was sent a copy. May be repeated.")
    ] = None,
    address: Annotated[str, option("--address", metavar="TEXT", help="Where it was published, as printed.")] = "",
) -> None:
    """Add a document. --on is the date it bears, --by its author."""
    from ledger.events import Prose
    from ledger.events.document import DocumentAdded

    people = {
        part: tuple(writing.named(each, "PER", "POST", "ORG") for each in named)
        for part, named in {"to": to, "copied": copied}.items()
        if named
    }
    event = DocumentAdded(
        kind=word(DocumentKind, kind),
        title=Prose(title),
        marking=word(Marking, marking) if marking else None,
        address=Prose(address) if address else None,
        **{
            part: tuple(writing.named(each, "PER", "POST", "ORG") for each in named)
            for part, named in people.items()
            if named
        },
    )
    saying = writing.saying()
    writing.record(lambda draft: draft.add(event, saying))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the documents, by date."""
    from projections.queries.documents import documents

    columns = [
        Column("Ref", "ref"),
        Column("Dated", "dated"),
        Column("Kind", lambda row: say(row["kind"])),
        Column("Title", "title", wide=True),
        Column("From", "author_name", from_width=100),
        Column("Marking", "marking_words", from_width=120),
    ]
    empty = "No document is recorded yet. Add one: afi document add letter TITLE --on DATE"
    answer(reading, shown, documents(reading.views), columns, title="Documents", empty=empty)
