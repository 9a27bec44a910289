"""What the events of keys change in the ledger's own record: one field for each key, ``key.`` and its fingerprint."""

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.codec import Entry
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.proofs.note import fingerprint, parse_vkey
from projections.folds.base import Fields


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The key that was enrolled, retired or revoked."""
    match entry.event:
        case KeyEnrolled(vkey=vkey, person=person, rights=rights):
            return enrolled(vkey, person, rights)
        case KeyRetired(key=key):
            return {f"key.{key}": now[f"key.{key}"] | {"status": "retired"}}
        case KeyRevoked(key=key, after=after):
            return {f"key.{key}": now[f"key.{key}"] | {"status": "revoked", "revoked_after": after}}
    return {}


def enrolled(vkey: str, person: str, rights: Sequence[str]) -> Fields:
    """A key that may sign."""
    key = fingerprint(parse_vkey(vkey)[1])
    return {f"key.{key}": {"vkey": vkey, "person": person, "rights": list(rights), "status": "active"}}
