"""Grades: record what a report says of each question."""

from typing import Annotated, Any

from commands.context import Writing
from commands.options import records
from commands.parameters import argument, option
from ledger.errors import Unreadable
from ledger.vocabulary import Basis, Outcome, Pillar, Scale, word


@records
def grade(
    writing: Writing,
    inspection: Annotated[str, argument("INSPECTION", help="The inspection that reported them.")],
    grades: Annotated[
        list[str],
        argument("QUESTION=GRADE...", help='Like investigating="requires improvement" overall=good.'),
    ],
    carried_from: Annotated[
        int | None,
        option("--carried-from", metavar="YEAR", help="They stand from this earlier year.", min=1856, max=2099),
    ] = None,
    pillar: Annotated[
        str, option("--pillar", metavar="PILLAR", help="What an overall grade is for.")
    ] = "effectiveness",
    force: Annotated[str, option("--force", metavar="FORCE", help="Which force, where there were several.")] = "",
) -> None:
    """Record grades, each kind of no grade, and grades carried forward. They happened on publication day, or --on."""
    from commands.inspection import force_of, one, published_on
    from ledger.events.grade import GradeRecorded

    of = writing.named(inspection, "INS")
    found = one(writing, of)
    about: dict[str, Any] = {
        "inspection": of,
        "force": force_of(writing, of, force),
        "scale": Scale(found["scale"]),
        "year": carried_from or found["cycle"],
        "basis": Basis.CARRIED_FORWARD if carried_from else Basis.INSPECTED,
    }
    saying = writing.saying(published_on(writing, of))
    events = [GradeRecorded(**about | _subject(writing, typed, pillar)) for typed in grades]
    writing.record(lambda draft: [draft.add(event, saying) for event in events])


def _subject(writing: Writing, typed: str, pillar: str) -> dict[str, Any]:
    """What is graded, and how: the two sides of ``investigating=good``."""
    subject, equals, outcome = typed.rpartition("=")
    if not equals or not subject.strip():
        raise Unreadable(f'"{typed}" does not say what is graded.', 'Write QUESTION=GRADE, like investigating="good".')
    what: dict[str, Any] = {"outcome": word(Outcome, outcome)}
    if what["outcome"] in {Outcome.NOT_INSPECTED, Outcome.NOT_YET_GRADED}:
        what |= {"basis": None, "year": None}  # nothing was judged
    if subject.strip().casefold() == "overall":
        return {**what, "overall": word(Pillar, pillar)}
    return {**what, "question": writing.named(subject, "QUE")}
