"""Expectations: what somebody said is to happen, by when if they said. It has not happened by being expected."""

from ledger.events.base import Event, Period, Prose, Record


class Expected(Period):
    """The days within which it is to happen, with the source's own words where those are vaguer."""

    words: Prose | None = None


class ExpectationAdded(Event, type="expectation.added", mints="EXP"):
    """Somebody said that something is to happen."""

    text: Prose
    #: The record that it is about.
    about: Record | None = None
    expected: Expected | None = None


class ExpectationMoved(Event, type="expectation.moved"):
    """It is to happen on other days than was said; with none given, on no day that is known."""

    expected: Expected | None = None


class ExpectationMet(Event, type="expectation.met"):
    """It happened."""

    text: Prose | None = None


class ExpectationLapsed(Event, type="expectation.lapsed"):
    """It did not happen, and is no longer expected."""

    text: Prose | None = None
