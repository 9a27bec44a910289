"""An ssh-agent for tests, written from its specification (draft-ietf-sshm-ssh-agent), and keys as ssh-keygen makes."""

import shutil
import socket
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Answer = Callable[[int, bytes], bytes]


def string(content: bytes) -> bytes:
    """RFC 4251: the length in 4 bytes, and the bytes."""
    return struct.pack(">I", len(content)) + content


def blob(public: bytes) -> bytes:
    """A public key as SSH writes it (RFC 8709)."""
    return string(b"ssh-ed25519") + string(public)


class Agent:
    """Holds keys by their comments; ``answer`` may be exchanged for one that misbehaves."""

    def __init__(self, **held: Ed25519PrivateKey) -> None:
        self.held = {blob(key.public_key().public_bytes_raw()): (name, key) for name, key in held.items()}
        self.answer: Answer = self.honest
        self.asked: list[int] = []

    def honest(self, kind: int, content: bytes) -> bytes:
        """What an agent answers to 11, REQUEST_IDENTITIES, and 13, SIGN_REQUEST."""
        if kind == 11:
            rsa = string(string(b"ssh-rsa") + string(b"...")) + string(b"old")
            each = b"".join(string(key) + string(name.encode()) for key, (name, _) in self.held.items())
            return bytes([12]) + struct.pack(">I", len(self.held) + 1) + rsa + each
        size = struct.unpack(">I", content[:4])[0]
        key, rest = content[4 : 4 + size], content[4 + size :]
        if kind != 13 or key not in self.held:
            return bytes([5])
        length = struct.unpack(">I", rest[:4])[0]
        assert rest[4 + length :] == bytes(4)
        signature = self.held[key][1].sign(rest[4 : 4 + length])
        return bytes([14]) + string(string(b"ssh-ed25519") + string(signature))

    def serve(self, listening: socket.socket) -> None:
        """Answers one connection after another until the socket is closed."""
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                head = connection.recv(4, socket.MSG_WAITALL)
                if len(head) == 4:
                    body = connection.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL)
                    self.asked.append(body[0])
                    with suppress(OSError):  # whoever asked has left
                        connection.sendall(string(self.answer(body[0], body[1:])))


@contextmanager
def running(agent: Agent, patch: pytest.MonkeyPatch) -> Iterator[Agent]:
    """The agent, where SSH_AUTH_SOCK says."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("no unix sockets")
    folder = tempfile.mkdtemp(prefix="afi")  # a socket's path may have about a hundred characters
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/agent")
        listening.listen()
        thread = threading.Thread(target=agent.serve, args=(listening,), daemon=True)
        thread.start()
        patch.setenv("SSH_AUTH_SOCK", f"{folder}/agent")
        try:
            yield agent
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            shutil.rmtree(folder)


def ssh_key(path: Path, key: Ed25519PrivateKey) -> Path:
    """The key in OpenSSH's format, without a passphrase, for its owner only."""
    path.parent.mkdir(mode=0o700, exist_ok=True, parents=True)
    path.write_bytes(key.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.OpenSSH, pem.NoEncryption()))
    path.chmod(0o600)
    return path


#: As ssh-keygen -t ed25519 -N secret -C ann made it, with 4 rounds.
LOCKED = b"""-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABCFyuGmeC
+jdN5OhV695yI0AAAABAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIBsQBcODie1+NVuu
RpAvtrYt2Ae1fUFyq+5IqU7IJzu9AAAAkCEQVjwLaS1To6+gyLaBBaWpUJjmw2KLwmsq07
xdUDxou2FdzhLpqMJpgMLngOFfOS6sePaAWg2Cib3JRgmlmFGuVporZk+75vSCQtuCgy1L
TQoptPkkt9l96JQkxqd74cnM/dDtwmogRA89Aqt3QMfk0XsoxFc8hwSfxw4MneBjgPgDKa
+zlEBmZnaB/Wxs4A==
-----END OPENSSH PRIVATE KEY-----
"""
LOCKED_PUBLIC = bytes.fromhex("1b1005c38389ed7e355bae46902fb6b62dd807b57d4172abee48a94ec8273bbd")
