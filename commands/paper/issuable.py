"""Whether a paper that was composed here may be issued: as the ledger gave it, once, and as what it says it is."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.context import Writing
from ledger import days
from ledger.errors import IntegrityBroken, RuleBroken, Unreadable
from projections.queries import words

if TYPE_CHECKING:
    from projections.papers.checking import Checked
    from projections.papers.recipe import Recipe

_SHOWN = 5


def checked_file(writing: Writing, file: Path, content: bytes) -> "Checked | None":
    """What its file says and shows, held against the ledger; nothing where it was made elsewhere."""
    from projections.papers.checking import check
    from projections.papers.formats import read

    try:
        found = read(file.name, content)
    except Unreadable:
        if b"afi-paper" in content:
            raise
        return None
    checked = check(writing.reading.log, writing.reading.views, found)
    _refuse_edited(checked)
    _refuse_saved_again(checked, file.name)
    return checked


def _refuse_saved_again(checked: "Checked", name: str) -> None:
    """What is read back may look otherwise; but a Word file has a template, and is laid out by hand at the last."""
    from projections.papers.formats import WITH_TEMPLATE, suffix_of

    if suffix_of(name) != WITH_TEMPLATE and not checked.drawn.exact:
        raise RuleBroken(
            "The file was saved again since it was composed.", "Issue it as `afi paper` wrote it, or compose it again."
        )


def _refuse_edited(checked: "Checked") -> None:
    if not checked.rooted:
        raise IntegrityBroken("The paper bears another root than this ledger.", "Run `afi verify`.")
    if different := [*(each.place for each in checked.differences), *checked.drawn.otherwise]:
        more = [f"{len(different) - _SHOWN} more"] if len(different) > _SHOWN else []
        raise RuleBroken(
            f"The file says otherwise than the ledger gave: {words.listed([*different[:_SHOWN], *more])}.",
            "Correct the record and compose the paper again; `afi paper verify` shows each difference.",
        )
    if checked.drawn.not_compared:
        raise RuleBroken(
            f"The file cannot be held against the ledger: {checked.drawn.not_compared}.", "Compose the paper again."
        )
    if checked.issued:
        raise RuleBroken(f"It was issued already, as {checked.issued.ref}.", "`afi paper list` shows what was issued.")


def check_place(writing: Writing, recipe: "Recipe", former: str | None, file: Path) -> None:
    """Refuses it beside the same paper, and in the place of another one."""
    _refuse_second(writing, recipe, former, file)
    _refuse_other(writing, recipe, former)


def check_foreign(writing: Writing, former: str | None, title: str) -> None:
    """Refuses a file that was made elsewhere in the place of a paper that was composed here, unless it is named."""
    from projections.queries.records import record

    if former and not title and "as_of" in record(writing.reading.views, former).body:
        raise RuleBroken(
            f"{former} was composed here, and this file was not, or cannot be read back any more.",
            f"Compose it again; if it was made elsewhere, `afi paper issue FILE --title TEXT --replaces {former}`.",
        )


def check_said(writing: Writing, recipe: "Recipe", composed: dict[str, Any], said: dict[str, Any]) -> None:
    """Refuses what was typed of it and is not so."""
    _refuse_contradicted(composed, said)
    _refuse_before(writing, recipe)


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


def _refuse_other(writing: Writing, recipe: "Recipe", former: str | None) -> None:
    """A paper takes the place of one of its kind, about the same; its date and forum may have changed."""
    from projections.queries.records import record

    body = record(writing.reading.views, former).body if former else {}
    if "kind" in body and (body["kind"], body.get("inspection")) != (recipe.kind, recipe.inspection):
        about = words.PAPER[body["kind"]].lower(), body.get("inspection") or "all inspections"
        raise RuleBroken(
            f"{former} is a {about[0]} about {about[1]}, and this is another paper.",
            "Name the paper whose place it takes (`afi paper list`), or issue it by itself with `afi paper issue`.",
        )


def _refuse_before(writing: Writing, recipe: "Recipe") -> None:
    """It draws on its last entry, so it was not issued before that was recorded."""
    reading = writing.reading
    [[at]] = reading.views.query("SELECT at FROM happening WHERE position = ?", (recipe.as_of,))
    day = days.uk_today(datetime.fromisoformat(at))
    if writing.said.on and days.parse(writing.said.on, days.uk_today()).last < day:
        raise RuleBroken(
            f"It was composed on {words.day(day.isoformat())} or later, and so not issued before.",
            "Give --on the day on which it was issued, or leave it out for today.",
        )
