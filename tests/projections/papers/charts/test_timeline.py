"""The timeline at the width of a paper: every improvement in one of its charts, and its slips."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from projections.papers.charts.timeline import timeline
from projections.queries.picture import Across, Bar, Days, Mark, Picture, Stretch
from tests.projections.drawing.drawing import pictures, plain
from tests.projections.papers.charts.made import DAY, NAMES, SVG, drawn, of_class, read, said, sound


def test_nothing_to_draw() -> None:
    """Without an improvement there is no chart."""
    assert timeline(plain(0)) == ()


@settings(max_examples=50, deadline=None)
@given(pictures())
def test_every_picture(picture: Picture) -> None:
    """Each improvement is there once, in its order, with how it stands; and no chart has what is of another."""
    charts = timeline(picture, "appendix/timeline", (7,))
    sound(*charts)
    ids = [bar.attrib["id"] for chart in charts for bar in of_class(chart, "bar")]
    assert [re.sub("^appendix-timeline(-[0-9]+)?-", "", each) for each in ids] == [bar.ref for bar in picture.bars]
    assert all(bar.status_words in " ".join(map(drawn, charts)) for bar in picture.bars)
    assert {chart.alternative.at for chart in charts} <= {(7,)}


def test_nothing_is_told_that_is_not_seen() -> None:
    """What was recorded of an improvement is not hidden in the file: only its caption and alternative text are."""
    [chart] = timeline(plain())
    root = read(chart)
    assert len(list(root.iter(f"{SVG}title"))) == 1 and "Dip sample" not in chart.picture.svg


def test_slips_are_drawn_and_said() -> None:
    """Each former due date, the one that holds, the way between them; and how often, of which most."""
    [bar] = plain().bars
    slipped = Mark("former_due", Days(date(2018, 10, 31), date(2018, 10, 31)), "31 October 2018", "E-9")
    twice = bar._replace(ref="AFI-2", marks=[slipped, *bar.marks])
    never = bar._replace(ref="AFI-3", marks=[])
    [chart] = timeline(plain()._replace(bars=[bar, twice, never]))
    assert [len(of_class(chart, name)) for name in ("former_due", "due", "slip")] == [3, 2, 3]
    shown = drawn(chart)
    assert shown.count("closed, due date moved once") == shown.count("closed, due date moved 2 times") == 1
    assert chart.alternative.text == (
        "3 improvements, from 22 March 2018 to 31 December 2019: 3 closed. "
        "3 changes of due dates, of 2 improvements, the most of AFI-2 (2)."
    )
    assert chart.caption.text == "Timeline of AFI-1, AFI-2 and AFI-3, 22 March 2018 to 31 December 2019"


def test_one_improvement_that_never_slipped() -> None:
    """The smallest chart."""
    bar = Bar("AFI-1", "x", "raised", [Stretch(Days(DAY, DAY), None)], [])
    [chart] = timeline(Picture(DAY, DAY, DAY, [bar], []))
    sound(chart)
    assert chart.alternative.text == (
        "1 improvement, from 22 March 2018 to 22 March 2018: 1 raised. No change of a due date."
    )


@pytest.mark.parametrize("number", [60, 400])
def test_many_improvements_are_cut_into_pages(number: int) -> None:
    """Each of as many as have room, all of one scale, with parts that count up."""
    charts = timeline(plain(number, 5))
    sound(*charts)
    shown = [len(of_class(chart, "bar")) for chart in charts]
    assert sum(shown) == number and len(set(shown[:-1])) == 1 and shown[0] > 8
    assert all(chart.picture.height <= 820 for chart in charts)
    assert [chart.name for chart in charts[:3]] == ["timeline", "timeline-2", "timeline-3"]
    assert charts[2].alternative.id == "timeline/3/alternative"
    assert charts[-1].caption.text.endswith(f"(part {len(charts)} of {len(charts)})")
    assert len({tuple(text for text in said(chart) if text in ("2018", "2019")) for chart in charts}) == 1


def test_many_meetings_stand_in_a_row_without_names() -> None:
    """A few have their names; what would fill the page with names is a line each, and how many they are."""
    [few], [many] = timeline(plain(1, 5)), timeline(plain(1, 40)._replace(last=date(2035, 1, 1)))
    assert said(few).count("OIG") == 5 and len(of_class(few, "meeting")) == 5
    assert "OIG" not in said(many) and "40 meetings" in said(many)
    assert [each.tag for each in of_class(many, "meeting")] == [f"{SVG}line"] * 40
    assert "1 improvement and 40 meetings that concern them" in many.alternative.text


def test_a_part_does_not_say_that_its_own_improvements_are_meant() -> None:
    """Of a chart that was cut, what goes across concerns those of any part."""
    charts = timeline(plain(60, 5))
    assert len(charts) > 1
    assert all("5 meetings that concern any improvement of this timeline," in each.alternative.text for each in charts)


@pytest.mark.parametrize("name", NAMES)
def test_awkward_names_are_text(name: str) -> None:
    """Nothing in them is markup, and each is cut to its room."""
    [bar] = plain().bars
    days = Days(DAY, DAY + timedelta(days=3))
    across = [Across(kind, "INS-1", name, name, days) for kind in ("meeting", "publication")]
    [chart] = timeline(plain()._replace(bars=[bar._replace(text=name)], across=across))
    sound(chart)
    assert all(len(text) <= 95 for text in said(chart)) and said(chart)[0].startswith("AFI-1")


def test_the_same_picture_is_the_same_bytes() -> None:
    """Always."""
    assert timeline(plain(20, 10)) == timeline(plain(20, 10))
