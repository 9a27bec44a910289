"""What somebody wants erased: which texts of which entries, where else they are, and what records that they go."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from commands.context import Writing, entry_number
from commands.places import places
from commands.rendering import Row
from ledger.errors import RuleBroken, Unreadable
from projections.queries.words import listed

if TYPE_CHECKING:
    from ledger.draft import Saying
    from ledger.erasing import Text


class Wish(NamedTuple):
    """The texts that are to go, with what each says, where else they are, and what records that."""

    texts: list["Text"]
    contents: dict[str, bytes]
    elsewhere: list[Row]
    plan: Any


def wish_of(writing: Writing, entries: list[str], authority: str, fields: list[str], instead: str | None) -> Wish:
    """What somebody wants who typed this. Refused where a text is gone already, whoever took it."""
    from commands.improvement import repeats
    from ledger.erasing import erasing
    from ledger.events import Prose

    before = repeats(writing)
    positions = dict.fromkeys(map(entry_number, entries))
    texts = [each for position in positions for each in _chosen(writing, position, fields, before)]
    if instead is not None and all(each.is_file for each in texts):
        raise Unreadable("Nothing can stand in the place of a file.", "Leave out --replace.")
    contents = writing.reading.log.texts([each.commitment for each in texts])
    if before is None and (lost := [each for each in texts if each.commitment not in contents]):
        what = f"The {lost[0].field} of E-{lost[0].position} is gone already, and no entry says that it was erased."
        raise RuleBroken(what, "Run `afi verify`; after an older backup was restored, `afi erase finish`.")
    elsewhere = places(writing.reading, list(contents.values()), contents) if contents else []
    put = None if instead is None else Prose(instead)
    plan = erasing(texts, list(contents.values()), put, saying_of(writing, authority))
    return Wish(texts, contents, elsewhere, plan)


def saying_of(writing: Writing, authority: str) -> "Saying":
    """It happens now."""
    from ledger.days import uk_today
    from ledger.events import Prose

    return replace(writing.saying(str(uk_today())), authority=Prose(authority))


def _chosen(writing: Writing, position: int, fields: list[str], before: int | None) -> list["Text"]:
    """The texts of an entry that are meant and are not erased, but by this very command."""
    from commands.record import entry_row
    from ledger.erasing import texts_of

    every = texts_of(entry_row(writing.reading, position))
    if not every:
        raise RuleBroken(f"E-{position} has no text.", "`afi erase find` says which entries have it.")
    meant = [each for each in every if not fields or _is_one_of(each.field, fields)]
    for typed in fields:
        if not any(_is_one_of(each.field, [typed]) for each in every):
            has = listed([each.field for each in every])
            raise Unreadable(f'E-{position} has no "{typed}" that is a text.', f"What it has: {has}.")
    gone = writing.reading.log.erased()
    left = [each for each in meant if each.commitment not in gone or gone[each.commitment].position == before]
    if not left:
        what = f"What is meant of E-{position} was erased already."
        raise RuleBroken(what, "`afi erase list` shows by whom; `afi erase finish` completes what was interrupted.")
    return left


def _is_one_of(field: str, typed: list[str]) -> bool:
    """By its whole name, or by its last part: ``text`` is also ``parts.2.text``."""
    asked = {each.strip().casefold() for each in typed}
    return field in asked or field.rpartition(".")[2] in asked
