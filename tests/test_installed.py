"""Installed as a user would install it: from a wheel, with no checkout in sight."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    [wheel] = folder.glob("afi_ledger-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def run(site: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs the command from an installed copy, in another folder, with an empty home."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(site), "PYTHONWARNINGS": "error"}
    start = [sys.executable, "-P", "-m", "commands.app", *words]
    return subprocess.run(start, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_what_runs(installed: Path, tmp_path: Path) -> None:
    """The example is recorded, shown and verified from the wheel alone."""
    done = run(installed, tmp_path, "demo", "--name", "Sam Okafor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "AFI-7" in done.stdout and "Whole: " in done.stdout
    noted = run(installed, tmp_path, "note", "AFI-7", "- Dip sample at 92%", "--ledger", "cambridgeshire/afi.ledger")
    assert (noted.returncode, noted.stderr) == (0, "")


def test_the_wheel_holds_only_the_product(installed: Path) -> None:
    """Three packages and the metadata: no tests, no benchmarks, no stray file."""
    assert {each.name.partition("-")[0] for each in installed.iterdir()} == {
        "ledger",
        "projections",
        "commands",
        "afi_ledger",
    }


def test_the_version_is_told_once(installed: Path, tmp_path: Path) -> None:
    """`afi --version` is the version of the distribution."""
    [metadata] = installed.glob("afi_ledger-*.dist-info/METADATA")
    [version] = [line.split()[1] for line in metadata.read_text().splitlines() if line.startswith("Version:")]
    assert run(installed, tmp_path, "--version").stdout == f"afi {version}\n"
