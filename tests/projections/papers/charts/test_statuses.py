"""Status over time, drawn: each number below its bar, and each bar as high as its number."""

from datetime import date
from itertools import pairwise

import pytest

from projections.papers.charts.statuses import statuses
from projections.papers.model import Chart
from projections.queries.over_time import GROUPS, Standing
from tests.projections.papers.charts.made import DAY, SVG, drawn, read, said, sound, standings


def made(found: list[Standing], prefix: str = "statuses") -> Chart:
    """The chart of what there is."""
    chart = statuses(found, prefix)
    assert chart
    sound(chart)
    return chart


@pytest.mark.parametrize("found", [[], [Standing(DAY, {})], [Standing(DAY, {}), Standing(date(2019, 1, 1), {})]])
def test_nothing_to_draw(found: list[Standing]) -> None:
    """Without an improvement there is no chart."""
    assert statuses(found) is None


@pytest.mark.parametrize(("days", "improvements"), [(1, 1), (1, 60), (4, 7), (12, 60), (5, 400), (3, 12345)])
def test_every_number_is_there(days: int, improvements: int) -> None:
    """In the row of its group, below the day on which it was."""
    found = standings(days, improvements)
    chart = made(found)
    shown = said(chart)
    used = [group for group in GROUPS if any(group in each.groups for each in found)]
    for group in used:
        at = shown.index(GROUPS[group]) + 1
        assert shown[at : at + days] == [str(len(each.groups.get(group, ()))) for each in found]
    assert shown[-days:] == [str(each.all) for each in found]
    assert not {GROUPS[group] for group in GROUPS if group not in used} & set(shown)


def test_bars_are_as_high_as_their_numbers() -> None:
    """Piled up on one line in the order of the rows, with a pattern for each group."""
    found = standings(6, 23)
    root = read(made(found))
    for group, each in zip(root.iter(f"{SVG}g"), found, strict=True):
        boxes = [(float(box.attrib["y"]), float(box.attrib["height"]), box.attrib["fill"]) for box in group]
        heights = [height for _, height, _ in boxes]
        numbers = [len(refs) for refs in each.groups.values()][::-1]
        unit = sum(heights) / each.all
        assert heights == pytest.approx([number * unit for number in numbers], abs=0.15)
        assert len({fill for *_, fill in boxes}) == len(boxes)
        assert boxes[0][0] + boxes[0][1] == pytest.approx(200, abs=0.15)
        assert all(one[0] == pytest.approx(other[0] + other[1], abs=0.15) for one, other in pairwise(boxes))
    assert len({group.attrib["data-day"] for group in root.iter(f"{SVG}g")}) == 6


def test_days_are_named() -> None:
    """Each below its bar, on two lines; on three where many days leave no room for two."""
    assert "22 Mar 2018 21 Apr 2018 21 May 2018" in drawn(made(standings(3, 5)))
    assert "22 Mar 2018 21 Apr 2018 21 May 2018" in drawn(made(standings(12, 5)))
    assert "22 Mar" in said(made(standings(8, 5))) and "22 Mar" not in said(made(standings(9, 5)))


def test_what_is_said_of_it() -> None:
    """Each number of the first day and of the last, and when the most were open."""
    groups: dict[str, tuple[str, ...]] = {"not_started": ("AFI-1", "AFI-2"), "in_progress": ("AFI-3",)}
    later: dict[str, tuple[str, ...]] = {
        "in_progress": ("AFI-1",), "reported": ("AFI-2",), "closed": ("AFI-3",), "withheld": ("AFI-4",),
    }  # fmt: skip
    found = [Standing(DAY, groups), Standing(date(2019, 6, 30), later)]
    chart = statuses(found, "p/status", (3,))
    assert chart and chart.name == "p-status"
    assert chart.caption == ("p/status/caption", "Where improvements stood, 22 March 2018 to 30 June 2019", (3,))
    assert chart.alternative == (
        "p/status/alternative",
        "Where improvements stood, 22 March 2018 to 30 June 2019. "
        "On 22 March 2018 3 improvements: 2 not started and 1 in progress. "
        "On 30 June 2019 4 improvements: 1 in progress, 1 reported complete or beyond, 1 closed and 1 partly under "
        "embargo. Of the days shown the most were open on 22 March 2018: 3.",
        (3,),
    )


def test_one_improvement_on_one_day() -> None:
    """The smallest chart."""
    chart = made([Standing(DAY, {"closed": ("AFI-1",)})])
    assert said(chart) == ["0", "1", "Improvements", "22 Mar", "2018", "closed", "1", "all", "1"]
    assert (
        chart.alternative.text == "Where improvements stood, 22 March 2018. On 22 March 2018 1 improvement: 1 closed."
    )


def test_before_the_first_improvement() -> None:
    """A day with none has a number too."""
    chart = made([Standing(DAY, {}), Standing(date(2018, 4, 30), {"closed": ("AFI-1",)})])
    assert "On 22 March 2018 no improvement. On 30 April 2018 1 improvement: 1 closed." in chart.alternative.text
    assert said(chart)[-3:] == ["all", "0", "1"]


def test_of_many_days_some_are_shown() -> None:
    """Twelve, the first and the last of them among those."""
    found = standings(50, 9)
    chart = made(found)
    days = [each.attrib["data-day"] for each in read(chart).iter(f"{SVG}g")]
    assert len(days) == 12 and (days[0], days[-1]) == (str(found[0].day), str(found[-1].day))


def test_two_in_one_file() -> None:
    """No id of one is an id of the other."""
    sound(made(standings(3, 9), "one/statuses"), made(standings(3, 9), "other/statuses"))
