"""The ledger that the tests of the gallery falsify, beside the one that `afi demo tamper` does: smaller, with more
variations. The forger and the list itself are in commands/demo/gallery.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ledger import keyring
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.improvement import ImprovementNoted
from ledger.home import state_dir
from ledger.proofs.audit import audit
from ledger.proofs.verdict import Finding, Verdict
from ledger.recording import Ledger
from ledger.stores.evidence import open_evidence
from ledger.stores.file import SCHEMA
from ledger.stores.log import Log
from ledger.vocabulary import Right

ORIGIN = "gallery.0123456789abcdef"
ON = Saying(Happened(Span.on("2018-03-22")))
EVERY = tuple(sorted(Right))
TRIGGERS = [text for text in SCHEMA if text.startswith("CREATE TRIGGER")]


class People(NamedTuple):
    """Whose keys are enrolled: Alice and Bob keep the ledger, Eve may record; nobody knows Mallory's."""

    alice: keyring.Key
    bob: keyring.Key
    eve: keyring.Key
    mallory: keyring.Key


@dataclass(frozen=True)
class World:
    """A ledger that was recorded by the program, and a place to spoil copies of it."""

    path: Path
    people: People
    folder: Path

    def copy(self, name: str = "copy.ledger") -> Path:
        """A copy to spoil."""
        return Path(shutil.copy(self.path, self.folder / name))


def noting(reference: str, text: str) -> Callable[[Draft], str]:
    """A note about an improvement."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), ON, reference)


def record(path: Path, signer: keyring.Key, *plans: Callable[[Draft], object]) -> None:
    """Records each plan by the program, as one command each."""
    with Ledger(path, signer) as ledger:
        for plan in plans:
            ledger.record(plan)


def forget() -> None:
    """This terminal loses its memory of the ledger, or it would refuse to write to a copy that was cut."""
    (state_dir() / "seen" / ORIGIN).unlink(missing_ok=True)


def check(path: Path, **known: Any) -> Verdict:
    """The verdict on a file."""
    with open_evidence(path) as evidence:
        return audit(evidence, **known)


def found(verdict: Verdict, kind: str) -> Finding:
    """The first finding of a kind."""
    kinds = [finding.kind for finding in verdict.findings]
    assert kind in kinds, kinds
    return verdict.findings[kinds.index(kind)]


def kinds(verdict: Verdict) -> set[str]:
    """What was found."""
    return {finding.kind for finding in verdict.findings}


def held(finding: Finding) -> int | None:
    """The size of the last checkpoint that holds."""
    return finding.held.size if finding.held else None


def place(finding: Finding) -> tuple[int | None, int | None, str | None, int | None]:
    """Where a finding is and by what it is dated: position, until, column, size of the last checkpoint that holds."""
    return finding.position, finding.until, finding.column, held(finding)


def memory(path: Path) -> tuple[int, bytes]:
    """What a terminal that last saw this file remembers."""
    log = Log.open(path)
    head = log.head()
    log.close()
    assert head is not None
    return head.size, head.root
