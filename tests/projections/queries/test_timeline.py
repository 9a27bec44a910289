"""What happened, in plain sentences and in the order of the world."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any

import pytest

from ledger import keyring
from ledger.events import Prose
from ledger.events.base import REGISTRY
from ledger.events.inspection import InspectionNoted
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from projections.follow import level
from projections.queries.log import log
from projections.queries.names import resolve
from projections.queries.sentences import told as types_told
from projections.queries.timeline import Asked, narrowed, timeline
from projections.views import Views
from tests.making import ORIGIN, say, ticking
from tests.projections.everything import SIZE

#: The whole life of one improvement.
LIFE = """\
22 March 2018: Area for improvement raised, numbered No. 3: “The force should attend prompt calls.”
2 April 2018: Owner set to Deputy Chief Constable
3 April 2018: Owner changed from Deputy Chief Constable to Head of Investigations; lead set to Deputy Chief Constable
3 April 2018: Due date: 30 June 2018, set by the inspectorate
1 May 2018: Due date moved from 30 June 2018 to 30 September 2018 (92 days later), set by the force, approved by \
Deputy Chief Constable
early summer (June 2018): Progress note: “Dip sample at 92%”
1 October 2018: Reported complete by the force; evidence: “An audit”
November 2018: Progress note: “Found later.”
February 2019: Closed by the inspectorate, by letter; level of completion: “fully”
5 May 2019: Progress note after closure: “Still so.”"""

#: One of each other kind, by the type of its event, in the order of recording.
OTHERS = """\
Fictitious ledger opened with the key of Ann Keeper, going on from an earlier ledger after its entry E-40
Inspectorate added: HMICFRS
Force added: Fenshire Constabulary
Person added: Ann Keeper, Fenshire Constabulary
Post created: Deputy Chief Constable, Fenshire Constabulary
Ann Keeper holds the post of Deputy Chief Constable
Question added: “Investigating crime” (effectiveness, PEEL 2015–2017)
Inspection opened: “PEEL: Effectiveness 2017” (PEEL 2015–2017, year 2017), by HMICFRS today of Fenshire Constabulary
2 questions asked: Investigating crime; Protecting vulnerable people
Report published
Accepted that earlier entries bear a time ahead of the clock
Key enrolled for Ann Keeper, with the right to publish and record
Key of Ann Keeper retired; what it signed stands
Key of Ann Keeper revoked; what it signed after entry E-12 no longer counts
Renamed from HMICFRS to HMICFRS today
Policing body added: Commissioner
Person added: Bob Chief
Bob Chief holds the post of Deputy Chief Constable, after Ann Keeper
Bob Chief no longer holds the post of Head of Investigations; no successor is recorded
Board paper added: “An update”, to Commissioner, copied to Ann Keeper, no marking stated
Inspection opened: “Core business” (Core business 2014, year 2014), by HMICFRS of Fenshire Constabulary; fieldwork \
January 2014 to April 2014
Inspection also known as “Making best use of police time”
Question added: “Use of time” (Core business 2014)
Question also worded “freeing time”
1 question asked: Use of time
Note on the inspection as a whole: “Most have been addressed.”
No causes of concern identified for Fenshire Constabulary
Fenshire Constabulary graded good for Investigating crime, carried forward from 2016
Fenshire Constabulary graded requires improvement for effectiveness overall
Mixed finding in Fenshire Constabulary: “Crimes are not always investigated.”
Part added to the finding (weakness), in the voice of the force: “It had seen this.”
Due date: within 6 months of publication (by 22 September 2018), set by the force
Due date: immediately, set by the force
No due date, as stated by the force"""


def test_every_type_of_event_has_a_sentence(told: Views) -> None:
    """A type without one could be recorded and not be read."""
    assert types_told() == {type_name for type_name, _ in REGISTRY}
    assert {row["type"] for row in log(told, limit=1000)} == types_told()


def test_the_life_of_an_improvement_reads_as_a_story(told: Views) -> None:
    """What changed, from what to what, by whom, in the order in which it happened."""
    rows = timeline(told, ["AFI-1"])
    assert "\n".join(f"{row['when']}: {row['sentence']}" for row in rows) == LIFE


def test_every_other_sentence(told: Views) -> None:
    """In the words of the field, names as they were on that day."""
    said = [row["sentence"] for row in log(told, limit=1000)]
    assert [sentence for sentence in OTHERS.splitlines() if sentence not in said] == []


def test_no_sentence_shows_the_programs_words(told: Views) -> None:
    """No underscore, no hash, no UUID, no machine's date, no type."""
    machine = re.compile(r"_|[0-9a-f]{16}|\d{4}-\d\d|\bclaimed\b|\b(?:None|True)\b|improvement\.")
    assert [row["sentence"] for row in log(told, limit=1000) if machine.search(row["sentence"])] == []


def test_a_row_says_who_when_and_why(told: Views) -> None:
    """With the holder of the post on that day, which is not today's."""
    row = next(row for row in timeline(told, ["AFI-1"]) if row["why"])
    del row["sentence"], row["command"]
    assert row == {
        "position": 40,
        "entry": "E-40",
        "ref": "AFI-1",
        "type": "improvement.due_set",
        "happened_on": "2018-05-01",
        "happened_on_words": None,
        "assumed": False,
        "when": "1 May 2018",
        "said_by": "POST-1",
        "said_by_name": "Deputy Chief Constable",
        "said_by_holder": "PER-1",
        "said_by_holder_name": "Ann Keeper",
        "recorded_by": "PER-1",
        "recorded_by_name": "Ann Keeper",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": [],
        "why": "New shifts begin later.",
        "authority": None,
        "erased": [],
        "fixes": None,
        "corrected_by": None,
        "undone_by": None,
        "unproven": None,
        "late_by": None,
        "before_began": True,
    }


def test_order_is_last_day_first_day_position(told: Views) -> None:
    """A month ends on its last day, so what happened in it comes after what happened on any day before."""
    rows = timeline(told)
    keys = told.query("SELECT position FROM happening ORDER BY last_day, first_day, position")
    assert [row["position"] for row in rows] == [row["position"] for row in keys]
    assert len(rows) == SIZE and timeline(told, limit=5) == rows[-5:]
    assert timeline(told, ["AFI-1"], limit=2) == timeline(told, ["AFI-1"])[-2:]


def test_records_and_an_inspection_are_added_up(told: Views) -> None:
    """What is of either is there once."""
    whole = timeline(told, inspection="INS-1")
    assert timeline(told, ["AFI-1"], inspection="INS-1") == whole
    both = {row["entry"] for row in timeline(told, ["POST-1"], inspection="INS-1")}
    assert both == {row["entry"] for row in [*whole, *timeline(told, ["POST-1"])]}
    assert timeline(told, []) == []


def of(views: Views, **asked: Any) -> dict[str, list[str]]:
    """The types of the entries that are asked for, by record."""
    found: dict[str, list[str]] = {}
    for row in narrowed(views, Asked(**asked)):
        found.setdefault(row["ref"], []).append(row["type"].partition(".")[2])
    return found


def test_of_an_inspection_and_all_that_hangs_on_it(told: Views) -> None:
    """What belongs to it, the work and expectations under that, and every other entry that names one of these."""
    found = of(told, inspection="INS-1")
    whole = {ref for ref in found if found[ref] == [row["type"].partition(".")[2] for row in timeline(told, [ref])]}
    improvements = {f"AFI-{number}" for number in range(1, 6)}
    assert whole == {"INS-1", "GRD-1", "GRD-2", "FND-1", *improvements, "ACT-1", "EXP-2", "PAP-2", "PCK-1"}
    named = {ref: types for ref, types in found.items() if ref not in whole}
    said_of_it = {"COC-1": ["linked"], "ACT-2": ["voided"], "LEDGER": ["stated"], "PCK-2": ["made"]}
    assert named == {"MTG-1": ["considered", "decided"], **said_of_it}


def test_of_a_question(told: Views) -> None:
    """The grades, findings and improvements under it with what hangs on them, not what stands under another."""
    assert of(told, question="QUE-1") == {"QUE-1": ["added"], "GRD-1": ["recorded", "accepted"]}
    found = of(told, question="QUE-2")
    assert {"QUE-2", "AFI-1", "AFI-2", "ACT-1", "EXP-2", "MTG-1"} <= found.keys()
    assert not {"GRD-1", "GRD-2", "FND-1", "INS-1", "QUE-1"} & found.keys()


def test_of_a_person(told: Views) -> None:
    """Who recorded nothing: what names them, the posts they took and left, and what those said in their days."""
    assert of(told, person="PER-2") == {
        "PER-2": ["added"],
        "POST-2": ["held", "vacated"],
        "POST-1": ["held"],
        "AFI-1": ["noted", "claimed"],
        "COC-1": ["claimed", "claimed"],
        "PAP-1": ["issued"],
        "PAP-2": ["begun"],
        "REC-3": ["declined"],
        "REC-4": ["passed_on"],
        "GRD-1": ["accepted"],
        "PCK-1": ["made"],
        "PCK-2": ["made"],
    }


def test_of_a_person_who_recorded_all(told: Views) -> None:
    """Everything, for one key signed it all."""
    assert len(list(narrowed(told, Asked(person="PER-1")))) == len(timeline(told))


def test_of_a_post(told: Views) -> None:
    """What it said, who held it, all of what it owns or leads now, and the entries with which it was given others."""
    found = of(told, post="POST-2")
    assert found["POST-2"] == ["held", "created", "vacated"]
    assert found["AFI-1"] == [row["type"].partition(".")[2] for row in timeline(told, ["AFI-1"])]
    assert found["FOR-1"] == ["chaired"] and found["ACT-1"] == ["added", "assigned", "due_set", "done"]
    assert found.keys() == {"POST-2", "AFI-1", "ACT-1", "FOR-1"}
    assert of(told, post="POST-1")["FOR-1"] == ["added"]


def test_of_a_forum(told: Views) -> None:
    """Its meetings, their actions and papers, and what else names it or one of its meetings."""
    found = of(told, forum="FOR-1")
    assert found["MTG-1"] == ["held", "tabled", "considered", "decided"]
    assert found["ACT-1"][0] == "added" and found["PAP-1"] == ["issued", "disclosed"]
    assert found["EXP-1"] == ["added", "met"] and found["DOC-1"] == ["asked"] and found["COC-1"] == ["returned"]
    assert not {"FOR-2", "EXP-2"} & found.keys()


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"first": date(2019, 5, 5), "last": date(2019, 5, 31)}, {"2019-05-05", "2019"}),
        ({"first": date(2019, 6, 3), "last": date(2025, 1, 1)}, {"2019-06-03", "2019-06", "2019"}),
        ({"last": date(2014, 9, 3)}, {"2014-09-03"}),
        ({"first": date(2018, 6, 30), "last": date(2018, 7, 1)}, {"2018-06", "2018-07"}),
        ({"first": date(2018, 12, 11), "last": date(2018, 12, 19)}, {"2018-12"}),
        ({"first": date(2020, 1, 1), "last": date(2020, 2, 1)}, set()),
    ],
)
def test_of_a_range_of_days(told: Views, asked: dict[str, Any], days: set[str]) -> None:
    """What happened on one of them, or may have: a month or a year is there if any of its days is."""
    assert {row["happened_on"] for row in narrowed(told, Asked(**asked))} == days


FILTERS: tuple[dict[str, Any], ...] = (
    {"refs": ["AFI-1", "COC-1", "MTG-1"]},
    {"inspection": "INS-1"},
    {"question": "QUE-2"},
    {"person": "PER-2"},
    {"post": "POST-1"},
    {"forum": "FOR-1"},
    {"first": date(2018, 9, 1)},
    {"last": date(2018, 12, 1)},
    {"late": True},
)


@pytest.mark.parametrize(("one", "other"), list(combinations(FILTERS, 2)), ids=lambda asked: next(iter(asked)))
def test_each_narrows_what_the_others_leave(told: Views, one: dict[str, Any], other: dict[str, Any]) -> None:
    """Of two, what is of both, in the order of the whole."""
    both = [row["entry"] for row in narrowed(told, Asked(**one, **other))]
    each = [{row["entry"] for row in narrowed(told, Asked(**asked))} for asked in (one, other)]
    assert both == [row["entry"] for row in timeline(told) if row["entry"] in each[0] & each[1]]


def test_late_recordings(ledger: Ledger, log: Log, views: Views) -> None:
    """Only of days since the ledger began; a correction is as late as the entry that it corrects was recorded."""

    def at(day: datetime, plan: Plan) -> int:
        with Ledger(ledger.path, keyring.keys(ORIGIN)[0], clock=ticking(day)) as later:
            return later.record(plan).size

    def noted(day: str) -> Plan:
        return lambda draft: draft.add(InspectionNoted(text=Prose("Read.")), say(day), "INS-1")

    def corrected(entry: int, day: str) -> Plan:
        return lambda draft: draft.correct(entry, InspectionNoted(text=Prose("Read it.")), say(day))

    early, spring = datetime(2026, 2, 15, 12, tzinfo=UTC), datetime(2026, 4, 1, 12, tzinfo=UTC)
    before = at(early, noted("2025-12-31"))
    late = at(early, noted("2026-01-01"))
    in_time = at(early, noted("2026-01-20"))
    fixed, moved = at(spring, corrected(in_time, "2026-01-20")), at(spring, corrected(in_time, "2026-01-02"))
    level(log, views)
    assert {row["position"]: row["late_by"] for row in narrowed(views, Asked(late=True))} == {late: 45, moved: 44}
    rows = {row["position"]: (row["late_by"], row["before_began"]) for row in timeline(views, ["INS-1"])}
    assert rows[before] == (None, True) and rows[in_time] == rows[fixed] == (None, False)


def test_erased_texts_are_marked_and_null(told: Views, erase: Callable[..., None]) -> None:
    """The sentence stands without what was erased; the row names what it was."""
    erase("Dip sample at 92%", "early summer", "New shifts begin later.", "Bob Chief", "HMICFRS today")
    rows = {row["position"]: row for row in log(told)}
    assert rows[41]["sentence"] == "Progress note: [erased]"
    assert rows[41]["happened_on_words"] is None and rows[41]["when"] == "June 2018 (assumed)"
    assert rows[41]["erased"] == ["words", "text"] and rows[40]["erased"] == ["why"] and rows[40]["why"] is None
    assert rows[21]["sentence"] == "PER-2 [erased] holds the post of Deputy Chief Constable, after Ann Keeper"
    assert rows[17]["sentence"] == "Renamed from HMICFRS to [erased]" and rows[43]["said_by_name"] == "ORG-1 [erased]"


def test_with_every_text_erased_every_sentence_stands(told: Views, erase: Callable[..., None]) -> None:
    """No sentence needs a text, as no rule does."""
    erase()
    assert len(log(told, limit=1000)) == SIZE
    assert "Ann" not in str(log(told, limit=1000)) + str(timeline(told))


@pytest.mark.parametrize(
    ("asked", "positions"),
    [
        ({"limit": 2}, [1, 2]),
        ({"after": SIZE - 2}, [SIZE - 1, SIZE]),
        ({"newest": True, "limit": 2}, [SIZE, SIZE - 1]),
        ({"newest": True, "after": 51, "limit": 2}, [50, 49]),
        ({"after": SIZE}, []),
    ],
)
def test_the_log_is_read_a_page_at_a_time(told: Views, asked: dict[str, int], positions: list[int]) -> None:
    """Forwards from an entry, or backwards."""
    assert [row["position"] for row in log(told, **asked)] == positions  # type: ignore[arg-type]


def test_the_story_begins_as_the_smaller_fixture_does(ledger: Ledger, views: Views) -> None:
    """Eleven entries, as its documentation says."""
    assert len(timeline(views)) == 11 and resolve(views, "deputy chief constable") == "POST-1"
