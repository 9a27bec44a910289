"""Policies: whose countersignatures a checkpoint must have to be believed, and how many (C2SP tlog-policy).

    log <vkey> [<url>]                   a key that may sign for the log which its name is the origin of
    witness <name> <vkey> [<url>]        who may countersign
    group <name> <k|all|any> <name>...   has countersigned once so many of its members have
    quorum <name|none>                   who must have; exactly one such line

Names stand for octets, whatever these mean; nothing may be named before it is defined, be defined twice, or be a
member twice. Parsing is strict: ValueError says in which line what is wrong. Addresses are read over.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from ledger.late import late
from ledger.proofs.cosignature import Cosigner, parse_cosigner
from ledger.proofs.note import parse_vkey, vkey

MAX_BYTES = 1_000_000
MAX_OF_EACH = 100  # logs, witnesses, groups; the specification asks for 32 at least
NONE = "none"

_FORBIDDEN = late(rb"[\x00-\x08\x0b-\x1f\x7f]")
_BLANK = late(r"[ \t]+")
_COUNT = late(r"[1-9][0-9]{0,8}")


class Group(NamedTuple):
    """So many of these members."""

    least: int
    members: tuple[str, ...]


class Policy(NamedTuple):
    """Logs by name and Ed25519 public key, witnesses and groups by the name they have here, and the quorum's name."""

    logs: tuple[tuple[str, bytes], ...]
    witnesses: dict[str, Cosigner]
    groups: dict[str, Group]
    quorum: str

    def met(self, signed: Collection[Cosigner]) -> bool:
        """Whether these countersigners are enough."""
        have = {name for name, cosigner in self.witnesses.items() if cosigner in signed}
        for name, group in self.groups.items():  # members are defined before their group
            if len(have.intersection(group.members)) >= group.least:
                have.add(name)
        return self.quorum == NONE or self.quorum in have

    def keys_of(self, origin: str) -> list[bytes]:
        """The public keys that may sign for a log."""
        return [public for name, public in self.logs if name == origin]

    def words(self) -> str:
        """The quorum as a person says it: "2 of 3: OPCC, Audit, HMICFRS"."""
        return "nobody has to countersign" if self.quorum == NONE else self._of(self.quorum)

    def _of(self, name: str) -> str:
        if name not in self.groups:
            return name
        least, members = self.groups[name]
        each = (f"({self._of(member)})" if member in self.groups else member for member in members)
        return f"{least} of {len(members)}: {', '.join(each)}"

    def write(self) -> bytes:
        """The file, without addresses; ``parse_policy`` reads it back."""
        logs = [f"log {vkey(name, public)}" for name, public in self.logs]
        witnesses = [f"witness {name} {cosigner.vkey}" for name, cosigner in self.witnesses.items()]
        groups = [f"group {name} {least} {' '.join(members)}" for name, (least, members) in self.groups.items()]
        lines = [*logs, *witnesses, *groups, f"quorum {self.quorum}"]
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


def parse_policy(content: bytes) -> Policy:
    """The policy in a file; ValueError with the line and what is wrong there."""
    if len(content) > MAX_BYTES:
        raise ValueError(f"a policy has at most {MAX_BYTES // 1000} kB here")
    if content and not content.endswith(b"\n"):
        raise _fault(content.count(b"\n") + 1, "does not end in a newline")
    reader = _Reader()
    for number, raw in enumerate(content.split(b"\n"), 1):
        try:
            if _FORBIDDEN.search(raw):
                raise ValueError("holds a control character other than tab (lines end in a newline alone)")
            reader.take(raw.decode("utf-8", "surrogateescape").strip(" \t"))
        except ValueError as error:
            raise _fault(number, str(error)) from None
    if reader.quorum is None:
        raise ValueError("the policy has no quorum line")
    return Policy(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)


def _fault(number: int, what: str) -> ValueError:
    return ValueError(f"line {number}: {what}")


class _Reader:
    """Takes one line after another."""

    def __init__(self) -> None:
        self.logs: list[tuple[str, bytes]] = []
        self.witnesses: dict[str, Cosigner] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()

    def take(self, line: str) -> None:
        """One line, without the blanks around it."""
        if not line or line.startswith("#"):
            return
        kinds: dict[str, Callable[[list[str]], None]] = {
            "log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum,
        }  # fmt: skip
        keyword, *rest = _BLANK.split(line)
        if keyword not in kinds:
            raise ValueError(f"begins with {_shown(keyword)}; a line is a log, a witness, a group or the quorum")
        kinds[keyword](rest)

    def _log(self, rest: list[str]) -> None:
        if len(rest) not in (1, 2):
            raise ValueError("a log is: log VKEY [URL]")
        name, public = parse_vkey(_plain(rest[0]))
        if any(public == other for _, other in self.logs):
            raise ValueError("the same key is listed for a log twice")
        _limited("logs", self.logs)
        self.logs.append((name, public))

    def _witness(self, rest: list[str]) -> None:
        if len(rest) not in (2, 3):
            raise ValueError("a witness is: witness NAME VKEY [URL]")
        cosigner = parse_cosigner(_plain(rest[1]))
        if any(cosigner.public == other.public for other in self.witnesses.values()):
            raise ValueError("the same key is listed for a witness twice")
        _limited("witnesses", self.witnesses)
        self.witnesses[self._new(rest[0])] = cosigner

    def _group(self, rest: list[str]) -> None:
        if len(rest) < 3:
            raise ValueError("a group is: group NAME COUNT MEMBER..., and COUNT is a number, all or any")
        name, count, *members = rest
        _limited("groups", self.groups)
        for member in members:
            self._check_member(member)
        self.groups[self._new(name)] = Group(_least(count, len(members)), tuple(members))

    def _check_member(self, member: str) -> None:
        if not self._defined(member):
            raise ValueError(f"{_shown(member)} is not defined in a line before this one")
        if member in self._members:
            raise ValueError(f"{_shown(member)} is a member already, and can be one once only")
        self._members.add(member)

    def _quorum(self, rest: list[str]) -> None:
        if len(rest) != 1:
            raise ValueError("the quorum is: quorum NAME, or: quorum none")
        if self.quorum is not None:
            raise ValueError("this is the second quorum line, and there can be one only")
        if rest[0] != NONE and not self._defined(rest[0]):
            raise ValueError(f"{_shown(rest[0])} is not defined in a line before this one")
        self.quorum = rest[0]

    def _new(self, name: str) -> str:
        if name == NONE:
            raise ValueError('"none" means nobody, and can name nothing else')
        if self._defined(name):
            raise ValueError(f"{_shown(name)} is defined already")
        return name

    def _defined(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups


def _least(count: str, members: int) -> int:
    if count in ("all", "any"):
        return members if count == "all" else 1
    if not _COUNT.fullmatch(count) or int(count) > members:
        raise ValueError(f'how many is "all", "any" or a number from 1 to {members}, not {_shown(count)}')
    return int(count)


def _limited(what: str, there: Collection[object]) -> None:
    if len(there) >= MAX_OF_EACH:
        raise ValueError(f"a policy has at most {MAX_OF_EACH} {what} here")


def _plain(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a verifier key is UTF-8 text") from None
    return text


def _shown(text: str) -> str:
    """As a message can print it: short, and octets that are no text replaced."""
    shown = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return f'"{shown[:60]}…"' if len(shown) > 60 else f'"{shown}"'
