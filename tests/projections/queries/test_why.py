"""Why a record says what it says: the entry that last set each field, and a field's whole life."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.errors import UnknownReference, Unreadable
from ledger.events import File, Prose
from ledger.events.countersignature import CountersignatureAsked
from ledger.events.improvement import DueOn, ImprovementAssigned, ImprovementDueSet, ImprovementNoted
from ledger.events.policy import PolicyStated
from ledger.recording import Plan
from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.queries import lives, why
from projections.queries.names import Names
from projections.queries.show import show
from projections.views import Views
from tests.making import say
from tests.projections.histories import History, histories, whole

Row = dict[str, Any]
TODAY = date(2019, 6, 1)
_LENSES = st.builds(
    Lens,
    st.none() | st.integers(16, 55),
    st.none() | st.sampled_from([date(2018, 3, 22), date(2018, 12, 31), date(2019, 3, 1)]),
    st.none() | st.none() | st.just(date(2018, 6, 1)),
)


def fields(log: Any, views: Views, ref: str, lens: Lens = Lens()) -> dict[str, Row]:  # noqa: B008
    """The rows of a record, by field."""
    with looking(log, views, lens):
        return {row["field"]: row for row in why.why(log, views, lens, ref)}


def of(log: Any, views: Views, ref: str, field: str) -> list[Row]:
    """The life of a field."""
    return why.whole_life(log, views, Lens(), ref, field)


@settings(max_examples=25, deadline=None)
@given(histories(), _LENSES)
def test_the_values_are_those_that_are_shown(history: History, lens: Lens) -> None:
    """Of every record, whatever is looked back at; and each was set by an entry of that record that is seen."""
    views = whole(history)
    lens = lens._replace(as_of=min(lens.as_of, history.size()) if lens.as_of else None)
    with looking(history, views, lens):  # type: ignore[arg-type]
        for ref in [row["ref"] for row in views.query("SELECT ref FROM record WHERE ref <> 'LEDGER'")]:
            rows = why.why(history, views, lens, ref, TODAY)  # type: ignore[arg-type]
            told = [(row["field"], row["label"], row["value"], row["words"]) for row in rows if row["field"] != "void"]
            found = show(views, ref, today=TODAY)
            assert told == [
                tuple(field[key] for key in ("field", "label", "value", "words")) for field in found["fields"]
            ]
            entries = {entry["entry"]: entry for entry in found["history"]}
            for row in rows:
                assert row["entry"] in entries or row["field"] in lives.FOLLOWS
                assert row["entry"] is None or row["recorded_at"] == entries[row["entry"]]["recorded_at"]
    views.close()


@settings(max_examples=25, deadline=None)
@given(histories())
def test_the_last_of_a_life_is_what_a_record_says(history: History) -> None:
    """By the same entry; the lives of all fields name every entry that left a trace."""
    views = whole(history)
    for ref in [row["ref"] for row in views.query("SELECT ref FROM record")]:
        for field, row in fields(history, views, ref).items():
            life = of(history, views, ref, field)
            assert (life[-1]["value"], life[-1]["words"]) == (row["value"], row["words"])
            stands = lives.standing(life) if row["entry"] else life
            assert (stands[-1]["entry"], len(stands)) == (row["entry"], max(1, row["times"]))
            positions = [int(step["entry"].removeprefix("E-")) for step in life if step["entry"]]
            assert positions == sorted(set(positions))
    views.close()


@settings(max_examples=15, deadline=None)
@given(histories())
def test_at_a_far_day_the_same_entries_set_the_same(history: History) -> None:
    """There each state is folded anew; what each entry changed comes to the same."""
    views, far = whole(history), Lens(at=date(2099, 1, 1))
    for ref in [row["ref"] for row in views.query("SELECT ref FROM record")]:
        assert fields(history, views, ref, far) == fields(history, views, ref)
    views.close()


def test_a_field_was_set_by_the_newest_that_said_so(told: Views, tell: Callable[[Plan], Views], log: Log) -> None:
    """Though it says what was so before: a note by the same post, a date set by the force once more."""

    def plan(draft: Any) -> None:
        draft.add(ImprovementAssigned(owner="POST-1"), say("2019-01"), "AFI-5")
        for month in ("2019-01", "2019-02"):
            draft.add(ImprovementDueSet(due=DueOn(day=f"{month}-28"), set_by="force"), say(month), "AFI-5")
            draft.add(ImprovementNoted(text=Prose(f"Of {month}.")), say(month, by="POST-2"), "AFI-5")

    views = tell(plan)
    last = views.query("SELECT max(position) FROM happening")[0][0]
    rows = fields(log, views, "AFI-5")
    assert {rows[field]["entry"] for field in ("last_note", "last_note_on", "last_note_by", "notes")} == {f"E-{last}"}
    assert {rows[field]["entry"] for field in ("due", "due_set_by", "days_slipped")} == {f"E-{last - 1}"}
    assert (rows["due_first"]["entry"], rows["due_first"]["times"]) == (f"E-{last - 3}", 1)
    assert (rows["owner"]["entry"], rows["due_set_by"]["times"]) == (f"E-{last - 4}", 2)
    assert rows["status"]["happened_on"] == "2019-01" and rows["text"]["times"] == 1


def test_a_correction_set_only_what_it_changed(told: Views, tell: Callable[[Plan], Views], log: Log) -> None:
    """The first date was mistyped: the newest stays as it was set, the first is the correction's."""
    dates = [ImprovementDueSet(due=DueOn(day=day), set_by="force") for day in ("2019-06-30", "2019-09-30")]
    tell(lambda draft: [draft.add(date_, say("2019"), "AFI-5") for date_ in dates])
    last = told.query("SELECT max(position) FROM happening")[0][0]
    right = ImprovementDueSet(due=DueOn(day="2019-07-31"), set_by="force")
    views = tell(lambda draft: draft.correct(last - 1, right, say("2019")))
    rows = fields(log, views, "AFI-5")
    assert (rows["due"]["entry"], rows["due"]["fixes"]) == (f"E-{last}", None)
    assert (rows["due_first"]["entry"], rows["due_first"]["fixes"]) == (f"E-{last + 1}", f"E-{last - 1}")
    assert rows["days_slipped"]["value"] == 61 and rows["days_slipped"]["entry"] == f"E-{last + 1}"


def test_a_due_date_has_its_whole_life(told: Views, log: Log) -> None:
    """The oldest first, with the days between, who set and who approved each, and why."""
    life = of(log, told, "AFI-1", "due")
    assert [(row["words"], row["days_words"], row["days_in_all"]) for row in life] == [
        ("30 June 2018", None, 0),
        ("30 September 2018", "92 days later", 92),
    ]
    assert [row["due_set_by_words"] for row in life] == ["the inspectorate", "the force"]
    assert [row["due_approver"] for row in life] == [None, "POST-1"]
    assert life[1]["why"] == "New shifts begin later." and life[1]["due_approver_words"].endswith("(POST-1)")


def test_by_what_the_ledger_is_believed_is_told(told: Views, log: Log) -> None:
    """Each in words, with the entry that last set it; what was erased by their number, and how it grew."""
    rows = fields(log, told, "LEDGER")
    said = {row["label"]: (row["words"], row["entry"], row["times"]) for row in rows.values()}
    expected = {
        "Goes on from": ("fenshire-lost.ffeeddccbbaa9988, after its entry E-40", "E-1", 1),
        "Carried over": ("the first 38 entries, 22 March 2018", "E-119", 1),
        "Policy of countersignatures": ("stated 22 March 2018", "E-120", 1),
        "Countersignatures asked": ("- Commissioner, 1 May 2019", "E-121", 1),
        "Countersignatures": ("- the first 100 entries, 3 May 2019", "E-122", 1),
        "Texts erased": ("3", "E-124", 2),
    }
    assert {label: said[label] for label in expected} == expected
    assert [row["value"] for row in of(log, told, "LEDGER", "erased")] == [2, 3]


def test_a_countersignature_may_be_asked_of_nobody_in_particular(
    told: Views, tell: Callable[[Plan], Views], log: Log
) -> None:
    """And another policy takes the place of the first."""

    def plan(draft: Any) -> None:
        draft.add(CountersignatureAsked(), say("2019-07"))
        draft.add(PolicyStated(policy=File(b"quorum OPCC")), say("2019-08"))

    rows = fields(log, tell(plan), "LEDGER")
    assert rows["countersignatures_asked"]["words"] == "- Commissioner, 1 May 2019\n- July 2019"
    assert (rows["policy"]["words"], rows["policy"]["times"]) == ("stated August 2019", 2)


def test_what_was_taken_away_is_told(told: Views, log: Log) -> None:
    """A report of completion that was sent back, reported again, and fell with the reopening."""
    values = [row["value"] for row in of(log, told, "COC-1", "evidence")]
    assert values[0] and values[-1] is None and None in values[1:]
    assert "evidence" not in fields(log, told, "COC-1")


@pytest.mark.parametrize(
    ("typed", "field"),
    [("due", "due"), ("Due date", "due"), ("due_first", "due_first"), ("FIRST DUE", "due_first"), ("own", "owner"),
     ("due date app", "due_approver"), ("last-note-by", "last_note_by"), ("num", "number"), ("last note", "last_note")],
)  # fmt: skip
def test_a_field_is_named_by_label_or_key_or_their_beginnings(told: Views, log: Log, typed: str, field: str) -> None:
    """As people see it in `afi show`, or as programs do."""
    assert {row["field"] for row in of(log, told, "AFI-1", typed)} == {field}


@pytest.mark.parametrize(
    ("typed", "refusal", "said"),
    [
        ("colours", UnknownReference, "It has: Kind, Inspection, "),
        ("", UnknownReference, "It has: "),
        ("closed", Unreadable, '"Closed on" or "Closed by"'),
    ],
)
def test_a_field_that_is_not_there_is_refused(
    told: Views, log: Log, typed: str, refusal: type[Exception], said: str
) -> None:
    """With those that there are, or those that are meant perhaps."""
    with pytest.raises(refusal) as refused:
        of(log, told, "AFI-1", typed)
    assert said in f"{refused.value.what} {refused.value.remedy}"  # type: ignore[attr-defined]


def test_what_follows_from_other_records_was_set_by_none(told: Views, log: Log) -> None:
    """When a forum met last; and it says so where its life is asked for."""
    row = fields(log, told, "FOR-1")["last_held_on"]
    assert (row["entry"], row["times"], row["value"]) == (None, 0, "2018-11-08")
    [life] = of(log, told, "FOR-1", "last held on")
    assert (life["entry"], life["value"]) == (None, "2018-11-08")


@pytest.mark.parametrize("ref", ["AFI-99", "FOR-9"])
def test_a_record_that_is_not_there(told: Views, log: Log, ref: str) -> None:
    """It is refused, as `afi show` refuses it."""
    with pytest.raises(UnknownReference, match=ref):
        why.why(log, told, Lens(), ref)
    with pytest.raises(UnknownReference, match=ref):
        why.whole_life(log, told, Lens(), ref, "due")


def test_every_field_of_the_story_was_set_by_some_entry(told: Views, log: Log) -> None:
    """Whatever the record, and whatever is shown of it."""
    for ref in [row["ref"] for row in told.query("SELECT ref FROM record")]:
        unset = {field for field, row in fields(log, told, ref).items() if row["entry"] is None}
        assert unset <= lives.FOLLOWS, ref


def test_the_parts_of_a_fact_are_those_of_its_fields(told: Views, log: Log) -> None:
    """A field changes only with an entry that changes its fact: the table of facts knows every part."""
    for ref in [row["ref"] for row in told.query("SELECT ref FROM record WHERE noun = 'improvement'")]:
        for state in lives.life(log, told, Lens(), ref, Names(told)):
            said = {
                row["field"] for row in told.query("SELECT field FROM change WHERE position = ?", (state.position,))
            }
            facts = {lives.FACT_OF[field] for field in state.set if field in lives.FACT_OF}
            assert facts <= said, (ref, state.entry["type"])
