"""`afi demo tamper`: five ways to falsify a ledger, and what `afi verify` says of each; or all of the gallery."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from commands.rendering import for_people, print_fields, print_text
from ledger.errors import IntegrityBroken

if TYPE_CHECKING:
    from commands.demo.gallery.rows import Row
    from commands.demo.gallery.scene import Scene

#: The five that a person is shown, by name.
SHOWN = (
    "an edited entry",
    "an entry in another's name",
    "an evidence file replaced",
    "a chain rewritten without a key",
    "rolled back to an old backup",
)
#: What is found first in a list of many is what came of it, not what was done.
_MOST = 2


def tamper(*, every: bool) -> None:
    """Falsifies copies of the Cambridgeshire example in a temporary folder, of which nothing is left."""
    from commands.demo.gallery import rows, scene

    print_text("Cambridgeshire's ledger is recorded in a temporary folder, and four people go on with it.")
    print_text("Then somebody who has the file, and all that is published, falsifies copies of it.")
    with _elsewhere() as folder, for_people():
        made = scene.record(folder / "afi.ledger")
        if every:
            _list(rows.ROWS, made)
        else:
            by_name = {row.name: row for row in rows.ROWS}
            for number, name in enumerate(SHOWN, 1):
                _show(number, by_name[name], made)
    print()
    print_text("Nothing of it is left. `afi demo tamper --all` lists every way that we know.")


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """A folder for a while, which is also where keys lie and what this terminal remembers: yours are not touched."""
    before = os.environ.get("AFI_HOME")
    # A Windows where something still holds a file leaves it to the system to tidy up.
    with TemporaryDirectory(prefix="afi-tamper-", ignore_cleanup_errors=True) as name:
        os.environ["AFI_HOME"] = str(Path(name, "home"))
        try:
            yield Path(name)
        finally:
            del os.environ["AFI_HOME"]
            if before is not None:
                os.environ["AFI_HOME"] = before


def _show(number: int, row: "Row", scene: "Scene") -> None:
    print()
    print_text(f"{number} of {len(SHOWN)}: {row.name}", style="bold")
    print_fields([("what was done", row.what)])
    print("\n$ afi verify\n")
    findings = found(row, scene)
    for finding in findings[:_MOST]:
        _print_finding(finding)
    if len(findings) > _MOST:
        print(f"  and {len(findings) - _MOST} more")
    _wait()


def _print_finding(finding: dict[str, Any]) -> None:
    from ledger.proofs.verdict import KINDS

    print_text(f"WRONG {finding['kind']}: {KINDS[finding['kind']]}", indent="      ", first="")
    held = finding["held"]
    print_fields([
        ("what", finding["what"]),
        ("where", _where(finding)),
        ("still whole up to", f"E-{held['size']}, sealed {held['at'][:19]} UTC" if held else "no checkpoint before it"),
    ])  # fmt: skip


def _wait() -> None:
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(EOFError):
            input("\nEnter goes on. ")


def _list(rows: tuple["Row", ...], scene: "Scene") -> None:
    """One line each: what was done, what was found first, where, and what still holds."""
    print(f"\n{'What was done':<45} {'Found':<16} {'Where':<31} Whole")
    print("─" * 100)
    for row in rows:
        findings = found(row, scene)
        first = next((each for each in findings if each["kind"] == row.kind), None)
        held = first["held"] if first else None
        where = _where(first) if first else ""
        whole = f"E-{held['size']}" if held else "–"
        print(f"{row.name:<45} {row.kind if first else 'NOTHING':<16} {where:<31} {whole}")
    print("\nWhole: the last entry up to which the ledger is as it was sealed, whatever was done.")


def _where(finding: dict[str, Any]) -> str:
    until = finding["until"] if finding["until"] != finding["entry"] else None
    entries = f"{finding['entry']} to {until}" if until else finding["entry"]
    return ", ".join(part for part in (entries, finding["column"]) if part)


def found(row: "Row", scene: "Scene") -> list[dict[str, Any]]:
    """Falsifies a copy; the findings of `afi verify --json` about it, or of `afi rebuild --check`."""
    with TemporaryDirectory(dir=scene.path.parent, ignore_cleanup_errors=True) as name:
        path = Path(shutil.copy(scene.path, name))
        _remember(scene, scene.size, scene.root)
        if seen := row.forge(path, scene):
            _remember(scene, *seen)
        if row.kind == "read-model":
            return _compared(path)
        said = _run("verify", "--json", "--fingerprint", scene.people.ann.fingerprint, "--ledger", str(path))[0]
        findings: list[dict[str, Any]] = json.loads(said)["findings"]
        return findings


def _remember(scene: "Scene", size: int, root: bytes) -> None:
    """What this terminal saw of the ledger before it sees the copy, and nothing else."""
    from ledger.home import state_dir
    from ledger.memory import Seen, remember

    (state_dir() / "seen" / scene.origin).unlink(missing_ok=True)
    remember(Seen(scene.origin, size, root))


def _compared(path: Path) -> list[dict[str, Any]]:
    """What `afi rebuild --check` says, in the same form."""
    lines = _run("rebuild", "--check", "--ledger", str(path))[1].splitlines()
    nowhere = {"entry": None, "until": None, "ref": None, "held": None}
    return [{"kind": "read-model", "what": line, "column": " ".join(line.split()[:2])} | nowhere for line in lines[1:]]


def _run(*words: str) -> tuple[str, str]:
    """What a command of ours prints, and by what it is refused."""
    from commands.app import root

    refused, out = "", StringIO()
    with redirect_stdout(out):
        try:
            root().main(list(words), prog_name="afi", standalone_mode=False)
        except IntegrityBroken as broken:
            refused = broken.what
    return out.getvalue(), refused
