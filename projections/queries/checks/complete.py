"""Notes that say complete on what nobody has reported complete.

Only a clause that says so of a whole counts: one that also says not, almost, in part, not yet or how far does not.
What it is that is complete cannot be told from its words, so only a note that says nothing else is likely to mean it.
"""

import json
import re
import sqlite3
from collections.abc import Iterator

from projections.queries.checks.base import LIKELY, POSSIBLE, WORKED_ON, Doubt, Look, asks, improvements, told
from projections.queries.words import quoted

_BE = r"\b(?:is|are|was|were|been|now|fully|all|both) "
_THEN = r"(?=$|,| (?:on|in|at|as|and|with|ahead|early|last|now|this)\b)"
_DONE = r"(?:completed?|implemented|discharged|finished)"
#: "closed" and "done" are said of much else ("a closed folder", "done by hand"), so less is taken for it.
_ALSO = r"(?:closed|done)"
_SAYS = re.compile(
    rf"(?:^|{_BE}|\b(?:action|afi|item|it|this|work) )(?:{_DONE}|{_ALSO}){_THEN}|{_BE}{_DONE} by\b|\b{_DONE}(?=$|,)"
)
#: What makes less of it, or something that is to come.
_LESS = re.compile(
    r"\b(?:not|never|no|nor|neither|cannot|nearly|almost|about|partly|partially|part|half|most|mostly|largely|some|"
    r"few|several|only|yet|until|till|when|once|if|unless|will|would|shall|should|could|may (?:be|have)|might|must|"
    r"to|being|remains?|remaining|except|but|phase|stage)\b|n['’]t\b"
    r"|\b(?!100\b)\d+(?:\.\d+)? ?(?:%|per ?cent)|\b\w+ (?:out )?of (?:the |these |our )?\w+"
)
#: So few words say nothing else.
_SHORT = 4
_STEPS = ("improvement.claimed", "improvement.returned", "improvement.reopened")


@asks("says_complete", "a note that says complete on what is not reported complete", reads="every open improvement")
def says(look: Look) -> Iterator[Doubt]:
    """Each note since it was last reported complete, sent back or reopened."""
    for found in improvements(look, f"{WORKED_ON} AND json_extract(body, '$.notes') > 0"):
        entries = told(look, found["ref"], "improvement.noted", *_STEPS)
        steps = [row for row in entries if row["type"] in _STEPS]
        for row in entries:
            text = json.loads(row["data"]).get("text")
            if row["type"] not in _STEPS and said_complete(text) and not _was_before(row, steps):
                sure = LIKELY if len(text.split()) <= _SHORT else POSSIBLE
                reason = f"It is not reported complete, and a note says {quoted(text)}"
                settle = f"afi claim {found['ref']} TEXT --by WHO --on DATE"
                yield Doubt(found["ref"], row["position"], reason, settle, sure)


def _was_before(note: sqlite3.Row, steps: list[sqlite3.Row]) -> bool:
    """Whether a note is from before the last step, however late it was recorded."""
    return any(note["place"] < step["place"] or note["last_day"] < step["first_day"] for step in steps[-1:])


def said_complete(text: str | None) -> bool:
    """Whether a clause of a text says that something is complete."""
    clauses = (" ".join(clause.split()) for clause in re.split(r"[;:!?\n]|\.(?!\d)", (text or "").casefold()))
    return any(_SAYS.search(clause) and not _LESS.search(clause) for clause in clauses)
