"""Proofs as texts: written, read back, checked, and refused with the reason once anything in them is altered."""

import random
from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proofs.bundle import (
    MAGIC,
    MAX_HASHES,
    Proof,
    check_consistency_text,
    check_note,
    check_proof,
    parse_consistency,
    parse_proof,
    write_consistency,
    write_proof,
)
from ledger.proofs.cosignature import MLDSA44
from ledger.proofs.note import Checkpoint, vkey
from ledger.proofs.policy import Policy, parse_policy
from ledger.proofs.tree import EMPTY_ROOT, Frontier, leaf_hash, prove_consistency, prove_inclusion, root
from tests.ledger.proofs.cosigners import AT, ORIGIN, cosigner, log, signed

SIZE = 130
ENTRIES = [b"entry %d" % number for number in range(SIZE)]
OPCC, AUDIT = cosigner("opcc"), cosigner("audit", MLDSA44)

_ROWS: list[bytes] = []
_frontier = Frontier()
for _entry in ENTRIES:
    _ROWS.append(_frontier.append(leaf_hash(_entry)))


def node(level: int, index: int) -> bytes:
    """A stored node of the tree over the entries."""
    return _ROWS[((index + 1) << level) - 1][32 * level : 32 * level + 32]


def at(size: int) -> Checkpoint:
    """The checkpoint of the first entries."""
    return Checkpoint(ORIGIN, size, root(size, node))


def policy(*more: str, origin: str = ORIGIN) -> Policy:
    """The log's key, both countersigners, and what else is said; unsaid, that both are needed."""
    lines = [f"log {vkey(origin, log(origin)[1])}", f"witness OPCC {OPCC[1].vkey}", f"witness Audit {AUDIT[1].vkey}"]
    more = more or ("group both all OPCC Audit", "quorum both")
    return parse_policy("".join(f"{line}\n" for line in (*lines, *more)).encode())


NOTE = signed(at(7), [OPCC, AUDIT])
PROOF = write_proof(4, prove_inclusion(4, 7, node), NOTE)


# One entry.


def test_a_proof_is_written_as_published() -> None:
    """Line by line, as C2SP tlog-proof has it."""
    hashes = [b64encode(each).decode() for each in prove_inclusion(4, 7, node)]
    assert "\n".join([MAGIC, "index 4", *hashes, "", NOTE]) == PROOF
    assert write_proof(4, [], NOTE, extra=b"hello") == f"{MAGIC}\nextra aGVsbG8=\nindex 4\n\n{NOTE}"


def test_the_published_example_is_read() -> None:
    """What stands in the specification, its hashes and its index; the checkpoint there is abridged."""
    text = (
        "c2sp.org/tlog-proof@v1\nindex 73894\ngSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
        "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\nEKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
        "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\nAHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\n"
        "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n"
        "— example.com/fancylog hI2DJw==\n"
    )
    found = parse_proof(text)
    assert (found.place, len(found.hashes), found.extra) == (73894, 5, None)
    assert write_proof(found.place, found.hashes, found.note_text) == text


def test_a_proof_proves_its_entry() -> None:
    """The checkpoint, whose signature it bears, and who countersigned it when."""
    proved = check_proof(parse_proof(PROOF), ENTRIES[4], policy())
    assert (proved.checkpoint, proved.logs) == (at(7), (log()[1],))
    assert proved.countersigned == {OPCC[1]: AT, AUDIT[1]: AT}


def test_a_proof_of_the_only_entry_has_no_hashes() -> None:
    """And an empty line after its index all the same."""
    text = write_proof(0, [], signed(at(1)))
    assert parse_proof(text).hashes == ()
    assert check_proof(parse_proof(text), ENTRIES[0], policy("quorum none")).checkpoint == at(1)


def test_every_entry_of_many_trees_is_proved() -> None:
    """And no other entry in its place."""
    for size in (1, 2, 3, 8, 13, 128, SIZE):
        note = signed(at(size))
        for index in {0, 1, size // 2, size - 1} & set(range(size)):
            found = parse_proof(write_proof(index, prove_inclusion(index, size, node), note))
            assert check_proof(found, ENTRIES[index], policy("quorum none")).checkpoint == at(size)
            with pytest.raises(ValueError, match=f"is not E-{index + 1} of the {size} entries"):
                check_proof(found, ENTRIES[index - 1] + b"x", policy("quorum none"))


def test_extra_data_is_given_and_believed_in_nothing() -> None:
    """Whatever it says, the same is proved."""
    found = parse_proof(write_proof(4, prove_inclusion(4, 7, node), NOTE, extra=b"\0anything"))
    assert found.extra == b"\0anything"
    assert check_proof(found, ENTRIES[4], policy()) == check_proof(parse_proof(PROOF), ENTRIES[4], policy())


def test_a_flipped_bit_anywhere_is_noticed() -> None:
    """In any character of the proof: refused, or it was one of a signature that the policy can do without."""
    chance = random.Random(5)
    places = chance.sample(range(len(PROOF)), 150)
    for place in places:
        text = PROOF[:place] + chr(ord(PROOF[place]) ^ 1) + PROOF[place + 1 :]
        with pytest.raises(ValueError):  # noqa: PT011
            check_proof(parse_proof(text), ENTRIES[4], policy())


def test_a_flipped_bit_in_any_hash_is_noticed() -> None:
    """Every bit of every hash of a proof."""
    found = parse_proof(PROOF)
    plain = found._replace(note_text=signed(at(7)))
    for place, each in enumerate(found.hashes):
        for bit in range(256):
            flipped = (int.from_bytes(each, "big") ^ 1 << bit).to_bytes(32, "big")
            hashes = (*found.hashes[:place], flipped, *found.hashes[place + 1 :])
            with pytest.raises(ValueError, match="is not E-5"):
                check_proof(plain._replace(hashes=hashes), ENTRIES[4], policy("quorum none"))


@pytest.mark.parametrize(
    ("demands", "by", "what"),
    [
        (("group both all OPCC Audit", "quorum both"), [OPCC], "the policy is not met: it demands 2 of 2: OPCC, Audit"),
        (("quorum Audit",), [OPCC], "it demands Audit"),
        (("quorum OPCC",), [cosigner("stranger")], "it demands OPCC"),
    ],
)
def test_a_policy_that_is_not_met(demands: tuple[str, ...], by: list[tuple[object, object]], what: str) -> None:
    """It says what is demanded."""
    with pytest.raises(ValueError, match=what):
        check_note(signed(at(7), by), policy(*demands))  # type: ignore[arg-type]


def test_the_log_itself_has_to_have_signed() -> None:
    """Countersignatures do not stand in for it, nor does another log's key, nor a forged line in its name."""
    private, public = log("fenshire.00112233aabbccde")
    alone = NOTE.split("\n\n")[0] + "\n\n" + "".join(NOTE.splitlines(keepends=True)[5:])
    with pytest.raises(ValueError, match="signed by no key that the policy names"):
        check_note(alone, policy())
    with pytest.raises(ValueError, match="names no key of the log"):
        check_note(NOTE, policy(origin="fenshire.00112233aabbccde"))
    from ledger.proofs.note import Signature, key_id, signature_line

    forged = signature_line(Signature(ORIGIN, key_id(ORIGIN, log()[1]), private.sign(at(7).body())))
    with pytest.raises(ValueError, match="in the name of the log is not of this checkpoint"):
        check_note(NOTE + forged, policy())
    assert public not in check_note(NOTE, policy()).logs


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "begins with the line"),
        ("c2sp.org/tlog-proof@v2\nindex 0\n\n", "begins with the line"),
        (f"{MAGIC}", 'a line "index"'),
        (f"{MAGIC}\nindex x\n\n", 'a line "index"'),
        (f"{MAGIC}\nindex 01\n\n", 'a line "index"'),
        (f"{MAGIC}\nindex -1\n\n", 'a line "index"'),
        (f"{MAGIC}\nindex 10000000000000000000\n\n", 'a line "index"'),
        (f"{MAGIC}\nindex 0 \n\n", 'a line "index"'),
        (f"{MAGIC}\nindex 0\nextra aGVsbG8=\n\n", "not base64"),
        (f"{MAGIC}\nextra \nindex 0\n\n", "not base64"),
        (f"{MAGIC}\nextra aGVsbG8\nindex 0\n\n", "not base64"),
        (f"{MAGIC}\nextra aGVsbG8=\nextra aGVsbG8=\nindex 0\n\n", 'a line "index"'),
        (f"{MAGIC}\nindex 0", "an empty line before its checkpoint"),
        (f"{MAGIC}\nindex 0\naGVsbG8=\n\nx", "each hash of a proof is 32 bytes"),
        (f"{MAGIC}\r\nindex 0\n\n", "begins with the line"),
        (f"{MAGIC}\nindex 0\n" + f"{b64encode(bytes(32)).decode()}\n" * (MAX_HASHES + 1) + "\nx", "at most 63 hashes"),
    ],
)
def test_a_malformed_proof_says_what_is_wrong(text: str, what: str) -> None:
    """Strictly as published, so that every text has one reading."""
    with pytest.raises(ValueError, match=what):
        parse_proof(text)


def test_a_proof_of_an_absurd_place_is_refused() -> None:
    """One that no tree of that size has."""
    found = parse_proof(PROOF)._replace(place=2**62)
    with pytest.raises(ValueError, match="is not E-"):
        check_proof(found, ENTRIES[4], policy())


# Growth.


def test_growth_is_written_as_published() -> None:
    """The body of an add-checkpoint request, as C2SP tlog-witness has it; from nothing there is nothing to prove."""
    hashes = [b64encode(each).decode() for each in prove_consistency(3, 7, node)]
    assert write_consistency(3, prove_consistency(3, 7, node), NOTE) == "\n".join(["old 3", *hashes, "", NOTE])
    assert write_consistency(0, [], NOTE) == f"old 0\n\n{NOTE}"


def test_the_published_request_is_read() -> None:
    """The example of the specification."""
    text = (
        "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
        "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    )
    found = parse_consistency(text)
    assert (found.old, len(found.hashes)) == (20852014, 4)
    assert write_consistency(*found) == text


def test_growth_between_many_trees_is_checked() -> None:
    """From the right root only."""
    for old, new in ((0, 1), (0, 7), (1, 7), (3, 7), (4, 7), (7, 7), (64, 128), (100, SIZE)):
        found = parse_consistency(write_consistency(old, prove_consistency(old, new, node), signed(at(new))))
        assert check_consistency_text(found, at(old).root) == at(new)
        with pytest.raises(ValueError, match="are not those with that root"):
            check_consistency_text(found, bytes(32))
    assert at(0).root == EMPTY_ROOT


def test_no_log_grows_smaller() -> None:
    """An old size beyond the new one is refused."""
    found = parse_consistency(write_consistency(9, [], NOTE))
    with pytest.raises(ValueError, match="cannot have grown from 9 entries to 7"):
        check_consistency_text(found, at(9).root)


@pytest.mark.parametrize(
    "text", ["", "old", "old x\n\n", "old 01\n\n", "old 3", "old 3\n", "new 3\n\n", "old 3\nx\n\ny", "Old 3\n\nx"]
)
def test_a_malformed_request_is_refused(text: str) -> None:
    """Whatever is missing in it."""
    with pytest.raises(ValueError):  # noqa: PT011
        parse_consistency(text)


@settings(max_examples=60, deadline=None)
@given(st.text("c2sp.orgtl-f@v1inde xa\n=—0123AB", max_size=120), st.booleans())
def test_anything_else_raises_value_errors_alone(text: str, begun: bool) -> None:
    """Whatever the text: a proof, or ``ValueError``."""
    for parse in (parse_proof, parse_consistency):
        try:
            found = parse(f"{MAGIC}\n{text}" if begun else text)
        except ValueError:
            continue
        if isinstance(found, Proof):
            with pytest.raises(ValueError):  # noqa: PT011
                check_proof(found, b"", policy())
