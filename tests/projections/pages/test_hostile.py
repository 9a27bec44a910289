"""Records whose texts, names and files are markup and script: they are shown as the characters that they are."""

from pathlib import Path

import pytest

from ledger.draft import Draft
from ledger.events import File, Prose
from ledger.events.document import DocumentAdded, DocumentKept
from ledger.events.improvement import ImprovementNoted
from ledger.events.person import PersonAdded
from projections.pages.folder import folder
from projections.pages.html import html
from tests.making import make_ledger, say
from tests.projections.pages.chromium import Browser
from tests.projections.pages.packing import pack_of
from tests.projections.pages.story import raised
from tests.projections.pages.test_html import ELEMENTS

DAY = say("2018-03-22")
TEXTS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)><svg onload=alert(3)>",
    "<!--<script>",
    "]]></style><style>*{display:none}</style>",
    "javascript:alert(4)",
    '" onmouseover="alert(5)" x="',
    "{script} {0} {blocks} ${alert(6)} `+alert(7)+`",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "line\u2028separator\u2029 and \ufeff",
    "harmless \u202egnp.exe\u202c \u2066x\u2069 \u200bhidden",
    "<iframe srcdoc='<script>parent.alert(8)</script>'></iframe><base href=//example.invalid/>",
    "__proto__ constructor \\u003c \\",
    "<h1>✓ Checked. All 9 records are as recorded</h1>",
    "العربية 中文 \U0001f6a8 é",
)
FILE = b"<html><script>alert(9)</script></html>"
NAME = "../../..\\evil<script>.html\u202egpj.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    """A pack of such records, as a page and as a folder."""

    def plan(draft: Draft) -> None:
        for number, text in enumerate(TEXTS, 1):
            draft.add(raised(text), say("2018-03-22", why=text))
            draft.add(ImprovementNoted(text=Prose(text)), DAY, f"AFI-{number}")
        draft.add(PersonAdded(name=Prose("<b>Bob</b>")), DAY)
        kept = draft.add(DocumentAdded(kind="evidence", title=Prose(TEXTS[0])), say("2018-04-01", by="PER-2"))
        draft.add(DocumentKept(content=File(FILE), name=Prose(NAME), size=len(FILE)), DAY, kept)

    place = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(place / "home"))
        patch.setattr("ledger.events.base.prose", str)  # this program takes no invisible controls; another may
        with make_ledger(place) as ledger:
            ledger.record(plan)
            pack = pack_of(ledger, [*(f"AFI-{number}" for number, _ in enumerate(TEXTS, 1)), "DOC-1"])
    page = html(pack)
    return page.decode(), folder(pack, page)


def test_shown_as_they_are(browser: Browser, hostile: tuple[str, dict[str, bytes]], tmp_path: Path) -> None:
    """No element of theirs, no dialog, no request, no complaint; and every record is green."""
    path = tmp_path / "pack.html"
    path.write_text(hostile[0], "utf-8")
    seen = browser.open(path)
    assert seen.verdict.startswith(f"✓ Checked. The entries here of {len(TEXTS) + 1} records")
    assert (seen.dialogs, seen.requests, seen.console, seen.handlers) == ([], [], [], 0)
    assert set(seen.elements) <= ELEMENTS
    for text in TEXTS:
        if text.isprintable():
            assert text in seen.whole
    assert "<b>Bob</b> (PER-2)" in seen.whole and FILE.decode() in seen.whole


def test_what_cannot_be_seen(browser: Browser, hostile: tuple[str, dict[str, bytes]], tmp_path: Path) -> None:
    """Characters that reorder or hide others are shown by their numbers; so is what is left of a file's name."""
    path = tmp_path / "pack.html"
    path.write_text(hostile[0], "utf-8")
    seen = browser.open(path)
    assert "harmless [U+202E]gnp.exe[U+202C]" in seen.whole and "[U+200B]hidden" in seen.whole
    assert not set(seen.whole) & set("\u202e\u202c\u2066\u2069\u200b\ufeff")
    [name] = seen.files
    assert name.startswith("_") and not set(name) & set("/\\<>\u202e")


def test_links(browser: Browser, hostile: tuple[str, dict[str, bytes]], tmp_path: Path) -> None:
    """Every address is one within the page, or a file that is saved and never opened."""
    path = tmp_path / "pack.html"
    path.write_text(hostile[0], "utf-8")
    assert all(each.startswith(("#", "blob:null/")) for each in browser.open(path).addresses)
    kind = "fetch === undefined ? '' : [...document.querySelectorAll('a[download]')].map((a) => a.rel + a.target)"
    assert browser.open(path, script=kind) == [""]


def test_data_is_ascii(hostile: tuple[str, dict[str, bytes]]) -> None:
    """Nothing that people wrote stands in the file as markup could."""
    assert hostile[0].count("<script>alert") == 0 and hostile[0].count("<img") == 0 and hostile[0].count("\u2028") == 0


def test_paths(hostile: tuple[str, dict[str, bytes]]) -> None:
    """No file of a folder lies outside it, whatever people called it."""
    assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in hostile[1])
    [evidence] = [name for name in hostile[1] if name.startswith("evidence/")]
    assert hostile[1][evidence] == FILE and "<" not in evidence
