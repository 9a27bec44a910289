"""What all that has a date shares: how it is found, how it stands on a day, and its row."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from projections.queries import words
from projections.queries.deadlines.forums import Forums
from projections.queries.deadlines.together import Together
from projections.views import Views

Row = dict[str, Any]

#: What has a date.
KINDS = {
    "improvement": "improvement",
    "action": "action",
    "expectation": "expectation",
    "section_55": "section 55",
    "embargo": "embargo",
    "meeting": "meeting",
}
#: What somebody is to do, beside what the law and the forums ask for.
WORK = ("improvement", "action", "expectation")
#: How it stands; "waiting" and "flagged" are of today's page only.
STATES = ("overdue", "late", "outstanding", "due_soon", "due", "lifting", "reported", "stale", "sent", "no_date")
#: What stands together, the most urgent first: what has passed, what is to come, what others have to do, of what
#: nobody spoke, what passed before this ledger began, what was done, and what has no date.
GROUPS = ("passed", "soon", "later", "reported", "stale", "before_ledger", "sent", "no_date")
#: An improvement that has not ended, by its status.
OPEN = ("raised", "owned", "in_progress", "reported_complete", "assured", "submitted")


class At(NamedTuple):
    """Where one looks from: the read models, the day, and what the organisation decided about days."""

    views: Views
    names: Together
    forums: Forums
    today: date
    #: From so many days before its day something is due soon.
    soon: int
    #: After so many days without an update an improvement is stale, where no forum considers it.
    stale: int
    #: The day on which this ledger began.
    began: date
    #: Whose response section 55 asks for, and for which force; none where nobody chose and there are several.
    force: str | None
    policing_body: str | None


class Found(NamedTuple):
    """Something that has a date, or should have one: in words, but before anybody is named."""

    kind: str
    ref: str
    state: str
    day: date | None
    when: str
    what: str
    #: What shows or settles it.
    command: str
    owner: str | None
    inspection: str | None
    #: The records by which it is known which forums it concerns.
    about: tuple[str | None, ...]
    entry: str
    more: Mapping[str, Any]

    def group(self, at: At) -> str:
        """Where it stands among the others."""
        if self._before_ledger(at):
            return "before_ledger"
        if self.state in ("reported", "stale", "sent", "no_date") or self.day is None:
            return self.state
        left = (self.day - at.today).days
        return "passed" if left < 0 else "soon" if left <= at.soon else "later"

    def _before_ledger(self, at: At) -> bool:
        """Whether its day passed before this ledger began, so that what came of it may only not be recorded here.

        Not so the date of what is open here: somebody set it, and it is overdue whenever it was recorded.
        """
        set_here = self.state == "overdue" and self.kind in ("improvement", "action")
        return self.day is not None and self.day < at.began <= at.today and self.state != "sent" and not set_here

    def left(self, at: At) -> int | None:
        """The days until its day, less than none where that has passed; of what was sent, how many it was late."""
        if self.state == "sent":
            return -int(self.more["late"])
        return (self.day - at.today).days if self.day else None


def state_of(day: date | None, at: At) -> str:
    """How something stands that is to be done by a day."""
    if day is None:
        return "no_date"
    left = (day - at.today).days
    return "overdue" if left < 0 else "due_soon" if left <= at.soon else "due"


class Opened(NamedTuple):
    """A record that has not ended."""

    ref: str
    body: Row
    entry: str
    said_by: str
    #: The first of the days on which it may have begun.
    began: date
    inspection: str | None


def still_open(views: Views, noun: str, statuses: tuple[str, ...], inspection: str | None = None) -> Iterator[Opened]:
    """The records of a noun that count and stand so; only of one inspection, if it is given."""
    asked = " AND r.inspection = ?" if inspection else ""
    status = "json_extract(r.body, '$.status')" if views.shadows("record") else "r.status"  # which has an index
    sql = (
        "SELECT r.ref, r.body, r.last, r.inspection, h.said_by, h.first_day FROM record r "
        "JOIN happening h ON h.position = r.first "
        f"WHERE r.noun = ? AND {status} IN ({','.join('?' * len(statuses))}){asked}"
    )
    for row in views.each(sql, (noun, *statuses, *([inspection] if inspection else ()))):
        body = json.loads(row["body"])
        if "void" not in body:
            began = date.fromisoformat(row["first_day"])
            yield Opened(row["ref"], body, f"E-{row['last']}", row["said_by"], began, row["inspection"])


def row(found: Found, at: At) -> Row:
    """It as a row: what, whose, when, how many days, and the command that shows or settles it."""
    group, days = found.group(at), found.left(at)
    return {
        "ref": found.ref,
        "kind": found.kind,
        "kind_words": KINDS.get(found.kind, found.kind),
        "state": found.state,
        "state_words": in_words(found.state, days, past=group == "before_ledger"),
        "group": group,
        "day": str(found.day) if found.day else None,
        "day_words": found.when,
        "days": days,
        "what": found.what,
        **at.names.voice("owner", found.owner, at.today),
        "inspection": found.inspection,
        "inspection_title": at.names.maybe(found.inspection),
        "status": found.more.get("status"),
        "status_words": words.STATUS.get(found.more.get("status", "")),
        "force": found.more.get("force"),
        "due_set_by": found.more.get("set_by"),
        "missing": found.more.get("missing", []),
        "sent_on": found.more.get("sent_on"),
        "command": found.command,
        "entry": found.entry,
    }


def in_words(state: str, days: int | None, *, past: bool = False) -> str:
    """How it stands, with the days; what is ``past`` is only so long ago."""
    if days is None:
        return "no date"
    far = words.counted(abs(days), "day")
    match state:
        case "late":
            return f"late by {far}"
        case "sent":
            return f"sent {far} late" if days < 0 else "sent in time"
        case "stale":
            return f"no update for {far}"
        case "reported":
            return "reported complete"
        case "waiting" | "flagged":
            return f"{state} for {far}" if days else f"{state} today"
        case "overdue":
            return f"{far} ago" if past else f"overdue by {far}"
        case "lifting":
            return "lifts today" if days == 0 else f"lifts in {far}"
    return "today" if days == 0 else f"{far} left"
