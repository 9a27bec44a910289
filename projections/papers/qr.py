"""A QR code as a drawing, from segno's encoder alone."""

import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any

from ledger.errors import StoreUnavailable

#: The light modules around it, and how many pixels wide a module is.
_QUIET, _SCALE = 4, 2
#: One of eight, all of which can be read. To try which is read best takes longer than the rest of the page.
MASK = 4
_DARK = re.compile(rb"\x01+")


def svg(text: str) -> str:
    """The code of a text in UTF-8, at the second lowest level of correction. ``StoreUnavailable`` without segno."""
    made = _encoder().encode(text, error="m", micro=False, boost_error=False, encoding="utf-8", mask=MASK)
    size = len(made.matrix) + 2 * _QUIET
    path = "".join(_path(made.matrix)).replace("m", "M", 1)
    return (
        f'<svg width="{_SCALE * size}" height="{_SCALE * size}"><g transform="scale({_SCALE})">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path stroke="#000" d="{path}"/></g></svg>'
    )


def _path(rows: Sequence[bytes]) -> Iterator[str]:
    """A line along each run of dark modules, from where the one before ended."""
    x, y = 0, 0.0
    for down, row in enumerate(rows):
        for run in _DARK.finditer(row):
            start, middle = _QUIET + run.start(), _QUIET + down + 0.5
            yield f"m{start - x} {middle - y:g}h{len(run[0])}"
            x, y = _QUIET + run.end(), middle


def _encoder() -> Any:
    """Its package would import its writers too, and these all that fetches files from the network."""
    if sys.modules.get("segno"):
        return import_module("segno.encoder")
    package = find_spec("segno")
    if package is None:
        raise StoreUnavailable(
            "The code at a paper's end is drawn by segno, which is not installed.",
            'Install it with `pip install "afi-ledger[papers]"`.',
        )
    sys.modules["segno"] = module_from_spec(package)
    try:
        return import_module("segno.encoder")
    finally:
        del sys.modules["segno"]  # whoever needs all of it imports it
