"""Actions: pieces of work with an owner and a date, under an improvement or from a meeting."""

from ledger.events.base import Approver, Event, Improvement, Meeting, Prose, Somebody
from ledger.events.improvement import Due


class ActionAdded(Event, type="action.added", mints="ACT"):
    """A piece of work was agreed."""

    text: Prose
    under: Improvement | None = None
    meeting: Meeting | None = None
    owner: Somebody | None = None
    due: Due | None = None


class ActionAssigned(Event, type="action.assigned"):
    """Somebody else owns it from now on."""

    owner: Somebody


class ActionDueSet(Event, type="action.due_set"):
    """Its date was set or revised."""

    due: Due
    approver: Approver | None = None


class ActionDone(Event, type="action.done"):
    """It is done."""

    text: Prose | None = None


class ActionDropped(Event, type="action.dropped"):
    """It is no longer to be done, for a reason."""

    text: Prose
