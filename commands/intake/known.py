"""What the ledger holds of improvements already, so that a tracker brings only what is new."""

import json
from dataclasses import dataclass, field
from typing import Any

from commands.intake.columns import folded
from projections.queries.records import Record, records, standing
from projections.queries.words import iso, span_of
from projections.views import Views

_OPEN = ("raised", "owned", "in_progress")
_REPORTED = ("reported_complete", "assured", "submitted")
#: The fields that a tracker may bring anew.
_DATED = ("owner", "lead", "due")


@dataclass(frozen=True)
class Known:
    """One improvement as the ledger has it."""

    ref: str
    body: dict[str, Any]
    #: Each note's text, with the day that it is of.
    notes: frozenset[tuple[str, str]] = frozenset()
    #: The last day on which the owner, the lead and the due date were last set.
    set_on: dict[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> list[str]:
        """Every number that others give it."""
        return _numbers(self.body)

    @property
    def worked_on(self) -> bool:
        """Whether it is neither reported complete nor ended."""
        return self.body["status"] in _OPEN

    @property
    def ended(self) -> bool:
        """Whether it has ended, or is not ours: nothing but a note may follow."""
        return self.body["status"] not in (*_OPEN, *_REPORTED)

    @property
    def sent_back(self) -> str:
        """The last day on which it was returned or reopened, or nothing."""
        days = (self.body.get(fact, {}).get("on") for fact in ("return", "reopening"))
        return max((f"{span_of(day).last}" for day in days if day), default="")

    def has_note(self, text: str, on: str | None) -> bool:
        """Whether this is noted: on that day, if the tracker gives one."""
        return any(folded(text) == folded(noted) and on in (None, day) for noted, day in self.notes)


class Book:
    """Every improvement that counts, to be found by number or by text."""

    def __init__(self, views: Views) -> None:
        self._views = views
        sql = "SELECT substr(ref, 1, 3) AS kind, max(number) AS last FROM record WHERE noun = 'improvement' GROUP BY 1"
        #: The last number of each kind: what was raised after this was read would be missed.
        self.minted = {row["kind"]: row["last"] for row in views.query(sql)}
        self._found: dict[tuple[str, ...], list[Record]] = {}
        for found in records(views, "improvement"):
            for name in _names(found.body):
                self._found.setdefault((*_place(found.body), *name), []).append(found)

    def find(self, place: tuple[str, str, str], number: str, text: str) -> list[Known]:
        """Those of a kind, inspection and force that bear the number; else those without one that have the text."""
        numbered = self._found.get((*place, "number", folded(number)), []) if number else []
        texts = self._found.get((*place, "text", folded(text)), []) if text else []
        unnumbered = [found for found in texts if not number or not _numbers(found.body)]
        return [self._known(found) for found in numbered or unnumbered]

    def _known(self, found: Record) -> Known:
        told = standing(self._views, "h.stream = ? AND h.type = 'improvement.noted'", found.ref)
        notes = ((json.loads(row["data"]).get("text"), iso(row["on_from"], row["on_to"])) for row in told)
        sql = (
            "SELECT h.last_day FROM change c JOIN happening h ON h.position = c.position "
            "WHERE c.ref = ? AND c.field = ? ORDER BY c.position DESC LIMIT 1"
        )
        asked = {name: self._views.query(sql, (found.ref, name)) for name in _DATED}
        days = {name: rows[0]["last_day"] for name, rows in asked.items() if rows}
        return Known(found.ref, found.body, frozenset(note for note in notes if note[0]), days)


def _place(body: dict[str, Any]) -> tuple[str, str, str]:
    return body["kind"], body["inspection"], body["force"]


def _numbers(body: dict[str, Any]) -> list[str]:
    given = (body.get("number"), *(one["number"] for one in body.get("numbers", ())))
    return [number for number in given if number]


def _names(body: dict[str, Any]) -> list[tuple[str, str]]:
    texts = [("text", folded(body["text"]))] if body["text"] else []
    return texts + [("number", folded(number)) for number in dict.fromkeys(_numbers(body))]
