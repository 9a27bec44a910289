"""A paper as Markdown: what renders is its cells as they are, and what was edited is found."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from ledger.errors import Unreadable
from projections.papers.model import Paper
from projections.papers.readers import Found, plain, same
from projections.papers.readers.markdown import read
from projections.papers.renderers.markdown import MAKER, render
from tests.projections.papers import sample
from tests.projections.papers.test_html import KINDS

PAPERS = {"plain": sample.paper(), "hostile": sample.hostile()}


def text(paper: Paper = PAPERS["plain"]) -> str:
    """A paper's file."""
    return render(paper).decode()


def changed(found: Found) -> set[str]:
    """The cells that do not say what the manifest has."""
    return {cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, ""))}


@pytest.mark.parametrize("name", PAPERS)
def test_every_cell_comes_back(name: str) -> None:
    """Each says what it said, nothing else is there, and the same paper is the same file."""
    content = render(PAPERS[name])
    found = read(content)
    assert set(found.texts) == {cell.id for cell in PAPERS[name].cells()}
    assert changed(found) == set() and found.outside == ()
    assert content == render(PAPERS[name])
    assert read(content.replace(b"\n", b"\r\n")) == found


@pytest.mark.parametrize("id_", KINDS)
def test_edited(id_: str) -> None:
    """One character of a cell is another: that cell is found, and no other."""
    place = [cell.id for cell in PAPERS["plain"].cells()].index(id_)
    altered = re.sub(rf"\w(?=\W*<!--c{place}-->)", "#", text(), count=1)
    assert altered != text() and changed(read(altered.encode())) == {id_}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n## ", "\nAll of it is done.\n\n## ", "All of it is done."),
        ("| AFI-1", "| Put in | AFI-1", "Put in"),
        ("<!--c22-->", "<!--c22--> and more", "and more"),
        ("---\n\ncam", "---\n\nOne<!--c99-->\n\ncam", "One"),
        ("---\n\ncam", "---\n\nTwice<!--c2-->\n\ncam", "Twice"),
        ("SENSITIVE**<!--c0-->\n\n<!--", "SENSITIVE, NOT**<!--c0-->\n\n<!--", "OFFICIAL-SENSITIVE, NOT"),
        ("**1.1** The", "**1.1 is closed.** The", ""),
    ],
)
def test_outside(old: str, new: str, said: str) -> None:
    """What stands between the cells, or says one of them again and otherwise, belongs to none."""
    found = read(text().replace(old, new, 1).encode())
    assert text().count(old) and [piece.strip() for piece in found.outside] == ([said] if said else [])
    assert changed(found) == (set() if said else {"purpose/published"})


@pytest.mark.parametrize("after", ["All of it is done.", "<p>done"])
def test_after_the_manifest(after: str) -> None:
    """What is put behind the last line is outside as well."""
    assert read(f"{text()}\n{after}\n".encode()).outside == (after,)


#: What is no paper.
NO_PAPER: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda ours: b"",
    "minutes": lambda ours: b"# Minutes\n\nNone.\n",
    "no text": lambda ours: b"\xff\xfe\x00",
    "60 MB": lambda ours: b" " * 60_000_000,
    "cut": lambda ours: ours[:2000],
    "cut in its end": lambda ours: ours[:-6],
    "broken JSON": lambda ours: ours.replace(b'"cells":[', b'"cells":{'),
    "of a later program": lambda ours: ours.replace(b'{"afi":1', b'{"afi":2'),
    "two manifests": lambda ours: ours + b"\n<!-- afi-paper {} -->\n",
    "JSON without a bottom": lambda ours: b"<!-- afi-paper " + b"[" * 1_000_000 + b" -->",
}


@pytest.mark.parametrize("name", NO_PAPER)
def test_refused(name: str) -> None:
    """What is not ours, or broken, or twice, is refused in a sentence."""
    with pytest.raises(Unreadable) as refused:
        read(NO_PAPER[name](render(PAPERS["plain"])))
    assert refused.value.remedy == "Check the copy that was issued, or compose it again."


@pytest.mark.parametrize("name", PAPERS)
def test_renders_as_it_is(name: str) -> None:
    """A program that knows CommonMark and tables shows each cell's characters, and no element of theirs."""
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html = markdown.render(text(PAPERS[name]))
    html, _, _ = html.partition("<!-- afi-paper")
    shown = re.sub(r"<!--c\d+-->", "\x02", html)
    tags = set(re.findall(r"</?([a-z]\w*)", shown))
    assert tags <= set("blockquote br h1 h2 h3 hr li p strong table tbody td th thead tr ul".split())
    shown = re.sub(r"<(?!br)/?[a-z][^<>]*>", "", shown).replace("<br>", "\n")
    pieces = [plain(unescape(piece)) for piece in shown.split("\x02")]
    cells = [*PAPERS[name].cells()]
    wrong = [cell.id for cell, piece in zip(cells, pieces, strict=False) if not piece.endswith(plain(cell.text))]
    assert len(pieces) == len(cells) + 2 and wrong == []


def test_no_addresses() -> None:
    """An address in a text is no link, also where programs make links of what looks like one."""
    assert "http\\://example.org" in text(PAPERS["hostile"]) and "\\{\\{ 7" in text(PAPERS["hostile"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| AFI-1", "| | AFI-1"),
        ("--> | Head of Crime", "--> Head of Crime"),
        (" --- |", " --- | --- |"),
        ("\n| AFI-2", "\n\n| AFI-2"),
        ("\n| AFI-2", "\n    | AFI-2"),
        ("\n\n---\n", "\n---\n"),
        ("\n\nThe report", "\n\n    The report"),
        ("Supervise", "**Supervise**"),
    ],
)
def test_another_look(old: str, new: str) -> None:
    """Values under other heads, two in one column, a table that ends: each is another look, and no other text."""
    ours = text()
    forged = ours.replace(old, new, 1)
    assert forged != ours
    assert read(forged.encode()).look != read(ours.encode()).look


def test_a_table_that_a_program_set_again_looks_the_same() -> None:
    """As wide as its longest words, with longer rules, and with spaces where a line ends."""
    wide = text().replace("| AFI", "|   AFI").replace(" --- ", " ------- ").replace("\n\n", " \n\n\n")
    found = read(wide.encode())
    assert (changed(found), found.outside, found.look) == (set(), (), read(text().encode()).look)


@pytest.mark.parametrize(
    "more",
    [
        '"x":"--><p>FALSE: all is closed.</p><!-- ",',
        '"x":"-\\u002d>",',
        '"cells":[],',
        '"x":1,',
        " ",
    ],
)
def test_what_is_unknown_or_twice_in_the_manifest_is_refused(more: str) -> None:
    """It would stand in the file, be shown even, and be no word of the paper's."""
    forged = text().replace("<!-- afi-paper {", f"<!-- afi-paper {{{more}", 1)
    with pytest.raises(Unreadable):
        read(forged.encode())


def test_maker() -> None:
    """What wrote it, and its version, stands before the manifest."""
    assert read(text().encode()).maker == MAKER
    assert read(text().replace(MAKER, "afi-ledger paper 9").encode()).maker == "afi-ledger paper 9"
    assert read(text().replace(f"<!-- {MAKER} -->\n", "").encode()).maker == ""


def test_manifest() -> None:
    """It is the last line, and no text of a cell can end it."""
    *_, last = text(PAPERS["hostile"]).splitlines()
    assert last.startswith("<!-- afi-paper {") and last.endswith("} -->") and last.count("--") == 2
