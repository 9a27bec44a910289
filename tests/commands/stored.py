"""What the log holds, read past the read models: the newest entries as they were recorded, with their texts."""

from typing import Any, NamedTuple

from ledger.codec import Entry, recall
from ledger.proofs.entry import prose_of
from ledger.stores.log import Log
from tests.commands.terminal import Terminal


class Kept(NamedTuple):
    """One entry: its record, its type, and its data with each text in place of its commitment."""

    position: int
    ref: str
    type: str
    data: dict[str, Any]
    entry: Entry
    texts: dict[str, Any]


def newest(desk: Terminal, number: int = 1) -> list[Kept]:
    """The last entries, in the order of recording."""
    log = Log.open(desk.path)
    try:
        return [_kept(log, row.position, recall(row.stored)) for row in log.rows(log.size() - number, number)]
    finally:
        log.close()


def _kept(log: Log, position: int, entry: Entry) -> Kept:
    found = {key: text.decode() for key, text in log.texts(list(prose_of(vars(entry)))).items()}
    beside = {name: _plain(getattr(entry, name), found) for name in ("why", "authority", "on")}
    return Kept(position, entry.stream, entry.type, _plain(entry.data, found), entry, beside)


def _plain(value: Any, texts: dict[str, str]) -> Any:
    match value:
        case {"prose": str(key)}:
            return texts[key]
        case dict():
            return {name: _plain(inner, texts) for name, inner in value.items()}
        case list():
            return [_plain(inner, texts) for inner in value]
    return value
