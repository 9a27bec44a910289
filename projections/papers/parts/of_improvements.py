"""The tables in which improvements stand by how they stand, and each revision of their due dates."""

import json
from collections.abc import Callable
from typing import NamedTuple

from projections.papers.brief import Brief
from projections.papers.model import Table
from projections.papers.parts.lasting import Origin, origins
from projections.papers.parts.of_cells import Head, Line, Said, asked, due_of, grid, in_a_line, note, owner, position_of
from projections.papers.parts.of_since import Row, Since, Stands
from projections.queries import words

_Tell = Callable[[Brief, Stands], Said]


class Layout(NamedTuple):
    """The columns of a table of improvements, each with what its cells say."""

    columns: tuple[tuple[Head, _Tell], ...]

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns alone."""
        return tuple(head for head, _ in self.columns)

    def line(self, brief: Brief, each: Stands) -> Line:
        """The row of an improvement."""
        return Line(each.found.ref, each.found.ref, tuple(tell(brief, each) for _, tell in self.columns))


# What the cells say.


def _ref(brief: Brief, each: Stands) -> Said:
    return Said(each.found.ref, brief.at(each.found.ref, "text"))


def _asked(brief: Brief, each: Stands) -> Said:
    return asked(brief, each.found)


def _owner(brief: Brief, each: Stands) -> Said:
    return owner(brief, each.found)


def _due(brief: Brief, each: Stands) -> Said:
    return due_of(brief, each.found, each.found.body)


def _first(brief: Brief, each: Stands) -> Said:
    return due_of(brief, each.found, each.found.body, "first")


def _slipped(brief: Brief, each: Stands) -> Said:
    """How far from the first day; one that was first moved nearer may have slipped only since."""
    days = (each.day - each.first).days if each.day and each.first else 0
    said = "moved since, to no later than the first" if days <= 0 else words.counted(days, "day")
    return Said(said, _due(brief, each).at)


def _overdue(brief: Brief, each: Stands) -> Said:
    days = (brief.today - each.day).days if each.day else 0
    return Said(words.counted(days, "day"), _due(brief, each).at)


def _note(brief: Brief, each: Stands) -> Said:
    return note(brief, each.found)


def _status(brief: Brief, each: Stands) -> Said:
    return Said(words.STATUS[each.found.body["status"]], brief.at(each.found.ref, "status"))


def _since(brief: Brief, each: Stands) -> Said:
    """What was recorded of it since, entry by entry."""
    if not each.entries:
        return Said("nothing")
    at = tuple(row["position"] for row in each.entries)
    return Said("\n".join(in_a_line(row) for row in each.entries), at)


def _closed(brief: Brief, each: Stands) -> Said:
    closure = each.found.body["closure"]
    how = "" if closure["means"] == "other" else f", by {closure['means'].replace('_', ' ')}"
    level = f"; level of completion: {words.quoted(closure['level'])}" if "level" in closure else ""
    said = f"by {words.party(closure['closed_by'])}{how}, {words.span(closure['on'])}{level}"
    return Said(said, brief.at(each.found.ref, "closure"))


#: What somebody has yet to do, by how an improvement stands, and the fact since which it stands so.
_AWAITS = {
    "reported_complete": ("another voice in the force has to check it", "claim"),
    "assured": ("it has to be put to the inspectorate, or closed", "assurance"),
    "submitted": ("the inspectorate has to close it, or send it back", "submission"),
}


def _awaits(brief: Brief, each: Stands) -> Said:
    body, status = each.found.body, each.found.body["status"]
    awaits, fact = _AWAITS[status]
    said = f"{words.STATUS[status]}, {words.span(body[fact]['on'])}: {awaits}"
    return Said(said, brief.at(each.found.ref, "status", fact))


def _ended(brief: Brief, each: Stands) -> Said:
    """How it ended, when, and why where a reason was given."""
    end, status = each.found.body["end"], each.found.body["status"]
    by = f" by {end['by']}" if status == "superseded" else ""
    to = f", passed to {brief.names.of(end['by'], brief.today)}" if "by" in end and not by else ""
    why = f": {words.quoted(end['text'])}" if "text" in end else ""
    said = f"{words.STATUS[status]}{by}{to}, {words.span(end['on'])}{why}"
    return Said(
        said, (*brief.at(each.found.ref, "end", "status"), *(brief.at(end["by"], "name", "names") if to else ()))
    )


_REF, _ASKED = (("ref", "Ref"), _ref), (("asked", "What is asked"), _asked)
_OWNER, _DUE = (("owner", "Owner"), _owner), (("due", "Due"), _due)
_STATUS, _SINCE = (("status", "Status"), _status), (("since", "Recorded since"), _since)
#: By group: the columns.
TABLES = {
    "done": Layout((_REF, _ASKED, _OWNER, (("closed", "Closed"), _closed), _SINCE)),
    "on_course": Layout((_REF, _ASKED, _OWNER, _DUE, _STATUS, _SINCE)),
    "slipped": Layout((
        _REF, _ASKED, _OWNER, (("first", "First due"), _first), _DUE, (("later", "Later by"), _slipped), _STATUS,
        _SINCE,
    )),
    "overdue": Layout((
        _REF, _ASKED, _OWNER, _DUE, (("overdue", "Overdue by"), _overdue),
        (("note", "Latest progress note"), _note), _SINCE,
    )),
    "awaiting": Layout((_REF, _ASKED, _OWNER, (("awaits", "Awaits"), _awaits), _SINCE)),
    "undated": Layout((_REF, _ASKED, _OWNER, _DUE, _STATUS, _SINCE)),
    "otherwise": Layout((_REF, _ASKED, (("ended", "How it ended"), _ended), _SINCE)),
    "partly": Layout((_REF, (("asked", "What is asked"), lambda brief, each: _lasting(brief, each)))),
}  # fmt: skip


def _lasting(brief: Brief, each: Stands) -> Said:
    """The text alone: its parts may have come later."""
    return Said(each.found.body["text"], brief.at(each.found.ref, "text"))


# Revisions.


def revisions(brief: Brief, since: Since) -> Table:
    """Each revision of the due dates of these improvements, the earlier ones too, with its reason."""
    heads: tuple[Head, ...] = (
        ("ref", "Ref"), ("from", "From"), ("to", "To"), ("days", "How far"), ("by", "Set by"),
        ("reason", "Reason"), ("when", "When"), ("recorded", "Recorded"),
    )  # fmt: skip
    set_at = _set_at(brief, {slip["ref"] for slip in since.slips})
    found = origins(brief.views, (slip["entry"] for slip in since.slips))
    lines = [
        Line(found[slip["entry"]].entry, slip["ref"],
             _revision(slip, since.after, set_at[slip["ref"]], found[slip["entry"]]))
        for slip in since.slips
    ]  # fmt: skip
    caption = "Each revision of a due date, the earlier ones too"
    return grid(brief, "revisions", caption, heads, lines, "No due date of these improvements was ever revised.")


def _set_at(brief: Brief, refs: set[str]) -> dict[str, list[int]]:
    """The entries that ever set the due dates of some improvements, in the order of recording."""
    sql = (
        "SELECT ref, position FROM change WHERE field = 'due' AND ref IN (SELECT value FROM json_each(?)) "
        "ORDER BY position"
    )
    found: dict[str, list[int]] = {ref: [] for ref in refs}
    for row in brief.views.query(sql, (json.dumps(sorted(refs)),)):
        found[row["ref"]].append(row["position"])
    return found


def _revision(slip: Row, after: int, set_at: list[int], origin: Origin) -> tuple[Said, ...]:
    """A revision; how far it moved the date rests on the entry before it, too."""
    at, entry = (position_of(slip["entry"]),), slip["entry"]
    passed = ", after it had passed" if slip["after_passed"] else ""
    reason = Said(origin.reason or "none recorded", (origin.position, *at))
    when = f"{words.span(slip['happened_on'])}, said by {slip['said_by_name']}"
    moved = (*at, *[position for position in set_at if position < at[0]][-1:])
    return (
        Said(slip["ref"], at), Said(slip["from_words"], moved), Said(slip["to_words"], at),
        Said(slip["days_words"] + passed, moved), Said(_set_by(slip), at), reason, Said(when, at),
        Said(f"{entry}, {'since' if at[0] > after else 'before'}", at),
    )  # fmt: skip


def _set_by(slip: Row) -> str:
    approved = f", approved by {slip['due_approver_name']}" if slip["due_approver"] else ", no approval recorded"
    return (words.party(slip["due_set_by"]) if slip["due_set_by"] else "not recorded") + approved
