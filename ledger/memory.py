"""The terminal's memory: the last checkpoint this user saw of each ledger, kept outside the ledger.

Whoever can write the database can cut it short and grow it again; only somebody who remembers notices.
So after each COMMIT, and after each read whose checkpoint was verified, the checkpoint goes into
``state_dir()/seen/<origin>``, and the next command asks that the ledger extend it.

Not fsynced. The file is saved after COMMIT, so whatever a power cut takes from it is still in the ledger; to
wait for the disk here would double the cost of recording. A power cut may leave the renamed file empty (XFS),
which is read as "nothing remembered", no worse than the deleted file that anyone who could empty it could
leave. Anything else that is not exactly what ``remember`` writes is refused.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from ledger.errors import IntegrityBroken, StoreUnavailable
from ledger.home import origin_file_name, state_dir

T = TypeVar("T")
_WINDOWS = os.name == "nt"
_LARGEST = 2**53 - 1  # sizes are positions, integers that every JSON reader keeps exactly


class Seen(NamedTuple):
    """A checkpoint: ``size`` entries (1 or more) of ``origin`` had the tree head ``root`` (32 bytes)."""

    origin: str
    size: int
    root: bytes


def recall(origin: str) -> Seen | None:
    """The last checkpoint seen of ``origin``, None if there was none.

    Raises IntegrityBroken if the file is garbled, StoreUnavailable if it cannot be read: a memory that is
    there and cannot be asked must not pass for none. Unreadable if ``origin`` is no origin.
    """
    path = _path(origin)
    try:
        text = _patiently(path.read_bytes)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreUnavailable(
            f"This terminal's memory of {origin} cannot be read: {error.strerror}.", f"Make {path} readable to you."
        ) from error
    return _parse(origin, text, path) if text.strip(b"\0") else None


def remember(seen: Seen) -> bool:
    """Keep ``seen`` unless a later checkpoint is remembered; True if this or a later one now is.

    False: the folder cannot be written, which the caller should warn of. Memory only goes forward, except
    that of two processes at the same moment the one slightly behind may win; the next command catches up.
    Raises as ``recall`` does, and IntegrityBroken if another root of the same size is remembered.
    """
    last = recall(seen.origin)
    if last and last.size == seen.size and last.root != seen.root:
        raise IntegrityBroken(
            f"Two ledgers of the same origin {seen.origin} have {seen.size} entries and differ.",
            "Find out which copy is the forged or the forked one with `afi verify` before recording in either.",
        )
    if last and last.size >= seen.size:
        return True
    try:
        _replace(_path(seen.origin), _render(seen))
    except OSError:
        return False
    return True


def _path(origin: str) -> Path:
    return state_dir() / "seen" / origin_file_name(origin)


def _render(seen: Seen) -> bytes:
    return json.dumps({"origin": seen.origin, "size": seen.size, "root": seen.root.hex()}).encode("ascii") + b"\n"


def _parse(origin: str, text: bytes, path: Path) -> Seen:
    """The checkpoint in ``text`` if it renders to ``text`` again: one checkpoint has one spelling."""
    try:
        found = json.loads(text)
        seen = Seen(found["origin"], found["size"], bytes.fromhex(found["root"]))
        whole = type(seen.size) is int and 0 < seen.size <= _LARGEST and len(seen.root) == 32
        if whole and seen.origin == origin and _render(seen) == text:
            return seen
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise IntegrityBroken(
        f"This terminal's memory of {origin} is garbled.",
        f"Move {path} away, and compare what `afi verify` then says with a paper or a countersigned checkpoint.",
    )


def _replace(path: Path, text: bytes) -> None:
    """Put ``text`` at ``path`` so that a reader finds the old file or the new one, never a part."""
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")  # its own: processes never share one
    try:
        with open(aside, "xb") as file:
            file.write(text)
        _patiently(lambda: os.replace(aside, path))
    except OSError:  # killed here, a small dot file stays that nothing reads
        aside.unlink(missing_ok=True)
        raise


def _patiently(action: Callable[[], T]) -> T:
    """Windows refuses to open a file being replaced, or to replace one that is open: for a moment only."""
    for _ in range(20 if _WINDOWS else 0):
        try:
            return action()
        except PermissionError:
            time.sleep(0.005)
    return action()
