"""A desk for the tests of checks: records on any day, by anybody, and asks what the checks ask."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from ledger import keyring
from ledger.draft import Draft, Saying
from ledger.events import Event, Prose
from ledger.events.improvement import ImprovementRaised
from ledger.events.key import KeyEnrolled
from ledger.events.person import PersonAdded
from ledger.proofs.note import vkey
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.queries.checks import check
from projections.views import Views
from tests.making import ORIGIN, repeating, say, ticking

Row = dict[str, Any]
#: An event, what is said beside it, and of which record; of none, where it begins one.
Step = tuple[Event, Saying] | tuple[Event, Saying, str]
#: The days on which what is recorded at this desk is recorded, if no other is given, and looked at.
TODAY = date(2026, 1, 1)
TEXT = Prose("So it is.")
_NUMBERS = count()


def raised(text: str = "Supervise investigations.", **more: object) -> ImprovementRaised:
    """An area for improvement of the inspection, or what else is given."""
    asked = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "text": Prose(text)}
    return ImprovementRaised.model_validate(asked | more)


#: Said on the day of the report, by the inspectorate.
PUBLISHED = say("2018-03-22", by="ORG-1")
RAISED: Step = (raised(), PUBLISHED)


@dataclass
class Desk:
    """The ledger of the tests, its log and its read models."""

    path: Path
    log: Log
    views: Views

    def told(self, *steps: Step, on: date | None = None, by: str = ORIGIN) -> list[int]:
        """Records the steps in one command; gives the positions of the entries."""
        key = keyring.in_memory(ORIGIN, sha256(by.encode()).digest())
        start = datetime.combine(on or TODAY, datetime.min.time().replace(hour=14), UTC)
        entropy = repeating(f"command {next(_NUMBERS)}")
        with Ledger(self.path, key, clock=ticking(start), entropy=entropy) as ledger:
            receipt = ledger.record(lambda draft: [draft.add(*step) for step in steps])
        level(self.log, self.views)
        return [entry.position for entry in receipt.entries]

    def corrected(self, position: int, event: Event, saying: Saying) -> int:
        """Corrects an entry months later; gives the position of the correction."""
        key = keyring.in_memory(ORIGIN, sha256(ORIGIN.encode()).digest())
        with Ledger(self.path, key, clock=ticking(datetime(2026, 6, 1, 12, tzinfo=UTC))) as ledger:
            size = ledger.record(lambda draft: _correct(draft, position, event, saying)).size
        level(self.log, self.views)
        return size

    def enrolled(self, name: str) -> str:
        """Adds a person with a key of that name's."""
        key = keyring.in_memory(ORIGIN, sha256(name.encode()).digest())
        before = self.views.query("SELECT max(number) AS last FROM record WHERE noun = 'person'")[0]["last"]
        person = f"PER-{before + 1}"
        enrolled = KeyEnrolled(vkey=vkey(ORIGIN, key.public), person=person, rights=("record",))
        self.told((PersonAdded(name=Prose(name)), say("2026-01-01")), (enrolled, say("2026-01-01")))
        return person

    def rows(self, *names: str, today: date = TODAY, **more: Any) -> list[Row]:
        """What these checks ask."""
        return check(self.views, today, only=names, **more)

    def asked(self, *names: str, today: date = TODAY) -> list[tuple[str, str]]:
        """The record and the entry of each."""
        return [(row["ref"], row["entry"]) for row in self.rows(*names, today=today)]


def _correct(draft: Draft, position: int, event: Event, saying: Saying) -> None:
    draft.correct(position, event, saying)
