"""What a picture is drawn on: a page of its own, or part of a page of a paper, where others may stand."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from projections.drawing.elements import FILLS, patterns, tag

Thing = TypeVar("Thing")

#: The first that there is; no letter is wider in any than is reckoned with.
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"


class Page(NamedTuple):
    """How wide it is and its margins, where the axis begins, and what its texts and ids are like."""

    width: int = 1200
    margin: int = 20
    axis: int = 340
    #: The room between the axis and the edge: the arrow of what goes on needs some.
    beside: int = 30
    #: No type is smaller.
    least: float = 0
    #: What its ids begin with, where several pictures stand in one file.
    prefix: str = ""
    #: Whether what was recorded of each thing is told in words to whoever points at it; nobody points at paper.
    told: bool = True

    def size(self, asked: float) -> float:
        """A size of type."""
        return max(asked, self.least)

    def fill(self, kind: str) -> str:
        """How a kind of bar, or what a vague date covers, is filled."""
        return FILLS[kind].replace("#", f"#{self.prefix}") if FILLS[kind].startswith("url") else FILLS[kind]

    @property
    def patterns(self) -> str:
        """What the fills refer to."""
        return patterns(self.prefix)

    def title(self, in_words: Callable[[Thing], str], of: Thing) -> Iterator[str]:
        """What is seen by whoever points at a thing."""
        if self.told:
            yield tag("title", in_words(of))


#: A picture in a file of its own.
WIDE = Page()
