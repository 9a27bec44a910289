"""The second opinion, run as an auditor runs it, and folders for it to look at."""

import subprocess
import sys
from pathlib import Path

from projections.pages import check

SCRIPT = Path(check.__file__)


def run(*words: object, python: str = sys.executable, code: int = 0) -> str:
    """What the file says, run by itself: no package of ours can be imported."""
    found = subprocess.run([python, "-I", str(SCRIPT), *map(str, words)], capture_output=True, cwd="/")
    assert found.returncode == code, found
    assert not found.stderr
    return found.stdout.decode()


def put(files: dict[str, bytes], at: Path) -> Path:
    """The files in a folder."""
    for name, content in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return at


def opinion(files: dict[str, bytes], at: Path) -> check.Report:
    """What it says of these files."""
    return check.check(put(files, at))
