"""A tracker into the ledger: every row is accounted for, and all of it is recorded in one transaction, or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commands.context import Writing
from commands.document import content_of
from commands.inspection import force_of
from commands.intake.account import REFUSED, Became, became, passed_over
from commands.intake.archive import too_large
from commands.intake.columns import Columns
from commands.intake.known import Book
from commands.intake.lines import Lines, read_lines
from commands.intake.proposal import Desk, Proposal, propose, repeated
from commands.intake.sheet import Sheet, read
from ledger import days
from ledger.draft import Saying
from ledger.errors import MovedOn, Refusal, RuleBroken
from ledger.events import File, Prose
from ledger.events.document import DocumentAdded, DocumentKept
from ledger.vocabulary import IMPROVEMENTS, LARGEST_FILE, DocumentKind
from projections.queries.records import body, records

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.receipt import Receipt


class _Seen(Exception):
    """A preview has seen all that it came for: leaves the ledger as it was."""


class Tracker:
    """One import: what was read, what it proposes, and what became of each row."""

    def __init__(self, writing: Writing, path: Path, columns: Columns, sheet: str) -> None:
        self._writing, self._path = writing, path
        self._content = _content(path)
        self.sheet: Sheet = read(self._content, path.name, sheet or columns.sheet)
        self.lines: Lines = read_lines(self.sheet, columns)
        self._saying = self._said()
        self._book = Book(writing.reading.views)
        self._kept = self._find_kept()
        self._became: dict[int, Became] = {}
        self._proposals = list(self._proposed())
        self._refuse_repeated()

    @property
    def account(self) -> list[Became]:
        """What became of each row below the headings, in their order."""
        return [self._became[line.row] for line in self.lines.lines]

    @property
    def _is_new(self) -> bool:
        """Whether there is anything to record."""
        return any(proposal.wishes for proposal in self._proposals)

    def preview(self) -> None:
        """Decides every row by the ledger's rules, and records nothing."""
        try:
            if self._is_new:
                self._guarded().recorded(self._rehearse)
        except _Seen:
            return

    def record(self) -> "Receipt | None":
        """Records all that is new in one transaction; nothing, where a row is refused or none is new."""
        self._check_refused()
        return self._guarded().recorded(self._plan) if self._is_new else None

    def _guarded(self) -> Writing:
        """Refuses to go by what somebody has changed since it was read."""
        seen = f"E-{self._writing.reading.head.size}"
        return replace(self._writing, said=replace(self._writing.said, expect=self._writing.said.expect or seen))

    # What it proposes.

    def _said(self) -> Saying:
        """What is recorded beside each fact: on the day given, else on the day that the workbook was last saved."""
        file = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        saying = self._writing.saying(f"{self.sheet.saved or days.uk_today(file)}")
        return saying if self._writing.said.on else replace(saying, on=replace(saying.on, assumed=True))

    def _proposed(self) -> Iterator[Proposal]:
        desk = self._desk()
        for line in self.lines.lines:
            if line.skipped or line.refused:
                self._became[line.row] = passed_over(line)
                continue
            try:
                proposal = propose(line, desk)
            except Refusal as refusal:
                self._became[line.row] = passed_over(replace(line, refused=f"{refusal.what} {refusal.remedy}"))
                continue
            self._became[line.row] = became(proposal)
            yield proposal

    def _desk(self) -> Desk:
        writing = self._writing

        def published_on(inspection: str) -> str | None:
            return (body(writing.reading.views, inspection) or {}).get("published_on")

        return Desk(
            cache(writing.named), cache(lambda inspection, named: force_of(writing, inspection, named)), published_on,
            self._book, self._saying.on, days.uk_today(), self._kept is not None,
        )  # fmt: skip

    def _refuse(self, proposal: Proposal, refusal: Refusal) -> None:
        what = f"{refusal.what} {refusal.remedy}"
        self._became[proposal.row] = replace(self._became[proposal.row], outcome=REFUSED, what=what)

    def _refuse_repeated(self) -> None:
        """Of two rows about one improvement nobody said which holds."""
        for proposal, first in repeated(self._proposals):
            what = f"It is about the same improvement as row {first}."
            self._refuse(proposal, RuleBroken(what, "Make one row of the two."))

    def _check_refused(self) -> None:
        refused = [each for each in self.account if each.outcome == REFUSED]
        if refused:
            raise RuleBroken(
                f"Of {len(self.account)} rows {len(refused)} cannot be recorded; row {refused[0].row}: "
                f"{refused[0].what.rstrip('.')}.",
                "Nothing was recorded; see every row with --preview.",
            )

    # What is recorded.

    def _rehearse(self, draft: "Draft") -> None:
        self._add(draft)
        draft.finish()
        raise _Seen

    def _plan(self, draft: "Draft") -> None:
        self._add(draft)
        self._check_refused()

    def _add(self, draft: "Draft") -> None:
        if any(draft.minted.get(kind, 0) != self._book.minted.get(kind, 0) for kind in IMPROVEMENTS):
            raise MovedOn("Somebody raised improvements while the tracker was read.", "Repeat the command.")
        document = self._document(draft)
        for proposal in self._proposals:
            if proposal.wishes and self._became[proposal.row].outcome != REFUSED:
                self._add_row(draft, proposal, f"{document}:{self.sheet.locate(proposal.row)}")

    def _add_row(self, draft: "Draft", proposal: Proposal, source: str) -> None:
        ref = proposal.known.ref if proposal.known else None
        try:
            for wish in proposal.wishes:
                saying = replace(self._saying, on=wish.on, src=(*self._saying.src, source))
                ref = draft.add(wish.event, saying, ref)
        except Refusal as refusal:
            self._refuse(proposal, refusal)
        else:
            self._became[proposal.row] = replace(self._became[proposal.row], ref=ref)

    def _document(self, draft: "Draft") -> str:
        """The tracker itself as a document, with its bytes; the one that is kept already, if these are they."""
        if self._kept:
            return self._kept
        about = {proposal.place[1] for proposal in self._proposals}
        name = Prose(self._path.name)
        added = DocumentAdded(
            kind=DocumentKind.EVIDENCE, title=name, inspection=about.pop() if len(about) == 1 else None
        )
        reference = draft.add(added, self._saying)
        file = DocumentKept(content=File(self._content), name=name, size=len(self._content))
        return draft.add(file, self._saying, reference)

    def _find_kept(self) -> str | None:
        reading = self._writing.reading
        for document in records(reading.views, "document"):
            for file in document.body.get("files", ()):
                same_size = file["size"] == len(self._content)
                if same_size and reading.log.texts([file["file"]]).get(file["file"]) == self._content:
                    return document.ref
        return None


def _content(path: Path) -> bytes:
    """The bytes of a file, which is not read to find that it is too large."""
    if path.is_file() and path.stat().st_size > LARGEST_FILE:
        raise too_large(path.name)
    return content_of(path)
