"""Packs for tests: of a small ledger, made as the program makes them; and files of packs that somebody altered."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from ledger.events import Prose
from ledger.events.pack import PackMade
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.pages.chosen import choose
from projections.pages.pack import Pack, compose, withheld_by
from projections.views import opened
from tests.making import ORIGIN, say

Json = dict[str, Any]
NOW = datetime(2026, 1, 2, tzinfo=UTC)
_BLOCK = r'(<script type="application/json" id="data-{}">)(.*?)(</script>)'
_POLICY = re.compile(r"script-src 'sha256-[^']+'")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def pack_of(ledger: Ledger, refs: Iterable[str], withheld: Iterable[int] = (), as_of: int = 0) -> Pack:
    """A pack of these records for an inspector, recorded and composed."""
    log = Log.open(ledger.path)
    try:
        with opened(ledger.path, ORIGIN) as views:
            level(log, views)
            chosen = choose(views, refs, as_of or log.size(), NOW)
            kept_back = frozenset(withheld)
            event = PackMade(
                recipient=Prose("Ms Inspector"), records=chosen.records, as_of=chosen.as_of,
                withheld=withheld_by(log, views, kept_back) or None,
            )  # fmt: skip
            saying = say("2026-01-01", why="It names somebody." if kept_back else None)
            receipt = ledger.record(lambda draft: draft.add(event, saying))
            level(log, views)
            return compose(log, views, chosen, kept_back, receipt.entries[-1].position, NOW)
    finally:
        log.close()


def block_of(page: str, name: str) -> Json:
    """What a page holds of a record, or of what they share."""
    found = re.search(_BLOCK.format(name), page)
    assert found
    block: Json = json.loads(found[2])
    return block


def with_text(page: str, name: str, change: Callable[[str], str]) -> str:
    """The page with the text of one block changed."""
    altered, times = re.subn(_BLOCK.format(name), lambda found: found[1] + change(found[2]) + found[3], page)
    assert times == 1 and altered != page
    return altered


def with_block(page: str, name: str, change: Callable[[Json], object]) -> str:
    """The page with what one block says changed."""

    def rewritten(text: str) -> str:
        block = json.loads(text)
        change(block)
        return json.dumps(block, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e")

    return with_text(page, name, rewritten)


def repaired(page: str, name: str) -> str:
    """The page of somebody who also altered what the script says of a block, and what the policy says of the script."""
    found = re.search(_BLOCK.format(name), page)
    assert found
    digest = sha256(found[2].encode()).hexdigest()
    page = re.sub(rf'"{name}":"[0-9a-f]{{64}}"', f'"{name}":"{digest}"', page, count=1)
    return allowed(page)


def allowed(page: str) -> str:
    """The page with a policy that lets its script run, whatever that is now."""
    [script] = _SCRIPT.findall(page)
    source = b64encode(sha256(script.encode()).digest()).decode()
    return _POLICY.sub(f"script-src 'sha256-{source}'", page)


def flipped(text: str, at: int) -> str:
    """The text with one character another."""
    return f"{text[:at]}{'0' if text[at] != '0' else '1'}{text[at + 1 :]}"
