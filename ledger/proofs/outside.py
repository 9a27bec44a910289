"""Outsiders: what countersignatures that the ledger keeps protect, whom a policy asks for, and issued papers.

Each countersignature that is kept has to be of this tree. Whose it is can be known from a policy only: the one that the
auditor brings, or the ledger's own newest one, which is no more than what its keepers say.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from ledger.proofs.bundle import signed_by
from ledger.proofs.cosignature import Cosigner, countersigned
from ledger.proofs.entry import Json
from ledger.proofs.evidence import Evidence
from ledger.proofs.policy import Policy, parse_policy
from ledger.proofs.streams import LEDGER
from ledger.proofs.verdict import Findings, Met, Protection

NOUNS = ("countersignature.", "paper.", "policy.")


class Outside:
    """Takes the entries of these nouns in order; ``finish`` once all were taken."""

    def __init__(self, evidence: Evidence, findings: Findings, policy: Policy | None) -> None:
        self._evidence, self._findings, self._given = evidence, findings, policy
        self._notes: list[tuple[int, int, bytes]] = []
        self._policies: list[tuple[int, bytes]] = []
        #: The (size, time) of the best countersignature of each whom a policy knows; of those that the given policy
        #: knows, on checkpoints by a key that it names, in the second.
        self._signed: dict[Cosigner, tuple[int, int]] = {}
        self._counting: dict[Cosigner, int] = {}

    def take(self, position: int, entry: Json) -> None:
        """One more entry."""
        match entry["type"], entry["v"], entry["data"]:
            case "countersignature.added", 1, {"size": int(size), "note": {"file": str(committed)}}:
                self._notes.append((position, size, bytes.fromhex(committed)))
            case "policy.stated", 1, {"policy": {"file": str(committed)}}:
                self._policies.append((position, bytes.fromhex(committed)))
            case "paper.issued", 1 | 2, {"digest": str(digest), "content": {"file": str(committed)}}:
                self._compare_paper(position, entry["stream"], digest, bytes.fromhex(committed))

    def _compare_paper(self, position: int, reference: str, digest: str, committed: bytes) -> None:
        content = self._content(committed)
        if content is not None and sha256(content).hexdigest() != digest:
            what = f"The copy of {reference} that is kept is not the file that was issued."
            self._findings.add("paper", what, position, reference=reference, column="vault.content")

    def _content(self, committed: bytes) -> bytes | None:
        """What the vault has, if it is what was committed to; whether it should have it is for ``Texts`` to say."""
        match self._evidence.text(committed):
            case (bytes(salt), bytes(content)) if sha256(salt + content).digest() == committed:
                return content
        return None

    # Countersignatures.

    def finish(self, origin: str, roots: Mapping[int, object], stands: Callable[[int], bool]) -> None:
        """Holds what is kept against the tree. ``roots``: of ``sizes``, those that are known; ``stands``: whether an
        entry is soundly sealed by a proven author."""
        own = self._own_policy(stands)
        known = [*self._witnesses(self._given), *self._witnesses(own)]
        for position, size, committed in self._notes:
            content = self._content(committed)
            if content is None:
                continue
            try:
                self._hold(content, origin, size, roots.get(size, b""), known)
            except ValueError as error:
                what = f"The countersignature kept with E-{position} does not hold: {error}."
                self._findings.add("countersignature", what, position, reference=LEDGER, column="vault.content")
        self._check_policy(origin)

    @property
    def sizes(self) -> set[int]:
        """How many entries each countersignature is said to be of."""
        return {size for _, size, _ in self._notes}

    def _own_policy(self, stands: Callable[[int], bool]) -> Policy | None:
        """The newest that the ledger states."""
        for position, committed in reversed(self._policies):
            content = self._content(committed)
            if content is None or not stands(position):
                continue
            try:
                return parse_policy(content)
            except ValueError as error:
                what = f"E-{position} states a policy that is none: {error}."
                self._findings.add("policy", what, position, reference=LEDGER, column="vault.content")
        return None

    def _hold(self, content: bytes, origin: str, size: int, root: object, known: Iterable[Cosigner]) -> None:
        """Takes in who countersigned; ValueError where it is not of this tree, or in a name whose key did not sign."""
        text = content.decode()
        checkpoint, signed = countersigned(text, known)
        if checkpoint.origin != origin:
            raise ValueError(f"it is of another ledger, {checkpoint.origin}")
        if checkpoint.size != size:
            raise ValueError(f"it is of {checkpoint.size} entries, and the entry says {size}")
        if root is None:
            return  # entries are missing, which is said already
        if checkpoint.root != root:
            raise ValueError(f"its root is not that of the first {size} entries")
        counts = self._given is not None and bool(signed_by(text, self._given.keys_of(origin)))
        for cosigner, at in signed.items():
            self._signed[cosigner] = max(self._signed.get(cosigner, (0, 0)), (size, -at))
            if counts:
                self._counting[cosigner] = max(self._counting.get(cosigner, 0), size)

    @staticmethod
    def _witnesses(policy: Policy | None) -> Iterable[Cosigner]:
        return policy.witnesses.values() if policy else ()

    # What comes of it.

    def protected(self) -> tuple[Protection, ...]:
        """Who outside protects how much, the most first."""
        given = {*self._witnesses(self._given)}
        found = (
            Protection(size, cosigner.name, _day(-at), cosigner.fingerprint, cosigner in given)
            for cosigner, (size, at) in self._signed.items()
        )
        return tuple(sorted(found, key=lambda each: (-each.size, each.name)))

    def met(self) -> Met | None:
        """Up to which entry the policy that was given is met; None where none was."""
        policy = self._given
        if policy is None:
            return None
        sizes = sorted({*self._counting.values()}, reverse=True)
        met = (size for size in sizes if policy.met([one for one, up_to in self._counting.items() if up_to >= size]))
        return Met(policy.words(), next(met, 0), policy.met(()))

    def _check_policy(self, origin: str) -> None:
        """Whether the policy that was given is met at all."""
        met = self.met()
        if self._given is None or met is None or met.nobody:
            return
        if not self._given.keys_of(origin):
            self._findings.add("policy", f"The policy names no key of this ledger, {origin}.")
        elif not met.size:
            who = ", ".join(f"{each.name} up to E-{each.size}" for each in self.protected() if each.known)
            what = f"The policy asks for {met.words}; found is {who or 'none of them'}."
            self._findings.add("policy", what)


def _day(at: int) -> str | None:
    """The UTC day of a countersignature; None where it does not say when."""
    try:
        return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}" if at else None
    except (ValueError, OverflowError, OSError):
        return None
