"""The policy: stated from a file or from keys, shown, and refused where it would protect nothing."""

import pytest

from tests.commands.outside import Outsider, log_key
from tests.commands.terminal import Terminal


@pytest.fixture
def keys(fresh: Terminal) -> dict[str, str]:
    """The vkeys of three countersigners."""
    return {name: Outsider(fresh, name).key("--ed25519") for name in ("opcc", "audit", "hmic")}


def test_a_policy_of_keys(fresh: Terminal, keys: dict[str, str]) -> None:
    """Two of three; it names the ledger's own key, and is shown in words with fingerprints."""
    witnesses = [word for name, key in keys.items() for word in ("--witness", f"{name.upper()}={key}")]
    fresh.records("policy", "set", *witnesses, "--quorum", "2")
    shown = fresh.does("policy", "show").out
    assert "2 of 3: OPCC, AUDIT, HMIC" in shown and "Ed25519 key of opcc, fingerprint " in shown
    fresh.does("policy", "show", "-o", "policy.txt")
    text = (fresh.folder / "policy.txt").read_text()
    assert text.startswith(f"log {log_key(fresh)}\nwitness OPCC {keys['opcc']}\n")
    assert text.endswith("group enough 2 OPCC AUDIT HMIC\nquorum enough\n")


def test_unsaid_all_of_them_have_to_sign(fresh: Terminal, keys: dict[str, str]) -> None:
    """And one alone is asked for by name."""
    words = ["--witness", f"OPCC={keys['opcc']}"]
    fresh.records("policy", "set", *words)
    assert fresh.does("policy", "show", "--json").json["quorum"] == "OPCC"
    fresh.records("policy", "set", *words, "--witness", f"Audit={keys['audit']}")
    assert fresh.does("policy", "show", "--json").json["quorum"] == "2 of 2: OPCC, Audit"


def test_a_policy_of_a_file_is_kept_byte_for_byte(fresh: Terminal, keys: dict[str, str]) -> None:
    """With its comments and addresses; the newest is in force, and an older one can be looked back at."""
    text = f"# ours\nlog {log_key(fresh)} https://x\n\twitness A {keys['opcc']}  \nquorum A\n"
    (fresh.folder / "p.txt").write_text(text)
    fresh.records("policy", "set", "p.txt")
    fresh.records("policy", "set", "--witness", f"B={keys['audit']}")
    fresh.does("policy", "show", "-o", "back.txt", "--as-of", "E-7")
    assert (fresh.folder / "back.txt").read_text() == text
    body = fresh.does("policy", "show", "--json").json
    assert [row["name"] for row in body["witnesses"]] == ["B"]
    assert "policy.stated" in fresh.does("log", "--json").out
    assert "Whole: " in fresh.does("verify").out


def test_without_a_policy(fresh: Terminal) -> None:
    """It says how to state one."""
    assert "policy set" in fresh.refuses(3, "policy", "show")


def test_words_that_make_no_policy(fresh: Terminal, keys: dict[str, str]) -> None:
    """Each refusal says what to write."""
    opcc = f"OPCC={keys['opcc']}"
    (fresh.folder / "p.txt").write_text("quorum none\n")
    for words, said in (
        ((), "is a FILE, or made of --witness"),
        (("p.txt", "--witness", opcc), "is a FILE, or made of --witness"),
        (("p.txt", "--quorum", "1"), "is a FILE, or made of --witness"),
        (("--witness", "OPCC"), "is not a name and a key"),
        (("--witness", "=x"), "is not a name and a key"),
        (("--witness", opcc, "--quorum", "2"), "2 of them cannot sign"),
        (("--witness", opcc[:-3]), "cannot be read: line 2"),
        (("--witness", f"Our office={keys['opcc']}"), "cannot be read: line 2"),
        (("--witness", opcc, "--witness", opcc), "cannot be read: line 3"),
        (("--witness", f"none={keys['opcc']}"), "cannot be read: line 2"),
        (("missing.txt",), "cannot be read"),
    ):
        assert said in fresh.refuses(2, "policy", "set", *words)


def test_a_policy_names_the_keys_that_may_publish_and_no_others(fresh: Terminal, keys: dict[str, str]) -> None:
    """Not none of them, not one that may only record, and not only another ledger's."""
    fresh.records("people", "add", "Bob Clerk")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2", "--as", "PER-1")
    other = log_key(fresh).replace("fenshire", "fenshirf")
    for log in ("", f"log {line}\n", f"log {log_key(fresh)}\nlog {line}\n"):
        (fresh.folder / "p.txt").write_text(f"{log}witness A {keys['opcc']}\nquorum A\n")
        assert "keys that may publish" in fresh.refuses(3, "policy", "set", "p.txt", "--as", "PER-1")
    (fresh.folder / "p.txt").write_text(f"log {other}\nwitness A {keys['opcc']}\nquorum A\n")
    fresh.refuses(2, "policy", "set", "p.txt", "--as", "PER-1")  # its key id is not of that name


def test_a_countersigner_is_somebody_else(fresh: Terminal) -> None:
    """A key that is enrolled here is nobody outside, whatever it is called."""
    from ledger.proofs.cosignature import ED25519, Cosigner
    from ledger.proofs.note import parse_vkey

    own = Cosigner("opcc", ED25519, parse_vkey(log_key(fresh))[1]).vkey
    assert "is nobody outside" in fresh.refuses(3, "policy", "set", "--witness", f"OPCC={own}")


def test_who_keeps_the_ledger_states_its_policy(fresh: Terminal, keys: dict[str, str]) -> None:
    """Somebody who may only record does not."""
    fresh.records("people", "add", "Bob Clerk")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2", "--as", "PER-1")
    said = fresh.refuses(3, "policy", "set", "--witness", f"A={keys['opcc']}", "--as", "PER-2")
    assert "right to keep" in said


def test_a_policy_that_does_not_name_the_keys_of_today(fresh: Terminal, keys: dict[str, str]) -> None:
    """Once a key that speaks for the ledger was exchanged it says so, and what to do; stated again it is silent."""
    words = ("policy", "set", "--witness", f"A={keys['opcc']}")
    fresh.records(*words)
    assert fresh.does("policy", "show", "--json").json["unnamed"] == []
    fresh.records("keys", "rotate", entries=2)
    [fingerprint] = fresh.does("policy", "show", "--json").json["unnamed"]
    said = " ".join(fresh.does("policy", "show").out.split())
    assert f"does not name {fingerprint[:16]}…" in said and "State it again with `afi policy set`" in said
    fresh.records(*words)
    assert "does not name" not in fresh.does("policy", "show").out


def test_a_key_that_may_not_record_does_not_speak(fresh: Terminal, keys: dict[str, str]) -> None:
    """It could seal nothing, so a policy is not made of it, and may not name it."""
    fresh.records("people", "add", "Bob Clerk")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2", "--right", "publish", "--as", "PER-1")
    fresh.records("policy", "set", "--witness", f"A={keys['opcc']}", "--as", "PER-1")
    fresh.does("policy", "show", "-o", "p.txt")
    text = (fresh.folder / "p.txt").read_text()
    assert line not in text
    (fresh.folder / "q.txt").write_text(f"log {line}\n{text}")
    assert "keys that may publish" in fresh.refuses(3, "policy", "set", "q.txt", "--as", "PER-1")


def test_a_policy_is_not_written_over_a_file(fresh: Terminal, keys: dict[str, str]) -> None:
    """The file that is there stays."""
    fresh.records("policy", "set", "--witness", f"OPCC={keys['opcc']}")
    (fresh.folder / "mine.txt").write_text("mine")
    fresh.refuses(3, "policy", "show", "-o", "mine.txt")
    assert (fresh.folder / "mine.txt").read_text() == "mine"
