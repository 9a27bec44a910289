"""The log as static files in the form of C2SP tlog-tiles, as any web server can serve them."""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from commands.context import Reading
from commands.files import check_free
from commands.options import Shown
from commands.rendering import print_fields, print_json, print_text, titled
from ledger.errors import StoreUnavailable, Unreadable
from projections.queries.words import counted

if TYPE_CHECKING:
    from ledger.proofs.tiles import Bundle


def export_tiles(reading: Reading, shown: Shown, folder: Path) -> None:
    """Writes checkpoint, tiles and entries. A bundle that holds an entry under embargo is left out, and counted."""
    from commands.published import Showing
    from ledger.proofs.tiles import bundles, tiles

    if reading.moment:
        raise Unreadable("The log is written as it is.", "Leave out --as-of, --at and --told.")
    check_free(folder)
    shows, held = Showing(reading).of(1), _held(reading)
    size = shows.checkpoint.size
    hashes, entries = list(tiles(size)), list(bundles(size))
    free = [each for each in entries if held.isdisjoint(each.positions)]
    left_out, files = len(entries) - len(free), 1 + len(hashes) + len(free)
    made = ((each.path, each.content(reading.log.node)) for each in hashes)
    bundled = ((each.path, _content(reading, each)) for each in free)
    _put(folder, chain([("checkpoint", shows.text.encode())], made, bundled))
    newer = reading.head.size - size
    body = {"file": str(folder), "size": size, "newer": newer, "files": files, "bundles_left_out": left_out}
    if shown.json:
        return print_json(reading, {"withheld": left_out} | body)
    print_text(titled(f"Wrote {folder}", reading), style="bold")
    return print_fields(_facts(size, newer, files, left_out))


def _facts(size: int, newer: int, files: int, left_out: int) -> Iterator[tuple[str, str]]:
    yield "entries", f"{size}, with {files} files"
    if newer:
        span = f"E-{size + 1}" + (f" to E-{size + newer}" if newer > 1 else "")
        yield "not in it", f"{span}: not countersigned yet, or not sealed by a key that may publish"
    if left_out:
        yield "left out", f"{counted(left_out, 'bundle')} of entries, each with one under embargo; the tree is whole"


def _held(reading: Reading) -> set[int]:
    """The positions of the entries under embargo."""
    from projections.queries.withheld import withheld

    names = withheld(reading.views, datetime.now(UTC))
    return {int(name[2:]) for name in names if name.startswith("E-")}


def _content(reading: Reading, bundle: "Bundle") -> bytes:
    from ledger.proofs.tiles import bundle_content

    rows = reading.log.rows(after=bundle.positions.start - 1, limit=bundle.width)
    return bundle_content(row.stored for row in rows)


def _put(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """A new folder with all of these files, made one after another: a log may be larger than the memory. Or none."""
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        for path, content in files:
            (aside / path).parent.mkdir(parents=True, exist_ok=True)
            (aside / path).write_bytes(content)
        check_free(folder)
        aside.rename(folder)
    except OSError as error:
        raise StoreUnavailable(f"{folder} cannot be written ({error.strerror}).", "Check the path.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
