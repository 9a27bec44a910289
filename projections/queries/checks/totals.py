"""Totals that disagree: what was said of how many there are, against how many the ledger has of that day.

Only what was said of one inspection is read: notes on it, what documents about it ask, and what a meeting said where it
spoke of no other. And only plain totals: "seven AFIs in all", "identified seven areas for improvement", "12 AFIs, 5
closed", "three of the seven AFIs are closed". "Seven AFIs were discussed" is no total. Numbers in the files of
documents and papers are not read: the ledger keeps those files, and does not know what they say.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from ledger.vocabulary import kind_of
from projections.queries.checks.base import LIKELY, Doubt, Look, asks, set_at, some, told
from projections.queries.records import Record, records
from projections.queries.words import KIND, quoted, span, span_of

Row = dict[str, Any]

_WORDS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_NUMBERS = {word: number for number, word in enumerate(_WORDS)}
_NOUNS = {
    "area_for_improvement": r"(?:afis?|areas? for improvement)",
    "cause_of_concern": r"(?:cocs?|causes? of concern)",
    "recommendation": r"recommendations?",
}
_MEANS = {
    "NUMBER": rf"(\d{{1,3}}|{'|'.join(_WORDS)})",
    "FOUND": "(?:identified|raised|made|found|issued|gave|received)",
    "STATE": "(?:(?:are|is|were|was|have been|has been|now|remain) )*(closed|open)",
}
#: What says how many there are in all.
_ALL = (
    r"\b(?:total of|in total|in all) NUMBER NOUN\b",
    r"\bFOUND NUMBER NOUN(?:,? (?:in total|in all))?(?=$|,|:)",
    r"\bNUMBER NOUN (?:in total|in all|altogether|(?:were|was) FOUND$)",
    r"\b(?:has|have|had|are|were) NUMBER NOUN$",
)
#: "three of the seven AFIs are closed"; "12 AFIs, 5 closed, 7 open"; "three AFIs are closed".
_OF_ALL = r"\bNUMBER of (?:the |its |our )?NUMBER NOUN STATE\b"
_LISTED = r"NUMBER NOUN(?=[,:] NUMBER STATE\b)"
_IN_STATE = r"\bNUMBER STATE\b"
_SO_MANY = r"^NUMBER NOUN (?:are|have been|remain) (closed|open)$"
_ENDS = {
    "improvement.closed": "closed",
    "improvement.superseded": "ended",
    "improvement.withdrawn": "ended",
    "improvement.declined": "ended",
    "improvement.passed_on": "ended",
    "improvement.reopened": "open",
}
_COMMAND = {"area_for_improvement": "afi", "cause_of_concern": "coc", "recommendation": "rec"}


class Total(NamedTuple):
    """How many of a kind a text says there are: all of them, those that are closed, or those that are open."""

    kind: str
    state: str
    number: int


def stated(text: str) -> Iterator[Total]:
    """The totals that a text states."""
    for clause in re.split(r"[;!?\n]|\.(?!\d)", text.casefold()):
        for kind in _NOUNS:
            yield from _in_clause(" ".join(clause.split()), kind)


def _in_clause(clause: str, kind: str) -> Iterator[Total]:
    for pattern in _ALL:
        for found in _pattern(pattern, kind).finditer(clause):
            yield Total(kind, "all", _number(found[1]))
    for found in _pattern(_OF_ALL, kind).finditer(clause):
        yield Total(kind, found[3], _number(found[1]))
        yield Total(kind, "all", _number(found[2]))
    if listed := _pattern(_LISTED, kind).match(clause):
        yield Total(kind, "all", _number(listed[1]))
        for found in _pattern(_IN_STATE, kind).finditer(clause):
            yield Total(kind, found[2], _number(found[1]))
    if alone := _pattern(_SO_MANY, kind).match(clause):
        yield Total(kind, alone[2], _number(alone[1]))


@lru_cache
def _pattern(written: str, kind: str) -> re.Pattern[str]:
    """A pattern of words, of one kind of improvement."""
    for word, means in (_MEANS | {"NOUN": _NOUNS[kind]}).items():
        written = written.replace(word, means)
    return re.compile(written)


def _number(typed: str) -> int:
    return int(typed) if typed.isdigit() else _NUMBERS[typed]


@asks(
    "totals_disagree", "a total that was stated of an inspection and that the ledger does not bear out",
    reads="the notes on inspections, meetings and documents", stated=True,
)  # fmt: skip
def disagree(look: Look) -> Iterator[Doubt]:
    """Each text that states a total which cannot have been; and each nil beside what it says there is none of."""
    for inspection, row, text in _texts(look):
        on = date.fromisoformat(row["last_day"])
        wrong = [total for total in dict.fromkeys(stated(text)) if not _holds(look, inspection, total, on)]
        if wrong:
            reason = f"{quoted(text)} " + " ".join(_against(look, inspection, total, on) for total in wrong)
            yield Doubt(row["stream"], row["position"], reason, f"afi flag E-{row['position']} TEXT", LIKELY)
    yield from _nils(look)


# Where totals are stated.


def _texts(look: Look) -> Iterator[tuple[str, sqlite3.Row, str]]:
    """What was said of one inspection: which, the entry and the text."""
    for found in records(look.views, "inspection"):
        for row in told(look, found.ref, "inspection.noted"):
            yield from _text(found.ref, row)
    for found in records(look.views, "document"):
        if "inspection" in found.body:
            for row in told(look, found.ref, "document.asked"):
                yield from _text(found.body["inspection"], row)
    for found in records(look.views, "meeting"):
        for row in told(look, found.ref, "meeting.considered", "meeting.decided"):
            data = json.loads(row["data"])
            about = {ref for ref in (*data.get("records", ()), *data.get("about", ())) if kind_of(ref) == "INS"}
            if len(about) == 1:
                yield from _text(about.pop(), row)


def _text(inspection: str, row: sqlite3.Row) -> Iterator[tuple[str, sqlite3.Row, str]]:
    if text := json.loads(row["data"]).get("text"):
        yield inspection, row, text


# How many the ledger has.


class _Held(NamedTuple):
    """How many there were on a day at least, and at most, where days are vague."""

    least: int
    most: int


def _holds(look: Look, inspection: str, total: Total, on: date) -> bool:
    """Whether so many there may have been on that day; of an inspection of several forces it cannot be told."""
    if len((look.names.body(inspection) or {}).get("forces", ())) != 1:
        return True
    held = _held(look, inspection, total, on)
    return held.least <= total.number <= held.most


def _held(look: Look, inspection: str, total: Total, on: date) -> _Held:
    of_kind = (found for found in records(look.views, "improvement", inspection) if found.body["kind"] == total.kind)
    counts = [_counts(look, found, total.state, on) for found in of_kind]
    return _Held(sum(least for least, _ in counts), sum(most for _, most in counts))


def _counts(look: Look, found: Record, state: str, on: date) -> tuple[bool, bool]:
    """Whether an improvement was there in that state on a day: for sure, and perhaps."""
    raised = span_of(found.body["raised_on"])
    sure, perhaps = raised.last <= on, raised.first <= on
    if state == "all":
        return sure, perhaps
    stood = {_state(look, found.ref, on, edge) for edge in ("last_day", "first_day")}
    return sure and stood == {state}, perhaps and state in stood


def _state(look: Look, ref: str, on: date, edge: str) -> str:
    """How an improvement stood on a day, by what had begun by then, or was over: open, closed or otherwise ended."""
    ends = told(look, ref, *_ENDS)
    by_then = [row for row in ends if row[edge] <= str(on)]
    newest = max(by_then, key=lambda row: (row["last_day"], row["place"]), default=None)
    return _ENDS[newest["type"]] if newest else "open"


def _against(look: Look, inspection: str, total: Total, on: date) -> str:
    held = _held(look, inspection, total, on)
    number = held.most if held.least == held.most else f"{held.least} to {held.most}"
    state = "" if total.state == "all" else f"{total.state} "
    one, several = KIND[total.kind]
    what = one if held.least == held.most == 1 else several
    return f"The ledger has {number} {state}{what} of {inspection} on {span(str(on))}, not {total.number}."


# What is recorded to be none.


def _nils(look: Look) -> Iterator[Doubt]:
    """A recorded nil beside an improvement of the kind, which may have been raised before it."""
    for found in records(look.views, "inspection"):
        for nil in found.body.get("found_none", ()):
            of_it = records(look.views, "improvement", found.ref)
            raised = [
                each.ref for each in of_it if (each.body["kind"], each.body["force"]) == (nil["kind"], nil["force"])
            ]
            if raised:
                kind = _COMMAND[nil["kind"]]
                reason = f"It is recorded to have found no {KIND[nil['kind']][0]}, and {some(raised)} counts."
                settle = f"afi raise {kind} {found.ref} --none --in-error --reason TEXT"
                yield Doubt(found.ref, set_at(look, found.ref, "found_none"), reason, settle)
