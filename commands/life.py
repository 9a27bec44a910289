"""The life of improvements: reported complete, assured, returned, submitted and closed, or ended in another way."""

from typing import Annotated

from commands.context import Writing
from commands.improvement import References, chosen, parted, perhaps, said
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File
from ledger.vocabulary import IMPROVEMENTS, Answer, Authority, ClosingMeans, OrganisationKind, Reviewer, word

AndText = Annotated[list[str], argument("IMPROVEMENT... TEXT", help="Which, then the text; - is standard input.")]
AndReason = Annotated[list[str], argument("IMPROVEMENT... REASON", help="Which, then why; - is standard input.")]
PerhapsText = Annotated[list[str], argument("IMPROVEMENT... [TEXT]", help="Which, then the text, if there is any.")]


@records
def claim(writing: Writing, refs: AndText, file: File = None, clip: Clip = False) -> None:
    """Record that the force reports improvements complete, and what shows it."""
    from ledger.events.improvement import ImprovementClaimed

    words, text = parted(refs)
    about = chosen(writing, words)
    about.record(ImprovementClaimed(evidence=said(text, file, clip)))


@records
def assure(writing: Writing, refs: PerhapsText, file: File = None, clip: Clip = False) -> None:
    """Record that another voice than the one that reported improvements complete (--by) checked that they are."""
    from ledger.events.improvement import ImprovementAssured

    words, text = parted(refs)
    about = chosen(writing, words)
    about.record(ImprovementAssured(text=perhaps(text, file, clip)))


@records
def return_(
    writing: Writing,
    refs: AndReason,
    reviewer: Annotated[
        str,
        option(
            "--from",
            metavar="REVIEWER",
            words=Reviewer,
            help="assurer, forum or inspectorate; unsaid, by --forum or --meeting, else by who said it (--by).",
        ),
    ] = "",
    forum: Annotated[str, option("--forum", metavar="FORUM", help="The forum that sent it back.")] = "",
    meeting: Annotated[str, option("--meeting", metavar="MEETING", help="The meeting that sent it back.")] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that what was reported complete was sent back, and why."""
    from ledger.events.improvement import ImprovementReturned

    words, text = parted(refs)
    about = chosen(writing, words)
    usual = Reviewer.FORUM if forum or meeting else _reviewer(writing, about.saying.said_by)
    event = ImprovementReturned(
        returned_by=word(Reviewer, reviewer) if reviewer else usual,
        forum=writing.named(forum, "FOR") if forum else None,
        meeting=writing.named(meeting, "MTG") if meeting else None,
        text=said(text, file, clip),
    )
    about.record(event)


def _reviewer(writing: Writing, voice: str | None) -> Reviewer:
    """Who returned it, where no forum did: the inspectorate, if that is whose voice it is."""
    from projections.queries.records import body

    views = writing.reading.views
    own = (body(views, voice) or {}) if voice else {}
    whose = own if "kind" in own else body(views, own.get("organisation", "")) or {}
    return Reviewer.INSPECTORATE if whose.get("kind") == OrganisationKind.INSPECTORATE else Reviewer.ASSURER


@records
def submit(writing: Writing, refs: PerhapsText, file: File = None, clip: Clip = False) -> None:
    """Record that improvements reported complete were put to the inspectorate."""
    from ledger.events.improvement import ImprovementSubmitted

    words, text = parted(refs)
    about = chosen(writing, words)
    about.record(ImprovementSubmitted(text=perhaps(text, file, clip)))


@records
def close(
    writing: Writing,
    refs: References,
    authority: Annotated[str, option("--authority", metavar="AUTHORITY", help="inspectorate, force or policing body.")],
    how: Annotated[str, option("--how", metavar="HOW", help="letter, desk review, fieldwork, meeting or other.")],
    level: Annotated[str, option("--level", metavar="TEXT", help="How complete, in the authority's own words.")] = "",
) -> None:
    """Record that an authority closed improvements, on the day of --on."""
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementClosed

    event = ImprovementClosed(
        closed_by=word(Authority, authority), means=word(ClosingMeans, how), level=Prose(level) if level else None
    )
    chosen(writing, refs, on=None).record(event)


@records
def reopen(writing: Writing, refs: AndReason, file: File = None, clip: Clip = False) -> None:
    """Record that improvements that had ended are worked on again, and why."""
    from ledger.events.improvement import ImprovementReopened

    words, text = parted(refs)
    about = chosen(writing, words)
    about.record(ImprovementReopened(text=said(text, file, clip)))


@records
def supersede(
    writing: Writing,
    refs: PerhapsText,
    successor: Annotated[str, option("--with", metavar="IMPROVEMENT|INSPECTION", help="What takes their place.")],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that another improvement, or an inspection, took the place of improvements."""
    from ledger.events.improvement import ImprovementSuperseded

    words, text = parted(refs)
    about, by = chosen(writing, words), writing.named(successor, *IMPROVEMENTS, "INS")
    about.record(ImprovementSuperseded(by=by, text=perhaps(text, file, clip)))


@records
def withdraw(writing: Writing, refs: PerhapsText, file: File = None, clip: Clip = False) -> None:
    """Record that the inspectorate withdrew improvements."""
    from ledger.events.improvement import ImprovementWithdrawn

    words, text = parted(refs)
    about = chosen(writing, words)
    about.record(ImprovementWithdrawn(text=perhaps(text, file, clip)))


@records
def decline(writing: Writing, refs: AndReason, file: File = None, clip: Clip = False) -> None:
    """Record that the force will not do what improvements ask for, and why."""
    from ledger.events.improvement import ImprovementDeclined

    words, text = parted(refs)
    about = chosen(writing, words)
    about.record(ImprovementDeclined(text=said(text, file, clip)))


@records
def not_ours(
    writing: Writing,
    refs: AndReason,
    to: Annotated[str, option("--to", metavar="ORGANISATION", help="Whose they are, where that is known.")] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that improvements are not the force's to deliver, and why."""
    from ledger.events.improvement import ImprovementPassedOn

    words, text = parted(refs)
    about, whose = chosen(writing, words), writing.named(to, "ORG") if to else None
    about.record(ImprovementPassedOn(to=whose, text=said(text, file, clip)))


@records
def answer(
    writing: Writing,
    refs: AndText,
    action: Annotated[str, option("--action", metavar="ANSWER", words=Answer, help="taken, proposed or none.")],
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record what is answered to improvements in public, as section 55 of the Police Act 1996 asks for."""
    from ledger.events.improvement import ImprovementAnswered

    words, text = parted(refs)
    about = chosen(writing, words)
    given = Answer.NO_ACTION if action.strip().casefold() == "none" else word(Answer, action)
    about.record(ImprovementAnswered(answer=given, text=said(text, file, clip)))
