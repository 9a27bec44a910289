"""Settings: each takes one kind of value, and a rule of colours has to hold together.

The ledger's own stream keeps no state of them, for no rule of the field goes by one.
"""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.ledger import Ledger
from ledger.aggregates.organisation import is_a
from ledger.events import Event
from ledger.events.setting import ColourLine, ColourRule, ColoursSet, SettingChosen
from ledger.vocabulary import ColourCondition, OrganisationKind, Setting, StatusColour, say
from ledger.vocabulary.colour import COUNTED, VERIFIED, WITHIN, as_line

#: The kind of organisation that a setting names; the others count days.
_NAMES = {
    Setting.FORCE: OrganisationKind.FORCE,
    Setting.INSPECTORATE: OrganisationKind.INSPECTORATE,
    Setting.POLICING_BODY: OrganisationKind.POLICING_BODY,
}


def decide(wish: Fact, state: Ledger | None, world: World) -> Iterable[Event]:
    """An organisation of the kind that it asks for, a number of days, or a rule; without, the program's own again."""
    match wish.event:
        case ColoursSet(rule=rule) if rule:
            _check_colours(rule)
        case SettingChosen(setting=setting, organisation=organisation, days=days):
            kind = _NAMES.get(setting)
            if (days if kind else organisation) is not None:
                raise refuse(
                    f'The setting "{say(setting)}" {"names an organisation" if kind else "counts days"}.',
                    f"Give {'an organisation' if kind else 'a number of days'} to `afi settings set`, or nothing.",
                )
            if kind and organisation:
                is_a(kind, organisation, world)
    return [wish.event]


def _check_colours(rule: ColourRule) -> None:
    """Each line can apply and says what its colour may mean; what is left over is neither verified nor undated."""
    for place, line in enumerate(rule.lines):
        _check_line(line)
        _check_reached(line, rule.lines[:place])
        if line.colour == StatusColour.GREEN and line.when not in _DATED:
            _check_dated(rule.lines[: place + 1], f'the line "{_said(line)}"')
    if rule.otherwise == StatusColour.BLUE:
        raise refuse("Blue is for what is verified complete, so it cannot be the colour of the rest.", _BLUE)
    if rule.otherwise == StatusColour.GREEN:
        _check_dated(rule.lines, '"otherwise: green"')


_BLUE = "Give blue to what is assured, closed or closed by inspectorate."


def _check_line(line: ColourLine) -> None:
    if line.over and line.when not in COUNTED:
        counted = ", ".join(say(each) for each in COUNTED)
        raise refuse(f'"{_said(line)}" counts what cannot be counted.', f"Only these have numbers: {counted}.")
    if line.colour == StatusColour.BLUE and line.when not in VERIFIED:
        raise refuse(f'"{_said(line)}" gives blue to what is not verified complete.', _BLUE)
    if line.colour == StatusColour.GREEN and line.when in _NEVER_GREEN:
        raise refuse("What is overdue or has no due date is never green.", f'Give "{say(line.when)}" amber or red.')


#: What is late, or has no day to be done by; what is due immediately is both on the next day. And what has a day.
_NEVER_GREEN = frozenset({ColourCondition.NO_DUE_DATE, ColourCondition.DUE_IMMEDIATELY, ColourCondition.OVERDUE})
_DATED = frozenset({ColourCondition.DUE_SOON, ColourCondition.SLIPPED})


def _check_reached(line: ColourLine, before: tuple[ColourLine, ...]) -> None:
    """Refuses what an earlier line leaves nothing to."""
    for earlier in before:
        same = earlier.when == line.when and (earlier.over or 0) <= (line.over or 0)
        if same or (earlier.when == WITHIN.get(line.when)):
            raise refuse(
                f'"{_said(line)}" would never apply: "{_said(earlier)}" stands before it.',
                "The first line that applies wins; put the narrower one first, or leave one out.",
            )


def _check_dated(before: tuple[ColourLine, ...], what: str) -> None:
    """Refuses green where nothing before it takes what has no due date."""
    if not any(line.when == ColourCondition.NO_DUE_DATE for line in before):
        raise refuse(
            f"What has no due date is never green, and {what} would make it so.",
            'Put a line before it: "no due date: amber".',
        )


def _said(line: ColourLine) -> str:
    return as_line(line.when, line.over, line.colour)
