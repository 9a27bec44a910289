"""Checking a proof on a computer with nothing else: no ledger, no memory, only the files, a policy and this program."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from commands.document import content_of
from commands.prove import BEFORE, ENTRY, SUFFIX, TEXTS
from commands.rendering import print_fields, print_text
from ledger.errors import IntegrityBroken, Unreadable
from ledger.proofs import bundle, note
from ledger.proofs.entry import Malformed, parse_entry
from ledger.proofs.policy import Policy, parse_policy
from ledger.proofs.texts import commitments

Row = dict[str, Any]

_LARGEST = 1_000_000
_OLD = "old "
_NOT_CLAIMED = "Not claimed: that what the entry says is true, or that nothing was left out of it."


def is_proof(path: Path) -> bool:
    """Whether a file, by its name or by how it begins, or a folder is one of those that `afi prove` wrote."""
    if path.is_dir():
        return any(path.glob(f"*{SUFFIX}"))
    if path.suffix == SUFFIX or not path.is_file():
        return path.suffix == SUFFIX
    with path.open("rb") as file:
        return file.read(len(bundle.MAGIC)).startswith((bundle.MAGIC.encode(), _OLD.encode()))


def verify_bundle(path: Path, policy_path: Path | None, *, as_json: bool = False) -> None:
    """Checks a proof, or each of a folder, and prints what it proves. ``IntegrityBroken`` where it proves nothing.

    Growth can be checked without a policy by whoever holds both roots, in papers say: then nobody's signature is asked.
    """
    policy = _policy(policy_path) if policy_path else None
    if path.is_dir():
        proofs = sorted(path.glob(f"*{SUFFIX}"), key=lambda each: (len(each.name), each.name))
        told = [_entry(each, policy) for each in proofs]
    else:
        content = _read(path)
        told = [_growth(path, content, policy) if content.startswith(_OLD) else _entry(path, policy)]
    if as_json:
        print(json.dumps({"afi": 1, "proved": True, "proofs": told}, ensure_ascii=False, indent=2))
        return
    for each in told:
        _print(each)
    print_text(_NOT_CLAIMED)


def _policy(path: Path) -> Policy:
    try:
        return parse_policy(content_of(path))
    except ValueError as error:
        raise Unreadable(f"{path} is not a policy: {error}.", "Ask for it again, as a file.") from None


def _entry(path: Path, policy: Policy | None) -> Row:
    """What the proof of one entry proves."""
    if policy is None:
        raise Unreadable(
            "It is not said whose signatures count.",
            "Give the ledger's policy, which you have from somebody you trust: --policy FILE.",
        )
    entry = content_of(path.with_suffix(ENTRY))
    try:
        proof = bundle.parse_proof(_read(path))
    except ValueError as error:
        raise Unreadable(f"{path} is not a proof: {error}.", "Ask for it again, as a file.") from None
    try:
        proved = bundle.check_proof(proof, entry, policy)
    except ValueError as error:
        raise _nothing(path, error) from None
    said, texts = _said(entry), _texts(path.with_suffix(TEXTS), entry)
    return {"file": str(path), "entry": f"E-{proof.index + 1}", **said, **_sealed(proved, policy), "texts": texts}


def _growth(path: Path, text: str, policy: Policy | None) -> Row:
    """What a proof of growth proves."""
    before = content_of(path.with_suffix(BEFORE))
    try:
        growth, old = bundle.parse_consistency(text), note.parse_checkpoint(before)
    except ValueError as error:
        raise Unreadable(f"{path} is not a proof: {error}.", "Ask for it again, as a file.") from None
    try:
        later = bundle.check_consistency_text(growth, old.root)
        if (old.origin, old.size) != (later.origin, growth.old):
            raise ValueError(f"{path.with_suffix(BEFORE)} is of another ledger or another size")
        sealed = _sealed(bundle.check_note(growth.note_text, policy), policy) if policy else _tree(later)
    except ValueError as error:
        raise _nothing(path, error) from None
    return {"file": str(path), "before": f"E-{old.size}", "root_before": old.root.hex(), **sealed}


def _nothing(path: Path, error: ValueError) -> IntegrityBroken:
    return IntegrityBroken(f"{path} proves nothing: {error}.", "Keep it as evidence, and ask for the proof again.")


def _read(path: Path) -> str:
    content = content_of(path)
    try:
        if len(content) <= _LARGEST:
            return content.decode()
    except UnicodeDecodeError:
        pass
    raise Unreadable(f"{path} is not a proof: it is no text, or too long.", "Ask for it again, as a file.")


def _sealed(proved: bundle.Proved, policy: Policy) -> Row:
    names = {cosigner: name for name, cosigner in policy.witnesses.items()}
    by = [{"name": names[each], "at": _iso(at)} for each, at in proved.countersigned.items()]
    return {
        **_tree(proved.checkpoint),
        "signed_by": [note.fingerprint(public) for public in proved.logs],
        "countersigned": by,
        "policy": policy.words(),
    }


def _tree(checkpoint: note.Checkpoint) -> Row:
    return {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}


def _said(entry: bytes) -> Row:
    """What the entry says of itself; less where it is of another format than this program's."""
    try:
        fields = parse_entry(entry)
    except Malformed:
        return {"ref": None, "type": None}
    on = fields["on"]
    return {
        "ref": fields["stream"],
        "type": fields["type"],
        "happened_on": on["from"] if on["from"] == on["to"] else f"{on['from']}/{on['to']}",
        "recorded_at": fields["at"],
        "recorded_by": fields["recorded_by"],
        "said_by": fields["said_by"],
        "data": fields["data"],
    }


def _texts(path: Path, entry: bytes) -> Row:
    """The texts beside a proof, by commitment, if they are those that the entry commits to."""
    if not path.exists():
        return {}
    try:
        found = {committed: _content(each) for committed, each in json.loads(content_of(path)).items()}
        made = {committed.hex() for committed, _ in commitments(entry)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unreadable(f"{path} does not hold the texts of an entry.", "Ask for it again, as a file.") from None
    for committed, (salt, content, _) in found.items():
        if committed not in made or sha256(salt + content).hexdigest() != committed:
            raise IntegrityBroken(
                f"{path} holds a text that is not the one which the entry commits to.",
                "Keep it as evidence, and ask for the proof again.",
            )
    return {committed: shown for committed, (_, _, shown) in found.items()}


def _content(held: Row) -> tuple[bytes, bytes, str]:
    """Salt, content, and how that is shown: a file by its length."""
    salt = bytes.fromhex(held["salt"])
    if "text" in held:
        return salt, held["text"].encode(), held["text"]
    content = b64decode(held["base64"], validate=True)
    return salt, content, f"a file of {len(content):,} bytes"


def _print(told: Row) -> None:
    if "before" in told:
        heading = f"Proved: only added to between {told['before']} and E-{told['size']}"
    else:
        heading = f"Proved: {told['entry']} is one of {told['size']} entries"
    print_text(f"{heading} of {told['origin']}", style="bold")
    print_fields(_facts(told))
    print()


def _facts(told: Row) -> Iterator[tuple[str, Any]]:
    yield "record", told.get("ref")
    yield "stored as", told.get("type")
    yield "happened", told.get("happened_on")
    yield "recorded", f"{told['recorded_at'][:19]} UTC by {told['recorded_by']}" if told.get("recorded_at") else None
    for name, value in told.get("data", {}).items():
        if isinstance(value, str | int):
            yield name.replace("_", " "), value
    for shown in told.get("texts", {}).values():
        yield "text", shown
    if "before" in told:
        yield "root before", f"{told['root_before']} over {told['before'][2:]} entries: compare it with what you hold"
    yield "root", told["root"]
    if "policy" not in told:
        yield "signatures", "not asked about: compare both roots with what you hold, or give --policy FILE"
        return
    yield "signed by", ", ".join(f"key {each}" for each in told["signed_by"])
    for each in told["countersigned"]:
        yield "countersigned", f"{each['name']}, {_day(each['at'])}"
    yield "policy", told["policy"]


def _iso(at: int) -> str | None:
    """When somebody countersigned, in UTC; none where they did not say."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}" if 0 < at < 2**36 else None


def _day(stamp: str | None) -> str:
    return f"{stamp[:10]} {stamp[11:19]} UTC" if stamp else "undated"
