"""The user's own folders, and origins as file names."""

import subprocess
import sys
from pathlib import Path

import pytest

from ledger.errors import Unreadable
from ledger.home import cache_dir, config_dir, origin_file_name, state_dir

ORIGIN = "cambridgeshire.0123456789abcdef"


def test_afi_home_holds_all_three(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """AFI_HOME puts the three folders under one."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path))
    assert (config_dir(), state_dir(), cache_dir()) == (tmp_path / "config", tmp_path / "state", tmp_path / "cache")


def test_afi_home_may_be_relative_or_in_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A relative AFI_HOME is taken from the working folder, a tilde from the user's home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("AFI_HOME", "here")
    assert state_dir() == Path.cwd() / "here" / "state"
    monkeypatch.setenv("AFI_HOME", "~/there")
    assert state_dir() == tmp_path / "there" / "state"


@pytest.mark.parametrize("home", [None, ""])
def test_platform_folders_without_afi_home(monkeypatch: pytest.MonkeyPatch, home: str | None) -> None:
    """Without AFI_HOME, or with an empty one, each folder is the platform's for this program."""
    monkeypatch.delenv("AFI_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("AFI_HOME", home)
    for folder in (config_dir(), state_dir(), cache_dir()):
        assert folder.is_absolute()
        assert folder.parts.count("afi-ledger") == 1


def test_platformdirs_is_imported_only_when_asked() -> None:
    """Importing the module does not import platformdirs."""
    code = "import ledger.home, sys; sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_origin_is_its_own_file_name() -> None:
    """A well-formed origin comes back unchanged."""
    assert origin_file_name(ORIGIN) == ORIGIN


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "cambridgeshire",
        ".0123456789abcdef",
        "../x.0123456789abcdef",
        "a/b.0123456789abcdef",
        "a\\b.0123456789abcdef",
        "a.b.0123456789abcdef",
        "Cambs.0123456789abcdef",
        "cambs.0123456789ABCDEF",
        "cambs.0123456789abcde",
        "cambs.0123456789abcdef\n",
        "cambs\0.0123456789abcdef",
        "nul.0123456789abcdef",
        "com1.0123456789abcdef",
        "a" * 64 + ".0123456789abcdef",
    ],
)
def test_anything_else_is_refused(origin: str) -> None:
    """Whatever could leave the folder, or fail as a name on some system, is refused with a remedy."""
    with pytest.raises(Unreadable) as refusal:
        origin_file_name(origin)
    assert refusal.value.remedy
