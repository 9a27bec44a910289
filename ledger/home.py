"""Where this user's own files lie on this computer: keys, the terminal's memory, what can be made again.

The ledger itself is never here: it lies where its keeper put it. ``AFI_HOME`` moves all three folders
under one, for tests, for a stick, and for two identities on one account.
"""

import os
from pathlib import Path

from ledger.errors import Unreadable

_APP = "afi-ledger"
_SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_HEX = frozenset("0123456789abcdef")
_LONGEST = 80  # as entry 1 allows; well within a file name
# Windows opens these devices whatever follows the dot, so a memory of "nul.<hex>" would vanish.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def config_dir() -> Path:
    """The folder of private keys and settings: worth a backup, not shared between computers."""
    return _folder("config")


def state_dir() -> Path:
    """The folder of what this terminal has seen: worth keeping, not worth a backup."""
    return _folder("state")


def cache_dir() -> Path:
    """The folder of what can be made again from a ledger: may be emptied at any time."""
    return _folder("cache")


def origin_file_name(origin: str) -> str:
    """``origin`` itself, once it is sure to be a plain file name on every operating system.

    An origin is ``slug.16hex``. One read from a ledger somebody sent must not reach a path unchecked.
    Raises Unreadable.
    """
    slug, _, tail = origin.rpartition(".")
    plain = _SLUG.issuperset(slug) and _HEX.issuperset(tail) and len(tail) == 16
    if not (plain and slug and len(origin) <= _LONGEST and slug not in _DEVICES):
        raise Unreadable(
            f"{origin!r} is not the origin of a ledger.",
            "An origin is a short name in lower-case letters, digits and hyphens, a dot and 16 hexadecimal digits.",
        )
    return origin


def _folder(kind: str) -> Path:
    """The folder of ``kind`` ("config", "state" or "cache"); it need not exist yet."""
    if home := os.environ.get("AFI_HOME"):
        return Path(home).expanduser().absolute() / kind
    import platformdirs  # not needed where AFI_HOME is set

    # No author: on Windows that would only add a second folder of the same name.
    chosen = getattr(platformdirs, f"user_{kind}_path")(_APP, appauthor=False)
    return Path(chosen)
