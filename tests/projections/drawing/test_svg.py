"""The picture for files: well-formed, the same bytes each time, to scale, and nothing of it over another."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from projections.drawing.elements import width_of
from projections.drawing.svg import Heading, svg
from projections.queries.picture import Across, Bar, Days, Mark, Picture, Stretch
from tests.projections.drawing.drawing import HOSTILE, pictures, plain

HEADING = Heading("Timeline  (FICTITIOUS)", "Ledger fenshire.00112233aabbccdd, as of entry E-117.")
_SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2018, 3, 22)


class Box(NamedTuple):
    """What a shape or a text takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether both cover a place."""
        across = self.left < other.right - 0.2 and other.left < self.right - 0.2
        return across and self.top < other.bottom - 0.2 and other.top < self.bottom - 0.2


def drawn(picture: Picture, heading: Heading = HEADING) -> ElementTree.Element:
    """The picture, read back."""
    return ElementTree.fromstring(svg(picture, heading))


def size(root: ElementTree.Element) -> tuple[float, float]:
    """Its width and height."""
    return float(root.attrib["width"]), float(root.attrib["height"])


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The elements of a class."""
    return [each for each in root.iter() if each.get("class") == name]


def texts(root: ElementTree.Element) -> list[tuple[str, Box]]:
    """Every text, with the room that it takes at the most; those that say nothing take none."""
    found = []
    for each in root.iter(f"{_SVG}text"):
        high, said = float(each.get("font-size", "12")), each.text or ""
        x, y = float(each.attrib["x"]), float(each.attrib["y"])
        found.append((said, Box(x, y - high * 0.75, x + width_of(said, high), y + high * 0.2)))
    return [each for each in found if each[0]]


def rows(root: ElementTree.Element) -> list[float]:
    """Where the rows of the improvements end."""
    return [float(next(bar.iter(f"{_SVG}line")).attrib["y1"]) for bar in of_class(root, "bar")]


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_every_picture(picture: Picture) -> None:
    """One bar an improvement, one below the other; every bar and text within the frame, no text over another."""
    root = drawn(picture)
    width, height = size(root)
    assert [bar.get("id") for bar in of_class(root, "bar")] == [bar.ref for bar in picture.bars]
    assert all(after - before >= 52 for before, after in pairwise(rows(root)))
    for rect in root.iter(f"{_SVG}rect"):
        left, top, wide, high = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        assert wide >= 0 and high >= 0
        assert left + wide <= width + 0.1 and top + high <= height + 0.1
    boxes = texts(root)
    for number, (said, box) in enumerate(boxes):
        assert box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height, said
        assert not [other for other, taken in boxes[number + 1 :] if box.overlaps(taken)], said


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_marks_are_in_the_order_of_their_days(picture: Picture) -> None:
    """What covers later days is never further left, and no mark is outside the axis."""
    root = drawn(picture)
    for bar, group in zip(picture.bars, of_class(root, "bar"), strict=True):
        shown = [mark for mark in bar.marks if mark.days.first <= picture.last and mark.days.last >= picture.first]
        places = [float(each) for each in re.findall(r"translate\((\S+) ", ElementTree.tostring(group).decode())]
        several = [place for mark, place in _beside(shown, places)]
        assert all(340 <= place <= 1170 for place in several)
        found = list(_beside(shown, places))
        for (one, x), (other, y) in pairwise(sorted(found, key=lambda each: each[0].days.last)):
            assert one.days.first > other.days.first or x <= y + 0.1


def _beside(marks: list[Mark], places: list[float]) -> list[tuple[Mark, float]]:
    """Each mark with its place; one that was recorded late has a sign at the same place after it."""
    left = iter(places)
    found = []
    for mark in marks:
        found.append((mark, next(left)))
        if mark.late_by:
            assert next(left) == found[-1][1]
    return found


def test_the_same_picture_is_the_same_bytes() -> None:
    """No clock, no order of a set, no id at random."""
    assert svg(plain(5, 9), HEADING) == svg(plain(5, 9), HEADING)


@pytest.mark.parametrize(("number", "across"), [(1, 0), (1, 40), (60, 60), (0, 0)])
def test_it_is_as_high_as_it_needs(number: int, across: int) -> None:
    """One improvement is a small picture; sixty are sixty rows of the same width."""
    width, height = size(drawn(plain(number, across)))
    assert width == 1200
    assert 52 * number < height < 72 * max(number, 1) + 15 * across + 260


def test_it_says_what_it_shows() -> None:
    """A title, a description with every bar and mark in words, a language; texts are texts; no colour but grey."""
    found = svg(plain(1, 1), HEADING._replace(left_out="Left out because of an embargo: 2 entries."))
    root = ElementTree.fromstring(found)
    assert (
        root.get("role") == "img" and root.get("aria-labelledby") == "title description" and root.get("lang") == "en-GB"
    )
    title, description = (next(root.iter(f"{_SVG}{name}")).text or "" for name in ("title", "desc"))
    assert title == "Timeline (FICTITIOUS)"
    for said in (
        "1 improvement and 1 meeting, from 22 March 2018 to 31 December 2019.",
        "AFI-1 Attend prompt calls. Closed. Raised 22 March 2018, ended 2 May 2019.",
        "Progress note 12 June 2018: “Dip sample” (E-2).",
        "Former due date 30 September 2018 (E-3). Due date December 2018 (E-4).",
        "Meeting of the group, 22 March 2018.",
        "Left out because of an embargo: 2 entries.",
    ):
        assert said in description
    shown = [said for said, _ in texts(root)]
    assert {"AFI-1 Attend prompt calls", "closed", "OIG", "2018", "Apr", "due date", "former due date"} <= set(shown)
    assert shown[-1] == "Left out because of an embargo: 2 entries."
    colours = set(re.findall(r'(?:fill|stroke)="(#?\w+)"', found))
    assert colours <= {"black", "white", "none", "#bbb", "#777", "#999"}


def test_each_kind_of_bar_and_mark_has_a_shape_of_its_own() -> None:
    """Whoever sees no colour, and no shade, can tell them apart; the legend has those that are there."""
    picture = plain()
    marks = [Mark(kind, Days(DAY, DAY), "", "E-1") for kind in ("claim", "assurance", "submission", "return", "note")]
    bars = [
        bar._replace(status=status, marks=marks)
        for bar in picture.bars
        for status in ("closed", "raised", "superseded", "withheld")
    ]
    root = drawn(picture._replace(bars=bars))
    shapes = [ElementTree.tostring(each[0]) for each in of_class(root, "legend")]
    assert len(shapes) == len({re.sub(rb"translate\(\S+ \S+\)", b"", shape) for shape in shapes}) == 9
    said = [each.findtext(f"{_SVG}text") for each in of_class(root, "legend")]
    assert said[:4] == [
        "open", "closed", "ended otherwise: superseded, withdrawn, declined or not ours", "partly under embargo",
    ]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_was_recorded_is_markup(name: str) -> None:
    """It is there as text, cut to its room in the row and whole in the title; what XML cannot hold is not there."""
    [bar] = plain().bars
    across = Across("meeting", "MTG-1", name, name, Days(DAY, DAY))
    root = drawn(plain()._replace(bars=[bar._replace(text=name)], across=[across]), Heading(name, name, name))
    assert not list(root.iter(f"{_SVG}script"))
    title = next(of_class(root, "bar")[0].iter(f"{_SVG}title")).text or ""
    assert title.startswith(f"AFI-1 {' '.join(name.replace(chr(27), '').split())}".strip())


def test_vague_days_are_drawn_as_what_they_cover() -> None:
    """A bar that began in a year and ended in a month is sure only between; a mark shows all of its days."""
    year, month = Days(date(2018, 1, 1), date(2018, 12, 31)), Days(date(2019, 6, 1), date(2019, 6, 30))
    bar = Bar("AFI-1", "x", "closed", [Stretch(year, month)], [Mark("due", month, "June 2019", "E-2")])
    root = drawn(Picture(date(2018, 1, 1), date(2019, 12, 31), date(2020, 1, 1), [bar], []))
    covers, sure, due = of_class(root, "covers"), of_class(root, "closed"), of_class(root, "due")
    [start, end] = [(float(each.attrib["x"]), float(each.attrib["width"])) for each in covers if each.get("x")]
    assert start[0] == 340 and start[1] == pytest.approx(365 / 730 * 830, abs=0.2)
    [body] = sure
    assert float(body.attrib["x"]) == pytest.approx(sum(start), abs=0.2)
    assert float(body.attrib["x"]) + float(body.attrib["width"]) == pytest.approx(end[0], abs=0.2)
    assert end[1] == pytest.approx(30 / 730 * 830, abs=0.2)
    [path] = [each for each in due[0].iter(f"{_SVG}path") if each.get("class") == "covers"]
    assert path.attrib["d"].startswith(f"M{end[0]:g} ")


def test_an_open_bar_ends_today_with_an_arrow() -> None:
    """And where the axis ends before today, there."""
    bar = Bar("AFI-1", "x", "raised", [Stretch(Days(DAY, DAY), None)], [])
    for last in (date(2019, 12, 31), date(2018, 12, 31)):
        root = drawn(Picture(DAY, last, date(2019, 6, 30), [bar], []))
        [body] = of_class(root, "open")
        [arrow] = of_class(root, "goes-on")[:1]
        end = float(body.attrib["x"]) + float(body.attrib["width"])
        assert arrow.attrib["d"].startswith(f"M{end:g} ") or arrow.attrib["d"].startswith(f"M{end:.1f} ")
        assert len(of_class(root, "today")) == (last.year == 2019)


def test_a_range_cuts_what_is_outside_off() -> None:
    """A bar from before to after it fills the axis; one of another time, and its marks, are not drawn."""
    whole, other = Days(date(2010, 1, 1), date(2010, 1, 1)), Days(date(2012, 1, 1), date(2012, 1, 1))
    bars = [
        Bar("AFI-1", "x", "closed", [Stretch(whole, Days(LATER, LATER))], []),
        Bar("AFI-2", "y", "closed", [Stretch(whole, other)], [Mark("note", other, "", "E-3")]),
    ]
    root = drawn(Picture(DAY, DAY + timedelta(days=100), LATER, bars, []))
    [body] = of_class(root, "closed")
    assert (body.attrib["x"], body.attrib["width"]) == ("340", "830")
    assert of_class(root, "note") == [] and len(of_class(root, "bar")) == 2


LATER = date(2025, 1, 1)


def test_what_was_recorded_late_bears_a_sign() -> None:
    """In the picture, in the legend, and in words."""
    [bar] = plain().bars
    [note, *_] = bar.marks
    root = drawn(plain()._replace(bars=[bar._replace(marks=[note._replace(late_by=45)])]))
    assert len(of_class(root, "late")) == 2
    assert "recorded more than 30 days late" in [said for said, _ in texts(root)]
    assert "12 June 2018, recorded 45 days after: “Dip sample”" in (next(root.iter(f"{_SVG}desc")).text or "")
