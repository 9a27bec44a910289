"""Definitions, national context and settings: what the ledger's own stream holds beside keys and clock."""

import pytest

from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.context import ContextStated
from ledger.events.definition import DefinitionStated
from ledger.events.setting import SettingChosen
from ledger.vocabulary import LEDGER, Setting
from tests.ledger.aggregates.test_ledger import ledger, state
from tests.ledger.specs import WORLD, Given

DEFINED = DefinitionStated(term=Prose("area for improvement"), text=Prose("A shortfall."), of="ORG-1")
STATED = ContextStated(text=Prose("Most forces require improvement."), inspection="INS-1")
OF_ORGANISATIONS = {Setting.FORCE: "ORG-2", Setting.INSPECTORATE: "ORG-1", Setting.POLICING_BODY: "ORG-4"}
OF_DAYS = sorted(set(Setting) - set(OF_ORGANISATIONS))
NEITHER = [SettingChosen(setting=setting) for setting in Setting]
CHOSEN = [
    *(SettingChosen(setting=setting, organisation=organisation) for setting, organisation in OF_ORGANISATIONS.items()),
    *(SettingChosen(setting=setting, days=30) for setting in OF_DAYS),
]


@pytest.mark.parametrize(
    "said",
    [
        DEFINED,
        DefinitionStated(term=Prose("area for improvement"), text=Prose("Something else.")),
        STATED,
        ContextStated(text=Prose("Demand rose.")),
    ],
)
def test_anything_may_be_stated(said: Event) -> None:
    """The same term again, for definitions drift; the picture of an inspection, or at large."""
    for facts in ([], [said]):
        ledger(*facts).when(said, to=LEDGER).then(said)
        assert state(*facts, said) == state()


@pytest.mark.parametrize(
    "wish", [*CHOSEN, *NEITHER], ids=lambda wish: f"{wish.setting} {wish.organisation} {wish.days}"
)
def test_a_setting_takes_its_value_or_none(wish: SettingChosen) -> None:
    """An organisation of its kind, or a number of days; with neither, the program's own again."""
    given = Given({**WORLD, **ledger().world})
    given.when(wish, to=LEDGER).then(wish)
    assert state(wish) == state()


@pytest.mark.parametrize("setting", OF_ORGANISATIONS)
@pytest.mark.parametrize("more", [{}, {"organisation": "ORG-2"}])
def test_a_setting_that_names_an_organisation_takes_no_days(setting: Setting, more: dict[str, str]) -> None:
    """Days are refused, alone or beside an organisation."""
    words = setting.replace("_", " ")
    Given(WORLD).when(SettingChosen(setting=setting, days=30, **more), to=LEDGER).refused(
        RuleBroken,
        f'The setting "{words}" names an organisation.',
        "Give an organisation to `afi settings set`, or nothing.",
    )


@pytest.mark.parametrize("setting", OF_DAYS)
@pytest.mark.parametrize("days", [None, 30])
def test_a_setting_that_counts_days_takes_no_organisation(setting: Setting, days: int | None) -> None:
    """An organisation is refused, alone or beside days."""
    words = setting.replace("_", " ")
    Given(WORLD).when(SettingChosen(setting=setting, organisation="ORG-2", days=days), to=LEDGER).refused(
        RuleBroken,
        f'The setting "{words}" counts days.',
        "Give a number of days to `afi settings set`, or nothing.",
    )


@pytest.mark.parametrize(
    ("setting", "organisation", "what"),
    [
        (Setting.FORCE, "ORG-1", "ORG-1 is recorded as an inspectorate, not as a force."),
        (Setting.INSPECTORATE, "ORG-2", "ORG-2 is recorded as a force, not as an inspectorate."),
        (Setting.POLICING_BODY, "ORG-2", "ORG-2 is recorded as a force, not as a policing body."),
    ],
)
def test_it_names_an_organisation_of_its_kind(setting: Setting, organisation: str, what: str) -> None:
    """Another kind of organisation is refused."""
    Given(WORLD).when(SettingChosen(setting=setting, organisation=organisation), to=LEDGER).refused(RuleBroken, what)


def test_an_unknown_organisation_is_refused() -> None:
    """What a setting names is in the ledger."""
    Given(WORLD).when(SettingChosen(setting=Setting.FORCE, organisation="ORG-9"), to=LEDGER).refused(
        UnknownReference, "There is no ORG-9 in this ledger."
    )
