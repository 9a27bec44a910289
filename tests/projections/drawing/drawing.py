"""Made-up pictures to draw: any number of improvements with any lives, as hypothesis makes them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from projections.queries.picture import Across, Bar, Days, Mark, Picture, Stretch

FIRST, LAST = date(2014, 1, 1), date(2029, 12, 31)
STATUSES = ("raised", "in_progress", "closed", "superseded", "withdrawn", "declined", "not_ours", "withheld")
MARKS = ("note", "claim", "assurance", "submission", "return", "former_due", "due")
#: What a picture must hold as it is: markup, quotation marks, long words, wide letters, what steers a terminal.
HOSTILE = (
    "", "<script>alert(1)</script> & \"so\" 'on'", "]]>", "W" * 300, "調査の監督 " * 20, "Ünï|code\x1b[31m\nline",
)  # fmt: skip
NAMES = st.text(st.characters(codec="utf-8"), max_size=80) | st.sampled_from(HOSTILE)


@st.composite
def spans(draw: st.DrawFn) -> Days:
    """A day, or several."""
    first = draw(st.dates(FIRST, LAST))
    return Days(first, first + timedelta(days=draw(st.sampled_from((0, 0, 0, 6, 29, 364)))))


@st.composite
def bars(draw: st.DrawFn, number: int) -> Bar:
    """One improvement, which may have been reopened."""
    status = draw(st.sampled_from(STATUSES))
    ends = sorted(draw(st.lists(spans(), min_size=2, max_size=4)))
    ended = status not in ("raised", "in_progress", "withheld")
    last = Stretch(ends[-2], ends[-1]) if ended else Stretch(ends[-1], None)
    stretches = [Stretch(ends[0], ends[1]), last] if len(ends) == 4 else [last]
    marks = [
        Mark(draw(st.sampled_from(MARKS)), draw(spans()), draw(NAMES), f"E-{place}", draw(st.sampled_from((None, 45))))
        for place in range(draw(st.integers(0, 8)))
    ]
    return Bar(f"AFI-{number}", draw(NAMES), status, stretches, marks)


@st.composite
def pictures(draw: st.DrawFn, most: int = 6) -> Picture:
    """A picture of up to so many improvements."""
    shown = [draw(bars(number)) for number in range(1, draw(st.integers(0, most)) + 1)]
    across = [
        Across(
            draw(st.sampled_from(("meeting", "publication"))), f"MTG-{number}", draw(NAMES), draw(NAMES), draw(spans())
        )
        for number in range(draw(st.integers(0, 9)))
    ]
    first = draw(st.dates(FIRST, LAST))
    last = first + timedelta(days=draw(st.integers(0, 6000)))
    return Picture(first, last, draw(st.dates(FIRST, LAST)), shown, across)


def plain(number: int = 1, across: int = 0) -> Picture:
    """A picture of so many alike improvements and so many meetings a fortnight apart."""
    day = date(2018, 3, 22)
    marks = [
        Mark("note", Days(date(2018, 6, 12), date(2018, 6, 12)), "“Dip sample”", "E-2"),
        Mark("former_due", Days(date(2018, 9, 30), date(2018, 9, 30)), "30 September 2018", "E-3"),
        Mark("due", Days(date(2018, 12, 1), date(2018, 12, 31)), "December 2018", "E-4"),
    ]
    closed = Stretch(Days(day, day), Days(date(2019, 5, 2), date(2019, 5, 2)))
    shown = [Bar(f"AFI-{place}", "Attend prompt calls", "closed", [closed], marks) for place in range(1, number + 1)]
    met = [Days(day + timedelta(days=14 * place), day + timedelta(days=14 * place)) for place in range(across)]
    meetings = [
        Across("meeting", f"MTG-{place}", "OIG", "Meeting of the group", days) for place, days in enumerate(met)
    ]
    return Picture(day, date(2019, 12, 31), date(2019, 12, 31), shown, meetings)
