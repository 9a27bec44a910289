"""A whole ledger as one finished file: written while others record, and put back where one was lost.

Either way the file is made beside its place under a name that nothing reads, audited there as it lies, and given its
name only then. Killed before, all that stays is a dot file. A backup may lie on a network drive: nobody records in it.

What was erased since a backup was made is taken out of it where it is put back.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.codec import understand
from ledger.errors import AlreadyThere, IntegrityBroken, Refusal, StoreUnavailable
from ledger.home import origin_file_name
from ledger.proofs.audit import audit
from ledger.proofs.verdict import Verdict
from ledger.stores.evidence import open_evidence
from ledger.stores.file import address, check_format, connect, open_for_reading, refusal, usable
from ledger.stores.log import Log
from ledger.stores.place import check_place
from ledger.stores.vault import purge

if TYPE_CHECKING:
    from ledger.memory import Seen

_ROOM = "Check the folder, your rights to it and the free space, or name another place."
#: What SQLite says of the file that it writes; all else is about the one that it reads.
_OF_THE_COPY = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")


def back_up(ledger: Path, to: Path, known: tuple[int, bytes]) -> Verdict:
    """Writes the ledger as it stands to a file where nothing is yet, or writes nothing.

    It is sound, and goes on from ``known``: how many entries the ledger was seen to have, and their root.
    """
    _check_free(to, "Name another file; nothing was changed.")
    with _aside(to, like=ledger) as copy:
        _vacuum(ledger, copy, to)
        with _possible(f"{to} cannot be written"):
            _sync(copy)
        verdict = _audit(copy, known)
        if not verdict.sound:
            raise IntegrityBroken(
                f"No backup was made, for the copy of {ledger} is not whole: {verdict.findings[0].what}",
                "Run `afi verify`; if it finds the ledger whole, write the backup to another disk.",
            )
        _put(copy, to)
    return verdict


def restore(
    backup: Path,
    ledger: Path,
    recall: "Callable[[str], Seen | None]",
    erased: Callable[[str], Collection[str]] = lambda _: (),
) -> Verdict:
    """Puts a backup in a ledger's place, where nothing is: whole, and all that ``recall`` knows of its origin.

    Without the texts of which ``erased`` knows that they are gone: those that no entry in it erased are then missing.
    """
    check_place(ledger)
    _check_free(ledger, "Move it away first, with the files beside it whose names begin so; nothing was changed.")
    _check_backup(backup)
    with _aside(ledger, like=backup) as copy:
        with _possible(f"{backup} cannot be copied to {ledger}"):
            shutil.copyfile(backup, copy)
        missing = _rid(copy, backup, erased)
        with _possible(f"{backup} cannot be copied to {ledger}"):
            _sync(copy)
        verdict = _audit(copy)
        if not (verdict.sound or _lacks_only(missing, verdict)):
            raise IntegrityBroken(
                f"{backup} is not whole, and was not restored: {verdict.findings[0].what}",
                f"Restore another backup; `afi verify --ledger {backup}` says all that is wrong with this one.",
            )
        _check_seen(copy, backup, verdict, recall(verdict.origin))
        _clear(ledger)
        _put(copy, ledger)
    return verdict


def _check_free(path: Path, remedy: str) -> None:
    """Refuses a place where something is, or where SQLite would take up what another ledger left behind."""
    if os.path.lexists(path):
        raise AlreadyThere(f"There is something at {path} already.", remedy)
    if _has_log(path):
        raise AlreadyThere(
            f"{path}-wal was left there by another ledger, whose last entries it may hold.",
            "Put it where that ledger now is, under that ledger's name with -wal; nothing was changed.",
        )


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log lies beside the real file; every reader of a ledger leaves an empty one."""
    with suppress(OSError):
        return Path(f"{os.path.realpath(path)}-wal").stat().st_size > 0
    return False


def _check_backup(backup: Path) -> None:
    """Refuses what is no backup before any of it is copied."""
    if not backup.is_file():
        raise StoreUnavailable(f"There is no backup at {backup}.", "Check the path.")
    with suppress(IntegrityBroken), usable(backup), closing(connect(backup, immutable=True)) as connection:
        check_format(connection, backup)  # what is damaged is left to the audit
    if _has_log(backup):
        raise StoreUnavailable(
            f"{backup} is no finished backup: part of the ledger lies in {backup.name}-wal beside it.",
            f"Make one of both with `afi backup --ledger {backup}`, and restore that.",
        )


def _rid(copy: Path, backup: Path, erased: Callable[[str], Collection[str]]) -> int:
    """Takes out every text that is known to be gone; how many of them no entry in the copy erased."""
    try:
        with usable(copy), closing(Log(connect(copy, immutable=True), backup)) as log:
            origin, by_entries = origin_file_name(log.opening()["origin"]), log.erased()
    except Refusal:
        return 0  # the audit says what is wrong
    asked = [*by_entries, *erased(origin)]
    with usable(copy), closing(Log(connect(copy, immutable=True), backup)) as log:
        kept = log.kept(asked)
    if kept:
        purge(copy, kept)
    return len(kept - by_entries.keys())


def _lacks_only(missing: int, verdict: Verdict) -> bool:
    """Whether nothing is wrong but that so many texts are gone which were taken out."""
    found = len(verdict.findings) + sum(verdict.more.values())
    return found == missing and all(finding.kind == "text-missing" for finding in verdict.findings)


@contextmanager
def _aside(path: Path, like: Path) -> Iterator[Path]:
    """An empty file beside a place, which no more people may read than another; gone at the end, whatever happens."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with _possible(f"{path} cannot be written"):
            aside.touch(mode=like.stat().st_mode & 0o666 | 0o600, exist_ok=False)
        yield aside
    finally:
        for leftover in path.parent.glob(f"{escape(aside.name)}*"):
            leftover.unlink()


@contextmanager
def _possible(what: str) -> Iterator[None]:
    """Turns what the system does not let us do into a refusal."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"{what} ({error.strerror or error}).", _ROOM) from error


def _vacuum(ledger: Path, copy: Path, to: Path) -> None:
    """The ledger at one moment. SQLite's other ways to copy would also copy what was erased from its pages."""
    with closing(open_for_reading(ledger)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (address(copy),))
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith(_OF_THE_COPY):
                raise StoreUnavailable(f"{to} cannot be written ({error}).", _ROOM) from error
            raise refusal(error, ledger) from error
    with _possible(f"{to} cannot be written"), copy.open("r+b") as file:
        file.seek(18)  # https://sqlite.org/fileformat2.html#file_format_version_numbers: VACUUM leaves WAL mode
        file.write(b"\2\2")


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _audit(copy: Path, known: tuple[int, bytes] | None = None) -> Verdict:
    with open_evidence(copy, finished=True) as evidence:
        return audit(evidence, memory=known, understand=understand)


def _check_seen(copy: Path, backup: Path, verdict: Verdict, seen: "Seen | None") -> None:
    """Refuses to go back behind what was seen: others may have acted on it, and it was signed."""
    if seen is None:
        return
    if seen.size > verdict.size:
        raise IntegrityBroken(
            f"{backup} has {verdict.size} entries, but this terminal has seen {seen.size}: "
            f"the entries from E-{verdict.size + 1} on would be lost.",
            "Find a newer backup, or the ledger itself and the -wal that lay beside it; if there is none, "
            "a keeper goes on from this one with `afi succeed`.",
        )
    with closing(Log(connect(copy, immutable=True), backup)) as log:
        if log.root(seen.size) != seen.root:
            raise IntegrityBroken(
                f"{backup} is not of the ledger whose first {seen.size} entries this terminal has seen: "
                "its history was replaced.",
                "Keep it as evidence, and find a backup of the ledger that was there before.",
            )


def _clear(ledger: Path) -> None:
    """Takes away what SQLite left of an earlier ledger there: an empty log, and memory that its readers shared."""
    with _possible(f"What lies beside {ledger} cannot be removed"):
        for end in ("-wal", "-shm"):
            Path(f"{ledger}{end}").unlink(missing_ok=True)


def _put(finished: Path, path: Path) -> None:
    """Gives a file its name, on the disk too; a rename would put it over another that came there meanwhile."""
    with _possible(f"{path} cannot be written"):
        try:
            os.link(finished, path)
        except OSError:  # a file system without links, if nothing is there
            if os.path.lexists(path):
                raise AlreadyThere(f"Somebody put something at {path} meanwhile.", "Look at that first.") from None
            finished.rename(path)
        with suppress(OSError):  # not every system opens a folder, nor does every drive synchronise one
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
