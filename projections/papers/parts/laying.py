"""How cells are laid out: sections, tables, labels and headings, with ids that last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from projections.papers.brief import Brief
from projections.papers.model import Block, Cell, Column, Facts, Figure, Heading, Paragraph, Quote, Row, Section, Table
from projections.papers.parts.telling import Said, Telling, capital
from projections.queries import words
from projections.queries.records import Record

#: What a paper is composed of: title, head, sections and figures.
Composed = tuple[Cell, tuple[tuple[Cell, Cell], ...], tuple[Section, ...], tuple[Figure, ...]]
#: Columns, each with its key and its head.
Columns = Sequence[tuple[str, str]]
#: Labels: the name of each, its words, and what belongs to it.
Labelled = Iterable[tuple[str, str, Said]]


def cell(brief: Brief, id_: str, said: Said) -> Cell:
    """A cell that says something."""
    return brief.cell(id_, said.text, *said.at)


def section(brief: Brief, name: str, title: str, blocks: Iterable[Block]) -> Section:
    """A section; ``put`` leaves it out where it has no blocks."""
    return Section(name, "", brief.cell(f"{name}/title", title), tuple(blocks))


def typed(brief: Brief, name: str) -> Section:
    """What people wrote for this paper, as a section of its own."""
    return section(brief, name, words.SECTION[name], brief.typed(name))


def put(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Those in which anything stands."""
    return tuple(each for each in sections if each.blocks)


def paragraph(brief: Brief, id_: str, said: Said) -> Paragraph:
    """A paragraph, which is numbered when the paper is put together."""
    return Paragraph(cell(brief, id_, said))


def quote(brief: Brief, id_: str, text: Said, by: Said) -> Quote:
    """Somebody's words as recorded: whose they are rests on the same entry."""
    return Quote((cell(brief, id_, text),), cell(brief, f"{id_}/by", by.also(*text.at)))


def facts(brief: Brief, prefix: str, told: Labelled) -> Facts:
    """Labels with what belongs to them."""
    return Facts(
        tuple(
            (brief.cell(f"{prefix}/{name}/label", label), cell(brief, f"{prefix}/{name}", said))
            for name, label, said in told
        )
    )


def heading(telling: Telling, name: str, inspection: Record) -> Iterator[Heading]:
    """The inspection's title over what is told of it, where the paper is about several."""
    if telling.several:
        yield Heading(cell(telling.brief, f"{name}/{inspection.ref}/title", telling.called(inspection.ref)))


def row(brief: Brief, prefix: str, ref: str, told: Mapping[str, Said]) -> Row:
    """A row of a record; the id of each cell says of which record it is and what."""
    return Row(ref, tuple(cell(brief, f"{prefix}/{key}", said) for key, said in told.items()))


def table(brief: Brief, name: str, caption: Said, columns: Columns, rows: Iterable[Row], empty: str = "") -> Table:
    """A table; its columns are those of each of its rows, in the same order.

    One that is there without rows too says by ``empty`` what that means. The ids of its heads are others, and last.
    """
    ids = [f"{name}/head/{key}" if empty else f"{name}/{key}/head" for key, _ in columns]
    heads = tuple(Column(key, brief.cell(id_, head)) for id_, (key, head) in zip(ids, columns, strict=True))
    return Table(name, cell(brief, f"{name}/caption", caption), heads, tuple(rows), brief.cell(f"{name}/empty", empty))


def without_silent(key: str, columns: Columns, rows: Sequence[Row], *nothing: str) -> tuple[Columns, list[Row]]:
    """The columns and the rows, without a column in which nothing is said of any row, or only that nothing is."""
    place = [each for each, _ in columns].index(key)
    if any(each.cells[place].text not in ("", *nothing) for each in rows):
        return columns, list(rows)
    kept = [each._replace(cells=(*each.cells[:place], *each.cells[place + 1 :])) for each in rows]
    return [*columns[:place], *columns[place + 1 :]], kept


def caption_of(telling: Telling, told: list[Record], question: str | None, force: str | None, otherwise: str) -> Said:
    """The question that a table is of, by the records that say so, and the force where there are several."""
    at = [position for each in told for position in telling.brief.at(each.ref, "question" if question else "text")]
    of = telling.called(question) if question else Said(otherwise)
    by = telling.called(force) if force else Said("")
    named = [capital(f"{of.text}"), f"{by.text}"]
    return Said(": ".join(filter(None, named)), (*of.at, *by.at, *at))
