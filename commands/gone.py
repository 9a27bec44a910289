"""Rid the files here of what was erased: nothing is said to be gone before it is."""

from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from pathlib import Path

from commands.context import Reading
from commands.places import backups, view_files
from ledger.errors import IntegrityBroken, StoreUnavailable
from ledger.stores.vault import holding, purge, salts

#: A text of fewer bytes may stand somewhere by chance.
_TELLING = 16
#: What read models write otherwise.
_ESCAPED = frozenset(b'"\\\t\r')
_FINISH = "Close what has the ledger open, like a backup being made or a database browser, then run `afi erase finish`."


def traces(reading: Reading, contents: Collection[tuple[str, bytes]]) -> list[bytes]:
    """By what it would be seen that these texts, each with its commitment, are still in a file.

    The salt before each, and a line of it that is long enough to be nothing else and is in no text that stays.
    """
    gone = {key for key, _ in contents}
    lines = {max(content.split(b"\n"), key=len).strip()[:64] for _, content in contents}
    lines = {line for line in lines if len(line) >= _TELLING and not _ESCAPED.intersection(line)}
    for key, content in reading.log.all_texts():
        lines = {line for line in lines if key in gone or line not in content}
    return [*salts(reading.log.path, gone), *lines]


def complete(path: Path, seen: Collection[bytes] = ()) -> None:
    """Rids the ledger's file, its log and the read models of all that was erased; refuses to say so where it is not.

    ``seen`` are bytes that may be in none of these files any more. Nobody in this process may have them open: on POSIX,
    whoever closes a file lets go of SQLite's locks on it.
    """
    try:
        with Reading.open(str(path)) as reading:  # which makes the read models again, if they show what was erased
            files = [path, Path(f"{path}-wal"), *_with_logs(view_files(reading))]
            origin, erased = reading.origin, reading.log.erased()
            clean = purge(path, erased) and _rid_views(reading)
            known = backups(reading)
    except StoreUnavailable as refusal:
        raise _not_gone(refusal.what) from refusal
    if not clean:
        raise _not_gone("Another program is reading the ledger or its read models.")
    if left := [str(file) for file in holding(files, seen)]:
        raise _not_gone(f"{left[0]} still holds some of it.")
    _note(origin, erased, known)


def _not_gone(why: str) -> StoreUnavailable:
    return StoreUnavailable(f"The erasure is recorded, but the text is not gone yet: {why}", _FINISH)


def _with_logs(files: Iterable[Path]) -> list[Path]:
    return [each for file in files for each in (file, Path(f"{file}-wal"))]


def _rid_views(reading: Reading) -> bool:
    """Those that are gone by here are made again already; any others show what they did, so they are emptied."""
    from projections.follow import empty, scrub
    from projections.views import Views

    clean = scrub(reading.views)
    for file in view_files(reading):
        if str(file) != reading.views.path:
            with closing(Views.at(str(file))) as views:
                clean = empty(reading.log, views) and clean
    return clean


def _note(origin: str, erased: Collection[str], known: Collection[Path]) -> None:
    """Keeps what is gone for the day when an older backup is put back, here and beside each that holds any of it."""
    from ledger.erasing import list_beside, note, own_list
    from ledger.stores.copies import keeping

    if erased:
        note(own_list(origin), origin, erased)
    for backup in known:
        if kept := keeping(backup, list(erased)):
            with suppress(OSError, IntegrityBroken):  # where nobody can write, this terminal's own list is left
                note(list_beside(backup), origin, kept)
