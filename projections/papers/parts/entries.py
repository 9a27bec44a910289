"""Entries as rows that may be told, each with its sentence."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from projections.papers.parts.telling import Telling
from projections.queries import words
from projections.queries.entries import entry_rows
from projections.queries.erasures import erased_by

Row = dict[str, Any]


def told(telling: Telling, found: Iterable[sqlite3.Row]) -> list[Row]:
    """Those that are under no embargo; what was erased is said to be."""
    free = telling.brief.free(entry_rows(telling.views, found, telling.names))
    return [row | {"sentence": _plain(telling, row)} for row in free]


def _plain(telling: Telling, row: Row) -> str:
    """Its sentence without by whom a text was erased, which is told of what erased it."""
    said = str(row["sentence"])
    by = erased_by(telling.views, row["position"]) if row["erased"] or "[" in said else None
    return said.replace(f"[{by}]", words.ERASED) if by else said


def count_left_out(telling: Telling, refs: Iterable[str]) -> None:
    """Of records that are partly under embargo the entries that are, so that the paper counts them."""
    partly = [ref for ref in refs if not telling.brief.is_whole(ref)]
    if partly:
        sql = "SELECT * FROM happening WHERE stream IN (SELECT value FROM json_each(?))"
        told(telling, telling.views.query(sql, (json.dumps(partly),)))


def position_of(entry: str) -> int:
    """Where the entry ``E-57`` stands."""
    return int(entry.removeprefix("E-"))
