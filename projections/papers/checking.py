"""Checking a paper's file against the ledger: what it says, what the ledger gave then, and what it gives now.

Three texts of each cell are held against each other: what the file shows, what its manifest says that it showed, and
what the ledger gives as far as the paper's own entry. The ledger's word is the measure. Where it gives another text
than the manifest of a paper that was issued, nobody edited the file: the text was erased since, or an earlier version
of this program put it otherwise. What is seen and is no cell's is held against the same paper set anew (drawn.py).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import RuleBroken
from projections.papers.compose import compose
from projections.papers.differing import ADDED, ALTERED, DOUBTFUL, ERASED, GONE, REWORDED, Comparison, Difference
from projections.papers.drawn import Drawn, drawn
from projections.papers.formats import WITH_TEMPLATE, suffix_of
from projections.papers.manifest import Manifest, manifest_of
from projections.papers.model import Paper
from projections.papers.readers import Found, plain
from projections.papers.recipe import Recipe, latest_moment
from projections.queries import words
from projections.queries.records import Record, records
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log


class Checked(NamedTuple):
    """What came of it."""

    manifest: Manifest
    recipe: Recipe
    paper: Paper
    #: The paper that it was issued as, where it was, also one that does not count any more; and which took its place.
    issued: Record | None
    replaced_by: str | None
    #: Whether it is that paper's file, byte for byte.
    untouched: bool
    #: Whether the tree of this ledger has the root that the paper bears.
    rooted: bool
    #: How many cells say what the ledger gave.
    stand: int
    differences: tuple[Difference, ...]
    since: tuple[Difference, ...]
    drawn: Drawn
    #: Where the cells would stand that its template leaves out.
    left_out: tuple[str, ...]
    #: The template's own words.
    words: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it shows everything that the ledger gave and nothing else, and the ledger is the same one."""
        return self.rooted and not self.differences and self.drawn.is_ours


def check(log: "Log", views: Views, found: Found) -> Checked:
    """Holds a paper's file against the ledger. ``RuleBroken`` where it is of another ledger, or of times to come."""
    manifest, recipe = found.manifest, _recipe(log, found.manifest)
    paper, issued = compose(log, views, recipe), _issued(views, found.manifest)
    held = Comparison(found, paper, issued=issued is not None)
    differences = _differences(held, found, paper, issued=issued is not None)
    later = [each for each in differences if each.kind in (ERASED, REWORDED)]
    untouched = issued is not None and issued.body.get("digest") == found.digest
    return Checked(
        manifest=manifest,
        recipe=recipe,
        paper=paper,
        issued=issued,
        replaced_by=_replacing(views, issued),
        untouched=untouched,
        rooted=log.root(manifest.size).hex() == manifest.root,
        stand=len(held.expected - {each.id for each in differences if each.kind != ADDED}),
        differences=tuple(each for each in differences if each not in later),
        since=(*later, *_since(log, views, held, paper, recipe)),
        drawn=Drawn() if untouched else _drawn(paper, found, differences),
        left_out=held.left_out(),
        words=manifest.words,
    )


def _recipe(log: "Log", manifest: Manifest) -> Recipe:
    """How it is composed again."""
    origin, size, recipe = log.opening()["origin"], log.size(), Recipe.parse(manifest.recipe)
    if manifest.origin != origin:
        raise RuleBroken(
            f"The paper is of the ledger {manifest.origin}, and this one is {origin}.", "Name the other with --ledger."
        )
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
    return recipe


def _differences(held: Comparison, found: Found, paper: Paper, *, issued: bool) -> list[Difference]:
    """What the file says otherwise. A template has words of its own; without one, nothing stands beside the cells."""
    has_template = suffix_of(found.name) == WITH_TEMPLATE
    differences = [*held.differences(), *held.moved(), *_added(found)]
    if not (differences or issued or _is_ours(found.manifest, paper, has_template=has_template)):
        differences.append(Difference(ALTERED, "", "what the file says of itself", None, None, ()))
    return differences


def _added(found: Found) -> Iterator[Difference]:
    """The texts that are neither a cell's nor its template's own; each of those as often as the template has it."""
    added = Counter(map(plain, found.outside)) - Counter(map(plain, found.manifest.words))
    return (Difference(ADDED, "", "beside the cells", text, None, ()) for text in added.elements())


def _is_ours(manifest: Manifest, paper: Paper, *, has_template: bool) -> bool:
    """Whether the manifest is the one that a composed paper bears, whichever version of this program wrote it."""
    ours = manifest_of(paper)._replace(rules=manifest.rules)
    if has_template:
        ours = ours._replace(printed=manifest.printed, words=manifest.words)
    return ours.digest == manifest.digest


def _drawn(paper: Paper, found: Found, differences: list[Difference]) -> Drawn:
    if any(each.kind in (ERASED, REWORDED, DOUBTFUL) for each in differences):
        return Drawn(not_compared="texts were erased, or are put otherwise, since it was composed")
    return drawn(paper, found)


def _issued(views: Views, manifest: Manifest) -> Record | None:
    """The paper that was issued with this very manifest; of several the last, and one that counts before others."""
    found = [each for each in records(views, "paper", void=True) if each.body.get("cells") == manifest.digest]
    return max(found, key=lambda each: ("void" not in each.body, each.last), default=None)


def _replacing(views: Views, issued: Record | None) -> str | None:
    found = [each.ref for each in records(views, "paper") if issued and each.body.get("replaces") == issued.ref]
    return found[-1] if found else None


def _since(log: "Log", views: Views, held: Comparison, paper: Paper, recipe: Recipe) -> list[Difference]:
    """What the ledger gives otherwise now."""
    if (size := log.size()) == recipe.as_of:
        return []
    later, why = now_of(log, views, recipe.later(size))
    if later is None:
        return [Difference(GONE, paper.title.id, "the whole paper", paper.title.text, why, ())]
    return list(held.since(later))


def now_of(log: "Log", views: Views, recipe: Recipe) -> tuple[Paper | None, str]:
    """The same paper of the ledger as it is now; where there can be none any more, why: its inspection is void, say."""
    try:
        return compose(log, views, recipe), ""
    except RuleBroken as refusal:
        return None, refusal.what
