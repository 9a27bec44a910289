"""A national thematic with an accelerated cause of concern, its recommendations, and the revisit that closed it."""

from commands.demo.fenshire.cast import (
    ASSISTANT,
    CHIEF,
    DEPUTY,
    DEVELOPMENT,
    FORCE,
    HMICFRS,
    HOME_OFFICE,
    INVESTIGATIONS,
    LIAISON,
    NATIONAL,
    ROWAN,
    TAMSIN,
    TAMSIN_AGAIN,
    THE_COMMISSIONER,
)
from commands.demo.fenshire.facts import closed, document, due, expected, found, none, noted, opened, owned, raised
from commands.demo.fenshire.script import fact, typed

THEMATIC, REVISIT = "INS-3", "INS-5"
LETTER, PUBLISHED, REVISITED = "2025-02-12", "2025-04-10", "2025-09-18"

_CONCERN = (
    typed(
        "2025-02-12 17:05",
        TAMSIN,
        opened(THEMATIC, "Fit to disclose: how twelve forces disclose in volume crime", "thematic", "other", 2025,
               "ungraded", fieldwork=("2025-01", "2025-02"), on="2024-12"),
        document("DOC-10", "letter", "An accelerated cause of concern", to=(CHIEF,), copied=(THE_COMMISSIONER,),
                 inspection=THEMATIC),
        raised("COC-1", THEMATIC, None, "Files go to court without what the defence has a right to see.",
               accelerated=1, src=("DOC-10",)),
        on=LETTER, said_by=HMICFRS,
    ),
    typed("2025-02-13 08:30", ROWAN,
          owned("COC-1", INVESTIGATIONS, CHIEF), due("COC-1", "immediate", "inspectorate", said_by=HMICFRS),
          on="2025-02-13", said_by=CHIEF),
    typed("2025-02-28 10:00", TAMSIN, noted("COC-1", "A sergeant reads each file before it is sent."),
          on="2025-02-27", said_by=INVESTIGATIONS),
    typed(
        "2025-04-10 09:00",
        TAMSIN,
        document("DOC-12", "report", "Fit to disclose", inspection=THEMATIC, marking="none_stated",
                 address="https://inspectorate.example/fit-to-disclose"),
        fact("inspection.published", THEMATIC),
        raised("REC-1", THEMATIC, None, "Give each new file officer a mentor.", under="COC-1", scope="force",
               condition="If more than 200 files wait at the end of June"),
        raised("REC-2", THEMATIC, None, "Agree one disclosure checklist for all forces.", under="COC-1",
               scope="national"),
        raised("REC-3", THEMATIC, None, "Bring all disclosure officers into one unit.", scope="force"),
        found("FND-12", THEMATIC, None, "weakness", "Nobody could say how many files wait.", hedge="on the day"),
        none(THEMATIC, "AFI"),
        fact("context.stated", inspection=THEMATIC, text="Nine of the twelve forces were asked for the same."),
        expected("EXP-5", "Inspectors come back to look at the cause of concern.", "2025-08", "2025-10",
                 about="COC-1"),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-12",),
    ),
)  # fmt: skip

_ANSWERS = (
    typed("2025-04-24 14:50", ROWAN,
          owned("REC-1", INVESTIGATIONS, ASSISTANT), due("REC-1", "2025-07"),
          owned("REC-3", DEVELOPMENT, DEPUTY),
          fact("improvement.passed_on", "REC-2", to=NATIONAL, text="One force cannot agree it for all."),
          on="2025-04-24", said_by=CHIEF),
    typed("2025-05-15 11:30", TAMSIN,
          fact("improvement.declined", "REC-3", text="Victims would wait longer: the county is two hours across."),
          on="2025-05-14", said_by=CHIEF),
    typed(
        "2025-05-30 16:00",
        TAMSIN_AGAIN,
        document("DOC-15", "response", "Comments on Fit to disclose", inspection=THEMATIC),
        fact("inspection.responded", THEMATIC, step="commented", force=FORCE, document="DOC-15"),
        fact("inspection.responded", THEMATIC, step="published", force=FORCE, document="DOC-15"),
        fact("inspection.responded", THEMATIC, step="sent", force=FORCE, to=(HMICFRS, HOME_OFFICE)),
        fact("improvement.answered", "COC-1", answer="action_taken", text="Each file is read by a sergeant."),
        fact("improvement.answered", "REC-1", answer="action_proposed", text="Mentors are to be named by July."),
        fact("improvement.answered", "REC-3", answer="no_action", text="I share the Chief Constable's reasons."),
        on="2025-05-30", said_by=THE_COMMISSIONER,
    ),
)  # fmt: skip

_REVISITED = (
    typed("2025-07-30 10:45", TAMSIN_AGAIN,
          fact("improvement.claimed", "COC-1", evidence="No file of 120 went out incomplete in June or July."),
          fact("improvement.claimed", "REC-1", evidence="Mentors are named for all eleven."),
          on="2025-07-29", said_by=INVESTIGATIONS),
    typed("2025-08-04 09:30", TAMSIN_AGAIN, fact("improvement.submitted", "COC-1"),
          fact("improvement.submitted", "REC-1"), said_by=LIAISON),
    typed("2025-08-08 11:00", TAMSIN_AGAIN,
          opened(REVISIT, "Revisit: disclosure in Fenshire", "revisit", "other", 2025, "ungraded"),
          on="2025-08-08", said_by=HMICFRS),
    typed(
        "2025-09-18 15:10",
        TAMSIN_AGAIN,
        document("DOC-19", "letter", "What the revisit found", to=(CHIEF,), inspection=REVISIT),
        fact("inspection.published", REVISIT),
        found("FND-15", REVISIT, None, "strength", "Files are read, and sent back where they fall short."),
        closed("COC-1", "inspectorate", "fieldwork", "resolved"),
        fact("improvement.returned", "REC-1", returned_by="inspectorate", text="Four mentors have had no training."),
        none(REVISIT, "COC"),
        fact("expectation.met", "EXP-5", text="In August."),
        on=REVISITED, said_by=HMICFRS, src=("DOC-19",),
    ),
)  # fmt: skip

THEMATIC_YEAR = (*_CONCERN, *_ANSWERS, *_REVISITED)
