"""A composed paper as a Word document, in the organisation's own template or the starter."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from ledger.errors import StoreUnavailable, Unreadable
from projections.papers.model import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projections.papers.word.fields import Tokens
    from projections.papers.word.package import Package

_NEEDED = ("docxtpl", "segno", "typst")
_LONGEST_QUOTE = 60
#: Parts that print, besides the text itself.
_PRINTING = ("header", "footer", "footnotes", "endnotes")


def render(paper: Paper, template: bytes | None = None) -> bytes:
    """The document; the same paper in the same template is the same bytes."""
    check_library()
    from projections.papers.template import starter
    from projections.papers.word.fields import Tokens
    from projections.papers.word.properties import put_properties
    from projections.papers.word.templating import filled
    from projections.papers.word.zipping import check_elements

    tokens = Tokens(paper)
    package = filled(starter() if template is None else template, tokens.fields())
    _finish(package, tokens)
    check_elements(package.parts, "The paper")
    put_properties(package, paper, *(_of_template(package, paper) if template is not None else ()))
    return package.written()


def _of_template(package: "Package", paper: Paper) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The places of the cells that it prints, as they are read back, none if all as they come; and its words."""
    from projections.papers.places import ordered
    from projections.papers.readers.word import marked, texts_of
    from projections.papers.word.package import Package
    from projections.papers.word.properties import put_properties

    trial = Package(dict(package.parts))
    put_properties(trial, paper)
    manifest, pieces = marked(trial.written())
    texts = texts_of(manifest, pieces)
    _check_printed(paper, texts)
    hiding = {manifest.cells[each.mark].id: each.hidden for each in pieces if each.mark is not None and each.hidden}
    _check_shown(paper, texts, hiding)
    words = tuple(each.said for each in pieces if each.mark is None)
    as_they_come = [cell.id for cell in ordered(paper) if cell.text]
    if len(texts) == len(manifest.cells) and _those(texts, as_they_come) == as_they_come:
        return (), words
    place = {cell.id: place for place, cell in enumerate(manifest.cells)}
    return tuple(place[id_] for id_ in texts), words


def _those(ids: "Iterable[str]", of: list[str]) -> list[str]:
    wanted = set(of)
    return [id_ for id_ in ids if id_ in wanted]


def _check_printed(paper: Paper, texts: "Mapping[str, str]") -> None:
    """Refuses a template that leaves out what may not be left out."""
    if not texts.keys() - {paper.marking.id, paper.watermark.id, paper.footer.id}:
        raise _without_fields()
    for cell, where in ((paper.marking, "its header and footer"), (paper.watermark, "its header")):
        if cell.text and cell.id not in texts:
            raise Unreadable(
                f"The template prints no {cell.id}, and this paper is marked {cell.text}.",
                f"Put {{{{ {cell.id} }}}} into {where}, and try again.",
            )


def _check_shown(paper: Paper, texts: "Mapping[str, str]", hiding: "Mapping[str, str]") -> None:
    """Refuses a template in which a text of the paper could not be seen, or not as it is, by which property it is."""
    from projections.papers.places import places
    from projections.papers.readers import same

    cells = {cell.id: cell for cell in paper.cells()}
    if hidden := next((id_ for id_, said in texts.items() if not same(said, cells[id_].text)), None):
        raise Unreadable(
            f"The template has Word hide or change what is printed for {places(paper).get(hidden, hidden)} "
            f"(“{_shortened(cells[hidden].text)}”)"
            + (f", with its formatting “{hiding[hidden]}”." if hidden in hiding else "."),
            "Take the field out of text that is hidden, struck out or the colour of its ground, out of Word's own "
            "fields and out of bound controls, and try again.",
        )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def check_library() -> None:
    """Refuses where what writes Word documents is not installed."""
    missing = next((name for name in _NEEDED if find_spec(name) is None), None)
    if missing:
        raise StoreUnavailable(
            f"Word documents are written with {missing}, which is not installed.",
            'Install it with `pip install "afi-ledger[papers]"`.',
        )


def _finish(package: "Package", tokens: "Tokens") -> None:
    """Writes the blocks, then the texts, where their tokens stand."""
    from projections.papers.manifest import manifest_of
    from projections.papers.widths import shares, tied
    from projections.papers.word.blocks import Written
    from projections.papers.word.marks import Marker
    from projections.papers.word.pictures import Pictures
    from projections.papers.word.places import TWIP, put_blocks, text_width
    from projections.papers.word.styles import Styles
    from projections.papers.word.xml import parse, tidied, written

    width = text_width(parse(package.parts[package.main]))
    pictures, styles = Pictures(package, tokens, width * TWIP), Styles(package)
    marker = Marker(manifest_of(tied(tokens.paper)).cells)
    blocks = Written(styles.id, tokens.of, width, shares(tokens.paper))
    for part in _printing(package):
        root = parse(package.parts[part])
        put_blocks(root, tokens, blocks)
        marker.mark(root, lambda code, part=part: pictures.drawn(code, part, small=part != package.main))  # type: ignore[misc]
        tidied(root)
        package.parts[part] = written(root)
    styles.save()
    _check_said(marker.placed)


def _check_said(placed: "Mapping[int, int]") -> None:
    if not placed:
        raise _without_fields()


def _without_fields() -> Unreadable:
    return Unreadable(
        "The template has no field of the paper in it.",
        "Write fields like {{ title }} in it, or begin with the starter template.",
    )


def _printing(package: "Package") -> list[str]:
    """The text first: of a cell that stands in several parts, the one there counts as the first."""
    related = package.relations(package.main)
    return [package.main, *sorted(each.target for each in related if each.kind in _PRINTING and not each.external)]
