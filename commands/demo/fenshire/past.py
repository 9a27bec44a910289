"""PEEL 2018/19, on the four-tier scale: recorded in September 2024, years late, from the papers that were kept."""

from commands.demo.fenshire.cast import DEVELOPMENT, HMICFRS, INVESTIGATIONS, ROWAN
from commands.demo.fenshire.facts import closed, document, due, found, graded, none, opened, owned, raised
from commands.demo.fenshire.script import fact, kept, typed

PEEL = "INS-1"
PUBLISHED = "2019-05-02"
_LATE = "Taken from the paper file in 2024; nobody who wrote it is still in post."
_NOW = {"year": 2018, "scale": "four_tier"}
_THEN = {"year": 2016, "scale": "four_tier"}

LATE = (
    typed(
        "2024-09-03 09:40",
        ROWAN,
        fact(
            "definition.stated", term="area for improvement", of=HMICFRS, on="2018-09",
            text="Something that a force should do better, short of a failing.",
        ),
        fact(
            "definition.stated", term="area for improvement", of=HMICFRS, on="2023-04",
            text="An aspect of policing below the standard that the framework describes for adequate.",
        ),
        fact("definition.stated", term="adequate", text="Meets the standard, with some to do.", of=HMICFRS, on="2021"),
        said_by=HMICFRS,
    ),
    typed(
        "2024-09-04 10:05",
        ROWAN,
        opened(
            PEEL, "PEEL 2018/19", "peel", "peel_2018_2019", 2018, "four_tier", fieldwork=("2018-11", "2018-12"),
            on="2018-09", why=_LATE,
        ),
        fact("inspection.asked", PEEL, questions=("QUE-1", "QUE-2", "QUE-3", "QUE-6"), on="2018-09"),
        document("DOC-1", "report", "PEEL 2018/19: Fenshire Constabulary", marking="none_stated", inspection=PEEL),
        fact("inspection.published", PEEL),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-1",),
    ),
    typed(
        "2024-09-05 11:20",
        ROWAN,
        graded("GRD-1", PEEL, "QUE-1", "good", **_NOW),
        graded("GRD-2", PEEL, "QUE-2", "requires_improvement", **_NOW),
        graded("GRD-3", PEEL, "QUE-3", "good", **_NOW),
        graded("GRD-4", PEEL, "QUE-4", "good", basis="carried_forward", **_THEN),
        graded("GRD-5", PEEL, "QUE-6", "good", **_NOW),
        graded("GRD-6", PEEL, "QUE-8", "not_inspected", scale="four_tier"),
        graded("GRD-7", PEEL, "effectiveness", "good", **_NOW),
        found(
            "FND-1", PEEL, "QUE-3", "strength", "Officers recognise vulnerable people at the first contact.",
            hedge="mostly",
        ),
        found("FND-2", PEEL, "QUE-2", "weakness", "Sergeants rarely look into an investigation before it is filed."),
        none(PEEL, "COC"),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-1:p4",),
    ),
    typed(
        "2024-09-06 09:55",
        ROWAN,
        raised("AFI-1", PEEL, "QUE-2", "Have supervisors review each investigation before it is filed."),
        raised("AFI-2", PEEL, "QUE-6", "Learn how much demand goes unseen, and plan for it."),
        on=PUBLISHED, said_by=HMICFRS, src=("DOC-1:p9",),
    ),
    typed(
        "2024-09-06 10:40",
        ROWAN,
        document("DOC-2", "evidence", "Dip sample of filed crimes", on="2020-02", said_by=INVESTIGATIONS),
        kept("DOC-2", "dip-sample-2020.csv", "month,sampled,reviewed\n2019-12,40,37\n2020-01,40,39\n", on="2020-02"),
        owned("AFI-1", INVESTIGATIONS, on="2019-06"),
        owned("AFI-2", DEVELOPMENT, on="2019-06"),
        due("AFI-1", "2020-03", on="2019-06"),
        fact(
            "improvement.claimed", "AFI-1", evidence="76 of 80 sampled files were reviewed.", on="2020-03",
            said_by=INVESTIGATIONS, src=("DOC-2",),
        ),
        closed(
            "AFI-1", "inspectorate", "fieldwork", "complete at the time of the visit", on="2021-10", said_by=HMICFRS
        ),
        closed(
            "AFI-2", "inspectorate", "desk_review", "no further action", on="2021-04/2022-03", said_by=HMICFRS,
            words="in 2021/22",
        ),
    ),
    typed(
        "2024-09-09 16:10",
        ROWAN,
        fact(
            "context.stated", inspection=PEEL, on=PUBLISHED, said_by=HMICFRS, src=("DOC-1:p2",),
            text="About half of all forces were asked for better supervision of investigations.",
        ),
    ),
)  # fmt: skip
