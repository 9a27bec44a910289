"""Rebuild: the read models are made anew, or compared with what the log makes of them."""

import sqlite3
from contextlib import closing

from tests.commands.terminal import Terminal


def test_as_the_log_makes_them(desk: Terminal) -> None:
    """What is level and untouched passes."""
    assert desk.does("rebuild", "--check").out == "The read models are as the log makes them, up to E-131.\n"


def test_a_difference_is_named(desk: Terminal) -> None:
    """Table, key and column; exit 5; and `afi rebuild` is the cure."""
    desk.does("register")
    with closing(sqlite3.connect(f"{desk.path}-views", isolation_level=None)) as views:
        views.execute("""UPDATE record SET body = replace(body, '"raised"', '"closed"') WHERE ref = 'AFI-1'""")
        views.execute("DELETE FROM change WHERE ref = 'AFI-2'")
    result = desk.run("rebuild", "--check")
    assert result.code == 5
    assert "record AFI-1 body differs from the log" in result.err and "change AFI-2/" in result.err
    assert "closed" in {row["status"] for row in desk.does("register", "--json").rows}
    assert desk.does("rebuild").out == "The read models are made anew, up to E-131.\n"
    desk.does("rebuild", "--check")
    assert "closed" not in {row["status"] for row in desk.does("register", "--json").rows}


def test_many_differences_are_counted(desk: Terminal) -> None:
    """Twenty are shown."""
    desk.does("register")
    with closing(sqlite3.connect(f"{desk.path}-views", isolation_level=None)) as views:
        views.execute("DELETE FROM happening")
    error = desk.run("rebuild", "--check").err
    assert "     and 111 more\n" in error and error.count("is missing") == 20


def test_they_can_be_deleted_at_any_time(desk: Terminal) -> None:
    """The next command makes them again."""
    before = desk.does("register").out
    for file in desk.folder.glob("afi.ledger-views*"):
        file.unlink()
    assert desk.does("register").out == before


def test_a_damaged_file(desk: Terminal) -> None:
    """The refusal names the cure, and the cure works."""
    for file in desk.folder.glob("afi.ledger-views*"):
        file.unlink()
    (desk.folder / "afi.ledger-views").write_bytes(b"damaged" * 1000)
    assert "`afi rebuild`" in desk.refuses(6, "register")
    desk.does("rebuild")
    assert "AFI-7" in desk.does("register").out


def test_no_read_models_are_no_fault(desk: Terminal) -> None:
    """They may be deleted at any time."""
    discarded = list(desk.folder.glob("*-views*"))
    for each in discarded:
        each.unlink()
    assert discarded and "no read models yet" in desk.does("rebuild", "--check").out


def test_a_made_up_ledger_says_so(fresh: Terminal) -> None:
    """As every look does: made anew, checked, and where there is nothing to check."""
    for words in (("rebuild",), ("rebuild", "--check")):
        assert fresh.does(*words).out.endswith("up to E-6.  (FICTITIOUS)\n")
    for each in fresh.folder.glob("*-views*"):
        each.unlink()
    assert fresh.does("rebuild", "--check").out.endswith("makes them.  (FICTITIOUS)\n")


def test_as_json(desk: Terminal) -> None:
    """Whether they were made, and whether there were any to check."""
    made = desk.does("rebuild", "--json").json
    assert (made["as_of"], made["made"], made["there"]) == ("E-131", True, True)
    assert desk.does("rebuild", "--check", "--json").json == made | {"made": False}
    for each in desk.folder.glob("*-views*"):
        each.unlink()
    assert desk.does("rebuild", "--check", "--json").json == made | {"made": False, "there": False}
