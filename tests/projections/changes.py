"""What the first event of each type in the story changes: the record, and exactly these fields of it."""

from typing import Any

from projections.folds.base import GONE
from tests.making import ORIGIN
from tests.projections.believed import MADE_OF_IT
from tests.projections.later import COPY

DAY = {"kind": "day", "day": "2018-06-30"}
DECEMBER = {"kind": "day", "day": "2018-12"}
NOTE = {"by": "POST-1", "on": "2018-06", "text": "Dip sample at 92%"}
NOVEMBER = {"from": "2018-11-01", "to": "2018-11-30", "words": "early November"}
SPRING = {"from": "2019-03", "to": "2019-05"}
FLAG = {"text": "Which month?", "entry": 40, "on": "2018-10"}

Change = tuple[str, dict[str, Any]]

#: Who and what, inspections, and what was found.
_FOUND: dict[str, Change] = {
    "ledger.opened": (
        "LEDGER",
        {
            "origin": ORIGIN, "fictitious": 1,
            "follows": {"origin": "fenshire-lost.ffeeddccbbaa9988", "size": 40, "root": "ab" * 32},
        },
    ),
    "ledger.clock_accepted": ("LEDGER", {"clock_accepted": "2026-01-01T13:00:01.000000Z"}),
    "organisation.added": ("ORG-1", {"kind": "inspectorate", "name": "HMICFRS", "names": [{"name": "HMICFRS"}]}),
    "organisation.renamed": (
        "ORG-1",
        {"name": "HMICFRS today", "names": [{"name": "HMICFRS"}, {"name": "HMICFRS today", "from": "2017-07"}]},
    ),
    "person.added": ("PER-1", {"name": "Ann Keeper", "organisation": "ORG-2"}),
    "post.created": ("POST-1", {"title": "Deputy Chief Constable", "organisation": "ORG-2"}),
    "post.held": ("POST-1", {"holders": [{"holder": "PER-1", "from": "2018-01"}]}),
    "post.vacated": (
        "POST-2",
        {"holders": [{"holder": "PER-2", "from": "2017-02"}, {"holder": None, "from": "2018-06-01"}]},
    ),
    "document.added": (
        "DOC-1",
        {
            "kind": "board_paper", "title": "An update", "marking": "none_stated", "author": "POST-1", "to": ["ORG-3"],
            "copied": ["PER-1"], "address": "https://example.org/paper", "dated": "2018-03-29",
        },
    ),
    "question.added": (
        "QUE-1",
        {
            "key": "investigating", "name": "Investigating crime", "pillar": "effectiveness",
            "framework": "peel_2015_2017",
        },
    ),
    "question.aliased": ("QUE-3", {"aliases": ["freeing time"]}),
    "inspection.opened": (
        "INS-1",
        {
            "title": "PEEL: Effectiveness 2017", "programme": "peel", "framework": "peel_2015_2017", "cycle": 2017,
            "scale": "four_tier", "inspectorate": "ORG-1", "forces": ["ORG-2"],
        },
    ),
    "inspection.aliased": ("INS-2", {"aliases": ["Making best use of police time"]}),
    "inspection.asked": ("INS-1", {"questions": ["QUE-1", "QUE-2"]}),
    "inspection.published": ("INS-1", {"published_on": "2018-03-22"}),
    "inspection.noted": (
        "INS-1",
        {"note": {"by": "PER-1", "on": "2018-03-29", "text": "Most have been addressed."}, "notes": 1},
    ),
    "inspection.found_none": ("INS-1", {"found_none": [{"kind": "cause_of_concern", "force": "ORG-2"}]}),
    "inspection.nil_voided": ("INS-2", {"found_none": GONE}),
    "grade.recorded": (
        "GRD-1",
        {
            "inspection": "INS-1", "force": "ORG-2", "question": "QUE-1", "outcome": "good", "scale": "four_tier",
            "year": 2016, "basis": "carried_forward",
        },
    ),
    "finding.recorded": (
        "FND-1",
        {
            "inspection": "INS-1", "force": "ORG-2", "text": "Crimes are\nnot always investigated.", "sense": "mixed",
            "voice": "inspectorate",
        },
    ),
    "finding.part_added": (
        "FND-1",
        {
            "parts": [
                {"text": "It had seen this.", "sense": "weakness", "voice": "force", "hedge": "in general"},
            ]
        },
    ),
}  # fmt: skip

#: The life of an improvement, and all that goes with it.
_LIFE: dict[str, Change] = {
    "improvement.raised": (
        "AFI-1",
        {
            "kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "question": "QUE-2",
            "text": "The force should attend prompt calls.", "number": "No. 3", "raised_on": "2018-03-22",
            "status": "raised",
        },
    ),
    "improvement.assigned": ("AFI-1", {"owner": "POST-1", "status": "owned"}),
    "improvement.due_set": ("AFI-1", {"due": DAY | {"set_by": "inspectorate", "first": DAY, "revisions": 0}}),
    "improvement.noted": ("AFI-1", {"note": NOTE, "notes": 1, "status": "in_progress"}),
    "improvement.claimed": (
        "AFI-1",
        {"claim": {"on": "2018-10-01", "by": "POST-1", "evidence": "An audit"}, "status": "reported_complete"},
    ),
    "improvement.closed": (
        "AFI-1",
        {
            "closure": {"on": "2019-02", "closed_by": "inspectorate", "means": "letter", "level": "fully"},
            "status": "closed",
        },
    ),
    "improvement.part_added": ("COC-1", {"parts": [{"text": "Most of all at night.", "number": "a"}]}),
    "improvement.answered": (
        "COC-1",
        {"answer": {"on": "2018-10-01", "by": "ORG-3", "answer": "action_proposed", "text": "More officers."}},
    ),
    "improvement.returned": (
        "COC-1",
        {
            "return": {
                "on": "2018-11-08", "by": "PER-1", "returned_by": "forum", "meeting": "MTG-1",
                "text": "Rotas show nothing.",
            },
            "returns": 1, "status": "in_progress", "claim": GONE,
        },
    ),
    "improvement.assured": (
        "COC-1",
        {"assurance": {"on": "2018-12-10", "by": "PER-1", "text": "Seen."}, "status": "assured"},
    ),
    "improvement.submitted": (
        "COC-1",
        {"submission": {"on": "2018-12-20", "text": "By letter."}, "status": "submitted"},
    ),
    "improvement.reopened": (
        "COC-1",
        {
            "reopening": {"on": "2019-03", "text": "It came back."}, "reopenings": 1, "status": "in_progress",
            "claim": GONE, "assurance": GONE, "submission": GONE, "closure": GONE,
        },
    ),
    "improvement.superseded": (
        "REC-1",
        {
            "end": {"on": "2018-12", "how": "superseded", "text": "The same again.", "by": "COC-1"},
            "status": "superseded",
        },
    ),
    "improvement.withdrawn": (
        "REC-2",
        {"end": {"on": "2018-12", "how": "withdrawn", "text": "No longer asked."}, "status": "withdrawn"},
    ),
    "improvement.declined": (
        "REC-3",
        {"end": {"on": "2018-12", "how": "declined", "text": "It costs too much."}, "status": "declined"},
    ),
    "improvement.passed_on": (
        "REC-4",
        {
            "end": {"on": "2018-12", "how": "passed_on", "text": "It commissions them.", "by": "ORG-3"},
            "status": "not_ours",
        },
    ),
    "document.kept": ("DOC-1", {"files": [{"name": "update.pdf", "size": 29, "file": COPY.decode()}]}),
    "document.embargoed": (
        "DOC-1",
        {
            "embargo": {"until": "2018-03-20T00:01:00.000000Z"},
            "embargoes": [{"until": "2018-03-20T00:01:00.000000Z", "on": "2018-03-01"}],
        },
    ),
    "document.released": ("DOC-1", {"released_on": "2018-03-21", "embargo": GONE}),
    "document.asked": ("DOC-1", {"asks": [{"text": "To note the report.", "of": "FOR-1"}]}),
    "inspection.stage_reached": (
        "INS-1",
        {"stages": [{"stage": "challenge_sent", "on": "2018-02", "document": "DOC-1", "text": "Two figures."}]},
    ),
    "inspection.responded": (
        "INS-1",
        {
            "responses": [
                {"step": "sent", "force": "ORG-2", "on": "2018-05-16", "to": ["ORG-1", "ORG-3"], "document": "DOC-1"}
            ]
        },
    ),
    "finding.disputed": ("FND-1", {"dispute": {"on": "2018-03-23", "text": "It was looked into."}}),
    "finding.settled": (
        "FND-1",
        {"settlement": {"on": "2018-04", "settlement": "stands", "text": "It was not."}},
    ),
    "action.added": (
        "ACT-1",
        {
            "text": "Audit it.", "under": "AFI-2", "meeting": "MTG-1", "owner": "PER-1", "due": DECEMBER,
            "due_first": DECEMBER, "due_revisions": 0, "added_on": "2018-11-08", "status": "open",
        },
    ),
    "action.assigned": ("ACT-1", {"owner": "POST-2"}),
    "action.due_set": (
        "ACT-1",
        {"due": {"kind": "day", "day": "2019-01", "approver": "FOR-1"}, "due_revisions": 1},
    ),
    "action.done": ("ACT-1", {"status": "done", "done_on": "2019-01-15", "outcome": "Audited."}),
    "action.dropped": ("ACT-2", {"status": "dropped", "outcome": "They asked us."}),
    "expectation.added": (
        "EXP-1",
        {"text": "The group meets.", "about": "FOR-1", "expected": NOVEMBER, "first": NOVEMBER, "status": "open"},
    ),
    "expectation.moved": ("EXP-2", {"expected": SPRING, "first": SPRING, "moves": 1}),
    "expectation.met": ("EXP-1", {"status": "met", "ended_on": "2018-11-08", "outcome": "It met."}),
    "expectation.lapsed": ("EXP-2", {"status": "lapsed", "ended_on": "2019-06", "outcome": "Not now."}),
    "forum.added": (
        "FOR-1",
        {
            "name": "Organisational Improvement Group", "organisation": "ORG-2", "chair": "POST-1",
            "chairs": [{"chair": "POST-1"}], "cadence": {"every": 6, "unit": "weeks"}, "purpose": "To see it done.",
            "status": "sitting",
        },
    ),
    "forum.chaired": (
        "FOR-1",
        {"chair": "POST-2", "chairs": [{"chair": "POST-1"}, {"chair": "POST-2", "from": "2018-06"}]},
    ),
    "forum.cadence_set": ("FOR-1", {"cadence": {"every": 1, "unit": "months"}}),
    "forum.ended": ("FOR-2", {"status": "ended", "ended_on": "2019"}),
    "meeting.held": (
        "MTG-1",
        {"forum": "FOR-1", "held_on": "2018-11-08", "attended": ["POST-1", "PER-1"], "expected": "EXP-1"},
    ),
    "meeting.tabled": ("MTG-1", {"tabled": ["DOC-1", "PAP-1"]}),
    "meeting.considered": ("MTG-1", {"considered": [{"records": ["AFI-1", "AFI-3"], "text": "Slow."}]}),
    "meeting.decided": ("MTG-1", {"decisions": [{"text": "Go on.", "about": ["AFI-2"]}]}),
    "paper.issued": (
        "PAP-1",
        {
            "title": "Progress", "digest": "0f" * 32, "name": "progress.pdf", "size": 12345, "file": COPY.decode(),
            "forum": "FOR-1", "meeting": "MTG-1", "to": ["POST-1"], "marking": "official_sensitive",
            "issued_on": "2018-11-01",
        },
    ),
    "paper.begun": (
        "PAP-2",
        {
            "kind": "board", "dated": "2018-12-06", "forum": "FOR-1", "inspection": "INS-1", "records": ["AFI-1"],
            "title": "Progress to December", "sender": "POST-1", "marking": "official",
        },
    ),
    "paper.written": (
        "PAP-2",
        {"purpose": {"text": "To tell of December.", "by": "PER-1", "on": "2018-11-09"}},
    ),
    "record.noted": (
        "FOR-1",
        {"note": {"by": "PER-1", "on": "2018-08", "text": "Minutes are late."}, "notes": 1},
    ),
    "record.renamed": (
        "FOR-1",
        {
            "name": "Improvement Board",
            "names": [{"name": "Organisational Improvement Group"}, {"name": "Improvement Board", "from": "2019"}],
        },
    ),
    "record.aliased": ("FOR-1", {"aliases": ["OIG"]}),
    "record.involved": ("FOR-1", {"involved": [{"who": "ORG-3", "role": "oversight"}]}),
    "record.numbered": ("REC-1", {"numbers": [{"number": "R 12", "by": "ORG-1"}]}),
    "record.linked": ("COC-1", {"links": [{"relation": "recurrence_of", "to": "AFI-2"}]}),
    "record.flagged": ("COC-1", {"flags": [FLAG]}),
    "record.unflagged": ("COC-1", {"flags": [FLAG | {"settled": "September."}]}),
    "record.accepted": (
        "GRD-1",
        {
            "accepted": [
                {
                    "check": "carried_without_origin", "text": "Nobody has the old report.", "entry": 40,
                    "on": "2019-06", "by": "POST-1",
                }
            ]
        },
    ),
    "record.undone": ("REC-1", {"numbers": [{"number": "R 12", "by": "ORG-1"}]}),
    "record.voided": ("ACT-2", {"void": {"reason": "duplicate", "of": "ACT-1", "on": "2019"}}),
    "record.disclosed": (
        "PAP-1",
        {"disclosures": [{"recipient": "A journalist", "text": "On request", "on": "2019"}]},
    ),
    "definition.stated": (
        "LEDGER",
        {
            "definitions": [
                {"term": "area for improvement", "text": "What fell short.", "of": "ORG-1", "on": "2018-03-22"}
            ]
        },
    ),
    "context.stated": (
        "LEDGER",
        {"context": [{"text": "Most forces fell short.", "inspection": "INS-1", "on": "2018-03-22"}]},
    ),
    "setting.chosen": ("LEDGER", {"settings": {"due_soon_days": {"days": 30}}}),
    "setting.colours_set": (
        "LEDGER",
        {
            "colours": {
                "lines": [{"when": "overdue", "over": 30, "colour": "red"}, {"when": "no_due_date", "colour": "amber"}],
                "otherwise": "green",
            }
        },
    ),
}  # fmt: skip

#: All but those of a key, which is a field of its own, called by its fingerprint.
FIRST = _FOUND | _LIFE | MADE_OF_IT
