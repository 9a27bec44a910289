"""What a paper's file bears of itself, whatever its format: how to compose it again, and what each cell said.

The manifest is one JSON document. Its own SHA-256 is recorded when the paper is issued, so that it can be told whether
it is the one, however often the file was saved again by other programs (docs/papers.md).
"""

import json
from hashlib import sha256
from typing import Any, NamedTuple

from ledger.errors import Unreadable
from projections.papers.model import Cell, Paper

#: Raised when a rule or the wording of a composed paper changes, so that a difference can be told from an edit.
RULES = 1
_LARGEST = 50_000_000
_HYPHEN = "\\u002d"


class Manifest(NamedTuple):
    """What stands in the file."""

    rules: int
    recipe: dict[str, Any]
    origin: str
    size: int
    root: str
    cells: tuple[Cell, ...]
    #: By name: the cell of each figure.
    figures: dict[str, str]
    #: The places of the cells that a template of Word prints, in its own order; empty where it prints all as they come.
    printed: tuple[int, ...] = ()
    #: The texts of no cell that its template has of its own, as they are read back.
    words: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of what the paper says and rests on, in hex."""
        return sha256(written(self).encode()).hexdigest()


def manifest_of(paper: Paper) -> Manifest:
    """The manifest of a paper that was composed now."""
    proof, cells = paper.proof, tuple(cell for cell in paper.cells() if cell.text)
    figures = {figure.name: figure.cell.id for figure in paper.figures}
    return Manifest(RULES, dict(paper.recipe), proof.origin, proof.size, proof.root, cells, figures)


def written(manifest: Manifest) -> str:
    """One line of JSON, always the same for the same manifest; no ``<``, ``>`` or ``&`` stands in it."""
    data: dict[str, Any] = {
        "afi": 1,
        "rules": manifest.rules,
        "recipe": manifest.recipe,
        "origin": manifest.origin,
        "size": manifest.size,
        "root": manifest.root,
        "cells": [[cell.id, cell.text, list(cell.at)] for cell in manifest.cells],
        "figures": manifest.figures,
    }
    data |= {name: list(value) for name in ("printed", "words") if (value := getattr(manifest, name))}
    plain = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def commented(text: str) -> str:
    """The line as it stands in a comment, which two hyphens could end."""
    return text.replace("--", "-" + _HYPHEN)


def uncommented(text: str) -> str:
    """The line that stands in a comment. ``ValueError`` where something in it could end it."""
    plain = text.replace("-" + _HYPHEN, "--")
    if commented(plain) != text:
        raise ValueError("two hyphens")
    return plain


def parse(text: str) -> Manifest:
    """The manifest that stands in a file. ``Unreadable`` where it is none, or of a later program."""
    try:
        if len(text) > _LARGEST:
            raise ValueError("too long")
        data = json.loads(text)
        cells = tuple(Cell(str(id_), str(said), tuple(map(int, at))) for id_, said, at in data["cells"])
        figures = {str(name): str(id_) for name, id_ in data["figures"].items()}
        known = data["afi"] == 1 and isinstance(data["recipe"], dict) and data["rules"] in range(1, RULES + 1)
        found = Manifest(
            int(data["rules"]),
            data["recipe"],
            str(data["origin"]),
            int(data["size"]),
            str(data["root"]),
            cells,
            figures,
            tuple(map(int, data.get("printed", ()))),
            tuple(map(str, data.get("words", ()))),
        )
        # What is unknown, or there twice, would stand in the file as its own word, and nobody would have looked at it.
        known = known and written(found) == text
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        known = False
    if not known:
        raise Unreadable(
            "What the file says of itself cannot be read.", "Check the copy that was issued, or compose it again."
        )
    return found
