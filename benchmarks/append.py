"""What recording costs: through the write door, against one raw insert and against the library without proofs."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.generator import Made, text
from benchmarks.measuring import Result, Scope, in_turn, milliseconds
from benchmarks.plain import Plain, RawSqlite, Rows
from ledger.codec import Entry, Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.improvement import ImprovementNoted
from ledger.proofs.tree import EMPTY_ROOT, Frontier
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections import follow
from projections.views import Views

#: Notes go round these, so that no record grows much longer than records do.
RECORDS = [f"AFI-{number}" for number in range(1, 101)]
BULK = 100
ON = Saying(Happened(Span.on("2024-03-01")))


class Recorder:
    """A ledger open for recording, with its read models, at the home of its recorder."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self.ledger = Ledger(made.path, made.key)
        self.log, self._views = Log.open(made.path), Views.at(f"{made.path}-views")
        follow.level(self.log, self._views)

    def note(self, number: int, *, with_views: bool = False) -> None:
        """One recording of one note."""
        event = ImprovementNoted(text=Prose(text(number)))
        with self._made.at_home():
            self.ledger.record(lambda draft: draft.add(event, ON, RECORDS[number % len(RECORDS)]))
            if with_views:
                follow.level(self.log, self._views)

    def notes(self, numbers: Iterator[int]) -> None:
        """One recording of a hundred notes, each about another record, and the read models."""

        def plan(draft: Draft) -> None:
            for record in RECORDS[:BULK]:
                draft.add(ImprovementNoted(text=Prose(text(next(numbers)))), ON, record)

        with self._made.at_home():
            self.ledger.record(plan)
            follow.level(self.log, self._views)

    def close(self) -> None:
        """Lets go of the ledger and its read models."""
        for each in (self.ledger, self.log, self._views):
            each.close()


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """One entry a recording, then a hundred."""
    yield from _single(made(scope.small), scope, folder)
    yield from _bulk(made(scope.small), scope, folder)


def _single(made: Made, scope: Scope, folder: Path) -> Iterator[Result]:
    """``seal`` appends entries made beforehand: what is left is the library's save, with seal and signature."""
    numbers = count(1)
    one, level, sealing = (Recorder(made.copy(folder / name)) for name in ("one", "level", "seal"))
    raw, plain = RawSqlite(folder / "raw", _entry_of(made)), Plain(folder / "plain")
    rows = Rows(folder / "rows", _entry_of(made))
    entries = _ready(sealing.ledger)
    cases: dict[str, Callable[[], object]] = {
        "raw": raw.insert,
        "plain": lambda: plain.save_one(text(next(numbers))),
        "seal": lambda: sealing.ledger.save(entry := next(entries), command=entry.cmd),
        "sign": lambda: sealing.ledger._seal(1, EMPTY_ROOT),
        "tree": lambda: grow(sealing.log),
        "rows": rows.insert,
        "one": lambda: one.note(next(numbers)),
        "level": lambda: level.note(next(numbers), with_views=True),
    }
    times = in_turn(cases, scope.times)
    for each in (one, level, sealing, raw, plain, rows):
        each.close()
    base = milliseconds(times.median("raw"))
    for name in ("one", "level", "plain"):
        yield Result(f"append.{name}", times.ratio(name, "raw"), base, milliseconds(times.median(name)))
    share = times.ratio("seal", "plain") - 1
    saved = milliseconds(times.median("plain"))
    yield Result("append.seal", share, saved, milliseconds(times.median("seal")))
    for part in ("sign", "tree"):
        yield Result(f"append.{part}", times.ratio(part, "plain"), saved, milliseconds(times.median(part)))
    # What the same durable transaction costs with our tables, less what it costs with one that has no index.
    more = (times.median("rows") - times.median("raw")) / times.median("plain")
    yield Result("append.rows", more, saved, milliseconds(times.median("rows") - times.median("raw")))


def grow(log: Log) -> bytes:
    """The root with one leaf more, from the stored nodes, as the store makes it."""
    tree = Frontier(log.size(), log.node)
    tree.append(EMPTY_ROOT)
    return tree.root()


def _bulk(made: Made, scope: Scope, folder: Path) -> Iterator[Result]:
    numbers = count(1)
    raw = RawSqlite(folder / "raw-bulk", _entry_of(made))
    recorder = Recorder(made.copy(folder / "bulk"))
    cases = {"raw": lambda: raw.insert(BULK), "ours": lambda: recorder.notes(numbers)}
    times = in_turn(cases, max(5, scope.times // 20))
    raw.close()
    recorder.close()
    base, ours = (f"{milliseconds(times.median(name) / BULK)} an entry" for name in ("raw", "ours"))
    yield Result("append.bulk", times.ratio("ours", "raw"), base, ours)


def _entry_of(made: Made) -> bytes:
    """A note's stored bytes."""
    log = Log.open(made.path)
    try:
        return next(row.stored for row in log.all_rows() if row.type == "improvement.noted")
    finally:
        log.close()


def _ready(ledger: Ledger) -> Iterator[Entry]:
    """Entries of one new stream, made by hand: the store takes them as it finds them."""
    ledger._origin = ledger.signer.origin  # type: ignore[attr-defined]  # what a recording learns from entry 1
    day = {"from": "2024-03-01", "to": "2024-03-01"}
    for version in count(1):
        yield Entry(
            stream="AFI-999999999", version=version, type="improvement.noted", v=1,
            data={"text": {"prose": f"{version:064x}"}}, at="2025-06-01T12:00:00.000000Z", on=day,
            recorded_by="PER-1", said_by="PER-1", cmd=f"{version:032x}", key=ledger.signer.fingerprint, batch=(1, 1),
        )  # fmt: skip
