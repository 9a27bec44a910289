"""Verify: recompute everything that can be recomputed, say what is wrong and where, and what is not protected."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import Reading, find_ledger
from commands.options import LedgerPath
from commands.parameters import option
from commands.rendering import print_fields, print_text
from ledger.errors import IntegrityBroken, Refusal, Unreadable
from ledger.vocabulary import Right
from projections.queries.words import counted

if TYPE_CHECKING:
    from ledger.proofs.evidence import Evidence
    from ledger.proofs.verdict import Finding, Verdict


def verify(
    ctx: typer.Context,
    fingerprint: Annotated[
        str, option("--fingerprint", metavar="HEX", help="The first key's, as printed in the board's minutes.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
    ledger: LedgerPath = "",
) -> None:
    """Check the whole ledger, without changing it: entries, tree, batches, every signature, and the texts.

    The origin is the ledger's own name, which no other has. What one command recorded is a batch; a checkpoint seals
    it, signed by who recorded it, and states the root: 64 digits that anything changed in any entry would change.
    """
    path = find_ledger(ledger or ctx.obj)
    expected = fingerprint.replace(" ", "").lower()
    if expected and not re.fullmatch("[0-9a-f]{64}", expected):
        raise Unreadable(
            "That is not the fingerprint of a key.", "Give all 64 hex digits, as they stand in the minutes."
        )
    verdict = _audit(path, expected or None)
    if json:
        import json as encoder

        print(encoder.dumps(_document(verdict), ensure_ascii=False, indent=2))
    else:
        _print(path, verdict)
    if not verdict.sound:
        count = len(verdict.findings) + sum(verdict.more.values())
        raise IntegrityBroken(
            f"{path} is not whole: {count} {'things are' if count > 1 else 'thing is'} wrong with it.",
            "Write nothing to it. Keep this file as evidence, and compare it with other copies and printed roots.",
        )


def _audit(path: Path, first_key: str | None) -> "Verdict":
    """The verdict; what was found sound, and extends what this terminal remembers, is remembered."""
    from ledger.codec import understand
    from ledger.memory import Seen, recall, remember
    from ledger.proofs.audit import audit
    from ledger.stores.evidence import open_evidence

    with open_evidence(path) as evidence:
        origin = _origin(evidence)
        seen = recall(origin) if origin else None
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
        verdict = audit(
            evidence,
            memory=(seen.size, seen.root) if seen else None,
            first_key=first_key,
            now=now,
            understand=understand,
        )
    if verdict.sound and verdict.root:
        remember(Seen(verdict.origin, verdict.size, verdict.root))
    return verdict


def _origin(evidence: "Evidence") -> str | None:
    """The origin that entry 1 states, if it states one that this terminal could remember."""
    from ledger.home import origin_file_name
    from ledger.proofs.entry import Malformed, parse_entry

    for row in evidence.entries():
        try:
            stored = row.stored if isinstance(row.stored, bytes) else b""
            return origin_file_name(str(parse_entry(stored)["data"].get("origin")))
        except (Malformed, Unreadable):
            return None
    return None


def _print(path: Path, verdict: "Verdict") -> None:
    counts = verdict.counts
    print_text(f"{path}{'  (FICTITIOUS)' if verdict.fictitious else ''}", style="bold")
    print()
    if verdict.sound:
        many = f"{_entries(counts.entries)} in {_batches(counts.batches)}"
        print_text(f"Whole: {many}, each sealed by the key that it names.")
        print()
    for finding in verdict.findings:
        _print_finding(finding)
    for kind, count in verdict.more.items():
        print(f"  {kind}: {count} more of that kind\n")
    print_fields(_facts(verdict, _people(path, verdict)))
    print("\nNot protected:")
    print_fields(("-", statement) for statement in verdict.unprotected)


def _people(path: Path, verdict: "Verdict") -> dict[str, str]:
    """What those who signed are called; nothing of a ledger that cannot be read, or is not to be believed."""
    from projections.queries.names import Names

    if not verdict.sound:
        return {}
    with suppress(Refusal), Reading.open(str(path)) as reading:
        names = Names(reading.views)
        return {signer.person: names.of(signer.person) for signer in verdict.signers}
    return {}


def _facts(verdict: "Verdict", people: dict[str, str]) -> Iterator[tuple[str, str]]:
    counts = verdict.counts
    yield "origin", verdict.origin
    yield "first key", verdict.first_key
    if verdict.root:
        yield "root", f"{verdict.root.hex()} over {_entries(verdict.size)}"
    yield "signatures", f"{counts.signatures} of {counted(counts.checkpoints, 'checkpoint')} verified"
    yield "texts", f"{counts.texts_kept} match what the entries commit to"
    if counts.before:
        earlier = counted(counts.before, "entry is", "entries are")
        yield "earlier days", f"{earlier} of days before the ledger's first"
    for signer in verdict.signers:
        name = people.get(signer.person, signer.person)
        person = name if name == signer.person else f"{name} ({signer.person})"
        # The one key that a ledger can begin with beside the keeper's.
        recovery = " (recovery key)" if signer.since == 1 and signer.rights == (Right.ENROL,) else ""
        yield "signed by", f"{person}: {_batches(signer.batches)}, key {signer.fingerprint[:16]}…{recovery}"
    for remark in verdict.remarks:
        yield "remark", remark.what


def _entries(number: int) -> str:
    return counted(number, "entry", "entries")


def _batches(number: int) -> str:
    return counted(number, "batch", "batches")


def _print_finding(finding: "Finding") -> None:
    from ledger.proofs.verdict import KINDS

    where = [f"E-{finding.position}" + (f" to E-{finding.until}" if finding.until else "")] if finding.position else []
    where += [part for part in (finding.reference, finding.column) if part]
    held = f"E-{finding.held.size}, sealed {finding.held.at[:19]} UTC" if finding.held else "no checkpoint before it"
    print_text(f"WRONG {finding.kind}: {KINDS[finding.kind]}", indent="      ", first="")
    print_fields([("what", finding.what), ("where", ", ".join(where)), ("still whole up to", held)])
    print()


def _document(verdict: "Verdict") -> dict[str, Any]:
    return {
        "afi": 1,
        "origin": verdict.origin,
        "fictitious": verdict.fictitious,
        "as_of": f"E-{verdict.size}",
        "sound": verdict.sound,
        "root": verdict.root.hex() if verdict.root else None,
        "first_key": verdict.first_key,
        "counts": {name: getattr(verdict.counts, name) for name in verdict.counts.__slots__},
        "findings": [_finding(finding) for finding in verdict.findings],
        "remarks": [_finding(remark) for remark in verdict.remarks],
        "more": verdict.more,
        "signers": [signer._asdict() for signer in verdict.signers],
        "not_protected": list(verdict.unprotected),
    }


def _finding(finding: "Finding") -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "what": finding.what,
        "entry": f"E-{finding.position}" if finding.position else None,
        "until": f"E-{finding.until}" if finding.until else None,
        "ref": finding.reference,
        "column": finding.column,
        "held": finding.held._asdict() if finding.held else None,
    }
