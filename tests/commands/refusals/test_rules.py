"""What the rules of the field forbid: each in the words of the field, with the command that comes first."""

import pytest

from tests.commands.refusals.refused import refuses
from tests.commands.terminal import Terminal

ON = ("--on", "2025-11-10")
BY_FORCE = ("--authority", "force", "--how", "meeting", *ON)
SO = ("--authority", "Letter of 3 May", "--reason", "A slip of the pen")


def test_closing_on_the_authority_of_the_force(fenshire: Terminal) -> None:
    """It needs that the force has reported it complete; the inspectorate may close unasked."""
    what, remedy = refuses(fenshire, 3, "close", "AFI-3", *BY_FORCE).splitlines()
    assert what == "afi: AFI-3: The force cannot close what it has not reported complete."
    assert "`afi claim`" in remedy
    fenshire.does("close", "AFI-3", "--authority", "inspectorate", "--how", "letter", *ON)


def test_closing_what_was_sent_back(fenshire: Terminal) -> None:
    """A claim that was returned is none."""
    fenshire.does("return", "AFI-5", "Two calls were missed", *ON)
    assert "has not reported complete" in refuses(fenshire, 3, "close", "AFI-5", *BY_FORCE)


def test_one_of_several(fenshire: Terminal) -> None:
    """One that cannot be closed keeps all that are named open."""
    assert "AFI-8: The force cannot close" in refuses(fenshire, 3, "close", "AFI-5", "AFI-8", *BY_FORCE)


@pytest.mark.parametrize(
    ("claimed_by", "assured_by", "said"),
    [
        ("POST-6", "POST-6", "POST-6 reported it complete, and cannot assure it too."),
        ("POST-6", "Leonie Achterberg", "PER-13 cannot assure what POST-6 reported complete: PER-13 is both."),
        ("PER-13", "Head of Investigations", "POST-6 cannot assure what PER-13 reported complete: PER-13 is both."),
    ],
)
def test_assurance_by_the_same_voice(fenshire: Terminal, claimed_by: str, assured_by: str, said: str) -> None:
    """Neither the post itself, nor who held it then, checks its own work; that somebody else typed it is no help."""
    fenshire.does("claim", "AFI-8", "Interviews are read", "--by", claimed_by, *ON)
    what, remedy = refuses(fenshire, 3, "assure", "AFI-8", "--by", assured_by, *ON).splitlines()
    assert what == f"afi: AFI-8: {said}"
    assert "somebody else" in remedy and "`afi assure --by`" in remedy


def test_assurance_by_who_recorded_and_reported(fenshire: Terminal) -> None:
    """Who says nothing of a voice speaks for themselves, both times."""
    fenshire.does("claim", "AFI-8", "Interviews are read", *ON)
    assert "PER-14 reported it complete, and cannot assure it too." in refuses(fenshire, 3, "assure", "AFI-8", *ON)


STEPS = (
    ("claim", "AFI-1", "x"),
    ("assure", "AFI-1", "--by", "POST-10"),
    ("return", "AFI-1", "x"),
    ("submit", "AFI-1"),
    ("close", "AFI-1", "--authority", "inspectorate", "--how", "letter"),
    ("supersede", "AFI-1", "--with", "AFI-3"),
    ("withdraw", "AFI-1"),
    ("decline", "AFI-1", "x"),
    ("not-ours", "AFI-1", "x"),
    ("assign", "AFI-1", "--owner", "POST-7"),
    ("due", "AFI-1", "2026-12-01", "--reason", "x"),
    ("raise", "part", "AFI-1", "x"),
)


@pytest.mark.parametrize("words", STEPS, ids=lambda words: words[0])
def test_steps_after_closure(fenshire: Terminal, words: tuple[str, ...]) -> None:
    """What is closed is reopened first; a note may still be added, and says that it came after."""
    what, remedy = refuses(fenshire, 3, *words, *ON).splitlines()
    assert what == "afi: AFI-1: It is closed."
    assert "`afi reopen`" in remedy and "`afi note`" in remedy


def test_a_note_after_closure(fenshire: Terminal) -> None:
    """The remedy of the refusals above is one."""
    assert "after closure" in fenshire.does("note", "AFI-1", "x", *ON).out


@pytest.mark.parametrize(
    ("words", "said", "remedy"),
    [
        (("reopen", "AFI-3", "x"), "AFI-3: It has not ended.", "`afi note`"),
        (("submit", "AFI-3"), "AFI-3: It is not reported complete.", "`afi claim`"),
        (("claim", "AFI-5", "x"), "AFI-5: It is submitted already.", "`afi return`"),
        (("assign", "AFI-3"), "AFI-3: Neither an owner nor a lead is named.", "--owner"),
        (("supersede", "AFI-3", "--with", "AFI-3"), "AFI-3: It cannot supersede itself.", "`afi supersede`"),
        (("link", "AFI-3", "AFI-3"), "AFI-3: A record cannot be linked to itself.", "the other record"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_steps_out_of_turn(fenshire: Terminal, words: tuple[str, ...], said: str, remedy: str) -> None:
    """Each step follows from where the record stands."""
    what, then = refuses(fenshire, 3, *words, *(() if words[0] == "link" else ON)).splitlines()
    assert said in what and remedy in then


# A grade that is carried forward has the year in which it was made.


@pytest.mark.parametrize(
    ("words", "said", "remedy"),
    [
        (("crime=good", "--carried-from"), "Option '--carried-from' requires an argument.", "`afi grade --help`"),
        (("crime=good", "--carried-from", "last"), "'--carried-from': 'last' is not a number.", "`afi grade --help`"),
        (("crime=good", "--carried-from", ""), "'--carried-from': '' is not a number.", "`afi grade --help`"),
        (("crime=good", "--carried-from", "23"), "23 is not between 1856 and 2099.", "`afi grade --help`"),
        (("carried",), '"carried" does not say what is graded.', "QUESTION=GRADE"),
        (("crime=carried",), '"carried" is not an outcome.', "Use one of"),
        (("crime=good carried forward",), '"good carried forward" is not an outcome.', "Use one of"),
    ],
)
def test_carried_from_no_year(fenshire: Terminal, words: tuple[str, ...], said: str, remedy: str) -> None:
    """However somebody tries to say no more than that it is carried."""
    what, then = refuses(fenshire, 2, "grade", "INS-6", *ON, *words).splitlines()
    assert said in what and remedy in then


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_carried_from_no_earlier_year(fenshire: Terminal, year: str) -> None:
    """The year of the inspection itself is no earlier one: a carried grade is never restamped."""
    what, remedy = refuses(fenshire, 3, "grade", "INS-6", "crime=good", "--carried-from", year, *ON).splitlines()
    assert f"was made before it, not in {year}." in what and "the year in which the grade was made" in remedy


@pytest.mark.parametrize(
    ("changes", "said", "remedy"),
    [
        (("basis=carried forward", "year="), "needs a basis and a year.", "from which it is carried forward"),
        (("basis=carried forward",), "was made before it, not in 2024.", "the year in which the grade was made"),
        (("basis=carried forward", "year=2025"), "was made before it, not in 2025.", "the year in which"),
        (("basis=", "year=2018"), "needs a basis and a year.", "it was inspected"),
        (("year=2018",), "could not judge afresh in 2018.", "carried forward from 2018"),
        (("outcome=not graded", "basis=carried forward", "year=2018"), "is no grade to carry", "without a carried"),
        (("carried-from=GRD-9",), "Only a grade that is carried forward was carried from", "as carried forward"),
    ],
)
def test_corrected_into_a_carried_grade(fenshire: Terminal, changes: tuple[str, ...], said: str, remedy: str) -> None:
    """A correction cannot carry a grade from no stated year either, nor from a wrong one."""
    what, then = refuses(fenshire, 3, "correct", "E-131", *changes, *SO).splitlines()
    assert said in what and remedy in then
