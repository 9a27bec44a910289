"""Which texts and files go into a pack, and which of its entries come without: docs/pack.md has the rule.

Of a chosen record all go, but for what is withheld; of what only names others, the names; of the ledger's own entries
what a reader is to see. Why a key ended, or what was erased of other records, is nobody's business there.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.proofs.entry import files_of, prose_of

if TYPE_CHECKING:
    from ledger.stores.log import Log

Json = dict[str, Any]
#: What of an entry that only gives a name goes into a pack.
_NAMES = frozenset({"name", "title"})
#: The ledger's entries that come with their texts and files.
_TELLING = frozenset({"pack.made", "policy.stated", "countersignature.added"})


class Text(NamedTuple):
    """A text or a file as the vault has it."""

    salt: bytes
    content: bytes
    is_file: bool


def commitments(part: Json) -> list[str]:
    """Whatever some part of an entry commits to, texts before files."""
    return [*prose_of(part), *files_of(part)]


def due(entries: Mapping[int, Json], named: Iterable[int], proving: Sequence[int]) -> dict[int, list[str]]:
    """What an entry's reader is to be given, by the entry: more than this never goes, whatever the vault has."""
    beside = {each: entries[each]["data"] for each in named}
    names = {each: {key: data[key] for key in _NAMES & data.keys()} for each, data in beside.items()}
    telling = {each: entries[each] for each in proving if entries[each]["type"] in _TELLING}
    chosen = {each: entries[each] for each in entries.keys() - beside.keys() - set(proving)}
    found = {each: commitments(part) for each, part in (chosen | names | telling).items()}
    seen = {each for several in found.values() for each in several}
    for position in sorted(proving):
        found[position] = found.get(position) or _of_erasure(entries[position], seen)
        seen |= set(found[position])
    return found


def embargoed(due_of: Mapping[int, list[str]], proving: Iterable[int], kept_back: Set[str]) -> list[int]:
    """The ledger's own entries whose texts a reader would be given, were they not under an embargo."""
    return sorted(each for each in proving if due_of[each] and f"E-{each}" in kept_back)


def texts(log: "Log", wanted: Sequence[str], files: Set[str]) -> dict[str, Text]:
    """The texts and files, so far as the vault has them."""
    there, salts = log.texts(list(wanted)), _salts(log, wanted)
    return {each: Text(salts[each], there[each], each in files) for each in wanted if each in there}


def _of_erasure(fields: Json, seen: Set[str]) -> list[str]:
    """Why something was erased that would be here, and what stands in its place; of what else went with it nothing."""
    if fields["type"] != "text.erased":
        return []
    gone = [each for each in fields["data"]["texts"] if each["text"] in seen]
    return commitments(fields | {"data": {"texts": gone}}) if gone else []


def _salts(log: "Log", wanted: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for at in range(0, len(wanted), 500):
        part = [bytes.fromhex(each) for each in wanted[at : at + 500]]
        sql = f"SELECT commitment, salt FROM vault WHERE commitment IN ({','.join('?' * len(part))})"
        found |= {key.hex(): salt for key, salt in log.query(sql, part)}  # type: ignore[attr-defined, misc]
    return found
