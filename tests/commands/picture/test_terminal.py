"""The picture of characters: within its width, in its order, and in letters where there are only letters."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.layout import room
from commands.picture.terminal import drawn, has_shapes, plain
from projections.queries.picture import Across, Bar, Days, Mark, Picture, Stretch
from tests.projections.drawing.drawing import bars, pictures
from tests.projections.drawing.drawing import plain as alike


@settings(max_examples=100, deadline=None)
@given(pictures(), st.integers(40, 220))
def test_every_picture_is_within_its_width(picture: Picture, width: int) -> None:
    """No line is wider, none can steer the terminal, and each improvement is there in its order."""
    lines = list(drawn(picture, width))
    assert all(room(line) <= width and (line.isprintable() or not line) for line in lines)
    named = [line.split()[0] for line in lines if line.startswith("AFI-")]
    assert [ref for ref in named if ref in {bar.ref for bar in picture.bars}] == [bar.ref for bar in picture.bars]


@given(bars(1))
def test_letters_stand_for_every_sign(bar: Bar) -> None:
    """Each for one of its own, so that nothing moves; what was recorded stays, but for its dashes and quotes."""
    picture = Picture(date(2014, 1, 1), date(2030, 1, 1), date(2026, 1, 1), [bar._replace(text="x")], [])
    for line in drawn(picture, 100):
        assert len(plain(line)) == len(line) and plain(line).isascii()


@pytest.mark.parametrize(
    ("encoding", "shapes"), [("utf-8", True), ("ascii", False), ("cp437", False), ("cp1252", False)]
)
def test_which_terminals_have_the_shapes(encoding: str, shapes: bool) -> None:
    """Those of an encoding that has all of them."""
    assert has_shapes(encoding) is shapes


def test_how_it_looks() -> None:
    """A closed improvement that slipped once, with a meeting and a publication."""
    [bar] = alike().bars
    marks = [*bar.marks, Mark("claim", Days(date(2019, 1, 15), date(2019, 1, 15)), "", "E-5", 45)]
    day = Days(date(2018, 9, 1), date(2018, 9, 1))
    august = Days(date(2019, 8, 1), date(2019, 8, 31))
    across = [Across("meeting", "MTG-1", "OIG", "OIG", day), Across("publication", "INS-2", "PEEL", "PEEL", day)]
    reopened = Bar("AFI-2", "Answer", "in_progress", [*bar.stretches, Stretch(august, None)], [])
    picture = Picture(
        date(2018, 1, 1), date(2019, 12, 31), date(2019, 11, 30), [bar._replace(marks=marks), reopened], across
    )
    assert "\n".join(drawn(picture, 80)) == LOOK
    assert "\n".join(map(plain, drawn(picture, 80))) == PLAIN


LOOK = """\
                                               OIG
                                               PEEL
                                2018                   2019
                                Jan  Apr   Jul   Oct   Jan   Apr   Jul   Oct
AFI-1 Attend prompt calls                      │        ▲                    ╎
  closed, 1 recording late           █████●██████████████████████            ╎
                                               │ ◇┄┄┄╍◆╍                     ╎
AFI-2 Answer                         ████████████████████████████    ╍╍╍═════▶
  in progress                                  │                             ╎

══▶ open   ██ closed   ● progress note   ▲ reported complete by the force
◆ due date   ◇ former due date   ┊ a forum meets   │ a report is published
╍╍ the days that a vague date covers   ╎ today, 30 November 2019"""
PLAIN = """\
                                               OIG
                                               PEEL
                                2018                   2019
                                Jan  Apr   Jul   Oct   Jan   Apr   Jul   Oct
AFI-1 Attend prompt calls                      |        C                    !
  closed, 1 recording late           #####o######################            !
                                               | d---~D~                     !
AFI-2 Answer                         ############################    ~~~=====>
  in progress                                  |                             !

==> open   ## closed   o progress note   C reported complete by the force
D due date   d former due date   : a forum meets   | a report is published
~~ the days that a vague date covers   ! today, 30 November 2019"""


@pytest.mark.parametrize("width", [80, 200])
def test_sixty_improvements(width: int) -> None:
    """Each has its row of a few lines, and the legend comes once."""
    lines = list(drawn(alike(60, 10), width))
    assert 120 <= len(lines) <= 200 and sum("progress note" in line for line in lines) == 1
