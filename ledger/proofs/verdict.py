"""What an audit says: findings that are named, located and dated; and what no audit of one copy can know."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

#: The name of every finding, and what it means.
KINDS = {
    "file": "The file is damaged, or cannot be read as a ledger.",
    "schema": "A table, index or trigger was planted, dropped or altered.",
    "missing": "Entries are missing.",
    "entry": "The stored bytes are not an entry in the one form that the format allows.",
    "edited": "Entries are not those that were sealed.",
    "hashes": "The stored hashes are not those of the entries, which are themselves as sealed.",
    "root": "A checkpoint is not of the entries that are stored.",
    "column": "A column does not say what its entry says.",
    "stream": "A record's entries are not numbered from 1 without a gap, or lie in the wrong stream.",
    "number": "References were not given out in order without a gap, or the table of numbers disagrees.",
    "opening": "The ledger does not begin with one opening, or is opened again.",
    "event": "A well-formed entry states no event that its record can hold; readers pass over it.",
    "clock": "Recorded times go backwards.",
    "batch": "Entries do not make whole batches of one command, one key, one person and one time.",
    "command": "A command's id was used for two batches.",
    "fixes": "An entry corrects what it cannot.",
    "uncovered": "A batch does not end in a checkpoint.",
    "checkpoint": "A checkpoint row was altered, or stands where no batch ends.",
    "author": "Entries were written in another's name.",
    "unenrolled": "A batch was sealed with a key that is not enrolled.",
    "inactive": "A batch was sealed with a key that had been retired or revoked.",
    "right": "A batch was sealed with a key that lacks the right.",
    "signature": "A signature is not by the key that is named.",
    "enrolment": "A key cannot be enrolled as the entry says.",
    "text-missing": "A text that an entry commits to is gone, and no entry erased it.",
    "text-kept": "A text that an entry erased still lies in the vault.",
    "erasure": "An entry erased a text that was not where it says, or that had been erased before.",
    "text-altered": "A text is not the one that its entry commits to.",
    "text-surplus": "The vault holds a text that no entry commits to.",
    "text-repeated": "Two entries commit to one text.",
    "paper": "The copy of an issued paper is not the file that was issued.",
    "countersignature": "A countersignature that is kept is not of this ledger, or not by whose name it bears.",
    "policy": "What a policy asks of outsiders was not countersigned, or the policy is none.",
    "cut": "This terminal has seen a longer ledger: it was cut or rolled back.",
    "fork": "This is not the ledger that this terminal has seen: its history was replaced.",
    "first-key": "The ledger was not opened with the key that was expected.",
    # Remarks: true of ledgers that nobody tampered with.
    "unknown": "The ledger holds a type of event that this program does not know.",
    "successor": "The ledger goes on from another, of which entries were lost.",
    "unproven": "A key was revoked, so that nobody can be held to what it sealed.",
    "ahead": "Recorded times lie after the present.",
    "wal": "Part of the ledger lies in the file beside it.",
}


class Held(NamedTuple):
    """The last checkpoint before a finding that still holds: what is older than it was not touched."""

    size: int
    at: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: ``kind`` names it; position to ``until``, reference and column locate it; ``held``
    dates it (None: no checkpoint before it holds)."""

    kind: str
    what: str
    position: int | None = None
    until: int | None = None
    reference: str | None = None
    column: str | None = None
    held: Held | None = None


class Signer(NamedTuple):
    """A key that was enrolled, and how many batches name it. ``until`` is the entry that ended its use."""

    fingerprint: str
    person: str
    rights: tuple[str, ...]
    since: int
    until: int | None
    batches: int


class Protection(NamedTuple):
    """Somebody outside who countersigned: how many entries, when (a day, where that is said), the key's fingerprint;
    and whether the policy that the auditor brought knows them, or only the ledger's own."""

    size: int
    name: str
    at: str | None
    key: str
    known: bool


class Met(NamedTuple):
    """What the auditor's policy asks for, up to which entry it is met (0: none), and whether it asks for nobody."""

    words: str
    size: int
    nobody: bool


@dataclass(slots=True)
class Counts:
    """How much there was to check. ``signatures`` counts those that verified."""

    entries: int = 0
    batches: int = 0
    checkpoints: int = 0
    signatures: int = 0
    texts_kept: int = 0
    texts_erased: int = 0
    #: Entries about what happened before the day the ledger was opened: no seal speaks for that time.
    before: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole result. ``sound`` is the answer; the rest says what exactly was found sound, and by which trust."""

    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    #: Findings left out of ``findings`` because many of their kind stand there already.
    more: dict[str, int]
    size: int
    #: The root of the tree of ``size`` entries, 32 bytes; None where missing entries leave it unknown.
    root: bytes | None
    origin: str
    fictitious: bool
    #: SHA-256(0x01 ‖ public key) in hex of the key that opened the ledger: the one thing to compare with paper.
    first_key: str
    counts: Counts
    signers: tuple[Signer, ...]
    protected: tuple[Protection, ...]
    met: Met | None
    unprotected: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass(slots=True)
class Findings:
    """Collects findings; of each kind the first ``LIMIT``, so that a ruined ledger does not fill the memory."""

    LIMIT = 50
    kept: list[Finding] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def add(
        self, kind: str, what: str, position: int | None = None, *, until: int | None = None,
        reference: str | None = None, column: str | None = None,
    ) -> None:  # fmt: skip
        """Keeps one more finding, or counts it."""
        self.seen[kind] += 1
        if self.seen[kind] <= self.LIMIT:
            self.kept.append(Finding(kind, what, position, until, reference, column))

    def more(self) -> dict[str, int]:
        """How many of each kind were counted only."""
        return {kind: count - self.LIMIT for kind, count in self.seen.items() if count > self.LIMIT}
