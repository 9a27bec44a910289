"""A timeline in each of the forms that can be asked for, on the terminal or in a file."""

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from commands import timeline
from commands.context import Reading
from commands.files import put
from commands.options import Shown
from commands.rendering import Column, Row, answer, print_json, print_text, titled, width_of
from ledger.vocabulary import IMPROVEMENTS, kind_of
from projections.queries import words
from projections.queries.late import began
from projections.queries.names import Names
from projections.queries.records import body
from projections.queries.timeline import Asked

if TYPE_CHECKING:
    from projections.queries.picture import Picture

#: How wide a picture in characters is where nothing says how wide the terminal is.
_WIDE = 100
_EMPTY = "Nothing that fits is recorded. See all: afi timeline"
_NO_BAR = "No improvement is in this timeline, so there is nothing to draw. Without --picture it is listed."


class Found(NamedTuple):
    """What was found, what it was asked for by, how that is to be shown, and what of it must not leave the ledger."""

    reading: Reading
    shown: Shown
    asked: Asked
    rows: list[Row]
    kept_back: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What it is of, in words."""
        names, asked = Names(self.reading.views), self.asked
        refs = list(asked.refs or ())
        of = refs if len(refs) < 4 else [refs[0], f"{len(refs) - 1} others"]
        about = filter(None, [asked.inspection, asked.question, asked.person, asked.post, asked.forum])
        of += [ref if ref in self.kept_back else f"{names.label(ref)} ({ref})" for ref in about]
        days = [f"{name} {words.day(str(day))}" for name, day in (("from", asked.first), ("to", asked.last)) if day]
        title = "Late recordings" if asked.late else "Timeline"
        return " ".join([title, *([f"of {words.listed(of)}"] if of else []), *days])

    @property
    def ledger(self) -> str:
        """Of which ledger it is, and of how many of its entries."""
        return f"Ledger {self.reading.origin}, as of entry E-{self.reading.position}."

    def leaving(self) -> tuple["Found", int]:
        """What of it may leave the ledger, by the embargoes as they are known now, and how many entries may not."""
        from projections.queries.withheld import withheld

        with self.reading.present():
            kept_back = withheld(self.reading.views, datetime.now(UTC))
        rows = [row for row in self.rows if not kept_back & {row["ref"], row["entry"]}]
        return self._replace(rows=rows, kept_back=kept_back), len(self.rows) - len(rows)


def show_as(form: str, found: Found) -> None:
    """Shows it in one of the forms."""
    _FORMS[form](found)


# On the terminal, and for programs.


def _table(found: Found) -> None:
    columns = [timeline.ENTRY, timeline.HAPPENED, timeline.REF, timeline.what_changed(), timeline.SAID]
    columns += [timeline.RECORDED, timeline.SOURCE]
    if any(row["before_began"] for row in found.rows):
        columns.append(_period(found.reading))
    answer(found.reading, Shown(), found.rows, columns, title=found.title, empty=_EMPTY)


def _period(reading: Reading) -> Column:
    """Whether it was before the ledger began; above the rows on a terminal, in them in a pipe."""
    day = words.day(str(began(reading.views)))
    before, since = f"Before the ledger began on {day}", f"Since the ledger began on {day}"
    return Column("Period", lambda row: before if row["before_began"] else since, heads=True)


def _csv(found: Found) -> None:
    answer(found.reading, Shown(csv=True, output=found.shown.output), found.rows, [], title="", empty="")


def _json(found: Found) -> None:
    if not found.shown.output:
        print_json(found.reading, {"rows": found.rows})
        return
    free, left_out = found.leaving()
    text = StringIO()
    with redirect_stdout(text):
        print_json(found.reading, {"rows": free.rows, "withheld": left_out})
    _hand_over(free, text.getvalue(), left_out)


def _picture(found: Found) -> None:
    from commands.picture.terminal import drawn, has_shapes, plain

    picture = _picture_of(found)
    print_text(titled(found.title, found.reading), style="bold")
    if not picture.bars:
        print_text(_NO_BAR, indent="  ")
        return
    shapes = has_shapes(sys.stdout.encoding)
    for line in drawn(picture, width_of(sys.stdout) or _WIDE):
        print(line if shapes else plain(line))


def _picture_of(found: Found) -> "Picture":
    from projections.queries.picture import picture

    reading, asked = found.reading, found.asked
    refs = [ref for ref in dict.fromkeys(row["ref"] for row in found.rows) if _is_of(reading, ref, asked)]
    return picture(
        reading.views, refs, reading.today, first=asked.first, last=asked.last, without=found.kept_back
    )  # fmt: skip


def _is_of(reading: Reading, ref: str, asked: Asked) -> bool:
    """Whether a bar would be of what was asked for: what only names that has its line in the list, and no bar."""
    if kind_of(ref) not in IMPROVEMENTS:
        return True
    fields = body(reading.views, ref) or {}
    wanted = {"inspection": asked.inspection, "question": asked.question}
    return all(value in (None, fields.get(field)) for field, value in wanted.items())


# To be handed to others: without what is under embargo.


def _markdown(found: Found) -> None:
    from commands.picture.markdown import escaped, table

    free, left_out = found.leaving()
    lines = [f"## {escaped(titled(free.title, free.reading))}", "", escaped(free.ledger), ""]
    lines += table(free.rows, _columns(free.reading)) if free.rows else [_EMPTY]
    lines += ["", _withheld(left_out)] if left_out else []
    _hand_over(free, "\n".join([*lines, ""]), left_out)


def _columns(reading: Reading) -> list[Column]:
    day = words.day(str(began(reading.views)))

    def recorded(row: Row) -> str:
        return (
            f"{timeline.recorded(row)} (before the ledger began on {day})"
            if row["before_began"]
            else timeline.recorded(row)
        )

    what = Column("What changed", timeline.what)
    return [
        timeline.ENTRY,
        timeline.HAPPENED,
        timeline.REF,
        what,
        timeline.SAID,
        Column("Recorded (UTC)", recorded),
        timeline.SOURCE,
    ]


def _svg(found: Found) -> None:
    from projections.drawing.svg import Heading, svg

    free, left_out = found.leaving()
    heading = Heading(titled(free.title, free.reading), free.ledger, _withheld(left_out) if left_out else "")
    _hand_over(free, svg(_picture_of(free), heading), left_out)


def _withheld(left_out: int) -> str:
    return f"Left out because of an embargo: {words.counted(left_out, 'entry', 'entries')}."


def _hand_over(found: Found, text: str, left_out: int) -> None:
    """Writes it to the file that was named, or prints it; and says beside it what was left out."""
    if found.shown.output:
        put(found.shown.output, text.encode())
    else:
        print(text, end="")
    if left_out:
        print(f"afi: {_withheld(left_out)}", file=sys.stderr)
    if found.shown.output:
        print(f"{words.counted(len(found.rows), 'entry', 'entries')} written to {found.shown.output}.", file=sys.stderr)


_FORMS: dict[str, Callable[[Found], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "picture": _picture,
    "md": _markdown,
    "svg": _svg,
}
