"""Erasures: which texts may be gone from the vault, because an entry with the right to says that they were erased.

An erasure counts as it stands, whatever corrects or undoes it later, since nothing brings a text back; but only if it
names an earlier entry that commits to the text, and only if its own batch is soundly sealed by a proven author.
"""

from collections.abc import Callable, Iterator

from ledger.proofs.entry import Json
from ledger.proofs.evidence import Evidence
from ledger.proofs.streams import LEDGER
from ledger.proofs.texts import commitments
from ledger.proofs.verdict import Findings

#: The noun of entries that say which texts may be gone, and the only type and version of it that is known.
NOUN, _KNOWN = "text.", ("text.erased", 1)


class Erasures:
    """Takes the entries about erased texts in order; ``standing`` once all seals were checked."""

    def __init__(self, evidence: Evidence, findings: Findings, remarks: Findings) -> None:
        self._evidence, self._findings, self._remarks = evidence, findings, remarks
        self._by: dict[bytes, list[int]] = {}

    def take(self, position: int, entry: Json) -> None:
        """One entry of the noun ``text``."""
        if (entry["type"], entry["v"]) != _KNOWN:
            what = f"E-{position} says something about erased texts that this program does not know."
            self._remarks.add("unknown", f"{what} Which texts may be gone is unsure.", position)
            return
        for text, named in _erased(entry["data"]):
            if text in self._by:
                self._say(position, f"erased the text {text.hex()} again, after E-{self._by[text][0]}")
            elif text not in self._commitments_of(named, position):
                self._say(position, f"erased the text {text.hex()} of E-{named}, which does not commit to it")
                continue
            self._by.setdefault(text, []).append(position)

    def _commitments_of(self, named: int, position: int) -> Iterator[bytes]:
        before = self._evidence.entry(named) if 0 < named < position else None
        stored = before.stored if before and isinstance(before.stored, bytes) else b""
        return (committed for committed, _ in commitments(stored))

    def _say(self, position: int, what: str) -> None:
        self._findings.add("erasure", f"E-{position} {what}.", position, reference=LEDGER, column="entry.bytes")

    def standing(self, stands: Callable[[int], bool]) -> dict[bytes, int]:
        """The commitment of every text that was erased, and the first entry to say so of those that ``stands`` is
        true of."""
        first = {text: next(filter(stands, said), None) for text, said in self._by.items()}
        return {text: position for text, position in first.items() if position is not None}


def _erased(data: Json) -> Iterator[tuple[bytes, int]]:
    """Each text that an erasure names, and the entry that it says commits to it; what has another form names none."""
    texts = data.get("texts")
    for each in texts if isinstance(texts, list) else ():
        match each:
            case {"text": str(text), "entry": int(entry)} if len(text) == 64 and text.isalnum():
                yield bytes.fromhex(text), entry
