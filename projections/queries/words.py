"""The program's words as people say them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ledger.days import Span
from ledger.vocabulary import framework_name, say

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
    "assured": "checked by another voice in the force",
    "submitted": "put to the inspectorate",
    "closed": "closed",
    "superseded": "superseded",
    "withdrawn": "withdrawn by the inspectorate",
    "declined": "declined by the force",
    "not_ours": "not ours to deliver",
}
#: One of a kind of improvement, and several.
KIND = {
    "area_for_improvement": ("area for improvement", "areas for improvement"),
    "cause_of_concern": ("cause of concern", "causes of concern"),
    "recommendation": ("recommendation", "recommendations"),
}
#: Whom a recommendation is made to.
SCOPE = {"force": "made to the force", "national": "made to every force"}
#: Who sent back what was reported complete.
REVIEWER = {"assurer": "the assurer", "forum": "a forum", "inspectorate": "the inspectorate"}
#: How far a report has come before it is published.
STAGE = {
    "draft_received": "draft report received",
    "challenge_sent": "factual accuracy challenged",
    "challenge_answered": "challenge of factual accuracy answered",
    "embargoed_copy_received": "embargoed copy of the report received",
}
#: What has been done of the response to a report.
STEP = {"commented": "response made", "published": "response published", "sent": "response sent"}
#: What became of a disputed finding.
SETTLEMENT = {"stands": "stands", "amended": "was amended", "removed": "was removed"}
#: What a paper is called by what it tells.
PAPER = {
    "board": "Board paper",
    "progress": "Progress report",
    "response": "Response to a report",
    "timeline": "Timeline",
}
#: The parts of a paper that people write.
SECTION = {
    "purpose": "Purpose",
    "background": "Background",
    "commentary": "Commentary",
    "national_picture": "National picture",
    "recommendation": "Recommendation",
    "comments": "Comments of the local policing body",
    "chief_officer_comments": "Comments of the chief officer",
}
#: What an organisation sets for its own ledger.
SETTING = {
    "force": "our force",
    "inspectorate": "our inspectorate",
    "policing_body": "our policing body",
    "due_soon_days": "due soon",
    "stale_days": "no recent update",
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


def times(number: int) -> str:
    """``once``, ``3 times``."""
    return "once" if number == 1 else counted(number, "time")


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


#: ``peel_2015_2017`` as "PEEL 2015–2017".
framework = framework_name


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


def uk_moment(at: str) -> str:
    """A moment as UK clocks show it: ``2014-09-03T23:01:00.000000Z`` as "4 September 2014 at 00:01 UK time"."""
    from zoneinfo import ZoneInfo  # only where a moment is shown: it opens the time zone database

    local = datetime.fromisoformat(at).astimezone(ZoneInfo("Europe/London"))
    return f"{day(local.date().isoformat())} at {local:%H:%M} UK time"


def practice(word: str) -> str:
    """``promising`` as "promising practice"."""
    return f"{say(word)} practice"


#: A cadence that is none, because somebody said so.
AS_NEEDED = {"unit": "as_needed"}


def cadence(found: Mapping[str, Any] | None) -> str:
    """How often a forum meets: "every 6 weeks", "monthly"; that nobody said is no cadence either."""
    if found is None:
        return "not recorded"
    if found == AS_NEEDED:
        return "as it is needed"
    one = {"weeks": "weekly", "months": "monthly"}[found["unit"]]
    return one if found["every"] == 1 else f"every {found['every']} {found['unit']}"


def when(days: str, stated: str | None) -> str:
    """The days of a row, after the source's own words where it has them: "summer 2017 (June 2017 to August 2017)"."""
    return f"{plain(stated)} ({span(days)})" if stated else span(days)


def expected(found: Mapping[str, Any] | None) -> str:
    """When something is expected, in the source's words where it has them."""
    if found is None:
        return "no known day"
    return when(iso(found["from"], found["to"]), found.get("words"))


def until(at: str | None) -> str:
    """How long an embargo lasts; without a moment, until the inspectorate says otherwise."""
    return f"until {uk_moment(at)}" if at else "until the inspectorate says otherwise"
