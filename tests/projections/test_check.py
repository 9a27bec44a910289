"""Whoever touches the read models is found out, to the cell."""

import pytest

from ledger.recording import Ledger
from ledger.stores.log import Log
from projections import follow
from projections.follow import check
from projections.views import TABLES, Views
from tests.projections.everything import everything


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("UPDATE level SET origin = 'x'", "level origin differs from the log"),
        ("UPDATE level SET root = zeroblob(32)", "level root differs from the log"),
        ("UPDATE level SET schema = 0", "level is missing"),
        ("UPDATE happening SET said_by = 'PER-9' WHERE position = 4", "happening 4 said_by differs from the log"),
        (
            "UPDATE change SET value = '\"Eve\"' WHERE ref = 'PER-1' AND field = 'name'",
            "change PER-1/name/4 value differs from the log",
        ),
        ("DELETE FROM change WHERE ref = 'PER-1' AND field = 'name'", "change PER-1/name/4 is missing"),
        ("INSERT INTO change VALUES ('PER-1', 'nick', 4, '1')", "change PER-1/nick/4 does not belong there"),
        ("UPDATE record SET body = '{}' WHERE ref = 'ORG-2'", "record ORG-2 body differs from the log"),
        ("DELETE FROM record WHERE ref = 'QUE-2'", "record QUE-2 is missing"),
        ("INSERT INTO citation VALUES ('DOC-9', 1, '')", "citation DOC-9/1/ does not belong there"),
        ("UPDATE search_docsize SET sz = x'01010101' WHERE id = 4", "search_docsize 4 sz differs from the log"),
        ("CREATE TABLE planted(x)", "sqlite_schema planted does not belong there"),
    ],
)  # fmt: skip
def test_a_check_names_the_cell_that_was_touched(log: Log, views: Views, edit: str, said: str) -> None:
    """By table, key and column; a row too many or too few by its key; a table that was planted by its name."""
    views.query(edit)
    assert [str(found) for found in check(log, views)] == [said]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("INSERT INTO search(rowid, text) VALUES (999, 'planted')", "search planted/999/text/0 does not belong there"),
        (
            "INSERT INTO search(search, rowid, about, recorded_by, said_by, text) "
            "VALUES ('delete', 4, 'PER PER1', 'PER1', 'PER1', 'ann keeper')",
            "search ann/4/text/0 is missing",
        ),
    ],
)
def test_a_check_sees_each_word_of_the_index(log: Log, views: Views, edit: str, said: str) -> None:
    """One that was put in, and one that was taken out: whoever searches would be told so."""
    views.query(edit)
    assert said in map(str, check(log, views))


def test_a_check_sees_an_index_whose_blocks_are_spoilt(log: Log, views: Views) -> None:
    """Words that can no longer be read are missing."""
    views.query("UPDATE search_data SET block = zeroblob(9) WHERE id > 10")
    assert any(str(found).startswith("search ") for found in check(log, views))


def test_a_check_sees_a_level_beyond_the_log(log: Log, views: Views) -> None:
    """As much is made afresh as there is, and the level differs."""
    views.query("UPDATE level SET position = 999")
    assert "level position differs from the log" in map(str, check(log, views))


def test_every_table_can_be_checked() -> None:
    """A table added to the schema and forgotten here would go unwatched."""
    tables = {statement.split("(")[0].split()[-1] for statement in TABLES if "CREATE TABLE" in statement}
    tables |= {"search", "search_docsize", "search_config"}
    assert tables == set(follow._KEYS) - {"sqlite_schema"}


def test_being_behind_is_no_difference(ledger: Ledger, log: Log, views: Views) -> None:
    """Read models that show the log as it was an entry ago are whole."""
    ledger.record(everything)
    assert check(log, views) == []
