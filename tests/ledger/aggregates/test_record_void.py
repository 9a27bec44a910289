"""Records that do not count: duplicates are of their own kind, and nothing is built on what is void."""

import pytest

from ledger.errors import RuleBroken
from ledger.events import Event
from ledger.events.improvement import ImprovementNoted
from ledger.events.inspection import InspectionNoted
from ledger.events.organisation import OrganisationRenamed
from ledger.events.record import RecordVoided
from ledger.vocabulary import VoidReason
from tests.ledger.aggregates.test_record import (
    ALIASED,
    DISCLOSED,
    FLAGGED,
    INVOLVED,
    LINKED,
    NOTED,
    NUMBERED,
    RAISED,
    RECORDS,
    RENAMED,
    TEXT,
    UNFLAGGED,
    VOIDED,
    having,
)
from tests.ledger.specs import Given


@pytest.mark.parametrize(("stream", "of"), [("DOC-1", "DOC-2"), ("AFI-1", "AFI-2"), ("AFI-1", "REC-1")])
def test_a_duplicate_is_of_the_same_kind(stream: str, of: str) -> None:
    """A document is a duplicate of a document, an improvement of an improvement of whatever kind."""
    wish = RecordVoided(reason=VoidReason.DUPLICATE, of=of)
    Given({**RECORDS, "REC-1": [RAISED]}).when(wish, to=stream).then(wish)


@pytest.mark.parametrize(
    ("voided", "what", "remedy"),
    [
        (
            RecordVoided(reason=VoidReason.DUPLICATE),
            "A duplicate is of another record, and only a duplicate is.",
            "Name the one that counts, or leave it out.",
        ),
        (
            RecordVoided(reason=VoidReason.IN_ERROR, of="AFI-2"),
            "A duplicate is of another record, and only a duplicate is.",
            "Name the one that counts, or leave it out.",
        ),
        (
            RecordVoided(reason=VoidReason.DUPLICATE, of="AFI-1"),
            "A record is no duplicate of itself.",
            "Name the record that counts.",
        ),
        (
            RecordVoided(reason=VoidReason.DUPLICATE, of="FND-1"),
            "FND-1 is of another kind.",
            "Name the record of the same kind that counts.",
        ),
    ],
)
def test_what_is_no_duplicate_is_refused(voided: Event, what: str, remedy: str) -> None:
    """Of nothing, of itself, of another kind; and what is in error is of none."""
    having("AFI-1").when(voided, to="AFI-1").refused(RuleBroken, what, remedy)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("DOC-1", NOTED),
        ("DOC-1", DISCLOSED),
        ("DOC-1", FLAGGED),
        ("DOC-1", UNFLAGGED),
        ("AFI-1", ImprovementNoted(text=TEXT)),
        ("INS-1", InspectionNoted(text=TEXT)),
    ],
)
def test_what_was_said_of_a_void_record_is_still_noted(reference: str, said: Event) -> None:
    """Notes, flags, what settles them, and disclosures of what was handed over all the same."""
    having(reference, FLAGGED, VOIDED).when(said, to=reference).then(said)


@pytest.mark.parametrize(
    ("reference", "wish"),
    [
        ("DOC-1", VOIDED),
        ("DOC-1", RENAMED),
        ("DOC-1", ALIASED),
        ("DOC-1", NUMBERED),
        ("DOC-1", INVOLVED),
        ("DOC-1", LINKED),
        ("ORG-1", OrganisationRenamed(name=TEXT)),
    ],
)
def test_nothing_is_built_on_a_void_record(reference: str, wish: Event) -> None:
    """Whatever else is said of it is refused, its own noun's events among it."""
    having(reference, VOIDED).when(wish, to=reference).refused(
        RuleBroken,
        f"{reference} does not count: it was recorded in error, or twice.",
        f"Look at it with `afi show {reference}`, and record the other instead.",
    )
