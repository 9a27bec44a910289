"""Packs: what was handed to whom, of which records, as of when."""

from typing import Any

from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.queries.words import listed
from projections.views import Views

Row = dict[str, Any]


def packs(views: Views) -> list[Row]:
    """One row a pack, in the order they were made."""
    names, found = Names(views), list(records(views, "pack"))
    later = {each.body["replaces"]: each.ref for each in found if "replaces" in each.body}
    return [pack(each, names) | {"replaced_by": later.get(each.ref)} for each in found]


def pack(found: Record, names: Names) -> Row:
    """A pack as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "recipient": body.get("to"),
        "recipient_name": names.recipient(body),
        "records": body["records"],
        "records_words": listed(body["records"]),
        "of_entry": f"E-{body['as_of']}",
        "texts_withheld": body.get("withheld", 0),
        "replaces": body.get("replaces"),
        "made_on": body["made_on"],
        **found.began,
        "entry": found.entry,
    }
