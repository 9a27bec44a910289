"""Which backups there are, as this terminal noted in ``state_dir()/backups/<origin>``, and what each still holds."""

import json
from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from ledger.errors import Refusal
from ledger.home import origin_file_name, state_dir
from ledger.stores.file import check_format, connect, usable
from ledger.stores.log import Log


class Registered(NamedTuple):
    """A backup that was made from this terminal: where it was put, when, and of how many entries."""

    file: str
    made_at: str
    entries: int


def register(origin: str, made: Registered) -> bool:
    """Notes a backup; whether this terminal could."""
    path = state_dir() / "backups" / origin_file_name(origin)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(made._asdict(), ensure_ascii=False) + "\n")
    except OSError:
        return False
    return True


def registered(origin: str) -> list[Registered]:
    """Every backup that was noted, in order; a line that is damaged is passed over."""
    found: list[Registered] = []
    with suppress(OSError):
        for line in (state_dir() / "backups" / origin_file_name(origin)).read_text(encoding="utf-8").splitlines():
            with suppress(ValueError, TypeError):
                found.append(Registered(**json.loads(line)))
    return found


def keeping(path: Path, commitments: Collection[str]) -> set[str] | None:
    """Those of these texts that a backup holds; ``None`` where it cannot be looked at."""
    if not path.is_file():
        return None
    try:
        with usable(path), closing(connect(path, immutable=True)) as connection:
            check_format(connection, path)
            return Log(connection, path).kept(list(commitments))
    except Refusal:
        return None
