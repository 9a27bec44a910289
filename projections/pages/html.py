"""A pack as one HTML file, which checks itself in the browser and shows only what it checked.

The file holds a block of JSON for each record (its entries, their proofs and seals, texts and files), one for what they
share, and a script. The script writes the whole page, out of the entries' own bytes and the texts that these commit to;
each of them is proved first, up to the checkpoint. What the program reads of a record (sentences, status) is not in any
entry: it lies in the record's block, and the SHA-256 of every block stands in the script, whose own SHA-256 the file's
Content-Security-Policy demands. So whoever alters a character anywhere in a block turns that record red, and whoever
alters one in the script gets no page. Whoever replaces script and policy can have the page say anything, as the page
itself says; for them there are the same proofs as plain files (``folder.py``).
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from ledger.events import event_class
from ledger.events.base import REGISTRY
from ledger.vocabulary.words import framework_name
from projections.pages.contents import Text
from projections.pages.pack import Held, Pack, Seal
from projections.pages.told import readings
from projections.queries.fields import label

Json = dict[str, Any]
#: Nothing may be loaded, sent, framed or run but this file's own script and style, and no text may become markup.
_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
#: What could end a block of JSON, or begin another element, is written by its number.
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}
SHARED = "pack"
#: The script's parts: what checks, then what shows.
_SCRIPT = (
    "bytes", "formats", "checking", "due", "pack", "countersigned",
    "words", "values", "records", "parts", "tables", "page",
)  # fmt: skip
#: Where the style names the pack, for the foot of a printed page.
_REF = "PCK-0"
#: What is said of an event whose own sentence is for those who program.
_SAID = {"record.undone": "An earlier entry of it was a slip of who recorded it, and means nothing."}


def html(pack: Pack) -> bytes:
    """The file."""
    blocks = {name: _json(block) for name, block in _blocks(pack).items()}
    facts = {
        "digests": {name: sha256(block.encode()).hexdigest() for name, block in blocks.items()},
        "partly": sorted(pack.chosen.partly),
        "embargoed": [pack.chosen.embargoed_records, pack.chosen.embargoed_entries],
        "silent": pack.silent,
        "void": pack.chosen.void,
        "types": {each: _said(each) for each in sorted({entry.fields["type"] for entry in pack.entries.values()})},
        "frameworks": {each: framework_name(each) for each in sorted(_frameworks(pack))},
        "labels": {key: label(key) for key in sorted(_keys(entry.fields["data"] for entry in pack.entries.values()))},
    }
    parts = ['"use strict";', f"const FACTS = {_json(facts)};", *(_asset(f"script/{name}.js") for name in _SCRIPT)]
    script, style = "\n".join(parts), _asset("pack.css").replace(_REF, pack.ref)
    page = _asset("pack.html").format(
        policy=_POLICY.format(script=_source(script), style=_source(style)), script=script, style=style,
        blocks="\n".join(_element(name, block) for name, block in blocks.items()),
    )  # fmt: skip
    return page.encode()


def _blocks(pack: Pack) -> dict[str, Json]:
    """What the page holds, apart for each record and for what they share."""
    read = readings(pack)
    shared = _block(pack, pack.shared, read[SHARED]) | {
        "pack": pack.ref,
        "checkpoint": pack.checkpoint,
        "policy": b64encode(pack.policy).decode(),
        "countersigned": {position: {"proof": _hashes(seal.proof)} for position, seal in pack.countersigned.items()},
    }
    return {SHARED: shared} | {ref: _block(pack, pack.of_record(ref), read[ref]) for ref in pack.chosen.records}


def _block(pack: Pack, entries: Sequence[Held], reading: Json) -> Json:
    texts = pack.texts_of(entries)
    return {
        "entries": {
            each.position: {"bytes": each.row.stored.decode(), "proof": _hashes(each.proof)} for each in entries
        },
        "texts": {key: [text.salt.hex(), text.content.decode()] for key, text in texts.items() if not text.is_file},
        "files": {key: _file(text) for key, text in texts.items() if text.is_file},
        "seals": {size: _seal(pack.seals[size]) for size in sorted({each.sealed_at for each in entries})},
        "reading": reading,
    }


def _file(text: Text) -> list[str]:
    return [text.salt.hex(), b64encode(text.content).decode()]


def _seal(seal: Seal) -> Json:
    return {"note": seal.note, "proof": _hashes(seal.proof)}


def _hashes(proof: Iterable[bytes]) -> list[str]:
    return [b64encode(each).decode() for each in proof]


def _keys(values: Iterable[Any]) -> set[str]:
    """Every name in some data."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, Mapping):
            found |= value.keys() | _keys(value.values())
        elif isinstance(value, list):
            found |= _keys(value)
    return found


def _frameworks(pack: Pack) -> set[str]:
    """Those that its entries name."""
    found = (entry.fields["data"].get("framework") for entry in pack.entries.values())
    return {each for each in found if each}


def _said(type_name: str) -> str:
    """What an event of a type says happened, as docs/events.md has it."""
    if type_name in _SAID:
        return _SAID[type_name]
    version = 1
    event_class(type_name, version)  # imports its module
    newest = max(v for name, v in REGISTRY if name == type_name)
    said = (event_class(type_name, newest).__doc__ or "").partition("\n")[0]
    return said.replace("``", "").partition(";")[0].rstrip(".") + "."


def _json(value: Json) -> str:
    """On one line of ASCII, safe inside an element."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).translate(_ESCAPED)


def _element(name: str, block: str) -> str:
    return f'<script type="application/json" id="data-{name}">{block}</script>'


def _source(text: str) -> str:
    """How a Content-Security-Policy names an inline script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return files("projections.pages").joinpath(name).read_text("utf-8")
