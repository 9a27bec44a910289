"""What the audit asks of the events in well-formed entries: one form each, where it can stand."""

from typing import Any

import pytest

from ledger.codec import understand

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
        fields("LEDGER", "setting.painted", {}, version=2),
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


@pytest.mark.parametrize(
    ("entry", "sound"),
    [
        (fields("AFI-7", "improvement.noted", NOTED, fixes=1), True),
        (fields("AFI-7", "improvement.raised", RAISED, fixes=1), True),
        (fields("AFI-7", "improvement.raised", RAISED, version=1, fixes=1), False),
        (fields("COC-7", "improvement.raised", RAISED, fixes=1), False),
        (fields("AFI-7", "record.undone", {}, fixes=1), True),
        (fields("LEDGER", "record.undone", {}, fixes=1), True),
        (fields("AFI-7", "record.undone", {}), False),
        (fields("LEDGER", "record.flagged", NOTED, fixes=1), False),
        (fields("LEDGER", "policy.stated", {"policy": {"file": HASH}}, fixes=2), False),
        (fields("LEDGER", "text.erased", {"texts": [{"text": HASH, "entry": 1}]}, fixes=2), False),
        (fields("LEDGER", "definition.stated", {"term": {"prose": HASH}, "text": {"prose": HASH}}, fixes=1), True),
    ],
)
def test_a_correction_stands_where_it_corrects(entry: dict[str, Any], sound: bool) -> None:
    """Of any event of the record, its first too; never as the first itself, of another kind of record, or lasting."""
    assert (understand(entry) is None) == sound


@pytest.mark.parametrize("stream", ["LEDGER", "PCK-1", "AFI-1"])
def test_what_is_said_of_proof_stands_in_the_ledgers_own_stream(stream: str) -> None:
    """Of erasures, countersignatures, policies and the ledger before; a pack is a record of its own."""
    said: dict[str, dict[str, Any]] = {
        "text.erased": {"texts": [{"text": HASH, "entry": 1}]},
        "countersignature.asked": {},
        "countersignature.added": {"size": 1, "note": {"file": HASH}},
        "policy.stated": {"policy": {"file": HASH}},
        "predecessor.carried": {"entries": 1, "root": HASH},
    }
    for type_name, data in said.items():
        assert (understand(fields(stream, type_name, data)) is None) == (stream == "LEDGER"), type_name
    made = fields(stream, "pack.made", {"to": "ORG-1", "records": ["AFI-1"], "as_of": 1}, version=1)
    assert (understand(made) is None) == (stream == "PCK-1")


@pytest.mark.parametrize("stream", ["AFI-1", "PER-1", "QUE-3", "PAP-1", "PCK-1"])
def test_what_is_said_of_any_record_stands_in_any(stream: str) -> None:
    """But not in the ledger's own stream, and it begins none."""
    assert understand(fields(stream, "record.noted", NOTED)) is None
    assert understand(fields(stream, "record.noted", NOTED, version=1)) is not None
    assert understand(fields("LEDGER", "record.noted", NOTED)) is not None


def test_an_older_version_is_held_to_its_own_form() -> None:
    """What only version 2 can hold, stored as version 1, is nothing that this program wrote."""
    newer = RAISED | {"accelerated": 1}
    assert understand(fields("AFI-7", "improvement.raised", RAISED, version=1)) is None
    assert understand(fields("AFI-7", "improvement.raised", newer, version=1)) == (
        "event", "holds data that improvement.raised cannot",
    )  # fmt: skip
    assert understand(fields("COC-7", "improvement.raised", RAISED, version=1)) is not None
