"""A joint inspection of custody: a report that was let out early, and an AFI that took an older one's place."""

from commands.demo.fenshire.cast import CHIEF, DEPUTY, FORCE, HEALTH, HMICFRS, LIAISON, PROTECTION, ROWAN, TAMSIN_AGAIN
from commands.demo.fenshire.facts import document, due, embargoed, found, none, opened, owned, raised
from commands.demo.fenshire.script import fact, typed

JOINT = "INS-4"
PUBLISHED = "2025-07-22"

CUSTODY = (
    typed(
        "2025-05-12 17:20",
        ROWAN,
        opened(JOINT, "Police custody in Fenshire: a joint inspection", "joint", "other", 2025, "ungraded",
               fieldwork=("2025-05-12", "2025-05-23")),
        fact("record.involved", JOINT, who=HEALTH, role="inspector"),
        on="2025-05-12", said_by=HMICFRS,
    ),
    typed(
        "2025-07-15 09:10",
        TAMSIN_AGAIN,
        document("DOC-17", "report", "Police custody in Fenshire", marking="official", to=(CHIEF,), inspection=JOINT),
        embargoed("DOC-17", "2025-07-23T23:01"),
        on="2025-07-14", said_by=HMICFRS,
    ),
    typed(
        "2025-07-22 12:30",
        TAMSIN_AGAIN,
        fact("document.released", "DOC-17", why="A newspaper had it already."),
        fact("inspection.published", JOINT),
        raised("AFI-10", JOINT, None, "Tell the offender team of each registered person who leaves custody, that day.",
               number="4.2"),
        found("FND-13", JOINT, None, "mixed", "A nurse is always there; a room to see her in is not."),
        found("FND-14", JOINT, None, "strength", "Children are seldom held overnight.", practice="promising"),
        none(JOINT, "COC"),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-17",),
    ),
    typed(
        "2025-07-28 10:30",
        TAMSIN_AGAIN,
        owned("AFI-10", PROTECTION, DEPUTY),
        due("AFI-10", "2025-11-30"),
        fact("improvement.superseded", "AFI-6", by="AFI-10", text="The new one asks for more, and names the day."),
        on="2025-07-28", said_by=DEPUTY,
    ),
    typed(
        "2025-07-29 14:10",
        TAMSIN_AGAIN,
        raised("AFI-11", JOINT, None, "Let offender managers know when a registered person leaves custody.",
               number="4.2", on=PUBLISHED, said_by=HMICFRS, src=("DOC-17",)),
    ),
    typed(
        "2025-07-29 16:25",
        TAMSIN_AGAIN,
        fact("record.voided", "AFI-11", reason="duplicate", of="AFI-10", why="The summary words it otherwise."),
        fact("inspection.nil_voided", "INS-3", kind="area_for_improvement", force=FORCE,
             why="That report has no areas for improvement for any force, so it says nothing of ours."),
        said_by=LIAISON,
    ),
    typed(
        "2025-10-07 11:05",
        TAMSIN_AGAIN,
        fact("improvement.claimed", "AFI-10", evidence="Nineteen of nineteen in September, the same day."),
        on="2025-10-06", said_by=PROTECTION,
    ),
)  # fmt: skip
