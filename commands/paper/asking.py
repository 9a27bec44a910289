"""What is asked of a paper: before whom, of which day, about what; and the recipe that follows from it."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from commands.context import Reading
from commands.parameters import option
from ledger import days
from ledger.errors import RuleBroken, Unreadable
from projections.queries import words

if TYPE_CHECKING:
    from projections.papers.recipe import Recipe

Forum = Annotated[str, option("--forum", metavar="FORUM", help="The forum that it is put before.")]
Meeting = Annotated[str, option("--meeting", metavar="MEETING", help="The meeting that it was put before.")]
Dated = Annotated[
    str, option("--dated", metavar="DATE", help="The date that it bears; unsaid, that of the meeting, or today.")
]
Inspection = Annotated[
    str, option("--inspection", "-i", metavar="INSPECTION", help="The inspection that it is about; unsaid, all.")
]


class Wish(NamedTuple):
    """What was asked of every kind of paper."""

    forum: str = ""
    meeting: str = ""
    dated: str = ""
    inspection: str = ""
    embargoed: bool = False
    #: Or: as a paper was begun.
    paper: str = ""


def recipe_of(reading: Reading, kind: str, wish: Wish, **more: Any) -> "Recipe":
    """What is to be composed, of the ledger as it is now. Refuses a forum and a date that a meeting contradicts."""
    from projections.papers.recipe import Recipe, lifted_by

    asked = _as_begun(reading, kind, wish, more) if wish.paper else _as_asked(reading, wish) | more
    moment = lifted_by(reading.views, asked["dated"], datetime.now(UTC))
    return Recipe(kind=kind, as_of=reading.head.size, moment=moment, embargoed=wish.embargoed, **asked)


def _as_asked(reading: Reading, wish: Wish) -> dict[str, Any]:
    forum, dated, meeting = _put_before(reading, wish)
    return {"forum": forum, "dated": dated, "meeting": meeting, "inspection": reading.named(wish.inspection, "INS")}


def _as_begun(reading: Reading, kind: str, wish: Wish, more: dict[str, Any]) -> dict[str, Any]:
    """Of what a paper was begun. Refuses whatever says so a second time, and a paper of another kind."""
    from projections.queries.records import record

    if any(more.values()) or wish != Wish(paper=wish.paper, embargoed=wish.embargoed):
        raise Unreadable("What --paper was begun for is said otherwise too.", "Give --paper, or the other options.")
    ref = str(reading.named(wish.paper, "PAP"))
    body = record(reading.views, ref).body
    if body.get("kind") != kind:
        other = (
            f"Compose it with `afi paper {body['kind']}`." if "kind" in body else "`afi paper list` shows the others."
        )
        raise RuleBroken(f"{ref} was not begun as a {words.PAPER[kind].lower()}.", other)
    asked = {part: body.get(part) for part in ("forum", "meeting", "inspection")}
    return asked | {"dated": date.fromisoformat(body["dated"]), "records": tuple(body.get("records", ()))}


def _put_before(reading: Reading, wish: Wish) -> tuple[str | None, date, str | None]:
    """The forum, the date and the meeting."""
    from projections.queries.records import record

    forum = reading.named(wish.forum, "FOR")
    if not wish.meeting:
        return forum, _day(wish.dated, days.uk_today()), None
    meeting = str(reading.named(wish.meeting, "MTG"))
    met = record(reading.views, meeting).body
    if forum not in (None, met["forum"]):
        raise RuleBroken(f"{meeting} is not a meeting of {forum}.", "Leave --forum out, or name another meeting.")
    return met["forum"], _day(wish.dated or met["held_on"], days.uk_today()), meeting


def _day(typed: str, today: date) -> date:
    if not typed:
        return today
    span = days.parse(typed, today)
    if span.first != span.last:
        raise Unreadable(f"{words.span(str(span))} is not one day.", "Give the date that the paper bears: --dated.")
    return span.first
