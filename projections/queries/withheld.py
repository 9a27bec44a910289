"""What must not leave the ledger yet: documents under embargo, and whatever hangs on them."""

import json
from collections.abc import Iterable
from datetime import datetime

from projections.queries.documents import embargoed
from projections.queries.records import record
from projections.views import GIVEN, Views

#: The entries of these records and of what belongs to these inspections, and those that name or cite them.
_HANGING = (
    "SELECT position FROM happening WHERE stream IN (SELECT value FROM json_each(:refs) UNION "
    "SELECT ref FROM record WHERE inspection IN (SELECT value FROM json_each(:refs))) "
    "UNION SELECT position FROM mention WHERE ref IN (SELECT value FROM json_each(:refs)) "
    "UNION SELECT position FROM citation WHERE document IN (SELECT value FROM json_each(:refs))"
)
#: The entries that cite nothing and say what a report finds, of the inspections of these reports: they are a report's,
#: for what is known from elsewhere cites that. Of this report's, unless one was published since, or they came before it
#: and after another.
_REPORTED = (
    "SELECT h.position FROM record report CROSS JOIN record r ON r.inspection = report.inspection "
    "AND r.noun IN ('grade', 'finding', 'improvement') CROSS JOIN happening h ON h.position = r.first{of} UNION "
    "SELECT h.position FROM record report CROSS JOIN happening h ON h.stream = report.inspection "
    "AND h.type = 'inspection.found_none'{of}"
).format(
    of=" WHERE report.ref IN (SELECT value FROM json_each(:reports)) AND h.src = '[]' AND "
    "(SELECT min(position) IS NULL OR (min(position) < report.first AND h.position > report.first) FROM change "
    "WHERE ref = report.inspection AND field = 'published_on')"
)
#: The records that these entries began, as they were first told or as they were corrected.
_BEGUN = (
    "SELECT h.stream FROM happening h JOIN record r ON r.ref = h.stream WHERE r.noun <> 'ledger' "
    "AND h.position IN (SELECT value FROM json_each(:positions)) AND (h.version = 1 OR h.position = r.first)"
)
#: What says of these entries that they were undone, and so what they said.
_UNDOING = (
    "SELECT position FROM happening WHERE fixes IN (SELECT value FROM json_each(:held)) AND type = 'record.undone'"
)


def withheld(views: Views, now: datetime) -> frozenset[str]:
    """The records and entries (``E-57``) under an embargo that has not lifted at a moment.

    What is sourced to such a document is under it, and so is what names, or belongs to, a record that is; of the
    inspection that such a report is of, also what it found and cites nothing.
    """
    refs: set[str] = set()
    ever = views.query(f"SELECT DISTINCT ref FROM change WHERE {GIVEN} AND field = 'embargo'")
    held = [each for each in (record(views, row["ref"]) for row in ever) if embargoed(each.body, now)]
    reports = [each.ref for each in held if each.body["kind"] == "report"]
    fresh = {each.ref for each in held}
    positions = {row["position"] for row in views.query(_REPORTED, {"reports": _list(reports)})}
    while fresh:
        refs |= fresh
        positions |= {row["position"] for row in views.query(_HANGING, {"refs": _list(fresh)})}
        fresh = {row["stream"] for row in views.query(_BEGUN, {"positions": _list(positions)})} - refs
    positions |= {row["position"] for row in views.query(_UNDOING, {"held": _list(positions)})}
    return frozenset(refs | {f"E-{position}" for position in positions})


def _list(values: Iterable[object]) -> str:
    return json.dumps(list(values))
