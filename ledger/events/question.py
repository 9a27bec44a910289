"""Questions: what a grade answers. One question is worded several ways, so it has a key and aliases."""

from ledger.events.base import Event, Prose
from ledger.vocabulary import Framework, Pillar


class QuestionAdded(Event, type="question.added", mints="QUE"):
    """A question of an inspection framework became known to the ledger."""

    #: The short word that people type for it.
    key: Prose
    name: Prose
    wording: Prose | None = None
    pillar: Pillar
    framework: Framework


class QuestionAliased(Event, type="question.aliased"):
    """The question is also worded in another way."""

    alias: Prose
