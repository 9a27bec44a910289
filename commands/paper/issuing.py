"""Issuing: a paper's file is frozen by its SHA-256; one composed here also by what it says and rests on."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Writing
from commands.options import records
from commands.paper.issuable import check_foreign, check_place, check_said, checked_file
from commands.paper.preparing import beginning, prepared
from commands.parameters import argument, option
from ledger.errors import Unreadable
from ledger.given import content_of
from ledger.vocabulary import Marking, word
from projections.queries import words

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.events.paper import PaperIssued
    from projections.papers.checking import Checked
    from projections.papers.recipe import Recipe

File = Annotated[Path, argument("FILE", help="The file.", show_default=False)]
To = Annotated[list[str] | None, option("--to", metavar="WHO|FORUM", help="Whom it was sent to. May be repeated.")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep a copy of the file with the ledger.")]


@records
def issue(
    writing: Writing,
    file: File,
    title: Annotated[
        str, option("--title", metavar="TEXT", help="Its title, where it was not composed here: as printed.")
    ] = "",
    forum: Annotated[str, option("--forum", metavar="FORUM", help="The forum that it is for.")] = "",
    meeting: Annotated[str, option("--meeting", metavar="MEETING", help="The meeting that it was put before.")] = "",
    to: To = None,
    marking: Annotated[str, option("--marking", metavar="MARKING", help="As printed.")] = "",
    replaces: Annotated[str, option("--replaces", metavar="PAPER", help="The paper that it takes the place of.")] = "",
    keep: Keep = False,
) -> None:
    """Record that a paper was issued, with the SHA-256 of its file; --by says who answers for it.

    A paper that was composed here has to say what the ledger gave: one with an edited figure is refused.
    """
    given = {"title": title, "forum": forum, "meeting": meeting, "marking": marking}
    _issue(writing, file, given, to, replaces, keep=keep)


@records
def reissue(
    writing: Writing,
    paper: Annotated[str, argument("PAPER", help="The paper that was issued, like PAP-3.")],
    file: File,
    to: To = None,
    keep: Keep = False,
) -> None:
    """Issue a paper in the place of one that was issued, and say why with --reason."""
    if not writing.said.reason:
        raise Unreadable("It is not said why it takes the other's place.", "Add --reason.")
    _issue(writing, file, {}, to, paper, keep=keep)


def _issue(
    writing: Writing, file: Path, given: dict[str, str], to: list[str] | None, replaces: str, *, keep: bool
) -> None:
    from commands.document import READERS, named_in
    from ledger.events.paper import PaperIssued

    content = content_of(file)
    if not content:
        raise Unreadable(f"{file} is empty.", "Name the file that was issued.")
    former = writing.named(replaces, "PAP") if replaces else None
    said, checked = _given(writing, given), checked_file(writing, file, content)
    fields = _composed(checked) if checked else _like(writing, former)
    if checked:
        check_place(writing, checked.recipe, former, file)
        check_said(writing, checked.recipe, fields, said)
    else:
        check_foreign(writing, former, given.get("title", ""))
    if not (fields.get("title") or said.get("title")):
        raise Unreadable(f"{file} was not composed here, so its title is not known.", "Add --title TEXT, as printed.")
    named = {"replaces": former, **named_in(writing, READERS, to=to)}
    event = PaperIssued(**fields | said | _file(file, content, keep=keep) | named)
    _record(writing, event, checked.recipe if checked else None)


def _file(file: Path, content: bytes, *, keep: bool) -> dict[str, Any]:
    from ledger.events import File, Prose

    kept = File(content) if keep else None
    return {
        "digest": sha256(content).hexdigest(), "name": Prose(file.name), "size": len(content), "content": kept,
    }  # fmt: skip


def _given(writing: Writing, typed: dict[str, str]) -> dict[str, Any]:
    """What was typed of it."""
    from ledger.events import Prose

    kinds = {"forum": "FOR", "meeting": "MTG"}
    named = {part: writing.named(typed[part], kind) for part, kind in kinds.items() if typed.get(part)}
    titled = {"title": Prose(typed["title"])} if typed.get("title") else {}
    marked = {"marking": word(Marking, typed["marking"])} if typed.get("marking") else {}
    return named | titled | marked


def _like(writing: Writing, former: str | None) -> dict[str, Any]:
    """Of a paper that was made elsewhere: what the one says whose place it takes."""
    from ledger.events import Prose
    from projections.queries.records import record

    if former is None:
        return {}
    body = record(writing.reading.views, former).body
    fields = {part: body[part] for part in ("forum", "meeting", "marking") if part in body}
    return fields | ({"title": Prose(body["title"])} if body.get("title") else {})


def _composed(checked: "Checked") -> dict[str, Any]:
    """What is recorded of a paper that says what the ledger gave."""
    from ledger.events import Prose
    from ledger.events.paper import Composed

    manifest, recipe, paper = checked.manifest, checked.recipe, checked.paper
    marked = [each for each in Marking if words.marking(each) == paper.marking.text]
    return {
        "title": Prose(paper.title.text),
        "forum": recipe.forum,
        "meeting": recipe.meeting,
        "marking": marked[0] if marked else None,
        "composed": Composed(
            as_of=manifest.size,
            root=manifest.root,
            moment=recipe.moment,
            since=recipe.since,
            embargoed=1 if recipe.embargoed else None,
            cells=manifest.digest,
        ),
    }


def _record(writing: Writing, event: "PaperIssued", recipe: "Recipe | None") -> None:
    """Records it: of one composed here, on the paper that was begun, or after beginning it."""
    saying = writing.saying("today")
    if recipe is None:
        return writing.record(lambda draft: draft.add(event, saying))
    stream = prepared(writing.reading, recipe)

    def plan(draft: "Draft") -> None:
        draft.add(event, saying, stream or draft.add(beginning(recipe), saying))

    return writing.record(plan)
