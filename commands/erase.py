"""Erase: find a text wherever it is, take it out of the ledger for good, and show what was erased."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.base import Command, Group
from commands.context import Reading, Writing, entry_number
from commands.erasure import Wish, saying_of, wish_of
from commands.gone import complete, traces
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.places import COLUMNS, UNKNOWN, asked, places, unread
from commands.receipt import print_receipt, receipt_json
from commands.rendering import Column, Row, answer, print_fields, print_json, print_table, print_text, titled
from ledger.errors import RuleBroken, Unreadable
from projections.queries.words import counted, quoted

if TYPE_CHECKING:
    from ledger.erasing import Text
    from ledger.receipt import Receipt

#: So much of a text is shown before it goes, and so many places of one.
_SHOWN, _MOST = 300, 8
_NAMED = 12


class _OrEntries(Group):
    """`afi erase E-57` is `afi erase text E-57`: what is no command of the group are entries."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the command there that is left out."""
        if args and args[0] not in (*self.commands, "--help", "-h"):
            args = ["text", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_OrEntries, rich_markup_mode=None, no_args_is_help=True, add_completion=False,
    help="Find a text wherever it is, erase it for good, and show what was erased. `afi erase E-57` erases.",
)  # fmt: skip


# Find.


@app.command("find", cls=Command)
@look
def find(reading: Reading, shown: Shown) -> None:
    """Find every place that holds a text, which is asked for, or read from a pipe: it stands in no command's history.

    Capitals, accents and spaces do not count. A file is looked through as the text that it is; in one that is none,
    like a PDF, the text has to stand as it was typed. Papers, packs and backups that cannot be looked into are named
    where they may hold it.
    """
    if reading.moment:
        raise Unreadable("A text is found wherever it is now.", "Leave out --as-of, --at and --told.")
    rows, closed = places(reading, [asked().encode()]), unread(reading)
    also = {"unread": closed, "unknown": UNKNOWN}
    answer(reading, shown, rows, COLUMNS, title="Where the text is", empty="Nothing here holds it.", also=also)
    if not shown.for_programs:
        print()
        if closed:
            more = f" and {len(closed) - _NAMED} more" if len(closed) > _NAMED else ""
            print_text(f"Not plain text, so it may not be seen in the files of: {', '.join(closed[:_NAMED])}{more}.")
        print_text(UNKNOWN)


# Erase.


@app.command("text", cls=Command)
@records
def text(
    writing: Writing,
    entries: Annotated[list[str], argument("E-n...", help="The entries whose texts are to go; `afi erase find`.")],
    authority: Annotated[
        str, option("--authority", metavar="TEXT", help="On whose authority, without what is to be erased.")
    ],
    fields: Annotated[
        list[str] | None,
        option("--field", metavar="PART", help="Only this part of the entry, like text. May be repeated. Unsaid: all."),
    ] = None,
    instead: Annotated[
        str | None, option("--replace", metavar="TEXT", help='What is to stand in its place, like "[an officer]".')
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; what goes is not shown first.")] = False,
) -> None:
    """Erase texts and files of entries for good, and record who did, and on whose authority; every proof stays whole.

    The entries stay as they are, for they hold no text. It says that it is done only once no file of the ledger holds
    the text any more: while another program reads the ledger, nothing is erased. Backups made before keep it until
    they are deleted; it is taken out where one is restored.
    """
    wish = wish_of(writing, entries, authority, fields or [], instead)
    trial = writing.saying_also(dry_run=True).recorded(wish.plan)
    if writing.said.dry_run:
        _show(writing.reading, trial, wish, as_json=writing.said.json)
    elif yes or trial.repeated or _is_meant(writing, wish):
        _erase(writing, wish)
    else:
        print_text("Nothing was erased.")


def _is_meant(writing: Writing, wish: Wish) -> bool:
    """What somebody at a terminal answers who is shown what would go."""
    if writing.said.json or not sys.stdin.isatty():
        raise Unreadable("Nobody is there to be asked whether that is meant.", "Look at --dry-run, then add --yes.")
    _print_wish(writing.reading, wish)
    return typer.confirm("Erase that? It cannot be undone.", default=False)


def _erase(writing: Writing, wish: Wish) -> None:
    """Records it, which takes the texts from the vault; prints the receipt once they are nowhere here."""
    from ledger.stores.vault import check_unread

    reading = writing.reading
    path = reading.log.path
    check_unread(path)
    seen = traces(reading, list(wish.contents.items()))
    receipt = writing.recorded(wish.plan)
    reading.views.close()
    reading.log.close()
    complete(path, seen)
    with Reading.open(str(path)) as after:
        _show(after, receipt, wish, as_json=writing.said.json)


# How it is said.


def _print_wish(reading: Reading, wish: Wish) -> None:
    print_text(titled("This would be erased", reading), style="bold")
    print_fields((f"E-{each.position} {each.field}", _said(wish, each)) for each in wish.texts)
    if inside := [row for row in wish.elsewhere if row["where"] in ("text", "file")]:
        print_text("It is also in these, and stays there unless they are erased too:")
        _print_some(inside)


def _said(wish: Wish, each: "Text") -> str:
    content = wish.contents.get(each.commitment, b"")
    if each.is_file:
        return f"a file of {counted(len(content), 'byte')}"
    said = quoted(content.decode(errors="replace"))
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}… ({counted(len(content), 'byte')})"


def _print_some(rows: list[Row]) -> None:
    print_table(rows[:_MOST], COLUMNS)
    if len(rows) > _MOST:
        print_text(f"and {len(rows) - _MOST} more: --json shows them, and `afi erase find`.", indent="  ")


def _show(reading: Reading, receipt: "Receipt", wish: Wish, *, as_json: bool) -> None:
    left = [row for row in wish.elsewhere if row["where"] != "read models"]
    if as_json:
        texts = [{"ref": each.stream, "of_entry": f"E-{each.position}", "field": each.field} for each in wish.texts]
        also = {"texts": texts, "elsewhere": left, "gone": not receipt.dry_run}
        print(json.dumps(receipt_json(receipt, reading) | also, ensure_ascii=False, indent=2))
        return
    if receipt.dry_run:
        _print_wish(reading, wish)
    print_receipt(receipt, reading, as_json=False)
    if receipt.dry_run:
        return
    print_text("It is gone from the ledger's file, from the read models and from what is searched.")
    if left:
        print_text("It is, or may be, still in:")
        _print_some(left)
    print_text(UNKNOWN)


# What was erased, and to the end.


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List what was erased: from where, when, by whom, on whose authority, and what stands in its place."""
    from projections.queries.erasures import erasures

    rows = [_with_part(reading, row) for row in erasures(reading.views)]
    title = f"Erased texts ({len(rows)})" if rows else "Erased texts"
    answer(reading, shown, rows, _LISTED, title=title, empty="Nothing was erased yet.")
    if rows and not shown.for_programs and (kept := reading.log.kept([row["commitment"] for row in rows])):
        print_text(f"Of {counted(len(kept), 'text')} something is still there: run `afi erase finish`.")


def _with_part(reading: Reading, row: Row) -> Row:
    """Which part of the entry it was."""
    from commands.record import entry_row
    from ledger.erasing import texts_of

    texts = texts_of(entry_row(reading, entry_number(row["of_entry"])))
    [*found] = (each.field for each in texts if each.commitment == row["commitment"])
    head = {"ref": row["ref"], "of_entry": row["of_entry"], "field": found[0] if found else None}
    return head | row


@app.command("finish", cls=Command)
@records
def finish(
    writing: Writing,
    authority: Annotated[
        str,
        option("--authority", metavar="TEXT", help="On whose authority, for what a restored backup does not record."),
    ] = "",
) -> None:
    """Finish what was interrupted: rid the ledger's files of all that was erased. It can be repeated.

    After a backup was restored that is older than an erasure, the text is gone and no entry says so; with --authority
    that is recorded.
    """
    from ledger.erasing import known, unrecorded

    reading, said = writing.reading, writing.said
    left = unrecorded(reading.log, known(reading.origin))
    path, count = reading.log.path, len(reading.log.erased())
    receipt = _record_gone(writing, left, authority) if left and authority else None
    if said.dry_run and not receipt:
        print_text(f"{_were(len(left))} erased and no entry here says so; {count} by entries here.")
        return
    reading.views.close()
    reading.log.close()
    if not said.dry_run:
        complete(path)
    with Reading.open(str(path)) as after:
        _print_finished(after, receipt, count, left, as_json=said.json)


def _record_gone(writing: Writing, left: list["Text"], authority: str) -> "Receipt":
    from ledger.erasing import erasing

    return writing.recorded(erasing(left, (), None, saying_of(writing, authority)))


def _print_finished(
    reading: Reading, receipt: "Receipt | None", count: int, left: list["Text"], *, as_json: bool
) -> None:
    if receipt:
        return print_receipt(receipt, reading, as_json=as_json)
    if as_json:
        print_json(reading, {"texts_erased": count, "unrecorded": len(left)})
    else:
        print_text(f"Nothing is left in the ledger's files here of the {counted(count, 'text')} that entries erased.")
    if left:
        what = f"{_were(len(left))} erased after the backup was made that was restored, and no entry here says so."
        raise RuleBroken(what, "Record it: afi erase finish --authority TEXT.")
    return None


def _were(number: int) -> str:
    return f"{counted(number, 'text')} {'was' if number == 1 else 'were'}"


_LISTED = [
    Column("Ref", "ref"),
    Column("Entry", "of_entry"),
    Column("Part", "field"),
    Column("Instead", lambda row: quoted(row["instead"]) if row["replaced"] else "", wide=True),
    Column("Erased (UTC)", lambda row: row["recorded_at"][:16].replace("T", " ")),
    Column("By", "recorded_by_name"),
    Column("Authority", lambda row: quoted(row["authority"]), wide=True),
    Column("In", "entry"),
]
