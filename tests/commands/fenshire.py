"""Fenshire's ledger for tests: a terminal at it, and what `afi` says of it."""

import shutil
from pathlib import Path
from typing import Any

from tests.commands.terminal import Terminal


def moved_to_fenshire(example: Path, bare: Terminal) -> Terminal:
    """A terminal with copies of what the examples left: Fenshire's ledger here, and the keys."""
    shutil.copytree(example / "home", bare.folder.parent / "home")
    shutil.copytree(example / "fenshire", bare.folder, dirs_exist_ok=True)
    return bare


def entries(desk: Terminal, *of: str) -> list[dict[str, Any]]:
    """The entries of some records, or all, in the order of recording."""
    return sorted(desk.does("timeline", *of, "--json").rows, key=lambda row: row["position"])


def typed(desk: Terminal, type_name: str, *of: str) -> list[dict[str, Any]]:
    """The entries of one type."""
    return [entry for entry in entries(desk, *of) if entry["type"] == type_name]


def rows(desk: Terminal, *words: str) -> dict[str, dict[str, Any]]:
    """The rows of a look, by reference."""
    return {row["ref"]: row for row in desk.does(*words, "--json").rows}


def fields(desk: Terminal, ref: str) -> dict[str, Any]:
    """What `afi show` shows of a record, field by field."""
    return {field["field"]: field["value"] for field in desk.does("show", ref, "--json").json["record"]["fields"]}
