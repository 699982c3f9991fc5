"""What follows the letters of a merge: PDFs, the list of what was made, failed rows, one file to print."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import buku, cetak_pdf, dokumen, pembukuan
from naskah.massal.laporan import baris_gagal
from naskah.massal.masukan import baca_isi
from naskah.massal.masukan_induk import pokok
from naskah.massal.masukan_model import BarisMasukan, Masukan
from naskah.massal.putaran import Kemajuan, Maju
from naskah.pdf import gabung_cetak
from registers.dasar import berkas
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from naskah.kantor import Kantor
    from registers.ledger import Baca, Naskah
    from registers.ledger.pekerjaan import Pekerjaan

_SEKALI_PDF = 200  # rows converted at a time: of fewer, joining them saves less
FOLDER = "massal"
NAMA_GABUNGAN = "gabungan.pdf"
JUDUL = ("Baris", "Nomor", "Tanggal", "Hal", "Kepada", "Berkas", "PDF", "Keadaan", "Pesan")  # BarisTerdaftar


@dataclass(frozen=True)
class Ringkasan:
    """How a merge stands.

    Attributes:
        pekerjaan: the merge.
        keadaan: how many rows are in each state.
        daftar: the workbook that lists its letters, relative to the office; "" while it is not finished.
        gagal: the workbook with its failed rows; "" without any.
        gabungan: the PDF of all of them; "" when none was asked for.
        peringatan: what a person should know.
    """

    pekerjaan: Pekerjaan
    keadaan: Mapping[str, int]
    daftar: str = ""
    gagal: str = ""
    gabungan: str = ""
    peringatan: tuple[str, ...] = ()

    @property
    def selesai(self) -> bool:
        """Whether nothing is left to do."""
        return not any(self.keadaan.get(k) for k in ("menunggu", "bernomor", "terbit"))


class _Dihentikan(Exception):
    """Whoever wanted the PDFs does not want them now."""


def ringkas(kantor: Kantor, id_: str) -> Ringkasan:
    """How a merge stands now.

    Raises:
        TidakDitemukan: there is none.
    """
    with kantor.ledger.baca() as baca:
        pekerjaan, keadaan = baca.pekerjaan(id_), baca.hitung_baris(id_)
    folder = kantor.folder / FOLDER / id_

    def ada(nama: str) -> str:
        return f"{FOLDER}/{id_}/{nama}" if (folder / nama).is_file() else ""

    return Ringkasan(pekerjaan, keadaan, ada("daftar.xlsx"), ada("gagal.xlsx"), ada(NAMA_GABUNGAN))


def rampungkan(
    kantor: Kantor,
    id_: str,
    *,
    maju: Maju = lambda _: None,
    terus: Callable[[], bool] = lambda: True,
) -> Ringkasan:
    """Make what follows the letters; what fails here is a warning, the letters stand.

    Args:
        kantor: the open office.
        id_: the merge.
        maju: told how far it is.
        terus: asked while PDFs are being made; ends the work by saying no.
    """
    peringatan = _pdf(kantor, id_, maju, terus)
    ringkasan = ringkas(kantor, id_)
    if not ringkasan.selesai:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            tx.keadaan_pekerjaan(id_, "berhenti", ringkasan.pekerjaan.sebab or "dihentikan")
        return replace(ringkas(kantor, id_), peringatan=tuple(peringatan))
    jenis = ringkasan.pekerjaan.jenis
    peringatan += pembukuan.sesudah_commit(lambda: buku.hitung_ulang(kantor, {jenis}))
    folder = kantor.folder / FOLDER / id_
    folder.mkdir(parents=True, exist_ok=True)
    berkas.tulis_atomik(folder / "daftar.xlsx", _daftar(kantor, id_))
    if gagal := _gagal(kantor, ringkasan.pekerjaan):
        berkas.tulis_atomik(folder / "gagal.xlsx", gagal)
    if ringkasan.pekerjaan.pilihan.get("gabung"):
        peringatan += pembukuan.sesudah_commit(lambda: _gabung(kantor, ringkasan.pekerjaan, folder))
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        tx.keadaan_pekerjaan(id_, "selesai")
    return replace(ringkas(kantor, id_), peringatan=tuple(peringatan))


def _pdf(kantor: Kantor, id_: str, maju: Maju, terus: Callable[[], bool]) -> list[str]:
    """PDFs of the letters that still want one, batch by batch; a letter without one is told, and stands."""
    peringatan: list[str] = []
    with kantor.ledger.baca() as baca:
        keadaan = baca.hitung_baris(id_)
    jumlah = keadaan.get("terbit", 0) + keadaan.get("selesai", 0)
    selesai = keadaan.get("selesai", 0)
    while terus():
        with kantor.ledger.baca() as baca:
            baris = baca.baris_pekerjaan(id_, ["terbit"], batas=_SEKALI_PDF)
            keluarga = [_keluarga(baca, b.naskah_id) for b in baris]
        if not baris:
            break
        semua = [surat for satu in keluarga for surat in satu]

        def laju(bagian: float, selesai: int = selesai, banyak: int = len(baris)) -> None:
            if not terus():
                raise _Dihentikan
            maju(Kemajuan("Membuat PDF", selesai + int(bagian * banyak), jumlah))

        try:
            kata = cetak_pdf.lengkapi(kantor, semua, proses=os.cpu_count() or 1, maju=laju)
        except _Dihentikan:
            break
        peringatan += [k for k in kata.semua() if k not in peringatan]
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            ada = {s for s, milik in tx.berkas_banyak(semua).items() if any(b.macam == "pdf" for b in milik)}
            jadi = [
                replace(
                    b, keadaan="selesai", pesan=_pesan(b.pesan, _tanpa_pdf(satu, ada), *kata.tentang(satu))
                )
                for b, satu in zip(baris, keluarga, strict=True)
            ]
            tx.ubah_baris_pekerjaan(id_, jadi)
        selesai += len(baris)
    return peringatan


def _pesan(*kata: str) -> str:
    return " ".join(filter(None, kata))


def _keluarga(baca: Baca, id_: str) -> list[str]:
    """A letter and what derives from it, each before its own."""
    return [id_, *(lain for anak in baca.turunan(id_) for lain in _keluarga(baca, anak.id))]


def _tanpa_pdf(keluarga: Sequence[str], ada: Collection[str]) -> str:
    """What a row says when its letter, or one that derives from it, has no PDF."""
    pertama, *turunan = keluarga
    if pertama not in ada:
        return "PDF belum dibuat; buat di halaman suratnya"
    kurang = sum(satu not in ada for satu in turunan)
    return f"PDF {kurang} naskah turunannya belum dibuat; buat di halaman suratnya" if kurang else ""


def _daftar(kantor: Kantor, id_: str) -> bytes:
    """The workbook that lists every row with the letter it became."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    keluar, wb = io.BytesIO(), Workbook(write_only=True)
    lembar = wb.create_sheet("Daftar")
    lembar.freeze_panes = "A2"
    lembar.page_setup.orientation = "landscape"
    lembar.page_setup.fitToHeight = 0
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    lembar.print_title_rows = "1:1"
    for ke, lebar in enumerate((8, 30, 12, 44, 36, 60, 60, 11, 50)):
        lembar.column_dimensions["ABCDEFGHI"[ke]].width = lebar
    kepala = [WriteOnlyCell(lembar, judul) for judul in JUDUL]
    for sel in kepala:
        sel.font = Font(bold=True)
    lembar.append(kepala)
    with kantor.ledger.baca() as baca:
        for satu in baca.daftar_pekerjaan(id_):
            lembar.append([_sel(lembar, nilai) for nilai in vars(satu).values()])
    wb.save(keluar)
    return keluar.getvalue()


def _sel(lembar: Worksheet, nilai: str | int | date | None) -> object:
    """A cell; text stays text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(nilai, str):
        return nilai
    sel = WriteOnlyCell(lembar, nilai)
    sel.data_type = "s"
    return sel


def _gagal(kantor: Kantor, pekerjaan: Pekerjaan) -> bytes:
    """The rows that failed, laid out like the user's file, to be corrected and fed back; b"" without any."""
    with kantor.ledger.baca() as baca:
        gagal = baca.baris_pekerjaan(pekerjaan.id, ["gagal"])
        data = baca.isi(pekerjaan.masukan) if pekerjaan.masukan and gagal else b""
    if not gagal:
        return b""
    jenis = kantor.katalog.jenis(pekerjaan.jenis)
    temuan = {b.nomor: (Temuan("", b.pesan),) for b in gagal}
    if not data:
        baris = [BarisMasukan(b.nomor, b.isi) for b in gagal]
        return baris_gagal(Masukan(pekerjaan.sumber, baris, b"", jenis), temuan)
    return baris_gagal(baca_isi(pekerjaan.sumber, data, jenis), temuan)


def _gabung(kantor: Kantor, pekerjaan: Pekerjaan, folder: Path) -> list[str]:
    """One PDF of all letters, in the order of the rows; what derives from one follows it.

    The documents of a paket come one by one: printed on both sides, each begins a sheet.
    """
    semua: list[tuple[str, Path]] = []
    hilang = 0
    with kantor.ledger.baca() as baca:
        baris = [b.naskah_id for b in baca.alur_pekerjaan(pekerjaan.id) if b.naskah_id]
        for id_ in (surat for satu in baris for surat in _keluarga(baca, satu)):
            pdf = dokumen.pdf_berlaku(baca.berkas(id_))
            judul = _penanda(kantor, baca.naskah(id_))
            for ke, satu in enumerate(pdf):
                letak = kantor.lokasi(satu.path, satu.sha256) or kantor.folder / satu.path
                semua.append(("" if ke else judul, letak))
            hilang += not pdf
    if semua:
        bolak_balik = bool(pekerjaan.pilihan.get("bolak_balik"))
        gabung_cetak(semua, folder / NAMA_GABUNGAN, bolak_balik=bolak_balik)
    return [f"{hilang} naskah belum ber-PDF, jadi tidak ada di {NAMA_GABUNGAN}."] if hilang else []


def _penanda(kantor: Kantor, naskah: Naskah) -> str:
    """The bookmark of a letter: whom it is about, else to whom it goes and why; and its number."""
    nama, _ = pokok(kantor.katalog.jenis(naskah.jenis))
    siapa = naskah.isi.get(nama)
    bagian = (siapa["nama"], naskah.nomor) if siapa else (naskah.kepada, naskah.nomor, naskah.hal)
    return " · ".join(filter(None, bagian))
