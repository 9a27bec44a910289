"""The charts of a paper: grades over the years, how improvements stood over time, and the timeline with its slips."""

from datetime import date
from typing import Any

from projections.papers.model import Chart
from projections.papers.parts.telling import Telling
from projections.queries import words
from projections.queries.records import Record, records

Row = dict[str, Any]
#: With more improvements than this a timeline is no picture any more, but an appendix (`afi paper timeline`).
_BARS = 60
#: So many days are the least that a picture over time shows.
_DAYS = 60


def grades(telling: Telling) -> tuple[Chart, ...]:
    """The grades of what was asked here over the years, where there are several: one year is no development."""
    rows = _told(telling)
    graded = {row["reported"] for row in rows if row["graded"]}
    if len(graded) < 2:
        return ()
    from projections.papers.charts.grades import grades as chart

    at = {position for row in rows for position in telling.brief.at(row["ref"], "outcome", "year", "basis")}
    return chart(rows, "charts/grades", sorted(at))


def _told(telling: Telling) -> list[Row]:
    """The rows of the matrix for these questions that may be told; of a year that is not wholly known, no gaps."""
    from projections.queries.matrix import matrix

    rows = matrix(telling.views)
    free = [row for row in rows if _may_be_told(telling, row)]
    told = {each.ref for each in telling.inspections}
    asked = {_subject(row) for row in free if row["inspection"] in told}
    hidden = {row["reported"] for row in rows if row not in free}
    kept = [row for row in free if _subject(row) in asked and (row["inspection"] or row["reported"] not in hidden)]
    years = {row["reported"] for row in kept if row["inspection"]}
    return [_compared(telling, row) for row in kept if row["reported"] in years]


def _may_be_told(telling: Telling, row: Row) -> bool:
    """A grade that is whole; that there is none, of an inspection that is."""
    what, brief = row["ref"] or row["inspection"], telling.brief
    return what is None or (brief.is_free(what) and brief.is_whole(what))


def _subject(row: Row) -> tuple[str, str | None, str | None]:
    return row["force"], row["subject_ref"], row["overall"]


def _compared(telling: Telling, row: Row) -> Row:
    """Without the comparison with a grade that may not be told of."""
    free = row["moved_from"] is None or telling.brief.is_free(row["moved_from"])
    return row if free else row | {"movement": None, "movement_words": None, "moved_from": None}


def statuses(telling: Telling) -> tuple[Chart, ...]:
    """How many improvements stood where, from when the first was raised to the date of the paper."""
    found = _whole(telling)
    if not _developed(telling, found):
        return ()
    from projections.papers.charts.statuses import statuses as chart
    from projections.queries.over_time import ends, standing_over_time

    today = telling.brief.today
    refs = [each.ref for each in found]
    standings = standing_over_time(telling.views, refs, ends(min(_first(found), today), today))
    at = {position for ref in refs for position in telling.every(ref, "status")}
    drawn = chart(standings, "charts/statuses", sorted(at))
    return (drawn,) if drawn else ()


def timeline(telling: Telling) -> tuple[Chart, ...]:
    """The improvements as bars, with the due dates that moved."""
    found = _whole(telling)
    if len(found) > _BARS or not _developed(telling, found):
        return ()
    from projections.papers.charts.timeline import timeline as chart
    from projections.queries.picture import picture

    refs = [each.ref for each in found]
    drawn = picture(telling.views, refs, telling.brief.today, without=_not_told(telling))
    fields = ("status", "due", "note", "claim", "assurance", "submission", "return", "closure", "end", "reopening")
    at = {position for ref in refs for position in telling.every(ref, *fields)}
    return chart(drawn, "charts/timeline", sorted(at))


def _developed(telling: Telling, found: list[Record]) -> bool:
    """Whether so much time has passed since the first was raised that there is something to see."""
    return bool(found) and (telling.brief.today - _first(found)).days >= _DAYS


def _first(found: list[Record]) -> date:
    return min(words.span_of(each.body["raised_on"]).first for each in found)


def _whole(telling: Telling) -> list[Record]:
    return [each for each in telling.improvements if telling.whole(each)]


def _not_told(telling: Telling) -> frozenset[str]:
    """The meetings and inspections that may not be told of, or not wholly."""
    found = (each.ref for noun in ("meeting", "inspection") for each in records(telling.views, noun))
    return frozenset(ref for ref in found if not telling.brief.is_free(ref) or not telling.brief.is_whole(ref))
