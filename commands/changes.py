"""Changes: what appeared, changed and ended between two moments, in words that can be read out at a meeting."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from shlex import join
from typing import Annotated, Any

from commands.context import Reading
from commands.filters import kinds_of
from commands.moment import Moment, Then, of_the_world, reached
from commands.moment import since as since_when
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer, number_of, print_text, titled, width_of
from commands.timeline import ENTRY, HAPPENED, RECORDED, REF, SAID, SOURCE
from commands.why import grounds, told_by
from ledger.days import uk_today
from ledger.errors import RuleBroken, Unreadable
from ledger.vocabulary import LEDGER
from projections.lens import Lens, looking
from projections.queries.late import began
from projections.queries.lives import standing
from projections.queries.sentences.base import upper
from projections.queries.words import counted, day, listed


@look
def changes(
    reading: Reading,
    shown: Shown,
    refs: Annotated[list[str] | None, argument("[REF...]", help="Only of these records.")] = None,
    since: Annotated[
        str, option("--since", metavar="WHEN", help="After this: a date or time, E-120, MTG-4, PAP-1, last OIG.")
    ] = "",
    until: Annotated[str, option("--until", metavar="WHEN", help="As far as this; unsaid, now.")] = "",
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Of an inspection and all that hangs on it.")
    ] = "",
    kinds: Annotated[
        list[str] | None,
        option("--kind", metavar="KIND", help="Only records of this kind, like AFI or grade. May be repeated."),
    ] = None,
    said_by: Annotated[str, option("--said-by", metavar="WHO", help="Only what they said.")] = "",
    recorded_by: Annotated[str, option("--recorded-by", metavar="PERSON", help="Only what they recorded.")] = "",
) -> None:
    """Show what appeared, changed and ended between two moments: from what to what, who said so, and why.

    What counts is when it was recorded, so what was recorded late is there, with the day on which it happened. A field
    that was changed and changed back is as it was. With --at, what was learned in between of how things stood then.
    """
    from projections.queries.changes import changes as query

    if not since:
        raise Unreadable(
            "It is not said since when.", 'Give it: --since 2018-03-29, --since "last OIG", --since E-120.'
        )
    with _between(reading, since, until) as (looking_back, then, now):
        asked: dict[str, Any] = {
            "refs": looking_back.records(refs) if refs else None,
            "inspection": looking_back.named(inspection, "INS"),
            "kinds": kinds_of(kinds),
            "said_by": looking_back.named(said_by, "POST", "PER", "ORG"),
            "recorded_by": looking_back.named(recorded_by, "PER"),
        }
        lens = looking_back.moment.lens if looking_back.moment else Lens()
        rows = query(reading.log, reading.views, lens, then.position, **asked)
        empty = _nothing(then, now, any(asked.values()), since, until)
        _answer(looking_back, shown, rows, then, now, empty)


@contextmanager
def _between(reading: Reading, since: str, until: str) -> Iterator[tuple[Reading, Then, Then]]:
    """The ledger at the later moment, and how far it was at both. --as-of is another word for the later one."""
    lens = reading.moment.lens if reading.moment else Lens()
    if until and lens.as_of:
        raise Unreadable("There are two ends: --until and --as-of.", "Give only one of them.")
    until = until or (f"E-{lens.as_of}" if lens.as_of else "")
    with reading.present():
        size = reading.head.size
        then = since_when(reading.views, since, "--since")
        now = reached(reading.views, until, "--until") if until else Then(size, uk_today(), f"now (E-{size})")
        if now.position < then.position:
            raise RuleBroken(
                f"{upper(then.words)} is after {now.words}.", "Give the earlier moment with --since, or no --until."
            )
        shown = lens._replace(as_of=now.position)
        with looking(reading.log, reading.views, shown):
            yield reading._replace(moment=Moment(shown, lens.at or now.day, of_the_world(lens))), then, now


def _answer(reading: Reading, shown: Shown, rows: Sequence[Row], then: Then, now: Then, empty: str) -> None:
    begun = then.words if then.position else _beginning(reading)
    title = f"What changed from {begun}{',' if ',' in begun else ''} to {now.words}"
    if shown.json:
        ends = {"since": f"E-{then.position}" if then.position else None, "until": f"E-{now.position}"}
        answer(reading, shown, rows, [], title=title, empty=empty, also=ends)
    elif shown.for_programs or not rows or width_of(sys.stdout) is None:
        listed_ = [row | {"steps": [step["entry"] for step in row["steps"]]} for row in rows]
        answer(reading, shown, listed_, _COLUMNS, title=title, empty=empty, keys=_KEYS)
    else:
        print_text(titled(title, reading), style="bold")
        _print_records(rows)


def _beginning(reading: Reading) -> str:
    """What had happened in the world by then is another question, which the timeline answers."""
    return f"the beginning of this ledger on {day(str(began(reading.views)))}"


def _nothing(then: Then, now: Then, narrowed: bool, since: str, until: str) -> str:
    """What is said where nothing changed."""
    recorded = counted(now.position - then.position, "entry", "entries")
    if now.position == then.position:
        return f"Nothing was recorded between {then.words} and {now.words}."
    if not narrowed:
        return f"Nothing changed: after {recorded} everything is as it was."
    words = ["afi", "changes", "--since", since, *(["--until", until] if until else [])]
    were = "was" if now.position == then.position + 1 else "were"
    return f"Nothing of what was asked for changed; {recorded} {were} recorded. See all: {join(words)}"


#: What rows have, which a CSV says without any too; the days only where something is to be done by a day.
_KEYS = (
    "ref name kind kind_words inspection inspection_title change field label from from_words to to_words days "
    "days_words entry type happened_on happened_on_words when said_by said_by_name said_by_holder said_by_holder_name "
    "recorded_by recorded_by_name recorded_at source why authority fixes corrected_by undone_by steps"
).split()
_COLUMNS = [
    REF,
    Column("Became", "change"),
    Column("Field", "label"),
    Column("From", "from_words"),
    Column("To", "to_words"),
    ENTRY,
    HAPPENED,
    SAID,
    RECORDED,
    SOURCE,
    Column("Reason", "why"),
]


# For people to read, and to read out.


def _print_records(rows: Sequence[Row]) -> None:
    """Those that appeared, then those that changed, then those that ended, each with what was said of it."""
    records = [list(below) for _, below in groupby(rows, key=lambda row: row["ref"])]
    became = {
        word: [each for each in records if each[0]["change"] == word] for word in ("appeared", "changed", "ended")
    }
    print_text(f"{_counts(became)}.")
    for word, some in became.items():
        for place, of_one in enumerate(some):
            print()
            if place == 0:
                print_text(word.capitalize(), style="bold")
                print()
            _print_appeared(of_one) if word == "appeared" else _print_changed(of_one)


def _counts(became: Mapping[str, Sequence[object]]) -> str:
    counts = {word: len(some) for word, some in became.items() if some}
    first, *others = counts
    return listed([f"{counted(counts[first], 'record')} {first}", *(f"{counts[word]} {word}" for word in others)])


def _print_appeared(rows: Sequence[Row]) -> None:
    """What it began with, told by its first entry; then what was set since."""
    begun = min((step for row in rows for step in row["steps"]), key=lambda step: number_of(step["entry"]))
    _print_heading(rows[0]["ref"], begun["sentence"])
    _print_entry(begun)
    _print_entries([row for row in rows if row["entry"] != begun["entry"]])


def _print_changed(rows: Sequence[Row]) -> None:
    _print_heading(rows[0]["ref"], rows[0]["name"])
    _print_entries(rows)


def _print_heading(ref: str, said: str) -> None:
    first = "" if ref == LEDGER else f"{ref}  "
    print_text(upper(said), first=first, indent=" " * len(first), style="bold")


def _print_entries(rows: Sequence[Row]) -> None:
    """What each entry left, then which it was."""
    for _, below in groupby(
        sorted(_noted(rows), key=lambda row: number_of(row["entry"])), key=lambda row: row["entry"]
    ):
        some = list(below)
        for row in [row for row in some if not _goes_without_saying(row)] or some:
            print_text(row.get("noted") or f"{row['label']}: {_change(row)}", first=_IN, indent=_IN * 2)
        _print_entry(some[0])


def _noted(rows: Sequence[Row]) -> Iterator[Row]:
    """Each note as a row of its own: the newest alone would leave the others unsaid, as would one of an earlier day."""
    counted_ = any(row["field"] == "notes" for row in rows)
    for row in rows:
        if row["field"] == "notes":
            yield from ({**row, **step, "noted": step["sentence"]} for step in standing(row["steps"]))
        elif not (counted_ and row["field"].startswith("last_note")):
            yield row


def _print_entry(row: Row) -> None:
    print_text("\n".join([f"{upper(told_by(row))} ({row['entry']}).", *grounds(row)]), indent=_IN * 2)


_IN = "  "


def _goes_without_saying(row: Row) -> bool:
    """A count, or the day and the voice that are told of the entry anyway."""
    if "noted" in row:
        return False
    return isinstance(row["to"], int) or row["to"] in (row["happened_on"], row["said_by"])


def _change(row: Row) -> str:
    """From what to what; of several things, what came and what went."""
    days = f", {row['days_words']}" if row.get("days") else ""
    steps = len(standing(row["steps"]))
    times = f", in {steps} steps" if steps > 1 and row["from_words"] else ""
    came, went = _came_and_went(row)
    if came and went:
        return f"from {went} to {came}{days}{times}"
    return f"{came}{days}" if came else f"no longer {went}"


def _came_and_went(row: Row) -> tuple[str, str]:
    was, now = (_things(row, end) for end in ("from", "to"))
    return "; ".join(each for each in now if each not in was), "; ".join(each for each in was if each not in now)


def _things(row: Row, end: str) -> list[str]:
    """Several things as they are said one by one; anything else is one thing."""
    said = row[f"{end}_words"]
    if said is None:
        return []
    if not isinstance(row[end], list):
        return [said]
    return [line.removeprefix("- ") for line in said.split("\n" if "\n" in said else "; ")]
