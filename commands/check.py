"""Check: what no rule forbids but a careful officer would question, and that somebody looked at it and accepts it."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, Any

import typer

from commands.base import Command, Group
from commands.context import Reading, Writing, entry_number
from commands.filters import kinds_of
from commands.improvement import ANY, parted, refs_of, repeats, said
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer, number_of, print_table, print_text, width_of
from commands.text import Clip, File
from commands.timeline import ROOMY, recorded_at, roomy, said_by
from ledger.errors import RuleBroken, Unreadable

LIST = "list"


class _Checks(Group):
    """``afi check AFI-7`` is ``afi check list AFI-7``: what is asked is what most want."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Lists, unless accepting or help is asked for."""
        if args[:1] not in ([name] for name in (*self.commands, "--help", "-h")):
            args = [LIST, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Checks, rich_markup_mode=None, add_completion=False)


@app.callback()
def check() -> None:
    """Find what no rule forbids but a careful officer would question; or accept what was found.

    `afi check` alone finds; what it takes is in `afi check list --help`.
    """


@app.command(LIST, cls=Command)
@look
def list_(
    reading: Reading,
    shown: Shown,
    refs: Annotated[list[str] | None, argument("[REF...]", help="Only about these records.")] = None,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only about an inspection and what hangs on it.")
    ] = "",
    checks: Annotated[
        list[str] | None, option("--check", metavar="CHECK", help="Only what this check asks. May be repeated.")
    ] = None,
    kinds: Annotated[
        list[str] | None,
        option("--kind", metavar="KIND", help="Only about records of this kind, like AFI or grade. May be repeated."),
    ] = None,
    accepted: Annotated[bool, typer.Option("--accepted", help="What was accepted instead.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="What was accepted too.")] = False,
    audit: Annotated[
        bool, typer.Option("--audit", help="The auditor's view: all of it by entry, who typed, what was late.")
    ] = False,
    names: Annotated[bool, typer.Option("--list", help="List what is checked instead.")] = False,
) -> None:
    """Find what no rule forbids but a careful officer would question.

    Each question names the entry that raises it, says how sure it is, and the commands that settle or accept it.
    What was accepted is asked no more of that entry; another that raises the same question is another question.
    """
    from projections.queries.checks import check as query

    if sum((accepted, everything, audit, names)) > 1:
        raise Unreadable("Several views are asked for at once.", "Give one of --accepted, --all, --audit and --list.")
    if names:
        return _print_checks(reading, shown)
    rows = query(
        reading.views,
        reading.today,
        only=[_name(reading, typed) for typed in checks or ()],
        refs=reading.records(refs) if refs else (),
        kinds=kinds_of(kinds),
        inspection=reading.named(inspection, "INS"),
        accepted=None,
    )
    if audit:
        return _print_audit(reading, shown, sorted(rows, key=lambda row: number_of(row["entry"])))
    hidden = [row for row in rows if not everything and row["accepted"] != accepted]
    return _print_asked(reading, shown, [row for row in rows if row not in hidden], 0 if accepted else len(hidden))


@app.command("accept", cls=Command)
@records
def accept(
    writing: Writing,
    refs: Annotated[
        list[str], argument("REF|E-n... TEXT", help="Which records, or entries, are asked about; then why it stays so.")
    ],
    name: Annotated[str, option("--check", metavar="CHECK", help="Which check asks; `afi check --list` names it.")],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Accept what a check asks about: somebody looked, and it stays as it is. It is asked no more of that entry."""
    from ledger.events.record import RecordAccepted

    words, text = parted(refs)
    chosen = _name(writing.reading, name)
    found = _meant(writing, words, chosen)
    saying, prose = writing.saying("today"), said(text, file, clip)
    events = [(row["ref"], RecordAccepted(check=chosen, text=prose, entry=number_of(row["entry"]))) for row in found]
    writing.record(lambda draft: [draft.add(event, saying, ref) for ref, event in events])


# What is meant.


def _name(reading: Reading, typed: str) -> str:
    """The name of the check that was typed."""
    from projections.queries.checks import CHECKS

    return str(reading.chosen(typed, {name: name for name in CHECKS}, "a check"))


def _meant(writing: Writing, typed: Sequence[str], name: str) -> list[Row]:
    """What the check asks about each of the records and entries that were typed."""
    from projections.queries.checks import check as query

    rows = query(writing.reading.views, writing.reading.today, only=[name], accepted=None)
    since = repeats(writing)  # a command that is repeated by its id means what it meant
    asked = [row for row in rows if not row["accepted"] or (since and number_of(row["accepted_entry"]) >= since)]
    found: dict[str, Row] = {}
    for each in typed:
        for what in _refs(writing, each):
            these = [row for row in asked if what in (row["ref"], row["entry"])]
            if not these:
                raise _not_asked(what, name, [row for row in rows if what in (row["ref"], row["entry"])])
            found |= {row["entry"]: row for row in these}
    return list(found.values())


def _refs(writing: Writing, typed: str) -> list[str]:
    """The records that are meant; an entry as itself."""
    entry = typed.strip().upper().startswith("E-")
    return [f"E-{entry_number(typed.strip())}"] if entry else refs_of(writing, [typed], *ANY)


def _not_asked(what: str, name: str, accepted: list[Row]) -> RuleBroken:
    if accepted:
        by = accepted[0]["accepted_entry"]
        return RuleBroken(
            f"What {name} asks about {what} was accepted already, in {by}.", f"Look at it: `afi show {by}`."
        )
    return RuleBroken(f"The check {name} asks nothing about {what}.", "`afi check` lists what is asked.")


# How it looks.


def _print_asked(reading: Reading, shown: Shown, rows: list[Row], hidden: int) -> None:
    from projections.queries.checks.audit import history
    from projections.queries.words import counted, day

    before = history(reading.views, reading.today)
    also = {"accepted_not_shown": hidden, "before_the_ledger": before}
    title = f"Check: {counted(len(rows), 'question')}"
    empty = "No check asks anything of that. What is checked: afi check --list"
    answer(reading, shown, rows, _columns(), title=title, empty=empty, also=also)
    if shown.for_programs:
        return
    print()
    if before["entries"]:
        tell = "entry tells" if before["entries"] == 1 else "entries tell"
        began = f"what happened before this ledger began on {day(before['began'])}: none of that is late."
        print_text(f"{before['entries']:,} {tell} {began}")
    if hidden:
        print_text(f"{counted(hidden, 'question')} that somebody accepted: afi check --accepted")


def _columns() -> list[Column]:
    """Where there is little room, the commands stand below what is asked."""
    heads = Column("Check", lambda row: row["check_words"][:1].upper() + row["check_words"][1:], heads=True)
    ref, entry, sure = Column("Ref", "ref"), Column("Entry", "entry"), Column("Sure", "sure")
    if width_of(sys.stdout) is None:
        alone = [Column(f"To {does} it", partial(_command, does)) for does in ("settle", "accept")]
        return [heads, ref, entry, Column("Asked", _asked, wide=True), sure, *alone]
    if roomy():
        return [
            heads,
            ref,
            entry,
            Column("Asked", _asked, wide=True),
            sure,
            Column("To settle it", _commands, wide=True),
        ]
    return [heads, ref, entry, Column("Asked", lambda row: f"{_asked(row)}\n{_commands(row)}".strip(), wide=True), sure]


def _asked(row: Row) -> str:
    """What is asked; and who accepted it, and why."""
    return "\n".join([row["reason"], *_acceptance(row)])


def _acceptance(row: Row) -> Iterator[str]:
    from projections.queries.words import quoted, span

    if row["accepted"]:
        by = row["accepted_by_name"] or row["accepted_by"]
        other = "" if row["accepted_by"] == row["accepted_recorded_by"] else row["accepted_recorded_by_name"]
        who, why = f"{by}, recorded by {other}," if other else by, quoted(row["accepted_reason"])
        yield f"Accepted by {who} on {span(row['accepted_on'])} ({row['accepted_entry']}): {why}"


def _commands(row: Row) -> str:
    """What settles it, and what accepts it."""
    return "\n".join(dict.fromkeys(_command(does, row) for does in ("settle", "accept")))


def _command(does: str, row: Row) -> str:
    """What settles or accepts it; nothing of what was accepted."""
    return "" if row["accepted"] else str(row[does])


def _print_checks(reading: Reading, shown: Shown) -> None:
    from projections.queries.checks import CHECKS

    rows = [{"check": each.name, "check_words": each.what, "reads": each.reads} for each in CHECKS.values()]
    columns = [
        Column("Check", "check"),
        Column("Asks about", "check_words", wide=True),
        Column("Reads", "reads", wide=True),
    ]
    answer(reading, shown, rows, columns, title="What is checked", empty="")


# The auditor's view.


def _print_audit(reading: Reading, shown: Shown, rows: list[Row]) -> None:
    from projections.queries.checks.audit import audit, history

    found, before = audit(reading.views, reading.today), history(reading.views, reading.today)
    also = {"audit": found, "before_the_ledger": before}
    asked = [
        Column("Entry", "entry"),
        Column("Ref", "ref"),
        Column("Asked", _asked if roomy() else _in_full, wide=True),
        Column("Check", "check", from_width=ROOMY),
        Column("Typed and said by", _who, wide=True, from_width=ROOMY),
        Column("Recorded (UTC)", recorded_at, from_width=140),
    ]
    answer(reading, shown, rows, asked, title="Audit: all that is asked", empty="No check asks anything.", also=also)
    if not shown.for_programs:
        _print_recorders(found, before)
        _print_late(found["late_entries"])


def _in_full(row: Row) -> str:
    """What is asked by which check, and below it who typed and said what it asks about."""
    return f"{_asked(row)}\n{row['check']}: {_who(row)}"


def _who(row: Row) -> str:
    """Who typed it, and who said it where that was somebody else."""
    typed, voice = row["recorded_by_name"] or row["recorded_by"], said_by(row)
    return f"typed by {typed}" + ("" if row["said_by"] == row["recorded_by"] else f", said by {voice}")


def _print_recorders(found: Row, before: Row) -> None:
    from projections.queries.words import day

    numbers = ("entries", "for_others", "before_began", "late", "corrections", "undone", "voided", "accepted")
    headings = ("Entries", "For others", "Earlier", "Late", "Corrected", "Undone", "Voided", "Accepted")
    columns = [
        Column("Recorder", lambda row: row["person_name"] or row["person"] or "all", wide=True),
        *(Column(heading, name) for heading, name in zip(headings, numbers, strict=True)),
    ]
    whole = {**found, "person": None, "person_name": None}
    print()
    print_table([*found["recorders"], whole], columns, title="Who recorded what")
    began = day(before["began"])
    print_text(f"Earlier is what happened before this ledger began on {began}; none of that is late.")


def _print_late(rows: list[Row]) -> None:
    columns = [
        Column("Entry", "entry"),
        Column("Days", "late_by"),
        Column("Recorded (UTC)", recorded_at),
        Column("Ref", "ref"),
        Column("What changed", "sentence", wide=True),
        Column("Reason", "why", wide=True, from_width=ROOMY),
        Column("Happened", "when", from_width=120),
        Column("Typed and said by", _who, from_width=140),
    ]
    print()
    print_table(rows, columns, title="Recorded late, in full", empty="Nothing was.")
