"""Whatever happened, nothing that is under embargo is in any paper: no entry, no record, and no word of either."""

import re
from datetime import date, datetime

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from ledger.errors import RuleBroken
from projections.papers.manifest import manifest_of, written
from projections.papers.model import Paper
from projections.papers.recipe import Recipe
from projections.queries.withheld import withheld
from tests.projections.histories import whole
from tests.projections.papers.marked import BEFORE, KINDS, LIFTED, Marked, marked, paper_of, said, sayers

DATES = st.sampled_from([date(2026, 6, 1), date(2026, 6, 1), date(2018, 6, 30), date(2019, 6, 1)])
CHOSEN = st.sampled_from([(), (), ("AFI-1", "AFI-2"), ("INS-1", "MTG-1", "DOC-2", "ACT-1", "FND-1")])
#: They name an entry as a moment, whatever it said.
MOMENT = {"head/since", "summary/changed", "footer"}
_NAMED = re.compile(r"\b[A-Z]+-[0-9]+\b")


@st.composite
def recipes(draw: st.DrawFn, kind: str, history: Marked) -> Recipe:
    """Any paper of a kind about a history."""
    size = history.size()
    since = draw(st.none() | st.integers(12, size)) if kind == "progress" else None
    of = ("INS-1", "INS-2", "INS-3") if kind == "response" else (None, None, "INS-1", "INS-2")
    records = draw(CHOSEN) if kind == "timeline" else ()
    return Recipe(
        kind, draw(DATES), size, draw(st.sampled_from([LIFTED, BEFORE])), draw(st.sampled_from([None, "FOR-1"])),
        inspection=draw(st.sampled_from(of)), records=records, since=since,
    )  # fmt: skip


def told(paper: Paper) -> set[str]:
    """The records and entries that a paper rests on, calls by name, counts, or says a word of."""
    cells = [cell for cell in paper.cells() if cell.id not in MOMENT]
    rests = {f"E-{at}" for cell in cells for at in cell.at}
    named = {each for cell in cells for each in _NAMED.findall(f"{cell.id} {cell.text}")}
    counted = {ref for figure in paper.figures for ref in figure.refs}
    borne = written(manifest_of(paper)).encode().decode("unicode-escape")
    return rests | named | counted | {each for text in (*said(paper), borne) for each in sayers(text)}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(marked(), st.data())
def test_nothing_under_embargo_is_in_any_paper(kind: str, history: Marked, data: st.DataObject) -> None:
    """No cell, id, chart, words for one, figure, or the manifest has any of it."""
    views, recipe = whole(history), data.draw(recipes(kind, history))
    try:
        paper = paper_of(history, views, recipe)
    except RuleBroken:  # of an inspection that does not count, has not begun, or is under embargo
        return
    held = withheld(views, datetime.fromisoformat(recipe.moment))
    event("told of" if held & {"E-13", "E-16"} else "lifted")
    assert told(paper) & held == set()
