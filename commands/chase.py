"""Chasing: a draft message to each owner about what a forum will ask for."""

import re
import sys
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from commands import layout
from commands.context import Reading
from commands.drafts import named, short
from commands.options import Shown, look_at_one
from commands.parameters import argument, option
from commands.rendering import clean, print_json, print_text, titled
from commands.sieve import Sieve
from ledger.errors import RuleBroken, Unreadable
from projections.queries import words

if TYPE_CHECKING:
    from projections.queries.coming import Coming

Row = dict[str, Any]
#: How wide a message is: plain e-mail is quoted, and shown on small screens (RFC 3676, 4.2).
_WIDTH = 76
_A_WEEK = timedelta(days=7)
#: Under which heading the items stand, by the first reason for which each is asked about.
_HEADINGS = {
    "overdue": "Overdue",
    "evidence": "Waiting for what shows that it is done",
    "stale": "Without an update",
}
_CLOSING = (
    "For each, please say what has been done, what is still to do, and what shows it. Where a date will not be met, "
    "please propose another, with the reason for it."
)


@look_at_one
def chase(
    reading: Reading,
    shown: Shown,
    forum: Annotated[str, argument("FORUM", help="Which forum asks.")],
    owner: Annotated[str, option("--owner", metavar="WHO", help="Only what is owned by this post or person.")] = "",
    before: Annotated[
        str, option("--before", metavar="DATE", help="By when to answer; unsaid, a week before it meets.")
    ] = "",
    output: Annotated[
        Path | None, option("-o", "--output", metavar="FOLDER", help="Write each to a file of a new folder.")
    ] = None,
) -> None:
    """Draft a message to each owner of what is overdue, due, without an update, or waiting for evidence.

    While a post is vacant its message goes to the lead, and says so. What is under embargo is left out, and counted.
    """
    from projections.queries.chase import chase as query
    from projections.queries.coming import coming
    from projections.queries.forums import forum as row

    if shown.json and output:
        raise Unreadable("It cannot be both JSON and files.", "Give --json or -o FOLDER.")
    of, sieve = row(reading.views, str(reading.named(forum, "FOR"))), Sieve(reading)
    meets = coming(reading.views, of, reading.today, keep=sieve.keep)
    ahead, asked = meets.ahead(reading.today), reading.named(owner, "POST", "PER", "ORG")
    by = _by(before, ahead, reading.today, of, meets.words)
    found = query(reading.views, of, reading.today, sieve.keep, until=ahead or by, owner=asked)
    wanted = _Wanted(words.plain(of["name"]), _when(meets) if ahead else "", by, ahead or by, reading.fictitious)
    told = [message | {"subject": wanted.subject(message), "text": wanted.text(message)} for message in found]
    if shown.json:
        return print_json(
            reading, {"withheld": sieve.left_out, "by": f"{by}", "until": f"{wanted.until}", "rows": told}
        )
    _give(reading, wanted, told, output)
    if sieve.words:
        print(f"afi: {sieve.words}", file=sys.stderr)
    return None


def _by(typed: str, meets: date | None, today: date, forum: Row, why: str) -> date:
    """By when an answer is asked for: the day given, else a week before the forum meets, if that can still be."""
    if typed:
        return _given(typed, today)
    if meets is None:
        raise RuleBroken(
            f"Nobody knows when {words.plain(forum['name'])} meets next: {why.removeprefix('not known: ')}.",
            "Say by when you ask for an answer: --before DATE.",
        )
    return max(meets - _A_WEEK, min(meets, today + timedelta(days=1)))


def _given(typed: str, today: date) -> date:
    from ledger import days

    day = days.parse(typed, today, ahead=True).last
    if day < today:
        raise RuleBroken(f"{words.day(f'{day}')} has passed.", "Ask for an answer by a day to come.")
    return day


def _when(meets: "Coming") -> str:
    """As part of a sentence."""
    return f"on {meets.when}" if meets.day and meets.when == _day(meets.day) else f"as planned ({meets.when})"


# What a message says.


class _Wanted(NamedTuple):
    """Which forum asks, when it meets, by when it wants an answer, and until when what is due is asked for."""

    forum: str
    meets: str
    by: date
    until: date
    fictitious: bool

    def subject(self, message: Row) -> str:
        """What an update is asked of, for whom."""
        mark = "FICTITIOUS: " if self.fictitious else ""
        return f"{mark}{self.forum}: update on {words.counted(len(message['items']), 'item')} by {_day(self.by)}"

    def text(self, message: Row) -> str:
        """The whole message, below its subject."""
        items = groupby(message["items"], key=lambda row: row["why"][0])
        parts = [f"Dear {message['to_holder_name'] or message['to_name'] or 'colleague'},", self._asks(message)]
        parts += [_section(self._heading(why), list(rows)) for why, rows in items]
        return "\n\n".join([*parts, _wrapped(_CLOSING), "Thank you.\n"])

    def _asks(self, message: Row) -> str:
        the = "" if self.forum.casefold().startswith("the ") else "The "
        asks = f"meets next {self.meets}" if self.meets else "asks where these stand"
        return _wrapped(
            f"{the}{self.forum} {asks}. {_stead(message)}Please send an update on what is below by {_day(self.by)}."
        )

    def _heading(self, why: str) -> str:
        return f"Due by {_day(self.until)}" if why == "due" else _HEADINGS[why]


def _stead(message: Row) -> str:
    """Why it comes to somebody who does not own it."""
    if message["stead"] == "owner":
        return ""
    of = f"The post of {message['owner_name']} is vacant" if message["owner"] else "Nobody owns what is below"
    return f"{of}, so this comes to you as the {message['stead']}. "


def _section(title: str, rows: list[Row]) -> str:
    """A heading, and below it each item with what is said of it."""
    margin = max(len(row["ref"]) for row in rows) + 4
    lines = [title + ":"]
    for row in rows:
        said = "; ".join(row["why_words"])
        lines += _beside(f"  {row['ref']}".ljust(margin), short(row["text"]), margin)
        lines += _beside(" " * margin, f"{said[0].upper()}{said[1:]}.", margin)
    return "\n".join(lines)


def _beside(first: str, text: str, margin: int) -> list[str]:
    lines = layout.wrap(clean(text), _WIDTH - margin)
    return [(" " * margin if place else first) + line for place, line in enumerate(lines)]


def _wrapped(text: str) -> str:
    return "\n".join(layout.wrap(clean(text), _WIDTH))


def _day(day: date) -> str:
    return words.day(f"{day}")


# Where it goes.


def _give(reading: Reading, wanted: _Wanted, told: list[Row], folder: Path | None) -> None:
    if folder and told:
        _write(folder, told)
    number = words.counted(len(told), "draft")
    did = f"Wrote {number} to {folder}" if folder else f"{wanted.forum}: {number}, answers by {_day(wanted.by)}"
    nobody = f"{wanted.forum}: nothing to ask anybody for by {_day(wanted.until)}"
    print_text(titled(did if told else nobody, reading), style="bold")
    for message in () if folder else told:
        print(f"\n{'─' * _WIDTH}\n\n{_mail(message)}", end="")


def _mail(message: Row) -> str:
    return clean(f"To: {_addressee(message)}\nSubject: {message['subject']}\n\n{message['text']}")


def _addressee(message: Row) -> str:
    """A post with who holds it, or that nobody does."""
    if message["vacant"]:
        return f"{message['to_name']} (vacant)"
    return named(message, "to") or "nobody is recorded"


def _write(folder: Path, told: list[Row]) -> None:
    from commands.files import put_folder

    names = [f"{number:02} {_slug(message)}.txt" for number, message in enumerate(told, 1)]
    put_folder(folder, {name: _mail(message).encode() for name, message in zip(names, told, strict=True)})


def _slug(message: Row) -> str:
    """A name for a file, of letters that every system takes."""
    said = f"{message['to'] or 'nobody'} {message['to_name'] or ''}"
    return re.sub(r"[^A-Za-z0-9]+", "-", said).strip("-")[:60]
