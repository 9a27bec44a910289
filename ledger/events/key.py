"""Signing keys: who may sign, with what rights, until when."""

from ledger.events.base import Event, Fingerprint, Number, Person, Rights, VerifierKey


class KeyEnrolled(Event, type="key.enrolled"):
    """From the next command on, a key signs for a person, with these rights."""

    vkey: VerifierKey
    person: Person
    rights: Rights


class KeyRetired(Event, type="key.retired"):
    """From the next command on, a key signs nothing more; what it signed stands."""

    key: Fingerprint


class KeyRevoked(Event, type="key.revoked"):
    """A key was lost or stolen: its signatures of more than ``after`` entries stop counting."""

    key: Fingerprint
    after: Number
