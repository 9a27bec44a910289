"""Organisations: anything may be added; what it is to an inspection is what other rules read."""

import pytest

from ledger.aggregates.organisation import Organisation, is_a
from ledger.errors import RuleBroken
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


@pytest.mark.parametrize(
    ("reference", "kind"), [("ORG-1", OrganisationKind.INSPECTORATE), ("ORG-2", OrganisationKind.FORCE)]
)
def test_it_is_of_its_kind(reference: str, kind: OrganisationKind) -> None:
    """Of its own kind it passes, of any other it is refused with its own."""
    is_a(kind, reference, Given(WORLD))
    for other in set(OrganisationKind) - {kind}:
        with pytest.raises(RuleBroken, match=rf"{reference} is recorded as an? {kind}, not as ") as refused:
            is_a(other, reference, Given(WORLD))
        assert refused.value.remedy == "Name the organisation that is; `afi people list` shows them."
