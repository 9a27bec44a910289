"""Composes papers of ledgers for tests, and asks what stands in them."""

from datetime import UTC, date, datetime
from typing import Any

from ledger.stores.log import Log
from projections.papers.compose import compose
from projections.papers.model import Cell, Paper, Section, Table
from projections.papers.recipe import Recipe, lifted_by
from projections.views import Views

#: Long after all that the ledgers of the tests tell.
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def board(log: Log, views: Views, dated: str = "2026-05-01", *, now: datetime = NOW, **asked: Any) -> Paper:
    """The board paper of a date, as of the ledger's newest entry."""
    day = date.fromisoformat(dated)
    return compose(log, views, Recipe("board", day, log.size(), lifted_by(views, day, now), **asked))


def cells(paper: Paper) -> dict[str, Cell]:
    """Its cells by id, each of which is there once."""
    found = list(paper.cells())
    assert len({cell.id for cell in found}) == len(found)
    return {cell.id: cell for cell in found}


def texts(paper: Paper) -> dict[str, str]:
    """What its cells say."""
    return {id_: cell.text for id_, cell in cells(paper).items()}


def of(paper: Paper, name: str) -> Section | None:
    """A section by its name."""
    return next((section for section in paper.sections if section.name == name), None)


def table(paper: Paper, name: str) -> Table:
    """A table by its name."""
    tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
    return next(each for each in tables if each.name == name)
