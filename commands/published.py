"""What this ledger shows outsiders: the keys that speak for it, its policy, its checkpoint with countersignatures."""

from typing import TYPE_CHECKING, Any, NamedTuple

from commands.context import Reading, Writing
from ledger.errors import KeyRefused, RuleBroken
from ledger.proofs.cosignature import Cosigner, countersigned
from ledger.proofs.note import MAX_SIGNATURES, Checkpoint, Signature, parse_note, parse_vkey, signature_line
from ledger.proofs.policy import Policy, parse_policy
from ledger.published import EVER, at_least, first_from, note_of, published
from ledger.vocabulary import LEDGER, Right
from projections.queries.keys import keys
from projections.queries.names import Names
from projections.queries.words import listed

if TYPE_CHECKING:
    from ledger.keyring import Key


#: What a key needs in order to speak for the ledger: it publishes by recording.
_SPEAKS = {Right.RECORD, Right.PUBLISH}
_SINCE = "SELECT max(position) FROM change WHERE ref = ? AND field = ?"


def speakers(reading: Reading) -> dict[str, bytes]:
    """The active keys that may publish: each public key by its fingerprint, in the order of enrolment."""
    return {fingerprint: voice.public for fingerprint, voice in voices(reading).items() if voice.until == EVER}


class Voice(NamedTuple):
    """A key that speaks for the ledger or did, and up to which entry what it sealed counts."""

    public: bytes
    until: int


def voices(reading: Reading) -> dict[str, Voice]:
    """The keys that may publish, and those that could until they were retired or revoked."""
    rows = [row for row in keys(reading.views) if _SPEAKS.issubset(row["rights"])]
    return {row["fingerprint"]: Voice(parse_vkey(row["vkey"])[1], _until(reading, row)) for row in rows}


def _until(reading: Reading, row: dict[str, Any]) -> int:
    if row["status"] != "retired":
        return EVER if row["status"] == "active" else int(row["revoked_after"])
    [[retired]] = reading.views.query(_SINCE, (LEDGER, f"key.{row['fingerprint']}"))
    return int(retired)


def unnamed(reading: Reading) -> list[str]:
    """The keys that speak for the ledger and that its policy does not name: it was stated before they were enrolled."""
    policy = stated_policy(reading)
    named = policy.keys_of(reading.origin) if policy else speakers(reading).values()
    return [fingerprint for fingerprint, public in speakers(reading).items() if public not in named]


def unnamed_words(found: list[str]) -> str:
    """What to do where the policy does not name these keys."""
    which = listed([f"{fingerprint[:16]}…" for fingerprint in found])
    return (
        f"The policy does not name {which}, so what is sealed with it does not meet the policy. State it again with "
        "`afi policy set`, and have whoever countersigns trust the new key once: `afi countersign sign --log VKEY`."
    )


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


class Sealed(NamedTuple):
    """A signed note that outsiders are shown, who of the policy countersigned it, and what it is worth."""

    checkpoint: Checkpoint
    text: str
    by: frozenset[Cosigner]
    named: bool  # the policy names the key that sealed it; so too where none is stated
    met: bool | None  # none where no policy is stated
    demand: str | None  # the policy in words

    @property
    def countersignatures(self) -> int:
        """How many lines are under it beside the ledger's own."""
        return len(parse_note(self.text)[1]) - 1

    @property
    def worth(self) -> tuple[bool, bool, bool, int]:
        """What goes before what."""
        return bool(self.met), self.named, self.countersignatures > 0, self.checkpoint.size


class Showing:
    """What this ledger can show outsiders: worked out once, asked for each entry."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.policy = stated_policy(reading)
        self._kept = _kept(reading, self.policy)
        self._voices = voices(reading)
        self._spoke = {fingerprint: voice.until for fingerprint, voice in self._voices.items()}
        of_policy = self.policy.keys_of(reading.origin) if self.policy else None
        self._named = {
            fingerprint: voice.until
            for fingerprint, voice in self._voices.items()
            if of_policy is None or voice.public in of_policy
        }
        self._found: dict[int, Sealed | None] = {}

    def of(self, least: int) -> Sealed:
        """What shows at least the first ``least`` entries.

        One that meets the policy goes before others, then one by a key that the policy names, one that has
        countersignatures, a newer one: a proof is worth what its signatures are. A refusal where no key that speaks
        for the ledger has sealed so many entries.
        """
        log = self._reading.log
        newest, named = at_least(log, self._spoke, least), published(log, self._named)
        sizes = {newest.size, *([named.size] if named else []), *(each.checkpoint.size for each in self._kept)}
        found = (self._at(size) for size in sizes if size >= least)
        return max((each for each in found if each), key=lambda each: each.worth)

    def since(self, size: int) -> Sealed:
        """The earliest that shows so many entries, by a key that the policy names if there is one."""
        log, named = self._reading.log, published(self._reading.log, self._named)
        found = self._at(first_from(log, self._named if named and named.size >= size else self._spoke, size).size)
        assert found is not None  # one of these keys sealed it
        return found

    def _at(self, size: int) -> Sealed | None:
        """The ledger's own note of a size, with all that was kept of it; none where no key that spoke sealed it."""
        if size not in self._found:
            self._found[size] = self._joined(size)
        return self._found[size]

    def _joined(self, size: int) -> Sealed | None:
        head = self._reading.log.checkpoint(size)
        if head is None or size > self._spoke.get(head.key.hex(), 0):
            return None
        checkpoint = Checkpoint(self._reading.origin, size, head.root)
        same = [each for each in self._kept if each.checkpoint == checkpoint]
        own = note_of(self._reading.origin, head, self._voices[head.key.hex()].public)
        [ours] = parse_note(own)[1]
        # The log's own line is not taken from what came back: were it another, it would spoil the note.
        others = [line for each in same for line in each.lines if line[:2] != ours[:2]]
        lines = list(dict.fromkeys(others))[: MAX_SIGNATURES - 1]
        by, named = frozenset(one for each in same for one in each.by), head.key.hex() in self._named
        met = named and self.policy.met(by) if self.policy else None
        demand = self.policy.words() if self.policy else None
        return Sealed(checkpoint, own + "".join(map(signature_line, lines)), by, named, met, demand)


def _kept(reading: Reading, policy: Policy | None) -> list[Kept]:
    return [note for _, note in kept(reading, policy)]


def kept(reading: Reading, policy: Policy | None) -> list[tuple[str, Kept]]:
    """Each note that came back and is understood, with the commitment that it is kept under."""
    stated = [each["note"] for each in (Names(reading.views).body(LEDGER) or {}).get("countersignatures", ())]
    texts = reading.log.texts(stated)
    found = ((each, understood(texts.get(each), policy)) for each in stated)
    return [(each, note) for each, note in found if note]
