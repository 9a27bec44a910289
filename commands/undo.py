"""Undo one's own recent slip: show what would be otherwise, ask, and record that it means nothing."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commands.context import Reading, Writing, entry_number
from commands.options import records
from commands.parameters import argument
from commands.receipt import print_receipt, receipt_json
from commands.rendering import Row, print_fields, print_text, titled
from ledger.errors import MovedOn, Unreadable
from ledger.vocabulary import LEDGER

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.receipt import Receipt

_RANGE = re.compile(r"(E-?)?([0-9]{1,15})\.\.(?:E-?)?([0-9]{1,15})", re.IGNORECASE)
#: So many entries can be meant at once, and so many are named.
_MOST, _NAMED = 1000, 8


@records
def undo(
    writing: Writing,
    entries: Annotated[
        list[str], argument("E-n...", help="The entries that are a slip: E-131, or several; E-131..134.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; what would change is not shown first.")] = False,
) -> None:
    """Undo what you recorded by mistake in the last 7 days: both stay in the record, and the slip means nothing.

    Of a record that the entry began, it is recorded that it does not count. What leans on the entry is undone first,
    or with it. What is older, or was recorded by somebody else, is put right by `afi correct` and `afi void`.
    """
    from ledger import days

    positions, saying = _positions(entries), writing.saying(str(days.uk_today()))

    def plan(draft: "Draft") -> None:
        for position in positions:
            draft.undo(position, saying)

    trial = writing.saying_also(dry_run=True).recorded(plan)
    if trial.repeated:
        print_receipt(trial, writing.reading, as_json=writing.said.json)
        return
    slip = _slip(writing.reading, trial, positions)
    if writing.said.dry_run:
        _show(writing, trial, slip)
    elif yes:
        _show(writing, writing.recorded(plan), slip)
    elif _is_meant(writing, slip):
        seen = writing.said.expect or f"E-{writing.reading.head.size}"  # nothing may have changed since it was shown
        _show(writing, writing.saying_also(expect=seen).recorded(plan), slip)
    else:
        print_text("Nothing was recorded.")


def _is_meant(writing: Writing, slip: "_Slip") -> bool:
    """What somebody at a terminal answers who is shown what would change."""
    if writing.said.json or not sys.stdin.isatty():
        raise Unreadable("Nobody is there to be asked whether that is meant.", "Look at --dry-run, then add --yes.")
    _print(writing.reading, slip)
    return typer.confirm("Undo that?", default=False)


def _positions(typed: list[str]) -> list[int]:
    """The entries that are meant, the newest first: what leans on another goes before it."""
    found = {position for each in typed for position in _meant(each.strip())}
    if len(found) > _MOST:
        raise Unreadable(f"That is {len(found):,} entries.", f"Undo at most {_MOST:,} at once.")
    return sorted(found, reverse=True)


def _meant(typed: str) -> Sequence[int]:
    several = _RANGE.fullmatch(typed)
    if not several:
        return [entry_number(typed)]
    first, last = entry_number(several[2]), entry_number(several[3])
    if last < first:
        raise Unreadable(f'"{typed}" ends before it begins.', f"Write it like E-{last}..{first}.")
    return range(first, last + 1)


# What it would change.


class _Slip(NamedTuple):
    """What is undone: the sentences that say so, what changes by it, and what the same commands recorded besides."""

    undone: list[Row]
    changes: list[Row]
    besides: list[str]

    def json(self) -> Row:
        """What a receipt says beside the rest."""
        return {"changes": self.changes, "also_recorded": self.besides}


def _slip(reading: Reading, trial: "Receipt", positions: list[int]) -> _Slip:
    """What the read models would say that they do not say now."""
    from projections import trial as trials
    from projections.queries.log import log

    refs = [ref for ref in trial.references if ref != LEDGER]
    before = {ref: _fields(reading, ref) for ref in refs}
    with trials.trial(reading.log, reading.views, trial.tried, trial.texts) as fits:
        if not fits:
            raise MovedOn("Somebody recorded something meanwhile.", "Repeat the command.")
        undone = log(reading.views, after=trial.entries[0].position - 1, limit=len(trial.entries))
        changes = [row for ref in refs for row in _changes(ref, before[ref], _fields(reading, ref))]
    gone = {entry.stream for entry in trial.entries if entry.type == "record.voided"}
    return _Slip(undone, changes, list(_besides(reading, positions, gone)))


def _fields(reading: Reading, ref: str) -> dict[str, Row]:
    from projections.queries.show import show

    return {field["field"]: field for field in show(reading.views, ref)["fields"]}


def _changes(ref: str, before: dict[str, Row], after: dict[str, Row]) -> Iterator[Row]:
    """Field by field, from what to what in words; null where there was, or is, nothing."""
    for field in dict.fromkeys([*before, *after]):
        was, now = (fields.get(field, {}).get("words") for fields in (before, after))
        if was != now:
            label = (before.get(field) or after[field])["label"]
            yield {"ref": ref, "field": field, "label": label, "from": was, "to": now}


def _besides(reading: Reading, positions: list[int], gone: set[str]) -> Iterator[str]:
    """The entries that the same commands recorded, that stand, and that are not of a record which goes with these."""
    asked = _query(reading, "SELECT DISTINCT command FROM happening WHERE position", positions)
    told = [row for [command] in asked for row in reading.log.of_command(command)]
    found = _query(reading, "SELECT fixes FROM happening WHERE fixes", [row.position for row in told])
    fixed = {fixes for [fixes] in found}
    for row in told:
        if row.position not in {*positions, *fixed} and row.stream not in gone:
            yield f"E-{row.position}"


def _query(reading: Reading, sql: str, positions: list[int]) -> list[Any]:
    return reading.views.query(f"{sql} IN (SELECT value FROM json_each(?))", (json.dumps(positions),))


# How it is said.


def _show(writing: Writing, receipt: "Receipt", slip: _Slip) -> None:
    if writing.said.json:
        print(json.dumps(receipt_json(receipt, writing.reading) | slip.json(), ensure_ascii=False, indent=2))
    elif receipt.dry_run:
        _print(writing.reading, slip)
    else:
        print_receipt(receipt, writing.reading, as_json=False)
        _print_besides(slip)


def _print(reading: Reading, slip: _Slip) -> None:
    print_text(titled("This would be recorded", reading), style="bold")
    for row in slip.undone:
        print_fields([("the ledger" if row["ref"] == LEDGER else row["ref"], row["sentence"])])
    if slip.changes:
        print_text("and this would change:")
        print_fields((f"{row['ref']}  {row['label']}", _moved(row)) for row in slip.changes)
    _print_besides(slip)


def _moved(row: Row) -> str:
    return f"from {row['from'] or 'nothing'} to {row['to'] or 'nothing'}"


def _print_besides(slip: _Slip) -> None:
    if slip.besides:
        named = ", ".join(slip.besides[:_NAMED])
        more = f" and {len(slip.besides) - _NAMED} more" if len(slip.besides) > _NAMED else ""
        stay = "they stay" if len(slip.besides) > 1 else "it stays"
        print_text(f"The same command recorded {named}{more} too; {stay} unless undone as well.")
