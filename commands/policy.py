"""Policy: whose countersignatures the ledger is to have, and how many of them."""

from pathlib import Path
from typing import Annotated

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.options import Shown, look_at_one, records
from commands.parameters import argument, option
from commands.rendering import print_fields, print_json, print_text, titled
from ledger.errors import RuleBroken, UnknownReference, Unreadable
from ledger.given import content_of
from ledger.proofs.cosignature import KINDS
from ledger.proofs.policy import MAX_BYTES, Policy, parse_policy
from ledger.vocabulary import LEDGER

app = group("Say whose countersignatures this ledger is to have, and show what was said.")

_ENOUGH = "enough"


@app.command("set", cls=Command)
@records
def set_(
    writing: Writing,
    file: Annotated[
        Path | None, argument("FILE", help="A policy in the form of C2SP tlog-policy. Unsaid: made of --witness.")
    ] = None,
    witness: Annotated[
        list[str] | None,
        option("--witness", metavar="NAME=VKEY|FILE", help="Who may countersign, with their key. May be repeated."),
    ] = None,
    quorum: Annotated[
        int | None, option("--quorum", metavar="NUMBER", help="How many of them have to. Unsaid: all.", min=1)
    ] = None,
) -> None:
    """State a policy: who may countersign this ledger, and how many of them have to; it is in force from then on.

    Each VKEY is the line that `afi countersign key` printed on their computer. Compare its fingerprint with them.
    """
    from ledger.events import File
    from ledger.events.policy import PolicyStated

    if (file is None) == (not witness) or (file and quorum):
        raise Unreadable("A policy is a FILE, or made of --witness and --quorum.", "Give one or the other.")
    content = content_of(file, MAX_BYTES) if file else _made(writing.reading, witness or [], quorum)
    _check(writing.reading, _read(content, f"{file}" if file else "The policy"))
    event, saying = PolicyStated(policy=File(content)), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, LEDGER))


@app.command("show", cls=Command)
@look_at_one
def show(
    reading: Reading,
    shown: Shown,
    output: Annotated[
        Path | None, option("-o", "--output", metavar="FILE", help="Write the policy itself to a file, for others.")
    ] = None,
) -> None:
    """Show the policy: how many of whom, and the fingerprints of their keys."""
    from commands.files import put
    from commands.published import policy_file, unnamed, unnamed_words

    content = policy_file(reading)
    if content is None:
        raise UnknownReference("No policy is stated.", "State one: `afi policy set --witness NAME=VKEY --quorum 1`.")
    policy = _read(content, "The policy that is stated")
    if output:
        put(output, content)
    gone = unnamed(reading)
    if shown.json:
        return print_json(reading, _document(policy, output) | {"unnamed": gone})
    print_text(titled("Policy of countersignatures", reading), style="bold")
    print_fields([("how many", policy.words()), ("written to", output)])
    print()
    print_fields(
        (name, f"{KINDS[each.kind]} key of {each.name}, fingerprint {each.fingerprint}")
        for name, each in policy.witnesses.items()
    )
    if gone:
        print()
        print_text(unnamed_words(gone))
    return None


def _made(reading: Reading, typed: list[str], quorum: int | None) -> bytes:
    """The file that says what was typed, with the keys that speak for this ledger now."""
    from commands.countersigner import line_of
    from commands.published import speakers
    from ledger.proofs.note import vkey

    witnesses = [each.strip().partition("=") for each in typed]
    if wrong := next((name or key for name, equals, key in witnesses if not (name and equals and key)), None):
        raise Unreadable(
            f'"{wrong}" is not a name and a key.',
            "Write it like OPCC=VKEY, with the line that `afi countersign key` printed.",
        )
    names = [name for name, _, _ in witnesses]
    if quorum and quorum > len(names):
        raise Unreadable(f"There are {len(names)} witnesses, so {quorum} of them cannot sign.", "Ask for fewer.")
    lines = [f"log {vkey(reading.origin, public)}" for public in speakers(reading).values()]
    lines += [f"witness {name} {line_of(key)}" for name, _, key in witnesses]
    if len(names) == 1:
        lines += [f"quorum {names[0]}"]
    else:
        lines += [f"group {_ENOUGH} {quorum or len(names)} {' '.join(names)}", f"quorum {_ENOUGH}"]
    return "".join(f"{line}\n" for line in lines).encode()


def _read(content: bytes, what: str) -> Policy:
    try:
        return parse_policy(content)
    except ValueError as error:
        raise Unreadable(f"{what} cannot be read: {error}.", "Put that line right.") from None


def _check(reading: Reading, policy: Policy) -> None:
    """Policies name the keys that speak for the ledger, and countersigners who are somebody else."""
    from commands.published import speakers
    from ledger.proofs.note import parse_vkey
    from projections.queries.keys import keys

    speaking, here = list(speakers(reading).values()), policy.keys_of(reading.origin)
    if not here or any(public not in speaking for public in here):
        raise RuleBroken(
            "The policy has to name, for this ledger, keys that may publish and no others.",
            "Add a line for each: log, a blank, and the key as `afi keys list --json` shows it.",
        )
    enrolled = {parse_vkey(row["vkey"])[1] for row in keys(reading.views)}
    for name, cosigner in policy.witnesses.items():
        if cosigner.public in enrolled:
            raise RuleBroken(
                f"{name} would countersign with a key that is enrolled here, and so is nobody outside.",
                "Have them make one of their own: `afi countersign key --name NAME`.",
            )


def _document(policy: Policy, output: Path | None) -> dict[str, object]:
    witnesses = [
        {"name": name, "key_name": each.name, "kind": KINDS[each.kind], "fingerprint": each.fingerprint}
        for name, each in policy.witnesses.items()
    ]
    return {"quorum": policy.words(), "witnesses": witnesses, "file": str(output) if output else None}
