"""The questions of the known frameworks, by the names that reports head them with. They ship with the program."""

from typing import NamedTuple

from ledger.vocabulary import Framework, Pillar


class Asked(NamedTuple):
    """One question: the short word to type, its name, its pillar and other wordings."""

    key: str
    name: str
    pillar: Pillar = Pillar.NONE
    aliases: tuple[str, ...] = ()


class QuestionSet(NamedTuple):
    """The questions of one framework version."""

    title: str
    framework: Framework
    questions: tuple[Asked, ...]


_EFFECTIVE, _EFFICIENT, _LEGITIMATE = Pillar.EFFECTIVENESS, Pillar.EFFICIENCY, Pillar.LEGITIMACY

SETS = {
    "core-2014": QuestionSet(
        "Core business 2014",
        Framework.CORE_BUSINESS_2014,
        (
            Asked("preventing", "Preventing crime"),
            Asked("attending", "Attending crimes and incidents"),
            Asked("time", "Freeing up time"),
        ),
    ),
    "peel-2017": QuestionSet(
        "PEEL 2015 to 2017",
        Framework.PEEL_2015_2017,
        (
            Asked("preventing", "Preventing crime and anti-social behaviour", _EFFECTIVE, ("Neighbourhood policing",)),
            Asked("investigating", "Investigating crime and reducing re-offending", _EFFECTIVE),
            Asked("vulnerable", "Protecting vulnerable people", _EFFECTIVE),
            Asked("organised", "Serious and organised crime", _EFFECTIVE),
            Asked("specialist", "Specialist capabilities", _EFFECTIVE),
            Asked("demand", "Understanding demand", _EFFICIENT),
            Asked("resources", "Use of resources", _EFFICIENT),
            Asked("planning", "Planning for the future", _EFFICIENT),
            Asked("fairness", "Treating people with fairness and respect", _LEGITIMATE),
            Asked("ethics", "Ethical and lawful workforce behaviour", _LEGITIMATE),
            Asked("workforce", "Treating the workforce with fairness and respect", _LEGITIMATE),
        ),
    ),
    "peel-2018": QuestionSet(
        "PEEL 2018/19",
        Framework.PEEL_2018_2019,
        (
            Asked("preventing", "Preventing crime and tackling anti-social behaviour", _EFFECTIVE),
            Asked("investigating", "Investigating crime", _EFFECTIVE),
            Asked("vulnerable", "Protecting vulnerable people", _EFFECTIVE),
            Asked("organised", "Tackling serious and organised crime", _EFFECTIVE),
            Asked("armed", "Armed policing", _EFFECTIVE),
            Asked("demand", "Meeting current demands and using resources", _EFFICIENT),
            Asked("planning", "Planning for the future", _EFFICIENT),
            Asked("fairness", "Fair treatment of the public", _LEGITIMATE),
            Asked("ethics", "Ethical and lawful workforce behaviour", _LEGITIMATE),
            Asked("workforce", "Fair treatment of the workforce", _LEGITIMATE),
        ),
    ),
    "peel-2021": QuestionSet(
        "PEEL 2021/22",
        Framework.PEEL_2021_2022,
        (
            Asked("preventing", "Preventing crime"),
            Asked("treatment", "Treatment of the public"),
            Asked("investigating", "Investigating crime"),
            Asked("victims", "Supporting victims"),
            Asked("recording", "Recording data about crime"),
            Asked("responding", "Responding to the public"),
            Asked("vulnerable", "Protecting vulnerable people"),
            Asked("offenders", "Managing offenders"),
            Asked("organised", "Disrupting serious organised crime"),
            Asked("workforce", "Developing a positive workplace"),
            Asked("management", "Good use of resources"),
        ),
    ),
    "peel-2023": QuestionSet(
        "PEEL 2023 to 2025",
        Framework.PEEL_2023_2025,
        (
            Asked("powers", "Police powers and treating the public fairly and respectfully"),
            Asked("preventing", "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability"),
            Asked("responding", "Responding to the public"),
            Asked("investigating", "Investigating crime"),
            Asked("vulnerable", "Protecting vulnerable people"),
            Asked("offenders", "Managing offenders and suspects"),
            Asked("workforce", "Building, supporting and protecting the workforce"),
            Asked("leadership", "Leadership and force management"),
        ),
    ),
}
