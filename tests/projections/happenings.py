"""What can happen in a random history, to which records, and how each of them begins."""

from ledger.events import Event, File, Prose
from ledger.events.action import ActionAdded, ActionAssigned, ActionDone, ActionDueSet
from ledger.events.base import Period
from ledger.events.countersignature import CountersignatureAdded, CountersignatureAsked
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentReleased
from ledger.events.expectation import ExpectationAdded, ExpectationLapsed, ExpectationMet, ExpectationMoved, Expected
from ledger.events.finding import FindingPartAdded, FindingRecorded
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired, ForumEnded
from ledger.events.grade import GradeRecorded
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
    ImprovementPartAdded,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
)
from ledger.events.inspection import (
    InspectionFoundNone,
    InspectionNilVoided,
    InspectionNoted,
    InspectionOpened,
    InspectionPublished,
    InspectionStageReached,
)
from ledger.events.meeting import MeetingConsidered, MeetingDecided, MeetingHeld
from ledger.events.pack import PackMade
from ledger.events.policy import PolicyStated
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.events.record import (
    RecordFlagged,
    RecordInvolved,
    RecordLinked,
    RecordNoted,
    RecordNumbered,
    RecordRenamed,
    RecordUnflagged,
    RecordVoided,
)
from ledger.events.setting import SettingChosen
from ledger.events.text import ErasedText, TextErased

A, B = Prose("As it was said."), Prose("It was put otherwise.")


def _raised(**more: object) -> ImprovementRaised:
    asked = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "question": "QUE-1", "text": A}
    return ImprovementRaised.model_validate(asked | more)


def _due(due: object, **more: object) -> ImprovementDueSet:
    return ImprovementDueSet.model_validate({"due": due, "set_by": "force"} | more)


def opened(title: str, **more: object) -> InspectionOpened:
    """An inspection that begins."""
    asked = {"title": Prose(title), "programme": "peel", "framework": "peel_2015_2017", "cycle": 2017}
    whose = {"scale": "four_tier", "inspectorate": "ORG-1", "forces": ("ORG-2",)}
    return InspectionOpened.model_validate(asked | whose | more)


def _graded(**more: object) -> GradeRecorded:
    asked = {"inspection": "INS-1", "force": "ORG-2", "question": "QUE-1", "outcome": "good", "scale": "four_tier"}
    return GradeRecorded.model_validate(asked | {"year": 2017, "basis": "inspected"} | more)


def _found(**more: object) -> FindingRecorded:
    asked = {"inspection": "INS-1", "force": "ORG-2", "text": A, "sense": "weakness", "voice": "inspectorate"}
    return FindingRecorded.model_validate(asked | more)


_SUMMER = Expected.model_validate({"from": "2018-06", "to": "2018-08", "words": Prose("summer")})
_WINTER = Expected.model_validate({"from": "2018-12-01", "to": "2019-02"})

#: What can happen to each record; the first of them begin it.
EVENTS: dict[str, tuple[int, list[Event]]] = {
    "AFI": (
        3,
        [
            _raised(), _raised(inspection="INS-2"), _raised(question=None, text=B, number=Prose("3")),
            ImprovementAssigned(owner="POST-1"), ImprovementAssigned(owner="POST-2", lead="POST-1"),
            ImprovementAssigned(lead="POST-2"), _due(DueOn(day="2018-09-30")), _due(DueOn(day="2018-12")),
            _due(DueOn(day="2018-12"), approver="POST-1"), _due(DueWithin(months=6), set_by="inspectorate"),
            _due(DueNoneSet()), _due(DueImmediately()), ImprovementNoted(text=A), ImprovementNoted(text=B),
            ImprovementClaimed(evidence=A), ImprovementClaimed(evidence=B), ImprovementAssured(text=A),
            ImprovementReturned(returned_by="assurer", text=B), ImprovementSubmitted(),
            ImprovementClosed(closed_by="inspectorate", means="letter", level=A),
            ImprovementClosed(closed_by="force", means="meeting"), ImprovementReopened(text=A),
            ImprovementDeclined(text=A), ImprovementSuperseded(by="INS-2"), ImprovementPartAdded(text=A),
            ImprovementPartAdded(text=B, number=Prose("b")), ImprovementAnswered(answer="no_action", text=A),
            ImprovementAnswered(answer="action_taken", text=B),
        ],
    ),
    "GRD": (2, [_graded(), _graded(outcome="inadequate", year=2018), _graded(basis="carried_forward")]),
    "FND": (2, [_found(), _found(text=B, sense="mixed"), FindingPartAdded(text=A, sense="strength", voice="force")]),
    "INS": (
        1,
        [
            opened("Another"), opened("A third", fieldwork=Period.of("2018-01", "2018-03")), InspectionPublished(),
            InspectionStageReached(stage="draft_received"), InspectionNoted(text=A),
            InspectionFoundNone(kind="cause_of_concern", force="ORG-2"),
            InspectionNilVoided(kind="cause_of_concern", force="ORG-2"),
        ],
    ),
    "ACT": (
        2,
        [
            ActionAdded(text=A, under="AFI-1"), ActionAdded(text=B, owner="POST-1", due=DueOn(day="2018-12")),
            ActionAssigned(owner="POST-2"), ActionDueSet(due=DueOn(day="2019-01"), approver="POST-1"),
            ActionDueSet(due=DueOn(day="2018-12-31")), ActionDone(text=A),
        ],
    ),
    "EXP": (
        2,
        [
            ExpectationAdded(text=A, about="AFI-1", expected=_SUMMER), ExpectationAdded(text=B),
            ExpectationMoved(expected=_WINTER), ExpectationMoved(), ExpectationMet(text=A), ExpectationLapsed(text=A),
        ],
    ),
    "MTG": (
        1,
        [
            MeetingHeld(forum="FOR-1", attended=("POST-1",)), MeetingConsidered(records=("AFI-1", "AFI-2"), text=A),
            MeetingDecided(text=B, about=("AFI-1",)),
        ],
    ),
    "FOR": (
        1,
        [
            ForumAdded(name=Prose("The Group"), chair="POST-1"), ForumChaired(chair="POST-2"),
            ForumCadenceSet(cadence=Cadence(every=6, unit="weeks")), ForumCadenceSet(), ForumEnded(),
        ],
    ),
    "DOC": (
        2,
        [
            DocumentAdded(kind="letter", title=Prose("A letter"), inspection="INS-1"),
            DocumentAdded(kind="report", title=Prose("A report")),
            DocumentEmbargoed(until="2018-03-20T00:01:00.000000Z"), DocumentEmbargoed(), DocumentReleased(),
        ],
    ),
    "PCK": (
        2,
        [
            PackMade(recipient=A, records=("AFI-1", "AFI-2"), as_of=12, withheld=1),
            PackMade(to="ORG-1", records=("AFI-1",), as_of=14), PackMade(to="POST-1", records=("DOC-2",), as_of=9),
        ],
    ),
    "POST": (
        1,
        [
            PostCreated(title=Prose("Head of Work"), organisation="ORG-2"), PostHeld(holder="PER-1"),
            PostHeld(holder="PER-2"), PostVacated(),
        ],
    ),
    "LEDGER": (
        0,
        [
            SettingChosen(setting="stale_days", days=60), SettingChosen(setting="stale_days", days=30),
            SettingChosen(setting="stale_days"), SettingChosen(setting="force", organisation="ORG-2"),
            PolicyStated(policy=File(b"quorum none")), PolicyStated(policy=File(b"quorum OPCC")),
            CountersignatureAsked(to="ORG-1"), CountersignatureAdded(size=12, note=File(b"Signed.")),
            TextErased(texts=(ErasedText(text="5a" * 32, entry=13, instead=A),)),
        ],
    ),
}  # fmt: skip
#: What can be said of any of them but the ledger.
ANY: list[Event] = [
    RecordNoted(text=A), RecordFlagged(text=A), RecordFlagged(text=B, entry=2), RecordUnflagged(flag=1, text=B),
    RecordLinked(relation="recurrence_of", to="AFI-1"), RecordNumbered(number=A),
    RecordInvolved(who="POST-2", role="assurer"), RecordVoided(reason="in_error"), RecordRenamed(name=B),
]  # fmt: skip
STREAMS = "AFI-1 AFI-1 AFI-1 AFI-2 AFI-2 GRD-1 FND-1 INS-3 ACT-1 EXP-1 MTG-1 FOR-1 DOC-2 POST-2 PCK-1 LEDGER".split()
