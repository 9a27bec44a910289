"""Actions: pieces of work with an owner and a date, under an improvement or from a meeting."""

from typing import Annotated, Any

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.filters import nothing
from commands.improvement import chosen, due_of, parted, perhaps, said
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from commands.text import Clip, File
from ledger.vocabulary import IMPROVEMENTS

app = group("Add pieces of work, assign and date them, and record that they are done.")

WHO = ("POST", "PER", "ORG")
APPROVERS = (*WHO, "FOR", "MTG")
_STATUS = {status: status for status in ("open", "done", "dropped")}

Actions = Annotated[list[str], argument("ACTION...", help="Which: 7, ACT-7, ACT-1..3, several.")]
Under = Annotated[str, option("--under", metavar="IMPROVEMENT", help="The improvement that it serves.")]


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    text: Annotated[str | None, argument("TEXT", help="What is to be done.", show_default=False)] = None,
    under: Under = "",
    meeting: Annotated[str, option("--meeting", metavar="MEETING", help="The meeting that agreed it.")] = "",
    owner: Annotated[str, option("--owner", metavar="WHO", help="Who is to do it.")] = "",
    due: Annotated[str, option("--due", metavar="WHEN", help='A date, "immediate" or "none set".')] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Add a piece of work that was agreed: at the meeting on its day, or today, unless --on says otherwise."""
    from commands.meeting import day_of
    from ledger.events.action import ActionAdded

    of = writing.named(meeting, "MTG") if meeting else None
    about: dict[str, Any] = {
        "under": writing.named(under, *IMPROVEMENTS) if under else None,
        "meeting": of,
        "owner": writing.named(owner, *WHO) if owner else None,
        "due": due_of(due) if due else None,
    }
    saying = writing.saying(day_of(writing, of) if of else "today")
    event = ActionAdded(text=said(text, file, clip), **about)
    writing.record(lambda draft: draft.add(event, saying))


@app.command("done", cls=Command)
@records
def done(
    writing: Writing,
    refs: Annotated[
        list[str], argument("ACTION... [TEXT]", help="Which, then what came of it, if that is to be said.")
    ],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that pieces of work are done, and what came of them."""
    from ledger.events.action import ActionDone

    words, text = parted(refs)
    about = chosen(writing, words, "ACT")
    about.record(ActionDone(text=perhaps(text, file, clip)))


@app.command("drop", cls=Command)
@records
def drop(
    writing: Writing,
    refs: Annotated[list[str], argument("ACTION... REASON", help="Which, then why; - is standard input.")],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that pieces of work are no longer to be done, and why."""
    from ledger.events.action import ActionDropped

    words, text = parted(refs)
    about = chosen(writing, words, "ACT")
    about.record(ActionDropped(text=said(text, file, clip)))


@app.command("assign", cls=Command)
@records
def assign(
    writing: Writing, actions: Actions, owner: Annotated[str, option("--owner", metavar="WHO", help="Who owns it now.")]
) -> None:
    """Say who is to do pieces of work from now on."""
    from ledger.events.action import ActionAssigned

    event = ActionAssigned(owner=writing.named(owner, *WHO))
    chosen(writing, actions, "ACT").record(event)


@app.command("due", cls=Command)
@records
def due(
    writing: Writing,
    actions: Actions,
    when: Annotated[str, argument("DUE", help='A date, "immediate" or "none set".')],
    approver: Annotated[str, option("--approver", metavar="WHO|FORUM|MEETING", help="Who approved it.")] = "",
) -> None:
    """Set or revise the date by which pieces of work are to be done."""
    from ledger.events.action import ActionDueSet

    event = ActionDueSet(due=due_of(when), approver=writing.named(approver, *APPROVERS) if approver else None)
    about = chosen(writing, actions, "ACT")
    about.check_revised()
    about.record(event)


@app.command("list", cls=Command)
@look
def list_(
    reading: Reading,
    shown: Shown,
    under: Under = "",
    status: Annotated[str, option("--status", metavar="STATUS", help="Only open, done or dropped ones.")] = "",
) -> None:
    """List the pieces of work, in the order they were added."""
    from projections.queries.actions import actions

    columns = [
        Column("Ref", "ref"),
        Column("Action", "text", wide=True),
        Column("Under", "under"),
        Column("From", "meeting", from_width=100),
        Column("Owner", "owner_name"),
        Column("Due", lambda row: row["due"] or row["due_words"]),
        Column("Status", "status"),
    ]
    of = reading.named(under, *IMPROVEMENTS)
    rows = actions(reading.views, under=of, status=reading.chosen(status, _STATUS, "a status of actions"))
    empty = nothing(
        "action", begin="No action is recorded yet. Add one: afi action add TEXT", all_with="afi action list",
        everything=lambda: actions(reading.views), asked={"--under": under, "--status": status},
    )  # fmt: skip
    answer(reading, shown, rows, columns, title="Actions", empty=empty)
