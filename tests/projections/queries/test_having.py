"""What narrows a list is found by indexes, and finds what looking at everything would."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.queries.records import records, refs_having
from projections.queries.register import nils, recorded, register
from projections.queries.search import Asked, search
from projections.queries.show import show
from projections.views import Views
from tests.projections.histories import History, empty, histories, take, whole

FIELDS = ("inspection", "question", "status", "owner", "lead", "force", "kind")
DAYS = st.none() | st.sampled_from([date(2018, 3, 22), date(2018, 12, 31)])
LENSES = st.builds(Lens, st.none() | st.integers(1, 50), DAYS, DAYS)
ABSENT = {"inspection": "INS-9", "question": "QUE-9", "status": "declined", "kind": "recommendation", "force": "ORG-1"}


@settings(max_examples=60, deadline=None)
@given(histories(), LENSES, st.sampled_from(FIELDS), st.sampled_from(FIELDS))
def test_the_register_narrowed_is_as_filtered_by_hand(history: History, lens: Lens, first: str, second: str) -> None:
    """By each field and by two, to every value that there is and one that there is not; whatever is looked back at."""
    views = whole(history)
    until = min(lens.as_of, history.size()) if lens.as_of else None
    with looking(history, views, lens._replace(as_of=until)):  # type: ignore[arg-type]
        everything = register(views)
        for row in [*everything, {field: ABSENT.get(field, "POST-9") for field in FIELDS}]:
            asked = {field: row[field] for field in (first, second) if row[field]}
            assert register(views, **asked) == [one for one in everything if asked.items() <= one.items()]
    views.close()


@settings(max_examples=40, deadline=None)
@given(histories(), LENSES, st.sampled_from(["owner", "status", "question", "force"]), st.booleans())
def test_records_of_any_noun_are_found_by_values(history: History, lens: Lens, field: str, within: bool) -> None:
    """Their references, where changes tell what they are; else it is said that they cannot be found so."""
    views, inspection = whole(history), "INS-1" if within else None
    until = min(lens.as_of, history.size()) if lens.as_of else None
    with looking(history, views, lens._replace(as_of=until)):  # type: ignore[arg-type]
        nouns = [row[0] for row in views.query("SELECT DISTINCT noun FROM record")]
        bodies = {each.ref: each.body for noun in nouns for each in records(views, noun, inspection, void=True)}
        for value in {body[field] for body in bodies.values() if field in body}:
            found = refs_having(views, {field: value}, inspection)
            if found is None:
                assert lens.at or lens.told
            else:
                assert sorted(found) == sorted(ref for ref, body in bodies.items() if body.get(field) == value)
    views.close()


@settings(max_examples=25, deadline=None)
@given(histories(), st.sampled_from([["t*"], ["the", "a"], ["to"], ["prog*", "t*"], ["e*"]]), st.data())
def test_a_search_as_of_an_entry_is_one_of_a_ledger_that_stopped_there(
    history: History, typed: list[str], data: st.DataObject
) -> None:
    """The same entries in the same order, with the same words about them."""
    views, stopped = whole(history), empty()
    until = data.draw(st.integers(1, history.size()))
    take(history, stopped, 0, until)
    with looking(history, views, Lens(as_of=until)):  # type: ignore[arg-type]
        assert search(views, typed) == search(stopped, typed)
        asked = Asked(fields={"force": "ORG-2"})
        assert search(views, typed, asked) == search(stopped, typed, asked)
    views.close()
    stopped.close()


# That no table is gone through.


@pytest.fixture
def asked(told: Views, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The statements that are put to the read models from now on."""
    statements: list[tuple[str, Any]] = []

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Any:
            statements.append((sql, parameters))
            return method(sql, parameters)

        return noted

    for name in ("query", "each"):
        monkeypatch.setattr(told, name, noting(getattr(told, name)))
    return statements


#: A whole table gone through, by itself or by an index; a virtual table is not, nor what a view came to.
_WHOLE = re.compile(r"SCAN (main\.)?(happening|change|record|mention|citation|[a-z])( USING .*)?$")


def _scanned(views: Views, statements: list[tuple[str, Any]]) -> Iterator[str]:
    for sql, parameters in statements.copy():
        if sql.startswith("SELECT"):
            for step in views.query(f"EXPLAIN QUERY PLAN {sql}", parameters):
                if _WHOLE.match(step["detail"]):
                    yield f"{step['detail']}: {sql}"


NAMED: dict[str, Callable[[Views], object]] = {
    "register of an inspection": lambda views: register(views, inspection="INS-1"),
    "register of an owner": lambda views: register(views, owner="POST-2"),
    "register of a lead": lambda views: register(views, lead="POST-1"),
    "register of a question": lambda views: register(views, question="QUE-2"),
    "register of a force": lambda views: register(views, force="ORG-2"),
    "register of a status": lambda views: register(views, status="closed"),
    "register of two": lambda views: register(views, owner="POST-2", status="closed"),
    "nils of an inspection": lambda views: nils(views, inspection="INS-1"),
    "show an improvement": lambda views: show(views, "AFI-1"),
    "show an inspection": lambda views: show(views, "INS-1"),
    "show a document": lambda views: show(views, "DOC-1"),
    "show a meeting": lambda views: show(views, "MTG-1"),
    "show a post": lambda views: show(views, "POST-2"),
    "search": lambda views: search(views, ["dip"]),
    "search, the best": lambda views: search(views, ["dip"], best=True),
    "search together": lambda views: search(views, ["dip", "audit"]),
    "search of an inspection": lambda views: search(views, ["dip"], Asked(inspection="INS-1")),
    "search of an owner": lambda views: search(views, ["dip"], Asked(fields={"owner": "POST-2"})),
    "search of a status": lambda views: search(views, ["dip"], Asked(fields={"status": "closed"})),
}


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("as_of", [None, 115], ids=["now", "as of"])
def test_no_table_is_gone_through(
    told: Views, log: Log, asked: list[tuple[str, Any]], name: str, as_of: int | None
) -> None:
    """What is named answers by indexes alone, looking back too, so that its time hangs on what it shows."""
    with looking(log, told, Lens(as_of=as_of)):
        NAMED[name](told)
        assert asked
        assert list(_scanned(told, asked)) == []


def test_a_scan_would_be_noticed(told: Views, asked: list[tuple[str, Any]]) -> None:
    """The test above can fail."""
    told.query("SELECT * FROM record WHERE body = 'x'")
    assert list(_scanned(told, asked))


def test_how_many_improvements_are_recorded(told: Views) -> None:
    """As many as there are records of them, whether they count or not."""
    assert recorded(told) == len(list(records(told, "improvement", void=True)))
