"""SPP-LS gaji dan tunjangan: from the list of employees the rows that `spp` adds up, and a recap (SOP 9, 11).

Each component of pay is one kode rekening per kind of employee, so bruto = Σ components = Σ recap; each
deduction is taken from the SPM, so netto = Σ what the employees receive. Amounts are taken as they stand in
the list: rates are not checked. Sources: rules.md §3.3–3.5; kode rekening: naskah/data/gaji_rekening.toml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._uang import jumlahkan, kanonis, rp, uang
from naskah.hitung.spp import MENGURANGI
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

TABEL = "gaji_rekening"
PNS, PPPK = "PNS", "PPPK"

POTONGAN: Mapping[str, str] = {
    "iwp_8": "IWP 8%",
    "iwp_1": "IWP 1%",
    "pph21": "PPh Pasal 21",
    "bpjs_kesehatan": "BPJS Kesehatan",
    "tapera": "Tapera",
    "potongan_lain": "Lain-lain",
}
"""Columns of the list that are taken from the pay, as the papers name them, in their order."""

_GAGAL = "Daftar gaji belum benar."
_RUANG = "abcde"
_ROMAWI: tuple[str, ...] = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)


@dataclass(frozen=True)
class Golongan:
    """A golongan ruang of a PNS ("III/b") or a golongan of a PPPK ("IX")."""

    status: str
    tingkat: int
    ruang: str

    @property
    def nama(self) -> str:
        """As papers write it."""
        return f"{_ROMAWI[self.tingkat - 1]}/{self.ruang}" if self.ruang else _ROMAWI[self.tingkat - 1]

    @property
    def urutan(self) -> tuple[bool, int, int]:
        """PNS first, then PPPK; in each the highest first."""
        return self.status == PPPK, -self.tingkat, -_RUANG.find(self.ruang)


@dataclass(frozen=True)
class Komponen:
    """One component of pay: its column in the list, its name and its account per kind of employee."""

    kolom: str
    nama: str
    kode: Mapping[str, str]


@dataclass(frozen=True)
class Pegawai:
    """One row of the list; rupiah by column, columns left empty included.

    Attributes:
        tempat: where the row stands ("daftar_gaji[2]").
        nama, nip: who; `nip` may be empty.
        golongan: None when it cannot be read.
        gaji: components of pay.
        potongan: deductions.
    """

    tempat: str
    nama: str
    nip: str
    golongan: Golongan | None
    gaji: Mapping[str, Decimal]
    potongan: Mapping[str, Decimal]

    @property
    def kotor(self) -> Decimal:
        """All components of his pay."""
        return jumlahkan(self.gaji.values())

    @property
    def dipotong(self) -> Decimal:
        """All his deductions."""
        return jumlahkan(self.potongan.values())


def gaji(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """The rows of an SPP from a list of employees, and its recap; comes before `spp`.

    Args:
        isi: rows `daftar_gaji` (`nama`, `golongan`, `gaji_pokok`; optional `nip`, the other components of
            gaji_rekening.toml, and the columns of POTONGAN).
        acuan: table "gaji_rekening"; the letter's date selects the period.

    Returns:
        `rincian` and `potongan` as `spp` reads them, without rows of nothing; rows `rekap_golongan`
        (`golongan`, `orang`, `gaji_pokok`, `tunjangan`, `potongan`, `bersih`), PNS before PPPK, the highest
        first; `jumlah_pegawai`, `jumlah_gaji_pokok`, `jumlah_tunjangan`. The order of the list does not
        matter.

    Raises:
        DataTidakSah: nobody in the list, a typed `potongan`, an amount below zero, an unknown golongan,
            deductions above a person's pay, the same NIP twice; every cell at once.
    """
    semua_komponen = komponen_pada(acuan)
    pegawai = baca_daftar(isi["daftar_gaji"], semua_komponen)
    temuan = [*_salah_potongan_diketik(isi), *_salah_daftar(pegawai)]
    if temuan:
        raise DataTidakSah(_GAGAL, temuan)
    pokok = jumlahkan(p.gaji["gaji_pokok"] for p in pegawai)
    return HasilHitung(
        {
            "rincian": _rincian(pegawai, semua_komponen),
            "potongan": _potongan(pegawai),
            "rekap_golongan": _rekap(pegawai),
            "jumlah_pegawai": len(pegawai),
            "jumlah_gaji_pokok": kanonis(pokok),
            "jumlah_tunjangan": kanonis(jumlahkan(p.kotor for p in pegawai) - pokok),
        },
        tuple(_tanpa_nip(pegawai)),
    )


def komponen_pada(acuan: Rujukan) -> list[Komponen]:
    """The components of pay on the letter's date: of the last period that began by then.

    Raises:
        DataTidakSah: the date lies before the first one.
    """
    berlaku = [k for k in acuan.tabel(TABEL)["ketentuan"] if k["berlaku"] <= acuan.tanggal]
    if not berlaku:
        pesan = f"belum ada kode rekening gaji untuk {tanggal_panjang(acuan.tanggal)}"
        raise DataTidakSah(_GAGAL, [Temuan("tanggal", pesan, "periksa tahunnya")])
    return [
        Komponen(k["kolom"], k["nama"], {PNS: k[PNS], PPPK: k[PPPK]})
        for k in max(berlaku, key=lambda k: k["berlaku"])["komponen"]
    ]


def baca_golongan(teks: str) -> Golongan | None:
    """A golongan as people write it; None when it is none.

    >>> baca_golongan("iii B").nama, baca_golongan("IX").status
    ('III/b', 'PPPK')
    """
    rapi = re.sub(r"\s", "", teks)
    if m := re.fullmatch(r"(I{1,3}|IV)/?([A-E])", rapi, re.IGNORECASE):
        return Golongan(PNS, _ROMAWI.index(m[1].upper()) + 1, m[2].lower())
    if rapi.upper() in _ROMAWI:
        return Golongan(PPPK, _ROMAWI.index(rapi.upper()) + 1, "")
    return None


def baca_daftar(baris: Sequence[Mapping[str, Nilai]], komponen: Sequence[Komponen]) -> list[Pegawai]:
    """The rows of the list; an amount left empty is nothing."""
    return [
        Pegawai(
            f"daftar_gaji[{ke}]",
            str(b["nama"]),
            str(b.get("nip") or ""),
            baca_golongan(str(b["golongan"])),
            {k.kolom: uang(b.get(k.kolom)) for k in komponen},
            {kolom: uang(b.get(kolom)) for kolom in POTONGAN},
        )
        for ke, b in enumerate(baris, start=1)
    ]


def _salah_potongan_diketik(isi: Mapping[str, Nilai]) -> Iterator[Temuan]:
    """The papers of other sets have this field; here a typed one would count beside the list or be lost."""
    if isi.get("potongan"):
        saran = "kosongkan isian ini; tulis potongan di kolom daftar gaji tiap pegawai"
        yield Temuan("potongan", "dihitung dari daftar gaji", saran)


def _salah_daftar(pegawai: Sequence[Pegawai]) -> Iterator[Temuan]:
    if not pegawai:
        yield Temuan("daftar_gaji", "belum berisi satu baris pun", "tulis satu baris untuk tiap pegawai")
    pertama: dict[str, Pegawai] = {}
    for p in pegawai:
        yield from _salah_pegawai(p)
        if p.nip and (lebih_dulu := pertama.setdefault(p.nip, p)) is not p:
            yield Temuan(
                f"{p.tempat}.nip",
                f"sudah tertulis di {lebih_dulu.tempat} ({lebih_dulu.nama})",
                "hapus salah satu barisnya, atau perbaiki NIP-nya",
                p.nip,
            )


def _salah_pegawai(p: Pegawai) -> Iterator[Temuan]:
    negatif = [(kolom, n) for kolom, n in {**p.gaji, **p.potongan}.items() if n < 0]
    for kolom, n in negatif:
        yield Temuan(f"{p.tempat}.{kolom}", "tidak boleh negatif", "tulis jumlahnya", rp(n))
    if p.golongan is None:
        saran = "tulis seperti III/b untuk PNS, atau IX untuk PPPK"
        yield Temuan(f"{p.tempat}.golongan", f"golongan {p.nama} tidak dikenal", saran)
    if not negatif and p.dipotong > p.kotor:
        terbesar = max(p.potongan, key=lambda kolom: p.potongan[kolom])
        yield Temuan(
            f"{p.tempat}.{terbesar}",
            f"potongan {p.nama} berjumlah {rp(p.dipotong)}, lebih besar daripada gajinya {rp(p.kotor)}",
            "periksa gaji dan tiap potongannya",
            rp(p.potongan[terbesar]),
        )


def _rincian(pegawai: Sequence[Pegawai], komponen: Sequence[Komponen]) -> list[Nilai]:
    """One row per component and kind of employee, for those that are paid at all."""
    menurut = {
        status: [p for p in pegawai if p.golongan and p.golongan.status == status] for status in (PNS, PPPK)
    }
    return [
        {"kode_rekening": k.kode[status], "uraian": f"{k.nama} {status}", "jumlah": kanonis(jumlah)}
        for k in komponen
        for status, mereka in menurut.items()
        if (jumlah := jumlahkan(p.gaji[k.kolom] for p in mereka))
    ]


def _potongan(pegawai: Sequence[Pegawai]) -> list[Nilai]:
    return [
        {"uraian": uraian, "jumlah": kanonis(jumlah), "sifat": MENGURANGI}
        for kolom, uraian in POTONGAN.items()
        if (jumlah := jumlahkan(p.potongan[kolom] for p in pegawai))
    ]


def _rekap(pegawai: Sequence[Pegawai]) -> list[Nilai]:
    menurut: defaultdict[Golongan, list[Pegawai]] = defaultdict(list)
    for p in pegawai:
        if p.golongan:
            menurut[p.golongan].append(p)
    hasil: list[Nilai] = []
    for golongan in sorted(menurut, key=lambda g: g.urutan):
        orang = menurut[golongan]
        kotor, dipotong = jumlahkan(p.kotor for p in orang), jumlahkan(p.dipotong for p in orang)
        pokok = jumlahkan(p.gaji["gaji_pokok"] for p in orang)
        hasil.append(
            {
                "golongan": golongan.nama,
                "orang": len(orang),
                "gaji_pokok": kanonis(pokok),
                "tunjangan": kanonis(kotor - pokok),
                "potongan": kanonis(dipotong),
                "bersih": kanonis(kotor - dipotong),
            }
        )
    return hasil


def _tanpa_nip(pegawai: Sequence[Pegawai]) -> Iterator[str]:
    """Whoever has no NIP cannot be found twice."""
    if tanpa := sum(not p.nip for p in pegawai):
        yield f"{tanpa} dari {len(pegawai)} pegawai tanpa NIP; yang tertulis dua kali tidak dapat ditemukan."


HITUNG = gaji
