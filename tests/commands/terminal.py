"""The real command line, run in this process: what it printed, where, and the code it ended with."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pytest

from commands import app, exits
from ledger.stores.log import Log

ROOT = Path(__file__).parents[2]


def program(*words: str, code: int = 0, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    """Runs ``afi WORDS`` as a program of its own, which is to end with ``code``."""
    start = "import sys; sys.argv[0] = 'afi'; from commands.app import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    found = subprocess.run([sys.executable, "-c", start, *words], env=environment, capture_output=True)
    assert found.returncode == code, found.stderr.decode()
    return found


def still_shown(text: str) -> str:
    """What a terminal still shows of it: how far a command was, it then writes over."""
    return re.sub(r"[^\n]*\r", "", text)


class Stream(io.TextIOWrapper):
    """A standard stream in memory, which says whether it is a terminal."""

    def __init__(self, content: bytes = b"", *, tty: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        """As it was told."""
        return self._tty

    def text(self) -> str:
        """All that was written."""
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, which is one JSON document and nothing else."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of its JSON document."""
        rows: list[dict[str, Any]] = self.json["rows"]
        return rows


@dataclass
class Terminal:
    """A person at a terminal: a folder with a ledger in it, and a key of theirs."""

    folder: Path
    patch: pytest.MonkeyPatch
    tty: bool = False

    @property
    def path(self) -> Path:
        """The ledger here."""
        return self.folder / "afi.ledger"

    def size(self) -> int:
        """How many entries the ledger has."""
        log = Log.open(self.path)
        try:
            return log.size()
        finally:
            log.close()

    def run(self, *words: str, stdin: bytes = b"") -> Result:
        """Runs ``afi WORDS``."""
        with self._streams(stdin) as (out, err):
            code = exits.run(lambda: app.root().main(list(words), prog_name="afi", standalone_mode=False), {})
        return Result(code, out.text(), err.text())

    def does(self, *words: str, stdin: bytes = b"") -> Result:
        """Runs a command that is to succeed, and to say nothing on standard error."""
        result = self.run(*words, stdin=stdin)
        assert (result.code, still_shown(result.err)) == (0, "")
        return result

    def records(self, *words: str, entries: int = 1, stdin: bytes = b"") -> dict[str, Any]:
        """Runs a command that is to record so many entries; returns the JSON receipt."""
        before = self.size()
        receipt: dict[str, Any] = self.does(*words, "--json", stdin=stdin).json
        assert (receipt["size"], len(receipt["entries"])) == (before + entries, entries) == (self.size(), entries)
        return receipt

    def refuses(self, code: int, *words: str, stdin: bytes = b"") -> str:
        """Runs a command that is to be refused: what and remedy, a sentence each, and nothing is written."""
        before = self.size() if self.path.is_file() else None
        result = self.run(*words, stdin=stdin)
        assert result.code == code, result
        assert result.out == ""
        first, second = result.err.splitlines()
        assert first.startswith("afi: ") and first.endswith((".", "?"))  # "Did you mean 'note'?"
        assert second.startswith("     ") and second[5] != " " and second.endswith((".", "?"))
        assert (self.size() if self.path.is_file() else None) == before
        return result.err

    @contextmanager
    def _streams(self, stdin: bytes) -> Iterator[tuple[Stream, Stream]]:
        out, err = Stream(tty=self.tty), Stream(tty=self.tty)
        ours: dict[str, TextIO] = {"stdin": Stream(stdin, tty=self.tty), "stdout": out, "stderr": err}
        before = {name: getattr(sys, name) for name in ours}
        vars(sys).update(ours)
        try:
            yield out, err
        finally:
            vars(sys).update(before)
