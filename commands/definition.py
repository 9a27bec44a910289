"""Definitions: what a term of the inspectorate means from a day on."""

from typing import Annotated

from commands.context import Writing
from commands.improvement import said
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File


@records
def define(
    writing: Writing,
    term: Annotated[str, argument("TERM", help='What is defined, like "area for improvement".')],
    text: Annotated[str | None, argument("TEXT", help="What it means.", show_default=False)] = None,
    of: Annotated[str, option("--of", metavar="ORGANISATION", help="Whose definition it is.")] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record what a term means from the day of --on; definitions drift, so each has its date."""
    from ledger.events import Prose
    from ledger.events.definition import DefinitionStated

    whose, saying = writing.named(of, "ORG") if of else None, writing.saying()
    event = DefinitionStated(term=Prose(term), text=said(text, file, clip), of=whose)
    writing.record(lambda draft: draft.add(event, saying))
