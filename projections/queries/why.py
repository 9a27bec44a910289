"""Why a record says what it says: who last set each field, when and from what; or the whole life of one field."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from ledger.errors import UnknownReference, Unreadable
from projections.lens import Lens
from projections.queries import lives, slippage, words
from projections.queries.colour import Colours
from projections.queries.due import days_moved
from projections.queries.erasures import told_of_field
from projections.queries.fields import fields, label
from projections.queries.lives import Fields, State, life
from projections.queries.names import Names, folded
from projections.queries.records import record
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log

Row = dict[str, Any]
#: The fields that say by when: how far each value is from the one before is counted.
_DATED = frozenset({"due", "expected"})


def why(log: "Log", views: Views, lens: Lens, ref: str, today: date | None = None) -> list[Row]:
    """One row a field that the record has, as `afi show` has them, with the entry that last set it.

    ``times`` is how often it was set. What follows from others, from a rule or from the day was set by none: there
    ``entry`` is null.
    """
    names = Names(views)
    states = _states(log, views, lens, ref, names, today)
    now = states[-1].fields
    told, name = lives.told(views, states, names), lives.called(ref, now, names)
    rows = []
    for key, field in now.items():
        setting = lives.standing([entry for state, entry in zip(states, told, strict=True) if key in state.set])
        newest = setting[-1] if setting else dict.fromkeys(lives.TOLD)
        rows.append({"ref": ref, "name": name, **field, "times": len(setting), **newest})
    return [told_of_field(views, row) for row in rows]


def whole_life(log: "Log", views: Views, lens: Lens, ref: str, typed: str, today: date | None = None) -> list[Row]:
    """Each time that one field was set, the oldest first, with its value then and how it came about.

    ``value`` is null where the entry took it away. ``days`` are those by which a date moved, ``days_in_all`` since the
    first. The field is named by its label or key, or so much of either as fits only one.
    """
    names = Names(views)
    states = _states(log, views, lens, ref, names, today)
    name, label = _meant(states, typed) or _without(views, ref, typed, states, names)
    setting = [state for state in states if name in state.set]
    told = lives.told(views, setting, names) or [dict.fromkeys(lives.TOLD)]
    setting = setting or states[-1:]
    values = [_value(state.fields.get(name)) for state in setting]
    rows, first = [], _first(values, told)
    for was, now, state, entry in zip([_value(None), *values], values, setting, told, strict=False):
        in_all = {"days_in_all": _days(first, now)} if name in _DATED else {}
        moved = days_between(name, was, now) if not entry["fixes"] else days_between(name, _value(None), _value(None))
        field = {"field": name, "label": label, **now, **moved, **in_all}
        rows.append({"ref": ref, **field, **_beside(name, state.fields), **entry})
    return [told_of_field(views, row) for row in rows]


def _states(log: "Log", views: Views, lens: Lens, ref: str, names: Names, today: date | None) -> list[State]:
    """The life of a record; in the end with its colour of a day, if one is given, after how it stands."""
    found = record(views, ref)
    states = life(log, views, lens, ref, names)
    if found.noun == "improvement" and today and "void" not in found.body:
        colour = Colours(views, today).of(found.body, names)
        [shown] = fields({"colour": colour.word, "colour_words": colour.said}, {}, names)
        now = list(states[-1].fields.items())
        place = [name for name, _ in now].index("status") + 1
        states[-1] = states[-1]._replace(fields=dict([*now[:place], ("colour", shown), *now[place:]]))
    return states


def _first(values: Sequence[Row], told: Sequence[Row]) -> Row:
    """What it was at first: the first value that was not undone, as it was corrected."""
    by_entry = {entry["entry"]: value for entry, value in zip(told, values, strict=True)}
    stands = [each for each in lives.standing(told) if not each["fixes"]]
    firsts = (by_entry.get(each["corrected_by"]) or by_entry[each["entry"]] for each in stands)
    return next((value for value in firsts if value["value"]), _value(None))


def _value(field: Row | None) -> Row:
    return {key: field[key] if field else None for key in ("value", "words")}


def days_between(name: str, was: Row, now: Row) -> Row:
    """How far a date was moved, as a number and in words; nothing of another field."""
    if name not in _DATED:
        return {}
    days = _days(was, now)
    said = slippage.moved(days, was["value"] is None, now["value"] is None)
    return {"days": days, "days_words": said if was["words"] and now["words"] else None}


def _days(was: Row, now: Row) -> int | None:
    """The days between the ends of what was said, if it was days."""
    return days_moved(*(each["value"] and each["value"].rpartition("/")[2] for each in (was, now)))


def _beside(name: str, fields: Fields) -> Row:
    """Who set a due date, and who approved it."""
    if name != "due":
        return {}
    approver, set_by = fields.get("due_approver"), fields.get("due_set_by")
    return {
        "due_set_by": set_by and set_by["value"],
        "due_set_by_words": set_by and set_by["words"],
        "due_approver": approver and approver["value"],
        "due_approver_words": approver and approver["words"],
    }


# Which field is meant.


def _meant(states: Sequence[State], typed: str) -> tuple[str, str] | None:
    """The key and label of a field that the record has, or has had."""
    labels = {name: field["label"] for state in states for name, field in state.fields.items()}
    wanted = _plain(typed)
    names = {name: (_plain(name), _plain(label)) for name, label in labels.items()}
    for fits in (str.__eq__, str.startswith):
        found = [name for name, called in names.items() if any(fits(each, wanted) for each in called)]
        if len(found) == 1:
            return found[0], labels[found[0]]
        if found and wanted:
            which = " or ".join(f'"{labels[name]}"' for name in found)
            raise Unreadable(f'"{typed}" could be {which}.', "Write more of the one you mean.")
    return None


def _without(views: Views, ref: str, typed: str, states: Sequence[State], names: Names) -> NoReturn:
    """A refusal that says whether there is no such field, or nothing was recorded in it."""
    labels = {name: field["label"] for state in states for name, field in state.fields.items()}
    possible = {
        label(name) for name in lives.row_then(views, record(views, ref), names) if _plain(typed) in _called(name)
    }
    has = f"It has: {words.listed(list(labels.values()))}."
    if possible:
        raise UnknownReference(f"No {min(possible).lower()} is recorded of {ref}, and none ever was.", has)
    raise UnknownReference(f'There is no field "{typed}" in this record.', has)


def _called(name: str) -> tuple[str, str]:
    return _plain(name), _plain(label(name))


def _plain(text: str) -> str:
    return folded(text).replace("_", " ").replace("-", " ")
