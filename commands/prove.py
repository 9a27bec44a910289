"""Prove: that one entry is in this ledger, or that it only grew, as files that are checked without it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from commands.context import Reading, entry_number
from commands.files import check_free, put, put_folder
from commands.options import Shown, look_at_one
from commands.parameters import argument, option
from commands.rendering import print_fields, print_json, print_text, titled
from ledger.errors import IntegrityBroken, RuleBroken, UnknownReference, Unreadable
from projections.queries.words import counted, listed

if TYPE_CHECKING:
    from ledger.stores.log import Row as Stored

Row = dict[str, Any]
_MOST = 6
SUFFIX, ENTRY, TEXTS, BEFORE = ".tlog-proof", ".entry", ".texts.json", ".before"


class Files(NamedTuple):
    """What proves one entry: files by their suffixes, and how many texts are in them and are gone."""

    position: int
    content: dict[str, bytes]
    texts: int
    gone: int


@look_at_one
def prove(
    reading: Reading,
    shown: Shown,
    ref: Annotated[str, argument("[REF|E-n]", help="An entry, or a record: all its entries, in a folder.")] = "",
    output: Annotated[
        Path | None,
        option("-o", "--output", metavar="FILE", help="The proof: NAME.tlog-proof; of a record, a folder."),
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        option("--between", metavar="WHEN WHEN", help="That it only grew in between: E-120, PAP-1, a date."),
    ] = None,
) -> None:
    """Write a proof that an entry is in this ledger, with the entry and its texts; `afi verify` checks it anywhere.

    It is checked with the policy, and needs neither the ledger nor this program: the form is C2SP tlog-proof.
    """
    if reading.moment:
        raise Unreadable("A proof is of the ledger as it is.", "Leave out --as-of, --at and --told.")
    if output is None or bool(ref) == bool(between):
        raise Unreadable(
            "A proof is of one entry, of a record or of growth, in a file.",
            "Give E-n, a record or --between WHEN WHEN, and -o FILE.",
        )
    check_free(output)
    if between:
        body = _growth(reading, between, output)
    elif re.fullmatch(r"[eE]-[0-9]+", ref.strip()):
        body = _one(reading, entry_number(ref.strip()), output)
    else:
        body = _record(reading, reading.record(ref), output)
    if shown.json:
        return print_json(reading, body)
    print_text(titled(f"Wrote {output}", reading), style="bold")
    return print_fields(_facts(body))


def _facts(body: Row) -> Iterator[tuple[str, Any]]:
    if "before" in body:
        yield "proves", f"that the ledger was only added to between {body['before']} and {body['up_to']}"
        yield "root before", body["root_before"]
    else:
        yield "proves", f"{listed(body['entries'])} under the checkpoint of {body['up_to']}"
        yield "texts", f"{body['texts']} beside it" + (f", {body['texts_gone']} gone" if body["texts_gone"] else "")
    yield "files", ", ".join(body["files"][:_MOST]) + (" …" if len(body["files"]) > _MOST else "")
    yield "countersigned", counted(body["countersignatures"], "time")
    if body["withheld"]:
        yield "left out", f"{counted(body['withheld'], 'entry', 'entries')} under an embargo"


# One entry, or all of a record.


def _one(reading: Reading, position: int, output: Path) -> Row:
    if output.suffix != SUFFIX:
        raise Unreadable(f"{output} is not the name of a proof.", f"Let it end in {SUFFIX}.")
    if position > reading.head.size:
        raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` shows the newest entries.")
    if not _free(reading, [position]):
        raise RuleBroken(f"E-{position} is under an embargo.", "Prove it when that has lifted: `afi deadlines`.")
    [made] = _proofs(reading, [position])
    written = {output.with_suffix(suffix): content for suffix, content in made.content.items()}
    for path in written:
        check_free(path)
    for path, content in written.items():
        put(path, content)
    return _told([made], output, [path.name for path in written], 0)


def _record(reading: Reading, ref: str, output: Path) -> Row:
    positions = [row.position for row in reading.log.of_stream(ref)]
    free = _free(reading, positions)
    if not free:
        raise RuleBroken(f"All of {ref} is under an embargo.", "Prove it when that has lifted: `afi deadlines`.")
    made = list(_proofs(reading, free))
    files = {f"E-{each.position}{suffix}": content for each in made for suffix, content in each.content.items()}
    put_folder(output, files)
    return _told(made, output, list(files), len(positions) - len(free))


def _free(reading: Reading, positions: list[int]) -> list[int]:
    """The entries that may leave the ledger now."""
    from projections.queries.withheld import withheld

    held = withheld(reading.views, datetime.now(UTC))
    return [position for position in positions if f"E-{position}" not in held]


def _proofs(reading: Reading, positions: list[int]) -> Iterator[Files]:
    """The files of each entry, all under one checkpoint, and each checked before it is handed out."""
    from commands.published import checkpoint_note
    from ledger.proofs.bundle import write_proof
    from ledger.proofs.note import parse_checkpoint, parse_note
    from ledger.proofs.tree import check_inclusion, leaf_hash, prove_inclusion

    note = checkpoint_note(reading, max(positions))
    checkpoint = parse_checkpoint(parse_note(note)[0])
    for position in positions:
        [row] = reading.log.rows(after=position - 1, limit=1)
        hashes = prove_inclusion(position - 1, checkpoint.size, reading.log.node)
        leaf = leaf_hash(row.stored)
        if not check_inclusion(position - 1, checkpoint.size, leaf, hashes, checkpoint.root):
            raise IntegrityBroken(f"E-{position} is not what was sealed.", "Run `afi verify` to see what is wrong.")
        texts, gone = _texts(reading, row)
        content = {SUFFIX: write_proof(position - 1, hashes, note).encode(), ENTRY: row.stored}
        if texts:
            content[TEXTS] = json.dumps(texts, ensure_ascii=False, indent=1).encode() + b"\n"
        yield Files(position, content, len(texts), gone)


def _texts(reading: Reading, row: "Stored") -> tuple[Row, int]:
    """The texts and files that an entry commits to, each with its salt, by commitment; and how many are gone."""
    from base64 import b64encode

    from ledger.proofs.texts import commitments

    found, made = {}, list(commitments(row.stored))
    for committed, is_text in made:
        reading.log.texts([committed.hex()])  # refuses one that was altered
        for salt, content in reading.log.query("SELECT salt, content FROM vault WHERE commitment = ?", (committed,)):
            held = {"text": content.decode()} if is_text else {"base64": b64encode(content).decode()}  # type: ignore[attr-defined, arg-type]
            found[committed.hex()] = {"salt": salt.hex(), **held}  # type: ignore[attr-defined]
    return found, len(made) - len(found)


def _told(made: list[Files], output: Path, files: list[str], withheld: int) -> Row:
    from ledger.proofs.bundle import parse_proof
    from ledger.proofs.note import parse_checkpoint, parse_note

    note = parse_proof(made[0].content[SUFFIX].decode()).note_text
    body, lines = parse_note(note)
    return {
        "file": str(output),
        "files": files,
        "entries": [f"E-{each.position}" for each in made],
        "up_to": f"E-{parse_checkpoint(body).size}",
        "countersignatures": len(lines) - 1,
        "texts": sum(each.texts for each in made),
        "texts_gone": sum(each.gone for each in made),
        "withheld": withheld,
    }


# Growth.


def _growth(reading: Reading, between: tuple[str, str], output: Path) -> Row:
    from commands.moment import position_of
    from commands.published import note_from
    from ledger.proofs.bundle import write_consistency
    from ledger.proofs.note import Checkpoint, parse_checkpoint, parse_note
    from ledger.proofs.tree import prove_consistency

    old, new = sorted(position_of(reading.views, typed) for typed in between)
    if old == new:
        raise Unreadable(f"Both are E-{old}, so nothing was added in between.", "Give two moments that differ.")
    note, beside = note_from(reading, new), output.with_suffix(BEFORE)
    later = parse_checkpoint(parse_note(note)[0])
    before = Checkpoint(reading.origin, old, reading.log.root(old))
    check_free(beside)
    put(beside, before.body())
    put(output, write_consistency(old, prove_consistency(old, later.size, reading.log.node), note).encode())
    return {
        "file": str(output),
        "files": [output.name, beside.name],
        "before": f"E-{old}",
        "root_before": before.root.hex(),
        "up_to": f"E-{later.size}",
        "countersignatures": len(parse_note(note)[1]) - 1,
        "withheld": 0,
    }
