"""Drafts that go to others: their items, and how they look as text and as Markdown."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from commands.rendering import clean, print_text
from projections.queries import words

Row = dict[str, Any]
#: So much of a text says what it is about; `afi show` has it all.
_LONGEST = 240
#: What Markdown may take for more than a letter (CommonMark 0.31, 2.4: each can be escaped).
_MARKED = re.compile(r"([\\`*_\[\]<>&#|~])")


class Item(NamedTuple):
    """A record, what it says, and below it what there is to say of it."""

    ref: str
    text: str
    lines: Sequence[str] = ()


class Section(NamedTuple):
    """Items under a title."""

    title: str
    items: list[Item]


def short(text: str | None) -> str:
    """A text on one line, cut where it is long."""
    line = words.plain(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def named(row: Row, who: str) -> str:
    """A post with who holds it; whoever else it is."""
    name, holder = row[f"{who}_name"], row.get(f"{who}_holder_name")
    return f"{name} ({holder})" if name and holder else str(name or "")


def owned(row: Row) -> str:
    """Whose it is, as a sentence."""
    return f"{named(row, 'owner') or 'Nobody owns it'}."


def of_deadline(row: Row) -> Item:
    """What is late, due or without an update."""
    when = row["day_words"] if row["state"] == "stale" else f"due {row['day_words']}, {row['state_words']}"
    return Item(row["ref"], short(row["what"]), [f"{when[0].upper()}{when[1:]}. {owned(row)}"])


def of_action(row: Row) -> Item:
    """An action: by when it is due, or what came of it."""
    stands = due_of(row) if row["status"] == "open" else _end(row)
    under = f" Under {row['under']}." if row["under"] else ""
    return Item(row["ref"], short(row["text"]), [f"{stands}.{under} {owned(row)}"])


def due_of(row: Row) -> str:
    """By when it is due, or that there is no date."""
    has_none = row["due_kind"] in (None, "none_set")
    return f"Due date: {row['due_words']}" if has_none else f"Due {row['due_words']}"


def _end(row: Row) -> str:
    on = f" {words.span(row['done_on'])}" if row["done_on"] else ""
    said = f": {words.quoted(short(row['outcome']))}" if row["outcome"] else ""
    return f"{row['status'].capitalize()}{on}{said}"


# How they look.


def print_section(section: Section) -> None:
    """A section on the terminal: each item beside its reference, what is said of it below."""
    print()
    print_text(section.title, style="bold")
    margin = max((len(item.ref) for item in section.items), default=0) + 4
    for item in section.items:
        beside = " " * margin if item.ref else "  "
        print_text(item.text, first=f"  {item.ref}".ljust(len(beside)), indent=beside)
        for line in item.lines:
            print_text(line, first=beside, indent=beside)


def markdown(section: Section) -> Iterator[str]:
    """The same as lines of Markdown."""
    yield from ("", f"## {escaped(section.title)}", "")
    for item in section.items:
        yield f"- {f'**{item.ref}** ' if item.ref else ''}{escaped(item.text)}"
        yield from (f"  - {escaped(line)}" for line in item.lines)


def escaped(text: str) -> str:
    """A text in which Markdown sees nothing but letters."""
    return _MARKED.sub(r"\\\1", " ".join(clean(text).split()))
