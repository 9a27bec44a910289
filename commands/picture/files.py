"""Writing what is shown to a file."""

from contextlib import suppress
from pathlib import Path

from ledger.errors import AlreadyThere, StoreUnavailable


def write_new(path: Path, text: str) -> None:
    """The whole text under a name that is free, or nothing; never over another file."""
    try:
        with path.open("x", encoding="utf-8", newline="") as new:
            new.write(text)
    except FileExistsError:
        remedy = "Choose another name; nothing was written."
        raise AlreadyThere(f"There is something at {path} already.", remedy) from None
    except OSError as error:
        with suppress(OSError):
            path.unlink()  # what was begun of it
        raise StoreUnavailable(f"{path} cannot be written ({error.strerror}).", "Check the path.") from error
