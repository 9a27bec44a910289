"""A QR code is the very drawing that the whole of segno makes."""

import subprocess
import sys

import pytest
import segno

from projections.papers.qr import MASK, svg


@pytest.mark.parametrize(
    "text", ["a", "ledger\n5000\nroot=\n\n— ledger Fnrvm+/=\n" * 4, "Prif Gwnstabl Żółć 漢字 " * 30]
)
def test_it_is_what_segno_draws(text: str) -> None:
    """Byte for byte, whatever it says."""
    made = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", mask=MASK)
    assert svg(text) == made.svg_inline(scale=2, border=4, light="#fff", svgclass=None, lineclass=None)


def test_nothing_that_fetches_files_is_imported_for_it() -> None:
    """And all of segno can be imported afterwards."""
    script = (
        "import sys\nfrom projections.papers.qr import svg\nsvg('a')\nassert 'urllib.request' not in sys.modules\n"
        "import segno\nassert segno.make_qr('a').svg_inline() and svg('a')"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
