"""ssh-agent: keys that it holds sign here, and never leave it (draft-ietf-sshm-ssh-agent, sections 4 and 5).

What it makes with a key of the type ssh-ed25519 is a plain Ed25519 signature of the very bytes it is given, so it is a
note's signature like any other. Whoever can reach the agent can sign with it, as they could log in with it: an agent
forwarded to another computer speaks for its owner there.
"""

import os
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import NamedTuple

from ledger.errors import KeyRefused
from ledger.keyfile import ED25519, take, text

#: Seconds to wait for an answer. Others wait half a minute for the ledger's lock, which is held while it signs.
PATIENCE = 20.0
_REQUEST_IDENTITIES, _IDENTITIES_ANSWER = 11, 12
_SIGN_REQUEST, _SIGN_RESPONSE = 13, 14
_LARGEST = 256 * 1024  # as OpenSSH's own


class Identity(NamedTuple):
    """A key that the agent holds: its raw public key, 32 bytes, and what its owner calls it."""

    public: bytes
    comment: str

    @property
    def fingerprint(self) -> str:
        """As ssh-add -l prints it."""
        digest = sha256(text(ED25519) + text(self.public)).digest()
        return "SHA256:" + b64encode(digest).decode().rstrip("=")


def runs() -> bool:
    """Whether there may be an agent to ask."""
    return bool(os.environ.get("SSH_AUTH_SOCK")) and hasattr(socket, "AF_UNIX")


def identities() -> list[Identity]:
    """The Ed25519 keys that the agent holds. Raises KeyRefused."""
    with _asked() as agent:
        answer = _ask(agent, _REQUEST_IDENTITIES, b"", _IDENTITIES_ANSWER)
        count, rest = int.from_bytes(answer[:4], "big"), answer[4:]
        found = []
        for _ in range(count):
            blob, rest = take(rest)
            comment, rest = take(rest)
            kind, public = take(blob)
            if kind == ED25519:
                found.append(Identity(take(public)[0], comment.decode("utf-8", "replace")))
        return found


def sign(public: bytes, body: bytes) -> bytes:
    """The raw signature, 64 bytes, by a key that the agent holds; one that does not verify is none. KeyRefused."""
    from ledger.proofs.note import check_signature

    with _asked() as agent:
        request = text(text(ED25519) + text(public)) + text(body) + bytes(4)  # no flags
        made, _ = take(_ask(agent, _SIGN_REQUEST, request, _SIGN_RESPONSE))
        signature, _ = take(take(made)[1])
        if not check_signature(public, body, signature):
            raise ValueError("its signature does not verify")
        return signature


@contextmanager
def _asked() -> Iterator[socket.socket]:
    """A connection to the agent; what goes wrong with it is refused."""
    if not runs():
        raise KeyRefused("No ssh-agent runs for this terminal.", _REMEDY)
    try:
        with socket.socket(socket.AF_UNIX) as agent:
            agent.settimeout(PATIENCE)
            agent.connect(os.environ["SSH_AUTH_SOCK"])
            yield agent
    except TimeoutError as error:
        raise KeyRefused(
            f"ssh-agent did not answer within {PATIENCE:.0f} seconds.",
            "Repeat the command, and confirm what the agent asks; nothing was recorded.",
        ) from error
    except (OSError, ValueError) as error:
        raise KeyRefused(f"ssh-agent cannot be used: {getattr(error, 'strerror', None) or error}.", _REMEDY) from error


_REMEDY = "Start it and add the key with ssh-add; SSH_AUTH_SOCK says where it runs."


def _ask(agent: socket.socket, kind: int, content: bytes, expected: int) -> bytes:
    """What the agent answers; ValueError where it refuses, or says something else."""
    agent.sendall(text(bytes([kind]) + content))
    size = int.from_bytes(_read(agent, 4), "big")
    if not 0 < size <= _LARGEST:
        raise ValueError("its answer is no answer of an agent")
    answer = _read(agent, size)
    if answer[0] != expected:
        raise ValueError("it does not do what it is asked")
    return answer[1:]


def _read(agent: socket.socket, size: int) -> bytes:
    """So many bytes; ValueError where the agent hangs up before."""
    found = b""
    while len(found) < size:
        part = agent.recv(size - len(found))
        if not part:
            raise ValueError("it hung up")
        found += part
    return found
