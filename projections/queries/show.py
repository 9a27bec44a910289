"""Everything about one record: its fields, what happened to it, and what belongs to it."""

from collections.abc import Callable
from typing import Any

from ledger.vocabulary import say
from projections.queries import words
from projections.queries.documents import document
from projections.queries.entries import entry_rows
from projections.queries.findings import finding
from projections.queries.grades import grade
from projections.queries.inspections import inspection
from projections.queries.keys import keys
from projections.queries.names import Names
from projections.queries.people import organisation, person, post
from projections.queries.questions import question
from projections.queries.records import Record, record, records
from projections.queries.register import improvement, nils
from projections.queries.stats import heading
from projections.queries.timeline import timeline
from projections.views import Views

Row = dict[str, Any]

#: Fields whose name does not say enough.
_LABELS = {
    "claimed_on": "Reported complete on",
    "closed_level": "Level of completion",
    "copied": "Copied to",
    "cycle": "Year",
    "due": "Due date",
    "due_approver": "Due date approved by",
    "due_first": "First due date",
    "due_revisions": "Due date revised, times",
    "due_set_by": "Due date set by",
    "found_none": "Found none of",
    "holders": "Holders by date",
    "names": "Names by date",
    "notes": "Progress notes",
    "to": "Addressed to",
}
#: What stands beside a field for people, or is said elsewhere.
_BESIDE = ("_words", "_name", "_names", "_title", "_key", "_holder")
_ELSEWHERE = frozenset({"ref", "entry", "due_kind", "graded", "subject"})
#: The texts that are parts of a whole fact, and the fields of the row that show them.
_PARTS = {("claim", "evidence"): "evidence", ("closure", "level"): "closed_level", ("note", "text"): "last_note"}


def show(views: Views, ref: str) -> Row:
    """A record of any noun; ``UnknownReference`` where there is none.

    ``fields`` are those that were given, each with its label, value and words; ``history`` its entries in the
    order of the world; ``related`` the rows of what belongs to it, by title.
    """
    found, names = record(views, ref), Names(views)
    row = _row(views, found, names)
    row |= {f"{field}_name": names.of(row[field]) for field in ("said_by", "recorded_by") if field in row}
    erased = _erased(found.body)
    return {
        "ref": ref,
        "noun": found.noun,
        "name": names.of(ref),
        "entry": found.entry,
        "fields": [_field(row, field) for field in row if field in erased or _is_shown(row, field)],
        "history": timeline(views, [ref]),
        "related": {title: rows for title, rows in _related(views, found, names).items() if rows},
    }


def _row(views: Views, found: Record, names: Names) -> Row:
    match found.noun:
        case "organisation":
            return organisation(found)
        case "question":
            return question(found)
        case "ledger":
            return heading(views)
    rows: dict[str, Callable[[Record, Names], Row]] = {
        "improvement": improvement, "finding": finding, "grade": grade, "inspection": inspection,
        "document": document, "person": person, "post": post,
    }  # fmt: skip
    return rows[found.noun](found, names)


# Fields.


def _erased(body: Row) -> set[str]:
    """The fields of the row whose text was given and has been erased."""
    inside = {field for (fact, part), field in _PARTS.items() if (body.get(fact) or {}).get(part, "") is None}
    return inside | {field for field, value in body.items() if value is None}


def _is_shown(row: Row, field: str) -> bool:
    if field == "due":
        return row["due_kind"] is not None
    beside = field.endswith(_BESIDE) or field in _ELSEWHERE or (field == "happened_on" and "raised_on" in row)
    return not beside and row[field] not in (None, [], False, 0)


def _said(field: str, value: Any, text: str) -> Row:
    return {"field": field, "label": _LABELS.get(field, say(field).capitalize()), "value": value, "words": text}


def _field(row: Row, field: str) -> Row:
    value = row[field]
    name = row.get(f"{field}_name") or row.get(f"{field}_title")
    several = row.get(f"{field}_names") or row.get(f"{field.removesuffix('s')}_names")
    if row.get(f"{field}_words"):
        return _said(field, value, row[f"{field}_words"])
    if name:
        return _said(field, value, name if name.startswith(value) else f"{name} ({value})")
    return _said(field, value, words.listed(several) if several else _in_words(field, value))


def _in_words(field: str, value: Any) -> str:
    match value:
        case list():
            return "; ".join(_in_words(field, each) for each in value)
        case dict():
            return _fact_in_words(value)
        case None | str() if value is None or field in _TEXTS:
            return words.plain(value)
        case bool():
            return "yes"
        case str() if field.endswith("_on") or field in _DAYS:
            return words.span(value)
        case str() if field in _PARTIES:
            return words.party(value)
        case str():
            return words.moment(value) if field == "recorded_at" else say(value)
    return str(value)


#: Somebody's own words, shown as they are; dates; authorities. What is none of these is a word of the vocabulary.
_TEXTS = frozenset(
    "text title name key wording number evidence closed_level hedge last_note address aliases source origin".split()
)
_DAYS = frozenset({"dated", "fieldwork", "due_first"})
_PARTIES = frozenset({"due_set_by", "closed_by"})


def _fact_in_words(fact: Row) -> str:
    since = f" from {words.day(fact['from'])}" if fact.get("from") else ""
    match fact:
        case {"holder": holder, "holder_name": name}:
            return f"{name if holder else 'vacant'}{since}"
        case {"sense": str(sense), "text": text}:
            return f"{words.plain(text)} ({say(sense)})"
        case {"kind": str(kind), "force": _}:
            return words.KIND[kind][1]
    return words.plain(fact["name"]) + since


# What belongs to it.


def _related(views: Views, found: Record, names: Names) -> dict[str, list[Row]]:
    match found.noun:
        case "inspection" | "question":
            return _about(views, found, names)
        case "post":
            owned = _improvements(views, names, "owner", found.ref)
            return {"Owner of": owned, "Lead of": _improvements(views, names, "lead", found.ref)}
        case "person":
            return {"Posts held": _posts(views, names, found.ref)}
        case "organisation":
            return _of_organisation(views, found.ref, names)
        case "document":
            return {"Entries that cite it": _citing(views, found.ref)}
        case "ledger":
            return {"Keys": keys(views)}
    return {}


def _about(views: Views, found: Record, names: Names) -> dict[str, list[Row]]:
    inspected = found.ref if found.noun == "inspection" else None

    def of(noun: str) -> list[Record]:
        all_ = records(views, noun, inspected)
        return [each for each in all_ if inspected or each.body.get("question") == found.ref]

    return {
        "Improvements": [improvement(each, names) for each in of("improvement")],
        "Found none": nils(views, inspection=inspected) if inspected else [],
        "Grades": [grade(each, names) for each in of("grade")],
        "Findings": [finding(each, names) for each in of("finding")],
    }


def _improvements(views: Views, names: Names, field: str, post_ref: str) -> list[Row]:
    found = records(views, "improvement")
    return [improvement(each, names) for each in found if each.body.get(field) == post_ref]


def _posts(views: Views, names: Names, holder: str) -> list[Row]:
    held = ((each, each.body.get("holders", ())) for each in records(views, "post"))
    return [post(each, names) for each, holders in held if any(one["holder"] == holder for one in holders)]


def _of_organisation(views: Views, ref: str, names: Names) -> dict[str, list[Row]]:
    inspected = (
        each for each in records(views, "inspection") if ref in (each.body["inspectorate"], *each.body["forces"])
    )
    return {
        "Inspections": [inspection(each, names) for each in inspected],
        "Posts": [post(each, names) for each in records(views, "post") if each.body.get("organisation") == ref],
        "People": [person(each, names) for each in records(views, "person") if each.body.get("organisation") == ref],
    }


def _citing(views: Views, ref: str) -> list[Row]:
    cited = "SELECT position FROM citation WHERE document = ?"
    sql = f"SELECT * FROM happening WHERE position IN ({cited}) ORDER BY position"
    return list(entry_rows(views, views.query(sql, (ref,))))
