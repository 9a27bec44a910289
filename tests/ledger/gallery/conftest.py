"""The ledger that the gallery spoils copies of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger import keyring
from ledger.beginning import begin
from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.improvement import DueNoneSet, ImprovementDueSet, ImprovementRaised
from ledger.events.inspection import InspectionOpened, InspectionPublished
from ledger.events.key import KeyEnrolled
from ledger.events.ledger import FirstKey, LedgerOpened
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.proofs.note import vkey
from ledger.vocabulary import Right
from tests.ledger.gallery.forger import EVERY, ON, ORIGIN, People, World, noting, record


def first_batch(people: People) -> Callable[[Draft], None]:
    """The opening, and the people and bodies that it names."""

    def plan(draft: Draft) -> None:
        key = FirstKey(vkey=vkey(ORIGIN, people.alice.public), person="PER-1", rights=EVERY)
        draft.add(LedgerOpened(hash="sha256", origin=ORIGIN, keys=(key,), fictitious=1), ON)
        draft.add(PersonAdded(name=Prose("Alice")), ON)
        draft.add(PersonAdded(name=Prose("Bob")), ON)
        draft.add(PersonAdded(name=Prose("Eve")), ON)
        draft.add(OrganisationAdded(kind="inspectorate", name=Prose("HMICFRS")), ON)
        draft.add(OrganisationAdded(kind="force", name=Prose("Cambridgeshire Constabulary")), ON)

    return plan


def enrolments(people: People) -> Callable[[Draft], None]:
    """Bob's key with every right, and Eve's, who may record."""

    def plan(draft: Draft) -> None:
        draft.add(KeyEnrolled(vkey=vkey(ORIGIN, people.bob.public), person="PER-2", rights=EVERY), ON)
        draft.add(KeyEnrolled(vkey=vkey(ORIGIN, people.eve.public), person="PER-3", rights=(Right.RECORD,)), ON)

    return plan


def inspection(draft: Draft) -> None:
    """An inspection, and that its report is out."""
    draft.add(
        InspectionOpened(
            title=Prose("PEEL 2018"), programme="peel", framework="peel_2018_2019", cycle=2018, scale="four_tier",
            inspectorate="ORG-1", forces=("ORG-2",),
        ),
        ON,
    )  # fmt: skip
    draft.add(InspectionPublished(), ON, "INS-1")


def raising(number: int) -> Callable[[Draft], str]:
    """One more improvement."""
    text = Prose(f"Improve {number}")
    raised = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=text)
    return lambda draft: draft.add(raised, ON)


def both(*plans: Callable[[Draft], object]) -> Callable[[Draft], None]:
    """Several plans as one command."""

    def plan(draft: Draft) -> None:
        for each in plans:
            each(draft)

    return plan


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, People]]:
    """The ledger: 24 entries in 13 batches."""
    folder = tmp_path_factory.mktemp("gallery")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        people = People(*(keyring.create(ORIGIN, bytes([number]) * 32) for number in range(1, 5)))
        path = folder / "afi.ledger"
        begin(path, people.alice, first_batch(people))  # E-1 to E-6
        record(path, people.alice, enrolments(people), inspection)  # E-7, E-8; E-9, E-10
        record(path, people.eve, both(raising(1), raising(2)), raising(3))  # E-11, E-12; E-13
        record(path, people.bob, noting("AFI-1", "Begun"), noting("AFI-2", "Begun"))  # E-14; E-15
        due = ImprovementDueSet(due=DueNoneSet(), set_by="force")
        setting = [lambda draft, to=f"AFI-{n}": draft.add(due, ON, to) for n in (1, 2, 3)]
        record(path, people.alice, both(*setting))  # E-16 to E-18
        record(path, people.eve, noting("AFI-3", "Half way"))  # E-19
        record(path, people.alice, noting("AFI-1", "Nearly"), noting("AFI-2", "Nearly"))  # E-20; E-21
        record(path, people.bob, both(noting("AFI-3", "Nearly"), noting("AFI-1", "Done")))  # E-22, E-23
        record(path, people.alice, noting("AFI-2", "Done"))  # E-24
        yield path, people


@pytest.fixture
def world(made: tuple[Path, People], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The ledger, and a terminal of its own for each test."""
    path, people = made
    monkeypatch.setenv("AFI_HOME", str(path.parent / "home"))
    return World(path, people, tmp_path)
