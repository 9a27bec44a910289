"""A second way to count: lives of improvements as plain lists of deeds, replayed by hand, beside the ledger of them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Saying
from ledger.events import Event, Prose
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAnswered,
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementWithdrawn,
)
from ledger.events.record import RecordUndone
from tests.projections.papers.marked import Sealed

_A = Prose("So it was said.")
WORKED = {"raised", "owned", "in_progress"}
CLAIMED = {"reported_complete", "assured", "submitted"}
OPEN = WORKED | CLAIMED
KINDS = ("area_for_improvement", "cause_of_concern", "recommendation")
#: What can be done: from where it can stand, to where it brings one, and what is recorded.
DEEDS: dict[str, tuple[set[str], str, Event]] = {
    "claim": (WORKED, "reported_complete", ImprovementClaimed(evidence=_A)),
    "assure": ({"reported_complete"}, "assured", ImprovementAssured()),
    "return": (CLAIMED, "in_progress", ImprovementReturned(returned_by="assurer", text=_A)),
    "submit": (CLAIMED - {"submitted"}, "submitted", ImprovementSubmitted()),
    "close": (OPEN, "closed", ImprovementClosed(closed_by="inspectorate", means="letter")),
    "reopen": ({"closed", "declined", "withdrawn"}, "in_progress", ImprovementReopened(text=_A)),
    "decline": (OPEN, "declined", ImprovementDeclined(text=_A)),
    "withdraw": (OPEN, "withdrawn", ImprovementWithdrawn()),
    "note": (OPEN, "", ImprovementNoted(text=_A)),
    "assign": (OPEN, "", ImprovementAssigned(owner="POST-1")),
    "answer taken": (OPEN, "", ImprovementAnswered(answer="action_taken", text=_A)),
    "answer none": (OPEN, "", ImprovementAnswered(answer="no_action", text=_A)),
    "due 2018-06-30": (OPEN, "", ImprovementDueSet(due=DueOn(day="2018-06-30"), set_by="force")),
    "due 2018-09": (OPEN, "", ImprovementDueSet(due=DueOn(day="2018-09"), set_by="force")),
    "due 2019-01-31": (OPEN, "", ImprovementDueSet(due=DueOn(day="2019-01-31"), set_by="force")),
    "due within": (OPEN, "", ImprovementDueSet(due=DueWithin(months=4), set_by="inspectorate")),
    "due at once": (OPEN, "", ImprovementDueSet(due=DueImmediately(), set_by="inspectorate")),
    "due none": (OPEN, "", ImprovementDueSet(due=DueNoneSet(), set_by="inspectorate")),
}
#: The day by which each is due; of "at once" it is the day on which it was raised.
_DAYS = {
    "due 2018-06-30": date(2018, 6, 30), "due 2018-09": date(2018, 9, 30), "due 2019-01-31": date(2019, 1, 31),
    "due within": date(2018, 7, 22), "due none": None,
}  # fmt: skip


class Deed(NamedTuple):
    """Something that was done about one, on a day, and the position of its entry."""

    what: str
    day: date
    position: int
    #: The position of the entry by which it was undone, if it was.
    undone: int | None = None


class State(NamedTuple):
    """How one stands."""

    status: str
    due: date | None = None
    first: date | None = None
    owned: bool = False
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.status in OPEN


class Life(NamedTuple):
    """One improvement, and what was done about it, in order."""

    ref: str
    kind: str
    raised: Deed
    deeds: list[Deed]

    def state(self, day: date = date.max, position: int = 2**31) -> State | None:
        """How it stood at the end of a day, when the ledger had so many entries; nothing where it had not begun."""
        if self.raised.day > day or self.raised.position > position:
            return None
        state = State("raised")
        for deed in self.deeds:
            known = deed.day <= day and deed.position <= position
            if known and not (deed.undone and deed.undone <= position):
                state = self._after(state, deed.what)
        return state

    def _after(self, state: State, what: str) -> State:
        if what.startswith("due"):
            due = self.raised.day if what == "due at once" else _DAYS[what]
            return state._replace(due=due, first=state.first or due)
        if what.startswith("answer"):
            return state._replace(answer=what)
        begun = {("assign", "raised"): "owned", ("note", "raised"): "in_progress", ("note", "owned"): "in_progress"}
        status = DEEDS[what][1] or begun.get((what, state.status), state.status)
        return state._replace(status=status, owned=state.owned or what == "assign")


class Lives(Sealed):
    """A ledger of some lives, a deed after the other."""

    def __init__(self, steps: Iterable[tuple[int, str, str, int, bool]]) -> None:
        super().__init__(())
        self.lives: list[Life] = []
        day = date(2018, 3, 22)
        for which, what, kind, later, slip in steps:
            day += timedelta(days=later)
            if which < len(self.lives):
                self._do(self.lives[which], what, day, slip=slip)
            else:
                self._raise(kind, day)

    def _raise(self, kind: str, day: date) -> None:
        asked = {"kind": kind, "inspection": "INS-1", "force": "ORG-2", "text": _A}
        ref = self.add(ImprovementRaised.model_validate(asked), _on(day))
        self.lives.append(Life(ref, kind, Deed("raise", day, self.size()), []))

    def _do(self, life: Life, what: str, day: date, *, slip: bool) -> None:
        """What can be done then; a slip is undone at once."""
        state, (before, _, event) = life.state(), DEEDS[what]
        if state is None or state.status not in before:
            return
        self.add(event, _on(day), life.ref)
        position = self.size()
        if slip:
            self.write(life.ref, RecordUndone(), _on(day), position)
        life.deeds.append(Deed(what, day, position, self.size() if slip else None))


def _on(day: date) -> Saying:
    return Saying(Happened(Span(f"{day}", f"{day}")), "POST-1")


def lives(*, slips: bool = True) -> st.SearchStrategy[Lives]:
    """Any ledger of up to four lives, in which due dates are moved often; with slips that were undone, or without."""
    what = st.sampled_from([*DEEDS, *(name for name in DEEDS if name.startswith("due") for _ in range(3))])
    later, slip = st.integers(0, 12), st.sampled_from([False] * 7 + [slips])
    step = st.tuples(st.integers(0, 3), what, st.sampled_from(KINDS), later, slip)
    return st.lists(step, min_size=10, max_size=40).map(Lives)
