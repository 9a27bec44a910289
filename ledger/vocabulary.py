"""The field's words as types: parse what a person typed, or refuse.

Nothing here imports pydantic, so that a command which only reads may use it. The words of each
enumeration are stored in entries for ever, and never renamed; a word that is added needs a new version of
the event types that may hold it, so that an older program knows that it is older (docs/proof-format.md).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from ledger.errors import Unreadable

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
}
#: Records of the same noun that begin with versions of its events yet to come; the other events are theirs already.
TO_COME = {"COC": "improvement", "REC": "improvement"}
#: The one stream that is not minted: the ledger's own life (keys, clock).
LEDGER = "LEDGER"

REFERENCE = re.compile(r"([A-Z]{3,4})-([1-9][0-9]{0,8})")
LOCATOR = re.compile(r"[A-Za-z]?[0-9]{1,4}(\.[A-Za-z]?[0-9]{1,4})*")

#: The longest text one entry commits to, in characters. A book is an attachment, not a note.
LONGEST_PROSE = 100_000
#: The most references that one range may stand for: a slip of the finger must not name a million.
WIDEST_RANGE = 1000
#: Invisible characters that can make a text read otherwise than it is stored (Unicode UAX #9, 3.1).
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Framework(StrEnum):
    """The version of the inspection framework that a question belongs to."""

    CORE_BUSINESS_2014 = "core_business_2014"
    PEEL_2014 = "peel_2014"
    PEEL_2015_2017 = "peel_2015_2017"
    PEEL_2018_2019 = "peel_2018_2019"
    PEEL_2021_2022 = "peel_2021_2022"
    PEEL_2023_2025 = "peel_2023_2025"
    PEEL_2025_2027 = "peel_2025_2027"
    OTHER = "other"


class Programme(StrEnum):
    """What kind of inspecting it was."""

    PEEL = "peel"
    THEMATIC = "thematic"
    REVISIT = "revisit"
    JOINT = "joint"
    OTHER = "other"


class Pillar(StrEnum):
    """The heading of PEEL that a question or an overall grade stands under."""

    EFFECTIVENESS = "effectiveness"
    EFFICIENCY = "efficiency"
    LEGITIMACY = "legitimacy"
    NONE = "none"


class Scale(StrEnum):
    """The grades an inspection could give: four, or five with ``adequate`` since 2021/22."""

    FOUR_TIER = "four_tier"
    FIVE_TIER = "five_tier"
    UNGRADED = "ungraded"


class Outcome(StrEnum):
    """A grade, or one of the kinds of no grade; never a blank."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    NOT_GRADED = "not_graded"
    NARRATIVE_ONLY = "narrative_only"
    NOT_YET_GRADED = "not_yet_graded"
    NOT_INSPECTED = "not_inspected"


NO_GRADE = frozenset({Outcome.NOT_GRADED, Outcome.NARRATIVE_ONLY, Outcome.NOT_YET_GRADED, Outcome.NOT_INSPECTED})
_FOUR = frozenset({Outcome.OUTSTANDING, Outcome.GOOD, Outcome.REQUIRES_IMPROVEMENT, Outcome.INADEQUATE})
#: What each scale can say.
ON_SCALE: dict[Scale, frozenset[Outcome]] = {
    Scale.FOUR_TIER: _FOUR | NO_GRADE,
    Scale.FIVE_TIER: _FOUR | NO_GRADE | {Outcome.ADEQUATE},
    Scale.UNGRADED: NO_GRADE,
}


class Basis(StrEnum):
    """Whether the inspectorate judged afresh or let an earlier year's grade stand."""

    INSPECTED = "inspected"
    CARRIED_FORWARD = "carried_forward"


class Sense(StrEnum):
    """Which way a finding points. A negative verb is not a weakness."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Voice(StrEnum):
    """Whose view a finding states."""

    INSPECTORATE = "inspectorate"
    REPORTING_FORCE = "inspectorate_reporting_force"
    FORCE = "force"


class ImprovementKind(StrEnum):
    """What the inspectorate can ask a force to put right."""

    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"
    RECOMMENDATION = "recommendation"


class Authority(StrEnum):
    """Who may say that an improvement is closed, or set its date."""

    INSPECTORATE = "inspectorate"
    FORCE = "force"
    POLICING_BODY = "policing_body"


class ClosingMeans(StrEnum):
    """How a closure was reached."""

    LETTER = "letter"
    DESK_REVIEW = "desk_review"
    FIELDWORK = "fieldwork"
    MEETING = "meeting"
    OTHER = "other"


class OrganisationKind(StrEnum):
    """What an organisation is to an inspection."""

    FORCE = "force"
    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing_body"
    DEPARTMENT = "department"
    PARTNER = "partner"
    OTHER = "other"


class DocumentKind(StrEnum):
    """What a source is."""

    LETTER = "letter"
    REPORT = "report"
    BOARD_PAPER = "board_paper"
    MINUTES = "minutes"
    EMAIL = "email"
    OTHER = "other"


class Marking(StrEnum):
    """The protective marking as printed; that none is printed is a value."""

    NONE_STATED = "none_stated"
    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official_sensitive"
    NOT_PROTECTIVELY_MARKED = "not_protectively_marked"
    UNCLASSIFIED = "unclassified"
    PROTECT = "protect"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"
    TOP_SECRET = "top_secret"
    OTHER = "other"


class Right(StrEnum):
    """What a signing key may do."""

    RECORD = "record"
    PUBLISH = "publish"
    ENROL = "enrol"
    ERASE = "erase"
    KEEP = "keep"


#: The command that lists the records of a noun, for who named one that is not there.
_LISTED_BY = {
    "inspection": "inspection list",
    "question": "question list",
    "document": "document list",
    "grade": "grades",
    "finding": "findings",
    "improvement": "register",
}


def where_listed(kind: str) -> str:
    """Where to look for a reference of a kind, as the remedy of a refusal."""
    return f"`afi {_LISTED_BY.get(KINDS.get(kind, ''), 'people list')}` lists what there is."


Word = TypeVar("Word", bound=StrEnum)

_SHORT = {
    "ri": "requires_improvement",
    "afi": "area_for_improvement",
    "coc": "cause_of_concern",
    "rec": "recommendation",
    "none": "none_stated",
    "hmicfrs": "inspectorate",
    "hmic": "inspectorate",
    "pcc": "policing_body",
    "4": "four_tier",
    "5": "five_tier",
    "reporting": "inspectorate_reporting_force",
    "4_tier": "four_tier",
    "5_tier": "five_tier",
    "core_2014": "core_business_2014",
    "peel_2017": "peel_2015_2017",
    "peel_2018": "peel_2018_2019",
    "peel_2021": "peel_2021_2022",
    "peel_2023": "peel_2023_2025",
}


def say(word: str) -> str:
    """The word as people write it: ``requires_improvement`` is "requires improvement"."""
    return word.replace("_", " ")


def a(words: str) -> str:
    """The words after the article that they take: "an inspectorate", "a force"."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def word(vocabulary: type[Word], typed: str) -> Word:
    """The word of a closed vocabulary that a person typed; ``Unreadable`` names the choices."""
    folded = re.sub(r"[\s\-–/]+", "_", typed.strip().casefold())
    for candidate in (folded, _SHORT.get(folded, folded)):
        if candidate in list(vocabulary):
            return vocabulary(candidate)
    choices = ", ".join(say(member) for member in vocabulary)
    what = re.sub(r"(?<!^)([A-Z])", r" \1", vocabulary.__name__).lower()
    raise Unreadable(f'"{typed}" is not {a(what)}.', f"Use one of: {choices}.")


def kind_of(reference: str) -> str:
    """``AFI`` of ``AFI-7``; ``LEDGER`` of itself."""
    return reference.partition("-")[0]


def reference(typed: str, *kinds: str) -> str:
    """One reference: ``7``, ``afi7`` or ``AFI-7`` is ``AFI-7`` where ``kinds`` begins with AFI."""
    match = re.fullmatch(r"(?:([A-Za-z]{3,4})[-\s]?)?0*([1-9][0-9]{0,8})", typed.strip())
    kind = (match[1] or (kinds[0] if kinds else "")).upper() if match else ""
    if not match or kind not in (kinds or KINDS):
        raise Unreadable(f'"{typed}" is not a reference{_such_as(kinds)}.', "Write it as in the register, like AFI-7.")
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


def prose(text: str) -> str:
    """The text itself, byte for byte, if an entry may commit to it; else ``Unreadable``."""
    if not any(map(_is_seen, text)):
        raise Unreadable("The text is empty.", "Type what is to be recorded; nothing was recorded.")
    if len(text) > LONGEST_PROSE:
        raise Unreadable(
            f"The text is {len(text):,} characters long.",
            f"Shorten it to {LONGEST_PROSE:,}, or add the document it comes from and cite it.",
        )
    for place, character in enumerate(text, 1):
        if _is_hidden(character):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            raise Unreadable(
                f"Character {place} of the text is an invisible control ({name}).",
                "Remove it: what is recorded must read as it is stored.",
            )
    return text


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNPS"  # letters, marks, numbers, punctuation, symbols


def _is_hidden(character: str) -> bool:
    if character in "\t\n\r":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _BIDI_CONTROLS
