"""Every class of refusal is met by some command line, with its own code, and with nothing written."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger import errors
from ledger.errors import Refusal
from tests.commands.terminal import Terminal

Prepare = Callable[[Terminal], object]


def nothing(desk: Terminal) -> None:
    """The desk as it is."""


def command_used(desk: Terminal) -> None:
    """A command id that was used for something else."""
    desk.does("note", "AFI-1", "x", "--command", "a" * 32)


def clock_set_back(desk: Terminal) -> None:
    """A computer whose clock lags by years."""

    class Lagging(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Lagging":
            """Long before the last entry, and after the demo's facts."""
            return cls(2020, 1, 1, tzinfo=UTC)

    desk.patch.setattr("ledger.recording.datetime", Lagging)


def key_deleted(desk: Terminal) -> None:
    """A computer without the key."""
    shutil.rmtree(desk.folder.parent / "home" / "config")


def rolled_back(desk: Terminal) -> None:
    """An older copy of the ledger in the place of the newer."""
    shutil.copy(desk.path, "older")
    desk.does("note", "AFI-1", "x")
    shutil.copy("older", desk.path)


def locked(desk: Terminal) -> None:
    """A ledger in a folder that a program synchronises."""
    (desk.folder / ".stfolder").mkdir()


MET: dict[type[Refusal], tuple[Prepare, tuple[str, ...], int]] = {
    errors.Unreadable: (nothing, ("note", "AFI-1", "x", "--on", "soon"), 2),
    errors.RuleBroken: (nothing, ("assign", "AFI-1"), 3),
    errors.UnknownReference: (nothing, ("note", "AFI-99", "x"), 3),
    errors.NotYetHappened: (nothing, ("note", "AFI-1", "x", "--on", "2099"), 3),
    errors.CommandReused: (command_used, ("note", "AFI-2", "x", "--command", "a" * 32), 3),
    errors.ClockBehind: (clock_set_back, ("note", "AFI-1", "x", "--on", "2018"), 3),
    errors.KeyRefused: (key_deleted, ("note", "AFI-1", "x"), 3),
    errors.AlreadyThere: (nothing, ("init", "--force", "X"), 3),
    errors.MovedOn: (nothing, ("note", "AFI-7", "x", "--expect", "E-1"), 4),
    errors.IntegrityBroken: (rolled_back, ("note", "AFI-1", "x"), 5),
    errors.StoreUnavailable: (locked, ("note", "AFI-1", "x"), 6),
}


def every_refusal() -> list[type[Refusal]]:
    """The classes of ``ledger.errors``."""
    return [found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, Refusal)][1:]


def test_none_is_missing() -> None:
    """A new class of refusal needs a command line that meets it."""
    assert set(MET) == set(every_refusal())


@pytest.mark.parametrize("refusal", MET, ids=lambda refusal: refusal.__name__)
def test_each_is_met(desk: Terminal, refusal: type[Refusal]) -> None:
    """What is raised is that very class; what, remedy and code reach the user."""
    prepare, words, code = MET[refusal]
    prepare(desk)
    raised: list[type[Refusal]] = []
    begin = Refusal.__init__

    def noted(self: Refusal, what: str, remedy: str) -> None:
        raised.append(type(self))
        begin(self, what, remedy)

    desk.patch.setattr(Refusal, "__init__", noted)
    desk.refuses(code, *words)
    assert raised[-1] is refusal and refusal.exit_code == code
