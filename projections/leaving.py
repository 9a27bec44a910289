"""What may leave the ledger in a file: nothing that is under embargo.

A record under embargo is left out. Of one that is not, but of which an entry is, only what no later entry changes
is told: what it is, not how it stands, for that could give the rest away.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from projections.queries import words
from projections.queries.withheld import withheld
from projections.views import Views

Row = dict[str, Any]
UNDER_EMBARGO = "under embargo"
#: What no later entry changes of a row about a record.
_LASTING = frozenset(
    "fictitious ref kind kind_words inspection inspection_title force force_name forces force_names question "
    "question_name question_key subject number text title name key wording pillar framework framework_words programme "
    "programme_words cycle scale inspectorate inspectorate_name forum forum_name held_on under meeting meeting_name "
    "sense voice voice_words raised_on raised_on_words".split()
)


class Leaving:
    """What may leave at a moment. ``partly`` are the records that are free, but for some of what belongs to them."""

    def __init__(self, views: Views, now: datetime) -> None:
        self._kept_back = withheld(views, now)
        sql = (
            "SELECT stream AS ref FROM happening WHERE 'E-' || position IN (SELECT value FROM json_each(:held)) "
            "UNION SELECT inspection FROM record WHERE ref IN (SELECT value FROM json_each(:held))"
        )
        held = {"held": json.dumps(list(self._kept_back))}
        self._rows = self._parts = 0
        self.partly = {row["ref"] for row in views.query(sql, held)} - self._kept_back - {None}

    def is_free(self, name: str) -> bool:
        """Whether a record, or an entry like ``E-57``, may leave."""
        return name not in self._kept_back

    def free(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that may leave: of entries, which have sentences, or of records."""
        return [row for row in rows if not self._kept_back.intersection(_named(row))]

    def told(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they may leave, one by one; ``left_out`` says afterwards what of them may not."""
        for row in rows:
            if not self.free([row]):
                self._rows += 1
            elif self._whole(row):
                yield row
            else:
                self._parts += 1
                yield _lasting(row)

    def left_out(self) -> str:
        """What was left out of the rows that were told, in words; nothing where nothing was."""
        if not self._rows + self._parts:
            return ""
        counted = words.counted(self._rows, "row"), f"parts of {words.counted(self._parts, 'other')}"
        return f"Left out because of an embargo: {words.listed(counted if self._parts else counted[:1])}."

    def _whole(self, row: Row) -> bool:
        return "sentence" in row or row.get("ref") not in self.partly


def _named(row: Row) -> list[str | None]:
    """What a row is about and belongs to. A record's own entry is only its newest."""
    return [row.get("ref"), row["entry"] if "sentence" in row else None, row.get("inspection"), row.get("under")]


def _lasting(row: Row) -> Row:
    return {key: value if key in _LASTING else UNDER_EMBARGO for key, value in row.items()}
