"""data/pegawai.xlsx and data/koperasi.xlsx as lists that are searched and edited, and their import.

People are kept: there is no deleting here. Only cells that change are written; the rest of the workbook
stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from naskah import berkas_data, fields
from naskah.fields import IndukSalah, koperasi, pegawai
from naskah.induk import MACAM, TabelInduk, angka_nomor, baca_tabel, teks_sel, tulis_kosong
from naskah.kantor import Kantor
from naskah.lembar import Sel
from registers import workbook
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, DataTidakSah, KeadaanDitolak, NilaiSalah, TidakDitemukan
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.temuan import Temuan

_STATUS = ("PNS", "PPPK")
_GOLONGAN = re.compile(r"(I|II|III)/[a-d]|IV/[a-e]|I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,2}", re.IGNORECASE)
_TERANG = {
    "golongan": Isian(
        "golongan", label="Golongan ruang", bantuan="PPPK: tanpa ruang, seperti IX.", contoh="III/c"
    )
}

ISIAN: Mapping[str, tuple[Isian, ...]] = {
    "pegawai": (
        *(_TERANG.get(i.nama, i) for i in pegawai.BIDANG),
        Isian("status", label="Status", bantuan="PNS atau PPPK; menentukan tabel gajinya.", contoh="PNS"),
        Isian(
            "tmt_kgb",
            "tanggal",
            label="TMT kenaikan gaji berkala (KGB) terakhir",
            bantuan="Terhitung mulai tanggal gaji yang kini; KGB berikutnya dihitung dari tanggal ini.",
            contoh="1 Maret 2025",
        ),
        Isian(
            "mkg_tahun",
            "bilangan",
            label="Masa kerja golongan (MKG), tahun",
            bantuan="Pada TMT KGB terakhir itu, seperti tertulis dalam surat KGB-nya; tahunnya saja.",
            contoh="14",
            minimal=0,
            maksimal=60,
        ),
        Isian(
            "mkg_bulan",
            "bilangan",
            label="Masa kerja golongan (MKG), bulan",
            bantuan="Kelebihan bulannya, 0 sampai 11.",
            contoh="0",
            minimal=0,
            maksimal=11,
        ),
        Isian(
            "tmt_pangkat",
            "tanggal",
            label="TMT pangkat terakhir",
            bantuan="Terhitung mulai tanggal pangkat dan golongan yang sekarang.",
            contoh="1 April 2023",
        ),
        Isian(
            "bup",
            "bilangan",
            label="Batas usia pensiun (BUP)",
            bantuan="Dalam tahun. Kosong: menurut jabatannya.",
            contoh="58",
            minimal=40,
            maksimal=80,
        ),
    ),
    "koperasi": koperasi.BIDANG,
}
"""The fields of each list; with stricter kinds than letters need, so that what is typed here computes."""


@dataclass(frozen=True)
class BarisDaftar:
    """One person or koperasi of the list.

    Attributes:
        kunci: its number, or "b12" (row 12) where it has none that is its own.
        nilai: field → text, dates as ISO text; damaged cells are left out.
        salah: field → what is wrong with its cell.
        sidik: hash of the row; handed back with a change.
    """

    kunci: str
    nilai: Mapping[str, str]
    salah: Mapping[str, str]
    sidik: str


@dataclass(frozen=True)
class Halaman:
    """Some rows of a list, and how many fit the search in all."""

    baris: Sequence[BarisDaftar]
    jumlah: int


def isian(kantor: Kantor, apa: str) -> list[Isian]:
    """The fields the office's file has a column for; all of them while there is no file.

    Raises:
        BerkasGagal: the file cannot be used as a whole.
    """
    tabel = _tabel(kantor, apa)
    return [i for i in ISIAN[apa] if tabel is None or i.nama in tabel.kolom]


def daftar(kantor: Kantor, apa: str, kata: str = "", batas: int = 50, lewati: int = 0) -> Halaman:
    """Rows in which every word occurs, in any column; in the order of the file.

    Raises:
        BerkasGagal: the file cannot be used as a whole.
    """
    tabel = _tabel(kantor, apa)
    if tabel is None:
        return Halaman((), 0)
    cocok: Sequence[int] = range(len(tabel.baris))
    for satu in kata.casefold().split():
        cocok = [ke for ke in cocok if satu in tabel.teks[ke]]
    return Halaman([baris_daftar(tabel, ke) for ke in cocok[lewati : lewati + batas]], len(cocok))


def satu(kantor: Kantor, apa: str, kunci: str) -> BarisDaftar:
    """The row of this key.

    Raises:
        TidakDitemukan: there is none (any more).
        BerkasGagal: the file cannot be used as a whole.
    """
    tabel = _tabel(kantor, apa)
    ke = _cari(tabel, kunci) if tabel else None
    if tabel is None or ke is None:
        raise TidakDitemukan(f"Baris {kunci} tidak ada di data {apa}.", "Cari lagi di daftarnya.")
    return baris_daftar(tabel, ke)


def peringatan(apa: str, nilai: Mapping[str, str]) -> dict[str, str]:
    """What nobody can compute with, by field: accepted all the same, since offices write what they have.

    >>> list(peringatan("pegawai", {"status": "honorer", "golongan": "III/c"}))
    ['status']
    """
    if apa != "pegawai":
        return {}
    hasil: dict[str, str] = {}
    if (status := nilai.get("status", "")) and status.upper() not in _STATUS:
        hasil["status"] = f"{status} bukan {' atau '.join(_STATUS)}; gaji berkalanya tidak dapat dihitung."
    if (golongan := nilai.get("golongan", "")) and not _GOLONGAN.fullmatch(golongan):
        hasil["golongan"] = (
            f"{golongan} bukan golongan ruang PNS (I/a sampai IV/e) atau golongan PPPK (I sampai XVII); "
            "gaji berkalanya tidak dapat dihitung."
        )
    return hasil


def simpan(
    kantor: Kantor, apa: str, kunci_lama: str | None, nilai: Mapping[str, str], dilihat: str = ""
) -> str:
    """Add a row (`kunci_lama` None) or change one; returns its key.

    Args:
        kantor: the open office.
        apa: "pegawai" or "koperasi".
        kunci_lama: the row that is changed.
        nilai: field → as typed; one left out stays. What is as it was is neither checked nor written.
        dilihat: `sidik` of the row the person saw.

    Raises:
        DataTidakSah: every finding at once, by field.
        KeadaanDitolak: the row was changed meanwhile, or the file is open in Excel.
        BerkasGagal: the file cannot be used, or written.
    """
    with terkunci(kantor, apa) as path:
        data = berkas.baca(path)
        tabel = _tabel(kantor, apa) or tabel_berkas(data, path, apa)  # `ganti` sees that both are of one file
        ke = _cari(tabel, kunci_lama) if kunci_lama is not None else None
        lama = baris_daftar(tabel, ke) if ke is not None else None
        if kunci_lama is not None and (lama is None or lama.sidik != dilihat):
            raise KeadaanDitolak(
                f"Data {apa} ini sudah diubah orang lain sejak halaman ini dibuka; belum disimpan.",
                "Muat ulang halamannya, periksa, lalu ulangi.",
            )
        terbaca = periksa(apa, nilai, lama)
        temuan = [*terbaca.temuan, *_ganda(tabel, terbaca.nilai, ke), *_tanpa_kolom(tabel, terbaca.nilai)]
        if temuan:
            raise DataTidakSah(f"Data {apa} belum dapat disimpan.", temuan)
        isi = sel_baru(apa, tabel, terbaca.nilai)
        if ke is None:
            hasil = workbook.tulis_sel(data, path.name, tabel.lembar, {}, [isi])
        else:
            hasil = workbook.tulis_sel(data, path.name, tabel.lembar, {nomor_baris(tabel, ke): isi})
        berkas_data.ganti(kantor, path, data, hasil, f"{kantor.hari_ini():%Y%m%d}")
        if nomor := terbaca.nilai.get(tabel.kolom_nomor):
            return nomor
        if kunci_lama is not None and tabel.kolom_nomor not in terbaca.nilai:
            return kunci_lama
        baru = tabel_berkas(hasil, path, apa)
        return _kunci(baru, len(baru.baris) - 1 if ke is None else ke)


@dataclass(frozen=True)
class Terperiksa:
    """Typed values that differ from the row: canonical, "" for one that was emptied; and what is wrong."""

    nilai: Mapping[str, str]
    temuan: Sequence[Temuan]


def periksa(apa: str, nilai: Mapping[str, object], lama: BarisDaftar | None) -> Terperiksa:
    """Check the values that differ from the row `lama` with the fields of the list."""
    dulu = lama.nilai if lama else {}
    beda = {
        k: v
        for k, v in nilai.items()
        if (not isinstance(v, str) or v.strip() != dulu.get(k, ""))
        and not (fields.kosong(v) and k not in dulu)
    }
    if lama is None or "nama" not in dulu:
        beda.setdefault("nama", nilai.get("nama", ""))
    medan = [i for i in ISIAN[apa] if i.nama in beda]
    terbaca = fields.baca(medan, beda, TanpaAcuan())
    salah = {t.tempat for t in terbaca.temuan}
    isi = {k: str(terbaca.nilai.get(k, "")) for k in beda if k not in salah}
    isi = {k: v.replace(" ,", ",") if k == "nama" else v for k, v in isi.items()}
    return Terperiksa({k: v for k, v in isi.items() if v != dulu.get(k, "")}, terbaca.temuan)


def sel_baru(apa: str, tabel: TabelInduk, nilai: Mapping[str, str]) -> dict[int, str | int | date]:
    """Canonical values by column, as cells hold them: numbers of identity as text, days as days."""
    jenis = {i.nama: i.jenis for i in ISIAN[apa]}
    return {tabel.kolom[k]: _sel(v, jenis[k]) for k, v in nilai.items() if k in tabel.kolom}


def _sel(nilai: str, jenis: str) -> str | int | date:
    if nilai and jenis == "tanggal":
        return date.fromisoformat(nilai)
    return int(nilai) if nilai and jenis == "bilangan" else nilai


def baris_daftar(tabel: TabelInduk, ke: int) -> BarisDaftar:
    """The row at this index."""
    nilai: dict[str, str] = {}
    salah: dict[str, str] = {}
    for nama, sel in tabel.baris[ke].items():
        try:
            nilai[nama] = _teks(tabel, nama, sel)
        except IndukSalah as galat:
            salah[nama] = galat.pesan
    sidik = berkas.sha256(repr((sorted(nilai.items()), sorted(salah.items()))).encode())
    return BarisDaftar(_kunci(tabel, ke), nilai, salah, sidik)


def _tabel(kantor: Kantor, apa: str) -> TabelInduk | None:
    try:
        return kantor.induk.tabel(apa)
    except NilaiSalah as galat:
        raise BerkasGagal(f"{galat.pesan}.", galat.saran) from galat


def tabel_berkas(data: bytes, path: Path, apa: str) -> TabelInduk:
    """The list in the bytes of its file.

    Raises:
        BerkasGagal: it cannot be used as a whole.
    """
    try:
        return baca_tabel(data, f"data/{path.name}", MACAM[apa])
    except NilaiSalah as galat:
        raise BerkasGagal(f"{galat.pesan}.", galat.saran) from galat


def _teks(tabel: TabelInduk, nama: str, sel: Sel) -> str:
    teks = teks_sel(tabel, nama, sel)
    return (angka_nomor(teks) or "") if nama == tabel.kolom_nomor else teks


def nomor_baris(tabel: TabelInduk, ke: int) -> int:
    """Row number in the sheet."""
    alamat = next(iter(tabel.baris[ke].values())).alamat.rpartition("!")[2]
    return int(alamat.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _kunci(tabel: TabelInduk, ke: int) -> str:
    sel = tabel.baris[ke].get(tabel.kolom_nomor)
    angka = angka_nomor(sel.nilai) if sel else None
    milik = bool(angka) and angka.isdecimal() and len(tabel.nomor.get(angka, ())) == 1
    return angka if milik and angka else f"b{nomor_baris(tabel, ke)}"


def _cari(tabel: TabelInduk, kunci: str) -> int | None:
    """Index of the row with this key."""
    if kunci.startswith("b") and kunci[1:].isdecimal():
        nomor = int(kunci[1:])
        return next((ke for ke in range(len(tabel.baris)) if nomor_baris(tabel, ke) == nomor), None)
    cocok = tabel.nomor.get(kunci, ())
    return cocok[0] if len(cocok) == 1 else None


def _ganda(tabel: TabelInduk, nilai: Mapping[str, str], ke: int | None) -> list[Temuan]:
    """A number belongs to one row only."""
    nama = tabel.kolom_nomor
    angka = nilai.get(nama)
    for lain in tabel.nomor.get(angka, ()) if angka else ():
        if lain != ke:
            pemilik = tabel.baris[lain].get("nama")
            siapa = str(pemilik.nilai) if pemilik else f"baris {nomor_baris(tabel, lain)}"
            return [
                Temuan(
                    nama, f"{nama.upper()} ini sudah dipakai {siapa}", "periksa lagi nomornya", angka or ""
                )
            ]
    return []


def _tanpa_kolom(tabel: TabelInduk, nilai: Mapping[str, str]) -> list[Temuan]:
    saran = f"tambahkan judul kolom itu di {tabel.berkas} dengan Excel"
    return [
        Temuan(k, f"tidak ada kolomnya di {tabel.berkas}", saran, v)
        for k, v in nilai.items()
        if v and k not in tabel.kolom
    ]


@contextmanager
def terkunci(kantor: Kantor, apa: str) -> Generator[Path]:
    """The list's file, made when missing, held as `berkas_data.terkunci` does.

    Raises:
        KeadaanDitolak: somebody has it.
    """
    with berkas_data.terkunci(kantor, MACAM[apa].berkas) as path:
        if not path.exists():
            tulis_kosong(path.parent)
        yield path
