"""Which characters a PDF can draw, and how a text that was drawn compares with the one that was composed.

The fonts are those of the typesetter itself, so that a paper has the same bytes everywhere: they hold Latin, Greek and
Cyrillic letters, Hebrew and Arabic without their small signs, and many symbols, but no emoji. What cannot be drawn, and
what would turn the line around, is drawn as its code, ``[U+1F46E]``, so that nothing is lost silently. What has no
looks of its own (a joiner, a soft hyphen) is left out.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from projections.papers.readers import holdable, plain

#: What stands before the words of a code, which are the line at the foot of the page.
CODE = "QR code of the checkpoint: "
#: Up to here, the body font has all (tests/projections/papers/test_pdf.py).
_SIMPLE = 0x17F
_LINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_STACKED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_TWICE = re.compile("([^\u0300-\u036f][\u0300-\u036f]+)\\1+")
_CODE = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def drawn(text: str, missing: Collection[str] = ()) -> str:
    """A text as it is drawn: ``missing`` are the characters that no font has. A line feed begins a line."""
    lines = ("".join(_drawn(each, missing) for each in line) for line in _LINE.split(_bare(text)))
    return re.sub(" +", " ", " \n".join(lines))


def unusual(texts: Iterable[str]) -> list[str]:
    """The characters of texts, and the stacks of a letter and its accents, that not every font has."""
    whole = "".join(_bare(text) for text in texts)
    letters = {each for each in whole if ord(each) > _SIMPLE}
    return sorted(letters.union(_STACKED.findall(whole)))


def compared(text: str) -> str:
    """What two texts have in common of which one was read back from the other's drawing.

    An accent that is a glyph of its own reads back with its letter once more. In what is written from right to left,
    lines begin at their end: of it, only the characters are compared, and the other words in any order.
    """
    said = _TWICE.sub(r"\1", plain(_INVISIBLE.sub("", plain(_CODE.sub(_decoded, text)))))
    if not _FROM_RIGHT.search(said):
        return said
    words = sorted(re.findall(r"\w+", _FROM_RIGHT.sub(" ", said)))
    return " ".join(words) + "".join(sorted(_FROM_RIGHT.findall(said)))


def _bare(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", holdable(text)))


def _drawn(letter: str, missing: Collection[str]) -> str:
    if letter.isspace():
        return letter if letter == "\u00a0" else " "
    kind = unicodedata.category(letter)
    stacked = kind[0] == "M" and not "\u0300" <= letter <= "\u036f"
    return f"[U+{ord(letter):04X}]" if stacked or kind in ("Cf", "Cn", "Co", "Cs") or letter in missing else letter


def _decoded(code: re.Match[str]) -> str:
    number = int(code[1], 16)
    return chr(number) if number <= 0x10FFFF else code[0]
