"""Files for others: whole or not there, and never over another."""

import os
from pathlib import Path

import pytest

from commands.files import check_free, put, put_folder
from ledger.errors import AlreadyThere, StoreUnavailable

FILES = {"one.txt": b"1", "two.txt": b"2"}


def test_a_folder_of_files(tmp_path: Path) -> None:
    """Each in it, as it was given."""
    put_folder(tmp_path / "out", FILES)
    assert {each.name: each.read_bytes() for each in (tmp_path / "out").iterdir()} == FILES
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["", "one.txt/two.txt"])
def test_half_a_folder_is_none(tmp_path: Path, name: str) -> None:
    """Where a file of it cannot be written."""
    with pytest.raises(StoreUnavailable):
        put_folder(tmp_path / "out", {**FILES, name: b"3"})
    assert os.listdir(tmp_path) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Whatever it is that lies there, a link to nowhere too."""
    (tmp_path / "there").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("there", "link"):
        for write in (check_free, lambda path: put_folder(path, FILES), lambda path: put(path, b"x")):
            with pytest.raises(AlreadyThere):
                write(tmp_path / name)
    assert (tmp_path / "there").read_text() == "mine" and sorted(os.listdir(tmp_path)) == ["link", "there"]
