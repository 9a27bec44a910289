"""Checking a paper's file against the ledger: what it says, what the ledger gave then, and what it gives now.

Three texts of each cell are held against each other: what the file shows, what its manifest says that it showed, and
what the ledger gives as far as the paper's own entry. The ledger's word is the measure. Where it gives another text
than the manifest of a paper that was issued, nobody edited the file: the text was erased since, or an earlier version
of this program put it otherwise.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import RuleBroken
from projections.papers.compose import compose
from projections.papers.manifest import Manifest, manifest_of
from projections.papers.model import Cell, Paper
from projections.papers.places import ordered, places, rows
from projections.papers.readers import Found, same
from projections.papers.recipe import Recipe, latest_moment
from projections.queries import words
from projections.queries.records import records
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log

#: What is wrong with a cell.
EDITED, MISSING, MOVED, ADDED, ALTERED = "edited", "missing", "moved", "added", "altered"
#: What became of one since, in the ledger.
CORRECTED, GONE, ERASED, REWORDED = "corrected", "gone", "erased", "reworded"


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
    #: Where the cells would stand that its template leaves out.
    left_out: tuple[str, ...]
    #: Texts that belong to no cell: the template's own, or whatever somebody added.
    outside: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether everything that the ledger gave stands in it, and the ledger is the same one."""
        return self.rooted and not self.differences


def check(log: "Log", views: Views, found: Found, *, has_template: bool = False) -> Checked:
    """Holds a paper's file against the ledger. ``RuleBroken`` where it is of another ledger, or of times to come.

    A template has words of its own, and may leave out cells; without one nothing stands in a file but its cells.
    """
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
    if recipe.moment > latest_moment(recipe.dated, datetime.now(UTC)):
        raise RuleBroken(
            f"The paper tells what may be told from {words.moment(recipe.moment)} on: after its date, or after now.",
            "Compose it again; for readers who may know what is under embargo, with --embargoed.",
        )
    paper = compose(log, views, recipe)
    issued = _issued(views, manifest)
    then, where = _texts(paper), places(paper)
    differences = [*_differences(found, then, where, issued=issued is not None), *_moved(found, paper, where)]
    if not has_template:
        differences += [Difference(ADDED, "", "beside the cells", text, None, ()) for text in found.outside]
    if not differences and not issued and not _is_ours(manifest, paper, has_template=has_template):
        differences.append(Difference(ALTERED, "", "what the file says of itself", None, None, ()))
    later, why = now_of(log, views, recipe.later(size)) if size > manifest.size else (paper, "")
    named = {each.id for each in differences if each.kind != ADDED and each.id in then}
    return Checked(
        paper=paper,
        issued=issued,
        replaced_by=_replacing(views, issued),
        rooted=log.root(manifest.size).hex() == manifest.root,
        stand=len(_printed(manifest, then)) - len(named),
        differences=tuple(each for each in differences if each.kind not in (ERASED, REWORDED)),
        since=(*(each for each in differences if each.kind in (ERASED, REWORDED)), *_since(paper, later, where, why)),
        left_out=tuple(where.get(id_, id_) for id_ in then.keys() - _printed(manifest, then)),
        outside=found.outside,
    )


def _texts(paper: Paper) -> dict[str, Cell]:
    return {cell.id: cell for cell in manifest_of(paper).cells}


def _printed(manifest: Manifest, then: dict[str, Cell]) -> set[str]:
    """The cells that are to stand in the file: all, but for those that its template leaves out."""
    told = [cell.id for cell in manifest.cells]
    left = set(told) - {told[place] for place in manifest.printed if place < len(told)} if manifest.printed else set()
    return set(then) - left


def _is_ours(manifest: Manifest, paper: Paper, *, has_template: bool) -> bool:
    """Whether the manifest is the one that a composed paper bears, whichever version of this program wrote it."""
    ours = manifest_of(paper)._replace(rules=manifest.rules, printed=manifest.printed if has_template else ())
    return ours.digest == manifest.digest


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
    printed = _printed(found.manifest, then)
    for id_, cell in then.items():
        said, once = found.texts.get(id_), told.get(id_)
        if said is None and id_ not in printed:
            continue
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


def _moved(found: Found, paper: Paper, where: dict[str, str]) -> Iterator[Difference]:
    """The cells that stand elsewhere than they were put: as few as explain the order that they stand in."""
    cells = {cell.id: cell for cell in ordered(paper)}
    told = [cell.id for cell in found.manifest.cells]
    order = [told[place] for place in found.manifest.printed if place < len(told)] or list(cells)
    place = {id_: number for number, id_ in enumerate(order)}
    stand = [id_ for id_ in found.texts if id_ in cells and id_ in place]
    kept = {order[number] for number in _rising([place[id_] for id_ in stand])}
    for id_ in (id_ for id_ in stand if id_ not in kept):
        yield Difference(MOVED, id_, where[id_], found.texts[id_], None, cells[id_].at)


def _rising(numbers: Sequence[int]) -> list[int]:
    """The longest of what is left in rising order when some are taken out."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found


def now_of(log: "Log", views: Views, recipe: Recipe) -> tuple[Paper | None, str]:
    """The same paper of the ledger as it is now; where there can be none any more, why: its inspection is void, say."""
    try:
        return compose(log, views, recipe), ""
    except RuleBroken as refusal:
        return None, refusal.what


def _since(paper: Paper, later: Paper | None, where: dict[str, str], why: str) -> Iterator[Difference]:
    """What the ledger gives otherwise now than as far as the paper's entry; the footer always does."""
    if later is None:
        yield Difference(GONE, paper.title.id, "the whole paper", paper.title.text, why, ())
        return
    then, now, row = _texts(paper), _texts(later), rows(paper)
    standing, told = {row[id_] for id_ in now if id_ in row}, set()
    for id_, cell in then.items():
        other, of = now.get(id_), row.get(id_)
        if of is not None and of not in standing:
            if of not in told:
                yield Difference(GONE, id_, of, None, None, ())
            told.add(of)
        elif id_ != "footer" and (other is None or not same(other.text, cell.text)):
            at = tuple(position for position in other.at if position > paper.proof.size) if other else ()
            yield Difference(CORRECTED, id_, where[id_], cell.text, other.text if other else None, at)
