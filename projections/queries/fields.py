"""The fields of a record for people: what each is called, and its value in words."""

from typing import Any

from ledger.vocabulary import REFERENCE, say
from projections.queries import words
from projections.queries.facts import FACTS, LINES
from projections.queries.names import Names

Row = dict[str, Any]

#: Fields whose name does not say enough.
_LABELS = {
    "aliases": "Also called",
    "answer_text": "Answer in full",
    "asks": "Asks",
    "cadence": "Meets",
    "chairs": "Chairs by date",
    "claimed_on": "Reported complete on",
    "closed_level": "Level of completion",
    "copied": "Copied to",
    "cycle": "Year",
    "digest": "SHA-256",
    "due": "Due date",
    "due_approver": "Due date approved by",
    "due_first": "First due date",
    "due_revisions": "Due date revised, times",
    "due_set_by": "Due date set by",
    "embargo": "Embargoed",
    "embargoes": "Embargoes so far",
    "ended_how": "Ended as",
    "ended_reason": "Why it ended",
    "first_expected": "First expected",
    "found_none": "Found none of",
    "holders": "Holders by date",
    "involved": "People",
    "kept": "Kept here",
    "moves": "Moved, times",
    "names": "Names by date",
    "next_due": "Next meeting due",
    "notes": "Progress notes",
    "numbers": "Numbers of others",
    "of_entry": "As of",
    "practice": "Held up as practice",
    "reopened": "Reopened, times",
    "reopened_reason": "Why it was reopened",
    "returned": "Returned, times",
    "returned_reason": "Why it was returned",
    "settlement_text": "Settlement in full",
    "to": "Addressed to",
}
#: What stands beside a field for people, or is said elsewhere.
_BESIDE = ("_words", "_name", "_names", "_title", "_key", "_holder")
_ELSEWHERE = frozenset({"ref", "entry", "due_kind", "embargoed", "graded", "stage", "subject"})
#: Fields with words of their own, which say something where there is no value too.
_WORDED = {"embargo": "embargo_words", "expected": "expected_words", "next_due": "next_words"}
#: Who said and recorded it comes last.
_LAST = ("happened_on", "said_by", "recorded_by", "recorded_at", "source")
#: The texts that are parts of a whole fact, and the fields of the row that show them.
_PARTS = {
    ("answer", "text"): "answer_text",
    ("claim", "evidence"): "evidence",
    ("closure", "level"): "closed_level",
    ("dispute", "text"): "dispute",
    ("end", "text"): "ended_reason",
    ("note", "text"): "last_note",
    ("reopening", "text"): "reopened_reason",
    ("return", "text"): "returned_reason",
    ("settlement", "text"): "settlement_text",
    **{(section, "text"): section for section in words.SECTION},
}
#: Somebody's own words, shown as they are; dates; authorities. What is none of these is a word of the vocabulary.
_TEXTS = frozenset(
    "text title name key wording number evidence closed_level hedge last_note address aliases source origin purpose "
    "condition outcome file digest".split()
) | frozenset(_PARTS.values())
_DAYS = frozenset({"dated", "fieldwork", "due_first", "next_due"})
_PARTIES = frozenset({"due_set_by", "closed_by", "returned_by"})


def fields(row: Row, body: Row, names: Names) -> list[Row]:
    """Those fields of a row that were given, or given and erased, each with its label, value and words."""
    erased = _erased(body)
    ordered = sorted(row, key=lambda field: field in _LAST)
    return [_field(row, field, names) for field in ordered if field in erased or _is_shown(row, field)]


def _erased(body: Row) -> set[str]:
    """The fields of the row whose text was given and has been erased."""
    facts = [(body[fact], part, field) for (fact, part), field in _PARTS.items() if isinstance(body.get(fact), dict)]
    inside = {field for fact, part, field in facts if fact.get(part, "") is None}
    return inside | {field for field, value in body.items() if value is None}


def _is_shown(row: Row, field: str) -> bool:
    if field == "due":
        return row["due_kind"] is not None
    if row.get(_WORDED.get(field, "")):
        return True
    elsewhere = field in _ELSEWHERE or (field == "happened_on" and row.keys() & _WHEN)
    given = row[field] not in (None, [], False, 0) or row.get(f"{field}_name") is not None
    return given and not (elsewhere or field.endswith(_BESIDE))


#: Fields that say when it happened, each for its noun.
_WHEN = frozenset({"raised_on", "added_on", "held_on", "issued_on", "made_on"})


def _field(row: Row, field: str, names: Names) -> Row:
    return {
        "field": field,
        "label": label(field),
        "value": row[field],
        "words": _said(row, field, names),
    }


def label(field: str) -> str:
    """What a field is called."""
    return _LABELS.get(field, say(field).capitalize())


def _said(row: Row, field: str, names: Names) -> str:
    value = row[field]
    beside = row.get(_WORDED.get(field, f"{field}_words"))
    name = row.get(f"{field}_name") or row.get(f"{field}_title")
    several = row.get(f"{field}_names") or row.get(f"{field.removesuffix('s')}_names")
    if beside:
        return str(beside)
    if name:
        return name if name.startswith(value or "") else f"{name} ({value})"
    return words.listed(several) if several else _in_words(field, value, names)


def _in_words(field: str, value: Any, names: Names) -> str:
    match value:
        case list():
            return _several(field, [_in_words(field, each, names) for each in value])
        case dict():
            return FACTS[field](value)
        case None | str() if value is None or field in _TEXTS:
            return words.plain(value)
        case bool():
            return "yes"
        case str():
            return _word(field, value, names)
        case int() if field == "size":
            return words.counted(value, "byte")
    return str(value)


def _several(field: str, said: list[str]) -> str:
    """In a row; sentences each on a line of its own, marked as such."""
    if field not in LINES:
        return "; ".join(said)
    return "\n".join(f"- {each}" for each in said) if len(said) > 1 else said[0]


def _word(field: str, value: str, names: Names) -> str:
    if REFERENCE.fullmatch(value):
        label = names.label(value)
        return value if label.startswith(value) else f"{label} ({value})"
    if field.endswith("_on") or field in _DAYS:
        return words.span(value)
    if field in _PARTIES:
        return words.REVIEWER[value] if field == "returned_by" else words.party(value)
    return words.moment(value) if field == "recorded_at" else say(value)
