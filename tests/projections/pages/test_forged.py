"""Markup that somebody adds to the file: it never stands beside a verdict that is true."""

from pathlib import Path

import pytest

from tests.projections.pages.chromium import Browser
from tests.projections.pages.test_html import ELEMENTS, put

SHADOW = "<body><template shadowrootmode='{}'><h1>All closed</h1>{}</template>"
ADDED = (
    "<h1>All closed</h1><img src='https://example.invalid/x.png' onerror='alert(1)'><script>alert(2)</script>"
    "<style>h1{color:red}</style><iframe src='https://example.invalid/'></iframe>"
)
#: What somebody writes into the file, by what stands there: beside the data, in the place of the body, and over it.
FORGED = {
    "before": ("<main>", ADDED + "<main>"),
    "after": ("</body>", ADDED + "</body>"),
    "a form that takes the body's name": ("<main>", "<p>All closed</p><form name='body'></form><main>"),
    "an image that takes the root's name": ("<main>", "<p>All closed</p><img name='documentElement'><main>"),
    "a shadow root": ("<body>", SHADOW.format("open", "<slot></slot>")),
    "a closed shadow root without the rest": ("<body>", SHADOW.format("closed", "")),
    "a body that is not shown": ("<body>", "<body hidden inert style='display:none'><p>All closed</p>"),
}


@pytest.mark.parametrize("how", FORGED)
def test_added_markup(browser: Browser, page: str, at: Path, how: str) -> None:
    """What somebody writes into the file goes or is never shown green, and no script, style or address of it works."""
    seen = browser.open(put(at, page.replace(*FORGED[how], 1)))
    assert seen.verdict.startswith("✓ Checked.") and "Dip sample at 92%" in seen.whole
    assert "All closed" not in seen.whole and seen.dialogs == [] and set(seen.elements) <= ELEMENTS
    assert [each for each in seen.requests if each.startswith("http")] == []
    look = "[document.body.shadowRoot, document.body.getBoundingClientRect().height > 1000, document.body.innerText]"
    shadow, high, text = browser.open(at, script=look)
    assert shadow is None and high and "All closed" not in text
