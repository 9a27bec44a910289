"""Any event that a class allows, made from the annotations of its fields, and any entry that may record it.

A field of a kind that is not known here is a TypeError: an event may hold closed words, references, days,
numbers, hashes, names of ledgers and keys, and texts, and nothing else (docs/proof-format.md, the prose rule).
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from ledger.codec import Entry, Happened, settle
from ledger.days import Span, first_day, last_day
from ledger.errors import Unreadable
from ledger.events import NOUNS, Event, File, Prose
from ledger.events.base import REGISTRY
from ledger.proofs.entry import SAFE
from ledger.vocabulary import prose

for noun in NOUNS:
    import_module(f"ledger.events.{noun}")
EVENTS = sorted(REGISTRY.values(), key=lambda event: (event.type, event.v))

DAYS = st.one_of(
    st.integers(1800, 2099).map(str),
    st.dates(date(1800, 1, 1), date(2099, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.dates(date(1800, 1, 1), date(2099, 12, 31)).map(date.isoformat),
)
SPANS = (
    st.tuples(DAYS, DAYS)
    .map(lambda pair: sorted(pair, key=first_day))
    .filter(lambda pair: first_day(pair[0]) <= last_day(pair[1]))
    .map(lambda pair: Span(*pair))
)


def _can_be_recorded(text: str) -> bool:
    try:
        return bool(prose(text))
    except Unreadable:
        return False


TEXTS = st.text(min_size=1, max_size=20).filter(_can_be_recorded).map(Prose)
HAPPENINGS = st.builds(Happened, SPANS, st.none() | TEXTS, st.booleans())
_NUMBERS = st.integers(1, SAFE)
_SMALL = st.integers(1, 999_999_999)

Model = TypeVar("Model", bound=BaseModel)


@cache
def models(model: type[Model]) -> st.SearchStrategy[Model]:
    """Any instance of a model (an event, or a value within one) that its validators allow."""
    fields = {
        field.alias or name: _values(field.annotation, (*field.metadata,)) for name, field in model.model_fields.items()
    }
    return st.fixed_dictionaries(fields).flatmap(lambda given: _made(model, given))


def _made(model: type[Model], given: dict[str, Any]) -> st.SearchStrategy[Model]:
    try:
        return st.just(model.model_validate(given))
    except ValidationError:  # what only a validator knows: a day of no calendar, a period that ends before it begins
        return st.nothing()


def _values(annotation: Any, limits: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """Any value of a field with this annotation and these constraints."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _values(inner[0], (*limits, *inner[1:]))
    if origin in (Union, UnionType):
        return st.one_of([st.none() if each is NoneType else _values(each) for each in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return _tuples(inner[0])
    if annotation is Prose:
        return TEXTS
    if annotation is File:
        return st.binary(min_size=1, max_size=20).map(File)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return models(annotation)
    return _plain(annotation, list(_flat(limits)))


def _tuples(item: Any) -> st.SearchStrategy[Any]:
    words = isinstance(item, type) and issubclass(item, StrEnum)  # listed once each, in alphabetical order
    lists = st.lists(_values(item), min_size=1, max_size=3, unique=words)
    return lists.map(sorted).map(tuple) if words else lists.map(tuple)


def _plain(annotation: Any, limits: list[Any]) -> st.SearchStrategy[Any]:
    """Text only by a pattern, and numbers only between limits."""
    if annotation is str and (pattern := _limit(limits, "pattern")):
        return st.from_regex(pattern, fullmatch=True)
    if annotation is int and (least := _limit(limits, "ge")) is not None and (most := _limit(limits, "le")):
        return st.integers(least, most)
    raise TypeError(f"an event cannot hold a {annotation} with {limits}")


def _limit(limits: list[Any], name: str) -> Any:
    return next((getattr(limit, name) for limit in limits if getattr(limit, name, None) is not None), None)


def _flat(limits: tuple[Any, ...]) -> Iterator[Any]:
    for limit in limits:
        yield from limit.metadata if isinstance(limit, FieldInfo) else (limit,)


def entries(event: Event) -> st.SearchStrategy[Entry]:
    """Any entry that may record ``event``; its salts are noughts."""
    texts = st.none() | TEXTS.map(lambda text: settle(text, bytes).data)
    own = event.type.partition(".")[0] in {"ledger", "key"}
    return st.builds(
        Entry,
        stream=st.just("LEDGER") if own else _SMALL.map(f"{event.begins or 'AFI'}-{{}}".format),
        version=_NUMBERS,
        type=st.just(event.type),
        v=st.just(event.v),
        data=st.just(settle(event, bytes).data),
        at=st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1)).map("{:%Y-%m-%dT%H:%M:%S.%fZ}".format),  # noqa: DTZ001
        on=HAPPENINGS.map(lambda on: settle(on, bytes).data),
        recorded_by=_SMALL.map("PER-{}".format),
        said_by=st.sampled_from(["PER-1", "POST-2", "ORG-3"]),
        cmd=st.binary(min_size=16, max_size=16).map(bytes.hex),
        key=st.binary(min_size=32, max_size=32).map(bytes.hex),
        batch=st.tuples(_NUMBERS, _NUMBERS).map(lambda pair: (min(pair), max(pair))),
        src=st.lists(st.sampled_from(["DOC-1", "DOC-2:3.8", "DOC-2:p6.b2"]), max_size=2, unique=True).map(tuple),
        why=texts,
        authority=texts,
        fixes=st.none() if own else st.none() | _NUMBERS,
    )
