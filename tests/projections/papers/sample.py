"""A composed paper with every kind of block, to be rendered and read back; and one whose every text is awkward."""

from projections.papers.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Drawing,
    Facts,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Proof,
    Quote,
    Row,
    Section,
    Table,
    Typed,
)

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80" viewBox="0 0 320 80" role="img">'
    '<rect x="10" y="20" width="200" height="20" fill="#fff" stroke="#000"/>'
    '<text x="12" y="35" font-family="Arial, Liberation Sans, sans-serif" font-size="12">2017: good</text></svg>'
)
RECIPE: dict[str, object] = {"kind": "board", "dated": "2018-03-29", "forum": "FOR-1", "as_of": 157}
CHECKPOINT = (
    "cambridgeshire.0123456789abcdef\n157\nq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\n\n"
    f"— cambridgeshire.0123456789abcdef {'A' * 92}==\n"
)
#: What a paper must hold and never obey.
AWKWARD = (
    "{{ 7 * 7 }} {% for x in y %} {# gone #}",
    "<b>bold</b> & <script>alert(1)</script> ]]> --> <!-- ",
    "#let x = 1; #panic() $x^2$ *strong* _emph_ `raw` @label <label> \\ // comment /* also */",
    '=HYPERLINK("http://example.org","x") | a | b | --- | # heading',
    "Siân Llŷr Ŵŷn, Łukasz Żółć, O'Brien, d’Arcy",
    "Line one\nline two\n\nanother paragraph\ttabbed",
    "\x01control\x0b and bidi \u202eabc\u202c and zero\u200bwidth and emoji 👮🏽‍♀️ and عربى",
    "x" * 300,
)


def cell(id_: str, text: str, *at: int) -> Cell:
    """A cell."""
    return Cell(id_, text, at)


def paper(*, marking: str = "OFFICIAL-SENSITIVE", watermark: str = "FICTITIOUS EXAMPLE", rows: int = 3) -> Paper:
    """One with every kind of block."""
    open_ = cell("figures/open/value", "5", 12, 40, 57)
    return Paper(
        recipe=dict(RECIPE),
        title=cell("title", "An update on the inspection of effectiveness", 3),
        marking=cell("marking", marking),
        watermark=cell("watermark", watermark),
        head=Facts((
            (cell("head/to/label", "To"), cell("head/to", "Business Coordination Board", 9)),
            (cell("head/from/label", "From"), cell("head/from", "Chief Constable", 5)),
            (cell("head/date/label", "Date"), cell("head/date", "29 March 2018")),
        )),
        sections=(
            Section("purpose", "1", cell("purpose/title", "Purpose"), (
                Typed((cell("purpose/text/1", "To tell the board of the report.", 60),
                       cell("purpose/text/2", "And of what follows.", 60)),
                      cell("purpose/by", "Written by Ann Keeper on 27 March 2018", 60)),
                Paragraph(cell("purpose/published", "The report was published on 22 March 2018.", 21), "1.1"),
            )),
            Section("improvements", "2", cell("improvements/title", "Areas for improvement"), (
                Heading(cell("improvements/QUE-5/title", "Investigating crime", 17)),
                _table(rows),
                Table("none", cell("none/caption", "Causes of concern"),
                      (Column("ref", cell("none/ref/head", "Ref")),), (),
                      cell("none/empty", "The report is recorded to have identified none.", 71)),
                Bullets((cell("improvements/b/1", "One thing", 12), cell("improvements/b/2", "Another thing", 13))),
                Quote((cell("summary/1", "The force requires improvement.", 30),),
                      cell("summary/by", "HMICFRS, as recorded in E-30", 30)),
            )),
            Section("numbers", "3", cell("numbers/title", "In numbers"), (
                Facts(((cell("figures/open/label", "Open"), open_),)),
                Chart("grades", Drawing(Picture, (_SVG, 320, 80)),
                      cell("grades/alternative", "Grades by year: 2017 good.", 33),
                      cell("grades/caption", "Grades over the years", 33)),
            )),
        ),
        figures=(Figure("open", open_, "Areas for improvement that have not ended.", ("AFI-1", "AFI-2")),),
        proof=Proof("cambridgeshire.0123456789abcdef", 157, "abcdef12" * 8, CHECKPOINT),
        withheld=0,
    )  # fmt: skip


def _table(rows: int) -> Table:
    columns = ("ref", "Ref"), ("text", "What is to improve"), ("owner", "Owner"), ("due", "Due")
    return Table(
        "improvements",
        cell("improvements/QUE-5/caption", "Areas for improvement: investigating crime"),
        tuple(Column(key, cell(f"improvements/QUE-5/{key}/head", head)) for key, head in columns),
        tuple(_row(number) for number in range(1, rows + 1)),
        cell("improvements/QUE-5/empty", "None is recorded."),
    )


def _row(number: int) -> Row:
    ref, first = f"AFI-{number}", 40 + number
    text = f"Supervise investigations, part {number}."
    said = {"ref": ref, "text": text, "owner": "Head of Crime", "due": "June 2018"}
    cells = tuple(cell(f"improvements/{ref}/{key}", text, first) for key, text in said.items())
    return Row(ref, cells)


def hostile() -> Paper:
    """Every text is awkward; one row is longer than a page, and there is a note of 5,000 words."""
    plain = paper(marking="OFFICIAL <&> {{ x }}")
    texts = [*AWKWARD, "word " * 5000]
    rows = tuple(
        Row(f"AFI-{number}", (cell(f"h/{number}/ref", f"AFI-{number}", number), cell(f"h/{number}/text", text, number)))
        for number, text in enumerate(texts, 1)
    )
    columns = Column("ref", cell("h/ref/head", "Ref <th>")), Column("text", cell("h/text/head", "{{ text }}"))
    table = Table("hostile", cell("h/caption", AWKWARD[1]), columns, rows, cell("h/empty", "None."))
    typed = Typed(
        tuple(cell(f"t/{n}", text, 9) for n, text in enumerate(AWKWARD)), cell("t/by", "Written by O'Brien", 9)
    )
    blocks: tuple[Block, ...] = (
        table, typed, Bullets(tuple(cell(f"b/{n}", text) for n, text in enumerate(AWKWARD))),
        *(Paragraph(cell(f"p/{n}", text), f"4.{n + 1}") for n, text in enumerate(AWKWARD)),
        *(Heading(cell(f"hd/{n}", " ".join(text.split())[:80])) for n, text in enumerate(AWKWARD[:5])),
    )  # fmt: skip
    section = Section("hostile", "4", cell("hostile/title", AWKWARD[0]), blocks)
    return plain._replace(title=cell("title", AWKWARD[2]), sections=(*plain.sections, section))


def unmarked() -> Paper:
    """The sample without marking and watermark, which a template has to print where there are any."""
    bare = paper()
    return bare._replace(marking=bare.marking._replace(text=""), watermark=bare.watermark._replace(text=""))
