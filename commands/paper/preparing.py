"""What is recorded of a paper before it is issued: what it is to tell, and the parts that people write."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.context import Reading, Writing
from commands.options import Shown, look_at_one, records
from commands.paper.asking import Dated, Forum, Inspection, Meeting, Wish, recipe_of
from commands.parameters import argument, option
from commands.rendering import print_json, print_text, titled
from commands.text import Clip, File
from ledger.errors import RuleBroken, Unreadable
from ledger.vocabulary import Marking, PaperKind, PaperSection, word
from ledger.vocabulary.paper import PRINTED
from projections.queries import words

if TYPE_CHECKING:
    from ledger.events.paper import PaperBegun
    from projections.papers.recipe import Recipe

Paper = Annotated[str, argument("PAPER", help="Which paper, like PAP-3.")]


@records
def begin(
    writing: Writing,
    kind: Annotated[str, argument("KIND", words=PaperKind, help="board, progress, response or timeline.")],
    refs: Annotated[
        list[str] | None, argument("[REF...]", help="Of a timeline: which records.", show_default=False)
    ] = None,
    meeting: Meeting = "",
    forum: Forum = "",
    dated: Dated = "",
    inspection: Inspection = "",
    title: Annotated[str, option("--title", metavar="TEXT", help="Its title; unsaid, that of what it tells.")] = "",
    sender: Annotated[str, option("--from", metavar="WHO", help="Whom it comes from.")] = "",
    marking: Annotated[
        str, option("--marking", metavar="MARKING", help="As it is to print; unsaid, the highest that it draws on.")
    ] = "",
) -> None:
    """Begin a paper: its title, sender and marking, and a place for what people write in it (`afi paper write`).

    Papers are composed without this too: it is for what does not follow from the record.
    """
    chosen = tuple(writing.reading.records(refs or []))
    wish = Wish(forum, meeting, dated, inspection)
    asked = recipe_of(writing.reading, str(word(PaperKind, kind)), wish, records=chosen)
    _refuse_again(writing, asked)
    event = beginning(asked).model_copy(update=_own(writing, title, sender, marking))
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying))


def prepared(reading: Reading, recipe: "Recipe") -> str | None:
    """The same paper, begun and not issued yet; none where there is none."""
    from projections.papers.brief import papers_of

    found = [each.ref for each in papers_of(reading.views, recipe.identity) if "issued_on" not in each.body]
    return found[-1] if found else None


def _refuse_again(writing: Writing, recipe: "Recipe") -> None:
    from commands.improvement import repeats

    ref = prepared(writing.reading, recipe)
    if ref and not repeats(writing):
        raise RuleBroken(
            f"It was begun already, as {ref}.",
            f"Write in it with `afi paper write {ref}`; put right with `afi correct` what was said when it was begun.",
        )


def beginning(recipe: "Recipe") -> "PaperBegun":
    """The beginning of the paper that a recipe is of."""
    from ledger.events.paper import PaperBegun

    return PaperBegun(
        kind=recipe.kind,
        dated=recipe.dated.isoformat(),
        forum=recipe.forum,
        inspection=recipe.inspection,
        **({"records": recipe.records} if recipe.records else {}),
    )


def _own(writing: Writing, title: str, sender: str, marking: str) -> dict[str, object]:
    from ledger.events import Prose

    return {
        "title": Prose(title) if title else None,
        "sender": writing.named(sender, "POST", "PER", "ORG") if sender else None,
        "marking": word(Marking, marking) if marking else None,
    }


@records
def write(
    writing: Writing,
    paper: Paper,
    section: Annotated[str, argument("SECTION", words=PaperSection, help="Which part of it, like purpose.")],
    text: Annotated[str | None, argument("TEXT", help="What to write there.", show_default=False)] = None,
    file: File = None,
    clip: Clip = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take out what is written there.")] = False,
) -> None:
    """Write a part of a paper, in place of what stands there; with no text given, in your editor.

    It is kept with the paper, and stands in it however often it is composed again. --by says whose words they are.
    """
    from commands.improvement import repeats, said
    from ledger.events import Prose
    from ledger.events.paper import PaperWritten

    stream, part = writing.named(paper, "PAP"), word(PaperSection, section)
    saying = writing.saying("today")
    if remove and (text or file or clip):
        raise Unreadable("It cannot be both written and taken out.", "Leave out --remove, or the text.")
    _refuse_unprinted(writing, stream, part)
    before = _written(writing, stream, part)
    event = PaperWritten(section=part, text=None if remove else said(text, file, clip, before))
    if before and event.text == Prose(before) and not repeats(writing):
        raise RuleBroken(
            f"It stands in {stream} already, in these words.", "Change the text, or take it out with --remove."
        )
    writing.record(lambda draft: draft.add(event, saying, stream))


def _refuse_unprinted(writing: Writing, paper: str, section: str) -> None:
    """What no paper of its kind prints would be written for nobody."""
    from projections.queries.records import body

    kind = (body(writing.reading.views, paper) or {}).get("kind")
    if kind and section not in PRINTED[kind]:
        named = words.listed([words.SECTION[each].lower() for each in PRINTED[kind]])
        raise RuleBroken(
            f"A {words.PAPER[kind].lower()} does not print {words.SECTION[section].lower()}.", f"Write one of: {named}."
        )


def _written(writing: Writing, paper: str, section: str) -> str:
    """What stands there now, for an editor to begin with."""
    from projections.queries.records import body

    part = (body(writing.reading.views, paper) or {}).get(section) or {}
    return part.get("text") or ""


@look_at_one
def text(reading: Reading, shown: Shown, paper: Paper) -> None:
    """Show what people wrote in a paper: each part with whose words it is, and since when."""
    from projections.queries.names import Names
    from projections.queries.records import record

    found, names = record(reading.views, str(reading.named(paper, "PAP"))), Names(reading.views)
    parts = [(section, found.body[section]) for section in words.SECTION if section in found.body]
    if shown.json:
        rows = [{"section": section, **names.voice("by", part["by"]), **part} for section, part in parts]
        return print_json(reading, {"ref": found.ref, "rows": rows})
    print_text(titled(f"What is written in {found.ref}", reading))
    if not parts:
        print_text("Nothing yet. Write a part: afi paper write PAPER purpose")
    for section, part in parts:
        print_text(f"\n{words.SECTION[section]} ({names.of(part['by'])}, {words.span(part['on'])})")
        print_text(words.ERASED if part["text"] is None else part["text"])
    return None
