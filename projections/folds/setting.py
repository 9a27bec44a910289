"""What the choice of a setting changes in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.setting import SettingChosen
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``settings``: what each was given; one that was given nothing is not there."""
    match entry.event:
        case SettingChosen(setting=setting, organisation=organisation, days=days):
            others = {name: value for name, value in now.get("settings", {}).items() if name != setting}
            chosen = given(organisation=organisation, days=days)
            return {"settings": others | ({str(setting): chosen} if chosen else {})}
    return {}
