"""Status colours: those that a rule can give, and what it can give them for.

Red, amber and green mean what the organisation's rule says; blue is verified complete. White, for what is not ours, and
no colour, for what was superseded or withdrawn, are no rule's to give: they follow from how an improvement ended, as
red does of what was declined. So no rule that could be stored says otherwise.
"""

from enum import StrEnum

from ledger.vocabulary.words import say


class StatusColour(StrEnum):
    """What a rule can give to an improvement."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"


class ColourCondition(StrEnum):
    """What a rule can give a colour for."""

    CLOSED = "closed"
    CLOSED_BY_INSPECTORATE = "closed_by_inspectorate"
    ASSURED = "assured"
    SUBMITTED = "submitted"
    REPORTED_COMPLETE = "reported_complete"
    RETURNED = "returned"
    REOPENED = "reopened"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    DUE_IMMEDIATELY = "due_immediately"
    NO_DUE_DATE = "no_due_date"
    SLIPPED = "slipped"
    REVISED = "revised"
    NO_RECENT_UPDATE = "no_recent_update"
    NO_OWNER = "no_owner"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"


#: How many lines a rule can have, and the most that one can ask for.
LONGEST, LARGEST = 50, 3650
#: Those that can ask for more than so many, and of what.
COUNTED = {
    ColourCondition.OVERDUE: "day",
    ColourCondition.SLIPPED: "day",
    ColourCondition.REVISED: "time",
    ColourCondition.RETURNED: "time",
}
#: What is verified complete: an authority closed it, or another voice in the force checked it.
VERIFIED = frozenset({ColourCondition.CLOSED, ColourCondition.CLOSED_BY_INSPECTORATE, ColourCondition.ASSURED})
#: Those that another takes in whole.
WITHIN = {
    ColourCondition.CLOSED_BY_INSPECTORATE: ColourCondition.CLOSED,
    ColourCondition.DUE_IMMEDIATELY: ColourCondition.NO_DUE_DATE,
}


def asked(when: str, over: int | None) -> str:
    """A condition as people write it: "overdue", "revised more than 2 times"."""
    if not over:
        return say(when)
    unit = COUNTED.get(ColourCondition(when), "time")
    return f"{say(when)} more than {over:,} {unit}{'' if over == 1 else 's'}"


def as_line(when: str, over: int | None, colour: str) -> str:
    """A line of a rule as people write it: "overdue more than 30 days: red"."""
    return f"{asked(when, over)}: {colour}"
