"""Inspections with the life of their reports, the questions they asked, and what they found."""

from ledger.vocabulary import say
from projections.queries import words
from projections.queries.sentences.base import Happening, tells, upper
from projections.queries.words import counted, listed, plain, quoted

_SENSE = {"strength": "Strength", "weakness": "Weakness", "mixed": "Mixed finding", "neutral": "Finding"}
_GIVEN = {
    "not_graded": "not graded",
    "narrative_only": "given a narrative and no grade",
    "not_yet_graded": "not yet graded",
    "not_inspected": "not inspected",
}


@tells("question.added")
def _question(it: Happening) -> str:
    pillar = "" if it.data["pillar"] == "none" else f"{it.data['pillar']}, "
    return f"Question added: {quoted(it.data['name'])} ({pillar}{words.framework(it.data['framework'])})"


@tells("question.aliased")
def _worded(it: Happening) -> str:
    return f"Question also worded {quoted(it.data['alias'])}"


# The life of a report.


@tells("inspection.opened")
def _inspection(it: Happening) -> str:
    data, forces = it.data, it.data["forces"]
    whom = listed([it.name(force) for force in forces]) if len(forces) < 4 else counted(len(forces), "force")
    days = data.get("fieldwork")
    fieldwork = f"; fieldwork {words.span(words.iso(days['from'], days['to']))}" if days else ""
    what = f"{quoted(data['title'])} ({words.framework(data['framework'])}, year {data['cycle']})"
    return f"Inspection opened: {what}, by {it.name(data['inspectorate'])} of {whom}{fieldwork}"


@tells("inspection.aliased")
def _alias(it: Happening) -> str:
    return f"Inspection also known as {quoted(it.data['alias'])}"


@tells("inspection.asked")
def _asked(it: Happening) -> str:
    questions = it.data["questions"]
    return f"{counted(len(questions), 'question')} asked: {'; '.join(it.name(ref) for ref in questions)}"


@tells("inspection.stage_reached")
def _stage(it: Happening) -> str:
    return it.texted(upper(words.STAGE[it.data["stage"]]) + it.named(", in ", "document"))


@tells("inspection.published")
def _published(it: Happening) -> str:
    return "Report published"


@tells("inspection.noted")
def _inspection_note(it: Happening) -> str:
    return it.texted("Note on the inspection as a whole")


@tells("inspection.found_none")
def _found_none(it: Happening) -> str:
    return f"No {words.KIND[it.data['kind']][1]} identified for {it.name(it.data['force'])}"


@tells("inspection.nil_voided")
def _nil_voided(it: Happening) -> str:
    return f"Recorded in error that no {words.KIND[it.data['kind']][0]} was identified for {it.name(it.data['force'])}"


@tells("inspection.responded")
def _responded(it: Happening) -> str:
    address = f", at {plain(it.data['address'])}" if "address" in it.data else ""
    what = f"{upper(words.STEP[it.data['step']])}{it.named(' to ', 'to')}, for {it.name(it.data['force'])}"
    return f"{what}{it.named(', in ', 'document')}{address}"


# What was found.


@tells("grade.recorded")
def _grade(it: Happening) -> str:
    data = it.data
    given = _GIVEN.get(data["outcome"], f"graded {words.outcome(data['outcome'])}")
    carried = f", carried forward from {data['year']}" if data.get("basis") == "carried_forward" else ""
    return f"{it.name(data['force'])} {given} for {_subject(it)}{carried}"


def _subject(it: Happening) -> str:
    return it.name(it.data["question"]) if "question" in it.data else words.overall(it.data["overall"])


@tells("finding.recorded")
def _finding(it: Happening) -> str:
    held_up = it.data.get("practice")
    what = upper(words.practice(held_up)) if held_up else _SENSE[it.data["sense"]]
    return it.texted(f"{what} in {it.name(it.data['force'])}{_voice(it)}")


@tells("finding.part_added")
def _part(it: Happening) -> str:
    return it.texted(f"Part added to the finding ({say(it.data['sense'])}){_voice(it)}")


def _voice(it: Happening) -> str:
    return "" if it.data["voice"] == "inspectorate" else f", in the voice of {words.voice(it.data['voice'])}"


@tells("finding.disputed")
def _disputed(it: Happening) -> str:
    return it.texted("Disputed by the force")


@tells("finding.settled")
def _settled(it: Happening) -> str:
    return it.texted(f"The disputed finding {words.SETTLEMENT[it.data['settlement']]}")
