"""The places that hold a text: entries, kept files, and what was made of them that is known here."""

import sys
from collections.abc import Collection, Iterator, Sequence
from glob import escape
from pathlib import Path

import typer

from commands.context import Reading
from commands.options import text_of
from commands.rendering import Column, Row, number_of
from ledger.erasing import Text, committed
from ledger.errors import Unreadable
from projections.searched import compared

#: What no ledger can know.
UNKNOWN = (
    "What was exported, printed, copied or sent is not known here; nor is what other computers keep, like backups "
    "that were made there."
)
COLUMNS = [
    Column("Where", "where"),
    Column("Ref", "ref"),
    Column("Entry", "entry"),
    Column("Part", "field"),
    Column("Holds it", "holds"),
    Column("What", "what", wide=True),
]
_KEYS = ("where", "ref", "entry", "field", "holds", "what")
_YES, _PERHAPS = "yes", "perhaps"


def asked() -> str:
    """The text, typed where nobody sees it, or from a pipe, whose last line ends."""
    if sys.stdin.isatty():
        return str(typer.prompt("The text (it is not shown)", hide_input=True, err=True))
    text = text_of("-")
    text = text.removesuffix("\r\n") if text.endswith("\r\n") else text.removesuffix("\n")
    if not text.strip():
        raise Unreadable("There is no text to look for.", "Type it where it is asked for, or send it through a pipe.")
    return text


def places(reading: Reading, texts: Sequence[bytes], without: Collection[str] = ()) -> list[Row]:
    """Every known place of any of these texts; ``without`` are commitments of entries that are known already."""
    found = list(committed(reading.log, _matching(reading, texts)))
    if not found:
        return []
    own = [each for each in found if each.commitment not in without]
    return [
        *map(_entry, own),
        *_papers(reading, found),
        *_packs(reading, found),
        *_backups(reading, found),
        *_views(reading),
    ]


def unread(reading: Reading) -> list[str]:
    """The records that keep a file which is not plain text: a text would not be found in it."""
    files = {key for key, content in reading.log.all_texts() if _plain(content) is None}
    return sorted({each.stream for each in committed(reading.log, files)}, key=lambda ref: (ref[:3], number_of(ref)))


def _matching(reading: Reading, texts: Sequence[bytes]) -> set[str]:
    """What holds any of them byte for byte, or word for word whatever the capitals, accents and spaces."""
    words = [plain for text in texts if (plain := _plain(text))]
    return {
        key
        for key, content in reading.log.all_texts()
        if any(text in content for text in texts) or _says(_plain(content), words)
    }


def _says(plain: str | None, words: Sequence[str]) -> bool:
    return plain is not None and any(each in plain for each in words)


def _plain(content: bytes) -> str | None:
    """A text as it is compared; ``None`` of a file that is none."""
    try:
        return " ".join(compared(content.decode()).split())
    except UnicodeDecodeError:
        return None


def _row(where: str, *rest: object) -> Row:
    return dict(zip(_KEYS, (where, *rest), strict=True))


def _entry(text: Text) -> Row:
    where = ("paper" if text.stream.startswith("PAP-") else "file") if text.is_file else "text"
    return _row(where, text.stream, f"E-{text.position}", text.field, _YES, None)


def _papers(reading: Reading, found: Sequence[Text]) -> Iterator[Row]:
    """The papers issued since of which no copy is kept that can be read, and what was disclosed since."""
    from projections.queries.names import Names

    first, names = min(each.position for each in found), Names(reading.views)
    kept = "json_extract(body, '$.file') AS file"
    sql = f"SELECT ref, first, {kept} FROM record WHERE noun = 'paper' AND first > ? ORDER BY number"
    holding = {each.stream for each in found if each.is_file}
    closed = set(unread(reading))
    for row in reading.views.query(sql, (first,)):
        if row["ref"] not in holding and (row["file"] is None or row["ref"] in closed):
            yield _row("paper", row["ref"], f"E-{row['first']}", None, _PERHAPS, names.of(row["ref"]))
    since = {stream: min(each.position for each in found if each.stream == stream) for stream in _streams(found)}
    disclosed = "SELECT position, stream FROM happening WHERE type = 'record.disclosed' ORDER BY position"
    for row in reading.views.query(disclosed):
        if row["position"] > since.get(row["stream"], row["position"]):
            yield _row("disclosed", row["stream"], f"E-{row['position']}", None, _PERHAPS, names.of(row["stream"]))


def _streams(found: Sequence[Text]) -> set[str]:
    return {each.stream for each in found}


def _packs(reading: Reading, found: Sequence[Text]) -> Iterator[Row]:
    """The packs of these records, or of others which may have named them, as of an entry that had the text."""
    from projections.queries.packs import packs

    for pack in packs(reading.views):
        known = [each for each in found if each.position <= number_of(pack["of_entry"])]
        if known:
            holds = _YES if _streams(known) & set(pack["records"]) else _PERHAPS
            yield _row("pack", pack["ref"], pack["entry"], None, holds, f"for {pack['recipient_name']}")


def _backups(reading: Reading, found: Sequence[Text]) -> Iterator[Row]:
    """Those that were made from this terminal, or lie beside the ledger, and hold it or cannot be looked at."""
    from ledger.stores.copies import keeping

    commitments, first = {each.commitment for each in found}, min(each.position for each in found)
    for path, entries in backups(reading).items():
        kept = keeping(path, commitments)
        if kept or (kept is None and entries >= first):
            said = str(path) if kept else f"{path} (not there, or not to be read)"
            yield _row("backup", None, None, None, _YES if kept else _PERHAPS, said)


def backups(reading: Reading) -> dict[Path, int]:
    """The backups that are known here, and how many entries each has at most."""
    from ledger.stores.copies import registered

    ledger = reading.log.path.absolute()
    beside = sorted(ledger.parent.glob(f"{escape(ledger.stem)}-*.ledger.backup"))
    unfinished = sorted(ledger.parent.glob(f".{escape(ledger.stem)}-*.ledger.backup.*"))
    made = {Path(each.file): each.entries for each in registered(reading.origin)}
    return dict.fromkeys([*beside, *unfinished], reading.head.size) | made


def _views(reading: Reading) -> Iterator[Row]:
    """The read models and their index of words, which are made again without it."""
    for path in view_files(reading):
        yield _row("read models", None, None, None, _YES, str(path))


def view_files(reading: Reading) -> list[Path]:
    """The files of read models that there are."""
    from projections.views import places as kept_at

    files = [Path(place) for place in kept_at(reading.log.path, reading.origin) if place != ":memory:"]
    return [file for file in files if file.exists()]
