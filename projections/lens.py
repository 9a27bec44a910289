"""Looking back: the read models as they were at an entry, and as far as the world had come by a day.

Inside ``looking`` the tables that queries read (``happening``, ``change``, ``mention``, ``citation``, ``record``) have
views of their names in front of them, which hide what a lens hides; so no query knows of it. There are two dates,
and they are never mixed up:

- ``as_of``: what the ledger held then. Exactly the read models of a ledger that stopped at that entry.
- ``at``: what was true in the world at the end of that day, as the ledger knew at ``as_of``. An entry counts once all
  of the days that it states are over. What is said of a record, and not of the world (that it does not count, a flag,
  a link, a number), counts always. Of a record that had not begun nothing is seen.
- ``told``: what documents dated by the end of that day state, as the ledger knew at ``as_of``; a flag or a link that
  none states is not told.

People, posts, questions and forums, and that an inspection was opened, are there always, for a record has to be called
something.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log


class Lens(NamedTuple):
    """What is looked at: as far as an entry, a day of the world, documents dated by a day; ``None`` hides nothing."""

    as_of: int | None = None
    at: date | None = None
    told: date | None = None


#: What other records are called by, and this ledger's own stream.
_KNOWN_BY = "'ORG', 'PER', 'POST', 'QUE', 'FOR', 'LEDGER'"
#: What is said of a record, or of this ledger, and not of the world.
_OF_RECORDS = (
    "'record.voided', 'record.flagged', 'record.unflagged', 'record.linked', 'record.aliased', 'record.numbered', "
    "'record.involved', 'inspection.aliased', 'inspection.nil_voided', 'question.aliased', 'setting.chosen', "
    "'setting.colours_set', 'record.accepted'"
)
#: Of those, what no document need state: that a record does not count, and what the organisation chose.
_NOT_TOLD = "'record.voided', 'inspection.nil_voided', 'setting.chosen', 'setting.colours_set'"
_ENTRY = (
    "position, stream, version, type, at, on_from, on_to, words, assumed, said_by, recorded_by, src, why, authority, "
    "fixes, command, data, first_day, last_day, void, key, replaced_by, unproven"
)
_RECORD = "ref, noun, number, first, last, inspection, body"
#: The place of an entry in its record, and its day, as it was last corrected.
_STANDS_AT = "coalesce((SELECT o.version FROM held o WHERE o.position = h.fixes), h.version)"
_DAY = (
    "CASE WHEN h.fixes IS NULL AND h.replaced_by IS NULL THEN h.last_day ELSE "
    "(SELECT s.last_day FROM main.happening s WHERE s.position = coalesce("
    "(SELECT u.position FROM held o JOIN main.happening u ON u.position = o.replaced_by "
    "WHERE o.position = coalesce(h.fixes, h.position) AND u.type <> 'record.undone'), h.fixes, h.position)) END"
)
#: What an entry says; one that undoes another is seen where that is, so that what was undone never comes back.
_SAYS = "CASE h.type WHEN 'record.undone' THEN (SELECT o.type FROM held o WHERE o.position = h.fixes) ELSE h.type END"
#: The documents dated by a day that an entry cites, or the one that it corrects.
_CITED = (
    "SELECT 1 FROM held t, json_each(t.src) c, held d WHERE t.position IN ({entry}.position, {entry}.fixes) "
    "AND d.stream = substr(c.value, 1, instr(c.value || ':', ':') - 1) AND d.version = 1 "
    f"AND {_DAY.replace('h.', 'd.')} <= '{{told}}'"
)


@contextmanager
def looking(log: "Log", views: Views, lens: Lens) -> Iterator[None]:
    """Inside, queries see what the lens shows. The read models are to be level with the log."""
    shown = list(_shown(lens))
    if lens.at or lens.told:
        from projections.seen import Seen

        views.define("seen", 3, Seen(log, views).body)
    _put(views, shown)
    try:
        yield
    finally:
        _take(views, shown)


@contextmanager
def lifted(views: Views, lens: Lens) -> Iterator[None]:
    """Inside, queries see everything again: what may leave the ledger is decided by what is known now."""
    shown = list(_shown(lens))
    _take(views, shown)
    try:
        yield
    finally:
        _put(views, shown)


def _put(views: Views, shown: list[tuple[str, str]]) -> None:
    for name, select in shown:
        views.shadow(name, select)


def _take(views: Views, shown: list[tuple[str, str]]) -> None:
    for name, _ in reversed(shown):
        views.unshadow(name)


def _shown(lens: Lens) -> Iterator[tuple[str, str]]:
    """The views that are put in front of the tables, by name."""
    if lens == Lens():
        return
    by_day, until = lens.at or lens.told, lens.as_of
    if until is not None:
        yield "level", f"SELECT origin, min(position, {until}) AS position, root, schema FROM main.level"
    yield "held", f"SELECT {_ENTRY} FROM main.happening" if until is None else _held(until)
    yield "known", f"SELECT {_RECORD} FROM main.record" if until is None else _known(until)
    if by_day:
        yield "looked", f"SELECT {_ENTRY}, {_visible(lens)} AS seen FROM held h"
    yield "happening", f"SELECT {_ENTRY} FROM " + ("looked WHERE seen" if by_day else "held")
    then = [f"position <= {until}"] if until is not None else []
    then += ["EXISTS (SELECT 1 FROM temp.happening h WHERE h.position = t.position)"] if by_day else []
    for table in ("change", "mention", "citation"):
        yield table, f"SELECT * FROM main.{table} t WHERE {' AND '.join(then)}"
    yield "record", _seen() if by_day else f"SELECT {_RECORD} FROM known"


def _held(until: int) -> str:
    """The entries as far as one, each with what had corrected it, or put its author in doubt, by then."""
    entry = _ENTRY.replace(
        "replaced_by, unproven",
        f"CASE WHEN replaced_by > {until} THEN {{0}} ELSE replaced_by END replaced_by, "
        f"CASE WHEN unproven <= {until} THEN unproven END unproven",
    )
    corrected = _newest_correction("h.position", until)
    return f"SELECT {entry.format(corrected)} FROM main.happening h WHERE position <= {until}"


def _newest_correction(of: str, until: int) -> str:
    return (
        f"(SELECT max(f.position) FROM main.happening f WHERE f.fixes = {of} AND NOT f.void AND f.position <= {until})"
    )


def _known(until: int) -> str:
    """The records as far as an entry: those that have not changed since as they are, the others by their changes.

    Only one that was moved to another inspection since has to be looked at to know which inspection it was of.
    """
    change = f"FROM main.change c WHERE c.ref = r.ref AND c.position <= {until}"
    newest = f"(SELECT c.field, c.value, max(c.position) {change} GROUP BY c.field)"
    body = f"(SELECT json_group_object(field, json(value)) FROM {newest} WHERE value <> '')"
    inspection = f"{change} AND c.field = 'inspection' ORDER BY c.position DESC LIMIT 1"
    moved_from = f"(SELECT json_extract(nullif(c.value, ''), '$') {inspection})"  # it may have been of none
    began = "(SELECT b.position FROM main.happening b WHERE b.stream = m.ref AND NOT b.void ORDER BY b.version LIMIT 1)"
    last = f"(SELECT max(l.position) FROM main.happening l WHERE l.stream = r.ref AND l.position <= {until})"
    first = f"coalesce({_newest_correction('r.began', until)}, r.began)"
    changed = (
        f"SELECT ref, noun, number, {first} AS first, {last} AS last, {{inspection}} AS inspection, {body} AS body "
        f"FROM (SELECT *, {began} AS began FROM main.record m {{by}} WHERE last > {until} AND {{moved}}) r "
        f"WHERE began <= {until}"
    )
    return " UNION ALL ".join([
        f"SELECT {_RECORD} FROM main.record WHERE last <= {until}",
        changed.format(inspection="inspection", by="", moved=f"(moved IS NULL OR moved <= {until})"),
        changed.format(inspection=moved_from, by="INDEXED BY record_moved", moved=f"moved > {until}"),
    ])  # fmt: skip


def _visible(lens: Lens) -> str:
    """Whether an entry of ``held h`` is seen by a day: it counts, and its record had begun."""
    first = "SELECT min(e.version) FROM held e WHERE e.stream = h.stream AND NOT e.void"
    begun = f"SELECT 1 FROM held b WHERE b.stream = h.stream AND b.version = ({first}) AND {_counts(lens, 'b')}"
    always = _NOT_TOLD if lens.told else _OF_RECORDS
    counts = f"({_SAYS} IN ({always}) OR {_counts(lens, 'h')})"
    return f"({counts} AND ({_kind('h')} IN ({_KNOWN_BY}) OR EXISTS ({begun})))"


def _counts(lens: Lens, entry: str) -> str:
    """Whether an entry of what happened in the world counts by a day."""
    counts = []
    if lens.at:
        begins = f"{_kind(entry)} IN ({_KNOWN_BY}) AND {_of(entry, _STANDS_AT)} = 1"
        counts.append(f"({begins} OR {_of(entry, _DAY)} <= '{lens.at}')")
    if lens.told:
        itself = f"{_kind(entry)} = 'DOC' AND {_of(entry, _DAY)} <= '{lens.told}'"
        opens = f"{_kind(entry)} = 'INS' AND {_of(entry, _STANDS_AT)} = 1"
        known = f"{_kind(entry)} IN ({_KNOWN_BY}) OR ({opens})"
        counts.append(f"({known} OR ({itself}) OR EXISTS ({_CITED.format(entry=entry, told=lens.told)}))")
    return f"({' AND '.join(counts)})"


def _kind(entry: str) -> str:
    return f"substr({entry}.stream, 1, instr({entry}.stream || '-', '-') - 1)"


def _of(entry: str, expression: str) -> str:
    """An expression about ``h``, about another entry."""
    return expression.replace("h.", f"{entry}.")


def _seen() -> str:
    """The records of which the beginning is seen, each as what is seen of it makes it.

    The inspection is what the beginning says as it was last corrected, so it can be asked for before the rest.
    """
    last = "(SELECT max(l.position) FROM temp.happening l WHERE l.stream = k.ref)"
    return (
        "SELECT ref, noun, number, first, last, inspection, body FROM (SELECT ref, noun, number, first, inspection, "
        f"{last} AS last, seen(ref, last, body) AS body FROM known k) WHERE body IS NOT NULL"
    )
