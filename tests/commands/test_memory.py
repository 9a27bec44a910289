"""Whoever saw more of a ledger is shown neither less of it nor another: looking, recording, verifying are refused."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.commands.terminal import Terminal


def elsewhere(desk: Terminal, *commands: tuple[str, ...]) -> None:
    """Commands of the same person at another terminal, which has seen as much as this one until now."""
    other = desk.folder.parent / "other"
    shutil.copytree(desk.folder.parent / "home", other)
    with desk.patch.context() as patch:
        patch.setenv("AFI_HOME", str(other))
        for words in commands:
            desk.does(*words)


def add(name: str) -> tuple[str, ...]:
    """Records something."""
    return ("people", "add", name)


def rolled_back(desk: Terminal) -> None:
    """A backup was put where the ledger is, by hand."""
    desk.does("backup", "old.ledger")
    desk.does(*add("Joy"))
    shutil.copy(desk.folder / "old.ledger", desk.path)


def cut(desk: Terminal) -> None:
    """The last batch was taken out of the file, checkpoint and all."""
    desk.does(*add("Joy"))
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as enemy:
        for table, column in (("entry", "position"), ("checkpoint", "size")):
            [[trigger]] = enemy.execute(f"SELECT sql FROM sqlite_master WHERE name = '{table}_delete'")
            enemy.execute(f"DROP TRIGGER {table}_delete")
            enemy.execute(f"DELETE FROM {table} WHERE {column} = {7}")
            enemy.execute(trigger)
        enemy.execute("DELETE FROM vault WHERE rowid = (SELECT max(rowid) FROM vault)")
        enemy.execute("UPDATE minted SET last = 1 WHERE kind = 'PER'")


def grown_again(desk: Terminal, *names: str) -> None:
    """An old copy was put back, and somebody who had seen no more went on with it."""
    desk.does("backup", "old.ledger")
    desk.path.rename(desk.folder / "newer.ledger")
    shutil.copy(desk.folder / "old.ledger", desk.path)
    elsewhere(desk, *map(add, names))
    desk.does(*add("Joy"), "--ledger", "newer.ledger")


CASES: dict[str, tuple[Callable[[Terminal], None], str, str]] = {
    "rolled back": (rolled_back, "has 6 entries, but this terminal has seen 7", "cut"),
    "cut": (cut, "has 6 entries, but this terminal has seen 7", "cut"),
    "forked, as long": (lambda desk: grown_again(desk, "Eve"), "its history was replaced", "fork"),
    "forked, longer": (lambda desk: grown_again(desk, "Eve", "Kit"), "its history was replaced", "fork"),
}


@pytest.mark.parametrize("case", CASES)
def test_less_or_another_is_refused(fresh: Terminal, case: str) -> None:
    """At the very next command, whatever it is; and nothing that it is told makes it forget."""
    happen, said, kind = CASES[case]
    happen(fresh)
    for words in (["people", "list"], ["stats"], [], [*add("Sue")], ["backup", "x.ledger"]):
        assert said in fresh.refuses(5, *words)
    verdict = fresh.run("verify", "--json")
    assert verdict.code == 5 and [each["kind"] for each in verdict.json["findings"]] == [kind]
    assert said in fresh.refuses(5, *add("Sue"))


def test_a_cut_ledger_names_the_way_on(fresh: Terminal) -> None:
    """There is no way to trust it: what is left goes on as a successor."""
    rolled_back(fresh)
    assert "`afi succeed`" in fresh.refuses(5, "people", "list")


def test_who_saw_no_more_is_not_troubled(fresh: Terminal) -> None:
    """A terminal that had not seen the later entries cannot know of them."""
    rolled_back(fresh)
    shutil.rmtree(fresh.folder.parent / "home" / "state")
    assert fresh.does("people", "list").code == 0
