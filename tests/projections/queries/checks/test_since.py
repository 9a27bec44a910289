"""What would be refused today, another record having changed since; and what still fits."""

import pytest

from ledger.draft import Saying
from ledger.events import Event
from ledger.events.finding import FindingRecorded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import ImprovementSuperseded
from ledger.events.inspection import InspectionOpened, InspectionPublished
from ledger.events.organisation import OrganisationAdded
from ledger.events.record import RecordLinked, RecordVoided
from tests.making import say
from tests.projections.queries.checks.desk import PUBLISHED, RAISED, TEXT, Desk, Step, raised

DAY, VOID = say("2019-01-01"), RecordVoided(reason="in_error")
#: An earlier inspection (INS-2), with an improvement (AFI-1), a weakness (FND-1) and a grade (GRD-1).
OLD = InspectionOpened(
    title=TEXT, programme="peel", framework="peel_2015_2017", cycle=2016, scale="four_tier", inspectorate="ORG-1",
    forces=("ORG-2",),
)  # fmt: skip
FOUND = FindingRecorded(inspection="INS-2", force="ORG-2", text=TEXT, sense="weakness", voice="inspectorate")
GRADED = GradeRecorded(
    inspection="INS-2", force="ORG-2", question="QUE-1", outcome="good", scale="four_tier", year=2016, basis="inspected"
)
EARLY = say("2016-11-01", by="ORG-1")
BEFORE: tuple[Step, ...] = (
    (OLD, say("2016")),
    (InspectionPublished(), EARLY, "INS-2"),
    (raised("Answer.", inspection="INS-2"), EARLY),
    (FOUND, EARLY),
    (GRADED, EARLY),
)
CARRIED = GradeRecorded(**(dict(GRADED) | {"inspection": "INS-1", "basis": "carried_forward", "carried_from": "GRD-1"}))
#: What leans on them: an improvement (AFI-2) that recurs, one that took another's place, and a carried grade (GRD-2).
LEANING: tuple[Step, ...] = (
    *BEFORE,
    RAISED,
    (RecordLinked(relation="recurrence_of", to="AFI-1"), DAY, "AFI-2"),
    (RecordLinked(relation="recurrence_of", to="FND-1"), DAY, "AFI-2"),
    (ImprovementSuperseded(by="AFI-2"), say("2019-01-01", by="ORG-1"), "AFI-1"),
    (CARRIED, PUBLISHED),
)


def changed(event: Event, **fields: object) -> Event:
    """The event with other values, as they are stored."""
    return type(event)(**(dict(event) | fields))


def began(desk: Desk, ref: str) -> int:
    """Where the entry stands that a record began with."""
    return int(desk.views.query("SELECT min(position) AS first FROM happening WHERE stream = ?", (ref,))[0]["first"])


def test_what_leans_on_others_fits_as_long_as_they_stay(desk: Desk) -> None:
    """Nothing is asked of a ledger in which nothing was corrected or voided."""
    desk.told(*LEANING)
    assert desk.rows("no_longer_fits", "raised_before_report") == []


@pytest.mark.parametrize(
    ("ref", "reasons"),
    [
        ("AFI-1", {"AFI-2": "AFI-1, which it is a recurrence of, does not count, as E-{} has it."}),
        ("FND-1", {"AFI-2": "FND-1, which it is a recurrence of, does not count, as E-{} has it."}),
        ("GRD-1", {"GRD-2": "GRD-1, which it was carried from, does not count, as E-{} has it."}),
        ("AFI-2", {"AFI-1": "AFI-2, which took its place, does not count, as E-{} has it."}),
    ],
)
def test_what_was_voided_bears_nothing(desk: Desk, ref: str, reasons: dict[str, str]) -> None:
    """What leaned on it is named, with the entry that voided it."""
    desk.told(*LEANING)
    [void] = desk.told((VOID, DAY, ref))
    found = {row["ref"]: row["reason"] for row in desk.rows("no_longer_fits")}
    assert found == {leaning: reason.format(void) for leaning, reason in reasons.items()}
    assert {row["entry"] for row in desk.rows("no_longer_fits")} == {f"E-{void}"}


@pytest.mark.parametrize(
    ("ref", "event", "saying", "reason", "settle"),
    [
        (
            "GRD-1",
            changed(GRADED, outcome="inadequate"),
            EARLY,
            "GRD-1, which it was carried from, is another",
            "GRD-n",
        ),
        (
            "FND-1",
            changed(FOUND, sense="strength"),
            EARLY,
            "FND-1, which it is a recurrence of, is no weakness",
            "related",
        ),
        (
            "AFI-1",
            raised("Answer.", inspection="INS-2"),
            say("2018-03-22", by="ORG-1"),
            "AFI-1, which it is a recurrence of, is of 22 March 2018, which is not before it",
            "relation=related",
        ),
    ],
)
def test_what_was_corrected_may_not_bear_it(
    desk: Desk, ref: str, event: Event, saying: Saying, reason: str, settle: str
) -> None:
    """Of what it now is, it could not have been recorded so."""
    desk.told(*LEANING)
    corrected = desk.corrected(began(desk, ref), event, saying)
    [row] = desk.rows("no_longer_fits")
    assert row["reason"].startswith(reason) and row["entry"] == f"E-{corrected}" and settle in row["settle"]


@pytest.mark.parametrize(
    ("fields", "refs"),
    [({"forces": ("ORG-3",)}, ["AFI-1", "GRD-1", "FND-1"]), ({"scale": "five_tier"}, ["GRD-1"])],
    ids=["force", "scale"],
)
def test_an_inspection_that_was_corrected(desk: Desk, fields: dict[str, object], refs: list[str]) -> None:
    """Its force, and its scale, are not held against what it had found by then."""
    desk.told((OrganisationAdded(kind="force", name=TEXT), DAY), *BEFORE)
    desk.corrected(began(desk, "INS-2"), changed(OLD, **fields), say("2016"))
    assert [row["ref"] for row in desk.rows("no_longer_fits")] == refs


def test_an_inspection_that_was_voided_with_what_it_found(desk: Desk) -> None:
    """What still counts of it is asked about; what does not is not."""
    desk.told(*BEFORE)
    desk.told((VOID, DAY, "AFI-1"), (VOID, DAY, "INS-2"))
    assert [row["ref"] for row in desk.rows("no_longer_fits")] == ["GRD-1", "FND-1"]


def test_a_recommendation_whose_concern_was_voided(desk: Desk) -> None:
    """It stands under nothing."""
    concern = raised("Victims are let down.", kind="cause_of_concern")
    under = raised("Look at each.", kind="recommendation", under="COC-1")
    desk.told((concern, PUBLISHED), (under, PUBLISHED))
    desk.told((VOID, DAY, "COC-1"))
    [row] = desk.rows("no_longer_fits")
    assert row["ref"] == "REC-1" and row["reason"].startswith("COC-1, which it stands under, does not count")


# A publication that turned out to be later.


def published(desk: Desk) -> int:
    """Where the publication of the first inspection stands."""
    found = desk.views.query("SELECT position FROM happening WHERE type = 'inspection.published'")
    return int(found[0]["position"])


@pytest.mark.parametrize(("on", "asked"), [("2018-03-23", 1), ("2018-03", 0)])
def test_what_was_raised_before_its_report(desk: Desk, on: str, asked: int) -> None:
    """The day of publication was corrected to a later one."""
    [begun] = desk.told(RAISED)
    corrected = desk.corrected(published(desk), InspectionPublished(), say(on, by="ORG-1"))
    rows = desk.rows("raised_before_report")
    assert [(row["ref"], row["entry"]) for row in rows] == [("AFI-1", f"E-{corrected}")] * asked
    if asked:
        assert rows[0]["reason"] == (
            "It was raised on 22 March 2018, before its report was published on 23 March 2018."
        )
        assert rows[0]["settle"] == f"afi correct E-{begun} --on 2018-03-23 --authority TEXT --reason TEXT"


def test_what_is_accelerated_comes_before(desk: Desk) -> None:
    """And so may what is recommended under it."""
    concern = raised("Victims are let down.", kind="cause_of_concern", accelerated=1)
    under = raised("Look at each.", kind="recommendation", under="COC-1")
    desk.told((concern, say("2018-03-01", by="ORG-1")), (under, say("2018-03-01", by="ORG-1")))
    assert desk.rows("raised_before_report") == []
