"""Countersignatures: against the specification's examples, another implementation's, and whoever would forge them."""

from base64 import b64decode, b64encode

import pytest
from cryptography.exceptions import UnsupportedAlgorithm

from ledger.errors import StoreUnavailable
from ledger.proofs.cosignature import (
    ED25519,
    MLDSA44,
    Cosigner,
    check,
    countersigned,
    from_seed,
    generate,
    line,
    parse_cosigner,
    sign,
)
from ledger.proofs.note import Checkpoint, parse_checkpoint, parse_note, signature_line
from tests.ledger.proofs.cosigners import AT, BOTH, ORIGIN, cosigner, signed

ROOT = bytes(range(32))
CHECKPOINT = Checkpoint(ORIGIN, 7, ROOT)

# C2SP tlog-cosignature, its example. The specification prints no key for it.
SOFA_NOTE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def flipped(value: bytes, place: int) -> bytes:
    """With one bit of one byte flipped."""
    return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]


def test_the_published_example_is_framed_as_we_frame_it() -> None:
    """Key id, time and signature stand where the specification has them; its time is the one that it prints."""
    _, [_, made] = parse_note(SOFA_NOTE)
    assert (made.key_id.hex(), len(made.signature)) == ("8d66cf3f", 8 + 64)
    assert int.from_bytes(made.signature[:8], "big") == 1679315147
    assert signature_line(made) == SOFA_NOTE.splitlines(keepends=True)[-1]


def test_what_an_ed25519_key_signs_is_the_published_text() -> None:
    """The header, the time, and the whole body of the checkpoint."""
    private, who = cosigner("w1")
    checkpoint = parse_checkpoint(parse_note(SOFA_NOTE)[0])
    made = sign(private, who, checkpoint, 1679315147)
    text = (
        "cosignature/v1\ntime 1679315147\n"
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )
    private.public_key().verify(made[8:], text.encode())


def test_what_an_mldsa_key_signs_is_the_published_structure() -> None:
    """Byte for byte, written out here by hand."""
    private, who = cosigner("w2", MLDSA44)
    made = sign(private, who, CHECKPOINT, AT)
    message = (
        b"subtree/v1\n\0" + b"\x02w2" + AT.to_bytes(8, "big") + bytes([len(ORIGIN)]) + ORIGIN.encode()
        + bytes(8) + (7).to_bytes(8, "big") + ROOT
    )  # fmt: skip
    assert len(made) == 8 + 2420 and made[:8] == AT.to_bytes(8, "big")
    private.public_key().verify(made[8:], message)


def test_a_signature_without_a_time_holds() -> None:
    """By ML-DSA-44 a witness, or a log itself, may sign without saying when; it holds for that checkpoint only."""
    private, who = cosigner("opcc", MLDSA44)
    note = signed(CHECKPOINT, [(private, who)], at=0)
    assert countersigned(note, [who]) == (CHECKPOINT, {who: 0})
    with pytest.raises(ValueError, match="is not of this checkpoint"):
        countersigned(note.replace("\n7\n", "\n8\n"), [who])


@pytest.mark.parametrize("kind", BOTH)
def test_what_is_signed_is_found_signed(kind: int) -> None:
    """By whom, and when; and by nobody else."""
    private, who = cosigner("opcc", kind)
    made = sign(private, who, CHECKPOINT, AT)
    assert check(who, CHECKPOINT, made) == AT
    assert check(cosigner("audit", kind)[1], CHECKPOINT, made) is None
    assert check(who._replace(kind=ED25519 + MLDSA44 - kind), CHECKPOINT, made) is None


@pytest.mark.parametrize("kind", BOTH)
def test_a_signature_is_of_one_checkpoint_and_one_time(kind: int) -> None:
    """Another origin, size, root or time, a flipped bit, another length: none of them holds."""
    private, who = cosigner("opcc", kind)
    made = sign(private, who, CHECKPOINT, AT)
    others = [
        Checkpoint("fenshire.00112233aabbccde", 7, ROOT),
        Checkpoint(ORIGIN, 8, ROOT),
        Checkpoint(ORIGIN, 7, bytes(32)),
    ]
    assert [check(who, other, made) for other in others] == [None] * 3
    for place in (*range(8), 8, len(made) // 2, len(made) - 1):
        assert check(who, CHECKPOINT, flipped(made, place)) is None
    assert check(who, CHECKPOINT, made[:-1]) is check(who, CHECKPOINT, made + b"\0") is None
    assert check(who, CHECKPOINT, b"") is None


def test_an_mldsa_signature_is_in_one_name() -> None:
    """The name is in what is signed, so that one key under two names makes two countersigners."""
    private, who = cosigner("opcc", MLDSA44)
    assert check(who._replace(name="audit"), CHECKPOINT, sign(private, who, CHECKPOINT, AT)) is None


def test_times_that_no_signature_can_bear() -> None:
    """None before 1970, none of 2^63 seconds or more."""
    private, who = cosigner("opcc")
    for at in (-1, 2**63):
        with pytest.raises(ValueError, match="from 0 to 2"):
            sign(private, who, CHECKPOINT, at)
    assert check(who, CHECKPOINT, b"\xff" * 72) is None


@pytest.mark.parametrize("kind", BOTH)
def test_an_origin_too_long_to_be_counted(kind: int) -> None:
    """An ML-DSA-44 key signs the origin's length in one byte, and so none of more than 255."""
    private, who = cosigner("opcc", kind)
    long = Checkpoint("x" * 256, 7, ROOT)
    if kind == ED25519:
        assert check(who, long, sign(private, who, long, AT)) == AT
        return
    with pytest.raises(ValueError, match="at most 255 bytes"):
        sign(private, who, long, AT)
    assert check(who, long, sign(private, who, CHECKPOINT, AT)) is None


# Keys.


@pytest.mark.parametrize("kind", BOTH)
def test_a_key_is_read_as_it_is_written(kind: int) -> None:
    """And a key that is made of chance is a new one each time."""
    _, who = generate(kind, "opcc.example/w1")
    assert parse_cosigner(who.vkey) == who
    assert generate(kind, "opcc.example/w1")[1].public != who.public
    assert len(who.fingerprint) == 64 and who._replace(name="other").fingerprint == who.fingerprint


def test_key_ids_are_as_published() -> None:
    """The kind is in the id: one public key has another id as a log's, and as each kind of countersigner's."""
    from ledger.proofs.note import key_id

    who = cosigner("opcc")[1]
    assert len({who.key_id, who._replace(kind=MLDSA44).key_id, key_id("opcc", who.public)}) == 3


def written(name: str, kind: int, public: bytes) -> str:
    """A vkey with these parts, whatever they are."""
    return Cosigner(name, kind, public).vkey


@pytest.mark.parametrize(
    ("vkey", "what"),
    [
        ("opcc", "has three parts"),
        ("opcc+00000000+!!!", "is base64"),
        ("opcc+00000000+", "not 0x00"),
        (written("opcc", 1, bytes(32)), "not 0x01"),
        (written("opcc", 5, bytes(32)), "not 0x05"),
        (written("opcc", ED25519, bytes(31)), "is 32 bytes, not 31"),
        (written("opcc", MLDSA44, bytes(32)), "is 1312 bytes, not 32"),
        (written("opcc", ED25519, bytes(32)), "anybody could sign"),
        (written("op cc", ED25519, cosigner("opcc")[1].public), "no spaces"),
        (written("", ED25519, cosigner("opcc")[1].public), "not empty"),
        (written("x" * 256, ED25519, cosigner("opcc")[1].public), "at most 255 bytes"),
        (cosigner("opcc")[1].vkey.replace("opcc", "audit"), "was altered"),
        (cosigner("opcc")[1].vkey.upper(), "is of type 0x04|was altered|is 32 bytes|is base64"),
    ],
)
def test_a_refused_key_says_what_is_wrong(vkey: str, what: str) -> None:
    """Every part of it has to be right."""
    with pytest.raises(ValueError, match=what):
        parse_cosigner(vkey)


def test_a_name_that_no_key_can_bear_makes_none() -> None:
    """It is refused before there is a key."""
    with pytest.raises(ValueError, match="no spaces"):
        from_seed(ED25519, "the office", bytes(32))


# Notes.


def test_those_who_are_known_are_found_in_a_note() -> None:
    """Each with the time; whoever is not known is passed over."""
    both = [cosigner("opcc"), cosigner("audit", MLDSA44)]
    text = signed(CHECKPOINT, [*both, cosigner("stranger")])
    assert countersigned(text, [who for _, who in both]) == (CHECKPOINT, {who: AT for _, who in both})
    assert countersigned(text, []) == (CHECKPOINT, {})


def test_of_two_signatures_of_one_the_first_counts() -> None:
    """Whoever signed the same twice had seen it by the earlier time."""
    private, who = cosigner("opcc")
    text = signed(CHECKPOINT, [(private, who)], AT) + line(who, sign(private, who, CHECKPOINT, AT - 60))
    assert countersigned(text, [who])[1] == {who: AT - 60}


def test_a_line_in_the_name_of_somebody_known_has_to_be_theirs() -> None:
    """A note with one that is not is refused as a whole (signed-note, "Signatures")."""
    _, who = cosigner("opcc")
    forged = line(who, sign(cosigner("audit")[0], who, CHECKPOINT, AT))
    with pytest.raises(ValueError, match="in the name of opcc is not of this checkpoint"):
        countersigned(signed(CHECKPOINT, [cosigner("opcc")]) + forged, [who])


@pytest.mark.parametrize("kind", BOTH)
def test_every_part_of_a_countersigned_note_is_under_the_signature(kind: int) -> None:
    """Whichever line is altered, the countersignature does not hold, or is nobody's."""
    _, who = cosigner("opcc", kind)
    text = signed(CHECKPOINT, [cosigner("opcc", kind)])
    for old, new in (
        (ORIGIN, ORIGIN[:-1] + "e"),
        ("\n7\n", "\n8\n"),
        (b64encode(ROOT).decode(), b64encode(bytes(32)).decode()),
    ):
        altered = text.replace(old, new, 1)
        with pytest.raises(ValueError, match="is not of this checkpoint"):
            countersigned(altered, [who])
    encoded = text.splitlines()[-1].split(" ")[2]
    for place in (5, 11, 60):
        made = flipped(b64decode(encoded), place)
        with pytest.raises(ValueError, match="is not of this checkpoint"):
            countersigned(text.replace(encoded, b64encode(made).decode()), [who])


@pytest.mark.parametrize("text", ["", "x", "a\n1\nb\n\n— n AAAAAAA=\n", SOFA_NOTE.replace("\n\n", "\nextension\n\n")])
def test_a_malformed_note_is_refused(text: str) -> None:
    """With an extension line too: this log writes none, and an ML-DSA-44 key would not have signed it."""
    with pytest.raises(ValueError):  # noqa: PT011
        countersigned(text, [])


def test_a_library_without_mldsa_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older library is no proof that a signature is bad; the refusal says how to get a newer one."""
    from cryptography.hazmat.primitives.asymmetric import mldsa

    class Missing:
        @staticmethod
        def from_public_bytes(_: bytes) -> None:
            raise UnsupportedAlgorithm("no")

        from_seed_bytes = from_public_bytes

    private, who = cosigner("opcc", MLDSA44)
    made = sign(private, who, CHECKPOINT, AT)
    monkeypatch.setattr(mldsa, "MLDSA44PublicKey", Missing)
    monkeypatch.setattr(mldsa, "MLDSA44PrivateKey", Missing)
    with pytest.raises(StoreUnavailable, match="knows no ML-DSA-44"):
        check(who, CHECKPOINT, made)
    with pytest.raises(StoreUnavailable, match="knows no ML-DSA-44"):
        generate(MLDSA44, "opcc")
