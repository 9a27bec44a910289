"""What is missing: where a grade was carried from, what a concern recommends, who holds a post, what shows a claim."""

import json
from collections.abc import Iterator
from typing import Any

from ledger.vocabulary import kind_of
from projections.queries.checks.base import OPEN, Doubt, Look, asks, began_at, improvements, on, set_at, some, told
from projections.queries.records import COUNTS, begun_naming, records
from projections.queries.words import listed, quoted

Row = dict[str, Any]

_JUDGEMENT = ("force", "question", "overall", "outcome", "scale", "year")
#: In what part a post is answerable for an improvement.
_PARTS = {"owner": "owns", "lead": "leads"}
#: What brings the evidence of a report of completion with it.
_SHOWN_BY = ("improvement.claimed", "improvement.assured", "improvement.submitted", "improvement.noted")


@asks("carried_without_origin", "a carried grade of which the origin is not recorded here", reads="every grade")
def carried(look: Look) -> Iterator[Doubt]:
    """Each grade that is carried forward and does not say from which; and which it could be."""
    without = {
        found.ref: tuple(found.body.get(field) for field in _JUDGEMENT)
        for found in records(look.views, "grade")
        if found.body.get("basis") == "carried_forward" and "carried_from" not in found.body
    }
    origins = _origins(look, set(without.values())) if without else {}
    for ref, judged in without.items():
        begun, origin = told(look, ref, "grade.recorded")[0]["place"], origins.get(judged)
        reason = f"It is carried forward from {judged[-1]}, and from which grade is not recorded here."
        reason += f" {origin} is the same judgement." if origin else ""
        settle = f"afi correct E-{begun} carried-from={origin or 'GRD-n'} --authority TEXT --reason TEXT"
        yield Doubt(ref, began_at(look, ref), reason, settle)


def _origins(look: Look, wanted: set[tuple[Any, ...]]) -> dict[tuple[Any, ...], str]:
    """The grades that were given by inspecting and are one of these judgements."""
    inspected = (found for found in records(look.views, "grade") if found.body.get("basis") == "inspected")
    judged = ((tuple(found.body.get(field) for field in _JUDGEMENT), found.ref) for found in inspected)
    return {judgement: ref for judgement, ref in judged if judgement in wanted}


@asks("concern_without_recommendation", "a cause of concern with no recommendation", reads="every cause of concern")
def concern(look: Look) -> Iterator[Doubt]:
    """Each cause of concern without one, once its report is published."""
    for found in improvements(look, "json_extract(body, '$.kind') = 'cause_of_concern'"):
        if found["status"] in ("withdrawn", "superseded") or _report_to_come(look, found):
            continue
        raised = begun_naming(look.views, "improvement.raised", found["ref"])
        if not any(each.body.get("under") == found["ref"] for each in raised):
            settle = f"afi raise rec {found['inspection']} TEXT --under {found['ref']}"
            reason = "No recommendation is recorded under this cause of concern."
            yield Doubt(found["ref"], began_at(look, found["ref"]), reason, settle)


def _report_to_come(look: Look, concern: Row) -> bool:
    """One that was issued before the report has its recommendations from that."""
    return "accelerated" in concern and not look.names.published_on(concern)


# Posts that nobody holds.


@asks(
    "post_without_holder", "a post that owns or leads something open and that nobody holds",
    reads="every open improvement and action",
)  # fmt: skip
def post(look: Look) -> Iterator[Doubt]:
    """Each such post, with all that it owns and leads."""
    vacant: dict[str, list[tuple[str, str]]] = {}
    for post, does, ref in _parts(look):
        if kind_of(post) == "POST" and look.names.holder(post, look.today) is None:
            vacant.setdefault(post, []).append((does, ref))
    for post, parts in vacant.items():
        parts_of = {
            does: [ref for each, ref in parts if each == does] for does in dict.fromkeys(does for does, _ in parts)
        }
        does = listed([f"{does} {some(refs)}" for does, refs in parts_of.items()])
        reason = f"Nobody is recorded as holding the post of {look.names.of(post, look.today)}, which {does}."
        entry = max(set_at(look, post, "holders", "title"), *(set_at(look, ref, *_PARTS) for _, ref in parts))
        yield Doubt(post, entry, reason, f"afi people hold {post} PERSON --on DATE")


def _parts(look: Look) -> Iterator[tuple[str, str, str]]:
    """Each post with what it does, and with what that is open."""
    for found in improvements(look, OPEN):
        yield from ((found[part], does, found["ref"]) for part, does in _PARTS.items() if part in found)
    sql = f"SELECT ref, body FROM record WHERE noun = 'action' AND {COUNTS} AND json_extract(body, '$.status') = 'open'"
    for row in look.views.each(sql):
        if owner := json.loads(row["body"]).get("owner"):
            yield owner, "owns", row["ref"]


# What shows that something is complete.


@asks("claim_without_evidence", "a report of completion that no document shows", reads="every improvement")
def claim(look: Look) -> Iterator[Doubt]:
    """Each that stands and that no later entry brought a document for, unless an outsider closed it."""
    for found in improvements(look, "json_type(body, '$.claim') IS NOT NULL"):
        if found.get("closure", {}).get("closed_by") in ("inspectorate", "policing_body"):
            continue  # whoever closed it has seen for themselves
        entries = told(look, found["ref"], *_SHOWN_BY)
        claim = next(row for row in reversed(entries) if row["type"] == "improvement.claimed")
        if not any(json.loads(row["src"]) for row in entries if row["place"] >= claim["place"]):
            said = quoted(found["claim"]["evidence"])
            reason = f"It was reported complete {on(found['claim']['on'])} on these words alone: {said}"
            yield Doubt(found["ref"], claim["position"], reason, f"afi note {found['ref']} TEXT --attach FILE")
