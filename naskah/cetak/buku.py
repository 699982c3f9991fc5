"""Rows of a book as a workbook of their own, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import pdf as mesin_pdf
from naskah.cetak.baris import dalam, rentang
from naskah.cetak.halaman import Hasil
from naskah.cetak.simpan import Tujuan, nama_hasil, simpan
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.sementara import folder_kerja
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.ledger.model import Baris


def cetak_buku(
    kantor: Kantor,
    id_buku: str,
    *,
    tahun: int = 0,
    dari: str = "",
    sampai: str = "",
    pdf: bool = False,
    ke: Path | None = None,
) -> Hasil:
    """The rows of a book within a range, people's columns included, as a workbook and, if asked, a PDF.

    Args:
        kantor: the open office.
        id_buku: the book.
        tahun: its year; 0: this one.
        dari: first row number or date, as typed.
        sampai: last row number or date.
        pdf: convert as well.
        ke: the .xlsx to write; None names one in cetak/.

    Raises:
        TidakDitemukan: no such book.
        DataTidakSah: a bound that cannot be read, or no rows within them.
        PdfTidakTersedia: --pdf without LibreOffice; nothing has been written then.
    """
    if pdf:
        mesin_pdf.pastikan_tersedia()
    buku = kantor.buku.get(id_buku)
    if buku is None:
        raise TidakDitemukan(f"Buku {id_buku!r} tidak ada.", f"Yang ada: {', '.join(kantor.buku)}.")
    tahun = tahun or kantor.hari_ini().year
    batas = rentang(dari, sampai)
    baris = [b for b in _baris(kantor, buku, tahun) if dalam(buku, b, batas)]
    if not baris:
        temuan = Temuan(
            buku.judul, f"tidak ada baris dalam rentang itu pada tahun {tahun}", "periksa batasnya"
        )
        raise DataTidakSah("Tidak ada yang dicetak.", [temuan])
    data = _lembar_kerja(kantor, buku, tahun, baris)
    tersimpan = simpan(
        data, Tujuan(kantor.folder / "cetak", f"{id_buku}_{nama_hasil(baris)}", ".xlsx", ke), pdf=pdf
    )
    return Hasil(tersimpan.berkas, len(baris), tersimpan.halaman, tersimpan.peringatan)


def _baris(kantor: Kantor, buku: Buku, tahun: int) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(buku.id, tahun)


def _lembar_kerja(kantor: Kantor, buku: Buku, tahun: int, baris: Sequence[Baris]) -> bytes:
    from registers import workbook

    instansi = kantor.tatanan.instansi
    kepala = [b for b in (instansi.pemerintah, instansi.nama, instansi.unit) if b]
    with folder_kerja() as sementara:
        path = sementara / f"{buku.id}.xlsx"
        # Head of no chain: a copy that strays into buku/ is not taken for the book.
        workbook.buat(path, buku, tahun, kepala, baris, (0, ""))
        return path.read_bytes()
