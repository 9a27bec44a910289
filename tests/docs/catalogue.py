"""Makes docs/events.md from the event classes: what each means, the right it needs, its fields and their kinds."""

import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from ledger import vocabulary
from ledger.events import NOUNS, Event
from ledger.events.base import Part
from ledger.proofs.entry import right_needed
from ledger.vocabulary import KINDS, Right
from tests.ledger.strategies import EVENTS

HEAD = """\
# Events

Everything that can happen in a ledger, as it is stored for ever. `make docs` writes this page from the classes in
`ledger/events/`, and the tests fail where it has drifted.

What every entry says besides (when it happened, who said it and who recorded it, where it stands, why) is in
[proof-format.md](proof-format.md); what the words mean is in [vocabulary.md](vocabulary.md). To record an event a
signing key needs the right that is named. A field in *italics* may be absent; a text is a commitment to prose; a list
has at least one item; words are listed at the end.
"""

#: Kinds of value, by the names that ledger/events/base.py gives them.
PLAIN = {
    "Prose": "text",
    "Day": "day, month or year",
    "Flag": "1",
    "Number": "number from 1",
    "Year": "year from 1856 to 2099",
    "Fingerprint": "64 hex digits",
    "str": "128 hex digits",
    "Origin": "origin",
    "VerifierKey": "vkey",
    "Rights": "list of [right](#words)",
    "Organisation": "`ORG-n`",
    "Person": "`PER-n`",
    "Post": "`POST-n`",
    "Somebody": "`PER-n`, `POST-n` or `ORG-n`",
    "Inspection": "`INS-n`",
    "Question": "`QUE-n`",
    "Document": "`DOC-n`",
    "Grade": "`GRD-n`",
    "Improvement": "`AFI-n`, `COC-n` or `REC-n`",
    "Successor": "`AFI-n`, `COC-n`, `REC-n` or `INS-n`",
    "Concern": "`COC-n`",
    "Forum": "`FOR-n`",
    "Meeting": "`MTG-n`",
    "Expectation": "`EXP-n`",
    "Pack": "`PCK-n`",
    "Paper": "`PAP-n`",
    "Reader": "`PER-n`, `POST-n`, `ORG-n` or `FOR-n`",
    "Approver": "`PER-n`, `POST-n`, `ORG-n`, `FOR-n` or `MTG-n`",
    "Tabled": "`DOC-n` or `PAP-n`",
    "Record": "any reference",
    "Moment": "moment",
    "File": "file: a commitment to its bytes",
}
_FIELD = re.compile(r"((?:    #: .*\n)*)    (\w+): (.+?)(?: = .*)?$", re.MULTILINE)


def catalogue() -> str:
    """The page."""
    return "\n".join([HEAD, *_nouns(), *_words()])


def _nouns() -> Iterator[str]:
    for noun in sorted(NOUNS, key=lambda noun: (noun in KINDS.values(), noun)):
        yield f"## {noun.capitalize()}: {_streams(noun)}\n"
        events = (event for event in EVENTS if event.type.partition(".")[0] == noun)
        for event in sorted(events, key=lambda event: (event.mints is None, event.type, -event.v)):
            yield from _event(event)


def _streams(noun: str) -> str:
    if noun == "record":
        return "in the stream of any record"
    streams = [f"`{prefix}-n`" for prefix, kept_by in KINDS.items() if kept_by == noun] or ["`LEDGER`"]
    return f"stream {' or '.join(streams)}"


def _event(event: type[Event]) -> Iterator[str]:
    newest = max(other.v for other in EVENTS if other.type == event.type)
    begun = _streams(event.type.partition(".")[0])[7:] if event.v == newest else f"`{event.mints}-n`"
    begins = f" It begins the record {begun}." if event.mints else ""
    yield f"### `{event.type}`{'' if event.v == newest else f', version {event.v}'}\n"
    yield f"{_sentence(event)}{begins} Version {event.v}, right to {right_needed(event.type)}.\n"
    if event.model_fields:
        yield "| field | kind | |"
        yield "|---|---|---|"
        yield from _rows(event)
        yield ""


def _sentence(model: type[BaseModel]) -> str:
    return _spoken(inspect.cleandoc(model.__doc__ or ""))


def _rows(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """A line for each field; those of a value within follow it, under its name and a dot."""
    for comment, name, written in _FIELD.findall("".join(map(inspect.getsource, _written(model)))):
        field = model.model_fields.get(name)
        if field is None:
            continue  # not a field: the model's own settings
        shown, said = f"{above}{field.alias or name}", _spoken(comment.replace("#:", ""))
        models = _models(field.annotation)
        may_be_absent = not field.is_required() and not written.startswith("Literal")
        yield f"| {f'*{shown}*' if may_be_absent else shown} | {_kind(written, field.annotation)} | {said} |"
        for part in models:
            if len(models) > 1:
                yield f"| | | {_sentence(part)} |"
            yield from _rows(part, f"{shown}.")


def _written(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The classes that declare its fields, what it inherits first."""
    return [each for each in reversed(model.__mro__) if issubclass(each, Part) and each is not Part] or [model]


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The objects that a field may hold, each once."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return list(dict.fromkeys(model for inner in get_args(annotation) for model in _models(inner)))


def _kind(written: str, annotation: Any) -> str:
    """What a field holds, in words; ``written`` is its annotation in the source."""
    written = written.removesuffix(" | None")
    if several := re.fullmatch(r"tuple\[(\w+), \.\.\.\]", written):
        return f"list of {_kind(several[1], annotation)}"
    if limits := re.search(r"ge=(\d+), le=(\d+)", written):
        return f"number from {limits[1]} to {limits[2]}"
    if written.startswith("Literal"):
        return " or ".join(f"`{word}`" for word in get_args(annotation))
    if isinstance(getattr(vocabulary, written, None), type) and written not in PLAIN:
        return f"[{_spaced(written)}](#words)"
    return PLAIN[written] if written in PLAIN else "object" if len(_models(annotation)) == 1 else "one of these objects"


def _words() -> Iterator[str]:
    """The closed vocabularies that fields use, in the order of the source."""
    yield "## Words\n"
    yield "| | | |"
    yield "|---|---|---|"
    for name in vocabulary.__all__:
        words = getattr(vocabulary, name)
        if isinstance(words, type) and issubclass(words, StrEnum) and words is not StrEnum:
            choices = sorted(words) if words is Right else list(words)
            yield f"| {_spaced(name)} | {', '.join(f'`{word}`' for word in choices)} | {_spoken(words.__doc__ or '')} |"
    yield ""


def _spoken(text: str) -> str:
    """A docstring or comment in one line, as Markdown."""
    return " ".join(text.replace("``", "`").split())


def _spaced(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()
