"""Questions: any may be added and aliased; each belongs to one framework."""

import pytest

from ledger.aggregates.question import of_framework
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Prose
from ledger.events.question import QuestionAdded, QuestionAliased
from ledger.vocabulary import Framework, Pillar
from tests.ledger.specs import WORLD, Given

ADDED = QuestionAdded(
    key=Prose("investigating"),
    name=Prose("Investigating crime and reducing re-offending"),
    wording=Prose("How good are the force's investigations?"),
    pillar=Pillar.EFFECTIVENESS,
    framework=Framework.PEEL_2015_2017,
)


def test_any_may_be_added() -> None:
    """A question is accepted with its key, name and full wording."""
    Given({}).when(ADDED, to="QUE-1").then(ADDED)


def test_one_question_has_many_wordings() -> None:
    """A board paper words the same question in three ways: each is an alias, even one that is known."""
    alias = QuestionAliased(alias=Prose("neighbourhood policing"))
    Given({"QUE-1": [ADDED, alias]}).when(alias, to="QUE-1").then(alias)
    assert Given({"QUE-1": [ADDED, alias]}).get("QUE-1") == Given({"QUE-1": [ADDED]}).get("QUE-1")


@pytest.mark.parametrize("question", ["QUE-1", None])
def test_a_question_of_the_framework_passes(question: str | None) -> None:
    """The inspection's framework or no question at all is not refused."""
    of_framework(Given(WORLD), question, Framework.PEEL_2015_2017)


def test_a_question_of_another_framework_is_refused() -> None:
    """Questions of different frameworks are different questions."""
    with pytest.raises(RuleBroken) as refused:
        of_framework(Given(WORLD), "QUE-3", Framework.PEEL_2015_2017)
    assert refused.value.what == "QUE-3 is a question of PEEL 2021–2022, the inspection's are of PEEL 2015–2017."


def test_an_unknown_question_is_refused() -> None:
    """A question that the ledger does not hold has no framework."""
    with pytest.raises(UnknownReference):
        of_framework(Given(WORLD), "QUE-9", Framework.PEEL_2015_2017)
