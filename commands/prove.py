"""Prove: that one entry is in this ledger, or that it only grew, as files that are checked without it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from commands.context import Reading, entry_number
from commands.files import check_free, put, put_folder
from commands.options import Shown, look_at_one
from commands.parameters import argument, option
from commands.rendering import print_fields, print_json, print_text, titled
from ledger.errors import IntegrityBroken, RuleBroken, UnknownReference, Unreadable
from projections.queries.words import counted, listed, times

if TYPE_CHECKING:
    from commands.published import Sealed, Showing
    from ledger.proofs.tree import Read
    from ledger.stores.log import Row as Stored

Row = dict[str, Any]
_MOST = 6
SUFFIX, ENTRY, TEXTS, BEFORE = ".tlog-proof", ".entry", ".texts.json", ".before"
#: What the maker of a proof adds about its entry; of what whoever checks it sees, nothing proves it.
DOUBT = "author unproven, because of the key that was revoked in E-{}"


class Files(NamedTuple):
    """What proves one entry: files by their suffixes, the checkpoint, how many texts are in them and are gone, and
    what makes its author doubtful."""

    position: int
    content: dict[str, bytes]
    under: "Sealed"
    texts: int
    gone: int
    doubt: str


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
        under = "the checkpoint" if len(body["under"]) == 1 else "checkpoints"
        yield "proves", f"{listed(body['entries'])} under {under} of {listed(body['under'])}"
        yield "texts", f"{body['texts']} beside it" + (f", {body['texts_gone']} gone" if body["texts_gone"] else "")
    yield "files", ", ".join(body["files"][:_MOST]) + (" …" if len(body["files"]) > _MOST else "")
    yield "countersigned", times(body["countersignatures"]) + _unmet(body)
    for each in body.get("doubts", ()):
        yield "doubtful", f"{each['entry']}: {each['doubt']}"
    if body["withheld"]:
        yield "left out", f"{counted(body['withheld'], 'entry', 'entries')} under an embargo"


def _unmet(body: Row) -> str:
    """What is missing for the policy, where one is stated."""
    if body["policy_met"] is not False:
        return ""
    how = "ask with `afi countersign request`" if body["key_named"] else "state it again with `afi policy set`"
    return f", which does not meet the policy yet ({body['policy']}): {how}"


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
    """The files of each entry, each under the checkpoint that is worth most, and checked before it is handed out."""
    from commands.published import Showing

    showing = Showing(reading)
    showing.of(max(positions))  # refuses before anything is made
    node = cache(reading.log.node)  # the proofs of a record have many in common
    return (_proof(reading, showing, node, position) for position in positions)


def _proof(reading: Reading, showing: "Showing", node: "Read", position: int) -> Files:
    from ledger.proofs.bundle import write_proof
    from ledger.proofs.tree import check_inclusion, leaf_hash, prove_inclusion

    under = showing.of(position)
    size, root = under.checkpoint.size, under.checkpoint.root
    [row] = reading.log.rows(after=position - 1, limit=1)
    hashes = prove_inclusion(position - 1, size, node)
    if not check_inclusion(position - 1, size, leaf_hash(row.stored), hashes, root):
        raise IntegrityBroken(f"E-{position} is not what was sealed.", "Run `afi verify` to see what is wrong.")
    texts, gone = _texts(reading, row)
    doubt = _doubt(reading, position)
    proof = write_proof(position - 1, hashes, under.text, doubt.encode() or None)
    content = {SUFFIX: proof.encode(), ENTRY: row.stored}
    if texts:
        content[TEXTS] = json.dumps(texts, ensure_ascii=False, indent=1).encode() + b"\n"
    return Files(position, content, under, len(texts), gone, doubt)


def _doubt(reading: Reading, position: int) -> str:
    """That nothing proves who recorded an entry, because a key was revoked from before it on."""
    [[since]] = reading.views.query("SELECT unproven FROM happening WHERE position = ?", (position,))
    return DOUBT.format(since) if since else ""


def _texts(reading: Reading, row: "Stored") -> tuple[Row, int]:
    """The texts and files that an entry commits to, each with its salt, by commitment; and how many are gone."""
    from base64 import b64encode

    from ledger.proofs.entry import files_of, prose_of

    found, entry = {}, json.loads(row.stored)
    made = dict.fromkeys(prose_of(entry), True) | dict.fromkeys(files_of(entry), False)
    reading.log.texts([*made])  # refuses one that was altered
    for committed, is_text in made.items():
        sql, key = "SELECT salt, content FROM vault WHERE commitment = ?", bytes.fromhex(committed)
        for salt, content in reading.log.query(sql, (key,)):
            held = {"text": content.decode()} if is_text else {"base64": b64encode(content).decode()}  # type: ignore[attr-defined, arg-type]
            found[committed] = {"salt": salt.hex(), **held}  # type: ignore[attr-defined]
    return found, len(made) - len(found)


def _told(made: list[Files], output: Path, files: list[str], withheld: int) -> Row:
    worst = min((each.under for each in made), key=lambda under: under.worth)
    return {
        "file": str(output),
        "files": files,
        "entries": [f"E-{each.position}" for each in made],
        "up_to": f"E-{max(each.under.checkpoint.size for each in made)}",
        "under": [f"E-{size}" for size in sorted({each.under.checkpoint.size for each in made})],
        "texts": sum(each.texts for each in made),
        "texts_gone": sum(each.gone for each in made),
        "doubts": [{"entry": f"E-{each.position}", "doubt": each.doubt} for each in made if each.doubt],
        "withheld": withheld,
        **_standing(worst),
    }


def _standing(under: "Sealed") -> Row:
    """How a checkpoint stands with the policy; null where none is stated."""
    return {
        "countersignatures": under.countersignatures,
        "policy": under.demand,
        "policy_met": under.met,
        "key_named": under.named,
    }


# Growth.


def _growth(reading: Reading, between: tuple[str, str], output: Path) -> Row:
    from commands.moment import position_of
    from commands.published import Showing
    from ledger.proofs.bundle import write_consistency
    from ledger.proofs.note import Checkpoint
    from ledger.proofs.tree import prove_consistency

    beside = _beside(output)
    old, new = sorted(position_of(reading.views, typed) for typed in between)
    if old == new:
        raise Unreadable(f"Both are E-{old}, so nothing was added in between.", "Give two moments that differ.")
    under = Showing(reading).since(new)
    before, size = Checkpoint(reading.origin, old, reading.log.root(old)), under.checkpoint.size
    grown = write_consistency(old, prove_consistency(old, size, reading.log.node), under.text)
    put(beside, before.body())
    put(output, grown.encode())
    return {
        "file": str(output),
        "files": [output.name, beside.name],
        "before": f"E-{old}",
        "root_before": before.root.hex(),
        "up_to": f"E-{size}",
        "withheld": 0,
        **_standing(under),
    }


def _beside(output: Path) -> Path:
    """Where the earlier root of a proof of growth goes."""
    if output.suffix == BEFORE:
        raise Unreadable(f"{output} is to be the name of the earlier root.", "Choose another ending, such as .txt.")
    beside = output.with_suffix(BEFORE)
    check_free(beside)
    return beside
