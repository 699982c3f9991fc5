"""The few calls that differ between Windows and Linux. No other module asks which system it runs on.

Untested on Windows so far (README says so); the branches follow the documented behaviour of msvcrt and
kernel32.
"""

from __future__ import annotations

import ctypes
import errno
import getpass
import os
import re
import shlex
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

_JEDA = 0.02  # seconds between two tries for a lock
_FS_JARINGAN = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "fuse.sshfs",
    "ncpfs",
    "glusterfs",
    "ceph",
}


class TanpaJaminan(OSError):
    """This place cannot say for sure that nobody has put a file of that name there."""


@contextmanager
def kunci(path: Path, *, tunggu: float = 0.0) -> Generator[bool]:
    """Hold the advisory lock `path`, released at the latest when the process dies.

    Args:
        path: the lock file; made when missing, never removed (removing one that others wait for is a race).
        tunggu: seconds to keep trying.

    Yields:
        True while the lock is held, False when somebody else kept it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as berkas:
        batas = time.monotonic() + tunggu
        dapat = _coba_kunci(berkas.fileno())
        while not dapat and time.monotonic() < batas:
            time.sleep(_JEDA)
            dapat = _coba_kunci(berkas.fileno())
        try:
            yield dapat
        finally:
            if dapat:
                _lepas_kunci(berkas.fileno())


if sys.platform == "win32":
    import msvcrt

    def _coba_kunci(fd: int) -> bool:
        try:
            os.lseek(fd, 0, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _lepas_kunci(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

    def sinkron_folder(path: Path) -> None:
        """Make a rename in `path` durable. Windows has no call for it; NTFS journals renames."""

    def sinkron_isi(folder: Path, nama: Iterable[str]) -> None:
        """Make durable what was written into these files of a folder, and closed."""
        _satu_satu(folder, nama)

    def taruh_baru(sementara: Path, tujuan: Path) -> None:
        """Give a whole file its name, where there is none of that name; as on Linux."""
        sementara.rename(tujuan)  # refused where there is one

    def proses_hidup(pid: int) -> bool:
        """Whether a process with this id runs."""
        pegangan = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if not pegangan:
            return False
        ctypes.windll.kernel32.CloseHandle(pegangan)
        return True

    def folder_jaringan(path: Path) -> bool:
        """Whether `path` lies on a network share (a UNC path or a mapped drive)."""
        akar = path.resolve().anchor
        return akar.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(akar) == 4

    def batasi(memori: int) -> None:
        """Limit this process to so many bytes of memory and no written file. Windows has no call for it."""

    def kutip(path: Path | str) -> str:
        """A path as it is typed in a command: quoted where it must be."""
        teks = str(path)
        return teks if re.fullmatch(r"[\w.:\\/@+-]+", teks) else f'"{teks}"'

else:
    import fcntl
    import resource

    def _coba_kunci(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _lepas_kunci(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)

    def sinkron_folder(path: Path) -> None:
        """Make a rename in `path` durable."""
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def sinkron_isi(folder: Path, nama: Iterable[str]) -> None:
        """Make durable what was written into these files of a folder, and closed.

        In one go where there is syncfs (Linux): a disk takes them together many times faster.
        """
        if _syncfs is None:
            _satu_satu(folder, nama)
            return
        fd = os.open(folder, os.O_RDONLY)
        try:
            if _syncfs(fd):
                nomor = ctypes.get_errno()
                raise OSError(nomor, os.strerror(nomor))
        finally:
            os.close(fd)

    _syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)

    def taruh_baru(sementara: Path, tujuan: Path) -> None:
        """Give a whole file its name, where there is none of that name; its old name may stay.

        Shares without hard links (SMB, exFAT) rename without replacing instead.

        Raises:
            FileExistsError: there is one.
            TanpaJaminan: here that cannot be told without a race.
            OSError: as every call.
        """
        try:
            os.link(sementara, tujuan)
            return
        except FileExistsError:
            raise
        except OSError as galat:
            if galat.errno not in _TAK_DAPAT:
                raise
        if _renameat2 is None:
            raise TanpaJaminan
        kata = [os.fsencode(p.absolute()) for p in (sementara, tujuan)]
        if _renameat2(_DI_SINI, kata[0], _DI_SINI, kata[1], _TANPA_GANTI):
            nomor = ctypes.get_errno()
            if nomor in _TAK_DAPAT:
                raise TanpaJaminan
            raise OSError(nomor, os.strerror(nomor), str(tujuan))

    _renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    _DI_SINI, _TANPA_GANTI = -100, 1  # AT_FDCWD, RENAME_NOREPLACE
    _TAK_DAPAT = {
        errno.EPERM,
        errno.EACCES,
        errno.EINVAL,
        errno.ENOSYS,
        errno.EOPNOTSUPP,
        errno.EMLINK,
        errno.EXDEV,
    }

    def proses_hidup(pid: int) -> bool:
        """Whether a process with this id runs."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def folder_jaringan(path: Path) -> bool:
        """Whether `path` lies on a network share (NFS, SMB, sshfs …)."""
        try:
            baris = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        asli = str(path.resolve())
        terpanjang, jenis = "", ""
        for satu in baris:
            _, titik, fs, *_ = satu.split(" ")
            titik = titik.replace("\\040", " ")
            if (asli == titik or asli.startswith(titik.rstrip("/") + "/")) and len(titik) >= len(terpanjang):
                terpanjang, jenis = titik, fs
        return jenis in _FS_JARINGAN

    def batasi(memori: int) -> None:
        """Limit this process to so many bytes of memory and no written file."""
        resource.setrlimit(resource.RLIMIT_AS, (memori, memori))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def kutip(path: Path | str) -> str:
        """A path as it is typed in a command: quoted where it must be."""
        return shlex.quote(str(path))


def _satu_satu(folder: Path, nama: Iterable[str]) -> None:
    for satu in nama:
        with (folder / satu).open("r+b") as berkas:
            os.fsync(berkas.fileno())


def login() -> str:
    """The login name of the person at this machine; "tidak dikenal" when the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "tidak dikenal"
