"""The program's words as people say them."""

from collections.abc import Sequence

from ledger.days import Span
from ledger.vocabulary import say

ERASED = "[erased]"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: Where an improvement stands, by what has been recorded.
STATUS = {
    "raised": "raised",
    "owned": "owned",
    "in_progress": "in progress",
    "reported_complete": "reported complete by the force",
    "closed": "closed",
}
#: One of a kind of improvement, and several.
KIND = {
    "area_for_improvement": ("area for improvement", "areas for improvement"),
    "cause_of_concern": ("cause of concern", "causes of concern"),
    "recommendation": ("recommendation", "recommendations"),
}
_OUTCOME = {
    "not_graded": "not graded",
    "narrative_only": "narrative only, no grade",
    "not_yet_graded": "not yet graded",
    "not_inspected": "not inspected",
}
_VOICE = {
    "inspectorate": "the inspectorate",
    "inspectorate_reporting_force": "the inspectorate, reporting the force's belief",
    "force": "the force",
}
_PARTY = {"inspectorate": "the inspectorate", "force": "the force", "policing_body": "the policing body"}
_MARKING = {"none_stated": "none stated", "not_protectively_marked": "NOT PROTECTIVELY MARKED"}


def day(text: str) -> str:
    """``2018-03-22`` as "22 March 2018", ``2018-03`` as "March 2018", ``2018`` as itself."""
    year, *rest = text.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    number = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*number, *month, year])


def span(text: str) -> str:
    """``2014-01/2014-04`` as "January 2014 to April 2014"; one day as ``day``."""
    start, _, end = text.partition("/")
    return f"{day(start)} to {day(end)}" if end else day(start)


def span_of(text: str) -> Span:
    """The days that a date of a row covers."""
    start, _, end = text.partition("/")
    return Span(start, end or start)


def iso(start: str, end: str) -> str:
    """A date of a row: ``from/to``, or the one where they are the same."""
    return start if start == end else f"{start}/{end}"


def counted(number: int, one: str, several: str | None = None) -> str:
    """``3 days``, ``1 day``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def quoted(text: str | None) -> str:
    """Somebody's words on one line in quotation marks, or that they were erased."""
    return ERASED if text is None else f"“{' '.join(text.split())}”"


def plain(text: str | None) -> str:
    """A text on one line, or that it was erased."""
    return ERASED if text is None else " ".join(text.split())


def outcome(word: str) -> str:
    """A grade, or which kind of no grade."""
    return _OUTCOME.get(word, say(word))


def overall(pillar: str) -> str:
    """What an overall grade is for."""
    return "overall" if pillar == "none" else f"{pillar} overall"


def framework(word: str) -> str:
    """``peel_2015_2017`` as "PEEL 2015–2017"."""
    name, *years = word.split("_") if word.startswith("peel") else (say(word),)
    return " ".join(filter(None, (name.upper() if years else name.capitalize(), "–".join(years))))


def voice(word: str) -> str:
    """Whose view a finding states."""
    return _VOICE[word]


def party(word: str) -> str:
    """An authority: "the inspectorate"."""
    return _PARTY[word]


def programme(word: str) -> str:
    """``peel`` as "PEEL"."""
    return word.upper() if word == "peel" else say(word)


def marking(word: str) -> str:
    """A protective marking as it is printed."""
    return _MARKING.get(word, say(word).upper().replace("OFFICIAL SENSITIVE", "OFFICIAL-SENSITIVE"))


def moment(at: str) -> str:
    """When an entry was recorded: ``2026-11-22T00:10:26.909642Z`` as "22 November 2026 at 00:10 UTC"."""
    return f"{day(at[:10])} at {at[11:16]} UTC"
