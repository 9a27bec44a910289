"""Whether a repeated command says again what it said the first time (the same id may not say anything else)."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry, VaultRow, unsalted
from ledger.proofs.entry import files_of, prose_of
from ledger.stores.log import Log
from ledger.vocabulary import KINDS, kind_of

_SAID = ("stream", "version", "type", "v", "data", "said_by", "recorded_by", "src", "why", "authority", "on", "fixes")


def minted_before(entries: list[Entry], minted: Mapping[str, int]) -> dict[str, int]:
    """The last number of each kind of reference before these entries minted theirs."""
    before = dict(minted)
    for entry in reversed(entries):
        if entry.version == 1 and kind_of(entry.stream) in KINDS:
            before[kind_of(entry.stream)] = int(entry.stream.partition("-")[2]) - 1
    return before


def says_the_same(again: list[Entry], vault: list[VaultRow], stored: list[Entry], log: Log) -> bool:
    """Whether entries made anew hold the words of the stored ones. Erased words cannot be compared: no."""
    commitments = [key for entry in stored for key in (*prose_of(vars(entry)), *files_of(vars(entry)))]
    before = log.texts(commitments)
    now = {row.commitment: row.content for row in vault}
    return [_content(entry, now) for entry in again] == [_content(entry, before) for entry in stored]


def _content(entry: Entry, contents: Mapping[str, bytes]) -> dict[str, Any]:
    """What the user said: everything but the time, the key and the salts; a day that we assumed is not theirs."""
    content = {name: unsalted(getattr(entry, name), contents) for name in _SAID}
    return content | ({"on": "assumed"} if "assumed" in entry.on else {})
