"""A paper, checked against the ledger years later: each cell that was edited, and each that was corrected since."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Reading
from commands.options import Json, LedgerPath
from commands.parameters import argument
from commands.rendering import Column, print_fields, print_json, print_table, print_text, titled
from ledger.errors import IntegrityBroken
from ledger.given import content_of

if TYPE_CHECKING:
    from projections.papers.checking import Checked
    from projections.papers.differing import Difference

Row = dict[str, Any]
#: What is said of a cell.
_KIND = {
    "edited": "edited",
    "missing": "taken out",
    "moved": "stands elsewhere than it was put",
    "added": "not from the ledger",
    "altered": "edited where it is not seen",
    "doubtful": "erased since, or edited: it was not issued, so nobody can tell",
    "corrected": "corrected since",
    "gone": "not there any more",
    "erased": "erased since",
    "reworded": "put otherwise by this version of the program",
}
#: Of texts that are listed: so many, and so long.
_SHOWN, _LONGEST = 20, 100
_COLUMNS = [
    Column("Where", "place", wide=True),
    Column("What", "kind_words"),
    Column("The file says", "said", wide=True),
    Column("The ledger gives", "given", wide=True),
    Column("Entries", lambda row: ", ".join(row["entries"])),
]


def verify(
    ctx: typer.Context,
    file: Annotated[Path, argument("FILE", help="The paper's file, as it is now.", show_default=False)],
    json: Json = False,
    ledger: LedgerPath = "",
) -> None:
    """Compose a paper again as far as its own entry, and name each cell of a file that says something else.

    What was corrected since is told apart. Files that were saved again by another program can be checked too.
    """
    from projections.papers.checking import check
    from projections.papers.formats import read

    found = read(file.name, content_of(file))
    with Reading.open(ledger or ctx.obj) as reading:
        checked = check(reading.log, reading.views, found)
        said = _said(checked, file)
        if json:
            print_json(reading, said)
        else:
            _print(reading, checked, said)
    if not checked.rooted or checked.differences or checked.drawn.otherwise:
        raise IntegrityBroken(
            f"{file.name} does not say what the ledger gave.", "Ask who changed it; `afi paper reissue` puts it right."
        )
    if not checked.whole:
        raise IntegrityBroken(
            f"It cannot be told whether {file.name} shows what the ledger gave: {checked.drawn.not_compared}.",
            "Check the very file that was issued, or compose the paper again.",
        )


def _said(checked: "Checked", file: Path) -> Row:
    issued = checked.issued
    return {
        "file": file.name,
        "paper": issued.ref if issued else None,
        "void": issued is not None and "void" in issued.body,
        "untouched": checked.untouched,
        "replaced_by": checked.replaced_by,
        "as_of_entry": f"E-{checked.paper.proof.size}",
        "root": checked.paper.proof.root,
        "rooted": checked.rooted,
        "whole": checked.whole,
        "stand": checked.stand,
        "differences": [_row(each) for each in checked.differences],
        "since": [_row(each) for each in checked.since],
        "left_out": list(checked.left_out),
        "template_words": list(checked.words),
        "drawings": list(checked.drawn.otherwise),
        "drawings_not_compared": checked.drawn.not_compared or None,
    }


def _row(each: "Difference") -> Row:
    return {
        "cell": each.id,
        "place": each.place,
        "kind": each.kind,
        "kind_words": _KIND[each.kind],
        "said": None if each.said is None else each.said.strip(),
        "given": each.given,
        "entries": [f"E-{position}" for position in each.at],
    }


def _print(reading: Reading, checked: "Checked", said: Row) -> None:
    print_text(titled(f"{said['file']}, as far as {said['as_of_entry']}", reading))
    print_fields([
        ("paper", f"{said['paper'] or 'not issued'}{', which does not count' if said['void'] else ''}"),
        ("file", _how(checked)),
        ("replaced by", checked.replaced_by),
        ("root", "this ledger's" if checked.rooted else "NOT this ledger's"),
        ("cells that stand", str(checked.stand)),
        ("cells that differ", str(len(checked.differences))),
        ("corrected since", str(len(checked.since))),
        ("cells that its template leaves out", str(len(checked.left_out)) if checked.left_out else None),
        ("drawings that differ", ", ".join(said["drawings"])),
        ("drawings not compared", said["drawings_not_compared"]),
        ("texts that its template has of its own", str(len(checked.words)) if checked.words else None),
    ])  # fmt: skip
    _print_rows("What the file says otherwise than the ledger gave", said["differences"])
    _print_rows("What the ledger gives otherwise now", said["since"])
    _print_list("Left out by its template", checked.left_out)
    _print_list("Its template's own words", checked.words)


def _how(checked: "Checked") -> str:
    """What was looked at."""
    if checked.untouched:
        return "byte for byte as issued"
    return "byte for byte as composed" if checked.drawn.exact else "compared by what it says and shows"


def _print_list(title: str, texts: Sequence[str]) -> None:
    """A line each, as many as can be taken in; the rest is in --json."""
    if texts:
        print_text(f"\n{title}:")
        for text in texts[:_SHOWN]:
            print_text(f"  {shorten(text, _LONGEST, placeholder=' …')}")
        if len(texts) > _SHOWN:
            print_text(f"  and {len(texts) - _SHOWN} more, with --json")


def _print_rows(title: str, rows: Sequence[Row]) -> None:
    if rows:
        print_text(f"\n{title}:")
        print_table(rows, _COLUMNS)
