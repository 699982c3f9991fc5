"""What follows the letters of a merge: PDFs, the list of what was made, failed rows, one file to print."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import buku, cetak_pdf, pembukuan
from naskah.massal import daftar_surat, tertinggal
from naskah.massal.hasil import BERSURAT, FOLDER, keluarga
from naskah.massal.putaran import Kemajuan, Maju
from naskah.pdf import gabung_cetak
from registers.dasar import berkas

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger.pekerjaan import Pekerjaan

_SEKALI_PDF = 200  # rows converted at a time: of fewer, joining them saves less
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
    peringatan = _pdf(kantor, id_, maju, terus)
    ringkasan = ringkas(kantor, id_)
    peringatan += pembukuan.sesudah_commit(lambda: tertinggal.tulis(kantor, ringkasan.pekerjaan))
    if not ringkasan.selesai:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            tx.keadaan_pekerjaan(id_, "berhenti", ringkasan.pekerjaan.sebab or "dihentikan")
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
            rumpun = [keluarga(baca, b.naskah_id) for b in baris]
        if not baris:
            break
        semua = [surat for satu in rumpun for surat in satu]

        def laju(bagian: float, selesai: int = selesai, banyak: int = len(baris)) -> None:
            if not terus():
                raise _Dihentikan
            maju(Kemajuan("Membuat PDF", selesai + int(bagian * banyak), jumlah))

        try:
            kata = cetak_pdf.tambah(kantor, semua, proses=os.cpu_count() or 1, maju=laju)
        except _Dihentikan:
            break
        peringatan += [k for k in kata if k not in peringatan]
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            ada = {s for s, milik in tx.berkas_banyak(semua).items() if any(b.macam == "pdf" for b in milik)}
            # Asked again: a person may have voided one meanwhile.
            masih = {b.nomor for b in tx.baris_pekerjaan(id_, ["terbit"], batas=len(baris))}
            jadi = [
                replace(b, keadaan="selesai", pesan=f"{b.pesan} {_tanpa_pdf(satu, ada)}".strip())
                for b, satu in zip(baris, rumpun, strict=True)
                if b.nomor in masih
            ]
            tx.ubah_baris_pekerjaan(id_, jadi)
        selesai += len(baris)
    return peringatan


def _tanpa_pdf(keluarga: Sequence[str], ada: Collection[str]) -> str:
    """What a row says when its letter, or one that derives from it, has no PDF."""
    pertama, *turunan = keluarga
    if pertama not in ada:
        return "PDF belum dibuat; buat di halaman suratnya"
    kurang = sum(satu not in ada for satu in turunan)
    return f"PDF {kurang} naskah turunannya belum dibuat; buat di halaman suratnya" if kurang else ""


def _gabung(kantor: Kantor, pekerjaan: Pekerjaan, folder: Path) -> list[str]:
    """One PDF of all letters, in the order of the rows; what derives from one follows it."""
    semua: list[tuple[str, Path]] = []
    hilang = 0
    with kantor.ledger.baca() as baca:
        baris = [b.naskah_id for b in baca.alur_pekerjaan(pekerjaan.id) if b.keadaan in BERSURAT]
        for id_ in (surat for satu in baris for surat in keluarga(baca, satu)):
            if baca.naskah(id_).status == "batal":
                continue
            pdf = next((b for b in baca.berkas(id_) if b.macam == "pdf"), None)
            naskah = baca.naskah(id_)
            if pdf:
                letak = kantor.lokasi(pdf.path, pdf.sha256) or kantor.folder / pdf.path
                semua.append((f"{naskah.nomor} {naskah.kepada}".strip(), letak))
            hilang += not pdf
    if semua:
        bolak_balik = bool(pekerjaan.pilihan.get("bolak_balik"))
        gabung_cetak(semua, folder / NAMA_GABUNGAN, bolak_balik=bolak_balik)
    return [f"{hilang} naskah belum ber-PDF, jadi tidak ada di {NAMA_GABUNGAN}."] if hilang else []
