"""Expectations: what somebody said is to happen. It has not happened by being expected."""

from typing import TYPE_CHECKING, Annotated

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.improvement import ANY, chosen, parted, perhaps, said
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from commands.text import Clip, File
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.events.expectation import Expected

app = group("Record what is to happen, and what became of it.")

Several = Annotated[
    list[str], argument("EXPECTATION... [TEXT]", help="Which, then what came of it, if that is to be said.")
]


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    text: Annotated[str | None, argument("TEXT", help="What is to happen.", show_default=False)] = None,
    about: Annotated[str, option("--about", metavar="REF", help="The record that it is about.")] = "",
    within: Annotated[
        str, option("--within", metavar="WHEN", help='When, as vaguely as it was said: "end of November 2014".')
    ] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that somebody said, on the day of --on, that something is to happen."""
    from ledger.events.expectation import ExpectationAdded

    of = writing.named(about, *ANY) if about else None
    expected = _expected(writing, within) if within else None
    saying = writing.saying("today")
    event = ExpectationAdded(text=said(text, file, clip), about=of, expected=expected)
    writing.record(lambda draft: draft.add(event, saying))


@app.command("move", cls=Command)
@records
def move(
    writing: Writing,
    expectation: Annotated[str, argument("EXPECTATION", help="Which.")],
    when: Annotated[str | None, argument("WHEN", help="As --within.", show_default=False)] = None,
    within: Annotated[
        str, option("--within", metavar="WHEN", help="When it is to happen now; unknown takes the date away.")
    ] = "",
) -> None:
    """Record that something is to happen on other days than was said."""
    from ledger.events.expectation import ExpectationMoved

    of = writing.named(expectation, "EXP")
    if bool(when) == bool(within):
        raise Unreadable("It is not said once when it is to happen.", "Give --within WHEN, or --within unknown.")
    typed = within or when or ""
    unknown = typed.strip().casefold() in {"unknown", "not known", "none"}
    event = ExpectationMoved(expected=None if unknown else _expected(writing, typed))
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("met", cls=Command)
@records
def met(writing: Writing, refs: Several, file: File = None, clip: Clip = False) -> None:
    """Record that what was expected happened."""
    from ledger.events.expectation import ExpectationMet

    words, text = parted(refs)
    about = chosen(writing, words, "EXP")
    about.record(ExpectationMet(text=perhaps(text, file, clip)))


@app.command("lapsed", cls=Command)
@records
def lapsed(writing: Writing, refs: Several, file: File = None, clip: Clip = False) -> None:
    """Record that what was expected did not happen, and is expected no more."""
    from ledger.events.expectation import ExpectationLapsed

    words, text = parted(refs)
    about = chosen(writing, words, "EXP")
    about.record(ExpectationLapsed(text=perhaps(text, file, clip)))


def _expected(writing: Writing, typed: str) -> "Expected":
    """The days that were typed, with the words where those are vaguer: as whoever said so, on that day, meant them."""
    from ledger import days
    from ledger.events import Prose
    from ledger.events.expectation import Expected

    anchors = set(writing.written())
    if writing.said.on and not anchors:
        told = writing.saying().on.span
        anchors = {told.first, told.last}
    span, words = days.understand(typed, days.uk_today(), ahead=True, anchors=anchors)
    return Expected.model_validate({"from": span.start, "to": span.end, "words": Prose(words) if words else None})


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List what was expected and what became of it, in the order of recording."""
    from projections.queries.expectations import expectations

    columns = [
        Column("Ref", "ref"),
        Column("Expected", "expected_words"),
        Column("Days", "expected", from_width=100),
        Column("What", "text", wide=True),
        Column("About", "about"),
        Column("Status", "status"),
    ]
    empty = 'Nothing is recorded as expected yet. Add it: afi expect add TEXT --within "end of November"'
    answer(reading, shown, expectations(reading.views), columns, title="Expectations", empty=empty)
