"""Settings: each takes one kind of value. The ledger's own stream keeps no state of them, for no rule goes by one."""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.ledger import Ledger
from ledger.aggregates.organisation import is_a
from ledger.events import Event
from ledger.events.setting import SettingChosen
from ledger.vocabulary import OrganisationKind, Setting, say

#: The kind of organisation that a setting names; the others count days.
_NAMES = {
    Setting.FORCE: OrganisationKind.FORCE,
    Setting.INSPECTORATE: OrganisationKind.INSPECTORATE,
    Setting.POLICING_BODY: OrganisationKind.POLICING_BODY,
}


def decide(wish: Fact, state: Ledger | None, world: World) -> Iterable[Event]:
    """An organisation of the kind that it asks for, or a number of days; with neither, the program's own again."""
    match wish.event:
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
