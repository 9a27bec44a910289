"""One hand or one voice where there should be two: who typed, and who said, that it is complete and was checked."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from ledger.days import last_day
from ledger.vocabulary import kind_of
from projections.queries.checks.base import Doubt, Look, asks, improvements, told

_ASSURED = "json_type(body, '$.claim') IS NOT NULL AND json_type(body, '$.assurance') IS NOT NULL"


def _pairs(look: Look) -> Iterator[tuple[str, sqlite3.Row, sqlite3.Row]]:
    """The improvements that stand as reported complete and checked, with the two entries that say so."""
    for found in improvements(look, _ASSURED):
        entries = told(look, found["ref"], "improvement.claimed", "improvement.assured")
        newest = {row["type"]: row for row in entries}
        yield found["ref"], newest["improvement.claimed"], newest["improvement.assured"]


@asks("same_typist", "one person who typed both that it is complete and that it was checked", reads="every improvement")
def typist(look: Look) -> Iterator[Doubt]:
    """Each improvement that stands as reported complete and checked, by who first recorded both, if known."""
    for ref, claim, assurance in _pairs(look):
        if min(claim["place"], assurance["place"]) <= look.carried:
            continue
        typists = {_first_typed(look, claim), _first_typed(look, assurance)}
        if len(typists) == 1:
            who = look.names.of(typists.pop())
            reason = (
                f"{who} typed both that it was reported complete (E-{claim['place']}) "
                f"and that another voice checked it (E-{assurance['place']})."
            )
            yield Doubt(ref, assurance["position"], reason)


def _first_typed(look: Look, row: sqlite3.Row) -> str:
    """Who recorded it at first: a correction by somebody else does not change whose it was."""
    [first] = look.views.query("SELECT recorded_by FROM happening WHERE position = ?", (row["place"],))
    return str(first["recorded_by"])


@asks("same_voice", "an assurance in the voice that reported it complete, as is known now", reads="every improvement")
def voice(look: Look) -> Iterator[Doubt]:
    """Each such improvement, by the holders of the posts as they are known now."""
    for ref, claim, assurance in _pairs(look):
        both = _speakers(look, claim) & _speakers(look, assurance)
        if claim["said_by"] == assurance["said_by"]:
            both |= {claim["said_by"]}
        if both:
            who = look.names.of(min(both))
            reason = (
                f"{who} was, as is known now, both {_called(look, claim)}, who reported it complete, "
                f"and {_called(look, assurance)}, who checked it."
            )
            settle = f"afi correct E-{assurance['place']} --by WHO --authority TEXT --reason TEXT"
            yield Doubt(ref, assurance["position"], reason, settle)


def _called(look: Look, row: sqlite3.Row) -> str:
    return f"{look.names.of(row['said_by'], date.fromisoformat(row['last_day']))} ({row['said_by']})"


def _speakers(look: Look, row: sqlite3.Row) -> set[str]:
    """Who may have spoken with a voice on those days: a person alone, or whoever held the post at the end of any."""
    voice = str(row["said_by"])
    if kind_of(voice) != "POST":
        return {voice} if kind_of(voice) == "PER" else set()
    first, last = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
    holders = (look.names.body(voice) or {}).get("holders", ())
    changes = (last_day(each["from"]) for each in holders if "from" in each)
    days = {first, *(on for on in changes if first <= on <= last)}
    return {who for on in days if (who := look.names.holder(voice, on))}
