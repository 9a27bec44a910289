"""How an improvement stands, in words: whose it is, when it is due, how far it is, and what was said of it last."""

import json
from collections.abc import Iterator
from typing import Any

from ledger.vocabulary import say
from projections.papers.parts.telling import Said, Telling, lines, stated
from projections.queries import due, words
from projections.queries.conditions import days_left
from projections.queries.records import STANDS, Record
from projections.queries.recurrence import in_words, recurrence

Row = dict[str, Any]
#: What an improvement has ended as.
ENDED = frozenset({"closed", "superseded", "withdrawn", "declined", "not_ours"})
#: The notes of the latest day on each of some improvements, in the order of recording.
_NOTES = (
    "SELECT * FROM (SELECT h.stream, h.position, h.said_by, h.on_from, h.on_to, h.words, h.data, "
    "rank() OVER (PARTITION BY h.stream ORDER BY h.last_day DESC) AS place FROM happening h "
    f"WHERE {STANDS} AND h.type = 'improvement.noted' AND h.stream IN (SELECT value FROM json_each(?))) "
    "WHERE place = 1 ORDER BY position"
)


def asked(found: Record, at: tuple[int, ...]) -> Said:
    """What is to improve, word for word, with its parts."""
    parts = (Said(_part(part)) for part in found.body.get("parts", ()))
    condition = [Said(f"Condition: {_text(found.body['condition'])}")] if "condition" in found.body else []
    return lines(Said(found.body["text"]), *parts, *condition).also(*at)


def _part(part: Row) -> str:
    """As a register has it: ``a. Agree a plan``."""
    return f"{part['number']}. {_text(part['text'])}" if part.get("number") else _text(part["text"])


def _text(text: str | None) -> str:
    return words.ERASED if text is None else text


def number(telling: Telling, found: Record) -> Said:
    """Its reference, its number in the report, and what it stands under."""
    at, body = telling.brief.at, found.body
    told = [Said(found.ref, at(found.ref, "text"))]
    if "number" in body:
        told.append(Said(f"in the report: {_text(body['number'])}", at(found.ref, "number")))
    if "accelerated" in body:
        told.append(Said("issued before the report", at(found.ref, "accelerated")))
    if body.get("scope"):
        told.append(Said(words.SCOPE[body["scope"]], at(found.ref, "scope")))
    if body.get("under"):
        told.append(Said(f"under {body['under']}", at(found.ref, "under")))
    return lines(*told)


def owner(telling: Telling, found: Record) -> Said:
    """Whose it is, and who leads on it."""
    at = telling.brief.at
    whose = telling.who(found.body.get("owner")).also(*at(found.ref, "owner"))
    if "lead" not in found.body:
        return whose
    lead = telling.who(found.body["lead"]).also(*at(found.ref, "lead"))
    return lines(whose, Said(f"lead: {lead.text}", lead.at))


# When it is due.


def due_date(telling: Telling, found: Record) -> Said:
    """By when, who set that, the first date and how far it has moved."""
    set_, published = found.body.get("due"), telling.names.published_on(found.body)
    said = due.in_words(set_, due.due_on(set_, published))
    if not set_:
        return Said(said)
    late = [Said(each, telling.brief.at(found.ref, "status", "claim")) for each in _overdue(telling, found, published)]
    return lines(Said(said), *late, *map(Said, _history(set_, published))).also(*telling.every(found.ref, "due"))


def _overdue(telling: Telling, found: Record, published: str | None) -> Iterator[str]:
    """That its day has passed, by the rule by which the numbers of the paper count it as overdue."""
    left = days_left(found.body, published, telling.brief.today)
    if left is not None and left < 0:
        yield f"overdue by {words.counted(-left, 'day')}"


def _history(set_: Row, published: str | None) -> Iterator[str]:
    if set_.get("set_by"):
        yield f"set by {words.party(set_['set_by'])}"
    if set_["revisions"]:
        first = due.due_on(set_["first"], published)
        yield f"first {due.in_words(set_['first'], first)}"
        yield f"revised {words.times(set_['revisions'])}{_moved(first, due.due_on(set_, published))}"


def _moved(first: str | None, now: str | None) -> str:
    days = due.days_moved(first, now)
    return f", {words.counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} in all" if days else ""


# How far it is.


def status(telling: Telling, found: Record) -> Said:
    """Where it stands, and what was said of its completion or its end."""
    return lines(stands(telling, found), *_reached(telling, found), *_again(telling, found))


def stands(telling: Telling, found: Record) -> Said:
    """Its status, and of one that has ended by whom or what, when and why."""
    body, at = found.body, telling.brief.at
    said = words.STATUS[body["status"]]
    if body["status"] == "closed":
        return Said(said + _closure(body["closure"]), at(found.ref, "status", "closure"))
    if body["status"] not in ENDED:
        return Said(said, at(found.ref, "status"))
    end = body["end"]
    by = telling.called(end["by"]) if end["how"] == "passed_on" and "by" in end else Said(end.get("by", ""))
    to = f"{'; passed to' if end['how'] == 'passed_on' else ' by'} {by.text}" if by.text else ""
    text = f"{said}{to}, {words.span(end['on'])}{_texted('', end)[1]}"
    return Said(text, (*at(found.ref, "status", "end"), *by.at))


def _closure(told: Row) -> str:
    how = "" if told["means"] == "other" else f", by {say(told['means'])}"
    level = f"; level of completion: {words.quoted(told['level'])}" if "level" in told else ""
    return f" by {words.party(told['closed_by'])}, {words.span(told['on'])}{how}{level}"


def _reached(telling: Telling, found: Record) -> Iterator[Said]:
    """Each fact of its completion that stands, by whom it was said: they are facts of different parties."""
    for fact, said in _FACTS.items():
        told = found.body.get(fact)
        if told:
            by = telling.by(told["by"], told["on"]) if fact in _SAID_BY else Said("")
            said_by = f" by {by.text}" if by.text else ""
            text = said(told)
            at = (*telling.brief.at(found.ref, fact), *by.at)
            yield Said(f"{text[0]}{said_by}, {words.span(told['on'])}{text[1]}", at)


def _texted(lead: str, told: Row, field: str = "text") -> tuple[str, str]:
    return lead, f": {words.quoted(told[field])}" if field in told else ""


#: The facts of its completion, and what is said of each before and after its day.
_FACTS: dict[str, Any] = {
    "return": lambda told: _texted(f"Sent back by {words.REVIEWER[told['returned_by']]}", told),
    "claim": lambda told: _texted("Reported complete", told, "evidence"),
    "assurance": lambda told: _texted("Checked", told),
    "submission": lambda told: _texted("Put to the inspectorate", told),
    "reopening": lambda told: _texted("Reopened", told),
}
_SAID_BY = frozenset({"claim", "assurance"})


def _again(telling: Telling, found: Record) -> Iterator[Said]:
    """That it was found before, where all that it recurs from may be told of."""
    times = recurrence(telling.names, found)
    brief = telling.brief
    if times and all(brief.is_free(ref) and brief.is_whole(ref) for ref in times["of"]):
        earlier = tuple(at for ref in times["of"] for at in brief.at(ref, "text"))
        said = f"Found for the {in_words(times)} ({words.listed(times['of'])})"
        yield Said(said, (*telling.every(found.ref, "links"), *earlier))


# What was said of it.


class Progress:
    """The notes of the latest day on each of some improvements, looked up once."""

    def __init__(self, telling: Telling, found: list[Record]) -> None:
        self._telling = telling
        refs = [each.ref for each in found if "note" in each.body]
        self._notes: dict[str, list[Any]] = {}
        for note in telling.views.query(_NOTES, (json.dumps(refs),)) if refs else ():
            self._notes.setdefault(note["stream"], []).append(note)

    def of(self, found: Record) -> Said:
        """What was said last, word for word, by whom and when; several notes of one day, in the order of recording."""
        told = [piece for note in self._notes.get(found.ref, ()) for piece in self._told(note)]
        return lines(*told) if told else Said("none recorded")

    def _told(self, note: Any) -> Iterator[Said]:
        data, at = json.loads(note["data"]), (note["position"],)
        days = words.iso(note["on_from"], note["on_to"])
        as_worded = json.loads(note["words"]) if note["words"] else None
        by = self._telling.by(note["said_by"], days)
        yield Said(data["text"], at)
        yield Said(f"({by.text}, {stated(days, as_worded)})", (*at, *by.at))
