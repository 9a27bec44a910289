"""The questions that ship with the program."""

import pytest

from commands.question_sets import SETS
from ledger.vocabulary import Framework, Pillar, prose


def test_the_questions_of_2017() -> None:
    """Five of effectiveness, whose order the example rests on, then three each of efficiency and legitimacy."""
    asked = [(question.pillar, question.key) for question in SETS["peel-2017"].questions]
    assert asked == [
        *((Pillar.EFFECTIVENESS, key) for key in "preventing investigating vulnerable organised specialist".split()),
        *((Pillar.EFFICIENCY, key) for key in ("demand", "resources", "planning")),
        *((Pillar.LEGITIMACY, key) for key in ("fairness", "ethics", "workforce")),
    ]


def test_each_set_is_of_a_framework_of_its_own() -> None:
    """Grades of different frameworks are never compared, so no two sets may share one."""
    frameworks = [chosen.framework for chosen in SETS.values()]
    assert len(set(frameworks)) == len(frameworks) and Framework.OTHER not in frameworks


@pytest.mark.parametrize("chosen", SETS)
def test_no_question_is_mistaken_for_another(chosen: str) -> None:
    """Keys are one word in lower case; keys, names and other wordings are each of one question, and can be recorded."""
    questions = SETS[chosen].questions
    assert all(question.key.isascii() and question.key.isalpha() and question.key.islower() for question in questions)
    names = [name for question in questions for name in (question.key, question.name, *question.aliases)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(prose(name) == name == name.strip() for name in names)
