"""Properties of the board paper, over random histories with corrections, embargoes and entries that mean nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.demo import fenshire
from ledger.errors import RuleBroken
from ledger.stores.log import Log
from projections.follow import level
from projections.leaving import Leaving
from projections.lens import Lens, looking
from projections.papers.board import compose
from projections.papers.brief import Brief, Own
from projections.papers.model import Cell, cells_of
from projections.papers.parts.laying import Composed
from projections.papers.recipe import Recipe
from projections.queries.withheld import withheld
from projections.views import opened
from tests.projections.histories import History, histories, whole
from tests.projections.papers.composing import board

DATES = st.sampled_from([None, date(2017, 12, 31), date(2018, 3, 22), date(2018, 12, 31), date(2019, 6, 1)])
INSPECTIONS = st.sampled_from([None, "INS-1", "INS-2"])
#: Before and after the moment of every embargo in the histories that has one.
NOW = {early: datetime(2000 if early else 2100, 1, 1, tzinfo=UTC) for early in (True, False)}


def composed(
    history: History, day: date | None, inspection: str | None, early: bool
) -> tuple[Composed, frozenset[str]]:
    """The parts of the paper of a history as of a day of the world (none: as it is), and what is under embargo."""
    views = whole(history)
    dated = day or date(2026, 6, 1)
    recipe = Recipe("board", dated, history.size(), f"{NOW[early]:%Y-%m-%dT%H:%M:%SZ}", "FOR-1", inspection=inspection)
    leaving, held = Leaving(views, NOW[early]), withheld(views, NOW[early])
    with looking(history, views, Lens(None, day)):  # type: ignore[arg-type]
        return compose(Brief(views, recipe, Own(None, {}, {}, {}), leaving)), held


def cells(paper: Composed) -> list[Cell]:
    """Every cell of what was composed."""
    title, head, sections, _ = paper
    told = [cell for section in sections for block in section.blocks for cell in cells_of(block)]
    return [title, *(cell for pair in head for cell in pair), *(section.title for section in sections), *told]


@settings(max_examples=150)
@given(histories(60), DATES, INSPECTIONS, st.booleans())
def test_whatever_happened_it_is_composed(
    history: History, day: date | None, inspection: str | None, early: bool
) -> None:
    """Ids are unique, figures count what they name, and no cell rests on an entry under embargo."""
    try:
        paper, held = composed(history, day, inspection, early)
    except RuleBroken:  # it had not begun, does not count, or is under embargo
        assert inspection is not None
        return
    found = cells(paper)
    assert len({cell.id for cell in found}) == len(found)
    assert {f"E-{at}" for cell in found for at in cell.at} & held == frozenset()
    for figure in paper[3]:
        assert figure.cell in found and figure.cell.text == f"{len(figure.refs)}"
        assert len(set(figure.refs)) == len(figure.refs)


def test_the_papers_of_fenshire(tmp_path: Path) -> None:
    """A year of a force on several days, of one inspection and of all: each cell is there once."""
    path = tmp_path / "afi.ledger"
    fenshire.record(path, "Sam Okafor")
    log = Log.open(path)
    with opened(path, log.opening()["origin"]) as views:
        level(log, views)
        for dated in ("2024-12-01", "2025-07-01", "2025-11-01", "2026-05-01"):
            for inspection in (None, "INS-2"):
                paper = board(log, views, dated, forum="FOR-4", inspection=inspection)
                found = list(paper.cells())
                assert len({cell.id for cell in found}) == len(found) > 100
    log.close()
