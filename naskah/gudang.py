"""The file store: where the documents of letters lie that several machines make.

Without `[berkas] simpanan` in kantor.toml it is the office's own folder. A shared folder is `file:///…`; any
other address (s3://, sftp://, …) is spoken to through fsspec, and what is read from there is kept beside.
A file is put where there is none yet, whole or not at all; who comes second gets what the first one put.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

from naskah.arsip import Simpanan
from registers.dasar import berkas, sistem
from registers.dasar.galat import BerkasGagal, KantorSalah

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_TANDA = "arsip/.simpanan"
_SALINAN = ".simpanan/berkas"  # what was fetched from a distant store; may be deleted

_PENYIMPAN_OBJEK = ("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az")  # folders there would be new buckets

Cocok = Callable[[bytes], bool]
"""Whether bytes found at a place are a whole version of what was to be put there."""


class Gudang(Protocol):
    """A store of files by path, "/" between folders."""

    def taruh(self, path: str, data: bytes, cocok: Cocok) -> bytes:
        """Put a file where there is none; what lies there already stays if it is `cocok`.

        Returns:
            The bytes that lie there now.

        Raises:
            BerkasGagal: it cannot be written.
        """
        ...

    def isi(self, path: str) -> bytes | None:
        """The bytes that lie there now; None when it is not there.

        Raises:
            BerkasGagal: it cannot be read.
        """
        ...

    def ukuran(self, path: str) -> int | None:
        """Its size in bytes; None when it is not there."""
        ...

    def lokasi(self, path: str, sha256: str) -> Path | None:
        """Where it can be read on this machine; None when it is not there."""
        ...


class GudangFolder:
    """A folder of this machine or of the network."""

    def __init__(self, akar: Path) -> None:
        self.akar = akar.resolve()

    def taruh(self, path: str, data: bytes, cocok: Cocok) -> bytes:
        """As `Gudang.taruh`."""
        tujuan = self.akar / path
        sementara = berkas.tulis_sementara(tujuan, data)
        try:
            sistem.taruh_baru(sementara, tujuan)
        except FileExistsError:
            ada = berkas.baca(tujuan)
            if cocok(ada):
                return ada
            berkas.tulis_atomik(tujuan, data)  # half a file that a crash has left
        except sistem.TanpaJaminan as galat:
            raise BerkasGagal(
                f"Simpanan {self.akar} tidak dapat menolak berkas yang sudah ada, jadi surat dapat tertimpa.",
                "Pakai folder bersama lain (NFS, SMB, cakram biasa), atau simpanan objek seperti s3://.",
            ) from galat
        except OSError as galat:
            raise berkas.gagal(tujuan, galat, "ditulis") from galat
        finally:
            with suppress(OSError):
                sementara.unlink(missing_ok=True)
        berkas.sinkron_folder(tujuan.parent)
        return data

    def isi(self, path: str) -> bytes | None:
        """As `Gudang.isi`."""
        try:
            return (self.akar / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as galat:
            raise berkas.gagal(self.akar / path, galat, "dibaca") from galat

    def ukuran(self, path: str) -> int | None:
        """As `Gudang.ukuran`."""
        try:
            return (self.akar / path).stat().st_size
        except OSError:
            return None

    def lokasi(self, path: str, sha256: str) -> Path | None:
        """As `Gudang.lokasi`."""
        calon = self.akar / path
        return calon if calon.is_file() else None


class GudangJauh:
    """Object storage, or whatever else fsspec speaks to."""

    def __init__(self, alamat: str, salinan: Path) -> None:
        try:
            import fsspec
        except ImportError as galat:
            raise KantorSalah(
                f"Simpanan berkas {alamat} memerlukan fsspec.", hint='Pasang: pip install "naskah[antrean]"'
            ) from galat
        try:
            self._fs, self._akar = _buka(fsspec, alamat)
        except (ImportError, ValueError) as galat:
            raise KantorSalah(f"Simpanan berkas {alamat} tidak dapat dipakai: {galat}.") from galat
        self._objek = urlsplit(alamat).scheme in _PENYIMPAN_OBJEK
        self._salinan = salinan

    def taruh(self, path: str, data: bytes, cocok: Cocok) -> bytes:
        """As `Gudang.taruh`."""
        letak = self._letak(path)
        try:
            if not self._objek:
                self._fs.makedirs(letak.rpartition("/")[0], exist_ok=True)
            try:
                self._fs.pipe_file(letak, data, mode="create")
            except FileExistsError:
                ada = bytes(self._fs.cat_file(letak))
                if cocok(ada):
                    return ada
                self._fs.pipe_file(letak, data)
        except Exception as galat:
            raise _gagal(path, galat) from galat
        return data

    def isi(self, path: str) -> bytes | None:
        """As `Gudang.isi`."""
        try:
            return bytes(self._fs.cat_file(self._letak(path)))
        except FileNotFoundError:
            return None
        except Exception as galat:
            raise _gagal(path, galat) from galat

    def ukuran(self, path: str) -> int | None:
        """As `Gudang.ukuran`."""
        try:
            return int(self._fs.info(self._letak(path))["size"])
        except FileNotFoundError:
            return None
        except Exception as galat:
            raise _gagal(path, galat) from galat

    def lokasi(self, path: str, sha256: str) -> Path | None:
        """As `Gudang.lokasi`."""
        salinan = self._salinan / sha256[:2] / f"{sha256}{Path(path).suffix}"
        if salinan.is_file() and berkas.sha256(berkas.baca(salinan)) == sha256:
            return salinan
        if (data := self.isi(path)) is None:
            return None
        berkas.tulis_atomik(salinan, data)
        return salinan

    def _letak(self, path: str) -> str:
        return f"{self._akar.rstrip('/')}/{path}"


def _buka(fsspec: Any, alamat: str) -> tuple[Any, str]:
    fs, akar = fsspec.core.url_to_fs(alamat)
    return fs, str(akar)


def _gagal(path: str, galat: Exception) -> BerkasGagal:
    """Every store fails in its own way; all of them are told alike."""
    return BerkasGagal(
        f"Berkas {path} tidak dapat ditulis atau dibaca di simpanan: {galat}.",
        "Periksa alamat, izin, dan jaringannya.",
    )


def buka(folder: Path, alamat: str) -> Gudang:
    """The store at this address; "" is the office's folder.

    Raises:
        KantorSalah: fsspec, or what it needs for this address, is missing.
    """
    if not alamat:
        return GudangFolder(folder)
    if (bagian := urlsplit(alamat)).scheme == "file":
        return GudangFolder(Path(unquote(bagian.path)))
    return GudangJauh(alamat, folder / _SALINAN)


def akar(kantor: Kantor) -> list[Path]:
    """The folders of this machine in which registered files may lie."""
    toko = kantor.gudang
    return [kantor.folder, *([toko.akar] if isinstance(toko, GudangFolder) else [])]


class Titipan:
    """Takes the documents of one letter into the store, as `arsip.Tumpukan` takes them into the office."""

    def __init__(self, gudang: Gudang) -> None:
        self._gudang = gudang

    def simpan(self, path: str, data: bytes, isi_sha256: str = "") -> Simpanan:
        """Put `data`; who rendered the same document before has done it.

        Raises:
            BerkasGagal: it cannot be written.
        """
        ada = self._gudang.taruh(path, data, lambda lama: _seisi(lama, data, isi_sha256))
        return Simpanan(path, berkas.sha256(ada), len(ada), isi_sha256)


def _seisi(lama: bytes, data: bytes, isi_sha256: str) -> bool:
    """Whether two documents hold the same; compressed by another machine their bytes may differ."""
    from naskah.render import sidik_docx

    return lama == data or (bool(isi_sha256) and sidik_docx(lama) == isi_sha256)


def tanda(kantor: Kantor) -> str:
    """What tells this store from any other one; made the first time.

    Raises:
        BerkasGagal, KantorSalah: the store cannot be reached.
    """
    baru = os.urandom(16).hex().encode()
    return kantor.gudang.taruh(_TANDA, baru, lambda ada: len(ada) == len(baru)).decode()


def tanda_di_sini(kantor: Kantor) -> str:
    """The mark of this store as it is; "" without one. Nothing is written."""
    return (kantor.gudang.isi(_TANDA) or b"").decode()
