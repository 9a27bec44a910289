"""Marks entries of which nothing proves who recorded them, since the key that sealed them was revoked.

As the audit has it (docs/proof-format.md, section 3): all batches of a revoked key that end after the last entry
which it is trusted with, whenever it was revoked; and whatever was sealed by a key that such a batch enrolled.
"""

import json
import sqlite3
from collections.abc import Iterator

from ledger.proofs.note import fingerprint, parse_vkey
from projections.views import Views

_OF_KEYS = "SELECT position, type, data FROM happening WHERE stream = 'LEDGER' AND NOT void AND "
_REVOKED = f"{_OF_KEYS} type = 'key.revoked' ORDER BY position"
_ENROLLED = f"{_OF_KEYS} type IN ('key.enrolled', 'ledger.opened') AND unproven = ? ORDER BY position"
#: A batch is one command's. Where it goes on after the last entry that is trusted, all of it ends after that.
_MARK = (
    "UPDATE happening SET unproven = :since WHERE key = :key AND unproven IS NULL AND position >= :first AND "
    "(position > :after OR command = (SELECT command FROM happening WHERE position = :after + 1))"
)


def short(key: str) -> int:
    """How a key's fingerprint begins, which no two keys share unless made to; 0 where it is none."""
    try:
        return int(key[:15], 16)
    except (TypeError, ValueError):  # written past this program's rules
        return 0


def doubt(views: Views, first: int) -> None:
    """Marks what a page, of which this is the first entry, puts in doubt or brings of what is."""
    for row in views.query(_REVOKED):
        told = json.loads(row["data"])
        _mark(views, row["position"], {told["key"]: told["after"]}, 1 if row["position"] >= first else first)


def _mark(views: Views, since: int, keys: dict[str, int], first: int) -> None:
    """Marks what a key sealed after an entry, from ``first`` on, and what those keys did which that enrolled."""
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        views.query(_MARK, {"since": since, "key": short(key), "after": keys[key], "first": first})
        fresh = {each for row in views.query(_ENROLLED, (since,)) for each in _keys(row)} - keys.keys()
        keys |= dict.fromkeys(fresh, 0)
        waiting += sorted(fresh)


def _keys(row: sqlite3.Row) -> Iterator[str]:
    data = json.loads(row["data"])
    for each in data["keys"] if row["type"] == "ledger.opened" else [data]:
        yield fingerprint(parse_vkey(each["vkey"])[1])
