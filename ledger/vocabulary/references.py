"""References: the kinds of record, how people type one or many, and places in documents."""

import re
from collections.abc import Iterable, Sequence

from ledger.errors import Unreadable
from ledger.late import late

#: The kinds of record that have a minted reference, and the noun (file name) that looks after each.
KINDS = {
    "ORG": "organisation",
    "PER": "person",
    "POST": "post",
    "INS": "inspection",
    "QUE": "question",
    "DOC": "document",
    "GRD": "grade",
    "FND": "finding",
    "AFI": "improvement",
    "COC": "improvement",
    "REC": "improvement",
    "ACT": "action",
    "EXP": "expectation",
    "FOR": "forum",
    "MTG": "meeting",
    "PAP": "paper",
    "PCK": "pack",
}
#: What the inspectorate asks a force to put right: areas for improvement, causes of concern, recommendations.
IMPROVEMENTS = ("AFI", "COC", "REC")
#: The one stream that is not minted: the ledger's own life (keys, clock, settings, definitions, national context).
LEDGER = "LEDGER"

REFERENCE = late(r"([A-Z]{3,4})-([1-9][0-9]{0,8})")
LOCATOR = late(r"[A-Za-z]?[0-9]{1,4}(\.[A-Za-z]?[0-9]{1,4})*")

#: The most references that one range may stand for: a slip of the finger must not name a million.
WIDEST_RANGE = 1000

#: The command that lists the records of a noun, for who named one that is not there.
_LISTED_BY = {
    "inspection": "inspection list",
    "question": "question list",
    "document": "document list",
    "grade": "grades",
    "finding": "findings",
    "improvement": "register",
    "action": "action list",
    "expectation": "expect list",
    "forum": "forum list",
    "meeting": "meeting list",
    "paper": "paper list",
    "pack": "pack list",
}


def where_listed(kind: str) -> str:
    """Where to look for a reference of a kind, as the remedy of a refusal."""
    return f"`afi {_LISTED_BY.get(KINDS.get(kind, ''), 'people list')}` lists what there is."


def kind_of(reference: str) -> str:
    """``AFI`` of ``AFI-7``; ``LEDGER`` of itself."""
    return reference.partition("-")[0]


def reference(typed: str, *kinds: str) -> str:
    """One reference: ``7``, ``afi7`` or ``AFI-7`` is ``AFI-7`` where ``kinds`` begins with AFI."""
    match = re.fullmatch(r"(?:([A-Za-z]{3,4})[-\s]?)?0*([1-9][0-9]{0,8})", typed.strip())
    kind = (match[1] or (kinds[0] if kinds else "")).upper() if match else ""
    if not match or kind not in (kinds or KINDS):
        raise Unreadable(f'"{typed}" is not a reference{_such_as(kinds)}.', f"Write it like {(*kinds, 'AFI')[0]}-7.")
    return f"{kind}-{match[2]}"


def _such_as(kinds: Sequence[str]) -> str:
    return f" of the kind {' or '.join(kinds)}" if kinds else ""


def references(typed: Iterable[str], *kinds: str) -> list[str]:
    """Many references, in order and without repeats: ``["1..3", "AFI-7"]`` is AFI-1, AFI-2, AFI-3, AFI-7."""
    found: dict[str, None] = {}
    for piece in (piece for text in typed for piece in text.split(",") if piece.strip()):
        first, dots, last = piece.partition("..")
        start = reference(first, *kinds)
        end = reference(last, kind_of(start)) if dots else start
        low, high = int(start.partition("-")[2]), int(end.partition("-")[2])
        if high < low:
            raise Unreadable(f'"{piece}" is not a range.', "Write the smaller number first, like AFI-1..3.")
        if high - low >= WIDEST_RANGE:
            raise Unreadable(f'"{piece}" names too many records.', f"Name at most {WIDEST_RANGE:,} in one range.")
        found.update(dict.fromkeys(f"{kind_of(start)}-{number}" for number in range(low, high + 1)))
    return list(found)


def source(typed: str) -> str:
    """A document and where in it: ``doc-2:3.8`` is ``DOC-2:3.8``; the locator may be left out."""
    document, colon, locator = typed.strip().partition(":")
    if colon and not LOCATOR.fullmatch(locator):
        raise Unreadable(
            f'"{locator}" is not a place in a document.',
            "Write paragraph or page numbers, like DOC-2:3.8 or DOC-1:p6.b2; put anything vaguer in the text.",
        )
    return reference(document, "DOC") + colon + locator
