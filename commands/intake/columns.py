"""What the columns of a tracker mean, as somebody who knows it wrote down in columns.toml. Pure."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from ledger.errors import Unreadable

#: What a column can mean.
FIELDS = (
    "number", "text", "kind", "inspection", "force", "question", "owner", "lead", "due", "status",
    "note", "note_date", "raised_on", "claimed_on", "evidence",
)  # fmt: skip
#: What can hold for every row, where no column says it.
ALWAYS = ("kind", "inspection", "force", "question", "due_set_by")
DATES = ("raised_on", "note_date", "claimed_on", "due")
ORDERS = ("day first", "month first")

#: What a word of the status column can come to. Nothing else does: who closed it, and how, no tracker says.
NOTHING, IN_PROGRESS, COMPLETE = "nothing", "in progress", "reported complete"
_STATUSES = (NOTHING, IN_PROGRESS, COMPLETE)
#: Colours are derived by a rule that the organisation sets (docs/vocabulary.md): none is a report of completion.
_COLOURS = frozenset("red amber green blue white grey gray yellow r a g b w rag".split())
_TOP = {"header": int, "sheet": str, "dates": str, "columns": dict, "always": dict, "words": dict}
_HOW = "docs/excel.md shows how it is written."


@dataclass(frozen=True)
class Columns:
    """The meaning of a tracker's columns and words."""

    #: The heading of each field's column.
    headings: dict[str, str]
    always: dict[str, str] = field(default_factory=dict)
    #: What the words of a field's column stand for, by the word as it is compared.
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    #: The row that the headings stand in.
    header: int = 1
    sheet: str = ""
    month_first: bool = False

    def meaning(self, name: str, word: str) -> str | None:
        """What the map says that a word of a field's column stands for."""
        return self.words.get(name, {}).get(folded(word))


def folded(text: str) -> str:
    """A heading or word as it is compared: case, and how much space there is, do not matter."""
    return " ".join(text.split()).casefold()


def parse(text: str) -> Columns:
    """The map that a columns.toml holds; ``Unreadable`` says what in it is not one."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"The map of columns is not TOML: {error}.", _HOW) from None
    _check_names("the map", found, _TOP)
    for name, kind in _TOP.items():
        if type(found.get(name, kind())) is not kind:
            raise Unreadable(f'"{name}" in the map is not what it should be.', _HOW)
    month_first = _one_of("dates", found.get("dates", ORDERS[0]), ORDERS) == ORDERS[1]
    columns = Columns(
        _texts("columns", found, FIELDS), _texts("always", found, ALWAYS), _words(found),
        found.get("header", 1), found.get("sheet", ""), month_first,
    )  # fmt: skip
    _check(columns)
    return columns


def _check_names(where: str, found: Any, allowed: Any) -> None:
    for name in found:
        if name not in allowed:
            raise Unreadable(f'"{name}" is nothing that {where} can say.', f"Use any of: {', '.join(allowed)}.")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Unreadable(f'"{value}" is nothing that {name} can be.', f"Use one of: {', '.join(allowed)}.")
    return value


def _texts(name: str, found: dict[str, Any], allowed: tuple[str, ...]) -> dict[str, str]:
    table: dict[str, str] = found.get(name, {})
    _check_names(f"[{name}]", table, allowed)
    for key, value in table.items():
        if not str(value).strip() or type(value) is not str:
            raise Unreadable(f"What [{name}] says of {key} is not a text.", f'Write it like {key} = "…".')
    return table


def _words(found: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The words of each field, with what they stand for."""
    words = found.get("words", {})
    _check_names("[words]", words, FIELDS)
    meanings: dict[str, dict[str, str]] = {}
    for name, table in words.items():
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise Unreadable(f"[words.{name}] does not say of each word what it stands for.", _HOW)
        meanings[name] = {folded(word): meaning for word, meaning in table.items()}
    for word, meaning in meanings.get("status", {}).items():
        _one_of("a status", meaning, _STATUSES)
        if meaning == COMPLETE and word in _COLOURS:
            raise Unreadable(
                f'A colour reports nothing complete, not even "{word}".',
                f'Say that it stands for "{NOTHING}" or "{IN_PROGRESS}".',
            )
    return meanings


def _check(columns: Columns) -> None:
    """What a map cannot do without, and what says nothing without something else."""
    named, both = columns.headings, {**columns.always, **columns.headings}
    if columns.header < 1:
        raise Unreadable("The row of the headings is counted from 1.", "Write header = 1 for the first row.")
    if not {"number", "text"} & set(named):
        raise Unreadable("The map names neither the number's nor the text's column.", "Give one of the two, or both.")
    if "inspection" not in both:
        raise Unreadable("The map does not say which inspection.", 'Add a column, or [always] inspection = "INS-1".')
    for name, needs in (("note_date", "note"), ("claimed_on", "status"), ("evidence", "status")):
        if name in named and needs not in named:
            raise Unreadable(f"{name} says nothing without a column for {needs}.", f"Map {needs}, or leave {name} out.")
    headings = [folded(heading) for heading in named.values()]
    for heading in headings:
        if headings.count(heading) > 1:
            raise Unreadable(f'The column "{heading}" is given two meanings.', "Give each column one.")
