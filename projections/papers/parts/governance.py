"""Who watches over it: the forums with their chairs and cadence, and the meetings that were held."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ledger.days import last_day
from ledger.vocabulary import Role
from projections.papers.model import Row as Line
from projections.papers.model import Section
from projections.papers.parts.laying import row, section, table, without_silent
from projections.papers.parts.telling import PARTLY, Said, Telling, lines
from projections.queries import words
from projections.queries.forums import forum_row
from projections.queries.meetings import spoken_of
from projections.queries.records import Record

Row = dict[str, Any]
_FORUMS = (
    ("forum", "Forum"), ("chair", "Chair"), ("cadence", "Meets"), ("oversight", "Oversight"),
    ("last", "Last met"), ("next", "Meets next"),
)  # fmt: skip
_MEETINGS = (
    ("ref", "Ref"), ("forum", "Forum"), ("held", "Held"), ("considered", "Considered"),
    ("decided", "Decided"),
)  # fmt: skip
_NOBODY = "not recorded"


def governance(telling: Telling) -> Section:
    """The forums that have not ended."""
    met: dict[str, list[Record]] = {}
    for each in telling.meetings:
        met.setdefault(each.body["forum"], []).append(each)
    told = [each for each in telling.forums if each.ref in met or _reviews(telling, each)]
    rows = [_forum(telling, each, met.get(each.ref, [])) for each in told]
    caption = Said("Forums that review progress")
    columns, rows = without_silent("oversight", _FORUMS, rows, _NOBODY)
    blocks = [table(telling.brief, "governance/forums", caption, columns, rows)] if rows else []
    return section(telling.brief, "governance", "Governance", blocks)


def _reviews(telling: Telling, found: Record) -> bool:
    """Whether anything is recorded of how a forum reviews; being written to is no review."""
    return found.ref != telling.brief.recipe.forum or any(key in found.body for key in ("chair", "cadence", "involved"))


def _forum(telling: Telling, found: Record, met: list[Record]) -> Line:
    """A forum, by the meetings that may be told of."""
    ref, name = found.ref, telling.called(found.ref)
    prefix = f"governance/{ref}"
    if not telling.whole(found):
        rest = {key: Said(PARTLY if key == "chair" else "") for key, _ in _FORUMS[1:]}
        return row(telling.brief, prefix, ref, {"forum": name} | rest)
    told, at = forum_row(found, telling.names, met), telling.brief.at
    last = [position for each in met[-1:] for position in at(each.ref, "held_on")]
    held = words.span(told["last_held_on"]) if met else "no meeting is recorded"
    said = {
        "forum": name,
        "chair": telling.who(told["chair"], _NOBODY).also(*at(ref, "chair")),
        "cadence": Said(told["cadence_words"], at(ref, "cadence")),
        "oversight": _oversight(telling, found),
        "last": Said(held, tuple(last)),
        "next": Said(_next(told, telling.brief.today), (*at(ref, "cadence"), *last)),
    }
    return row(telling.brief, prefix, ref, said)


def _next(told: Row, today: date) -> str:
    """When it should meet next; that this day has passed is said. That there is none does not follow from nothing."""
    due, said = told["next_due"], told["next_words"].replace("none: no ", "not known: no ")
    passed = due is not None and last_day(due) < today
    return f"{said}{'; that day has passed, and no later meeting is recorded' if passed else ''}"


def _oversight(telling: Telling, found: Record) -> Said:
    """Who is recorded to oversee this very forum."""
    over = [each["who"] for each in found.body.get("involved", ()) if each["role"] == Role.OVERSIGHT]
    if not over:
        return Said(_NOBODY)
    return lines(*map(telling.who, over)).also(*telling.every(found.ref, "involved"))


# Meetings.


def meetings(telling: Telling) -> Section:
    """The meetings that spoke of what is told of, and those of the forum that the paper is put before."""
    rows = [_meeting(telling, each) for each in telling.meetings if _concerns(telling, each)]
    caption = Said("In the order in which they were held")
    blocks = [table(telling.brief, "meetings/table", caption, _MEETINGS, rows)] if rows else []
    return section(telling.brief, "meetings", "Meetings held", blocks)


def _concerns(telling: Telling, found: Record) -> bool:
    recipe = telling.brief.recipe
    if recipe.inspection is None or found.body["forum"] == recipe.forum:
        return True
    told = {*telling.refs, *(each.ref for each in telling.work)}
    return telling.whole(found) and any(ref in told for ref in spoken_of(found))


def _meeting(telling: Telling, found: Record) -> Line:
    brief, ref, body = telling.brief, found.ref, found.body
    held = brief.at(ref, "held_on")
    on = words.span_of(body["held_on"]).last
    forum = telling.called(body["forum"], on).also(*brief.at(ref, "forum"))
    told = {"ref": Said(ref, held), "forum": forum, "held": Said(words.span(body["held_on"]), held)}
    if not telling.whole(found):
        return row(brief, f"meetings/{ref}", ref, told | {"considered": Said(PARTLY), "decided": Said("")})
    considered = Said("\n".join(_considered(body)) or "none recorded", telling.every(ref, "considered"))
    decided = Said("\n".join(_decided(body)) or "none recorded", telling.every(ref, "decisions"))
    return row(brief, f"meetings/{ref}", ref, told | {"considered": considered, "decided": decided})


def _considered(body: Row) -> Iterator[str]:
    for each in body.get("considered", ()):
        yield words.listed(each["records"]) + _after(": ", each, "text")


def _decided(body: Row) -> Iterator[str]:
    for each in body.get("decisions", ()):
        about = f" (about {words.listed(each['about'])})" if each.get("about") else ""
        yield _after("", each, "text") + about


def _after(lead: str, fact: Row, field: str) -> str:
    """A text after some words, nothing where none was given."""
    return lead + (words.ERASED if fact[field] is None else str(fact[field])) if field in fact else ""
