"""Composing a paper: the lens, the kind, and what stands on each. Reads only; the same recipe, the same paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from projections.leaving import Leaving
from projections.lens import looking
from projections.papers.brief import Brief, Own, marked_above, marking_of
from projections.papers.model import Block, Facts, Paper, Paragraph, Proof, Section
from projections.papers.recipe import Recipe
from projections.seals import Seals
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log


def compose(log: "Log", views: Views, recipe: Recipe) -> Paper:
    """The paper. ``RuleBroken`` where it cannot be of what it is asked to be; ``IntegrityBroken`` without a seal."""
    with _briefed(log, views, recipe) as (brief, proof):
        kind: Any = import_module(f"projections.papers.{recipe.kind}")
        title, head, sections, figures = kind.compose(brief)
        return Paper(
            recipe=recipe.plain(),
            title=title,
            marking=marking_of(brief),
            watermark=brief.cell("watermark", _watermark(recipe, fictitious=bool(log.opening().get("fictitious")))),
            head=Facts(head),
            sections=numbered(sections),
            figures=figures,
            proof=proof,
            withheld=brief.left_out,
            marked_above=marked_above(brief),
        )


@contextmanager
def _briefed(log: "Log", views: Views, recipe: Recipe) -> Iterator[tuple[Brief, Proof]]:
    """What its composer goes by, while queries see what the paper shows."""
    lens = recipe.lens(views)
    with looking(log, views, lens._replace(at=None)):
        leaving = None if recipe.embargoed else Leaving(views, datetime.fromisoformat(recipe.moment))
        own = Own.of(views, recipe, leaving)
        proof = proof_of(log, views, recipe.as_of)
    with looking(log, views, lens):
        yield Brief(views, recipe, own, leaving), proof


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections from 1 on, and the paragraphs of each from 3.1 on."""
    return tuple(_numbered(section, number) for number, section in enumerate(sections, 1))


def _numbered(section: Section, number: int) -> Section:
    blocks: list[Block] = []
    count = 0
    for block in section.blocks:
        count += isinstance(block, Paragraph)
        blocks.append(block._replace(number=f"{number}.{count}") if isinstance(block, Paragraph) else block)
    return section._replace(number=str(number), blocks=tuple(blocks))


def _watermark(recipe: Recipe, *, fictitious: bool) -> str:
    said = ["UNDER EMBARGO"] if recipe.embargoed else []
    return " · ".join([*said, "FICTITIOUS EXAMPLE"] if fictitious else said)


def proof_of(log: "Log", views: Views, size: int) -> Proof:
    """The checkpoint of the ledger as far as an entry. ``IntegrityBroken`` where nobody sealed it."""
    seals = Seals(log, views)
    return Proof(seals.origin, size, seals.head(size).root.hex(), seals.note(size))
