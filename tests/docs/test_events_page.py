"""docs/events.md is what the event classes say."""

from pathlib import Path

from tests.docs.catalogue import catalogue
from tests.ledger.strategies import EVENTS

PAGE = Path(__file__).parents[2] / "docs" / "events.md"


def test_the_page_is_made_anew(update: bool) -> None:
    """Made from the classes it is the same; ``--update`` writes it."""
    made = catalogue()
    if update:
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert PAGE.read_bytes().decode() == made


def test_every_event_and_field_is_on_it() -> None:
    """No event is missing, and none of its fields."""
    page = catalogue()
    for event in EVENTS:
        [section] = [part for part in page.split("\n### ") if part.startswith(f"`{event.type}`\n")]
        for name in event.model_fields:
            assert f"\n| {name} |" in section or f"\n| *{name}* |" in section
