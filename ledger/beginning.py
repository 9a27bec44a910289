"""How a ledger begins: its file is made whole beside its place, then moved there; or nothing is."""

import os
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from glob import escape
from pathlib import Path
from typing import Any, TypeVar

from ledger.errors import AlreadyThere
from ledger.receipt import Receipt
from ledger.recording import Ledger, Plan, Signer
from ledger.stores import file

#: A ledger, or one that begins in its own way.
Door = TypeVar("Door", bound=Ledger)


def begin(path: Path, signer: Signer, plan: Plan, **supplied: Any) -> Receipt:
    """A new ledger at ``path`` with its first batch."""
    return begin_with(path, lambda file: Ledger(file, signer, **supplied), lambda _: [plan])


def begin_with(path: Path, door: Callable[[Path], Door], plans: Callable[[Door], Iterable[Plan]]) -> Receipt:
    """A new ledger at ``path``, whole or not at all: it is made beside its place, then moved there.

    ``door`` opens it to write, ``plans`` are its first batches, one or more; the receipt is the last one's.
    """
    _check_free(path)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with file.usable(path):
            file.create(unfinished)
            with door(unfinished) as ledger:
                receipts = deque((ledger.record(plan) for plan in plans(ledger)), maxlen=1)
            _move(unfinished, path)
    finally:
        for leftover in path.parent.glob(f"{escape(unfinished.name)}*"):
            leftover.unlink()
    return receipts.pop()


def _check_free(path: Path) -> None:
    """Refuses a place where something is, or where SQLite would take up what another ledger left behind."""
    if path.exists():
        raise AlreadyThere(f"There is something at {path} already.", "Choose another place; nothing was changed.")
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise AlreadyThere(
            f"{log} was left there by another ledger, whose last entries it may hold.",
            "Put it beside that ledger, under that ledger's name with -wal, or choose another place.",
        )


def _move(unfinished: Path, path: Path) -> None:
    """Puts the file in its place; a rename would put it over another that was begun there meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise AlreadyThere(f"Somebody began a ledger at {path} meanwhile.", "Look at theirs first.") from None
    except OSError:  # a file system without links
        unfinished.rename(path)
