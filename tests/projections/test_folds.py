"""What each type of event changes."""

import json
import re
from typing import Any

import pytest

from ledger.events.base import REGISTRY
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.folds.base import GONE
from projections.follow import level
from projections.views import Views
from tests.projections.changes import DAY, FIRST, Change

KEY = "key.10c97cae132268d40c0e26bad9bba7f7189481a419f12d62b5674110acc1fe83"
Changes = dict[str, list[Change]]


@pytest.fixture
def changes(full: Ledger, log: Log, views: Views) -> Changes:
    """For each type, the record and the fields that each event of it changed, in order; a file as what is kept."""
    level(log, views)
    found: Changes = {}
    for entry in views.query("SELECT position, stream, type FROM happening ORDER BY position"):
        fields = views.query("SELECT ref, field, value FROM change WHERE position = ?", (entry["position"],))
        assert {row["ref"] for row in fields} <= {entry["stream"]}, "an event changes its own record only"
        changed = {row["field"]: _value(row["value"], log) for row in fields}
        found.setdefault(entry["type"], []).append((entry["stream"], changed))
    return found


def _value(stored: str, log: Log) -> Any:
    """What a field became; the commitment of a file as the file."""
    if not stored:
        return GONE
    kept = log.texts(re.findall(r"[0-9a-f]{64}", stored))
    return json.loads(re.sub(r"[0-9a-f]{64}", lambda match: kept.get(match[0], match[0].encode()).decode(), stored))


def test_the_story_has_every_type_of_event(changes: Changes) -> None:
    """An event that is added here is added there."""
    assert set(changes) == {type_name for type_name, _ in REGISTRY}


@pytest.mark.parametrize("type_name", FIRST)
def test_what_an_event_changes(changes: Changes, type_name: str) -> None:
    """Exactly these fields of exactly this record, each one whole fact."""
    ref, fields = changes[type_name][0]
    others = {field: value for field, value in fields.items() if not field.startswith("key.")}
    assert (ref, others) == FIRST[type_name]


def test_a_key_is_one_field(changes: Changes) -> None:
    """Enrolled, then retired or revoked, under its fingerprint, with its rights kept."""
    [(_, first)], enrolled = changes["ledger.opened"], changes["key.enrolled"]
    assert first[KEY]["status"] == "active" and first[KEY]["rights"] == ["enrol", "erase", "keep", "publish", "record"]
    retired, revoked = (next(iter(changes[name][0][1].items())) for name in ("key.retired", "key.revoked"))
    [[(one, before)], [(two, former)]] = (fields.items() for _, fields in enrolled)
    assert retired == (one, before | {"status": "retired"})
    assert revoked == (two, former | {"status": "revoked", "revoked_after": 12})


def test_every_type_is_expected_here_or_is_of_a_key() -> None:
    """So that no fold goes untested."""
    assert {name for name, _ in REGISTRY} == set(FIRST) | {"key.enrolled", "key.retired", "key.revoked"}


def test_a_revised_date_keeps_the_first(changes: Changes) -> None:
    """With the number of revisions, and who set and approved the newest."""
    revised = {
        "kind": "day",
        "day": "2018-09-30",
        "set_by": "force",
        "approver": "POST-1",
        "first": DAY,
        "revisions": 1,
    }
    assert changes["improvement.due_set"][1] == ("AFI-1", {"due": revised})


def test_only_a_note_of_a_day_after_the_closing_is_after_closure(changes: Changes) -> None:
    """One recorded late about a day before it is a note like others, and not the newest; either leaves it closed."""
    after, late = (fields for _, fields in changes["improvement.noted"][1:3])
    still_so = {"by": "PER-1", "on": "2019-05-05", "text": "Still so.", "after_closure": 1}
    assert after == {"note": still_so, "notes": 2, "notes_after_closure": 1}
    assert late == {"notes": 3}
