"""Six forums, and how they met: what was put before them, what they said and decided, and what they had done."""

from commands.demo.fenshire.cast import (
    ASSISTANT,
    ASSURANCE,
    AUDIT_CHAIR,
    CHIEF,
    COMMISSIONER,
    CONTACT,
    DEPUTY,
    DEVELOPMENT,
    FORCE,
    INVESTIGATIONS,
    LIAISON,
    PROTECTION,
    ROWAN,
    TAMSIN,
    TAMSIN_AGAIN,
    THE_COMMISSIONER,
)
from commands.demo.fenshire.facts import action, considered, decided, due, expected, met, noted, tabled
from commands.demo.fenshire.script import fact, issued, typed

OIG, GOLD, PERFORMANCE, AUDIT, BOARD, CALLS = (f"FOR-{number}" for number in range(1, 7))

_ADDED = (
    typed(
        "2024-09-02 14:10",
        ROWAN,
        fact("forum.added", OIG, name="Organisational Improvement Group", organisation=FORCE, chair=DEVELOPMENT,
             cadence={"every": 6, "unit": "weeks"}, purpose="Tests whether an improvement is done."),
        fact("forum.added", GOLD, name="Inspection Gold Group", organisation=FORCE, chair=DEPUTY,
             cadence={"every": 1, "unit": "months"}),
        fact("forum.added", PERFORMANCE, name="Force Performance Board", organisation=FORCE, chair=DEPUTY,
             cadence={"every": 3, "unit": "months"}),
        fact("forum.added", AUDIT, name="Joint Audit Committee", organisation=COMMISSIONER, chair=AUDIT_CHAIR,
             cadence={"every": 3, "unit": "months"}),
        fact("forum.added", BOARD, name="Police and Crime Board", organisation=COMMISSIONER, chair=THE_COMMISSIONER,
             cadence={"every": 4, "unit": "months"}),
        fact("forum.added", CALLS, name="Call Handling Working Group", organisation=FORCE, chair=CONTACT,
             cadence={"every": 2, "unit": "weeks"}),
        fact("record.aliased", GOLD, alias="Gold"),
        fact("record.involved", GOLD, who=CHIEF, role="sponsor"),
        on="2024-09-02",
    ),
    typed("2025-01-20 09:30", TAMSIN, fact("forum.cadence_set", CALLS, cadence={"every": 4, "unit": "weeks"}),
          said_by=CONTACT),
    typed("2025-04-03 10:20", TAMSIN, fact("forum.chaired", PERFORMANCE, chair=CHIEF), on="2025-04-01", said_by=CHIEF),
    typed("2025-05-09 11:10", TAMSIN, fact("record.renamed", BOARD, name="Accountability Board"), on="2025-05-07",
          said_by=THE_COMMISSIONER),
    typed("2025-06-30 09:00", TAMSIN_AGAIN,
          fact("forum.ended", CALLS, text="Its work goes on in the Performance Board."), on="2025-06-27",
          said_by=CONTACT),
)  # fmt: skip

_PAPERS = (
    typed(
        "2024-12-05 16:20",
        ROWAN,
        issued("PAP-1", "inspection-update.txt", "Areas for improvement: 7 open, 1 done.\n",
               title="Inspection update, December 2024", forum=AUDIT, to=(AUDIT_CHAIR,), marking="official"),
        said_by=DEVELOPMENT,
    ),
    typed(
        "2024-12-09 09:40",
        ROWAN,
        issued("PAP-2", "inspection-update-2.txt", "Areas for improvement: 7 open, none done.\n",
               title="Inspection update, December 2024 (corrected)", forum=AUDIT, to=(AUDIT_CHAIR,),
               marking="official", replaces="PAP-1", why="The total counted one of 2019."),
        fact("document.added", "DOC-7", kind="board_paper", title="Assurance map of the committee", to=(AUDIT,),
             said_by=COMMISSIONER),
        fact("document.asked", "DOC-7", text="To note the map, and to say what is missing.", of=AUDIT,
             said_by=COMMISSIONER),
        said_by=DEVELOPMENT,
    ),
    typed(
        "2025-03-26 14:30",
        TAMSIN,
        fact("record.disclosed", "PAP-2", recipient="Marlow & Pike, internal auditors",
             text="With the minutes, for their review of governance."),
        on="2025-03-25", said_by=DEVELOPMENT,
    ),
    typed(
        "2025-09-05 10:15",
        TAMSIN_AGAIN,
        issued("PAP-3", "accountability-board.txt", "AFI-3 has slipped three times; the reasons are attached.\n",
               title="Progress since the inspection of 2024", forum=BOARD, to=(THE_COMMISSIONER,), marking="official"),
        said_by=CHIEF,
    ),
)  # fmt: skip

_AUTUMN = (
    typed(
        "2024-10-09 09:20", ROWAN,
        met("MTG-1", OIG, DEVELOPMENT, INVESTIGATIONS, LIAISON),
        considered("MTG-1", "Nothing has been seen of the draft that would change the plan.", "INS-2"),
        on="2024-10-08", said_by=DEVELOPMENT,
    ),
    typed(
        "2024-11-27 16:10", ROWAN,
        met("MTG-2", OIG, DEVELOPMENT, INVESTIGATIONS, CONTACT, PROTECTION),
        tabled("MTG-2", "DOC-6"),
        considered("MTG-2", "All seven have an owner.", *(f"AFI-{number}" for number in range(3, 10))),
        action("ACT-1", "Write the plan for supervision.", INVESTIGATIONS, "2025-01-14", under="AFI-3",
               meeting="MTG-2"),
        expected("EXP-3", "The group meets again.", "2025-01-14", about=OIG),
        expected("EXP-4", "The new case system goes live.", "2025-02", about="AFI-3", said_by=INVESTIGATIONS),
        on="2024-11-26", said_by=DEVELOPMENT,
    ),
    typed(
        "2024-12-05 09:35", ROWAN,
        met("MTG-3", GOLD, DEPUTY, ASSISTANT, CONTACT),
        considered("MTG-3", "Calls first; the public feels those.", "AFI-4", "FND-4"),
        action("ACT-2", "Ask two neighbours how their call-back works.", CONTACT, "2025-01-31", under="AFI-4",
               meeting="MTG-3"),
        on="2024-12-04", said_by=DEPUTY,
    ),
    typed(
        "2024-12-11 10:00", ROWAN,
        met("MTG-4", AUDIT, AUDIT_CHAIR, DEVELOPMENT),
        tabled("MTG-4", "PAP-2", "DOC-7"),
        decided("MTG-4", "To sample one closed improvement each year."),
        on="2024-12-10", said_by=AUDIT_CHAIR,
    ),
    typed(
        "2024-12-12 14:45", ROWAN,
        met("MTG-5", CALLS, CONTACT),
        considered("MTG-5", "Most who give up do so in the second minute.", "AFI-4"),
        on="2024-12-11", said_by=CONTACT,
    ),
    typed(
        "2024-12-18 09:15", ROWAN,
        met("MTG-6", PERFORMANCE, DEPUTY, ASSISTANT),
        considered("MTG-6", "Two grades need improvement, and everyone knows which.", "GRD-10", "GRD-11"),
        on="2024-12-17", said_by=DEPUTY,
    ),
)  # fmt: skip

_WINTER = (
    typed(
        "2025-01-10 10:05", TAMSIN,
        met("MTG-7", BOARD, THE_COMMISSIONER, CHIEF),
        tabled("MTG-7", "DOC-8"),
        considered("MTG-7", "The comments were agreed as drafted.", "INS-2"),
        on="2025-01-08", said_by=THE_COMMISSIONER,
    ),
    typed(
        "2025-01-16 09:25", TAMSIN,
        fact("action.done", "ACT-1", text="Plan of 13 January, four pages.", on="2025-01-13", said_by=INVESTIGATIONS),
        met("MTG-8", OIG, DEVELOPMENT, INVESTIGATIONS, expected="EXP-3"),
        fact("expectation.met", "EXP-3"),
        considered("MTG-8", "The plan is sound; the training for it is not yet booked.", "AFI-3", "ACT-1"),
        action("ACT-3", "Train forty sergeants to review files.", INVESTIGATIONS, "2025-06-30", under="AFI-3",
               meeting="MTG-8"),
        on="2025-01-14", said_by=DEVELOPMENT,
    ),
    typed(
        "2025-01-24 15:30", TAMSIN,
        met("MTG-9", CALLS, CONTACT),
        considered("MTG-9", "Call-back would cost more than two handlers.", "ACT-2"),
        fact("action.dropped", "ACT-2", text="The handlers are cheaper, and come sooner."),
        on="2025-01-22", said_by=CONTACT,
    ),
    typed(
        "2025-02-06 09:50", TAMSIN,
        met("MTG-10", GOLD, DEPUTY, ASSISTANT, LIAISON),
        considered("MTG-10", "The corrected report is fairer on calls.", "FND-4", "AFI-8"),
        fact("forum.cadence_set", GOLD, cadence={"every": 2, "unit": "months"}),
        on="2025-02-05", said_by=DEPUTY,
    ),
    typed(
        "2025-02-26 11:15", TAMSIN,
        met("MTG-11", OIG, DEVELOPMENT, ASSURANCE, CONTACT),
        considered("MTG-11", "One good month is not a trend.", "AFI-4"),
        fact("improvement.returned", "AFI-4", returned_by="forum", forum=OIG, meeting="MTG-11",
             text="Show a quarter, by week, with the weekends."),
        action("ACT-4", "Count by week, not by month.", CONTACT, "2025-04-30", under="AFI-4", meeting="MTG-11"),
        on="2025-02-25", said_by=DEVELOPMENT,
    ),
    typed(
        "2025-03-12 09:40", TAMSIN,
        met("MTG-12", AUDIT, AUDIT_CHAIR, DEVELOPMENT),
        decided("MTG-12", "To take AFI-9 as the first sample.", "AFI-9"),
        on="2025-03-11", said_by=AUDIT_CHAIR,
    ),
    typed(
        "2025-03-19 10:30", TAMSIN,
        met("MTG-13", PERFORMANCE, DEPUTY, ASSISTANT, INVESTIGATIONS),
        considered("MTG-13", "The case system is late, and the training waits for it.", "AFI-3", "EXP-4"),
        fact("expectation.moved", "EXP-4", expected={"from": "2025-06", "to": "2025-06"}),
        due("AFI-3", "2025-05-31", approver="MTG-13", why="The case system comes in June at the earliest."),
        on="2025-03-18", said_by=DEPUTY,
    ),
)  # fmt: skip

_SPRING = (
    typed(
        "2025-04-09 09:30", TAMSIN,
        met("MTG-14", OIG, DEVELOPMENT, CONTACT, PROTECTION),
        considered("MTG-14", "Nine weeks of figures now, and none of them bad.", "AFI-4", "AFI-5"),
        fact("action.done", "ACT-4", text="The weekly count began on 3 March."),
        on="2025-04-08", said_by=DEVELOPMENT,
    ),
    typed(
        "2025-05-08 10:45", TAMSIN,
        met("MTG-15", BOARD, THE_COMMISSIONER, CHIEF),
        considered("MTG-15", "The commissioner asked when a victim would notice.", "COC-1", "AFI-3"),
        on="2025-05-07", said_by=THE_COMMISSIONER,
    ),
    typed(
        "2025-06-05 09:20", ROWAN,
        met("MTG-16", GOLD, DEPUTY, ASSISTANT, DEVELOPMENT),
        considered("MTG-16", "Eight evaluations were read.", "AFI-9"),
        decided("MTG-16", "To close it on the force's own authority.", "AFI-9"),
        on="2025-06-04", said_by=DEPUTY,
    ),
    typed(
        "2025-06-11 14:00", ROWAN,
        met("MTG-17", AUDIT, AUDIT_CHAIR, ASSURANCE),
        action("ACT-5", "Sample ten problem-solving files.", ASSURANCE, "2025-09-01", under="AFI-9", meeting="MTG-17"),
        on="2025-06-10", said_by=AUDIT_CHAIR,
    ),
    typed(
        "2025-07-02 09:45", ROWAN,
        met("MTG-18", OIG, DEVELOPMENT, INVESTIGATIONS),
        considered("MTG-18", "Eighteen sergeants are trained.", "AFI-3", "ACT-3"),
        due("ACT-3", "2025-09-30", approver=OIG, why="The rooms were needed for the summer events."),
        action("ACT-6", "Read a year of exit interviews.", DEVELOPMENT, None, under="AFI-8", meeting="MTG-18"),
        expected("EXP-6", "The group meets again.", "2025-08-12", about=OIG),
        on="2025-07-01", said_by=DEVELOPMENT,
    ),
)  # fmt: skip

_SUMMER = (
    typed(
        "2025-07-16 10:10", TAMSIN_AGAIN,
        met("MTG-19", PERFORMANCE, CHIEF, DEPUTY),
        considered("MTG-19", "101 is the best in six years.", "AFI-4", "GRD-10"),
        on="2025-07-15", said_by=CHIEF,
    ),
    typed(
        "2025-08-11 15:15", TAMSIN_AGAIN,
        fact("expectation.lapsed", "EXP-6", text="Cancelled: too many are on leave."),
        fact("action.assigned", "ACT-6", owner=DEPUTY),
        said_by=DEVELOPMENT,
    ),
    typed(
        "2025-09-10 09:30", TAMSIN_AGAIN,
        fact("action.done", "ACT-5", text="Four of ten had no evaluation.", on="2025-08-29", said_by=ASSURANCE),
        met("MTG-20", AUDIT, AUDIT_CHAIR, ASSURANCE, DEVELOPMENT),
        considered("MTG-20", "Six of ten is not what was reported.", "AFI-9", "ACT-5"),
        expected("EXP-7", "The committee meets again.", "2025-12-09", about=AUDIT),
        on="2025-09-09", said_by=AUDIT_CHAIR,
    ),
    typed(
        "2025-09-11 11:25", TAMSIN_AGAIN,
        met("MTG-21", BOARD, THE_COMMISSIONER, CHIEF),
        tabled("MTG-21", "PAP-3"),
        considered("MTG-21", "A fourth new date would need more than a reason.", "AFI-3"),
        on="2025-09-10", said_by=THE_COMMISSIONER,
    ),
    typed(
        "2025-09-24 09:55", TAMSIN_AGAIN,
        met("MTG-22", OIG, DEVELOPMENT, INVESTIGATIONS, PROTECTION),
        considered("MTG-22", "Thirty-one of forty are trained.", "AFI-3", "ACT-3"),
        action("ACT-7", "Choose ten files for the new evaluation.", DEVELOPMENT, "2025-12-01", under="AFI-9",
               meeting="MTG-22"),
        on="2025-09-23", said_by=DEVELOPMENT,
    ),
    # The minutes of two meetings of the summer were found in October: what happened keeps its day.
    typed(
        "2025-10-02 10:00", TAMSIN_AGAIN,
        met("MTG-23", GOLD, DEPUTY, ASSISTANT, on="2025-10-01"),
        considered("MTG-23", "The new report is near; nobody is to be surprised by it.", "INS-6", on="2025-10-01"),
        met("MTG-24", GOLD, DEPUTY, on="2025-08-06", why="The minutes were found among those of another group."),
        noted("MTG-24", "Two were there; it was a short meeting.", on="2025-08-06"),
        said_by=DEPUTY,
    ),
    typed(
        "2025-10-02 10:25", TAMSIN_AGAIN,
        met("MTG-25", CALLS, CONTACT, why="The minutes were found in a closed folder."),
        considered("MTG-25", "The last figures are the best.", "AFI-4"),
        decided("MTG-25", "To hand the count to the Performance Board.", "AFI-4"),
        on="2025-06-24", said_by=CONTACT,
    ),
)  # fmt: skip

FORUMS = (*_ADDED, *_PAPERS, *_AUTUMN, *_WINTER, *_SPRING, *_SUMMER)
