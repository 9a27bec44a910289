"""Packs: chosen records with their proofs, handed to somebody who can check them without this program."""

from pydantic import Field

from ledger.events.base import Event, Number, Pack, Prose, Reader, Record


class PackMade(Event, type="pack.made", mints="PCK"):
    """A pack was made for somebody; who says decided what it discloses."""

    #: For whom, one of the two: somebody known here, or somebody outside by name.
    to: Reader | None = None
    recipient: Prose | None = None
    records: tuple[Record, ...] = Field(min_length=1, max_length=2000)
    #: The position of the entry at which they stood so.
    as_of: Number
    #: How many texts and files were withheld by that decision, beside what is under embargo or erased.
    withheld: Number | None = None
    #: The pack that it takes the place of.
    replaces: Pack | None = None
