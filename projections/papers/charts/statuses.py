"""Status over time: a bar a day of how many improvements stood where, and below each bar its numbers, a row a group.

The rows are the legend too: each begins with the pattern of its group, in the order in which the bars are piled up.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from projections.drawing.elements import line, tag
from projections.papers.charts import base
from projections.papers.charts.base import BASE, LINE, WIDTH, Said
from projections.papers.model import Chart, Picture
from projections.queries import words
from projections.queries.over_time import CLOSED, ENDED, GROUPS, IN_PROGRESS, NOT_STARTED, REPORTED, WITHHELD, Standing

_PATTERNS = {
    NOT_STARTED: "white",
    IN_PROGRESS: "hatched",
    REPORTED: "dense",
    CLOSED: "grey",
    ENDED: "dots",
    WITHHELD: "lines",
}
#: How many days have room; that of the words beside them; the height of the bars, and of a row of numbers.
MOST, _WORDS, _BARS, _ROW = 12, 212, 190, 20
#: The room above the bars, and that of a day and its month on one line.
_TOP, _DAY = 10, 50


class _Plan(NamedTuple):
    """What is drawn: the days, the groups that any has from the top on, and up to which number the axis goes."""

    shown: Sequence[Standing]
    groups: list[str]
    most: int
    step: int

    @property
    def column(self) -> float:
        """The room of a day."""
        return (WIDTH - _WORDS - 2) / max(len(self.shown), 4)

    @property
    def bottom(self) -> int:
        """Where the bars stand."""
        return _TOP + _BARS

    def left(self, place: int) -> float:
        """Where the room of a day begins."""
        return _WORDS + self.column * place

    def day(self, day: date) -> list[str]:
        """A day on two lines, or on three where the room is small."""
        month = words.MONTHS[day.month - 1][:3]
        begins = [f"{day.day} {month}"] if self.column >= _DAY else [str(day.day), month]
        return [*begins, str(day.year)]

    @property
    def days(self) -> int:
        """How high the names of days are."""
        return LINE * len(self.day(date.min))

    def height(self, number: int) -> float:
        """How high so many are."""
        return _BARS * number / self.most


def statuses(standings: Sequence[Standing], prefix: str = "statuses", at: Sequence[int] = ()) -> Chart | None:
    """The chart of how improvements stood on some days; of many days, of twelve from the first to the last.

    Its cells' ids begin with ``prefix`` and rest on ``at``. Where there was no improvement on any day there is none.
    """
    plan = _planned(_some(standings))
    if not plan.groups:
        return None
    return base.chart(_picture, plan, Said(prefix, tuple(at), _told(plan), _caption(plan)))


def _picture(plan: _Plan, name: str, said: Said) -> Picture:
    height = plan.bottom + plan.days + 8 + _ROW * (len(plan.groups) + 1) + 4
    used = [_PATTERNS[group] for group in plan.groups]
    return base.picture(_drawn(plan, name), height, said, base.patterns(used, name))


def _some(standings: Sequence[Standing]) -> list[Standing]:
    """As many as have room, evenly, the first and the last among them."""
    last = len(standings) - 1
    if last < MOST:
        return list(standings)
    return [standings[round(place * last / (MOST - 1))] for place in range(MOST)]


def _planned(shown: Sequence[Standing]) -> _Plan:
    groups = [group for group in GROUPS if any(group in each.groups for each in shown)]
    most = max((each.all for each in shown), default=0)
    step = next(size for size in _steps() if most <= 5 * size)
    return _Plan(shown, groups, step * max(1, -(-most // step)), step)


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


# Drawing.


def _drawn(plan: _Plan, name: str) -> Iterator[str]:
    yield from _axis(plan)
    for place, each in enumerate(plan.shown):
        yield from _bar(plan, each, plan.left(place), name)
    yield line(_WORDS, plan.bottom, WIDTH - 2, plan.bottom)
    y = plan.bottom + 4
    for place, each in enumerate(plan.shown):
        for number, text in enumerate(plan.day(each.day)):
            yield base.middle(text, plan.left(place) + plan.column / 2, y + BASE + LINE * number, font_weight="bold")
    yield from _table(plan, name, y + plan.days + 4)


def _axis(plan: _Plan) -> Iterator[str]:
    """A line at each number."""
    for number in range(0, plan.most + 1, plan.step):
        y = plan.bottom - plan.height(number)
        yield line(_WORDS, y, WIDTH - 2, y, stroke="#bbb", stroke_width=0.5)
        yield tag("text", str(number), x=_WORDS - 6, y=y + 4, text_anchor="end")
    yield from base.texts(["Improvements"], 2, _TOP - 6)


def _bar(plan: _Plan, each: Standing, left: float, name: str) -> Iterator[str]:
    width, y = min(plan.column * 0.64, 46), float(plan.bottom)
    yield f'<g class="day" data-day="{each.day}">'
    for group in reversed(plan.groups):
        height = plan.height(len(each.groups.get(group, ())))
        y -= height
        if height:
            x = left + (plan.column - width) / 2
            yield base.patterned(_PATTERNS[group], name, x, y, width, height)
    yield "</g>"


def _table(plan: _Plan, name: str, y: float) -> Iterator[str]:
    """The numbers of each group below the bars, and of all."""
    for group in [*plan.groups, ""]:
        yield line(2, y, WIDTH - 2, y, stroke="#777", stroke_width=0.5)
        if group:
            yield base.patterned(_PATTERNS[group], name, 3, y + 3, 16, 14)
        weight = {} if group else {"font_weight": "bold"}
        yield tag("text", GROUPS[group] if group else "all", x=25, y=y + BASE + 2, **weight)
        for place, each in enumerate(plan.shown):
            number = len(each.groups.get(group, ())) if group else each.all
            yield base.middle(str(number), plan.left(place) + plan.column / 2, y + BASE + 2, **weight)
        y += _ROW


# In words.


def _caption(plan: _Plan) -> str:
    first, last = (words.day(str(each.day)) for each in (plan.shown[0], plan.shown[-1]))
    return f"Where improvements stood, {first}" if first == last else f"Where improvements stood, {first} to {last}"


def _told(plan: _Plan) -> str:
    """How many stood where on the first and the last of the days, and when the most were open."""
    told = [f"{_caption(plan)}.", _on(plan.shown[0])]
    if len(plan.shown) > 1:
        told.append(_on(plan.shown[-1]))
        most = max(plan.shown, key=lambda each: each.open)
        told.append(f"Of the days shown the most were open on {words.day(str(most.day))}: {most.open}.")
    return " ".join(told)


def _on(each: Standing) -> str:
    counts = [f"{len(refs)} {GROUPS[group]}" for group, refs in each.groups.items()]
    said = f"{words.counted(each.all, 'improvement')}: {words.listed(counts)}" if counts else "no improvement"
    return f"On {words.day(str(each.day))} {said}."
