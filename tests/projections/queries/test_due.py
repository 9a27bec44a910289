"""When something is due, as precisely as its date of publication is known."""

import pytest

from projections.queries.due import days_moved, due_on, in_words


@pytest.mark.parametrize(
    ("months", "published", "due"),
    [
        (6, "2018-03-22", "2018-09-22"),
        (6, "2018-08-31", "2019-02-28"),
        (18, "2018-03-22", "2019-09-22"),
        (1, "2018-12", "2019-01"),
        (12, "2018", "2019"),
        (6, "2018", None),
        (6, "2018-03/2018-04", "2018-10"),
        (6, None, None),
    ],
)
def test_a_period_after_publication(months: int, published: str | None, due: str | None) -> None:
    """To the same day of the month, or its last; unknown where the publication is not known well enough."""
    assert due_on({"kind": "within", "months": months}, published) == due


@pytest.mark.parametrize(
    ("was", "now", "days"),
    [
        ("2018-06-30", "2018-09-30", 92),
        ("2018-09-30", "2018-06-30", -92),
        ("2018-06", "2018-06-30", 0),
        ("2018-06-30", None, None),
        (None, None, None),
    ],
)
def test_a_date_moves_by_its_last_day(was: str | None, now: str | None, days: int | None) -> None:
    """Where both are days; a month is due by its end."""
    assert days_moved(was, now) == days


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, "none recorded"),
        ({"kind": "none_set"}, "none set"),
        ({"kind": "immediate"}, "immediately"),
        ({"kind": "within", "months": 1}, "within 1 month of publication"),
        ({"kind": "day", "day": "2018-06"}, "June 2018"),
    ],
)
def test_every_kind_of_date_has_words(due: dict[str, object] | None, said: str) -> None:
    """That none is set was said by somebody; that none is recorded is only what this ledger knows."""
    assert in_words(due, due_on(due, None)) == said
