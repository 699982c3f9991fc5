"""A folder of scans: each becomes an incoming letter that waits to be completed, its file in the archive.

One transaction for each file: a run that was interrupted goes on where it ended, since a scan that is
registered already is recognised by its content and skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from naskah import arsip, dokumen, masuk, masuk_isi, pembukuan
from naskah.masuk_isi import BELUM_DIISI
from naskah.perubahan import UKURAN_PINDAIAN, akhiran_pindaian
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, TidakDitemukan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Tx

_AKHIRAN = {".pdf", ".jpg", ".jpeg", ".png"}
_UJUNG = {".pdf": b"%%EOF", ".jpg": b"\xff\xd9", ".png": b"IEND"}
_EKOR = 4096  # bytes at the end in which a whole file shows that it is whole


@dataclass(frozen=True)
class Pindaian:
    """What became of one file.

    Attributes:
        berkas: its name in the folder.
        keadaan: baru (a letter was made), sudah (registered before), ditolak.
        id: the letter; "" for a refused file.
        sebab: why it was refused, or what else to know.
    """

    berkas: str
    keadaan: Literal["baru", "sudah", "ditolak"]
    id: str = ""
    sebab: str = ""


@dataclass(frozen=True)
class HasilPindai:
    """Every file of the folder, and what could not be finished after it."""

    berkas: tuple[Pindaian, ...]
    peringatan: tuple[str, ...] = ()


def pindai(
    kantor: Kantor, folder: Path, *, coba: bool = False, maju: Callable[[int, int, str], None] | None = None
) -> HasilPindai:
    """Take in the scans of a folder (PDF, JPG, PNG, known by content); the files there stay as they are.

    Args:
        kantor: the open office.
        folder: where the scans lie; folders inside it are not looked into.
        coba: only say what would happen.
        maju: told position, count and name as each file begins.

    Raises:
        TidakDitemukan: there is no such folder.
        BerkasGagal: the archive cannot be written; the files before are taken in.
    """
    if not folder.is_dir():
        raise TidakDitemukan(f"Folder {folder} tidak ada.", "Tulis folder tempat pemindai menyimpan berkas.")
    semua = [p for p in sorted(folder.iterdir()) if p.is_file() and p.suffix.lower() in _AKHIRAN]
    semua = [p for p in semua if not p.name.startswith((".", "~"))]
    peringatan: list[str] = []
    hasil: list[Pindaian] = []
    terlihat: dict[str, str] = {}
    for ke, path in enumerate(semua, start=1):
        if maju:
            maju(ke, len(semua), path.name)
        data, sebab = _baca(path)
        if sebab:
            hasil.append(Pindaian(path.name, "ditolak", sebab=sebab))
        elif coba:
            hasil.append(_coba(kantor, path.name, berkas.sha256(data), terlihat))
        else:
            hasil.append(_ambil(kantor, path.name, data, peringatan))
    if not coba and any(h.keadaan == "baru" for h in hasil):
        peringatan += pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    return HasilPindai(tuple(hasil), tuple(peringatan))


def _coba(kantor: Kantor, nama: str, sha256: str, terlihat: dict[str, str]) -> Pindaian:
    """What would happen to a file; `terlihat` is what this run has met, by content."""
    with kantor.ledger.baca() as baca:
        lama = _terdaftar(baca, sha256)
    sama = terlihat.setdefault(sha256, nama)
    if lama or sama != nama:
        return Pindaian(nama, "sudah", lama, "" if lama else f"sama dengan {sama}")
    return Pindaian(nama, "baru", "(percobaan)")


def _ambil(kantor: Kantor, nama: str, data: bytes, peringatan: list[str]) -> Pindaian:
    """Take in one file, unless it is registered."""
    with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            if lama := _terdaftar(tx, berkas.sha256(data)):
                return Pindaian(nama, "sudah", lama)
            id_ = _catat(tx, kantor, tunggu, nama, data)
        peringatan += tunggu.pindahkan()
    return Pindaian(nama, "baru", id_)


def _baca(path: Path) -> tuple[bytes, str]:
    """The bytes of a scan, or why it is none."""
    try:
        if path.stat().st_size > UKURAN_PINDAIAN:
            return b"", "lebih besar dari 50 MB; pindai ulang dengan resolusi lebih rendah"
        data = berkas.baca(path)
    except (OSError, BerkasGagal) as galat:
        return b"", f"tidak terbaca: {galat}"
    akhiran = akhiran_pindaian(data)
    if not akhiran:
        return b"", "kosong" if not data else "bukan PDF, JPG, atau PNG; pindai ulang sebagai PDF"
    if _UJUNG[akhiran] not in data[-_EKOR:]:
        return b"", "belum utuh; tunggu pemindai selesai, lalu ulangi"
    return data, ""


def _terdaftar(baca: Baca, sha256: str) -> str:
    """The letter that has this very file already; "" for none."""
    return next((b.naskah_id for b in baca.berkas_sidik(sha256)), "")


def _catat(tx: Tx, kantor: Kantor, tunggu: arsip.Tunggu, nama: str, data: bytes) -> str:
    """The letter with what is known of it, and its file."""
    isi = {"dari": BELUM_DIISI, "hal": f"{BELUM_DIISI} {_nama_tercetak(nama)}"}
    naskah = masuk.catat_dalam(tx, kantor, masuk_isi.lengkap(kantor, isi)).naskah
    akhiran = akhiran_pindaian(data)
    path = arsip.tempat_arsip(kantor.hari_ini().year, f"pindaian-1-{masuk.JENIS}", naskah.id, 1, akhiran)
    simpanan = tunggu.simpan(path, data)
    tx.catat("lampir", naskah.id, {"berkas": path, "sha256": simpanan.sha256, "asal": _nama_tercetak(nama)})
    tx.daftar_berkas(*dokumen.terdaftar(naskah.id, [simpanan], macam="pindai"))
    return naskah.id


def _nama_tercetak(nama: str) -> str:
    """A file name that may enter a book: without signs that cannot be printed or that templates run."""
    return "".join(_huruf(nama)).strip()[:150] or "tanpa nama"


def _huruf(nama: str) -> Iterator[str]:
    return (h if h.isprintable() and h not in "{}" else "_" for h in nama)
