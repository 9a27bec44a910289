"""Actions, and what is expected to happen."""

from projections.queries import due, words
from projections.queries.sentences.base import Happening, changed, tells, upper


@tells("action.added")
def _added(it: Happening) -> str:
    where = f"{it.named(' under ', 'under')}{it.named(' at ', 'meeting')}{it.named(', owned by ', 'owner')}"
    return it.texted(f"Action added{where}{_due(it)}")


def _due(it: Happening) -> str:
    match it.data.get("due"):
        case None:
            return ""
        case {"kind": "none_set"}:
            return ", with no due date, as stated"
        case found:
            return f", due {due.in_words(found, due.due_on(found, it.published_on()))}"


@tells("action.assigned")
def _assigned(it: Happening) -> str:
    return upper(changed(it, "owner"))


@tells("action.done")
def _done(it: Happening) -> str:
    return it.texted("Action done")


@tells("action.dropped")
def _dropped(it: Happening) -> str:
    return it.texted("Action dropped")


@tells("expectation.added")
def _expected(it: Happening) -> str:
    found = it.data.get("expected")
    when = f"for {words.expected(found)}" if found else "with no date given"
    return it.texted(f"Expected {when}{it.named(', about ', 'about')}")


@tells("expectation.moved")
def _moved(it: Happening) -> str:
    former, now = it.was("expected"), it.data.get("expected")
    if now is None:
        return f"No longer expected for {words.expected(former)}; no day is known"
    return f"Now expected for {words.expected(now)}" + (f", no longer for {words.expected(former)}" if former else "")


@tells("expectation.met")
def _met(it: Happening) -> str:
    return it.texted("What was expected happened")


@tells("expectation.lapsed")
def _lapsed(it: Happening) -> str:
    return it.texted("No longer expected; it did not happen")
