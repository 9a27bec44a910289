"""What a pack is to disclose: which records as of when, without which texts, and what may not leave with it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from commands.context import Reading, Writing, entry_number
from ledger.errors import RuleBroken, UnknownReference, Unreadable
from projections.queries.records import record

if TYPE_CHECKING:
    from ledger.draft import Saying
    from ledger.events.pack import PackMade
    from projections.pages.chosen import Chosen

#: As many records as the event of a pack can name.
MOST = 2000


class Wish(NamedTuple):
    """What a pack is to hold: records as of an entry, and the entries whose texts are kept back."""

    chosen: "Chosen"
    withheld: frozenset[int]


def refs_of(writing: Writing, refs: list[str], inspection: str, everything: bool) -> list[str]:
    """Those that were typed, an inspection and what it found, or all; one of the three."""
    from projections.pages import chosen

    given = [bool(refs), bool(inspection), everything]
    if sum(given) != 1:
        how = "in two ways" if any(given) else "nowhere"
        what = f"It is said {how} of what the pack is."
        raise Unreadable(what, "Give records like AFI-1..7, or -i INSPECTION, or --all.")
    views = writing.reading.views
    if everything:
        return chosen.everything(views)
    return chosen.of_inspection(views, writing.named(inspection, "INS")) if inspection else _named(writing, refs)


def wish_of(writing: Writing, refs: list[str], as_of: str, withhold: list[str]) -> Wish:
    """What may leave now of the records; ``RuleBroken`` where nothing is left, or more than one entry can name."""
    from projections.pages.chosen import choose

    reading = writing.reading
    position = _position(reading, as_of) if as_of else reading.head.size
    chosen = choose(reading.views, refs, position, datetime.now(UTC))
    if not chosen.records:
        what = f"Nothing of this may leave as of E-{position}."
        raise RuleBroken(what, "It is under embargo, or was recorded later; `afi show` says which.")
    if len(chosen.records) > MOST:
        what = f"A pack holds {MOST:,} records at most, and these are {len(chosen.records):,}."
        raise RuleBroken(what, "Make one for each inspection: -i INSPECTION.")
    return Wish(chosen, _withheld(writing, chosen, withhold))


def check_free_to_name(writing: Writing, event: "PackMade", saying: "Saying") -> None:
    """The entry that makes a pack goes with it, and so must name nothing that may not leave."""
    from projections.queries.withheld import withheld

    named = {event.to, event.replaces, saying.said_by, *(place.partition(":")[0] for place in saying.src)}
    held = sorted(filter(None, named & withheld(writing.reading.views, datetime.now(UTC))))
    if held:
        what = f"{held[0]} is under embargo, and whoever gets this pack would read of it."
        raise RuleBroken(what, "Make the pack without naming it.")


def _named(writing: Writing, typed: list[str]) -> list[str]:
    from ledger.vocabulary import LEDGER

    refs = writing.reading.records(typed)
    if LEDGER in refs:
        raise RuleBroken("A pack is of records, and the ledger's own is none.", "Its keys come with every pack.")
    void = next((ref for ref in refs if "void" in record(writing.reading.views, ref).body), None)
    if void:
        what = f"{void} does not count: it was recorded in error, or twice."
        raise RuleBroken(what, "Leave it out; a pack says how many such records it is without.")
    return refs


def _position(reading: Reading, as_of: str) -> int:
    from commands.moment import since

    then = since(reading.views, as_of)
    if not then.position:
        what = f"The ledger held nothing by {then.words}: it had not begun."
        raise RuleBroken(what, "Give a later day with --as-of, or leave it out.")
    return then.position


def _withheld(writing: Writing, chosen: "Chosen", typed: list[str]) -> frozenset[int]:
    positions = frozenset(map(entry_number, typed))
    beside = sorted(positions - set(chosen.entries))
    if beside:
        what = f"E-{beside[0]} is no entry of the records in this pack."
        raise UnknownReference(what, "`afi timeline REF` shows those of a record.")
    if positions and not writing.said.reason:
        raise Unreadable("It is not said why texts are withheld.", "Add --reason TEXT; the reader is told it.")
    return positions
