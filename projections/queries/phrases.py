"""What is searched for: words and phrases, what a text holds of them, and how that is shown."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ledger.errors import Unreadable
from projections.searched import WORD, compared, words_of

#: Typed among others in one argument, these make a phrase; so does a space in an argument without them.
_QUOTED = re.compile(r'"([^"]*)"?(\*?)|([^"\s]+)')
#: A word that is shorter, or a number, is not looked for in longer ones: there are too many.
_SHORTEST = 3
#: How much of a text is shown on either side of a word, and of how many places.
_AROUND, _PLACES = 60, 3


class Phrase(NamedTuple):
    """Words that stand together, as they are compared; ``begun`` where the last may go on."""

    words: tuple[str, ...]
    begun: bool

    @property
    def match(self) -> str:
        """As SQLite's full-text search takes it. The words are letters and digits, so nothing of it can be typed."""
        return f'text : "{" ".join(self.words)}"' + (" *" if self.begun else "")

    def at(self, words: Sequence[str]) -> Iterator[int]:
        """The places among the words of a text at which it begins."""
        *whole, last = self.words
        fits = str.startswith if self.begun else str.__eq__
        for place in range(len(words) - len(whole)):
            if list(words[place : place + len(whole)]) == whole and fits(words[place + len(whole)], last):
                yield place


def phrases(typed: Sequence[str]) -> list[Phrase]:
    """The phrases that were typed, each once. ``Unreadable`` where there is no word in one.

    A word is found in longer words that begin with it; in quotation marks, or with others in one argument, it stands
    as it is, unless an asterisk says that it may go on.
    """
    found = [phrase for each in typed for phrase in _phrases(each)]
    if not found:
        raise Unreadable("There is no word to search for.", "Give one or more, like `afi search supervision`.")
    return list(dict.fromkeys(found))


def _phrases(typed: str) -> Iterator[Phrase]:
    if not words_of(typed):
        raise Unreadable(f"There is no word in '{typed}'.", "Give letters or digits, like `afi search supervision`.")
    if '"' not in typed and len(typed.split()) > 1:
        typed = f'"{typed.strip().rstrip("*")}"' + "*" * typed.strip().endswith("*")
    for quoted, star, bare in _QUOTED.findall(typed):
        words = tuple(words_of(quoted or bare))
        if words:
            yield Phrase(words, bool(star) or bare.endswith("*") or (bool(bare) and _goes_on(words[-1])))


def _goes_on(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdecimal()


class Shown(NamedTuple):
    """As much of a text as shows what was found in it, and where in that it stands, as [first, end) of characters."""

    text: str
    matches: list[tuple[int, int]]
    #: How many of the phrases it holds.
    held: int = 0


def shown(text: str, wanted: Sequence[Phrase]) -> Shown:
    """The phrases in a text with what stands around them; its beginning, where it has none of them."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    places = list(WORD.finditer(line))
    words = [compared(place[0]) for place in places]
    at = [(place, phrase) for phrase in wanted for place in phrase.at(words)]
    spans = _joined((places[place].start(), places[place + len(phrase.words) - 1].end()) for place, phrase in at)
    return _cut(line, spans)._replace(held=len({phrase for _, phrase in at}))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(line: str, spans: list[tuple[int, int]]) -> Shown:
    """The pieces of a line around the spans, with the spans as they stand in these."""
    text, matches = "", []
    pieces = list(_pieces(line, spans or [(0, 0)]))
    for number, (start, end) in enumerate(pieces):
        text += "…" if start and not number else " … " if number else ""
        matches += [
            (first - start + len(text), last - start + len(text)) for first, last in spans if start <= first < end
        ]
        text += line[start:end]
    return Shown(text + ("…" if pieces[-1][1] < len(line) else ""), matches)


def _pieces(line: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From where to where is shown: whole words on either side of the first few spans, those that meet as one."""
    pieces: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = _before(line, first), _after(line, last)
        if pieces and start <= pieces[-1][1] + 1:
            pieces[-1] = (pieces[-1][0], end)
        elif len(pieces) < _PLACES:
            pieces.append((start, end))
    return iter(pieces)


def _before(line: str, place: int) -> int:
    """Where the words begin that fit before a place."""
    if place <= _AROUND:
        return 0
    return line.find(" ", place - _AROUND - 1, place) + 1 or place


def _after(line: str, place: int) -> int:
    """Where the words end that fit behind a place."""
    if len(line) - place <= _AROUND:
        return len(line)
    end = line.rfind(" ", place, place + _AROUND + 1)
    return end if end > place else place
