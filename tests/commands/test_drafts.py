"""The items of drafts, and how they look as text and as Markdown."""

import pytest

from commands.drafts import Item, Section, escaped, markdown, print_section, short

SECTION = Section("1. Overdue", [Item("AFI-1", "Answer calls", ["Due."]), Item("", "Said."), Item("ACT-12", "Mops")])


def test_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Each beside its reference; what has none stands at the margin."""
    print_section(SECTION)
    lines = ["", "1. Overdue", "  AFI-1   Answer calls", "          Due.", "  Said.", "  ACT-12  Mops", ""]
    assert capsys.readouterr().out == "\n".join(lines)


def test_as_markdown() -> None:
    """A heading and a list."""
    lines = ["", "## 1. Overdue", "", "- **AFI-1** Answer calls", "  - Due.", "- Said.", "- **ACT-12** Mops"]
    assert list(markdown(SECTION)) == lines


def test_what_somebody_wrote_is_no_markdown() -> None:
    """Nor does it steer a terminal, nor end its line."""
    assert escaped("# *a*\n- [b](c) <d> \x1b[31m`e` a_b |") == r"\# \*a\* - \[b\](c) \<d\> \[31m\`e\` a\_b \|"


def test_a_long_text_is_cut_and_one_that_was_erased_says_so() -> None:
    """At 240 letters."""
    assert short("a" * 240) == "a" * 240 and short("a" * 241) == "a" * 240 + "…"
    assert short("a\n b") == "a b" and short(None) == "[erased]"
