"""What the events that any record can have change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.record import (
    RecordAccepted,
    RecordAliased,
    RecordDisclosed,
    RecordFlagged,
    RecordInvolved,
    RecordLinked,
    RecordNoted,
    RecordNumbered,
    RecordRenamed,
    RecordUnflagged,
    RecordVoided,
)
from ledger.vocabulary import KINDS, kind_of
from projections.folds.base import Fields, given, noted, one_more, plain, renamed
from projections.titles import TITLES


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of any record: notes, names, aliases, numbers, involved, links, doubts, void, disclosures."""
    match entry.event:
        case RecordNoted(text=text):
            return noted(entry, text, now)
        case RecordRenamed(name=name):
            return renamed(entry, name, now, TITLES[KINDS[kind_of(entry.stream)]])
        case RecordAliased(alias=alias):
            return one_more(now, "aliases", alias)
        case RecordNumbered(number=number, by=by):
            return one_more(now, "numbers", given(number=number, by=by))
        case RecordInvolved(who=who, role=role):
            return one_more(now, "involved", {"who": who, "role": role})
    return _doubts(entry, now)


def _doubts(entry: Entry, now: Mapping[str, Any]) -> Fields:
    on = str(entry.span)
    match entry.event:
        case RecordLinked(relation=relation, to=to):
            return one_more(now, "links", {"relation": relation, "to": to})
        case RecordFlagged(text=text, entry=stated):
            return one_more(now, "flags", given(text=text, entry=stated, on=on))
        case RecordUnflagged() as settled:
            return {"flags": _settled(settled, now)}
        case RecordAccepted(check=check, text=text, entry=asked):
            return one_more(now, "accepted", given(check=check, text=text, entry=asked, on=on, by=entry.said_by))
        case RecordVoided(reason=reason, of=of):
            return {"void": given(reason=reason, of=of, on=on)}
        case RecordDisclosed(to=to, recipient=recipient, text=text):
            return one_more(now, "disclosures", given(to=to, recipient=recipient, text=text, on=on))
    return {}


def _settled(event: RecordUnflagged, now: Mapping[str, Any]) -> list[Fields]:
    """The flags, one of them with how it was settled; one whose text was erased is settled all the same."""
    return [
        flag | {"settled": plain(event.text) or True} if number == event.flag else flag
        for number, flag in enumerate(now["flags"], 1)
    ]
