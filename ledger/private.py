"""Files that only this user can read or change, on every operating system; signing keys are kept in them.

POSIX goes by owner and permission bits (the bits of the group bound any access list too). Windows goes by
the access list that icacls prints. Whatever cannot be made or found private is refused, never used with a
warning.
"""

import os
from pathlib import Path

from ledger.errors import KeyRefused

WINDOWS = os.name == "nt"
# The system and its administrators can read every file anyway. Names as icacls prints them, or bare identifiers.
_TRUSTED = frozenset({r"nt authority\system", r"builtin\administrators", "s-1-5-18", "s-1-5-32-544"})


def make_folder(folder: Path) -> None:
    """Make ``folder`` private, and those above it as needed; one that is there must be private already.

    Raises KeyRefused, OSError.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    if missing:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_private(folder)
        for each in missing:  # every new name up the path, or a power cut could take the whole of it
            _sync_folder(each.parent)
    if not WINDOWS:
        _check_posix(folder)


def write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, private and durable. Killed at any line, it is whole there or not there.

    Raises KeyRefused, OSError.
    """
    aside = path.with_name(f".{os.urandom(12).hex()}")  # its own: two processes never share one
    try:
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _make_private(aside)  # before there is anything to read
        with open(aside, "r+b") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def check(path: Path) -> None:
    """Return if no other user can read the file at ``path`` or exchange it. Raises KeyRefused, OSError."""
    if not WINDOWS:
        # There the folder's list is not asked, which would start a second process: whoever may write in it could
        # only exchange the file, and a key's fingerprint shows that.
        _check_posix(path.parent)
    check_file(path)


def check_file(path: Path) -> None:
    """As ``check``, whoever may use the folder, as OpenSSH looks at its private keys. Raises KeyRefused, OSError."""
    if WINDOWS:
        _check_windows(path)
    else:
        _check_posix(path)


def _make_private(path: Path) -> None:
    """Take every right to ``path`` from everybody else."""
    if WINDOWS:
        inherit = "(OI)(CI)" if path.is_dir() else ""  # a folder's files get the same
        _icacls(path, "/inheritance:r", "/grant:r", f"{_windows_user()}:{inherit}F")
    else:
        os.chmod(path, 0o700 if path.is_dir() else 0o600)  # the umask may have taken the user's own rights


def _sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` durable. Windows has no such call; NTFS journals names itself."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_posix(path: Path) -> None:
    status = path.stat()
    if status.st_uid != os.geteuid():
        raise KeyRefused(
            f"{path} belongs to another user of this computer.",
            "Run the command as the user it belongs to, or make a key of your own (`afi keys`).",
        )
    if status.st_mode & 0o077:
        mode = 700 if path.is_dir() else 600
        raise KeyRefused(
            f"Other users of this computer can read or change {path}.",
            f'Run chmod {mode} "{path}" if nobody can have used it; else have the key revoked (`afi keys`).',
        )


def _check_windows(path: Path) -> None:
    path.stat()
    user = _windows_user()
    granted = _granted(_icacls(path), path.name)
    others = sorted(who for who in granted if who.casefold() not in _TRUSTED | {user.casefold()})
    if others or not granted:  # no list at all means everybody
        raise KeyRefused(
            f"{path} can also be used by {', '.join(others) or 'everybody'}.",
            f'Run icacls "{path}" /inheritance:r /grant:r "{user}:F" if nobody can have; else have the key revoked.',
        )


def _granted(listing: str, name: str) -> set[str]:
    r"""Who has any right in what icacls printed of the file ``name``: a line each, "DOMAIN\user:(I)(F)"."""
    entries = (line.removeprefix(name).strip() for line in listing.splitlines())
    return {entry.rpartition(":(")[0] for entry in entries if ":(" in entry and "(DENY)" not in entry}


def _icacls(path: Path, *changes: str) -> str:
    """What icacls prints of ``path``, asked beside it so that it prints a plain name. Raises KeyRefused."""
    import subprocess

    program = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "icacls.exe")
    result = subprocess.run([program, path.name, *changes], cwd=path.parent, capture_output=True, check=False)
    if result.returncode != 0:
        raise KeyRefused(
            f"Windows does not say who may use {path}.",
            "Keep keys on an NTFS drive; the variable AFI_HOME names another folder.",
        )
    return result.stdout.decode("oem" if os.name == "nt" else "ascii", "replace")


def _windows_user() -> str:
    """This user as icacls prints them."""
    return rf"{os.environ.get('USERDOMAIN', '.')}\{os.environ.get('USERNAME', '')}"
