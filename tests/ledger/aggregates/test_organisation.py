"""Organisations: anything may be added; what it is to an inspection is what other rules read."""

import pytest

from ledger.aggregates.organisation import Organisation
from ledger.events import Prose
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from ledger.vocabulary import OrganisationKind
from tests.ledger.specs import WORLD, Given

RENAMED = OrganisationRenamed(name=Prose("HMICFRS"))


@pytest.mark.parametrize("kind", OrganisationKind)
def test_any_may_be_added(kind: OrganisationKind) -> None:
    """An organisation of every kind is accepted, and keeps its kind."""
    added = OrganisationAdded(kind=kind, name=Prose("HMIC"))
    Given({}).when(added, to="ORG-1").then(added)
    assert Given({"ORG-1": [added]}).get("ORG-1") == Organisation(kind)


def test_one_may_be_renamed() -> None:
    """HMIC became HMICFRS: the name is prose, so the rules see the same organisation."""
    Given(WORLD).when(RENAMED, to="ORG-1").then(RENAMED)
    assert Given({"ORG-1": [*WORLD["ORG-1"], RENAMED]}).get("ORG-1") == Given(WORLD).get("ORG-1")
