"""Papers composed of small ledgers that tests record, and what to ask of any."""

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.document import DocumentAdded, DocumentEmbargoed
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from projections.follow import level, rebuild
from projections.papers.compose import compose
from projections.papers.model import Paper, Table
from projections.papers.recipe import Recipe
from projections.views import Views
from tests.making import say

#: The day on which the entries of these ledgers are recorded, so that nothing is looked back at.
TODAY = date(2026, 1, 1)
#: After every embargo in these ledgers that ends; and before it.
LIFTED, BEFORE = "2026-06-01T00:00:00.000000Z", "2018-01-01T00:00:00.000000Z"

Compose = Callable[..., Paper]
Tell = Callable[[Plan], int]


@pytest.fixture
def tell(ledger: Ledger, log: Log, views: Views) -> Tell:
    """Records one command; gives how many entries there are then."""

    def told(plan: Plan) -> int:
        ledger.record(plan)
        level(log, views)
        return log.size()

    return told


@pytest.fixture
def make(log: Log, views: Views) -> Compose:
    """Composes a paper of a kind; today, of the whole ledger, unless it is said otherwise."""

    def made(kind: str, **more: Any) -> Paper:
        level(log, views)
        wanted: dict[str, Any] = {"dated": TODAY, "as_of": log.size(), "moment": LIFTED} | more
        return compose(log, views, Recipe(kind, **wanted))

    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that is put to the read models from now on."""
    statements: list[str] = []
    query, each = Views.query, Views.each

    def counted(of: Callable[..., Any]) -> Callable[..., Any]:
        def told(self: Views, sql: str, *more: Any) -> Any:
            statements.append(sql)
            return of(self, sql, *more)

        return told

    monkeypatch.setattr(Views, "query", counted(query))
    monkeypatch.setattr(Views, "each", counted(each))
    return statements


@pytest.fixture
def erase(ledger: Ledger, log: Log, views: Views) -> Callable[[], None]:
    """Takes every text out of the vault, and makes the read models again."""

    def erased() -> None:
        with sqlite3.connect(ledger.path) as vault:
            vault.execute("DELETE FROM vault")
        vault.close()
        rebuild(log, views)

    return erased


def texts(paper: Paper) -> dict[str, str]:
    """What each cell says; every id is there once, and every position is of an entry that there is."""
    cells = list(paper.cells())
    assert len({cell.id for cell in cells}) == len(cells)
    assert all(0 < position <= paper.proof.size for cell in cells for position in cell.at)
    return {cell.id: cell.text for cell in cells}


def table(paper: Paper, name: str) -> Table:
    """A table by its name."""
    [found] = [each for each in _tables(paper) if each.name == name]
    return found


def names(paper: Paper) -> list[str]:
    """What tables there are."""
    return [each.name for each in _tables(paper)]


def _tables(paper: Paper) -> list[Table]:
    return [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]


def refs(paper: Paper, name: str) -> list[str]:
    """The records in a table; none where it is not there."""
    return [row.ref for row in table(paper, name).rows] if name in names(paper) else []


def figures(paper: Paper) -> dict[str, int]:
    """Each number by its name, as it stands in its cell."""
    return {figure.name: int(figure.cell.text) for figure in paper.figures}


def embargoed(draft: Draft) -> str:
    """A letter that is under an embargo for ever."""
    letter = draft.add(DocumentAdded(kind="letter", title=Prose("A secret letter")), say("2018-03-01", by="ORG-1"))
    draft.add(DocumentEmbargoed(), say("2018-03-01", by="ORG-1"), letter)
    return letter
