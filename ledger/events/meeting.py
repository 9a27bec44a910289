"""Meetings of forums: what was put before one, considered and decided. A meeting to come is an expectation."""

from typing import Annotated

from pydantic import Field, StringConstraints

from ledger.events.base import Event, Expectation, Forum, Prose, Record, Somebody

Tabled = Annotated[str, StringConstraints(pattern=r"^(DOC|PAP)-[1-9][0-9]{0,8}$")]


class MeetingHeld(Event, type="meeting.held", mints="MTG"):
    """A forum met."""

    forum: Forum
    attended: tuple[Somebody, ...] = Field(default=(), min_length=1)
    #: The expectation that it meets.
    expected: Expectation | None = None


class MeetingTabled(Event, type="meeting.tabled"):
    """Documents or papers were put before it."""

    papers: tuple[Tabled, ...] = Field(min_length=1)


class MeetingConsidered(Event, type="meeting.considered"):
    """It considered these records, and what was said."""

    records: tuple[Record, ...] = Field(min_length=1)
    text: Prose | None = None


class MeetingDecided(Event, type="meeting.decided"):
    """It decided, about these records where any are named."""

    text: Prose
    about: tuple[Record, ...] = Field(default=(), min_length=1)
