"""The ledger itself: how it began, and what was accepted about its clock."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ledger.events.base import Event, Fingerprint, Flag, Number, Origin, Person, Rights, Signature, VerifierKey


class FirstKey(BaseModel):
    """A key that was enrolled by opening the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vkey: VerifierKey
    person: Person
    rights: Rights


class Follows(BaseModel):
    """The last checkpoint known of the ledger that this one succeeds after a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: Origin
    size: Number
    root: Fingerprint
    #: Both or neither, for who lost the ledger may remember the checkpoint without its signature.
    key: VerifierKey | None = None
    #: The Ed25519 signature of that checkpoint, 64 bytes as 128 hex digits.
    signature: Signature | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.key is None) != (self.signature is None):
            raise ValueError("a key and its signature go together")
        return self


class LedgerOpened(Event, type="ledger.opened"):
    """Entry 1: a ledger began, under an origin that no other has, with its first keys."""

    hash: Literal["sha256"]
    origin: Origin
    keys: tuple[FirstKey, ...] = Field(min_length=1)
    #: Made up for teaching or testing: only such a ledger may take a supplied clock or randomness.
    fictitious: Flag | None = None
    follows: Follows | None = None


class ClockAccepted(Event, type="ledger.clock_accepted"):
    """A keeper accepted that earlier entries bear a time ahead of the clock; time stands until it catches up."""
