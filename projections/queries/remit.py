"""What a forum looks after: the improvements that it took up at its meetings; until it took up any, its whole force's.

It took up what it considered, decided about or set an action under: an improvement itself, an action or an expectation
for the improvement that this is about, a cause of concern with its recommendations, an inspection for all that it asks.
What took the place of one that it took up, it took up with it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.vocabulary import IMPROVEMENTS, kind_of
from projections.queries.actions import set_under
from projections.queries.meetings import held, spoken_of
from projections.queries.names import Names
from projections.queries.records import Record, body, record, records
from projections.views import Views


class Remit(NamedTuple):
    """The improvements that a forum looks after, by kind and number, and by what they are that in words."""

    improvements: list[Record]
    words: str
    #: Whether it took them up itself.
    own: bool

    @property
    def refs(self) -> list[str]:
        """Their references."""
        return [each.ref for each in self.improvements]


def remit(views: Views, forum: str) -> Remit:
    """What a forum looks after; ``UnknownReference`` where there is no such forum."""
    force = record(views, forum).body.get("organisation")
    taken = _taken_up(views, forum)
    if taken:
        found = sorted((record(views, ref) for ref in taken), key=_by_number)
        return Remit(found, "what it took up at its meetings", True)
    found = [each for each in records(views, "improvement") if each.body["force"] == force]
    if found:
        return Remit(found, f"all of {Names(views).of(str(force))}, for it has taken up none itself", False)
    return Remit(list(records(views, "improvement")), "all there are, for it has taken up none itself", False)


def _taken_up(views: Views, forum: str) -> set[str]:
    taken: set[str] = set()
    for meeting in held(views, forum):
        refs = spoken_of(meeting) + [each.ref for each in set_under(views, meeting.ref)]
        taken.update(_counting(views, (meant for ref in refs for meant in _meant(views, ref))))
    return taken | set(_counting(views, _successors(views, taken)))


def _successors(views: Views, taken: Iterable[str]) -> Iterator[str]:
    """What took the place of any of these, and so on; each once, for a record can only be superseded by a later one."""
    for ref in taken:
        while ref := str(((body(views, ref) or {}).get("end") or {}).get("by", "")):
            yield ref


def _meant(views: Views, ref: str) -> Iterator[str]:
    """The improvements that are meant where a record is named."""
    found = body(views, ref) or {}
    if ref.startswith("INS-"):
        yield from (each.ref for each in records(views, "improvement", ref))
    elif kind_of(ref) in IMPROVEMENTS:
        yield ref
        if ref.startswith("COC-") and found:
            below = records(views, "improvement", found["inspection"])
            yield from (each.ref for each in below if each.body.get("under") == ref)
    else:
        yield from (str(found[field]) for field in ("under", "about") if field in found)


def _counting(views: Views, refs: Iterable[str]) -> Iterator[str]:
    """Those that are improvements, and count."""
    for ref in refs:
        if kind_of(ref) in IMPROVEMENTS and "void" not in (body(views, ref) or {"void": True}):
            yield ref


def _by_number(found: Record) -> tuple[str, int]:
    kind, _, number = found.ref.partition("-")
    return kind, int(number)
