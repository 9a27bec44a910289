"""Files that somebody gives, from outside: read as an enemy would have written them.

Only a regular file is read, and no more of it than is expected: a device never ends, and a pipe waits for ever for
whoever is to write into it.
"""

import os
import stat
from pathlib import Path

from ledger.errors import Unreadable

#: A whole file of any kind that people keep; what is expected to be shorter says so.
LARGEST = 1_000_000_000


def content_of(path: Path, most: int = LARGEST) -> bytes:
    """A file's bytes; ``Unreadable`` where it cannot be read, is none, or has more than ``most`` of them."""
    try:
        with open(path, "rb", opener=_at_once) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Unreadable(f"{path} is no file that can be read whole.", "Name a file, not a device or a pipe.")
            content = file.read(most + 1) if found.st_size <= most else None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror}).", "Check the path.") from None
    if content is None or len(content) > most:
        raise Unreadable(f"{path} has more than {most:,} bytes.", "Check that it is the file which you meant.")
    return content


def _at_once(path: str, flags: int) -> int:
    """Opens without waiting for somebody at the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
