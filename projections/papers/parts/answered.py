"""What was answered in public to what a report asks for: the recommendations, what else was answered, and how many."""

from collections.abc import Iterator

from ledger.vocabulary import Answer, say
from projections.papers.model import Block, Figure, Table
from projections.papers.parts import standing
from projections.papers.parts.counts import Count, counts
from projections.papers.parts.entries import count_left_out
from projections.papers.parts.improvements import REC
from projections.papers.parts.laying import row, table
from projections.papers.parts.telling import PARTLY, Said, Telling
from projections.queries import words
from projections.queries.records import Record

_COLUMNS = (
    ("ref", "Ref"), ("asked", "What is asked"), ("answer", "Answer"), ("text", "In these words"),
    ("by", "By"),
)  # fmt: skip
#: Of what ended so, it is said with that no answer is recorded.
_ENDED = standing.ENDED - {"closed"}


def answers(telling: Telling) -> tuple[list[Block], tuple[Figure, ...]]:
    """How many of the recommendations have each answer, where there are any; these; and what else was answered."""
    count_left_out(telling, [each.ref for each in telling.improvements])
    recommended = [each for each in telling.improvements if each.body["kind"] == REC]
    others = [each for each in telling.improvements if each.body["kind"] != REC and "answer" in each.body]
    answered = [each for each in others if telling.brief.is_whole(each.ref)]
    counted = [Count.of(telling.brief, *each, "answer") for each in _counted(telling, recommended) if recommended]
    made, figures = counts(telling.brief, "counts", "Recommendations and answers in numbers", counted)
    blocks: list[Block] = [
        *([made] if counted else []),
        _table(telling, "recommendations", "Recommendations", recommended,
               "No recommendation of this report is recorded."),
        _table(telling, "others", "Causes of concern and areas for improvement that were answered", answered,
               "No cause of concern or area for improvement is recorded as answered."),
    ]  # fmt: skip
    return blocks, tuple(each._replace(name=f"recommendations_{each.name}") for each in figures)


def _table(telling: Telling, name: str, caption: str, found: list[Record], empty: str) -> Table:
    rows = [row(telling.brief, f"{name}/{each.ref}", each.ref, _told(telling, each)) for each in found]
    return table(telling.brief, name, Said(caption), _COLUMNS, rows, empty)


def _told(telling: Telling, found: Record) -> dict[str, Said]:
    at = telling.brief.at
    ref = Said(found.ref, at(found.ref, "text"))
    if not telling.brief.is_whole(found.ref):
        asked = Said(found.body["text"], ref.at)
        return {"ref": ref, "asked": asked, "answer": Said(PARTLY), "text": Said(""), "by": Said("")}
    asked = standing.asked(found, at(found.ref, "text", "parts", "condition"))
    return {"ref": ref, "asked": asked} | _answer(telling, found)


def _answer(telling: Telling, found: Record) -> dict[str, Said]:
    answer, at = found.body.get("answer"), telling.brief.at(found.ref, "answer")
    if answer is None:
        status = found.body["status"]
        ended = f" ({words.STATUS[status]})" if status in _ENDED else ""
        none = Said(f"no answer is recorded{ended}", telling.brief.at(found.ref, "status"))
        return {"answer": none, "text": Said(""), "by": Said("")}
    by = telling.by(answer["by"], answer["on"])
    return {
        "answer": Said(say(answer["answer"]).capitalize(), at),
        "text": Said(answer.get("text"), at),
        "by": Said(f"{by.text}, {words.span(answer['on'])}", (*at, *by.at)),
    }


def _counted(telling: Telling, recommended: list[Record]) -> Iterator[tuple[str, str, str, list[str]]]:
    """How many recommendations there are, how many have each answer, and how many have none."""
    refs, whole = [each.ref for each in recommended], telling.brief.is_whole
    given = {each.ref: each.body.get("answer", {}).get("answer") for each in recommended if whole(each.ref)}
    yield "all", "Recommendations", "Each recommendation of this report that counts.", refs
    for answer in Answer:
        rule = f"Each recommendation whose newest answer is “{say(answer)}”."
        yield answer, f"Answered: {say(answer)}", rule, [ref for ref in given if given[ref] == answer]
    unanswered = [ref for ref in given if given[ref] is None]
    yield "unanswered", "Not answered", "Each recommendation without a recorded answer.", unanswered
