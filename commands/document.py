"""Documents: the letters, reports and papers that facts come from, with copies of them and their embargoes."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.improvement import said
from commands.options import Shown, look, look_at_one, records
from commands.parameters import argument, option
from commands.rendering import Column, answer, print_json, print_text, titled
from commands.text import Clip, File
from ledger.errors import AlreadyThere, StoreUnavailable, UnknownReference, Unreadable
from ledger.given import content_of as content_of
from ledger.vocabulary import DocumentKind, Marking, Relation, say, word

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.events.document import DocumentEmbargoed, DocumentKept

app = group("Add the documents that facts come from, keep copies of them, and list them.")

#: Whoever a document can be sent to.
READERS = ("POST", "PER", "ORG", "FOR")

Document = Annotated[str, argument("DOCUMENT", help="Which document.")]
Kept = Annotated[Path, argument("FILE", help="The file.", show_default=False)]


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    kind: Annotated[
        str,
        argument(
            "KIND", help="letter, report, board paper, minutes, email, response, evidence or other.", words=DocumentKind
        ),
    ],
    title: Annotated[str, argument("TITLE", help="Its title, as printed.")],
    marking: Annotated[
        str, option("--marking", metavar="MARKING", help="As printed; none stated is a value.")
    ] = "none stated",
    to: Annotated[
        list[str] | None, option("--to", metavar="WHO|FORUM", help="Whom it is addressed to. May be repeated.")
    ] = None,
    copied: Annotated[
        list[str] | None, option("--copied", metavar="WHO|FORUM", help="Who was sent a copy. May be repeated.")
    ] = None,
    address: Annotated[str, option("--address", metavar="TEXT", help="Where it was published, as printed.")] = "",
    inspection: Annotated[str, option("--inspection", metavar="INSPECTION", help="The inspection it is about.")] = "",
    attached_to: Annotated[
        str, option("--attached-to", metavar="DOCUMENT", help="The document that it is attached to.")
    ] = "",
    embargo: Annotated[
        str, option("--embargo", metavar="WHEN", help="Until when it must not be published, or open-ended.")
    ] = "",
    keep: Annotated[Path | None, option("--keep", metavar="FILE", help="Keep this copy of it with the ledger.")] = None,
) -> None:
    """Add a document. --on is the date it bears, --by its author."""
    from ledger.events import Prose
    from ledger.events.document import DocumentAdded
    from ledger.events.record import RecordLinked

    event = DocumentAdded(
        kind=word(DocumentKind, kind),
        title=Prose(title),
        marking=word(Marking, marking) if marking else None,
        address=Prose(address) if address else None,
        inspection=writing.named(inspection, "INS") if inspection else None,
        **named_in(writing, READERS, to=to, copied=copied),
    )
    attached = attached_to and RecordLinked(relation=Relation.ATTACHED_TO, to=writing.named(attached_to, "DOC"))
    with_it = [attached or None, embargo_of(embargo) if embargo else None, kept(keep) if keep else None]
    saying = writing.saying()

    def plan(draft: "Draft") -> None:
        reference = draft.add(event, saying)
        for more in filter(None, with_it):
            draft.add(more, saying, reference)

    writing.record(plan)


@app.command("keep", cls=Command)
@records
def keep(writing: Writing, document: Document, file: Kept) -> None:
    """Keep a copy of a document with the ledger, where any change to it would show."""
    of, event, saying = writing.named(document, "DOC"), kept(file), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("ask", cls=Command)
@records
def ask(
    writing: Writing,
    document: Document,
    text: Annotated[str | None, argument("TEXT", help='What it asks, like "to note".', show_default=False)] = None,
    of: Annotated[str, option("--of", metavar="FORUM", help="Which forum it asks.")] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record what a document asks of whom it is put before. It happened on the date of the document, or --on."""
    from ledger.events.document import DocumentAsked
    from projections.queries.records import body

    stream, forum = writing.named(document, "DOC"), writing.named(of, "FOR") if of else None
    saying = writing.saying((body(writing.reading.views, stream) or {})["dated"])
    event = DocumentAsked(text=said(text, file, clip), of=forum)
    writing.record(lambda draft: draft.add(event, saying, stream))


@app.command("save", cls=Command)
@look_at_one
def save(
    reading: Reading,
    shown: Shown,
    document: Document,
    file: Annotated[Path, argument("FILE", help="Where to write it; nothing may be there.", show_default=False)],
    which: Annotated[
        int | None,
        option("--copy", metavar="NUMBER", help="Which of several: 1 is the first kept. Unsaid: the last.", min=1),
    ] = None,
) -> None:
    """Write a copy that is kept of a document, or of a paper that was issued, to a file, byte for byte."""
    from projections.queries.records import record

    of = reading.named(document, "DOC", "PAP") or ""
    found = record(reading.views, of).body
    copies = found.get("files", [found] if "file" in found else [])  # a paper is kept once, with its own name
    if not copies:
        raise UnknownReference(f"No copy of {of} is kept with the ledger.", _keep(of))
    which = which or len(copies)
    if which > len(copies):
        raise UnknownReference(f"{of} has no copy {which}.", f"Give a number up to {len(copies)}.")
    chosen = copies[which - 1]
    content = reading.log.texts([chosen["file"]]).get(chosen["file"])
    if content is None:
        raise UnknownReference(f"That copy of {of} was erased.", f"See by whom, and why: `afi timeline {of}`.")
    _write(file, content)
    if shown.json:
        print_json(reading, {"ref": of, "name": chosen["name"], "file": str(file), "bytes": len(content)})
    else:
        said = f"Wrote a copy of {of}, kept as “{chosen['name']}”, to {file}: {len(content):,} bytes."
        print_text(titled(said, reading))


def _keep(ref: str) -> str:
    """How a copy could be there."""
    if ref.startswith("PAP-"):
        return "A paper is kept as it is issued: `afi paper issue --keep`."
    return f"Keep one: `afi document keep {ref} FILE`."


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
        Column("Embargo", "embargo_words"),
    ]
    rows = documents(reading.views, now=datetime.now(UTC))
    empty = "No document is recorded yet. Add one: afi document add letter TITLE --on DATE"
    answer(reading, shown, rows, columns, title="Documents", empty=empty)


@records
def embargo(
    writing: Writing,
    document: Document,
    until: Annotated[
        str, option("--until", metavar="WHEN", help='UK time, like "4 September 2014 00:01"; a day alone means 00:01.')
    ] = "",
    open_ended: Annotated[bool, typer.Option("--open-ended", help="Until the inspectorate says otherwise.")] = False,
    lifted: Annotated[bool, typer.Option("--lifted", help="It no longer holds. That is not publication.")] = False,
) -> None:
    """Record until when a document must not be published, that this moved, or that it was lifted."""
    from ledger.events.document import DocumentReleased

    if [bool(until), open_ended, lifted].count(True) != 1:
        raise Unreadable("It is not said how long the embargo holds.", "Give --until WHEN, --open-ended or --lifted.")
    event = DocumentReleased() if lifted else embargo_of(until or "open-ended")
    of, saying = writing.named(document, "DOC"), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, of))


def named_in(writing: Writing, kinds: tuple[str, ...], **typed: list[str] | None) -> dict[str, tuple[str, ...]]:
    """Whom each part names; a part that names nobody is left out, as events have it."""
    return {part: tuple(writing.named(each, *kinds) for each in named) for part, named in typed.items() if named}


def embargo_of(typed: str) -> "DocumentEmbargoed":
    """The embargo that a person typed the end of; UK time becomes UTC."""
    from ledger import days
    from ledger.events.document import DocumentEmbargoed

    if typed.strip().casefold().replace(" ", "-") == "open-ended":
        return DocumentEmbargoed()
    return DocumentEmbargoed(until=days.moment(typed, days.uk_today(), ahead=True))


def kept(path: Path) -> "DocumentKept":
    """A copy of a file, to be kept."""
    from ledger.events import File as Content
    from ledger.events import Prose
    from ledger.events.document import DocumentKept

    content = content_of(path)
    return DocumentKept(content=Content(content), name=Prose(path.name), size=len(content))


def _write(path: Path, content: bytes) -> None:
    """The whole file, or none; never over another."""
    try:
        with path.open("xb") as new:
            new.write(content)
    except FileExistsError:
        raise AlreadyThere(
            f"There is something at {path} already.", "Choose another name; nothing was written."
        ) from None
    except OSError as error:
        with suppress(OSError):
            path.unlink()  # what was begun of it
        raise StoreUnavailable(f"{path} cannot be written ({error.strerror}).", "Check the path.") from error
