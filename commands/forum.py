"""Forums: the bodies that review progress, who chairs them and how often they meet."""

import re
from typing import TYPE_CHECKING, Annotated

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.improvement import perhaps
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from commands.text import Clip, File
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.events.forum import Cadence

app = group("Add the bodies that review progress, and say who chairs them and how often they meet.")

Forum = Annotated[str, argument("FORUM", help="Which forum.")]


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    name: Annotated[str, argument("NAME", help="Its name.")],
    chair: Annotated[str, option("--chair", metavar="POST", help="The post that chairs it.")] = "",
    every: Annotated[str, option("--every", metavar="TEXT", help='How often it meets, like "6 weeks" or month.')] = "",
    purpose: Annotated[str, option("--purpose", metavar="TEXT", help="What it is for.")] = "",
    organisation: Annotated[str, option("--organisation", metavar="ORGANISATION", help="Whose it is.")] = "",
) -> None:
    """Add a forum."""
    from ledger.events import Prose
    from ledger.events.forum import ForumAdded

    event = ForumAdded(
        name=Prose(name),
        organisation=writing.named(organisation, "ORG") if organisation else None,
        chair=writing.named(chair, "POST") if chair else None,
        cadence=cadence_of(every) if every else None,
        purpose=Prose(purpose) if purpose else None,
    )
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying))


@app.command("chair", cls=Command)
@records
def chair(
    writing: Writing, forum: Forum, post: Annotated[str, argument("POST", help="The post that chairs it.")]
) -> None:
    """Record which post chairs a forum from the day of --on."""
    from ledger.events.forum import ForumChaired

    of, event, saying = writing.named(forum, "FOR"), ForumChaired(chair=writing.named(post, "POST")), writing.saying()
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("cadence", cls=Command)
@records
def cadence(
    writing: Writing,
    forum: Forum,
    every: Annotated[str, argument("EVERY", help='Like "6 weeks" or month; none if it meets as it is needed.')],
) -> None:
    """Record how often a forum meets from the day of --on."""
    from ledger.events.forum import ForumCadenceSet

    as_needed = every.strip().casefold() == "none"
    of, event = writing.named(forum, "FOR"), ForumCadenceSet(cadence=None if as_needed else cadence_of(every))
    saying = writing.saying()
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("end", cls=Command)
@records
def end(
    writing: Writing,
    forum: Forum,
    text: Annotated[str | None, argument("TEXT", help="What came of it.", show_default=False)] = None,
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that a forum was dissolved, on the day of --on."""
    from ledger.events.forum import ForumEnded

    of, saying = writing.named(forum, "FOR"), writing.saying()
    event = ForumEnded(text=perhaps(text, file, clip))
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("rename", cls=Command)
@records
def rename(writing: Writing, forum: Forum, name: Annotated[str, argument("NAME", help="Its new name.")]) -> None:
    """Record that a forum took another name, on the day of --on."""
    from ledger.events import Prose
    from ledger.events.record import RecordRenamed

    of, saying = writing.named(forum, "FOR"), writing.saying()
    writing.record(lambda draft: draft.add(RecordRenamed(name=Prose(name)), saying, of))


_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
#: Each unit that people name as so many of a unit that is stored.
_UNITS = {"week": (1, "weeks"), "month": (1, "months"), "quarter": (3, "months"), "year": (12, "months")}
_MOST = 60


def cadence_of(typed: str) -> "Cadence":
    """How often a forum meets, as a person typed it: "6 weeks", "every month", "six-weekly"."""
    from ledger.events.forum import Cadence

    match = re.fullmatch(
        rf"(?:every )?(?:([0-9]{{1,2}}|{'|'.join(_NUMBERS)})[ -])?({'|'.join(_UNITS)})(?:s|ly)?",
        " ".join(typed.casefold().split()),
    )
    if not match:
        raise Unreadable(f'"{typed}" does not say how often.', 'Write it like "6 weeks", "month" or "2 months".')
    said = match[1] or "1"
    each, unit = _UNITS[match[2]]
    every = each * (int(said) if said.isdigit() else _NUMBERS.index(said) + 1)
    if not 1 <= every <= _MOST:
        raise Unreadable(f"Every {every} {unit} is no cadence.", f"Give between 1 and {_MOST} weeks or months.")
    return Cadence(every=every, unit=unit)


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the forums: who chairs each, when it met last, and when it is to meet next as far as that can be said."""
    from projections.queries.forums import forums

    columns = [
        Column("Ref", "ref"),
        Column("Forum", "name", wide=True),
        Column("Chair", "chair_name"),
        Column("Meets", "cadence_words", from_width=100),
        Column("Last met", "last_held_on"),
        Column("Next", "next_words", wide=True),
    ]
    empty = "No forum is recorded yet. Add one: afi forum add NAME"
    answer(reading, shown, forums(reading.views), columns, title="Forums", empty=empty)
