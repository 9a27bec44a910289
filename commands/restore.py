"""Restore: a backup put where a ledger was lost, once all of it is found whole and nothing that was seen is missing."""

from pathlib import Path
from typing import Annotated

from commands.context import FILE
from commands.parameters import argument
from commands.rendering import print_fields, print_text

From = Annotated[Path, argument("BACKUP", help="The file that `afi backup` wrote.")]
Where = Annotated[Path, argument("FOLDER|FILE", help="Where the ledger is to be.")]


def restore(backup: From, where: Where = Path(FILE)) -> None:
    """Put a backup where a ledger was lost, after checking all of it; never over a ledger."""
    from ledger.memory import Seen, recall, remember
    from ledger.stores.backup import restore as put_back
    from projections.views import discard

    path = where if where.suffix == ".ledger" else where / FILE
    verdict = put_back(backup, path, recall)
    discard(path, verdict.origin)
    known, root = recall(verdict.origin), verdict.root or b""
    remember(Seen(verdict.origin, verdict.size, root))
    print_text(f"Restored to {path}{'  (FICTITIOUS)' if verdict.fictitious else ''}", style="bold")
    print_fields(
        [
            ("origin", verdict.origin),
            ("entries", verdict.size),
            ("root", f"{root.hex()[:16]}… over {verdict.size} entries"),
        ]
    )
    if known is None:
        print()
        print_text("This terminal had not seen this ledger before: compare the root with the newest one in print.")
