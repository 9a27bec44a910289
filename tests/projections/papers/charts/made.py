"""Made-up data to draw, and what can be read on what was drawn."""

import re
from datetime import date, timedelta
from itertools import cycle
from typing import Any
from xml.etree import ElementTree

from projections.papers.model import Chart
from projections.queries import words
from projections.queries.matrix import over_time
from projections.queries.over_time import GROUPS, Standing

SVG = "{http://www.w3.org/2000/svg}"
Row = dict[str, Any]
DAY = date(2018, 3, 22)
#: What a chart must hold as it is, or cut short.
NAMES = (
    "Siân Llŷr a Ŵyn: ymchwilio i droseddau",
    "Łukasz Żółć, zażółć gęślą jaźń",
    "<script>alert(1)</script> & \"so\" 'on' ]]>",
    "#let x = 1; {{ 7 * 7 }} =cmd()",
    "x" * 300,
    "word " * 60,
    "調査 عربى 👮 \x1b[31m\u202e",
)


def cell(question: int, reported: int, outcome: str | None, /, **more: Any) -> Row:
    """A cell of one force, as the inspections of years gave it: inspected, on the scale of its year."""
    called, new = f"QUE-{question}", reported >= 2022
    made = {
        "ref": f"GRD-{question}{reported}", "inspection": f"INS-{reported}",
        "force": "ORG-2", "force_name": "Fenshire Police",
        "question": called, "subject_ref": called, "subject": f"question {question}", "overall": None,
        "outcome": outcome, "outcome_words": words.outcome(outcome) if outcome else "not recorded here",
        "graded": outcome is not None and not outcome.startswith("n"), "basis": "inspected" if outcome else None,
        "scale": "five_tier" if new else "four_tier", "scale_words": "five-tier" if new else "four-tier",
        "framework": "b" if new else "a", "framework_words": "PEEL later" if new else "PEEL early",
        "year": reported, "reported": reported,
    }  # fmt: skip
    return made | more


def matrix(*cells: Row) -> list[Row]:
    """The rows that the matrix makes of cells of a force."""
    return list(over_time(list(cells)))


GRADES = ("outstanding", "good", "requires_improvement", "inadequate", "not_graded", "narrative_only")


def many(questions: int, years: int) -> list[Row]:
    """So many questions, each with a grade in each of so many years."""
    outcomes = cycle(GRADES)
    return matrix(*(
        cell(number, year, next(outcomes)) for number in range(1, questions + 1) for year in range(2012, 2012 + years)
    ))  # fmt: skip


def standings(days: int, improvements: int) -> list[Standing]:
    """How so many improvements stood at the end of so many months, ever more of them further on."""
    found, groups = [], list(GROUPS)[:5]
    for place in range(days):
        refs = [f"AFI-{number}" for number in range(1, improvements + 1)]
        cut = {group: refs[number::5] for number, group in enumerate(groups[place % 5 :] + groups[: place % 5])}
        day = DAY + timedelta(days=30 * place)
        found.append(Standing(day, {group: tuple(cut[group]) for group in GROUPS if cut.get(group)}))
    return found


# Reading.


def read(chart: Chart) -> ElementTree.Element:
    """A chart, read back."""
    return ElementTree.fromstring(chart.picture.svg)


def said(chart: Chart) -> list[str]:
    """The lines of text that are drawn, in order."""
    return [each.text or "" for each in read(chart).iter(f"{SVG}text")]


def drawn(chart: Chart) -> str:
    """All that is drawn of text, on one line."""
    return " ".join(said(chart))


def of_class(chart: Chart, name: str) -> list[ElementTree.Element]:
    """What is drawn of a kind."""
    return [each for each in read(chart).iter() if each.get("class") == name]


def sound(*charts: Chart) -> None:
    """A chart stands by itself: within its size, its type not small, and no id is of two charts."""
    ids = [each.attrib["id"] for chart in charts for each in read(chart).iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    for chart in charts:
        root = read(chart)
        assert chart.picture.width == 640 and root.attrib["viewBox"] == f"0 0 640 {chart.picture.height}"
        own = {each.attrib["id"] for each in root.iter() if "id" in each.attrib}
        assert set(re.findall(r'"url\(#([^)]*)\)"', chart.picture.svg)) <= own
        assert all(each.startswith(chart.name) for each in own)
        sizes = [float(each.get("font-size", 12)) for each in root.iter(f"{SVG}text")]
        assert min(sizes) >= 12 and root.attrib["font-size"] == "12"
        assert not {each.tag for each in root.iter()} & {f"{SVG}script", f"{SVG}style", f"{SVG}image", f"{SVG}a"}
        assert root.findtext(f"{SVG}title") == chart.caption.text and chart.alternative.text and chart.caption.text
        assert all(0 <= float(each.attrib["y"]) <= chart.picture.height for each in root.iter(f"{SVG}text"))
