"""What can be said of any record, whatever its noun: one shape, and no copy of it in each noun."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from ledger.events.base import Event, Number, Organisation, Prose, Reader, Record, Somebody
from ledger.vocabulary import Relation, Role, VoidReason


class RecordNoted(Event, type="record.noted"):
    """Somebody said something about it; improvements and inspections have notes of their own."""

    text: Prose


class RecordRenamed(Event, type="record.renamed"):
    """From the day it happened it is called so."""

    name: Prose


class RecordAliased(Event, type="record.aliased"):
    """It is also called so."""

    alias: Prose


class RecordNumbered(Event, type="record.numbered"):
    """Somebody gives it a number of their own."""

    number: Prose
    #: Whose number it is.
    by: Organisation | None = None


class RecordInvolved(Event, type="record.involved"):
    """Somebody has a part in it."""

    who: Somebody
    role: Role


class RecordLinked(Event, type="record.linked"):
    """It has to do with another record."""

    relation: Relation
    to: Record


class RecordFlagged(Event, type="record.flagged"):
    """Something that a source states of it looks wrong. It is kept as stated, and nothing is corrected."""

    text: Prose
    #: The position of the entry that states it.
    entry: Number | None = None


class RecordUnflagged(Event, type="record.unflagged"):
    """What a flag asked about was settled."""

    #: Which of the record's flags: 1 for the first.
    flag: Annotated[int, Field(strict=True, ge=1, le=9999)]
    text: Prose


class RecordVoided(Event, type="record.voided"):
    """It does not count: it was recorded in error, or is another record again."""

    reason: VoidReason
    #: The record that it is a duplicate of.
    of: Record | None = None


class RecordDisclosed(Event, type="record.disclosed"):
    """It, or a pack of it, was handed to somebody outside."""

    #: Whom: one of the two.
    to: Reader | None = None
    recipient: Prose | None = None
    #: What was handed over, and on what ground.
    text: Prose | None = None


class RecordAccepted(Event, type="record.accepted"):
    """Somebody looked at what a check asks about it, and it stays as it is."""

    #: Which check asks; what is checked grows with the program, so this is no closed list.
    check: Annotated[str, StringConstraints(pattern="^[a-z]+(_[a-z]+)*$", max_length=40)]
    text: Prose
    #: The position of the entry that is asked about, where it is one.
    entry: Number | None = None


class RecordUndone(Event, type="record.undone"):
    """An entry of it was a slip of who recorded it, and means nothing: the one that this one ``fixes``."""

    fixing: ClassVar[bool] = True

    def corrects(self, other: Event) -> bool:
        """Anything but a beginning, for which there is ``record.voided``, what lasts, and what is undone itself."""
        return other.begins is None and not (other.lasting or other.fixing)
