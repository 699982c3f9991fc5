"""What is asked of pakets beside what every letter is asked: which type is one, and what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from naskah import anggaran, fields
from naskah.catalog import Jenis, Katalog
from naskah.hitung._sisa_anggaran import HasilSisa, sisa, terapkan
from naskah.hitung._uang import rp
from naskah.validate import Sah, periksa
from registers.dasar.galat import TidakDitemukan
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.draf import Permintaan
    from naskah.kantor import Kantor

_SPP = "spp"  # the computation of letters that charge the budget


def pastikan(katalog: Katalog, nama: str) -> Jenis:
    """The paket of that name.

    Raises:
        TidakDitemukan: there is none, or it is a type of one document.
    """
    jenis = katalog.jenis(nama)
    if not jenis.lembar:
        raise TidakDitemukan(f"{nama} bukan paket.", "Lihat: naskah paket daftar")
    return jenis


def _sah(kantor: Kantor, permintaan: Permintaan) -> tuple[Jenis, Sah]:
    jenis = kantor.katalog.jenis(permintaan.jenis)
    hari = permintaan.tanggal or kantor.hari_ini()
    return jenis, periksa(jenis, permintaan.isi, kantor.acuan(hari), kantor.rujukan(hari))


def tabel_jumlah(kantor: Kantor, permintaan: Permintaan) -> list[tuple[str, str, str]]:
    """The computed amounts of a paket as its documents print them: label, rupiah, in words.

    Raises:
        DataTidakSah: the values are not right, every finding at once.
    """
    jenis, sah = _sah(kantor, permintaan)
    uang = [h for h in jenis.hasil if h.jenis == "rupiah" and h.nama in sah.hasil]
    tercetak = fields.cetak(uang, sah.hasil)
    return [(h.label, str(tercetak[h.nama]), str(tercetak[f"{h.nama}_terbilang"])) for h in uang]


def sisa_anggaran(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai]) -> HasilSisa:
    """What an SPP leaves of DPA and SPD in data/anggaran.xlsx; nothing for types that charge no account.

    Args:
        kantor: the office.
        jenis: the type of the letter.
        nilai: its canonical values.
    """
    if _SPP not in jenis.hitung or not nilai.get("rincian"):
        return HasilSisa()
    daftar = anggaran.baca(kantor.folder / "data")
    return sisa(daftar, nilai["rincian"], str(nilai.get("sub_kegiatan") or ""))


def periksa_anggaran(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai]) -> tuple[str, ...]:
    """The warnings of `sisa_anggaran`.

    Raises:
        DataTidakSah: there are some, and kantor.toml says that they refuse ([bendahara] lewat_anggaran).
    """
    tolak = kantor.tatanan.bendahara.lewat_anggaran == "tolak"
    return terapkan(sisa_anggaran(kantor, jenis, nilai), tolak=tolak)


def tabel_sisa(kantor: Kantor, permintaan: Permintaan) -> list[tuple[str, ...]]:
    """The same as rows: kode rekening, DPA, SPD, realisasi, this SPP, what is left; "-" where unknown.

    Raises:
        DataTidakSah: the values are not right, every finding at once.
    """
    jenis, sah = _sah(kantor, permintaan)
    kolom = ("dpa", "spd", "realisasi", "ini", "sisa_dpa", "sisa_spd")
    return [
        (b.kode_rekening, *("-" if (n := getattr(b, k)) is None else rp(n) for k in kolom))
        for b in sisa_anggaran(kantor, jenis, {**sah.nilai, **sah.hasil}).baris
    ]
