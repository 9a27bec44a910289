"""Keeping a countersignature that came back: of this ledger only, by somebody who is known, and not kept yet."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from commands.context import Reading, Writing
from commands.countersigner import text_in
from commands.options import records
from commands.parameters import argument, option
from commands.rendering import print_fields
from ledger.errors import AlreadyThere, IntegrityBroken, KeyRefused, RuleBroken, Unreadable

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.proofs.cosignature import Cosigner
    from ledger.proofs.note import Checkpoint
    from ledger.proofs.policy import Policy


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
    from commands.published import stated_policy
    from ledger.events import File
    from ledger.events.countersignature import CountersignatureAdded
    from ledger.vocabulary import LEDGER

    text, policy = text_in(file), stated_policy(writing.reading)
    checkpoint, by = _checked(writing.reading, policy, text, witness or [])
    event, saying = CountersignatureAdded(size=checkpoint.size, note=File(text.encode())), writing.saying("today")

    def plan(draft: "Draft") -> None:
        _check_new(writing.reading, policy, text)
        draft.add(event, saying, LEDGER)

    writing.record(plan)
    if not writing.said.json:
        names = {cosigner: name for name, cosigner in policy.witnesses.items()} if policy else {}
        print_fields(("signed by", f"{_named(each, names)}, {_moment(at)}") for each, at in by.items())


def _named(cosigner: "Cosigner", names: Mapping["Cosigner", str]) -> str:
    outside = f"{cosigner.name} (not in the policy: it counts once a policy names it)"
    return names.get(cosigner, outside)


def _check_new(reading: Reading, policy: "Policy | None", text: str) -> None:
    """Refuses a note of which every signature is kept already."""
    from commands.published import kept
    from ledger.proofs.note import parse_note
    from projections.queries.countersignatures import received

    body, lines = parse_note(text)
    same = {commitment: note for commitment, note in kept(reading, policy) if note.checkpoint.body() == body}
    if {line for note in same.values() for line in note.lines}.issuperset(lines):
        where = next(row["entry"] for row in received(reading.views) if row["note"] in same)
        raise AlreadyThere(f"That countersignature is kept already, as {where}.", "There is nothing to do.")


def _checked(
    reading: Reading, policy: "Policy | None", text: str, typed: list[str]
) -> "tuple[Checkpoint, dict[Cosigner, int]]":
    """What came back, if it is of this ledger's own tree, sealed by its key, and signed by somebody who is known."""
    from ledger.proofs.bundle import signed_by
    from ledger.proofs.cosignature import countersigned, parse_cosigner
    from ledger.proofs.note import parse_vkey
    from projections.queries.keys import keys

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


def iso(at: int) -> str | None:
    """When somebody signed, in UTC; none where they did not say."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}" if 0 < at < 2**36 else None


def _moment(at: int) -> str:
    from projections.queries.words import uk_moment

    stamp = iso(at)
    return uk_moment(stamp) if stamp else "undated"
