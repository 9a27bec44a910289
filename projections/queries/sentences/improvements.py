"""The life of an improvement."""

from ledger.vocabulary import say
from projections.queries import due, words
from projections.queries.sentences.base import Happening, changed, tells, upper
from projections.queries.words import counted, plain, quoted

_AFTER = {
    "closed": "after closure",
    "superseded": "after it was superseded",
    "withdrawn": "after it was withdrawn",
    "declined": "after it was declined",
    "not_ours": "after it was said not to be ours",
}


@tells("improvement.raised")
def _raised(it: Happening) -> str:
    data = it.data
    early = " before the report" if "accelerated" in data else ""
    number = f", numbered {plain(data['number'])}" if "number" in data else ""
    scope = f", {words.SCOPE[data['scope']]}" if "scope" in data else ""
    condition = it.texted(", on the condition", "condition") if "condition" in data else ""
    what = upper(words.KIND[data["kind"]][0]) + f" raised{early}{it.named(' under ', 'under')}{number}{scope}"
    return it.texted(what) + condition


@tells("improvement.part_added")
def _part(it: Happening) -> str:
    number = f" {plain(it.data['number'])}" if "number" in it.data else ""
    return it.texted(f"Part{number} added")


# The work on it.


@tells("improvement.assigned")
def _assigned(it: Happening) -> str:
    return upper("; ".join(changed(it, field) for field in ("owner", "lead") if field in it.data))


@tells("improvement.due_set")
@tells("action.due_set")
def _due_set(it: Happening) -> str:
    former, now, published = it.was("due"), it.data["due"], it.published_on()
    day = due.due_on(now, published)
    by = f" by {words.party(it.data['set_by'])}" if "set_by" in it.data else ""
    set_, approved = f", set{by}" if by else "", it.named(", approved by ", "approver")
    if former is None:
        none = now["kind"] == "none_set"
        return (f"No due date, as stated{by}" if none else f"Due date: {due.in_words(now, day)}{set_}") + approved
    days = due.days_moved(due.due_on(former, published), day)
    verb = "moved" if days else "changed"
    far = f" ({counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'})" if days else ""
    return f"Due date {verb} from {due.said(former)} to {due.said(now)}{far}{set_}{approved}"


@tells("improvement.noted")
def _noted(it: Happening) -> str:
    return it.texted(f"Progress note{_after_its_end(it)}")


def _after_its_end(it: Happening) -> str:
    """A note of a day before the end, only recorded late, is no note after it."""
    status = it.was("status")
    if status not in _AFTER:
        return ""
    end = it.was("closure" if status == "closed" else "end")
    return f" {_AFTER[status]}" if it.day >= words.span_of(end["on"]).first else ""


@tells("improvement.answered")
def _answered(it: Happening) -> str:
    return it.texted(f"Answered in public, {say(it.data['answer'])}")


# What was said of its completion.


@tells("improvement.claimed")
def _claimed(it: Happening) -> str:
    return it.texted("Reported complete by the force; evidence", "evidence")


@tells("improvement.assured")
def _assured(it: Happening) -> str:
    return it.texted("Checked by another voice in the force")


@tells("improvement.returned")
def _returned(it: Happening) -> str:
    where = it.named("at ", "meeting") or it.named("by ", "forum")  # a meeting names its forum
    return it.texted(f"Sent back {where or 'by ' + words.REVIEWER[it.data['returned_by']]}")


@tells("improvement.submitted")
def _submitted(it: Happening) -> str:
    return it.texted("Put to the inspectorate")


@tells("improvement.closed")
def _closed(it: Happening) -> str:
    how = "" if it.data["means"] == "other" else f", by {say(it.data['means'])}"
    level = f"; level of completion: {quoted(it.data['level'])}" if "level" in it.data else ""
    return f"Closed by {words.party(it.data['closed_by'])}{how}{level}"


# Its other ends, and that one did not last.


@tells("improvement.reopened")
def _reopened(it: Happening) -> str:
    return it.texted("Reopened")


@tells("improvement.superseded")
def _superseded(it: Happening) -> str:
    return it.texted(f"Superseded by {it.name(it.data['by'])}")


@tells("improvement.withdrawn")
def _withdrawn(it: Happening) -> str:
    return it.texted("Withdrawn by the inspectorate")


@tells("improvement.declined")
def _declined(it: Happening) -> str:
    return it.texted("Declined by the force")


@tells("improvement.passed_on")
def _passed_on(it: Happening) -> str:
    return it.texted(f"Not ours to deliver{it.named('; passed to ', 'to')}")
