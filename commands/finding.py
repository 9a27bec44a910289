"""Findings: record what the inspectorate said, whole and in parts."""

from pathlib import Path
from typing import Annotated

import typer

from commands.context import Writing
from commands.options import records, text_of
from ledger.vocabulary import Sense, Voice, word


@records
def finding(
    writing: Writing,
    of: Annotated[str, typer.Argument(metavar="INSPECTION|FND", help="The inspection; or a finding, to add a part.")],
    text: Annotated[str, typer.Argument(help="What was said; - reads it from standard input.")] = "",
    sense: Annotated[str, typer.Option("--sense", "-s", help="strength, weakness, mixed or neutral.")] = "neutral",
    voice: Annotated[str, typer.Option("--voice", help="inspectorate, reporting (the force's view) or force.")] = "inspectorate",
    hedge: Annotated[str, typer.Option("--hedge", help='Words that soften it, like "in general".')] = "",
    question: Annotated[str, typer.Option("--question", "-q", help="The question it stands under.")] = "",
    force: Annotated[str, typer.Option("--force", help="Which force, where there were several.")] = "",
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="Read the text from a file.")] = None,
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
