"""Files that somebody gives: read whole, or refused before they can do harm."""

import os
from pathlib import Path

import pytest

from ledger.errors import Unreadable
from ledger.given import content_of


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """As long as it may be, and empty too."""
    path = tmp_path / "file"
    for content in (b"", b"x" * 10):
        path.write_bytes(content)
        assert content_of(path, 10) == content


def test_a_file_that_is_too_long(tmp_path: Path) -> None:
    """It is refused by its length, without reading a terabyte of it."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 11)
    with pytest.raises(Unreadable, match="more than 10 bytes"):
        content_of(path, 10)
    os.truncate(path, 2**40)
    with pytest.raises(Unreadable, match="more than 1,000,000,000 bytes"):
        content_of(path)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_a_pipe_or_a_device_is_no_file(tmp_path: Path) -> None:
    """Neither is waited for, nor read for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Unreadable, match="is no file"):
            content_of(path, 10)


def test_what_is_not_there_or_a_folder(tmp_path: Path) -> None:
    """The refusal says why."""
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(Unreadable, match=r"cannot be read \("):
            content_of(path)
