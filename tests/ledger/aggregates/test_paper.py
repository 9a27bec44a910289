"""Board papers: written while they are prepared, issued once, in the place of another or of none."""

import pytest

from ledger.aggregates.paper import Paper
from ledger.errors import RuleBroken
from ledger.events import Prose
from ledger.events.paper import Composed, PaperBegun, PaperIssued, PaperWritten
from tests.ledger.specs import Given

ISSUED = PaperIssued(title=Prose("An update"), digest="0" * 64, name=Prose("update.html"), size=4096)
MADE = Composed(as_of=9, root="1" * 64, moment="2018-03-29T00:00:00.000000Z", cells="2" * 64)
COMPOSED = ISSUED.model_copy(update={"composed": MADE})
BEGUN = PaperBegun(kind="board", dated="2018-03-29")
PURPOSE = PaperWritten(section="purpose", text=Prose("To tell."))


@pytest.mark.parametrize("fields", [{}, {"forum": "FOR-1"}, {"meeting": "MTG-1"}, {"replaces": "PAP-1"}])
def test_a_paper_is_issued(fields: dict[str, object]) -> None:
    """For a forum, a meeting or neither; in the place of another, which others may replace too, or of none."""
    wish = ISSUED.model_copy(update=fields)
    given = Given({"PAP-1": [ISSUED], "PAP-2": [ISSUED.model_copy(update={"replaces": "PAP-1"})]})
    given.when(wish, to="PAP-3").then(wish)
    assert given.get("PAP-2") == Paper(issued=True)


def test_a_paper_does_not_replace_itself() -> None:
    """It takes the place of an earlier one, or of none."""
    Given({}).when(ISSUED.model_copy(update={"replaces": "PAP-1"}), to="PAP-1").refused(
        RuleBroken, "A paper cannot replace itself.", "Name the earlier one; `afi paper list` shows them."
    )


def test_what_was_begun_is_written_and_issued_once() -> None:
    """It goes on with the words that people write, and ends with the file; then it stays as it is."""
    given = Given({"PAP-1": [BEGUN, PURPOSE]})
    given.when(PURPOSE, to="PAP-1").then(PURPOSE)
    given.when(COMPOSED, to="PAP-1").then(COMPOSED)
    for wish in (PURPOSE, COMPOSED):
        Given({"PAP-1": [BEGUN, COMPOSED]}).when(wish, to="PAP-1").refused(
            RuleBroken, "It was issued, and stays as it is.", "Put another in its place with `afi paper reissue`."
        )


def test_only_what_is_written_is_taken_out() -> None:
    """A part that has no text cannot lose one."""
    gone = PaperWritten(section="purpose")
    Given({"PAP-1": [BEGUN, PURPOSE]}).when(gone, to="PAP-1").then(gone)
    for told in ([BEGUN], [BEGUN, PURPOSE, gone]):
        Given({"PAP-1": told}).when(gone, to="PAP-1").refused(
            RuleBroken, "Nothing is written there.", "`afi paper text` shows what is."
        )


def test_only_an_issued_paper_is_replaced() -> None:
    """One that nobody was given needs nothing in its place."""
    wish = COMPOSED.model_copy(update={"replaces": "PAP-2"})
    Given({"PAP-1": [BEGUN], "PAP-2": [BEGUN]}).when(wish, to="PAP-1").refused(
        RuleBroken, "PAP-2 was never issued.", "Issue this one without --replaces."
    )
