"""Random histories of a small ledger: late and vague dates, corrections, slips undone, and entries that mean nothing.

They are made without the write door and its rules, so that there is more in them than anybody could record.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any, NamedTuple

from hypothesis import strategies as st

from ledger import keyring
from ledger.codec import Entry, Happened, settle
from ledger.days import Span
from ledger.draft import Saying
from ledger.events import Event, Prose
from ledger.events.document import DocumentAdded
from ledger.events.forum import ForumAdded
from ledger.events.record import RecordUndone
from ledger.stores.log import Row
from projections.page import Page
from projections.views import SCHEMA, Level, Views
from tests.making import BEGUN, ORIGIN, open_plan
from tests.projections.happenings import ANY, EVENTS, STREAMS, A, opened

DAYS = ("2017", "2018-03", "2018-03-22", "2018-06-12", "2018-06/2018-08", "2018-12-31", "2019-02", "2019-05-02", "2019")
SPEAKERS = ("PER-1", "POST-1", "POST-2", "ORG-1")
SOURCES = ((), (), (), ("DOC-1:p3",), ("DOC-2",), ("DOC-1", "DOC-2:p1"))


class Step(NamedTuple):
    """One entry to come, drawn as numbers: what they mean hangs on what came before."""

    stream: str
    event: int
    day: str
    said_by: str
    src: tuple[str, ...]
    #: Which of the entries of the record it corrects, if any, or whether it undoes it.
    fixes: int | None
    undoes: bool


STEPS = st.builds(
    Step,
    st.sampled_from(STREAMS),
    st.integers(0, 60),
    st.sampled_from(DAYS),
    st.sampled_from(SPEAKERS),
    st.sampled_from(SOURCES),
    st.none() | st.none() | st.integers(0, 5),
    st.sampled_from([False, False, False, True]),
)


def histories(longest: int = 40) -> st.SearchStrategy["History"]:
    """Any history of so many entries after its opening."""
    return st.lists(STEPS, min_size=12, max_size=longest).map(History)


class History:
    """The entries of a ledger that is nowhere stored: as much of a log as read models are made from."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._rows: list[Row] = []
        self._events: list[Event] = []
        self._texts: dict[str, bytes] = {}
        self._salts = count()
        open_plan(ORIGIN, keyring.in_memory(ORIGIN, sha256(b"").digest()).public)(self)  # type: ignore[arg-type]
        for title in ("The paper", "The letter"):
            self.add(DocumentAdded(kind="letter", title=Prose(title)), _say("2018-04"))
        self.add(opened("Of another year"), _say("2017"))
        self.add(ForumAdded(name=Prose("The Board")), _say("2017"))
        for step in steps:
            self._take(step)

    def __repr__(self) -> str:
        return "\n".join(f"E-{row.position} {row.stream} {row.stored.decode()}" for row in self._rows[15:])

    # As a draft that takes whatever it is given.

    def add(self, event: Event, saying: Saying, to: str | None = None) -> str:
        """One more entry; it begins a record where none is named."""
        stream = to or ("LEDGER" if not event.begins else f"{event.begins}-{self._began(event.begins) + 1}")
        self.write(stream, event, saying)
        return stream

    def _began(self, kind: str) -> int:
        return len({row.stream for row in self._rows if row.stream.startswith(f"{kind}-")})

    def write(self, stream: str, event: Event, saying: Saying, fixes: int | None = None) -> None:
        """One more entry of a record."""
        position, data = len(self._rows) + 1, self._settled(event)
        why = self._settled(saying.why) if saying.why else None
        entry = Entry(
            stream=stream, version=len(self.of_stream(stream)) + 1, type=event.type, v=event.v, data=data,
            at=f"{BEGUN + timedelta(hours=7 * position):%Y-%m-%dT%H:%M:%S.%fZ}", on=self._settled(saying.on),
            recorded_by="PER-1", said_by=saying.said_by or "PER-1", cmd=f"{position:032x}", key="0" * 64,
            batch=(position, position), src=saying.src, why=why, authority=why if fixes else None, fixes=fixes,
        )  # fmt: skip
        self._rows.append(Row(position, stream, entry.version, event.type, entry.cmd, entry.encode(), b""))
        self._events.append(event)

    def _settled(self, value: Any) -> dict[str, Any]:
        settled = settle(value, lambda size: sha256(f"{next(self._salts)}".encode()).digest()[:size])
        self._texts |= {row.commitment: row.content for row in settled.vault}
        return settled.data

    def _take(self, step: Step) -> None:
        kind = step.stream.partition("-")[0]
        beginnings, events = EVENTS[kind]
        told = self.of_stream(step.stream)
        saying = Saying(Happened(_span(step.day)), step.said_by, step.src, A if step.event % 3 == 0 else None)
        if step.fixes is not None and told:
            fixed = told[step.fixes % len(told)].position
            self.write(step.stream, self._instead(step, fixed, [*events, *ANY]), saying, fixed)
        elif told or kind == "LEDGER":
            more = events if kind == "LEDGER" else [*events[beginnings:], *events[beginnings:], *ANY, *events]
            self.write(step.stream, more[step.event % len(more)], saying)
        else:
            self.write(step.stream, events[step.event % beginnings], saying)

    def _instead(self, step: Step, fixed: int, events: Sequence[Event]) -> Event:
        """What stands in the place of an entry: another event of its type; now and then one that cannot."""
        if step.undoes:
            return RecordUndone()
        alike = [event for event in events if event.type == self._events[fixed - 1].type]
        return (alike or events)[step.event % len(alike or events)]

    def until(self, position: int) -> "History":
        """The same ledger when it had so many entries."""
        earlier = copy(self)
        earlier._rows = self._rows[:position]
        return earlier

    # As a log.

    def size(self) -> int:
        """How many entries there are."""
        return len(self._rows)

    def rows(self, after: int = 0, limit: int = 1000) -> list[Row]:
        """A page of entries in order, from the position after ``after``."""
        return self._rows[after : after + limit]

    def of_stream(self, stream: str) -> list[Row]:
        """The entries of one record, in order."""
        return [row for row in self._rows if row.stream == stream]

    def texts(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """The content for each commitment."""
        return {each: self._texts[each] for each in commitments}

    def instead(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """Nothing, for nothing that is here was erased."""
        return {}


def _say(day: str) -> Saying:
    return Saying(Happened(_span(day)))


def _span(day: str) -> Span:
    start, _, end = day.partition("/")
    return Span(start, end or start)


# Read models of it.


def empty() -> Views:
    """Read models of no entry, in memory."""
    views = Views.at(":memory:")
    with views.writing():
        views.wipe(Level(ORIGIN, 0, bytes(32), SCHEMA))
    return views


def take(history: History, views: Views, after: int, limit: int) -> None:
    """Takes up a page of a history."""
    with views.writing():
        Page(history, views).take(history.rows(after, limit))
        views.set_level(min(history.size(), after + limit), bytes(32))


def whole(history: History) -> Views:
    """Read models level with a history."""
    views = empty()
    take(history, views, 0, history.size())
    return views
