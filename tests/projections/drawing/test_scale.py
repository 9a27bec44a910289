"""Where things go: days along an axis, labels in lanes, texts cut short."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.drawing.scale import Scale, lanes, quarters, shortened, years

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
SCALES = st.builds(
    lambda first, days, room: Scale(first, first + timedelta(days=days), 100, 100 + room),
    DAYS,
    st.integers(0, 20_000),
    st.floats(10, 3000),
)


@given(SCALES, DAYS, DAYS)
def test_days_are_in_order_and_within(scale: Scale, one: date, other: date) -> None:
    """An earlier day is never further right, and none is outside; a day on the axis ends after it begins."""
    first, second = sorted((one, other))
    assert scale.left <= scale.start(first) <= scale.start(second) <= scale.right
    assert scale.end(first) <= scale.end(second) and scale.start(first) <= scale.end(first)
    assert scale.start(scale.first) == scale.left and scale.end(scale.last) == pytest.approx(scale.right)
    if scale.shows(first, second):
        assert scale.start(first) < scale.end(second) and scale.left <= scale.middle(first, second) <= scale.right


@given(SCALES, st.floats(1, 100))
def test_years_and_quarters_have_room(scale: Scale, room: float) -> None:
    """Each is on the axis, in order, and as far from the next as its name needs."""
    for ticks in (years(scale, room), quarters(scale, room)):
        places = [scale.start(tick.day) for tick in ticks]
        assert all(scale.first <= tick.day <= scale.last for tick in ticks)
        assert all(after - before >= room * 0.98 for before, after in pairwise(places))  # a quarter has 90 days or more
    assert years(scale, room)


def test_a_short_axis_names_its_year() -> None:
    """Though no year begins on it."""
    scale = Scale(date(2018, 3, 22), date(2018, 6, 1), 0, 50)
    assert [tick.label for tick in years(scale, 6)] == ["2018"]
    assert [tick.label for tick in quarters(scale, 4)] == ["Apr"]


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 300)), max_size=40), st.floats(0, 10))
def test_nothing_overlaps_in_a_lane(things: list[tuple[float, float]], gap: float) -> None:
    """Whatever begins where, and however wide it is; and no lane is empty."""
    placed = [(start, start + width) for start, width in sorted(things)]
    found = lanes(placed, gap)
    for lane in range(max(found, default=-1) + 1):
        own = [place for place, number in zip(placed, found, strict=True) if number == lane]
        assert own and all(before[1] + gap <= after[0] for before, after in pairwise(own))


@given(st.text(max_size=50), st.integers(1, 60))
def test_a_text_is_cut_to_its_room(text: str, width: int) -> None:
    """With a sign that it was; a text that fits is as it is."""
    found = shortened(text, width, len)
    assert len(found) <= width and (found == text or (found.endswith("…") and len(text) > width))
