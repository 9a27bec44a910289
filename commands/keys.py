"""Signing keys: make one, enrol it, rotate, retire or revoke it, and get back in with a recovery key."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.base import Command, group
from commands.context import Reading, Row, Writing, entry_number
from commands.options import LedgerPath, Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer, print_text
from ledger.errors import KeyRefused, UnknownReference, Unreadable
from ledger.vocabulary import LEDGER, Right, word
from projections.queries.keys import keys

if TYPE_CHECKING:
    from ledger.draft import Draft
    from ledger.keyring import Key as Signer

app = group("Make, enrol, rotate, retire and revoke signing keys.")

Key = Annotated[str, argument("FINGERPRINT", help="The key, by the start of its fingerprint.")]


Passphrase = Annotated[
    bool, typer.Option("--passphrase", help="Keep it under a passphrase, which is asked for now and whenever it signs.")
]


@app.command("new", cls=Command)
def new(
    ctx: typer.Context,
    passphrase: Passphrase = False,
    ssh: Annotated[
        str, option("--ssh", metavar="FILE", help="Sign with this OpenSSH private key, which stays where it is.")
    ] = "",
    agent: Annotated[
        str, option("--agent", metavar="NAME", help="Sign with this key of ssh-agent: its name or SHA256 fingerprint.")
    ] = "",
    ledger: LedgerPath = "",
) -> None:
    """Make a key of your own for this ledger, and print the line that a keeper enrols."""
    from ledger.proofs.note import vkey

    if sum(map(bool, (passphrase, ssh, agent))) > 1:
        raise Unreadable(
            "A key is kept here, in OpenSSH's file or by ssh-agent, and has its passphrase there.",
            "Give --passphrase, --ssh or --agent.",
        )
    with Reading.open(ledger or ctx.obj) as reading:
        key = _made(reading.origin, passphrase, ssh, agent)
        print(vkey(reading.origin, key.public))


def _made(origin: str, passphrase: bool, ssh: str, agent: str) -> "Signer":
    from ledger import keyring

    if ssh:
        return keyring.refer_to_ssh(origin, Path(ssh))
    if agent:
        return keyring.refer_to_agent(origin, agent)
    from commands.passphrase import chosen

    return keyring.create(origin, passphrase=chosen() if passphrase else None)


@app.command("passphrase", cls=Command)
def passphrase_(
    ctx: typer.Context,
    key: Annotated[str, argument("FINGERPRINT", help="Which, by the start of its fingerprint.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Keep it under none from now on.")] = False,
    ledger: LedgerPath = "",
) -> None:
    """Set, change or remove the passphrase of a key of yours on this computer."""
    from commands.passphrase import asked, chosen
    from ledger import keyring

    with Reading.open(ledger or ctx.obj) as reading:
        mine = _mine(reading, key)
    keyring.protect(mine, asked, (lambda: None) if remove else chosen)
    print(f"The key {mine.fingerprint[:16]} has {'no' if remove else 'its new'} passphrase.")


def _mine(reading: Reading, typed: str) -> "Signer":
    """The one key on this computer that is meant: unsaid, the one that may sign."""
    from ledger import keyring

    enrolled = {row["fingerprint"] for row in keys(reading.views) if row["status"] == "active"}
    here = [each for each in keyring.keys(reading.origin) if each.fingerprint.startswith(typed.lower())]
    fit = here if typed else [each for each in here if each.fingerprint in enrolled]
    if len(fit) != 1:
        what = f"{len(fit)} keys on this computer {f'begin with {typed}' if typed else 'are enrolled here'}."
        raise UnknownReference(what, "Name one by its fingerprint; `afi keys list --json` shows them whole.")
    return fit[0]


@app.command("enrol", cls=Command)
@records
def enrol(
    writing: Writing,
    vkey: Annotated[str, argument("VKEY", help="The line that `afi keys new` printed on their computer.")],
    person: Annotated[str, option("--person", metavar="PERSON", help="Whose key it is.")],
    right: Annotated[
        list[str] | None,
        option(
            "--right", metavar="RIGHT", help="record, publish, enrol, erase or keep. May be repeated. Unsaid: record."
        ),
    ] = None,
) -> None:
    """Enrol somebody's key; they may record from then on."""
    from ledger.events.key import KeyEnrolled

    event = KeyEnrolled(
        vkey=_whole(vkey.strip(), writing.reading.origin),
        person=writing.named(person, "PER"),
        rights=tuple(sorted({word(Right, each) for each in right or ["record"]})),
    )
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, LEDGER))


@app.command("rotate", cls=Command)
@records
def rotate(writing: Writing, passphrase: Passphrase = False) -> None:
    """Enrol a new key of yours with the same rights, and retire the one you sign with, at once."""
    from ledger import keyring
    from ledger.events.key import KeyEnrolled, KeyRetired
    from ledger.proofs.note import vkey

    old = writing.signer()
    row = _may_rotate(writing.reading, old)
    seed, saying = secrets.token_bytes(keyring.SEED_SIZE), writing.saying("today")
    fresh = keyring.in_memory(old.origin, seed)
    enrolled = KeyEnrolled(vkey=vkey(fresh.origin, fresh.public), person=row["person"], rights=tuple(row["rights"]))

    def plan(draft: "Draft") -> None:
        draft.add(enrolled, saying, LEDGER)
        draft.add(KeyRetired(key=old.fingerprint), saying, LEDGER)

    _try(writing, plan, old)
    if not writing.said.dry_run:  # on the disk before it is enrolled: killed in between, it is a key that nobody needs
        from commands.passphrase import chosen

        keyring.create(old.origin, seed, chosen() if passphrase or keyring.is_locked(old) else None)
    writing.record(plan, signer=old)
    _say_policy(writing, row)


def _say_policy(writing: Writing, row: Row) -> None:
    """What else there is to do where a key goes that spoke for the ledger: the policy may name it."""
    from projections.queries.records import body

    stated = Right.PUBLISH in row["rights"] and "policy" in (body(writing.reading.views, LEDGER) or {})
    if stated and not writing.said.json and not writing.said.dry_run:
        print_text("State the policy again: `afi policy set`. Who countersigns has to trust the new key once.")


def _may_rotate(reading: Reading, old: "Signer") -> Row:
    """The key's row, if it may enrol another; else who can, and what to send them."""
    rows = keys(reading.views)
    [row] = [each for each in rows if each["fingerprint"] == old.fingerprint]
    if Right.ENROL not in row["rights"]:
        keepers = [each for each in rows if each["status"] == "active" and Right.ENROL in each["rights"]]
        names = sorted({f"{each['person_name']} ({each['person']})" for each in keepers})
        raise KeyRefused(
            "Your key does not have the right to enrol another, not even your own next one.",
            f"Send the line that `afi keys new` prints to {' or '.join(names)}, who enrols it "
            f"and then retires {old.fingerprint[:16]}.",
        )
    return row


def _try(writing: Writing, plan: "Callable[[Draft], object]", signer: "Signer") -> None:
    """Whatever is refused is refused before a key is kept."""
    writing.saying_also(dry_run=True).recorded(plan, signer=signer)


@app.command("retire", cls=Command)
@records
def retire(writing: Writing, key: Key) -> None:
    """Retire a key: it signs nothing more, and what it signed stands."""
    from ledger.events.key import KeyRetired

    row, saying = _row(writing.reading, key), writing.saying("today")
    event = KeyRetired(key=row["fingerprint"])
    writing.record(lambda draft: draft.add(event, saying, LEDGER))
    _say_policy(writing, row)


@app.command("revoke", cls=Command)
@records
def revoke(
    writing: Writing,
    key: Key,
    after: Annotated[str, option("--after", metavar="E-n", help="The last entry it is trusted to have signed.")],
) -> None:
    """Revoke a lost or stolen key: what it signed after an entry is "author unproven".

    `afi check` then asks about each such entry, until somebody who can say so accepts or corrects it.
    """
    from ledger.events.key import KeyRevoked

    if entry_number(after) > writing.reading.head.size:
        raise UnknownReference(
            f"There is no {after} yet.", "Name the last entry that the key is trusted to have signed."
        )
    row, saying = _row(writing.reading, key), writing.saying("today")
    event = KeyRevoked(key=row["fingerprint"], after=entry_number(after))
    writing.record(lambda draft: draft.add(event, saying, LEDGER))
    _say_policy(writing, row)


@app.command("recover", cls=Command)
@records
def recover(writing: Writing, passphrase: Passphrase = False) -> None:
    """Enrol a new key of yours with the recovery key from paper, typed at a hidden prompt."""
    from commands.passphrase import chosen, typed
    from ledger import keyring
    from ledger.events.key import KeyEnrolled
    from ledger.proofs.note import vkey

    seed = keyring.from_paper(typed("Recovery key"))
    paper = keyring.in_memory(writing.reading.origin, seed)
    person = _person_of(writing.reading, paper.fingerprint)
    fresh_seed, saying = secrets.token_bytes(keyring.SEED_SIZE), writing.saying("today")
    fresh = keyring.in_memory(writing.reading.origin, fresh_seed)
    event = KeyEnrolled(vkey=vkey(fresh.origin, fresh.public), person=person, rights=tuple(sorted(Right)))

    def plan(draft: "Draft") -> None:
        draft.add(event, saying, LEDGER)

    _try(writing, plan, paper)
    if not writing.said.dry_run:
        keyring.create(fresh.origin, fresh_seed, chosen() if passphrase else None)
    writing.record(plan, signer=paper)


@app.command("accept-clock", cls=Command)
@records
def accept_clock(writing: Writing) -> None:
    """Accept that the last entries bear a time ahead of the clock; recorded time stands still until it catches up."""
    from ledger.events.ledger import ClockAccepted

    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(ClockAccepted(), saying, LEDGER))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the keys: whose they are, what they may do, and whether they still do."""
    from ledger import keyring

    mine = {key.fingerprint for key in keyring.keys(reading.origin)}
    rows = [row | {"here": row["fingerprint"] in mine} for row in keys(reading.views)]
    columns = [
        Column("Key", lambda row: row["fingerprint"][:16]),
        Column("Person", lambda row: f"{row['person_name']} ({row['person']})", wide=True),
        Column("May", _may, wide=True),
        Column("Status", _status),
        Column("Here", lambda row: "yes" if row["here"] else ""),
    ]
    answer(reading, shown, rows, columns, title="Signing keys", empty="No key is enrolled.")


def _may(row: Row) -> str:
    return ", ".join(row["rights"]) + (" (recovery key, on paper)" if row["recovery"] else "")


def _status(row: Row) -> str:
    return f"revoked after E-{row['revoked_after']}" if row["status"] == "revoked" else str(row["status"])


def _whole(vkey: str, origin: str) -> str:
    """The line of a key made for this ledger, as it was typed."""
    from ledger.proofs.note import parse_vkey

    try:
        name, _ = parse_vkey(vkey)
    except ValueError:
        raise Unreadable("That is not the line of a key.", "Copy the whole line from `afi keys new`.") from None
    if name != origin:
        raise KeyRefused(f"The key was made for the ledger {name}.", f"Make one for {origin} with `afi keys new`.")
    return vkey


def _row(reading: Reading, typed: str) -> Row:
    found = [row for row in keys(reading.views) if row["fingerprint"].startswith(typed.lower())]
    if len(found) != 1:
        what = f'{len(found)} keys begin with "{typed}".' if found else f'No key begins with "{typed}".'
        raise UnknownReference(what, "`afi keys list --json` shows the whole fingerprints.")
    return found[0]


def _person_of(reading: Reading, fingerprint: str) -> str:
    for row in keys(reading.views):
        if row["fingerprint"] == fingerprint and row["status"] == "active":
            return str(row["person"])
    raise KeyRefused(
        "That recovery key is not enrolled here, or no longer.", "Ask a keeper to enrol a new key for you."
    )
