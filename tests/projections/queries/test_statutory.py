"""Section 55 of the Police Act 1996: 56 days beginning with the day of publication, until the sending is recorded."""

from datetime import date
from typing import Any, cast

import pytest

from projections.queries.names import Names
from projections.queries.statutory import Response, last_day, response

_BODIES = {
    "ORG-1": {"kind": "inspectorate"},
    "ORG-2": {"kind": "force"},
    "ORG-3": {"kind": "policing_body"},
    "ORG-4": {"kind": "other"},
    "ORG-5": {"kind": "department"},
    "PER-1": {"organisation": "ORG-1"},
    "PER-2": {},
    "POST-1": {"organisation": "ORG-5"},
    "POST-2": {"organisation": "ORG-2"},
    "FOR-1": {},
}


class Known:
    """Who is who, without a ledger."""

    def body(self, ref: str) -> dict[str, Any] | None:
        """The fields of one of them."""
        return _BODIES.get(ref)


def of(*steps: tuple[str, str, tuple[str, ...]], published_on: str | None = "2018-03-22") -> Response | None:
    """The response for ORG-2 to a report, after some steps."""
    responses = [{"step": step, "on": on, "to": list(to), "force": "ORG-2"} for step, on, to in steps]
    body = {"inspectorate": "ORG-1", "published_on": published_on, "responses": responses}
    return response(body, "ORG-2", cast(Names, Known()))


@pytest.mark.parametrize(
    ("published_on", "day"),
    [
        ("2018-03-22", date(2018, 5, 16)),
        ("2017-05-02", date(2017, 6, 26)),
        ("2017-05-01", None),
        ("2014-09-04", None),
        ("2020-01-06", date(2020, 3, 1)),
        ("2019-01-06", date(2019, 3, 2)),
        ("2018-03", date(2018, 5, 25)),
        ("2017-05", date(2017, 7, 25)),
        ("2017-04", None),
        ("2017", date(2018, 2, 24)),
        ("2018-03-22/2018-03-29", date(2018, 5, 23)),
        (None, None),
    ],
)
def test_the_last_day(published_on: str | None, day: date | None) -> None:
    """The day of publication is the first of the 56, a leap day one of them; before 2 May 2017 there is none.

    Of a vague day nothing is late that may have been in time.
    """
    assert last_day(published_on) == day
    assert (of(published_on=published_on) is None) is (day is None)


BOTH = ("ORG-1", "ORG-4")


@pytest.mark.parametrize(
    ("on", "late"),
    [
        ("2018-05-15", 0),
        ("2018-05-16", 0),
        ("2018-05-17", 1),
        ("2018-06-15", 30),
        ("2018-05", 0),
        ("2018-06", 16),
        ("2018-05-10/2018-05-20", 0),
    ],
)
def test_what_was_sent(on: str, late: int) -> None:
    """On the 55th, 56th and 57th day, and later; on a vague day only what cannot have been in time is late."""
    found = of(("sent", on, BOTH))
    assert found and (found.days_late, found.missing) == (late, ())


@pytest.mark.parametrize(
    ("to", "missing"),
    [
        (("ORG-1", "ORG-4"), ()),
        (("ORG-1", "ORG-5"), ()),
        (("PER-1", "POST-1"), ()),
        (("ORG-1", "PER-2"), ()),
        (("ORG-1",), ("copies to the Secretary of State",)),
        (("ORG-4",), ("copies to the inspectorate",)),
        (("ORG-2", "ORG-3", "POST-2", "FOR-1"), ("copies to the inspectorate and the Secretary of State",)),
    ],
)
def test_two_are_to_have_copies(to: tuple[str, ...], missing: tuple[str, ...]) -> None:
    """The inspectorate, and whoever is neither that nor of the force: the Secretary of State's department."""
    found = of(("commented", "2018-05-01", ()), ("published", "2018-05-02", ()), ("sent", "2018-05-03", to))
    assert found and found.missing == missing


def test_it_is_sent_when_the_second_copy_is() -> None:
    """Each has its first copy; the later of the two counts."""
    found = of(("sent", "2018-05-10", ("ORG-4",)), ("sent", "2018-05-18", ("ORG-1",)), ("sent", "2018-06-01", BOTH))
    assert found and str(found.sent) == "2018-05-18" and found.days_late == 2


def test_what_is_missing_is_said_in_its_order() -> None:
    """Comments, their publication, copies; what was recorded is not."""
    copies = "copies to the inspectorate and the Secretary of State"
    nothing, commented = of(), of(("commented", "2018-05-01", ()))
    assert nothing and nothing.missing == ("comments", "publication", copies)
    assert commented and commented.missing == ("publication", copies)


def test_another_force_answers_for_itself() -> None:
    """One report of several forces has a response of each policing body."""
    body = {
        "inspectorate": "ORG-1", "published_on": "2018-03-22",
        "responses": [{"step": "sent", "on": "2018-04-01", "to": list(BOTH), "force": "ORG-9"}],
    }  # fmt: skip
    assert response(body, "ORG-2", cast(Names, Known())) == of()
