"""Rebuild: the read models are disposable; make them anew from the log, or check them against it."""

from typing import Annotated

import typer

from commands.context import Reading, find_ledger, opening_of
from commands.options import Json, LedgerPath
from commands.rendering import print_json, print_text, titled
from ledger.errors import IntegrityBroken


def rebuild(
    ctx: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing: compare each row with one made anew.")
    ] = False,
    ledger: LedgerPath = "",
    json: Json = False,
) -> None:
    """Make the read models anew from the log; with --check, say whether they are what the log makes."""
    from ledger.head import check_head
    from ledger.stores.log import Log
    from projections import follow
    from projections.views import discard, opened

    log = Log.open(find_ledger(ledger or ctx.obj))
    try:
        opening = opening_of(log)
        head = check_head(log, opening["origin"])
        if not check:
            discard(log.path, opening["origin"])
        with opened(log.path, opening["origin"]) as views:
            there = not check or views.level() is not None
            if check and there:
                _compare([str(difference) for difference in follow.check(log, views)])
            elif not check:
                follow.level(log, views)
            _say(Reading(log, head, views, opening["origin"], bool(opening.get("fictitious"))), check, there, json)
    finally:
        log.close()


def _say(reading: Reading, check: bool, there: bool, as_json: bool) -> None:
    """What was found or made; where a check found none, that they will be made."""
    if as_json:
        print_json(reading, {"made": not check, "there": there})
    elif there:
        done = "as the log makes them" if check else "made anew"
        print_text(titled(f"The read models are {done}, up to E-{reading.head.size}.", reading))
    else:
        print_text(titled("There are no read models yet; the next look makes them.", reading))


def _compare(differences: list[str]) -> None:
    if differences:
        shown = "\n".join(differences[:20])
        more = f"\nand {len(differences) - 20} more" if len(differences) > 20 else ""
        raise IntegrityBroken(
            f"The read models are not what the log makes of them:\n{shown}{more}",
            "The log itself is not touched by this. Make them anew with `afi rebuild`.",
        )
