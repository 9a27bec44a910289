"""Settings, definitions and the national picture: what an organisation goes by."""

from collections.abc import Callable
from typing import Any

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.definition import DefinitionStated
from ledger.events.organisation import OrganisationAdded
from ledger.events.setting import ColourLine, ColourRule, ColoursSet, SettingChosen
from ledger.recording import Plan
from projections.queries.definitions import context, definitions
from projections.queries.settings import settings
from projections.views import Views
from tests.making import say

DAY = say("2018-03-22")


def _values(views: Views) -> dict[str, tuple[Any, bool]]:
    return {row["setting"]: (row["value"], row["default"]) for row in settings(views) if row["setting"] != "colours"}


def test_nothing_needs_to_be_set(views: Views) -> None:
    """The only force and the only inspectorate are ours; where there is none, that is said."""
    lines = [
        *("closed: blue", "assured: blue", "submitted: amber", "reported complete: amber", "overdue: red"),
        *("no due date: amber", "due soon: amber", "no recent update: amber", "otherwise: green"),
    ]
    assert settings(views) == [
        _setting("force", "our force", "ORG-2", "Fenshire Constabulary (ORG-2)"),
        _setting("inspectorate", "our inspectorate", "ORG-1", "HMICFRS (ORG-1)"),
        _setting("policing_body", "our policing body", None, "not chosen"),
        _setting("due_soon_days", "due soon", 30, "30 days"),
        _setting("stale_days", "no recent update", 42, "42 days"),
        _setting("colours", "status colours", lines, "; ".join(lines)),
    ]


def _setting(name: str, words: str, value: object, said: str) -> dict[str, object]:
    return {"setting": name, "setting_words": words, "value": value, "value_words": said, "default": True}


def test_what_was_chosen_goes_before_what_the_program_has(tell: Callable[[Plan], Views]) -> None:
    """Of several forces none is ours until one is chosen."""

    def another(draft: Draft) -> None:
        draft.add(OrganisationAdded(kind="force", name=Prose("Borsetshire")), DAY)
        draft.add(SettingChosen(setting="stale_days", days=14), DAY)

    assert _values(tell(another)) == {
        "force": (None, True),
        "inspectorate": ("ORG-1", True),
        "policing_body": (None, True),
        "due_soon_days": (30, True),
        "stale_days": (14, False),
    }
    chosen = tell(lambda draft: draft.add(SettingChosen(setting="force", organisation="ORG-3"), DAY))
    assert _values(chosen)["force"] == ("ORG-3", False)
    back = tell(lambda draft: draft.add(SettingChosen(setting="stale_days"), DAY))
    assert _values(back)["stale_days"] == (42, True)


def test_a_rule_of_colours_is_listed_line_by_line(tell: Callable[[Plan], Views]) -> None:
    """As it is typed; what was given nothing is the program's own again."""
    late = ColourLine(when="overdue", over=30, colour="red")
    chosen = ColoursSet(rule=ColourRule(lines=(late,), otherwise="amber"))
    row = settings(tell(lambda draft: draft.add(chosen, DAY)))[-1]
    assert (row["value"], row["default"]) == (["overdue more than 30 days: red", "otherwise: amber"], False)
    row = settings(tell(lambda draft: draft.add(ColoursSet(), DAY)))[-1]
    assert row["value"][-1] == "otherwise: green" and row["default"]


def test_definitions_stand_by_term_and_day(tell: Callable[[Plan], Views], full: object) -> None:
    """They drift, so each has its day; what was corrected is told once."""

    def define(draft: Draft) -> None:
        for day, text in (("2021", "Later."), ("2014", "Earlier.")):
            draft.add(DefinitionStated(term=Prose("Area for improvement"), text=Prose(text)), say(day))
        draft.correct(111, DefinitionStated(term=Prose("Area for improvement"), text=Prose("What fell.")), DAY)
        draft.add(DefinitionStated(term=Prose("AFI"), text=Prose("An area for improvement.")), say("2018"))

    rows = definitions(tell(define))
    assert [(row["happened_on"], row["text"]) for row in rows] == [
        ("2018", "An area for improvement."),
        ("2014", "Earlier."),
        ("2018-03-22", "What fell."),
        ("2021", "Later."),
    ]


def test_the_rows_have_every_key(told: Views) -> None:
    """Whose definition it is, which inspection's picture; who said so, when and where."""
    rest = {
        "happened_on": "2018-03-22",
        "said_by": "PER-1",
        "said_by_name": "Ann Keeper",
        "recorded_by": "PER-1",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": [],
    }
    meant = {"term": "area for improvement", "text": "What fell short.", "of": "ORG-1", "of_name": "HMICFRS today"}
    assert definitions(told) == [meant | rest | {"entry": "E-111"}]
    picture = {"text": "Most forces fell short.", "inspection": "INS-1", "inspection_title": "PEEL: Effectiveness 2017"}
    assert context(told) == [picture | rest | {"entry": "E-112"}]
