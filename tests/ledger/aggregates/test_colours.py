"""A rule of status colours: what holds together is set, what does not is refused, and nothing else is weighed."""

import pytest

from ledger.errors import RuleBroken
from ledger.events.setting import ColourLine, ColourRule, ColoursSet
from ledger.vocabulary import LEDGER, ColourCondition, StatusColour
from ledger.vocabulary.colour import COUNTED, VERIFIED
from projections.queries.settings import OWN_COLOURS
from tests.examples import EXAMPLES
from tests.ledger.aggregates.test_ledger import ledger, state

Typed = tuple[str, int | None, str]
UNDATED: Typed = ("no_due_date", None, "amber")
#: What says by itself that there is a due date, so that green needs no line before it.
DATED = ("due_soon", "slipped")
LATE_OR_UNDATED = ("due_immediately", "no_due_date", "overdue")


def rule(*lines: Typed, otherwise: str = "amber") -> ColoursSet:
    """The wish for a rule of these lines."""
    made = tuple(ColourLine(when=when, over=over, colour=colour) for when, over, colour in lines)
    return ColoursSet(rule=ColourRule(lines=made, otherwise=otherwise))


@pytest.mark.parametrize(
    "wish",
    [
        ColoursSet(),
        ColoursSet(rule=ColourRule.model_validate(OWN_COLOURS)),
        *(each.event for each in EXAMPLES if isinstance(each.event, ColoursSet)),
        rule(("overdue", 30, "red"), ("overdue", None, "amber"), UNDATED, otherwise="green"),
        rule(UNDATED, ("in_progress", None, "green"), otherwise="red"),
        rule(("due_immediately", None, "red"), UNDATED),
        rule(("closed_by_inspectorate", None, "blue"), ("closed", None, "amber")),
        *(rule((when, None, "green")) for when in DATED),
    ],
)
def test_a_rule_that_holds_together_is_set(wish: ColoursSet) -> None:
    """The program's own is one; another may take its place at any time, and the ledger's state is as before."""
    for facts in ([], [wish]):
        ledger(*facts).when(wish, to=LEDGER).then(wish)
    assert state(wish) == state()


def _refused(wish: ColoursSet, what: str, remedy: str) -> None:
    ledger().when(wish, to=LEDGER).refused(RuleBroken, what, remedy)


@pytest.mark.parametrize("when", [each for each in ColourCondition if each not in VERIFIED])
def test_blue_is_for_what_is_verified_complete(when: ColourCondition) -> None:
    """What the force only reported, or put to the inspectorate, is not."""
    said = when.replace("_", " ")
    _refused(
        rule((when, None, "blue")),
        f'"{said}: blue" gives blue to what is not verified complete.',
        "Give blue to what is assured, closed or closed by inspectorate.",
    )


def test_blue_is_not_for_the_rest() -> None:
    """What is left over is not known to be complete."""
    _refused(
        rule(UNDATED, otherwise="blue"),
        "Blue is for what is verified complete, so it cannot be the colour of the rest.",
        "Give blue to what is assured, closed or closed by inspectorate.",
    )


@pytest.mark.parametrize("when", LATE_OR_UNDATED)
@pytest.mark.parametrize("before", [(), (("closed", None, "blue"),)])
def test_late_or_undated_is_never_green(when: str, before: tuple[Typed, ...]) -> None:
    """Not by its own line, wherever that stands."""
    said = when.replace("_", " ")
    _refused(
        rule(*before, (when, None, "green")),
        "What is overdue or has no due date is never green.",
        f'Give "{said}" amber or red.',
    )


def test_a_little_overdue_is_never_green() -> None:
    """Though what is more so is red."""
    _refused(
        rule(UNDATED, ("overdue", 30, "red"), ("overdue", None, "green"), otherwise="green"),
        "What is overdue or has no due date is never green.",
        'Give "overdue" amber or red.',
    )
    _refused(
        rule(("overdue", 30, "green")),
        "What is overdue or has no due date is never green.",
        'Give "overdue" amber or red.',
    )


@pytest.mark.parametrize("when", sorted({*ColourCondition} - {*DATED, *LATE_OR_UNDATED}))
def test_no_due_date_is_never_green_by_another_line(when: str) -> None:
    """Whatever could take what has none stands after the line that does."""
    said = when.replace("_", " ")
    _refused(
        rule((when, None, "green"), UNDATED),
        f'What has no due date is never green, and the line "{said}: green" would make it so.',
        'Put a line before it: "no due date: amber".',
    )


def test_no_due_date_is_never_green_by_what_is_left_over() -> None:
    """The line for what is due immediately takes only some of it."""
    _refused(
        rule(("due_immediately", None, "red"), otherwise="green"),
        'What has no due date is never green, and "otherwise: green" would make it so.',
        'Put a line before it: "no due date: amber".',
    )


@pytest.mark.parametrize("when", [each for each in ColourCondition if each not in COUNTED])
def test_only_some_can_be_counted(when: ColourCondition) -> None:
    """Nothing is more than three times not started."""
    said = when.replace("_", " ")
    _refused(
        rule((when, 3, "amber")),
        f'"{said} more than 3 times: amber" counts what cannot be counted.',
        "Only these have numbers: overdue, slipped, revised, returned.",
    )


_NINE = "returned more than 9 times: red"


@pytest.mark.parametrize(
    ("first", "second", "said", "before"),
    [
        (("overdue", None, "red"), ("overdue", None, "amber"), "overdue: amber", "overdue: red"),
        (("returned", 9, "red"), ("returned", 10, "red"), "returned more than 10 times: red", _NINE),
        (("revised", None, "red"), ("revised", 1, "red"), "revised more than 1 time: red", "revised: red"),
        (
            ("closed", None, "blue"),
            ("closed_by_inspectorate", None, "blue"),
            "closed by inspectorate: blue",
            "closed: blue",
        ),
        (UNDATED, ("due_immediately", None, "red"), "due immediately: red", "no due date: amber"),
    ],
)
def test_no_line_stands_where_it_could_never_apply(first: Typed, second: Typed, said: str, before: str) -> None:
    """The wider one before it takes all; the other way round both are tried."""
    _refused(
        rule(first, second),
        f'"{said}" would never apply: "{before}" stands before it.',
        "The first line that applies wins; put the narrower one first, or leave one out.",
    )
    if first != second and first[:2] != second[:2]:
        ledger().when(rule(second, first), to=LEDGER).then(rule(second, first))


def test_no_rule_gives_what_follows_from_how_an_improvement_ended() -> None:
    """White and no colour are not among the words, nor are the ends that no rule decides."""
    assert {*StatusColour} == {"red", "amber", "green", "blue"}
    assert not {*ColourCondition} & {"declined", "not_ours", "superseded", "withdrawn", "otherwise"}
