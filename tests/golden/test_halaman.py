"""What a reader of the printed pages sees: page counts, kop, page numbers, and no signature alone on a page.

One LibreOffice run converts every example and the longer variants together.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from naskah import pdf
from naskah.catalog import Katalog, folder_templat
from naskah.draf import susun
from naskah.kantor import Kantor
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT

pytestmark = pytest.mark.xdist_group("halaman")  # printed once, by one worker
KOP = "PEMERINTAH PROVINSI NUSA TENGGARA TIMUR"
PARAGRAF = (
    "Sehubungan dengan pembinaan koperasi di seluruh kabupaten/kota dalam wilayah Provinsi Nusa Tenggara "
    "Timur, data perkembangan koperasi sampai dengan akhir triwulan perlu dimutakhirkan oleh dinas yang "
    "membidangi koperasi dan usaha kecil menengah di setiap kabupaten/kota."
)
# Pages of each example; a change here is a change of layout, to be looked at.
LEMBAR = {
    "ba-pemeriksaan": 3,
    "ba-penutupan-kas": 1,
    "kuitansi-sewa": 1,
    "lhpkk": 8,
    "nota-dinas": 1,
    "nota-kesepahaman": 3,
    "nota-kesepakatan": 2,
    "pkgb": 1,
    "sertifikat-kesehatan": 1,
    "sertifikat-nik": 1,
    "sk-penetapan-kesehatan": 3,
    "sk-tim-kerja": 4,
    "sppd": 2,
    "sts": 1,
    "spt": 1,
    "surat-dinas": 1,
    "surat-rekomendasi-lpdb": 3,
    "surat-rekomendasi-pendirian": 3,
    "surat-tugas": 2,
    "surat-undangan": 2,
}
PAKET = {  # pages of each document, in their order
    "lpj-up-gu-tu": (1, 1),
    "pengembalian-spp": (1, 1),
    "spm": (2, 1, 1, 1),
    "spp-gu": (1, 1, 1, 1, 1),
    "spp-ls-barang-jasa": (1, 1, 1, 1, 1),
    "spp-ls-gaji": (1, 1, 1, 1, 1, 1, 1),
    "spp-tu": (1, 1, 1, 1, 1),
    "spp-up": (1, 1, 1, 1),
}
TANPA_KOP = {"nota-kesepahaman", "sertifikat-kesehatan", "sertifikat-nik"}
# The field that is made longer, and to how many items, so that the signature meets the end of a page.
ULUR = {
    "surat-dinas": ("isi", (4, 5, 6, 7)),
    "nota-dinas": ("isi", (5, 6, 7, 8)),
    "surat-tugas": ("untuk", (3, 8, 10, 12)),
    "spt": ("untuk", (2, 3, 4, 6)),
    "sk-tim-kerja": ("mengingat", (5, 7, 9, 12)),
    "sk-penetapan-kesehatan": ("mengingat", (4, 6, 8, 12)),
    "surat-rekomendasi-lpdb": ("ketentuan", (4, 8, 10, 12)),
}
# What makes a page that must stay one as full as it gets: a long name and address, three posts that sign.
_NAMA = (
    "Koperasi Simpan Pinjam dan Pembiayaan Syariah Pegawai Negeri, Pensiunan, dan Masyarakat Tani Nelayan "
    "Sejahtera Bersama Umpama Contoh Maju Timor Jaya"
)
_ALAMAT = (
    "Jalan Jenderal Umpama Teladan Raya Nomor 125 Blok C, RT 012/RW 004, Lingkungan Pasar Contoh Lama Timur "
    "dekat Lapangan"
)
PENUH: dict[str, dict[str, Any]] = {
    f"penuh_{n}": {
        "koperasi": {
            "nama": _NAMA[:n].strip(),
            "nik": "5371010010001",
            "badan_hukum": "AHU-0012345.AH.01.26.TAHUN 2021",
            "tanggal_badan_hukum": "2021-03-02",
            "alamat": _ALAMAT,
            "desa": "Kelurahan Contoh Umpama",
            "kecamatan": "Kecamatan Andai Contoh",
            "kabupaten": "Kabupaten Timor Tengah Selatan",
            "bentuk": "Koperasi primer",
            "jenis": "Simpan pinjam",
        },
        "atas_nama": "gubernur",
        "untuk_beliau": "sekretaris",
    }
    for n in (50, 100, 150)
}
# An employee whose name, post and place of work are long; and a place of work that needs a second page.
_PEGAWAI = {
    "nama": "Dr. Maria Goreti Contoh Umpama Teladan, S.E., M.Si., Ak., CA.",
    "nip": "198507122010012001",
    "tanggal_lahir": "1985-07-12",
    "pangkat": "Penata Tingkat I",
    "golongan": "III/d",
    "jabatan": "Analis Pemberdayaan Koperasi dan Usaha Kecil Ahli Muda",
}
_UNIT = (
    "UPTD Balai Pelatihan Koperasi dan Usaha Kecil Contoh, Dinas Koperasi, Usaha Kecil dan Menengah "
    "Provinsi Nusa Tenggara Timur/Kupang"
)
_TEMPAT = (320, 480, 800, 880)  # letters of a place of work; with 800 LibreOffice once split the signature
PANJANG: dict[str, dict[str, dict[str, Any]]] = {
    "pkgb": {
        "panjang": {"pegawai": _PEGAWAI, "kantor_pegawai": _UNIT},
        "dua": {"pegawai": _PEGAWAI, "kantor_pegawai": f"{_UNIT}. {PARAGRAF}"},
        **{f"penuh_{n}": {"kantor_pegawai": f"{_UNIT} {'Kabupaten Contoh ' * 60}"[:n]} for n in _TEMPAT},
    }
}
# In these the signature stands in columns or in a form; what is kept together there is a table row.
_KOLOM = {
    "ba-pemeriksaan",
    "lhpkk",
    "nota-kesepahaman",
    "nota-kesepakatan",
    "sertifikat-kesehatan",
    "sertifikat-nik",
    "sppd",
}
_KECIL = 9.6  # points: paraf table, kop address


@dataclass
class Halaman:
    """One printed page: lines from top to bottom as (x of the first letter, font size, text)."""

    lebar: float
    tinggi: float
    potongan: list[tuple[float, float, float, str]] = field(default_factory=list)

    def baris(self) -> list[tuple[float, float, str]]:
        """Pieces of one height joined; what stands at the right half is a line of its own."""
        baris: dict[tuple[int, bool], list[tuple[float, float, float, str]]] = {}
        for potong in self.potongan:
            kanan = potong[0] > self.lebar * 0.45
            baris.setdefault((round(potong[1] / 3), kanan), []).append(potong)
        urut = sorted(baris.items(), key=lambda b: -b[0][0])
        return [(min(isi)[0], min(isi)[2], " ".join(p[3].strip() for p in sorted(isi))) for _, isi in urut]


def baca(berkas: Path) -> list[Halaman]:
    hasil: list[Halaman] = []
    for halaman in PdfReader(berkas).pages:
        satu = Halaman(float(halaman.mediabox.width), float(halaman.mediabox.height))

        def catat(
            teks: str, cm: list[float], tm: list[float], _: object, ukuran: float, satu: Halaman = satu
        ) -> None:
            if teks.strip():
                x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
                satu.potongan.append((x, y, ukuran * abs(tm[3] * cm[3]), teks))

        halaman.extract_text(visitor_text=catat)
        hasil.append(satu)
    return hasil


@dataclass(frozen=True)
class Cetakan:
    """A printed letter and the name of who signs it."""

    jenis: str
    nama: str
    halaman: list[Halaman]


@pytest.fixture(scope="module")
def cetakan(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cetakan]:
    """Every example and every longer variant, printed in one run; "<jenis>" or "<jenis>_<n>"."""
    if pdf.tersedia() is None:
        pytest.skip("LibreOffice tidak ada: halaman tidak dapat dihitung")
    folder = tmp_path_factory.mktemp("halaman")
    shutil.copytree(kantor_kosong, folder / "kantor")
    kantor = Kantor.buka(folder / "kantor", clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    penanda: dict[str, tuple[str, str]] = {}
    try:
        for jenis in (*LEMBAR, *PAKET):
            isi = tomllib.loads((kantor.katalog.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))
            medan, banyak = ULUR.get(jenis, ("", ()))
            semua: dict[str, dict[str, Any]] = {jenis: isi}
            semua |= {f"{jenis}_{n}": {**isi, medan: [PARAGRAF] * n} for n in banyak}
            lain = PENUH if kantor.katalog.jenis(jenis).satu_halaman else PANJANG.get(jenis, {})
            semua |= {f"{jenis}_{n}": {**isi, **ganti} for n, ganti in lain.items()}
            for nama, nilai in semua.items():
                draf = susun(kantor, jenis, nilai, kantor.hari_ini())
                semua_docx = draf.render(kantor, "500.3.2.1/17/DKUKM", terbit=True)
                for ke, (satu, jadi) in enumerate(zip(draf.dokumen, semua_docx, strict=True)):
                    satunya = f"{nama}--{ke}" if draf.lembar else nama
                    (folder / f"{satunya}.docx").write_bytes(jadi.docx)
                    penanda[satunya] = (jenis, str(satu.konteks["ttd"]["nama"]))
    finally:
        kantor.tutup()
    if hilang := pdf.huruf_hilang((folder / "sk-tim-kerja.docx").read_bytes()):
        pytest.skip(f"huruf {', '.join(hilang)} tidak terpasang: barisnya akan berbeda")
    pdf.ke_pdf(sorted(folder.glob("*.docx")), folder)
    return {n: Cetakan(j, ttd, baca(folder / f"{n}.pdf")) for n, (j, ttd) in penanda.items()}


def setiap(cetakan: dict[str, Cetakan], salah: Callable[[Cetakan], object]) -> dict[str, object]:
    """What is wrong, by letter; empty when nothing is."""
    return {nama: temuan for nama, c in cetakan.items() if (temuan := salah(c))}


def test_each_example_has_its_known_number_of_pages(cetakan: dict[str, Cetakan]):
    assert {jenis: len(cetakan[jenis].halaman) for jenis in LEMBAR} == LEMBAR
    paket = {p: tuple(len(cetakan[f"{p}--{ke}"].halaman) for ke in range(len(n))) for p, n in PAKET.items()}
    assert paket == PAKET


def test_a_page_that_must_stay_one_does_so_when_it_is_full(cetakan: dict[str, Cetakan]):
    katalog = Katalog.buka([folder_templat()])
    sehalaman = [jenis for jenis in katalog.daftar() if katalog.jenis(jenis).satu_halaman]
    assert {"sertifikat-kesehatan", "sertifikat-nik"} <= set(sehalaman)
    assert {len(cetakan[f"{jenis}_{n}"].halaman) for jenis in sehalaman for n in PENUH} == {1}


def test_a_pkgb_is_one_page_and_its_signature_takes_part_of_the_salary_to_a_second(
    cetakan: dict[str, Cetakan],
):
    assert len(cetakan["pkgb_panjang"].halaman) == 1
    _, kedua = cetakan["pkgb_dua"].halaman
    teks = " ".join(t for _, _, t in kedua.baris())
    for kata in ("Terhitung mulai tanggal", "KGB berikutnya", "Diharapkan agar", cetakan["pkgb_dua"].nama):
        assert kata in teks


@pytest.mark.parametrize("panjang", _TEMPAT)
def test_a_pkgb_keeps_closing_paraf_and_signature_together_however_long_the_place_of_work(
    cetakan: dict[str, Cetakan], panjang: int
):
    cetak = cetakan[f"pkgb_penuh_{panjang}"]
    teks = [" ".join(t for _, _, t in halaman.baris()) for halaman in cetak.halaman]
    (satu,) = [t for t in teks if cetak.nama in t]
    for kata in ("Diharapkan agar", "Paraf Hierarki", "a.n. GUBERNUR", "KEPALA DINAS", "NIP. "):
        assert kata in satu
    assert len([t for t in teks if "Tembusan:" in t and "Pegawai yang bersangkutan." in t]) == 1


def test_every_type_is_printed():
    semua = Katalog.buka([folder_templat()]).daftar()
    assert set(semua) == {*LEMBAR, *PAKET}


def test_the_kop_stands_on_the_first_page_and_nowhere_else(cetakan: dict[str, Cetakan]):
    def salah(c: Cetakan) -> object:
        seharusnya = [] if c.jenis in TANPA_KOP else [1]
        kertas = [
            i
            for i, h in enumerate(c.halaman, start=1)
            if any(t.startswith(KOP) for _, ukuran, t in h.baris() if ukuran > 14)
        ]
        return kertas != seharusnya and kertas

    assert setiap(cetakan, salah) == {}


def test_every_page_but_the_first_begins_with_its_number(cetakan: dict[str, Cetakan]):
    def salah(c: Cetakan) -> object:
        pertama = [h.baris()[0][2] for h in c.halaman]
        nomor = [f"- {i} -" for i in range(2, len(c.halaman) + 1)]
        return re.match(r"- \d+ -", pertama[0]) or pertama[1:] != nomor

    assert setiap(cetakan, salah) == {}


def test_no_signature_stands_on_a_page_without_text_before_it(cetakan: dict[str, Cetakan]):
    """Two lines of text before it; the last diktum of a Keputusan may be one line long."""

    def sebelum(halaman: Halaman, nama: str) -> int | None:
        baris = halaman.baris()
        letak = next((i for i, (_, _, teks) in enumerate(baris) if nama in teks), None)
        if letak is None:
            return None
        kiri = [t for x, ukuran, t in baris[:letak] if x < halaman.lebar * 0.4 and ukuran > _KECIL]
        return len([t for t in kiri if not re.fullmatch(r"- \d+ -", t)])

    def salah(c: Cetakan) -> object:
        if c.jenis in _KOLOM:
            return None
        paling_sedikit = 1 if c.jenis.startswith("sk-") else 2
        hitung = [sebelum(h, c.nama) for h in c.halaman]
        return all(h is None for h in hitung) or any(h is not None and h < paling_sedikit for h in hitung)

    assert setiap(cetakan, salah) == {}


def test_no_text_leaves_the_page(cetakan: dict[str, Cetakan]):
    def salah(c: Cetakan) -> object:
        return [
            t
            for h in c.halaman
            for x, y, _, t in h.potongan
            if not (28 < x < h.lebar - 28 and 14 < y < h.tinggi)
        ]

    assert setiap(cetakan, salah) == {}
