"""What of a paper's file is seen though no cell says it, held against the same paper set anew."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from projections.papers.formats import WITH_TEMPLATE, read, rendered, suffix_of
from projections.papers.model import Paper, charts
from projections.papers.readers import Found


class Drawn(NamedTuple):
    """What is drawn or set otherwise, in words; or why that cannot be told."""

    otherwise: tuple[str, ...] = ()
    not_compared: str = ""
    #: Whether the file is byte for byte the one that is composed now.
    exact: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether everything that is seen is as it was composed."""
        return not (self.otherwise or self.not_compared)


def drawn(paper: Paper, found: Found) -> Drawn:
    """How a file's drawings, pages and settings compare. Word's are a template's, which is not at hand."""
    suffix = suffix_of(found.name)
    if suffix == WITH_TEMPLATE:
        return Drawn()
    content = rendered(paper, suffix)
    if sha256(content).hexdigest() == found.digest:
        return Drawn(exact=True)
    anew = read(found.name, content)
    if found.maker != anew.maker:
        return Drawn(not_compared="another program, or another version of this one, set it")
    look = "what stands around the texts: elements, numbers, styles and settings"
    return Drawn((*_different(paper, suffix, found, anew), *([look] if found.look != anew.look else [])))


def _different(paper: Paper, suffix: str, found: Found, anew: Found) -> Iterator[str]:
    if len(found.drawings) != len(anew.drawings):
        yield f"{len(found.drawings)} {'pages' if suffix == '.pdf' else 'drawings'} instead of {len(anew.drawings)}"
        return
    for what, one, other in zip(_names(paper, suffix), found.drawings, anew.drawings, strict=False):
        if one != other:
            yield what


def _names(paper: Paper, suffix: str) -> Iterator[str]:
    """What the drawings of a format are of, in order."""
    if suffix == ".pdf":
        yield from (f"page {number}" for number in count(1))
    if paper.watermark.text:
        yield "the watermark"
    yield from (f"the chart “{each.caption.text}”" for each in charts(paper))
    yield "the QR code"
