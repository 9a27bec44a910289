"""Signed notes and checkpoints, against the examples that C2SP and Go's sumdb/note publish."""

import subprocess
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs import note
from ledger.proofs.note import (
    Checkpoint,
    Signature,
    check_signature,
    fingerprint,
    key_id,
    note_text,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    sign,
    signature_line,
    vkey,
)

# Go, golang.org/x/mod/sumdb/note: two keys, and a note that both signed.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # type byte, then the RFC 8032 private key
PETER_SIGNED = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_SIGNED = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = f"{TEXT}\n{PETER_SIGNED}{ENOCH_SIGNED}"

# C2SP signed-note, "Example".
C2SP_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

# C2SP signed-note, its first note: the text itself holds an empty line, and is not ASCII.
QUASIMODO = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)

# C2SP tlog-checkpoint, its example.
SOFA = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
SOFA_NOTE = (
    f"{SOFA}\n— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)

BODY = TEXT.encode()
ROOT = bytes(range(32))


def peter() -> Ed25519PrivateKey:
    """The key of the example in Go's package."""
    return Ed25519PrivateKey.from_private_bytes(b64decode(PETER_SEED)[1:])


def verified(text: str, *vkeys: str) -> list[str]:
    """The names of the keys, of those known, whose signatures on the note hold."""
    body, signatures = parse_note(text)
    known = {(name, key_id(name, public)): public for name, public in map(parse_vkey, vkeys)}
    return [
        one.name
        for one in signatures
        if (public := known.get((one.name, one.key_id))) and check_signature(public, body, one.signature)
    ]


def altered(value: bytes, place: int) -> bytes:
    """With one bit of one byte flipped."""
    return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]


# Published notes.


def test_the_published_notes_verify_with_their_published_keys() -> None:
    """The examples of C2SP and Go are read, and their signatures hold for the keys printed beside them."""
    assert verified(C2SP_NOTE, C2SP_VKEY) == ["example.com/foo"]
    assert verified(GO_NOTE, PETER, ENOCH) == ["PeterNeumann", "EnochRoot"]
    assert verified(GO_NOTE, ENOCH) == ["EnochRoot"]
    assert verified(GO_NOTE.replace("problem is", "problem was"), PETER, ENOCH) == []


def test_signing_makes_the_published_notes_again() -> None:
    """Go's example private key signs to the very note that Go prints, and a second signature is added as Go does."""
    _, public = parse_vkey(PETER)
    _, enoch = parse_vkey(ENOCH)
    made = sign(peter(), BODY)
    assert len(made) == 64
    assert note_text(BODY, [("PeterNeumann", public, made)]) == f"{TEXT}\n{PETER_SIGNED}"
    theirs = parse_note(GO_NOTE)[1][1].signature
    assert note_text(BODY, [("PeterNeumann", public, made), ("EnochRoot", enoch, theirs)]) == GO_NOTE


@pytest.mark.parametrize("text", [C2SP_NOTE, GO_NOTE, QUASIMODO, SOFA_NOTE])
def test_a_note_taken_apart_goes_together_again(text: str) -> None:
    """Body and signature lines of every published note put together are the same note, byte for byte."""
    body, signatures = parse_note(text)
    assert body.decode() + "\n" + "".join(map(signature_line, signatures)) == text


def test_the_last_empty_line_divides_text_from_signatures() -> None:
    """A text with an empty line of its own keeps it."""
    body, signatures = parse_note(QUASIMODO)
    assert body.decode().endswith("sole:\n\ned è subito sera.\n")
    assert [one.name for one in signatures] == ["quasimodo.example/salvatore"]


# Keys.


@pytest.mark.parametrize("text", [PETER, ENOCH, C2SP_VKEY])
def test_published_keys_are_read_and_written_again(text: str) -> None:
    """A published vkey gives a name and 32 bytes that make the same vkey, with the key id of its notes."""
    name, public = parse_vkey(text)
    assert vkey(name, public) == text
    assert key_id(name, public).hex() == text.split("+")[1]


def test_a_fingerprint_is_of_the_type_and_the_key_alone() -> None:
    """The fingerprint is SHA-256(0x01 ‖ public key) in hex, whatever the key's name."""
    _, public = parse_vkey(PETER)
    assert fingerprint(public) == sha256(b"\x01" + public).hexdigest()
    assert key_id("one", public) != key_id("other", public)


def test_every_part_and_every_altered_character_of_a_verifier_key_is_refused() -> None:
    """No piece of a vkey, and no vkey with one character changed to the next, passes for a vkey."""
    pieces = {PETER[i:j] for i in range(len(PETER)) for j in range(i, len(PETER) + 1)} - {PETER}
    nexts = {PETER[:i] + chr(ord(PETER[i]) + 1) + PETER[i + 1 :] for i in range(len(PETER))}
    for text in pieces | nexts:
        with pytest.raises(ValueError, match=r"key|base64"):
            parse_vkey(text)


def relabelled(name: str, key: bytes) -> str:
    """A vkey of any content with a key id that is right."""
    identifier = sha256(f"{name}\n".encode() + key).digest()[:4]
    return f"{name}+{identifier.hex()}+{b64encode(key).decode()}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("PeterNeumann", "three parts"),
        (PETER.replace("c74f20a3", "c74f20a4"), "key id c74f20a4 is not that of this name and key"),
        (PETER.replace("c74f20a3", "C74F20A3"), "lower case"),
        (PETER.replace("Peter", "Pieter"), "is not that of this name and key"),
        (PETER + "\n", "canonical"),
        (PETER + "=", "canonical"),
        (relabelled("PeterNeumann", b"\x04" + bytes(32)), "type is 0x04"),
        (relabelled("PeterNeumann", b"\x01" + bytes(31)), "32 bytes, not 31"),
        (relabelled("PeterNeumann", b"\x01" + bytes(34)), "32 bytes, not 34"),
        (relabelled("Peter Neumann", b"\x01" + bytes(32)), "key name"),
        (relabelled("Peter\u2003Neumann", b"\x01" + bytes(32)), "key name"),
        (relabelled("Peter\x7f\x00Neumann", b"\x01" + bytes(32)), "key name"),
        (relabelled("", b"\x01" + bytes(32)), "key name"),
    ],
)
def test_a_refused_verifier_key_says_what_is_wrong(text: str, what: str) -> None:
    """Each way in which a vkey can be wrong has its own message."""
    with pytest.raises(ValueError, match=what):
        parse_vkey(text)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_public_key_of_another_length_is_refused(size: int) -> None:
    """What is not 32 bytes is not named, fingerprinted or written as a key."""
    for make in (fingerprint, lambda public: key_id("a", public), lambda public: vkey("a", public)):
        with pytest.raises(ValueError, match=f"32 bytes, not {size}"):
            make(bytes(size))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\nb", "a\x1fb", "a\ud800b"])
def test_a_name_no_key_may_bear_is_refused(name: str) -> None:
    """Empty names, Unicode spaces, plus signs, control characters and half surrogate pairs are refused throughout."""
    for make in (lambda: key_id(name, bytes(32)), lambda: signature_line(Signature(name, bytes(4), bytes(64)))):
        with pytest.raises(ValueError, match="key name"):
            make()


# Signatures.


def test_a_signature_is_of_one_key_and_one_text() -> None:
    """Another key, a changed text or a changed signature is not signed, nor is anything out of shape."""
    (_, public), (_, other) = parse_vkey(PETER), parse_vkey(ENOCH)
    made = sign(peter(), BODY)
    assert check_signature(public, BODY, made)
    assert not check_signature(other, BODY, made)
    assert not any(check_signature(public, altered(BODY, at), made) for at in range(len(BODY)))
    assert not any(check_signature(public, BODY, altered(made, at)) for at in range(len(made)))
    assert not any(check_signature(altered(public, at), BODY, made) for at in range(len(public)))
    for odd in (b"", made[:-1], made + b"\0"):
        assert not check_signature(public, BODY, odd)
    for odd in (b"", public[:-1], public + b"\0"):
        assert not check_signature(odd, BODY, made)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "ends in a newline"),
        (b"no newline", "ends in a newline"),
        (b"tab\there\n", "control"),
        (b"line\r\n", "control"),
        (b"\xff\n", "UTF-8"),
        (b"\xed\xa0\x80\n", "UTF-8"),
    ],
)
def test_what_no_note_can_hold_is_not_signed(body: bytes, what: str) -> None:
    """Bytes that are not a note's text are neither signed nor put in a note."""
    with pytest.raises(ValueError, match=what):
        sign(peter(), body)
    with pytest.raises(ValueError, match=what):
        note_text(body, [("a", bytes(32), bytes(64))])


# Notes.


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "empty line"),
        (TEXT, "empty line"),
        (TEXT + PETER_SIGNED, "empty line"),
        (TEXT + "\n", "ends in a signature line"),
        (f"{TEXT}\n{PETER_SIGNED[:-1]}", "ends in a signature line"),
        (f"{TEXT}\n{PETER_SIGNED}\n", "ends in a signature line"),
        (f"\x01{TEXT}\n{PETER_SIGNED}", "control"),
        (f"\ud800{TEXT}\n{PETER_SIGNED}", "control"),
        (GO_NOTE.replace("\n", "\r\n"), "empty line"),
        (GO_NOTE.replace("problem,", "problem,\r"), "control"),
        (f"{TEXT}\n{PETER_SIGNED}Unexpected line.\n", "em dash"),
        (f"{TEXT}\n{PETER_SIGNED.replace('—', '-')}", "em dash"),
        (f"{TEXT}\n{PETER_SIGNED.replace('— ', '—  ')}", "key name"),
        (f"{TEXT}\n{PETER_SIGNED.replace('PeterN', 'Peter N')}", "base64"),
        (f"{TEXT}\n{PETER_SIGNED.replace('PeterN', 'Peter+N')}", "key name"),
        (f"{TEXT}\n{PETER_SIGNED.replace('AM=', 'AM')}", "base64"),
        (f"{TEXT}\n{PETER_SIGNED.replace('AM=', 'AN=')}", "base64"),
        (f"{TEXT}\n{PETER_SIGNED.replace('AM=', 'AM= ')}", "base64"),
        (f"{TEXT}\n{PETER_SIGNED.replace('AM=', 'AM=' + chr(13))}", "base64"),
        (f"{TEXT}\n— PeterNeumann\n", "base64"),
        (f"{TEXT}\n— PeterNeumann \n", "base64"),
        (f"{TEXT}\n— PeterNeumann x08gow==\n", "4 bytes"),
        (f"{TEXT}\n{PETER_SIGNED * 101}", "at most 100 signatures, not 101"),
    ],
)
def test_a_malformed_note_says_what_is_wrong(text: str, what: str) -> None:
    """Whatever signed-note does not allow, and any second spelling of the same bytes, is refused."""
    with pytest.raises(ValueError, match=what):
        parse_note(text)


def test_many_signatures_of_one_name_are_kept_in_their_order() -> None:
    """A hundred lines are read, and none is dropped, joined or judged: that takes keys."""
    text = f"{TEXT}\n{(PETER_SIGNED + ENOCH_SIGNED) * 50}"
    body, signatures = parse_note(text)
    assert body == BODY
    assert [one.name for one in signatures] == ["PeterNeumann", "EnochRoot"] * 50


def test_a_note_has_a_signature_and_not_too_many() -> None:
    """A note is not written that ``parse_note`` would refuse."""
    for signatures in ([], [("a", bytes(32), bytes(64))] * 101):
        with pytest.raises(ValueError, match="from 1 to 100 signatures"):
            note_text(BODY, signatures)
    with pytest.raises(ValueError, match="not empty"):
        note_text(BODY, [("a", bytes(32), b"")])
    with pytest.raises(ValueError, match="four bytes of key id"):
        signature_line(Signature("a", bytes(5), bytes(64)))


# Checkpoints.


def test_the_published_checkpoint_is_read_and_written_again() -> None:
    """The example of tlog-checkpoint gives its origin, size and root, and the same bytes again."""
    body, (signature,) = parse_note(SOFA_NOTE)
    checkpoint = parse_checkpoint(body)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root == b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert checkpoint.body() == body == SOFA.encode()
    assert signature.name == checkpoint.origin


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("20852163", "020852163", "leading zeroes"),
        ("20852163", "+20852163", "decimal"),
        ("20852163", "-1", "decimal"),
        ("20852163", "20_852_163", "decimal"),
        ("20852163", "\u0662", "decimal"),
        ("20852163", " 20852163", "decimal"),
        ("20852163", "", "decimal"),
        ("20852163", "9223372036854775808", r"2\^63"),
        ("20852163", "9" * 5000, r"2\^63"),
        ("example.com/behind-the-sofa", "", "origin"),
        ("q2I=", "q2I", "base64"),
        ("q2I=", "q2J=", "base64"),
        ("q2I=", "q2I=\r", "control"),
        ("CsUY", "", "32 bytes, not 29"),
        ("q2I=\n", "q2I=\nextension\n", "three lines"),
        ("q2I=\n", "q2I=\n\n", "three lines"),
        ("q2I=\n", "q2I=", "ends in a newline"),
        ("example.com", "\ttab", "control"),
    ],
)
def test_a_malformed_checkpoint_says_what_is_wrong(old: str, new: str, what: str) -> None:
    """Whatever tlog-checkpoint does not allow, extension lines, and any second spelling is refused."""
    assert old in SOFA
    with pytest.raises(ValueError, match=what):
        parse_checkpoint(SOFA.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 1, ROOT), ("a\nb", 1, ROOT), ("a\ud800", 1, ROOT), ("a", -1, ROOT), ("a", 2**63, ROOT), ("a", 1, ROOT[1:])],
)
def test_an_absurd_checkpoint_cannot_be_made(origin: str, size: int, root: bytes) -> None:
    """A checkpoint that could not be read again is a ValueError when it is made, before anything is signed."""
    with pytest.raises(ValueError, match="a checkpoint's"):
        Checkpoint(origin, size, root)


def test_a_checkpoint_is_a_value() -> None:
    """Equal checkpoints are equal and hash alike, and none can be changed."""
    assert len({Checkpoint("a", 1, ROOT), Checkpoint("a", 1, ROOT)}) == 1
    with pytest.raises(AttributeError):
        Checkpoint("a", 1, ROOT).size = 2  # type: ignore[misc]


# Whatever the content.

LINES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1)
NAMES = LINES.filter(lambda line: "+" not in line and not any(map(str.isspace, line)))


@given(LINES, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_any_checkpoint_is_read_as_it_was_written(origin: str, size: int, root: bytes) -> None:
    """Writing and reading a checkpoint's body gives the same checkpoint."""
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint.body()) == checkpoint


@given(
    st.lists(LINES | st.just("")),
    st.lists(st.tuples(NAMES, st.binary(min_size=32, max_size=32), st.binary(min_size=1)), min_size=1, max_size=5),
)
def test_any_note_is_read_as_it_was_written(lines: list[str], signers: list[tuple[str, bytes, bytes]]) -> None:
    """Whatever the text, its empty lines and lines like signatures included, a note is read as it was written."""
    body = "".join(f"{line}\n" for line in lines or [""]).encode()
    expected = [Signature(name, key_id(name, public), made) for name, public, made in signers]
    assert parse_note(note_text(body, signers)) == (body, expected)


@given(st.text() | st.sampled_from([C2SP_VKEY, GO_NOTE, SOFA]), st.data())
def test_a_parser_given_anything_raises_nothing_but_value_errors(text: str, data: st.DataObject) -> None:
    """Any text, and a good one with anything put into it, is read or is a ValueError."""
    at = data.draw(st.integers(0, len(text)))
    spoiled = text[:at] + data.draw(st.text(max_size=3)) + text[at:]
    for parse in (parse_vkey, parse_note, lambda some: parse_checkpoint(some.encode())):
        with suppress(ValueError):
            parse(spoiled)


# What a read command loads.


def test_reading_loads_no_cryptography() -> None:
    """Importing this module, parsing and fingerprinting leave the cryptography package unloaded."""
    program = (
        "import sys; from ledger.proofs import note, tree; note.fingerprint(bytes(32)); "
        f"note.parse_checkpoint(note.parse_note({SOFA_NOTE!r})[0]); assert 'cryptography' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(note.__file__).parents[2], check=True)
