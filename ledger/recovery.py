"""A recovery key on paper: the seed of a key as groups of letters, to be written down and typed in again."""

from base64 import b32decode, b32encode
from hashlib import sha256
from itertools import product

from ledger.errors import Unreadable
from ledger.keyfile import SEED_SIZE

_CHECK_SIZE = 3  # bytes: 32 + 3 are 56 letters and no padding; one wrong paper in 16 million would pass
_SYMBOLS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")  # RFC 4648 section 6: no 0, 1, 8 or 9
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014_.,")
_MOST_ONES = 6  # each 1 doubles the readings that are tried; more would let a wrong paper pass


def paper_words(seed: bytes) -> str:
    """``seed`` (32 bytes) for a sheet of paper: 14 groups of 4 capital letters and digits 2 to 7, checksum included."""
    letters = b32encode(seed + _checksum(seed)).decode("ascii")
    return " ".join(letters[n : n + 4] for n in range(0, len(letters), 4))


def from_paper(text: str) -> bytes:
    """The seed that ``paper_words`` wrote, however spaced, dashed or cased. Raises Unreadable.

    0 is read as O and 8 as B, which no paper has; 1 as whichever of I and L makes the checksum right.
    """
    letters = [letter for letter in text.upper() if not letter.isspace() and letter not in _DASHES]
    plain = "".join(letters).replace("0", "O").replace("8", "B")
    for place, letter in enumerate(plain):
        if letter not in _SYMBOLS and letter != "1":
            raise Unreadable(
                f"{letter!r} in group {place // 4 + 1} is in no recovery key.",
                "Use the letters A to Z and the digits 2 to 7 as they stand on the paper.",
            )
    if len(plain) != 56:
        raise Unreadable(
            f"A recovery key has 56 letters and digits, and this has {len(plain)}.",
            "Type all 14 groups of 4; spaces and dashes do not matter.",
        )
    for reading in _readings(plain):
        raw = b32decode(reading)
        if _checksum(raw[:SEED_SIZE]) == raw[SEED_SIZE:]:
            return raw[:SEED_SIZE]
    raise Unreadable(
        "This recovery key has a letter wrong: its checksum does not fit.",
        "Compare it with the paper group by group: I and L, O and Q, S and 5, Z and 2, G and 6 look alike.",
    )


def _readings(plain: str) -> list[str]:
    """Every text that ``plain`` may stand for: each 1 is an I or an L."""
    pieces = plain.split("1")
    if len(pieces) - 1 > _MOST_ONES:
        return []
    choices = product("IL", repeat=len(pieces) - 1)
    return ["".join(a + b for a, b in zip(pieces, (*chosen, ""), strict=True)) for chosen in choices]


def _checksum(seed: bytes) -> bytes:
    if len(seed) != SEED_SIZE:
        raise ValueError(f"a seed is {SEED_SIZE} bytes, not {len(seed)}")
    return sha256(b"AFI ledger recovery key\n" + seed).digest()[:_CHECK_SIZE]
