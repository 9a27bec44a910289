"""What the board paper of 29 March 2018 states, and who is named in it and in the letter of 2014. In our words."""

#: Title, organisation, holder, the day on which the document names them, where, and the fact's number.
POSTS = (
    ("HM Inspector of Constabulary, Eastern Region", "ORG-2", "Zoë Billingham", "2014-09-03", "", "L1"),
    ("Chief Constable", "ORG-1", "Simon Parr QPM", "2014-09-03", "", "L3"),
    ("HMIC Liaison Officer", "ORG-2", "Paul Ormerod", "2014-09-03", "", "L36"),
    ("Head of Corporate Development", "ORG-1", "Dr Natalie Benton", "2018-03-29", "", "P51"),
    ("HMICFRS Liaison Officer", "ORG-1", "C/Insp Chris Savage", "2018-03-29", "", "P52"),
    ("Deputy Chief Constable", "ORG-1", None, "2018-03-29", "3.7", "P39"),
)

#: As printed; the paper misspells the name of the site.
ADDRESS = (
    "https://www.justiceinspectors.gov.uk/hmicfrs/wp-content/uploads/peel-police-effectiveness-2017-cambridgeshire.pdf"
)

#: Question, grade, the year in which it was made, and the fact's number.
GRADES = (
    ("QUE-4", "good", 2016, "P13"),
    ("QUE-5", "requires_improvement", 2017, "P14"),
    ("QUE-6", "requires_improvement", 2017, "P15"),
    ("QUE-7", "good", 2016, "P16"),
    ("QUE-8", "not_graded", 2017, "P17"),
)

#: Question, what is to improve, and the fact's number.
IMPROVEMENTS = (
    ("QUE-5", "Supervise investigations regularly and actively, so that they are better and move on.", "P30"),
    ("QUE-5", "Set clear measures of how well the public is protected from prolific and harmful offenders.", "P31"),
    (
        "QUE-5",
        "Give direction on what a proportionate investigation is, and on following viable lines of enquiry.",
        "P32",
    ),
    (
        "QUE-6",
        "Staff high-risk departments with enough qualified detectives for the demand and for fair workloads.",
        "P33",
    ),
    (
        "QUE-6",
        "Review how DVPOs, DVPNs and Clare's Law are used, so that they best protect victims of domestic abuse.",
        "P34",
    ),
    (
        "QUE-6",
        "Make sure that frontline staff know the registered sex offenders in their area and help to manage them.",
        "P35",
    ),
    ("QUE-6", "Have enough resources for calls graded prompt (within an hour), domestic abuse above all.", "P36"),
)

#: Text, when it happened and in whose words, where, the fact's number, and who said it.
INSPECTION_NOTES = (
    (
        "Each force is asked five questions of effectiveness, and graded on each as outstanding, good, requiring "
        "improvement or inadequate.",
        "2018-03-29", None, "2.2", "P5", "POST-2",
    ),
    (
        "Under a risk-based approach not every force was asked all five questions; this force was asked three.",
        "2018-03-29", None, "3.1", "P7", "POST-2",
    ),
    (
        "Demand was exceptional just before the inspection; it is back to normal levels.",
        "2017-06/2017-08", "summer 2017", "3.4", "P20", "ORG-2",
    ),
    (
        "The inspection came to its end; work on the AFIs has gone on since then.",
        "2018-09", "September 2018", "3.8", "P40", "POST-2",
    ),
    (
        "Most of the AFIs were considered in the Local Policing Review and are met by the new operating model.",
        "2018-03-29", None, "3.8", "P41", "POST-2",
    ),
)  # fmt: skip

#: Name, chair, every so many weeks, where the paper says so, and the fact's number.
FORUMS = (
    ("Business Coordination Board", None, None, "", "P1"),
    ("Organisational Improvement Group", "POST-4", 6, "3.7", "P38"),
    ("HMICFRS Gold Group", None, None, "3.7", "P39"),
)

#: Text, what it is about, the days within which it is to happen, where, the fact's number, and who said it.
EXPECTED = (
    (
        "The inspectorate goes on watching the areas for improvement of earlier inspections, and says in future "
        "reports how each force answered them.",
        "INS-2", None, "3.2", "P12", "POST-2",
    ),
    (
        "The new operating model helps to reach prompt calls about vulnerable people.",
        "AFI-7", None, "3.4", "P27", "ORG-2",
    ),
    ("The new operating model goes live.", "INS-2", "2018-04-30", "3.8", "P42", "POST-2"),
    (
        "Shift patterns mapped to demand, and a North and a South policing area, make prompt calls more resilient.",
        "AFI-7", None, "3.9", "P44", "POST-2",
    ),
    (
        "Officer numbers grow, by the Local Policing Review and by more Council Tax precept.",
        "AFI-7", None, "3.9", "P45", "POST-2",
    ),
)  # fmt: skip

#: What is being done meanwhile, under which AFI, where, and the fact's number.
ACTIONS = (
    (
        "Find out how to answer vulnerable victims in need of prompt attendance better, and keep them safe meanwhile.",
        "AFI-7", "3.9", "P47",
    ),
)  # fmt: skip

#: Term, meaning, where, and the fact's number.
DEFINITIONS = (
    (
        "area for improvement",
        "Some of a force's practice, policy or performance that falls short of the standard expected.",
        "3.5",
        "P29",
    ),
    ("cause of concern", "A serious or critical failing in practice, policy or performance.", "3.6", "P37"),
)

#: What is true beyond the force: text, of which inspection, when, in whose words, where, and the fact's number.
CONTEXT = (
    (
        "The inspectorate reports every year, independently, on how efficient and effective police forces are.",
        None, "2018-03-29", None, "2.1", "P4",
    ),
    (
        "The national reports on effectiveness in 2017 came out, for every force.",
        "INS-2", "2018-03-01/2018-03-29", "earlier this month", "2.2", "P6",
    ),
    (
        "More than two thirds of forces stayed good at keeping people safe, one was outstanding, "
        "and slightly more forces got better than got worse.",
        "INS-2", "2018-03-29", None, "4.1", "P48",
    ),
)  # fmt: skip

#: Which of those notes states a date that cannot be: "September 2018", in a paper of March.
LATE = 3

#: What the force says of the seventh AFI, the only one that it speaks of by subject.
PROMPT_CALLS = (
    (
        "Reaching every prompt call within the hour is still hard, though much better than during the inspection, "
        "which fell in an extraordinary peak of summer demand.",
        "P43",
    ),
    (
        "Even with the planned growth in officers a shortfall between demand and resources is likely to remain.",
        "P46",
    ),
)

#: What the paper is called, and what of it was written for it: the part, its text, where, and the fact's number.
TITLE = "The force's effectiveness: the inspectorate's report of March 2018"
WRITTEN = (
    (
        "purpose",
        "To tell the board of the report on the force's effectiveness that HMICFRS published on 22 March 2018.",
        "1.1",
        "P3",
    ),
    ("recommendation", "The board is asked to take note of what the report says.", "5.1", "P49"),
)
