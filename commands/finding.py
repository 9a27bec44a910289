"""Findings: record what the inspectorate said, whole and in parts."""

from pathlib import Path
from typing import Annotated

from commands.context import Writing
from commands.options import records, text_of
from commands.parameters import argument, option
from ledger.vocabulary import Sense, Voice, word


@records
def finding(
    writing: Writing,
    of: Annotated[str, argument("INSPECTION|FND", help="The inspection; or a finding, to add a part.")],
    text: Annotated[str, argument("TEXT", help="What was said; - reads it from standard input.")] = "",
    sense: Annotated[
        str, option("--sense", "-s", metavar="SENSE", help="strength, weakness, mixed or neutral.")
    ] = "neutral",
    voice: Annotated[
        str, option("--voice", metavar="VOICE", help="inspectorate, reporting (the force's view) or force.")
    ] = "inspectorate",
    hedge: Annotated[str, option("--hedge", metavar="TEXT", help='Words that soften it, like "in general".')] = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="The question it stands under.")] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Which force, where there were several.")] = "",
    file: Annotated[Path | None, option("--file", metavar="FILE", help="Read the text from a file.")] = None,
) -> None:
    """Record a finding of an inspection, or a part of a finding. It happened on publication day, or --on."""
    from commands.inspection import force_of, published_on
    from ledger.events import Prose
    from ledger.events.finding import FindingPartAdded, FindingRecorded
    from projections.queries.findings import findings

    target = writing.named(of, "INS", "FND")
    said = {
        "text": Prose(text_of(text, file)),
        "sense": word(Sense, sense),
        "voice": word(Voice, voice),
        "hedge": Prose(hedge) if hedge else None,
    }
    if target.startswith("FND"):
        [inspection] = [row["inspection"] for row in findings(writing.reading.views) if row["ref"] == target]
        part, saying = FindingPartAdded(**said), writing.saying(published_on(writing, inspection))
        return writing.record(lambda draft: draft.add(part, saying, target))
    whole = FindingRecorded(
        inspection=target,
        force=force_of(writing, target, force),
        question=writing.named(question, "QUE") if question else None,
        **said,
    )
    saying = writing.saying(published_on(writing, target))
    return writing.record(lambda draft: draft.add(whole, saying))
