"""Pages that are judged apart, here or elsewhere: the verdict is the same, and doubt is never settled there."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.generator import make
from ledger.codec import understand
from ledger.proofs import judging, verifying
from ledger.proofs.audit import audit
from ledger.proofs.evidence import Evidence
from ledger.proofs.judging import Judge, Judgement, judged_by
from ledger.proofs.tree import Frontier, leaf_hash, levels, stored_with
from ledger.proofs.verdict import Verdict
from ledger.proofs.verifying import Processors
from ledger.stores.evidence import open_evidence
from tests.ledger.proofs.test_audit import Rows, edit, ledger
from tests.ledger.proofs.test_regular import batched

#: Entries in a page here.
PAGE = 64


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small ledgers have many pages, and other processes are worth their while."""
    monkeypatch.setattr("ledger.proofs.audit.PAGE", PAGE)
    monkeypatch.setattr(verifying, "_WORTH_PAGES", 2)
    monkeypatch.setattr(verifying, "cores", lambda: 2)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of ten pages and a part of one."""
    return make(tmp_path_factory.mktemp("judged") / "ledger", 10 * PAGE + 7).path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled."""
    with closing(sqlite3.connect(sound)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "afi.ledger"),))
    with closing(sqlite3.connect(tmp_path / "afi.ledger")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    return tmp_path / "afi.ledger"


def alter(path: Path, *statements: str) -> None:
    """Does to a file what its triggers forbid, and puts them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, text in triggers:
            connection.execute(text)


def verdicts(path: Path) -> list[Verdict]:
    """Of one file: nothing judged, judged here, judged by other processes."""
    with Processors() as processors, open_evidence(path) as evidence:
        shares = (lambda judge, pages: iter([None] * len(pages)), judging.judge_here, processors.share)
        return [audit(evidence, understand=understand, share=share) for share in shares]


SPOILED = {
    "nothing": "SELECT 1",
    "an entry": "UPDATE entry SET bytes = zeroblob(70000) WHERE position = 200",
    "a word": "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'PER-1', 'PER-2') AS BLOB) "
    "WHERE position = 201",
    "a gap within a page": "DELETE FROM entry WHERE position BETWEEN 200 AND 203",
    "a gap of pages": "DELETE FROM entry WHERE position BETWEEN 100 AND 300",
    "a page's first": f"DELETE FROM entry WHERE position = {PAGE + 1}",
    "a page's last": f"DELETE FROM entry WHERE position = {2 * PAGE}",
    "the end": "DELETE FROM entry WHERE position > 500",
    "a leaf": "UPDATE entry SET hashes = zeroblob(32) WHERE position = 201",
    "a node above a page": f"UPDATE entry SET hashes = zeroblob(length(hashes)) WHERE position = {4 * PAGE}",
    "a row far away": "INSERT INTO entry SELECT 9223372036854775807, stream, 999, type, command, bytes, hashes "
    "FROM entry WHERE position = 5",
    "a row before": "INSERT INTO entry SELECT -9223372036854775808, stream, 999, type, command, bytes, hashes "
    "FROM entry WHERE position = 5",
    "a column": "UPDATE entry SET command = '' WHERE position = 300",
    "a text": "UPDATE vault SET content = x'ff' WHERE rowid = 100",
    "a long text": "UPDATE vault SET content = zeroblob(9000) WHERE rowid = 100",
    "texts": "DELETE FROM vault WHERE rowid BETWEEN 100 AND 150",
    "a text more": "INSERT INTO vault VALUES (zeroblob(32), zeroblob(16), x'61')",
    "a checkpoint": "DELETE FROM checkpoint WHERE size = 300",
}


@pytest.mark.parametrize("statement", SPOILED.values(), ids=SPOILED)
def test_the_verdict_is_the_same(path: Path, statement: str) -> None:
    """In the same words and the same order, however much was settled by pages."""
    alter(path, statement)
    singly, here, elsewhere = verdicts(path)
    assert singly == here == elsewhere
    assert here.sound == (statement == SPOILED["nothing"])


def judge(evidence: Evidence, size: int = PAGE) -> Judge:
    """A judge of pages of so many entries."""
    return judged_by(evidence.again(), understand, size)


def test_most_of_a_large_ledger_is_settled_by_pages(sound: Path) -> None:
    """All but its opening."""
    with open_evidence(sound) as evidence:
        pages = evidence.places(PAGE)
        assert pages is not None and [*map(len, pages)] == [PAGE] * 10 + [7]
        judged = [*map(judge(evidence), pages)]
        settled = [run.places for page in judged if page for run in page.runs]
        assert settled[1:] == pages[1:] and len(settled[0]) > PAGE // 2
        assert not any(run.unsettled for page in judged if page for run in page.runs)


def test_a_damaged_file_is_gone_through_in_one_go(path: Path) -> None:
    """Where a row is found by its number might not be where it lies."""
    alter(path, "CREATE TABLE planted(x)")
    with open_evidence(path) as evidence:
        assert evidence.places(PAGE) is None and evidence.kept() is None


def test_a_page_that_is_too_much_at_once_is_not_judged(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays bounded however large the entries are."""
    with open_evidence(sound) as evidence:
        monkeypatch.setattr(judging, "_MOST_BYTES", 1000)
        assert judge(evidence)(range(65, 129)) is None


def test_a_file_that_is_gone_meanwhile(path: Path) -> None:
    """Nothing is settled of it elsewhere; what is open here is read on."""
    with open_evidence(path) as evidence:
        settle = judge(evidence)
        path.rename(path.with_name("moved"))
        assert settle(range(65, 129)) is None


def test_read_only_media(path: Path) -> None:
    """The copy that is read is the one that other processes read, write-ahead log and all."""
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("INSERT INTO minted VALUES ('XYZ', 1)")
    writer.commit()
    path.parent.chmod(0o500)
    try:
        singly, here, elsewhere = verdicts(path)
    finally:
        path.parent.chmod(0o700)
        writer.close()
    assert singly == here == elsewhere and [each.kind for each in here.findings] == ["number"]


# Other processes.

#: Stands for a judge where only the order counts.
_SPELLED: Any = list


class Refusing:
    """A pool that starts no process, or loses the ones that it has."""

    def __init__(self, *_: Any) -> None:
        pass

    def submit(self, *_: Any) -> Any:
        raise OSError("no semaphores")

    def shutdown(self, **_: Any) -> None:
        pass


class Lost(Refusing):
    def submit(self, *_: Any) -> Any:
        return self

    def result(self) -> None:
        raise BrokenProcessPool


@pytest.mark.parametrize("pool", [Refusing, Lost])
def test_where_there_is_no_other_process(sound: Path, monkeypatch: pytest.MonkeyPatch, pool: type) -> None:
    """Pages are judged here, each once."""
    monkeypatch.setattr(verifying, "ProcessPoolExecutor", pool)
    singly, here, elsewhere = verdicts(sound)
    assert singly == here == elsewhere and here.sound


def test_few_pages_are_judged_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """To start other processes would take longer."""
    monkeypatch.setattr(verifying, "_WORTH_PAGES", 5)
    with Processors() as processors:
        assert [*processors.share(lambda page: None, [range(1)] * 4)] == [None] * 4
        assert processors._pool is None


def test_judgements_come_in_order() -> None:
    """More pages than are ever on their way at once."""
    pages = [range(start, start + 1) for start in range(40)]
    with Processors() as processors:
        spelled: list[Any] = [*processors.share(_SPELLED, pages)]
    assert spelled == [[*page] for page in pages]


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C is no signal to one process there")
def test_interrupted(sound: Path) -> None:
    """Ctrl-C ends the other processes too."""
    program = (
        "import signal\n"
        "from ledger.proofs import verifying\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background has it ignored
        "verifying._WORTH_PAGES, verifying.cores = 1, lambda: 2\n"
        "def main():\n"
        "    with verifying.Processors() as processors:\n"
        "        for number, _ in enumerate(processors.share(list, [range(9)] * 10**7)):\n"
        "            if number == 9: print(*processors._pool._processes, flush=True)\n"
        "if __name__ == '__main__': main()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        children = [*map(int, process.stdout.readline().split())]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) != 0 and len(children) == 2
        process.stdout.close()
        assert not [child for child in children if _runs(child)]
    finally:
        process.kill()


def _runs(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


# What a judgement rests on.


def test_levels_and_what_is_stored_of_them() -> None:
    """The same nodes and hashes as growing the tree leaf by leaf, whatever its size."""
    tree, leaves, stored = Frontier(), [], []
    for number in range(1, 131):
        leaves.append(leaf_hash(b"%d" % number))
        stored.append(tree.append(leaves[-1]))
        grown = levels(leaves)
        assert stored_with(grown) == stored
        assert judging._edge(grown, number) == tree.nodes
        assert Frontier.of(number, tree.nodes).root() == tree.root()


@pytest.mark.parametrize("place", range(3, 60, 7))
def test_an_edited_entry_settles_nothing(place: int) -> None:
    """Of its page: every hash stored in it has to be its entries' own."""
    rows = ledger(60)
    assert judge_rows(rows) is not None
    edit(rows, place)
    assert judge_rows(rows) is None


def judge_rows(rows: Rows) -> Judgement | None:
    """What is said of the one page of these rows."""
    return judged_by(rows.again(), lambda entry: None, PAGE)(range(1, PAGE + 1))


def texts_of(rows: Rows, judgement: Judgement | None) -> tuple[int, Sequence[int]]:
    """How many texts were settled, and which entries were not."""
    assert judgement is not None
    [run] = judgement.runs
    return len(run.texts) // 32, run.unsettled


def test_texts_that_are_not_as_committed_are_not_settled() -> None:
    """Only those; the others of their page are."""
    rows = batched(40, Random(1))
    texts, unsettled = texts_of(rows, judge_rows(rows))
    assert texts == len(rows.vault) and not unsettled
    for place in (5, 9):
        rows.vault[[*rows.vault][place]] = rows.vault[[*rows.vault][place]]._replace(content=b"other")
    left, unsettled = texts_of(rows, judge_rows(rows))
    assert 1 <= len(unsettled) <= 2 and texts - 4 <= left <= texts - 2
