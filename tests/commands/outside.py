"""People outside: countersigners with a computer of their own, and the commands that they run there."""

from dataclasses import dataclass
from pathlib import Path

from tests.commands.terminal import Result, Terminal


@dataclass
class Outsider:
    """A countersigner at the same desk, with a home of their own and no ledger."""

    desk: Terminal
    name: str

    @property
    def home(self) -> Path:
        """Where their key and their memory lie."""
        return self.desk.folder.parent / self.name

    @property
    def store(self) -> Path:
        """The folder of what they keep."""
        return self.home / "config" / "countersign"

    @property
    def memories(self) -> list[Path]:
        """What they remember, a file a ledger."""
        return sorted((self.store / "logs").glob("*"))

    def run(self, *words: str) -> Result:
        """Runs `afi countersign WORDS` on their computer."""
        with self.desk.patch.context() as patch:
            patch.setenv("AFI_HOME", str(self.home))
            return self.desk.run("countersign", *words)

    def does(self, *words: str) -> str:
        """Runs what is to succeed; returns what was printed. Of a note that is printed, standard error says what of."""
        result = self.run(*words)
        said = "afi: Countersigned the first " if words[0] == "sign" and "-o" not in words else ""
        assert result.code == 0 and result.err[: len(said) or None] == said
        return result.out

    def refuses(self, code: int, *words: str) -> str:
        """Runs what is to be refused; nothing that they keep is changed."""
        before = self.kept()
        result = self.run(*words)
        assert (result.code, result.out) == (code, ""), result
        first, second = result.err.splitlines()
        assert first.startswith("afi: ") and first.endswith(".") and second.endswith(".")
        assert self.kept() == before
        return result.err

    def kept(self) -> dict[str, bytes]:
        """All that they keep, but for the lock."""
        files = (path for path in self.store.rglob("*") if path.is_file() and path.name != "lock")
        return {str(path): path.read_bytes() for path in files}

    def key(self, *words: str) -> str:
        """Makes their key; returns its vkey."""
        return self.does("key", "--name", self.name, *words).splitlines()[0]

    def key_line(self) -> str:
        """The vkey of the key that they have."""
        return self.does("key").splitlines()[0]


def log_key(desk: Terminal) -> str:
    """The vkey of the desk's ledger that `afi countersign request` would tell."""
    return str(desk.does("keys", "list", "--json").rows[0]["vkey"])


def requested(desk: Terminal, *words: str) -> Path:
    """A request to countersign the desk's ledger as it is now."""
    path = desk.folder / f"request-{desk.size() + 1}.txt"
    desk.records("countersign", "request", "-o", str(path), *words)
    return path


def countersigned(desk: Terminal, outsider: Outsider, request: Path) -> Path:
    """The signed note that comes back."""
    note = request.with_name(f"{request.stem}-{outsider.name}.txt")
    outsider.does("sign", str(request), "--log", log_key(desk), "--accept", "-o", str(note))
    return note
