"""A timeline as a picture of characters, each row as wide as the terminal is; a place stands for some days.

It is drawn in the shapes that most terminals have. Where one has them not, letters and signs stand for them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from commands.layout import room, wrap
from projections.drawing import legend
from projections.drawing.scale import Scale, Tick, lanes, one_line, quarters, shortened, years
from projections.queries.picture import Across, Bar, Days, Mark, Picture, Stretch
from projections.queries.words import counted
from projections.queries.words import day as in_words

#: Each kind of mark, bar and line; where a bar goes on, where a date slipped, what a vague date covers.
_SIGNS = {
    "note": "●", "claim": "▲", "assurance": "✓", "return": "▽", "submission": "►", "due": "◆", "former_due": "◇",
    "open": "═", "closed": "█", "ended": "▒", "withheld": "─", "goes_on": "▶", "slip": "┄", "covers": "╍",
    "publication": "│", "meeting": "┊", "today": "╎",
}  # fmt: skip
#: What stands for them, and for signs in texts, where there are only letters.
_PLAIN = str.maketrans("●▲✓▽►◆◇═█▒─▶┄╍│┊╎…–—’‘“”", "oCARSDd=#%_>-~|:!.--''\"\"")
#: The least room for the name of a quarter, and for a year; the widest label of what goes across.
_QUARTER, _YEAR, _LONGEST = 4, 6, 24
_DUE = ("due", "former_due")

Cells = list[str]


class _Grid(NamedTuple):
    """How many places the texts and the picture have beside one another, the scale, and what stands behind the rows."""

    texts: int
    places: int
    scale: Scale
    behind: Cells

    def at(self, where: float) -> int:
        """The place in which something is."""
        return max(0, min(int(where), self.places - 1))

    def covered(self, days: Days) -> range:
        """The places of as much as there is of some days; one at least."""
        first = self.at(self.scale.start(days.first))
        return range(first, max(first, self.at(self.scale.end(days.last) - 0.001)) + 1)

    def line(self, text: str, cells: Sequence[str]) -> str:
        """A line of the picture, with a text before it."""
        return (text + " " * (self.texts - room(text)) + "".join(cells)).rstrip()


def drawn(picture: Picture, width: int) -> Iterator[str]:
    """The lines of the picture."""
    texts = min(46, max(18, width * 2 // 5))
    places = max(10, width - texts)
    grid = _Grid(texts, places, Scale(picture.first, picture.last, 0, places), [" "] * places)
    shown = [each for each in picture.across if grid.scale.shows(*each.days)]
    yield from _labels(shown, grid)
    yield from _axis(grid)
    for each in sorted(shown, key=lambda each: each.kind):  # a publication is seen before a meeting of those days
        grid.behind[grid.covered(each.days)[0]] = _SIGNS[each.kind]
    if grid.scale.shows(picture.today, picture.today):
        grid.behind[grid.at(grid.scale.end(picture.today))] = _SIGNS["today"]
    for bar in picture.bars:
        yield from _row(bar, grid, picture.today)
    yield ""
    yield from _flowing(_legend(picture, grid), width)


def has_shapes(encoding: str) -> bool:
    """Whether a terminal of an encoding can show every sign."""
    try:
        "".join(_SIGNS.values()).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def plain(line: str) -> str:
    """A line in letters and signs that every terminal has."""
    return line.translate(_PLAIN)


def _labels(shown: Sequence[Across], grid: _Grid) -> Iterator[str]:
    """What goes across the rows, named where it begins, in as many lines as keep the names apart."""
    names = [shortened(one_line(each.short), min(_LONGEST, grid.places - 1), room) for each in shown]
    begins = [grid.covered(each.days)[0] for each in shown]
    found = sorted(
        (min(at, grid.places - room(name)), at, name, each.kind)
        for at, name, each in zip(begins, names, shown, strict=True)
    )
    placed = lanes([(start, start + room(name)) for start, _, name, _ in found], 1)
    for lane in range(max(placed, default=-1) + 1):
        cells = [" "] * grid.places
        for kind, at in sorted((kind, at) for (_, at, _, kind), own in zip(found, placed, strict=True) if own < lane):
            cells[at] = _SIGNS[kind]
        for (start, _, name, _), own in zip(found, placed, strict=True):
            if own == lane:
                cells[start : start + room(name)] = _places(name)
        yield grid.line("", cells)


def _places(text: str) -> Cells:
    """What stands in each place of a text: a wide letter has two, and an accent none of its own."""
    cells: Cells = []
    for letter in text:
        if room(letter):
            cells += [letter, *[""] * (room(letter) - 1)]
        elif cells:
            cells[-1] += letter
    return cells


def _axis(grid: _Grid) -> Iterator[str]:
    yield _ticks(years(grid.scale, _YEAR), grid)
    if shown := quarters(grid.scale, _QUARTER):
        yield _ticks(shown, grid)


def _ticks(ticks: Sequence[Tick], grid: _Grid) -> str:
    cells = [" "] * grid.places
    for tick in ticks:
        at = grid.at(grid.scale.start(tick.day))
        if at + len(tick.label) <= grid.places:
            cells[at : at + len(tick.label)] = tick.label
    return grid.line("", cells)


# Rows.


def _row(bar: Bar, grid: _Grid, today: date) -> Iterator[str]:
    """The marks above a bar, the bar with its notes and the due dates below it, beside what it is and how it stands."""
    shown = [mark for mark in bar.marks if grid.scale.shows(*mark.days)]
    above = _lanes([mark for mark in shown if mark.kind not in ("note", *_DUE)], grid)
    below = _lanes([mark for mark in shown if mark.kind in _DUE], grid)
    lines = [*reversed(above), _bar(bar, shown, grid, today), *below]
    late = sum(bool(mark.late_by) for mark in bar.marks)
    stands = "  " + bar.status_words + (f", {counted(late, 'recording')} late" if late else "")
    lines += [list(grid.behind)] * (2 - len(lines))
    texts = wrap(one_line(f"{bar.ref} {bar.text}"), grid.texts - 2, cut=True)
    several = min(len(texts), len(lines) - 1)
    shown_texts = [*texts[: several - 1], " ".join(texts[several - 1 :]), stands]
    for number, cells in enumerate(lines):
        text = shown_texts[number] if number < len(shown_texts) else ""
        yield grid.line(shortened(text, grid.texts - 2, room), cells)


def _lanes(marks: Sequence[Mark], grid: _Grid) -> list[Cells]:
    """The marks in as many lines as keep them apart, with how they slipped and what they cover."""
    ordered = sorted(marks, key=lambda mark: mark.days)
    places = [grid.at(grid.scale.middle(*mark.days)) for mark in ordered]
    found = lanes([(place, place + 1) for place in places], 0)
    lines = [list(grid.behind) for _ in range(max(found, default=-1) + 1)]
    slipped = [place for mark, place in zip(ordered, places, strict=True) if mark.kind in _DUE]
    for before, after in pairwise(slipped):
        lines[0][before:after] = _SIGNS["slip"] * (after - before)
    for mark, place, lane in zip(ordered, places, found, strict=True):
        _cover(mark, lines[lane], grid)
        lines[lane][place] = _SIGNS[mark.kind]
    return lines


def _cover(mark: Mark, cells: Cells, grid: _Grid) -> None:
    covered = grid.covered(mark.days)
    if mark.days.first < mark.days.last and len(covered) > 1:
        cells[covered.start : covered.stop] = _SIGNS["covers"] * len(covered)


def _bar(bar: Bar, shown: Sequence[Mark], grid: _Grid, today: date) -> Cells:
    cells = list(grid.behind)
    for stretch in bar.stretches:
        how = legend.drawn(bar) if stretch is bar.stretches[-1] else "closed"
        if grid.scale.shows(stretch.began.first, (stretch.ended or Days(today, today)).last):
            _stretch(stretch, how, cells, grid, today)
    for mark in shown:
        if mark.kind == "note":
            _cover(mark, cells, grid)
            cells[grid.at(grid.scale.middle(*mark.days))] = _SIGNS["note"]
    return cells


def _stretch(stretch: Stretch, how: str, cells: Cells, grid: _Grid, today: date) -> None:
    """What is sure of a bar, and before and after it what its beginning and its end may cover."""
    began, ended = stretch.began, stretch.ended or Days(today, today)
    whole = grid.covered(Days(began.first, ended.last))
    cells[whole.start : whole.stop] = _SIGNS[how] * len(whole)
    for days in (began, ended):
        covered = grid.covered(days)
        if days.first < days.last and grid.scale.shows(*days) and len(covered) > 1:
            cells[covered.start : covered.stop] = _SIGNS["covers"] * len(covered)
    if how == "open":
        cells[whole.stop - 1] = _SIGNS["goes_on"]


def _legend(picture: Picture, grid: _Grid) -> Iterator[str]:
    """Each sign that is used, and what it means."""
    bars, marks, across = legend.used(picture)
    for kinds, said in ((bars, legend.BARS), (marks, legend.MARKS), (across, legend.ACROSS)):
        for kind in kinds:
            sign = _SIGNS[kind] * 2 if said is legend.BARS else _SIGNS[kind]
            yield f"{sign}{_SIGNS['goes_on'] if kind == 'open' else ''} {said[kind]}"
    if legend.vague(picture):
        yield f"{_SIGNS['covers'] * 2} {legend.VAGUE}"
    if grid.scale.shows(picture.today, picture.today):
        yield f"{_SIGNS['today']} today, {in_words(str(picture.today))}"


def _flowing(items: Iterable[str], width: int) -> Iterator[str]:
    """As many to a line as fit."""
    line = ""
    for item in items:
        if line and room(line) + 3 + room(item) > width:
            yield from wrap(line, width)
            line = ""
        line = f"{line}   {item}" if line else item
    yield from wrap(line, width)
