"""What became of the seven areas for improvement of 2024: dates that slipped, ends, and one that did not last."""

from commands.demo.fenshire.cast import (
    ASSISTANT,
    ASSURANCE,
    CHIEF,
    CONTACT,
    DEPUTY,
    DEVELOPMENT,
    HMICFRS,
    INVESTIGATIONS,
    LIAISON,
    PROTECTION,
    ROWAN,
    TAMSIN,
    TAMSIN_AGAIN,
    THE_COMMISSIONER,
)
from commands.demo.fenshire.facts import closed, document, due, noted
from commands.demo.fenshire.script import fact, kept, typed

#: Supervision: three new dates, each approved by another; and a new holder of the post that owns it.
_SUPERVISION = (
    typed("2025-01-13 16:05", TAMSIN, noted("AFI-3", "The plan is written; the crime desk tries it first."),
          said_by=INVESTIGATIONS, on="2025-01-13"),
    typed("2025-02-18 10:25", TAMSIN,
          noted("AFI-3", "Of fifty files 34 have a plan.", said_by="PER-5", why="Said in the corridor; no paper."),
          on="2025-02-17"),
    typed("2025-05-28 09:50", ROWAN,
          due("AFI-3", "2025-08-31", approver=DEPUTY, why="Training cannot begin before the case system does."),
          on="2025-05-27", said_by=ASSISTANT),
    typed("2025-06-17 11:40", TAMSIN_AGAIN,
          fact("expectation.met", "EXP-4", text="Live since Monday, with two faults."), said_by=INVESTIGATIONS,
          on="2025-06-16"),
    typed("2025-08-27 14:20", TAMSIN_AGAIN,
          due("AFI-3", "2025-12-31", approver=THE_COMMISSIONER, why="Nine sergeants are still to be trained."),
          noted("AFI-3", "Of fifty files 43 have a plan, and 38 a review."), on="2025-08-26", said_by=INVESTIGATIONS),
    typed("2025-10-13 09:35", TAMSIN_AGAIN,
          noted("AFI-3", "All but two sergeants are trained."), on="2025-10-10", said_by=INVESTIGATIONS),
)  # fmt: skip

#: Calls: reported complete, returned by a forum, reported again, assured, submitted, and closed by letter.
_CALLS = (
    typed("2025-02-21 12:10", TAMSIN,
          document("DOC-11", "evidence", "101 calls in January"),
          kept("DOC-11", "calls-2025-01.csv", "month,calls,abandoned\n2025-01,9120,760\n"),
          fact("improvement.claimed", "AFI-4", evidence="One caller in twelve gave up in January.", src=("DOC-11",)),
          on="2025-02-20", said_by=CONTACT),
    typed("2025-05-14 10:35", TAMSIN,
          document("DOC-14", "evidence", "101 calls by week, March to May"),
          kept("DOC-14", "calls-by-week.csv", "week,calls,abandoned\n10,2104,118\n14,2077,96\n19,2190,101\n"),
          fact("improvement.claimed", "AFI-4", evidence="Under six in a hundred, for ten weeks.", src=("DOC-14",)),
          on="2025-05-13", said_by=CONTACT),
    typed("2025-05-21 09:15", ROWAN,
          fact("improvement.assured", "AFI-4", text="Counted again from the raw log of three weeks."),
          fact("record.involved", "AFI-4", who=ASSURANCE, role="assurer"),
          on="2025-05-20", said_by=ASSURANCE),
    typed("2025-05-29 15:00", ROWAN, fact("improvement.submitted", "AFI-4", text="With both evidence files."),
          on="2025-05-28", said_by=LIAISON),
    typed("2025-06-27 10:05", ROWAN,
          document("DOC-16", "letter", "Closure of one area for improvement", to=(CHIEF,), inspection="INS-2"),
          closed("AFI-4", "inspectorate", "letter", "complete, to be looked at again in the next assessment",
                 src=("DOC-16",)),
          on="2025-06-26", said_by=HMICFRS),
    typed("2025-08-20 16:15", TAMSIN_AGAIN, noted("AFI-4", "A storm: one in nine gave up that week."),
          on="2025-08-18", said_by=CONTACT),
)  # fmt: skip

#: The other five: one submitted, one withdrawn, one without a date, one closed by the force and reopened.
_OTHERS = (
    typed("2024-12-20 11:20", ROWAN, noted("AFI-5", "The question is asked in each call since Monday."),
          on="2024-12-16", said_by=PROTECTION),
    typed("2025-03-05 09:10", TAMSIN, noted("AFI-6", "Two visits in three are on time."), on="2025-03-03",
          said_by=PROTECTION),
    typed("2025-04-16 13:25", TAMSIN,
          fact("improvement.claimed", "AFI-5", evidence="Asked in 197 of 200 calls sampled."),
          on="2025-04-15", said_by=PROTECTION),
    typed("2025-04-17 10:40", TAMSIN,
          fact("improvement.withdrawn", "AFI-7", text="It rested on records of another force."),
          on="2025-04-16", said_by=HMICFRS),
    typed("2025-05-07 09:05", TAMSIN, fact("improvement.assured", "AFI-5", text="Fifty calls were listened to."),
          on="2025-05-06", said_by="PER-9"),
    typed("2025-05-09 15:45", TAMSIN,
          document("DOC-13", "evidence", "Evaluations of problem-solving"),
          fact("improvement.claimed", "AFI-9", evidence="Eight evaluations, shared at the village teams' day.",
               src=("DOC-13",)),
          on="2025-05-09", said_by=DEVELOPMENT),
    typed("2025-06-03 10:55", TAMSIN_AGAIN, fact("improvement.submitted", "AFI-5"), on="2025-06-02", said_by=LIAISON),
    typed("2025-06-05 09:40", ROWAN, closed("AFI-9", "force", "meeting", "done, and part of every plan"),
          on="2025-06-04", said_by=DEPUTY),
    typed("2025-09-12 10:20", TAMSIN_AGAIN,
          fact("improvement.reopened", "AFI-9", text="The audit sample found four of ten without an evaluation."),
          due("AFI-9", "2026-01-31", approver="MTG-20"),
          on="2025-09-11", said_by=DEPUTY),
)  # fmt: skip

LIVES = (*_SUPERVISION, *_CALLS, *_OTHERS)
