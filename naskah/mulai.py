"""A new office folder (design §4): kantor.toml, data/, buku/, arsip/, konsep/."""

from __future__ import annotations

import json
import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from naskah.tatanan import NAMA_BERKAS, baca_tatanan
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, KantorSalah, NilaiSalah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class Pertanyaan:
    """One question `naskah mulai` asks, with the answer that is right for the Dinas."""

    kunci: str
    tanya: str
    bawaan: str


PERTANYAAN = (
    Pertanyaan("pemerintah", "Nama pemerintah daerah", "PEMERINTAH PROVINSI NUSA TENGGARA TIMUR"),
    Pertanyaan("nama", "Nama perangkat daerah", "DINAS KOPERASI, USAHA KECIL DAN MENENGAH"),
    Pertanyaan("kode_pd", "Kode perangkat daerah dalam nomor surat", "DKUKM"),
    Pertanyaan("alamat", "Alamat", "Jalan Basuki Rahmat Nomor 1, Kupang"),
    Pertanyaan("kode_pos", "Kode pos (boleh kosong)", ""),
    Pertanyaan("telepon", "Telepon (boleh kosong)", ""),
    Pertanyaan("posel", "Pos-el (boleh kosong)", ""),
    Pertanyaan("tempat", "Tempat surat ditetapkan", "Kupang"),
    Pertanyaan("kepala_nama", "Nama Kepala Dinas, dengan gelar", ""),
    Pertanyaan("kepala_nip", "NIP Kepala Dinas", ""),
    Pertanyaan("kepala_pangkat", "Pangkat Kepala Dinas", "Pembina Utama Muda"),
    Pertanyaan("kepala_golongan", "Golongan ruang Kepala Dinas", "IV/c"),
    Pertanyaan("gubernur_nama", "Nama Gubernur", ""),
)
_TETAP = {
    "zona_waktu": "Asia/Makassar",
    "unit": "",
    "gubernur": "GUBERNUR NUSA TENGGARA TIMUR",
    "laman": "",
}
_WAJIB = ("pemerintah", "nama", "kode_pd", "tempat", "kepala_nama", "gubernur_nama")
_FOLDER = ("data", "buku", "arsip", "konsep", "templates")

# The posts the paraf tables and letters of this office name; their holders are filled in by the office.
_POS = (
    ("sekretaris", "Sekretaris Dinas Koperasi, Usaha Kecil dan Menengah Provinsi Nusa Tenggara Timur"),
    ("kabid-kelembagaan", "Kepala Bidang Kelembagaan dan Pengawasan"),
    ("kabid-umkm", "Kepala Bidang Usaha Kecil dan Menengah"),
    ("kasubag-umum", "Kepala Subbagian Kepegawaian dan Umum"),
    ("ketua-tim-kerja", "Ketua Tim Kerja"),
)
_BENDAHARA = (  # they sign papers of the treasurer, and get no disposisi
    ("bendahara-pengeluaran", "Bendahara Pengeluaran"),
    ("bendahara-penerimaan", "Bendahara Penerimaan"),
    ("ppk-skpd", "Pejabat Penatausahaan Keuangan"),
    ("pptk", "Pejabat Pelaksana Teknis Kegiatan"),
)


def mulai(
    folder: Path, jawaban: Mapping[str, str], *, pejabat: Mapping[str, Mapping[str, str]] | None = None
) -> None:
    """Make a new office in `folder`, which must not hold one yet; all of it or nothing but empty folders.

    Args:
        folder: where; made when missing.
        jawaban: answers by `Pertanyaan.kunci`; defaults fill what is left out.
        pejabat: holders of the further posts by post id (nama, nip, pangkat, golongan).

    Raises:
        KantorSalah: there is an office in it already, or the answers make no valid kantor.toml.
        DataTidakSah: an answer is unknown or a needed one is missing.
        BerkasGagal: the folder cannot be written.
    """
    pastikan_baru(folder)
    tujuan = folder / NAMA_BERKAS
    nilai = _lengkapi(jawaban)
    try:
        for nama in _FOLDER:
            (folder / nama).mkdir(parents=True, exist_ok=True)
    except OSError as galat:
        raise berkas.gagal(folder, galat, "dibuat") from galat
    teks = Template(resources.files("naskah").joinpath("data/kantor-baru.toml").read_text("utf-8"))
    isi = teks.substitute(
        {k: json.dumps(v, ensure_ascii=False) for k, v in nilai.items()},
        pejabat_lain=_pejabat_toml(pejabat or {}),
        kantor_id=json.dumps(uuid.uuid4().hex),
    )
    tomllib.loads(isi)
    berkas.tulis_atomik(tujuan, isi.encode("utf-8"))
    try:
        baca_tatanan(folder)
    except KantorSalah:
        tujuan.unlink()
        raise


def pastikan_baru(folder: Path) -> None:
    """Refuse a folder that is an office already.

    Raises:
        KantorSalah: there is a kantor.toml in it.
    """
    if (folder / NAMA_BERKAS).exists():
        raise KantorSalah(
            f"Di {folder} sudah ada kantor.", hint="Pilih folder lain; kantor lama tidak diubah."
        )


def _lengkapi(jawaban: Mapping[str, str]) -> dict[str, str]:
    dikenal = {p.kunci: p.bawaan for p in PERTANYAAN} | _TETAP
    temuan = [
        Temuan(k, "tidak dikenal", f"yang dikenal: {', '.join(dikenal)}") for k in jawaban if k not in dikenal
    ]
    nilai = {k: " ".join(str(jawaban.get(k, bawaan)).split()) for k, bawaan in dikenal.items()}
    temuan += [Temuan(k, "belum diisi", "tulis nilainya") for k in _WAJIB if not nilai[k]]
    if nilai["kepala_nip"]:
        try:
            nilai["kepala_nip"] = semua()["nip"].baca(nilai["kepala_nip"], Isian("nip", "nip"), TanpaAcuan())
        except NilaiSalah as galat:
            temuan.append(Temuan("kepala_nip", galat.pesan, galat.saran, nilai["kepala_nip"]))
    if temuan:
        raise DataTidakSah("Jawaban untuk kantor baru belum lengkap.", temuan)
    return nilai


def _pejabat_toml(pejabat: Mapping[str, Mapping[str, str]]) -> str:
    bagian: list[str] = []
    for id_, jabatan in (*_POS, *_BENDAHARA):
        bagian += ["", "[[pejabat]]", f'id = "{id_}"', f'jabatan = "{jabatan}"']
        if (id_, jabatan) in _BENDAHARA:
            bagian.append("disposisi = false")
        if id_ in pejabat:
            bagian.append("[[pejabat.masa]]")
            bagian += [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in pejabat[id_].items()]
            bagian.append("dari = 2025-01-01")
        else:
            bagian += ["# [[pejabat.masa]]", '# nama = ""', '# nip = ""', "# dari = 2026-01-01"]
    return "\n".join(bagian)
