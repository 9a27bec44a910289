"""Checking a paper's file against the ledger: what it says, what the ledger gave then, and what it gives now.

Three texts of each cell are held against each other: what the file shows, what its manifest says that it showed, and
what the ledger gives as far as the paper's own entry. The ledger's word is the measure. Where it gives another text
than the manifest of a paper that was issued, nobody edited the file: the text was erased since, or an earlier version
of this program put it otherwise.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import RuleBroken
from projections.papers.compose import compose
from projections.papers.manifest import RULES, Manifest, manifest_of
from projections.papers.model import Cell, Paper
from projections.papers.places import places
from projections.papers.readers import Found, same
from projections.papers.recipe import Recipe
from projections.queries import words
from projections.queries.records import records
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log

#: What is wrong with a cell.
EDITED, MISSING, ADDED, ALTERED = "edited", "missing", "added", "altered"
#: What became of one since, in the ledger.
CORRECTED, ERASED, REWORDED = "corrected", "erased", "reworded"


class Difference(NamedTuple):
    """A cell of which two texts differ: where it stands, what the file says, and what the ledger gives."""

    kind: str
    id: str
    place: str
    said: str | None
    given: str | None
    #: The entries that the ledger's text rests on.
    at: tuple[int, ...]


class Checked(NamedTuple):
    """What came of it."""

    paper: Paper
    #: The paper that it was issued as, where it was, and whether it took another's place or another took its.
    issued: str | None
    replaced_by: str | None
    #: Whether the tree of this ledger has the root that the paper bears.
    rooted: bool
    #: How many cells say what the ledger gave.
    stand: int
    differences: tuple[Difference, ...]
    since: tuple[Difference, ...]
    #: Texts that belong to no cell: the template's own, or whatever somebody added.
    outside: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether everything that the ledger gave stands in it, and the ledger is the same one."""
        return self.rooted and not self.differences


def check(log: "Log", views: Views, found: Found) -> Checked:
    """Holds a paper's file against the ledger. ``RuleBroken`` where it is of another ledger."""
    manifest, origin = found.manifest, log.opening()["origin"]
    if manifest.origin != origin:
        raise RuleBroken(
            f"The paper is of the ledger {manifest.origin}, and this one is {origin}.", "Name the other with --ledger."
        )
    recipe = Recipe.parse(manifest.recipe)
    size = log.size()
    if not recipe.as_of == manifest.size <= size:
        raise RuleBroken(
            f"The paper goes as far as E-{manifest.size}, and this ledger only as far as E-{size}.",
            "Look for the entries that are lost: `afi verify`.",
        )
    paper = compose(log, views, recipe)
    issued = _issued(views, manifest)
    then, where = _texts(paper), places(paper)
    differences = tuple(_differences(found, then, where, issued=issued is not None))
    now = _texts(compose(log, views, recipe.later(size))) if size > manifest.size else then
    return Checked(
        paper=paper,
        issued=issued,
        replaced_by=_replacing(views, issued),
        rooted=log.root(manifest.size).hex() == manifest.root,
        stand=len(then) - len({each.id for each in differences if each.kind != ADDED and each.id in then}),
        differences=tuple(each for each in differences if each.kind in (EDITED, MISSING, ADDED, ALTERED)),
        since=(
            *(each for each in differences if each.kind in (ERASED, REWORDED)),
            *_since(then, now, where, manifest.size),
        ),
        outside=found.outside,
    )


def _texts(paper: Paper) -> dict[str, Cell]:
    return {cell.id: cell for cell in manifest_of(paper).cells}


def _issued(views: Views, manifest: Manifest) -> str | None:
    """The paper that was issued with this very manifest."""
    found = [each.ref for each in records(views, "paper") if each.body.get("cells") == manifest.digest]
    return found[-1] if found else None


def _replacing(views: Views, ref: str | None) -> str | None:
    found = [each.ref for each in records(views, "paper") if ref and each.body.get("replaces") == ref]
    return found[-1] if found else None


def _differences(found: Found, then: dict[str, Cell], where: dict[str, str], *, issued: bool) -> Iterator[Difference]:
    """What the file says otherwise than the ledger gave."""
    told = {cell.id: cell for cell in found.manifest.cells}
    for id_, cell in then.items():
        said, once = found.texts.get(id_), told.get(id_)
        place = where.get(id_, id_)
        if said is not None and same(said, cell.text):
            if once is None or not same(once.text, cell.text) or once.at != cell.at:
                yield Difference(ALTERED, id_, place, once.text if once else None, cell.text, cell.at)
        elif issued and once is not None and said is not None and same(said, once.text):
            kind = ERASED if words.ERASED in cell.text else REWORDED
            yield Difference(kind, id_, place, said, cell.text, cell.at)
        else:
            yield Difference(MISSING if said is None else EDITED, id_, place, said, cell.text, cell.at)
    for id_ in [each for each in {**told, **dict.fromkeys(found.texts)} if each not in then]:
        if not (issued and id_ in told):
            yield Difference(ADDED, id_, where.get(id_, id_), found.texts.get(id_), None, ())


def _since(then: dict[str, Cell], now: dict[str, Cell], where: dict[str, str], size: int) -> Iterator[Difference]:
    """What the ledger gives otherwise now than as far as the paper's entry; the footer always does."""
    for id_, cell in then.items():
        later = now.get(id_)
        if id_ != "footer" and (later is None or not same(later.text, cell.text)):
            at = tuple(position for position in later.at if position > size) if later else ()
            yield Difference(CORRECTED, id_, where[id_], cell.text, later.text if later else None, at)


def earlier_rules(manifest: Manifest) -> bool:
    """Whether it was composed by another version of this program, which counted or put things otherwise."""
    return manifest.rules != RULES
