"""Files that are written for others: whole or not at all, and never over another."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ledger.errors import AlreadyThere, StoreUnavailable


def check_free(path: Path) -> None:
    """Refuses where something lies at a path already."""
    if os.path.lexists(path):
        raise _taken(path)


def put(path: Path, content: bytes) -> None:
    """The whole file under its name, or none."""
    aside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(aside, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()


def put_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with all of these files in it, or none."""
    check_free(path)
    aside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        aside.mkdir()
        for name, content in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(content)
        check_free(path)
        aside.rename(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _name(aside: Path, path: Path) -> None:
    """A rename would put it over another file that came there meanwhile."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a file system without links, if nothing is there
        if os.path.lexists(path):
            raise
        aside.rename(path)


def _unwritable(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(f"{path} cannot be written ({error.strerror}).", "Check the path.")


def _taken(path: Path) -> AlreadyThere:
    return AlreadyThere(f"There is something at {path} already.", "Choose another name; nothing was written.")
