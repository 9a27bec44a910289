"""Backup: the whole ledger as one finished file, made while others record and checked before it bears its name."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look_at_one
from commands.parameters import argument
from commands.rendering import print_fields, print_json, print_text, titled
from ledger.errors import Unreadable

Where = Annotated[
    Path | None,
    argument("FOLDER|FILE", help="Where the backup is to be. Unsaid: beside the ledger, named by date and time."),
]


@look_at_one
def backup(reading: Reading, shown: Shown, where: Where = None) -> None:
    """Write a backup of the whole ledger, others recording meanwhile, and check it. No signing key is in it."""
    from ledger.stores.backup import back_up
    from ledger.stores.copies import Registered, register

    if reading.moment:
        raise Unreadable("A backup is of the whole ledger.", "Leave out --as-of, --at and --told.")
    to = _place(reading.log.path, where)
    verdict = back_up(reading.log.path, to, (reading.head.size, reading.head.root))
    made = Registered(os.path.abspath(to), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", verdict.size)
    if not register(verdict.origin, made):
        print("afi: This terminal could not note where it is, so `afi erase find` will not name it.", file=sys.stderr)
    root, size = verdict.root.hex() if verdict.root else "", to.stat().st_size
    if shown.json:
        body = {"file": str(to), "entries": verdict.size, "root": root, "bytes": size}
        print_json(reading, {"as_of": f"E-{verdict.size}"} | body)
        return
    print_text(titled(f"Backed up to {to}", reading), style="bold")
    print_fields(
        [("entries", verdict.size), ("root", f"{root[:16]}… over {verdict.size} entries"), ("size", f"{size:,} bytes")]
    )


def _place(ledger: Path, where: Path | None) -> Path:
    """The file that is meant; its name sorts by time, which is UTC: an hour that a clock repeats is no collision."""
    if where and not where.is_dir():
        return where
    name = f"{ledger.stem}-{datetime.now(UTC):%Y-%m-%dT%H%M%S}Z.ledger.backup"
    return where / name if where else ledger.with_name(name)
