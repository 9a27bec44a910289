"""The timeline with slips at the width of a paper, cut into as many charts as pages that it needs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from projections.drawing import frame, rows
from projections.drawing.elements import line
from projections.drawing.frame import LINE
from projections.drawing.page import Page
from projections.drawing.scale import Scale
from projections.drawing.timeline import body, legends, scale_of
from projections.papers import model
from projections.papers.charts import base
from projections.papers.charts.base import HEIGHT, TYPE, WIDTH, Said
from projections.papers.model import Chart
from projections.queries import words
from projections.queries.picture import Across, Bar, Picture

_AXIS, _FIRST = 226, 14
#: How many lines the names of what goes across may take, and the height of the row where meetings stand without.
_LANES, _ROW = 6, 24
Drawn = tuple[list[str], float]
#: What goes across, as one calls it.
_ACROSS = {"publication": "report", "meeting": "meeting"}


def timeline(picture: Picture, prefix: str = "timeline", at: Sequence[int] = ()) -> tuple[Chart, ...]:
    """The charts of a picture, all of one scale: each of as many improvements as a page has room for, in their order.

    Their cells' ids begin with ``prefix`` and rest on ``at``. Without an improvement there is no chart.
    """
    parts = list(_parts(picture))
    return tuple(_chart(part, prefix, tuple(at), place, len(parts)) for place, part in enumerate(parts, 1))


def _parts(picture: Picture) -> Iterator[Picture]:
    """As many bars in each as have room; one at least."""
    page, bars, used = _page(""), list[Bar](), 0.0
    room = HEIGHT - _around(picture, page) if picture.bars else 0
    for row in rows.rows(picture.bars, scale_of(picture, page), 0, page):
        if bars and used + row.height > room:
            yield picture._replace(bars=bars)
            bars, used = [], 0.0
        bars, used = [*bars, row.bar], used + row.height
    if bars:
        yield picture._replace(bars=bars)


def _around(picture: Picture, page: Page) -> float:
    """How high all is that stands above and below the bars; of a part it is no higher than of the whole."""
    one = picture._replace(bars=picture.bars[:1])
    [row] = rows.rows(one.bars, scale_of(one, page), 0, page)
    more = len(list(legends(picture, 0, page))) - len(list(legends(one, 0, page)))
    return _drawn(one, page)[1] - row.height + LINE * more


def _page(name: str) -> Page:
    return Page(WIDTH, 4, _AXIS, 22, TYPE, f"{name}-", told=False)


def _drawn(picture: Picture, page: Page) -> Drawn:
    """All that is drawn, and how high that is. Meetings whose names would fill the page stand in a row of their own."""
    scale = scale_of(picture, page)
    crowded = max((label.lane for label in frame.labels(picture.across, scale, page)), default=0) >= _LANES
    meetings = [each for each in picture.across if crowded and each.kind == "meeting"]
    shown = picture._replace(across=[each for each in picture.across if each not in meetings])
    drawn, bottom = body(shown, _FIRST + _ROW * bool(meetings), page)
    below = list(legends(shown, bottom + frame.BELOW + LINE, page))
    return [*_row(meetings, scale, page), *drawn, *below], bottom + frame.BELOW + LINE * (len(below) + 1) + 4


def _row(meetings: Sequence[Across], scale: Scale, page: Page) -> Iterator[str]:
    """A line for each meeting above the axis, and how many that are."""
    found = [each for each in meetings if scale.shows(*each.days)]
    if found:
        yield from base.texts([words.counted(len(found), _ACROSS["meeting"])], page.margin, 2)
        yield line(scale.left, 2 + LINE, scale.right, 2 + LINE, stroke="#777")
    for each in found:
        x = scale.middle(*each.days)
        yield line(x, 4, x, 2 + LINE, class_="meeting")


def _chart(picture: Picture, prefix: str, at: tuple[int, ...], part: int, parts: int) -> Chart:
    said = Said(prefix, at, _told(picture, cut=parts > 1), base.numbered(_caption(picture), part, parts))
    return base.chart(_picture, picture, said, part)


def _picture(told: Picture, name: str, said: Said) -> model.Picture:
    page = _page(name)
    drawn, height = _drawn(told, page)
    return base.picture([page.patterns, *drawn], height, said)


# In words.


def _caption(picture: Picture) -> str:
    first, last = (words.day(str(day)) for day in (picture.first, picture.last))
    return f"Timeline of {_refs(picture.bars)}, {first} to {last}"


def _refs(bars: Sequence[Bar]) -> str:
    refs = [bar.ref for bar in bars]
    return words.listed(refs) if len(refs) < 4 else f"{len(refs)} improvements from {refs[0]} to {refs[-1]}"


def _told(picture: Picture, *, cut: bool) -> str:
    """What a chart shows: how many improvements stand where, how often due dates moved, and what went across."""
    statuses = Counter(bar.status_words for bar in picture.bars)
    stand = words.listed([f"{number} {status}" for status, number in statuses.items()])
    return f"{_shown(picture, cut=cut)}: {stand}. {_slips(picture.bars)}"


def _shown(picture: Picture, *, cut: bool) -> str:
    """How much it shows, and from when to when: of reports and meetings those that improvements of any part are in."""
    whom = "any improvement of this timeline" if cut else "them"
    shown = [words.counted(len(picture.bars), "improvement")]
    for kind, named in _ACROSS.items():
        number = sum(each.kind == kind for each in picture.across)
        told = words.counted(number, f"{named} that concerns {whom}", f"{named}s that concern {whom}")
        shown += [told] if number else []
    return f"{words.listed(shown)}, from {words.day(str(picture.first))} to {words.day(str(picture.last))}"


def _slips(bars: Sequence[Bar]) -> str:
    moved = {bar.ref: sum(mark.kind == "former_due" for mark in bar.marks) for bar in bars}
    number, of = sum(moved.values()), sum(map(bool, moved.values()))
    if not number:
        return "No change of a due date."
    most = max(moved, key=lambda ref: moved[ref])
    often = f", the most of {most} ({moved[most]})" if 1 < moved[most] < number else ""
    changes = words.counted(number, "change of a due date", "changes of due dates")
    return f"{changes}, of {words.counted(of, 'improvement')}{often}."
