"""Each event as one plain sentence: what changed, from what to what. No program's word reaches the reader."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ledger.vocabulary import say
from projections.queries import due, words
from projections.queries.names import Names, held_on
from projections.queries.records import at, before
from projections.queries.words import counted, listed, plain, quoted
from projections.views import Views

_Teller = Callable[["Happening"], str]
_TELLERS: dict[str, _Teller] = {}
_SENSE = {"strength": "Strength", "weakness": "Weakness", "mixed": "Mixed finding", "neutral": "Finding"}
_ADDRESSED = {"to": "to", "copied": "copied to"}
_GIVEN = {
    "not_graded": "not graded",
    "narrative_only": "given a narrative and no grade",
    "not_yet_graded": "not yet graded",
    "not_inspected": "not inspected",
}


class Happening:
    """An event as the read models have it, with the names and former values that its sentence needs."""

    def __init__(self, views: Views, names: Names, row: Any, data: dict[str, Any]) -> None:
        self.stream: str = row["stream"]
        self.position: int = row["position"]
        self.day = date.fromisoformat(row["last_day"])
        self.data = data
        self.names = names
        self._views = views

    def name(self, ref: str) -> str:
        """What a record was called on that day."""
        return self.names.of(ref, self.day)

    def was(self, field: str) -> Any:
        """What a field was before."""
        return before(self._views, self.stream, field, self.position)

    def made(self, field: str) -> Any:
        """What the event made of a field."""
        return at(self._views, self.stream, field, self.position)

    def published_on(self) -> str | None:
        """When the report of the record's inspection was published."""
        return self.names.published_on(self.names.body(self.stream) or {})


def sentence(type_name: str, happening: Happening) -> str:
    """The sentence of an event of this type."""
    return _TELLERS[type_name](happening)


def told() -> frozenset[str]:
    """The types that have a sentence."""
    return frozenset(_TELLERS)


def _tells(type_name: str) -> Callable[[_Teller], _Teller]:
    def register(teller: _Teller) -> _Teller:
        _TELLERS[type_name] = teller
        return teller

    return register


# The ledger and its keys.


@_tells("ledger.opened")
def _opened(it: Happening) -> str:
    people = listed(list(dict.fromkeys(it.name(key["person"]) for key in it.data["keys"])))
    kind = "Fictitious ledger" if "fictitious" in it.data else "Ledger"
    follows = it.data.get("follows")
    after = f", going on from an earlier ledger after its entry E-{follows['size']}" if follows else ""
    return f"{kind} opened with the key of {people}{after}"


@_tells("ledger.clock_accepted")
def _clock_accepted(it: Happening) -> str:
    return "Accepted that earlier entries bear a time ahead of the clock"


@_tells("key.enrolled")
def _enrolled(it: Happening) -> str:
    return f"Key enrolled for {it.name(it.data['person'])}, with the right to {listed(it.data['rights'])}"


@_tells("key.retired")
def _retired(it: Happening) -> str:
    return f"Key of {_owner_of_key(it)} retired; what it signed stands"


@_tells("key.revoked")
def _revoked(it: Happening) -> str:
    return f"Key of {_owner_of_key(it)} revoked; what it signed after entry E-{it.data['after']} no longer counts"


def _owner_of_key(it: Happening) -> str:
    return it.name(it.made(f"key.{it.data['key']}")["person"])


# Who and what.


@_tells("organisation.added")
def _organisation(it: Happening) -> str:
    return f"{say(it.data['kind']).capitalize()} added: {plain(it.data['name'])}"


@_tells("organisation.renamed")
def _renamed(it: Happening) -> str:
    names = it.was("names")
    return f"Renamed from {plain(held_on(names, it.day, names[0])['name'])} to {plain(it.data['name'])}"


@_tells("person.added")
def _person(it: Happening) -> str:
    return f"Person added: {plain(it.data['name'])}{_of(it)}"


@_tells("post.created")
def _post(it: Happening) -> str:
    return f"Post created: {plain(it.data['title'])}{_of(it)}"


def _of(it: Happening) -> str:
    return f", {it.name(it.data['organisation'])}" if "organisation" in it.data else ""


@_tells("post.held")
def _held(it: Happening) -> str:
    former = _holder_before(it)
    after = f", after {it.name(former)}" if former else ""
    return f"{it.name(it.data['holder'])} holds the post of {it.name(it.stream)}{after}"


@_tells("post.vacated")
def _vacated(it: Happening) -> str:
    former = _holder_before(it)
    who = it.name(former) if former else "Its holder"
    return f"{who} no longer holds the post of {it.name(it.stream)}; no successor is recorded"


def _holder_before(it: Happening) -> str | None:
    return held_on(it.was("holders") or (), it.day, {"holder": None})["holder"]  # type: ignore[no-any-return]


@_tells("document.added")
def _document(it: Happening) -> str:
    printed = it.data.get("marking")
    marking = (
        ""
        if not printed
        else (", no marking stated" if printed == "none_stated" else f", marked {words.marking(printed)}")
    )
    people = ((word, [it.name(ref) for ref in it.data.get(field, ())]) for field, word in _ADDRESSED.items())
    to = "".join(f", {word} {listed(names)}" for word, names in people if names)
    return f"{say(it.data['kind']).capitalize()} added: {quoted(it.data['title'])}{to}{marking}"


@_tells("question.added")
def _question(it: Happening) -> str:
    pillar = "" if it.data["pillar"] == "none" else f"{it.data['pillar']}, "
    return f"Question added: {quoted(it.data['name'])} ({pillar}{words.framework(it.data['framework'])})"


@_tells("question.aliased")
def _worded(it: Happening) -> str:
    return f"Question also worded {quoted(it.data['alias'])}"


# Inspections, and what they found.


@_tells("inspection.opened")
def _inspection(it: Happening) -> str:
    data, forces = it.data, it.data["forces"]
    whom = listed([it.name(force) for force in forces]) if len(forces) < 4 else counted(len(forces), "force")
    days = data.get("fieldwork")
    fieldwork = f"; fieldwork {words.span(words.iso(days['from'], days['to']))}" if days else ""
    what = f"{quoted(data['title'])} ({words.framework(data['framework'])}, year {data['cycle']})"
    return f"Inspection opened: {what}, by {it.name(data['inspectorate'])} of {whom}{fieldwork}"


@_tells("inspection.aliased")
def _alias(it: Happening) -> str:
    return f"Inspection also known as {quoted(it.data['alias'])}"


@_tells("inspection.asked")
def _asked(it: Happening) -> str:
    questions = it.data["questions"]
    return f"{counted(len(questions), 'question')} asked: {'; '.join(it.name(ref) for ref in questions)}"


@_tells("inspection.published")
def _published(it: Happening) -> str:
    return "Report published"


@_tells("inspection.noted")
def _inspection_note(it: Happening) -> str:
    return f"Note on the inspection as a whole: {quoted(it.data['text'])}"


@_tells("inspection.found_none")
def _found_none(it: Happening) -> str:
    return f"No {words.KIND[it.data['kind']][1]} identified for {it.name(it.data['force'])}"


@_tells("grade.recorded")
def _grade(it: Happening) -> str:
    data = it.data
    given = _GIVEN.get(data["outcome"], f"graded {words.outcome(data['outcome'])}")
    carried = f", carried forward from {data['year']}" if data.get("basis") == "carried_forward" else ""
    return f"{it.name(data['force'])} {given} for {_subject(it)}{carried}"


def _subject(it: Happening) -> str:
    return it.name(it.data["question"]) if "question" in it.data else words.overall(it.data["overall"])


@_tells("finding.recorded")
def _finding(it: Happening) -> str:
    return f"{_SENSE[it.data['sense']]} in {it.name(it.data['force'])}{_voice(it)}: {quoted(it.data['text'])}"


@_tells("finding.part_added")
def _part(it: Happening) -> str:
    return f"Part added to the finding ({say(it.data['sense'])}){_voice(it)}: {quoted(it.data['text'])}"


def _voice(it: Happening) -> str:
    return "" if it.data["voice"] == "inspectorate" else f", in the voice of {words.voice(it.data['voice'])}"


# The life of an improvement.


@_tells("improvement.raised")
def _raised(it: Happening) -> str:
    number = f", numbered {plain(it.data['number'])}" if "number" in it.data else ""
    return f"{words.KIND[it.data['kind']][0].capitalize()} raised{number}: {quoted(it.data['text'])}"


@_tells("improvement.assigned")
def _assigned(it: Happening) -> str:
    changes = [_changed(it, field) for field in ("owner", "lead") if field in it.data]
    return _upper("; ".join(changes))


def _changed(it: Happening, field: str) -> str:
    former, now = it.was(field), it.name(it.data[field])
    return f"{field} changed from {it.name(former)} to {now}" if former else f"{field} set to {now}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


@_tells("improvement.due_set")
def _due_set(it: Happening) -> str:
    former, now, published = it.was("due"), it.data["due"], it.published_on()
    day = due.due_on(now, published)
    by = f" by {words.party(it.data['set_by'])}"
    approved = f", approved by {it.name(it.data['approver'])}" if "approver" in it.data else ""
    if former is None:
        none = now["kind"] == "none_set"
        return ("No due date, as stated" if none else f"Due date: {due.in_words(now, day)}, set") + by + approved
    days = due.days_moved(due.due_on(former, published), day)
    verb = "moved" if days else "changed"
    far = f" ({counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'})" if days else ""
    return f"Due date {verb} from {due.said(former)} to {due.said(now)}{far}, set{by}{approved}"


@_tells("improvement.noted")
def _noted(it: Happening) -> str:
    after = " after closure" if it.made("notes_after_closure") else ""
    return f"Progress note{after}: {quoted(it.data['text'])}"


@_tells("improvement.claimed")
def _claimed(it: Happening) -> str:
    return f"Reported complete by the force; evidence: {quoted(it.data['evidence'])}"


@_tells("improvement.closed")
def _closed(it: Happening) -> str:
    means = it.data["means"].replace("_", " ")
    how = "" if means == "other" else f", by {means}"
    level = f"; level of completion: {quoted(it.data['level'])}" if "level" in it.data else ""
    return f"Closed by {words.party(it.data['closed_by'])}{how}{level}"
