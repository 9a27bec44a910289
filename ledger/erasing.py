"""Texts erased for good: which an entry has, what may be said of it, and which are known to be gone.

The write door takes a text from the vault in the transaction that records its erasure (``recording``); the file is
then rid of it (``stores.vault``), and only after that is anybody told that it is gone.

What was erased is also kept outside the ledger, by commitment alone, which tells nothing of the text: in
``state_dir()/erased/<origin>``, and in ``BACKUP.erased`` beside each older backup that was there. So a backup that is
put back long after does not bring the text back.
"""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.errors import IntegrityBroken, RuleBroken
from ledger.home import origin_file_name, state_dir

if TYPE_CHECKING:
    from ledger.draft import Draft, Pending, Saying
    from ledger.events import Prose
    from ledger.stores.log import Log, Row

#: So many texts are erased by one entry.
MOST = 200
#: So many words in a row are the text again; of a shorter one, all of them.
RUN = 8
#: What an entry says beside its event, and what people call it.
_BESIDE = {"words": "words", "why": "reason", "authority": "authority"}
#: What these hold is part of the proof, and nobody's text.
_PROOF = ("countersignature.", "policy.")


# Which texts there are.


class Text(NamedTuple):
    """A text or file of an entry: where in it, under which commitment."""

    position: int
    stream: str
    field: str
    commitment: str
    is_file: bool


def texts_of(row: "Row") -> list[Text]:
    """Every text and file of an entry that can be erased, in the order in which it holds them."""
    entry = json.loads(row.stored)
    found = list(_inside(entry["data"], ()))
    for name, field in _BESIDE.items():
        inside = _inside((entry | entry["on"]).get(name, {}), ())
        found += [(field, commitment, is_file) for _, commitment, is_file in inside]
    proof = row.type.startswith(_PROOF)
    return [Text(row.position, row.stream, *each) for each in found if not (proof and each[2])]


def _inside(value: Any, place: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    """The place, the commitment, and whether it is a file's; what there are several of is numbered from 1."""
    match value:
        case {"prose": str(commitment)}:
            yield ".".join(place), commitment, False
        case {"file": str(commitment)}:
            yield ".".join(place), commitment, True
        case dict():
            for name, inner in value.items():
                yield from _inside(inner, (*place, name))
        case list():
            for number, inner in enumerate(value, 1):
                yield from _inside(inner, (*place, str(number)))


def committed(log: "Log", commitments: Collection[str]) -> Iterator[Text]:
    """Where in the ledger these texts and files stand."""
    wanted = {each.encode() for each in commitments}
    for row in log.all_rows() if wanted else ():
        if not wanted.isdisjoint(re.findall(rb'"(?:prose|file)":"([0-9a-f]{64})"', row.stored)):
            yield from (text for text in texts_of(row) if text.commitment in commitments)


# What is recorded.


def erasing(
    texts: Sequence[Text], contents: Collection[bytes], instead: "Prose | None", saying: "Saying"
) -> "Callable[[Draft], None]":
    """What records that texts are erased; refused where something that is recorded with it says one of them again."""
    from ledger.events.text import ErasedText, TextErased

    def plan(draft: "Draft") -> None:
        for start in range(0, len(texts), MOST):
            gone = tuple(
                ErasedText(text=each.commitment, entry=each.position, instead=None if each.is_file else instead)
                for each in texts[start : start + MOST]
            )
            draft.add(TextErased(texts=gone), saying)
        for fact in draft.pending:
            _check_silent(fact, contents)

    return plan


def _check_silent(fact: "Pending", contents: Collection[bytes]) -> None:
    saying = fact.saying
    beside = {"reason": saying.why, "authority": saying.authority, "date in words": saying.on.words}
    said = [(what, text.text or "", RUN) for what, text in beside.items() if text]
    inside = fact.event.model_dump()
    said += [("text in its place", text, 0) for text in _typed(inside, "typed")]
    for what, text, run in said:
        if any(repeats(text, content, run) for content in contents):
            raise _again(what)
    if any(content in file for file in _typed(inside, "content") for content in contents):
        raise _again("file that comes with it")


def _again(what: str) -> RuleBroken:
    return RuleBroken(
        f"The {what} says again what is to be erased.",
        "Say it without those words: what is recorded of an erasure stays.",
    )


def _typed(value: Any, key: str) -> Iterator[Any]:
    """The texts, or the files, of an event that are not stored yet."""
    match value:
        case dict() if isinstance(value.get(key), str | bytes):
            yield value[key]
        case dict():
            for inner in value.values():
                yield from _typed(inner, key)
        case list() | tuple():
            for inner in value:
                yield from _typed(inner, key)


def repeats(said: str, erased: bytes, run: int = 0) -> bool:
    """Whether something says an erased text again: all its words in a row, or so many of them where ``run`` is given.

    Capitals, accents and what stands between the words do not count.
    """
    told, gone = _words(said), _words(erased.decode(errors="replace"))
    if not gone:
        return erased.strip() in said.encode()
    size = min(run, len(gone)) if run else len(gone)
    runs = {tuple(gone[at : at + size]) for at in range(len(gone) - size + 1)}
    return any(tuple(told[at : at + size]) in runs for at in range(len(told) - size + 1))


def _words(text: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"\w+", bare.casefold())


# What is known to be gone.

_HEAD = "afi erased"


def own_list(origin: str) -> Path:
    """Where this terminal keeps which texts of a ledger are gone."""
    return state_dir() / "erased" / origin_file_name(origin)


def list_beside(backup: Path) -> Path:
    """Where it is written which texts of a backup have been erased since."""
    return backup.with_name(f"{backup.name}.erased")


def listed(path: Path, origin: str) -> set[str]:
    """The commitments of a list; none where there is none. ``IntegrityBroken`` where it is no list of this ledger."""
    try:
        head, *lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return set()
    except ValueError:  # not ASCII, or empty
        head, lines = "", []
    if head != f"{_HEAD} {origin}" or not all(re.fullmatch("[0-9a-f]{64}", line) for line in lines):
        raise IntegrityBroken(
            f"{path} is not a list of what was erased from {origin}.",
            "Look for the list that was written there, or move this one away if there was none.",
        )
    return set(lines)


def known(origin: str, backup: Path | None = None) -> set[str]:
    """Every text of a ledger that is known here to be gone, also by the list beside one of its backups."""
    return listed(own_list(origin), origin) | (listed(list_beside(backup), origin) if backup else set())


def note(path: Path, origin: str, commitments: Iterable[str]) -> None:
    """Adds to a list, on the disk before this returns; killed at any line, the old list or the new one is there."""
    before = listed(path, origin)
    if not before.issuperset(commitments := set(commitments)):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        try:
            with aside.open("x", encoding="ascii") as file:
                file.write("\n".join((f"{_HEAD} {origin}", *sorted(before | commitments), "")))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)


def unrecorded(log: "Log", commitments: Collection[str]) -> list[Text]:
    """Of texts that are known to be gone, those that are, though no entry of this ledger erased them."""
    left = set(commitments) - log.erased().keys()
    return list(committed(log, left - log.kept(list(left))))
