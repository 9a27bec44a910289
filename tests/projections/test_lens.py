"""Looking back: at an entry exactly what a ledger held that stopped there; at a day, what had happened by then."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.recording import Ledger
from ledger.stores.log import Log
from projections import follow
from projections.lens import Lens, lifted, looking
from projections.page import state
from projections.queries.records import body
from projections.queries.register import register
from projections.queries.show import show
from projections.queries.stats import stats
from projections.queries.timeline import timeline
from projections.views import Views
from tests.projections.histories import History, empty, histories, take, whole

_ORDER = {
    "happening": "position",
    "change": "ref, field, position",
    "mention": "ref, position",
    "citation": "document, position, place",
    "record": "ref",
}
#: What the lens shows of a record: not when it was last moved, which only the lens asks.
_COLUMNS = {"record": "ref, noun, number, first, last, inspection, body"}


def contents(views: Views) -> dict[str, list[tuple[object, ...]]]:
    """Every cell of the tables that queries read."""
    return {
        table: [tuple(row) for row in views.query(f"SELECT {_COLUMNS.get(table, '*')} FROM {table} ORDER BY {order}")]
        for table, order in _ORDER.items()
    }


def test_as_of_any_entry_is_a_ledger_that_stopped_there(full: Ledger, log: Log, views: Views) -> None:
    """Of the story with every type of event, at every entry, in every cell."""
    follow.level(log, views)
    stopped = Views.at(":memory:")
    for position in range(1, log.size() + 1):
        follow._take_up(log, stopped, until=position)
        with looking(log, views, Lens(as_of=position)):
            assert contents(views) == contents(stopped)
            assert views.query("SELECT position FROM level")[0][0] == position
    stopped.close()


@settings(max_examples=80, deadline=None)
@given(histories())
def test_as_of_any_entry_of_any_history(history: History) -> None:
    """With corrections, slips undone, late recordings and entries that mean nothing among them."""
    views, stopped = whole(history), empty()
    for position in range(1, history.size() + 1):
        take(history, stopped, position - 1, 1)
        with looking(history, views, Lens(as_of=position)):  # type: ignore[arg-type]
            assert contents(views) == contents(stopped), position
    views.close()
    stopped.close()


# A day of the world.

_ALWAYS = frozenset({"ORG", "PER", "POST", "QUE", "FOR", "LEDGER"})
_SAID_OF_RECORDS = frozenset(
    "record.voided record.flagged record.unflagged record.linked record.aliased record.numbered record.involved "
    "record.accepted inspection.aliased inspection.nil_voided question.aliased setting.chosen "
    "setting.colours_set".split()
)
_NOT_TOLD = frozenset("record.voided inspection.nil_voided setting.chosen setting.colours_set".split())
UNDONE = "record.undone"
Seen = dict[str, dict[int, bool]]
DAYS = st.sampled_from([date(2017, 6, 1), date(2018, 3, 22), date(2018, 7, 1), date(2018, 12, 31), date(2019, 3, 1)])


def _told(views: Views) -> tuple[list[dict[str, Any]], dict[int, str], dict[int, str]]:
    """The entries that mean anything; of all the last day as it was last corrected, and what each says."""
    rows = [dict(row) for row in views.query("SELECT * FROM happening ORDER BY position")]
    own, said = ({row["position"]: row[name] for row in rows} for name in ("last_day", "type"))
    told, dated = [row for row in rows if not row["void"]], dict(own)
    for row in (row for row in told if row["fixes"]):
        dated[row["fixes"]] = own[row["fixes"] if row["type"] == UNDONE else row["position"]]
        if row["type"] == UNDONE:
            said[row["position"]] = said[row["fixes"]]
    return told, dated, said


def _seen(views: Views, day: date) -> Seen:
    """Of each record which of its entries that mean anything count by a day, worked out one by one."""
    (told, dated, said), seen = _told(views), Seen()
    for row in told:
        entries = seen.setdefault(row["stream"], {})
        first = row["fixes"] or row["position"]
        begins = first == min([*entries, first]) and row["stream"].partition("-")[0] in _ALWAYS
        entries[row["position"]] = (
            begins or said[row["position"]] in _SAID_OF_RECORDS or dated[first] <= day.isoformat()
        )
    return seen


def _written(views: Views, day: date) -> Seen:
    """Of each record which of its entries that mean anything are in documents dated by a day."""
    (told, dated, said), seen = _told(views), Seen()
    begun: dict[str, int] = {}
    for row in told:
        begun.setdefault(row["stream"], row["position"])
    by_then = {ref for ref, first in begun.items() if ref.startswith("DOC-") and dated[first] <= day.isoformat()}
    cited: dict[int, set[str]] = {}
    for position, document in views.query("SELECT position, document FROM citation"):
        cited.setdefault(position, set()).add(document)
    for row in told:
        kind, first = row["stream"].partition("-")[0], row["fixes"] or row["position"]
        cites = cited.get(row["position"], set()) | cited.get(first, set())
        opens = kind == "INS" and first == begun[row["stream"]]
        always = kind in _ALWAYS or opens or said[row["position"]] in _NOT_TOLD
        itself = kind == "DOC" and dated[first] <= day.isoformat()
        seen.setdefault(row["stream"], {})[row["position"]] = bool(always or itself or cites & by_then)
    return seen


@settings(max_examples=60, deadline=None)
@given(histories(), DAYS, st.integers(16, 50), st.booleans())
def test_at_a_day_is_what_counted_by_then(history: History, day: date, until: int, written: bool) -> None:
    """What had happened, or was in writing, as was known at an entry: each record folded anew from what counts."""
    views, known, stopped = whole(history), whole(history.until(until)), history.until(until)
    lens = Lens(as_of=stopped.size(), told=day) if written else Lens(as_of=stopped.size(), at=day)
    seen = (_written if written else _seen)(known, day)
    with looking(history, views, lens):  # type: ignore[arg-type]
        told = {row["position"] for row in views.query("SELECT position FROM happening WHERE NOT void")}
        records = views.query("SELECT * FROM record")
    begun = {ref: entries for ref, entries in seen.items() if next(iter(entries.values()))}
    assert told == {position for entries in begun.values() for position, counts in entries.items() if counts}
    bodies = {row["ref"]: row["body"] for row in records}
    assert bodies == {ref: state(stopped, ref, entries) for ref, entries in begun.items()}
    assert all(row["inspection"] == json.loads(row["body"]).get("inspection") for row in records)
    views.close()
    known.close()


@settings(max_examples=25, deadline=None)
@given(histories())
def test_at_a_far_day_is_the_present(history: History) -> None:
    """By then everything has happened."""
    views = whole(history)
    now = contents(views)
    with looking(history, views, Lens(at=date(2099, 1, 1))):  # type: ignore[arg-type]
        assert contents(views) == now
    views.close()


@pytest.mark.parametrize("lens", [Lens(at=date(2018, 3, 21)), Lens(told=date(2018, 3, 28)), Lens(as_of=11)])
def test_what_had_not_begun_is_not_there(full: Ledger, log: Log, views: Views, lens: Lens) -> None:
    """Neither as a record nor in the history of another; what it is called by is."""
    follow.level(log, views)
    with looking(log, views, lens):
        assert body(views, "AFI-1") is None and body(views, "MTG-1") is None
        assert body(views, "POST-1") is not None and (body(views, "ORG-1") or {})["names"]
        assert not views.query("SELECT 1 FROM happening WHERE stream = 'AFI-1'")
        assert not views.query("SELECT 1 FROM change WHERE ref = 'AFI-1'")
        assert not views.query("SELECT 1 FROM mention WHERE ref = 'AFI-2' AND position > 11")
    assert body(views, "AFI-1") is not None


def test_lifted_everything_is_seen_and_then_hidden_again(full: Ledger, log: Log, views: Views) -> None:
    """Whether something may leave the ledger is decided by what is known now."""
    follow.level(log, views)
    lens = Lens(as_of=11)
    with looking(log, views, lens):
        with lifted(views, lens):
            assert body(views, "AFI-1") is not None
        assert body(views, "AFI-1") is None


# What is asked of it.


@settings(max_examples=60, deadline=None)
@given(histories(), st.none() | st.integers(1, 50), st.none() | DAYS, st.none() | DAYS)
def test_the_queries_agree_whatever_is_looked_back_at(
    history: History, as_of: int | None, at: date | None, told: date | None
) -> None:
    """The timeline, the register and the totals are of the same entries and the same improvements."""
    views = whole(history)
    until = min(as_of, history.size()) if as_of else None
    with looking(history, views, Lens(until, at, told)):  # type: ignore[arg-type]
        entries, rows, totals = timeline(views), register(views), stats(views)
        shown = {row["ref"]: show(views, row["ref"]) for row in rows}
    assert totals["entries"] == len(entries) == len({row["position"] for row in entries})
    assert totals["improvements"] == Counter(row["status"] for row in rows)
    assert sum(totals["recorders"][place]["entries"] for place in range(len(totals["recorders"]))) == len(entries)
    for row in rows:
        own = [entry for entry in entries if entry["ref"] == row["ref"]]
        assert row["entry"] == f"E-{max(entry['position'] for entry in own)}"
        assert [entry["position"] for entry in shown[row["ref"]]["history"]] == [entry["position"] for entry in own]
        status = next(field for field in shown[row["ref"]]["fields"] if field["field"] == "status")
        assert (status["value"], status["words"]) == (row["status"], row["status_words"])
    views.close()
