"""What the inspectorate asks for: areas for improvement by question, causes of concern, recommendations."""

from collections.abc import Iterable, Iterator

from ledger.vocabulary import ImprovementKind
from projections.papers.model import Block, Row, Section
from projections.papers.parts import standing
from projections.papers.parts.laying import caption_of, heading, paragraph, row, section, table
from projections.papers.parts.telling import PARTLY, Said, Telling, by_inspection, capital
from projections.queries import words
from projections.queries.records import Record
from projections.queries.register import nils

AFI, COC, REC = map(
    str,
    (ImprovementKind.AREA_FOR_IMPROVEMENT, ImprovementKind.CAUSE_OF_CONCERN, ImprovementKind.RECOMMENDATION),
)
COLUMNS = (
    ("ref", "Ref"), ("text", "What is to improve"), ("owner", "Owner"), ("due", "Due"),
    ("status", "Status"), ("progress", "Latest progress"),
)  # fmt: skip
#: The section of each kind, and its title.
SECTIONS = {
    AFI: ("improvements", "Areas for improvement"),
    COC: ("concerns", "Causes of concern"),
    REC: ("recommendations", "Recommendations of the inspectorate"),
}
_OF_NONE = "Under no question in particular"


def areas(telling: Telling) -> Section:
    """The areas for improvement, question by question."""
    return section(telling.brief, *SECTIONS[AFI], _asked(telling, AFI))


def recommendations(telling: Telling) -> Section:
    """What the inspectorate recommends, which is not what a board is asked."""
    return section(telling.brief, *SECTIONS[REC], _asked(telling, REC))


def concerns(telling: Telling) -> Section:
    """The causes of concern; a nil that was recorded, and that nothing is recorded, are told apart."""
    blocks = [*_asked(telling, COC), *_nils(telling), *_unknown(telling)]
    return section(telling.brief, *SECTIONS[COC], blocks)


def improvement_rows(telling: Telling, found: Iterable[Record], prefix: str) -> list[Row]:
    """The rows of a table with ``COLUMNS``; of one that is partly under embargo, only what it is."""
    several = list(found)
    progress = standing.Progress(telling, several)
    return [improvement_row(telling, each, prefix, progress) for each in several]


def improvement_row(telling: Telling, found: Record, prefix: str, progress: standing.Progress) -> Row:
    """One improvement: what is asked for, whose it is, when it is due, how far it is, and what was said last."""
    at = (*telling.brief.at(found.ref, "text", "condition"), *telling.every(found.ref, "parts"))
    if not telling.whole(found):
        lasting = telling.brief.at(found.ref, "text")
        asked = {"ref": Said(found.ref, lasting), "text": Said(found.body["text"], lasting)}
        told = asked | {key: Said(PARTLY if key == "status" else "") for key, _ in COLUMNS[2:]}
    else:
        told = {
            "ref": standing.number(telling, found),
            "text": standing.asked(found, at),
            "owner": standing.owner(telling, found),
            "due": standing.due_date(telling, found),
            "status": standing.status(telling, found),
            "progress": progress.of(found),
        }
    return row(telling.brief, f"{prefix}/{found.ref}", found.ref, told)


def _asked(telling: Telling, kind: str) -> Iterator[Block]:
    of_kind = [each for each in telling.improvements if each.body["kind"] == kind]
    progress = standing.Progress(telling, of_kind)
    for inspection, found in by_inspection(telling, of_kind):
        yield from heading(telling, SECTIONS[kind][0], inspection)
        yield from _by_question(telling, inspection, found, progress)


def _by_question(
    telling: Telling, inspection: Record, found: list[Record], progress: standing.Progress
) -> Iterator[Block]:
    """A table for each force and question, in the order in which the questions were asked."""
    kind = found[0].body["kind"]
    name, title = SECTIONS[kind]
    asked = [*inspection.body.get("questions", ()), *(each.body.get("question") for each in found)]
    order = {key: place for place, key in enumerate(dict.fromkeys(asked))}
    by: dict[tuple[str, str | None], list[Record]] = {}
    for each in sorted(found, key=lambda each: (each.body["force"], order[each.body.get("question")])):
        by.setdefault((each.body["force"], each.body.get("question")), []).append(each)
    several = len({force for force, _ in by}) > 1
    for (force, question), told in by.items():
        alone = len(by) == 1 and question is None
        caption = caption_of(telling, told, question, force if several or alone else None, title if alone else _OF_NONE)
        rows = [improvement_row(telling, each, name, progress) for each in told]
        columns = [("text", capital(words.KIND[kind][0])) if key == "text" else (key, head) for key, head in COLUMNS]
        yield table(telling.brief, f"{name}/{inspection.ref}/{force}/{question or 'none'}", caption, columns, rows)


# What there is none of.


def _nils(telling: Telling) -> Iterator[Block]:
    """What a report was recorded to have found none of."""
    told = {each.ref for each in telling.inspections}
    asked = telling.brief.recipe.inspection
    rows = nils(telling.views, inspection=asked, kind=COC) if told else []
    for each in telling.brief.free(each | {"ref": each["inspection"]} for each in rows):
        if each["inspection"] in told:
            named = [telling.called(each["inspection"]), telling.called(each["force"])]
            by = telling.by(each["said_by"], each["happened_on"])
            of = ", ".join(f"{one.text}" for one in named)
            said = f"{of}: it is recorded that no cause of concern was identified"
            at = (int(each["entry"].removeprefix("E-")), *(at for one in (*named, by) for at in one.at))
            name = f"concerns/{each['inspection']}/{each['force']}/nil"
            yield paragraph(telling.brief, name, Said(f"{said} ({by.text}, {words.span(each['happened_on'])}).", at))


def _unknown(telling: Telling) -> Iterator[Block]:
    """The inspections of which neither a cause of concern nor that there is none is recorded."""
    known = {each.body["inspection"] for each in telling.improvements if each.body["kind"] == COC}
    for each in telling.inspections:
        if each.ref not in known and not each.body.get("found_none") and telling.whole(each):
            of = telling.called(each.ref)
            said = f"{of.text}: whether there are causes of concern is not recorded here."
            yield paragraph(telling.brief, f"concerns/{each.ref}/unknown", Said(said, of.at))
