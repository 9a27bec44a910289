"""Board papers: any may be issued, in the place of another."""

import pytest

from ledger.aggregates.paper import Paper
from ledger.errors import RuleBroken
from ledger.events import Prose
from ledger.events.paper import PaperIssued
from tests.ledger.specs import Given

ISSUED = PaperIssued(title=Prose("An update"), digest="0" * 64, name=Prose("update.html"), size=4096)


@pytest.mark.parametrize("fields", [{}, {"forum": "FOR-1"}, {"meeting": "MTG-1"}, {"replaces": "PAP-1"}])
def test_a_paper_is_issued(fields: dict[str, object]) -> None:
    """For a forum, a meeting or neither; in the place of another, which others may replace too, or of none."""
    wish = ISSUED.model_copy(update=fields)
    given = Given({"PAP-1": [ISSUED], "PAP-2": [ISSUED.model_copy(update={"replaces": "PAP-1"})]})
    given.when(wish, to="PAP-3").then(wish)
    assert given.get("PAP-2") == Paper()


def test_a_paper_does_not_replace_itself() -> None:
    """It takes the place of an earlier one, or of none."""
    Given({}).when(ISSUED.model_copy(update={"replaces": "PAP-1"}), to="PAP-1").refused(
        RuleBroken, "A paper cannot replace itself.", "Name the earlier one; `afi paper list` shows them."
    )
