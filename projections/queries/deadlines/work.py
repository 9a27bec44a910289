"""The dates of work: improvements, actions and expectations; and improvements without an update."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from ledger.days import last_day
from projections.queries import due, words
from projections.queries.deadlines.base import OPEN, At, Found, Opened, Row, state_of, still_open
from projections.queries.slippage import due_day
from projections.queries.words import plain, span_of

#: The fact since which an improvement that stands so waits for the next party.
_SINCE = {"reported_complete": "claim", "assured": "assurance", "submitted": "submission"}
#: What says something new of an improvement, each with its day; what was raised was new then.
_UPDATES = ("note", "claim", "assurance", "return", "submission", "reopening")


def improvements(at: At, inspection: str | None) -> Iterator[Found]:
    """The due date of each open improvement, and that there has been no update of it.

    What the force reported complete is not overdue: others have to check, submit and close it.
    """
    opened = list(still_open(at.views, "improvement", OPEN, inspection))
    at.names.read(each.inspection for each in opened)
    at.forums.read(each.ref for each in opened if "claim" not in each.body)
    for each in opened:
        set_, published = each.body.get("due"), at.names.published_on(each.body)
        day = due_day(set_, published, each.body["raised_on"])
        when = due.in_words(set_, due.due_on(set_, published))
        state = "reported" if day and "claim" in each.body else state_of(day, at)
        yield _improvement(each, state, day, when, "show", {"set_by": (set_ or {}).get("set_by")})
        if stale := _stale(each, at):
            since, when = stale
            yield _improvement(each, "stale", since, when, "note", {})


def _improvement(each: Opened, state: str, day: date | None, when: str, command: str, more: Row) -> Found:
    status = each.body["status"]
    more |= {"status": status, "force": each.body["force"]}
    if status in _SINCE:
        more["since"] = each.body[_SINCE[status]]["on"]
    return Found(
        "improvement", each.ref, state, day, when, plain(each.body["text"]), f"afi {command} {each.ref}",
        each.body.get("owner"), each.inspection, (each.ref,), each.entry, more,
    )  # fmt: skip


def _stale(each: Opened, at: At) -> tuple[date, str] | None:
    """Since when an improvement has had no update, if that is too long.

    The forum that considers it has met since, or it is longer than the organisation allows. What was reported
    complete waits for others.
    """
    if "claim" in each.body:
        return None
    newest = max(_updates(each.body), key=_last)
    last, said = _last(newest), f"no update since {words.span(newest)}"
    met = at.forums.newest_meeting(each.ref)
    if met and last < met.first < at.today:
        return last, f"{said}, nor since {at.names.label(met.ref)}"
    return (last, said) if last + timedelta(days=at.stale) < at.today else None


def waiting(those: Iterable[Found], status: str) -> Iterator[Found]:
    """Of all that was found the improvements that stand so, and wait for the next party since some fact."""
    for each in those:
        if each.kind == "improvement" and each.more["status"] == status and each.state != "stale":
            on = each.more["since"]
            yield each._replace(state="waiting", day=_last(on), when=f"since {words.span(on)}")


@cache
def _last(on: str) -> date:
    """The last of the days of a date; each once, for of thousands of improvements many were updated on one day."""
    return span_of(on).last


def _updates(body: Row) -> Iterator[str]:
    yield body["raised_on"]
    yield from (body[fact]["on"] for fact in _UPDATES if fact in body)


def actions(at: At, inspection: str | None) -> Iterator[Found]:
    """The due date of each action that is to be done."""
    opened = list(still_open(at.views, "action", ("open",)))
    at.names.read(each.body.get("under") for each in opened)
    at.names.read((at.names.body(each.body.get("under", "")) or {}).get("inspection") for each in opened)
    for each in opened:
        under = at.names.body(each.body.get("under", "")) or {}
        if "void" not in under and inspection in (None, under.get("inspection")):
            set_, published = each.body.get("due"), at.names.published_on(under)
            day = due_day(set_, published, each.body["added_on"])
            yield Found(
                "action", each.ref, state_of(day, at), day, due.in_words(set_, due.due_on(set_, published)),
                plain(each.body["text"]), f"afi action done {each.ref}", each.body.get("owner"),
                under.get("inspection"), (each.body.get("under"), each.body.get("meeting")), each.entry, {},
            )  # fmt: skip


def expectations(at: At, inspection: str | None) -> Iterator[Found]:
    """The day by which each thing is expected of which nobody has said what came of it; it is whose word it is."""
    opened = list(still_open(at.views, "expectation", ("open",)))
    at.names.read(each.body.get("about") for each in opened)
    for each in opened:
        about = each.body.get("about", "")
        of = about if about.startswith("INS-") else (at.names.body(about) or {}).get("inspection")
        if inspection in (None, of):
            expected = each.body.get("expected")
            day = last_day(expected["to"]) if expected else None
            yield Found(
                "expectation", each.ref, state_of(day, at), day, words.expected(expected), plain(each.body["text"]),
                f"afi expect met {each.ref}", each.said_by, of, (about or None,), each.entry, {},
            )  # fmt: skip
