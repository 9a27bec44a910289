"""Which records and entries a pack holds: what was asked for, what hangs on it, and nothing under embargo."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ledger.vocabulary import KINDS, REFERENCE, kind_of
from projections.queries.records import COUNTS
from projections.queries.withheld import withheld
from projections.views import Views

#: The order in which a pack tells its records: what is to be put right first.
_ORDER = "AFI COC REC INS GRD FND ACT EXP MTG FOR PAP PCK DOC QUE POST PER ORG".split()
#: What a pack of an inspection, or of everything, holds; what hangs on an improvement comes with it.
_STORY = "'improvement', 'finding', 'grade'"
_HANGING = (
    "SELECT ref FROM record WHERE noun IN ('action', 'expectation', 'improvement') AND "
    "(json_extract(body, '$.under') IN (SELECT value FROM json_each(:refs)) OR "
    "json_extract(body, '$.about') IN (SELECT value FROM json_each(:refs)))"
)
#: Evidence that entries cite comes whole, other documents by name.
_EVIDENCE = (
    "SELECT DISTINCT c.document FROM citation c JOIN record r ON r.ref = c.document "
    "WHERE json_extract(r.body, '$.kind') = 'evidence' "
    "AND c.position IN (SELECT value FROM json_each(:positions))"
)
_COUNTING = f"SELECT ref FROM record WHERE {COUNTS} AND ref IN (SELECT value FROM json_each(?))"
#: The entries that say what a record is called, and those that correct them.
_NAMING = (
    "SELECT position FROM happening WHERE stream IN (SELECT value FROM json_each(:refs)) AND position <= :as_of AND "
    "(version = 1 OR type IN ('organisation.renamed', 'record.renamed') OR fixes IN "
    "(SELECT h.position FROM happening h WHERE h.stream = happening.stream AND h.version = 1)) ORDER BY position"
)
#: Kinds of record that others are told by: whoever speaks, what was asked, where it stands.
NAMED = frozenset("ORG PER POST QUE FOR MTG INS DOC".split())


class Chosen(NamedTuple):
    """The records that a pack discloses as of an entry, their entries, and how much an embargo keeps back."""

    records: tuple[str, ...]
    entries: tuple[int, ...]
    as_of: int
    #: Of these, some entries are under embargo.
    partly: frozenset[str]
    embargoed_records: int
    embargoed_entries: int
    #: How many were left out because they do not count.
    void: int


def of_inspection(views: Views, ref: str) -> list[str]:
    """An inspection and what it found, with what does not count."""
    sql = f"SELECT ref FROM record WHERE inspection = ? AND noun IN ({_STORY})"
    return [ref, *(row["ref"] for row in views.query(sql, (ref,)))]


def everything(views: Views) -> list[str]:
    """Every inspection, and what each found, with what does not count."""
    sql = f"SELECT ref FROM record WHERE noun IN ('inspection', {_STORY})"
    return [row["ref"] for row in views.query(sql)]


def choose(views: Views, refs: Iterable[str], as_of: int, now: datetime) -> Chosen:
    """What may leave of these records that count, and of what hangs on them, as they stood at an entry."""
    kept_back = withheld(views, now)
    asked = _with_hanging(views, list(refs))
    there = _entries(views, list(asked), as_of)
    begun = set(there.values())
    free = {ref for ref in begun if asked[ref] and ref not in kept_back}
    cited = _evidence(views, [each for each, stream in there.items() if stream in free])
    evidence = [ref for ref, counts in cited.items() if counts and ref not in kept_back]
    whole = _entries(views, sorted(free | set(evidence)), as_of)
    told = [position for position in whole if f"E-{position}" not in kept_back]
    void = {ref for ref in begun if not asked[ref]} | {ref for ref, counts in cited.items() if not counts}
    return Chosen(
        tuple(sorted({whole[position] for position in told}, key=_rank)),
        tuple(told),
        as_of,
        frozenset(whole[each] for each in whole.keys() - set(told)),
        embargoed_records=sum(asked[ref] for ref in begun & kept_back),
        embargoed_entries=len(whole) - len(told),
        void=len(void - kept_back),
    )


def naming(views: Views, refs: Iterable[str], as_of: int, now: datetime) -> list[int]:
    """The entries that give names to these records, and to what those name in turn, but for further people."""
    kept_back = withheld(views, now)
    found: dict[int, None] = {}
    seen: set[str] = set()
    fresh = {ref for ref in refs if kind_of(ref) in NAMED}
    while fresh := fresh - seen - kept_back:
        seen |= fresh
        rows = views.query(_NAMING, {"refs": json.dumps(sorted(fresh)), "as_of": as_of})
        told = [row["position"] for row in rows if f"E-{row['position']}" not in kept_back]
        found |= dict.fromkeys(told)
        fresh = {ref for ref in named_by(views, told) if kind_of(ref) in NAMED - {"PER"}}
    return sorted(found)


def named_by(views: Views, positions: Sequence[int]) -> set[str]:
    """Every record that some entries name: who spoke, who recorded, what they are about, where it stands."""
    sql = (
        "SELECT stream, said_by, recorded_by, src, data FROM happening "
        "WHERE position IN (SELECT value FROM json_each(?))"
    )
    found: set[str] = set()
    for row in views.query(sql, (json.dumps(positions),)):
        cited = (place.partition(":")[0] for place in json.loads(row["src"]))
        found |= {row["stream"], row["said_by"], row["recorded_by"], *cited, *_references(json.loads(row["data"]))}
    return found


def _with_hanging(views: Views, refs: list[str]) -> dict[str, bool]:
    """The records, the actions and expectations under them, and the recommendations under a cause of concern.

    Of each, whether it counts; nothing comes along with what does not.
    """
    whole: dict[str, bool] = {}
    while refs:
        fresh = _counting(views, refs)
        whole |= fresh
        rows = views.query(_HANGING, {"refs": json.dumps([ref for ref, counts in fresh.items() if counts])})
        refs = [row["ref"] for row in rows if row["ref"] not in whole]
    return whole


def _counting(views: Views, refs: Sequence[str]) -> dict[str, bool]:
    there = {row["ref"] for row in views.query(_COUNTING, (json.dumps(refs),))}
    return {ref: ref in there for ref in refs}


def _entries(views: Views, refs: Sequence[str], as_of: int) -> dict[int, str]:
    """The positions of their entries up to one, in order, each with its record."""
    sql = (
        "SELECT position, stream FROM happening WHERE stream IN (SELECT value FROM json_each(?)) "
        "AND position <= ? ORDER BY position"
    )
    return {row["position"]: row["stream"] for row in views.query(sql, (json.dumps(refs), as_of))}


def _evidence(views: Views, positions: list[int]) -> dict[str, bool]:
    """The evidence that some entries cite, and whether each counts."""
    rows = views.query(_EVIDENCE, {"positions": json.dumps(positions)})
    return _counting(views, [row["document"] for row in rows])


def _references(value: Any) -> Iterator[str]:
    match value:
        case str() if REFERENCE.fullmatch(value) and kind_of(value) in KINDS:
            yield value
        case dict() | list():
            for inner in value.values() if isinstance(value, dict) else value:
                yield from _references(inner)


def _rank(ref: str) -> tuple[int, int]:
    return _ORDER.index(kind_of(ref)), int(ref.partition("-")[2])
