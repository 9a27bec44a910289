"""docs/cli.md says what the program says of itself."""

import pytest

from tests.commands.terminal import ROOT, Terminal
from tests.docs.cli import LOOKS, reference, row_keys
from tests.docs.keys import BESIDE, KEYS

PAGE = ROOT / "docs" / "cli.md"


def test_the_page_is_level_with_the_program(lived: Terminal, update: bool) -> None:
    """`make docs` writes it anew."""
    page = reference(lived)
    if update:
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("look", LOOKS)
def test_every_json_key_is_explained(lived: Terminal, look: str) -> None:
    """By itself, or as what stands beside another."""
    unexplained = [key for key in row_keys(lived, look) if not set(readings(key)) & set(KEYS)]
    assert unexplained == []


def test_no_key_is_explained_that_is_not_there(lived: Terminal) -> None:
    """Documentation of what is gone is worse than none."""
    there = {reading for look in LOOKS for key in row_keys(lived, look) for reading in readings(key)}
    assert set(KEYS) <= there


def readings(key: str) -> list[str]:
    """The key itself, and what is left of it without the endings that say it stands beside another."""
    found = [key]
    for _ in range(2):
        found += [each.removesuffix(ending) for each in found for ending in BESIDE if each.endswith(ending)]
    return found
