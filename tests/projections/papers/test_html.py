"""A paper as HTML: what it shows is its cells, what was edited is found, and it runs and asks for nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html import escape

import pytest

from ledger.errors import StoreUnavailable, Unreadable
from projections.papers.model import Cell, Chart, Column, Drawing, Paper, Picture, Row, Table
from projections.papers.readers import Found, same
from projections.papers.readers.html import read
from projections.papers.renderers.html import render
from tests.projections.papers import sample

PAPERS = {"plain": sample.paper(), "hostile": sample.hostile()}
#: One cell of each kind.
KINDS = (
    "title", "marking", "watermark", "head/to/label", "head/to", "purpose/title", "purpose/by", "purpose/text/1",
    "purpose/published", "improvements/QUE-5/title", "improvements/QUE-5/caption", "improvements/QUE-5/text/head",
    "improvements/AFI-2/ref", "improvements/AFI-2/text", "none/caption", "none/empty", "improvements/b/1",
    "summary/by", "summary/1", "figures/open/value", "grades/caption", "grades/alternative", "footer",
)  # fmt: skip


def page(paper: Paper = PAPERS["plain"]) -> str:
    """A paper's file."""
    return render(paper).decode()


def changed(found: Found) -> set[str]:
    """The cells that do not say what the manifest has."""
    return {cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, ""))}


def edited(content: str, id_: str, old: str, new: str) -> Found:
    """What is read after an edit within one cell."""
    pattern = re.compile(rf'(<(\w+)[^<>]*data-cell="{re.escape(escape(id_))}".*?</\2>)', re.DOTALL)
    begin, cell, _, end = pattern.split(content.replace("\u00a0", " "), maxsplit=1)
    assert old in cell
    return read((begin + cell[::-1].replace(old[::-1], new[::-1], 1)[::-1] + end).encode())


# Read back.


@pytest.mark.parametrize("name", PAPERS)
def test_every_cell_comes_back(name: str) -> None:
    """Each says what it said, and nothing else is on the page."""
    found = read(render(PAPERS[name]))
    assert [(cell.id, cell.text, cell.at) for cell in found.manifest.cells] == [
        (cell.id, cell.text, cell.at) for cell in PAPERS[name].cells()
    ]
    assert set(found.texts) == {cell.id for cell in PAPERS[name].cells()}
    assert changed(found) == set() and found.outside == ()


@pytest.mark.parametrize("name", PAPERS)
def test_same_bytes(name: str) -> None:
    """The same paper is the same file."""
    assert render(PAPERS[name]) == render(PAPERS[name])


def test_positions() -> None:
    """Each cell bears the entries that it rests on, and none where it rests on none."""
    assert '<dd data-cell="figures/open/value" data-at="12 40 57">5</dd>' in page()
    assert '<dt data-cell="head/to/label">To</dt>' in page()


@pytest.mark.parametrize("id_", KINDS)
def test_edited(id_: str) -> None:
    """One character of a cell is another: that cell is found, and no other."""
    text = {cell.id: cell.text for cell in PAPERS["plain"].cells()}[id_]
    assert changed(edited(page(), id_, text, text[:-1] + "#")) == {id_}


@pytest.mark.parametrize("number", range(len(sample.AWKWARD) - 1))
def test_edited_among_awkward(number: int) -> None:
    """So it is among texts that look like markup."""
    assert changed(edited(page(PAPERS["hostile"]), f"b/{number}", "e", "E")) == {f"b/{number}"}


@pytest.mark.parametrize("how", [" hidden", ' style="display:none"', ' style="Visibility: hidden"'])
def test_hidden(how: str) -> None:
    """A cell that is not shown is not there."""
    found = read(page().replace('<p data-cell="none/empty"', f'<p{how} data-cell="none/empty"').encode())
    assert changed(found) == {"none/empty"} and "none/empty" not in found.texts


def test_taken_away() -> None:
    """A row that was taken away is absent."""
    found = read(re.sub(r'<tr><th[^>]*data-cell="improvements/AFI-2/ref".*?</tr>', "", page()).encode())
    assert changed(found) == {f"improvements/AFI-2/{key}" for key in ("ref", "text", "owner", "due")}


@pytest.mark.parametrize("tag", ["<section>", "<main>", "</main>", "</tr>", "</ul>", "<footer>", "</body>", "</html>"])
def test_outside(tag: str) -> None:
    """Text between cells belongs to none, wherever it stands."""
    found = read(page().replace(tag, f"{tag} All of it is &lt;done&gt;.", 1).encode())
    assert [piece.strip() for piece in found.outside] == ["All of it is <done>."] and changed(found) == set()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("</main>", '<p data-cell="none/empty">Twice.</p></main>', "Twice."),
        ("</main>", '<p data-cell="nobody">Of no cell.</p></main>', "Of no cell."),
        ("</main>", '<p data-copy="none/empty">Otherwise.</p></main>', "Otherwise."),
        ("</main>", '<p data-copy="nobody">Of nothing.</p></main>', "Of nothing."),
        ("</main>", '<p aria-hidden="true">Seen all the same.</p></main>', "Seen all the same."),
        ("</main>", "<p><span data-number>1 is closed</span></p></main>", "1 is closed"),
        ("</main>", "<ul><li><span data-number>1</span></li></ul></main>", "1"),
        ("</main>", '<img src="data:image/png;base64,AAAA"></main>', "<img>"),
        ("</main>", "<svg><text>Drawn.</text></svg></main>", "Drawn."),
        ("</main>", "<script>alert(1)</script></main>", "<script>"),
        ("</main>", "<textarea>Typed.</textarea></main>", "<textarea>"),
        ("</main>", "<![CDATA[ Said. ]]></main>", "<![CDATA[ Said. ]]>"),
        ("</main>", "5 < 6</main>", "5 < 6"),
        ("<title>", "<title>Not ", "Not An update on the inspection of effectiveness"),
        (">OFFICIAL-SENSITIVE</p>\n</footer>", ">OFFICIAL</p>\n</footer>", "OFFICIAL"),
        (">FICTITIOUS EXAMPLE</text>", ">REAL</text>", "REAL"),
        ("</style>", 'h1::after { content: "Approved" }</style>', '"Approved"'),
        ("</style>", "h1::after { content /* x */: '; Approved' }</style>", "'"),
        ("</style>", "h1::after { content: attr(data-cell) }</style>", "attr(data-cell)"),
        ("</style>", "h1 { background: url(data:x) }</style>", "url(data:x)"),
    ],
)  # fmt: skip
def test_shown_besides(old: str, new: str, said: str) -> None:
    """Nor does what is put in by other ways: twice, as a copy, a number, a picture, a style."""
    found = read(page().replace(old, new, 1).encode())
    assert said in "".join(found.outside) and changed(found) == set()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("2017: good", "2017: outstanding", 1),
        ('width="200"', 'width="300"', 1),
        ("2017: good</text>", "2017: good</text><text>and more</text>", 1),
        ("<figure>\n", "<figure hidden>\n", 1),
        (' d="M4 4', ' d="M4 5', 2),
    ],
)
def test_drawings(old: str, new: str, place: int) -> None:
    """A drawing that says or shows something else is another one; the others are as they were."""
    ours, altered = (read(each.encode()).drawings for each in (page(), page().replace(old, new, 1)))
    assert [number for number, (one, other) in enumerate(zip(ours, altered, strict=True)) if one != other] == [place]
    added = page().replace("</main>", "<figure><svg><text>Put in.</text></svg></figure></main>")
    assert len(read(added.encode()).drawings) == len(ours) + 1


#: What is no paper: not ours, cut off, written over, without an end, too large.
NO_PAPER: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda ours: b"",
    "a PDF": lambda ours: b"%PDF-1.7",
    "no text": lambda ours: b"\xff\xfe\x00",
    "another page": lambda ours: b"<!doctype html><title>Minutes</title><p>None.</p>",
    "cut in the style": lambda ours: ours[:500],
    "cut in the body": lambda ours: ours[: ours.index(b"<main>") + 99],
    "cut in the manifest": lambda ours: ours[:-90],
    "cut in its end": lambda ours: ours[:-18],
    "broken JSON": lambda ours: ours.replace(b'"cells":[', b'"cells":{'),
    "of a later program": lambda ours: ours.replace(b'{"afi":1', b'{"afi":2'),
    "two manifests": lambda ours: ours.replace(b"</main>", b'<script id="afi-paper">{}</script></main>'),
    "a comment without an end": lambda ours: ours.replace(b"<main>", b"<main><!-- "),
    "JSON without a bottom": lambda ours: b'<script id="afi-paper">' + b"[" * 1_000_000 + b"</script>",
    "comments": lambda ours: ours + b"<!--" * 1_000_000,
    "tags": lambda ours: b"<a " * 500_000 + b"afi-paper",
    "a tag": lambda ours: b"<a" + b"a" * 1_000_000 + b"afi-paper",
    "values": lambda ours: b"<a " + b"a='" * 500_000 + b"><!-- afi-paper",
    "ends": lambda ours: b"<b></i>" * 100_000 + b"afi-paper",
    "a style": lambda ours: b"<style>" + b"/*" * 500_000 + b"a" * 500_000 + b"</style>afi-paper",
    "a number": lambda ours: b"&#" + b"9" * 10_000 + b";afi-paper",
    "60 MB": lambda ours: b" " * 60_000_000,
}


@pytest.mark.parametrize("name", NO_PAPER)
def test_refused(name: str) -> None:
    """What is not ours, or broken, or without an end, is refused in a sentence and at once."""
    with pytest.raises(Unreadable) as refused:
        read(NO_PAPER[name](render(PAPERS["plain"])))
    assert refused.value.remedy == "Check the copy that was issued, or compose it again."


# The file.


@pytest.mark.parametrize("name", PAPERS)
def test_policy(name: str) -> None:
    """Nothing may run or be loaded, and the one style is named by its hash."""
    content = page(PAPERS[name])
    [style] = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', content)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert content.count("<script") == 1 and '<script type="application/json" id="afi-paper">' in content
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", content, flags=re.DOTALL)
    assert not re.search(r"<[^>]+\s(?:src|href|on\w+|action|style)\s*=", markup)
    assert "url(" not in style and "@import" not in style


def test_structure() -> None:
    """Language, title, headings in order, a table's caption and headers, an article's parts by their own elements."""
    content = page()
    assert '<html lang="en-GB">' in content
    assert "<title>An update on the inspection of effectiveness</title>" in content
    assert re.findall(r"<(h\d)", content) == ["h1", "h2", "h2", "h3", "h2"]
    assert content.count('scope="col"') == 4 and content.count('scope="row"') == 3
    for tag in ("header", "main", "footer", "blockquote", "figure", "figcaption", "caption", "thead", "dl", "ul"):
        assert f"<{tag}" in content, tag
    assert '<span class="number" data-number>1.1</span> <bdi data-cell="purpose/published"' in content


def test_empty_cells() -> None:
    """Nothing is written where nothing is said: no marking, no watermark, and no header without words."""
    paper = sample.paper(marking="", watermark="", rows=0)
    assert 'class="across"' not in page(paper) and "data-copy" not in page(paper).replace('data-copy="footer"', "")
    blank = [Cell(f"blank/{number}", "") for number in range(2)]
    table = Table("blank", Cell("caption", "Said"), (Column("a", blank[0]),), (Row("x", (blank[1],)),), blank[0])
    content = page(paper._replace(sections=(PAPERS["plain"].sections[0]._replace(blocks=(table,)),)))
    assert "<thead><tr><td></td></tr></thead>" in content
    assert "<tbody>\n<tr><td></td></tr>" in content
    filled = content.replace("<td></td></tr>\n</tbody>", "<td>Put in.</td></tr></tbody>", 1)
    assert read(filled.encode()).outside == ("Put in.",)


def test_charts_do_not_clash() -> None:
    """Two drawings with the same ids have different ones on the page, and each is named by its own words."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" role="img" aria-label="x"><defs>'
        '<pattern id="dots"/></defs><rect fill="url(#dots)"/><use href="#dots"/></svg>'
    )
    drawing = Drawing(Picture, (svg, 9, 9))
    charts = tuple(
        Chart(name, drawing, Cell(f"{name}/alternative", name), Cell(f"{name}/caption", f"About {name}"))
        for name in ("one", "two")
    )
    section = PAPERS["plain"].sections[0]._replace(blocks=charts)
    content = page(PAPERS["plain"]._replace(sections=(section,)))
    for prefix, name in (("p1-", "one"), ("p2-", "two")):
        for said in (f' id="{prefix}dots"', f'"url(#{prefix}dots)"', f'href="#{prefix}dots"'):
            assert content.count(said) == 1
        [said] = re.findall(rf'<p id="(c\d+)" class="alternative" data-cell="{name}/', content)
        assert f'role="img" aria-labelledby="{said}"' in content
    ids = re.findall(r'\sid="([^"]+)"', content)
    assert len(ids) == len(set(ids)) and "aria-label=" not in content


def test_code() -> None:
    """The QR code at the end is that of the checkpoint, and is named by the line that says which one."""
    content = page()
    other = page(PAPERS["plain"]._replace(proof=PAPERS["plain"].proof._replace(checkpoint="another\n1\n")))
    [footer] = re.findall(r'<p id="(c\d+)" data-cell="footer"', content)
    assert f'role="img" aria-labelledby="code {footer}"><title id="code">QR code</title>' in content
    codes = [re.findall(r' d="([^"]+)"', each)[-1] for each in (content, other)]
    assert codes[0] != codes[1]


def test_library_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what draws the code there is no paper, and it is said what to install."""
    monkeypatch.setitem(__import__("sys").modules, "segno", None)
    with pytest.raises(StoreUnavailable) as refused:
        render(PAPERS["plain"])
    assert "segno" in refused.value.what and 'pip install "afi-ledger[papers]"' in refused.value.remedy
