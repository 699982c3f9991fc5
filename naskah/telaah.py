"""What a naskah.toml can say wrongly though each of its keys is well-formed: names, kinds, patterns.

A check is a generator of findings; all of them run, so that a maker sees every mistake at once.
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from naskah import fields, hitung
from registers.dasar import kinds
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.catalog import Jenis

POLA = re.compile(r"\{([a-z0-9_]+(?:\.[a-z0-9_]+)*)\}")
"""The only thing a pattern knows: a name in braces, with parts behind points."""

_POLA_TAMBAHAN: Mapping[str, frozenset[str]] = {
    "hal": frozenset(),
    "kepada": frozenset({"judul", "hal"}),
    "indeks": frozenset({"judul", "hal"}),
    "berkas": frozenset({"judul", "hal", "jenis", "urut", "nomor", "tanggal"}),
}
_POLA_BARIS = frozenset({"nomor", "tanggal"})
_POLA_BATAL = frozenset({"nomor", "alasan", "hari_ini"})
# What every template sees anyway; a field of that name would never be printed.
_TERPAKAI = frozenset(
    {"nomor", "tanggal", "tanggal_hari", "tanggal_huruf", "tanggal_pendek", "kantor", "ttd", "tempat"}
    | {"segel"}
)
# Names that mean something else inside a template: Python's and Jinja's words; in rows, what tables have.
_JINJA = frozenset(
    {*keyword.kwlist, "true", "false", "none", "loop", "self", "set", "block", "endfor", "endif"}
)
_BARIS = frozenset({"no", *(n for n in dir(dict) if not n.startswith("_"))})


class _TanpaAcuan:
    """No master data: a default is read without an office."""

    def pegawai(self, kunci: str) -> None:
        """Nobody."""

    def koperasi(self, kunci: str) -> None:
        """None."""

    def pejabat(self, kunci: str) -> None:
        """Nobody."""


def telaah(jenis: Jenis) -> Iterator[Temuan]:
    """Every finding about a type, each at the field or key it is about."""
    semua = (*jenis.isian, *jenis.hasil)
    yield from _nama(semua)
    for isian in semua:
        yield from _isian(isian, isian.nama)
    yield from _syarat(jenis.isian, "")
    if all(i.jenis in fields.semua() for i in semua):
        yield from _pola(jenis, semua)
        yield from _turunan(jenis)
    for satu in jenis.hitung:
        if satu not in hitung.semua():
            yield Temuan("hitung", f"hitungan {satu!r} tidak ada", f"yang ada: {', '.join(hitung.semua())}")
    if jenis.hasil and not jenis.hitung:
        yield Temuan("hasil", "ada hasil tanpa hitung", 'tulis hitung = ["…"]')


def _nama(semua: Collection[Isian]) -> Iterator[Temuan]:
    """Names are unique, also among the further names a kind prints (`tanggal_hari`)."""
    tercetak: Counter[str] = Counter()
    for isian in semua:
        if isian.nama in _TERPAKAI | _JINJA:
            yield Temuan(isian.nama, "nama ini sudah dipakai setiap naskah", "beri nama lain")
        if isian.jenis in fields.semua():
            tercetak.update(list(fields.cetak([isian], {})))
    yield from (
        Temuan(nama, "nama isian ganda", "beri nama lain") for nama, kali in tercetak.items() if kali > 1
    )


def _isian(isian: Isian, tempat: str) -> Iterator[Temuan]:
    """One field by itself, and its columns."""
    if isian.jenis not in fields.semua():
        saran = fields.mirip(isian.jenis, list(fields.semua())) or f"yang ada: {', '.join(fields.semua())}"
        yield Temuan(tempat, f"macam isian {isian.jenis!r} tidak dikenal", saran)
        return
    if bool(isian.pilihan) != (isian.jenis == "pilihan"):
        yield Temuan(
            tempat, "pilihan hanya dan harus ada pada jenis pilihan", 'jenis = "pilihan", pilihan = ["…"]'
        )
    if (isian.jenis == "daftar" and not isian.kolom) or (
        isian.kolom and isian.jenis not in {"daftar", "checklist"}
    ):
        yield Temuan(tempat, "kolom hanya dan harus ada pada jenis daftar", "tulis [[isian.kolom]]")
    if isian.minimal is not None and isian.maksimal is not None and isian.minimal > isian.maksimal:
        yield Temuan(tempat, "minimal lebih besar daripada maksimal", "tukar keduanya")
    if isian.pola and isian.jenis != "teks":
        yield Temuan(tempat, "pola hanya untuk jenis teks", "hapus pola")
    try:
        re.compile(isian.pola)
    except re.error:
        yield Temuan(tempat, "polanya bukan ekspresi reguler", "perbaiki pola", isian.pola)
    else:
        yield from _bawaan(isian, tempat)
    if isian.jenis == "daftar":
        yield from _kolom(isian, tempat)


def _bawaan(isian: Isian, tempat: str) -> Iterator[Temuan]:
    """The default and the example are values the field accepts."""
    kind = kinds.semua().get(isian.jenis)
    for apa, nilai in (("bawaan", isian.bawaan), ("contoh", isian.contoh)):
        if kind is not None and not fields.kosong(nilai):
            try:
                kind.baca(nilai, isian, _TanpaAcuan())
            except NilaiSalah as galat:
                yield Temuan(f"{tempat}.{apa}", galat.pesan, galat.saran, fields.kutip(nilai))


def _kolom(isian: Isian, tempat: str) -> Iterator[Temuan]:
    for kolom in isian.kolom:
        letak = f"{tempat}.{kolom.nama}"
        if kolom.jenis in {"daftar", "checklist"}:
            yield Temuan(
                letak,
                "daftar di dalam daftar tidak didukung",
                "pakai jenis paragraf, atau pisahkan daftarnya",
            )
        elif kolom.nama in _BARIS | _JINJA:
            yield Temuan(letak, "nama kolom ini tidak dapat dipakai di templat", "beri nama lain")
        else:
            yield from _isian(kolom, letak)
    for nama, kali in Counter(k.nama for k in isian.kolom).items():
        if kali > 1:
            yield Temuan(f"{tempat}.{nama}", "nama kolom ganda", "beri nama lain")
    yield from _syarat(isian.kolom, f"{tempat}.")


def _syarat(semua: Collection[Isian], awalan: str) -> Iterator[Temuan]:
    nama = {i.nama for i in semua}
    for isian in semua:
        syarat = isian.wajib_jika.partition("=")[0].strip()
        if syarat and syarat not in nama:
            yield Temuan(
                f"{awalan}{isian.nama}.wajib_jika", f"isian {syarat!r} tidak ada", "tulis nama isian yang ada"
            )


def _pola(jenis: Jenis, semua: Collection[Isian]) -> Iterator[Temuan]:
    """Patterns name text only: of a person or koperasi one part, of a table one column."""
    nilai = fields.cetak(list(semua), {})
    bagian = {i.nama: _bagian(i) for i in semua}
    for kunci, tambahan in _POLA_TAMBAHAN.items():
        yield from _satu_pola(kunci, getattr(jenis, kunci), nilai, bagian, tambahan)
    for ke, baris in enumerate(jenis.baris, start=1):
        if baris.tiap and baris.tiap not in {i.nama for i in semua if i.jenis == "daftar"}:
            yield Temuan(f"baris[{ke}].tiap", f"daftar {baris.tiap!r} tidak ada", "tulis nama sebuah daftar")
        if baris.cari and baris.cari not in baris.isi:
            yield Temuan(f"baris[{ke}].cari", f"{baris.cari} tidak ada di isi", "tulis kolom itu di isi juga")
        for kolom, pola in baris.isi.items():
            for satu in pola:
                yield from _satu_pola(f"baris[{ke}].isi.{kolom}", satu, nilai, bagian, _POLA_BARIS)
        for kolom, satu in baris.batal.items():
            yield from _satu_pola(f"baris[{ke}].batal.{kolom}", satu, {}, {}, _POLA_BATAL)


def _satu_pola(
    tempat: str,
    pola: str,
    nilai: Mapping[str, object],
    bagian: Mapping[str, Sequence[str]],
    tambahan: Collection[str],
) -> Iterator[Temuan]:
    if "{" in (sisa := POLA.sub("", pola)) or "}" in sisa:
        yield Temuan(tempat, "kurung kurawal hanya untuk nama isian", "tulis seperti {koperasi.nama}", pola)
    for nama in POLA.findall(pola):
        depan, titik, belakang = nama.partition(".")
        if depan not in nilai and depan not in tambahan:
            saran = fields.mirip(depan, [*nilai, *tambahan]) or "pakai nama isian yang ada"
            yield Temuan(tempat, f"isian {depan!r} tidak ada", saran, pola)
        elif (titik or bagian.get(depan)) and belakang not in bagian.get(depan, ()):
            saran = ", ".join(f"{{{depan}.{b}}}" for b in bagian.get(depan, ())) or f"{{{depan}}}"
            yield Temuan(tempat, f"{{{nama}}} tidak ada", f"tulis {saran}", pola)
        elif not titik and isinstance(nilai.get(depan), list):
            yield Temuan(tempat, f"{{{depan}}} sebuah daftar, bukan teks", "pakai isian lain", pola)


def _bagian(isian: Isian) -> Sequence[str]:
    """What may stand behind the point of a field's name."""
    if isian.jenis != "daftar":
        return fields.bagian(isian.jenis)
    dalam = {k.nama: fields.bagian(k.jenis) for k in isian.kolom}
    return [s for nama, sub in dalam.items() for s in ([f"{nama}.{b}" for b in sub] if sub else [nama])]


def _turunan(jenis: Jenis) -> Iterator[Temuan]:
    nama = {i.nama: i for i in jenis.isian}
    for ke, turunan in enumerate(jenis.turunan, start=1):
        letak = f"turunan[{ke}]"
        kolom: Nilai = {k.nama: k for k in nama[turunan.tiap].kolom} if turunan.tiap in nama else {}
        if turunan.tiap and not kolom:
            yield Temuan(f"{letak}.tiap", f"daftar {turunan.tiap!r} tidak ada", "tulis nama sebuah daftar")
        for tujuan, jalur in turunan.isi.items():
            depan, _, belakang = jalur.partition(".")
            dalam_baris = depan == turunan.tiap
            ada = belakang.partition(".")[0] in kolom if dalam_baris else depan in {*nama, "nomor", "tanggal"}
            if not ada:
                yield Temuan(
                    f"{letak}.isi.{tujuan}", f"{jalur!r} tidak ada di naskah ini", "tulis nama isian yang ada"
                )
