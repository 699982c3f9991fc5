"""The columns of the office's master data by the names people use, and what each says in a row.

A name is a heading as it stands in the file, what offices usually call that column, or our own name for it;
employees also have one that is computed, KGB berikutnya.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from naskah import lembar
from naskah.data_buku.jaga_kgb_pangkat_pensiun import jaga_kgb
from naskah.induk import MACAM, PANJANG_KUNCI, TabelInduk, angka_kunci, kunci_nama, teks_sel
from naskah.lembar import Baris, LembarSalah, Sel, SelRusak
from naskah.massal.kepala import dekat, polos
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

KGB_BERIKUTNYA = "KGB berikutnya"
_HITUNGAN = {"pegawai": (KGB_BERIKUTNYA,)}

Ambil = Callable[[int], str]
"""Index of a row → the text of one of its columns, a date as ISO text; "" where there is none."""


class KolomInduk:
    """The columns of data/<sumber>.xlsx.

    Args:
        kantor: the open office.
        sumber: "koperasi" or "pegawai".

    Raises:
        TidakDitemukan: no such master data, or no file.
        DataTidakSah: the file cannot be used as a whole.
    """

    def __init__(self, kantor: Kantor, sumber: str) -> None:
        if sumber not in MACAM:
            raise TidakDitemukan(f"Sumber {sumber!r} tidak ada.", f"Yang ada: {', '.join(sorted(MACAM))}.")
        try:
            tabel = kantor.induk.tabel(sumber)
        except NilaiSalah as galat:
            raise _rusak(sumber, galat.pesan, galat.saran) from galat
        if tabel is None:
            berkas_ = MACAM[sumber].berkas
            raise TidakDitemukan(f"Berkas data/{berkas_} tidak ada.", "Isi dahulu data induk kantor.")
        self.tabel: TabelInduk = tabel
        self._kantor, self._sumber = kantor, sumber

    @cached_property
    def judul(self) -> tuple[str, ...]:
        """What the office calls the columns, in their order; computed ones last."""
        return (*(j for _, j in sorted(self.tabel.judul.items()) if j), *_HITUNGAN.get(self._sumber, ()))

    def cari(self, nama: str) -> Ambil | None:
        """The column of this name; None when there is none."""
        kunci = polos(nama)
        if kunci in map(polos, _HITUNGAN.get(self._sumber, ())):
            return lambda ke: self._kgb[ke]
        tertulis = next((k for k, j in sorted(self.tabel.judul.items()) if polos(j) == kunci), 0)
        dikenal = {k: isian for isian, k in self.tabel.kolom.items()}
        if isian := dikenal.get(tertulis) or self._isian(kunci):
            return self._dikenal(isian)
        return self._lain(tertulis) if tertulis else None

    def saran(self, nama: str) -> str:
        """What the person may have meant."""
        return dekat(nama, self.judul) or f"kolomnya: {', '.join(self.judul)}"

    def nomor(self, ke: int) -> int:
        """Number in the file, as Excel shows it, of the row at this index."""
        return _nomor(self.tabel.baris[ke])

    def sebutan(self, ke: int) -> str:
        """What a person may type for the row at this index: its name, with the number where others share it.

        Raises:
            IndukSalah: neither its name nor its number can be used.
        """
        tabel = self.tabel
        satu, apa = tabel.baris[ke], tabel.kolom_nomor
        nama = teks_sel(tabel, "nama", satu["nama"]) if "nama" in satu else ""
        milik = tabel.nama.get(kunci_nama(nama), ())
        if len(nama) <= PANJANG_KUNCI and list(milik) == [ke] and not angka_kunci(nama):
            return nama
        if apa not in satu:
            return nama
        nomor = teks_sel(tabel, apa, satu[apa])
        panjang = f"{nama} ({apa.upper()} {nomor})"
        return panjang if nama and len(panjang) <= PANJANG_KUNCI else nomor

    def _isian(self, kunci: str) -> str:
        """Our own name of a column, from that or from what offices call it."""
        for isian, sebutan in MACAM[self._sumber].sebutan.items():
            if isian in self.tabel.kolom and kunci in (polos(isian), *sebutan):
                return isian
        return ""

    def _dikenal(self, isian: str) -> Ambil:
        def ambil(ke: int) -> str:
            sel = self.tabel.baris[ke].get(isian)
            try:
                return teks_sel(self.tabel, isian, sel) if sel else ""
            except NilaiSalah:
                return "" if sel is None or isinstance(sel.nilai, SelRusak) else str(sel.nilai)

        return ambil

    def _lain(self, kolom: int) -> Ambil:
        """A column only this office has."""

        def ambil(ke: int) -> str:
            sel = self._mentah.get(self.nomor(ke), {}).get(kolom)
            try:
                return teks_sel(self.tabel, "", sel) if sel else ""
            except NilaiSalah:
                return ""

        return ambil

    @cached_property
    def _mentah(self) -> Mapping[int, Baris]:
        """The rows with all their cells, by number; read again, since few ask for such columns."""
        try:
            semua = lembar.baca(berkas.baca(self._kantor.folder / "data" / MACAM[self._sumber].berkas))
        except LembarSalah as galat:
            raise _rusak(self.tabel.berkas, str(galat), "") from galat
        satu = next(s for s in semua if s.nama == self.tabel.lembar)
        return {_nomor(b): b for b in satu.baris if b}

    @cached_property
    def _kgb(self) -> list[str]:
        """When each employee's next gaji berkala falls due, as the buku jaga computes it; "" when unknown."""
        kantor = self._kantor
        rujukan, atur = kantor.rujukan(kantor.hari_ini()), kantor.tatanan.tenggat_buku
        jatuh = (jaga_kgb(p.nilai, rujukan, atur).jatuh_tempo for p in kantor.induk.semua_pegawai())
        return [hari.isoformat() if hari else "" for hari in jatuh]


def _nomor(baris: Mapping[Any, Sel]) -> int:
    """The number of a row, from the address of any of its cells."""
    return int(next(iter(baris.values())).alamat.rpartition("!")[2].lstrip(ascii_uppercase))


def _rusak(apa: str, pesan: str, saran: str) -> DataTidakSah:
    return DataTidakSah("Data induk tidak dapat dipakai.", [Temuan(apa, pesan, saran)])
