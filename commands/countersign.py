"""Countersign: somebody outside signs that this ledger only grew; asked for, made without a ledger, and kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from commands.base import Command, group
from commands.context import Reading, Writing, entry_number
from commands.countersigner import key, sign, text_in
from commands.files import check_free, put
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer, print_fields, print_text
from ledger.errors import IntegrityBroken, KeyRefused, RuleBroken, Unreadable

if TYPE_CHECKING:
    from ledger.proofs.cosignature import Cosigner
    from ledger.proofs.note import Checkpoint

Row = dict[str, Any]

app = group("Have somebody outside sign that this ledger only grew, or sign that yourself for another.")


@app.command("request", cls=Command)
@records
def request(
    writing: Writing,
    output: Annotated[Path, option("-o", "--output", metavar="FILE", help="The file to send them.")],
    to: Annotated[
        str | None, option("--to", metavar="WHO", help="Who is asked: a post, person or organisation.")
    ] = None,
    since: Annotated[
        str | None,
        option(
            "--from",
            metavar="E-n",
            help="The last entry that they countersigned; 0 for none. Unsaid: as recorded here.",
        ),
    ] = None,
) -> None:
    """Ask for a countersignature: seals everything so far with a key that may publish, and writes what to sign.

    The file holds no entry: the size, the root, and the proof that the ledger only grew since they last signed.
    """
    from commands.published import publisher
    from commands.receipt import print_receipt
    from ledger.events.countersignature import CountersignatureAsked
    from ledger.vocabulary import LEDGER

    check_free(output)
    asked = writing.named(to, "POST", "PER", "ORG") if to else None
    old = _since(writing.reading, since, asked)
    key, saying, event = publisher(writing), writing.saying("today"), CountersignatureAsked(to=asked)
    receipt = writing.recorded(lambda draft: draft.add(event, saying, LEDGER), key)
    if not receipt.dry_run:
        put(output, _request(writing.reading, old, receipt.size, key.public).encode())
    print_receipt(receipt, writing.reading, as_json=writing.said.json)
    if not (writing.said.json or receipt.dry_run):
        _say_how(writing.reading, output, key.public)


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    file: Annotated[Path, argument("FILE", help="The signed note that came back.")],
    witness: Annotated[
        list[str] | None,
        option(
            "--witness", metavar="VKEY", help="Who may have signed it, beside those of the policy. May be repeated."
        ),
    ] = None,
) -> None:
    """Keep a countersignature that came back, once it is found to be of this ledger, by somebody who is known."""
    from commands.document import content_of
    from ledger.events import File
    from ledger.events.countersignature import CountersignatureAdded
    from ledger.vocabulary import LEDGER

    text = text_in(content_of(file), file)
    checkpoint, by = _checked(writing.reading, text, witness or [])
    event, saying = CountersignatureAdded(size=checkpoint.size, note=File(text.encode())), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, LEDGER))
    if not writing.said.json:
        print_fields(("signed by", f"{each.name}, {_moment(at)}") for each, at in by.items())


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
        by = [{"name": names[each], "at": _iso(at)} for each, at in note.by.items()] if note else []
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


def _since(reading: Reading, typed: str | None, to: str | None) -> int:
    """Up to which entry who is asked has countersigned: as typed, or as answers to them were recorded."""
    from projections.queries.countersignatures import asked, received

    if typed:
        old = 0 if typed.strip().upper() in ("0", "E-0") else entry_number(typed)
        if old > reading.head.size:
            raise Unreadable(f"There is no E-{old} yet.", "Give the last entry that they countersigned, or 0.")
        return old
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


def _checked(reading: Reading, text: str, typed: list[str]) -> "tuple[Checkpoint, dict[Cosigner, int]]":
    """What came back, if it is of this ledger's own tree, sealed by its key, and signed by somebody who is known."""
    from commands.published import stated_policy
    from ledger.proofs.bundle import signed_by
    from ledger.proofs.cosignature import countersigned, parse_cosigner
    from ledger.proofs.note import parse_vkey
    from projections.queries.keys import keys

    policy = stated_policy(reading)
    try:
        known = [*(policy.witnesses.values() if policy else ()), *map(parse_cosigner, typed)]
    except ValueError as error:
        raise Unreadable(
            f"That is not a countersigner's key: {error}.", "Copy it from `afi countersign key`."
        ) from None
    ours = [parse_vkey(row["vkey"])[1] for row in keys(reading.views)]
    try:
        checkpoint, by = countersigned(text, known)
        sealed = signed_by(text, ours)
    except ValueError as error:
        raise IntegrityBroken(f"What came back does not hold: {error}.", "Ask for it again.") from None
    _check_ours(reading, checkpoint)
    if not sealed:
        raise KeyRefused("No key of this ledger signed that checkpoint.", "Have them sign the file that was asked for.")
    if not by:
        raise KeyRefused(
            "Nobody whom the policy names countersigned that.",
            "Name who did with --witness VKEY, or state a policy: `afi policy set`.",
        )
    return checkpoint, by


def _check_ours(reading: Reading, checkpoint: "Checkpoint") -> None:
    if checkpoint.origin != reading.origin:
        raise RuleBroken(f"That is of another ledger, {checkpoint.origin}.", "Add it there, with --ledger PATH.")
    if not 0 < checkpoint.size <= reading.head.size or reading.log.root(checkpoint.size) != checkpoint.root:
        raise IntegrityBroken(
            f"They countersigned {checkpoint.size} entries that are not the first of this ledger.",
            "Keep the note as evidence, and run `afi verify`: this ledger, or the one that they saw, was rewritten.",
        )


def _iso(at: int) -> str | None:
    """When somebody signed, in UTC; none where they did not say."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}" if 0 < at < 2**36 else None


def _moment(at: int) -> str:
    from projections.queries.words import uk_moment

    stamp = _iso(at)
    return uk_moment(stamp) if stamp else "undated"
