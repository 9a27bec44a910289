"""How a ledger begins: its file is made whole beside its place, then moved there; or nothing is."""

import os
import secrets
from glob import escape
from pathlib import Path
from typing import Any

from ledger.errors import AlreadyThere
from ledger.receipt import Receipt
from ledger.recording import Ledger, Plan, Signer
from ledger.stores import file


def begin(path: Path, signer: Signer, plan: Plan, **supplied: Any) -> Receipt:
    """A new ledger at ``path``, whole or not at all: it is made beside its place, then moved there."""
    if path.exists():
        raise AlreadyThere(f"There is something at {path} already.", "Choose another place; nothing was changed.")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with file.usable(path):
            file.create(unfinished)
            with Ledger(unfinished, signer, **supplied) as ledger:
                receipt = ledger.record(plan)
            _move(unfinished, path)
    finally:
        for leftover in path.parent.glob(f"{escape(unfinished.name)}*"):
            leftover.unlink()
    return receipt


def _move(unfinished: Path, path: Path) -> None:
    """Puts the file in its place; a rename would put it over another that was begun there meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise AlreadyThere(f"Somebody began a ledger at {path} meanwhile.", "Look at theirs first.") from None
    except OSError:  # a file system without links
        unfinished.rename(path)
