"""Correct an entry: what was recorded stays, and what is given now stands in its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from commands.context import Writing, entry_number
from commands.improvement import ANY, due_of, repeats, said
from commands.options import records
from commands.parameters import argument, option
from commands.record import check_reason, entry_row
from commands.text import Clip, File
from ledger.errors import RuleBroken, Unreadable
from ledger.vocabulary import a, word

if TYPE_CHECKING:
    from ledger.codec import Entry, Happened
    from ledger.draft import Saying
    from ledger.events import Event
    from ledger.events.base import Period

_YES_OR_NO = {"yes": 1, "no": None}
#: The pattern of a field that refers to records begins with their kinds.
_REFERS = re.compile(r"\^\(([A-Z|]+)\)-")


@records
def correct(
    writing: Writing,
    entry: Annotated[str, argument("E-n", help="The entry that is wrong; `afi timeline` and `afi log` show them.")],
    authority: Annotated[
        str, option("--authority", metavar="TEXT", help="On whose authority, like a letter or a minute.")
    ],
    changes: Annotated[
        list[str] | None,
        argument("FIELD=VALUE...", help="What it should say, like owner=POST-4; nothing after = leaves it out."),
    ] = None,
    text: Annotated[str | None, option("--text", metavar="TEXT", help="What its text should be.")] = None,
    file: File = None,
    clip: Clip = False,
) -> None:
    """Correct an entry on somebody's authority, and say why (--reason): what was recorded stays beside it.

    Who said it, when, and its sources stay as they were, but for what --by, --on and --source say.
    """
    from ledger.events import Prose

    now = _standing(writing, entry_number(entry))
    check_reason(writing)
    saying = replace(_saying(writing, now), authority=Prose(authority))
    values = _values(writing, now, changes or [])
    if text is not None or file or clip:
        values[_text_field(now)] = said(text, file, clip)
    if now.fields | values == now.fields and now.says(saying):
        raise RuleBroken("That is what is recorded.", "Say what it should be instead.")
    event = _event(now, values)
    writing.record(lambda draft: draft.correct(now.position, event, saying))


# What the entry says now.


@dataclass(frozen=True)
class _Standing:
    """An entry as it was last corrected, with its texts as they were typed."""

    position: int
    entry: "Entry"
    fields: dict[str, Any]
    on: "Happened"

    @property
    def event(self) -> "Event":
        """The event, as its newest version says it."""
        return self.entry.event

    @property
    def kinds(self) -> dict[str, Any]:
        """What each field can hold."""
        hints = get_type_hints(type(self.event), include_extras=True)
        return {name: hints[name] for name in type(self.event).model_fields}

    def says(self, saying: "Saying") -> bool:
        """Whether it was said so: by whom, when, and in which sources."""
        return (saying.on, saying.said_by, saying.src) == (self.on, self.entry.said_by, self.entry.src)


def _standing(writing: Writing, position: int) -> _Standing:
    from ledger.codec import Happened, recall
    from ledger.events import Prose
    from ledger.proofs.entry import files_of, prose_of

    log = writing.reading.log
    row = entry_row(writing.reading, position)
    entry = recall(row.stored)
    _check_correctable(entry, position)
    until = repeats(writing) or log.size() + 1
    told = (recall(each.stored) for each in log.of_stream(row.stream) if each.position < until)
    entry = [entry, *(each for each in told if (each.fixes, each.type) == (position, entry.type))][-1]
    texts = log.texts([*prose_of(vars(entry)), *files_of(vars(entry))])
    words = entry.on.get("words")
    on = Happened(entry.span, words and _typed(Prose(None, words["prose"]), texts), "assumed" in entry.on)
    return _Standing(position, entry, {name: _typed(value, texts) for name, value in entry.event}, on)


def _check_correctable(entry: "Entry", position: int) -> None:
    if entry.event.lasting:
        raise RuleBroken(
            "What was recorded of keys, erasures and countersignatures, and of the ledger itself, cannot be corrected.",
            "It stands; record what holds from now on: `afi keys --help` and `afi policy --help` say how.",
        )
    if entry.fixes:
        raise Unreadable(f"E-{position} is itself a correction, of E-{entry.fixes}.", f"Correct E-{entry.fixes} again.")


def _typed(value: Any, texts: Mapping[str, bytes]) -> Any:
    """A value with its texts and files as they were before they were stored; an erased one stays a commitment."""
    from ledger.events import File, Prose
    from ledger.events.base import Part

    match value:
        case Prose(commitment=str(key)) if key in texts:
            return Prose(texts[key].decode())
        case File(commitment=str(key)) if key in texts:
            return File(texts[key])
        case Part():
            return value.model_copy(update={name: _typed(inner, texts) for name, inner in value})
    return value


def _is_erased(value: Any) -> bool:
    from ledger.events.base import Part

    if isinstance(value, Part):
        return any(_is_erased(inner) for _, inner in value)
    return getattr(value, "commitment", None) is not None


# What it is to say.


def _saying(writing: Writing, now: _Standing) -> "Saying":
    """As it was said, but for what is said anew."""
    saying, given = writing.saying(str(now.entry.span)), writing.said
    if not given.on and _is_erased(now.on.words):
        raise RuleBroken(f"The words for when E-{now.position} happened were erased.", "Say it anew, with --on DATE.")
    return replace(
        saying,
        on=saying.on if given.on else now.on,
        said_by=saying.said_by or now.entry.said_by,
        src=saying.src or now.entry.src,
    )


def _values(writing: Writing, now: _Standing, changes: list[str]) -> dict[str, Any]:
    """The fields that are given, each read as what it can hold; nothing where it is to be left out."""
    kinds = now.kinds
    found: dict[str, Any] = {}
    for typed in changes:
        name, equals, value = typed.partition("=")
        name = re.sub(r"[\s-]+", "_", name.strip().casefold())
        if not equals:
            raise Unreadable(f'"{typed}" does not say what is to change.', "Write FIELD=VALUE, like owner=POST-4.")
        if name not in kinds:
            raise Unreadable(f'E-{now.position} has no "{_shown(name)}".', _what_it_has(kinds))
        if name in found:
            raise Unreadable(f'There are two values of "{_shown(name)}".', "Give one of the two.")
        found[name] = _read(writing, _shown(name), kinds[name], value) if value.strip() else None
    return found


def _what_it_has(kinds: Mapping[str, Any]) -> str:
    if not kinds:
        return "Its date, who said it and its sources are corrected with --on, --by and --source."
    return f"What it has: {', '.join(map(_shown, kinds))}."


def _shown(name: str) -> str:
    """A field as it is typed."""
    return name.replace("_", "-")


def _text_field(now: _Standing) -> str:
    """The field that --text means: ``text``, or the only one that holds free text."""
    from ledger.events import Prose

    texts = [name for name, kind in now.kinds.items() if Prose in (kind, *get_args(kind))]
    if "text" in texts or len(texts) == 1:
        return "text" if "text" in texts else texts[0]
    raise Unreadable(
        f"E-{now.position} has {len(texts) or 'no'} texts, so --text says too little.", _what_it_has(now.kinds)
    )


def _event(now: _Standing, values: dict[str, Any]) -> "Event":
    """The event with these values in place of its own."""
    from pydantic import ValidationError

    fields = {name: value for name, value in (now.fields | values).items() if value not in (None, ())}
    if erased := [name for name, value in fields.items() if _is_erased(value)]:
        name = _shown(erased[0])
        raise RuleBroken(f'The "{name}" of E-{now.position} was erased.', f"Say it anew: {name}=TEXT.")
    try:
        event = type(now.event)(**fields)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        needed = f'There has to be {a(name).partition(" ")[0]} "{_shown(name)}" in'
        what = f'That cannot be the "{_shown(name)}" of' if name in fields else needed
        raise Unreadable(f"{what} E-{now.position}.", f"`afi show {now.entry.stream}` has what it is now.") from None
    if event.begins != now.event.begins:
        raise RuleBroken(
            f"A correction cannot make {now.entry.stream} a record of another kind.",
            "Void it with `afi void`, and record the other.",
        )
    return event


# Reading a value as what its field can hold.


def _read(writing: Writing, name: str, kind: Any, typed: str) -> Any:
    """The value that was typed for a field, by what its annotation lets it hold."""
    from ledger.events.base import Flag
    from ledger.events.improvement import Due

    [kind] = [each for each in get_args(kind) if each is not NoneType] if NoneType in get_args(kind) else [kind]
    if get_origin(kind) is tuple:
        return tuple(_read(writing, name, get_args(kind)[0], each) for each in typed.split(","))
    if kinds := _kinds(kind):
        return writing.named(typed.strip(), *kinds)
    if kind == Due:
        return due_of(typed)
    if kind == Flag:
        return _flag(name, typed)
    return _of_class(name, kind, typed) if isinstance(kind, type) else _plain(name, kind, typed)


def _of_class(name: str, kind: type, typed: str) -> Any:
    from commands.forum import cadence_of
    from ledger.events import Prose
    from ledger.events.base import Period
    from ledger.events.forum import Cadence

    if kind is Prose:
        return Prose(typed)
    if kind is Cadence:
        return cadence_of(typed)
    if issubclass(kind, StrEnum):
        return word(kind, typed)
    if issubclass(kind, Period):
        return _period(kind, typed)
    raise Unreadable(f'The "{name}" cannot be typed.', "Void the record with `afi void`, and record it again.")


def _kinds(kind: Any) -> tuple[str, ...]:
    """The kinds of record that a field can refer to, the first being that of a bare number; or none."""
    patterns = (str(getattr(each, "pattern", "")) for each in get_args(kind)[1:])
    named = {kind for pattern in patterns if (of := _REFERS.match(pattern)) for kind in of[1].split("|")}
    return tuple(kind for kind in ANY if kind in named)


def _period(kind: "type[Period]", typed: str) -> "Period":
    from ledger import days
    from ledger.events import Prose

    span, words = days.understand(typed, days.uk_today(), ahead=True)
    own = {"words": Prose(words)} if words and "words" in kind.model_fields else {}
    return kind.model_validate({"from": span.start, "to": span.end, **own})


def _flag(name: str, typed: str) -> int | None:
    folded = typed.strip().casefold()
    if folded not in _YES_OR_NO:
        raise Unreadable(f'"{name}" is yes or no, not "{typed}".', f"Write {name}=yes or {name}=no.")
    return _YES_OR_NO[folded]


def _plain(name: str, kind: Any, typed: str) -> int | str:
    """A moment, a number (of an entry too), or what is written in one way only."""
    from ledger import days
    from ledger.events.base import Moment

    if kind == Moment:
        return days.moment(typed, days.uk_today(), ahead=True)
    if get_args(kind)[0] is not int:
        return typed.strip()
    digits = re.fullmatch(r"(?:[Ee]-)?([0-9]{1,16})", typed.strip())
    if not digits:
        raise Unreadable(f'"{name}" is a number, not "{typed}".', f"Write digits, like {name}=2017.")
    return int(digits[1])
