"""Which pages a document prints headers and footers on, and whether what is to stand on each page stands there."""

from collections.abc import Collection, Iterator, Mapping

from projections.papers.word.shown import is_on
from projections.papers.word.xml import Element, R, W

_SAID = {
    "headerReference": "[pages without the marking at the top]",
    "footerReference": "[pages without the marking at the bottom]",
}


def unmarked(
    root: Element, settings: Element | None, targets: Mapping[str, str], marked: Collection[str]
) -> Iterator[str]:
    """What is said of pages whose header, or footer, is not one of the parts that are marked."""
    sections = [each for each in root.iter(f"{W}sectPr") if each.getparent().tag != f"{W}sectPrChange"]
    even = ["even"] if settings is not None and _has(settings, "evenAndOddHeaders") else []
    for tag, said in _SAID.items():
        last: dict[str, str | None] = {}
        for section in sections:
            last |= {each.get(f"{W}type"): targets.get(each.get(f"{R}id")) for each in section.iter(f"{W}{tag}")}
            kinds = ["default", *even, *(["first"] if _has(section, "titlePg") else [])]
            if any(last.get(kind) not in marked for kind in kinds):
                yield said
                break


def _has(element: Element, name: str) -> bool:
    found = element.find(f"{W}{name}")
    return found is not None and is_on(found)
