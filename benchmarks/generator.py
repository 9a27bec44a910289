"""A fictitious ledger of any size (``story``), the same in every byte each time.

What the write door checks of each entry is known here beforehand, so a large ledger is written past it: stamped,
encoded, sealed and stored by the door's own code, and not decided. A test makes the same small ledger both ways.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.story import IMPROVEMENTS, Step, story
from benchmarks.story import text as text
from ledger import keyring
from ledger.codec import Entropy, Entry, VaultRow
from ledger.draft import Draft, Pending
from ledger.memory import Seen, remember
from ledger.proofs.note import vkey
from ledger.recording import Ledger
from ledger.stores.file import create
from ledger.vocabulary import LEDGER

ORIGIN = "fenshire.00112233aabbccdd"
SEED = sha256(ORIGIN.encode()).digest()
#: So many recordings make a ledger, of at most so many entries each: a recording costs a signature and a wait for the
#: disk. The first has all that the opening names.
RECORDINGS, LARGEST, OPENING = 500, 2000, 50
#: How long after the last of its entries happened a recording is made.
LATE = timedelta(days=1, hours=12)


class Made(NamedTuple):
    """A ledger file in a folder of its own, with the home of its one recorder: the key, and what was seen last.

    Two copies that are written to are a fork, which a terminal that knows both refuses; so each has its own home.
    """

    path: Path

    @property
    def home(self) -> Path:
        """What ``AFI_HOME`` has to be for whoever uses this ledger."""
        return self.path.parent / "home"

    @property
    def key(self) -> keyring.Key:
        """The key of PER-1, with every right."""
        return keyring.in_memory(ORIGIN, SEED)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Inside, ``AFI_HOME`` is the recorder's."""
        before = os.environ.get("AFI_HOME")
        os.environ["AFI_HOME"] = str(self.home)
        try:
            yield
        finally:
            os.environ.pop("AFI_HOME")
            if before is not None:
                os.environ["AFI_HOME"] = before

    def copy(self, folder: Path) -> "Made":
        """The same ledger in another folder, to be written to."""
        shutil.copytree(self.path.parent, folder)
        return Made(folder / self.path.name)


def make(
    folder: Path, entries: int, *, decided: bool = False, forces: int | None = None, improvements: int = IMPROVEMENTS
) -> Made:
    """A ledger of exactly ``entries`` entries at ``folder``/afi.ledger. The folder must not exist yet.

    With ``decided``, all of them go through the write door. ``forces`` is how many are inspected; unsaid, the more the
    larger it is. ``improvements`` is how many an inspection asks for.
    """
    folder.mkdir(parents=True)
    made = Made(folder / "afi.ledger")
    create(made.path)
    with made.at_home():
        key, clock = keyring.create(ORIGIN, SEED), _Clock()
        steps = story(ORIGIN, vkey(ORIGIN, key.public), entries, forces, improvements)
        with _Door(made.path, key, clock=clock, entropy=_repeating()) as door:
            take = door.decide if decided else door.trust
            for number, batch in enumerate(_batches(steps, entries)):
                clock.now = datetime.combine(batch[-1].day, time(), UTC) + LATE
                take(batch, sha256(f"batch {number}".encode()).hexdigest()[:32])
            door.remember()
    return made


def _batches(steps: Iterator[Step], entries: int) -> Iterator[list[Step]]:
    size = OPENING
    while batch := list(islice(steps, size)):
        yield batch
        size = min(LARGEST, max(1, entries // RECORDINGS))


class _Clock:
    """Stands still while a recording is made."""

    now = datetime(1970, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class _Door(Ledger):
    """The write door, and a way past its rules."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._versions: Counter[str] = Counter()
        self._minted: Counter[str] = Counter()

    def decide(self, steps: list[Step], command: str) -> None:
        """One recording through every check."""

        def plan(draft: Draft) -> None:
            for step in steps:
                draft.add(step.event, step.saying, step.to)

        self.record(plan, command=command)

    def trust(self, steps: list[Step], command: str) -> None:
        """The same recording undecided: stamped, encoded, sealed and stored as the door does it."""
        self._origin, at = ORIGIN, f"{self._clock():%Y-%m-%dT%H:%M:%S.%f}Z"
        entries: list[Entry] = []
        vault: list[VaultRow] = []
        for place, step in enumerate(steps, 1):
            entry, texts = self._settle(self._pending(step), "PER-1", at, command, (place, len(steps)))
            entries.append(entry)
            vault += texts
        self.save(*entries, command=command, vault=vault, minted=dict(self._minted))

    def _pending(self, step: Step) -> Pending:
        kind, to = step.event.begins, step.to
        if kind:
            self._minted[kind] += 1
            to = f"{kind}-{self._minted[kind]}"
        self._versions[to or LEDGER] += 1
        saying = step.saying
        return Pending(to or LEDGER, self._versions[to or LEDGER], step.event, saying.said_by or "PER-1", saying)

    def remember(self) -> None:
        """What a terminal keeps of it."""
        with self.recorder.exclusive() as log:  # type: ignore[attr-defined]
            head = log.head()
        remember(Seen(ORIGIN, head.size, head.root))


def _repeating() -> Entropy:
    numbers = count()
    return lambda size: sha256(f"fenshire {next(numbers)}".encode()).digest()[:size]
