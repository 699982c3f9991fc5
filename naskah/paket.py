"""What is asked of pakets beside what every letter is asked: which type is one, and what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import fields
from naskah.catalog import Jenis, Katalog
from naskah.validate import periksa
from registers.dasar.galat import TidakDitemukan

if TYPE_CHECKING:
    from naskah.draf import Permintaan
    from naskah.kantor import Kantor


def pastikan(katalog: Katalog, nama: str) -> Jenis:
    """The paket of that name.

    Raises:
        TidakDitemukan: there is none, or it is a type of one document.
    """
    jenis = katalog.jenis(nama)
    if not jenis.lembar:
        raise TidakDitemukan(f"{nama} bukan paket.", "Lihat: naskah paket daftar")
    return jenis


def tabel_jumlah(kantor: Kantor, permintaan: Permintaan) -> list[tuple[str, str, str]]:
    """The computed amounts of a paket as its documents print them: label, rupiah, in words.

    Raises:
        DataTidakSah: the values are not right, every finding at once.
    """
    jenis = kantor.katalog.jenis(permintaan.jenis)
    hari = permintaan.tanggal or kantor.hari_ini()
    sah = periksa(jenis, permintaan.isi, kantor.acuan(hari), kantor.rujukan(hari))
    uang = [h for h in jenis.hasil if h.jenis == "rupiah" and h.nama in sah.hasil]
    tercetak = fields.cetak(uang, sah.hasil)
    return [(h.label, str(tercetak[h.nama]), str(tercetak[f"{h.nama}_terbilang"])) for h in uang]
