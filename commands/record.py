"""What can be said of any record: flag, link, number, void, disclose."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Reading, Writing, entry_number
from commands.improvement import ANY, chosen, parted, perhaps, refs_of, said
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File
from ledger.errors import RuleBroken, UnknownReference, Unreadable
from ledger.vocabulary import LEDGER, REFERENCE, Relation, VoidReason, kind_of, word

if TYPE_CHECKING:
    from ledger.stores.log import Row

#: What a report says: of no inspection, it would stand on nothing. And so many of them are named.
_FOUND, _NAMED = ("improvement", "grade", "finding"), 8

Ref = Annotated[str, argument("REF", help="The record: AFI-7, or 7; INS-2, POST-1; or its name.")]
Refs = Annotated[list[str], argument("REF...", help="Which records: AFI-7, or 7; AFI-1..3, INS-2; several.")]


@records
def flag(
    writing: Writing,
    refs: Annotated[list[str], argument("REF|E-n... TEXT", help="Which records, or entries that state it; then why.")],
    settle: Annotated[
        int | None, option("--settle", metavar="N", help="Settle the flag of this number instead.", min=1, max=9999)
    ] = None,
    file: File = None,
    clip: Clip = False,
) -> None:
    """Flag what a source states of a record and looks wrong, which corrects nothing; or settle a flag."""
    from ledger.events.record import RecordFlagged, RecordUnflagged

    words, text = parted(refs)
    flagged = [each for typed in words for each in _flagged(writing, typed)]
    saying, prose = writing.saying("today"), said(text, file, clip)
    if settle is None:
        flags = [(ref, RecordFlagged(text=prose, entry=entry)) for ref, entry in flagged]
        return writing.record(lambda draft: [draft.add(event, saying, ref) for ref, event in flags])
    event = RecordUnflagged(flag=settle, text=prose)
    return writing.record(lambda draft: [draft.add(event, saying, ref) for ref, _ in flagged])


def _flagged(writing: Writing, typed: str) -> Iterator[tuple[str, int | None]]:
    """The records that are meant; of an entry, its record, and its position."""
    if not re.fullmatch(r"[Ee]-[0-9]+", typed.strip()):
        yield from ((ref, None) for ref in refs_of(writing, [typed], *ANY))
        return
    row = entry_row(writing.reading, entry_number(typed.strip()))
    if row.stream == LEDGER:
        raise RuleBroken(f"E-{row.position} is of no record, but of the ledger itself.", "Flag a record instead.")
    yield row.stream, row.position


def entry_row(reading: Reading, position: int) -> "Row":
    """An entry as the log has it; ``UnknownReference`` where there is none."""
    for row in reading.log.rows(after=position - 1, limit=1):
        return row
    raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` lists the entries.")


@records
def link(
    writing: Writing,
    ref: Ref,
    other: Annotated[str, argument("REF", help="The record that it is linked to.")],
    relation: Annotated[
        str,
        option(
            "--relation",
            metavar="RELATION",
            words=Relation,
            help="What the first is to the second: recurrence, related, attached or replaces.",
        ),
    ] = "related",
) -> None:
    """Link a record to another: as its recurrence, as related, attached to it, or in its place."""
    from ledger.events.record import RecordLinked

    about, to = chosen(writing, [ref], *ANY), writing.named(other, *ANY)
    about.record(RecordLinked(relation=word(Relation, relation), to=to))


@records
def number(
    writing: Writing,
    ref: Ref,
    text: Annotated[str, argument("TEXT", help="The number, as they write it.")],
    of: Annotated[str, option("--of", metavar="ORGANISATION", help="Whose number it is.")] = "",
) -> None:
    """Record the number that somebody else gives a record."""
    from ledger.events import Prose
    from ledger.events.record import RecordNumbered

    by = writing.named(of, "ORG") if of else None
    chosen(writing, [ref], *ANY).record(RecordNumbered(number=Prose(text), by=by))


@records
def void(
    writing: Writing,
    refs: Refs,
    in_error: Annotated[bool, typer.Option("--in-error", help="They were recorded in error.")] = False,
    duplicate_of: Annotated[
        str, option("--duplicate-of", metavar="REF", help="The record that counts in their place.")
    ] = "",
) -> None:
    """Record that records do not count, as recorded in error or twice, and why (--reason)."""
    from ledger.events.record import RecordVoided

    if in_error == bool(duplicate_of):
        raise Unreadable("It is not said which: in error, or twice.", "Give --in-error or --duplicate-of REF.")
    check_reason(writing)
    of = writing.named(duplicate_of, *ANY) if duplicate_of else None
    reason = VoidReason.DUPLICATE if of else VoidReason.IN_ERROR
    about = chosen(writing, refs, *ANY)
    _check_empty(writing, about.refs)
    about.record(RecordVoided(reason=reason, of=of))


def _check_empty(writing: Writing, refs: list[str]) -> None:
    """Refuses to void an inspection of which something else still counts."""
    from projections.queries.records import records as recorded

    views = writing.reading.views
    for inspection in (ref for ref in refs if kind_of(ref) == "INS"):
        of_it = (each.ref for noun in _FOUND for each in recorded(views, noun, inspection))
        if left := [ref for ref in of_it if ref not in refs]:
            more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
            raise RuleBroken(
                f"Of {inspection} there still count: {', '.join(left[:_NAMED])}{more}.",
                "Void them too, or say with `afi correct E-n inspection=INS-n` which inspection each is of.",
            )


def check_reason(writing: Writing) -> None:
    """Refuses to go on without a --reason."""
    if not writing.said.reason:
        raise Unreadable("It is not said why.", "Add --reason TEXT.")


@records
def disclose(
    writing: Writing,
    refs: Annotated[
        list[str], argument("REF... [TEXT]", help="Which records; then what and why, if that is to be said.")
    ],
    to: Annotated[str, option("--to", metavar="WHO|FORUM", help="Whom: a reference, or a name, known here or not.")],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that records were handed to somebody outside, and on what ground."""
    from ledger.events.record import RecordDisclosed

    words, text = parted(refs)
    about, recipient = chosen(writing, words, *ANY), _recipient(writing, to)
    about.record(RecordDisclosed(**recipient, text=perhaps(text, file, clip)))


def _recipient(writing: Writing, typed: str) -> dict[str, Any]:
    """Who is meant; a name of which nobody here has so much as a part is kept as text."""
    from ledger.events import Prose
    from projections.queries.names import PART, resolve

    kinds = ("ORG", "POST", "PER", "FOR")
    try:
        return {"to": writing.named(typed, *kinds)}
    except UnknownReference:
        if REFERENCE.fullmatch(typed.strip().upper()):
            raise
        try:
            resolve(writing.reading.views, typed, *kinds, fit=PART)
        except UnknownReference:
            return {"recipient": Prose(typed)}
        raise
