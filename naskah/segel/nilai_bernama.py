"""Differences by the name of the value that was changed: "Nama koperasi: tertulis “X”, semestinya “Y”"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from registers.dasar.galat import NaskahError
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.segel.banding import Beda
    from registers.ledger import Naskah

_TERPENDEK = 3  # letters of a value that may name the line it stands in


def nilai(kantor: Kantor, naskah: Naskah) -> dict[str, str]:
    """The printed values of a letter, each by its name as people say it ("nama koperasi")."""
    from naskah import fields
    from naskah.validate import periksa

    hasil = {"nomor surat": naskah.nomor, "tanggal surat": tanggal_panjang(naskah.hari)}
    try:
        jenis = kantor.katalog.jenis(naskah.jenis)
        sah = periksa(jenis, naskah.isi, kantor.acuan(naskah.hari), kantor.rujukan(naskah.hari))
        # What was computed first: it names a line better than the field it was compared with.
        tercetak = {**fields.cetak(jenis.hasil, sah.hasil), **fields.cetak(jenis.isian, sah.nilai)}
    except NaskahError:  # the type is gone or was changed: then lines are told without names
        return hasil
    label = {i.nama: i.label for i in (*jenis.hasil, *jenis.isian)}
    for jalur, teks in _daun(tercetak, ()):
        akar, *bagian = jalur
        nama = label.get(akar, akar.replace("_", " "))
        hasil[" ".join([*(b.replace("_", " ") for b in reversed(bagian)), nama.lower()])] = teks
    return hasil


def _daun(nilai: object, jalur: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(nilai, Mapping):
        for nama, isi in nilai.items():
            yield from _daun(isi, (*jalur, str(nama)))
    elif isinstance(nilai, str) and len(nilai) >= _TERPENDEK:
        yield jalur, " ".join(nilai.split())


def kata(beda: Beda, nilai: Mapping[str, str]) -> str:
    """A difference as people read it, by the name of the value when one of them was changed."""
    if not beda.semestinya:
        return f"Ditambahkan: “{beda.tertulis}”."
    nama = _nama_nilai(beda, nilai)
    if nama:
        semestinya, tertulis = _pengganti(beda, nilai[nama])
        if tertulis:
            return f"{nama[:1].upper()}{nama[1:]}: tertulis “{tertulis}”, semestinya “{semestinya}”."
    awal = f"{nama[:1].upper()}{nama[1:]}: " if nama else ""
    if not beda.tertulis:
        return f"{awal}{'h' if awal else 'H'}ilang dari berkas: “{beda.semestinya}”."
    return f"{awal}{'t' if awal else 'T'}ertulis “{beda.tertulis}”, semestinya “{beda.semestinya}”."


def _nama_nilai(beda: Beda, nilai: Mapping[str, str]) -> str:
    """The name of the longest value that stands in the right line and not in the wrong one."""
    benar, salah = beda.semestinya.casefold(), beda.tertulis.casefold()
    rapi = {n: v.casefold() for n, v in nilai.items()}
    cocok = [n for n, v in rapi.items() if v == benar or (v in benar and v not in salah)]
    return max(cocok, key=lambda n: len(nilai[n]), default="")


def _pengganti(beda: Beda, nilai: str) -> tuple[str, str]:
    """A value as it was printed, and what stands in its place; "" when the rest of the line changed too."""
    awal, _, akhir = beda.semestinya.casefold().partition(nilai.casefold())
    salah = beda.tertulis
    if not (salah.casefold().startswith(awal) and salah.casefold().endswith(akhir)):
        return "", ""
    semua = (beda.semestinya, salah)
    semestinya, tertulis = (s[len(awal) : len(s) - len(akhir)].strip() for s in semua)
    return semestinya, tertulis
