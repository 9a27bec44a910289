"""PEEL 2025–2027, made up as to its questions: an embargoed copy lies in the safe, and publication day is to come."""

from commands.demo.fenshire.cast import CHIEF, DEPUTY, HMICFRS, INSPECTOR, LIAISON, TAMSIN_AGAIN, THE_COMMISSIONER
from commands.demo.fenshire.facts import document, embargoed, expected, opened, stage
from commands.demo.fenshire.script import fact, typed

PEEL = "INS-6"

_QUESTIONS = (
    ("QUE-19", "neighbourhood", "Policing neighbourhoods"),
    ("QUE-20", "contact", "Being there when the public calls"),
    ("QUE-21", "crime", "Solving crime"),
    ("QUE-22", "safeguarding", "Keeping vulnerable people safe"),
    ("QUE-23", "suspects", "Managing suspects"),
    ("QUE-24", "people", "Looking after those who serve"),
)

AHEAD = (
    typed(
        "2025-08-14 10:10",
        TAMSIN_AGAIN,
        *(
            fact("question.added", ref, key=key, name=name, pillar="none", framework="peel_2025_2027")
            for ref, key, name in _QUESTIONS
        ),
        opened(PEEL, "PEEL 2025–2027", "peel", "peel_2025_2027", 2025, "five_tier",
               fieldwork=("2025-06-16", "2025-07-04"), on="2025-05-01"),
        fact("inspection.asked", PEEL, questions=tuple(ref for ref, *_ in _QUESTIONS), on="2025-05-01"),
        said_by=HMICFRS,
    ),
    typed(
        "2025-09-08 13:30",
        TAMSIN_AGAIN,
        document("DOC-18", "report", "PEEL 2025–2027: draft for accuracy checks", marking="official_sensitive",
                 to=(CHIEF,), inspection=PEEL),
        embargoed("DOC-18", None),
        stage(PEEL, "draft_received", document="DOC-18"),
        on="2025-09-08", said_by=HMICFRS,
    ),
    typed("2025-09-22 16:40", TAMSIN_AGAIN, stage(PEEL, "challenge_sent", text="Four points, all of them small."),
          on="2025-09-22", said_by=DEPUTY),
    typed("2025-10-06 10:15", TAMSIN_AGAIN, stage(PEEL, "challenge_answered", text="All four were taken."),
          on="2025-10-06", said_by=INSPECTOR),
    typed(
        "2025-10-20 09:25",
        TAMSIN_AGAIN,
        document("DOC-20", "report", "PEEL 2025–2027: Fenshire Constabulary", marking="none_stated",
                 to=(CHIEF, THE_COMMISSIONER), copied=(LIAISON,), inspection=PEEL),
        embargoed("DOC-20", "2025-11-06T00:01"),
        stage(PEEL, "embargoed_copy_received", document="DOC-20"),
        expected("EXP-8", "The report is published.", "2025-11-06", about=PEEL),
        on="2025-10-20", said_by=HMICFRS,
    ),
)  # fmt: skip
