"""Where a figure of an issued paper comes from: the rule that counts it, and the records behind it, then and now."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Reading
from commands.options import Json, LedgerPath
from commands.parameters import argument
from commands.rendering import Column, print_json, print_table, print_text, titled
from ledger.errors import RuleBroken, UnknownReference
from projections.queries import words

if TYPE_CHECKING:
    from projections.papers.model import Figure, Paper
    from projections.papers.recipe import Recipe

Row = dict[str, Any]
_FIGURES = [
    Column("Name", "figure"),
    Column("Then", "then"),
    Column("Now", "now"),
    Column("Counts", "rule", wide=True),
]
_ROWS = [
    Column("Ref", "ref"),
    Column("What", "name", wide=True),
    Column("Counted then", lambda row: "yes" if row["then"] else "no"),
    Column("Counted now", lambda row: "yes" if row["now"] else "no"),
    Column("Changed by", lambda row: ", ".join(row["changed"])),
]


def explain(
    ctx: typer.Context,
    paper: Annotated[str, argument("PAPER", help="Which paper, like PAP-3.")],
    figure: Annotated[
        str | None, argument("FIGURE", help="Which figure, like open; unsaid, all are listed.", show_default=False)
    ] = None,
    json: Json = False,
    ledger: LedgerPath = "",
) -> None:
    """List the records behind a figure of an issued paper, then and now, with the rule that counts them."""
    from projections.papers.checking import now_of
    from projections.papers.compose import compose

    with Reading.open(ledger or ctx.obj) as reading:
        recipe = _recipe(reading, str(reading.named(paper, "PAP")))
        then = compose(reading.log, reading.views, recipe)
        now, why = now_of(reading.log, reading.views, recipe.later(reading.head.size))
        if now is None:
            now = then._replace(figures=tuple(map(_uncounted, then.figures)))
            print(f"afi: Nothing is counted now: {why}", file=sys.stderr)
        if figure is None:
            _list(reading, then, now, json=json)
        else:
            _explain(reading, then, now, figure, json=json)


def _uncounted(figure: "Figure") -> "Figure":
    """A figure of which there is nothing to count any more."""
    return figure._replace(cell=figure.cell._replace(text="none"), refs=())


def _recipe(reading: Reading, ref: str) -> "Recipe":
    """The recipe of a paper that was issued, as it was begun. ``RuleBroken`` where it was not composed here."""
    from projections.papers.recipe import of_issued
    from projections.queries.records import record

    body = record(reading.views, ref).body
    if "as_of" not in body:
        raise RuleBroken(
            f"{ref} was not composed of this ledger and issued.", "`afi paper list` shows those that were."
        )
    return of_issued(body)


def _list(reading: Reading, then: "Paper", now: "Paper", *, json: bool) -> None:
    later = {figure.name: figure.cell.text for figure in now.figures}
    rows = [
        {"figure": each.name, "then": each.cell.text, "now": later.get(each.name, "none"), "rule": each.rule}
        for each in then.figures
    ]
    if json:
        return print_json(reading, {"as_of_entry": f"E-{then.proof.size}", "rows": rows})
    print_text(titled(f"The figures of {then.title.text}, as far as E-{then.proof.size} and now", reading))
    return print_table(rows, _FIGURES, empty="It has no figures.")


def _explain(reading: Reading, then: "Paper", now: "Paper", name: str, *, json: bool) -> None:
    one = _figure(then, name)
    other = next((each for each in now.figures if each.name == one.name), _uncounted(one))
    rows = _rows(reading, one, other, then.proof.size)
    said = {"figure": one.name, "rule": one.rule, "then": one.cell.text, "now": other.cell.text}
    if json:
        return print_json(reading, {"as_of_entry": f"E-{then.proof.size}", **said, "rows": rows})
    print_text(titled(f"{one.name}: {one.cell.text} as far as E-{then.proof.size}, {other.cell.text} now", reading))
    print_text(one.rule)
    return print_table(rows, _ROWS, empty="No record is behind it.")


def _figure(paper: "Paper", name: str) -> "Figure":
    wanted = name.strip().casefold().replace(" ", "_").replace("-", "_")
    for figure in paper.figures:
        if figure.name == wanted:
            return figure
    named = words.listed([figure.name for figure in paper.figures]) or "none"
    raise UnknownReference(f'The paper has no figure called "{name}".', f"It has these: {named}.")


def _rows(reading: Reading, one: "Figure", other: "Figure", size: int) -> list[Row]:
    from projections.queries.names import Names

    names = Names(reading.views)
    return [
        {
            "ref": ref,
            "name": names.label(ref),
            "then": ref in one.refs,
            "now": ref in other.refs,
            "changed": _changed(reading, ref, size),
        }
        for ref in dict.fromkeys((*one.refs, *other.refs))
    ]


def _changed(reading: Reading, ref: str, size: int) -> list[str]:
    """The entries that changed a record since."""
    sql = "SELECT DISTINCT position FROM change WHERE ref = ? AND position > ? ORDER BY position"
    return [f"E-{row['position']}" for row in reading.views.query(sql, (ref, size))]
