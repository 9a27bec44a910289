"""What narrows a list, and what is said where nothing is left of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from commands.parameters import argument, option
from ledger.errors import Unreadable
from ledger.vocabulary import KINDS

Inspection = Annotated[str, argument("[INSPECTION]", help="Only of this inspection.")]
InspectionOption = Annotated[
    str, option("--inspection", "-i", metavar="INSPECTION", help="The same, said as an option.", show_default=False)
]


def the_one(inspection: str, option: str) -> str:
    """The inspection that was typed as an argument or as an option; empty where neither was."""
    if inspection and option:
        raise Unreadable(f'There are two inspections: "{inspection}" and "{option}".', "Give only one of them.")
    return inspection or option


def kinds_of(typed: Sequence[str] | None) -> list[str]:
    """The kinds of record that references and nouns name: AFI, or improvement for all three of its kinds."""
    return [kind for each in typed or () for kind in _kinds(each)]


def _kinds(typed: str) -> list[str]:
    wanted = typed.strip().casefold()
    found = [kind for kind, noun in KINDS.items() if wanted in (kind.casefold(), noun, f"{noun}s")]
    if not found:
        raise Unreadable(f'"{typed}" is not a kind of record.', f"Use one of: {', '.join(KINDS)}; or a noun: finding.")
    return found


def nothing(
    noun: str, *, begin: str, all_with: str, everything: Callable[[], Sequence[Any]], asked: Mapping[str, str]
) -> str:
    """What a list without rows says: how to ``begin``, or that nothing fits of what ``all_with`` would show."""
    filters = " ".join(f"{name} {_quoted(typed)}" for name, typed in asked.items() if typed)
    recorded = len(everything()) if filters else 0
    if not recorded:
        return begin
    fits = (
        f"None of the {recorded:,} {noun}s recorded here fits"
        if recorded > 1
        else f"The one {noun} recorded here does not fit"
    )
    return f"{fits} {filters}. See all: {all_with}"


def _quoted(typed: str) -> str:
    return f'"{typed}"' if " " in typed else typed
