"""A round that comes back: each update becomes a note said by the lead of its row, and nothing else is changed.

What a round was is not taken from its cells: they are held against the ledger as of the entry that it was written at.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from commands.context import Writing
from commands.intake.account import RECORDED, REFUSED, SKIPPED, THERE, Became
from commands.intake.bringing import Bringing
from commands.intake.columns import folded
from commands.intake.known import Known
from commands.intake.lines import day_of, text_of
from commands.intake.proposal import Proposal, Wish
from commands.intake.sheet import Fault, Sheet, Value, read_each
from commands.rounds import ENTRY, FORUM, HAPPENED, HEADINGS, LEDGER, REF, ROOT, TEXT, TITLE, UPDATE, lines
from commands.workbook import safe
from ledger import days
from ledger.codec import Happened
from ledger.errors import Refusal, RuleBroken, Unreadable
from ledger.events import Prose
from ledger.events.improvement import ImprovementNoted
from projections.leaving import UNDER_EMBARGO
from projections.queries import words
from projections.queries.records import record, standing
from projections.queries.words import quoted

Row = dict[str, Any]
_AS_SENT = "Ask for the round again, or write `afi export ROUND.xlsx --forum FORUM` anew."
_BY_HAND = "Take the update out of the file, and record it with `afi note` if it is to stand."


class Sent(NamedTuple):
    """What a round says that it is: of which ledger and forum, as of which entry with which root."""

    origin: str
    entry: int
    root: str
    forum: str


def find_round(content: bytes, name: str) -> tuple[Sent, Sheet] | None:
    """What the file says that it is, and its sheet of updates; ``None`` where it is no round."""
    sheets = read_each(content, name)
    about = next((each for each in sheets if each.rows and text_of(each.rows[0][0]) == TITLE), None)
    return (_sent(about, name), _updates(sheets, name)) if about else None


def _sent(about: Sheet, name: str) -> Sent:
    said = {text_of(row[0]): text_of(row[1]) for row in about.rows if len(row) > 1}
    entry = re.fullmatch(r"E-([1-9][0-9]{0,14})", said.get(ENTRY, ""))
    forum = re.match(r"FOR-[1-9][0-9]{0,8}(?= |$)", said.get(FORUM, ""))
    if not entry or not forum or not {LEDGER, ROOT} <= said.keys():
        raise Unreadable(f"The first sheet of {name} does not say any more what it is of.", _AS_SENT)
    return Sent(said[LEDGER], int(entry[1]), said[ROOT], forum[0])


def _updates(sheets: list[Sheet], name: str) -> Sheet:
    wanted = {heading.title for heading in HEADINGS}
    found = [each for each in sheets if each.rows and wanted <= set(map(text_of, each.rows[0]))]
    if len(found) != 1:
        what = "has no sheet with all the columns of a round" if not found else "has two sheets of updates"
        raise Unreadable(f"{name} {what}.", _AS_SENT)
    return found[0]


class Round(Bringing):
    """One round that was filled in."""

    def __init__(self, writing: Writing, path: Path, content: bytes, found: tuple[Sent, Sheet]) -> None:
        self._round, sheet = found
        super().__init__(writing, path, content, sheet)
        self._check_whence()
        reading = writing.reading
        with reading.at(f"E-{self._round.entry}", "", "") as then:
            self._asked = {row["ref"]: row for row in lines(then.views, self._round.forum)}
        self._texts = {_folded(row["text"]): ref for ref, row in self._asked.items()}
        headings = list(map(text_of, sheet.rows[0]))
        self._places = {heading.title: headings.index(heading.title) for heading in HEADINGS}
        self.unread = [each for each in headings if each and each not in self._places]
        self._proposals = list(self._proposed())

    def _check_whence(self) -> None:
        """A round of another ledger, or of a copy that went another way, speaks of other records."""
        reading, said = self._writing.reading, self._round
        if said.origin != reading.origin:
            raise RuleBroken(
                f"{self._path.name} is a round of {said.origin}, not of {reading.origin}.", "Import it there."
            )
        if said.entry > reading.head.size or reading.log.root(said.entry).hex() != said.root:
            raise RuleBroken(
                f"{self._path.name} was written at an E-{said.entry} that is not this ledger's.",
                "Import it into the copy that it came from; `afi verify` checks this one.",
            )

    # What each row proposes.

    def _proposed(self) -> Iterator[Proposal]:
        seen: set[tuple[str, str, str]] = set()
        for number, cells in enumerate(self.sheet.rows[1:], 2):
            line = _Line(
                number, dict(zip(self._places, (cells[place] for place in self._places.values()), strict=True))
            )
            try:
                yield from self._propose(line, seen)
            except Refusal as refusal:
                self._tell(line, REFUSED, [f"{refusal.what} {refusal.remedy}"])

    def _propose(self, line: "_Line", seen: set[tuple[str, str, str]]) -> Iterator[Proposal]:
        """The note that a row brings, if it brings one that is not there yet."""
        text, edited = self._filled(line, UPDATE), self._edited(line)
        if not text:
            self._tell(line, SKIPPED, ["no update" if any(map(text_of, line.cells.values())) else "empty", *edited])
            return
        asked, on = self._asked_by(line), self._on(line)
        key = (line.ref, folded(text), f"{on.span}")
        if key in seen or self._is_there(asked, text, on):
            self._tell(line, THERE, [f"note of {_day(on)}", *edited])
            return
        seen.add(key)
        yield self._note(line, asked, Wish(ImprovementNoted(text=Prose(text)), on, "note", asked["sayer"]), edited)

    def _note(self, line: "_Line", asked: Row, wish: Wish, edited: list[str]) -> Proposal:
        now = record(self._writing.reading.views, line.ref)
        by = f"{asked['sayer_name']} ({asked['sayer']})"
        said = f"note of {_day(wish.on)}, said by {by}: {quoted(self._filled(line, UPDATE)[0])}"
        moved = [f"since the round it has moved on to {now.entry}"] if now.last > self._round.entry else []
        self._tell(line, RECORDED, [said, *moved, *edited])
        place = (asked["kind"], asked["inspection"], asked["force"])
        return Proposal(line.number, place, "", asked["text"] or "", Known(line.ref, now.body), [wish], edited)

    def _tell(self, line: "_Line", outcome: str, said: list[str]) -> None:
        text = (self._asked.get(line.ref) or {}).get("text") or ""
        self._became[line.number] = Became(line.number, outcome, "; ".join(said), "", text, line.ref or None)

    # What its cells say.

    def _filled(self, line: "_Line", title: str) -> str:
        """A cell that was to be filled in."""
        value = line.cells[title]
        if isinstance(value, Fault):
            raise Unreadable(f"{self._address(line, title)} {value.what}.", "Write the text itself into it.")
        return day_of(value, self.sheet) if title == HAPPENED else text_of(value)

    def _asked_by(self, line: "_Line") -> Row:
        """What the round asked in a row, where it is the row that it was."""
        asked, other = self._asked.get(line.ref), self._texts.get(_folded(line.cells[TEXT]))
        where = self._address(line, REF)
        if asked is None:
            raise RuleBroken(f"{where}: {line.ref or 'A row without a reference'} is not in this round.", _BY_HAND)
        if other and other != line.ref and _folded(asked["text"]) != _folded(line.cells[TEXT]):
            raise RuleBroken(
                f"{where}: {line.ref} stands beside the text of {other}.", "Put the rows right, and repeat."
            )
        if asked["sayer"] is None:
            raise RuleBroken(f"{where}: {line.ref} has no lead and no owner to say it.", _BY_HAND)
        return asked

    def _on(self, line: "_Line") -> Happened:
        """The day that stands beside the update, or else that of the file."""
        typed = self._filled(line, HAPPENED)
        if not typed:
            return self._saying.on
        try:
            stated = days.understand(typed, days.uk_today())
        except Unreadable as refusal:
            raise Unreadable(f"{self._address(line, HAPPENED)}: {refusal.what}", refusal.remedy) from None
        return Happened(stated.span, Prose(stated.words) if stated.words else None)

    def _is_there(self, asked: Row, text: str, on: Happened) -> bool:
        """Whether the same voice said the same of that day since the round went out; of any, where none was given."""
        said = "h.stream = ? AND h.type = 'improvement.noted' AND h.position > ? AND h.said_by = ?"
        views = self._writing.reading.views
        told = standing(views, said, asked["ref"], self._round.entry, asked["sayer"])
        same = [row for row in told if folded(json.loads(row["data"]).get("text") or "") == folded(text)]
        return any(on.assumed or (row["on_from"], row["on_to"]) == (on.span.start, on.span.end) for row in same)

    def _edited(self, line: "_Line") -> list[str]:
        """The cells that were not to be changed and were, in words."""
        asked = self._asked.get(line.ref)
        if asked is None:
            return []
        fixed = (heading for heading in HEADINGS if not heading.fill)
        changed = [each.title for each in fixed if _is_changed(line.cells[each.title], each.of(asked, partly=False))]
        where = words.listed([f"{title} ({self._address(line, title)})" for title in changed])
        return [f"not recorded: what was changed in {where}"] if changed else []

    def _address(self, line: "_Line", title: str) -> str:
        """As Excel names a cell."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(self._places[title] + 1)}{line.number}"


class _Line(NamedTuple):
    """One row below the headings, by them."""

    number: int
    cells: dict[str, Value]

    @property
    def ref(self) -> str:
        """Which improvement it says that it is about."""
        return text_of(self.cells[REF]).strip().upper()


def _day(on: Happened) -> str:
    return words.span(f"{on.span}") + (" (assumed)" if on.assumed else "")


def _folded(value: Any) -> str:
    """A cell as it is compared: how much space there is does not matter, nor in which case it is."""
    return folded("" if value is None else f"{value}")


def _is_changed(value: Value, sent: Any) -> bool:
    if isinstance(value, Fault):
        return True
    return _folded(value) not in (_folded(sent), _folded(safe(f"{sent}")), _folded(UNDER_EMBARGO))
