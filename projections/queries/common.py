"""What can be said of any record, whatever its noun: numbers, people, links, flags, and that it does not count."""

from typing import Any

from projections.queries.names import Names
from projections.queries.records import Record

Row = dict[str, Any]


def numbers(found: Record, names: Names) -> list[Row]:
    """The numbers that others give it, and whose each is."""
    return [{"number": one["number"], **names.named("by", one.get("by"))} for one in found.body.get("numbers", ())]


def links(found: Record, names: Names) -> list[Row]:
    """What it was linked to, and how."""
    return [
        {"relation": one["relation"], "to": one["to"], "to_name": names.label(one["to"])}
        for one in found.body.get("links", ())
    ]


def flags(found: Record) -> list[Row]:
    """What looks wrong in it, numbered; ``settled`` is null while it is open, else how it was settled."""
    return [
        {
            "flag": number,
            "text": one["text"],
            "entry": f"E-{one['entry']}" if one.get("entry") else None,
            "on": one["on"],
            "settled": one.get("settled"),
            "open": "settled" not in one,
        }
        for number, one in enumerate(found.body.get("flags", ()), 1)
    ]


def open_flags(found: Record) -> list[Row]:
    """Those that nobody has settled."""
    return [flag for flag in flags(found) if flag["open"]]


def everything(found: Record, names: Names) -> Row:
    """All of it, and the names it bore, for who looks at the one record."""
    body = found.body
    return {
        "aliases": body.get("aliases", []),
        "names": [{"name": each["name"], "from": each.get("from")} for each in body.get("names", ())],
        "numbers": numbers(found, names),
        "involved": [names.named("who", one["who"]) | {"role": one["role"]} for one in body.get("involved", ())],
        "links": links(found, names),
        "flags": flags(found),
        "disclosures": [
            {**names.named("to", one.get("to")), "recipient": one.get("recipient"), "text": one.get("text"),
             "on": one["on"]}
            for one in body.get("disclosures", ())
        ],
    }  # fmt: skip
