"""What the choice of a setting, or of a rule of colours, changes in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.setting import ColoursSet, SettingChosen
from projections.folds.base import Fields, given, gone


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``settings``: what each was given, where it was given something; ``colours``, the rule of them."""
    match entry.event:
        case SettingChosen(setting=setting, organisation=organisation, days=days):
            others = {name: value for name, value in now.get("settings", {}).items() if name != setting}
            chosen = given(organisation=organisation, days=days)
            return {"settings": others | ({str(setting): chosen} if chosen else {})}
        case ColoursSet(rule=rule):
            return {"colours": rule.model_dump(mode="json", exclude_none=True)} if rule else gone(now, "colours")
    return {}
