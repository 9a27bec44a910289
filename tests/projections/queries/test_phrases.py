"""Words and phrases, and how a text that holds them is shown."""

import pytest

from ledger.errors import Unreadable
from projections.queries.phrases import Phrase, phrases, shown


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["supervision"], [(("supervision",), True)]),
        (["SUPERV*"], [(("superv",), True)]),
        (["no"], [(("no",), False)]),
        (["no*"], [(("no",), True)]),
        (["2018"], [(("2018",), False)]),
        (["29%"], [(("29",), False)]),
        (["dip sample"], [(("dip", "sample"), False)]),
        (["dip sample*"], [(("dip", "sample"), True)]),
        (['"supervisor"'], [(("supervisor",), False)]),
        (['"dip sample" night'], [(("dip", "sample"), False), (("night",), True)]),
        (['"dip sam"* night'], [(("dip", "sam"), True), (("night",), True)]),
        (['"dip sample'], [(("dip", "sample"), False)]),
        (["follow-up"], [(("follow", "up"), False)]),
        (["o’brien"], [(("o", "brien"), True)]),
        (["dip", "DIP", "dip"], [(("dip",), True)]),
        (["Zoë"], [(("zoe",), True)]),
    ],
)
def test_what_is_looked_for(typed: list[str], found: list[tuple[tuple[str, ...], bool]]) -> None:
    """Words that may go on, and what stands in quotation marks or with others, which may not."""
    assert [tuple(phrase) for phrase in phrases(typed)] == found


@pytest.mark.parametrize("typed", [[], [""], ["*"], ["dip", "  "], ["%"], ['""']])
def test_no_word_is_refused(typed: list[str]) -> None:
    """In one argument as in all."""
    with pytest.raises(Unreadable, match="no word"):
        phrases(typed)


@pytest.mark.parametrize(
    ("text", "typed", "said", "marked"),
    [
        ("A short text.", ["short"], "A short text.", ["short"]),
        ("a " * 60 + "needle" + " b" * 60, ["needle"], "…" + "a " * 30 + "needle" + " b" * 30 + "…", ["needle"]),
        ("needle\nand\tthread", ["THREAD"], "needle and thread", ["thread"]),
        ("é " * 60 + "Zoë" + " b" * 60, ["zoe"], "…" + "é " * 30 + "Zoë" + " b" * 30 + "…", ["Zoë"]),
        ("b " * 60, ["absent"], ("b " * 30).strip() + "…", []),
        ("Needles and a needle", ["needle"], "Needles and a needle", ["Needles", "needle"]),
        ("Of Mr O’Brien's", ["o'brien"], "Of Mr O’Brien's", ["O’Brien"]),
        ("die Straße", ["strass"], "die Straße", ["Straße"]),
        ("one " + "x " * 99 + "two", ["one", "two"], "one " + "x " * 30 + "… " + "x " * 30 + "two", ["one", "two"]),
        ("x" * 500, ["xxx"], "x" * 500, ["x" * 500]),
    ],
)
def test_a_text_is_shown_with_what_stands_around_the_words(
    text: str, typed: list[str], said: str, marked: list[str]
) -> None:
    """In whole words, on one line, a few places of it; where each word stands is told by characters."""
    found = shown(text, phrases(typed))
    assert (found.text, [found.text[first:last] for first, last in found.matches]) == (said, marked)


def test_how_much_of_what_is_asked_for_a_text_holds() -> None:
    """Each phrase once, however often."""
    wanted = [Phrase(("dip",), True), Phrase(("night", "shift"), False), Phrase(("day",), True)]
    assert shown("Dips, dips: the night shift.", wanted).held == 2
