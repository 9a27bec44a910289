"""A paper as HTML in a real browser: inert, accessible, printed with what each page has to bear."""

import importlib.util
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from projections.papers.readers import same
from projections.papers.readers.html import read
from projections.papers.renderers.html import render
from tests.projections.pages.chromium import PROGRAM, Browser, chromium
from tests.projections.papers import sample
from tests.projections.papers.test_html import PAPERS, changed, page

#: Whatever the texts hold, a page is made of these and of nothing else.
ELEMENTS = set(
    "bdi blockquote br caption col colgroup dd div dl dt figcaption figure footer g h1 h2 h3 header li main p path "
    "rect script section span svg table tbody td text th thead title tr ul".split()
)
_AXE = (
    "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then((found) => "
    "found.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.html.slice(0, 200)).join(' ; ')))"
)
_SEEN_SCRIPT = """({
  elements: [...new Set([...document.querySelectorAll('body *')].map((each) => each.localName))],
  handlers: [...document.querySelectorAll('*')].filter((each) => [...each.attributes].some(
    ({ name }) => name.startsWith('on') || name === 'style')).length,
  cells: [...document.querySelectorAll('[data-cell]')].map((each) => [each.dataset.cell, each.innerText]),
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, started once."""
    with chromium() as running:
        yield running


def put(folder: Path, content: str) -> Path:
    """A page in a file."""
    path = folder / "paper.html"
    path.write_bytes(content.encode())
    return path


def test_saved_by_a_browser(browser: Browser, tmp_path: Path) -> None:
    """A page that a browser wrote anew says the same."""
    for name, paper in PAPERS.items():
        saved = browser.open(put(tmp_path, page(paper)), script="document.documentElement.outerHTML")
        content = f"<!DOCTYPE html>\n<!-- saved from somewhere -->\n{saved}".encode()
        found = read(content)
        assert changed(found) == set() and found.outside == (), name
        ours = read(render(paper))
        assert (found.drawings, found.look) == (ours.drawings, ours.look)


@pytest.mark.parametrize("name", PAPERS)
def test_inert(browser: Browser, tmp_path: Path, name: str) -> None:
    """No element comes from a text, nothing runs, nothing is asked for, and nothing is said to the console."""
    seen = browser.open(put(tmp_path, page(PAPERS[name])), script=_SEEN_SCRIPT)
    assert set(seen["elements"]) <= ELEMENTS and seen["handlers"] == 0
    shown = dict(seen["cells"])
    assert all(same(cell.text, shown[cell.id]) for cell in PAPERS[name].cells())
    whole = browser.open(put(tmp_path, page(PAPERS[name]) + '<p role="status"></p><p id="records"></p>'))
    assert (whole.requests, whole.console, whole.dialogs) == ([], [], [])


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAPERS)
def test_accessible(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    """By axe there is nothing against WCAG 2.2 AA, and nothing but tables and charts is moved sideways."""
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.skip("axe is not installed here (pip install --no-deps axe-playwright-python)")
    axe = Path(package.origin).with_name("axe.min.js").read_text("utf-8")
    path = put(tmp_path, page(PAPERS[name]))
    assert browser.open(path, script=_AXE, before=axe, width=width) == []
    scrolled = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    whole, window = browser.open(path, script=scrolled, width=width)
    assert whole <= window


def test_printed(tmp_path: Path) -> None:
    """Each printed page bears the marking at its top and its foot, the watermark, and where it comes from."""
    pypdf = pytest.importorskip("pypdf")
    if PROGRAM is None:
        pytest.skip("no Chromium is installed here (Debian: apt-get install chromium)")
    out, path = tmp_path / "paper.pdf", put(tmp_path, page(sample.paper(rows=80)))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    subprocess.run([PROGRAM, *flags, "--no-pdf-header-footer", f"--print-to-pdf={out}", path.as_uri()], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    pages = [each.extract_text() for each in pypdf.PdfReader(BytesIO(out.read_bytes())).pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert text.count("OFFICIAL-SENSITIVE") == 2 and f"{number} / {len(pages)}" in text
        assert "as far as E-157" in text
    assert sum("What is to improve" in text for text in pages) > 1
