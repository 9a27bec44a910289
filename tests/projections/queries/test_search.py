"""Search: what was said, by its words."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from pydantic import BaseModel

from ledger.draft import Draft
from ledger.events import NOUNS, Prose
from ledger.events.base import REGISTRY, File
from ledger.events.improvement import ImprovementNoted
from ledger.recording import Plan
from projections.queries.search import TEXTS, search, snippet
from projections.views import Views
from tests.making import say


@pytest.mark.parametrize(
    ("words", "kinds", "entries"),
    [
        (["prompt"], [], ["E-36"]),
        (["PROMPT", "Calls"], [], ["E-36"]),
        (["prompt calls"], [], ["E-36"]),
        (["calls prompt"], [], []),
        (["calls", "prompt"], [], ["E-36"]),
        (["not always"], [], ["E-34"]),
        (["shifts begin"], [], ["E-40"]),
        (["early summer"], [], ["E-41"]),
        (["early nov"], [], ["E-67"]),
        (["dip", "audit"], [], ["E-42", "E-41"]),
        (["dip", "xyzzy"], [], []),
        (["the other thing"], ["AFI"], ["E-50", "E-48", "E-46"]),
        (["fell short"], ["LEDGER"], ["E-112", "E-111"]),
        (["prompt"], ["FND", "INS"], []),
        (["inspectorate"], ["AFI"], []),
        (["dip*", "aud*"], [], ["E-42", "E-41"]),
        (["Díp samplé"], [], ["E-41"]),
        (["ORG-2"], ["AFI"], []),
    ],
)
def test_entries_are_found_by_all_the_words(
    told: Views, words: list[str], kinds: list[str], entries: list[str]
) -> None:
    """The newest first; in one entry, or together in one record; never by a stored word."""
    assert [row["entry"] for row in search(told, words, kinds)] == entries


@pytest.mark.parametrize("kinds", [[], ["ORG"]])
def test_a_reference_finds_its_record_first(told: Views, kinds: list[str]) -> None:
    """By the entry that began it, in the words that it is called by; and what names it in words after it."""
    [first, *_] = search(told, ["org-2"], kinds)
    assert (first["ref"], first["field"]) == ("ORG-2", "name") and first["snippet"] in first["sentence"]
    assert search(told, ["ORG-99"]) == [] == search(told, ["ORG-2", "ORG-2"])


def test_a_record_without_texts_is_found_by_its_reference(told: Views) -> None:
    """In its sentence, for it has nothing else to show."""
    [first, *_] = search(told, ["GRD-1"])
    assert (first["ref"], first["field"]) == ("GRD-1", "ref")
    assert first["sentence"].startswith(first["snippet"].removesuffix("…"))


def test_a_row_says_where_and_what(told: Views) -> None:
    """The record, the entry and field, the words around, and who said it when."""
    assert search(told, ["dip sample"]) == [
        {
            "ref": "AFI-1",
            "name": "The force should attend prompt calls.",
            "entry": "E-41",
            "field": "text",
            "snippet": "Dip sample at 92%",
            "sentence": "Progress note: “Dip sample at 92%”",
            "happened_on": "2018-06",
            "when": "early summer (June 2018)",
            "said_by": "POST-1",
            "said_by_name": "Deputy Chief Constable",
            "recorded_at": "2026-01-01T13:00:01.000000Z",
            "corrected_by": None,
        }
    ]


def test_what_was_erased_is_not_found(told: Views, erase: Callable[..., None]) -> None:
    """Neither it, nor a trace of it."""
    erase("Dip sample at 92%", "New shifts begin later.")
    assert search(told, ["dip"]) == [] == search(told, ["shifts", "begin"])


def test_what_was_corrected_is_found_and_says_so(tell: Callable[[Plan], Views], full: object) -> None:
    """For it was said; what stands in its place is found beside it."""
    noted = ImprovementNoted(text=Prose("Dip sample at 29%"))
    rows = search(tell(lambda draft: draft.correct(41, noted, say("2018-06"))), ["dip sample"])
    assert [(row["entry"], row["corrected_by"]) for row in rows] == [("E-118", None), ("E-41", "E-118")]


@pytest.mark.parametrize("typed", ["zoë", "zoe", "ZOE\u0308", "zoé", "o'brien", "o’brien", "straße", "strasse"])
def test_neither_accents_nor_capitals_count(tell: Callable[[Plan], Views], typed: str) -> None:
    """An apostrophe is one however it is typed; one accent is as another, as in a telephone book."""
    from ledger.events.person import PersonAdded

    def add(draft: Draft) -> None:
        draft.add(PersonAdded(name=Prose("Zoë O’Brien-Straße")), say("2018"))

    assert search(tell(add), [typed])


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("A short text.", ["short"], "A short text."),
        ("a " * 30 + "needle" + " b" * 30, ["needle"], "…" + "a " * 19 + "needle" + " b" * 19 + "…"),
        ("needle\nand\tthread", ["THREAD"], "needle and thread"),
        ("é " * 30 + "Zoë" + " b" * 30, ["zoe"], "…" + "é " * 19 + "Zoë" + " b" * 19 + "…"),
        ("b " * 30, ["absent"], ("b " * 20).strip() + "…"),
    ],
)
def test_a_snippet_shows_the_word_with_what_stands_around_it(text: str, words: list[str], shown: str) -> None:
    """In whole words, on one line; the beginning, where the word is only found folded."""
    assert snippet(text, words) == shown


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        yield name, str(field.annotation)


def test_every_field_that_holds_a_text_is_searched() -> None:
    """And no field of such a name holds anything else, keys aside, which are not searched."""
    for noun in NOUNS:
        import_module(f"ledger.events.{noun}")
    fields = {field for event in REGISTRY.values() if not event.type.startswith("key.") for field in _fields(event)}
    texts = {name for name, kind in fields if Prose.__name__ in kind}
    assert texts | {"words"} == TEXTS
    assert {name for name, kind in fields if Prose.__name__ not in kind and File.__name__ not in kind} & TEXTS == set()
