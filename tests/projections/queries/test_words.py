"""The program's words as people say them."""

from enum import StrEnum

import pytest

from ledger.aggregates.improvement import Status
from ledger.vocabulary import (
    Authority,
    CadenceUnit,
    Framework,
    ImprovementKind,
    Marking,
    Outcome,
    Pillar,
    Practice,
    Programme,
    ReportStage,
    ResponseStep,
    Reviewer,
    Scope,
    Setting,
    Settlement,
    Voice,
)
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
    ("stored", "said"),
    [
        ("2014-09-03T23:01:00.000000Z", "4 September 2014 at 00:01 UK time"),
        ("2014-12-04T00:01:00.000000Z", "4 December 2014 at 00:01 UK time"),
    ],
)
def test_an_embargo_is_said_as_clocks_here_show_it(stored: str, said: str) -> None:
    """An hour ahead of what is stored in summer, which may be the next day."""
    assert words.uk_moment(stored) == said


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        ({"every": 6, "unit": "weeks"}, "every 6 weeks"),
        ({"every": 1, "unit": "weeks"}, "weekly"),
        ({"every": 1, "unit": "months"}, "monthly"),
        ({"every": 3, "unit": "months"}, "every 3 months"),
        (words.AS_NEEDED, "as it is needed"),
        (None, "not recorded"),
    ],
)
def test_how_often_a_forum_meets(cadence: dict[str, object] | None, said: str) -> None:
    """Every so many weeks or months, or with no cadence."""
    assert words.cadence(cadence) == said


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"from": "2018-11", "to": "2018-11"}, "November 2018"),
        ({"from": "2018-11", "to": "2019", "words": None}, "November 2018 to 2019"),
        ({"from": "2018-11", "to": "2018-11", "words": "the end of\nNovember"}, "the end of November (November 2018)"),
        (None, "no known day"),
    ],
)
def test_when_something_is_expected(expected: dict[str, object] | None, said: str) -> None:
    """In the source's words, where it has any that were not erased."""
    assert words.expected(expected) == said


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_as_sentences_do(items: list[str], said: str) -> None:
    """With an "and" before the last."""
    assert words.listed(items) == said


_SAID = {
    Status: words.STATUS,
    Scope: words.SCOPE,
    Reviewer: words.REVIEWER,
    ReportStage: words.STAGE,
    ResponseStep: words.STEP,
    Settlement: words.SETTLEMENT,
    Setting: words.SETTING,
}


@pytest.mark.parametrize("vocabulary", _SAID, ids=lambda vocabulary: vocabulary.__name__)
def test_every_member_of_a_vocabulary_has_its_words(vocabulary: type[StrEnum]) -> None:
    """And nothing else has."""
    assert list(_SAID[vocabulary]) == list(vocabulary)


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
        + [words.practice(each) for each in Practice]
        + [words.cadence({"every": 1, "unit": each}) for each in CadenceUnit]
        + [name for each in ImprovementKind for name in words.KIND[each]]
        + [name for said in _SAID.values() for name in said.values()]
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
