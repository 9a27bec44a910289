"""The dates that others set: section 55, embargoes, and the cadence of forums; and what looks wrong."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from ledger.days import last_day, uk_today
from projections.queries import words
from projections.queries.deadlines.base import At, Found, Row, state_of, still_open
from projections.queries.deadlines.forums import Met
from projections.queries.forums import due_next
from projections.queries.statutory import Response, response
from projections.queries.statutory import last_day as last_day_to_respond
from projections.queries.words import plain
from projections.views import FLAGGED

_PUBLISHED = (
    "SELECT ref, body, last FROM record WHERE noun = 'inspection' AND json_extract(body, '$.published_on') >= '2017'"
)
_RECOMMENDED = (
    "SELECT ref, body, last, inspection FROM record WHERE ref > 'REC-' AND ref < 'REC.' "
    "AND json_extract(body, '$.answer') IS NULL AND json_extract(body, '$.status') NOT IN ('withdrawn', 'superseded')"
)
_EMBARGOED = (
    "SELECT ref, body, last FROM record WHERE noun = 'document' AND json_extract(body, '$.embargo') IS NOT NULL "
    "AND coalesce(json_extract(body, '$.embargo.until'), 'none') >= ?"
)
_FLAGGED = f"SELECT ref, body, last, inspection FROM record WHERE {FLAGGED}"


# Section 55 of the Police Act 1996.


def responses(at: At, inspection: str | None) -> Iterator[Found]:
    """The response to each report, for each force that is ours; one that was sent has its own state."""
    asked, only = (" AND ref = ?", (inspection,)) if inspection else ("", ())
    for row in at.views.query(_PUBLISHED + asked, only):
        body = json.loads(row["body"])
        for force in () if "void" in body else _forces(body["forces"], at):
            found = response(body, force, at.names)
            if found:
                yield _responded(row["ref"], body, force, found, f"E-{row['last']}", at)


def _forces(forces: list[str], at: At) -> list[str]:
    """Ours, where it is known which that is and it is among them; else all."""
    return [at.force] if at.force in forces else forces


def _responded(ref: str, body: Row, force: str, found: Response, entry: str, at: At) -> Found:
    late = found.last_day < at.today
    state = "sent" if found.sent else "late" if late else "outstanding"
    of = f", for {at.names.of(force)}" if len(_forces(body["forces"], at)) > 1 else ""
    lacks = f" (not recorded: {', '.join(found.missing)})" if found.missing else ""
    more: Row = {"missing": list(found.missing), "force": force}
    if found.sent:
        more |= {"late": found.days_late, "sent_on": str(found.sent)}
    return Found(
        "section_55", ref, state, found.last_day, words.day(str(found.last_day)),
        f"Response to “{plain(body['title'])}”{of}{lacks}", f"afi response sent {ref}", at.policing_body, ref,
        (ref,), entry, more,
    )  # fmt: skip


def answers(at: At, inspection: str | None) -> Iterator[Found]:
    """Each recommendation of such a report to which nobody has answered what is done about it, or why nothing."""
    asked, only = (" AND inspection = ?", (inspection,)) if inspection else ("", ())
    for row in at.views.query(_RECOMMENDED + asked, only):
        body = json.loads(row["body"])
        day = last_day_to_respond(at.names.published_on(body))
        if day and "void" not in body and at.force in (None, body["force"]):
            yield Found(
                "section_55", row["ref"], "late" if day < at.today else "outstanding", day, words.day(str(day)),
                f"Answer to the recommendation: {plain(body['text'])}", f"afi answer {row['ref']}", at.policing_body,
                row["inspection"], (row["ref"],), f"E-{row['last']}",
                {"status": body["status"], "missing": ["the answer"], "force": body["force"]},
            )  # fmt: skip


# Embargoes, meetings, flags.


def embargoes(at: At, inspection: str | None) -> Iterator[Found]:
    """Each embargo that has not lifted by the day, with its moment as UK clocks show it."""
    day_before = str(at.today - timedelta(days=1))  # in UTC: in summer UK clocks are an hour ahead
    for row in at.views.query(_EMBARGOED, (day_before,)):
        body = json.loads(row["body"])
        until = body["embargo"].get("until")
        day = uk_today(datetime.fromisoformat(until)) if until else None
        if "void" not in body and inspection in (None, body.get("inspection")) and (day is None or day >= at.today):
            state = "lifting" if day and (day - at.today).days <= at.soon else "due" if day else "no_date"
            yield Found(
                "embargo", row["ref"], state, day, words.uk_moment(until) if until else words.until(None),
                f"Embargo on “{plain(body['title'])}”", f"afi show {row['ref']}", body["author"],
                body.get("inspection"), (row["ref"],), f"E-{row['last']}", {},
            )  # fmt: skip


def meetings(at: At) -> Iterator[Found]:
    """When each forum that has a cadence should meet next; that it cannot be said is said too."""
    for each in still_open(at.views, "forum", ("sitting",)):
        if "every" in each.body.get("cadence", ()) and each.began <= at.today:
            last = at.forums.last_met(each.ref)
            day = due_next(each.body, last.held_on if last else None)
            by = last_day(day) if day else None
            often = words.cadence(each.body["cadence"])
            yield Found(
                "meeting", each.ref, state_of(by, at), by, _next_words(day, last),
                f"{plain(each.body['name'])} meets, {often}", f"afi meeting hold {each.ref}", each.body.get("chair"),
                None, (each.ref,), each.entry, {},
            )  # fmt: skip


def _next_words(day: str | None, last: Met | None) -> str:
    if day:
        return words.day(day)
    return f"none: the day of {last.ref} is not known" if last else "none: no meeting is recorded"


def flags(at: At) -> Iterator[Found]:
    """Each flag that nobody has settled, since when it stands."""
    for row in at.views.query(_FLAGGED):
        body = json.loads(row["body"])
        for flag in () if "void" in body else body.get("flags", ()):
            if "settled" not in flag:
                yield Found(
                    "flag", row["ref"], "flagged", words.span_of(flag["on"]).last, f"since {words.span(flag['on'])}",
                    plain(flag["text"]), f"afi show {row['ref']}", None, row["inspection"], (row["ref"],),
                    f"E-{row['last']}", {},
                )  # fmt: skip
