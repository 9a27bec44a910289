"""What is brought of a file: every row is accounted for, and all is recorded in one transaction, or nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from commands.context import Writing
from commands.document import content_of
from commands.intake.account import REFUSED, Became
from commands.intake.archive import too_large
from commands.intake.proposal import Proposal
from commands.intake.sheet import Sheet
from ledger import days
from ledger.draft import Saying
from ledger.errors import Refusal, RuleBroken
from ledger.events import File, Prose
from ledger.events.document import DocumentAdded, DocumentKept
from ledger.vocabulary import LARGEST_FILE, DocumentKind
from projections.queries.records import records

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.receipt import Receipt


class _Seen(Exception):
    """A preview has seen all that it came for: leaves the ledger as it was."""


class Bringing:
    """One import: what was read, what it proposes, and what became of each row."""

    def __init__(self, writing: Writing, path: Path, content: bytes, sheet: Sheet) -> None:
        self._writing, self._path, self._content, self.sheet = writing, path, content, sheet
        self._saying = self._said()
        self._became: dict[int, Became] = {}
        self._proposals: list[Proposal] = []
        #: The headings of columns that mean nothing.
        self.unread: list[str] = []

    @property
    def account(self) -> list[Became]:
        """What became of each row below the headings, in their order."""
        return [self._became[row] for row in sorted(self._became)]

    @property
    def is_new(self) -> bool:
        """Whether there is anything to record."""
        return any(proposal.wishes for proposal in self._proposals)

    def preview(self) -> None:
        """Decides every row by the ledger's rules, and records nothing."""
        try:
            if self.is_new:
                self._guarded().recorded(self._rehearse)
        except _Seen:
            return

    def record(self) -> "Receipt | None":
        """Records all that is new in one transaction; nothing, where a row is refused or none is new."""
        self.check_refused()
        return self._guarded().recorded(self._plan) if self.is_new else None

    def _guarded(self) -> Writing:
        """Refuses to go by what somebody has changed since it was read."""
        seen = f"E-{self._writing.reading.head.size}"
        return self._writing.saying_also(expect=self._writing.said.expect or seen)

    # What it proposes.

    def _said(self) -> Saying:
        """What is recorded beside each fact: on the day given, else on the day that the workbook was last saved."""
        file = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        saying = self._writing.saying(f"{self.sheet.saved or days.uk_today(file)}")
        return saying if self._writing.said.on else replace(saying, on=replace(saying.on, assumed=True))

    def _refuse(self, proposal: Proposal, refusal: Refusal) -> None:
        what = f"{refusal.what} {refusal.remedy}"
        self._became[proposal.row] = replace(self._became[proposal.row], outcome=REFUSED, what=what)

    def check_refused(self) -> None:
        """Refuses all where a single row is refused."""
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
        self.check_refused()

    def _add(self, draft: "Draft") -> None:
        self._check_unmoved(draft)
        document = self._document(draft)
        for proposal in self._proposals:
            if proposal.wishes and self._became[proposal.row].outcome != REFUSED:
                self._add_row(draft, proposal, f"{document}:{self.sheet.locate(proposal.row)}")

    def _check_unmoved(self, draft: "Draft") -> None:
        """Refuses where a row may mean another now than when it was read."""

    def _add_row(self, draft: "Draft", proposal: Proposal, source: str) -> None:
        ref = proposal.known.ref if proposal.known else None
        try:
            for wish in proposal.wishes:
                said_by, src = wish.by or self._saying.said_by, (*self._saying.src, source)
                saying = replace(self._saying, on=wish.on, said_by=said_by, src=src)
                ref = draft.add(wish.event, saying, ref)
        except Refusal as refusal:
            self._refuse(proposal, refusal)
        else:
            self._became[proposal.row] = replace(self._became[proposal.row], ref=ref)

    def _document(self, draft: "Draft") -> str:
        """The file itself as a document, with its bytes; the one that is kept already, if these are they."""
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

    @cached_property
    def _kept(self) -> str | None:
        reading = self._writing.reading
        for document in records(reading.views, "document"):
            for file in document.body.get("files", ()):
                same_size = file["size"] == len(self._content)
                if same_size and reading.log.texts([file["file"]]).get(file["file"]) == self._content:
                    return document.ref
        return None


def content_at(path: Path) -> bytes:
    """The bytes of a file, which is not read to find that it is too large."""
    if path.is_file() and path.stat().st_size > LARGEST_FILE:
        raise too_large(path.name)
    return content_of(path)
