"""The texts: each is what its entry commits to, each is committed to once, and none lies in the vault besides."""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, compress

from ledger.proofs.entry import SALT_BYTES
from ledger.proofs.evidence import Evidence, Pages, RawText, VaultRow, plain
from ledger.proofs.marks import Marks
from ledger.proofs.regular import COMMITMENT, Regular
from ledger.proofs.verdict import Counts, Findings

#: So many rows of the vault are read ahead of the entry that commits to them.
_AHEAD = 256
#: So many before the first of a page are read too: an entry's texts were not added in the order in which it has them.
_BEHIND = 32
#: So many commitments of a page are looked for until one is found; where the others are follows from it.
_TRIED = 16


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

    def take_settled(self, texts: bytes) -> None:
        """Commitments of 32 bytes each, of which the vault keeps what they commit to (see ``settled``)."""
        self._marks.add(*_each(texts))
        self._counts.texts_kept += len(texts) // 32

    def _find(self, committed: bytes) -> RawText | None:
        """A text of the vault: one of the next that are read, or wherever it is."""
        while committed not in self._ahead and len(self._ahead) <= _AHEAD and (page := next(self._left, None)):
            self._ahead |= {row[1]: row for row in page}
        row = self._ahead.pop(committed, None)
        return RawText(row[2], row[3]) if row and row[3] is not None else self._evidence.text(committed)

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
        if self._counts.texts_kept == self._evidence.kept() and not self._marks.repeated():
            return  # as many as were found, each of them once
        for commitment in chain(self._ahead, (row[1] for page in self._left for row in page)):
            if not isinstance(commitment, bytes) or commitment not in self._marks:
                name = commitment.hex() if isinstance(commitment, bytes) else f"{commitment!r:.80}"
                what = f"The vault holds a text, {name}, that no entry commits to."
                self._findings.add("text-surplus", what, reference=name, column="vault.commitment")


#: In a well-formed entry no string holds a quotation mark, so this finds what ``prose_of`` and ``files_of`` do, sooner.
_NAMED = re.compile(rb'"(prose|file)":"([0-9a-f]{64})"')


def commitments(stored: bytes) -> Iterator[tuple[bytes, bool]]:
    """Each commitment that an entry makes, and whether it is to a text; a file can hold any bytes."""
    return ((bytes.fromhex(digits.decode()), kind == b"prose") for kind, digits in _NAMED.findall(stored))


def settled(evidence: Pages, columns: Regular) -> tuple[bytes, list[int]]:
    """The commitments that entries make whose texts the vault keeps as committed; and the numbers of the entries of
    which that cannot be said, none of whose commitments are among them."""
    text = b"\n".join((*columns.data, *filter(None, chain(columns.authority, columns.words, columns.why))))
    made = bytes.fromhex(b"".join(COMMITMENT.findall(text)).decode())
    committed = [*_each(made)]
    if _alike(_rows(evidence, committed), committed):
        return made, []
    parts = zip(columns.data, columns.authority, columns.words, columns.why, strict=True)
    each = [[committed for committed, _ in commitments(b",".join(part))] for part in parts]
    rows = dict(zip(chain(*each), _rows(evidence, [*chain(*each)]), strict=True))
    sound = [_alike([rows[one] for one in committed], committed) for committed in each]
    return b"".join(chain(*compress(each, sound))), [number for number, fine in enumerate(sound) if not fine]


def _each(commitments: bytes) -> Iterator[bytes]:
    return (commitments[at : at + 32] for at in range(0, len(commitments), 32))


def _rows(evidence: Pages, committed: Sequence[bytes]) -> list[VaultRow | None]:
    """The rows of the vault for these commitments, as far as they were added about together, in about this order."""
    wanted = len(committed) + _BEHIND + _AHEAD
    near = (evidence.texts_around(one, _BEHIND, wanted) for one in committed[:_TRIED])
    found = next(filter(None, near), ())
    by_commitment = {row[1]: row for row in found}
    return [*map(by_commitment.get, committed)]


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
