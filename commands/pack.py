"""Packs: chosen records with their proofs, in one file that checks itself, handed to somebody who is named."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.base import Command, Group
from commands.context import Reading, Writing
from commands.disclosed import Wish, check_free_to_name, refs_of, wish_of
from commands.files import check_free, put, put_folder
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.published import publisher
from commands.rendering import Column, answer, print_fields, print_text
from ledger.errors import StoreUnavailable, UnknownReference, Unreadable
from ledger.vocabulary import REFERENCE
from projections.queries.words import counted

if TYPE_CHECKING:
    from ledger.events.pack import PackMade
    from ledger.receipt import Receipt
    from projections.pages.chosen import Chosen
    from projections.pages.pack import Pack


class _Packs(Group):
    """A group whose first command need not be named: `afi pack -o pack.html` makes one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the name there where something else stands first."""
        named = not args or args[0] in self.commands or args[0] in ctx.help_option_names
        return super().parse_args(ctx, args if named else ["make", *args])


app = typer.Typer(
    cls=_Packs,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    help="Make packs: records with their proofs, in one file that a browser opens and checks without a network.",
)


@app.command("make", cls=Command)
@records
def make(
    writing: Writing,
    refs: Annotated[
        list[str] | None, argument("[REF...]", help="Which records, like AFI-3 or AFI-1..7.", show_default=False)
    ] = None,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="An inspection and all that it found.")
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Every inspection and all that they found.")] = False,
    for_: Annotated[
        str, option("--for", metavar="WHO|FORUM", help="For whom: somebody known here, or anybody by name.")
    ] = "",
    output: Annotated[
        Path | None, option("-o", "--output", metavar="FILE", help="The page to write; nothing may be there.")
    ] = None,
    folder: Annotated[
        Path | None, option("--dir", metavar="FOLDER", help="The same as plain files, for other tools to check.")
    ] = None,
    as_of: Annotated[
        str, option("--as-of", metavar="WHEN", help="As the ledger held them then: a date, E-120, MTG-4, PAP-1.")
    ] = "",
    withhold: Annotated[
        list[str] | None,
        option("--withhold", metavar="E-n", help="Keep back the texts of this entry; say why. May be repeated."),
    ] = None,
    authority: Annotated[str, option("--authority", metavar="TEXT", help="On whose authority it is disclosed.")] = "",
    replaces: Annotated[str, option("--replaces", metavar="PACK", help="The pack that it takes the place of.")] = "",
) -> None:
    """Make a pack for somebody and record that it was made; --by says who decided what it discloses.

    It holds the records as they stood, with timelines, notes and evidence, and what proves each entry. What is under
    embargo is left out, and counted.
    """
    from ledger.events import Prose

    places = _places(output, folder)
    wish = wish_of(writing, refs_of(writing, refs or [], inspection, everything), as_of, withhold or [])
    event = _event(writing, wish, for_, replaces)
    saying = replace(writing.saying("today"), authority=Prose(authority) if authority else None)
    check_free_to_name(writing, event, saying)
    receipt = writing.recorded(lambda draft: draft.add(event, saying), publisher(writing))
    if receipt.dry_run:
        return _say(writing, receipt, wish, None, {})
    pack = _composed(writing.reading, wish, receipt)
    return _say(writing, receipt, wish, pack, _written(pack, receipt, places))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the packs that were made: for whom, of how many records, as of when."""
    from projections.queries.packs import packs

    columns = [
        Column("Ref", "ref"),
        Column("Made", "made_on"),
        Column("For", "recipient_name", wide=True),
        Column("Records", lambda row: len(row["records"])),
        Column("As of", "of_entry"),
        Column("Withheld", "texts_withheld"),
        Column("Replaced by", "replaced_by"),
    ]
    empty = "No pack is recorded yet. Make one: afi pack make REF --for WHO -o pack.html"
    answer(reading, shown, packs(reading.views), columns, title="Packs", empty=empty)


# What is recorded.


def _places(output: Path | None, folder: Path | None) -> tuple[Path | None, Path | None]:
    """Where it is written; refused before anything is recorded."""
    for place in filter(None, (output, folder)):
        check_free(place)
        if not place.absolute().parent.is_dir():
            raise StoreUnavailable(f"There is no folder {place.absolute().parent} to write in.", "Check the path.")
    if not (output or folder):
        raise Unreadable("It is not said where the pack is to be written.", "Add -o pack.html, or --dir FOLDER.")
    return output, folder


def _event(writing: Writing, wish: Wish, for_: str, replaces: str) -> "PackMade":
    from ledger.events.pack import PackMade
    from projections.pages.pack import withheld_by

    reading = writing.reading
    return PackMade(
        **_recipient(writing, for_),
        records=wish.chosen.records,
        as_of=wish.chosen.as_of,
        withheld=withheld_by(reading.log, reading.views, wish.withheld) or None,
        replaces=writing.named(replaces, "PCK") if replaces else None,
    )


def _recipient(writing: Writing, for_: str) -> dict[str, Any]:
    """Somebody known here, by reference or name; else whatever name was given."""
    from ledger.events import Prose

    if not for_:
        raise Unreadable("It is not said for whom the pack is.", "Add --for NAME; it is recorded as a disclosure.")
    try:
        return {"to": writing.named(for_, "ORG", "POST", "PER", "FOR")}
    except UnknownReference:
        if REFERENCE.fullmatch(for_.strip().upper()):
            raise
        return {"recipient": Prose(for_)}


# What is written and said.


def _composed(reading: Reading, wish: Wish, receipt: "Receipt") -> "Pack":
    from projections.pages.pack import compose

    made = receipt.entries[-1].position
    return compose(reading.log, reading.views, wish.chosen, wish.withheld, made, datetime.now(UTC))


def _written(pack: "Pack", receipt: "Receipt", places: tuple[Path | None, Path | None]) -> dict[str, Any]:
    """Writes the page, the folder, or both; the digest of the page is what a reader can compare."""
    from projections.pages.folder import folder as files_of
    from projections.pages.html import html

    output, folder = places
    page = html(pack)
    try:
        if output:
            put(output, page)
        if folder:
            put_folder(folder, files_of(pack, page))
    except StoreUnavailable as refusal:
        again = f"It is recorded as {pack.ref}: repeat with --command {receipt.command} --as-of E-{pack.chosen.as_of}."
        raise StoreUnavailable(refusal.what, again) from refusal
    return {
        "file": str(output) if output else None,
        "folder": str(folder) if folder else None,
        "digest": sha256(page).hexdigest(),
    }


def _say(writing: Writing, receipt: "Receipt", wish: Wish, pack: "Pack | None", written: dict[str, Any]) -> None:
    from commands.receipt import print_receipt, receipt_json

    chosen = wish.chosen
    if writing.said.json:
        said = {"records": list(chosen.records), "entries": len(chosen.entries), "as_of": f"E-{chosen.as_of}"}
        left_out = {"embargoed_records": chosen.embargoed_records, "embargoed_entries": chosen.embargoed_entries}
        made = receipt_json(receipt, writing.reading) | {"pack": said | left_out | written}
        return print(json.dumps(made, ensure_ascii=False, indent=2))
    print_receipt(receipt, writing.reading, as_json=False)
    if pack:
        _print(pack, written)
    return _print_left_out(chosen)


def _print(pack: "Pack", written: dict[str, Any]) -> None:
    """What was written, and what its reader has to be told by another way than with the file."""
    places = " and ".join(filter(None, (written["file"], written["folder"])))
    records, entries = counted(len(pack.chosen.records), "record"), counted(len(pack.entries), "entry", "entries")
    print_text(f"Wrote {places}: {records}, {entries}.")
    print_text("Tell its reader by another way than with the file:")
    digest = [("SHA-256 of the page", written["digest"])] if written["file"] else []
    print_fields([("first key", pack.first_key), *digest])


def _print_left_out(chosen: "Chosen") -> None:
    records = counted(chosen.embargoed_records, "record") if chosen.embargoed_records else ""
    entries = (
        counted(chosen.embargoed_entries, "entry of others", "entries of others") if chosen.embargoed_entries else ""
    )
    if records or entries:
        left = " and ".join(filter(None, (records, entries)))
        print(f"afi: Left out because of an embargo: {left}.", file=sys.stderr)
    if chosen.void:
        print(f"afi: Left out, as they do not count: {counted(chosen.void, 'record')}.", file=sys.stderr)
