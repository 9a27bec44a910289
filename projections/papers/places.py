"""Where the cells of a paper stand, in words: what a person is told of a difference."""

from collections.abc import Iterator

from projections.papers.model import Block, Cell, Chart, Facts, Paper, Quote, Row, Table, Typed, cells_of


def places(paper: Paper) -> dict[str, str]:
    """Each cell's place, by its id: "AFI-3, Owner", "1.2", "the marking"."""
    named = {paper.title.id: "the title", paper.marking.id: "the marking", paper.watermark.id: "the watermark"}
    named |= {paper.footer.id: "the footer"} | dict(_of(paper.head, "the head"))
    for section in paper.sections:
        where = f"{section.number}. {section.title.text}"
        named[section.title.id] = f"the title of {where}"
        for block in section.blocks:
            named |= dict(_of(block, where))
    return named


def rows(paper: Paper) -> dict[str, str]:
    """The row that each cell of a table stands in, in words."""
    tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
    return {
        cell.id: f"the row of {_called(row)} in “{table.caption.text}”"
        for table in tables
        for row in table.rows
        for cell in row.cells
    }


def _called(row: Row) -> str:
    """Its record; else what it begins with."""
    return row.ref or next((cell.text for cell in row.cells if cell.text), "nothing")


def ordered(paper: Paper) -> Iterator[Cell]:
    """The cells of which every format keeps the order: not those in margins, nor what a format puts before or after."""
    yield from cells_of(paper.head)
    for section in paper.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Chart():
                    pass
                case Quote(cells) | Typed(cells):
                    yield from cells
                case _:
                    yield from cells_of(block)


def _of(block: Block, where: str) -> Iterator[tuple[str, str]]:
    match block:
        case Table():
            yield from _of_table(block, where)
        case Facts(pairs):
            for label, cell in pairs:
                yield label.id, f"a label in {where}"
                yield cell.id, f"{label.text}, in {where}"
        case Chart(alternative=alternative, caption=caption):
            yield alternative.id, f"the words of the chart “{caption.text}”"
            yield caption.id, f"the caption of a chart in {where}"
        case _:
            number = getattr(block, "number", "")
            yield from ((cell.id, number or where) for cell in cells_of(block))


def _of_table(table: Table, where: str) -> Iterator[tuple[str, str]]:
    yield table.caption.id, f"the caption of a table in {where}"
    yield table.empty.id, where
    for column in table.columns:
        yield column.head.id, f"the head of the column {column.head.text}, in {where}"
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield cell.id, f"{_called(row)}, {column.head.text}"
