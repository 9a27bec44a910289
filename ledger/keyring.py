"""The private signing keys on this computer: ``config_dir()/keys/<origin>/<fingerprint>.*``.

    .pem    the key itself (keyfile.py): an Ed25519 key in PKCS #8, under a passphrase or not
    .ssh    where an OpenSSH private key lies, which stays there: one line, its path
    .agent  that ssh-agent holds the key (agent.py): one line, what its owner calls it there

All are private to the user (private.py): a key that another account can read or exchange could sign for them, and is
refused. The file name is the key's fingerprint, so keys are listed without reading one, and a file put in another's
place is noticed. A key made for one ledger may sign in another where it is enrolled, as in the one that succeeds it:
it is looked for under every origin. A recovery key is kept on paper instead (recovery.py).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ledger import keyfile, private, unlocking
from ledger.errors import KeyRefused
from ledger.home import config_dir, origin_file_name
from ledger.keyfile import SEED_SIZE as SEED_SIZE
from ledger.recovery import from_paper as from_paper
from ledger.recovery import paper_words as paper_words
from ledger.unlocking import Ask, Opened, fingerprint_of

_KEPT, _SSH, _AGENT = ".pem", ".ssh", ".agent"
_OPENERS = {_KEPT: unlocking.open_kept, _SSH: unlocking.open_ssh, _AGENT: unlocking.open_in_agent}


@dataclass(frozen=True)
class Key:
    """One private key for the ledger ``origin``; ``fingerprint`` is 64 hex digits. Read from disk when first used."""

    origin: str
    fingerprint: str

    @cached_property
    def public(self) -> bytes:
        """The raw public key, 32 bytes. Raises KeyRefused."""
        return self._opened.public

    def sign(self, body: bytes) -> bytes:
        """The raw signature, 64 bytes, of a note's ``body``. Raises KeyRefused."""
        return self._opened.sign(body)

    @cached_property
    def _opened(self) -> Opened:
        return _open(self, None)


def create(origin: str, seed: bytes | None = None, passphrase: str | None = None) -> Key:
    """Make a key for ``origin`` and keep it on this computer; the same ``seed`` (32 bytes) makes the same key.

    Without a seed, one of the operating system's randomness. A key that is there already is left as it is.
    Durable on return. Raises KeyRefused if it cannot be kept or kept private, Unreadable if ``origin`` is none.
    """
    kept = os.urandom(SEED_SIZE) if seed is None else seed
    key = in_memory(origin, kept)
    _keep(key, _KEPT, keyfile.write(kept, passphrase))
    return load(origin, key.fingerprint, lambda _: passphrase or "")  # what is on the disk, not what was meant to be


def refer_to_ssh(origin: str, path: Path) -> Key:
    """Sign for ``origin`` with an OpenSSH private key, which stays where it is. Raises KeyRefused."""
    path = path.expanduser().absolute()
    public, _ = keyfile.read_ssh_public(unlocking.read_ssh(path))
    return _refer(origin, public, _SSH, os.fsencode(path))


def refer_to_agent(origin: str, named: str) -> Key:
    """Sign for ``origin`` with the one key of ssh-agent that is so called, by part of its name or by fingerprint."""
    from ledger import agent

    held = agent.identities()
    found = [each for each in held if named in each.comment or each.fingerprint.startswith(named)]
    if len(found) != 1:
        what = f'{len(found)} Ed25519 keys in ssh-agent are called "{named}".'
        listed = ", ".join(f'"{each.comment}"' for each in held) or "none"
        raise KeyRefused(what, f"Name one of those that it holds ({listed}), or its fingerprint from ssh-add -l.")
    return _refer(origin, found[0].public, _AGENT, found[0].comment.encode())


def keys(origin: str) -> list[Key]:
    """The keys on this computer that may sign for ``origin``, none of them read yet: those made for it come first.

    Raises KeyRefused.
    """
    found = {stem: Key(origin, stem) for folder in _folders(origin) for stem in sorted(_stems(folder))}
    return list(found.values())


def load(origin: str, fingerprint: str, ask: Ask | None = None) -> Key:
    """The key with this fingerprint, read and checked, so that ``sign`` cannot fail later with a lock held.

    ``ask`` is asked for a passphrase, if it needs one. Raises KeyRefused if it is missing, garbled, exposed to other
    users, or not the key its name says.
    """
    key = Key(origin, fingerprint)
    if not _is_fingerprint(fingerprint):
        raise KeyRefused(f"{fingerprint!r} is not a key's fingerprint.", "`afi keys` lists the keys by fingerprint.")
    vars(key)["_opened"] = _open(key, ask)  # where ``cached_property`` would put it
    return key


def in_memory(origin: str, seed: bytes) -> Key:
    """The key that ``seed`` (32 bytes) makes, kept nowhere: a recovery key typed from paper, to be used once."""
    opened = unlocking.of_seed(seed)
    key = Key(origin, fingerprint_of(opened.public))
    vars(key)["_opened"] = opened
    return key


def is_locked(key: Key) -> bool:
    """Whether the key is kept here under a passphrase of its own. Raises KeyRefused."""
    path = _find(key)
    return path.suffix == _KEPT and keyfile.is_locked(unlocking.read(path))


def protect(key: Key, ask: Ask, choose: Callable[[], str | None]) -> None:
    """Keep a key of ours under the passphrase that is chosen, or none; durable on return. Raises KeyRefused."""
    path = _find(key)
    if path.suffix != _KEPT:
        raise KeyRefused(
            f"The key {key.fingerprint[:16]} is OpenSSH's, and is not kept here.",
            "ssh-keygen -p changes the passphrase of such a key.",
        )
    seed = unlocking.unlock(path, unlocking.read(path), ask)
    if fingerprint_of(unlocking.of_seed(seed).public) != key.fingerprint:
        raise _exchanged(path)
    _write(path, keyfile.write(seed, choose()))


# The key itself.


def _open(key: Key, ask: Ask | None) -> Opened:
    """Reads a key, wherever it is kept, as far as it can sign."""
    path = _find(key)
    content = unlocking.read(path)
    opened = _OPENERS[path.suffix](path, content, ask)
    if fingerprint_of(opened.public) != key.fingerprint:
        raise _replaced(unlocking.lies_at(content), key) if path.suffix == _SSH else _exchanged(path)
    return opened


def _exchanged(path: Path) -> KeyRefused:
    return KeyRefused(
        f"{path} holds another key than its name says.",
        "Put the right file back from a backup, or ask a keeper to enrol a new key (`afi keys`).",
    )


def _replaced(path: Path, key: Key) -> KeyRefused:
    return KeyRefused(
        f"{path} is another key now than {key.fingerprint[:16]}, which signed here.",
        "Put the old one back from a backup, or ask a keeper to enrol this one (`afi keys new --ssh`).",
    )


def _is_fingerprint(text: str) -> bool:
    return len(text) == 64 and set("0123456789abcdef").issuperset(text)


# Files.


def _folders(origin: str) -> list[Path]:
    """Where keys lie: those made for ``origin``, then those made for other ledgers."""
    own = config_dir() / "keys" / origin_file_name(origin)
    try:
        others = (each for each in own.parent.iterdir() if each != own and os.access(each, os.R_OK | os.X_OK))
        return [own, *sorted(each for each in others if each.is_dir())]
    except OSError:
        return [own]


def _stems(folder: Path) -> list[str]:
    """The fingerprints of the keys in a folder."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KeyRefused(f"{folder} cannot be read: {error.strerror}.", "Make that folder readable to you.") from error
    found = (os.path.splitext(name) for name in names)
    return [stem for stem, suffix in found if suffix in (_KEPT, _SSH, _AGENT) and _is_fingerprint(stem)]


def _find(key: Key) -> Path:
    """The file by which a key is known here."""
    for folder in _folders(key.origin):
        for suffix in (_KEPT, _SSH, _AGENT):
            if os.path.lexists(path := folder / (key.fingerprint + suffix)):
                return path
    raise KeyRefused(
        f"The key {key.fingerprint} of {key.origin} is not on this computer.",
        "Record on the computer that has it, or ask a keeper to enrol a key made here (`afi keys`).",
    )


def _refer(origin: str, public: bytes, suffix: str, line: bytes) -> Key:
    key = Key(origin, fingerprint_of(public))
    _keep(key, suffix, line + b"\n")
    vars(key)["public"] = public
    return key


def _keep(key: Key, suffix: str, content: bytes) -> None:
    """Writes a key's file, unless the key is known here already."""
    path = _folders(key.origin)[0] / (key.fingerprint + suffix)
    try:
        private.make_folder(path.parent.parent)
        private.make_folder(path.parent)
    except OSError as error:
        raise _unkept(path, error) from error
    if key.fingerprint not in _stems(path.parent):
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    try:
        private.write(path, content)
    except OSError as error:
        raise _unkept(path, error) from error


def _unkept(path: Path, error: OSError) -> KeyRefused:
    return KeyRefused(
        f"A key cannot be kept in {path.parent}: {error.strerror}.",
        "Make that folder writable to you, or name another with the variable AFI_HOME.",
    )
