"""Aliases: what else a record is called."""

from typing import TYPE_CHECKING, Annotated

from commands.context import Writing
from commands.improvement import ANY, chosen
from commands.options import records
from commands.parameters import argument
from ledger.vocabulary import kind_of

if TYPE_CHECKING:
    from ledger.events import Event


@records
def alias(
    writing: Writing,
    ref: Annotated[str, argument("REF", help="The record: AFI-7, or 7; INS-2, POST-1; or its name.")],
    name: Annotated[str, argument("NAME", help="What else it is called.")],
) -> None:
    """Record another name of a record, by which it can be asked for."""
    from ledger.events import Prose
    from ledger.events.inspection import InspectionAliased
    from ledger.events.question import QuestionAliased
    from ledger.events.record import RecordAliased

    about, text = chosen(writing, [ref], *ANY), Prose(name)
    own: dict[str, Event] = {"INS": InspectionAliased(alias=text), "QUE": QuestionAliased(alias=text)}
    about.record(own.get(kind_of(about.refs[0]), RecordAliased(alias=text)))
