"""People: anyone may be added, and no rule depends on who somebody is."""

from ledger.aggregates.person import Person
from ledger.events import Prose
from ledger.events.person import PersonAdded
from tests.ledger.specs import WORLD, Given


def test_any_may_be_added() -> None:
    """A person is accepted with an organisation or without one."""
    for organisation in (None, "ORG-2"):
        added = PersonAdded(name=Prose("Natalie Benton"), organisation=organisation)
        Given(WORLD).when(added, to="PER-1").then(added)


def test_the_name_is_not_known_to_rules() -> None:
    """The state of a person holds nothing that could be erased."""
    assert Given({"PER-1": [PersonAdded(name=Prose("Natalie Benton"))]}).get("PER-1") == Person()
    belonging = PersonAdded(name=Prose("Natalie Benton"), organisation="ORG-2")
    assert Given({"PER-1": [belonging]}).get("PER-1") == Person("ORG-2")
