"""Settings: what the organisation decided for its ledger, and what the program goes by where it did not."""

from typing import Any

from ledger.vocabulary import LEDGER, Setting
from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import records
from projections.views import Views

Row = dict[str, Any]
_DAYS = {Setting.DUE_SOON_DAYS: 30, Setting.STALE_DAYS: 42}


def settings(views: Views) -> list[Row]:
    """One row a setting: its value (a reference or a number of days), and whether that is the program's own."""
    names = Names(views)
    chosen = (names.body(LEDGER) or {}).get("settings", {})
    return [_setting(one, chosen.get(one), views, names) for one in Setting]


def _setting(setting: Setting, chosen: Row | None, views: Views, names: Names) -> Row:
    days = setting in _DAYS
    own: str | int | None = _DAYS[setting] if days else _only(views, setting)
    value = chosen["days" if days else "organisation"] if chosen else own
    return {
        "setting": str(setting),
        "setting_words": words.SETTING[setting],
        "value": value,
        "value_words": words.counted(value, "day") if isinstance(value, int) else _named(value, names),
        "default": chosen is None,
    }


def _only(views: Views, kind: str) -> str | None:
    """The one organisation of a kind that the ledger knows; none where it knows several."""
    found = [each.ref for each in records(views, "organisation") if each.body["kind"] == kind]
    return found[0] if len(found) == 1 else None


def _named(ref: str | None, names: Names) -> str:
    return f"{names.of(ref)} ({ref})" if ref else "not chosen"
