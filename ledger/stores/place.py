"""Where a ledger file may lie: on a disk of this computer, in a folder that nothing synchronises.

SQLite's write-ahead log needs memory shared by all who have the file open, which no network file system
gives (sqlite.org/wal.html, "all processes using a database must be on the same host computer"). A sync
client copies the file and its ``-wal`` at different moments, and puts an old copy back. Both lose entries
without an error, so the place is looked at whenever a ledger is opened for writing: files move.

Not seen: a container's overlay above a network drive; iCloud's "Desktop & Documents", whose folders look
local; a sync client that neither names nor marks its folder. Where the system gives no answer, none is
invented: the ledger opens.
"""

import ntpath
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ledger.errors import StoreUnavailable

PLATFORM = sys.platform
MOUNTINFO = "/proc/self/mountinfo"

_NETWORK = frozenset({
    "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncp", "ncpfs", "nfs",
    "nfs4", "ocfs2", "orangefs", "pvfs2", "smb3", "smbfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.cephfs",
    "fuse.curlftpfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.juicefs",
    "fuse.kio-fuse", "fuse.moosefs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
})  # fmt: skip
# A folder lent by the system outside (WSL's /mnt/c, a virtual machine's host): neither sees the other's locks
# or shared memory, and SQLite files on /mnt/c are known to be corrupted. drvfs is WSL 1's name for the same.
_LENT = frozenset({
    "9p", "drvfs", "fakeowner", "fuse.grpcfuse", "fuse.vmhgfs-fuse", "prl_fs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip

# Folders that sync clients make, under names nobody else gives: "OneDrive - Force", "Dropbox (Work)", "Nextcloud2".
_CLIENTS: tuple[str, ...] = (
    "OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "My Drive", "Shared drives", "iCloudDrive", "iCloud Drive",
    "Box Sync", "Nextcloud", "ownCloud", "pCloudDrive", "pCloud Drive", "pCloudSync", "MEGAsync", "Proton Drive",
    "Creative Cloud Files", "SynologyDrive", "Work Folders",
)  # fmt: skip
_CLIENTS_FOLDED = tuple(name.casefold() for name in _CLIENTS)
_ORDINARY = frozenset({"box", "mega", "seafile", "insync"})  # words too: a client's folder only right under a home
_MACOS = ("/library/cloudstorage/", "/library/mobile documents/")  # every File Provider client; iCloud Drive
_MARKERS = (
    (".stfolder", "Syncthing"),
    (".dropbox.cache", "Dropbox"),
    (".sync/IgnoreList", "Resilio Sync"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
)
_ONEDRIVE = r"Software\SyncEngines\Providers\OneDrive"

_OWN_DISK = "Keep it on this computer's own disk; if several computers must write, keep the ledger in PostgreSQL."
_INSIDE = "Keep it on this system's own disk: under WSL in your Linux home, in a virtual machine in the guest's."
_UNSYNCED = "Keep it in a folder that no program synchronises, and share copies of the file."


def check_place(path: Path) -> None:
    """Return if a ledger may be written at ``path``, which need not exist. Raises StoreUnavailable.

    Links are followed, since SQLite puts its ``-wal`` beside the real file.
    """
    real = os.path.realpath(path)
    found = _network(real) or _synced(real)
    if found:
        where, remedy = found
        raise StoreUnavailable(f"{path} lies {where}, where a ledger is not safe.", remedy)


def _network(real: str) -> tuple[str, str] | None:
    """(where, remedy) if ``real`` lies on a drive that is not this system's own."""
    if PLATFORM == "linux":
        return _linux_drive(os.fsencode(real))
    if PLATFORM == "darwin":
        return _macos_drive(real)
    return _windows_drive(real) if PLATFORM == "win32" else None


# Linux: proc_pid_mountinfo(5).


def _linux_drive(real: bytes) -> tuple[str, str] | None:
    point, fstype, source = _mount_of(real)
    at = f"({fstype} at {os.fsdecode(point)})"
    # davfs2 and a few others mount as plain "fuse" with the server's address for a source.
    if fstype in _NETWORK or (fstype == "fuse" and b"://" in source):
        return f"on a network drive {at}", _OWN_DISK
    # A sandbox whose whole root is 9p or virtiofs has it to itself.
    if fstype in _LENT and point != b"/":
        return f"in a folder shared with another system {at}", _INSIDE
    return None


def _mount_of(real: bytes) -> tuple[bytes, str, bytes]:
    """(mount point, file system type, source) of the mount that holds ``real``; empty if unknown.

    The longest mount point wins; of two the same, the later, which hides the earlier.
    """
    best, chosen = b"", b""
    for line in _mountinfo():
        point = line.split(b" ", 5)[4]
        if b"\\" in point:  # space, tab, newline, backslash and # are octal; raw bytes pass through as latin-1
            point = point.decode("unicode_escape").encode("latin-1")
        if len(point) >= len(best) and (real + b"/").startswith(point.rstrip(b"/") + b"/"):
            best, chosen = point, line
    fstype, _, source = chosen.partition(b" - ")[2].partition(b" ")
    return best, fstype.decode("ascii", "replace"), source.partition(b" ")[0]


def _mountinfo() -> list[bytes]:
    try:
        with open(MOUNTINFO, "rb") as table:
            return table.read().splitlines()
    except OSError:  # no /proc: no answer
        return []


# macOS: mount(8). The kernel itself says of each mount whether it is local, whatever its type.


def _macos_drive(real: str) -> tuple[str, str] | None:
    best, flags = "", ["local"]
    for line in _mounts_macos().splitlines():
        head, _, listed = line.rpartition(" (")
        point = "/" + head.partition(" on /")[2]
        if len(point) >= len(best) and (real + "/").casefold().startswith(point.rstrip("/").casefold() + "/"):
            best, flags = point, listed.rstrip(")").split(", ")
    return None if "local" in flags else (f"on a network drive ({flags[0]} at {best})", _OWN_DISK)


def _mounts_macos() -> str:
    """What ``mount`` prints; nothing if it cannot be asked."""
    import subprocess

    try:
        result = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.decode("utf-8", "surrogateescape")


# Windows: UNC names, and drive letters that stand for one.


def _windows_drive(real: str) -> tuple[str, str] | None:
    plain = real.replace("\\\\?\\UNC\\", "\\\\", 1).removeprefix("\\\\?\\")
    drive = ntpath.splitdrive(plain)[0]
    remote = 4  # DRIVE_REMOTE, GetDriveTypeW
    if drive.startswith("\\\\") or (drive and _drive_type(drive + "\\") == remote):
        return f"on a network drive ({drive})", _OWN_DISK
    return None


def _drive_type(root: str) -> int:
    r"""What GetDriveTypeW says of ``root``, such as ``C:\``."""
    import ctypes

    windll: Any = vars(ctypes)["windll"]
    return int(windll.kernel32.GetDriveTypeW(root))


# Synced folders.


def _synced(real: str) -> tuple[str, str] | None:
    """(where, remedy) if a folder above ``real`` is kept in step with other computers."""
    path = real.replace("\\", "/") if PLATFORM == "win32" else real
    for client in (_by_name(path), _by_marker(path), _by_registry(path)):
        if client:
            return f"in a synced folder ({client})", _UNSYNCED
    return None


def _by_name(path: str) -> str | None:
    folded = path.casefold()
    for place in _MACOS:
        if place in folded:
            return place.strip("/").partition("/")[2]
    for above, name in _folders(path):
        if _is_client(name) or (name.casefold() in _ORDINARY and _is_home(above)):
            return name
    return None


def _folders(path: str) -> Iterator[tuple[str, str]]:
    """Each folder above the file ``path``, outermost first: (the folder that holds it, its name)."""
    at = path.find("/")
    while (end := path.find("/", at + 1)) > 0:
        yield path[:at], path[at + 1 : end]
        at = end


def _is_client(name: str) -> bool:
    """Is ``name`` a client's own, alone or followed by whose it is? "OneDriver" and "Boxes" are not."""
    names = _CLIENTS
    if PLATFORM != "linux":  # the file system ignores case, so the user may
        name, names = name.casefold(), _CLIENTS_FOLDED
    if name.startswith(names):
        rests = (name.removeprefix(client) for client in names if name.startswith(client))
        return any(not rest or rest[0] in "-0123456789" or rest.startswith((" (", " -")) for rest in rests)
    return name.endswith((" Dropbox", " dropbox"))  # a team's: "Force Dropbox"


def _is_home(folder: str) -> bool:
    home = os.path.realpath(os.path.expanduser("~"))
    return folder.casefold() == home.replace("\\", "/").casefold()


def _by_marker(path: str) -> str | None:
    for above, name in _folders(path):
        folder = f"{above}/{name}/"
        for marker, client in _MARKERS:
            if os.path.lexists(folder + marker):
                return client
        # A file of this name marks a shared folder; a folder of this name in a home is only Dropbox's settings.
        if os.path.isfile(folder + ".dropbox"):
            return "Dropbox"
    return None


def _by_registry(path: str) -> str | None:
    r"""OneDrive's own list: the only sign of a SharePoint library, which lies at ``~\Force\Team - Documents``."""
    if PLATFORM == "win32":
        for folder in _onedrive_folders():
            if path.casefold().startswith(folder.replace("\\", "/").rstrip("/").casefold() + "/"):
                return "OneDrive or SharePoint"
    return None


def _onedrive_folders() -> list[str]:
    """The folders that OneDrive synchronises for this user; none if it is not set up."""
    from importlib import import_module

    winreg: Any = import_module("winreg")
    found = []
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _ONEDRIVE) as providers:
            for n in range(winreg.QueryInfoKey(providers)[0]):
                with winreg.OpenKey(providers, winreg.EnumKey(providers, n)) as provider:
                    found.append(str(winreg.QueryValueEx(provider, "MountPoint")[0]))
    except OSError:  # no such key: no OneDrive; a half-made one ends the list
        pass
    return found
