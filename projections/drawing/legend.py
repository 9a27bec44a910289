"""What each shape of a picture means, in the order in which the legend shows them, and a bar in words."""

from datetime import timedelta

from projections.queries.picture import WITHHELD, Across, Bar, Days, Mark, Picture
from projections.queries.words import counted, day, iso, listed, span

#: The marks on bars.
MARKS = {
    "note": "progress note",
    "claim": "reported complete by the force",
    "assurance": "checked by another voice in the force",
    "return": "sent back",
    "submission": "put to the inspectorate",
    "due": "due date",
    "former_due": "former due date",
}
#: How bars are drawn, and the statuses that are drawn otherwise than as open.
BARS = {
    "open": "open",
    "closed": "closed",
    "ended": "ended otherwise: superseded, withdrawn, declined or not ours",
    WITHHELD: "partly under embargo",
}
#: What stands over a mark, and how days are drawn that the source leaves open.
LATE, VAGUE = "recorded more than 30 days late", "the days that a vague date covers"
ACROSS = {"publication": "a report is published", "meeting": "a forum meets"}
_ENDED = frozenset({"superseded", "withdrawn", "declined", "not_ours"})


def drawn(bar: Bar) -> str:
    """How the last stretch of a bar is drawn."""
    return "ended" if bar.status in _ENDED else bar.status if bar.status in BARS else "open"


def used(picture: Picture) -> tuple[list[str], list[str], list[str]]:
    """The kinds of bars, of marks and of what goes across that a picture has, each in the order of the legend."""
    bars = {drawn(bar) for bar in picture.bars} | {"closed" for bar in picture.bars if len(bar.stretches) > 1}
    marks = {mark.kind for bar in picture.bars for mark in bar.marks}
    across = {each.kind for each in picture.across}
    return [kind for kind in BARS if kind in bars], [kind for kind in MARKS if kind in marks], sorted(across)


def initials(picture: Picture) -> list[str]:
    """What the initials over the lines of meetings stand for."""
    meetings = (each for each in picture.across if each.kind == "meeting")
    names = {each.short: each.name.removeprefix("Meeting of ").rpartition(" (")[0] for each in meetings}
    return [f"{short}: {name}" for short, name in sorted(names.items()) if name and not name.startswith(short)]


def vague(picture: Picture) -> bool:
    """Whether a picture has a date that covers several days."""
    ends = [days for bar in picture.bars for stretch in bar.stretches for days in stretch if days]
    marks = [mark.days for bar in picture.bars for mark in bar.marks]
    return any(found.first < found.last for found in [*ends, *marks, *(each.days for each in picture.across)])


def days(found: Days) -> str:
    """Some days in words: whole months as such, and a whole year."""
    first, last = map(str, found)
    if found.first.day == 1 and (found.last + timedelta(days=1)).day == 1:
        first, last = first[:7], last[:7]
        if first.endswith("-01") and last == f"{first[:4]}-12":
            first = last = first[:4]
    return span(iso(first, last))


def in_words(bar: Bar) -> str:
    """All that a bar shows, for who cannot see it."""
    parts = [f"{bar.ref} {bar.text}", bar.status_words[:1].upper() + bar.status_words[1:]]
    for number, stretch in enumerate(bar.stretches):
        ended = f", ended {days(stretch.ended)}" if stretch.ended else ""
        parts.append(f"{'Reopened' if number else 'Raised'} {days(stretch.began)}{ended}")
    parts += [mark_in_words(mark) for mark in bar.marks]
    return ". ".join(part.rstrip(".") for part in parts) + "."


def mark_in_words(mark: Mark) -> str:
    """What a mark says: what it is, when, and that it was recorded late."""
    late = f", recorded {counted(mark.late_by, 'day')} after" if mark.late_by else ""
    said = f": {mark.words}" if mark.words and not mark.kind.endswith("due") else ""
    return f"{MARKS[mark.kind][:1].upper()}{MARKS[mark.kind][1:]} {days(mark.days)}{late}{said} ({mark.entry})"


def across_in_words(each: Across) -> str:
    """What went across the bars, and when."""
    return f"{each.name}, {days(each.days)}"


def summary(picture: Picture) -> str:
    """How much a picture shows, and from when to when."""
    shown = [counted(len(picture.bars), "improvement")]
    for kind, name in (("publication", "publication"), ("meeting", "meeting")):
        number = sum(each.kind == kind for each in picture.across)
        shown += [counted(number, name)] if number else []
    return f"{listed(shown)}, from {day(str(picture.first))} to {day(str(picture.last))}"
