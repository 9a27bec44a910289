"""Keys: none twice, none whose short id collides, and never the last that can enrol and keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from ledger.aggregates.base import refuse
from ledger.errors import KeyRefused
from ledger.events.ledger import FirstKey
from ledger.proofs.note import fingerprint, parse_vkey
from ledger.vocabulary import Right


@dataclass(frozen=True)
class Key:
    """A signing key that was enrolled; ``key_id`` is the 32-bit hint of C2SP signed-note."""

    fingerprint: str
    key_id: str
    public: bytes
    person: str
    rights: frozenset[Right]
    active: bool = True
    revoked: bool = False

    @classmethod
    def enrolled(cls, vkey: str, person: str, rights: tuple[Right, ...]) -> Self:
        """The key of a verifier key text; ``ValueError`` where that is garbled."""
        _, public = parse_vkey(vkey)
        return cls(fingerprint(public), vkey.split("+")[1], public, person, frozenset(rights))

    @property
    def keeps(self) -> bool:
        """Whether it can look after the ledger's keys and settings."""
        return self.active and {Right.ENROL, Right.KEEP} <= self.rights


def check_enrolment(vkey: str, keys: dict[str, Key], origin: str) -> None:
    """Refuses a key of another ledger, a key known already and a colliding id."""
    try:
        name, public = parse_vkey(vkey)
    except ValueError as error:
        raise KeyRefused(f"That is not a verifier key: {error}.", "Copy the whole line from `afi keys new`.") from None
    if name != origin:
        raise KeyRefused(f"The key was made for the ledger {name}.", f"Make one for {origin} with `afi keys new`.")
    if fingerprint(public) in keys:
        raise KeyRefused("The key is enrolled already, or was.", "Make a new one with `afi keys new`.")
    if any(key.key_id == vkey.split("+")[1] for key in keys.values()):
        raise KeyRefused(
            "The key's short id is that of another key, so a signed note could not tell them apart.",
            "Make a new one with `afi keys new`.",
        )


def check_first(first: Sequence[FirstKey], origin: str) -> None:
    """Refuses an opening whose keys could not be enrolled, or among which none keeps the ledger."""
    keys: dict[str, Key] = {}
    for each in first:
        check_enrolment(each.vkey, keys, origin)
        key = Key.enrolled(each.vkey, each.person, each.rights)
        keys[key.fingerprint] = key
    _check_kept(keys.values())


def check_retirement(gone: str, keys: dict[str, Key]) -> None:
    """Refuses an unknown or inactive key, and the last one that keeps the ledger."""
    if gone not in keys or not keys[gone].active:
        raise KeyRefused("No key with that fingerprint is active here.", "`afi keys list` shows those that are.")
    _check_kept(key for key in keys.values() if key.fingerprint != gone)


def check_revocation(gone: str, keys: dict[str, Key]) -> None:
    """As retirement, but a retired key may prove to have been stolen before it was retired."""
    if gone not in keys or keys[gone].revoked:
        raise KeyRefused("No key with that fingerprint can be revoked here.", "`afi keys list` shows those that can.")
    _check_kept(key for key in keys.values() if key.fingerprint != gone)


def _check_kept(left: Iterable[Key]) -> None:
    if not any(key.keeps for key in left):
        raise refuse(
            "No key would be left that can enrol others and keep the ledger.",
            "Give another key the rights to enrol and to keep first; `afi keys enrol` does it.",
        )
