"""Search: what was said, by its words."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from importlib import import_module

import pytest
from pydantic import BaseModel

from ledger.draft import Draft
from ledger.errors import Unreadable
from ledger.events import NOUNS, Prose
from ledger.events.base import REGISTRY, File
from ledger.events.improvement import ImprovementNoted
from ledger.recording import Plan
from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.page import _prose
from projections.queries.search import COUNTED, LIMIT, TEXTS, Asked, search, texts_of
from projections.readable import read
from projections.searched import BETWEEN, compared
from projections.views import Views
from tests.making import say
from tests.projections.believed import GONE
from tests.projections.everything import SIZE


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
        (["early nov"], [], []),
        (["early nov*"], [], ["E-67"]),
        (['"early" nov'], [], ["E-67"]),
        (["prom"], [], ["E-36"]),
        (["ompt"], [], []),
        (['"prom"'], [], []),
        (["9"], [], []),
        (["92"], [], ["E-41"]),
        (["9*", "dip"], [], ["E-41"]),
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
    """The newest first; in one entry, or together in one record; at the beginning of a word; never by a stored word."""
    assert [row["entry"] for row in search(told, words, Asked(kinds)).rows] == entries


@pytest.mark.parametrize("kinds", [[], ["ORG"]])
def test_a_reference_finds_its_record_first(told: Views, kinds: list[str]) -> None:
    """By the entry that began it, in the words that it is called by; and what names it in words after it."""
    [first, *_] = search(told, ["org-2"], Asked(kinds)).rows
    assert (first["ref"], first["field"]) == ("ORG-2", "name") and first["snippet"] in first["sentence"]
    assert search(told, ["ORG-99"]).rows == [] == search(told, ["ORG-2", "ORG-1"]).rows


def test_a_record_without_texts_is_found_by_its_reference(told: Views) -> None:
    """In its sentence, for it has nothing else to show."""
    [first, *_] = search(told, ["GRD-1"]).rows
    assert (first["ref"], first["field"]) == ("GRD-1", "ref")
    assert first["sentence"].startswith(first["snippet"].removesuffix("…"))


def test_a_row_says_where_and_what(told: Views) -> None:
    """The record, the entry and field, the words around, and who said it when."""
    assert search(told, ["dip sample"]).rows == [
        {
            "ref": "AFI-1",
            "name": "The force should attend prompt calls.",
            "entry": "E-41",
            "field": "text",
            "snippet": "Dip sample at 92%",
            "matches": [[0, 10]],
            "sentence": "Progress note: “Dip sample at 92%”",
            "happened_on": "2018-06",
            "when": "early summer (June 2018)",
            "said_by": "POST-1",
            "said_by_name": "Deputy Chief Constable",
            "recorded_at": "2026-01-01T13:00:01.000000Z",
            "corrected_by": None,
            "undone_by": None,
        }
    ]


def test_what_was_erased_is_not_found(told: Views, erase: Callable[..., None]) -> None:
    """Neither it, nor a trace of it."""
    erase("Dip sample at 92%", "New shifts begin later.")
    assert search(told, ["dip"]).rows == [] == search(told, ["shifts", "begin"]).rows
    terms = "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, row)"
    told.query(terms)
    assert not {"dip", "92"} & {row["term"] for row in told.query("SELECT term FROM temp.terms")}


def test_what_was_corrected_is_found_and_says_so(tell: Callable[[Plan], Views], full: object) -> None:
    """For it was said; what stands in its place is found beside it."""
    noted = ImprovementNoted(text=Prose("Dip sample at 29%"))
    rows = search(tell(lambda draft: draft.correct(41, noted, say("2018-06"))), ["dip sample"]).rows
    assert [(row["entry"], row["corrected_by"]) for row in rows] == [(f"E-{SIZE + 1}", None), ("E-41", f"E-{SIZE + 1}")]


@pytest.mark.parametrize("typed", ["zoë", "zoe", "ZOE\u0308", "zoé", "o'brien", "o’brien", "straße", "strasse"])
def test_neither_accents_nor_capitals_count(tell: Callable[[Plan], Views], typed: str) -> None:
    """An apostrophe is one however it is typed; one accent is as another, as in a telephone book."""
    from ledger.events.person import PersonAdded

    def add(draft: Draft) -> None:
        draft.add(PersonAdded(name=Prose("Zoë O’Brien-Straße")), say("2018"))

    assert search(tell(add), [typed]).rows


@pytest.mark.parametrize(
    "typed",
    ["*", '"', "%", "'", "()", "AND", "NOT", "NEAR(a b)", "text:x", "^a", "a OR b", "{about}: AFI", "-dip", "a+b",
     "\ue000", "\x00dip", "dip'; DROP TABLE search", '"dip', 'dip"', "NULL", "😀"],
)  # fmt: skip
def test_nothing_that_is_typed_is_read_as_a_query(told: Views, typed: str) -> None:
    """It is found as it stands, or there is no word in it; SQLite never complains, and nothing is lost."""
    with suppress(Unreadable):
        search(told, [typed, "dip"])
    search(told, [f"sample {typed}"], best=True)
    assert len(search(told, ["dip sample"]).rows) == 1


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        (Asked(inspection="INS-1", kinds=["AFI"]), ["E-42", "E-41"]),
        (Asked(inspection="INS-2"), []),
        (Asked(fields={"owner": "POST-2"}), ["E-42", "E-41"]),
        (Asked(fields={"owner": "POST-1"}), []),
        (Asked(fields={"owner": "POST-2", "status": "closed"}), ["E-42", "E-41"]),
        (Asked(fields={"owner": "POST-2", "status": "raised"}), []),
        (Asked(fields={"status": "closed"}), ["E-42", "E-41"]),
        (Asked(fields={"question": "QUE-2", "force": "ORG-2"}), ["E-42", "E-41"]),
        (Asked(fields={"lead": "POST-1"}, inspection="INS-1"), ["E-42", "E-41"]),
        (Asked(said_by="POST-1"), ["E-42", "E-41"]),
        (Asked(said_by="POST-2"), []),
        (Asked(recorded_by="PER-1"), ["E-42", "E-41"]),
        (Asked(recorded_by="PER-2"), []),
        (Asked(after=41), ["E-42"]),
        (Asked(until=41), ["E-41"]),
        (Asked(after=41, until=41), []),
    ],
)
@pytest.mark.parametrize("few", [2000, 0])
def test_filters(told: Views, asked: Asked, entries: list[str], few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By records, of which there are few or too many to name, and by who said and recorded it, and when."""
    monkeypatch.setattr("projections.queries.search._FEW", few)
    found = [row["entry"] for word in ("audit", "dip") for row in search(told, [word], asked).rows]
    assert [entry for entry in found if entry in ("E-41", "E-42")] == entries


def test_of_an_inspection_is_what_is_said_of_itself_too(told: Views) -> None:
    """Its note and its aliases, beside all that hangs on it."""
    assert [row["ref"] for row in search(told, ["addressed"], Asked(inspection="INS-1")).rows] == ["INS-1"]


def test_the_best_say_it_most_often_in_fewest_words(tell: Callable[[Plan], Views], full: object) -> None:
    """However old; of two that are as good, the newer."""

    def note(draft: Draft) -> None:
        for text in ("Needle needle.", "The needle was changed again for the third time.", "Needle needle."):
            draft.add(ImprovementNoted(text=Prose(text)), say("2019-06"), "AFI-2")

    views = tell(note)
    assert [row["entry"] for row in search(views, ["needle"]).rows] == [f"E-{SIZE + n}" for n in (3, 2, 1)]
    assert [row["entry"] for row in search(views, ["needle"], best=True).rows] == [f"E-{SIZE + n}" for n in (3, 1, 2)]


def test_so_many_and_how_many_more(tell: Callable[[Plan], Views], full: object) -> None:
    """Of more than can be counted quickly only that; all, where all are asked for."""

    def note(draft: Draft) -> None:
        for number in range(LIMIT + 3):
            draft.add(ImprovementNoted(text=Prose(f"Needle {number}.")), say("2019-06"), "AFI-2")

    views = tell(note)
    found = search(views, ["needle"])
    assert (len(found.rows), found.more, found.or_more) == (LIMIT, 3, False)
    assert len(search(views, ["needle"], limit=None).rows) == LIMIT + 3
    few = search(views, ["needle"], limit=1)
    assert (len(few.rows), few.more) == (1, LIMIT + 2)
    assert COUNTED > LIMIT


def test_a_phrase_does_not_run_from_one_text_into_another(tell: Callable[[Plan], Views], full: object) -> None:
    """A note's text, and why it was recorded, are two."""
    event = ImprovementNoted(text=Prose("Rotas changed"))
    views = tell(lambda draft: draft.add(event, say("2019-06", why="Overtime fell"), "AFI-2"))
    assert search(views, ["changed overtime"]).rows == []
    assert [row["field"] for row in search(views, ["overtime fell"]).rows] == ["why"]


def test_as_of_an_entry_no_later_one_is_found(told: Views, log: Log) -> None:
    """What was recorded by then, the newest of it first; and what corrected it since is not told."""
    with looking(log, told, Lens(as_of=41)):
        assert [row["entry"] for row in search(told, ["dip*"]).rows] == ["E-41"]
        assert search(told, ["audit"]).rows == []


def test_as_of_a_day_what_had_not_happened_is_not_found(told: Views, log: Log) -> None:
    """By the days that entries state, and with a filter too."""
    with looking(log, told, Lens(at=date(2018, 6, 30))):
        assert [row["entry"] for row in search(told, ["dip"]).rows] == ["E-41"]
        assert search(told, ["audit"]).rows == []
        assert [row["entry"] for row in search(told, ["dip"], Asked(fields={"status": "in_progress"})).rows] == ["E-41"]
        assert search(told, ["dip"], Asked(fields={"status": "closed"})).rows == []


def test_the_index_holds_the_texts_that_are_shown(told: Views, log: Log) -> None:
    """All of them, and nothing else: what is put in beforehand and what is shown are found in two ways."""
    shown = {
        row["position"]: sorted(text for _, text in texts_of(row)) for row in told.query("SELECT * FROM happening")
    }
    kept = {
        position: sorted(_prose(entry.data, entry.on, entry.why, entry.authority))
        for position, entry in read(log, log.rows(limit=9999))
    }
    assert shown == kept


def test_a_pack_is_found_by_whom_it_was_for(told: Views) -> None:
    """As what was disclosed to somebody is."""
    rows = search(told, ["auditor"]).rows
    assert [(row["ref"], row["name"], row["field"]) for row in rows] == [
        ("PCK-1", "Pack for The auditor, 1 June 2019", "recipient")
    ]
    assert [row["ref"] for row in search(told, ["PCK-1"]).rows] == ["PCK-1"]


def test_an_erasure_is_found_by_what_stands_there_now_and_by_no_hash(told: Views) -> None:
    """A commitment is nobody's words."""
    [row] = search(told, ["figure was given"]).rows
    assert (row["ref"], row["field"], row["snippet"]) == ("LEDGER", "instead", "A figure was given")
    assert search(told, [GONE[0]]).rows == []


def test_an_entry_can_be_taken_out_of_the_index(told: Views) -> None:
    """With what was put in, which the texts that the table of entries shows make again: so a text can be erased."""
    row = told.query("SELECT * FROM happening WHERE position = 41")[0]
    text = compared(BETWEEN.join(text for _, text in texts_of(row)))
    values = (41, "AFI AFI1", "PER1", "POST1", text)
    told.query(
        "INSERT INTO search(search, rowid, about, recorded_by, said_by, text) VALUES ('delete',?,?,?,?,?)", values
    )
    told.query("INSERT INTO search(search) VALUES ('optimize')")
    assert search(told, ["dip"]).rows == [] and search(told, ["audit"]).rows
    told.query("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, row)")
    assert "dip" not in {row["term"] for row in told.query("SELECT term FROM temp.terms")}


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        yield name, str(field.annotation)


def test_every_field_that_holds_a_text_is_searched() -> None:
    """And no field of such a name holds anything else, keys aside, which are not searched."""
    for noun in NOUNS:
        import_module(f"ledger.events.{noun}")
    fields = {field for event in REGISTRY.values() if not event.type.startswith("key.") for field in _fields(event)}
    texts = {name for name, kind in fields if Prose.__name__ in kind}
    assert texts | {"instead", "words"} == TEXTS
    assert {name for name, kind in fields if Prose.__name__ not in kind and File.__name__ not in kind} & TEXTS == set()
