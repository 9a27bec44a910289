"""Where a ledger may lie: every platform's answers substituted, Linux's also asked for real."""

import ctypes
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar, Self

import pytest

from ledger.errors import StoreUnavailable
from ledger.stores import place
from ledger.stores.place import check_place


def refusal_of(path: str | Path) -> StoreUnavailable | None:
    """The refusal that ``path`` meets, or None."""
    try:
        check_place(Path(path))
    except StoreUnavailable as refusal:
        return refusal
    return None


# Linux.

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 0:40 / /home rw,nosuid shared:2 master:7 - nfs4 server:/home rw,vers=4.2
31 27 0:41 / /mnt/force\040share rw - cifs //server/share rw
32 27 0:42 / /mnt/back\134slash rw - nfs server:/x rw
33 27 0:43 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs;path=C:\
34 27 0:44 / /net rw - nfs server:/net rw
35 34 0:45 / /net rw - xfs /dev/sdb1 rw
36 30 0:46 / /home/jane/local rw - ext4 /dev/sdc1 rw
37 27 0:47 / /dav rw - fuse https://dav.example/x rw
38 27 0:48 / /crypt rw - fuse gocryptfs rw
39 27 0:49 / /vm rw - vboxsf shared rw
40 27 0:50 / /gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
41 27 0:51 / /ntfs rw - fuseblk /dev/sda2 rw
"""


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Linux with the mounts above; the file that lists them."""
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS.lstrip("\n") + "42 27 0:52 / /mnt/caf\xe9 rw - nfs s:/x rw\n", encoding="utf-8")
    monkeypatch.setattr(place, "PLATFORM", "linux")
    monkeypatch.setattr(place, "MOUNTINFO", str(table))
    monkeypatch.setattr("os.path.realpath", str)
    return table


@pytest.mark.parametrize(
    ("path", "fstype"),
    [
        ("/home/bob/afi.ledger", "nfs4"),
        ("/home/jane/afi.ledger", "nfs4"),
        ("/mnt/force share/afi.ledger", "cifs"),
        ("/mnt/back\\slash/afi.ledger", "nfs"),
        ("/mnt/café/new/folder/afi.ledger", "nfs"),
        ("/mnt/c/Users/jane/afi.ledger", "9p"),
        ("/dav/afi.ledger", "fuse"),
        ("/vm/afi.ledger", "vboxsf"),
        ("/gvfs/smb-share/afi.ledger", "fuse.gvfsd-fuse"),
    ],
)
@pytest.mark.usefixtures("linux")
def test_linux_refuses_what_is_not_its_own(path: str, fstype: str) -> None:
    """A network drive, or a folder lent from outside, is refused and named by its type and mount point."""
    refusal = refusal_of(path)
    assert refusal and f"({fstype} at /" in refusal.what
    assert "own disk" in refusal.remedy


@pytest.mark.parametrize(
    "path",
    [
        "/var/afi.ledger",
        "/afi.ledger",
        "/homestead/afi.ledger",
        "/mnt/force share 2/afi.ledger",
        "/home/jane/local/afi.ledger",
        "/net/afi.ledger",
        "/crypt/afi.ledger",
        "/ntfs/afi.ledger",
    ],
)
@pytest.mark.usefixtures("linux")
def test_linux_accepts_its_own_disks(path: str) -> None:
    """The longest mount point decides, whole names only; of two mounts on one point, the later."""
    assert refusal_of(path) is None


def test_a_sandbox_may_have_a_lent_root_but_not_a_networked_one(linux: Path) -> None:
    """A root of 9p is one sandbox's alone; a root of NFS is a server's."""
    linux.write_text("1 0 0:1 / / rw - 9p none rw\n")
    assert refusal_of("/var/afi.ledger") is None
    linux.write_text("1 0 0:1 / / rw - nfs server:/root rw\n")
    assert refusal_of("/var/afi.ledger")


def test_no_mount_table_is_no_refusal(linux: Path) -> None:
    """Where /proc is not mounted nothing is known, and nothing is claimed."""
    linux.unlink()
    assert refusal_of("/home/bob/afi.ledger") is None


@pytest.mark.skipif(sys.platform != "linux", reason="asks this computer's own mount table")
def test_this_computer_is_asked_for_real(tmp_path: Path) -> None:
    """The kernel's own table is read and holds the test's folder."""
    point, fstype, _ = place._mount_of(str(tmp_path).encode())
    assert point.startswith(b"/") and fstype
    assert refusal_of(tmp_path / "new" / "afi.ledger") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the promise is for Linux")
def test_it_is_fast_enough_for_every_write(tmp_path: Path) -> None:
    """Half a millisecond at most, taking the best of many since other programs run too."""
    path = tmp_path / "a" / "b" / "afi.ledger"

    def once() -> float:
        start = time.perf_counter()
        check_place(path)
        return time.perf_counter() - start

    assert min(once() for _ in range(200)) < 0.0005


def test_it_imports_nothing_heavy() -> None:
    """Neither ctypes nor subprocess is loaded where they are not needed."""
    code = "import sys, ledger.stores.place; sys.exit(bool({'ctypes', 'subprocess', 'winreg'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# macOS.

MOUNT = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//jane@server/force%20share on /Volumes/force share (smbfs, nodev, nosuid, mounted by jane)
server:/export on /Volumes/nfs on (b) (nfs, nodev, nosuid)
/dev/disk5s1 on /Volumes/STICK (exfat, local, nodev, nosuid, noowners)
jane@host:/ on /Users/jane/remote (macfuse, nodev, nosuid, synchronous, mounted by jane)
"""


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """macOS, where ``mount`` prints the above; the commands that were run."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, MOUNT.encode(), b"")

    monkeypatch.setattr(place, "PLATFORM", "darwin")
    monkeypatch.setattr("os.path.realpath", str)
    monkeypatch.setattr(subprocess, "run", run)
    return commands


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ("/Volumes/force share/afi.ledger", "smbfs at /Volumes/force share"),
        ("/volumes/Force Share/afi.ledger", "smbfs at /Volumes/force share"),
        ("/Volumes/nfs on (b)/afi.ledger", "nfs at /Volumes/nfs on (b)"),
        ("/Users/jane/remote/x/afi.ledger", "macfuse at /Users/jane/remote"),
    ],
)
def test_macos_refuses_what_it_does_not_call_local(macos: list[list[str]], path: str, at: str) -> None:
    """A mount without the word "local" is a network drive, in whatever case its name is typed."""
    refusal = refusal_of(path)
    assert refusal and f"({at})" in refusal.what
    assert macos == [["/sbin/mount"]]


@pytest.mark.parametrize("path", ["/Users/jane/afi.ledger", "/Volumes/STICK/afi.ledger", "/Volumes/other/afi.ledger"])
@pytest.mark.usefixtures("macos")
def test_macos_accepts_local_disks(path: str) -> None:
    """The own disk and a stick are local."""
    assert refusal_of(path) is None


@pytest.mark.parametrize("failure", [FileNotFoundError(), subprocess.TimeoutExpired("mount", 5)])
@pytest.mark.usefixtures("macos")
def test_macos_without_an_answer_is_no_refusal(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    """Where mount cannot be run nothing is known, and nothing is claimed."""

    def run(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", run)
    assert refusal_of("/Volumes/force share/afi.ledger") is None


# Windows.


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Windows with drives of these types, as GetDriveTypeW numbers them, and OneDrive's registry keys."""
    drives = {"C:\\": 3, "E:\\": 2, "G:\\": 3, "H:\\": 4}
    kernel32 = SimpleNamespace(GetDriveTypeW=lambda root: drives.get(root, 1))
    monkeypatch.setattr(place, "PLATFORM", "win32")
    monkeypatch.setattr("os.path.realpath", str)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel32), raising=False)
    monkeypatch.setitem(sys.modules, "winreg", FakeRegistry("winreg"))
    return drives


class FakeKey(str):
    """An open registry key: its path."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class FakeRegistry(ModuleType):
    """As much of winreg as is used: OneDrive with a personal folder and a SharePoint library."""

    HKEY_CURRENT_USER = "HKCU"
    folders: ClassVar = {"Personal": r"D:\Cloud", "abc123": r"C:\Users\jane\Cambs\Inspection - Documents"}

    def OpenKey(self, key: str, name: str) -> FakeKey:
        if not self.folders:
            raise FileNotFoundError(2, "no such key")
        return FakeKey(f"{key}\\{name}")

    def QueryInfoKey(self, key: FakeKey) -> tuple[int, int, int]:
        assert key == r"HKCU\Software\SyncEngines\Providers\OneDrive"
        return len(self.folders), 0, 0

    def EnumKey(self, key: FakeKey, n: int) -> str:
        return list(self.folders)[n]

    def QueryValueEx(self, key: FakeKey, name: str) -> tuple[str, int]:
        assert name == "MountPoint"
        return self.folders[key.rpartition("\\")[2]], 1


@pytest.mark.parametrize(
    "path",
    [
        r"\\server\share\afi.ledger",
        r"\\?\UNC\server\share\afi.ledger",
        r"\\wsl.localhost\Ubuntu\home\jane\afi.ledger",
        r"H:\afi.ledger",
        r"\\?\H:\afi.ledger",
    ],
)
@pytest.mark.usefixtures("windows")
def test_windows_refuses_network_drives(path: str) -> None:
    """Network names, in either spelling, and letters that Windows calls remote are refused."""
    refusal = refusal_of(path)
    assert refusal and "network drive" in refusal.what
    assert "own disk" in refusal.remedy


@pytest.mark.parametrize(
    "path",
    [r"C:\Users\jane\afi.ledger", r"\\?\C:\ledgers\afi.ledger", r"E:\afi.ledger", r"C:\Users\jane\Cambs\a.ledger"],
)
@pytest.mark.usefixtures("windows")
def test_windows_accepts_its_own_drives(path: str) -> None:
    """Fixed drives and sticks are local, and a folder beside a SharePoint library is no library."""
    assert refusal_of(path) is None


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\jane\OneDrive - Cambridgeshire Constabulary\Documents\afi.ledger",
        r"c:\users\jane\onedrive\afi.ledger",
        r"C:\Users\jane\Force Dropbox\Jane\afi.ledger",
        r"C:\Users\jane\iCloudDrive\afi.ledger",
        r"C:\Users\jane\Work Folders\afi.ledger",
        r"G:\My Drive\afi.ledger",
        r"G:\Shared drives\Team\afi.ledger",
        r"C:\Users\jane\Cambs\Inspection - Documents\x\afi.ledger",
        r"D:\cloud\afi.ledger",
    ],
)
@pytest.mark.usefixtures("windows")
def test_windows_refuses_synced_folders(path: str) -> None:
    """Clients' folders by name, in any case, and OneDrive's and SharePoint's by OneDrive's own list."""
    refusal = refusal_of(path)
    assert refusal and "synced folder" in refusal.what


@pytest.mark.usefixtures("windows")
def test_windows_without_onedrive(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer where OneDrive was never set up has no such registry key."""
    monkeypatch.setattr(FakeRegistry, "folders", {})
    assert refusal_of(r"D:\Cloud\afi.ledger") is None


def test_an_unknown_system_is_not_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a system that none of this knows, only synced folders are seen."""
    monkeypatch.setattr(place, "PLATFORM", "freebsd14")
    assert refusal_of(tmp_path / "afi.ledger") is None
    assert refusal_of(tmp_path / "Dropbox" / "afi.ledger")


# Synced folders.


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Cambridgeshire Constabulary",
        "OneDrive-Personal",
        "Dropbox",
        "Dropbox (Personal)",
        "Force Dropbox",
        "Google Drive",
        "GoogleDrive-jane@example.org",
        "My Drive",
        "My Drive (jane@example.org)",
        "iCloudDrive",
        "Library/Mobile Documents/com~apple~CloudDocs",
        "Library/CloudStorage/Box-Box",
        "Box Sync",
        "Nextcloud",
        "Nextcloud2",
        "ownCloud - jane@example.org",
        "pCloudDrive",
        "MEGAsync",
        "Creative Cloud Files",
        "SynologyDrive",
    ],
)
def test_clients_folders_are_refused_anywhere(tmp_path: Path, folder: str) -> None:
    """A folder that a client makes is refused by its name, however deep the ledger lies in it."""
    refusal = refusal_of(tmp_path / folder / "ledgers" / "afi.ledger")
    assert refusal and "synced folder" in refusal.what
    assert "copies of the file" in refusal.remedy


@pytest.mark.parametrize(
    "folder",
    [
        "Boxes",
        "Box",
        "Box 3",
        "MEGA",
        "megaphone",
        "OneDriver",
        "Dropboxes",
        "Dropbox leaflets",
        "My Drives",
        "My Drive home",
        "Nextcloudy",
        "Library",
        "CloudStorage",
        "Synced",
    ],
)
def test_like_names_are_accepted(tmp_path: Path, folder: str) -> None:
    """A folder whose name only begins like a client's, or is an ordinary word away from home, is nobody's."""
    assert refusal_of(tmp_path / folder / "afi.ledger") is None


def test_the_files_own_name_does_not_matter(tmp_path: Path) -> None:
    """Only folders count: a ledger may be called Dropbox."""
    assert refusal_of(tmp_path / "Dropbox") is None


@pytest.mark.parametrize("folder", ["Box", "MEGA", "Seafile", "Insync"])
def test_ordinary_words_count_in_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """Clients whose folder has an ordinary word for a name put it right under the home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert refusal_of(tmp_path / folder / "afi.ledger")
    assert refusal_of(tmp_path / "Documents" / folder / "afi.ledger") is None


@pytest.mark.parametrize(
    ("marker", "client"),
    [
        (".stfolder/", "Syncthing"),
        (".dropbox.cache/", "Dropbox"),
        (".dropbox", "Dropbox"),
        (".sync/IgnoreList", "Resilio"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
    ],
)
def test_markers_show_a_synced_folder_of_any_name(tmp_path: Path, marker: str, client: str) -> None:
    """What a client leaves in the folder it keeps gives it away, from any depth below, and not from beside it."""
    mark = tmp_path / "kept" / marker
    (mark if marker.endswith("/") else mark.parent).mkdir(parents=True)
    if not marker.endswith("/"):
        mark.touch()
    refusal = refusal_of(tmp_path / "kept" / "a" / "b" / "afi.ledger")
    assert refusal and client in refusal.what
    assert refusal_of(tmp_path / "beside" / "afi.ledger") is None


def test_dropbox_settings_in_a_home_are_no_marker(tmp_path: Path) -> None:
    """~/.dropbox, a folder, holds Dropbox's settings; the home around it is not synced."""
    (tmp_path / ".dropbox").mkdir()
    assert refusal_of(tmp_path / "afi.ledger") is None


def test_links_are_followed(tmp_path: Path) -> None:
    """A link to a synced folder, and a link that is the ledger, lead where SQLite would write."""
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Dropbox" / "afi.ledger").touch()
    try:
        (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
        (tmp_path / "my.ledger").symlink_to(tmp_path / "Dropbox" / "afi.ledger")
    except OSError:
        pytest.skip("this account may not make links")
    assert refusal_of(tmp_path / "plain" / "new.ledger")
    assert refusal_of(tmp_path / "my.ledger")


def test_a_relative_path_lies_where_the_user_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare file name is looked at from the working folder."""
    (tmp_path / "Nextcloud").mkdir()
    monkeypatch.chdir(tmp_path / "Nextcloud")
    assert refusal_of("afi.ledger")


def test_the_user_sees_the_path_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal names the path that was asked for."""
    (tmp_path / "Nextcloud").mkdir()
    monkeypatch.chdir(tmp_path)
    refusal: Any = refusal_of("Nextcloud/afi.ledger")
    assert refusal.what == "Nextcloud/afi.ledger lies in a synced folder (Nextcloud), where a ledger is not safe."
    assert refusal.exit_code == 6
