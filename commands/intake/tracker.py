"""A tracker into the ledger: what each of its rows becomes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commands.context import Writing
from commands.inspection import force_of
from commands.intake.account import became, passed_over
from commands.intake.bringing import Bringing, content_at
from commands.intake.columns import Columns
from commands.intake.known import Book
from commands.intake.lines import read_lines
from commands.intake.proposal import Desk, Proposal, propose, repeated
from commands.intake.sheet import read
from ledger import days
from ledger.errors import MovedOn, Refusal, RuleBroken
from ledger.vocabulary import IMPROVEMENTS
from projections.queries.records import body

if TYPE_CHECKING:
    from ledger.draft import Draft


class Tracker(Bringing):
    """One tracker, by what its columns mean."""

    def __init__(self, writing: Writing, path: Path, columns: Columns, sheet: str) -> None:
        content = content_at(path)
        super().__init__(writing, path, content, read(content, path.name, sheet or columns.sheet))
        self._lines = read_lines(self.sheet, columns)
        self.unread = self._lines.unread
        self._book = Book(writing.reading.views)
        self._proposals = list(self._proposed())
        self._refuse_repeated()

    def _proposed(self) -> Iterator[Proposal]:
        desk = self._desk()
        for line in self._lines.lines:
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

    def _refuse_repeated(self) -> None:
        """Of two rows about one improvement nobody said which holds."""
        for proposal, first in repeated(self._proposals):
            what = f"It is about the same improvement as row {first}."
            self._refuse(proposal, RuleBroken(what, "Make one row of the two."))

    def _check_unmoved(self, draft: "Draft") -> None:
        if any(draft.minted.get(kind, 0) != self._book.minted.get(kind, 0) for kind in IMPROVEMENTS):
            raise MovedOn("Somebody raised improvements while the tracker was read.", "Repeat the command.")
