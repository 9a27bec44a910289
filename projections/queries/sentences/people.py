"""Organisations, people, and posts with their holders."""

from ledger.vocabulary import say
from projections.queries.names import held_on
from projections.queries.sentences.base import Happening, renamed, tells
from projections.queries.words import plain


@tells("organisation.added")
def _organisation(it: Happening) -> str:
    return f"{say(it.data['kind']).capitalize()} added: {plain(it.data['name'])}"


@tells("organisation.renamed")
def _renamed(it: Happening) -> str:
    return renamed(it, "name")


@tells("person.added")
def _person(it: Happening) -> str:
    return f"Person added: {plain(it.data['name'])}{it.named(', ', 'organisation')}"


@tells("post.created")
def _post(it: Happening) -> str:
    return f"Post created: {plain(it.data['title'])}{it.named(', ', 'organisation')}"


@tells("post.held")
def _held(it: Happening) -> str:
    former = _holder_before(it)
    after = f", after {it.name(former)}" if former else ""
    return f"{it.name(it.data['holder'])} holds the post of {it.name(it.stream)}{after}"


@tells("post.vacated")
def _vacated(it: Happening) -> str:
    former = _holder_before(it)
    who = it.name(former) if former else "Its holder"
    return f"{who} no longer holds the post of {it.name(it.stream)}; no successor is recorded"


def _holder_before(it: Happening) -> str | None:
    return held_on(it.was("holders") or (), it.day, {"holder": None})["holder"]  # type: ignore[no-any-return]
