"""Aliases: what else a record is called, each kind in an event of its own where it has one."""

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal


@pytest.mark.parametrize(
    ("ref", "type_"),
    [
        ("INS-2", "inspection.aliased"),
        ("QUE-5", "question.aliased"),
        ("FOR-1", "record.aliased"),
        ("POST-4", "record.aliased"),
        ("PER-1", "record.aliased"),
        ("DOC-2", "record.aliased"),
    ],
)
def test_a_record_is_found_by_it(desk: Terminal, ref: str, type_: str) -> None:
    """As it is by its name; the day it is said of is today, or --on."""
    desk.records("alias", ref, "The Long Name", "--on", "2018-05-01")
    [kept] = newest(desk)
    assert (kept.ref, kept.type, kept.data) == (ref, type_, {"alias": "The Long Name"})
    assert f" {ref} " in f" {desk.does('show', 'the long name').out} "


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("AFI-7", "Calls"), 3, "AFI-7: That is not how improvements are named."),
        (("AFI-99", "Calls"), 3, "There is no AFI-99 in this ledger."),
        (("POST-4", " "), 2, "empty"),
        (("POST-4",), 2, "NAME"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What has no name has no other; and a name is not empty."""
    assert said in desk.refuses(code, "alias", *words)
