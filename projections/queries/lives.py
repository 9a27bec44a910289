"""The life of a record: what it was after each of its entries, field by field as `afi show` shows it.

A field was set by the entry that changed it, or that said again what it is: the newest note, though it be by the same
post as the one before. A correction set what it changed, and nothing else.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.vocabulary import KINDS, LEDGER, kind_of, say
from projections.lens import Lens, lifted, looking
from projections.queries import words
from projections.queries.common import everything
from projections.queries.entries import UNDONE, entry_rows
from projections.queries.fields import fields
from projections.queries.forums import forum_row
from projections.queries.improvements import note
from projections.queries.meetings import held
from projections.queries.names import Names
from projections.queries.records import Record, body
from projections.queries.settings import colour_lines
from projections.queries.show import not_counting, row_of, voices
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log

Row = dict[str, Any]
Fields = dict[str, Row]
#: The fields that are parts of one fact, of those facts that can be said again as they were.
_PARTS = {
    "answer": "answer_text answered_on answered_by",
    "assurance": "assured_on assured_by",
    "claim": "claimed_on evidence",
    "closure": "closed_on closed_by closed_how closed_level",
    "dispute": "disputed_on",
    "due": "days_slipped due_set_by due_approver",
    "end": "ended_on ended_how ended_reason superseded_by passed_to",
    "note": "last_note last_note_on last_note_by last_note_after_closure",
    "reopening": "reopened_reason",
    "return": "returned_on returned_by returned_reason",
    "settlement": "settled_on settlement_text",
    "submission": "submitted_on",
}
#: What follows from other records, from a rule or from the day, and was set by no entry of this one.
FOLLOWS = frozenset("meetings last_meeting last_held_on next_due colour".split())
#: The fact of which a field is a part.
FACT_OF = {field: fact for fact, parts in _PARTS.items() for field in parts.split()}
#: What is told of the entry that set a field.
TOLD = (
    "entry", "type", "sentence", "happened_on", "happened_on_words", "when", "said_by", "said_by_name",
    "said_by_holder", "said_by_holder_name", "recorded_by", "recorded_by_name", "recorded_at", "source", "why",
    "authority", "fixes", "corrected_by", "undone_by",
)  # fmt: skip


class State(NamedTuple):
    """What an entry (a row of the table ``happening``) left of its record, and which fields it set."""

    entry: sqlite3.Row
    fields: Fields
    set: frozenset[str]

    @property
    def position(self) -> int:
        """Where the entry stands."""
        return int(self.entry["position"])


def life(log: "Log", views: Views, lens: Lens, ref: str, names: Names, after: int = 0) -> list[State]:
    """A record after each of the entries that are seen through ``lens``, which is looked through already.

    With ``after``, from the last state on that was reached by that entry.
    """
    entries = views.query("SELECT * FROM happening WHERE stream = ? AND NOT void ORDER BY position", (ref,))
    changes = _changes(views, ref)
    body_at = _seen(log, views, lens, entries) if lens.at or lens.told else _recorded(entries, changes)
    states, former = [], Fields()
    for number, (entry, coming) in enumerate(zip(entries, [*entries[1:], None], strict=True), 1):
        if coming is None or coming["position"] > after:
            found = _record(ref, entries[:number], body_at(entry["position"]))
            now = _fields(views, found, names)
            states.append(State(entry, now, _set(former, now, entry, changes)))
            former = now
    return states


def told(views: Views, states: Iterable[State], names: Names) -> list[Row]:
    """What is told of the entries of some states."""
    rows = entry_rows(views, [state.entry for state in states], names)
    return [{key: row[key] for key in TOLD} for row in rows]


def standing(told: Sequence[Row]) -> list[Row]:
    """Of the entries that set a field, those that count: none that was undone, and no undoing where others are left."""
    left = [each for each in told if not each["undone_by"] and each["type"] != UNDONE]
    return left or list(told)


def called(ref: str, now: Fields, names: Names) -> str:
    """What a record is called; a grade by what it is of."""
    label = names.label(ref)
    if label != ref or not now.keys() & {"question", "overall"} or "outcome" not in now:
        return label
    subject = now["question"]["words"] if "question" in now else f"{now['overall']['words']} overall"
    return f"{subject}: {now['outcome']['words']}"


# What it was.


def _changes(views: Views, ref: str) -> dict[int, Row]:
    """What each entry made of the fields that it changed, as it is stored."""
    found: dict[int, Row] = {}
    for row in views.query("SELECT position, field, value FROM change WHERE ref = ?", (ref,)):
        found.setdefault(row["position"], {})[row["field"]] = row["value"]
    return found


def _recorded(entries: Sequence[sqlite3.Row], changes: Mapping[int, Row]) -> Callable[[int], Row]:
    """Its body after each entry, by what each changed."""
    bodies: dict[int, Row] = {}
    now: dict[str, str] = {}
    for position in (entry["position"] for entry in entries):
        now |= changes.get(position, {})
        bodies[position] = {field: value for field, value in now.items() if value}
    return lambda position: {field: json.loads(value) for field, value in bodies[position].items()}


def _seen(log: "Log", views: Views, lens: Lens, entries: Sequence[sqlite3.Row]) -> Callable[[int], Row]:
    """Its body after each entry as a day shows it: what is hidden of it cannot be told from its changes."""

    def body_at(position: int) -> Row:
        if position == entries[-1]["position"]:
            return body(views, entries[-1]["stream"]) or {}
        with lifted(views, lens), looking(log, views, lens._replace(as_of=position)):
            return body(views, entries[-1]["stream"]) or {}

    return body_at


def _record(ref: str, entries: Sequence[sqlite3.Row], fields_: Row) -> Record:
    """A record as the last of its entries so far left it. What corrects its beginning is its beginning."""
    first = entries[0]["position"]
    begun = next(entry for entry in reversed(entries) if first in (entry["position"], entry["fixes"]))
    began = {
        "happened_on": words.iso(begun["on_from"], begun["on_to"]),
        "said_by": begun["said_by"],
        "recorded_by": begun["recorded_by"],
        "recorded_at": begun["at"],
        "source": json.loads(begun["src"]),
    }
    return Record(ref, KINDS.get(kind_of(ref), "ledger"), entries[-1]["position"], fields_, began)


# Field by field.


class _Then(Names):
    """What to call records, where one of them is as it was then: a post says itself who holds it."""

    def __init__(self, views: Views, names: Names, found: Record) -> None:
        super().__init__(views)
        self._others, self._found = names, found

    def body(self, ref: str) -> Row | None:
        """The fields of a record."""
        return self._found.body if ref == self._found.ref else self._others.body(ref)


def _fields(views: Views, found: Record, names: Names) -> Fields:
    if not found.body:
        return {}
    then = _Then(views, names, found)
    rows = _of_the_ledger(found.body, then) if found.ref == LEDGER else _shown(views, found, then)
    return {row["field"]: row for row in [*rows, *_not_counting(found)]}


def _shown(views: Views, found: Record, names: Names) -> list[Row]:
    row = row_then(views, found, names)
    return fields(row | voices(row, names), found.body, names)


def row_then(views: Views, found: Record, names: Names) -> Row:
    """A record as a row, with all that one of its noun can have."""
    if found.noun == "forum":
        return forum_row(found, names, held(views, found.ref)) | everything(found, names) | note(found.body, names)
    return row_of(views, found, names, None)


def _not_counting(found: Record) -> Iterator[Row]:
    void = not_counting(found)
    if void:
        label, _, why = void["words"].partition(": ")
        yield {
            "field": "void",
            "label": label,
            "value": {key: void[key] for key in ("reason", "of", "on")},
            "words": why,
        }


def _of_the_ledger(fields_: Row, names: Names) -> Iterator[Row]:
    """What the ledger goes by: each setting and key as a field of its own."""
    yield _field("origin", "Origin", fields_["origin"], fields_["origin"])
    if "fictitious" in fields_:
        yield _field("fictitious", "Fictitious", True, "yes")
    for name, chosen in fields_.get("settings", {}).items():
        value = chosen.get("organisation", chosen.get("days"))
        said = words.counted(value, "day") if isinstance(value, int) else f"{names.of(value)} ({value})"
        label = words.SETTING[name]
        yield _field(name, label[:1].upper() + label[1:], value, said)
    if "colours" in fields_:
        lines = colour_lines(fields_["colours"])
        yield _field("colours", "Status colours", lines, "; ".join(lines))
    for name, key in fields_.items():
        if name.startswith("key."):
            said = f"{key['status']}, may {words.listed(key['rights'])}"
            yield _field(name, f"Key {name[4:12]} of {names.of(key['person'])}", key, said)
    for name, title in (("definitions", "term"), ("context", "inspection")):
        if name in fields_:
            yield _field(name, say(name).capitalize(), fields_[name], _stated(fields_[name], title))
    for name, (called, say_it) in _PROOF.items():
        if name in fields_:
            yield _field(name, called, fields_[name], say_it(fields_[name], names))


def _first(fact: Row, of: str) -> str:
    return f"the first {words.counted(fact[of], 'entry', 'entries')}, {words.span(fact['on'])}"


def _asked(fact: Row, names: Names) -> str:
    return (f"{names.of(fact['to'])}, " if "to" in fact else "") + words.span(fact["on"])


#: What the ledger does to be believed: what each field is called, and how it is said.
_PROOF: dict[str, tuple[str, Callable[[Any, Names], str]]] = {
    "follows": ("Goes on from", lambda fact, _: f"{fact['origin']}, after its entry E-{fact['size']}"),
    "carried": ("Carried over", lambda fact, _: _first(fact, "entries")),
    "policy": ("Policy of countersignatures", lambda fact, _: f"stated {words.span(fact['on'])}"),
    "countersignatures_asked": (
        "Countersignatures asked",
        lambda facts, names: "\n".join(f"- {_asked(fact, names)}" for fact in facts),
    ),
    "countersignatures": (
        "Countersignatures",
        lambda facts, _: "\n".join(f"- {_first(fact, 'size')}" for fact in facts),
    ),
    "erased": ("Texts erased", lambda count, _: str(count)),
}


def _stated(facts: Sequence[Row], title: str) -> str:
    lines = [f"- {words.plain(fact.get(title, 'the country'))}: {words.plain(fact['text'])}" for fact in facts]
    return "\n".join(lines)


def _field(field: str, label: str, value: Any, said: str) -> Row:
    return {"field": field, "label": label, "value": value, "words": said}


# Which fields an entry set.


def differs(was: Row | None, now: Row | None) -> bool:
    """Whether a field is another, or there now, or gone."""
    return was is None or now is None or (was["value"], was["words"]) != (now["value"], now["words"])


def _set(former: Fields, now: Fields, entry: sqlite3.Row, changes: Mapping[int, Row]) -> frozenset[str]:
    changed = {field for field in former | now if differs(former.get(field), now.get(field))}
    if entry["fixes"] is None:
        said = changes.get(entry["position"], {})
        changed |= {field for field in now if field in said or FACT_OF.get(field) in said}
    return frozenset(changed - FOLLOWS)
