"""Tables of accounts as offices keep and export them, read row by row.

A sub kegiatan written once above its accounts (in its column, as a row with its code, or as a line "Sub
Kegiatan: …") holds for the rows below it. Rows that only add up (codes of fewer than six levels, "Jumlah")
are no accounts; what the totals say is kept, to be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from naskah.hitung._sisa_anggaran import kunci_sub
from naskah.hitung._uang import NOL, rp
from naskah.impor_baca import nomor_kolom
from naskah.lembar import Baris, Lembar, Sel, SelRusak
from naskah.rekening_judul import Kepala, Macam, temukan
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds.kode_rekening import KIND as KODE_REKENING
from registers.dasar.kinds.rupiah import KIND as RUPIAH
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris

# A code of fewer than six levels adds up those below it, and so does that of the office.
_KELOMPOK = re.compile(r"([\dX](\.[\dX]+){0,4}|\d\.\d\d(\.\d\.\d\d){2}\.\d\d\.\d{4})\.?")
_JUMLAH = re.compile(r"(sub ?)?(jumlah|total)\b", re.IGNORECASE)
_SUB_KODE = r"[\dX]\.[\dX]{2}\.\d{2}\.\d\.\d{2}\.\d{2,4}"  # 2.17.03.1.01.0001; X.XX serves every urusan
_SUB = re.compile(rf"{_SUB_KODE}\b")
_SUB_TERTULIS = re.compile(rf"(?:kode\s+)?sub\s?kegiatan\W+({_SUB_KODE}\b.*)", re.IGNORECASE)
_KODE_BERNAMA = re.compile(r"([\d. ]*\d\.?)[\s–-]+([^\W\d].*)", re.DOTALL)  # code and name in one cell
_POTONGAN = re.compile(r"potongan\b", re.IGNORECASE)
_BELANJA = re.compile(r"['’`]?5\.\d\.\d\d\.\d\d\.\d\d\.\d{4}\b")
_ENAM_TINGKAT = 10**11  # the least number that has the digits of all six levels
_MIRIP_UANG = re.compile(r"(rp)?[.,\s-]*\d[\d.,\s-]*", re.IGNORECASE)
_KOSONG = {"-", "–", "—"}  # what exports print for nothing


@dataclass(frozen=True)
class BarisRekening:
    """One account of one sub kegiatan.

    Attributes:
        sub_kegiatan: as written; empty when nothing says it.
        kode_rekening: six levels; empty for a deduction that names none.
        uraian: its name.
        uang: field = rupiah, for filled cells; None for one that cannot be read.
        alamat: cell of the code.
        temuan: what is wrong with its cells.
    """

    sub_kegiatan: str
    kode_rekening: str
    uraian: str
    uang: Mapping[str, Decimal | None]
    alamat: str
    temuan: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class BarisJumlah:
    """A row that adds up all accounts, or those since the total before it.

    Attributes:
        sel: field = its cell.
        sesudah: how many accounts stand above it.
    """

    sel: Mapping[str, Sel]
    sesudah: int


@dataclass(frozen=True)
class TabelRekening:
    """The accounts of one sheet.

    Attributes:
        lembar: its name.
        kepala: its headings.
        baris: the accounts, in order.
        potongan: what stands in a section of deductions below them.
        jumlah: the totals.
        temuan: cells and rows that cannot be used, those of the accounts included.
    """

    lembar: str
    kepala: Kepala
    baris: tuple[BarisRekening, ...]
    potongan: tuple[BarisRekening, ...] = ()
    jumlah: tuple[BarisJumlah, ...] = ()
    temuan: tuple[Temuan, ...] = ()


@dataclass
class _Bacaan:
    """What has been read so far, row by row; `sub_kegiatan` is None below a cell that cannot be read."""

    macam: Macam
    kepala: Kepala
    sub_kegiatan: str | None = ""
    di_potongan: bool = False
    baris: dict[tuple[str, str], BarisRekening] = field(default_factory=dict[tuple[str, str], BarisRekening])
    potongan: list[BarisRekening] = field(default_factory=list[BarisRekening])
    jumlah: list[BarisJumlah] = field(default_factory=list[BarisJumlah])
    temuan: list[Temuan] = field(default_factory=list[Temuan])


def baca(semua: Sequence[Lembar], macam: Macam) -> TabelRekening | None:
    """The table on the first of these sheets that has its headings; None when none has."""
    for satu in semua:
        if (kepala := temukan(satu, macam)) is not None:
            return _susun(satu, kepala, macam)
    return None


def beda_jumlah(tabel: TabelRekening, macam: Macam) -> Iterator[Temuan]:
    """Where the last total of the table is not the sum of its accounts.

    It may add up all of them, or only those since the total before it.
    """
    if not tabel.jumlah:
        return
    akhir = tabel.jumlah[-1]
    sebelum = tabel.jumlah[-2].sesudah if len(tabel.jumlah) > 1 else 0
    for nama in macam.uang:
        salah: list[Temuan] = []
        tertulis = _uang(akhir.sel, nama, salah)
        if tertulis is None:  # not written, or a formula nobody has computed
            continue
        nilai = [b.uang.get(nama) or NOL for b in tabel.baris[: akhir.sesudah]]
        bisa = {sum(nilai, NOL), sum(nilai[sebelum:], NOL)}
        if tertulis not in bisa:
            yield Temuan(
                akhir.sel[nama].alamat,
                f"jumlahnya {rp(tertulis)}, padahal baris-barisnya berjumlah {rp(sum(nilai, NOL))}",
                "periksa baris yang kurang atau lebih, atau ekspor lagi",
            )


def jumlah_tak_terbaca(tabel: TabelRekening, macam: Macam) -> Iterator[str]:
    """Cells of the last total that cannot be compared, since they show no amount."""
    for nama in macam.uang if tabel.jumlah else ():
        sel = tabel.jumlah[-1].sel.get(nama)
        if sel is not None and _uang(tabel.jumlah[-1].sel, nama, []) is None:
            yield sel.alamat


def _susun(lembar: Lembar, kepala: Kepala, macam: Macam) -> TabelRekening:
    bacaan = _Bacaan(macam, kepala)
    for baris in kepala.atas:
        _baca_sub(bacaan, baris)
    for baris in kepala.bawah:
        if nomor_kolom(baris):
            continue
        dikenal = {kepala.kolom[ke]: sel for ke, sel in baris.items() if ke in kepala.kolom}
        if bacaan.di_potongan or _membuka_potongan(bacaan, baris, dikenal):
            _baca_potongan(bacaan, baris, dikenal)
        elif not _baca_sub(bacaan, baris):
            # A total may say so in a column that is none of ours, merged over the first ones.
            tulisan = (m for s in baris.values() if (m := _JUMLAH.match(str(s.nilai).strip())))
            _baca_baris(bacaan, dikenal, next(tulisan, None))
    return TabelRekening(
        lembar.nama,
        kepala,
        tuple(bacaan.baris.values()),
        tuple(bacaan.potongan),
        tuple(bacaan.jumlah),
        tuple(bacaan.temuan),
    )


def _baca_sub(bacaan: _Bacaan, baris: Baris) -> bool:
    """Take in a line such as "Sub Kegiatan : 2.17.03.1.01.0001 - Pengawasan"; whether it is one."""
    teks = " ".join(str(sel.nilai).strip() for sel in baris.values())
    if (kena := _SUB_TERTULIS.match(teks)) is None:
        return False
    bacaan.sub_kegiatan = _sub(next(iter(baris.values())).alamat, kena[1], bacaan.temuan)
    return True


def _baca_baris(bacaan: _Bacaan, baris: Mapping[str, Sel], menjumlah: re.Match[str] | None) -> None:
    """Take one row in: an account, a sub kegiatan for the rows below, a total, or nothing of ours."""
    salah_kode: list[Temuan] = []
    kode, nama = _kode(bacaan, baris, salah_kode)
    if kode is None and menjumlah:
        if not menjumlah[1] and "kode_rekening" not in _tanpa_kata(baris):
            bacaan.jumlah.append(BarisJumlah(baris, len(bacaan.baris)))
        return
    bacaan.temuan += salah_kode
    if salah_kode:  # no account, and its amounts are looked at all the same: every cell at once
        for nama in bacaan.kepala.uang:
            if nama in baris and _seperti_uang(baris[nama]):
                _uang(baris, nama, bacaan.temuan)
    if "sub_kegiatan" in baris:
        bacaan.sub_kegiatan = _teks(baris["sub_kegiatan"], bacaan.temuan)
    if kode is None or bacaan.sub_kegiatan is None:
        return
    alamat = baris["kode_rekening"].alamat
    kunci = (kunci_sub(bacaan.sub_kegiatan), kode)
    if ada := bacaan.baris.get(kunci):
        saran = "gabungkan kedua barisnya, atau perbaiki kodenya"
        bacaan.temuan.append(Temuan(alamat, f"sudah tertulis di sel {ada.alamat}", saran, kode))
        return
    salah: list[Temuan] = []
    uang = {n: _uang(baris, n, salah) for n in bacaan.kepala.uang if n in baris}
    wajib, sebutan = bacaan.macam.wajib
    if wajib in bacaan.kepala.uang and wajib not in baris:
        salah.append(Temuan(alamat, f"{sebutan} kode rekening ini kosong", "tulis jumlahnya", kode))
    uraian = (_teks(baris["uraian"], salah) if "uraian" in baris else nama) or ""
    if bacaan.macam.bernama and not uraian and "uraian" not in baris:
        salah.append(Temuan(alamat, "uraian kode rekening ini kosong", "tulis nama rekeningnya", kode))
    bacaan.temuan += salah
    bacaan.baris[kunci] = BarisRekening(bacaan.sub_kegiatan, kode, uraian, uang, alamat, tuple(salah))


def _membuka_potongan(bacaan: _Bacaan, baris: Baris, dikenal: Mapping[str, Sel]) -> bool:
    """Whether a section of deductions begins here: a title without any amount."""
    if not bacaan.macam.berpotongan or any(n in dikenal for n in bacaan.kepala.uang):
        return False
    bacaan.di_potongan = _POTONGAN.match(str(next(iter(baris.values())).nilai).strip()) is not None
    return bacaan.di_potongan


def _baca_potongan(bacaan: _Bacaan, baris: Baris, dikenal: Mapping[str, Sel]) -> None:
    """Take in a deduction: what it is, and how much."""
    nama = bacaan.macam.wajib[0]
    if nama not in dikenal or any(_JUMLAH.match(str(s.nilai).strip()) for s in baris.values()):
        return
    salah: list[Temuan] = []
    kode = dikenal.get("kode_rekening")
    if kode is not None and _BELANJA.match(re.sub(r"\s", "", str(kode.nilai))):
        saran = "pindahkan barisnya ke atas judul potongan, atau perbaiki kodenya"
        salah.append(Temuan(kode.alamat, "rekening belanja di bawah judul potongan", saran, str(kode.nilai)))
    jumlah = _uang(dikenal, nama, salah) if _seperti_uang(dikenal[nama]) else None
    uraian = _teks(dikenal["uraian"], salah) if "uraian" in dikenal else ""
    if "uraian" not in dikenal and (sel := dikenal.get("kode_rekening")) is not None:
        uraian = _teks(sel, salah)
    if jumlah is not None and not uraian:
        salah.append(Temuan(dikenal[nama].alamat, "ada jumlah potongan tanpa namanya", "tulis uraiannya"))
    bacaan.temuan += salah
    if jumlah is not None and uraian:
        bacaan.potongan.append(BarisRekening("", "", uraian, {nama: jumlah}, dikenal[nama].alamat))


def _kode(bacaan: _Bacaan, baris: Mapping[str, Sel], temuan: list[Temuan]) -> tuple[str | None, str]:
    """The account of a row, and its name where both stand in one cell.

    No account for a row that is none, with a finding when it looks as if it were.
    """
    sel = baris.get("kode_rekening")
    if sel is None:
        temuan += _tanpa_kode(bacaan, baris)
        return None, ""
    if _kelompok_angka(sel.nilai):
        return None, ""
    if isinstance(sel.nilai, SelRusak):
        temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return None, ""
    mentah = str(sel.nilai).strip().lstrip("'’`")
    if _SUB.match(mentah):
        uraian = baris["uraian"].nilai if "uraian" in baris else ""
        bacaan.sub_kegiatan = _sub(sel.alamat, f"{mentah} {uraian}", temuan)
        return None, ""
    bernama = _KODE_BERNAMA.fullmatch(mentah)
    tertulis, nama = (bernama[1], bernama[2]) if bernama else (mentah, "")
    if _KELOMPOK.fullmatch(re.sub(r"\s", "", tertulis)):
        return None, ""
    try:
        kode = str(KODE_REKENING.baca(tertulis, Isian("kode_rekening", "kode_rekening"), TanpaAcuan()))
        return kode, satu_baris(nama)
    except NilaiSalah as galat:
        if any(nama in baris for nama in bacaan.kepala.uang):  # else a heading between rows
            temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)))
        return None, ""


def _kelompok_angka(nilai: object) -> bool:
    """Whether Excel took the code of a group for a number or a day: 5, 5.1, 5.1.02.

    Twelve digits are an account of six levels whose points were lost: no group.
    """
    if isinstance(nilai, bool) or not isinstance(nilai, int | float | date):
        return False
    return isinstance(nilai, date) or nilai < _ENAM_TINGKAT


def _tanpa_kode(bacaan: _Bacaan, baris: Mapping[str, Sel]) -> Iterator[Temuan]:
    """Amounts without an account; a row that opens a sub kegiatan often shows its total too."""
    uang = [baris[n] for n in bacaan.kepala.uang if n in baris and _seperti_uang(baris[n])]
    if uang and "sub_kegiatan" not in baris:
        saran = "tulis kodenya di baris itu, atau hapus jumlahnya"
        yield Temuan(uang[0].alamat, "ada jumlah tanpa kode rekening", saran)


def _tanpa_kata(baris: Mapping[str, Sel]) -> list[str]:
    """The fields of a total that hold something else than its word: the total of a group has a code."""
    return [n for n, sel in baris.items() if not _JUMLAH.match(str(sel.nilai).strip())]


def _seperti_uang(sel: Sel) -> bool:
    """Whether a cell is meant to be an amount; below a table there are also places, names and NIPs."""
    return not isinstance(sel.nilai, str) or _MIRIP_UANG.fullmatch(sel.nilai.strip()) is not None


def _uang(baris: Mapping[str, Sel], nama: str, temuan: list[Temuan]) -> Decimal | None:
    sel = baris.get(nama)
    if sel is None:
        return None
    if isinstance(sel.nilai, SelRusak):
        temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return None
    if str(sel.nilai).strip() in _KOSONG:
        return NOL
    try:
        return Decimal(RUPIAH.baca(sel.nilai, Isian(nama, "rupiah"), TanpaAcuan()))
    except NilaiSalah as galat:
        temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)))
        return None


def _sub(alamat: str, tertulis: str, temuan: list[Temuan]) -> str | None:
    """A sub kegiatan as it is written everywhere: code, blank, name."""
    return _teks(Sel(alamat, re.sub(rf"^({_SUB_KODE})[\s:–-]*", r"\1 ", tertulis).strip()), temuan)


def _teks(sel: Sel, temuan: list[Temuan]) -> str | None:
    if isinstance(sel.nilai, SelRusak):
        temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return None
    try:
        return satu_baris(sel.nilai)
    except NilaiSalah as galat:
        temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)))
        return None
