"""Verify: recompute everything that can be recomputed, say what is wrong and where, and what is not protected."""

import json as encoder
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.context import FILE, find_ledger
from commands.options import LedgerPath
from commands.parameters import argument, option
from commands.rendering import print_fields, print_text
from ledger.errors import IntegrityBroken, Refusal, Unreadable
from ledger.vocabulary import Right
from projections.queries.words import counted

if TYPE_CHECKING:
    from ledger.proofs.evidence import Evidence
    from ledger.proofs.policy import Policy
    from ledger.proofs.verdict import Finding, Met, Protection, Verdict
    from ledger.stores.log import Log

#: What else to do about a finding than to keep the file and compare it with others.
_DO = {
    "cut": "Look for the newer copy. If there is none left: `afi succeed`.",
    "fork": "Find out who has the other copy, and which of the two boards and papers have seen.",
    "first-key": "Compare the digits with the minutes again. If they differ, this is another ledger.",
    "file": "Look for a copy or a backup that is sound, and compare it with this one.",
    "text-kept": "`afi erase finish` takes it out of this file.",
    "text-missing": "A backup may have it. Nothing says that it was erased.",
    "policy": "Ask for what is missing: `afi countersign request`.",
}


def verify(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        argument("PATH", help="A ledger, or a proof that `afi prove` wrote. Unsaid: your ledger.", show_default=False),
    ] = None,
    policy: Annotated[
        Path | None,
        option("--policy", metavar="FILE", help="Whose countersignatures you want, and how many (a tlog-policy)."),
    ] = None,
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
    from commands.proving import is_proof, verify_bundle

    if path and not (path / FILE).is_file() and is_proof(path):
        verify_bundle(path, policy, as_json=json)
        return
    there = find_ledger(str(path) if path else ledger or ctx.obj)
    expected = fingerprint.replace(" ", "").lower()
    if expected and not re.fullmatch("[0-9a-f]{64}", expected):
        raise Unreadable(
            "That is not the fingerprint of a key.", "Give all 64 hex digits, as they stand in the minutes."
        )
    verdict = _audit(there, expected or None, policy)
    if json:
        print(encoder.dumps(_document(verdict), ensure_ascii=False, indent=2))
    else:
        _print(there, verdict)
    if not verdict.sound:
        raise _broken(there, verdict)


def _broken(path: Path, verdict: "Verdict") -> IntegrityBroken:
    count = len(verdict.findings) + sum(verdict.more.values())
    if all(finding.kind == "policy" for finding in verdict.findings):
        return IntegrityBroken(
            f"{path} is whole, but not countersigned as the policy asks.",
            "`afi countersign request` writes what is to be signed; `afi countersign add` keeps what comes back.",
        )
    return IntegrityBroken(
        f"{path} is not whole: {count} {'things are' if count > 1 else 'thing is'} wrong with it.",
        "Write nothing to it. Keep this file as evidence, and compare it with other copies and printed roots.",
    )


def _audit(path: Path, first_key: str | None, policy: Path | None) -> "Verdict":
    """The verdict; what was found sound, and extends what this terminal remembers, is remembered."""
    from ledger.codec import understand
    from ledger.memory import Seen, recall, remember
    from ledger.proofs.audit import audit
    from ledger.proofs.verifying import Processors
    from ledger.stores.evidence import open_evidence

    asked = _policy(policy) if policy else None
    with _progress() as (begin, progress), Processors() as processors, open_evidence(path) as evidence:
        begin(evidence.size())
        origin = _origin(evidence)
        seen = recall(origin) if origin else None
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
        verdict = audit(
            evidence,
            memory=(seen.size, seen.root) if seen else None,
            first_key=first_key,
            now=now,
            verify=processors,
            share=processors.share,
            understand=understand,
            policy=asked,
            progress=progress,
        )
    # A policy that is not met says nothing against what is there.
    if verdict.root and all(finding.kind == "policy" for finding in verdict.findings):
        remember(Seen(verdict.origin, verdict.size, verdict.root))
    return verdict


def _policy(path: Path) -> "Policy":
    from ledger.given import content_of
    from ledger.proofs.policy import MAX_BYTES, parse_policy

    try:
        return parse_policy(content_of(path, MAX_BYTES))
    except ValueError as error:
        raise Unreadable(f"{path} is not a policy: {error}.", "Ask for it again, as a file.") from None


@contextmanager
def _progress() -> "Iterator[tuple[Callable[[int], None], Callable[[int], None]]]":
    """Told how many entries there are, and then how many were gone through, it says so where a terminal is watched."""
    total, shown, watched = 0, "", sys.stderr.isatty()

    def show(text: str) -> None:
        nonlocal shown
        if watched:
            print(f"\r{text:<{len(shown)}}", end="", file=sys.stderr, flush=True)
            shown = text

    def begin(entries: int) -> None:
        nonlocal total
        total = entries

    show("Checking the file…")
    try:
        yield begin, lambda entries: show(f"Checking entries: {entries:,} of {total:,}")
    finally:
        show("")
        show("")  # the second takes the cursor back to the start of an empty line


def _origin(evidence: "Evidence") -> str | None:
    """The origin that entry 1 states, if it states one that this terminal could remember."""
    from ledger.home import origin_file_name
    from ledger.proofs.entry import Malformed, parse_entry

    for row in next(iter(evidence.pages()), ()):
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
        _print_finding(finding, verdict.protected)
    for kind, count in verdict.more.items():
        print(f"  {kind}: {count} more of that kind\n")
    print_fields(_facts(verdict, _people(path, verdict)))
    print("\nNot protected:")
    print_fields(("-", statement) for statement in verdict.unprotected)


def _people(path: Path, verdict: "Verdict") -> dict[str, str]:
    """What those who signed are called, by the log itself: read models are not made to verify it."""
    from ledger.stores.log import Log

    if not verdict.sound:
        return {}  # nothing of a ledger that is not to be believed
    with suppress(Refusal), closing(Log.open(path)) as log:
        return {signer.person: _name(log, signer.person) for signer in verdict.signers}
    return {}


def _name(log: "Log", person: str) -> str:
    """As it was added, or last corrected; the reference where it was erased."""
    *_, added = (row for row in log.of_stream(person) if row.type == "person.added")
    name = encoder.loads(added.stored)["data"]["name"]["prose"]
    text = log.texts([name]).get(name)
    return text.decode() if text else person


def _facts(verdict: "Verdict", people: dict[str, str]) -> Iterator[tuple[str, str]]:
    counts = verdict.counts
    yield "origin", verdict.origin
    yield "first key", verdict.first_key
    if verdict.root:
        yield "root", f"{verdict.root.hex()} over {_entries(verdict.size)}"
    yield "signatures", f"{counts.signatures} of {counted(counts.checkpoints, 'checkpoint')} verified"
    erased = f"; {counts.texts_erased} erased, with an entry that says so" if counts.texts_erased else ""
    yield "texts", f"{counts.texts_kept} match what the entries commit to{erased}"
    for each in verdict.protected:
        yield "outside", f"countersigned {_countersigned(each)}, key {each.key[:16]}…"
    if verdict.met:
        yield "policy", _met(verdict.met)
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


def _countersigned(each: "Protection") -> str:
    return f"up to E-{each.size} by {each.name}{f' on {each.at}' if each.at else ''}"


def _met(met: "Met") -> str:
    if met.nobody:
        return met.words
    return f"met up to E-{met.size}: {met.words}" if met.size else f"not met: {met.words}"


def _print_finding(finding: "Finding", protected: "Sequence[Protection]") -> None:
    from ledger.proofs.verdict import KINDS

    until = f" to E-{finding.until}" if finding.until not in (None, finding.position) else ""
    where = [f"E-{finding.position}{until}"] if finding.position else []
    where += [part for part in (finding.reference, finding.column) if part]
    fields = [("what", finding.what), ("where", ", ".join(where)), ("still whole up to", _held(finding))]
    before = [each for each in protected if finding.position and each.size < finding.position]
    fields += [("countersigned", _countersigned(each)) for each in before]
    print_text(f"WRONG {finding.kind}: {KINDS[finding.kind]}", indent="      ", first="")
    print_fields([*fields, *([("what to do", _DO[finding.kind])] if finding.kind in _DO else [])])
    print()


def _held(finding: "Finding") -> str:
    held = finding.held
    return f"E-{held.size}, sealed {held.at[:19]} UTC" if held else "no checkpoint before it"


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
        "protected": [
            {"entry": f"E-{each.size}", "name": each.name, "on": each.at, "key": each.key, "known": each.known}
            for each in verdict.protected
        ],
        "policy": _policy_met(verdict.met),
        "signers": [signer._asdict() for signer in verdict.signers],
        "not_protected": list(verdict.unprotected),
    }


def _policy_met(met: "Met | None") -> dict[str, Any] | None:
    if met is None:
        return None
    return {"words": met.words, "met": met.nobody or met.size > 0, "entry": f"E-{met.size}" if met.size else None}


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
