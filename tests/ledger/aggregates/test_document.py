"""Documents: any may be put on the record, with its marking as printed; an embargo is set, moved and lifted."""

import pytest

from ledger.aggregates.document import Document
from ledger.errors import RuleBroken
from ledger.events import Event, File, Prose
from ledger.events.document import DocumentAdded, DocumentAsked, DocumentEmbargoed, DocumentKept, DocumentReleased
from ledger.vocabulary import DocumentKind, Marking
from tests.ledger.specs import WORLD, Given

ADDED = DocumentAdded(kind=DocumentKind.LETTER, title=Prose("Core business"))
UNTIL = DocumentEmbargoed(until="2014-09-03T23:01:00.000000Z")
LATER = DocumentEmbargoed(until="2014-09-04T23:01:00.000000Z")
OPEN_ENDED = DocumentEmbargoed()
RELEASED = DocumentReleased()
KEPT = DocumentKept(content=File(b"%PDF"), name=Prose("letter.pdf"), size=4)
ASKED = DocumentAsked(text=Prose("To note."), of="FOR-1")


def document(*events: Event) -> Given:
    """A document, and what became of it."""
    return Given({"DOC-1": [ADDED, *events]})


@pytest.mark.parametrize("marking", [None, *Marking])
@pytest.mark.parametrize("kind", DocumentKind)
def test_any_may_be_added(kind: DocumentKind, marking: Marking | None) -> None:
    """Every kind and marking is accepted, "none stated" among them, and so is one that nobody here has seen."""
    added = DocumentAdded(kind=kind, title=Prose("Core business"), marking=marking, to=("PER-2",), inspection="INS-1")
    Given(WORLD).when(added, to="DOC-1").then(added)
    assert Given({"DOC-1": [added]}).get("DOC-1") == Document()


@pytest.mark.parametrize("said", [KEPT, ASKED])
def test_files_are_kept_and_requests_noted(said: Event) -> None:
    """Any number of files and requests, under embargo or not; neither touches the embargo."""
    for events in ([], [said], [UNTIL]):
        document(*events).when(said, to="DOC-1").then(said)
        assert document(*events, said).get("DOC-1") == document(*events).get("DOC-1")


@pytest.mark.parametrize(
    ("events", "wish"),
    [
        ([], UNTIL),
        ([], OPEN_ENDED),
        ([UNTIL], LATER),
        ([LATER], UNTIL),
        ([UNTIL], OPEN_ENDED),
        ([OPEN_ENDED], UNTIL),
        ([UNTIL, LATER], UNTIL),
        ([UNTIL, RELEASED], UNTIL),
    ],
)
def test_an_embargo_is_set_and_moved(events: list[Event], wish: Event) -> None:
    """To a moment, to another, to none that is given, and again once it was lifted."""
    document(*events).when(wish, to="DOC-1").then(wish)


@pytest.mark.parametrize("wish", [UNTIL, OPEN_ENDED])
def test_it_is_not_moved_to_where_it_is(wish: Event) -> None:
    """The same moment, or none again, is refused."""
    document(wish).when(wish, to="DOC-1").refused(
        RuleBroken, "That embargo is recorded already.", "Name another moment in `afi embargo`, or leave it."
    )


@pytest.mark.parametrize("events", [[UNTIL], [OPEN_ENDED], [UNTIL, LATER]])
def test_an_embargo_is_lifted(events: list[Event]) -> None:
    """Before its moment, or where it had none."""
    document(*events).when(RELEASED, to="DOC-1").then(RELEASED)
    assert document(*events, RELEASED).get("DOC-1") == Document()


@pytest.mark.parametrize("events", [[], [UNTIL, RELEASED]])
def test_only_an_embargo_is_lifted(events: list[Event]) -> None:
    """A document under none, or under none any more, is not released."""
    document(*events).when(RELEASED, to="DOC-1").refused(
        RuleBroken, "It is under no embargo.", "Record one with `afi embargo`, or leave it."
    )
