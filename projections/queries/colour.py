"""Status colours: red, amber and green by the rule that the organisation set, blue, white and none by what they mean.

A colour is never stored. It follows from an improvement's fields, the rule in force, and the day; and so does its
reason, in words. What was declined is red, what is not ours white, and what was superseded or withdrawn has no colour,
as that says nothing of completion: of these no rule decides.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ledger.vocabulary import LEDGER, Setting
from ledger.vocabulary.colour import COUNTED
from projections.queries import words
from projections.queries.conditions import APPLIES, Facts, Rule, days_left, rest
from projections.queries.names import Names
from projections.queries.records import records
from projections.queries.settings import DAYS, OWN_COLOURS
from projections.views import Views

Row = dict[str, Any]
#: Every colour, as people call it.
COLOURS = {
    "red": "Red", "amber": "Amber", "green": "Green", "blue": "Blue", "white": "White", "none": "No colour",
}  # fmt: skip
#: What no rule decides: how it ended, the colour, and what people are told of it.
ALWAYS = (
    ("declined", "red", "the force will not do it, and says why"),
    ("not_ours", "white", "it is another's to deliver"),
    ("superseded", "none", "another took its place, which says nothing of completion"),
    ("withdrawn", "none", "the inspectorate withdrew it, which says nothing of completion"),
)
#: What each condition means; ``otherwise`` is what is left over.
MEANS = {
    "closed": "an authority closed it",
    "closed_by_inspectorate": "the inspectorate closed it",
    "assured": "another voice in the force checked that it is complete",
    "submitted": "it was put to the inspectorate, and is not closed",
    "reported_complete": "the force reported it complete, and it is not closed",
    "returned": "what was reported complete was sent back {more}, and it is not reported again",
    "reopened": "it had ended, and was reopened",
    "overdue": "its due date has passed{by}, and it is not reported complete",
    "due_soon": "it is due within {soon}, and not reported complete",
    "due_immediately": "it is due immediately",
    "no_due_date": "no date is known by which it is due",
    "slipped": "its due date is {more} later than the first one",
    "revised": "its due date was revised {more}",
    "no_recent_update": "nothing was said of it for more than {stale}",
    "no_owner": "no post owns it",
    "not_started": "no work on it is recorded",
    "in_progress": "work on it is recorded, and nothing after that",
    "otherwise": "none of these",
}
_ALWAYS = {status: given for status, given, _ in ALWAYS}


class Colour(NamedTuple):
    """A colour and why: "amber", "due on 12 June 2018, in 9 days"."""

    word: str
    reason: str

    @property
    def said(self) -> str:
        """Both, as people read them."""
        return f"{COLOURS[self.word]}: {self.reason}"


class Colours:
    """What a day makes of improvements: the colour of each by the rule in force, and the days that are left."""

    def __init__(self, views: Views, today: date) -> None:
        self.today, self.by = today, rule(views)

    def of(self, body: Row, names: Names) -> Colour:
        """The colour of an improvement."""
        return colour(body, names, self.today, self.by)

    def row(self, body: Row, names: Names) -> Row:
        """The keys of a row of the register."""
        found = self.of(body, names)
        left = days_left(body, names.published_on(body), self.today)
        return {"colour": found.word, "colour_reason": found.reason, "days_left": left}


def totals(rows: Iterable[Row]) -> Row:
    """How many of the rows of a register have each colour and each status, of those that any has."""
    listed = list(rows)
    counted = {"colour": COLOURS, "status": words.STATUS}
    found = {field: Counter(row[field] for row in listed) for field in counted}
    by = {field: {word: found[field][word] for word in order if found[field][word]} for field, order in counted.items()}
    return {"improvements": len(listed), **by}


def rule(views: Views) -> Rule:
    """The rule in force."""
    ledger = Names(views).body(LEDGER) or {}
    days = {name: ledger.get("settings", {}).get(name, {}).get("days", own) for name, own in DAYS.items()}
    return ruled(ledger.get("colours"), days[Setting.DUE_SOON_DAYS], days[Setting.STALE_DAYS])


def ruled(chosen: Row | None, due_soon: int, stale: int) -> Rule:
    """A rule that was chosen, or the program's own."""
    found = chosen or OWN_COLOURS
    return Rule(found["lines"], found["otherwise"], chosen is None, due_soon, stale)


def lines(by: Rule) -> list[Row]:
    """A rule line by line, after what none decides: what each looks for, and what that means in words."""
    always = [{"when": status, "over": None, "colour": given, "words": means} for status, given, means in ALWAYS]
    chosen = [_line(line, by) for line in (*by.lines, {"when": "otherwise", "colour": by.otherwise})]
    return [row | {"fixed": True} for row in always] + [row | {"fixed": False} for row in chosen]


def _line(line: Row, by: Rule) -> Row:
    over = line.get("over")
    more = f"more than {words.counted(over, COUNTED[line['when']])}" if over else ""
    soon, stale = (words.counted(days, "day") for days in (by.due_soon, by.stale))
    means = MEANS[line["when"]].format(soon=soon, stale=stale, by=f" by {more}" if more else "", more=more)
    return {"when": line["when"], "over": over, "colour": line["colour"], "words": " ".join(means.split())}


def colours(views: Views, today: date) -> dict[str, Colour]:
    """The colour of each improvement that counts, by the rule in force."""
    names, by = Names(views), rule(views)
    return {each.ref: colour(each.body, names, today, by) for each in records(views, "improvement")}


def changes(views: Views, today: date, by: Rule) -> list[Row]:
    """The improvements to which another rule gives another colour than the one in force, with both."""
    names, now = Names(views), rule(views)
    both = (
        (each.ref, *(colour(each.body, names, today, one).word for one in (now, by)))
        for each in records(views, "improvement")
    )
    return [{"ref": ref, "from": was, "to": would} for ref, was, would in both if was != would]


def colour(body: Row, names: Names, today: date, by: Rule) -> Colour:
    """An improvement's one colour on a day: how it ended decides, else the first line that applies."""
    status = body["status"]
    if status in _ALWAYS:
        return Colour(_ALWAYS[status], _ended(body, names))
    facts = Facts.of(body, names.published_on(body), today, by)
    for line in by.lines:
        reason = APPLIES[line["when"]](facts, line.get("over", 0))
        if reason:
            return Colour(line["colour"], reason)
    return Colour(by.otherwise, rest(facts))


def _ended(body: Row, names: Names) -> str:
    """How it ended, when, and why where a reason was asked for."""
    end, status = body["end"], words.STATUS[body["status"]]
    by = (
        f" by {end['by']}"
        if end["how"] == "superseded"
        else f", passed to {names.of(end['by'])}"
        if "by" in end
        else ""
    )
    why = f": {words.quoted(end['text'])}" if "text" in end else ""
    return f"{status}{by}, {words.span(end['on'])}{why}"
