"""What would be refused today: another record was corrected or voided since, or a report came out later than it seemed.

Rules hold what is recorded against the other records as they stand then. When one of those is corrected afterwards,
only its own entries are held against it; what others made of it is found here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from projections.queries.checks.base import Doubt, Look, asks, improvements, on, set_at, told
from projections.queries.records import Record, record, records
from projections.queries.words import span, span_of

Row = dict[str, Any]
_JUDGEMENT = ("force", "question", "overall", "outcome", "scale", "year")
#: What stands for the value of a field in a command.
_TYPED = {
    "inspection": "INS-n",
    "force": "ORG-n",
    "question": "QUE-n",
    "scale": "SCALE",
    "carried_from": "GRD-n",
    "under": "COC-n",
}


class _Misfit(NamedTuple):
    """What does not fit: with which other record, why, by which field of this one, and by which of the other's."""

    other: str
    why: str
    field: str
    fields: tuple[str, ...] = ()


@asks(
    "no_longer_fits", "what could not be recorded so any more, another record having been corrected or voided since",
    reads="every improvement, grade and finding",
)  # fmt: skip
def misfits(look: Look) -> Iterator[Doubt]:
    """Each record, with what another one says of it that its own rules forbid."""
    for noun in ("improvement", "grade", "finding"):
        for found in records(look.views, noun):
            for misfit in _of(look, found):
                since = set_at(look, misfit.other, "void", *misfit.fields)
                entry = max(set_at(look, found.ref, misfit.field), since)
                reason = f"{misfit.why}, as E-{since} has it." if since == entry else f"{misfit.why}."
                yield Doubt(found.ref, entry, reason, _settle(look, found, misfit))


def _settle(look: Look, found: Record, misfit: _Misfit) -> str:
    """The command that puts right what says so: a link, what took its place, or how it began."""
    begun = told(look, found.ref, f"{found.noun}.raised", f"{found.noun}.recorded")[0]
    change = f"{misfit.field.replace('_', '-')}={_TYPED.get(misfit.field, '')}"
    if misfit.field == "links":
        links = told(look, found.ref, "record.linked")
        begun, change = next(row for row in links if misfit.other in row["data"]), "relation=related"
    if misfit.field == "end":
        begun, change = told(look, found.ref, "improvement.superseded")[-1], "by=REF"
    return f"afi correct E-{begun['place']} {change} --authority TEXT --reason TEXT"


def _of(look: Look, found: Record) -> Iterator[_Misfit]:
    yield from _inspected(look, found)
    if found.noun == "grade":
        yield from _origin(look, found)
    if found.noun == "improvement":
        yield from _under(look, found)
        yield from _successor(look, found)
        for link in found.body.get("links", ()):
            if link["relation"] == "recurrence_of":
                yield from _earlier(look, found, link["to"])


def _inspected(look: Look, found: Record) -> Iterator[_Misfit]:
    """Its inspection inspected the force, on this scale, by the question's framework."""
    body, ref = found.body, found.body["inspection"]
    inspection = _body(look, ref)
    if "void" in inspection:
        yield _Misfit(ref, f"{ref}, which it is of, does not count", "inspection")
        return
    if body["force"] not in inspection["forces"]:
        yield _Misfit(ref, f"{ref} did not inspect {body['force']}", "force", ("forces",))
    if body.get("basis") == "inspected" and body["scale"] != inspection["scale"]:
        yield _Misfit(ref, f"{ref} does not grade on its scale", "scale", ("scale",))
    question = body.get("question")
    if question and _body(look, question).get("framework") != inspection["framework"]:
        why = f"{question} is of another framework than {ref}"
        yield _Misfit(question, why, "question", ("framework",))


def _origin(look: Look, found: Record) -> Iterator[_Misfit]:
    origin = found.body.get("carried_from")
    if not origin:
        return
    other, which = _body(look, origin), f"{origin}, which it was carried from,"
    if "void" in other:
        yield _Misfit(origin, f"{which} does not count", "carried_from")
    elif any(other.get(field) != found.body.get(field) for field in _JUDGEMENT):
        yield _Misfit(origin, f"{which} is another judgement", "carried_from", _JUDGEMENT)


def _under(look: Look, found: Record) -> Iterator[_Misfit]:
    concern, places = found.body.get("under"), ("inspection", "force")
    if not concern:
        return
    other, which = _body(look, concern), f"{concern}, which it stands under,"
    if "void" in other:
        yield _Misfit(concern, f"{which} does not count", "under")
    elif any(other[place] != found.body[place] for place in places):
        yield _Misfit(concern, f"{which} is of another inspection or force", "under", places)


def _successor(look: Look, found: Record) -> Iterator[_Misfit]:
    end = found.body.get("end", {})
    if end.get("how") != "superseded":
        return
    other, which = _body(look, end["by"]), f"{end['by']}, which took its place,"
    if "void" in other:
        yield _Misfit(end["by"], f"{which} does not count", "end")
    elif "raised_on" in other and _last(other["raised_on"]) < _first(found.body["raised_on"]):
        yield _Misfit(end["by"], f"{which} was raised before it", "end", ("raised_on",))


def _earlier(look: Look, found: Record, to: str) -> Iterator[_Misfit]:
    """A recurrence is of an earlier improvement or weakness, of another inspection."""
    other, which = _body(look, to), f"{to}, which it is a recurrence of,"
    on = other["raised_on"] if "raised_on" in other else record(look.views, to).began["happened_on"]
    if "void" in other:
        yield _Misfit(to, f"{which} does not count", "links")
    elif other.get("sense") in ("strength", "neutral"):
        yield _Misfit(to, f"{which} is no weakness", "links", ("sense",))
    elif other["inspection"] == found.body["inspection"]:
        yield _Misfit(to, f"{which} is of the same inspection", "links", ("inspection",))
    elif _last(on) >= _first(found.body["raised_on"]):
        yield _Misfit(to, f"{which} is of {span(on)}, which is not before it", "links", ("raised_on",))


def _body(look: Look, ref: str) -> Row:
    return look.names.body(ref) or {}


def _first(on: str) -> date:
    return span_of(on).first


def _last(on: str) -> date:
    return span_of(on).last


# A report that came out later than what it asks for.


@asks("raised_before_report", "what was raised before its report was published", reads="every improvement")
def before_report(look: Look) -> Iterator[Doubt]:
    """Each improvement of an earlier day than its report, unless it may come before."""
    for found in improvements(look, "json_type(body, '$.accelerated') IS NULL"):
        published = look.names.published_on(found)
        if published is None or _last(found["raised_on"]) >= _first(published) or _came_early(look, found):
            continue
        reason = f"It was raised {on(found['raised_on'])}, before its report was published {on(published)}."
        begun = told(look, found["ref"], "improvement.raised")[0]["place"]
        entry = max(set_at(look, found["ref"], "raised_on"), set_at(look, found["inspection"], "published_on"))
        settle = f"afi correct E-{begun} --on {published.partition('/')[0]} --authority TEXT --reason TEXT"
        yield Doubt(found["ref"], entry, reason, settle)


def _came_early(look: Look, found: Row) -> bool:
    """A recommendation may come with a cause of concern that was issued before the report."""
    return "accelerated" in _body(look, found.get("under", ""))
