"""Organisations by the names they bore, people, and posts by who held them."""

from datetime import date
from typing import Any

from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def organisations(views: Views, kind: str | None = None) -> list[Row]:
    """Each organisation with its newest name and every name it has had, and from when."""
    found = records(views, "organisation")
    return [organisation(each) for each in found if kind in (None, each.body["kind"])]


def organisation(found: Record) -> Row:
    """An organisation as a row."""
    return {
        "ref": found.ref,
        "kind": found.body["kind"],
        "name": found.body["name"],
        "names": [{"name": each["name"], "from": each.get("from")} for each in found.body["names"]],
        "entry": found.entry,
    }


def posts(views: Views, on: date | None = None) -> list[Row]:
    """Each post with its holder at the end of a day, or by the newest change, and all its holders; null is vacant."""
    names = Names(views)
    return [post(found, names, on) for found in records(views, "post")]


def post(found: Record, names: Names, on: date | None = None) -> Row:
    """A post as a row."""
    held = [names.named("holder", each["holder"]) | {"from": each["from"]} for each in found.body.get("holders", ())]
    return {
        "ref": found.ref,
        "title": found.body["title"],
        **names.named("organisation", found.body.get("organisation")),
        **names.named("holder", names.holder(found.ref, on)),
        "holders": held,
        "entry": found.entry,
    }


def persons(views: Views) -> list[Row]:
    """Each person with the posts held by the newest changes of holder."""
    names = Names(views)
    holding: dict[str, list[Row]] = {}
    for found in records(views, "post"):
        newest = (found.body.get("holders") or [{"holder": None}])[-1]
        if newest["holder"]:
            held = names.named("post", found.ref) | {"from": newest["from"]}
            holding.setdefault(newest["holder"], []).append(held)
    return [person(found, names) | {"posts": holding.get(found.ref, [])} for found in records(views, "person")]


def person(found: Record, names: Names) -> Row:
    """A person as a row."""
    return {
        "ref": found.ref,
        "name": found.body["name"],
        **names.named("organisation", found.body.get("organisation")),
        "entry": found.entry,
    }
