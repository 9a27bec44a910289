"""What changed between two moments: which records appeared, changed and ended, field by field, and who set each.

What counts is when it was recorded. A field that was changed and changed back is as it was, and is not told.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ledger.vocabulary import LEDGER, kind_of
from projections.lens import Lens
from projections.queries import lives
from projections.queries.lives import Fields, State, life
from projections.queries.names import Names
from projections.queries.why import days_between
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log

Row = dict[str, Any]
#: The kinds of record in the order in which they are told: what a board asks for first.
_ORDER = "AFI COC REC INS GRD FND ACT EXP FOR MTG PAP PCK DOC QUE POST PER ORG LEDGER".split()
#: Where an improvement, an action, an expectation or a forum stands that has ended.
_ENDED = frozenset("closed superseded withdrawn declined not_ours done dropped met lapsed ended".split())
#: Of a record whose beginning is corrected these are the correction's, which is told of anyway.
_OF_RECORDING = frozenset({"recorded_by", "recorded_at"})


def changes(
    log: "Log",
    views: Views,
    lens: Lens,
    after: int,
    *,
    refs: Sequence[str] | None = None,
    inspection: str | None = None,
    kinds: Sequence[str] = (),
    said_by: str | None = None,
    recorded_by: str | None = None,
) -> list[Row]:
    """One row a field that is another now than after the entry ``after``, by record. ``lens`` says when now is.

    ``change`` is what became of the record: it appeared, it ended, or it changed. The entry is the newest that set the
    field, and ``steps`` are all of them. ``lens`` is looked through already.
    """
    names = Names(views)
    told = (
        row
        for ref in _touched(views, after, refs, inspection)
        if not kinds or kind_of(ref) in kinds
        for row in _changed(views, ref, life(log, views, lens, ref, names, after), after, names)
    )
    wanted = {"said_by": said_by, "recorded_by": recorded_by}
    return [row for row in told if all(who in (None, row[voice]) for voice, who in wanted.items())]


def _touched(views: Views, after: int, refs: Sequence[str] | None, inspection: str | None) -> list[str]:
    """The records of the entries after that one, in the order in which they are told.

    Not only those with changes: the correction of a beginning may change no more than who said it.
    """
    if refs is None and inspection is None:
        found = views.each("SELECT stream FROM happening WHERE position > ? AND NOT void", (after,))
        return sorted({row["stream"] for row in found}, key=_place)
    chosen = list(refs) if refs is not None else _belonging(views, str(inspection))
    if refs is not None and inspection is not None:
        chosen = [ref for ref in chosen if ref in set(_belonging(views, inspection))]
    sql = "SELECT 1 FROM happening WHERE stream = ? AND position > ? AND NOT void LIMIT 1"
    return sorted((ref for ref in chosen if views.query(sql, (ref, after))), key=_place)


def _belonging(views: Views, inspection: str) -> list[str]:
    return [
        inspection,
        *(row["ref"] for row in views.query("SELECT ref FROM record WHERE inspection = ?", (inspection,))),
    ]


def _place(ref: str) -> tuple[int, int]:
    return _ORDER.index(kind_of(ref)), int(ref.partition("-")[2] or 0)


def _changed(views: Views, ref: str, states: Sequence[State], after: int, names: Names) -> Iterator[Row]:
    """The rows of one record; none where it is not seen, or is what it was."""
    before = states[0].fields if states and states[0].position <= after else {}
    since = [state for state in states if state.position > after]
    now = since[-1].fields if since else {}
    told = dict(zip((state.position for state in since), lives.told(views, since, names), strict=True))
    for field in before | now:
        steps = [told[state.position] for state in since if field in state.set]
        if (
            steps
            and now
            and lives.differs(before.get(field), now.get(field))
            and not (before and field in _OF_RECORDING)
        ):
            net = _net(field, before, now)
            yield {**_record(ref, before, now, names), **net, **_last(lives.standing(steps)), "steps": steps}


def _record(ref: str, before: Fields, now: Fields, names: Names) -> Row:
    kind, inspection = now.get("kind"), now.get("inspection")
    return {
        "ref": ref,
        "name": "this ledger" if ref == LEDGER else lives.called(ref, now, names),
        "kind": kind and kind["value"],
        "kind_words": kind and kind["words"],
        "inspection": inspection and inspection["value"],
        "inspection_title": names.maybe(inspection["value"]) if inspection else None,
        "change": "appeared" if not before else "ended" if _ends(now) - _ends(before) else "changed",
    }


def _ends(fields: Fields) -> set[str]:
    """In which ways it has ended: by how it stands, and by not counting."""
    stands = fields.get("status", {}).get("value") in _ENDED
    return {*(("status",) if stands else ()), *(("void",) if "void" in fields else ())}


def _net(field: str, before: Fields, now: Fields) -> Row:
    nothing = {"value": None, "words": None}
    was, is_ = before.get(field, nothing), now.get(field, nothing)
    return {
        "field": field,
        "label": (now.get(field) or before[field])["label"],
        "from": was["value"],
        "from_words": was["words"],
        "to": is_["value"],
        "to_words": is_["words"],
        **days_between(field, was, is_),
    }


def _last(steps: Sequence[Row]) -> Row:
    """The newest step that counts. Its sentence tells of all that the entry did, and stands with the steps."""
    return {key: value for key, value in steps[-1].items() if key != "sentence"}
