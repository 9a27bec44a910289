"""Papers composed from the record, each to a file of the format that its name says."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commands.context import Reading
from commands.files import check_free, put
from commands.options import Json, LedgerPath
from commands.parameters import argument, option
from commands.rendering import print_text
from ledger import days
from ledger.errors import RuleBroken, StoreUnavailable, Unreadable
from projections.queries import words

if TYPE_CHECKING:
    from projections.papers.model import Paper
    from projections.papers.recipe import Recipe

#: By the end of a file's name: the module that renders it, and the one that reads it back.
FORMATS = {".docx": "word", ".pdf": "pdf", ".html": "html", ".md": "markdown"}

Forum = Annotated[str, option("--forum", metavar="FORUM", help="The forum that it is put before.")]
Meeting = Annotated[str, option("--meeting", metavar="MEETING", help="The meeting that it was put before.")]
Dated = Annotated[
    str, option("--dated", metavar="DATE", help="The date that it bears; unsaid, that of the meeting, or today.")
]
Inspection = Annotated[
    str, option("--inspection", "-i", metavar="INSPECTION", help="The inspection that it is about; unsaid, all.")
]
Embargoed = Annotated[
    bool, typer.Option("--embargoed", help="For readers who may know: with what is under embargo, and marked so.")
]
Begun = Annotated[
    str,
    option("--paper", metavar="PAPER", help="As a paper was begun, like PAP-3, in place of what says so here."),
]
Output = Annotated[
    Path | None, option("-o", "--output", metavar="FILE", help="The file to write: .docx, .pdf, .html or .md.")
]
Template = Annotated[
    Path | None, option("--template", metavar="FILE", help="The organisation's own template for Word.")
]


class Wish(NamedTuple):
    """What was asked of every kind of paper."""

    forum: str = ""
    meeting: str = ""
    dated: str = ""
    inspection: str = ""
    embargoed: bool = False
    #: Or: as a paper was begun.
    paper: str = ""


class Place(NamedTuple):
    """Where it goes, and how."""

    output: Path | None
    template: Path | None
    json: bool


def board(
    ctx: typer.Context,
    meeting: Meeting = "",
    forum: Forum = "",
    dated: Dated = "",
    inspection: Inspection = "",
    paper: Begun = "",
    output: Output = None,
    template: Template = None,
    embargoed: Embargoed = False,
    as_json: Json = False,
    ledger: LedgerPath = "",
) -> None:
    """Compose a board paper: grades, what is to improve and what was done about it, governance, and what is asked."""
    wish = Wish(forum, meeting, dated, inspection, embargoed, paper)
    if not (forum or meeting or paper):
        raise Unreadable("It is not said before whom the paper is put.", "Add --forum FORUM, or --meeting MEETING.")
    with _composing(ctx, ledger, Place(output, template, as_json)) as (reading, give):
        give(recipe_of(reading, "board", wish))


def progress(
    ctx: typer.Context,
    since: Annotated[
        str, option("--since", metavar="WHEN", help="After this: last (its last meeting), a date, E-120, MTG-4, PAP-1.")
    ],
    meeting: Meeting = "",
    forum: Forum = "",
    dated: Dated = "",
    inspection: Inspection = "",
    paper: Begun = "",
    output: Output = None,
    template: Template = None,
    embargoed: Embargoed = False,
    as_json: Json = False,
    ledger: LedgerPath = "",
) -> None:
    """Compose a progress report: what changed since, what is done, on course, slipped and overdue, and what waits."""
    wish = Wish(forum, meeting, dated, inspection, embargoed, paper)
    with _composing(ctx, ledger, Place(output, template, as_json)) as (reading, give):
        recipe = recipe_of(reading, "progress", wish)
        give(recipe._replace(since=_after(reading, recipe, since)))


def response(
    ctx: typer.Context,
    of: Annotated[
        str | None, argument("[INSPECTION]", help="The inspection whose report it responds to.", show_default=False)
    ] = None,
    dated: Dated = "",
    paper: Begun = "",
    output: Output = None,
    template: Template = None,
    embargoed: Embargoed = False,
    as_json: Json = False,
    ledger: LedgerPath = "",
) -> None:
    """Compose the response to a report: each recommendation with its answer, the comments, the dates and the copies."""
    if not (of or paper):
        raise Unreadable("It is not said whose report it responds to.", "Name the INSPECTION, or a --paper.")
    wish = Wish(dated=dated, inspection=of or "", embargoed=embargoed, paper=paper)
    with _composing(ctx, ledger, Place(output, template, as_json)) as (reading, give):
        give(recipe_of(reading, "response", wish))


def timeline(
    ctx: typer.Context,
    refs: Annotated[list[str] | None, argument("[REF...]", help="Of which records; unsaid, all improvements.")] = None,
    dated: Dated = "",
    inspection: Inspection = "",
    paper: Begun = "",
    output: Output = None,
    template: Template = None,
    embargoed: Embargoed = False,
    as_json: Json = False,
    ledger: LedgerPath = "",
) -> None:
    """Compose a timeline as an appendix: the story of improvements, who changed what and when, a table each."""
    wish = Wish(dated=dated, inspection=inspection, embargoed=embargoed, paper=paper)
    with _composing(ctx, ledger, Place(output, template, as_json)) as (reading, give):
        give(recipe_of(reading, "timeline", wish, records=tuple(reading.records(refs or []))))


def _after(reading: Reading, recipe: "Recipe", typed: str) -> int | None:
    """The entry after which things count as changed; none where the ledger had not begun."""
    from commands.moment import since

    said = typed.strip()
    if said.casefold() == "last":
        said = _last_meeting(reading, recipe)
    return since(reading.views, said, "--since").position or None


def _last_meeting(reading: Reading, recipe: "Recipe") -> str:
    """The newest meeting of the forum before the paper's date, other than the one that it is put before."""
    from projections.queries.meetings import held

    if recipe.forum is None:
        raise Unreadable("It is not said whose last meeting.", "Name the forum with --forum, or give a day.")
    met = [each for each in held(reading.views, recipe.forum) if each.ref != recipe.meeting]
    before = [each for each in met if words.span_of(each.body["held_on"]).last < recipe.dated]
    if not before:
        raise RuleBroken(
            f"No meeting of {recipe.forum} before {words.day(f'{recipe.dated}')} is recorded.",
            "Give a day or an entry with --since.",
        )
    return before[-1].ref


def recipe_of(reading: Reading, kind: str, wish: Wish, **more: Any) -> "Recipe":
    """What is to be composed, of the ledger as it is now. Refuses a forum and a date that a meeting contradicts."""
    from projections.papers.recipe import Recipe, lifted_by

    asked = _as_begun(reading, kind, wish, more) if wish.paper else _as_asked(reading, wish) | more
    moment = lifted_by(reading.views, asked["dated"], datetime.now(UTC))
    return Recipe(kind=kind, as_of=reading.head.size, moment=moment, embargoed=wish.embargoed, **asked)


def _as_asked(reading: Reading, wish: Wish) -> dict[str, Any]:
    forum, dated, meeting = _put_before(reading, wish)
    return {"forum": forum, "dated": dated, "meeting": meeting, "inspection": reading.named(wish.inspection, "INS")}


def _as_begun(reading: Reading, kind: str, wish: Wish, more: dict[str, Any]) -> dict[str, Any]:
    """Of what a paper was begun. Refuses whatever says so a second time, and a paper of another kind."""
    from projections.queries.records import record

    if any(more.values()) or wish != Wish(paper=wish.paper, embargoed=wish.embargoed):
        raise Unreadable("What --paper was begun for is said otherwise too.", "Give --paper, or the other options.")
    ref = str(reading.named(wish.paper, "PAP"))
    body = record(reading.views, ref).body
    if body.get("kind") != kind:
        other = (
            f"Compose it with `afi paper {body['kind']}`." if "kind" in body else "`afi paper list` shows the others."
        )
        raise RuleBroken(f"{ref} was not begun as a {words.PAPER[kind].lower()}.", other)
    asked = {part: body.get(part) for part in ("forum", "meeting", "inspection")}
    return asked | {"dated": date.fromisoformat(body["dated"]), "records": tuple(body.get("records", ()))}


def _put_before(reading: Reading, wish: Wish) -> tuple[str | None, date, str | None]:
    """The forum, the date and the meeting."""
    from projections.queries.records import record

    forum = reading.named(wish.forum, "FOR")
    if not wish.meeting:
        return forum, _day(wish.dated, days.uk_today()), None
    meeting = str(reading.named(wish.meeting, "MTG"))
    met = record(reading.views, meeting).body
    if forum not in (None, met["forum"]):
        raise RuleBroken(f"{meeting} is not a meeting of {forum}.", "Leave --forum out, or name another meeting.")
    return met["forum"], _day(wish.dated or met["held_on"], days.uk_today()), meeting


def _day(typed: str, today: date) -> date:
    if not typed:
        return today
    span = days.parse(typed, today)
    if span.first != span.last:
        raise Unreadable(f"{words.span(str(span))} is not one day.", "Give the date that the paper bears: --dated.")
    return span.first


# What is made of it.


@contextmanager
def _composing(ctx: typer.Context, ledger: str, place: Place) -> Iterator[Any]:
    """The open ledger, and what composes and gives a recipe's paper; refused first where it could not be written."""
    if place.json and place.output:
        raise Unreadable("It cannot be both JSON and a file.", "Give --json or -o FILE.")
    if not place.json:
        _check(place)
    with Reading.open(ledger or ctx.obj) as reading:
        yield reading, lambda recipe: _give(reading, recipe, place)


def _check(place: Place) -> None:
    if place.output is None:
        raise Unreadable("It is not said where the paper is to be written.", "Add -o paper.docx (or .pdf, .html, .md).")
    if place.output.suffix.lower() not in FORMATS:
        raise Unreadable(f"{place.output.name} is of no known format.", f"Use one of: {', '.join(FORMATS)}.")
    if place.template and place.output.suffix.lower() != ".docx":
        raise Unreadable("Only a Word file has a template.", "Leave --template out, or write a .docx.")
    check_free(place.output)
    if not place.output.absolute().parent.is_dir():
        raise StoreUnavailable(f"There is no folder {place.output.absolute().parent} to write in.", "Check the path.")


def _give(reading: Reading, recipe: "Recipe", place: Place) -> None:
    from projections.papers.compose import compose, marked_below
    from projections.papers.manifest import manifest_of, written

    paper = compose(reading.log, reading.views, recipe)
    if place.json:
        print(json.dumps(json.loads(written(manifest_of(paper))), ensure_ascii=False, indent=2))
    elif place.output:
        put(place.output, rendered(paper, place.output.suffix.lower(), place.template))
        print_text(f"Wrote {place.output}: {paper.title.text}, as far as E-{recipe.as_of}.")
    if paper.withheld:
        left = words.counted(paper.withheld, "record or entry", "records and entries")
        print(f"afi: Left out because of an embargo: {left}.", file=sys.stderr)
    if above := marked_below(reading.log, reading.views, recipe):
        print(
            f"afi: It is marked {paper.marking.text}, and draws on what is marked higher: {above}.",
            file=sys.stderr,
        )


def rendered(paper: "Paper", suffix: str, template: Path | None = None) -> bytes:
    """The paper as the bytes of a format."""
    from importlib import import_module

    renderer: Any = import_module(f"projections.papers.renderers.{FORMATS[suffix]}")
    if suffix != ".docx":
        return bytes(renderer.render(paper))
    from commands.document import content_of

    return bytes(renderer.render(paper, content_of(template) if template else None))
