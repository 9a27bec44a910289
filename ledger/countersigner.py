"""A countersigner's own: one private key, and of each ledger what was countersigned last. No ledger lies here.

    config_dir()/countersign/key.pem          a line, the key's vkey, and below it the seed as ``keyfile`` keeps one
    config_dir()/countersign/logs/<origin>    which keys may sign for that ledger, and what was countersigned last

What was countersigned must never be contradicted, so it is remembered, durably, before a signature leaves this
computer: whoever is interrupted signs the same checkpoint again. A memory that is not exactly what ``remember`` writes
is refused and not guessed at. What is remembered is the whole signed note: with a second one that contradicts it, it
is the proof that somebody told two histories.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger import keyfile, private
from ledger.errors import AlreadyThere, IntegrityBroken, KeyRefused, RuleBroken, StoreUnavailable
from ledger.home import config_dir, origin_file_name
from ledger.proofs.bundle import Growth, check_consistency_text
from ledger.proofs.cosignature import SEED_SIZE, Cosigner, from_seed, parse_cosigner
from ledger.proofs.note import Checkpoint, parse_checkpoint, parse_note, parse_vkey
from ledger.proofs.tree import EMPTY_ROOT

if TYPE_CHECKING:
    from ledger.proofs.cosignature import Private

# The key.


def own() -> Cosigner | None:
    """The name and public key of this countersigner; none where no key was made here."""
    parts = _parts()
    return parts[0] if parts else None


def make(kind: int, name: str, passphrase: str | None = None) -> Cosigner:
    """Makes this countersigner's one key; durable on return. ``ValueError`` for what cannot be a name."""
    if own():
        raise AlreadyThere(f"There is a key of yours already, in {_key_path()}.", "`afi countersign key` prints it.")
    seed = secrets.token_bytes(SEED_SIZE)
    _, cosigner = from_seed(kind, name, seed)
    _keep(_key_path(), f"{cosigner.vkey}\n".encode() + keyfile.write(seed, passphrase))
    return cosigner


def is_locked() -> bool:
    """Whether the key needs its passphrase."""
    parts = _parts()
    return parts is not None and keyfile.is_locked(parts[1])


def unlock(passphrase: str | None = None) -> "Private":
    """The private key. ``KeyRefused`` where the passphrase is wrong, or the key not the one that its file names."""
    cosigner, sealed = _parts() or (None, b"")
    if cosigner is None:
        raise KeyRefused("You have no key to countersign with here.", "Make one: `afi countersign key --name NAME`.")
    try:
        private_key, found = from_seed(cosigner.kind, cosigner.name, keyfile.read(sealed, passphrase))
    except keyfile.WrongPassphrase:
        raise KeyRefused("That passphrase does not open your key.", "Type it again, capitals as they were.") from None
    except ValueError:
        raise _garbled_key() from None
    if found != cosigner:
        raise _garbled_key()
    return private_key


def _parts() -> tuple[Cosigner, bytes] | None:
    """Whose the key is, and the seed as it is kept."""
    path = _key_path()
    try:
        private.check(path)
        line, _, sealed = path.read_bytes().partition(b"\n")
        return parse_cosigner(line.decode()), sealed
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyRefused(f"{path} cannot be read: {error.strerror}.", "Make it readable to you.") from error
    except ValueError:
        raise _garbled_key() from None


def _garbled_key() -> KeyRefused:
    return KeyRefused(
        f"{_key_path()} does not hold a countersigner's key.",
        "Put the file back from a backup; if it is lost, delete it, make a new key, and have the policy name that.",
    )


# The memory.


class Known(NamedTuple):
    """What is remembered of a ledger: the vkeys that may sign for it, and the note that was countersigned last."""

    origin: str
    keys: tuple[str, ...] = ()
    note: str = ""

    @property
    def publics(self) -> list[bytes]:
        """The public keys that may sign for it."""
        return [parse_vkey(vkey)[1] for vkey in self.keys]

    @property
    def last(self) -> Checkpoint | None:
        """The checkpoint that was countersigned last."""
        return parse_checkpoint(parse_note(self.note)[0]) if self.note else None


def recall(origin: str) -> Known:
    """What is remembered of a ledger. ``IntegrityBroken`` where that is garbled."""
    path = _log_path(origin)
    try:
        private.check(path)
        text = path.read_bytes()
    except FileNotFoundError:
        return Known(origin)
    except OSError as error:
        what = f"What you countersigned of {origin} cannot be read: {error.strerror}."
        raise StoreUnavailable(what, f"Make {path} readable to you.") from error
    return _parse(origin, text, path)


def remember(known: Known) -> None:
    """Keeps it, durably, in the place of what was remembered."""
    _keep(_log_path(known.origin), _render(known))


def ledgers() -> list[str]:
    """The origins of which something is remembered."""
    folder = _folder() / "logs"
    return sorted(path.name for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []


def judge(known: Known, growth: Growth) -> Checkpoint:
    """The checkpoint of a request, if it only adds to what was countersigned; ``IntegrityBroken`` if it contradicts it.

    The same checkpoint may be signed again, however it was asked for. An older one contradicts nothing: it proves
    nothing either way.
    """
    later, last = parse_checkpoint(parse_note(growth.note_text)[0]), known.last
    size, root = (last.size, last.root) if last else (0, EMPTY_ROOT)
    if later.size < size:
        raise RuleBroken(
            f"You countersigned E-{size} already; this request is older, of E-{later.size}, and does not show by "
            "itself whether the two agree.",
            "Sign nothing, and ask for a newer one; should they say that there are no more entries, keep this request: "
            "then some were taken away.",
        )
    if last and later == last:
        return later
    if growth.old != size and later.size > size:
        raise RuleBroken(
            f"The request goes on from E-{growth.old}, and what you countersigned ends at E-{size}.",
            f"Ask for one that goes on from there: `afi countersign request --from E-{size}`.",
        )
    try:
        return check_consistency_text(growth, root)
    except ValueError as error:
        if last is None:
            raise IntegrityBroken(f"The request was altered: {error}.", "Sign nothing. Ask for it again.") from None
        what = f"The ledger was forked: its first {size} entries are not those that you countersigned."
        raise _contradicts(what, known.origin) from None


def _contradicts(what: str, origin: str) -> IntegrityBroken:
    remedy = f"Sign nothing. Keep the request, and {_log_path(origin)}: together they prove it to anybody."
    return IntegrityBroken(what, remedy)


@contextmanager
def alone() -> Iterator[None]:
    """Inside, no other process of this user signs: what is judged stays true until it is remembered."""
    try:
        private.make_folder(_folder())
        file = open(_folder() / "lock", "ab")  # noqa: SIM115
        _lock(file.fileno())
    except OSError as error:
        raise _unkept(_folder(), error) from error
    with file:  # closing it lets go, and so does being killed
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _render(known: Known) -> bytes:
    return json.dumps(known._asdict(), ensure_ascii=False, indent=1).encode() + b"\n"


def _parse(origin: str, text: bytes, path: Path) -> Known:
    """What ``text`` says, if that is written as ``text`` again: one memory has one spelling."""
    try:
        found = json.loads(text)
        known = Known(found["origin"], tuple(found["keys"]), found["note"])
        of = [parse_vkey(vkey)[0] for vkey in known.keys] + ([known.last.origin] if known.last else [])
        if _render(known) == text and set(of) == {origin} == {known.origin}:
            return known
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise IntegrityBroken(
        f"Your memory of what you countersigned of {origin} is garbled.",
        f"Put {path} back from a backup. Without it, sign for that ledger with a new key only.",
    )


def _keep(path: Path, content: bytes) -> None:
    try:
        private.make_folder(_folder())
        private.make_folder(path.parent)
        private.write(path, content)
    except OSError as error:
        raise _unkept(path, error) from error


def _unkept(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(f"{path} cannot be written ({error.strerror}).", "Make that folder writable to you.")


def _folder() -> Path:
    return config_dir() / "countersign"


def _key_path() -> Path:
    return _folder() / "key.pem"


def _log_path(origin: str) -> Path:
    return _folder() / "logs" / origin_file_name(origin)
