"""Packs: each for one recipient, in the place of another or of none."""

import pytest

from ledger.aggregates.pack import Pack
from ledger.errors import RuleBroken
from ledger.events import Prose
from ledger.events.pack import PackMade
from tests.ledger.specs import Given

MADE = PackMade(to="ORG-1", records=("AFI-1", "COC-1"), as_of=40)
OUTSIDE = PackMade(recipient=Prose("The auditor"), records=("AFI-1",), as_of=40)


@pytest.mark.parametrize("wish", [MADE, OUTSIDE])
@pytest.mark.parametrize("fields", [{}, {"withheld": 3}, {"replaces": "PCK-1"}])
def test_a_pack_is_made(wish: PackMade, fields: dict[str, object]) -> None:
    """For somebody known here or outside; in the place of another, which others may replace too, or of none."""
    wish = wish.model_copy(update=fields)
    given = Given({"PCK-1": [MADE], "PCK-2": [OUTSIDE.model_copy(update={"replaces": "PCK-1"})]})
    given.when(wish, to="PCK-3").then(wish)
    assert given.get("PCK-2") == Pack()


@pytest.mark.parametrize("fields", [{"to": None}, {"recipient": Prose("The auditor")}])
def test_a_pack_has_one_recipient(fields: dict[str, object]) -> None:
    """Not none, and not two."""
    Given({}).when(MADE.model_copy(update=fields), to="PCK-1").refused(
        RuleBroken, "A pack has one recipient.", "Say for whom, by reference or by name."
    )


def test_a_pack_does_not_replace_itself() -> None:
    """It takes the place of an earlier one, or of none."""
    Given({}).when(MADE.model_copy(update={"replaces": "PCK-1"}), to="PCK-1").refused(
        RuleBroken, "A pack cannot replace itself.", "Name the earlier one; `afi pack list` shows them."
    )


def test_a_pack_names_each_record_once() -> None:
    """Or what is said of how many it holds would be wrong."""
    Given({}).when(MADE.model_copy(update={"records": ("AFI-1", "COC-1", "AFI-1")}), to="PCK-1").refused(
        RuleBroken, "A record is named twice.", "Name each record once."
    )
