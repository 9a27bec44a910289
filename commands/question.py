"""Questions: what grades answer, with the several ways in which each is worded."""

from typing import Annotated

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from ledger.vocabulary import Framework, Pillar, word
from projections.queries.words import plain

app = group("Add the questions that inspections ask, and their other wordings.")


@app.command("add", cls=Command)
@records
def add(
    writing: Writing,
    key: Annotated[str, argument("KEY", help="The short word to type for it, like investigating.")],
    name: Annotated[str, argument("NAME", help="Its name, as reports head it.")],
    framework: Annotated[str, option("--framework", metavar="FRAMEWORK", help="The framework's version.")],
    pillar: Annotated[
        str, option("--pillar", metavar="PILLAR", help="effectiveness, efficiency, legitimacy or none.")
    ] = "none",
    wording: Annotated[str, option("--wording", metavar="TEXT", help="The question in full.")] = "",
    alias: Annotated[
        list[str] | None, option("--alias", metavar="TEXT", help="Another wording. May be repeated.")
    ] = None,
) -> None:
    """Add a question of an inspection framework."""
    from ledger.draft import Draft
    from ledger.events import Prose
    from ledger.events.question import QuestionAdded, QuestionAliased

    event = QuestionAdded(
        key=Prose(key),
        name=Prose(name),
        wording=Prose(wording) if wording else None,
        pillar=word(Pillar, pillar),
        framework=word(Framework, framework),
    )
    saying = writing.saying("today")

    def plan(draft: Draft) -> None:
        reference = draft.add(event, saying)
        for other in alias or ():
            draft.add(QuestionAliased(alias=Prose(other)), saying, reference)

    writing.record(plan)


@app.command("alias", cls=Command)
@records
def alias(
    writing: Writing,
    question: Annotated[str, argument("QUESTION", help="Which question.")],
    wording: Annotated[str, argument("TEXT", help="How else it is worded.")],
) -> None:
    """Record another wording of a question."""
    from ledger.events import Prose
    from ledger.events.question import QuestionAliased

    of, saying = writing.named(question, "QUE"), writing.saying("today")
    writing.record(lambda draft: draft.add(QuestionAliased(alias=Prose(wording)), saying, of))


@app.command("ask", cls=Command)
@records
def ask(
    writing: Writing,
    inspection: Annotated[str, argument("INSPECTION", help="Which inspection.")],
    questions: Annotated[list[str], argument("QUESTION...", help="The questions it asks.")],
) -> None:
    """Record which questions an inspection asks; others keep an earlier year's grade."""
    from ledger.events.inspection import InspectionAsked

    of, saying = writing.named(inspection, "INS"), writing.saying("today")
    event = InspectionAsked(questions=tuple(writing.named(each, "QUE") for each in questions))
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the questions, by framework."""
    from projections.queries.questions import questions

    columns = [
        Column("Ref", "ref"),
        Column("Type", "key"),
        Column("Question", "name", wide=True),
        Column("Framework", "framework_words"),
        Column("Also worded", lambda row: "; ".join(map(plain, row["aliases"])), wide=True, from_width=120),
    ]
    empty = "No question is recorded yet. Add one: afi question add --help"
    answer(reading, shown, questions(reading.views), columns, title="Questions", empty=empty)
