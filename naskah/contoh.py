"""`naskah contoh`: a small complete office with one of each letter, all people and koperasi invented."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from naskah import cetak_pdf, issue, pencarian
from naskah.catalog import Jenis
from naskah.draf import Permintaan
from naskah.induk import tulis_contoh
from naskah.kantor import Kantor
from naskah.mulai import mulai
from naskah.surat import Surat
from registers.dasar import berkas, waktu

JAWABAN = {
    "kode_pos": "85111",
    "telepon": "(0380) 000000",
    "posel": "surat@contoh.invalid",
    "kepala_nama": "Dr. Contoh Kepala Dinas, M.Si.",
    "kepala_nip": "196808081993031008",
    "kepala_pangkat": "Pembina Utama Muda",
    "kepala_golongan": "IV/c",
    "gubernur_nama": "CONTOH GUBERNUR",
}
PEJABAT = {
    "sekretaris": {
        "nama": "Maria Contoh, S.E., M.Si.",
        "nip": "197503102000032001",
        "pangkat": "Pembina Tingkat I",
        "golongan": "IV/b",
    },
    "kabid-kelembagaan": {
        "nama": "Yohanes Contoh, S.H.",
        "nip": "197806152003121001",
        "pangkat": "Pembina",
        "golongan": "IV/a",
    },
    "kabid-umkm": {
        "nama": "Elisabeth Umpama, S.Sos.",
        "nip": "198001012005012001",
        "pangkat": "Pembina",
        "golongan": "IV/a",
    },
    "kasubag-umum": {
        "nama": "Petrus Misalnya, S.AP.",
        "nip": "198204202008011001",
        "pangkat": "Penata Tingkat I",
        "golongan": "III/d",
    },
    "bendahara-pengeluaran": {
        "nama": "Theresia Percobaan, A.Md.",
        "nip": "199309092019022001",
        "pangkat": "Pengatur",
        "golongan": "II/c",
    },
    "bendahara-penerimaan": {
        "nama": "Rofinus Rekaan",
        "nip": "197912052007011001",
        "pangkat": "Pengatur Muda Tingkat I",
        "golongan": "II/b",
    },
    "ppk-skpd": {
        "nama": "Agnes Teladan, S.E.",
        "nip": "198507122010012001",
        "pangkat": "Penata",
        "golongan": "III/c",
    },
    "pptk": {
        "nama": "Markus Andaian, S.Kom.",
        "nip": "199002282015031001",
        "pangkat": "Penata Muda Tingkat I",
        "golongan": "III/b",
    },
    "ketua-tim-kerja": {
        "nama": "Agnes Teladan, S.E.",
        "nip": "198507122010012001",
        "pangkat": "Penata",
        "golongan": "III/c",
    },
}


def siapkan(folder: Path, *, clock: waktu.Clock | None = None) -> Kantor:
    """Make the example office in `folder` and open it.

    Raises:
        KantorSalah: there is an office in it already.
        BerkasGagal: the folder cannot be written.
    """
    mulai(folder, JAWABAN, pejabat=PEJABAT)
    tulis_contoh(folder / "data")
    return Kantor.buka(folder, clock=clock, pelaku="Contoh Pengadministrasi")


def terbitkan_semua(
    kantor: Kantor, *, pdf: bool = False, maju: Callable[[str], None] = lambda _: None
) -> list[Surat]:
    """Issue every type from its contoh.toml (types that others derive are made by those); then the PDFs.

    Args:
        kantor: the example office.
        pdf: convert all letters in one LibreOffice run at the end.
        maju: told each type as it begins.
    """
    if pdf:
        issue.pastikan_pdf()
    hasil: list[Surat] = []
    for jenis in _urutan(kantor):
        maju(jenis.id)
        isi = tomllib.loads(berkas.baca(jenis.folder / "contoh.toml").decode("utf-8"))
        asal = next((s.id for a in jenis.asal for s in hasil if s.jenis == a), "")
        if asal:
            isi |= pencarian.isi_asal(pencarian.naskah_satu(kantor, asal), jenis)
        hasil += issue.buat(kantor, Permintaan(jenis.id, isi, id_permintaan=f"contoh-{jenis.id}"))
    if pdf:
        maju("PDF")
        peringatan = cetak_pdf.tambah(kantor, [s.id for s in hasil]).peringatan
        hasil[0] = hasil[0].dengan_peringatan([*hasil[0].peringatan, *peringatan])
    return hasil


def _urutan(kantor: Kantor) -> list[Jenis]:
    """Every type once, behind those it follows, without those that another issues as its derived letters."""
    semua = [kantor.katalog.jenis(id_) for id_ in kantor.katalog.daftar()]
    turunan = {t.jenis for j in semua for t in j.turunan}

    def ke(jenis: Jenis) -> int:
        return 1 + max((ke(kantor.katalog.jenis(a)) for a in jenis.asal), default=0)

    return sorted((j for j in semua if j.id not in turunan), key=ke)
