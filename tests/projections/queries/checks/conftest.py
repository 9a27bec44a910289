"""A desk with the ledger that every test of a check begins with."""

import pytest

from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.views import Views
from tests.projections.queries.checks.desk import Desk


@pytest.fixture
def desk(ledger: Ledger, log: Log, views: Views) -> Desk:
    """A ledger of 11 entries, which began on 1 January 2026: INS-1 was published on 22 March 2018."""
    return Desk(ledger.path, log, views)
