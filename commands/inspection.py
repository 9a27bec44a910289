"""Inspections: open one, say what else it is called, publish its report."""

from typing import Annotated, Any

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from ledger.errors import Unreadable
from ledger.vocabulary import Framework, Programme, Scale, say, word

app = group("Open inspections, and record what becomes of their reports.")


@app.command("open", cls=Command)
@records
def open_(
    writing: Writing,
    title: Annotated[str, argument("TITLE", help='Its title, like "PEEL Effectiveness 2017".')],
    cycle: Annotated[int, option("--cycle", metavar="YEAR", help="The inspection's own year.", min=1856, max=2099)],
    framework: Annotated[
        str, option("--framework", metavar="FRAMEWORK", help="The framework's version, like peel 2015 2017.")
    ],
    scale: Annotated[str, option("--scale", metavar="SCALE", help="four tier, five tier or ungraded.")],
    programme: Annotated[
        str, option("--programme", metavar="PROGRAMME", help="peel, thematic, revisit, joint or other.")
    ] = "peel",
    inspectorate: Annotated[str, option("--inspectorate", metavar="ORGANISATION", help="Who inspects.")] = "HMICFRS",
    force: Annotated[
        list[str] | None, option("--force", metavar="FORCE", help="A force inspected. May be repeated.")
    ] = None,
    fieldwork: Annotated[str, option("--fieldwork", metavar="FROM/TO", help="When it was done.")] = "",
    asks: Annotated[
        list[str] | None, option("--asks", metavar="QUESTION", help="A question it asks. May be repeated.")
    ] = None,
    alias: Annotated[
        list[str] | None, option("--alias", metavar="NAME", help="Another name for it. May be repeated.")
    ] = None,
) -> None:
    """Open an inspection: whom it inspects, by which framework and scale, and which questions it asks."""
    from ledger import days
    from ledger.draft import Draft
    from ledger.events import Prose
    from ledger.events.inspection import Fieldwork, InspectionAliased, InspectionAsked, InspectionOpened

    period = days.parse(fieldwork, days.uk_today()) if fieldwork else None
    forces = tuple(writing.named(each, "ORG") for each in force or ()) or (only_force(writing),)
    event = InspectionOpened(
        title=Prose(title),
        programme=word(Programme, programme),
        framework=word(Framework, framework),
        cycle=cycle,
        scale=word(Scale, scale),
        inspectorate=writing.named(inspectorate, "ORG"),
        forces=forces,
        fieldwork=Fieldwork.of(period.start, period.end) if period else None,
    )
    asked = tuple(writing.named(each, "QUE") for each in asks or ())
    saying = writing.saying("today")

    def plan(draft: Draft) -> None:
        reference = draft.add(event, saying)
        if asked:
            draft.add(InspectionAsked(questions=asked), saying, reference)
        for name in alias or ():
            draft.add(InspectionAliased(alias=Prose(name)), saying, reference)

    writing.record(plan)


@app.command("publish", cls=Command)
@records
def publish(writing: Writing, inspection: Annotated[str, argument("INSPECTION", help="Which inspection.")]) -> None:
    """Record that the inspectorate published the report, on the day of --on."""
    from ledger.events.inspection import InspectionPublished

    of, saying = writing.named(inspection, "INS"), writing.saying()
    writing.record(lambda draft: draft.add(InspectionPublished(), saying, of))


@app.command("alias", cls=Command)
@records
def alias(
    writing: Writing,
    inspection: Annotated[str, argument("INSPECTION", help="Which inspection.")],
    name: Annotated[str, argument("NAME", help="What else it is called.")],
) -> None:
    """Record another name of an inspection."""
    from ledger.events import Prose
    from ledger.events.inspection import InspectionAliased

    of, saying = writing.named(inspection, "INS"), writing.saying("today")
    writing.record(lambda draft: draft.add(InspectionAliased(alias=Prose(name)), saying, of))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the inspections, by cycle."""
    from projections.queries.inspections import inspections

    columns = [
        Column("Ref", "ref"),
        Column("Cycle", "cycle"),
        Column("Title", "title", wide=True),
        Column("Scale", lambda row: say(row["scale"]), from_width=100),
        Column("Published", "published_on"),
    ]
    empty = "No inspection is recorded yet. Open one: afi inspection open --help"
    answer(reading, shown, inspections(reading.views), columns, title="Inspections", empty=empty)


def one(writing: Writing, inspection: str) -> dict[str, Any]:
    """What is recorded of an inspection, by its reference."""
    from projections.queries.inspections import inspections

    return next(row for row in inspections(writing.reading.views) if row["ref"] == inspection)


def published_on(writing: Writing, inspection: str) -> str | None:
    """The day the report was published, as the default of what happened with it; none if it is not out."""
    found = one(writing, inspection)["published_on"]
    if found is None and not writing.said.on:
        raise Unreadable(
            f"The report of {inspection} is not recorded as published, so there is no day to assume.",
            f"Record that with `afi inspection publish {inspection} --on DATE`, or give --on.",
        )
    return str(found) if found else None


def force_of(writing: Writing, inspection: str, named: str) -> str:
    """The force that is meant: the one named, or the only one inspected."""
    if named:
        return writing.named(named, "ORG")
    forces: list[str] = one(writing, inspection)["forces"]
    if len(forces) != 1:
        raise Unreadable(f"{inspection} inspected {len(forces)} forces.", f"Say which: --force {forces[0]}.")
    return forces[0]


def only_force(writing: Writing) -> str:
    """The one force of this ledger, where there is only one."""
    from projections.queries.people import organisations

    forces = [row["ref"] for row in organisations(writing.reading.views) if row["kind"] == "force"]
    if len(forces) != 1:
        raise Unreadable(f"This ledger knows {len(forces)} forces.", "Say which are inspected, with --force.")
    return str(forces[0])
