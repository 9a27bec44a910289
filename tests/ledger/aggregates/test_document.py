"""Documents: any may be put on the record, with its marking as printed."""

import pytest

from ledger.aggregates.document import Document
from ledger.events import Prose
from ledger.events.document import DocumentAdded
from ledger.vocabulary import DocumentKind, Marking
from tests.ledger.specs import Given


@pytest.mark.parametrize("marking", Marking)
def test_any_may_be_added(marking: Marking) -> None:
    """Every marking is accepted, "none stated" among them."""
    added = DocumentAdded(kind=DocumentKind.LETTER, title=Prose("Core business"), marking=marking, to=("PER-2",))
    Given({}).when(added, to="DOC-1").then(added)
    assert Given({"DOC-1": [added]}).get("DOC-1") == Document()
