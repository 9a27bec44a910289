"""Findings: record what the inspectorate said, whole and in parts, and what the force disputes of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from commands.context import Writing
from commands.improvement import chosen, parted, perhaps, said
from commands.options import records
from commands.parameters import argument, option
from commands.text import Clip, File
from ledger.errors import Unreadable
from ledger.vocabulary import Practice, Sense, Settlement, Voice, kind_of, word

if TYPE_CHECKING:
    from ledger.events import Prose


@records
def finding(
    writing: Writing,
    of: Annotated[str, argument("INSPECTION|FND", help="The inspection; or a finding, to add a part.")],
    text: Annotated[
        str | None, argument("TEXT", help="What was said; - reads it from standard input.", show_default=False)
    ] = None,
    sense: Annotated[
        str, option("--sense", "-s", metavar="SENSE", help="strength, weakness, mixed or neutral.")
    ] = "neutral",
    voice: Annotated[
        str, option("--voice", metavar="VOICE", help="inspectorate, reporting (the force's view) or force.")
    ] = "inspectorate",
    hedge: Annotated[str, option("--hedge", metavar="TEXT", help='Words that soften it, like "in general".')] = "",
    practice: Annotated[
        str,
        option(
            "--practice", metavar="PRACTICE", words=Practice, help="It is held up to others: innovative or promising."
        ),
    ] = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="The question it stands under.")] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Which force, where there were several.")] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record a finding of an inspection, or a part of a finding.

    It happened when the report was published, unless --on says otherwise.
    """
    from ledger.events import Prose

    target = writing.named(of, "INS", "FND")
    whole: dict[str, Any] = {
        "question": writing.named(question, "QUE") if question else None,
        "practice": word(Practice, practice) if practice else None,
    }
    own = {"sense": word(Sense, sense), "voice": word(Voice, voice), "hedge": Prose(hedge) if hedge else None}
    if kind_of(target) == "INS":
        return _whole(writing, target, force, whole | own, lambda: said(text, file, clip))
    if force or any(whole.values()):
        raise Unreadable("A part has the force, question and practice of its finding.", "Leave them out.")
    return _part(writing, target, own, lambda: said(text, file, clip))


def _whole(writing: Writing, inspection: str, force: str, about: dict[str, Any], text: Callable[[], "Prose"]) -> None:
    """Records a finding; its text is asked for last, when nothing else can be refused here."""
    from commands.inspection import force_of, published_on
    from ledger.events.finding import FindingRecorded

    about |= {"inspection": inspection, "force": force_of(writing, inspection, force)}
    saying = writing.saying(published_on(writing, inspection))
    event = FindingRecorded(text=text(), **about)
    writing.record(lambda draft: draft.add(event, saying))


def _part(writing: Writing, finding: str, about: dict[str, Any], text: Callable[[], "Prose"]) -> None:
    """Records a part of a finding, of the day on which its report was published."""
    from commands.inspection import published_on
    from ledger.events.finding import FindingPartAdded
    from projections.queries.records import record

    inspection = str(record(writing.reading.views, finding).body["inspection"])
    saying = writing.saying(published_on(writing, inspection))
    event = FindingPartAdded(text=text(), **about)
    writing.record(lambda draft: draft.add(event, saying, finding))


@records
def dispute(
    writing: Writing,
    refs: Annotated[list[str], argument("FINDING... TEXT", help="Which: FND-7, FND-1..3, several; then what of it.")],
    settled: Annotated[
        str,
        option(
            "--settled",
            metavar="SETTLEMENT",
            words=Settlement,
            help="The inspectorate answered that it stands, is amended or is removed.",
        ),
    ] = "",
    file: File = None,
    clip: Clip = False,
) -> None:
    """Record that the force disputes findings, or what the inspectorate answered (--settled)."""
    from ledger.events.finding import FindingDisputed, FindingSettled

    words, text = parted(refs)
    about = chosen(writing, words, "FND")
    if settled:
        return about.record(FindingSettled(settlement=word(Settlement, settled), text=perhaps(text, file, clip)))
    return about.record(FindingDisputed(text=said(text, file, clip)))
