"""PEEL 2023–2025, on the five-tier scale: from the draft to its publication, what it found, and the answer to it."""

from commands.demo.fenshire.cast import (
    ASSISTANT,
    CHIEF,
    COMMISSIONER,
    CONTACT,
    DEPUTY,
    DEVELOPMENT,
    FORCE,
    HMICFRS,
    HOME_OFFICE,
    INSPECTOR,
    INVESTIGATIONS,
    LIAISON,
    PROTECTION,
    ROWAN,
    TAMSIN,
    THE_COMMISSIONER,
)
from commands.demo.fenshire.facts import (
    document,
    due,
    embargoed,
    expected,
    found,
    graded,
    linked,
    none,
    noted,
    opened,
    owned,
    part,
    raised,
    stage,
)
from commands.demo.fenshire.script import entry_of, fact, typed

PEEL = "INS-2"
PUBLISHED = "2024-11-21"
_POWERS, _PREVENTING, _RESPONDING, _INVESTIGATING, _VULNERABLE, _OFFENDERS, _WORKFORCE, _LEADERSHIP = (
    f"QUE-{number}" for number in range(11, 19)
)
_NOW = {"year": 2024}

#: The report's life until it was published.
_COMING = (
    typed(
        "2024-09-10 09:30",
        ROWAN,
        opened(
            PEEL, "PEEL 2023–2025", "peel", "peel_2023_2025", 2024, "five_tier", fieldwork=("2024-05", "2024-06"),
            on="2024-03-04", said_by=HMICFRS, mark="opened",
        ),
        fact("inspection.asked", PEEL, questions=tuple(f"QUE-{number}" for number in range(11, 19)), on="2024-03-04"),
        fact("inspection.aliased", PEEL, alias="PEEL 3"),
        fact("question.aliased", _RESPONDING, alias="How good is the force at answering the public?"),
        fact("record.involved", PEEL, who=INSPECTOR, role="inspector"),
        fact("record.involved", PEEL, who=LIAISON, role="contact"),
        expected("EXP-1", "The draft report reaches the force.", "2024-09", about=PEEL, said_by=INSPECTOR),
    ),
    typed(
        "2024-09-23 14:20",
        ROWAN,
        document("DOC-3", "report", "PEEL 2023–2025: draft for accuracy checks", marking="official_sensitive",
                 to=(CHIEF,), copied=(LIAISON,), inspection=PEEL),
        embargoed("DOC-3", None),
        stage(PEEL, "draft_received", document="DOC-3"),
        fact("expectation.met", "EXP-1", text="It came by secure mail."),
        on="2024-09-23", said_by=HMICFRS,
    ),
    typed(
        "2024-10-07 16:45",
        ROWAN,
        document("DOC-4", "email", "Accuracy response: eleven points", to=(INSPECTOR,), inspection=PEEL),
        stage(PEEL, "challenge_sent", document="DOC-4", text="Eleven points; two touch a judgement."),
        on="2024-10-07", said_by=DEPUTY,
    ),
    typed(
        "2024-10-22 09:15",
        ROWAN,
        document("DOC-5", "letter", "Answer to the accuracy response", to=(CHIEF,), inspection=PEEL),
        stage(PEEL, "challenge_answered", document="DOC-5", text="Nine points taken; both judgements stand."),
        on="2024-10-21", said_by=HMICFRS,
    ),
    typed(
        "2024-11-04 11:00",
        ROWAN,
        document("DOC-6", "report", "PEEL 2023–2025: Fenshire Constabulary", marking="none_stated",
                 to=(CHIEF, THE_COMMISSIONER), copied=(LIAISON,), inspection=PEEL),
        embargoed("DOC-6", "2024-11-14T00:01"),
        stage(PEEL, "embargoed_copy_received", document="DOC-6"),
        expected("EXP-2", "The report is published.", "2024-11-14", about=PEEL),
        on="2024-11-04", said_by=HMICFRS,
    ),
    typed(
        "2024-11-11 15:35",
        ROWAN,
        embargoed("DOC-6", PUBLISHED + "T00:01", why="The national summary was not ready."),
        fact("expectation.moved", "EXP-2", expected={"from": PUBLISHED, "to": PUBLISHED}),
        on="2024-11-11", said_by=INSPECTOR,
    ),
)  # fmt: skip

#: The day itself, and the days after.
_PUBLISHED = (
    typed(
        PUBLISHED + " 08:10",
        ROWAN,
        fact("inspection.published", PEEL),
        fact("document.released", "DOC-3"),
        fact("expectation.met", "EXP-2"),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-6",),
    ),
    typed(
        PUBLISHED + " 08:25",
        ROWAN,
        graded("GRD-8", PEEL, _POWERS, "adequate", **_NOW),
        graded("GRD-9", PEEL, _PREVENTING, "good", **_NOW),
        graded("GRD-10", PEEL, _RESPONDING, "requires_improvement", **_NOW),
        graded("GRD-11", PEEL, _INVESTIGATING, "requires_improvement", **_NOW),
        graded("GRD-12", PEEL, _VULNERABLE, "good", **_NOW, mark="vulnerable"),
        graded("GRD-13", PEEL, _OFFENDERS, "not_graded", **_NOW),
        graded("GRD-14", PEEL, _WORKFORCE, "narrative_only", **_NOW),
        graded("GRD-15", PEEL, _LEADERSHIP, "good", **_NOW),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-6:p3",),
    ),
    typed(
        PUBLISHED + " 08:50",
        ROWAN,
        raised("AFI-3", PEEL, _INVESTIGATING, "Supervise investigations, so that each has a plan and moves on.",
               number="FEN/24/1"),
        fact("improvement.part_added", "AFI-3", text="Agree a plan with the victim within two days.", number="a"),
        fact("improvement.part_added", "AFI-3", text="Review it with a sergeant each fortnight.", number="b"),
        raised("AFI-4", PEEL, _RESPONDING, "Answer 101 calls before so many callers give up."),
        raised("AFI-5", PEEL, _VULNERABLE, "Assess the risk in each domestic abuse call at first contact."),
        raised("AFI-6", PEEL, _OFFENDERS, "Visit the people on the sex offenders' register when it is due."),
        raised("AFI-7", PEEL, _POWERS, "Record the grounds of each stop and search so that they can be checked."),
        raised("AFI-8", PEEL, _WORKFORCE, "Find out why new officers leave, and act on it."),
        raised("AFI-9", PEEL, _PREVENTING, "Evaluate problem-solving, and share what worked."),
        none(PEEL, "COC"),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-6:p5",),
    ),
    typed(
        PUBLISHED + " 09:30",
        ROWAN,
        due("AFI-5", "immediate", "inspectorate"),
        due("AFI-9", 6, "inspectorate"),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-6:p5",),
    ),
    typed(
        "2024-11-25 10:00",
        ROWAN,
        *(owned(ref, INVESTIGATIONS, ASSISTANT) for ref in ("AFI-3", "AFI-7")),
        owned("AFI-4", CONTACT, DEPUTY),
        *(owned(ref, PROTECTION, ASSISTANT) for ref in ("AFI-5", "AFI-6")),
        *(owned(ref, DEVELOPMENT, DEPUTY) for ref in ("AFI-8", "AFI-9")),
        due("AFI-3", "2025-03-31"),
        due("AFI-4", "2025-04-30"),
        due("AFI-6", "2025-06-30"),
        due("AFI-7", "2025-03-31"),
        due("AFI-8", None, why="Exit interviews come first; a date now would be a guess."),
        on="2024-11-25", said_by=DEPUTY,
    ),
    typed(
        "2024-11-26 15:20",
        ROWAN,
        *(
            fact("record.numbered", f"AFI-{number}", number=f"PEEL-3-FEN-{number - 2:02}", by=HMICFRS)
            for number in range(3, 10)
        ),
        said_by=INSPECTOR,
    ),
)  # fmt: skip

#: What the report said besides, and what was made of it.
_FOUND = (
    typed(
        "2024-11-27 10:15",
        ROWAN,
        found("FND-3", PEEL, _INVESTIGATING, "weakness", "A third of the crimes that were looked at had no plan."),
        part("FND-3", "strength", "Those of the crime desk almost always had one.", hedge="in the sample"),
        part("FND-3", "mixed", "The force puts it down to a wave of new sergeants.",
             voice="inspectorate_reporting_force"),
        found("FND-4", PEEL, _RESPONDING, "weakness", "One caller to 101 in five gives up.", hedge="on weekdays"),
        found("FND-5", PEEL, _PREVENTING, "strength", "Village teams know their places, and settle what recurs there."),
        found("FND-6", PEEL, _PREVENTING, "strength", "A van with a nurse goes to calls about mental health.",
              practice="innovative"),
        found("FND-7", PEEL, _WORKFORCE, "strength", "Sergeants learn from each other's files in a monthly hour.",
              practice="promising"),
        found("FND-8", PEEL, _OFFENDERS, "neutral", "Offenders are managed by one team for the whole county."),
        found("FND-9", PEEL, _VULNERABLE, "mixed", "The force holds that every victim is asked about children.",
              voice="inspectorate_reporting_force"),
        found("FND-10", PEEL, _LEADERSHIP, "strength", "We had found most of this ourselves, and said so.",
              voice="force", said_by=CHIEF),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-6",),
    ),
    typed(
        "2024-11-28 09:10",
        ROWAN,
        found("FND-11", PEEL, _RESPONDING, "weakness", "Emergency calls wait for half a minute."),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-6:p21",),
    ),
    typed(
        "2024-11-28 11:30",
        ROWAN,
        fact("record.voided", "FND-11", reason="in_error", why="Page 21 speaks of another force."),
        said_by=LIAISON,
    ),
    typed(
        "2024-12-02 13:40",
        ROWAN,
        graded("GRD-12", PEEL, _VULNERABLE, "adequate", **_NOW, fixes="vulnerable", on=PUBLISHED, said_by=HMICFRS,
               src=("DOC-6:p3",), why="Two lines of the table were confused in typing.",
               authority="The published report, page 3."),
        linked("AFI-3", "recurrence_of", "AFI-1", said_by=DEVELOPMENT),
        linked("AFI-3", "recurrence_of", "FND-2", said_by=DEVELOPMENT),
        linked("AFI-5", "related_to", "FND-1", said_by=DEVELOPMENT, why="A strength of 2019 on the same subject."),
        linked("DOC-6", "replaces", "DOC-3"),
    ),
    typed(
        "2024-12-03 10:50",
        ROWAN,
        fact("record.flagged", PEEL, entry=entry_of("opened"), src=("DOC-6:p2",),
             text="The report prints fieldwork in May and June 2023; the visit was in 2024."),
        fact("finding.disputed", "FND-4", text="The week that was counted had a power cut.", said_by=CONTACT,
             on="2024-12-02"),
    ),
    typed(
        "2025-02-05 14:15",
        TAMSIN,
        document("DOC-9", "letter", "Corrections to the report of November", to=(CHIEF,), inspection=PEEL),
        fact("finding.settled", "FND-4", settlement="amended", text="One caller in six, over four ordinary weeks."),
        fact("record.unflagged", PEEL, flag=1, text="A misprint: the online report now has 2024."),
        on="2025-02-03", said_by=HMICFRS, src=("DOC-9",),
    ),
)  # fmt: skip

#: Section 55 of the Police Act 1996: comments, publication and copies within 56 days, the last of them 15 January.
_ANSWERED = (
    typed(
        "2025-01-09 09:45",
        TAMSIN,
        document("DOC-8", "response", "Comments on PEEL 2023–2025", inspection=PEEL, copied=(CHIEF,)),
        fact("inspection.responded", PEEL, step="commented", force=FORCE, document="DOC-8"),
        *(
            fact("improvement.answered", ref, answer=answer, text=text)
            for ref, answer, text in (
                ("AFI-3", "action_proposed", "The Chief Constable's plan is welcome; we ask for it each quarter."),
                ("AFI-4", "action_taken", "Twelve more call handlers are paid for from the precept."),
                ("AFI-8", "no_action", "Nothing until the exit interviews have been read."),
            )
        ),
        on="2025-01-08", said_by=THE_COMMISSIONER, src=("DOC-8",),
    ),
    typed(
        "2025-01-14 16:30",
        TAMSIN,
        fact("inspection.responded", PEEL, step="published", force=FORCE, document="DOC-8", on="2025-01-10",
             address="https://pcc.fenshire.example/responses/peel-2023-2025"),
        fact("inspection.responded", PEEL, step="sent", force=FORCE, document="DOC-8", to=(HMICFRS, HOME_OFFICE),
             on="2025-01-13"),
        said_by=COMMISSIONER,
    ),
    typed(
        "2025-01-15 10:10",
        TAMSIN,
        noted(PEEL, "The press asked only about 101.", said_by=CHIEF, on="2024-11-21"),
    ),
)  # fmt: skip

REPORT = (*_COMING, *_PUBLISHED, *_FOUND, *_ANSWERED)
