"""Erasure: each text goes once."""

import pytest

from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.text import ErasedText, TextErased
from ledger.vocabulary import LEDGER
from tests.ledger.aggregates.test_ledger import ledger, state

ONE, TWO, THREE = (ErasedText(text=digit * 64, entry=7) for digit in "123")
FIRST = TextErased(texts=(ONE, TWO))


@pytest.mark.parametrize("before", [[], [FIRST]])
@pytest.mark.parametrize("text", [THREE, THREE.model_copy(update={"instead": Prose("[an officer]")})])
def test_a_text_is_erased(before: list[Event], text: ErasedText) -> None:
    """With words in its place or without; others may have gone before, or go with it."""
    for wish in (TextErased(texts=(text,)), TextErased(texts=(text, text.model_copy(update={"text": "4" * 64})))):
        ledger(*before).when(wish, to=LEDGER).then(wish)


def test_what_was_erased_is_known() -> None:
    """By its commitment, and nothing else of the ledger's own state is another."""
    assert state(FIRST, TextErased(texts=(THREE,))).erased == {digit * 64 for digit in "123"}
    assert state(FIRST).keys == state().keys


@pytest.mark.parametrize("texts", [(ONE,), (THREE, TWO), (ONE.model_copy(update={"entry": 8}),)])
def test_a_text_is_erased_once(texts: tuple[ErasedText, ...]) -> None:
    """Whichever entry is named, and though another text goes with it for the first time."""
    ledger(FIRST).when(TextErased(texts=texts), to=LEDGER).refused(
        RuleBroken, "One of these texts was erased already.", "`afi erase list` shows what was, and why."
    )


@pytest.mark.parametrize("again", [ONE, ONE.model_copy(update={"entry": 8})])
def test_a_text_is_named_once(again: ErasedText) -> None:
    """Whichever entry is named beside it."""
    ledger().when(TextErased(texts=(ONE, TWO, again)), to=LEDGER).refused(
        RuleBroken, "A text is named twice.", "Name each text once."
    )
