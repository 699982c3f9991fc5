"""A cell of a book edited on a screen, and the file of a book by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import buku as buku_kantor
from naskah.lihat_buku import SelLayar, satu_baris
from registers import satu_sel
from registers.dasar.galat import KeadaanDitolak, TidakDitemukan
from registers.sinkron import lokasi, peringatan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku, Kolom


@dataclass(frozen=True)
class HasilSel:
    """What became of an edit.

    Attributes:
        sel: the cell as it is now.
        berubah: whether anything was changed.
        peringatan: what people must know: the file is open and the change waits, for example.
    """

    sel: SelLayar
    berubah: bool
    peringatan: tuple[str, ...] = ()


def ubah_sel(
    kantor: Kantor, id_: str, tahun: int, kunci: str, kolom: str, baru: str, dilihat: str
) -> HasilSel:
    """Change one cell that is people's, as if it had been typed into the workbook; the book is then synced.

    Args:
        kantor: the open office.
        id_: id of the book.
        tahun: its year.
        kunci: key of the row.
        kolom: key of the column.
        baru: what was typed.
        dilihat: `SelLayar.isi` of the cell that was typed into.

    Raises:
        TidakDitemukan: no such book, row or column.
        DataTidakSah: what was typed is not what the column takes.
        KeadaanDitolak: the column is the ledger's, or somebody else has changed the cell meanwhile.
    """
    buku_kantor.pastikan_tahun(kantor, id_, tahun)
    buku = kantor.buku[id_]
    satu = kolom_orang(buku, kolom)
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        beda = satu_sel.ubah(tx, buku, tahun, kunci, satu, baru, dilihat)
    pesan = (
        [p for hasil in buku_kantor.sinkron(kantor, [id_], tahun=tahun) for p in peringatan(hasil)]
        if beda
        else []
    )
    sel = satu_baris(kantor, id_, tahun, kunci).sel[kolom]
    return HasilSel(sel, beda is not None, tuple(pesan))


def kolom_orang(buku: Buku, kunci: str) -> Kolom:
    """A column whose cells people may edit.

    Raises:
        TidakDitemukan: the book has no such column.
        KeadaanDitolak: it is the ledger's; how what it says is corrected.
    """
    kolom = next((k for k in buku.kolom if k.kunci == kunci), None)
    if kolom is None:
        raise TidakDitemukan(f"{buku.judul} tidak punya kolom {kunci!r}.")
    if kolom.milik != "buku_besar":
        return kolom
    if kolom.hitung:
        raise KeadaanDitolak(f"Kolom {kolom.judul} dihitung.", "Perbaiki kolom yang menjadi sumbernya.")
    if buku.sumber == "data":
        saran = "Perbaiki di daftar pegawai atau koperasi (folder data), lalu sinkronkan buku ini."
        raise KeadaanDitolak(f"Kolom {kolom.judul} diambil dari data induk.", saran)
    raise KeadaanDitolak(f"Kolom {kolom.judul} ditulis buku besar.", buku_kantor.CARA_PERBAIKI)


def berkas_buku(kantor: Kantor, id_: str, tahun: int) -> Path:
    """The file of a book.

    Raises:
        TidakDitemukan: no such book, or it has no file of that year.
    """
    buku_kantor.pastikan_tahun(kantor, id_, tahun)
    path = lokasi(kantor.folder / "buku", id_, tahun)
    if not path.is_file():
        raise TidakDitemukan(f"Berkas {path.name} belum ada.", "Sinkronkan buku itu, lalu unduh lagi.")
    return path
