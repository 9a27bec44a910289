"""Papers composed from the record, each to a file of the format that its name says."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commands.context import Reading
from commands.files import check_free, put
from commands.options import Json, LedgerPath, with_options
from commands.paper.asking import Dated, Forum, Inspection, Meeting, Wish, recipe_of
from commands.parameters import argument, option
from commands.rendering import print_text
from ledger.errors import RuleBroken, StoreUnavailable, Unreadable
from ledger.given import content_of
from projections.papers.formats import FORMATS, WITH_TEMPLATE, rendered, suffix_of
from projections.queries import words

if TYPE_CHECKING:
    from projections.papers.recipe import Recipe

_SHARED = {
    "dated": Dated,
    "paper": Annotated[
        str,
        option("--paper", metavar="PAPER", help="As a paper was begun, like PAP-3, in place of what says so here."),
    ],
    "output": Annotated[
        Path | None, option("-o", "--output", metavar="FILE", help="The file to write: .docx, .pdf, .html or .md.")
    ],
    "template": Annotated[
        Path | None, option("--template", metavar="FILE", help="The organisation's own template for Word.")
    ],
    "embargoed": Annotated[
        bool, typer.Option("--embargoed", help="For readers who may know: with what is under embargo, and marked so.")
    ],
    "as_json": Json,
    "ledger": LedgerPath,
}


class Place(NamedTuple):
    """Where a paper goes, and how."""

    output: Path | None
    template: Path | None
    as_json: bool

    def check(self) -> None:
        """Refuses what could not be written, before anything is composed."""
        if self.as_json and self.output:
            raise Unreadable("It cannot be both JSON and a file.", "Give --json or -o FILE.")
        if self.output:
            _check_file(self.output, self.template)
        elif not self.as_json:
            raise Unreadable(
                "It is not said where the paper is to be written.", "Add -o paper.docx (or .pdf, .html, .md)."
            )


class Composing(NamedTuple):
    """What a command that composes goes by: the open ledger, and what was asked as of every kind of paper."""

    reading: Reading
    wish: Wish
    place: Place

    def of(self, kind: str, *, records: tuple[str, ...] = (), **more: Any) -> "Recipe":
        """What is to be composed."""
        return recipe_of(self.reading, kind, self.wish._replace(**more), records=records)

    def give(self, recipe: "Recipe") -> None:
        """Composes it, writes it where it goes, and says what it does not tell."""
        from projections.papers.compose import compose
        from projections.papers.manifest import manifest_of, written

        paper, (output, template, _) = compose(self.reading.log, self.reading.views, recipe), self.place
        if output is None:
            print(json.dumps(json.loads(written(manifest_of(paper))), ensure_ascii=False, indent=2))
        else:
            put(output, rendered(paper, suffix_of(output.name), content_of(template) if template else None))
            print_text(f"Wrote {output}: {paper.title.text}, as far as E-{recipe.as_of}.")
        if paper.withheld:
            left = words.counted(paper.withheld, "record or entry", "records and entries")
            _warn(f"Left out because of an embargo: {left}.")
        if above := paper.marked_above:
            _warn(f"It is marked {paper.marking.text}, and draws on what is marked higher: {above}.")


def composes(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command ``composing`` first; adds what is asked of every paper, and where it goes."""

    def call(ctx: typer.Context, given: dict[str, Any]) -> None:
        wish = Wish(**{name: given.pop(name) for name in ("dated", "paper", "embargoed")})
        place = Place(**{name: given.pop(name) for name in Place._fields})
        place.check()
        with Reading.open(given.pop("ledger") or ctx.obj) as reading:
            command(Composing(reading, wish, place), **given)

    return with_options(command, call, _SHARED)


@composes
def board(composing: Composing, meeting: Meeting = "", forum: Forum = "", inspection: Inspection = "") -> None:
    """Compose a board paper: grades, what is to improve and what was done about it, governance, and what is asked."""
    if not (forum or meeting or composing.wish.paper):
        raise Unreadable("It is not said before whom the paper is put.", "Add --forum FORUM, or --meeting MEETING.")
    composing.give(composing.of("board", meeting=meeting, forum=forum, inspection=inspection))


@composes
def progress(
    composing: Composing,
    since: Annotated[
        str, option("--since", metavar="WHEN", help="After this: last (its last meeting), a date, E-120, MTG-4, PAP-1.")
    ],
    meeting: Meeting = "",
    forum: Forum = "",
    inspection: Inspection = "",
) -> None:
    """Compose a progress report: what changed since, what is done, on course, slipped and overdue, and what waits."""
    recipe = composing.of("progress", meeting=meeting, forum=forum, inspection=inspection)
    composing.give(recipe._replace(since=_after(composing.reading, recipe, since)))


@composes
def response(
    composing: Composing,
    of: Annotated[
        str | None, argument("[INSPECTION]", help="The inspection whose report it responds to.", show_default=False)
    ] = None,
) -> None:
    """Compose the response to a report: each recommendation with its answer, the comments, the dates and the copies."""
    if not (of or composing.wish.paper):
        raise Unreadable("It is not said whose report it responds to.", "Name the INSPECTION, or a --paper.")
    composing.give(composing.of("response", inspection=of or ""))


@composes
def timeline(
    composing: Composing,
    refs: Annotated[list[str] | None, argument("[REF...]", help="Of which records; unsaid, all improvements.")] = None,
    inspection: Inspection = "",
) -> None:
    """Compose a timeline as an appendix: the story of improvements, who changed what and when, a table each."""
    chosen = tuple(composing.reading.records(refs or []))
    composing.give(composing.of("timeline", inspection=inspection, records=chosen))


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


def _check_file(output: Path, template: Path | None) -> None:
    if (suffix := suffix_of(output.name)) not in FORMATS:
        raise Unreadable(f"{output.name} is of no known format.", f"Use one of: {', '.join(FORMATS)}.")
    if template and suffix != WITH_TEMPLATE:
        raise Unreadable("Only a Word file has a template.", "Leave --template out, or write a .docx.")
    check_free(output)
    if not output.absolute().parent.is_dir():
        raise StoreUnavailable(f"There is no folder {output.absolute().parent} to write in.", "Check the path.")


def _warn(said: str) -> None:
    print(f"afi: {said}", file=sys.stderr)
