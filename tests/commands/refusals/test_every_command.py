"""What holds for each command that records: what it does not know, what moved on, what is only tried."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from commands import app
from ledger.stores.log import Log
from projections.views import is_level, opened
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.refusals.recordings import BEGINS, OF_OWN_WORDS, RECORDINGS, prepare, recording_commands
from tests.commands.refusals.refused import check, kept, refuses
from tests.commands.terminal import Terminal

#: What completes an erasure records nothing where none was interrupted, and none is here.
EACH = pytest.mark.parametrize("name", [name for name in RECORDINGS if name != "erase finish"])


class Prepared(NamedTuple):
    """A terminal, and what is to be typed for words in braces."""

    desk: Terminal
    typed: dict[str, str]

    def words(self, name: str) -> list[str]:
        """The command line of a command."""
        return [*name.split(), *(self.typed.get(word, word) for word in RECORDINGS[name])]


@pytest.fixture(scope="module")
def prepared(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """One terminal for all: whatever one command wrote, the next would show."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "desk").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AFI_LEDGER", "COLUMNS"):
            patch.delenv(name, raising=False)
        patch.setenv("AFI_HOME", str(folder / "home"))
        patch.chdir(folder / "desk")
        desk = moved_to_fenshire(example, Terminal(folder / "desk", patch))
        yield Prepared(desk, prepare(desk))


def test_none_is_missing() -> None:
    """A new command needs a line here."""
    assert list(RECORDINGS) == recording_commands(app.root())


@EACH
def test_an_unknown_reference(prepared: Prepared, name: str) -> None:
    """As what a command is about, and as whose words they are."""
    desk, words = prepared.desk, prepared.words(name)
    assert "There is no PER-99999 in this ledger." in refuses(desk, 3, *words, "--by", "PER-99999")
    if name not in OF_OWN_WORDS:
        first = len(name.split())
        kind = re.fullmatch(r"([A-Z]+)-[0-9]+", words[first])
        words[first] = f"{kind[1] if kind else 'AFI'}-99999"
        code = desk.run(*words).code
        assert code in (2, 3)
        assert words[first] in refuses(desk, code, *words) or not kind


@EACH
def test_a_record_that_moved_on(prepared: Prepared, name: str) -> None:
    """It is refused with what came since; a new record has nothing to move on from."""
    desk, words = prepared.desk, [*prepared.words(name), "--expect", "E-1"]
    if name in BEGINS:
        return tried(desk, words)
    what, remedy = refuses(desk, 4, *words).splitlines()
    assert re.search(r" has moved on to E-[0-9]+ since E-1\.$", what) and "`afi show " in remedy
    return None


@EACH
def test_a_command_that_is_only_tried(prepared: Prepared, name: str) -> None:
    """It is taken, and nothing is written."""
    tried(prepared.desk, prepared.words(name))


def tried(desk: Terminal, words: list[str]) -> None:
    """Runs a command with --dry-run, which is to find nothing wrong and to write nothing."""
    before = kept(desk)
    result = desk.run(*words, "--dry-run")
    assert (result.code, result.err) == (0, ""), result
    assert kept(desk) == before


def test_the_read_models_stay_level(prepared: Prepared) -> None:
    """After a refusal of each kind they show all of the log, and the log is whole."""
    desk = prepared.desk
    for code, words in ((2, ("--on", "soon")), (3, ("--on", "2099")), (4, ("--expect", "E-1"))):
        check(desk.run("note", "AFI-3", "x", *words), code)
        log = Log.open(desk.path)
        with opened(desk.path, log.opening()["origin"]) as views:
            assert is_level(log, views)
        log.close()
    assert "Whole: " in desk.does("verify").out
