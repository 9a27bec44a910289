"""Grades: record what a report says of each question."""

from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from commands.context import Writing
from commands.improvement import repeats
from commands.options import records
from commands.parameters import argument, option
from ledger.errors import RuleBroken, Unreadable
from ledger.vocabulary import Basis, Framework, Outcome, Pillar, Scale, say, word

if TYPE_CHECKING:
    from ledger.events.grade import GradeRecorded

#: The frameworks that graded a pillar as a whole; what is overall in others is for no pillar.
_OF_PILLARS = {Framework.PEEL_2014, Framework.PEEL_2015_2017, Framework.PEEL_2018_2019}


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
        str,
        option("--pillar", metavar="PILLAR", help="What an overall grade is for; unsaid, effectiveness until 2019."),
    ] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Which force, where there were several.")] = "",
) -> None:
    """Record grades, each kind of no grade, and grades carried forward.

    They happened when the report was published, unless --on says otherwise.
    """
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
    usual = Pillar.EFFECTIVENESS if found["framework"] in _OF_PILLARS else Pillar.NONE
    graded = (about | _subject(writing, typed, pillar or usual) for typed in grades)
    events = [GradeRecorded(**each | _carried(writing, each)) for each in graded]
    if repeats(writing) is None:
        _check_each_once(writing, events)
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


def _carried(writing: Writing, given: dict[str, Any]) -> dict[str, Any]:
    """What a carried grade is carried from, on its own scale, where the ledger holds the one that was inspected."""
    from projections.queries.records import records as recorded

    if given["basis"] != Basis.CARRIED_FORWARD:
        return {}
    first = (*_graded(given), given["year"], Basis.INSPECTED)
    found = [
        each
        for each in recorded(writing.reading.views, "grade")
        if (*_graded(each.body), each.body.get("year"), each.body.get("basis")) == first
    ]
    return {"carried_from": found[0].ref, "scale": Scale(found[0].body["scale"])} if len(found) == 1 else {}


def _check_each_once(writing: Writing, events: "list[GradeRecorded]") -> None:
    """Refuses a second grade of one question, or overall, for one force: a report states one."""
    from projections.queries.records import records as recorded

    views, inspection = writing.reading.views, events[0].inspection
    known = {_graded(grade.body): grade.ref for grade in recorded(views, "grade", inspection)}
    for event in events:
        what = _graded(event.model_dump())
        if what in known:
            _refuse(writing, event, known[what])
        known[what] = ""


def _graded(body: dict[str, Any]) -> tuple[Any, ...]:
    return body["force"], body.get("question"), body.get("overall")


def _refuse(writing: Writing, event: "GradeRecorded", earlier: str) -> NoReturn:
    """``earlier`` is the grade that is recorded already, or nothing where the command itself has two."""
    from projections.queries.names import name_of
    from projections.queries.words import overall

    subject = name_of(writing.reading.views, event.question) if event.question else overall(event.overall or "none")
    if not earlier:
        raise Unreadable(f"There are two grades of {subject}.", "Give the one that the report states.")
    entry = writing.reading.log.of_stream(earlier)[0].position
    raise RuleBroken(
        f"{event.inspection} has a grade of {subject} already: {earlier}.",
        f'If that is wrong, use `afi correct E-{entry} outcome="{say(event.outcome)}"`, with --authority and --reason.',
    )
