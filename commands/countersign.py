"""Countersign: somebody outside signs that this ledger only grew; asked for, made without a ledger, and kept."""

import secrets
from pathlib import Path
from typing import Annotated, Any

from commands.base import Command, group
from commands.context import Reading, Writing, entry_number
from commands.countersigned import add, iso
from commands.countersigner import key, sign
from commands.files import check_free, put
from commands.options import Shown, look, records
from commands.parameters import option
from commands.rendering import Column, answer, print_fields, print_json, print_text
from ledger.errors import Refusal, RuleBroken, StoreUnavailable, UnknownReference, Unreadable

Row = dict[str, Any]

app = group("Have somebody outside sign that this ledger only grew, or sign that yourself for another.")


@app.command("request", cls=Command)
@records
def request(
    writing: Writing,
    output: Annotated[Path, option("-o", "--output", metavar="FILE", help="The file to send them.")],
    to: Annotated[
        str | None,
        option("--to", metavar="WHO", help="Who is asked: a post, person or organisation, or a name in the policy."),
    ] = None,
    since: Annotated[
        str | None,
        option(
            "--from",
            metavar="E-n",
            help="The last entry that they countersigned; 0 for none. Unsaid: as recorded here.",
        ),
    ] = None,
    again: Annotated[
        str | None,
        option("--again", metavar="E-n", help="Records nothing: writes the file of what was asked before once more."),
    ] = None,
) -> None:
    """Ask for a countersignature: seals everything so far with a key that may publish, and writes what to sign.

    The file holds no entry: the size, the root, and the proof that the ledger only grew since they last signed.
    Who ended elsewhere than the others needs a file of their own: --again E-n --to WHO.
    """
    from commands.published import publisher
    from commands.receipt import print_receipt
    from ledger.events.countersignature import CountersignatureAsked
    from ledger.vocabulary import LEDGER

    check_free(output)
    asked, old = _whom(writing, to, since)
    if again:
        return _again(writing, output, entry_number(again), old)
    _check_folder(output)
    key, saying, event = publisher(writing), writing.saying("today"), CountersignatureAsked(to=asked)
    receipt = writing.recorded(lambda draft: draft.add(event, saying, LEDGER), key)
    if not receipt.dry_run:
        _put(output, _request(writing.reading, old, receipt.size, key.public), receipt.size)
    print_receipt(receipt, writing.reading, as_json=writing.said.json)
    if not (writing.said.json or receipt.dry_run):
        _say_how(writing.reading, output, key.public)
    return None


def _whom(writing: Writing, to: str | None, since: str | None) -> tuple[str | None, int]:
    """Who is asked, and up to which entry they have countersigned: as typed, or by what came back.

    A name in the policy is that of a key, and of no record: what came back says what it signed.
    """
    from commands.published import kept, stated_policy

    reading, policy = writing.reading, stated_policy(writing.reading)
    witness = next((each for name, each in policy.witnesses.items() if name == to), None) if policy else None
    asked = writing.named(to, "POST", "PER", "ORG") if to and not witness else None
    if since:
        return asked, _typed(reading, since)
    if witness:
        return None, max((note.checkpoint.size for _, note in kept(reading, policy) if witness in note.by), default=0)
    return asked, _since(reading, asked)


def _again(writing: Writing, output: Path, size: int, old: int) -> None:
    """The file of a request that was recorded before."""
    from commands.published import voices
    from projections.queries.countersignatures import asked

    reading = writing.reading
    head = reading.log.checkpoint(size) if any(row["up_to"] == f"E-{size}" for row in asked(reading.views)) else None
    if head is None:
        raise UnknownReference(f"E-{size} asks for no countersignature.", "`afi countersign list` shows those that do.")
    if old > size:
        raise RuleBroken(f"They countersigned E-{old} already, after E-{size}.", "Ask anew, without --again.")
    public = voices(reading)[head.key.hex()].public
    put(output, _request(reading, old, size, public).encode())
    if writing.said.json:
        return print_json(reading, {"withheld": 0, "file": str(output), "up_to": f"E-{size}", "from": f"E-{old}"})
    print_text(f"Wrote {output}: E-{size}, from E-{old} on. Nothing was recorded.", style="bold")
    return _say_how(reading, output, public)


def _check_folder(output: Path) -> None:
    """Refuses a folder in which nothing can be written, before anything is recorded."""
    trial = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    put(trial, b"")
    trial.unlink()


def _put(output: Path, text: str, size: int) -> None:
    """A disk may be full by then."""
    try:
        put(output, text.encode())
    except Refusal as refusal:
        how = f"Write it elsewhere: `afi countersign request --again E-{size} -o FILE`."
        raise StoreUnavailable(f"E-{size} is recorded, and its file is not written: {refusal.what}", how) from refusal


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the countersignatures: asked of whom, received from whom, up to which entry, and which are awaited."""
    from commands.published import stated_policy, understood
    from projections.queries.countersignatures import asked, received

    policy, kept = stated_policy(reading), received(reading.views)
    texts = reading.log.texts([row["note"] for row in kept])
    names = {cosigner: name for name, cosigner in policy.witnesses.items()} if policy else {}
    rows: list[Row] = [_asked(row) for row in asked(reading.views)]
    for row in kept:
        note = understood(texts.get(row["note"]), policy)
        by = [{"name": names[each], "at": iso(at)} for each, at in note.by.items()] if note else []
        known = {(each.name, each.key_id) for each in note.by} if note else set()
        others = [line.name for line in note.lines if line[:2] not in known] if note else []
        rows.append(_received(row, by, [name for name in others if name != reading.origin]))
    columns = [
        Column("Entry", "entry"),
        Column("What", "what"),
        Column("Up to", "up_to"),
        Column("When", "on"),
        Column("Who", lambda row: row["who"] or "", wide=True),
    ]
    empty = "No countersignature was asked for. Ask for one: `afi countersign request -o FILE`."
    order = sorted(rows, key=lambda row: entry_number(row["entry"]))
    answer(reading, shown, order, columns, title="Countersignatures", empty=empty)


app.command("add", cls=Command)(add)
app.command("key", cls=Command)(key)
app.command("sign", cls=Command)(sign)


def _asked(row: Row) -> Row:
    what = "asked, awaited" if row["outstanding"] else "asked, answered"
    by_name = {"to": row["to"], "to_name": row["to_name"], "by": [], "by_others": []}
    return {
        "entry": row["entry"], "kind": "asked", "what": what, "up_to": row["up_to"], "on": row["asked_on"],
        "who": row["to_name"], **by_name, "outstanding": row["outstanding"],
    }  # fmt: skip


def _received(row: Row, by: list[Row], others: list[str]) -> Row:
    who = [*(each["name"] for each in by), *(f"{name} (not in the policy)" for name in others)]
    return {
        "entry": row["entry"], "kind": "received", "what": "received", "up_to": row["up_to"], "on": row["received_on"],
        "who": ", ".join(who), "to": None, "to_name": None, "by": by, "by_others": others, "outstanding": False,
    }  # fmt: skip


def _typed(reading: Reading, since: str) -> int:
    old = 0 if since.strip().upper() in ("0", "E-0") else entry_number(since)
    if old > reading.head.size:
        raise Unreadable(f"There is no E-{old} yet.", "Give the last entry that they countersigned, or 0.")
    return old


def _since(reading: Reading, to: str | None) -> int:
    """Up to which entry who is asked has countersigned, as answers to them were recorded."""
    from projections.queries.countersignatures import asked, received

    sizes = {row["size"] for row in received(reading.views)}
    if to:
        sizes &= {entry_number(row["up_to"]) for row in asked(reading.views) if row["to"] == to}
    return max(sizes, default=0)


def _request(reading: Reading, old: int, size: int, public: bytes) -> str:
    from ledger.proofs.bundle import write_consistency
    from ledger.proofs.tree import prove_consistency
    from ledger.published import note_of

    head = reading.log.checkpoint(size)
    assert head is not None  # it was sealed just now
    hashes = prove_consistency(old, size, reading.log.node)
    return write_consistency(old, hashes, note_of(reading.origin, head, public))


def _say_how(reading: Reading, output: Path, public: bytes) -> None:
    from ledger.proofs.note import fingerprint, vkey

    print()
    print_text(f"Send {output} to whoever is to countersign. The first time they also need this line, and should have")
    print_text("its fingerprint from you by another way, such as the telephone or the minutes:")
    print()
    print(vkey(reading.origin, public))
    print_fields([("fingerprint", fingerprint(public))])
