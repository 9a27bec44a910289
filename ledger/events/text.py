"""Texts that had to go: what left the vault, where it had stood, and what may stand there instead."""

from pydantic import Field

from ledger.events.base import Event, Fingerprint, Number, Part, Prose


class ErasedText(Part):
    """One text or file that is gone."""

    #: Its commitment, which no other text in the ledger has.
    text: Fingerprint
    #: The position of the entry that commits to it.
    entry: Number
    #: What readers show in its place; it can be erased in turn.
    instead: Prose | None = None


class TextErased(Event, type="text.erased"):
    """Texts were erased: their salts and contents left the vault, and every proof stayed whole."""

    texts: tuple[ErasedText, ...] = Field(min_length=1, max_length=200)
