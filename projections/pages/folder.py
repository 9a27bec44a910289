"""A pack as plain files, to be checked with tools that nobody here wrote: entries, texts, and proofs in public formats.

docs/pack.md says what lies where. Every proof is one that other programs read: C2SP tlog-proof for each entry, signed
notes for checkpoints, a tlog-policy, and the bodies of tlog-witness requests for "this log grew out of that one".
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from ledger.proofs.bundle import write_consistency, write_proof
from projections.pages.pack import Held, Pack, Seal

#: What a file's name may hold here, whatever people called it.
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80


def folder(pack: Pack, page: bytes) -> dict[str, bytes]:
    """Each file by its path, with the page that holds the same."""
    placed = {key: _path(pack, key) for key in pack.texts}
    plain = {
        "README.txt": _readme(pack),
        "check.py": files("projections.pages").joinpath("check.py").read_text("utf-8"),
        "pack.json": json.dumps(_index(pack), indent=1, sort_keys=True) + "\n",
        "checkpoint": pack.checkpoint,
        "contents": "".join(f"{key} {pack.texts[key].salt.hex()} {placed[key]}\n" for key in sorted(placed)),
        **{f"proofs/E-{each.position}.tlog-proof": _proof(pack, each) for each in pack.entries.values()},
        **dict(_seals(pack, "seals/{}", pack.seals)),
        **dict(_seals(pack, "countersignatures/E-{}", pack.countersigned)),
    }
    found = {name: content.encode() for name, content in plain.items()} | {"policy": pack.policy, "pack.html": page}
    found |= {f"entries/E-{each.position}.json": each.row.stored for each in pack.entries.values()}
    return found | {placed[key]: text.content for key, text in pack.texts.items()}


def _path(pack: Pack, key: str) -> str:
    """Where a text or a file lies; a file under something like its own name."""
    if not pack.texts[key].is_file:
        return f"texts/{key}.txt"
    entry = next(each for each in pack.entries.values() if key in each.texts)
    named = entry.fields["data"].get("name", {}).get("prose")
    name = pack.texts[named].content.decode() if named in pack.texts else ""
    safe = _UNSAFE.sub("_", name).strip("._")[-_LONGEST:]
    return f"evidence/E-{entry.position}-{entry.texts.index(key) + 1}-{safe or 'file'}"


def _index(pack: Pack) -> dict[str, object]:
    lists = {"chosen": list(pack.chosen.entries), "named": pack.named, "proof": pack.proving}
    records, entries = pack.chosen.embargoed_records, pack.chosen.embargoed_entries
    embargoed = {"records": records, "entries": entries, "proof": pack.silent}
    return {
        "afi": 1, "pack": pack.ref, "origin": pack.origin, "entry": pack.made, "size": pack.size,
        "first_key": pack.first_key, "entries": lists, "embargoed": embargoed,
    } | ({"fictitious": 1} if pack.fictitious else {})  # fmt: skip


def _proof(pack: Pack, entry: Held) -> str:
    return write_proof(entry.position - 1, entry.proof, pack.checkpoint)


def _seals(pack: Pack, where: str, seals: dict[int, Seal]) -> Iterator[tuple[str, str]]:
    for number, seal in seals.items():
        yield f"{where.format(number)}.note", seal.note
        if seal.size < pack.size:
            yield f"{where.format(number)}.consistency", write_consistency(seal.size, seal.proof, pack.checkpoint)


def _readme(pack: Pack) -> str:
    made_up = "\nFICTITIOUS: the ledger was made up for teaching or testing.\n" if pack.fictitious else ""
    return f"""Pack {pack.ref} of the ledger {pack.origin}
{made_up}
Records of police inspections as of entry E-{pack.chosen.as_of}, with what proves them. pack.html shows the same in a
browser, without a network.

Check it
    python3 check.py .
needs Python and nothing else; where its library "cryptography" is installed, signatures are checked too. It speaks of
the files that prove something, which are listed below, and not of README.txt, pack.html or whatever else lies here. Nor
can it speak of itself: have check.py from elsewhere if you can.

Compare, before you believe any of it
    first key of the ledger   {pack.first_key}
is the fingerprint printed in the board's minutes. A pack with another one is of another ledger.

What lies here
    entries/E-n.json          the bytes of entry n, as they are hashed and signed
    proofs/E-n.tlog-proof     that entry n is in the tree of the checkpoint (c2sp.org/tlog-proof)
    checkpoint                the tree of {pack.size} entries, signed by a key of the ledger (c2sp.org/tlog-checkpoint)
    policy                    whose countersignatures are demanded (c2sp.org/tlog-policy); it came with the ledger, so
                              compare its keys with what the countersigners themselves say
    seals/m.note              the checkpoint that the batch up to entry m ended in, by the key of who recorded it
    seals/m.consistency       that the tree of the checkpoint grew out of it (as c2sp.org/tlog-witness asks)
    countersignatures/        notes countersigned outside, and that the tree grew out of them
    texts/, evidence/         what the entries commit to
    contents                  for each of these its commitment, salt and path (docs/pack.md of the program says which
                              texts of the entries about keys, policies and erasures are left out)
    pack.json                 which entries were chosen, which only name others, which are there for the proof

By hand, with other tools
    a leaf                    SHA-256 of a zero byte and the bytes of entries/E-n.json
    the tree and its proofs   RFC 6962 section 2.1, RFC 9162 section 2.1
    a text                    SHA-256 of its salt (16 bytes) and its bytes is the commitment that its entry holds:
                              (printf SALT | xxd -r -p; cat PATH) | sha256sum
    a signature               Ed25519 over the three lines of a note before its empty line

What it does not show: that what was recorded is true or complete, that nothing was recorded later (a key revoked, say),
or that there are no other entries: the last ones of a record may have been left out. For what nobody outside has
countersigned, whoever holds every key could have rewritten everything.
"""
