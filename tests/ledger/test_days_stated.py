"""Dates as vague as sources put them, with their words; and moments by the clock of the United Kingdom."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.days import DAY, Stated, moment, parse, understand
from ledger.errors import Unreadable

TODAY = date(2018, 3, 29)  # a Thursday
LETTER = date(2014, 9, 3)  # a Wednesday
MONTHS = "January February March April May June July August September October November December".split()
SEASONS = ("spring", "summer", "autumn")


def read(typed: str, *, ahead: bool = False) -> str:
    """The days that are understood, as they are stored."""
    return str(understand(typed, TODAY, ahead=ahead).span)


# What needs no anchor.


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("summer 2017", "2017-06/2017-08"),
        ("Spring of 2018", "2018-03/2018-05"),
        ("the autumn of 2017", "2017-09/2017-11"),
        ("winter 2017/18", "2017-12/2018-02"),
        ("winter 1999/00", "1999-12/2000-02"),
        ("early 2018", "2018-01/2018-04"),
        ("mid 2018", "2018-05/2018-08"),
        ("mid-2018", "2018-05/2018-08"),
        ("late 2018", "2018-09/2018-12"),
        ("the end of 2018", "2018-09/2018-12"),
        ("early summer 2017", "2017-06"),
        ("early March 2018", "2018-03-01/2018-03-10"),
        ("beginning of March 2018", "2018-03-01/2018-03-10"),
        ("start of March 2018", "2018-03-01/2018-03-10"),
        ("mid-March 2018", "2018-03-11/2018-03-20"),
        ("middle of March 2018", "2018-03-11/2018-03-20"),
        ("late March 2018", "2018-03-21/2018-03-31"),
        ("end of February 2016", "2016-02-21/2016-02-29"),
        ("end of November 2014", "2014-11-21/2014-11-30"),
        ("late Sept 2014", "2014-09-21/2014-09-30"),
        ("first half of March 2018", "2018-03-01/2018-03-15"),
        ("second half of February 2018", "2018-02-16/2018-02-28"),
        ("first half of 2018", "2018-01/2018-06"),
        ("second half of 2018", "2018-07/2018-12"),
        ("Q1 2018", "2018-01/2018-03"),
        ("Q4 of 2018", "2018-10/2018-12"),
        ("the third quarter of 2018", "2018-07/2018-09"),
        ("2018/19", "2018-04/2019-03"),
        ("1999/00", "1999-04/2000-03"),
        ("FY 2018/19", "2018-04/2019-03"),
        ("financial year 2018/19", "2018-04/2019-03"),
        ("Q1 2018/19", "2018-04/2018-06"),
        ("second half of 2018/19", "2018-10/2019-03"),
        ("end of the first quarter of 2018", "2018-03"),
        ("summer 2017 to early 2018", "2017-06/2018-04"),
        ("winter 2017/18 to Q2 2018", "2017-12/2018-06"),
    ],
)
def test_what_is_vague_is_a_range_with_its_words(typed: str, days: str) -> None:
    """In months where months will do; the words are kept, and hang neither on today nor on a source's date."""
    assert (read(typed), understand(typed, TODAY).words) == (days, typed)
    assert understand(typed, TODAY, ahead=True, anchors=[LETTER]) == understand(typed, TODAY)


@pytest.mark.parametrize(
    "typed", ["2018-03-29", "29/3/2018", "29 March 2018", "March 2018", "2018", "yesterday", "wed"]
)
def test_what_is_exact_needs_no_words(typed: str) -> None:
    """The days say it all, from a source too; yesterday and Wednesday are those of who types."""
    assert understand(typed, TODAY).words is None
    assert understand(typed, TODAY, anchors=[LETTER]) == understand(typed, TODAY)


# What hangs on when it was written.


@pytest.mark.parametrize(
    ("typed", "today", "source"),
    [
        ("this week", "2018-03-26/2018-04-01", "2014-09-01/2014-09-07"),
        ("last week", "2018-03-19/2018-03-25", "2014-08-25/2014-08-31"),
        ("this month", "2018-03", "2014-09"),
        ("last month", "2018-02", "2014-08"),
        ("this year", "2018", "2014"),
        ("last year", "2017", "2013"),
        ("November last year", "2017-11", "2013-11"),
        ("November", "2017-11", "2013-11"),
        ("Sept", "2017-09", "2014-09"),
        ("March", "2018-03", "2014-03"),
        ("29 March", "2018-03-29", "2014-03-29"),
        ("30th of March", "2017-03-30", "2014-03-30"),
        ("29 February", "2016-02-29", "2012-02-29"),
        ("November to January", "2017-11/2018-01", "2013-11/2014-01"),
    ],
)
def test_what_names_its_days_by_when_it_was_written(typed: str, today: str, source: str) -> None:
    """Today's without words, which would soon mean other days; a source's by its date, with its words."""
    assert understand(typed, TODAY) == Stated(parse(today, TODAY), None)
    assert understand(typed, TODAY, anchors=[LETTER]) == Stated(parse(source, TODAY), typed)


@pytest.mark.parametrize(
    ("typed", "today", "source"),
    [
        ("earlier this month", "2018-03-01/2018-03-29", "2014-09-01/2014-09-03"),
        ("earlier this week", "2018-03-26/2018-03-29", "2014-09-01/2014-09-03"),
        ("earlier this year", "2018-01-01/2018-03-29", "2014-01-01/2014-09-03"),
        ("later this year", "2018-03-29/2018-12-31", "2014-09-03/2014-12-31"),
        ("end of November", "2017-11-21/2017-11-30", "2013-11-21/2013-11-30"),
        ("the end of last month", "2018-02-21/2018-02-28", "2014-08-21/2014-08-31"),
        ("late last year", "2017-09/2017-12", "2013-09/2013-12"),
        ("summer", "2017-06/2017-08", "2014-06/2014-08"),
        ("winter", "2017-12/2018-02", "2013-12/2014-02"),
    ],
)
def test_what_is_vague_and_hangs_on_when_it_was_written(typed: str, today: str, source: str) -> None:
    """The words are kept whoever said them."""
    assert understand(typed, TODAY) == Stated(parse(today, TODAY), typed)
    assert understand(typed, TODAY, anchors=[LETTER]) == Stated(parse(source, TODAY), typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("end of November", "2018-11-21/2018-11-30"),
        ("March", "2018-03"),
        ("28 March", "2019-03-28"),
        ("29 February", "2020-02-29"),
        ("summer", "2018-06/2018-08"),
        ("winter", "2018-12/2019-02"),
        ("next month", "2018-04"),
        ("September to December 2019", "2019-09/2019-12"),
    ],
)
def test_looking_ahead(typed: str, days: str) -> None:
    """What lacks its year is the next one that is not over."""
    assert read(typed, ahead=True) == days


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("January to April 2014", "2014-01/2014-04"),
        ("November to January 2015", "2014-11/2015-01"),
        ("January 2014 to April", "2014-01/2014-04"),
        ("November 2014 to January", "2014-11/2015-01"),
        ("last week to yesterday", "2018-03-19/2018-03-28"),
    ],
)
def test_half_a_range_takes_its_year_from_the_other(typed: str, days: str) -> None:
    """Never from today, where the source has said which year."""
    assert read(typed) == days


def test_sources_of_several_days_must_agree() -> None:
    """What would mean other days in another of them, or on another of its days, is not guessed at."""
    september = [date(2014, 9, 1), date(2014, 9, 30)]
    assert str(understand("last month", TODAY, anchors=september).span) == "2014-08"
    for typed, anchors in [
        ("last week", september),
        ("last month", [LETTER, TODAY]),
        ("earlier this month", september),
    ]:
        with pytest.raises(Unreadable) as refused:
            understand(typed, TODAY, anchors=anchors)
        assert "by the dates of the sources" in refused.value.what and "with its year" in refused.value.remedy


# What is refused.


VAGUE = (
    "early | mid | end of | summer of | Q1 | first half | first half of | half of 2018 | Q5 2018 | Q0 2018 | 2018/20 | "
    "2018/18 | 2018-19 | 2099/00 | winter 2099/00 | winter 2017/19 | summer 2017/18 | summer 1799 | early friday | "
    "early yesterday | late last week | Q1 March 2018 | Q2 summer 2017 | late 29 March 2018 | 30 February | 31 June | "
    "last | this | earlier | earlier last month | last summer | ma | no | spring 17 | in a month | ٢٠١٨/١٩ | "
    "summer ٢٠١٧ | early early March 2018 | 2018/19/20 | some time in 2018"
)


@pytest.mark.parametrize("typed", VAGUE.split(" | "))
def test_what_is_too_vague_is_refused(typed: str) -> None:
    """Nothing is guessed, and the remedy shows what is understood."""
    with pytest.raises(Unreadable) as refused:
        understand(typed, TODAY)
    assert refused.value.what == f'"{typed}" is not a date.'
    assert "summer 2017" in refused.value.remedy


def test_a_winter_of_one_year_is_refused() -> None:
    """A year has a winter at either end."""
    with pytest.raises(Unreadable) as refused:
        understand("winter 2017", TODAY)
    assert '"winter 2016/17" or "winter 2017/18"' in refused.value.remedy


# Whatever is typed.

_YEARS = st.integers(1800, 2098)
_WHOLE = st.one_of(
    _YEARS.map(str),
    _YEARS.map(lambda year: f"{year}/{(year + 1) % 100:02}"),
    st.builds("{} {}".format, st.sampled_from(MONTHS), _YEARS),
    st.builds("{} {}".format, st.sampled_from(SEASONS), _YEARS),
    st.sampled_from([*MONTHS, *SEASONS, "this month", "last year"]),
)
_THIRDS = (("early", "start of"), ("mid", "middle of"), ("late", "end of"))
_ANCHORS = st.dates(date(1802, 1, 1), date(2096, 2, 29))  # whose next leap day is of a year that can be written


@given(st.sampled_from([word for words in _THIRDS for word in words]), _WHOLE, _ANCHORS, st.booleans())
def test_a_part_lies_in_its_whole(part: str, whole: str, today: date, ahead: bool) -> None:
    """On days of the calendar, and the words come back byte for byte, without the space around them."""
    typed = f"{part} {whole}"
    stated = understand(f" {typed}\n", today, ahead=ahead)
    assert stated.words == typed
    assert DAY.fullmatch(stated.span.start) and DAY.fullmatch(stated.span.end)
    if whole[-1].isdigit():
        within = parse(whole, today)
        assert within.first <= stated.span.first <= stated.span.last <= within.last


@given(_WHOLE, _ANCHORS)
def test_parts_follow_each_other_without_a_gap(whole: str, today: date) -> None:
    """Early ends the day before the middle begins, which ends the day before late does."""
    assume(whole[-1].isdigit())
    early, mid, late = (parse(f"{words[0]} {whole}", today) for words in _THIRDS)
    assert (early.first, late.last) == (parse(whole, today).first, parse(whole, today).last)
    assert mid.first - early.last == late.first - mid.last == timedelta(days=1)


@given(st.sampled_from([*MONTHS, *SEASONS, "winter", "end of June", "29 February", "31 December"]), _ANCHORS)
def test_the_nearest_is_the_last_one_begun_or_the_next_to_end(typed: str, today: date) -> None:
    """It has begun by the anchor, or is not over; and never lies further away than its kind comes round."""
    longest = timedelta(days=8 * 366)
    assert timedelta(0) <= today - parse(typed, today).first <= longest
    assert timedelta(0) <= parse(typed, today, ahead=True).last - today <= longest


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from("end of 2018 to /19 March mid - q1 last week".split())).map(" ".join)
)
def test_any_text_is_understood_or_refused(text: str) -> None:
    """Days of the calendar, and words that are the text; or a refusal."""
    try:
        stated = understand(text, TODAY, anchors=[LETTER])
    except Unreadable:
        return
    assert DAY.fullmatch(stated.span.start) and DAY.fullmatch(stated.span.end)
    assert stated.words in (None, text.strip()) and parse(str(stated.span), TODAY) == stated.span


# Moments.


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4 September 2014 00:01", "2014-09-03T23:01:00.000000Z"),
        ("2014-09-04 00:01", "2014-09-03T23:01:00.000000Z"),
        ("4/9/2014 00:01", "2014-09-03T23:01:00.000000Z"),
        ("4.9.2014 00:01", "2014-09-03T23:01:00.000000Z"),
        ("4 Sept 2014 at 00:01", "2014-09-03T23:01:00.000000Z"),
        ("4 September 2014, 0:01", "2014-09-03T23:01:00.000000Z"),
        ("2014-09-04T00:01", "2014-09-03T23:01:00.000000Z"),
        ("4 September 2014", "2014-09-03T23:01:00.000000Z"),
        ("4 December 2014", "2014-12-04T00:01:00.000000Z"),
        ("4 December 2014 23:59", "2014-12-04T23:59:00.000000Z"),
        ("2000-01-01 00:00", "2000-01-01T00:00:00.000000Z"),
        ("today 9:00", "2018-03-29T08:00:00.000000Z"),
        ("2018-03-25 00:59", "2018-03-25T00:59:00.000000Z"),
        ("2018-03-25 02:00", "2018-03-25T01:00:00.000000Z"),
        ("2018-10-28 01:30", "2018-10-28T00:30:00.000000Z"),
        ("2018-10-28 02:00", "2018-10-28T02:00:00.000000Z"),
    ],
)
def test_a_clock_time_is_the_united_kingdoms(typed: str, kept: str) -> None:
    """A day alone is 00:01; of an hour that comes twice in autumn the earlier is meant."""
    assert moment(typed, TODAY) == kept


def test_a_moment_ahead() -> None:
    """Friday is the next one where something is planned."""
    assert moment("friday 09:00", TODAY) == "2018-03-23T09:00:00.000000Z"
    assert moment("friday 09:00", TODAY, ahead=True) == "2018-03-30T08:00:00.000000Z"


def test_a_clock_time_that_never_was_is_refused() -> None:
    """In spring the clock goes from 01:00 to 02:00."""
    for typed in ("2018-03-25 01:00", "25 March 2018 01:59"):
        with pytest.raises(Unreadable, match=r"The clock never showed 01:[05][09] on 2018-03-25: it went forward"):
            moment(typed, TODAY)


NO_MOMENTS = (
    " | 00:01 | soon | soon 00:01 | 2018-03 00:01 | summer 2017 00:01 | summer 2017 | this week | 2018 | "
    "2018-03-01 24:00 | 2018-03-01 00:60 | 2018-03-01 0001 | 2018-03-01 9 | 2018-03-01 9:30am | 2018-03-01 00.01 | "
    "2018-02-30 00:01 | 1999-12-31 23:59 | 2018-03-01 00:01:00 | 2018-03-01T00:01Z | 2018-03-01 to 2018-03-02"
)


@pytest.mark.parametrize("typed", NO_MOMENTS.split(" | "))
def test_what_is_no_moment_is_refused(typed: str) -> None:
    """Neither rounded nor guessed; the remedy shows how to write it."""
    with pytest.raises(Unreadable) as refused:
        moment(typed, TODAY)
    assert refused.value.what == f'"{typed}" is not a day and a time of this century.'
    assert "2014-09-04 00:01" in refused.value.remedy


@given(st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)))  # noqa: DTZ001
def test_any_moment_is_the_one_that_the_clock_showed(when: datetime) -> None:
    """What was kept, shown by the clock of the United Kingdom, is what was typed."""
    typed, local = f"{when:%Y-%m-%d %H:%M}", when.replace(tzinfo=ZoneInfo("Europe/London"))
    if local.astimezone(UTC).astimezone(local.tzinfo).hour != when.hour:
        with pytest.raises(Unreadable, match="it went forward"):
            moment(typed, TODAY)
    else:
        kept = datetime.strptime(moment(typed, TODAY), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        assert f"{kept.astimezone(local.tzinfo):%Y-%m-%d %H:%M}" == typed
