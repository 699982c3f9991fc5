"""A row of an old agenda as canonical values: what cannot be read stops it, what fits nowhere is a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from naskah import impor_nilai
from naskah.impor_baca import BarisLama, LembarLama
from naskah.impor_judul import URUTAN
from naskah.impor_model import Terbaca
from naskah.impor_nilai import Saat
from naskah.lembar import Sel, SelRusak
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import PANJANG_MAKS, desimal_dari
from registers.definisi import Buku, Kolom

KLAS = Kolom("klas", "Kode Klasifikasi", 10, dari="klas")
_PENENTU = ("tanggal_terima", "tanggal")  # dates that say whose year's book a row belongs to
_POKOK = {URUTAN, "tanggal", "tanggal_terima", "nomor", "dari", "kepada", "hal", "klas"}
_ANGKA_PENTING = {"nip", "nik", "nik_koperasi", "npwp"}
_SIFAT = {"amat segera": "sangat segera", "sgt segera": "sangat segera", "kilat": "sangat segera"}
_ARAHAN = "kode"
_KUTIPAN = 60


@dataclass
class _Hasil:
    isi: dict[str, Nilai] = field(default_factory=dict[str, Nilai])
    catatan: list[str] = field(default_factory=list[str])
    temuan: list[Temuan] = field(default_factory=list[Temuan])
    perhatian: list[Temuan] = field(default_factory=list[Temuan])


def sahkan(buku: Buku, lembar: LembarLama, baris: BarisLama, hari_ini: date, tahun: int = 0) -> Terbaca:
    """Read every cell of a row.

    Args:
        buku: the book it goes to.
        lembar: its sheet, which may say the year.
        baris: the row.
        hari_ini: no letter is dated after it.
        tahun: the year of dates without one; 0: the sheet's.
    """
    saat = Saat(tahun or lembar.tahun, lembar.hari_nol)
    kolom = {"klas": KLAS, **{k.kunci: k for k in buku.kolom}}
    hasil = _Hasil()
    for kunci, sel in baris.sel.items():
        _sel(hasil, kolom[kunci], sel, saat)
    for judul, sel in baris.lain:
        _lain(hasil, judul, sel)
    if not baris.sel.keys() & {k.kunci for k in buku.kolom if k.wajib or k.kunci in _POKOK} - {URUTAN}:
        hasil.temuan.append(Temuan(baris.alamat, "bukan baris agenda: tidak ada yang dikenal", _LEPAS))
    else:
        _wajib(hasil, buku, baris)
    _tanggal_terima(hasil, buku, baris)
    _taruh_catatan(hasil, buku, baris)
    penentu = _penentu(buku, hasil.isi)
    _periksa_tanggal(hasil, baris, lembar, penentu, hari_ini)
    return Terbaca(
        baris,
        hasil.isi,
        date.fromisoformat(hasil.isi[penentu]) if penentu else None,
        tuple(hasil.temuan),
        tuple(hasil.perhatian),
        lembar.tahun,
    )


_LEPAS = "gabungkan dengan baris surat di atasnya, atau hapus"


def _sel(hasil: _Hasil, kolom: Kolom, sel: Sel, saat: Saat) -> None:
    """One cell: taken; or a note, where the column is not what the row stands on; or a refusal."""
    mentah = sel.nilai
    if kolom.kunci == "sifat" and isinstance(mentah, str):
        mentah = _SIFAT.get(" ".join(mentah.casefold().split()), mentah)
    try:
        nilai = impor_nilai.baca(kolom, mentah, saat)
        if kolom.kunci == _ARAHAN:  # directed long ago: rows of the buku pengendali are not made again
            hasil.catatan.append(f"{kolom.judul}: {nilai}")
        else:
            hasil.isi[kolom.kunci] = nilai
    except NilaiSalah as galat:
        tegas = kolom.kunci in _POKOK or kolom.wajib or kolom.jenis in _ANGKA_PENTING or kolom.jenis == "teks"
        if tegas or not _jadi_catatan(hasil, kolom.judul, sel):
            hasil.temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, kutip(sel.nilai)))
            return
        pesan = f"{kolom.judul}: {galat.pesan}; dipindahkan ke catatan"
        hasil.perhatian.append(Temuan(sel.alamat, pesan, galat.saran, kutip(sel.nilai)))
        return
    if isinstance(mentah, str) and impor_nilai.bersih(mentah) != mentah:
        hasil.perhatian.append(Temuan(sel.alamat, "huruf yang tidak kelihatan dibuang"))
    if kolom.jenis == "tanggal" and (jam := impor_nilai.jam(sel.nilai)):
        hasil.catatan.append(f"{kolom.judul}: pukul {jam}")


def _lain(hasil: _Hasil, judul: str, sel: Sel) -> None:
    if not _jadi_catatan(hasil, judul, sel):
        rusak = sel.nilai if isinstance(sel.nilai, SelRusak) else None
        pesan = rusak.pesan if rusak else "digit atau hurufnya tidak dapat disimpan"
        saran = rusak.saran if rusak else "format selnya sebagai Teks, lalu ketik ulang"
        hasil.temuan.append(Temuan(sel.alamat, pesan, saran, kutip(sel.nilai)))


def _jadi_catatan(hasil: _Hasil, judul: str, sel: Sel) -> bool:
    try:
        hasil.catatan.append(f"{judul}: {impor_nilai.teks(sel.nilai)}")
    except NilaiSalah:
        return False
    return True


def _wajib(hasil: _Hasil, buku: Buku, baris: BarisLama) -> None:
    """What the book cannot do without; a cell that was refused has its own finding."""
    for kolom in buku.kolom:
        if kolom.wajib and kolom.kunci not in hasil.isi and kolom.kunci not in baris.sel:
            hasil.temuan.append(Temuan(baris.alamat, f"{kolom.judul} kosong", f"isi {kolom.judul} baris itu"))
    if "catat" in buku.entri and not {"kepada", "hal"} & baris.sel.keys():
        hasil.temuan.append(
            Temuan(baris.alamat, "isi ringkas dan tujuan kosong", "isi salah satunya, atau hapus baris itu")
        )


def _tanggal_terima(hasil: _Hasil, buku: Buku, baris: BarisLama) -> None:
    """An incoming letter without the day it came in: the day it was written stands for it, said aloud."""
    if "masuk" in buku.entri and "tanggal_terima" not in baris.sel and "tanggal" in hasil.isi:
        hasil.isi["tanggal_terima"] = hasil.isi["tanggal"]
        di = baris.sel["tanggal"].alamat
        hasil.perhatian.append(Temuan(di, "tanggal terima kosong; dipakai tanggal suratnya"))


def _taruh_catatan(hasil: _Hasil, buku: Buku, baris: BarisLama) -> None:
    """Notes go into people's column for them, behind what stands there."""
    if not hasil.catatan:
        return
    kolom = kolom_catatan(buku)
    if kolom is None:
        hasil.perhatian.append(
            Temuan(baris.alamat, f"tidak ada kolom untuk: {'; '.join(hasil.catatan)}", "salin sendiri")
        )
        return
    semua = "; ".join(filter(None, [str(hasil.isi.get(kolom.kunci) or ""), *hasil.catatan]))
    if len(semua) > PANJANG_MAKS:
        hasil.temuan.append(
            Temuan(baris.alamat, "catatannya terlalu panjang", f"paling banyak {PANJANG_MAKS} huruf")
        )
        return
    hasil.isi[kolom.kunci] = semua


def kolom_catatan(buku: Buku) -> Kolom | None:
    """The column of a book that takes what no other column does."""
    calon = [k for k in buku.kolom if k.jenis in ("teks", "paragraf") and not k.hitung]
    sebutan = ("catatan", "keterangan")
    urut = sorted(calon, key=lambda k: (k.kunci not in sebutan, k.milik != "orang"))
    return next((k for k in urut if k.kunci in sebutan or k.milik == "orang"), None)


def _penentu(buku: Buku, isi: Mapping[str, Nilai]) -> str:
    """The column whose date says whose year's book the row belongs to; "" for none."""
    tanggal = [k.kunci for k in buku.kolom if k.jenis == "tanggal"]
    return next((k for k in (*_PENENTU, *tanggal) if k in tanggal and k in isi), "")


def _periksa_tanggal(
    hasil: _Hasil, baris: BarisLama, lembar: LembarLama, penentu: str, hari_ini: date
) -> None:
    for kunci in _PENENTU:
        if kunci in baris.sel and hasil.isi.get(kunci, "") > hari_ini.isoformat():
            hasil.temuan.append(
                Temuan(
                    baris.sel[kunci].alamat, "tanggalnya di masa depan", "periksa tahunnya", hasil.isi[kunci]
                )
            )
    if penentu and lembar.tahun and lembar.tahun != int(hasil.isi[penentu][:4]):
        sel = baris.sel.get(penentu) or baris.sel["tanggal"]
        pesan = f"lembarnya tahun {lembar.tahun}; dibukukan di tahun {hasil.isi[penentu][:4]}"
        hasil.perhatian.append(Temuan(sel.alamat, pesan, "periksa tahunnya", str(hasil.isi[penentu])))


def kutip(nilai: object) -> str:
    """A cell's value as a finding quotes it: in full when it is short, digits as Excel shows them."""
    if isinstance(nilai, SelRusak):
        return ""
    teks = f"{desimal_dari(nilai):f}" if isinstance(nilai, float) else str(nilai)
    terlihat = "".join(h if h.isprintable() else "�" for h in " ".join(teks.split()))
    return terlihat if len(terlihat) <= _KUTIPAN else f"{terlihat[:_KUTIPAN]}…"
