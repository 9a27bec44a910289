"""Succeed: a ledger that was restored with loss goes on as another one, which says what was lost."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.context import FILE, Reading
from commands.init import free_place, new_origin
from commands.parameters import argument, option
from commands.rendering import Row, print_fields, print_json, print_text
from ledger.errors import IntegrityBroken, KeyRefused, StoreUnavailable
from ledger.vocabulary import prose
from projections.queries.words import counted

if TYPE_CHECKING:
    from ledger.aggregates.key import Key
    from ledger.aggregates.ledger import Ledger as LedgerState
    from ledger.receipt import Receipt
    from ledger.stores.log import Log
    from ledger.succession import Estate, Successor

Left = Annotated[Path, argument("LEDGER", help="What is left: a backup, or the ledger that was cut. Only read.")]
Where = Annotated[Path, argument("FOLDER|FILE", help="Where the new ledger is to be.")]
_NAMED = 8


def succeed(
    left: Left,
    reason: Annotated[str, option("--reason", metavar="TEXT", help="How the rest was lost.")],
    where: Where = Path(FILE),
    checkpoint: Annotated[
        Path | None,
        option("--checkpoint", metavar="FILE", help="A later signed checkpoint than this terminal has seen."),
    ] = None,
    as_: Annotated[str, option("--as", metavar="PER-n", help="Sign with this person's key, if you have several.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
) -> None:
    """Go on where entries were lost: a new ledger that names the loss and holds what is left. A keeper does it.

    LEDGER is only read. Keep it for ever: it alone proves who had recorded each entry, and when. What had no proven
    author there is flagged in the new ledger.
    """
    from ledger.stores.log import Log

    path, why = free_place(where), prose(reason)
    if not left.is_file():
        raise StoreUnavailable(f"There is no ledger at {left}.", "Name the file of a backup, or of what is left.")
    with closing(Log.open(left)) as log:
        estate = _estate(log, why, checkpoint, as_.upper())
        receipt, made = _begin(path, estate)
    with Reading.open(str(path)) as reading:
        told = _told(reading, receipt, made)
        if json:
            print_json(reading, {"succeeded": told})
        else:
            _print(path, reading, told, left)


def _estate(log: "Log", why: str, checkpoint: Path | None, person: str) -> "Estate":
    """What is left, whose it is to go on with, and the last that is known of it."""
    from ledger.erasing import known, unrecorded
    from ledger.memory import recall
    from ledger.succession import Estate, last_known, state_of

    gone = known(log.opening()["origin"], log.path)
    size = _whole(log.path, len(unrecorded(log, gone)))
    state = state_of(log)
    follows = last_known(log, state, recall(state.origin), _text(checkpoint) if checkpoint else None)
    return Estate(log, size, state, _keeper(state, person), follows, why, gone)


def _begin(path: Path, estate: "Estate") -> "tuple[Receipt, Successor]":
    """The new ledger, whole or not at all; the passphrase is asked for before anything is made."""
    from commands.passphrase import asked
    from ledger import keyring
    from ledger.beginning import begin_with
    from ledger.succession import Successor

    origin = new_origin(estate.state.origin.rpartition(".")[0])
    signer = keyring.load(origin, estate.keeper.fingerprint, asked)
    made: list[Successor] = []

    def door(file: Path) -> Successor:
        made.append(Successor(file, signer, origin, estate))
        return made[-1]

    path.parent.mkdir(parents=True, exist_ok=True)
    return begin_with(path, door, Successor.plans), made[-1]


def _whole(left: Path, missing: int) -> int:
    """How many entries are left: all hold, whatever this terminal remembers, but so many texts that are known to be
    erased since."""
    from ledger.codec import understand
    from ledger.proofs.audit import audit
    from ledger.stores.evidence import open_evidence

    with open_evidence(left) as evidence:
        verdict = audit(evidence, understand=understand)
    wrong = len(verdict.findings) + sum(verdict.more.values())
    if wrong > missing or any(finding.kind != "text-missing" for finding in verdict.findings):
        raise IntegrityBroken(
            f"{left} is not whole, so nothing can go on from it: {verdict.findings[0].what}",
            f"Name another backup; `afi verify --ledger {left}` says all that is wrong with this one.",
        )
    return verdict.size


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError:
        return ""  # which is no note
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be read ({error.strerror}).", "Check the path.") from error


def _keeper(state: "LedgerState", person: str) -> "Key":
    """The key here that kept the first ledger."""
    from ledger import keyring

    here = {key.fingerprint for key in keyring.keys(state.origin)}
    mine = [key for key in state.keys.values() if key.keeps and key.fingerprint in here]
    fit = [key for key in mine if person in ("", key.person)]
    if not fit:
        raise KeyRefused(
            f"You have no key on this computer that kept {state.origin}.",
            "Ask somebody to do it whose key could enrol others and keep the ledger.",
        )
    if len({key.person for key in fit}) > 1:
        people = " and ".join(sorted({key.person for key in fit}))
        raise KeyRefused(f"You have keys of {people} here.", f"Say whose to sign with: --as {fit[0].person}.")
    return fit[-1]


def _told(reading: Reading, receipt: "Receipt", made: "Successor") -> Row:
    """What came of it."""
    from projections.queries.keys import keys

    estate, stayed = made.estate, sum(made.stayed.values())
    return {
        "first_key": estate.keeper.fingerprint,
        "follows": {"origin": estate.follows.origin, "size": estate.follows.size, "root": estate.follows.root},
        "left": estate.size,
        "carried": estate.size - stayed,
        "not_carried": stayed,
        "lost": lost(estate.size, estate.follows.size),
        "unproven": [
            {"ref": entry.stream, "was": f"E-{old}", "entry": f"E-{made.now_at(old)}"}
            for old, entry in made.unproven.items()
        ],
        "keys": keys(reading.views),
        "policy_to_state": made.stayed["policy"] > 0,
        "size": receipt.size,
        "root": receipt.root.hex(),
    }


def _print(path: Path, reading: Reading, told: Row, left: Path) -> None:
    follows, mark = told["follows"], "  (FICTITIOUS)" if reading.fictitious else ""
    print_text(f"A ledger that follows {follows['origin']} began at {path}.{mark}", style="bold")
    print()
    fields = [
        ("origin", reading.origin),
        ("first key", told["first_key"]),
        ("follows", f"{follows['origin']}, E-{follows['size']}, root {follows['root'][:16]}…"),
        ("carried over", f"{counted(told['carried'], 'entry', 'entries')} of {told['left']}"),
        ("not carried", f"{told['not_carried']}: its opening, keys, policy and countersignatures"),
        ("lost", told["lost"]),
        ("author unproven", _doubts(told["unproven"])),
        ("keys enrolled", ", ".join(f"{row['person_name']} ({row['person']})" for row in told["keys"])),
        ("root", f"{told['root'][:16]}… over {told['size']} entries"),
    ]
    print_fields(fields)
    print()
    policy = " State the policy again: `afi policy set`; its witnesses have to trust the new origin once."
    print_text(
        f"Keep {left} as it is: it proves who recorded each entry, and when. Have the first key printed in "
        "the board's minutes. Keys that were revoked in what was lost are enrolled again: revoke them here."
        + (policy if told["policy_to_state"] else "")
    )


def _doubts(unproven: list[Row]) -> str | None:
    """The entries that had no proven author, as many as can be read."""
    if not unproven:
        return None
    named = [f"{each['was']}, now {each['entry']} ({each['ref']})" for each in unproven[:_NAMED]]
    more = f"; and {len(unproven) - _NAMED} more" if len(unproven) > _NAMED else ""
    return f"{'; '.join(named)}{more}. Their records are flagged: `afi check` asks until somebody settles it"


def lost(left: int, seen: int) -> str:
    """What is missing of a ledger of which so many entries are left, and so many were seen."""
    if seen <= left:
        return "what came after; nobody here had seen it"
    return f"E-{left + 1} to E-{seen}" if seen > left + 1 else f"E-{seen}"
