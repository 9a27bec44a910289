"""The paper in numbers: each a figure with a name, the rule that counts it, and the records that it counts."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from projections.papers.brief import Brief
from projections.papers.model import Block, Figure, Row, Section
from projections.papers.parts import pictures
from projections.papers.parts.laying import row, section, table
from projections.papers.parts.standing import ENDED
from projections.papers.parts.telling import PARTLY, Said, Telling, capital
from projections.queries import words
from projections.queries.conditions import days_left
from projections.queries.records import Record
from projections.queries.slippage import due_day

#: What counts the same in every kind of paper is called the same.
OVERDUE, SLIPPED = "Open and overdue", "Open with a due date that slipped"
_COLUMNS = (("what", "What"), ("number", "How many"), ("which", "Which"), ("rule", "How it is counted"))


class Counted(NamedTuple):
    """A number before it is shown: its name, what it is of, the rule in words, and the records counted."""

    name: str
    what: str
    rule: str
    found: list[Record]
    #: The fields that it hangs on.
    fields: tuple[str, ...] = ("status",)


def numbers(telling: Telling) -> tuple[Section, tuple[Figure, ...]]:
    """The section, and its figures; nothing where no improvement is told of."""
    counted = list(count(telling)) if telling.improvements else []
    rows = [_row(telling, each) for each in counted]
    figures = tuple(
        Figure(each.name, shown.cells[1], each.rule, _refs(each)) for each, shown in zip(counted, rows, strict=True)
    )
    caption = Said(f"What the inspectorate asks for, as of {words.day(f'{telling.brief.today}')}")
    drawn: list[Block] = [*pictures.statuses(telling)]
    blocks = [table(telling.brief, "numbers/table", caption, _COLUMNS, rows), *drawn] if rows else []
    return section(telling.brief, "numbers", "In numbers", blocks), figures


def _refs(counted: Counted) -> tuple[str, ...]:
    return tuple(each.ref for each in counted.found)


def _row(telling: Telling, counted: Counted) -> Row:
    """A number, which records it counts, and by what: it rests on what each is counted for."""
    refs = _refs(counted)
    at = tuple(position for ref in refs for position in telling.brief.at(ref, *counted.fields))
    told = {
        "what": Said(counted.what),
        "number": Said(f"{len(refs):,}", at),
        "which": Said(words.listed(refs) or "none", at),
        "rule": Said(counted.rule),
    }
    return row(telling.brief, f"numbers/{counted.name}", "", told)


def count(telling: Telling) -> Iterator[Counted]:
    """Every number: by kind, open and ended, by how it stands, and by when it is due."""
    told = telling.improvements
    whole = [each for each in told if telling.whole(each)]
    for kind, (_, several) in words.KIND.items():
        found = [each for each in told if each.body["kind"] == kind]
        if found:
            yield Counted(
                several.replace(" ", "_"), capital(several), f"All {several} that are recorded.", found, ("kind",)
            )
    if len(whole) < len(told):
        partly = [each for each in told if each not in whole]
        rule = "Recorded, but something of each is under embargo: none of these is counted below."
        yield Counted("partly_under_embargo", capital(PARTLY), rule, partly, ("kind",))
    yield from _by_status(whole)
    yield from _by_date(telling, [each for each in whole if is_open(each)])


def is_open(found: Record) -> bool:
    """Whether it has not ended: it is neither closed, superseded, withdrawn or declined, nor another's to deliver."""
    return found.body["status"] not in ENDED


def _by_status(whole: list[Record]) -> Iterator[Counted]:
    ends = ", ".join(words.STATUS[word] for word in words.STATUS if word in ENDED)
    open_, ended = ([each for each in whole if is_open(each) is wanted] for wanted in (True, False))
    yield Counted("open", "Open", "Those that have not ended.", open_)
    yield Counted("ended", "Ended", f"Those with one of these statuses: {ends}.", ended)
    for word, said in words.STATUS.items():
        found = [each for each in whole if each.body["status"] == word]
        if found:
            yield Counted(f"status_{word}", capital(said), f"Those whose status is “{said}”.", found)


def _by_date(telling: Telling, open_: list[Record]) -> Iterator[Counted]:
    """Of those that are open: how they stand to the day of the paper. That no day is known is never good."""
    day = words.day(f"{telling.brief.today}")
    dated: tuple[tuple[str, str, str, Callable[[Brief, Record], bool]], ...] = (
        ("overdue", OVERDUE, f"Open, not reported complete, and due before {day}.", is_overdue),
        ("no_due_date", "Open with no due date", "Open, and no day is known by which it is due.", has_no_date),
        ("moved_later", SLIPPED, "Open, and due later than by its first date.", has_slipped),
    )
    for name, what, rule, holds in dated:
        found = [each for each in open_ if holds(telling.brief, each)]
        yield Counted(name, what, rule, found, ("status", "due", "claim"))
    unowned = [each for each in open_ if "owner" not in each.body]
    yield Counted("no_owner", "Open with no owner", "Open, and no owner is recorded.", unowned)


def is_overdue(brief: Brief, found: Record) -> bool:
    """Whether it has not ended, the last day on which it is in time has passed, and it was not reported complete."""
    left = days_left(found.body, brief.names.published_on(found.body), brief.today)
    return left is not None and left < 0


def has_no_date(brief: Brief, found: Record) -> bool:
    """Whether no day is known by which it is due: none recorded, none set, or one that does not follow."""
    published = brief.names.published_on(found.body)
    return due_day(found.body.get("due"), published, found.body["raised_on"]) is None


def has_slipped(brief: Brief, found: Record) -> bool:
    """Whether it is due later than by its first date."""
    set_, published = found.body.get("due") or {}, brief.names.published_on(found.body)
    first, now = (due_day(each, published, found.body["raised_on"]) for each in (set_.get("first"), set_))
    return bool(first and now and now > first)
