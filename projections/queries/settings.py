"""Settings: what the organisation decided for its ledger, and what the program goes by where it did not."""

from typing import Any

from ledger.vocabulary import LEDGER, Setting
from ledger.vocabulary.colour import as_line
from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import records
from projections.views import Views

Row = dict[str, Any]
#: Of settings that count days, and of the rule of status colours, the program's own.
DAYS = {Setting.DUE_SOON_DAYS: 30, Setting.STALE_DAYS: 42}
OWN_COLOURS: Row = {
    "lines": [
        {"when": "closed", "colour": "blue"},
        {"when": "assured", "colour": "blue"},
        {"when": "submitted", "colour": "amber"},
        {"when": "reported_complete", "colour": "amber"},
        {"when": "overdue", "colour": "red"},
        {"when": "no_due_date", "colour": "amber"},
        {"when": "due_soon", "colour": "amber"},
        {"when": "no_recent_update", "colour": "amber"},
    ],
    "otherwise": "green",
}


def settings(views: Views) -> list[Row]:
    """One row a setting: its value (a reference, days, or lines), and whether that is the program's own."""
    names = Names(views)
    ledger = names.body(LEDGER) or {}
    chosen = ledger.get("settings", {})
    return [*(_setting(one, chosen.get(one), views, names) for one in Setting), _colours(ledger.get("colours"))]


def _colours(chosen: Row | None) -> Row:
    lines = colour_lines(chosen or OWN_COLOURS)
    return {
        "setting": "colours",
        "setting_words": "status colours",
        "value": lines,
        "value_words": "; ".join(lines),
        "default": chosen is None,
    }


def colour_lines(rule: Row) -> list[str]:
    """The lines of a rule of colours as people write them, the last of which takes what is left over."""
    lines = [as_line(line["when"], line.get("over"), line["colour"]) for line in rule["lines"]]
    return [*lines, f"otherwise: {rule['otherwise']}"]


def _setting(setting: Setting, chosen: Row | None, views: Views, names: Names) -> Row:
    days = setting in DAYS
    own: str | int | None = DAYS[setting] if days else _only(views, setting)
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
