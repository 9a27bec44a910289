"""When something happened: every form that people type, with the precision they typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.days import DAY, Span, first_day, last_day, parse, uk_today
from ledger.errors import Unreadable
from tests.ledger.strategies import DAYS, SPANS

TODAY = date(2018, 3, 29)  # a Thursday


# Days and spans.


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-06", "2018-06-01", "2018-06-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2018-12", "2018-12-01", "2018-12-31"),
        ("2018-06-12", "2018-06-12", "2018-06-12"),
    ],
)
def test_a_day_covers_the_whole_of_what_it_names(day: str, first: str, last: str) -> None:
    """A year is its 365 or 366 days, a month is all of it, a day is itself."""
    assert (first_day(day).isoformat(), last_day(day).isoformat()) == (first, last)
    assert (Span.on(day).first, Span.on(day).last) == (first_day(day), last_day(day))


@given(DAYS)
def test_a_day_begins_before_it_ends(day: str) -> None:
    """The first day of any day, month or year is in it, and so is the last."""
    assert DAY.fullmatch(day)
    assert first_day(day) <= last_day(day)
    assert first_day(day).isoformat().startswith(day) and last_day(day).isoformat().startswith(day)


@pytest.mark.parametrize("day", ["2018-02-29", "2018-06-31", "1900-02-29"])
def test_the_calendar_is_kept(day: str) -> None:
    """A day that no calendar has is nobody's."""
    for make in (first_day, last_day, Span.on):
        with pytest.raises(ValueError, match="day"):
            make(day)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2019", "2018"), ("2018-07", "2018-06"), ("2018-06-13", "2018-06-12"), ("2018-07", "2018-06-30")],
)
def test_a_span_ends_after_it_begins(start: str, end: str) -> None:
    """A period that would end before it begins cannot be made."""
    with pytest.raises(ValueError, match="ends before it begins"):
        Span(start, end)


@pytest.mark.parametrize(
    ("start", "end"), [("2018", "2018-06"), ("2018-06", "2018"), ("2018-06-12", "2018-06"), ("2018-06", "2018-06-01")]
)
def test_a_span_may_mix_precisions(start: str, end: str) -> None:
    """From some day of June to the end of the month is a period, as precise as the source."""
    assert str(Span(start, end)) == f"{start}/{end}"


def test_a_span_of_one_day_is_written_once() -> None:
    """Equal ends are one day, month or year."""
    assert str(Span("2018-06", "2018-06")) == "2018-06"


# What people type.


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2018-03-29", "2018-03-29"),
        ("2018-03", "2018-03"),
        ("2018", "2018"),
        ("29/3/2018", "2018-03-29"),
        ("29/03/2018", "2018-03-29"),
        ("29.3.2018", "2018-03-29"),
        ("4/9/2014", "2014-09-04"),
        ("29 March 2018", "2018-03-29"),
        ("29 mar 2018", "2018-03-29"),
        ("29th of March 2018", "2018-03-29"),
        ("1st March, 2018", "2018-03-01"),
        ("22nd  MARCH   2018", "2018-03-22"),
        ("3rd Sept. 2014", "2014-09-03"),
        ("March 2018", "2018-03"),
        ("Sept 2014", "2014-09"),
        ("May 2018", "2018-05"),
        (" 2018 ", "2018"),
        ("today", "2018-03-29"),
        ("Yesterday", "2018-03-28"),
        ("thursday", "2018-03-29"),
        ("Friday", "2018-03-23"),
        ("wed", "2018-03-28"),
        ("2014-01/2014-04", "2014-01/2014-04"),
        ("2014/2018", "2014/2018"),
        ("2014-01/2015", "2014-01/2015"),
        ("2014-01-05/2014", "2014-01-05/2014"),
        ("2018-03-22/2018-03-29", "2018-03-22/2018-03-29"),
        ("2014-01..2014-04", "2014-01/2014-04"),
        ("January 2014 to April 2014", "2014-01/2014-04"),
        ("22/3/2018 to today", "2018-03-22/2018-03-29"),
        ("22/3/2018 .. 29/3/2018", "2018-03-22/2018-03-29"),
        ("2018-03/2018-03", "2018-03"),
    ],
)
def test_what_people_type_is_read(typed: str, read: str) -> None:
    """ISO, day first, in words, relative to today, and ranges of all of them."""
    assert str(parse(typed, TODAY)) == read


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "/",
            "..",
            "to",
            "soon",
            "29",
            "m 2018",
            "ma 2018",
        ),
        *("3/29/2018", "31/6/2018", "29/2/2018", "31 June 2018", "0/3/2018", "29/3/18", "29/3", "2018-3-29", "2018-13"),
        *("2018/03/29", "20180329", "1799", "2100", "12018", "2018-03-29T10:00", "fr", "March 29, 2018"),
        *("2018/", "/2018", "2018 to", "to 2018", "2016/2017/2018", "2018 to soon", "22 to 29 March 2018", "٢٠١٨"),
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    """Neither guessed at nor cut short: refused, with the forms that are read."""
    with pytest.raises(Unreadable) as refused:
        parse(typed, TODAY)
    assert refused.value.what == f'"{typed}" is not a date.'
    assert "29 March 2018" in refused.value.remedy


@pytest.mark.parametrize("typed", ["2018/2014", "29/3/2018 to 22/3/2018", "2014-04..2014-01"])
def test_a_range_backwards_is_refused(typed: str) -> None:
    """A range that ends before it begins is refused, not turned round."""
    with pytest.raises(Unreadable) as refused:
        parse(typed, TODAY)
    assert refused.value.what == f'"{typed}" ends before it begins.'


@given(SPANS)
def test_what_is_printed_is_read_back(span: Span) -> None:
    """A day or a range, of any precision and any mixture, is read as it was written."""
    assert parse(str(span), TODAY) == span


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_every_form_of_a_day_is_that_day(day: date) -> None:
    """Slashed, dotted and written out are the ISO day; without its day the month, without its month the year."""
    forms = (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.}{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day.day}th {day:%b} {day.year}",
    )
    for typed in forms:
        assert parse(typed, TODAY) == Span.on(day.isoformat())
    assert parse(f"{day:%B} {day.year}", TODAY) == Span.on(day.isoformat()[:7])


@given(st.dates(date(1900, 1, 1), date(2099, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_last_one_begun(today: date, weekday: int) -> None:
    """ "Friday" is today on a Friday, else the one in the six days before."""
    name = "monday tuesday wednesday thursday friday saturday sunday".split()[weekday]
    for typed in (name, name[:3]):
        found = parse(typed, today).first
        assert found.weekday() == weekday and 0 <= (today - found).days < 7


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed is a date of the format, or is refused as unreadable."""
    try:
        span = parse(text, TODAY)
    except Unreadable:
        return
    assert DAY.fullmatch(span.start) and DAY.fullmatch(span.end)


# Today.


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2014, 9, 3, 22, 59, tzinfo=UTC), date(2014, 9, 3)),
        (datetime(2014, 9, 3, 23, 1, tzinfo=UTC), date(2014, 9, 4)),
        (datetime(2014, 12, 3, 23, 59, tzinfo=UTC), date(2014, 12, 3)),
        (datetime(2014, 12, 4, 0, 0, tzinfo=UTC), date(2014, 12, 4)),
    ],
)
def test_today_is_the_united_kingdoms(now: datetime, day: date) -> None:
    """In summer the day begins at 23:00 UTC, in winter at midnight."""
    assert uk_today(now) == day


def test_today_is_now_unless_said() -> None:
    """Without a moment it is the present one."""
    assert abs((uk_today() - datetime.now(UTC).date()).days) <= 1
