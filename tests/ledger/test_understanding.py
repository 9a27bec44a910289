"""What the audit asks of the events in well-formed entries: one form each, where it can stand."""

from typing import Any

import pytest

from ledger.codec import Entry, applicable, understand
from ledger.errors import StoreUnavailable

HASH = "0" * 64


def fields(stream: str, type_name: str, data: dict[str, Any], version: int = 2, **more: Any) -> dict[str, Any]:
    """The parts of an entry that say which event it states."""
    return {"stream": stream, "type": type_name, "v": 1, "version": version, "data": data, **more}


NOTED = {"text": {"prose": HASH}}
RAISED = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-1", "text": {"prose": HASH}}
OPENED = {
    "title": {"prose": HASH}, "programme": "peel", "framework": "peel_2015_2017", "cycle": 2017, "scale": "four_tier",
    "inspectorate": "ORG-1", "forces": ["ORG-2"],
}  # fmt: skip


@pytest.mark.parametrize("stream", ["AFI-7", "COC-1", "REC-3"])
def test_the_events_of_an_improvement_are_those_of_every_kind(stream: str) -> None:
    """Causes of concern and recommendations will begin otherwise, and live alike."""
    assert understand(fields(stream, "improvement.noted", NOTED)) is None


@pytest.mark.parametrize(
    "entry",
    [
        fields("AFI-7", "improvement.noted", NOTED, version=1),
        fields("PER-1", "improvement.noted", NOTED),
        fields("AFI-7", "improvement.raised", RAISED),
        fields("LEDGER", "ledger.clock_accepted", {}, version=1),
        fields("LEDGER", "improvement.noted", NOTED),
        fields("AFI-7", "improvement.noted", {"x": 1}),
        fields("LEDGER", "key.forgotten", {}),
        fields("LEDGER", "key.enrolled", {}) | {"v": 2},
        fields("INS-1", "inspection.opened", OPENED | {"fieldwork": {"start": "2017", "end": "2017"}}, version=1),
    ],
)
def test_what_makes_no_sense_is_named(entry: dict[str, Any]) -> None:
    """A beginning that is none, another's record, data of no such event, an unknown word about keys, another form."""
    fault = understand(entry)
    assert fault is not None and fault[0] == "event"


@pytest.mark.parametrize(
    "entry",
    [
        fields("AFI-7", "improvement.painted", {}),
        fields("AFI-7", "improvement.noted", NOTED) | {"v": 2},
        fields("ZZZ-1", "improvement.noted", NOTED),
        fields("AFI-7", "improvement.noted", NOTED, fixes=1),
        fields("LEDGER", "setting.changed", {}, version=2),
    ],
)
def test_what_a_newer_program_may_have_meant_is_a_remark(entry: dict[str, Any]) -> None:
    """It is no fault of the ledger that this program is old."""
    fault = understand(entry)
    assert fault is not None and fault[0] == "unknown"


def test_fieldwork_in_its_one_form_is_understood() -> None:
    """As the catalogue names its fields."""
    entry = fields("INS-1", "inspection.opened", OPENED | {"fieldwork": {"from": "2017", "to": "2017"}}, version=1)
    assert understand(entry) is None


def test_a_correction_is_for_a_newer_program() -> None:
    """It is refused, not folded as if it were a second beginning."""
    entry = Entry(
        "AFI-7", 3, "improvement.noted", 1, NOTED, "", {"from": "2018", "to": "2018"}, "PER-1", "PER-1", "", "", (1, 1),
        fixes=2,
    )  # fmt: skip
    with pytest.raises(StoreUnavailable):
        applicable(entry)
