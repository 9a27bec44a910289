"""The fields of Word, whose results it computes itself, some of them whenever the document is opened or printed."""

import re
from dataclasses import dataclass, field

#: What counts pages in figures; anything more can make it print whatever one likes.
_PAGES = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)(\s*\\\*\s*(MERGEFORMAT|ARABIC))*\s*", re.IGNORECASE)
#: What Word shows of it is its result, and stays that.
_LASTING = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)


@dataclass
class Computed:
    """A field that was begun: its instruction, and its result once that has begun."""

    instruction: list[str] = field(default_factory=list)
    has_result: bool = False
    is_doubtful: bool = False
    #: What a number of pages says, which has to be figures.
    figures: list[str] | None = None

    @property
    def code(self) -> str:
        """The instruction."""
        return " ".join("".join(self.instruction).split())

    @property
    def counts_pages(self) -> bool:
        """Whether it gives a number of pages and nothing else."""
        return _PAGES.fullmatch(self.code) is not None

    @property
    def is_lasting(self) -> bool:
        """Whether its result is what anybody sees who opens the file."""
        return _LASTING.match(self.code) is not None
