"""Free text: what an entry may commit to."""

import unicodedata

from ledger.errors import Unreadable

#: The longest text one entry commits to, in characters. A book is an attachment, not a note.
LONGEST_PROSE = 100_000
#: The largest file that is kept beside the entries, in bytes.
LARGEST_FILE = 10_000_000
#: Invisible characters that can make a text read otherwise than it is stored (Unicode UAX #9, 3.1).
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def prose(text: str) -> str:
    """The text itself, byte for byte, if an entry may commit to it; else ``Unreadable``."""
    if not any(map(_is_seen, text)):
        raise Unreadable("The text is empty.", "Type what is to be recorded; nothing was recorded.")
    if len(text) > LONGEST_PROSE:
        raise Unreadable(
            f"The text is {len(text):,} characters long.",
            f"Shorten it to {LONGEST_PROSE:,}, or add the document it comes from and cite it.",
        )
    for place, character in enumerate(text, 1):
        if _is_hidden(character):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            raise Unreadable(
                f"Character {place} of the text is an invisible control ({name}).",
                "Remove it: what is recorded must read as it is stored.",
            )
    return text


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNPS"  # letters, marks, numbers, punctuation, symbols


def _is_hidden(character: str) -> bool:
    if character in "\t\n\r":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _BIDI_CONTROLS
