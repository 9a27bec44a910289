"""What a check asks, as a row: with the entry that it asks about, the commands that answer it, and who accepted it."""

import json
import sqlite3
from collections.abc import Collection
from datetime import date
from typing import Any

from ledger.vocabulary import kind_of
from projections.queries.checks.base import Check, Doubt, Look
from projections.queries.records import standing
from projections.queries.words import iso

Row = dict[str, Any]


class Answers:
    """Makes the rows of those records that are asked for, and knows what was accepted."""

    def __init__(self, look: Look, refs: Collection[str], kinds: Collection[str], inspection: str | None) -> None:
        self._look, self._refs, self._kinds, self._inspection = look, refs, kinds, inspection
        self._accepted: dict[str, dict[tuple[str, int | None], sqlite3.Row]] = {}

    def wanted(self, ref: str) -> bool:
        """Whether a record is among those that are asked for."""
        return (
            (not self._refs or ref in self._refs)
            and (not self._kinds or kind_of(ref) in self._kinds)
            and self._inspection in (None, self._belongs(ref))
        )

    def row(self, check: Check, doubt: Doubt, also: list[str]) -> Row:
        """One question as a row."""
        accept = f"afi check accept E-{doubt.entry} --check {check.name} TEXT"
        return {
            "check": check.name,
            "check_words": check.what,
            "ref": doubt.ref,
            "name": self._look.names.label(doubt.ref),
            **self._of(self._belongs(doubt.ref)),
            "entry": f"E-{doubt.entry}",
            "reason": doubt.reason,
            "also": also,
            "sure": doubt.sure,
            "settle": doubt.settle or accept,
            "accept": accept,
            **self._acceptance(doubt.ref, check.name, doubt.entry),
            **self._entry(doubt.entry),
        }

    def _belongs(self, ref: str) -> str | None:
        """The inspection that a record is, is of, or hangs on through what it is about."""
        if kind_of(ref) == "INS":
            return ref
        body = self._look.names.body(ref) or {}
        above = body.get("under") or body.get("about")
        return body.get("inspection") or (self._belongs(above) if above else None)

    def _of(self, inspection: str | None) -> Row:
        found = {"inspection": None, "inspection_title": None}
        return found | (self._look.names.inspection(inspection) if inspection else {})

    def _entry(self, position: int) -> Row:
        """Who said and recorded the entry, and when."""
        [row] = self._look.views.query("SELECT * FROM happening WHERE position = ?", (position,))
        names = self._look.names
        return {
            "type": row["type"],
            "happened_on": iso(row["on_from"], row["on_to"]),
            **names.voice("said_by", row["said_by"], date.fromisoformat(row["last_day"])),
            **names.named("recorded_by", row["recorded_by"]),
            "recorded_at": row["at"],
        }

    def _acceptance(self, ref: str, name: str, entry: int) -> Row:
        found = self._of_record(ref).get((name, entry))
        by = date.fromisoformat(found["last_day"]) if found else None
        names = self._look.names
        return {
            "accepted": found is not None,
            "accepted_reason": json.loads(found["data"])["text"] if found else None,
            "accepted_on": iso(found["on_from"], found["on_to"]) if found else None,
            **names.voice("accepted_by", found["said_by"] if found else None, by),
            **names.named("accepted_recorded_by", found["recorded_by"] if found else None),
            "accepted_entry": f"E-{found['position']}" if found else None,
        }

    def _of_record(self, ref: str) -> dict[tuple[str, int | None], sqlite3.Row]:
        """What was accepted of a record: by check and entry."""
        if ref not in self._accepted:
            rows = standing(self._look.views, "h.stream = ? AND h.type = 'record.accepted'", ref)
            told = [(json.loads(row["data"]), row) for row in rows]
            self._accepted[ref] = {(data["check"], data.get("entry")): row for data, row in told}
        return self._accepted[ref]
