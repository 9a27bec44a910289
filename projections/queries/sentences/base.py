"""What the tellers of all nouns share: the event before them, and how its parts are said."""

import json
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from ledger.vocabulary import kind_of
from projections.queries.names import Names, held_on
from projections.queries.records import before
from projections.queries.words import listed, plain, quoted
from projections.views import Views

_Teller = Callable[["Happening"], str]
_TELLERS: dict[str, _Teller] = {}
#: The modules that tell the events of each noun; a due date is set alike of an action and of an improvement.
_MODULES = {
    "document": ("documents",),
    "paper": ("documents",),
    "pack": ("documents",),
    "improvement": ("improvements",),
    "finding": ("inspections",),
    "grade": ("inspections",),
    "inspection": ("inspections",),
    "question": ("inspections",),
    "forum": ("meetings",),
    "meeting": ("meetings",),
    "context": ("own",),
    "countersignature": ("proof",),
    "definition": ("own",),
    "key": ("own",),
    "ledger": ("own",),
    "policy": ("proof",),
    "predecessor": ("proof",),
    "setting": ("own",),
    "text": ("proof",),
    "organisation": ("people",),
    "person": ("people",),
    "post": ("people",),
    "record": ("record",),
    "action": ("work", "improvements"),
    "expectation": ("work",),
}
#: What has a title of its own, which stands in quotation marks.
_TITLED = frozenset({"INS", "DOC", "PAP"})


class Happening:
    """An event as the read models have it, with the names and former values that its sentence needs.

    A correction is told from where the entry stands that it corrects: what was before that one was before it too.
    """

    def __init__(self, views: Views, names: Names, row: Any, data: dict[str, Any]) -> None:
        self.stream: str = row["stream"]
        self.position: int = row["fixes"] or row["position"]
        self.day = date.fromisoformat(row["last_day"])
        self.data = data
        self.names = names
        self._views = views

    def name(self, ref: str) -> str:
        """What a record was called on that day; a meeting by its forum and day."""
        if kind_of(ref) == "MTG":
            return f"{self.names.label(ref)} ({ref})"
        name = self.names.of(ref, self.day)
        return f"“{name}”" if kind_of(ref) in _TITLED and not name.startswith(ref) else name

    def was(self, field: str) -> Any:
        """What a field was before."""
        return before(self._views, self.stream, field, self.position)

    def replaced(self) -> str | None:
        """The sentence of the entry in whose place it stands; ``None`` where that is not seen, or means nothing."""
        for row in self._views.query("SELECT * FROM happening WHERE position = ? AND NOT void", (self.position,)):
            return sentence(row["type"], Happening(self._views, self.names, row, json.loads(row["data"])))
        return None

    def published_on(self) -> str | None:
        """When the report was published of the inspection that the record, or what it stands under, belongs to."""
        body = self.names.body(self.stream) or {}
        return self.names.published_on(body if "inspection" in body else self.names.body(body.get("under", "")) or {})

    def named(self, lead: str, field: str) -> str:
        """The records that a field names, after some words; nothing where it names none."""
        found = self.data.get(field, [])
        refs = [found] if isinstance(found, str) else found
        return lead + listed([self.name(ref) for ref in refs]) if refs else ""

    def texted(self, lead: str, field: str = "text") -> str:
        """Some words, and the text of a field after them where it has one."""
        return f"{lead}: {quoted(self.data[field])}" if field in self.data else lead


def sentence(type_name: str, happening: Happening) -> str:
    """The sentence of an event of this type."""
    if type_name not in _TELLERS:
        _load(type_name.partition(".")[0])
    return _TELLERS[type_name](happening)


def told() -> frozenset[str]:
    """The types that have a sentence."""
    for noun in _MODULES:
        _load(noun)
    return frozenset(_TELLERS)


def _load(noun: str) -> None:
    for module in _MODULES[noun]:
        import_module(f"projections.queries.sentences.{module}")


def tells(type_name: str) -> Callable[[_Teller], _Teller]:
    """Makes a function the teller of the events of a type."""

    def register(teller: _Teller) -> _Teller:
        _TELLERS[type_name] = teller
        return teller

    return register


def upper(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def changed(it: Happening, field: str) -> str:
    """From whom to whom a field was changed."""
    former, now = it.was(field), it.name(it.data[field])
    return f"{field} changed from {it.name(former)} to {now}" if former else f"{field} set to {now}"


def renamed(it: Happening, title: str) -> str:
    """From what to what a record was renamed; its first name is from before there was a list of them."""
    names = it.was("names") or [{"name": it.was(title)}]
    return f"Renamed from {plain(held_on(names, it.day, names[0])['name'])} to {plain(it.data['name'])}"
