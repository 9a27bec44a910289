"""The words of a closed vocabulary as people type and write them."""

import re
from enum import StrEnum
from typing import TypeVar

from ledger.errors import Unreadable

Word = TypeVar("Word", bound=StrEnum)

_SHORT = {
    "ri": "requires_improvement",
    "afi": "area_for_improvement",
    "coc": "cause_of_concern",
    "rec": "recommendation",
    "none": "none_stated",
    "hmicfrs": "inspectorate",
    "hmic": "inspectorate",
    "pcc": "policing_body",
    "4": "four_tier",
    "5": "five_tier",
    "reporting": "inspectorate_reporting_force",
    "error": "in_error",
    "recurrence": "recurrence_of",
    "recurs": "recurrence_of",
    "related": "related_to",
    "attached": "attached_to",
    "taken": "action_taken",
    "proposed": "action_proposed",
    "none_proposed": "no_action",
    "4_tier": "four_tier",
    "5_tier": "five_tier",
    "core_2014": "core_business_2014",
    "peel_2017": "peel_2015_2017",
    "peel_2018": "peel_2018_2019",
    "peel_2021": "peel_2021_2022",
    "peel_2023": "peel_2023_2025",
}


def say(word: str) -> str:
    """The word as people write it: ``requires_improvement`` is "requires improvement"."""
    return word.replace("_", " ")


def framework_name(word: str) -> str:
    """A framework as people write it: ``peel_2015_2017`` is "PEEL 2015–2017", ``core_business_2014`` is itself."""
    name, *years = word.split("_") if word.startswith("peel") else (say(word),)
    return " ".join(filter(None, (name.upper() if years else name.capitalize(), "–".join(years))))


def a(words: str) -> str:
    """The words after the article that they take: "an inspectorate", "a force"."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def word(vocabulary: type[Word], typed: str) -> Word:
    """The word of a closed vocabulary that a person typed; ``Unreadable`` names the choices."""
    folded = re.sub(r"[\s\-–/]+", "_", typed.strip().casefold())
    for candidate in (folded, _SHORT.get(folded, folded)):
        if candidate in list(vocabulary):
            return vocabulary(candidate)
    choices = ", ".join(say(member) for member in vocabulary)
    what = re.sub(r"(?<!^)([A-Z])", r" \1", vocabulary.__name__).lower()
    raise Unreadable(f'"{typed}" is not {a(what)}.', f"Use one of: {choices}.")
