"""What follows the letters of a merge: PDFs, the list of what was made, failed rows, one file to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import buku, dokumen, pembukuan
from naskah.massal import daftar_surat, pdf_surat, tertinggal
from naskah.massal.hasil import BERSURAT, FOLDER, keluarga
from naskah.massal.masukan_induk import pokok
from naskah.massal.putaran import Maju
from naskah.pdf import gabung_cetak
from registers.dasar import berkas

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Naskah
    from registers.ledger.pekerjaan import Pekerjaan

NAMA_GABUNGAN = "gabungan.pdf"


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

    return Ringkasan(pekerjaan, keadaan, ada("daftar.xlsx"), ada(tertinggal.NAMA), ada(NAMA_GABUNGAN))


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
    kabar = pdf_surat.buat(kantor, id_, maju, terus)
    # Most rows are in the books by now; what a book did not take is told here.
    peringatan = [*kabar.peringatan, *pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))]
    ringkasan = ringkas(kantor, id_)
    peringatan += pembukuan.sesudah_commit(lambda: tertinggal.tulis(kantor, ringkasan.pekerjaan))
    if not ringkasan.selesai:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            tx.keadaan_pekerjaan(id_, "berhenti", kabar.sebab or ringkasan.pekerjaan.sebab or "dihentikan")
        return replace(ringkas(kantor, id_), peringatan=tuple(peringatan))
    jenis = ringkasan.pekerjaan.jenis
    peringatan += pembukuan.sesudah_commit(lambda: buku.hitung_ulang(kantor, {jenis}))
    folder = _daftar(kantor, ringkasan.pekerjaan)
    if ringkasan.pekerjaan.pilihan.get("gabung"):
        peringatan += pembukuan.sesudah_commit(lambda: _gabung(kantor, ringkasan.pekerjaan, folder))
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        tx.keadaan_pekerjaan(id_, "selesai")
    return replace(ringkas(kantor, id_), peringatan=tuple(peringatan))


def tutup_batal(kantor: Kantor, id_: str, peringatan: Sequence[str]) -> Ringkasan:
    """End a merge that is being voided: its list says so, and nothing is left to be printed by mistake.

    One with letters that still stand is told to be voided once more.
    """
    ringkasan = ringkas(kantor, id_)
    folder = _daftar(kantor, ringkasan.pekerjaan)
    tuntas = not any(ringkasan.keadaan.get(k) for k in BERSURAT)
    if tuntas:
        (folder / NAMA_GABUNGAN).unlink(missing_ok=True)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        tx.keadaan_pekerjaan(id_, *(("batal", "") if tuntas else ("berhenti", ringkasan.pekerjaan.sebab)))
    lagi = [] if tuntas else [f"Sebagian suratnya belum dibatalkan. Jalankan lagi: naskah massal batal {id_}"]
    return replace(ringkas(kantor, id_), peringatan=(*peringatan, *lagi))


def _daftar(kantor: Kantor, pekerjaan: Pekerjaan) -> Path:
    """Write the list of its letters; gives the folder it lies in."""
    folder = kantor.folder / FOLDER / pekerjaan.id
    folder.mkdir(parents=True, exist_ok=True)
    berkas.tulis_atomik(folder / "daftar.xlsx", daftar_surat.susun(kantor, pekerjaan))
    return folder


def _gabung(kantor: Kantor, pekerjaan: Pekerjaan, folder: Path) -> list[str]:
    """One PDF of all letters, in the order of the rows; what derives from one follows it.

    The documents of a paket come one by one: printed on both sides, each begins a sheet.
    """
    semua: list[tuple[str, Path]] = []
    hilang = 0
    with kantor.ledger.baca() as baca:
        baris = [b.naskah_id for b in baca.alur_pekerjaan(pekerjaan.id) if b.keadaan in BERSURAT]
        for id_ in (surat for satu in baris for surat in keluarga(baca, satu)):
            naskah = baca.naskah(id_)
            if naskah.status == "batal":
                continue
            pdf = dokumen.pdf_berlaku(baca.berkas(id_))
            judul = _penanda(kantor, naskah)
            for ke, satu in enumerate(pdf):
                letak = kantor.lokasi(satu.path, satu.sha256) or kantor.folder / satu.path
                semua.append(("" if ke else judul, letak))
            hilang += not pdf
    if semua:
        bolak_balik = bool(pekerjaan.pilihan.get("bolak_balik"))
        gabung_cetak(semua, folder / NAMA_GABUNGAN, bolak_balik=bolak_balik)
    return [f"PDF {hilang} naskah belum dibuat, jadi tidak ada di {NAMA_GABUNGAN}."] if hilang else []


def _penanda(kantor: Kantor, naskah: Naskah) -> str:
    """The bookmark of a letter: whom it is about, else to whom it goes and why; and its number."""
    nama, _ = pokok(kantor.katalog.jenis(naskah.jenis))
    siapa = naskah.isi.get(nama)
    bagian = (siapa["nama"], naskah.nomor) if siapa else (naskah.kepada, naskah.nomor, naskah.hal)
    return " · ".join(filter(None, bagian))
