"""Fenshire, a force that does not exist: what its liaison officers recorded from September 2024 to October 2025.

Nobody in it is real, and its ledger says of itself that it is fictitious; so it may be recorded by a clock that is
set by hand. Its texts, times and positions are the same each time; only the keys, and who runs it, differ.
"""

from operator import attrgetter
from pathlib import Path

from commands.demo.fenshire import ahead, cast, custody, forums, lives, past, report, thematic
from commands.demo.fenshire.script import Book, Typed, fact, typed, verifier_of
from commands.init import add_questions
from ledger import days, keyring
from ledger.codec import Happened
from ledger.draft import Draft, Saying

_PARTS = (
    cast.PEOPLE, past.LATE, report.REPORT, forums.FORUMS, lives.LIVES, thematic.THEMATIC_YEAR, custody.CUSTODY,
    ahead.AHEAD,
)  # fmt: skip
_SETS = ("peel-2018", "peel-2023")
_YOU = "you"


def record(path: Path, name: str) -> None:
    """Records the year into a new ledger at ``path``, and enrols a key of ``name``'s as its keeper at the end."""
    book = Book(path, (cast.ROWAN, cast.TAMSIN, cast.TAMSIN_AGAIN))
    book.begin(cast.OPENING, _ask)
    book.record(sorted((command for part in _PARTS for command in part), key=attrgetter("at")))
    book.keys[_YOU] = keyring.create(book.origin)
    book.record([_hand_over(name)])


def _ask(draft: Draft) -> None:
    """The questions that the two inspections of PEEL ask."""
    today = Saying(Happened(days.Span.on(draft.today.isoformat()), assumed=True))
    for chosen in _SETS:
        add_questions(draft, chosen, today)


def _hand_over(name: str) -> Typed:
    """Whoever runs the example keeps the ledger from here on."""
    return typed(
        "2025-10-31 16:00",
        cast.TAMSIN_AGAIN,
        fact("person.added", "PER-14", name=name, organisation=cast.FORCE),
        fact("key.enrolled", vkey=verifier_of(_YOU), person="PER-14", rights=cast.ALL),
    )
