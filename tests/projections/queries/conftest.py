"""Queries are put to read models of the whole story."""

import sqlite3
from collections.abc import Callable

import pytest

from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from projections.follow import level, rebuild
from projections.views import Views


@pytest.fixture
def told(full: Ledger, log: Log, views: Views) -> Views:
    """Read models level with a ledger that has every type of event in it."""
    level(log, views)
    return views


@pytest.fixture
def erase(told: Views, full: Ledger, log: Log) -> Callable[..., None]:
    """Takes texts out of the vault (all, if none is given), and makes the read models again."""

    def erased(*texts: str) -> None:
        marks = ",".join("?" * len(texts))
        where = f" WHERE content IN ({marks})" if texts else ""
        with sqlite3.connect(full.path) as vault:
            vault.execute(f"DELETE FROM vault{where}", [text.encode() for text in texts])
        vault.close()
        rebuild(log, told)

    return erased


@pytest.fixture
def tell(ledger: Ledger, log: Log, views: Views) -> Callable[[Plan], Views]:
    """Records one command more; gives the read models, level with it."""

    def told(plan: Plan) -> Views:
        ledger.record(plan)
        level(log, views)
        return views

    return told
