"""Inspections: open one, say what else it is called, follow its report from the first draft to publication."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.improvement import perhaps, said
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from commands.setting import value_of
from commands.text import Clip, File
from ledger.errors import Unreadable
from ledger.vocabulary import Framework, Programme, ReportStage, Scale, Setting, say, word

if TYPE_CHECKING:
    from ledger.events import Prose

app = group("Open inspections, and record what becomes of their reports.")

Inspection = Annotated[str, argument("INSPECTION", help="Which inspection.")]
Document = Annotated[str, option("--document", metavar="DOCUMENT", help="The document itself, where it is recorded.")]


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
    inspectorate: Annotated[
        str, option("--inspectorate", metavar="ORGANISATION", help="Who inspects, where the ledger knows several.")
    ] = "",
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
    from ledger.events.base import Period
    from ledger.events.inspection import InspectionAliased, InspectionAsked, InspectionOpened

    period = days.parse(fieldwork, days.uk_today()) if fieldwork else None
    forces = tuple(writing.named(each, "ORG") for each in force or ()) or (ours(writing, Setting.FORCE),)
    event = InspectionOpened(
        title=Prose(title),
        programme=word(Programme, programme),
        framework=word(Framework, framework),
        cycle=cycle,
        scale=word(Scale, scale),
        inspectorate=writing.named(inspectorate, "ORG") if inspectorate else ours(writing, Setting.INSPECTORATE),
        forces=forces,
        fieldwork=Period.of(period.start, period.end) if period else None,
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


@app.command("draft", cls=Command)
@records
def draft_(writing: Writing, inspection: Inspection, document: Document = "") -> None:
    """Record that the force received the draft report, on the day of --on."""
    _reach(writing, inspection, ReportStage.DRAFT_RECEIVED, document)


@app.command("challenge", cls=Command)
@records
def challenge(
    writing: Writing,
    inspection: Inspection,
    text: Annotated[str | None, argument("TEXT", help="What is challenged, or answered.", show_default=False)] = None,
    answered: Annotated[bool, typer.Option("--answer", help="It is the inspectorate's answer to a challenge.")] = False,
    document: Document = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that the force challenged the draft's accuracy, or what the inspectorate answered, on the day of --on."""
    stage = ReportStage.CHALLENGE_ANSWERED if answered else ReportStage.CHALLENGE_SENT
    texts = perhaps if document else said
    _reach(writing, inspection, stage, document, lambda: texts(text, file, clip))


@app.command("copy", cls=Command)
@records
def copy(writing: Writing, inspection: Inspection, document: Document = "") -> None:
    """Record that the force received an embargoed copy of the report, on the day of --on."""
    _reach(writing, inspection, ReportStage.EMBARGOED_COPY_RECEIVED, document)


def _reach(
    writing: Writing,
    inspection: str,
    stage: ReportStage,
    document: str,
    text: "Callable[[], Prose | None]" = lambda: None,
) -> None:
    """Records how far the report has come. The text is asked for last, when nothing else can be refused here."""
    from ledger.events.inspection import InspectionStageReached

    of, saying = writing.named(inspection, "INS"), writing.saying()
    event = InspectionStageReached(
        stage=stage,
        document=writing.named(document, "DOC") if document else None,
        text=text(),
    )
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("publish", cls=Command)
@records
def publish(writing: Writing, inspection: Inspection) -> None:
    """Record that the inspectorate published the report, on the day of --on."""
    from ledger.events.inspection import InspectionPublished

    of, saying = writing.named(inspection, "INS"), writing.saying()
    writing.record(lambda draft: draft.add(InspectionPublished(), saying, of))


@app.command("alias", cls=Command)
@records
def alias(
    writing: Writing,
    inspection: Inspection,
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
        Column("Report", lambda row: "published" if row["published_on"] else say(row["stage"] or "")),
        Column("Published", "published_on"),
    ]
    empty = "No inspection is recorded yet. Open one: afi inspection open --help"
    answer(reading, shown, inspections(reading.views), columns, title="Inspections", empty=empty)


def one(writing: Writing, inspection: str) -> dict[str, Any]:
    """The fields of an inspection, by its reference. One that does not count has them too: the rules refuse it."""
    from projections.queries.records import body

    return {"published_on": None} | (body(writing.reading.views, inspection) or {})


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
    """The force that is meant: the one named, else the only one inspected, else the one that the settings name."""
    if named:
        return writing.named(named, "ORG")
    forces: list[str] = one(writing, inspection)["forces"]
    usual = forces[0] if len(forces) == 1 else value_of(writing.reading, Setting.FORCE)
    if usual not in forces:
        raise Unreadable(f"{inspection} inspected {len(forces)} forces.", f"Say which: --force {forces[0]}.")
    return str(usual)


def ours(writing: Writing, setting: Setting) -> str:
    """The force or inspectorate that is meant where none is named: the one that the settings name, or the only one."""
    from projections.queries.people import organisations

    usual = value_of(writing.reading, setting)
    if usual is None:
        raise Unreadable(
            f"This ledger knows {len(organisations(writing.reading.views, setting))} {setting}s.",
            f"Name one with --{setting}, or one for always with `afi settings set {setting} NAME`.",
        )
    return str(usual)
