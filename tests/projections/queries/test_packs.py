"""Packs: what was handed to whom, and where it is seen that it was."""

from collections.abc import Callable

import pytest

from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Prose
from ledger.events.organisation import OrganisationRenamed
from ledger.events.pack import PackMade
from ledger.events.record import RecordRenamed, RecordVoided
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from projections.queries.names import Names
from projections.queries.packs import packs
from projections.queries.show import show
from projections.views import Views
from tests.making import say

MADE = PackMade(to="ORG-1", records=("AFI-1",), as_of=9)


def test_a_row_has_every_key(told: Views) -> None:
    """For whom, of which records, as of when, by whose decision; and which pack took the place of which."""
    first, second = packs(told)
    assert first == {
        "ref": "PCK-1",
        "recipient": None,
        "recipient_name": "The auditor",
        "records": ["AFI-1", "COC-1"],
        "records_words": "AFI-1 and COC-1",
        "of_entry": "E-95",
        "texts_withheld": 1,
        "replaces": None,
        "made_on": "2019-06-01",
        "happened_on": "2019-06-01",
        "said_by": "POST-1",
        "recorded_by": "PER-1",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": [],
        "entry": "E-125",
        "replaced_by": "PCK-2",
    }
    assert (second["recipient"], second["recipient_name"], second["texts_withheld"]) == ("ORG-1", "HMICFRS today", 0)
    assert (second["replaces"], second["replaced_by"], second["of_entry"]) == ("PCK-1", None, "E-100")


def test_a_pack_is_shown(told: Views) -> None:
    """In words, whomever it was for; called by that and its day."""
    shown = show(told, "PCK-1")
    assert shown["name"] == "Pack for The auditor, 1 June 2019"
    assert {field["label"]: field["words"] for field in shown["fields"]} == {
        "Recipient": "The auditor",
        "Records": "AFI-1 and COC-1",
        "As of": "E-95",
        "Texts withheld": "1",
        "Made on": "1 June 2019",
        "Said by": "Deputy Chief Constable (POST-1)",
        "Recorded by": "Ann Keeper (PER-1)",
        "Recorded at": "1 January 2026 at 13:00 UTC",
    }
    again = {field["label"]: field["words"] for field in show(told, "PCK-2")["fields"]}
    assert again["Recipient"] == "HMICFRS today (ORG-1)"
    assert again["Replaces"] == "Pack for The auditor, 1 June 2019 (PCK-1)"
    assert "Texts withheld" not in again


@pytest.mark.parametrize(
    ("ref", "refs"), [("AFI-1", ["PCK-1", "PCK-2"]), ("COC-1", ["PCK-1"]), ("ORG-1", ["PCK-2"]), ("PCK-1", ["PCK-2"])]
)
def test_a_record_names_the_packs_that_it_is_in(told: Views, ref: str, refs: list[str]) -> None:
    """So does whoever got one, and the pack that another took the place of."""
    assert [row["ref"] for row in show(told, ref)["related"]["Packs"]] == refs


def test_a_void_pack_is_in_no_list(told: Views, tell: Callable[[Plan], Views]) -> None:
    """One that was never handed over was recorded in error; it is still there to be looked at."""
    views = tell(lambda draft: draft.add(RecordVoided(reason="in_error"), say("2019-07"), "PCK-2"))
    assert [(row["ref"], row["replaced_by"]) for row in packs(views)] == [("PCK-1", None)]
    assert "Packs" not in show(views, "ORG-1")["related"] and show(views, "PCK-2")["void"]


def test_a_recipient_is_called_as_on_the_day(told: Views, tell: Callable[[Plan], Views]) -> None:
    """Whatever they are called since."""
    views = tell(lambda draft: draft.add(OrganisationRenamed(name=Prose("Another")), say("2020"), "ORG-1"))
    assert packs(views)[1]["recipient_name"] == "HMICFRS today"


def test_a_recipient_whose_name_was_erased(told: Views, erase: Callable[..., None]) -> None:
    """Is said to have been."""
    erase("The auditor", "HMICFRS today")
    assert [row["recipient_name"] for row in packs(told)] == ["[erased]", "ORG-1 [erased]"]
    [field] = [field for field in show(told, "PCK-1")["fields"] if field["field"] == "recipient"]
    assert (field["value"], field["words"]) == (None, "[erased]")
    assert Names(told).label("PCK-1") == "Pack for [erased], 1 June 2019"


def test_a_pack_has_no_name_to_change(told: Views, full: Ledger, log: Log) -> None:
    """It is called by whom it was for."""
    before = log.size()
    with pytest.raises(RuleBroken, match="That is not how packs are named"):
        full.record(lambda draft: draft.add(RecordRenamed(name=Prose("Ours")), say("2019-07"), "PCK-1"))
    assert log.size() == before


@pytest.mark.parametrize(
    "fields",
    [{"to": "ORG-9"}, {"records": ("AFI-1", "AFI-99")}, {"replaces": "PCK-9"}],
    ids=lambda fields: next(iter(fields)),
)
def test_whatever_a_pack_names_is_there(told: Views, full: Ledger, log: Log, fields: dict[str, object]) -> None:
    """Or nothing is recorded."""
    before = log.size()
    with pytest.raises(UnknownReference, match=r"There is no (ORG-9|AFI-99|PCK-9) in this ledger\."):
        full.record(lambda draft: draft.add(MADE.model_copy(update=fields), say("2019-07")))
    assert log.size() == before
