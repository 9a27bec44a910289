"""How a paper begins: its title, who sends it to whom, its purpose, and the background."""

from collections.abc import Iterator
from typing import Any

from ledger.vocabulary import NO_GRADE, ON_SCALE, Outcome, Scale
from projections.papers.model import Block, Cell, Row, Section
from projections.papers.parts.lasting import origins
from projections.papers.parts.laying import Labelled, facts, heading, paragraph, row, section, table
from projections.papers.parts.telling import PARTLY, Said, Telling, on, stated
from projections.queries import words
from projections.queries.definitions import definitions
from projections.queries.inspections import inspection
from projections.queries.records import Record

_DEFINED = (("term", "Term"), ("meaning", "Meaning"), ("of", "Defined by"), ("dated", "Since"))
_SCALES = {Scale.FOUR_TIER: "four-tier", Scale.FIVE_TIER: "five-tier"}


def title(telling: Telling, ref: str | None, of_one: str, of_all: str) -> Cell:
    """As it was given; else with what it is about in it (``{}``), where that is one."""
    brief = telling.brief
    if "title" in brief.own.body:
        return brief.cell("title", brief.own.body["title"], *brief.own.at("title"))
    if ref is None:
        return brief.cell("title", of_all)
    named = telling.called(ref)
    return brief.cell("title", of_one.format(named.text), *named.at)


def head(telling: Telling) -> tuple[tuple[Cell, Cell], ...]:
    """To, From, Date, and the meeting where one is known."""
    return facts(telling.brief, "head", _head(telling)).pairs


def sender(telling: Telling) -> Labelled:
    """From whom it is, where that was given."""
    own = telling.brief.own
    if "sender" in own.body:
        yield "from", "From", telling.who(own.body["sender"]).also(*own.at("sender"))


def _head(telling: Telling) -> Labelled:
    brief, recipe = telling.brief, telling.brief.recipe
    if recipe.forum:
        yield "to", "To", telling.called(recipe.forum).also(*brief.own.at("forum"))
    yield from sender(telling)
    yield "date", "Date", Said(words.day(f"{recipe.dated}"), brief.own.at("dated"))
    if recipe.meeting and brief.is_free(recipe.meeting):
        yield "meeting", "Meeting", Said(telling.names.label(recipe.meeting), brief.at(recipe.meeting, "held_on"))


# Its purpose.


def purpose(telling: Telling) -> Section:
    """As it was written; else that the report was published, when and by whom, or of how many inspections it tells."""
    written = telling.brief.typed("purpose")
    return section(telling.brief, "purpose", "Purpose", written or list(_published(telling)))


def _published(telling: Telling) -> Iterator[Block]:
    if telling.several:
        number, day = words.counted(len(telling.inspections), "inspection"), words.day(f"{telling.brief.today}")
        said = f"To report on {number}: what was found, what is asked for, and how far that is on {day}."
        yield paragraph(telling.brief, "purpose/several", Said(said))
        return
    for found in telling.inspections:
        yield paragraph(telling.brief, f"purpose/{found.ref}", _publication(telling, found))
    if not telling.inspections:
        yield paragraph(telling.brief, "purpose/nothing", Said("No inspection is recorded that can be told of."))


def _publication(telling: Telling, found: Record) -> Said:
    title_ = telling.called(found.ref)
    if not telling.whole(found):
        return Said(f"{title_.text}: {PARTLY}.", title_.at)
    published = found.body.get("published_on")
    if published is None:
        return Said(f"{title_.text}: publication of the report is not recorded.", title_.at)
    by = telling.by(found.body["inspectorate"], published)
    at = telling.brief.at(found.ref, "published_on", "inspectorate")
    return Said(f"{title_.text}: {by.text} published its report {on(published)}.", (*title_.at, *at, *by.at))


# The background.


def background(telling: Telling) -> Section:
    """What was written; then what is recorded of each inspection, and what its terms mean."""
    blocks: list[Block] = list(telling.brief.typed("background"))
    for found in telling.inspections:
        blocks += heading(telling, "background", found)
        blocks.append(facts(telling.brief, f"background/{found.ref}", _inspection(telling, found)))
    return section(telling.brief, "background", "Background", [*blocks, *_definitions(telling)])


def _inspection(telling: Telling, found: Record) -> Iterator[tuple[str, str, Said]]:
    at = telling.brief.at
    if not telling.several:
        yield "inspection", "Inspection", telling.called(found.ref)
    if not telling.whole(found):
        yield "embargo", "How it stands", Said(PARTLY)
        return
    told = inspection(found, telling.names)
    by = telling.by(told["inspectorate"], found.began["happened_on"])
    yield "inspectorate", "Inspectorate", by.also(*at(found.ref, "inspectorate"))
    yield "forces", "Inspected", telling.listed(told["forces"]).also(*at(found.ref, "forces"))
    yield "programme", "Programme", Said(told["programme_words"], at(found.ref, "programme"))
    yield "framework", "Framework", Said(told["framework_words"], at(found.ref, "framework"))
    yield "year", "Year", Said(str(told["cycle"]), at(found.ref, "cycle"))
    if told["fieldwork"]:
        yield "fieldwork", "Fieldwork", Said(words.span(told["fieldwork"]), at(found.ref, "fieldwork"))
    if told["questions"]:
        asked = telling.every(found.ref, "questions")
        yield "questions", "Questions asked", telling.listed(told["questions"]).also(*asked)
    yield "scale", "Grade scale", Said(_scale(told["scale"]), at(found.ref, "scale"))
    yield "published", "Report published", _how_far(telling, found)


def _scale(scale: str) -> str:
    """The scale with its grades, the best first."""
    if scale == Scale.UNGRADED:
        return "none are given"
    graded = [words.outcome(each) for each in Outcome if each in ON_SCALE[Scale(scale)] - NO_GRADE]
    return f"{_SCALES[Scale(scale)]}: {', '.join(graded[:-1])} or {graded[-1]}"


def _how_far(telling: Telling, found: Record) -> Said:
    """When the report was published; else how far it has come."""
    body, at = found.body, telling.brief.at
    if "published_on" in body:
        return Said(stated(body["published_on"], body.get("published_on_words")), at(found.ref, "published_on"))
    if not body.get("stages"):
        return Said("not recorded", at(found.ref, "title"))
    stage = body["stages"][-1]
    return Said(f"not recorded; {words.STAGE[stage['stage']]}, {words.span(stage['on'])}", at(found.ref, "stages"))


def _definitions(telling: Telling) -> Iterator[Block]:
    """What each term means by the newest definition, of the inspectorates that are told of or of nobody's own."""
    ours = {each.body["inspectorate"] for each in telling.inspections} | {None}
    found = [row | {"ref": None, "sentence": ""} for row in definitions(telling.views) if row["of"] in ours]
    newest = {((row["term"] or "").casefold(), row["of"]): row for row in telling.brief.free(found)}
    if newest:
        caption = Said("What the terms mean")
        place = origins(telling.views, (each["entry"] for each in newest.values()))
        rows = [_definition(telling, each, place[each["entry"]].entry) for each in newest.values()]
        yield table(telling.brief, "background/definitions", caption, _DEFINED, rows)


def _definition(telling: Telling, found: dict[str, Any], place: str) -> Row:
    at = int(found["entry"].removeprefix("E-"))
    of = telling.called(found["of"]).also(at) if found["of"] else Said("not recorded", (at,))
    dated = Said(words.span(found["happened_on"]), (at,))
    told = {"term": Said(found["term"], (at,)), "meaning": Said(found["text"], (at,)), "of": of, "dated": dated}
    return row(telling.brief, f"background/definitions/{place}", "", told)
