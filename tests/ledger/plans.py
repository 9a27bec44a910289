"""What the tests of the write door record in the ledger of ``tests.making``, and how they see that nothing was."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from ledger import keyring
from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.improvement import ImprovementNoted, ImprovementRaised
from ledger.events.key import KeyEnrolled
from ledger.events.person import PersonAdded
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.stores.file import connect
from ledger.vocabulary import Right
from tests.making import BEGUN, ORIGIN, say, ticking

TABLES = ("entry", "checkpoint", "vault", "minted")


def raising(draft: Draft) -> str:
    """One more improvement."""
    text = Prose("The force should answer calls sooner.")
    event = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=text)
    return draft.add(event, say("2018-03-22"))


def noting(text: str = "Calls are answered.", to: str = "AFI-1", on: str = "2018-06-12", by: str | None = None) -> Plan:
    """Something that happened about an improvement."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), say(on, by), to)


def enrol(ledger: Ledger, *rights: Right) -> keyring.Key:
    """A new person's key with these rights; the first is PER-2's."""
    key = keyring.create(ORIGIN)

    def plan(draft: Draft) -> None:
        person = draft.add(PersonAdded(name=Prose("Bob Clerk"), organisation="ORG-2"), say("2018"))
        draft.add(KeyEnrolled(vkey=vkey(ORIGIN, key.public), person=person, rights=tuple(sorted(rights))), say("2018"))

    ledger.record(plan)
    return key


def beside(ledger: Ledger, key: keyring.Key) -> Ledger:
    """The same ledger, open for somebody else, whose clock goes about as that of ``tests.making``."""
    return Ledger(ledger.path, key, ticking(BEGUN + timedelta(hours=1)))


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in TABLES}


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Nothing is committed meanwhile: neither a row nor anything else that SQLite keeps in the file."""
    with closing(connect(path)) as watcher:
        before = contents(path), watcher.execute("PRAGMA data_version").fetchone()
        yield
        assert (contents(path), watcher.execute("PRAGMA data_version").fetchone()) == before
