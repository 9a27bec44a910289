"""Signing keys: make one, enrol it, retire or revoke it, and get back in with a recovery key."""

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from commands.base import Command, group
from commands.context import Reading, Writing, entry_number
from commands.options import LedgerPath, Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from ledger.errors import KeyRefused, UnknownReference, Unreadable
from ledger.vocabulary import Right, word

if TYPE_CHECKING:
    from ledger.draft import Draft

app = group("Make, enrol, retire and revoke signing keys.")

Key = Annotated[str, argument("FINGERPRINT", help="The key, by the start of its fingerprint.")]


@app.command("new", cls=Command)
def new(ctx: typer.Context, ledger: LedgerPath = "") -> None:
    """Make a key of your own for this ledger, and print the line that a keeper enrols."""
    from ledger import keyring
    from ledger.proofs.note import vkey

    with Reading.open(ledger or ctx.obj) as reading:
        key = keyring.create(reading.origin)
        print(vkey(reading.origin, key.public))


@app.command("enrol", cls=Command)
@records
def enrol(
    writing: Writing,
    vkey: Annotated[str, argument("VKEY", help="The line that `afi keys new` printed on their computer.")],
    person: Annotated[str, option("--person", metavar="PERSON", help="Whose key it is.")],
    right: Annotated[
        list[str] | None,
        option("--right", metavar="RIGHT", help="record, publish, enrol, erase or keep. May be repeated."),
    ] = None,
) -> None:
    """Enrol somebody's key; they may record from then on."""
    from ledger.events.key import KeyEnrolled
    from ledger.vocabulary import LEDGER

    event = KeyEnrolled(
        vkey=_whole(vkey.strip(), writing.reading.origin),
        person=writing.named(person, "PER"),
        rights=tuple(sorted({word(Right, each) for each in right or ["record"]})),
    )
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, LEDGER))


@app.command("retire", cls=Command)
@records
def retire(writing: Writing, key: Key) -> None:
    """Retire a key: it signs nothing more, and what it signed stands."""
    from ledger.events.key import KeyRetired
    from ledger.vocabulary import LEDGER

    event, saying = KeyRetired(key=_fingerprint(writing.reading, key)), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, LEDGER))


@app.command("revoke", cls=Command)
@records
def revoke(
    writing: Writing,
    key: Key,
    after: Annotated[str, option("--after", metavar="E-n", help="The last entry it is trusted to have signed.")],
) -> None:
    """Revoke a lost or stolen key: what it signed after an entry is "author unproven"."""
    from ledger.events.key import KeyRevoked
    from ledger.vocabulary import LEDGER

    if entry_number(after) > writing.reading.head.size:
        raise UnknownReference(
            f"There is no {after} yet.", "Name the last entry that the key is trusted to have signed."
        )
    event = KeyRevoked(key=_fingerprint(writing.reading, key), after=entry_number(after))
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, LEDGER))


@app.command("recover", cls=Command)
@records
def recover(writing: Writing) -> None:
    """Enrol a new key of yours with the recovery key from paper, typed at a hidden prompt."""
    from ledger import keyring
    from ledger.events.key import KeyEnrolled
    from ledger.proofs.note import vkey
    from ledger.vocabulary import LEDGER

    seed = keyring.from_paper(typer.prompt("Recovery key", hide_input=True))
    paper = keyring.in_memory(writing.reading.origin, seed)
    person = _person_of(writing.reading, paper.fingerprint)
    fresh_seed, saying = secrets.token_bytes(keyring.SEED_SIZE), writing.saying("today")
    fresh = keyring.in_memory(writing.reading.origin, fresh_seed)
    event = KeyEnrolled(vkey=vkey(fresh.origin, fresh.public), person=person, rights=tuple(sorted(Right)))

    def plan(draft: "Draft") -> None:
        draft.add(event, saying, LEDGER)

    tried = replace(writing, said=replace(writing.said, dry_run=True))
    tried.recorded(plan, signer=paper)  # whatever is refused is refused before a key is kept
    if not writing.said.dry_run:
        keyring.create(fresh.origin, fresh_seed)
    writing.record(plan, signer=paper)


@app.command("accept-clock", cls=Command)
@records
def accept_clock(writing: Writing) -> None:
    """Accept that the last entries bear a time ahead of the clock; recorded time stands still until it catches up."""
    from ledger.events.ledger import ClockAccepted
    from ledger.vocabulary import LEDGER

    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(ClockAccepted(), saying, LEDGER))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the keys: whose they are, what they may do, and whether they still do."""
    from ledger import keyring
    from projections.queries.keys import keys

    mine = {key.fingerprint for key in keyring.keys(reading.origin)}
    rows = [row | {"here": row["fingerprint"] in mine} for row in keys(reading.views)]
    columns = [
        Column("Key", lambda row: row["fingerprint"][:16]),
        Column("Person", lambda row: f"{row['person_name']} ({row['person']})", wide=True),
        Column("May", lambda row: ", ".join(row["rights"]), wide=True),
        Column("Status", "status"),
        Column("Here", lambda row: "yes" if row["here"] else ""),
    ]
    answer(reading, shown, rows, columns, title="Signing keys", empty="No key is enrolled.")


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


def _fingerprint(reading: Reading, typed: str) -> str:
    from projections.queries.keys import keys

    found = [
        str(row["fingerprint"]) for row in keys(reading.views) if str(row["fingerprint"]).startswith(typed.lower())
    ]
    if len(found) != 1:
        what = f'{len(found)} keys begin with "{typed}".' if found else f'No key begins with "{typed}".'
        raise UnknownReference(what, "`afi keys list --json` shows the whole fingerprints.")
    return found[0]


def _person_of(reading: Reading, fingerprint: str) -> str:
    from projections.queries.keys import keys

    for row in keys(reading.views):
        if row["fingerprint"] == fingerprint and row["status"] == "active":
            return str(row["person"])
    raise KeyRefused(
        "That recovery key is not enrolled here, or no longer.", "Ask a keeper to enrol a new key for you."
    )
