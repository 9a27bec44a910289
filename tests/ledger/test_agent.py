"""ssh-agent: what it is asked, and what is made of its answers."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import agent
from ledger.errors import KeyRefused
from ledger.proofs.note import Checkpoint, check_signature
from tests.ledger.agents import Agent, Answer, running, ssh_key, string

ANN, BOB = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
PUBLIC = ANN.public_key().public_bytes_raw()
BODY = Checkpoint("fenshire.00112233aabbccdd", 3, b"r" * 32).body()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Agent]:
    """An agent that holds Ann's key and Bob's."""
    with running(Agent(ann=ANN, bob=BOB), monkeypatch) as agent:
        yield agent


def test_it_says_which_keys_it_holds(held: Agent) -> None:
    """Those of the type Ed25519, with what their owners call them; others sign nothing here."""
    found = agent.identities()
    assert [each.comment for each in found] == ["ann", "bob"] and found[0].public == PUBLIC


def test_it_makes_a_plain_signature(held: Agent) -> None:
    """Over the very bytes of a checkpoint, as the key itself would."""
    assert agent.sign(PUBLIC, BODY) == ANN.sign(BODY)
    assert held.asked == [13]


def test_a_key_that_it_does_not_hold(held: Agent) -> None:
    """It refuses, and so do we."""
    with pytest.raises(KeyRefused, match="does not do what it is asked") as refusal:
        agent.sign(b"\2" * 32, BODY)
    assert "ssh-add" in refusal.value.remedy


def other(_: int, __: bytes) -> bytes:
    """A signature of something else."""
    return bytes([14]) + string(string(b"ssh-ed25519") + string(ANN.sign(b"another body\n")))


WRONG: dict[str, tuple[Answer, str]] = {
    "failure": (lambda *_: bytes([5]), "does not do what it is asked"),
    "empty": (lambda *_: b"", "no answer of an agent"),
    "huge": (lambda *_: bytes([14]) + bytes(300_000), "no answer of an agent"),
    "cut": (lambda *_: bytes([14]) + b"\0\0\1\0abc", "in the middle of a string"),
    "nothing in it": (lambda *_: bytes([14]), "in the middle of a string"),
    "another body": (other, "does not verify"),
    "no signature": (lambda *_: bytes([14]) + string(string(b"ssh-ed25519") + string(b"")), "does not verify"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_is_refused(held: Agent, case: str) -> None:
    """A signature that does not verify would break the ledger, so it is none."""
    held.answer, said = WRONG[case]
    with pytest.raises(KeyRefused, match=said) as refusal:
        agent.sign(PUBLIC, BODY)
    assert refusal.value.remedy


@pytest.mark.parametrize("answer", [b"", bytes([12]) + b"\0\0\0\5", bytes([12]) + b"\0\0\0\1\0\0\0\1", bytes([12])])
def test_a_wrong_list_is_refused(held: Agent, answer: bytes) -> None:
    """However it ends too early; a list without a number is an empty one."""
    held.answer = lambda *_: answer
    if answer == bytes([12]):
        assert agent.identities() == []
        return
    with pytest.raises(KeyRefused, match="ssh-agent cannot be used"):
        agent.identities()


def test_one_that_does_not_answer(held: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for so long and no longer, for others wait for the lock."""

    def late(kind: int, content: bytes) -> bytes:
        import time

        time.sleep(0.3)
        return held.honest(kind, content)

    held.answer = late
    monkeypatch.setattr(agent, "PATIENCE", 0.05)
    with pytest.raises(KeyRefused, match="did not answer"):
        agent.identities()


@pytest.mark.parametrize("where", [None, "", "/nowhere/agent"])
def test_no_agent(monkeypatch: pytest.MonkeyPatch, where: str | None) -> None:
    """Where none is said to run, or it is gone."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    if where is not None:
        monkeypatch.setenv("SSH_AUTH_SOCK", where)
    with pytest.raises(KeyRefused, match="ssh-agent") as refusal:
        agent.sign(PUBLIC, BODY)
    assert "ssh-add" in refusal.value.remedy


def test_windows_has_none(held: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its agent listens on a named pipe, which is not asked."""
    monkeypatch.delattr("socket.AF_UNIX")
    assert not agent.runs()
    with pytest.raises(KeyRefused, match=r"No ssh-agent runs"):
        agent.identities()


def test_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenSSH's own agent, where it is installed, holds a key of ours and signs with it."""
    if not (shutil.which("ssh-agent") and shutil.which("ssh-add")):
        pytest.skip("OpenSSH is not installed")
    ssh_key(tmp_path / "id_ed25519", ANN)
    real = subprocess.Popen(["ssh-agent", "-D", "-a", f"/tmp/afi-{tmp_path.name}"], stdout=subprocess.PIPE)
    try:
        assert real.stdout is not None and real.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", f"/tmp/afi-{tmp_path.name}")
        subprocess.run(["ssh-add", "-q", str(tmp_path / "id_ed25519")], check=True, capture_output=True)
        listed = subprocess.run(["ssh-add", "-l"], check=True, capture_output=True).stdout.decode()
        [found] = agent.identities()
        assert found.public == PUBLIC and found.fingerprint == listed.split()[1]
        assert check_signature(PUBLIC, BODY, agent.sign(PUBLIC, BODY))
    finally:
        real.terminate()
        real.communicate()


def test_nobody_pays_for_it_who_does_not_ask() -> None:
    """The keyring starts without sockets."""
    code = "import sys, ledger.keyring; sys.exit('socket' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
