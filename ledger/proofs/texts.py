"""The texts: each is what its entry commits to, each is committed to once, and none lies in the vault besides."""

import re
from collections.abc import Iterator
from hashlib import sha256

from ledger.proofs.entry import SALT_BYTES
from ledger.proofs.evidence import Evidence, RawText
from ledger.proofs.marks import Marks
from ledger.proofs.verdict import Counts, Findings


class Texts:
    """Takes the entries in order; ``finish`` once all were taken."""

    def __init__(self, evidence: Evidence, findings: Findings, counts: Counts) -> None:
        self._evidence, self._findings, self._counts = evidence, findings, counts
        self._marks = Marks()

    def take(self, position: int, stored: bytes, reference: str) -> None:
        """Compares every text that an entry commits to; ``stored`` are its bytes, well-formed."""
        for committed, is_text in _commitments(stored):
            self._marks.add(committed)
            text = self._evidence.text(committed)
            if text is None:
                # No event erases texts yet. One that does comes after the text is gone, so what is absent will have
                # to wait here until ``finish`` knows everything that was erased; and count as ``texts_erased``.
                what = f"The text {committed.hex()} of E-{position} is gone."
                self._findings.add("text-missing", what, position, reference=reference, column="vault.commitment")
                continue
            column, fault = _unlike(text, committed, is_text=is_text)
            if fault:
                what = f"The text {committed.hex()} of E-{position} {fault}."
                self._findings.add("text-altered", what, position, reference=reference, column=column)
            else:
                self._counts.texts_kept += 1

    def repeated(self) -> set[int]:
        """Marks of the commitments that were made more than once."""
        return self._marks.repeated()

    def repeats(self, stored: bytes, repeated: set[int]) -> Iterator[int]:
        """Those of the marks that this entry makes."""
        marks = (self._marks.mark(committed) for committed, _ in _commitments(stored))
        return (mark for mark in marks if mark in repeated)

    def finish(self) -> None:
        """Looks for what no entry commits to."""
        for commitment in self._evidence.commitments():
            if not isinstance(commitment, bytes) or commitment not in self._marks:
                name = commitment.hex() if isinstance(commitment, bytes) else f"{commitment!r:.80}"
                what = f"The vault holds a text, {name}, that no entry commits to."
                self._findings.add("text-surplus", what, reference=name, column="vault.commitment")


#: In a well-formed entry no string holds a quotation mark, so this finds what ``prose_of`` and ``files_of`` do, sooner.
_COMMITMENT = re.compile(rb'"(prose|file)":"([0-9a-f]{64})"')


def _commitments(stored: bytes) -> Iterator[tuple[bytes, bool]]:
    """Each commitment that an entry makes, and whether it is to a text; a file can hold any bytes."""
    return ((bytes.fromhex(digits.decode()), kind == b"prose") for kind, digits in _COMMITMENT.findall(stored))


def _unlike(text: RawText, committed: bytes, *, is_text: bool) -> tuple[str, str]:
    """The column and the fault of a text that is not as committed; two empty strings for one that is."""
    if not isinstance(text.salt, bytes) or len(text.salt) != SALT_BYTES:
        return "vault.salt", f"has a salt that is not {SALT_BYTES} bytes"
    if not isinstance(text.content, bytes):
        return "vault.content", "is no bytes, or too many"
    if sha256(text.salt + text.content).digest() != committed:
        return "vault.content", "is another, or has another salt, than was committed to"
    if is_text and not _is_utf8(text.content):
        return "vault.content", "is not UTF-8"
    return "", ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
