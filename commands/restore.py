"""Restore: a backup put where a ledger was lost, once all of it is found whole and nothing that was seen is missing."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

from commands.context import FILE
from commands.parameters import argument
from commands.rendering import print_fields, print_text

From = Annotated[Path, argument("BACKUP", help="The file that `afi backup` wrote.")]
Where = Annotated[Path, argument("FOLDER|FILE", help="Where the ledger is to be.")]


def restore(backup: From, where: Where = Path(FILE)) -> None:
    """Put a backup where a ledger was lost, after checking all of it; never over a ledger."""
    from ledger.erasing import known, list_beside, listed, note, own_list
    from ledger.memory import Seen, recall, remember
    from ledger.stores.backup import restore as put_back
    from projections.views import discard

    path = where if where.suffix == ".ledger" else where / FILE
    verdict = put_back(backup, path, recall, lambda origin: known(origin, backup))
    discard(path, verdict.origin)
    if beside := listed(list_beside(backup), verdict.origin):
        note(own_list(verdict.origin), verdict.origin, beside)
    seen, root = recall(verdict.origin), verdict.root or b""
    remember(Seen(verdict.origin, verdict.size, root))
    print_text(f"Restored to {path}{'  (FICTITIOUS)' if verdict.fictitious else ''}", style="bold")
    print_fields(
        [
            ("origin", verdict.origin),
            ("entries", verdict.size),
            ("root", f"{root.hex()[:16]}… over {verdict.size} entries"),
        ]
    )
    _print_erased(path, verdict.origin)
    if seen is None:
        print()
        print_text("This terminal had not seen this ledger before: compare the root with the newest one in print.")


def _print_erased(path: Path, origin: str) -> None:
    """That texts are not restored which were erased after the backup was made; no entry in it says so."""
    from ledger.erasing import known, unrecorded
    from ledger.stores.log import Log
    from projections.queries.words import counted

    with closing(Log.open(path)) as log:
        gone = unrecorded(log, known(origin))
    if gone:
        was = "was" if len(gone) == 1 else "were"
        print()
        print_text(f"{counted(len(gone), 'text')} that {was} erased after this backup was made {was} left out.")
        print_text(
            "No entry here says so yet, so it does not verify: record it with `afi erase finish --authority TEXT`."
        )
