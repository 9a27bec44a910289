"""Handover: one page on what hangs on a person, for whoever comes after."""

from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from commands.colour import colour_column
from commands.context import Reading
from commands.options import Shown, look_at_one
from commands.parameters import argument
from commands.rendering import Column, Row, print_fields, print_json, print_table, print_text, titled
from ledger.errors import Unreadable
from projections.queries.words import counted, day, listed, plain, span

if TYPE_CHECKING:
    from ledger.keyring import Key


@look_at_one
def handover(
    reading: Reading,
    shown: Shown,
    person: Annotated[str, argument("[PERSON]", help="On whom. Unsaid: whose key is on this computer.")] = "",
) -> None:
    """Show what hangs on one person, and the command that settles each: keys, posts, work, where the ledger lies."""
    from ledger import keyring
    from projections.queries.handover import handover as query

    here = keyring.keys(reading.origin)
    found = query(reading.views, reading.named(person, "PER") or _whose(reading, here), reading.today)
    fingerprints = {key.fingerprint for key in here}
    found["keys"] = [row | {"here": row["fingerprint"] in fingerprints} for row in found["keys"]]
    found["ledger"] = _ledger(reading)
    if shown.json:
        print_json(reading, {"handover": found})
        return
    title = f"Handover from {found['person_name']} ({found['person']}), {day(str(reading.today))}"
    print_text(titled(title, reading), style="bold")
    for part in (_print_posts, _print_keys, _print_work, _print_ledger):
        part(found)


def _whose(reading: Reading, here: "list[Key]") -> str:
    """The person whose key is on this computer."""
    from projections.queries.keys import keys

    mine = {key.fingerprint for key in here}
    people = {str(row["person"]) for row in keys(reading.views) if row["fingerprint"] in mine}
    if len(people) != 1:
        what = f"keys of {listed(sorted(people))} are" if people else "no key that is enrolled here is"
        raise Unreadable(
            f"Whom you mean is not clear: {what} on this computer.", "Name the person: afi handover PER-1."
        )
    return people.pop()


def _print_posts(found: Row) -> None:
    """The posts, with what goes with each."""
    _heading("Posts")
    if not found["posts"]:
        print_text(f"{found['person_name']} holds none.", indent="  ")
        return
    for row in found["posts"]:
        print_text(_post(row, found["improvements"]), indent="  ")
        print_text(row["settle"], indent="    ")
    print_text(
        "A post changes hands in one entry: what it owns, leads and chairs, and its actions, go with it.", indent="  "
    )


def _post(row: Row, improvements: list[Row]) -> str:
    owned, led = (sum(each[part] == row["post"] for each in improvements) for part in ("owner", "lead"))
    does = [
        f"owns {counted(owned, 'open improvement')}" if owned else "",
        f"leads {counted(led, 'open improvement')}" if led else "",
        f"chairs {listed(row['chairs_names'])}" if row["chairs"] else "",
    ]
    since = f"since {span(row['from'])}" if row["from"] else ""
    return f"{row['post']} {row['post_name']}: {', '.join(filter(None, (since, *does)))}"


def _print_keys(found: Row) -> None:
    """The keys, and who else can look after them."""
    _heading("Keys")
    for row in found["keys"]:
        here = ", on this computer" if row["here"] else ""
        print_text(f"{row['fingerprint'][:16]} may {listed(row['rights'])}{here}", indent="  ")
        print_text(row["settle"], indent="    ")
    if not found["keys"]:
        print_text("No key of theirs can sign.", indent="  ")
    others = [f"{row['person_name']} ({row['person']})" for row in found["keepers"]]
    if others:
        print_text(f"Others who can enrol keys and keep this ledger: {listed(others)}.", indent="  ")
        return
    print_text(
        "Nobody else can enrol keys and keep this ledger. Enrol whoever comes after, before the key goes:", indent="  "
    )
    rights = " ".join(f"--right {right}" for right in ("record", "publish", "enrol", "erase", "keep"))
    print_text("afi keys new  (on their computer)", indent="    ")
    print(f"    afi keys enrol VKEY --person PERSON {rights}")  # in one piece, to be copied


def _print_work(found: Row) -> None:
    """The rest, a table each; what there is nothing of is one line together."""
    for name, (title, _, columns) in _WORK.items():
        if found[name]:
            print()
            print_table(found[name], [*columns, _SETTLED], title=f"{title} ({len(found[name])})")
    if none := [nothing for name, (_, nothing, _) in _WORK.items() if not found[name]]:
        print()
        print_text(f"Of theirs there is {listed([f'no {each}' for each in none])}.")


def _print_ledger(found: Row) -> None:
    """Where the file lies, and when it was last copied."""
    ledger, backup = found["ledger"], found["ledger"]["backup"]
    copied = (
        f"{backup['file']}, {counted(backup['bytes'], 'byte')}, of {backup['made_at'][:16].replace('T', ' ')} UTC"
        if backup
        else ""
    )
    _heading("The ledger")
    print_fields(
        [
            ("File", f"{ledger['file']}, {counted(ledger['bytes'], 'byte')}"),
            ("Entries", f"{ledger['entries']:,}"),
            ("Origin", ledger["origin"]),
            ("Read models", f"{ledger['views']} (made again where they are lost: afi rebuild)"),
            ("Keys", ledger["keys"]),
            ("Memory", f"{ledger['memory']}{_remembered(ledger)}"),
            ("Newest backup", copied or "none lies beside it; of others nothing is known here: afi backup FOLDER"),
        ]
    )


def _remembered(ledger: Row) -> str:
    return f" (this terminal last saw E-{ledger['remembered']})" if ledger["remembered"] else " (nothing is remembered)"


def _ledger(reading: Reading) -> Row:
    """Where all that belongs to the ledger lies, from this computer."""
    from ledger import memory
    from ledger.home import config_dir, origin_file_name, state_dir

    path, origin = reading.log.path.absolute(), origin_file_name(reading.origin)
    seen = memory.recall(reading.origin)
    return {
        "file": str(path),
        "bytes": path.stat().st_size,
        "entries": reading.head.size,
        "origin": reading.origin,
        "views": str(reading.views.path),
        "keys": str(config_dir() / "keys" / origin),
        "memory": str(state_dir() / "seen" / origin),
        "remembered": seen.size if seen else None,
        "backup": _backup(path),
    }


def _backup(ledger: Path) -> Row | None:
    """The newest backup beside the ledger that bears the name that `afi backup` gives."""
    copies = [each for each in ledger.parent.glob(f"{escape(ledger.stem)}-*.ledger.backup") if each.is_file()]
    newest = max(copies, key=lambda each: each.stat().st_mtime, default=None)
    if newest is None:
        return None
    found = newest.stat()
    return {
        "file": str(newest),
        "bytes": found.st_size,
        "made_at": datetime.fromtimestamp(found.st_mtime, UTC).isoformat(timespec="seconds"),
    }


def _heading(title: str) -> None:
    print()
    print_text(title, style="bold")


def _due(row: Row) -> str:
    return str(row["due"] or row["due_words"])


_SETTLED = Column("Settled by", "settle", wide=True)
_REF = Column("Ref", "ref")
_WORK = {
    "improvements": (
        "Open improvements, which go with the post",
        "open improvement",
        [
            _REF,
            Column("What", lambda row: plain(row["text"]), wide=True),
            colour_column(),
            Column("Part", "part"),
            Column("Due", _due),
        ],
    ),
    "actions": (
        "Open actions",
        "open action",
        [
            _REF,
            Column("What", lambda row: plain(row["text"]), wide=True),
            Column("Owner", "owner_name"),
            Column("Due", _due),
        ],
    ),
    "claims": (
        "Typed as reported complete, and not checked",
        "report of completion to be checked",
        [
            _REF,
            Column("What", lambda row: plain(row["text"]), wide=True),
            Column("Said by", "said_by_name"),
            Column("Reported", lambda row: span(row["claimed_on"])),
        ],
    ),
    "flags": (
        "Flags that they raised, and nobody settled",
        "open flag",
        [_REF, Column("What", "text", wide=True), Column("Raised", lambda row: span(row["on"]))],
    ),
    "checks": (
        "What a check asks about these",
        "question of a check",
        [_REF, Column("What", "reason", wide=True), Column("Entry", "entry", from_width=100)],
    ),
}
