"""What this ledger shows outsiders: the keys that speak for it, its policy, its checkpoint with countersignatures."""

from typing import TYPE_CHECKING, NamedTuple

from commands.context import Reading, Writing
from ledger.errors import KeyRefused, RuleBroken
from ledger.proofs.cosignature import Cosigner, countersigned
from ledger.proofs.note import MAX_SIGNATURES, Checkpoint, Signature, parse_note, parse_vkey, signature_line
from ledger.proofs.policy import Policy, parse_policy
from ledger.published import at_least, first_from, note_of
from ledger.vocabulary import LEDGER, Right
from projections.queries.keys import keys
from projections.queries.names import Names

if TYPE_CHECKING:
    from ledger.keyring import Key


def speakers(reading: Reading) -> dict[str, bytes]:
    """The active keys with the right to publish: each public key by its fingerprint, in the order of enrolment."""
    return {
        str(row["fingerprint"]): parse_vkey(row["vkey"])[1]
        for row in keys(reading.views)
        if row["status"] == "active" and Right.PUBLISH in row["rights"]
    }


def publisher(writing: Writing) -> "Key":
    """The key on this computer that may publish, of the person of --as where that is given."""
    from ledger import keyring

    origin, may = writing.reading.origin, speakers(writing.reading)
    person = writing.named(writing.said.as_, "PER") if writing.said.as_ else None
    whose = {row["fingerprint"]: row["person"] for row in keys(writing.reading.views)}
    fit = [key for key in keyring.keys(origin) if key.fingerprint in may and person in (None, whose[key.fingerprint])]
    if not fit:
        raise KeyRefused(
            "You have no key on this computer that may publish" + (f" as {person}." if person else "."),
            "Ask somebody who has one to do it; `afi keys list` shows who may.",
        )
    return keyring.load(origin, max((key.fingerprint for key in fit), key=list(may).index))


def policy_file(reading: Reading) -> bytes | None:
    """The policy that is stated, as it is kept; none where there is none, or where it was erased."""
    stated = (Names(reading.views).body(LEDGER) or {}).get("policy")
    return reading.log.texts([stated["file"]]).get(stated["file"]) if stated else None


def stated_policy(reading: Reading) -> Policy | None:
    """The policy that is stated. A refusal where another program stated what is none."""
    content = policy_file(reading)
    try:
        return parse_policy(content) if content is not None else None
    except ValueError as error:
        raise RuleBroken(
            f"The policy that is stated cannot be read: {error}.", "State another: `afi policy set`."
        ) from error


class Kept(NamedTuple):
    """A countersigned note that came back: its checkpoint, its lines, and who of the policy signed it when."""

    checkpoint: Checkpoint
    lines: list[Signature]
    by: dict[Cosigner, int]


def understood(content: bytes | None, policy: Policy | None) -> Kept | None:
    """A note that is kept; none where it was erased, or does not hold."""
    try:
        text = (content or b"").decode()
        checkpoint, by = countersigned(text, policy.witnesses.values() if policy else ())
        return Kept(checkpoint, parse_note(text)[1], by)
    except ValueError:
        return None


def checkpoint_note(reading: Reading, least: int) -> str:
    """The signed note that shows outsiders at least the first ``least`` entries, with every countersignature of it.

    Of several, one that meets the policy, or else has countersignatures, goes before a newer one: a proof is worth
    what its signatures are. A refusal where no key that may publish has sealed so many entries.
    """
    may, policy = speakers(reading), stated_policy(reading)
    newest, kept = at_least(reading.log, list(may), least).size, _kept(reading, policy)
    sizes = {newest, *(each.checkpoint.size for each in kept if each.checkpoint.size >= least)}
    found = [_joined(reading, may, size, kept) for size in sizes]
    _, _, text = max((_worth(each, policy), each.size, each.text) for each in found if each)
    return text


def note_from(reading: Reading, size: int) -> str:
    """The signed note of the earliest checkpoint that shows outsiders so many entries, with what came back of it."""
    may = speakers(reading)
    found = _joined(reading, may, first_from(reading.log, list(may), size).size, _kept(reading, stated_policy(reading)))
    assert found is not None  # one of these keys sealed it
    return found.text


class _Joined(NamedTuple):
    """The ledger's own note of a size, with the lines of all that were kept of it."""

    size: int
    by: frozenset[Cosigner]
    text: str


def _joined(reading: Reading, may: dict[str, bytes], size: int, kept: list[Kept]) -> _Joined | None:
    """None where no key that may publish has sealed that size."""
    head = reading.log.checkpoint(size)
    if head is None or head.key.hex() not in may:
        return None
    same = [each for each in kept if each.checkpoint == Checkpoint(reading.origin, size, head.root)]
    own = note_of(reading.origin, head, may[head.key.hex()])
    [ours] = parse_note(own)[1]
    # The log's own line is not taken from what came back: were it another, it would spoil the note.
    others = [line for each in same for line in each.lines if line[:2] != ours[:2]]
    lines = list(dict.fromkeys(others))[: MAX_SIGNATURES - 1]
    return _Joined(size, frozenset(one for each in same for one in each.by), own + "".join(map(signature_line, lines)))


def _kept(reading: Reading, policy: Policy | None) -> list[Kept]:
    stated = (Names(reading.views).body(LEDGER) or {}).get("countersignatures", ())
    texts = reading.log.texts([each["note"] for each in stated])
    return list(filter(None, (understood(texts.get(each["note"]), policy) for each in stated)))


def _worth(joined: _Joined, policy: Policy | None) -> int:
    """2 where the policy is met, 1 where somebody has countersigned, else 0."""
    return 2 if policy and joined.by and policy.met(joined.by) else int(joined.text.count("\n— ") > 1)
