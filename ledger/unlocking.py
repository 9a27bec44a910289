"""How a key that was found here comes to sign: read from its file, under its passphrase or not, or held by ssh-agent.

Whoever asks for a passphrase does so before the ledger's lock is taken; ssh-agent is asked to sign while it is held.
"""

import os
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger import keyfile, private
from ledger.errors import KeyRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: Asks the user for the passphrase of what it names, at a hidden prompt.
Ask = Callable[[str], str]


class Opened(NamedTuple):
    """What a key that was found can do: its raw public key, and how it signs a note's body."""

    public: bytes
    sign: Callable[[bytes], bytes]


def fingerprint_of(public: bytes) -> str:
    """The name of a key (``proofs.note``, which is loaded with it)."""
    from ledger.proofs.note import fingerprint

    return fingerprint(public)


def open_kept(path: Path, content: bytes, ask: Ask | None) -> Opened:
    """The key in a file of ours. Each of the three raises KeyRefused."""
    return of_seed(unlock(path, content, ask))


def of_seed(seed: bytes) -> Opened:
    """The key that a seed makes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _of_private(Ed25519PrivateKey.from_private_bytes(seed))


def _of_private(found: "Ed25519PrivateKey") -> Opened:
    from ledger.proofs.note import sign

    return Opened(found.public_key().public_bytes_raw(), partial(sign, found))


def open_ssh(path: Path, content: bytes, ask: Ask | None) -> Opened:
    """The key in a file of OpenSSH's; by ssh-agent where that holds one which else would ask for a passphrase."""
    from ledger import agent

    lies = lies_at(content)
    stored = read_ssh(lies)
    public, locked = keyfile.read_ssh_public(stored)
    if locked and agent.runs() and public in {each.public for each in agent.identities()}:
        return Opened(public, partial(agent.sign, public))
    if locked and not find_spec("bcrypt"):
        raise KeyRefused(
            f"{lies} has a passphrase, and what reads such keys is not installed.",
            "Add the key to ssh-agent with ssh-add, or run pip install bcrypt.",
        )
    try:
        return _of_private(keyfile.read_ssh(stored, _asked(str(lies), ask) if locked else None))
    except keyfile.WrongPassphrase as error:
        raise _wrong(str(lies)) from error
    except ValueError as error:
        raise KeyRefused(f"{lies} cannot be used: {error}.", "ssh-keygen -y -f shows whether it is sound.") from error


def lies_at(content: bytes) -> Path:
    """Where an OpenSSH key lies, as our file says."""
    return Path(os.fsdecode(content.removesuffix(b"\n")))


def open_in_agent(path: Path, content: bytes, ask: Ask | None) -> Opened:
    """The key that ssh-agent holds; who asks for what is the agent's affair."""
    from ledger import agent

    for each in agent.identities():
        if fingerprint_of(each.public) == path.stem:
            return Opened(each.public, partial(agent.sign, each.public))
    name = content.decode("utf-8", "replace").strip()
    raise KeyRefused(f'ssh-agent does not hold the key "{name}" that signs here.', "Add it with ssh-add, then repeat.")


def unlock(path: Path, content: bytes, ask: Ask | None) -> bytes:
    """The seed in a file of ours."""
    name = f"the key {path.stem[:16]}"
    try:
        return keyfile.read(content, _asked(name, ask) if keyfile.is_locked(content) else None)
    except keyfile.WrongPassphrase as error:
        raise _wrong(name) from error
    except ValueError as error:
        raise KeyRefused(
            f"{path} is not a whole private key.",
            "Put it back from a backup, or delete it and ask a keeper to enrol a new key (`afi keys`).",
        ) from error


def _asked(what: str, ask: Ask | None) -> str:
    if ask is None:
        raise KeyRefused(f"There is a passphrase on {what}, which nobody was asked for.", "Run it in a terminal.")
    return ask(what)


def _wrong(what: str) -> KeyRefused:
    return KeyRefused(
        f"That is not the passphrase of {what}.",
        "Repeat the command with the right one; where it is forgotten, a keeper enrols a new key (`afi keys new`).",
    )


def read(path: Path) -> bytes:
    """A file of ours, which is private."""
    try:
        private.check(path)
        return path.read_bytes()
    except OSError as error:
        raise KeyRefused(f"{path} cannot be read: {error.strerror}.", f'Run chmod 600 "{path}".') from error


def read_ssh(path: Path) -> bytes:
    """An OpenSSH private key's file, which only its owner may read."""
    if path.suffix == ".pub":
        raise KeyRefused(
            f"{path} is the public half of a key.", "Name the private one, which is called so without .pub."
        )
    try:
        private.check_file(path)
        content = path.read_bytes()
        keyfile.read_ssh_public(content)
        return content
    except OSError as error:
        raise KeyRefused(f"{path} cannot be read: {error.strerror}.", "Put the key back, or name another.") from error
    except ValueError as error:
        raise KeyRefused(f"{path} cannot be used: {error}.", "Name an Ed25519 key: ssh-keygen -t ed25519.") from error
