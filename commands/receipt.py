"""Receipts: what was recorded, or would be, said in full so that a slip is seen at once."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commands.rendering import Row, print_fields, print_text, titled
from ledger.receipt import Receipt, Recorded
from ledger.vocabulary import LEDGER

if TYPE_CHECKING:
    from commands.context import Reading

_MOST = 8


def print_receipt(receipt: Receipt, reading: "Reading", *, as_json: bool) -> None:
    """What was recorded: reference, entry, who said and who recorded it, when it happened, and the root."""
    with _told(receipt, reading) as sentences:
        if as_json:
            print(json.dumps(_object(receipt, reading, sentences), ensure_ascii=False, indent=2))
        else:
            _print(receipt, reading, sentences)
            _print_likely(receipt, reading)
        _print_twice(receipt, reading)
    if not receipt.remembered:
        print("afi: This terminal could not remember it, so it would not notice a rollback.", file=sys.stderr)


def receipt_json(receipt: Receipt, reading: "Reading") -> Row:
    """The receipt as one object."""
    with _told(receipt, reading) as sentences:
        return _object(receipt, reading, sentences)


@contextmanager
def _told(receipt: Receipt, reading: "Reading") -> Iterator[list[Row]]:
    """The entries in the timeline's sentences; of a dry run, as the read models would have them, for so long.

    None of a dry run during which somebody recorded: its entries would be others.
    """
    if not receipt.tried:
        yield _rows(receipt, reading)
        return
    from projections.trial import trial

    with trial(reading.log, reading.views, receipt.tried, receipt.texts) as fits:
        yield _rows(receipt, reading) if fits else []


def _rows(receipt: Receipt, reading: "Reading") -> list[Row]:
    from projections.queries.log import log

    return log(reading.views, after=receipt.entries[0].position - 1, limit=len(receipt.entries))


def _print(receipt: Receipt, reading: "Reading", told: list[Row]) -> None:
    print(titled(_heading(receipt), reading))
    print_fields((_called(row["ref"]), row["sentence"]) for row in told[:_MOST])
    if len(told) > _MOST:
        where = "--json shows them" if receipt.dry_run else f"`afi log --after {told[_MOST - 1]['entry']}`"
        print_text(f"and {len(told) - _MOST} more: {where}", indent="  ")
    stated = {row["position"]: row["happened_on_words"] for row in told}
    happened = list(dict.fromkeys(_when(each, stated.get(each.position)) for each in receipt.entries))
    print_fields(
        [
            ("happened", _list(happened)),
            ("said by", _names(reading, (entry.said_by for entry in receipt.entries))),
            ("recorded by", _names(reading, (entry.recorded_by for entry in receipt.entries))),
            ("root", "" if receipt.dry_run else f"{receipt.root.hex()[:16]}… over {receipt.size} entries"),
        ]
    )


def _when(entry: Recorded, stated: str | None) -> str:
    """The days as they were taken, with the words that they were taken from: a wrong year is seen at once."""
    if stated:
        return f"{entry.happened_on} (“{stated}”)"
    return f"{entry.happened_on}{' (assumed)' if entry.assumed else ''}"


def _heading(receipt: Receipt) -> str:
    """What was done, to which records, in which entries."""
    did = "Would record" if receipt.dry_run else "Already recorded:" if receipt.repeated else "Recorded"
    first, last = receipt.entries[0].position, receipt.entries[-1].position
    own = receipt.references == [LEDGER]
    records = "in the ledger's own record" if own else _list([_called(ref) for ref in receipt.references])
    return f"{did} {records} (E-{first}{f' to E-{last}' if last > first else ''})"


def _called(ref: str) -> str:
    """A reference; the ledger's own record has none that people know."""
    return "the ledger" if ref == LEDGER else ref


def _list(words: Sequence[str], most: int = _MOST) -> str:
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def _names(reading: "Reading", references: Iterable[str]) -> str:
    from projections.queries.names import name_of

    unique = dict.fromkeys(references)
    return _list([f"{name_of(reading.views, reference)} ({reference})" for reference in unique])


def _print_twice(receipt: Receipt, reading: "Reading") -> None:
    """That another record is called or says the same: two may, so it is no refusal."""
    from projections.queries.twice import twice

    if receipt.repeated:
        return
    for new, before in twice(reading.views, receipt.references, receipt.entries[0].position):
        print(
            f"afi: There is already {before}, which is called or says the same as {new}; if they are one: "
            f"`afi void {new} --duplicate-of {before} --reason TEXT`.",
            file=sys.stderr,
        )


def _likely(receipt: Receipt, reading: "Reading") -> list[Row]:
    """The earlier improvements and weaknesses that what was raised may be again: whether it is, a person says."""
    raised = [entry.stream for entry in receipt.entries if entry.type == "improvement.raised"]
    if not raised:
        return []
    from projections.queries.likely import likely

    return likely(reading.views, raised)


def _print_likely(receipt: Receipt, reading: "Reading") -> None:
    found = _likely(receipt, reading)
    for row in found[:_MOST]:
        print_text(
            f"Is {row['ref']} {row['of']} again, {row['year']}: “{row['text']}”? Then: "
            f"`afi link {row['ref']} {row['of']} --relation recurrence`."
        )
    if len(found) > _MOST:
        print_text(f"and {len(found) - _MOST} more like that: --json shows them")


def _object(receipt: Receipt, reading: "Reading", told: list[Row]) -> Row:
    sentences = {row["position"]: row["sentence"] for row in told}
    return {
        "afi": 1,
        "origin": receipt.origin,
        "fictitious": reading.fictitious,
        "command": receipt.command,
        "references": receipt.references,
        "entries": [
            entry._asdict() | {"entry": f"E-{entry.position}", "sentence": sentences.get(entry.position)}
            for entry in receipt.entries
        ],
        "size": receipt.size,
        "root": receipt.root.hex(),
        "dry_run": receipt.dry_run,
        "repeated": receipt.repeated,
        "likely": _likely(receipt, reading),
    }
