"""National context: what is true of policing and its inspection beyond this force."""

from typing import Annotated

from commands.context import Writing
from commands.improvement import said
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File


@records
def context(
    writing: Writing,
    text: Annotated[str | None, argument("TEXT", help="What was said.", show_default=False)] = None,
    inspection: Annotated[
        str, option("--inspection", metavar="INSPECTION", help="The inspection whose national picture it is.")
    ] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record what was said of the national picture: when the inspection's report came out, or today, or on --on."""
    from commands.inspection import published_on
    from ledger.events.context import ContextStated

    of = writing.named(inspection, "INS") if inspection else None
    saying = writing.saying(published_on(writing, of) if of else "today")
    event = ContextStated(text=said(text, file, clip), inspection=of)
    writing.record(lambda draft: draft.add(event, saying))
