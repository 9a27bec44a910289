"""Section 55 of the Police Act 1996: the local policing body's response to a report of the inspectorate.

It publishes its comments, with the chief officer's, within 56 days beginning with the day of publication, and sends
copies to the inspectorate and to the Secretary of State; of each recommendation it says what it has done or proposes
to do, or why nothing (since the Policing and Crime Act 2017, section 37: for reports published from 2 May 2017). Each
report has its response: one that answers two alike is recorded for both. Here it is outstanding until the sending to
both is recorded. Where the day of publication or sending is not known, nothing is late that may have been in time.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from ledger.days import Span
from ledger.vocabulary import kind_of
from projections.queries.names import Names
from projections.queries.words import span_of

Row = dict[str, Any]
DAYS = 56
IN_FORCE = date(2017, 5, 2)
#: Of what kind the Secretary of State's department is recorded; a person or post with no organisation will do too.
_OF_STATE = frozenset({"department", "other", None})


class Response(NamedTuple):
    """The response to one report for one force."""

    #: The last of the days on which it is in time.
    last_day: date
    #: When the last of the copies was sent; none while one is not.
    sent: Span | None
    #: What is not recorded yet.
    missing: tuple[str, ...]

    @property
    def days_late(self) -> int:
        """By how many days it was sent late."""
        return max(0, (self.sent.first - self.last_day).days) if self.sent else 0


def last_day(published_on: str | None) -> date | None:
    """The last day for the response to a report; none where section 55 does not ask for one."""
    if published_on is None or span_of(published_on).last < IN_FORCE:
        return None
    return span_of(published_on).last + timedelta(days=DAYS - 1)


def response(inspection: Row, force: str, names: Names) -> Response | None:
    """How far the response for a force has come; none where section 55 asks for none."""
    by = last_day(inspection.get("published_on"))
    if by is None:
        return None
    steps = [step for step in inspection.get("responses", ()) if step["force"] == force]
    done = {step["step"] for step in steps}
    copies = {whom: _first_sent(steps, whom, inspection, names) for whom in _READERS}
    sent = [span for span in copies.values() if span]
    if len(sent) == len(copies):
        return Response(by, max(sent, key=lambda span: span.last), ())
    missing = [words for step, words in _STEPS.items() if step not in done]
    unsent = [whom for whom, span in copies.items() if span is None]
    return Response(by, None, (*missing, f"copies to {' and '.join(unsent)}"))


#: What comes before the copies.
_STEPS = {"commented": "comments", "published": "publication"}
_READERS = ("the inspectorate", "the Secretary of State")


def _first_sent(steps: list[Row], whom: str, inspection: Row, names: Names) -> Span | None:
    """When the first copy went to one of those who are to have one."""
    sent = [
        span_of(step["on"])
        for step in steps
        if step["step"] == "sent" and any(_reader(to, inspection, names) == whom for to in step.get("to", ()))
    ]
    return min(sent, key=lambda span: span.last, default=None)


def _reader(ref: str, inspection: Row, names: Names) -> str | None:
    """Which of the two a recipient is, or belongs to; none where it is neither."""
    if ref == inspection["inspectorate"]:
        return _READERS[0]
    found = names.body(ref) or {}
    kind = found["kind"] if kind_of(ref) == "ORG" else _kind(found.get("organisation"), names)
    if kind == "inspectorate":
        return _READERS[0]
    return _READERS[1] if kind in _OF_STATE and kind_of(ref) != "FOR" else None


def _kind(organisation: str | None, names: Names) -> str | None:
    return (names.body(organisation) or {}).get("kind") if organisation else None
