"""Fossils: every version of every event that was ever stored still decodes, encodes and hashes to the same bytes.

A fossil is written once, with ``--update``, when its event is new; afterwards it is never changed, whatever becomes of
the class. (Those of format 0, before the format was frozen, were drafts, and are made anew.)
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ledger.codec import decode, entry_of, json_of, parse_event, reveal, settle, understand, unsalted
from ledger.events import Event, File, Prose
from ledger.events.base import REGISTRY
from ledger.proofs.entry import FORMAT, Json, canonical, commitment, files_of, parse_entry, prose_of
from ledger.proofs.tree import leaf_hash
from tests.examples import EXAMPLES, Example
from tests.ledger.strategies import EVENTS
from tests.making import repeating

FOLDER = Path(__file__).parents[1] / "fossils"
any_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event.type}.v{event.v}")
any_fossil = pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)


def _path(event: type[Event]) -> Path:
    return FOLDER / f"{event.type}.v{event.v}.json"


def _fossils(path: Path) -> list[Json]:
    fossils: list[Json] = json.loads(path.read_bytes())
    return fossils


def _is_draft(path: Path) -> bool:
    return any(json.loads(bytes.fromhex(fossil["entry"]))["afi"] == 0 for fossil in _fossils(path))


def _made(example: Example) -> Json:
    entry, vault = example.entry()
    stored = entry.encode()
    return {
        "what": example.what,
        "entry": stored.hex(),
        "leaf": leaf_hash(stored).hex(),
        "vault": [
            {"commitment": row.commitment, "salt": row.salt.hex(), "text": row.content.decode()} for row in vault
        ],
        "revealed": reveal(entry.data, {row.commitment: row.content.decode() for row in vault}),
    }


@any_event
def test_every_event_has_a_fossil(event: type[Event], update: bool) -> None:
    """Each type and version has its file, in which every field that it may hold is held at least once."""
    path = _path(event)
    if update and (not path.exists() or _is_draft(path)):
        made = [_made(each) for each in EXAMPLES if (each.event.type, each.event.v) == (event.type, event.v)]
        path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    held = {field for fossil in _fossils(path) for field in fossil["revealed"]}
    assert held == set(event.model_fields)


def test_no_draft_is_left() -> None:
    """Once the format is frozen, so is every fossil."""
    assert not FORMAT or not any(map(_is_draft, FOLDER.iterdir()))


@any_fossil
def test_a_fossil_is_still_stored_so(path: Path) -> None:
    """Bytes to entry and back, their leaf hash, and the event that its class still makes of them."""
    for fossil in _fossils(path):
        stored = bytes.fromhex(fossil["entry"])
        entry = decode(stored)
        assert entry.encode() == stored
        assert leaf_hash(stored).hex() == sha256(b"\x00" + stored).hexdigest() == fossil["leaf"]
        event = parse_event(entry.type, entry.v, entry.data)
        assert f"{entry.type}.v{entry.v}" == path.stem == f"{event.type}.v{event.v}"
        assert event.model_dump(mode="json", exclude_none=True, by_alias=True) == _with_empty(entry.data, event)


@any_fossil
def test_a_fossil_says_itself_as_the_newest_version(path: Path) -> None:
    """There and back: the newest says all that the old one said, and recorded today it is an entry that can stand."""
    for fossil in _fossils(path):
        entry = decode(bytes.fromhex(fossil["entry"]))
        newest = entry.event
        assert newest.type == entry.type and newest.v == max(v for kind, v in REGISTRY if kind == entry.type)
        assert newest.newest() is newest and newest.begins == parse_event(entry.type, entry.v, entry.data).begins
        today = parse_entry(canonical(parse_entry(entry.encode()) | {"v": newest.v, "data": json_of(newest)}))
        assert understand(today) is None and entry_of(today).event == newest
        assert entry.data.items() <= today["data"].items()


@any_fossil
def test_a_fossils_texts_are_still_committed_to(path: Path) -> None:
    """Each text is what its commitment says, every commitment has its text, and revealing says what it said."""
    for fossil in _fossils(path):
        entry = parse_entry(bytes.fromhex(fossil["entry"]))
        texts = {row["commitment"]: row["text"] for row in fossil["vault"]}
        assert sorted([*prose_of(entry), *files_of(entry)]) == sorted(texts)
        for row in fossil["vault"]:
            assert commitment(bytes.fromhex(row["salt"]), row["text"].encode()) == row["commitment"]
        assert reveal(entry["data"], texts) == fossil["revealed"]


@any_fossil
def test_a_fossil_could_be_recorded_again(path: Path) -> None:
    """There and back: the event with its texts, recorded anew, says the same under other salts."""
    for fossil in _fossils(path):
        entry = decode(bytes.fromhex(fossil["entry"]))
        before = {row["commitment"]: row["text"] for row in fossil["vault"]}
        event = parse_event(entry.type, entry.v, entry.data)
        again = settle(type(event).model_validate(_typed(fossil["revealed"], before)), repeating("again"))
        now = {row.commitment: row.content.decode() for row in again.vault}
        assert unsalted(again.data, now) == unsalted(entry.data, before)
        assert not before.keys() & now.keys()


def _typed(value: Any, contents: dict[str, str]) -> Any:
    """Revealed data as it was typed: texts and files in place of commitments."""
    match value:
        case {"prose": str(), "text": str(text)}:
            return Prose(text)
        case {"file": str(committed)}:
            return File(contents[committed].encode())
        case dict():
            return {key: _typed(inner, contents) for key, inner in value.items()}
        case list():
            return tuple(_typed(inner, contents) for inner in value)
    return value


def _with_empty(data: Json, event: Event) -> Json:
    """The data as the class has it: lists that are absent when stored are empty."""
    return {name: [] for name, value in event if value == ()} | data
