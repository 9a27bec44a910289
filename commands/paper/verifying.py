"""A paper, checked against the ledger years later: each cell that was edited, and each that was corrected since."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Reading
from commands.document import content_of
from commands.options import Json, LedgerPath
from commands.paper.composing import rendered
from commands.paper.reading import found_in
from commands.parameters import argument
from commands.rendering import Column, print_fields, print_json, print_table, print_text, titled
from ledger.errors import IntegrityBroken

if TYPE_CHECKING:
    from projections.papers.checking import Checked, Difference

Row = dict[str, Any]
#: What is said of a cell.
_KIND = {
    "edited": "edited",
    "missing": "taken out",
    "added": "not from the ledger",
    "altered": "edited where it is not seen",
    "corrected": "corrected since",
    "erased": "erased since",
    "reworded": "put otherwise by this version of the program",
}
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

    content = content_of(file)
    found = found_in(file, content)
    with Reading.open(ledger or ctx.obj) as reading:
        checked = check(reading.log, reading.views, found)
        drawn = _drawn(checked, file, content)
        said = _said(checked, file, sha256(content).hexdigest(), reading) | {"drawings": list(drawn)}
        if json:
            print_json(reading, said)
        else:
            _print(reading, checked, said)
    if drawn or not checked.whole:
        raise IntegrityBroken(
            f"{file.name} does not say what the ledger gave.", "Ask who changed it; `afi paper reissue` puts it right."
        )


def _drawn(checked: "Checked", file: Path, content: bytes) -> tuple[str, ...]:
    """Which drawings of a page are not those that are composed now: what stands in them belongs to no cell.

    In the other formats a chart's words are read, or it is a picture that nobody reads.
    """
    if file.suffix.lower() != ".html":
        return ()
    from projections.papers.model import charts
    from projections.papers.readers.html import drawings

    named = [
        *(["the watermark"] if checked.paper.watermark.text else []),
        *(f"the chart “{each.caption.text}”" for each in charts(checked.paper)),
        "the QR code",
    ]
    given = drawings(rendered(checked.paper, ".html"))
    found = drawings(content)
    if len(found) != len(given):
        return (f"{len(found)} drawings instead of {len(given)}",)
    return tuple(name for name, one, other in zip(named, found, given, strict=True) if one != other)


def _said(checked: "Checked", file: Path, digest: str, reading: Reading) -> Row:
    from projections.queries.records import body

    issued = (body(reading.views, checked.issued) if checked.issued else None) or {}
    return {
        "file": file.name,
        "paper": checked.issued,
        "untouched": issued.get("digest") == digest,
        "replaced_by": checked.replaced_by,
        "as_of_entry": f"E-{checked.paper.proof.size}",
        "root": checked.paper.proof.root,
        "rooted": checked.rooted,
        "whole": checked.whole,
        "stand": checked.stand,
        "differences": [_row(each) for each in checked.differences],
        "since": [_row(each) for each in checked.since],
        "outside": list(checked.outside),
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
    which = checked.issued or "of no paper that was issued with what it says"
    print_fields([
        ("paper", f"{which}, byte for byte" if said["untouched"] else which),
        ("replaced by", checked.replaced_by),
        ("root", "this ledger's" if checked.rooted else "NOT this ledger's"),
        ("cells that stand", str(checked.stand)),
        ("cells that differ", str(len(checked.differences))),
        ("corrected since", str(len(checked.since))),
        ("drawings that differ", ", ".join(said["drawings"])),
        ("texts of no cell", str(len(checked.outside))),
    ])  # fmt: skip
    _print_rows("What the file says otherwise than the ledger gave", said["differences"])
    _print_rows("What the ledger gives otherwise now", said["since"])
    if checked.outside:
        print_text("\nNot checked, for it is from no cell: the template's own words, or what somebody added.")


def _print_rows(title: str, rows: Sequence[Row]) -> None:
    if rows:
        print_text(f"\n{title}:")
        print_table(rows, _COLUMNS)
