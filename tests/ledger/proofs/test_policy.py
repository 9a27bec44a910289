"""Policies: read as the specification has them, and refused, line by line, where they break it."""

import random
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proofs.cosignature import MLDSA44, Cosigner
from ledger.proofs.note import vkey
from ledger.proofs.policy import MAX_BYTES, MAX_OF_EACH, Group, Policy, parse_policy
from tests.ledger.proofs.cosigners import ORIGIN, cosigner, log

NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
KEYS = {name: cosigner(name, MLDSA44 if name == "Y3" else 4)[1] for name in NAMES}
LOG = f"log {vkey(ORIGIN, log()[1])}\n"
WITNESSES = "".join(f"witness {name} {KEYS[name].vkey}\n" for name in NAMES)
GROUPS = (
    "group X-witnesses 2 X1 X2 X3\n\ngroup Y-witnesses any Y1 Y2 Y3\n\n"
    "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
)
#: C2SP tlog-policy, its example, with keys.
EXAMPLE = f"{LOG}\n{WITNESSES}{GROUPS}"


def read(text: str) -> Policy:
    """The policy in a text."""
    return parse_policy(text.encode())


def test_the_example_of_the_specification() -> None:
    """Every set of witnesses meets it, or does not, as the specification says: two of the X, and one of the Y."""
    policy = read(EXAMPLE)
    for names in chain.from_iterable(combinations(NAMES, size) for size in range(7)):
        enough = sum(name[0] == "X" for name in names) >= 2 and any(name[0] == "Y" for name in names)
        assert policy.met({KEYS[name] for name in names}) is enough
    assert policy.words() == "2 of 2: (2 of 3: X1, X2, X3), (1 of 3: Y1, Y2, Y3)"
    assert policy.keys_of(ORIGIN) == [log()[1]] and policy.keys_of("fenshire.00112233aabbccde") == []


def test_whoever_is_not_named_counts_for_nothing() -> None:
    """Nor does one who is, with another key."""
    policy = read(f"{LOG}witness A {KEYS['X1'].vkey}\nquorum A\n")
    assert policy.met([KEYS["X1"]])
    assert not policy.met([KEYS["X2"], KEYS["X1"]._replace(name="other"), KEYS["X1"]._replace(kind=MLDSA44)])


def test_nobody_may_be_asked_for() -> None:
    """Then neither logs nor witnesses need be named."""
    policy = read("quorum none\n")
    assert (policy.logs, policy.witnesses, policy.met([])) == ((), {}, True)
    assert policy.words() == "nobody has to countersign"


def test_what_is_read_over() -> None:
    """Comments, empty lines, blanks and tabs, and addresses; a name may hold any other octets."""
    name = b"\xe2\x84\xaa#\xff"
    key = KEYS["X1"].vkey.encode()
    policy = parse_policy(
        b"# a comment \xff\n\n \t \n\t# another\n  witness\t " + name + b" \t" + key + b" https://w.example/x \t\n"
        b"log " + LOG.split()[1].encode() + b"\tlog.example\n quorum " + name + b"\n# end\n"
    )
    assert policy.met([KEYS["X1"]]) and len(policy.logs) == 1
    assert parse_policy(policy.write()) == policy and name in policy.write()
    assert "K" not in policy.witnesses  # a Kelvin sign is no K


def test_lines_may_come_in_any_order_but_that_names_come_first() -> None:
    """The quorum may stand before what it does not need."""
    policy = read(f"witness A {KEYS['X1'].vkey}\nquorum A\nwitness B {KEYS['X2'].vkey}\n{LOG}group g all A B\n")
    assert policy.met([KEYS["X1"]]) and not policy.met([KEYS["X2"]])


A, B = (f"witness {name} {KEYS[key].vkey}\n" for name, key in (("A", "X1"), ("B", "X2")))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no quorum line"),
        (f"{A}", "no quorum line"),
        ("quorum none", "line 1: does not end in a newline"),
        (f"{A}quorum A\nx", "line 3: does not end in a newline"),
        ("quorum none\r\n", "line 1: holds a control character"),
        ("# \0\nquorum none\n", "line 1: holds a control character"),
        ("quorum none\n\x7f\n", "line 2: holds a control character"),
        ("quorum none\nQuorum none\n", 'line 2: begins with "Quorum"'),
        ("quorum none\n\u00a0\n", "line 2: begins with"),
        ("quorum none\nquorum none\n", "line 2: this is the second quorum line"),
        ("quorum\n", "line 1: the quorum is"),
        ("quorum none none\n", "line 1: the quorum is"),
        ("quorum A\n", 'line 1: "A" is not defined'),
        (f"quorum A\n{A}", 'line 1: "A" is not defined'),
        ("log\nquorum none\n", "line 1: a log is"),
        (f"{LOG.strip()} u v\nquorum none\n", "line 1: a log is"),
        ("log x\nquorum none\n", "line 1: a verifier key has three parts"),
        (f"log {KEYS['X1'].vkey}\nquorum none\n", "line 1: the verifier key's type is 0x04"),
        (f"{LOG}log {vkey('other', log()[1])}\nquorum none\n", "line 2: the same key is listed for a log twice"),
        (f"witness A\n{A}quorum A\n", "line 1: a witness is"),
        (f"{A.strip()} u v\nquorum A\n", "line 1: a witness is"),
        (f"{A}witness A {KEYS['X2'].vkey}\nquorum A\n", 'line 2: "A" is defined already'),
        (f"{A}witness B {KEYS['X1'].vkey}\nquorum A\n", "line 2: the same key is listed for a witness twice"),
        (f"witness none {KEYS['X1'].vkey}\nquorum none\n", 'line 1: "none" means nobody'),
        (f"witness A {LOG.split()[1]}\nquorum A\n", "line 1: a countersigner's key is of type"),
        (f"{A}group g all\nquorum g\n", "line 2: a group is"),
        (f"{A}group g A\nquorum g\n", "line 2: a group is"),
        (f"{A}group g 0 A\nquorum g\n", "line 2: how many is"),
        (f"{A}group g 01 A\nquorum g\n", "line 2: how many is"),
        (f"{A}group g 2 A\nquorum g\n", 'a number from 1 to 1, not "2"'),
        (f"{A}group g -1 A\nquorum g\n", "line 2: how many is"),
        (f"{A}group g ALL A\nquorum g\n", "line 2: how many is"),
        (f"{A}group g 99999999999999 A\nquorum g\n", "line 2: how many is"),
        (f"{A}group A all A\nquorum A\n", 'line 2: "A" is defined already'),
        (f"{A}group none all A\nquorum none\n", 'line 2: "none" means nobody'),
        (f"{A}group g all none\nquorum g\n", 'line 2: "none" is not defined'),
        (f"{A}group g all g\nquorum g\n", 'line 2: "g" is not defined'),
        (f"{A}group g any A A\nquorum g\n", 'line 2: "A" is a member already'),
        (f"{A}{B}group g any A\ngroup h any A B\nquorum h\n", 'line 4: "A" is a member already'),
        (f"{A}group g any A B\n{B}quorum g\n", 'line 2: "B" is not defined'),
        ("#" * MAX_BYTES + "\nquorum none\n", "at most 1000 kB"),
    ],
)
def test_every_fault_is_refused_with_its_line(text: str, what: str) -> None:
    """Which line, and what is wrong there."""
    with pytest.raises(ValueError, match=what):
        read(text)


def test_a_verifier_key_that_is_no_text() -> None:
    """Octets that are no UTF-8 may stand in a name, and in no key."""
    with pytest.raises(ValueError, match="line 1: a verifier key is UTF-8"):
        parse_policy(b"log \xff+00000000+AA==\nquorum none\n")


def test_a_policy_may_be_as_large_as_the_specification_asks_and_not_much_larger() -> None:
    """32 of each are taken; one more than the limit is refused, with its line."""
    names = [f"w{number}" for number in range(MAX_OF_EACH + 1)]
    lines = [f"witness {name} {cosigner(name)[1].vkey}\n" for name in names]
    policy = read("".join(lines[:32]) + f"group g 32 {' '.join(names[:32])}\nquorum g\n")
    assert policy.met([cosigner(name)[1] for name in names[:32]])
    with pytest.raises(ValueError, match=f"line {MAX_OF_EACH + 1}: a policy has at most {MAX_OF_EACH} witnesses"):
        read("".join(lines) + "quorum none\n")
    nested = "".join(f"group g{n} any {f'g{n - 1}' if n else 'w0'}\n" for n in range(MAX_OF_EACH + 1))
    with pytest.raises(ValueError, match=f"line {MAX_OF_EACH + 2}: a policy has at most {MAX_OF_EACH} groups"):
        read(lines[0] + nested + "quorum none\n")
    logs = "".join(f"log {vkey(name, log(name)[1])}\n" for name in names)
    with pytest.raises(ValueError, match=f"at most {MAX_OF_EACH} logs"):
        read(logs + "quorum none\n")


def test_the_deepest_policy_is_put_in_words() -> None:
    """Groups of groups, as many as there may be."""
    nested = "".join(f"group g{n} any {f'g{n - 1}' if n else 'A'}\n" for n in range(MAX_OF_EACH))
    policy = read(f"{A}{nested}quorum g{MAX_OF_EACH - 1}\n")
    assert policy.met([KEYS["X1"]]) and not policy.met([])
    assert policy.words().count("1 of 1") == MAX_OF_EACH


def test_a_policy_is_read_as_it_is_written() -> None:
    """All but comments and addresses."""
    policy = read(EXAMPLE)
    assert parse_policy(policy.write()) == policy
    assert policy.groups["X-witnesses"] == Group(2, ("X1", "X2", "X3"))


def reference(policy: Policy, name: str, signed: set[Cosigner]) -> bool:
    """Whether a name has countersigned, as the specification defines it."""
    if name in policy.witnesses:
        return policy.witnesses[name] in signed
    group = policy.groups[name]
    return sum(reference(policy, member, signed) for member in group.members) >= group.least


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_any_policy_is_met_as_it_is_defined(seed: int) -> None:
    """Random groups of random depth against the definition."""
    chance = random.Random(seed)
    free, lines = list(NAMES), [WITNESSES]
    for number in range(chance.randrange(1, 6)):
        members = chance.sample(free, chance.randrange(1, len(free) + 1))
        free = [name for name in free if name not in members] + [f"g{number}"]
        lines.append(f"group g{number} {chance.randrange(1, len(members) + 1)} {' '.join(members)}\n")
    name = chance.choice([*NAMES, *(f"g{number}" for number in range(len(lines) - 1))])
    policy = read("".join(lines) + f"quorum {name}\n")
    signed = {KEYS[each] for each in NAMES if chance.random() < 0.5}
    assert policy.met(signed) is reference(policy, name, signed)


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text("logwitneguparum AX1\t\n#0", max_size=60).map(str.encode)))
def test_anything_else_is_refused_or_read(content: bytes) -> None:
    """A parser given anything raises nothing but ``ValueError``."""
    try:
        policy = parse_policy(content)
    except ValueError:
        return
    assert parse_policy(policy.write()) == policy
