"""The response to a report: what section 55 of the Police Act 1996 asks of the local policing body, and how far it is.

Each recommendation stands with the action that was answered to it, or why none, in the words of whoever answered; an
area for improvement or a cause of concern where it was answered too. What was sent, when and to whom is what is
recorded; what is missing is what nobody recorded.
"""

import json
from collections.abc import Iterable, Iterator

from ledger.errors import RuleBroken, UnknownReference
from ledger.vocabulary import say
from projections.papers.brief import Brief, pairs
from projections.papers.model import Block, Cell, Facts, Figure, Heading, Paragraph, Section, Table
from projections.papers.parts.of_cells import Line, Row, Said, asked, count_left_out, grid, position_of, told, who
from projections.papers.parts.of_comments import PARTS, comments, document
from projections.queries import words
from projections.queries.improvements import improvement
from projections.queries.late import began
from projections.queries.records import Record, record, records, standing
from projections.queries.statutory import IN_FORCE, Response, response

Composed = tuple[Cell, tuple[tuple[Cell, Cell], ...], tuple[Section, ...], tuple[Figure, ...]]
_RECOMMENDED = "recommendation"
_ANSWERS = ("action_taken", "action_proposed", "no_action")


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    ref = str(brief.recipe.inspection)
    if not brief.is_free(ref):
        return _withheld(brief)
    found = _inspection(brief, ref)
    answers, figures = _answers(brief, found)
    count_left_out(brief, [ref])
    sections = (
        *_purpose(brief),
        _section(brief, "report", "What is asked", _asked(brief, found)),
        *(_section(brief, name, title, comments(brief, found, name, title)) for name, title in PARTS),
        _section(brief, "answers", "What is done about each recommendation", answers),
        _section(brief, "steps", "Publication and copies", _steps(brief, found)),
    )
    return _title(brief, found), tuple(pairs(brief, "head", list(_head(brief, found)))), sections, figures


def _withheld(brief: Brief) -> Composed:
    """Of a report under embargo not even its name is told."""
    nothing = Paragraph(brief.cell("report/withheld", "Nothing of this report may be told: it is under embargo."))
    return brief.cell("title", "Response to a report"), (), (_section(brief, "report", "The report", [nothing]),), ()


def _inspection(brief: Brief, ref: str) -> Record:
    """The inspection; refused where it does not count, or had not begun by the paper's date."""
    try:
        found = record(brief.views, ref)
    except UnknownReference:
        what = f"{ref} had not begun by {words.day(f'{brief.today}')}, the date of the paper."
        raise RuleBroken(what, "Give a later date with --dated, or leave it out.") from None
    if "void" in found.body:
        raise RuleBroken(f"{ref} does not count: it was voided.", "Name another inspection.")
    return found


def _section(brief: Brief, name: str, title: str, blocks: Iterable[Block]) -> Section:
    return Section(name, "", brief.cell(f"{name}/title", title), tuple(blocks))


def _purpose(brief: Brief) -> Iterator[Section]:
    if blocks := brief.typed("purpose"):
        yield _section(brief, "purpose", "Purpose", blocks)


def _title(brief: Brief, found: Record) -> Cell:
    if "title" in brief.own.body:
        return brief.cell("title", brief.own.body["title"], *brief.own.at("title"))
    return brief.field("title", f"Response to {brief.names.of(found.ref, brief.today)}", found.ref, "title")


def _head(brief: Brief, found: Record) -> Iterator[tuple[str, str, Cell]]:
    own, by = brief.own, found.body["inspectorate"]
    if "sender" in own.body:
        sender = who(brief, own.body["sender"], own.at("sender"))
        yield "from", "From", brief.cell("head/from", sender.text, *sender.at)
    yield "date", "Date", brief.cell("head/date", words.day(f"{brief.today}"))
    title = brief.names.of(found.ref, brief.today)
    yield "inspection", "Report", brief.field("head/inspection", f"{title} ({found.ref})", found.ref, "title")
    inspectorate = who(brief, by, brief.at(found.ref, "inspectorate"))
    yield "inspectorate", "Inspectorate", brief.cell("head/inspectorate", inspectorate.text, *inspectorate.at)
    forces = words.listed([brief.names.of(each, brief.today) for each in found.body["forces"]])
    yield "forces", "Force inspected", brief.field("head/forces", forces, found.ref, "forces")


# What section 55 asks.


def _asked(brief: Brief, found: Record) -> Iterator[Block]:
    """Whether it asks for a response, and by when; for each force where there were several."""
    if not brief.is_whole(found.ref):
        said = "Part of this is under embargo, so how far the response has come is not told."
        yield Paragraph(brief.cell("report/partly", said))
        return
    published = found.body.get("published_on")
    if published and words.span_of(published).last >= IN_FORCE:
        yield from _statutory(brief, found, published)
    elif published:
        said = (
            f"The report was published {_on(published)}. Section 55 of the Police Act 1996 asks for a response as it "
            f"is set out here to reports that were published from {words.day(f'{IN_FORCE}')} on, so not to this one."
        )
        yield Paragraph(brief.field("report/earlier", said, found.ref, "published_on"))
    else:
        said = "The report is not recorded as published, so section 55 of the Police Act 1996 asks for no response yet."
        yield Paragraph(brief.field("report/unpublished", said, found.ref, "title"))


def _on(on: str) -> str:
    return f"{'on' if len(on) == len('2018-03-22') else 'in'} {words.span(on)}"


def _statutory(brief: Brief, found: Record, published: str) -> Iterator[Block]:
    said = (
        f"The report was published {_on(published)}. Section 55 of the Police Act 1996 asks the local policing body to "
        "publish its comments, with those of the chief officer, within 56 days beginning with that day, and to send "
        "copies to the inspectorate and to the Secretary of State. Of each recommendation it is to say what was done "
        "or is proposed, or why nothing."
    )
    yield Paragraph(brief.cell("report/asked", said, *brief.at(found.ref, "published_on")))
    for force in found.body["forces"]:
        state = response(found.body, force, brief.names)
        if state:
            if len(found.body["forces"]) > 1:
                name = who(brief, force, brief.at(found.ref, "forces"))
                yield Heading(brief.cell(f"report/{force}/title", name.text, *name.at))
            yield _dates(brief, found, force, state)


def _dates(brief: Brief, found: Record, force: str, state: Response) -> Facts:
    """The last day, when it was sent, and what is missing."""
    published, sent = (brief.at(found.ref, field) for field in ("published_on", "responses"))
    facts = [
        ("last_day", "Last day", Said(_last_day(brief, state), published)),
        ("sent", "Copies sent", Said(_sent(state), (*published, *sent))),
        ("missing", "Not recorded", Said(", ".join(state.missing) or "nothing is missing", sent)),
    ]
    prefix = f"report/{force}"
    cells = [(name, label, brief.cell(f"{prefix}/{name}", said.text, *said.at)) for name, label, said in facts]
    return Facts(tuple(pairs(brief, prefix, cells)))


def _last_day(brief: Brief, state: Response) -> str:
    """By when; where nothing is recorded as sent, that the day has passed, and whether this ledger was there."""
    day = words.day(f"{state.last_day}")
    if state.sent or brief.today <= state.last_day:
        return day
    before = state.last_day < began(brief.views)
    return day + ("; it passed before this ledger began" if before else "; it has passed")


def _sent(state: Response) -> str:
    if state.sent is None:
        return f"none recorded to {state.missing[-1].removeprefix('copies to ').replace(' and ', ' or ')}"
    late = f", {words.counted(state.days_late, 'day')} late" if state.days_late else ", in time"
    return f"to both by {words.span(str(state.sent))}{late}"


# What was said.


def _answers(brief: Brief, found: Record) -> tuple[list[Block], tuple[Figure, ...]]:
    """Two tables: the recommendations, and what else was answered; and what is counted of the first."""
    asked_for = list(records(brief.views, "improvement", found.ref))
    kept = {row["ref"] for row in brief.free(improvement(each, brief.names) for each in asked_for)}
    free = [each for each in asked_for if each.ref in kept]
    count_left_out(brief, kept)
    recommended = [each for each in free if each.body["kind"] == _RECOMMENDED]
    answered = [each for each in free if each.body["kind"] != _RECOMMENDED and _shown(brief, each)]
    tables = [
        _table(brief, "recommendations", "Recommendations", recommended,
               "No recommendation of this report is recorded."),
        _table(brief, "others", "Causes of concern and areas for improvement that were answered", answered,
               "No cause of concern or area for improvement is recorded as answered."),
    ]  # fmt: skip
    counts, figures = _counts(brief, recommended)
    return [counts, *tables], figures


def _shown(brief: Brief, found: Record) -> bool:
    return "answer" in found.body and brief.is_whole(found.ref)


def _table(brief: Brief, name: str, caption: str, found: list[Record], empty: str) -> Table:
    heads = (
        ("ref", "Ref"), ("asked", "What is asked"), ("answer", "Answer"), ("text", "In these words"),
        ("by", "By"),
    )  # fmt: skip
    return grid(brief, name, caption, heads, (_line(brief, each) for each in found), empty)


def _line(brief: Brief, found: Record) -> Line:
    ref = Said(found.ref, brief.at(found.ref, "text"))
    if not brief.is_whole(found.ref):
        rest = (Said("partly under embargo"), Said(""), Said(""))
        return Line(found.ref, found.ref, (ref, Said(found.body["text"], ref.at), *rest))
    return Line(found.ref, found.ref, (ref, asked(brief, found), *_answer(brief, found)))


def _answer(brief: Brief, found: Record) -> tuple[Said, Said, Said]:
    answer, at = found.body.get("answer"), brief.at(found.ref, "answer")
    if answer is None:
        status = found.body["status"]
        ended = f" ({words.STATUS[status]})" if status in ("withdrawn", "superseded", "not_ours", "declined") else ""
        return Said(f"no answer is recorded{ended}", brief.at(found.ref, "status")), Said(""), Said("")
    by = brief.names.of(answer["by"], words.span_of(answer["on"]).last)
    named = (*at, *brief.at(answer["by"], "name", "title", "names"))
    text = Said(answer.get("text"), at)
    return Said(say(answer["answer"]).capitalize(), at), text, Said(f"{by}, {words.span(answer['on'])}", named)


def _counts(brief: Brief, recommended: list[Record]) -> tuple[Table, tuple[Figure, ...]]:
    """How many recommendations there are, how many have each answer, and how many have none."""
    told_of = [each for each in recommended if brief.is_whole(each.ref)]
    by = {answer: [each for each in told_of if each.body.get("answer", {}).get("answer") == answer]
          for answer in _ANSWERS}  # fmt: skip
    counted = [("all", "Recommendations", "Each recommendation of this report that counts.", recommended)]
    counted += [
        (answer, f"Answered: {say(answer)}", f"Each recommendation whose newest answer is “{say(answer)}”.", by[answer])
        for answer in _ANSWERS
    ]
    unanswered = [each for each in told_of if "answer" not in each.body]
    counted += [("unanswered", "Not answered", "Each recommendation without a recorded answer.", unanswered)]
    lines = [_counted(brief, name, label, found) for name, label, _, found in counted]
    heads = (("what", "What"), ("number", "Number"), ("which", "Which"))
    table = grid(brief, "counts", "Recommendations and answers in numbers", heads, lines, "Nothing is counted.")
    numbers = [row.cells[1] for row in table.rows]
    return table, tuple(
        Figure(f"recommendations_{name}", cell, rule, tuple(each.ref for each in found))
        for (name, _, rule, found), cell in zip(counted, numbers, strict=True)
    )


def _counted(brief: Brief, name: str, label: str, found: list[Record]) -> Line:
    at = tuple(position for each in found for position in _rests(brief, each.ref))
    which = words.listed([each.ref for each in found]) if found else "none"
    return Line(name, "", (Said(label), Said(len(found), at), Said(which, at)))


def _rests(brief: Brief, ref: str) -> tuple[int, ...]:
    return brief.at(ref, "text", "answer") if brief.is_whole(ref) else brief.at(ref, "text")


# What was sent.


def _steps(brief: Brief, found: Record) -> Iterator[Block]:
    """Each step that was recorded: the comments, their publication, and the copies."""
    rows = standing(brief.views, "h.stream = ? AND h.type = 'inspection.responded'", found.ref)
    free = {row["position"]: row for row in told(brief, rows)} if brief.is_whole(found.ref) else {}
    lines = [_step(brief, free[row["position"]], json.loads(row["data"])) for row in rows if row["position"] in free]
    heads = (
        ("step", "What"), ("when", "When"), ("force", "Force"), ("to", "To"), ("document", "Document"),
        ("address", "Where"), ("by", "Said by"), ("entry", "Entry"),
    )  # fmt: skip
    yield grid(brief, "steps", "What was done, as recorded", heads, lines, "No step of a response is recorded.")


def _step(brief: Brief, row: Row, data: Row) -> Line:
    at, on = (position_of(row["entry"]),), words.span_of(row["happened_on"]).last
    to = words.listed([brief.names.of(each, on) for each in data.get("to", ())]) or "nobody is named"
    cells = (
        words.STEP[data["step"]].capitalize(), row["when"], brief.names.of(data["force"], on),
        to if data["step"] == "sent" else "", document(brief, data), data.get("address", ""), row["said_by_name"],
        row["entry"],
    )  # fmt: skip
    return Line(row["fixes"] or row["entry"], row["entry"], tuple(Said(each, at) for each in cells))
