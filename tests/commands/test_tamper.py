"""`afi demo tamper`: five forgeries in a minute, or all of them in a table; and nothing left behind."""

import os
import re
import tempfile
from pathlib import Path

import pytest

from commands.demo.gallery.rows import ROWS
from commands.demo.tamper import SHOWN
from tests.commands.terminal import Terminal


@pytest.fixture
def alone(bare: Terminal) -> Terminal:
    """A terminal whose temporary files can be counted."""
    folder = bare.folder.parent / "temporary"
    folder.mkdir()
    bare.patch.setattr(tempfile, "tempdir", str(folder))
    return bare


def left(desk: Terminal) -> list[Path]:
    """What lies in the folder, at home, and in the folder for temporary files."""
    places = (desk.folder, desk.folder.parent / "home", desk.folder.parent / "temporary")
    return [found for place in places if place.exists() for found in place.rglob("*")]


def test_five_in_a_pipe(alone: Terminal) -> None:
    """Each says what was done, and what the audit says of it; in a pipe it goes straight through."""
    home = os.environ["AFI_HOME"]
    said = alone.does("demo", "tamper").out
    assert [line for line in said.splitlines() if " of 5: " in line] == [
        f"{number} of 5: {name}" for number, name in enumerate(SHOWN, 1)
    ]
    assert said.count("$ afi verify") == 5 and len(re.findall("^WRONG ", said, re.MULTILINE)) >= 5
    assert "Bob's note E-138 now says that another body said it." in said
    assert "still whole up to  E-137, sealed" in said
    assert max(map(len, said.splitlines())) <= 100
    assert (os.environ["AFI_HOME"], left(alone)) == (home, [])


def test_a_person_goes_on_by_enter(alone: Terminal) -> None:
    """At a terminal it waits after each; the end of input goes on too."""
    alone.tty = True
    result = alone.run("demo", "tamper", stdin=b"\n\n")
    assert (result.code, result.out.count("Enter goes on.")) == (0, 5)
    assert left(alone) == []


def test_all_in_a_table(alone: Terminal) -> None:
    """A line each, with what was found, where, and the last entry that holds."""
    said = alone.does("demo", "tamper", "--all").out
    for row in ROWS:
        [line] = [line for line in said.splitlines() if line.startswith(row.name.ljust(46))]
        assert row.kind in line and "NOTHING" not in line
    assert re.search("^an edited entry +edited +E-138, entry.bytes +E-137$", said, re.MULTILINE)
    assert max(map(len, said.splitlines())) <= 100
    assert left(alone) == []


def test_interrupted_it_leaves_nothing(alone: Terminal) -> None:
    """Ctrl-C at the second."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    home = os.environ["AFI_HOME"]
    alone.patch.setattr("commands.demo.tamper._wait", interrupt)
    assert alone.run("demo", "tamper").code == 130
    assert (os.environ["AFI_HOME"], left(alone)) == (home, [])


def test_all_is_of_tampering(bare: Terminal) -> None:
    """The examples have nothing to list."""
    assert "`afi demo tamper --all`" in bare.refuses(2, "demo", "--all")
    assert not list(bare.folder.iterdir())
