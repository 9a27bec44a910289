"""Whom and what people mean, and what things are called."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.errors import UnknownReference, Unreadable
from ledger.events import Prose
from ledger.events.expectation import ExpectationAdded
from ledger.recording import Plan
from projections.queries.names import holder_of, name_of, references, resolve
from projections.views import Views
from tests.making import say


@pytest.mark.parametrize(
    ("typed", "kinds", "ref"),
    [
        ("AFI-2", (), "AFI-2"),
        ("afi2", (), "AFI-2"),
        ("2", ("AFI",), "AFI-2"),
        (" afi-02 ", ("AFI",), "AFI-2"),
        ("2", ("POST", "PER"), "POST-2"),
        ("fenshire constabulary", (), "ORG-2"),
        ("Fenshire  Const", ("ORG",), "ORG-2"),
        ("constabulary", ("ORG",), "ORG-2"),
        ("hmicfrs", ("ORG",), "ORG-1"),
        ("investigating", ("QUE",), "QUE-1"),
        ("freeing time", (), "QUE-3"),
        ("is time freed?", (), "QUE-3"),
        ("making best use of police time", ("INS",), "INS-2"),
        ("an update", (), "DOC-1"),
        ("bob", ("PER", "POST"), "PER-2"),
        ("c", ("POST", "ORG"), "ORG-3"),
        ("2", ("AFI", "COC", "REC"), "AFI-2"),
        ("rec-1", ("AFI", "COC", "REC"), "REC-1"),
        ("r 12", ("AFI", "COC", "REC"), "REC-1"),
        ("R 12", (), "REC-1"),
        ("oig", ("FOR",), "FOR-1"),
        ("ib", ("FOR",), "FOR-1"),
        ("GG", (), "FOR-2"),
        ("dcc", ("POST",), "POST-1"),
        ("organisational improvement", ("FOR",), "FOR-1"),
        ("progress", ("PAP",), "PAP-1"),
        ("ACT-2", ("ACT",), "ACT-2"),
    ],
)
def test_a_record_is_meant_by_reference_name_or_part_of_a_name(
    told: Views, typed: str, kinds: tuple[str, ...], ref: str
) -> None:
    """However it is written, if it can be only one; an exact name before a beginning before a part."""
    assert resolve(told, typed, *kinds) == ref


@pytest.mark.parametrize(
    ("typed", "kinds", "candidates"),
    [
        ("no. 3", ("AFI",), ["AFI-1", "AFI-2", "AFI-3", "AFI-4", "AFI-5"]),
        ("ief", ("PER", "POST"), ["PER-2 (Bob Chief)", "POST-1"]),
    ],
)
def test_what_could_be_several_is_refused_with_the_candidates(
    told: Views, typed: str, kinds: tuple[str, ...], candidates: list[str]
) -> None:
    """Nobody's improvement is closed by a guess."""
    with pytest.raises(Unreadable) as refused:
        resolve(told, typed, *kinds)
    assert [each for each in candidates if each not in refused.value.what] == []


@pytest.mark.parametrize(
    ("typed", "kinds", "what", "remedy"),
    [
        ("AFI-99", (), "There is no AFI-99 in this ledger.", "lists what there is"),
        ("99", ("POST",), "There is no POST-99 in this ledger.", "lists what there is"),
        ("Fenshier Constabulary", ("ORG",), 'There is no "fenshier constabulary" in this ledger.', "ORG-2"),
        ("AFI-1", ("PER",), "AFI-1 is an improvement, not a person.", "lists what there is"),
        ("PER-1", ("AFI", "COC", "REC"), "PER-1 is a person, not an improvement.", "lists what there is"),
        ("AFI-1", ("COC",), "AFI-1 is an area for improvement, not a cause of concern.", "lists what there is"),
        ("FOR-1", ("POST", "ORG"), "FOR-1 is a forum, not a post or an organisation.", "lists what there is"),
        ("", (), 'There is no "" in this ledger.', "lists what there is"),
    ],
)
def test_what_is_unknown_is_refused_with_what_is_near(
    told: Views, typed: str, kinds: tuple[str, ...], what: str, remedy: str
) -> None:
    """A slip of the finger is answered with the name that was meant."""
    with pytest.raises(UnknownReference) as refused:
        resolve(told, typed, *kinds)
    assert refused.value.what.casefold() == what.casefold() and remedy in refused.value.remedy


def test_an_organisation_has_the_name_of_the_day(told: Views) -> None:
    """The renaming of July 2017 counts from the end of that month; before the first name, that one."""
    assert name_of(told, "ORG-1", date(2017, 7, 30)) == "HMICFRS"
    assert name_of(told, "ORG-1", date(2017, 7, 31)) == "HMICFRS today" == name_of(told, "ORG-1")


@pytest.mark.parametrize(
    ("day", "holder"),
    [(date(2018, 1, 30), None), (date(2018, 1, 31), "PER-1"), (date(2018, 6, 1), "PER-2"), (None, "PER-2")],
)
def test_a_post_has_the_holder_of_the_day(told: Views, day: date | None, holder: str | None) -> None:
    """From the last day on which a holder may have begun."""
    assert holder_of(told, "POST-1", day) == holder


def test_a_vacant_post_and_no_post_have_no_holder(told: Views) -> None:
    """Neither is an error."""
    assert holder_of(told, "POST-2") is None and holder_of(told, "PER-1") is None


def test_what_has_no_name_is_called_by_its_reference(told: Views) -> None:
    """An improvement has a text, not a name; the ledger is the ledger."""
    assert name_of(told, "AFI-1") == "AFI-1" and name_of(told, "LEDGER") == "the ledger"


def test_an_erased_name_leaves_the_reference(told: Views, erase: Callable[..., None]) -> None:
    """It can be told apart and no longer found by what it was."""
    erase("Bob Chief")
    assert name_of(told, "PER-2") == "PER-2 [erased]" and resolve(told, "PER-2") == "PER-2"
    with pytest.raises(UnknownReference):
        resolve(told, "Bob Chief")


def test_completion_has_every_reference_with_its_name(told: Views) -> None:
    """Of the kinds asked for."""
    assert references(told, "PER", "QUE") == [
        ("PER-1", "Ann Keeper"),
        ("PER-2", "Bob Chief"),
        ("QUE-1", "Investigating crime"),
        ("QUE-2", "Protecting vulnerable people"),
        ("QUE-3", "Use of time"),
    ]
    assert len(references(told)) == 36


def test_completion_says_what_has_no_name_in_its_words(told: Views, tell: Callable[[Plan], Views]) -> None:
    """As far as tells it apart; a meeting by its forum, as it was called that day; what does not count is left out."""
    text = "Make sure that every investigation has a plan which a supervisor has seen and signed"
    tell(lambda draft: draft.add(ExpectationAdded(text=Prose(text)), say("2018")))
    assert references(told, "FND", "COC", "ACT", "EXP", "MTG", "GRD") == [
        ("FND-1", "Crimes are not always investigated."),
        ("COC-1", "Victims are let down."),
        ("ACT-1", "Audit it."),
        ("EXP-1", "The group meets."),
        ("EXP-2", "New shifts."),
        ("EXP-3", "Make sure that every investigation has a plan which a…"),
        ("MTG-1", "Organisational Improvement Group, 8 November 2018"),
        ("GRD-1", "GRD-1"),
        ("GRD-2", "GRD-2"),
    ]
