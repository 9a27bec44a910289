"""Issuing: a paper's file is frozen by its SHA-256; one composed here also by what it says and rests on."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Writing
from commands.document import READERS, content_of, named_in
from commands.options import records
from commands.paper.preparing import beginning, prepared
from commands.paper.reading import composed_in, has_template
from commands.parameters import argument, option
from ledger.errors import IntegrityBroken, RuleBroken, Unreadable
from ledger.vocabulary import Marking, word
from projections.queries import words

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.events.paper import PaperIssued
    from projections.papers.checking import Checked
    from projections.papers.readers import Found
    from projections.papers.recipe import Recipe

File = Annotated[Path, argument("FILE", help="The file.", show_default=False)]
To = Annotated[list[str] | None, option("--to", metavar="WHO|FORUM", help="Whom it was sent to. May be repeated.")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep a copy of the file with the ledger.")]
_SHOWN = 5


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
    from ledger.events.paper import PaperIssued
    from projections.papers.recipe import Recipe

    content = content_of(file)
    if not content:
        raise Unreadable(f"{file} is empty.", "Name the file that was issued.")
    former = writing.named(replaces, "PAP") if replaces else None
    found = composed_in(file, content)
    fields = _composed(writing, found, has_template=has_template(file)) if found else _like(writing, former)
    said = _given(writing, given)
    if found:
        _refuse_second(writing, Recipe.parse(found.manifest.recipe), former, file)
        _refuse_contradicted(fields, said)
    if not (fields.get("title") or said.get("title")):
        raise Unreadable(f"{file} was not composed here, so its title is not known.", "Add --title TEXT, as printed.")
    named = {"replaces": former, **named_in(writing, READERS, to=to)}
    event = PaperIssued(**fields | said | _file(file, content, keep=keep) | named)
    _record(writing, event, found)


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


# A paper that was composed here.


def _composed(writing: Writing, found: "Found", *, has_template: bool) -> dict[str, Any]:
    """What its file says of it, once that is what the ledger gave."""
    from ledger.events import Prose
    from ledger.events.paper import Composed
    from projections.papers.checking import check

    manifest = found.manifest
    checked = check(writing.reading.log, writing.reading.views, found, has_template=has_template)
    _refuse_edited(checked)
    recipe, paper = manifest.recipe, checked.paper
    marked = [each for each in Marking if words.marking(each) == paper.marking.text]
    return {
        "title": Prose(paper.title.text),
        "forum": recipe.get("forum"),
        "meeting": recipe.get("meeting"),
        "marking": marked[0] if marked else None,
        "composed": Composed(
            as_of=manifest.size,
            root=manifest.root,
            moment=recipe["moment"],
            since=recipe.get("since"),
            embargoed=1 if recipe.get("embargoed") else None,
            cells=manifest.digest,
        ),
    }


def _refuse_edited(checked: "Checked") -> None:
    if not checked.rooted:
        raise IntegrityBroken("The paper bears another root than this ledger.", "Run `afi verify`.")
    if checked.differences:
        places = [each.place for each in checked.differences[:_SHOWN]]
        more = [f"{len(checked.differences) - _SHOWN} more"] if len(checked.differences) > _SHOWN else []
        raise RuleBroken(
            f"The file says otherwise than the ledger gave: {words.listed([*places, *more])}.",
            "Correct the record and compose the paper again; `afi paper verify` shows each difference.",
        )
    if checked.issued:
        raise RuleBroken(f"It was issued already, as {checked.issued}.", "`afi paper list` shows what was issued.")


def _refuse_second(writing: Writing, recipe: "Recipe", former: str | None, file: Path) -> None:
    """Of the papers that are the same one, each takes the place of the one before."""
    from projections.papers.brief import papers_of

    found = [each for each in papers_of(writing.reading.views, recipe.identity) if "issued_on" in each.body]
    replaced = {each.body.get("replaces") for each in found}
    standing = [each.ref for each in found if each.ref not in replaced]
    if standing and former not in standing:
        raise RuleBroken(
            f"The same paper was issued already, as {standing[-1]}.",
            f"Put this in its place: `afi paper reissue {standing[-1]} {file} --reason …`.",
        )


def _refuse_contradicted(composed: dict[str, Any], said: dict[str, Any]) -> None:
    """What stands in a paper that was composed here is not said otherwise; which meeting it came before may be new."""
    for part, value in said.items():
        if composed.get(part) != value and (part != "meeting" or composed.get(part)):
            raise RuleBroken(
                f"The {part} is not the one that stands in the paper.",
                f"Leave --{part} out, or compose the paper anew with what is right.",
            )


def _record(writing: Writing, event: "PaperIssued", found: "Found | None") -> None:
    """Records it: of one composed here, on the paper that was begun, or after beginning it."""
    saying = writing.saying("today")
    if found is None:
        return writing.record(lambda draft: draft.add(event, saying))
    from projections.papers.recipe import Recipe

    recipe = Recipe.parse(found.manifest.recipe)
    stream = prepared(writing.reading, recipe)

    def plan(draft: "Draft") -> None:
        draft.add(event, saying, stream or draft.add(beginning(recipe), saying))

    return writing.record(plan)
