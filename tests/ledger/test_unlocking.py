"""Keys under a passphrase, in OpenSSH's files and in its agent: how they are kept, asked for and used."""

import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger import keyfile
from ledger.errors import KeyRefused
from ledger.keyring import Key, create, is_locked, keys, load, protect, refer_to_agent, refer_to_ssh
from tests.ledger.agents import LOCKED, LOCKED_PUBLIC, Agent, running, ssh_key

ORIGIN, OTHER = "cambridgeshire.0123456789abcdef", "fenshire.0123456789abcdef"
SEED = bytes(range(32))
ANN = Ed25519PrivateKey.from_private_bytes(SEED)
posix = pytest.mark.skipif(os.name == "nt", reason="owner and permission bits are POSIX")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of the test's own, where a guess at a passphrase is cheap: what it costs is tested with the files."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(keyfile, "_derive", lambda passphrase, salt: sha256(salt + passphrase.encode()).digest())
    return tmp_path / "home"


@pytest.fixture
def folder(home: Path) -> Path:
    """Where the keys of ORIGIN lie."""
    return home / "config" / "keys" / ORIGIN


def file_of(folder: Path, key: Key) -> Path:
    """The key's file."""
    return folder / f"{key.fingerprint}.pem"


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


BODY = b"origin\n1\nroot\n"


class Asked:
    """Somebody who types a passphrase, as often as they are asked."""

    def __init__(self, types: str) -> None:
        self.types, self.times = types, 0

    def __call__(self, what: str) -> str:
        self.times += 1
        return self.types


def test_a_key_under_a_passphrase_signs(folder: Path) -> None:
    """It is asked for once, when the key is loaded, and never again."""
    key = create(ORIGIN, SEED, "secret")
    assert mode(file_of(folder, key)) == 0o600 and is_locked(key)
    asked = Asked("secret")
    loaded = load(ORIGIN, key.fingerprint, asked)
    assert loaded.sign(BODY) == loaded.sign(BODY) == ANN.sign(BODY)
    assert asked.times == 1


def test_a_wrong_passphrase_is_refused(folder: Path) -> None:
    """As is none, where nobody was asked."""
    key = create(ORIGIN, SEED, "secret")
    with pytest.raises(KeyRefused, match="not the passphrase of the key"):
        load(ORIGIN, key.fingerprint, Asked("Secret"))
    with pytest.raises(KeyRefused, match="nobody was asked"):
        keys(ORIGIN)[0].sign(BODY)


def test_a_passphrase_is_set_changed_and_removed(folder: Path) -> None:
    """The file without one is as it was before."""
    key = create(ORIGIN, SEED)
    before = file_of(folder, key).read_bytes()
    protect(key, Asked("nobody asks"), lambda: "one")
    protect(key, Asked("one"), lambda: "two")
    assert load(ORIGIN, key.fingerprint, Asked("two")).sign(BODY) == ANN.sign(BODY)
    protect(key, Asked("two"), lambda: None)
    assert file_of(folder, key).read_bytes() == before
    assert os.listdir(folder) == [file_of(folder, key).name]


def test_who_does_not_know_the_passphrase_changes_nothing(folder: Path) -> None:
    """Nor is the new one asked for."""
    key = create(ORIGIN, SEED, "secret")
    before = file_of(folder, key).read_bytes()
    with pytest.raises(KeyRefused, match="not the passphrase"):
        protect(key, Asked("guess"), lambda: pytest.fail("asked"))
    assert file_of(folder, key).read_bytes() == before


def test_another_key_is_given_no_passphrase(folder: Path) -> None:
    """A file put in the place of another is noticed first."""
    key, other = create(ORIGIN, SEED), create(ORIGIN)
    file_of(folder, key).write_bytes(file_of(folder, other).read_bytes())
    with pytest.raises(KeyRefused, match="another key than its name says"):
        protect(key, Asked(""), lambda: "secret")
    assert file_of(folder, key).read_bytes() == file_of(folder, other).read_bytes()


@pytest.fixture
def ssh(tmp_path: Path) -> Path:
    """Ann's key where OpenSSH keeps it."""
    return ssh_key(tmp_path / ".ssh" / "id_ed25519", ANN)


def test_an_openssh_key_signs_from_where_it_is(folder: Path, ssh: Path) -> None:
    """Only where it lies is kept here, and the key is listed and loaded as any other."""
    key = refer_to_ssh(ORIGIN, ssh)
    assert key.public == ANN.public_key().public_bytes_raw() and keys(ORIGIN) == [key]
    assert load(ORIGIN, key.fingerprint).sign(BODY) == ANN.sign(BODY)
    assert (folder / f"{key.fingerprint}.ssh").read_text() == f"{ssh}\n"
    assert mode(folder / f"{key.fingerprint}.ssh") == 0o600 and not is_locked(key)
    with pytest.raises(KeyRefused) as refusal:
        protect(key, Asked(""), lambda: "secret")
    assert "ssh-keygen -p" in refusal.value.remedy


def test_the_folder_of_openssh_may_be_looked_into(folder: Path, ssh: Path) -> None:
    """OpenSSH asks that the file is private, and nothing of its folder."""
    ssh.parent.chmod(0o755)
    assert refer_to_ssh(ORIGIN, ssh) in keys(ORIGIN)


@posix
@pytest.mark.parametrize("bits", [0o640, 0o604, 0o644, 0o660])
def test_an_exposed_openssh_key_is_refused(folder: Path, ssh: Path, bits: int) -> None:
    """As OpenSSH refuses it: when it is named, and whenever it is to sign."""
    key = refer_to_ssh(ORIGIN, ssh)
    ssh.chmod(bits)
    with pytest.raises(KeyRefused, match="can read or change"):
        load(ORIGIN, key.fingerprint)
    with pytest.raises(KeyRefused, match="can read or change"):
        refer_to_ssh(OTHER, ssh)
    assert not (folder.parent / OTHER).exists()


@pytest.mark.parametrize("content", [b"", b"ssh-ed25519 AAAA ann"])
def test_what_is_no_openssh_key_is_refused(folder: Path, ssh: Path, content: bytes) -> None:
    """And nothing is kept of it."""
    ssh.write_bytes(content)
    with pytest.raises(KeyRefused, match="cannot be used"):
        refer_to_ssh(ORIGIN, ssh)
    ssh.unlink()
    with pytest.raises(KeyRefused, match="cannot be read"):
        refer_to_ssh(ORIGIN, ssh)
    assert not folder.exists()


def test_an_openssh_key_that_was_exchanged_is_refused(ssh: Path) -> None:
    """The reference says which it was."""
    key = refer_to_ssh(ORIGIN, ssh)
    ssh_key(ssh, Ed25519PrivateKey.generate())
    with pytest.raises(KeyRefused, match="is another key now"):
        load(ORIGIN, key.fingerprint)


@pytest.fixture
def locked_ssh(ssh: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key of OpenSSH's with the passphrase "secret"; no agent runs."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    ssh.write_bytes(LOCKED)
    return ssh


def test_the_passphrase_of_an_openssh_key_is_asked_for(locked_ssh: Path) -> None:
    """Not to learn what is public of it; and a wrong one is refused."""
    pytest.importorskip("bcrypt", reason="bcrypt reads OpenSSH's passphrases, and is not installed")
    key = refer_to_ssh(ORIGIN, locked_ssh)
    assert key.public == LOCKED_PUBLIC
    loaded = load(ORIGIN, key.fingerprint, Asked("secret"))
    Ed25519PublicKey.from_public_bytes(key.public).verify(loaded.sign(BODY), BODY)
    with pytest.raises(KeyRefused, match="not the passphrase of"):
        load(ORIGIN, key.fingerprint, Asked("Secret"))


def test_without_bcrypt_it_is_said_before_anybody_is_asked(locked_ssh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to do instead: let ssh-agent hold it."""
    monkeypatch.setattr("ledger.unlocking.find_spec", lambda _: None)
    asked = Asked("secret")
    with pytest.raises(KeyRefused) as refusal:
        load(ORIGIN, refer_to_ssh(ORIGIN, locked_ssh).fingerprint, asked)
    assert "ssh-add" in refusal.value.remedy and asked.times == 0


def test_the_agent_signs_where_it_holds_the_key(ssh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked file asks for no passphrase then; one without is read itself."""
    key = refer_to_ssh(ORIGIN, ssh)
    with running(Agent(ann=ANN), monkeypatch) as agent:
        assert load(ORIGIN, key.fingerprint).sign(BODY) and agent.asked == []
        monkeypatch.setattr(keyfile, "read_ssh_public", lambda _: (ANN.public_key().public_bytes_raw(), True))
        assert load(ORIGIN, key.fingerprint).sign(BODY) == ANN.sign(BODY)
        assert agent.asked == [11, 13]


@pytest.mark.parametrize("named", ["ann", "nn@desk", "SHA256:"])
def test_a_key_of_the_agent_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """By part of its name or by its fingerprint; what it is called is all that is kept here."""
    with running(Agent(**{"ann@desk": ANN}), monkeypatch):
        key = refer_to_agent(ORIGIN, named)
        assert load(ORIGIN, key.fingerprint).sign(BODY) == ANN.sign(BODY)
    assert (folder / f"{key.fingerprint}.agent").read_text() == "ann@desk\n"
    assert key.public == ANN.public_key().public_bytes_raw()


@pytest.mark.parametrize("named", ["eve", "ann"])
def test_none_or_two_of_that_name(folder: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """Those that there are are named, and nothing is kept."""
    agent = Agent(ann=ANN, joann=Ed25519PrivateKey.generate())
    with running(agent, monkeypatch), pytest.raises(KeyRefused) as refusal:
        refer_to_agent(ORIGIN, named)
    assert '("ann", "joann")' in refusal.value.remedy and not folder.exists()


def test_the_agent_is_gone_or_holds_it_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is refused by name before anything is locked."""
    with running(Agent(ann=ANN), monkeypatch) as agent:
        key = refer_to_agent(ORIGIN, "ann")
        agent.held.clear()
        with pytest.raises(KeyRefused, match='does not hold the key "ann"'):
            load(ORIGIN, key.fingerprint)
    with pytest.raises(KeyRefused, match="ssh-agent cannot be used"):
        load(ORIGIN, key.fingerprint)


def test_a_key_of_another_ledger_may_sign_here(folder: Path) -> None:
    """It is found by its fingerprint, after those made for this ledger: so a successor needs no new keys."""
    own, other = create(ORIGIN), create(OTHER, SEED)
    assert keys(ORIGIN) == [own, Key(ORIGIN, other.fingerprint)]
    assert load(ORIGIN, other.fingerprint).sign(BODY) == ANN.sign(BODY)
    (folder.parent / OTHER).chmod(0o000)
    if os.geteuid():  # root reads everything
        assert keys(ORIGIN) == [own]
    (folder.parent / OTHER).chmod(0o700)
