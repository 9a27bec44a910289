"""Filters: an inspection by argument or option, and what is said where a filter leaves nothing."""

import pytest

from tests.commands.terminal import Terminal


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "register --status closed",
            "None of the 7 improvements recorded here fits --status closed. See all: afi register",
        ),
        (
            "register INS-1 --kind rec",
            "None of the 7 improvements recorded here fits --inspection INS-1 --kind rec. See all: afi register",
        ),
        (
            "findings INS-2 --sense neutral",
            "None of the 24 findings recorded here fits --inspection INS-2 --sense neutral. See all: afi findings",
        ),
        ("grades --force HMICFRS", "None of the 6 grades recorded here fits --force HMICFRS. See all: afi grades"),
        (
            "action list --status dropped",
            "The one action recorded here does not fit --status dropped. See all: afi action list",
        ),
    ],
)
def test_a_filter_that_leaves_nothing_does_not_say_that_nothing_is_there(desk: Terminal, words: str, said: str) -> None:
    """It says how much is recorded, what was asked of it, and how to see it."""
    assert f"\n  {said}\n" in desk.does(*words.split()).out


def test_what_was_typed_with_spaces_stands_in_quotation_marks(desk: Terminal) -> None:
    """As it would be typed again."""
    assert 'fits --status "not ours". See' in desk.does("register", "--status", "not ours").out


def test_meetings_of_a_forum_that_never_met(fresh: Terminal) -> None:
    """Where others did."""
    for forum in ("Gold", "Board"):
        fresh.records("forum", "add", forum)
    fresh.records("meeting", "hold", "Gold", "--on", "2018-04-10")
    said = "The one meeting recorded here does not fit --forum Board. See all: afi meeting list"
    assert said in fresh.does("meeting", "list", "--forum", "Board").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("register --status closed", "No improvement is recorded here yet. Raise one: afi raise afi"),
        ("findings --sense mixed", "No finding is recorded yet. Record one: afi finding"),
        ("grades --force ORG-1", "No grade is recorded yet. Record some: afi grade"),
        ("action list --status done", "No action is recorded yet. Add one: afi action add"),
        ("meeting list", "No meeting is recorded yet. Record one: afi meeting hold"),
    ],
)
def test_where_nothing_is_recorded_it_is_said_how_to_begin(fresh: Terminal, words: str, said: str) -> None:
    """Filters or not."""
    assert said in fresh.does(*words.split()).out


@pytest.mark.parametrize("look", ["register", "findings", "grades"])
def test_an_inspection_by_argument_or_option(desk: Terminal, look: str) -> None:
    """The same rows either way; both at once are refused."""
    by_argument = desk.does(look, "peel effectiveness 2017", "--json").rows
    assert by_argument == desk.does(look, "--inspection", "INS-2", "--json").rows != []
    assert {row["inspection"] for row in by_argument} == {"INS-2"}
    assert 'There are two inspections: "INS-1" and "INS-2".' in desk.refuses(2, look, "INS-1", "-i", "INS-2")
    assert "There is no INS-9" in desk.refuses(3, look, "INS-9")
