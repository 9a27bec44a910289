"""Status colours: how a rule of them is typed and shown, and what another rule would change."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from commands.rendering import Column, Row, answer, print_fields, print_text
from ledger.errors import Unreadable
from ledger.vocabulary import ColourCondition, StatusColour, word
from ledger.vocabulary.colour import LARGEST, LONGEST, asked
from projections.queries import words
from projections.queries.colour import ALWAYS, COLOURS
from projections.queries.settings import colour_lines

if TYPE_CHECKING:
    from commands.context import Reading, Writing
    from commands.options import Shown
    from ledger.draft import Saying
    from ledger.events.setting import ColourLine, ColourRule, ColoursSet

#: White and no colour are but bright and dim: nobody could read white on white.
_STYLES = {"Red": "1;31", "Amber": "33", "Green": "32", "Blue": "34", "White": "1", "No colour": "2"}
_MORE = re.compile(r"\s(?:by\s+)?more\s+than\s+(?P<over>[0-9]{1,6})\s*(?:days?|times?)?$")
_HOW = 'Write lines like "overdue: red", and last "otherwise: green".'


def colour_column(heading: str = "Colour", below: Callable[[Row], str] | None = None) -> Column:
    """The colour of a row as a word, which a terminal shows in that colour; with what is to stand ``below`` it."""

    def cell(row: Row) -> str:
        return COLOURS[row["colour"]] + (f"\n{below(row)}" if below else "")

    return Column(heading, cell, styles=_STYLES)


def parse(typed: Iterable[str]) -> "ColourRule":
    """The rule that lines say, the last of which takes what is left over."""
    from ledger.events.setting import ColourRule

    lines = [line.strip() for each in typed for line in re.split(r"[\n;]", each) if line.strip()]
    last, colour = _parted(lines[-1]) if lines else ("", "")
    if last != "otherwise":
        raise Unreadable("The last line does not say what colour the rest has.", _HOW)
    if not 1 < len(lines) <= LONGEST + 1:
        raise Unreadable(f"A rule has 1 to {LONGEST} lines before that of the rest.", _HOW)
    return ColourRule(lines=tuple(map(_line, lines[:-1])), otherwise=_colour(colour))


def _parted(line: str) -> tuple[str, str]:
    """What a line asks for, and its colour."""
    when, colon, colour = (part.strip().casefold() for part in line.rpartition(":"))
    if not (colon and when):
        raise Unreadable(f'"{line}" does not say what has which colour.', _HOW)
    return re.sub(r"\bthe\b", " ", when), colour


def _colour(typed: str) -> StatusColour:
    if typed in _NOT_GIVEN:
        raise Unreadable(f"{_NOT_GIVEN[typed]}, and no rule gives it.", f"Use one of: {', '.join(StatusColour)}.")
    return word(StatusColour, typed)


_NOT_GIVEN = {
    "white": "White is for what is not ours",
    **dict.fromkeys(("none", "no colour"), "No colour is for what was superseded or withdrawn"),
}


def _line(line: str) -> "ColourLine":
    from ledger.events.setting import ColourLine

    when, colour = _parted(line)
    found = _MORE.search(when)
    condition = " ".join(when[: found.start() if found else None].split())
    if condition in _DECIDED:
        raise Unreadable(f"No rule decides about what is {condition}: {_DECIDED[condition]}.", "Leave that line out.")
    if condition == "otherwise":
        raise Unreadable('"otherwise" takes all that is left over, so it stands last, once.', _HOW)
    over = _number(found["over"]) if found else None
    return ColourLine(when=word(ColourCondition, condition), over=over, colour=_colour(colour))


_DECIDED = {
    status.replace("_", " "): f"it is always {given}" if given != "none" else "it never has a colour"
    for status, given, _ in ALWAYS
}


def _number(typed: str) -> int:
    if not 1 <= int(typed) <= LARGEST:
        raise Unreadable(f'"more than {typed}" is no number that a line can ask for.', f"Use 1 to {LARGEST:,}.")
    return int(typed)


def show_rule(reading: "Reading", shown: "Shown") -> None:
    """The rule in force, and how to set another."""
    from projections.queries.colour import lines, rule

    by = rule(reading.views)
    columns = [
        colour_column(),
        Column("For", lambda row: asked(row["when"], row["over"])),
        Column("That is", "words", wide=True),
        Column("Decided", lambda row: "for every ledger" if row["fixed"] else "by the rule", from_width=100),
    ]
    whose = "the program's own rule" if by.default else "the rule of this ledger"
    answer(
        reading, shown, lines(by), columns, title=f"Status colours, by {whose}", empty="", also={"default": by.default}
    )
    if not shown.for_programs:
        typed = " ".join(f'"{line}"' for line in colour_lines({"lines": by.lines, "otherwise": by.otherwise}))
        print()
        print_text(
            f"The first line that applies wins. No rule decides about the first {len(ALWAYS)}; to set the others:"
        )
        print(f"  afi settings set colours {typed}")  # in one piece, to be copied


def set_rule(writing: "Writing", typed: Sequence[str]) -> None:
    """Records a rule, or that the program's own is to be in force again; a dry run says what it would change."""
    from ledger.events.setting import ColoursSet

    own = [each.strip().casefold() for each in typed] == ["default"]
    event, saying = ColoursSet(rule=None if own else parse(typed)), writing.saying("today")
    if writing.said.dry_run:
        _try(writing, event, saying)
    else:
        writing.record(lambda draft: draft.add(event, saying))


def _try(writing: "Writing", event: "ColoursSet", saying: "Saying") -> None:
    from commands.receipt import print_receipt, receipt_json
    from projections.queries.colour import changes, rule, ruled

    reading = writing.reading
    receipt, now = writing.recorded(lambda draft: draft.add(event, saying)), rule(reading.views)
    chosen = event.rule.model_dump(mode="json", exclude_none=True) if event.rule else None
    changed = changes(reading.views, reading.today, ruled(chosen, now.due_soon, now.stale))
    if writing.said.json:
        whole = receipt_json(receipt, reading) | {"colour_changes": changed}
        print(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    print_receipt(receipt, reading, as_json=False)
    print_text(
        f"It would change the colour of {words.counted(len(changed), 'improvement')}{'.' if not changed else ':'}"
    )
    print_fields((row["ref"], f"{COLOURS[row['from']]} to {COLOURS[row['to']].lower()}") for row in changed[:_MOST])
    if len(changed) > _MOST:
        print_text(f"and {len(changed) - _MOST:,} more: --json shows them", indent="  ")


_MOST = 12
