"""Meetings of forums: what was put before one, what it considered and what it decided."""

from typing import Annotated

from commands.agenda import agenda
from commands.base import Command, group
from commands.context import Reading, Writing
from commands.document import named_in
from commands.filters import nothing
from commands.improvement import ANY, perhaps, refs_of, said
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from commands.text import Clip, File

app = group("Record that a forum met, what was put before it, and what it decided.")

TABLED = ("PAP", "DOC")
Meeting = Annotated[str, argument("MEETING", help="Which meeting.")]
About = Annotated[
    list[str] | None, option("--about", metavar="REF", help="A record that it is about, or AFI-1..3. May be repeated.")
]


@app.command("hold", cls=Command)
@records
def hold(
    writing: Writing,
    forum: Annotated[str, argument("FORUM", help="Which forum met.")],
    attended: Annotated[
        list[str] | None, option("--attended", metavar="WHO", help="Who was there. May be repeated.")
    ] = None,
    expected: Annotated[
        str, option("--expected", metavar="EXPECTATION", help="The expectation that is met by it.")
    ] = "",
    table: Annotated[
        list[str] | None, option("--table", metavar="DOCUMENT|PAPER", help="What was put before it. May be repeated.")
    ] = None,
    consider: Annotated[
        list[str] | None, option("--consider", metavar="REF", help="What it considered, or AFI-1..3. May be repeated.")
    ] = None,
) -> None:
    """Record that a forum met, on the day of --on; what was tabled and considered may be said at once."""
    from ledger.draft import Draft
    from ledger.events.expectation import ExpectationMet
    from ledger.events.meeting import MeetingConsidered, MeetingHeld, MeetingTabled

    met = writing.named(expected, "EXP") if expected else None
    event = MeetingHeld(
        forum=writing.named(forum, "FOR"),
        expected=met,
        **named_in(writing, ("PER", "POST", "ORG"), attended=attended),
    )
    tabled, considered = _tabled(writing, table or []), tuple(refs_of(writing, consider or [], *ANY))
    saying = writing.saying()

    def plan(draft: Draft) -> None:
        reference = draft.add(event, saying)
        if tabled:
            draft.add(MeetingTabled(papers=tabled), saying, reference)
        if considered:
            draft.add(MeetingConsidered(records=considered), saying, reference)
        if met:
            draft.add(ExpectationMet(), saying, met)

    writing.record(plan)


@app.command("table", cls=Command)
@records
def table(
    writing: Writing,
    meeting: Meeting,
    papers: Annotated[list[str], argument("DOCUMENT|PAPER...", help="What was put before it.")],
) -> None:
    """Record which documents or papers were put before a meeting."""
    from ledger.events.meeting import MeetingTabled

    of = writing.named(meeting, "MTG")
    event, saying = MeetingTabled(papers=_tabled(writing, papers)), writing.saying(day_of(writing, of))
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("consider", cls=Command)
@records
def consider(
    writing: Writing,
    meeting: Meeting,
    refs: Annotated[list[str], argument("REF...", help="Which records: AFI-7, AFI-1..3, FND-2, several.")],
    text: Annotated[str, option("--text", metavar="TEXT", help="What was said; - is standard input.")] = "",
) -> None:
    """Record which records a meeting considered, and what was said."""
    from ledger.events.meeting import MeetingConsidered

    of = writing.named(meeting, "MTG")
    considered, saying = tuple(refs_of(writing, refs, *ANY)), writing.saying(day_of(writing, of))
    event = MeetingConsidered(records=considered, text=perhaps(text or None, None, False))
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("decide", cls=Command)
@records
def decide(
    writing: Writing,
    meeting: Meeting,
    text: Annotated[str | None, argument("TEXT", help="What it decided.", show_default=False)] = None,
    about: About = None,
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record what a meeting decided, and about which records."""
    from ledger.events.meeting import MeetingDecided

    of = writing.named(meeting, "MTG")
    records, saying = tuple(refs_of(writing, about or [], *ANY)), writing.saying(day_of(writing, of))
    event = MeetingDecided(text=said(text, file, clip), **({"about": records} if records else {}))
    writing.record(lambda draft: draft.add(event, saying, of))


def _tabled(writing: Writing, typed: list[str]) -> tuple[str, ...]:
    return tuple(writing.named(each, *TABLED) for each in typed)


def day_of(writing: Writing, meeting: str) -> str:
    """The day on which a meeting was held: that of what happened at it, unless --on says otherwise."""
    from projections.queries.records import body

    return str((body(writing.reading.views, meeting) or {})["held_on"])


app.command("agenda", cls=Command)(agenda)


@app.command("list", cls=Command)
@look
def list_(
    reading: Reading,
    shown: Shown,
    forum: Annotated[str, option("--forum", metavar="FORUM", help="Only those of this forum.")] = "",
) -> None:
    """List the meetings, in the order of recording."""
    from projections.queries.meetings import meetings

    columns = [
        Column("Ref", "ref"),
        Column("Held", "held_on"),
        Column("Forum", "forum_name", wide=True),
        Column("Tabled", lambda row: ", ".join(row["tabled"]), from_width=100),
        Column("Considered", lambda row: ", ".join(ref for each in row["considered"] for ref in each["records"])),
        Column("Decided", lambda row: "; ".join(each["text"] or "[erased]" for each in row["decisions"]), wide=True),
    ]
    rows = meetings(reading.views, reading.named(forum, "FOR"))
    empty = nothing(
        "meeting", begin="No meeting is recorded yet. Record one: afi meeting hold FORUM --on DATE",
        all_with="afi meeting list", everything=lambda: meetings(reading.views), asked={"--forum": forum},
    )  # fmt: skip
    answer(reading, shown, rows, columns, title="Meetings", empty=empty)
