"""The agenda of a forum's next meeting, as a draft for its secretary."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

from commands.context import Reading
from commands.drafts import Item, Section, escaped, markdown, named, of_action, of_deadline, owned, print_section, short
from commands.options import Shown, look_at_one
from commands.parameters import argument, option
from commands.rendering import print_fields, print_json, print_text, titled
from commands.sieve import Sieve
from ledger.errors import RuleBroken, Unreadable
from projections.lens import Lens
from projections.queries import words

Row = dict[str, Any]


class Form(StrEnum):
    """How a draft is written."""

    TEXT = "text"
    MD = "md"


@look_at_one
def agenda(
    reading: Reading,
    shown: Shown,
    forum: Annotated[str, argument("FORUM", help="Which forum is to meet.")],
    on: Annotated[str, option("--on", metavar="DATE", help="When it meets, where you know better.")] = "",
    form: Annotated[
        Form, option("--format", metavar="FORM", words=Form, help="text, or md, which is Markdown.", show_default=False)
    ] = Form.TEXT,
    output: Annotated[
        Path | None, option("-o", "--output", metavar="FILE", help="Write Markdown to a file that is not there yet.")
    ] = None,
) -> None:
    """Draft the agenda of a forum's next meeting: what its last one left, what waits, what is late, new and changed.

    It is to be sent round, so what is under embargo is left out, and counted.
    """
    from projections.queries.agenda import agenda as query

    if shown.json and (output or form != Form.TEXT):
        raise Unreadable("It cannot be both JSON and Markdown.", "Give --json, or --format md, or -o FILE.")
    of, sieve = str(reading.named(forum, "FOR")), Sieve(reading)
    lens, day = reading.moment.lens if reading.moment else Lens(), _given(on, reading.today)
    found = query(reading.log, reading.views, lens, of, reading.today, sieve.keep, given=day, since=_since(reading, of))
    if shown.json:
        print_json(reading, {"withheld": sieve.left_out, "agenda": found})
    elif output or form == Form.MD:
        _give("\n".join([*_markdown(titled(_title(found), reading), found, sieve), ""]), output)
    else:
        _print(titled(_title(found), reading), found, sieve)


def _given(typed: str, today: date) -> date | None:
    from ledger import days

    if not typed:
        return None
    day = days.parse(typed, today, ahead=True).last
    if day < today:
        raise RuleBroken(f"{words.day(f'{day}')} has passed, so it is not the next meeting's.", "Give a day to come.")
    return day


def _since(reading: Reading, forum: str) -> int | None:
    """How far the ledger was at the last meeting, as for --as-of; none where it had not begun."""
    from commands.moment import since
    from projections.queries.forums import forum as row

    last = row(reading.views, forum)["last_meeting"]
    with reading.present():
        return (since(reading.views, last).position or None) if last else None


# How it looks.


def _print(title: str, found: Row, sieve: Sieve) -> None:
    print_text(title, style="bold")
    print_fields(_head(found))
    sections, empty = _sections(found)
    for section in sections:
        print_section(section)
    for said in filter(None, (empty, sieve.words)):
        print()
        print_text(said)


def _markdown(title: str, found: Row, sieve: Sieve) -> Iterator[str]:
    yield from (f"# {escaped(title)}", "")
    yield from (f"- **{label}:** {escaped(said)}" for label, said in _head(found) if said)
    sections, empty = _sections(found)
    for section in sections:
        yield from markdown(section)
    for said in filter(None, (empty, sieve.words)):
        yield from ("", escaped(said))


def _give(text: str, output: Path | None) -> None:
    from commands.files import check_free, put

    if output is None:
        print(text, end="")
        return
    if output.suffix.casefold() != ".md":
        raise Unreadable(f"{output} is not the name of a file of Markdown.", "Let it end in .md.")
    check_free(output)
    put(output, text.encode())
    print_text(f"Wrote {output}")


def _title(found: Row) -> str:
    return f"{words.plain(found['forum']['name'])}: draft agenda"


def _head(found: Row) -> list[tuple[str, str]]:
    last, refs = found["last"], found["looks_after"]["refs"]
    return [
        ("Next meeting", found["next"]["words"]),
        ("Chair", named(found["forum"], "chair")),
        ("Last meeting", f"{words.span(last['held_on'])} ({last['ref']})" if last else "none is recorded"),
        ("Looks after", f"{', '.join(refs)}: {found['looks_after']['words']}" if refs else "nothing yet"),
    ]


# What it says.


def _sections(found: Row) -> tuple[list[Section], str]:
    """The numbered sections that have items, and in a sentence which have none."""
    all_ = [*_left(found), *_waiting(found["items"]), *_dated(found), *_since_then(found)]
    filled = [section for section in all_ if section.items]
    numbered = [section._replace(title=f"{number}. {section.title}") for number, section in enumerate(filled, 1)]
    titles = [section.title[0].lower() + section.title[1:] for section in all_ if not section.items]
    return numbered, f"Nothing on: {'; '.join(titles)}." if titles else ""


def _left(found: Row) -> Iterator[Section]:
    """What the last meeting left."""
    items = found["items"]
    if found["last"]:
        told = [Item("", short(row["sentence"])) for row in (*items["considered"], *items["decided"])]
        yield Section("The last meeting, and the actions set at it", [*told, *map(of_action, items["set"])])


#: What improvements wait for: the title, what was done last, and its day.
_WAITING = {
    "assurance": ("Reported complete, to be checked by another voice", "Reported complete", "claimed_on"),
    "submission": ("Checked, to be put to the inspectorate", "Checked", "assured_on"),
    "closure": ("With the inspectorate, to be closed", "Put to it", "submitted_on"),
}


def _waiting(items: Row) -> Iterator[Section]:
    moved = [_stands(row, _moved(row)) for row in items["approval"]]
    yield Section("Date changes that nobody is recorded to have approved", moved)
    for item, (title, did, day) in _WAITING.items():
        yield Section(title, [_stands(row, f"{did} {words.span(row[day])}") for row in items[item]])


def _moved(row: Row) -> str:
    was = f" from {words.span(row['due_first'])}" if row["due_first"] else ""
    times = words.counted(row["due_revisions"], "change")
    return f"Due date moved{was} to {row['due_words']} in {times}, of which the last has no approver"


def _dated(found: Row) -> Iterator[Section]:
    items, before = found["items"], found["next"]["ahead"]
    yield Section("Overdue", list(map(of_deadline, items["overdue"])))
    due = f"Due by the meeting of {words.day(before)}" if before else "Due soon"
    yield Section(due, list(map(of_deadline, items["due"])))
    yield Section("No update for too long", list(map(of_deadline, items["stale"])))


def _since_then(found: Row) -> Iterator[Section]:
    items, last = found["items"], found["last"]
    new = "Raised since the last meeting" if last else "What it looks after"
    yield Section(new, [_stands(row, row["status_words"].capitalize()) for row in items["new"]])
    if last:
        yield Section("Changed since the last meeting", list(_changed(items["changed"])))
    yield Section("Open actions", list(map(of_action, items["open"])))
    decided = (Item(row["ref"], short(row["sentence"]), [f"{row['meeting_name']}."]) for row in items["decisions"])
    yield Section("What meetings decided about what is open", list(decided))


def _changed(rows: list[Row]) -> Iterator[Item]:
    """Each record once, with what was recorded of it."""
    for ref, told in groupby(rows, key=lambda row: row["ref"]):
        rows_of = list(told)
        yield Item(ref, short(rows_of[0]["text"]), [f"{row['when']}: {short(row['sentence'])}" for row in rows_of])


def _stands(row: Row, said: str) -> Item:
    return Item(row["ref"], short(row["text"]), [f"{said}. {owned(row)}"])
