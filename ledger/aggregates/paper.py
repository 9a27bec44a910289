"""Board papers: written while they are prepared, issued once, frozen then; one may take the place of another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.paper import PaperBegun, PaperIssued, PaperWritten
from ledger.vocabulary import PaperSection


@dataclass(frozen=True)
class Paper:
    """A paper exists, and can be tabled, replaced and cited; ``written`` are its parts that have a text."""

    issued: bool = False
    written: frozenset[PaperSection] = frozenset()


def evolve(state: Paper | None, fact: Fact) -> Paper:
    """What one more event makes of it."""
    paper = state or Paper()
    match fact.event:
        case PaperIssued():
            return replace(paper, issued=True)
        case PaperWritten(section=section, text=text):
            return replace(paper, written=paper.written - {section} if text is None else paper.written | {section})
    return paper


def decide(wish: Fact, state: Paper | None, world: World) -> Iterable[Event]:
    """What was issued stays as it is; another paper takes its place."""
    match wish.event:
        case PaperBegun():
            pass
        case PaperIssued(replaces=replaced) if replaced == wish.stream:
            raise refuse("A paper cannot replace itself.", "Name the earlier one; `afi paper list` shows them.")
        case _ if state and state.issued:
            raise refuse("It was issued, and stays as it is.", "Put another in its place with `afi paper reissue`.")
        case PaperIssued(replaces=replaced) if replaced and not world.get(replaced).issued:
            raise refuse(f"{replaced} was never issued.", "Issue this one without --replaces.")
        case PaperWritten(section=section, text=None) if state and section not in state.written:
            raise refuse("Nothing is written there.", "`afi paper text` shows what is.")
    return [wish.event]
