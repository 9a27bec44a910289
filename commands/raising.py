"""Raise what the inspectorate asks of a force: areas for improvement, causes of concern, recommendations; or none."""

import functools
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.base import Command, group
from commands.context import Writing
from commands.improvement import due_of, post_of, said
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File, text_of
from ledger.errors import RuleBroken, Unreadable
from ledger.vocabulary import IMPROVEMENTS, Authority, ImprovementKind, Scope, word

if TYPE_CHECKING:
    from ledger.draft import Draft, Saying
    from ledger.events import Event, Prose
    from ledger.recording import Plan

app = group("Raise what the inspectorate asks the force to put right, or record that a report asks for nothing.")

#: How a list marks its paragraphs, which is no part of what they say.
_MARK = re.compile(r"\A(?:[-•]|[0-9]{1,3}\.)(?:\s+|$)")


@dataclass(frozen=True)
class Asked:
    """What can be said of whichever kind is raised."""

    inspection: Annotated[str, argument("INSPECTION", help="The inspection whose report asks for it.")]
    text: Annotated[
        str | None, argument("TEXT", help="The text; - reads it from standard input.", show_default=False)
    ] = None
    file: File = None
    clip: Clip = False
    list_: Annotated[
        Path | None,
        option(
            "--list",
            metavar="FILE",
            help='Raise one for each paragraph of a file; a "- ", "• " or "1." before one is left out.',
        ),
    ] = None
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="The question it stands under.")] = ""
    number: Annotated[str, option("--number", metavar="TEXT", help="The number that others give it.")] = ""
    force: Annotated[str, option("--force", metavar="FORCE", help="Which force, where the inspection had several.")] = (
        ""
    )
    part: Annotated[
        list[str] | None, option("--part", metavar="TEXT", help="A part of what is asked for. May be repeated.")
    ] = None
    owner: Annotated[str, option("--owner", metavar="POST", help="The post that owns it.")] = ""
    lead: Annotated[str, option("--lead", metavar="POST", help="The chief officer's post that leads it.")] = ""
    due: Annotated[
        str, option("--due", metavar="DUE", help='A date, "none set", "immediate" or "within 6 months".')
    ] = ""
    set_by: Annotated[
        str, option("--set-by", metavar="AUTHORITY", help="Who set that date; unsaid, the inspectorate.")
    ] = ""
    none: Annotated[bool, typer.Option("--none", help="The report identified none: a recorded nil.")] = False
    in_error: Annotated[
        bool, typer.Option("--in-error", help="With --none: that there is none was recorded in error (--reason).")
    ] = False


def _asking(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command, after its ``writing``, what can be said of every kind."""
    signature = inspect.signature(command)
    writing, _, *own = signature.parameters.values()

    @functools.wraps(command)
    def call(writing: Writing, **given: Any) -> None:
        command(writing, Asked(**{field.name: given.pop(field.name) for field in fields(Asked)}), **given)

    shared = inspect.signature(Asked).parameters.values()
    keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*shared, *own)]
    call.__signature__ = inspect.Signature([writing, *keyword])  # type: ignore[attr-defined]
    return call


@app.command("afi", cls=Command)
@records
@_asking
def raise_afi(writing: Writing, asked: Asked) -> None:
    """Raise an area for improvement.

    It happened when the report was published, unless --on says otherwise.
    """
    _raise(writing, asked, ImprovementKind.AREA_FOR_IMPROVEMENT)


@app.command("coc", cls=Command)
@records
@_asking
def raise_coc(
    writing: Writing,
    asked: Asked,
    accelerated: Annotated[
        bool, typer.Option("--accelerated", help="It was issued before the report, on the day of --on.")
    ] = False,
) -> None:
    """Raise a cause of concern, or record that a report identified none (--none).

    It happened when the report was published, unless --on says otherwise.
    """
    _raise(writing, asked, ImprovementKind.CAUSE_OF_CONCERN, accelerated=1 if accelerated else None)


@app.command("rec", cls=Command)
@records
@_asking
def raise_rec(
    writing: Writing,
    asked: Asked,
    under: Annotated[str, option("--under", metavar="COC", help="The cause of concern that it is made under.")] = "",
    national: Annotated[bool, typer.Option("--national", help="It is made to every force.")] = False,
    condition: Annotated[str, option("--condition", metavar="TEXT", help="What it depends on.")] = "",
) -> None:
    """Raise a recommendation, to this force or to every force.

    It happened when the report was published, unless --on says otherwise.
    """
    from ledger.events import Prose

    _raise(
        writing,
        asked,
        ImprovementKind.RECOMMENDATION,
        under=writing.named(under, "COC") if under else None,
        scope=Scope.NATIONAL if national else None if asked.none else Scope.FORCE,
        condition=Prose(condition) if condition else None,
    )


@app.command("part", cls=Command)
@records
def raise_part(
    writing: Writing,
    improvement: Annotated[str, argument("IMPROVEMENT", help="What it is a part of.")],
    text: Annotated[str | None, argument("TEXT", help="The part; - is standard input.", show_default=False)] = None,
    number: Annotated[str, option("--number", metavar="TEXT", help='What the report calls it, like "2.1".')] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Add a part of what an improvement asks for.

    It happened when the improvement was raised, unless --on says otherwise.
    """
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementPartAdded
    from projections.queries.records import body

    of = writing.named(improvement, *IMPROVEMENTS)
    saying = writing.saying((body(writing.reading.views, of) or {})["raised_on"])
    event = ImprovementPartAdded(number=Prose(number) if number else None, text=said(text, file, clip))
    writing.record(lambda draft: draft.add(event, saying, of))


def _raise(writing: Writing, asked: Asked, kind: ImprovementKind, **more: Any) -> None:
    """Records what is asked for, or that nothing of that kind is."""
    from commands.inspection import force_of

    of = writing.named(asked.inspection, "INS")
    force = force_of(writing, of, asked.force)
    if asked.none or asked.in_error:
        _check_nil(asked, more)
        return _void_nil(writing, of, kind, force) if asked.in_error else _find_none(writing, of, kind, force)
    saying = writing.saying(_day(writing, of, more))
    question = writing.named(asked.question, "QUE") if asked.question else None
    about = {"kind": kind, "inspection": of, "force": force, "question": question}
    return writing.record(_plan(writing, asked, about | more, saying))


def _day(writing: Writing, of: str, more: dict[str, Any]) -> str | None:
    """The day of the report; of one that is not out, the rules say what is to be done."""
    from commands.inspection import one, published_on

    if more.get("accelerated"):
        return None
    return published_on(writing, of) if more.get("under") else one(writing, of)["published_on"] or "today"


def _check_nil(asked: Asked, more: dict[str, Any]) -> None:
    """A nil has no text, and nothing else of its own."""
    if asked.in_error and not asked.none:
        raise Unreadable(
            "Only a recorded nil is voided so.", "Add --none, or void an improvement with `afi void REF --in-error`."
        )
    bare = Asked(asked.inspection, force=asked.force, none=True, in_error=asked.in_error)
    if asked != bare or any(more.values()):
        raise Unreadable("A report that identified none asks for nothing.", "Leave --none out, or all but --force.")


def _find_none(writing: Writing, of: str, kind: ImprovementKind, force: str) -> None:
    from commands.inspection import published_on
    from ledger.events.inspection import InspectionFoundNone

    saying = writing.saying(published_on(writing, of))
    _check_asks_nothing(writing, of, kind, force)
    nil = InspectionFoundNone(kind=kind, force=force)
    writing.record(lambda draft: draft.add(nil, saying, of))


def _void_nil(writing: Writing, of: str, kind: ImprovementKind, force: str) -> None:
    from commands.record import check_reason
    from ledger.events.inspection import InspectionNilVoided

    check_reason(writing)
    saying, voided = writing.saying("today"), InspectionNilVoided(kind=kind, force=force)
    writing.record(lambda draft: draft.add(voided, saying, of))


def _check_asks_nothing(writing: Writing, inspection: str, kind: ImprovementKind, force: str) -> None:
    """Refuses a nil beside what the same report is recorded to ask of the same force."""
    from projections.queries.records import records as recorded

    for found in recorded(writing.reading.views, "improvement", inspection):
        if (found.body["kind"], found.body["force"]) == (kind, force):
            raise RuleBroken(
                f"{inspection} is recorded to ask for {found.ref}.", "Check the report: both cannot be so."
            )


def _plan(writing: Writing, asked: Asked, about: dict[str, Any], saying: "Saying") -> "Plan":
    """One improvement of each text, each with what else was said of it."""
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementRaised

    number = Prose(asked.number) if asked.number else None
    more = list(_more(writing, asked, saying))
    raised = [ImprovementRaised(text=text, number=number, **about) for text in _texts(asked)]

    def plan(draft: "Draft") -> None:
        for event in raised:
            reference = draft.add(event, saying)
            for later, so in more:
                draft.add(later, so, reference)

    return plan


def _more(writing: Writing, asked: Asked, saying: "Saying") -> Iterator[tuple["Event", "Saying"]]:
    """Its parts and the inspectorate's date, as the report has them; the force says who owns it, and its own date."""
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementAssigned, ImprovementDueSet, ImprovementPartAdded

    ours = replace(saying, said_by=None, src=())
    for text in asked.part or ():
        yield ImprovementPartAdded(text=Prose(text)), saying
    if asked.owner or asked.lead:
        owner, lead = (post_of(writing, post) if post else None for post in (asked.owner, asked.lead))
        yield ImprovementAssigned(owner=owner, lead=lead), ours
    if asked.due:
        set_by = word(Authority, asked.set_by or Authority.INSPECTORATE)
        date = ImprovementDueSet(due=due_of(asked.due), set_by=set_by)
        yield date, saying if set_by == Authority.INSPECTORATE else ours
    elif asked.set_by:
        raise Unreadable("It is said who set a date, but not which.", "Add --due DUE.")


def _texts(asked: Asked) -> "list[Prose]":
    """The one text, or the paragraphs of a list, which are parted by empty lines, or begin with a bullet."""
    from ledger.events import Prose

    if asked.list_ is None:
        return [said(asked.text, asked.file, asked.clip)]
    if asked.text or asked.file or asked.clip:
        raise Unreadable("There is a text and a --list.", "Give one of the two.")
    if asked.number or asked.part:
        raise Unreadable("A --number or --part is of one, and a --list has several.", "Raise that one by itself.")
    paragraphs = re.split(r"(?:\r?\n[ \t]*){2,}|\r?\n[ \t]*(?=[-•][ \t])", text_of(file=asked.list_).strip())
    return [Prose(text) for paragraph in paragraphs if (text := _MARK.sub("", paragraph))]
