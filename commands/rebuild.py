"""Rebuild: the read models are disposable; make them anew from the log, or check them against it."""

from typing import Annotated

import typer

from commands.context import find_ledger, opening_of
from commands.options import LedgerPath
from ledger.errors import IntegrityBroken


def rebuild(
    ctx: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing: compare each row with one made anew.")
    ] = False,
    ledger: LedgerPath = "",
) -> None:
    """Make the read models anew from the log; with --check, say whether they are what the log makes."""
    from ledger.head import check_head
    from ledger.stores.log import Log
    from projections import follow
    from projections.views import discard, opened

    log = Log.open(find_ledger(ledger or ctx.obj))
    try:
        origin = opening_of(log)["origin"]
        head = check_head(log, origin)
        if not check:
            discard(log.path, origin)
        with opened(log.path, origin) as views:
            if check and views.level() is None:
                print("There are no read models yet; the next look makes them.")
                return
            if check:
                _compare([str(difference) for difference in follow.check(log, views)])
            else:
                follow.level(log, views)
    finally:
        log.close()
    print(f"The read models are {'as the log makes them' if check else 'made anew'}, up to E-{head.size}.")


def _compare(differences: list[str]) -> None:
    if differences:
        shown = "\n".join(differences[:20])
        more = f"\nand {len(differences) - 20} more" if len(differences) > 20 else ""
        raise IntegrityBroken(
            f"The read models are not what the log makes of them:\n{shown}{more}",
            "The log itself is not touched by this. Make them anew with `afi rebuild`.",
        )
