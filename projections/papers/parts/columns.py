"""The columns of a progress report's tables: by its key the head of each, and what its cells say."""

from collections.abc import Callable, Iterable

from projections.papers.model import Table
from projections.papers.parts import standing
from projections.papers.parts.laying import row, table
from projections.papers.parts.since import Row, Since, Stands
from projections.papers.parts.telling import PARTLY, Said, lines
from projections.papers.parts.work import open_until
from projections.queries import due, words
from projections.queries.recurrence import in_words, recurrence

Tell = Callable[[Since, Stands], Said]


def table_of(since: Since, name: str, caption: str, keys: str, found: Iterable[Stands], empty: str) -> Table:
    """A table of improvements or actions, with the columns of these keys."""
    brief, columns = since.telling.brief, keys.split()
    rows = [
        row(brief, f"{name}/{each.ref}", each.ref, {key: _cell(key, since, each) for key in columns}) for each in found
    ]
    return table(brief, name, Said(caption), [(key, _COLUMNS[key][0]) for key in columns], rows, empty)


def _cell(key: str, since: Since, each: Stands) -> Said:
    """What one says; of what is partly under embargo, only what it is."""
    if each.whole:
        return _COLUMNS[key][1](since, each)
    return _LASTING[key](since, each) if key in _LASTING else Said(PARTLY)


# What it is.


def _ref(since: Since, each: Stands) -> Said:
    return Said(each.ref, since.telling.brief.at(each.ref, "text"))


def _text(since: Since, each: Stands) -> Said:
    return Said(each.found.body["text"], since.telling.brief.at(each.ref, "text"))


def _asked(since: Since, each: Stands) -> Said:
    return standing.asked(each.found, since.telling.brief.at(each.ref, "text", "parts", "condition"))


def _under(since: Since, each: Stands) -> Said:
    body = each.found.body
    under = body.get("under") or body.get("meeting") or "neither"
    return Said(under, since.telling.brief.at(each.ref, "under", "meeting"))


def _owner(since: Since, each: Stands) -> Said:
    return since.telling.who(each.found.body.get("owner")).also(*since.telling.brief.at(each.ref, "owner"))


def _times(since: Since, each: Stands) -> Said:
    """How often it was found, so far as that may be told."""
    times = in_words(recurrence(since.telling.names, each.found))
    return Said(times, (*since.telling.brief.at(each.ref, "links"), *_earlier(since, each).at))


def _earlier(since: Since, each: Stands) -> Said:
    """As what it was found, word for word."""
    brief, names = since.telling.brief, since.telling.names
    refs = (ref for ref in (recurrence(names, each.found) or {"of": ()})["of"] if brief.is_free(ref))
    told = ((ref, (names.body(ref) or {}).get("text") or words.ERASED) for ref in refs)
    return lines(*(Said(f"{ref}: {text}", brief.at(ref, "text", "links")) for ref, text in told))


# When it is due.


def _due(since: Since, each: Stands) -> Said:
    return _date(since, each, each.found.body.get("due"))


def _first(since: Since, each: Stands) -> Said:
    return _date(since, each, each.set_first)


def _date(since: Since, each: Stands, set_: Row | None) -> Said:
    """A date as it was set, and as it follows."""
    telling, of = since.telling, {"inspection": each.inspection}
    said = due.in_words(set_, due.due_on(set_, telling.names.published_on(of)))
    hangs = telling.brief.at(each.inspection, "published_on") if (set_ or {}).get("kind") == "within" else ()
    return Said(said, (*telling.brief.at(each.ref, "due"), *hangs))


def _later(since: Since, each: Stands) -> Said:
    """How far from the first day; one that was first moved nearer may have slipped only since."""
    days = (each.day - each.first).days if each.day and each.first else 0
    said = "moved since, to no later than the first" if days <= 0 else words.counted(days, "day")
    return Said(said, _due(since, each).at)


def _overdue(since: Since, each: Stands) -> Said:
    days = (since.telling.brief.today - each.day).days if each.day else 0
    return Said(words.counted(days, "day"), _due(since, each).at)


# How it stands.


def _status(since: Since, each: Stands) -> Said:
    return standing.stands(since.telling, each.found)


#: What somebody has yet to do, by how an improvement stands, and the fact since which it stands so.
_AWAITS = {
    "reported_complete": ("another voice in the force has to check it", "claim"),
    "assured": ("it has to be put to the inspectorate, or closed", "assurance"),
    "submitted": ("the inspectorate has to close it, or send it back", "submission"),
}


def _awaits(since: Since, each: Stands) -> Said:
    body, status = each.found.body, each.found.body["status"]
    awaits, fact = _AWAITS[status]
    said = f"{words.STATUS[status]}, {words.span(body[fact]['on'])}: {awaits}"
    return Said(said, since.telling.brief.at(each.ref, "status", fact))


def _stands(since: Since, each: Stands) -> Said:
    """Where an action stands, with its outcome, or by how much it is overdue."""
    body, brief = each.found.body, since.telling.brief
    on = f", {words.span(body['done_on'])}" if "done_on" in body else ""
    said = open_until(each.day, brief.today) if each.is_open else f"{body['status']}{on}"
    outcome = [Said(body["outcome"])] if "outcome" in body else []
    return lines(Said(said, brief.at(each.ref, "status", "done_on", "outcome", "due")), *outcome)


def _note(since: Since, each: Stands) -> Said:
    return since.progress.of(each.found)


def _since(_: Since, each: Stands) -> Said:
    """What was recorded of it since, entry by entry."""
    told = [f"{row['when']}: {row['sentence']} ({row['entry']})" for row in each.entries]
    return Said("\n".join(told) or "nothing", tuple(row["position"] for row in each.entries))


_COLUMNS: dict[str, tuple[str, Tell]] = {
    "ref": ("Ref", _ref),
    "text": ("What", _text),
    "asked": ("What is asked", _asked),
    "under": ("Under", _under),
    "owner": ("Owner", _owner),
    "times": ("How often", _times),
    "earlier": ("Earlier", _earlier),
    "first": ("First due", _first),
    "due": ("Due", _due),
    "later": ("Later by", _later),
    "overdue": ("Overdue by", _overdue),
    "status": ("Status", _status),
    "closed": ("Closed", _status),
    "ended": ("How it ended", _status),
    "awaits": ("Awaits", _awaits),
    "stands": ("Where it stands", _stands),
    "note": ("Latest progress note", _note),
    "since": ("Recorded since", _since),
}
#: What no later entry changes; an improvement's parts may have come later.
_LASTING: dict[str, Tell] = {"ref": _ref, "text": _text, "asked": _text}
