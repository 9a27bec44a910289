"""The program's words as people say them."""

import pytest

from ledger.vocabulary import Authority, Framework, ImprovementKind, Marking, Outcome, Pillar, Programme, Voice
from projections.queries import words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2018", "2018"),
        ("2018-06", "June 2018"),
        ("2018-06-02", "2 June 2018"),
        ("2014-01/2014-04", "January 2014 to April 2014"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(written: str, said: str) -> None:
    """And no more."""
    assert words.span(written) == said


def test_a_moment_is_said_in_its_zone() -> None:
    """What is recorded in UTC is said to be."""
    assert words.moment("2026-11-22T00:10:26.909642Z") == "22 November 2026 at 00:10 UTC"


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_as_sentences_do(items: list[str], said: str) -> None:
    """With an "and" before the last."""
    assert words.listed(items) == said


def test_no_word_of_a_vocabulary_shows_its_underscore() -> None:
    """Every member of every vocabulary has words for people."""
    said = (
        [words.outcome(each) for each in Outcome]
        + [words.framework(each) for each in Framework]
        + [words.marking(each) for each in Marking]
        + [words.voice(each) for each in Voice]
        + [words.party(each) for each in Authority]
        + [words.programme(each) for each in Programme]
        + [words.overall(each) for each in Pillar]
        + [name for each in ImprovementKind for name in words.KIND[each]]
        + list(words.STATUS.values())
    )
    assert not [each for each in said if "_" in each or not each]


def test_some_words_are_not_the_stored_ones() -> None:
    """The force reports, the printed marking is in capitals, a framework has its years."""
    assert words.STATUS["reported_complete"] == "reported complete by the force"
    assert words.marking("official_sensitive") == "OFFICIAL-SENSITIVE"
    assert words.marking("none_stated") == "none stated"
    assert words.framework("peel_2015_2017") == "PEEL 2015–2017"
    assert words.framework("peel_2014") == "PEEL 2014"
    assert words.framework("core_business_2014") == "Core business 2014"
    assert words.framework("other") == "Other"
