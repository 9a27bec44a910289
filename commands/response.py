"""The response to a report: what section 55 of the Police Act 1996 asks of the local policing body."""

from typing import Annotated, Any

from commands.base import Command, group
from commands.context import Writing
from commands.document import READERS, named_in
from commands.inspection import force_of
from commands.options import records
from commands.parameters import argument, option
from ledger.errors import UnknownReference
from ledger.vocabulary import ResponseStep

app = group("Record the policing body's comments on a report, their publication, and to whom they were sent.")

Inspection = Annotated[str, argument("INSPECTION", help="The inspection whose report it is.")]
Document = Annotated[str, option("--document", metavar="DOCUMENT", help="The response itself.")]
Force = Annotated[str, option("--force", metavar="FORCE", help="Which force, where there were several.")]


@app.command("comment", cls=Command)
@records
def comment(writing: Writing, inspection: Inspection, document: Document = "", force: Force = "") -> None:
    """Record that comments on a report were prepared, on the day of --on. --by says who commented."""
    _respond(writing, inspection, force, ResponseStep.COMMENTED, document)


@app.command("publish", cls=Command)
@records
def publish(
    writing: Writing,
    inspection: Inspection,
    document: Document = "",
    address: Annotated[str, option("--address", metavar="TEXT", help="Where it was published, as printed.")] = "",
    force: Force = "",
) -> None:
    """Record that the response to a report was published, on the day of --on."""
    from ledger.events import Prose

    where = Prose(address) if address else None
    _respond(writing, inspection, force, ResponseStep.PUBLISHED, document, address=where)


@app.command("sent", cls=Command)
@records
def sent(
    writing: Writing,
    inspection: Inspection,
    to: Annotated[
        list[str],
        option("--to", metavar="WHO|FORUM", help="To whom: the inspectorate, the Secretary of State. May be repeated."),
    ],
    document: Document = "",
    force: Force = "",
) -> None:
    """Record that copies of the published response were sent, on the day of --on."""
    try:
        whom = named_in(writing, READERS, to=to)
    except UnknownReference as unknown:
        remedy = f"{unknown.remedy} Add a body with `afi people organisation NAME --kind department`."
        raise UnknownReference(unknown.what, remedy) from None
    _respond(writing, inspection, force, ResponseStep.SENT, document, **whom)


def _respond(writing: Writing, inspection: str, force: str, step: ResponseStep, document: str, **more: Any) -> None:
    from ledger.events.inspection import InspectionResponded

    of = writing.named(inspection, "INS")
    event = InspectionResponded(
        step=step,
        force=force_of(writing, of, force),
        document=writing.named(document, "DOC") if document else None,
        **more,
    )
    saying = writing.saying()
    writing.record(lambda draft: draft.add(event, saying, of))
