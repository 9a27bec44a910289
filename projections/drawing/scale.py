"""Where things go on a picture: days along its axis, labels in lanes so that none overlaps another. Pure."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from projections.queries.words import MONTHS


class Scale(NamedTuple):
    """The days from ``first`` to ``last`` laid from ``left`` to ``right``, each with some room."""

    first: date
    last: date
    left: float
    right: float

    @property
    def per_day(self) -> float:
        """How much room a day has."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def start(self, day: date) -> float:
        """Where a day begins, or the nearer end of the axis."""
        return min(max(self.left + (day - self.first).days * self.per_day, self.left), self.right)

    def end(self, day: date) -> float:
        """Where a day ends, or the nearer end of the axis."""
        return min(max(self.left + ((day - self.first).days + 1) * self.per_day, self.left), self.right)

    def middle(self, first: date, last: date) -> float:
        """The middle of as much as the axis has of some days."""
        return (self.start(first) + self.end(last)) / 2

    def shows(self, first: date, last: date) -> bool:
        """Whether any of these days is on the axis."""
        return first <= self.last and last >= self.first


class Tick(NamedTuple):
    """The beginning of a year, or of a quarter of one, and what is written there."""

    day: date
    label: str
    year: bool


def years(scale: Scale, room: float) -> list[Tick]:
    """The first of January of each year, or of each so many years that what is written there has room."""
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if step * 365 * scale.per_day >= room or step == 100)
    first = [Tick(scale.first, str(scale.first.year), True)]
    later = [Tick(date(year, 1, 1), str(year), True) for year in range(scale.first.year + 1, scale.last.year + 1)]
    shown = [tick for tick in later if tick.day.year % every == 0]
    begins = shown[0].day if shown else scale.last + timedelta(days=1)
    return (first if scale.start(begins) - scale.left >= room or not shown else []) + shown


def quarters(scale: Scale, room: float) -> list[Tick]:
    """The beginnings of quarters, January's too; none where their names have no room."""
    if 90 * scale.per_day < room:
        return []
    days = [date(year, month, 1) for year in range(scale.first.year, scale.last.year + 1) for month in (1, 4, 7, 10)]
    return [Tick(day, MONTHS[day.month - 1][:3], day.month == 1) for day in days if scale.first <= day <= scale.last]


def lanes(placed: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """For each thing that begins and ends somewhere the first lane in which it keeps the gap from all before it."""
    taken: list[float] = []
    found = []
    for start, end in placed:
        lane = next((number for number, until in enumerate(taken) if start >= until + gap), len(taken))
        taken[lane:] = [end, *taken[lane + 1 :]]
        found.append(lane)
    return found


def one_line(text: str) -> str:
    """A text on one line, without what could steer a terminal and what no file of text can hold."""
    if not text.isprintable():
        text = "".join(c if c in "\t\r\n" or unicodedata.category(c)[0] != "C" else "" for c in text)
    return " ".join(text.split())


def shortened(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of it as fits before a "…"."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(f"{text[:middle]}…") <= width else (low, middle - 1)
    kept = text[:low].rstrip()
    whole = kept if text[low : low + 1] in ("", " ") else kept.rpartition(" ")[0]
    return f"{whole if len(whole) * 2 > len(kept) else kept}…"
