"""Names whose records are read many at once: what a thousand open improvements hang on is no thousand questions."""

import json
from collections.abc import Iterable
from typing import Any

from projections.queries.names import Names
from projections.queries.records import body
from projections.views import Views

Row = dict[str, Any]
#: So many at once as a lens lets through to its index.
_AT_ONCE = 100


class Together(Names):
    """What to call records. Those that will be asked for can be read beforehand."""

    def __init__(self, views: Views) -> None:
        super().__init__(views)
        self._bodies: dict[str, Row | None] = {}

    def read(self, refs: Iterable[str | None]) -> None:
        """Reads the fields of these records, but for those that are known."""
        asked = sorted({ref for ref in refs if ref and ref not in self._bodies})
        for start in range(0, len(asked), _AT_ONCE):
            part = asked[start : start + _AT_ONCE]
            sql = f"SELECT ref, body FROM record WHERE ref IN ({','.join('?' * len(part))})"
            self._bodies |= {row["ref"]: json.loads(row["body"]) for row in self._views.each(sql, part)}

    def body(self, ref: str) -> Row | None:
        """The fields of a record."""
        if ref not in self._bodies:
            self._bodies[ref] = body(self._views, ref)
        return self._bodies[ref]
