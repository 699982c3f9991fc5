"""What is asked of pakets beside what every letter is asked: what it adds up to, and what that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from naskah import anggaran
from naskah.catalog import Jenis
from naskah.hitung import spp
from naskah.hitung._sisa_anggaran import HasilSisa, sisa, terapkan
from naskah.hitung._uang import kanonis, rp
from registers.dasar.galat import BerkasGagal
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.terbilang import terbilang_rupiah

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_SPP = "spp"  # the computation of letters that charge the budget
_UTAMA = ("bruto", "jumlah_potongan", "netto", "jumlah_potongan_informasi")  # how a treasurer reads them
KOLOM_SISA = ("dpa", "spd", "realisasi", "ini", "sisa_dpa", "sisa_spd")


@dataclass(frozen=True)
class Uang:
    """One amount a paket adds up to.

    Attributes:
        nama: name of the computed value.
        label: what the office calls it.
        jumlah: rupiah; below zero only while the figures are wrong.
    """

    nama: str
    label: str
    jumlah: Decimal

    @property
    def rupiah(self) -> str:
        """As letters print it."""
        return rp(self.jumlah)

    @property
    def terbilang(self) -> str:
        """In words; "" below zero."""
        return "" if self.jumlah < 0 else terbilang_rupiah(self.jumlah)


@dataclass(frozen=True)
class Jumlah:
    """What a letter adds up to, and what it leaves of the budget; empty for most types."""

    uang: tuple[Uang, ...] = ()
    sisa: HasilSisa = field(default_factory=HasilSisa)

    def sebagai_json(self) -> dict[str, object]:
        """The documented JSON shape: canonical amounts, null where the budget does not say."""
        return {
            "jumlah": [
                {"nama": u.nama, "label": u.label, "rupiah": kanonis(u.jumlah), "terbilang": u.terbilang}
                for u in self.uang
            ],
            "anggaran": [b.nilai() for b in self.sisa.baris],
        }

    def baris_uang(self) -> list[tuple[str, str, str]]:
        """The amounts as printed: label, rupiah, in words."""
        return [(u.label, u.rupiah, u.terbilang) for u in self.uang]

    def baris_sisa(self) -> list[tuple[str, ...]]:
        """The accounts as printed: kode rekening, then KOLOM_SISA; "-" where unknown."""
        return [
            (b.kode_rekening, *("-" if (n := getattr(b, k)) is None else rp(n) for k in KOLOM_SISA))
            for b in self.sisa.baris
        ]


def menjumlah(jenis: Jenis) -> bool:
    """Whether a type has totals: a paket that computes amounts."""
    return bool(jenis.lembar) and any(_dicetak(h) for h in jenis.hasil)


def jumlah(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai]) -> Jumlah:
    """The totals of a letter, also of figures that its computations refuse.

    Args:
        kantor: the office; its data/anggaran.xlsx is what is charged.
        jenis: the type of the letter.
        nilai: canonical values of its fields and of what was computed; while it is being typed, those there
            are so far.
    """
    if _SPP in jenis.hitung and nilai.get("rincian"):
        nilai = {**_dari_rincian(nilai), **nilai}
    return Jumlah(_uang(jenis, nilai) if jenis.lembar else (), _sisa(kantor, jenis, nilai))


def periksa_anggaran(kantor: Kantor, jumlah: Jumlah) -> tuple[str, ...]:
    """The warnings about what a letter leaves of the budget.

    Raises:
        DataTidakSah: there are some, and kantor.toml says that they refuse ([bendahara] lewat_anggaran).
    """
    return terapkan(jumlah.sisa, tolak=kantor.tatanan.bendahara.lewat_anggaran == "tolak")


def _dari_rincian(nilai: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """The totals beside findings: `spp` gives none for figures it refuses."""
    rincian = spp.baca_rincian(nilai["rincian"])
    semua = spp.jumlah(rincian, spp.baca_potongan(nilai.get("potongan") or []))
    return {
        "bruto": kanonis(semua.bruto),
        "jumlah_potongan": kanonis(semua.potongan),
        "netto": kanonis(semua.netto),
        "jumlah_potongan_informasi": kanonis(semua.informasi),
    }


def _uang(jenis: Jenis, nilai: Mapping[str, Nilai]) -> tuple[Uang, ...]:
    ada = {h.nama: h for h in jenis.hasil if _dicetak(h) and nilai.get(h.nama)}
    urut = [*(n for n in _UTAMA if n in ada), *(n for n in ada if n not in _UTAMA)]
    return tuple(Uang(n, ada[n].label, Decimal(nilai[n])) for n in urut)


def _dicetak(hasil: Isian) -> bool:
    return hasil.jenis == "rupiah" and hasil.cetak


def _sisa(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai]) -> HasilSisa:
    if _SPP not in jenis.hitung or not nilai.get("rincian"):
        return HasilSisa()
    try:
        daftar = anggaran.baca(kantor.folder / "data")
    except BerkasGagal as galat:
        return HasilSisa((), (Temuan(f"data/{anggaran.NAMA_BERKAS}", galat.message, galat.hint),))
    return sisa(daftar, nilai["rincian"], str(nilai.get("sub_kegiatan") or ""))
