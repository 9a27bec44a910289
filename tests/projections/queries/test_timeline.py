"""What happened, in plain sentences and in the order of the world."""

import re
from collections.abc import Callable

import pytest

from ledger.events.base import REGISTRY
from ledger.recording import Ledger
from projections.queries.log import log
from projections.queries.names import resolve
from projections.queries.sentences import told as types_told
from projections.queries.timeline import timeline
from projections.views import Views

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
Fictitious ledger opened with the key of Ann Keeper
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
    }


def test_order_is_last_day_first_day_position(told: Views) -> None:
    """A month ends on its last day, so what happened in it comes after what happened on any day before."""
    rows = timeline(told)
    keys = told.query("SELECT position FROM happening ORDER BY last_day, first_day, position")
    assert [row["position"] for row in rows] == [row["position"] for row in keys]
    assert len(rows) == 117 and timeline(told, limit=5) == rows[-5:]
    assert timeline(told, ["AFI-1"], limit=2) == timeline(told, ["AFI-1"])[-2:]


def test_an_inspections_timeline_has_what_belongs_to_it(told: Views) -> None:
    """Its grades, findings and improvements with it; of another inspection, nothing."""
    kinds = {row["ref"].partition("-")[0] for row in timeline(told, inspection="INS-1")}
    assert kinds == {"INS", "GRD", "FND", "AFI"}
    other = {row["ref"] for row in timeline(told, inspection="INS-2")}
    assert other == {"INS-2", "COC-1", "REC-1", "REC-2", "REC-3", "REC-4"}
    assert timeline(told, ["AFI-1"], inspection="INS-1") == timeline(told, inspection="INS-1")
    assert timeline(told, []) == []


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
    assert len(log(told, limit=1000)) == 117
    assert "Ann" not in str(log(told, limit=1000)) + str(timeline(told))


@pytest.mark.parametrize(
    ("asked", "positions"),
    [
        ({"limit": 2}, [1, 2]),
        ({"after": 115}, [116, 117]),
        ({"newest": True, "limit": 2}, [117, 116]),
        ({"newest": True, "after": 51, "limit": 2}, [50, 49]),
        ({"after": 117}, []),
    ],
)
def test_the_log_is_read_a_page_at_a_time(told: Views, asked: dict[str, int], positions: list[int]) -> None:
    """Forwards from an entry, or backwards."""
    assert [row["position"] for row in log(told, **asked)] == positions  # type: ignore[arg-type]


def test_the_story_begins_as_the_smaller_fixture_does(ledger: Ledger, views: Views) -> None:
    """Eleven entries, as its documentation says."""
    assert len(timeline(views)) == 11 and resolve(views, "deputy chief constable") == "POST-1"
