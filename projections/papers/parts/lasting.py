"""What outlasts a correction: the entry in whose place others come to stand, which names the cells that tell of any."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from projections.queries import words
from projections.views import Views

_ORIGINS = (
    "SELECT h.position, o.position AS place, o.why FROM happening h "
    "JOIN happening o ON o.position = coalesce(h.fixes, h.position) "
    "WHERE h.position IN (SELECT value FROM json_each(?))"
)


class Origin(NamedTuple):
    """An entry in whose place another may stand. The other's reason says why it was corrected, not why it happened."""

    position: int
    reason: str

    @property
    def entry(self) -> str:
        """Its reference."""
        return f"E-{self.position}"


def origins(views: Views, entries: Iterable[str]) -> dict[str, Origin]:
    """Of each of some entries (``E-361``), the one in whose place it stands; itself, where it corrects none."""
    listed = json.dumps([int(entry.removeprefix("E-")) for entry in entries])
    found = views.query(_ORIGINS, (listed,))
    return {f"E-{row['position']}": Origin(row["place"], _reason(row["why"])) for row in found}


def _reason(why: str | None) -> str:
    """Empty where none was given; that it was erased is said."""
    if why is None:
        return ""
    return words.ERASED if json.loads(why) is None else str(json.loads(why))
