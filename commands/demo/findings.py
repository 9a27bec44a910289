"""The findings of the two inspections, in our words: fifteen of 2014 (4, 7 and 4; three with a part), nine of 2017."""

from typing import NamedTuple


class Found(NamedTuple):
    """A finding, or a part of the one before it: the fact's number, the place, sense, voice and hedge."""

    fact: str
    place: str
    sense: str
    text: str
    question: str | None = None
    voice: str = "inspectorate"
    hedge: str | None = None
    part_of: bool = False


_PREVENTING, _ATTENDING, _TIME = "QUE-1", "QUE-2", "QUE-3"

#: What the letter says of the inspection as a whole, where, and the fact's number.
CORE_NOTES = (
    ("The fieldwork covered all 43 forces of England and Wales.", "p1", "L6"),
    (
        "Most findings of the national report name no force; each force's data are on the inspectorate's website.",
        "p4",
        "L14",
    ),
)

#: How far the letter says the report had come: the stage, what is said of it, and in which words it says when.
CORE_STAGES = (
    ("draft_received", "The first findings came to the force, to check that they are accurate.", "previously sent"),
    ("challenge_sent", "The force responded.", None),
    ("challenge_answered", "The findings were amended where that was right.", None),
)

#: What the letter says is to happen: text, the days within which, in its words, where, and the fact's number.
CORE_EXPECTED = (
    ("HMIC publishes the national report, at 00:01.", "2014-09-04", None, "p2", "L12"),
    (
        "Some of the evidence is looked at again in the crime inspection of the interim PEEL assessment.",
        None,
        None,
        "p5",
        "L15",
    ),
    ("Every force may send an update, which that inspection takes into account.", None, None, "p6", "L16"),
    ("The interim crime inspection is published.", "2014-11-21/2014-11-30", "the end of November", "p6", "L17"),
)

CORE = (
    Found("L18", "p7.b1", "mixed", "There is no overarching strategy for preventing crime, which does not weaken the approach.", _PREVENTING),
    Found("L19", "p8", "strength", "Chief officers drive a strong preventative ethos, and the commissioner supports it.", part_of=True),
    Found("L20", "p8.b2", "strength", "There are good long-term initiatives, and daily meetings direct work towards prevention.", _PREVENTING),
    Found("L21", "p8.b3", "mixed", "The case database is used less well than it could be; problem-solving was seen, evaluation and sharing were limited.", _PREVENTING),
    Found("L22", "p8.b4", "weakness", "Some training was given, but none that is formal to staff who often meet victims.", _PREVENTING),
    Found("L23", "p9.b1", "mixed", "Not every report is attended: threat, risk and harm decide. Domestic abuse, threats to life and serious sexual offences always are. Staff understand it and it works; the public was not consulted.", _ATTENDING, hedge="HMIC understands"),
    Found("L24", "p9.b2", "neutral", "The control room sends the nearest and quickest first; having the right skills comes second.", _ATTENDING),
    Found("L25", "p9.b3", "strength", "Clear policies let the force tell who is a vulnerable or repeat victim.", _ATTENDING),
    Found("L26", "p9.b4", "neutral", "Crime is recorded in two ways: through an incident first, or directly.", _ATTENDING),
    Found("L27", "p10", "weakness", "Crimes recorded directly are counted, but not how many of them are attended later.", part_of=True),
    Found("L28", "p10.b5", "strength", "Officers update investigations properly, and supervisors oversee them.", _ATTENDING, hedge="in general"),
    Found("L29", "p10.b6", "strength", "The force could count its outstanding suspects, and manages them soundly.", _ATTENDING),
    Found("L30", "p10.b7", "strength", "Integrated offender management is run very well, with partners and by a structured method.", _ATTENDING),
    Found("L31", "p11.b1", "strength", "Demand is well understood, and ever more closely.", _TIME),
    Found("L32", "p11.b2", "strength", "With other agencies the force has taken on tasks that are not for the police alone.", _TIME),
    Found("L33", "p11.b3", "weakness", "How staff spend their time is not always clear.", _TIME),
    Found("L34", "p11.b4", "strength", "The force leads in new technology: it invested in mobile devices, and staff like them.", _TIME),
    Found("L35", "p11.b4", "neutral", "The Metis programme is vital for cutting costs across the Strategic Alliance.", part_of=True),
)  # fmt: skip

PEEL = (
    Found("P18", "3.4", "weakness", "Keeping people safe and reducing crime requires improvement; in some important areas performance got worse."),
    Found("P19", "3.4", "mixed", "The force had found these areas itself, and believes that its new operating model of 2018 will deal with them.", voice="inspectorate_reporting_force"),
    Found("P21", "3.4", "weakness", "Investigations are not always good enough, and supervision and direction vary."),
    Found("P22", "3.4", "strength", "Intelligence supports investigations well, and victims are kept informed."),
    Found("P23", "3.4", "mixed", "The force knows something of who causes most harm; neighbourhood officers could know more of registered sex offenders."),
    Found("P24", "3.4", "mixed", "Service to vulnerable victims varies: high in mental health, uneven in domestic abuse."),
    Found("P25", "3.4", "strength", "Vulnerable people are recognised at first contact, and domestic abuse risk work is effective.", hedge="mostly"),
    Found("P26", "3.4", "weakness", "There is not always the capacity to reach prompt domestic abuse calls within the hour, which may cost evidence, safety and confidence."),
    Found("P28", "3.4", "strength", "What national duties and an armed response need is in place."),
)  # fmt: skip
