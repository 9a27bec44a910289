"""The texts: each is what its entry commits to, each is committed to once, and none lies in the vault besides."""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from ledger.proofs.entry import SALT_BYTES
from ledger.proofs.evidence import Evidence, RawText, VaultRow, plain
from ledger.proofs.marks import Marks
from ledger.proofs.verdict import Counts, Findings

#: So many rows of the vault are read ahead of the entry that commits to them.
_AHEAD = 256


class Texts:
    """Takes the entries in order; ``finish`` once all were taken."""

    def __init__(self, evidence: Evidence, findings: Findings, counts: Counts) -> None:
        self._evidence, self._findings, self._counts = evidence, findings, counts
        self._marks = Marks()
        self._left = iter(evidence.texts())
        #: What was read of the vault ahead of the entries; it was filled in much the order of theirs.
        self._ahead: dict[object, VaultRow] = {}
        #: Position and commitment, 40 bytes, of each text that is gone.
        self._missing = bytearray()

    def take(self, position: int, stored: bytes, reference: str) -> None:
        """Compares every text that an entry commits to; ``stored`` are its bytes, well-formed."""
        for committed, is_text in commitments(stored):
            self._marks.add(committed)
            text = self._find(committed)
            if text is None:
                self._missing += position.to_bytes(8, "big") + committed  # perhaps a later entry says it was erased
                continue
            column, fault = _unlike(text, committed, is_text=is_text)
            if fault:
                what = f"The text {committed.hex()} of E-{position} {fault}."
                self._findings.add("text-altered", what, position, reference=reference, column=column)
            else:
                self._counts.texts_kept += 1

    def take_all(self, first: int, stored: Sequence[bytes], references: Sequence[bytes]) -> None:
        """The same of many entries, of which the first is at position ``first``."""
        text = b"\n".join(stored)
        digits = bytes.fromhex(b"".join(_LIKELY.findall(text)).decode())
        committed = [digits[at : at + 32] for at in range(0, len(digits), 32)]
        self._read_on(len(committed))
        texts = [self._ahead.get(each) for each in committed]
        if len(committed) == text.count(b'"prose":') + text.count(b'"file":') and _alike(texts, committed):
            self._marks.add(*committed)
            for each in committed:
                self._ahead.pop(each, None)
            self._counts.texts_kept += len(texts)
            return
        for position, (entry, reference) in enumerate(zip(stored, references, strict=True), first):
            self.take(position, entry, reference.decode())

    def _find(self, committed: bytes) -> RawText | None:
        """A text of the vault: one of the next that are read, or wherever it is."""
        if committed not in self._ahead:
            self._read_on(1)
        row = self._ahead.pop(committed, None)
        return RawText(row[2], row[3]) if row and row[3] is not None else self._evidence.text(committed)

    def _read_on(self, more: int) -> None:
        """Reads so many rows of the vault, and some to spare, unless as many wait for entries that never come."""
        while len(self._ahead) < more + _AHEAD and (page := next(self._left, None)):
            self._ahead |= {row[1]: row for row in page}

    def repeated(self) -> set[int]:
        """Marks of the commitments that were made more than once."""
        return self._marks.repeated()

    def repeats(self, stored: bytes, repeated: set[int]) -> Iterator[bytes]:
        """Those commitments of an entry whose marks are among these."""
        return (committed for committed, _ in commitments(stored) if self._marks.mark(committed) in repeated)

    def finish(self, erased: Mapping[bytes, int]) -> None:
        """Looks for what is gone though nothing erased it, for what was erased and is not gone, and for what no entry
        commits to. ``erased``: by commitment, the entry that says so."""
        for position, committed in self._absent():
            if committed in erased:
                self._counts.texts_erased += 1
            else:
                self._say_missing(position, committed)
        for committed, position in erased.items():
            if self._evidence.text(committed) is not None:
                what = f"The text {committed.hex()}, erased by E-{position}, still lies in the vault."
                self._findings.add("text-kept", what, position, column="vault.commitment")
        self._say_surplus()

    def _say_missing(self, position: int, committed: bytes) -> None:
        row = self._evidence.entry(position)
        reference = f"{plain(row.stream)!s:.80}" if row else None
        what = f"The text {committed.hex()} of E-{position} is gone."
        self._findings.add("text-missing", what, position, reference=reference, column="vault.commitment")

    def _absent(self) -> Iterator[tuple[int, bytes]]:
        for at in range(0, len(self._missing), 40):
            yield int.from_bytes(self._missing[at : at + 8], "big"), bytes(self._missing[at + 8 : at + 40])

    def _say_surplus(self) -> None:
        for commitment in chain(self._ahead, (row[1] for page in self._left for row in page)):
            if not isinstance(commitment, bytes) or commitment not in self._marks:
                name = commitment.hex() if isinstance(commitment, bytes) else f"{commitment!r:.80}"
                what = f"The vault holds a text, {name}, that no entry commits to."
                self._findings.add("text-surplus", what, reference=name, column="vault.commitment")


#: Sooner still than the next, and more, where a name of something else ends in e.
_LIKELY = re.compile(rb'e":"([0-9a-f]{64})"')
#: In a well-formed entry no string holds a quotation mark, so this finds what ``prose_of`` and ``files_of`` do, sooner.
_COMMITMENT = re.compile(rb'"(prose|file)":"([0-9a-f]{64})"')


def commitments(stored: bytes) -> Iterator[tuple[bytes, bool]]:
    """Each commitment that an entry makes, and whether it is to a text; a file can hold any bytes."""
    return ((bytes.fromhex(digits.decode()), kind == b"prose") for kind, digits in _COMMITMENT.findall(stored))


def _alike(rows: Sequence[VaultRow | None], committed: Sequence[bytes]) -> bool:
    """Whether every text is there, and as committed; a file may be, and not be said to be."""
    try:
        made = [sha256(salt + content).digest() for _, _, salt, content in rows]  # type: ignore[misc, operator]
        b"\n".join([row[3] for row in rows]).decode()  # type: ignore[index, misc]
    except (TypeError, UnicodeDecodeError):
        return False
    return made == [*committed] and {len(row[2]) for row in rows} <= {SALT_BYTES}  # type: ignore[index, arg-type]


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
