"""Erased texts: what an entry with the right to says was erased may be gone, has to be, and nothing else may."""

from typing import Any

import pytest

from ledger.proofs.audit import audit
from ledger.proofs.note import fingerprint
from tests.ledger.proofs.test_audit import PUBLIC, Rows, found, ledger, opening


def with_texts() -> tuple[Rows, list[str]]:
    """Six entries; E-5 and E-6 commit to a text each."""
    rows = ledger(4)
    texts = [rows.keep(b"An officer") for _ in range(2)]
    for version, text in enumerate(texts, 3):
        rows.add("AFI-1", version, "improvement.noted", {"text": text})
    return rows, [text["prose"] for text in texts]


def erase(rows: Rows, *texts: dict[str, Any], **fields: Any) -> None:
    """One more entry about erased texts."""
    version = 2 + sum(row.stream == "LEDGER" for row in rows.entries_[1:])
    rows.add("LEDGER", version, "text.erased", {"texts": [*texts]}, **fields)


def test_an_erased_text_may_be_gone() -> None:
    """It is counted, and not missed; so is a file."""
    rows, [first, _] = with_texts()
    erase(rows, {"text": first, "entry": 5})
    del rows.vault[bytes.fromhex(first)]
    verdict = audit(rows)
    assert verdict.sound and (verdict.counts.texts_kept, verdict.counts.texts_erased) == (1, 1)


def test_what_stands_in_its_place_can_be_erased_in_turn() -> None:
    """The replacement is a text like any other."""
    rows, [first, _] = with_texts()
    instead = rows.keep(b"[an officer]")
    erase(rows, {"text": first, "entry": 5, "instead": instead})
    erase(rows, {"text": instead["prose"], "entry": 7})
    for gone in (first, instead["prose"]):
        del rows.vault[bytes.fromhex(gone)]
    verdict = audit(rows)
    assert verdict.sound and verdict.counts.texts_erased == 2


def test_only_what_it_names_is_excused() -> None:
    """Another text that is gone is missed, in its entry."""
    rows, texts = with_texts()
    erase(rows, {"text": texts[0], "entry": 5})
    for text in texts:
        del rows.vault[bytes.fromhex(text)]
    verdict = audit(rows)
    assert found(verdict) == [("text-missing", 6, 5)] and verdict.findings[0].reference == "AFI-1"


def test_an_erased_text_that_is_still_there() -> None:
    """Whoever was told that it is gone was told wrong."""
    rows, [first, _] = with_texts()
    erase(rows, {"text": first, "entry": 5})
    assert found(audit(rows)) == [("text-kept", 7, 6)]


@pytest.mark.parametrize("named", [6, 7, 8, 0, -1, 2**53 - 1])
def test_an_erasure_from_an_entry_that_does_not_commit_to_it(named: int) -> None:
    """It excuses nothing, whichever entry it names."""
    rows, [first, _] = with_texts()
    erase(rows, {"text": first, "entry": named})
    del rows.vault[bytes.fromhex(first)]
    assert found(audit(rows)) == [("text-missing", 5, 4), ("erasure", 7, 6)]


def test_a_text_erased_twice() -> None:
    """Each goes once; the second is named, in the same entry or a later one."""
    rows, [first, _] = with_texts()
    erase(rows, {"text": first, "entry": 5}, {"text": first, "entry": 5})
    erase(rows, {"text": first, "entry": 5})
    del rows.vault[bytes.fromhex(first)]
    assert found(audit(rows)) == [("erasure", 7, 6), ("erasure", 8, 7)]


def test_a_key_without_the_right_excuses_nothing() -> None:
    """Neither does it say anything of a text that is still there."""
    rows = Rows(minted_={"PER": 1, "AFI": 1})
    data = opening()
    data["keys"][0]["rights"] = ["enrol", "keep", "record"]
    begun = {"cmd": "f" * 32, "at": "2026-01-01T00:00:01.000000Z"}
    rows.add("LEDGER", 1, "ledger.opened", data, batch=[1, 2], **begun)
    rows.add("PER-1", 1, "person.added", {}, batch=[2, 2], **begun)
    del rows.checkpoints_[0]
    rows.entries_ = [row._replace(command="f" * 32) for row in rows.entries_]
    texts = [rows.keep(b"An officer")["prose"] for _ in range(2)]
    for version, text in enumerate(texts, 1):
        rows.add("AFI-1", version, "improvement.noted", {"text": {"prose": text}})
    erase(rows, *({"text": text, "entry": position} for position, text in enumerate(texts, 3)))
    del rows.vault[bytes.fromhex(texts[0])]
    assert found(audit(rows)) == [("text-missing", 3, 2), ("right", 5, 4)]


def test_a_revoked_key_excuses_nothing() -> None:
    """Nobody can be held to an erasure whose author is unproven."""
    rows, [first, second] = with_texts()
    erase(rows, {"text": first, "entry": 5})
    erase(rows, {"text": second, "entry": 6})
    rows.add("LEDGER", 4, "key.revoked", {"key": fingerprint(PUBLIC), "after": 7})
    for text in (first, second):
        del rows.vault[bytes.fromhex(text)]
    verdict = audit(rows)
    assert found(verdict) == [("text-missing", 6, 5)] and verdict.counts.texts_erased == 1


def test_an_unsealed_erasure_excuses_nothing() -> None:
    """Anybody who can write to the file could have appended it."""
    rows, [first, _] = with_texts()
    erase(rows, {"text": first, "entry": 5})
    del rows.vault[bytes.fromhex(first)], rows.checkpoints_[-1]
    assert [each[:2] for each in found(audit(rows))] == [("text-missing", 5), ("uncovered", 7)]


def test_an_erasure_that_this_program_does_not_know() -> None:
    """Which texts may be gone is then unsure, and said to be so."""
    rows, [first, _] = with_texts()
    rows.add("LEDGER", 2, "text.erased", {"texts": [{"text": first, "entry": 5}]}, v=2)
    del rows.vault[bytes.fromhex(first)]
    verdict = audit(rows)
    assert found(verdict) == [("text-missing", 5, 4)]
    assert [(remark.kind, "unsure" in remark.what) for remark in verdict.remarks] == [("unknown", True)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"texts": 1},
        {"texts": [1]},
        {"texts": [{"text": "word", "entry": 5}]},
        {"texts": [{"text": "0" * 64}]},
    ],
)
def test_an_erasure_of_nothing(data: dict[str, Any]) -> None:
    """Whatever it holds, it is passed over; what its type cannot hold is for whoever knows types to say."""
    rows, _ = with_texts()
    rows.add("LEDGER", 2, "text.erased", data)
    assert audit(rows).sound
