"""Questions: what others need is the framework a question belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.question import QuestionAdded
from ledger.vocabulary import Framework, framework_name


@dataclass(frozen=True)
class Question:
    """What rules need to know of a question."""

    framework: Framework


def evolve(state: Question | None, fact: Fact) -> Question | None:
    """What one more event makes of it."""
    return Question(fact.event.framework) if isinstance(fact.event, QuestionAdded) else state


def decide(wish: Fact, state: Question | None, world: World) -> Iterable[Event]:
    """Any question may be added, and known by any number of other names."""
    return [wish.event]


def of_framework(world: World, question: str | None, framework: Framework) -> None:
    """Refuses a question that belongs to another framework than the inspection's."""
    if question and (its := world.get(question).framework) != framework:
        raise refuse(
            f"{question} is a question of {framework_name(its)}, the inspection's are of {framework_name(framework)}.",
            "Choose the question of that framework; `afi question list` shows them.",
        )
