"""Checking a proof on a computer with nothing else: no ledger, no memory, only the files, a policy and this program."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from commands.prove import BEFORE, DOUBT, ENTRY, SUFFIX, TEXTS
from commands.rendering import print_fields, print_text
from ledger.errors import IntegrityBroken, Refusal, RuleBroken, Unreadable
from ledger.given import content_of
from ledger.proofs import bundle, note
from ledger.proofs.entry import LARGEST, Malformed, parse_entry
from ledger.proofs.policy import MAX_BYTES, Policy, parse_policy
from ledger.proofs.texts import commitments

Row = dict[str, Any]

_LARGEST, _LARGEST_TEXTS = 1_000_000, 200_000_000
_OLD = "old "
_NOT_CLAIMED = (
    "Not claimed: that what the entry says is true, or that nothing was left out of it. Were the key that sealed it "
    "revoked later, as stolen, that would not be seen here: the whole ledger's `afi verify` shows it."
)
_OF_GROWTH = "Not claimed: that what any entry says is true."
_DOUBT = re.compile(re.escape(DOUBT).replace(r"\{\}", "[1-9][0-9]{0,18}"))


def is_proof(path: Path) -> bool:
    """Whether a file, by its name or by how it begins, or a folder is one of those that `afi prove` wrote."""
    if path.is_dir():
        return any(path.glob(f"*{SUFFIX}"))
    if path.suffix == SUFFIX or not path.is_file():
        return path.suffix == SUFFIX
    with path.open("rb") as file:
        return file.read(len(bundle.MAGIC)).startswith((bundle.MAGIC.encode(), _OLD.encode()))


def verify_bundle(path: Path, policy_path: Path | None, *, as_json: bool = False) -> None:
    """Checks a proof, or each of a folder, and prints what it proves. A refusal where it proves nothing, or not yet.

    Growth can be checked without a policy by whoever holds both roots, in papers say: then nobody's signature is asked.
    """
    try:
        told = _checked(path, policy_path)
    except (IntegrityBroken, RuleBroken) as refusal:
        if as_json:
            _print_json(proved=False, what=refusal.what, remedy=refusal.remedy, proofs=[])
        raise
    if as_json:
        _print_json(proved=True, what=None, remedy=None, proofs=told)
        return
    for each in told:
        _print(each)
    print_text(_OF_GROWTH if "before" in told[0] else _NOT_CLAIMED)


def _print_json(*, proved: bool, **said: Any) -> None:
    body = {"afi": 1, "sound": proved, "proved": proved, "withheld": 0, **said}
    print(json.dumps(body, ensure_ascii=False, indent=2))


def _checked(path: Path, policy_path: Path | None) -> list[Row]:
    """What each of the proofs there proves."""
    policy = _policy(policy_path) if policy_path else None
    if path.is_dir():
        proofs = sorted(path.glob(f"*{SUFFIX}"), key=lambda each: (len(each.name), each.name))
        return [_entry(each, policy) for each in proofs]
    content = _read(path)
    return [_growth(path, content, policy) if content.startswith(_OLD) else _entry(path, policy)]


def _policy(path: Path) -> Policy:
    try:
        return parse_policy(content_of(path, MAX_BYTES))
    except ValueError as error:
        raise Unreadable(f"{path} is not a policy: {error}.", "Ask for it again, as a file.") from None


def _entry(path: Path, policy: Policy | None) -> Row:
    """What the proof of one entry proves."""
    if policy is None:
        raise Unreadable(
            "It is not said whose signatures count.",
            "Give a policy that you have from somebody you trust: --policy FILE. The shortest has two lines: "
            '"log" and the key of the ledger, then "quorum none".',
        )
    entry = content_of(path.with_suffix(ENTRY), LARGEST)
    try:
        proof = bundle.parse_proof(_read(path))
    except ValueError as error:
        raise Unreadable(f"{path} is not a proof: {error}.", "Ask for it again, as a file.") from None
    try:
        proved = bundle.check_proof(proof, entry, policy)
    except ValueError as error:
        raise _nothing(path, error) from None
    texts = _texts(path.with_suffix(TEXTS), entry)
    return {
        "file": str(path),
        "entry": f"E-{proof.place + 1}",
        **_said(entry),
        **_sealed(proved, policy),
        "texts": texts,
        "texts_missing": len({committed for committed, _ in commitments(entry)}) - len(texts),
        "doubt": _doubt(proof.extra),
    }


def _doubt(extra: bytes | None) -> str | None:
    """What whoever made the proof adds about the entry's author, if that is all they add: nobody signed it."""
    said = (extra or b"").decode("ascii", "replace")
    return said if _DOUBT.fullmatch(said) else None


def _growth(path: Path, text: str, policy: Policy | None) -> Row:
    """What a proof of growth proves."""
    before = content_of(path.with_suffix(BEFORE), _LARGEST)
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


def _nothing(path: Path, error: ValueError) -> Refusal:
    """Data that is wrong is evidence; what is not countersigned yet, or has another ledger's policy, is not."""
    if isinstance(error, bundle.NotYetMet):
        return RuleBroken(
            f"{path} is not countersigned by enough yet: {error}.",
            "Wait for the next countersignature, then ask for the proof again.",
        )
    if isinstance(error, bundle.OtherLog):
        return RuleBroken(f"That policy is of another ledger: {error}.", "Give the policy of this one: --policy FILE.")
    return IntegrityBroken(f"{path} proves nothing: {error}.", "Keep it as evidence, and ask for the proof again.")


def _read(path: Path) -> str:
    try:
        return content_of(path, _LARGEST).decode()
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is not a proof: it is no text.", "Ask for it again, as a file.") from None


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
        "assumed": "assumed" in on,
        "recorded_at": fields["at"],
        "recorded_by": fields["recorded_by"],
        "said_by": fields["said_by"],
        "data": fields["data"],
        "text_names": dict(_names(fields["data"], "text")) | dict(_names(on, "happened, in words")),
    }


def _names(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Each commitment in a part of an entry, and the name of the field that makes it."""
    if isinstance(value, list):
        for each in value:
            yield from _names(each, name)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in ("prose", "file") and isinstance(inner, str):
                yield inner, name
            else:
                yield from _names(inner, name if key == "words" else key.replace("_", " "))


def _texts(path: Path, entry: bytes) -> Row:
    """The texts beside a proof, by commitment, if they are those that the entry commits to."""
    if not path.exists():
        return {}
    try:
        found = {committed: _content(each) for committed, each in json.loads(content_of(path, _LARGEST_TEXTS)).items()}
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
        how = "Proved" if "policy" in told else "The roots agree"
        heading = f"{how}: only added to between {told['before']} and E-{told['size']}"
    else:
        heading = f"Proved: {told['entry']} is one of {told['size']} entries"
    print_text(f"{heading} of {told['origin']}", style="bold")
    print_fields(_facts(told))
    print()


def _facts(told: Row) -> Iterator[tuple[str, Any]]:
    yield "record", told.get("ref")
    yield "stored as", told.get("type")
    yield "happened", f"{told['happened_on']}{' (assumed)' if told['assumed'] else ''}" if told.get("type") else None
    yield "recorded", f"{told['recorded_at'][:19]} UTC by {told['recorded_by']}" if told.get("recorded_at") else None
    for name, value in told.get("data", {}).items():
        if isinstance(value, str | int):
            yield name.replace("_", " "), value
    for committed, shown in told.get("texts", {}).items():
        yield told.get("text_names", {}).get(committed, "text"), shown
    if told.get("texts_missing"):
        yield "texts", f"{told['texts_missing']} not shown: the entry commits to more than lies beside the proof"
    if told.get("doubt"):
        yield "unchecked", f"whoever made the proof adds: {told['doubt']}"
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
