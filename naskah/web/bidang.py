"""A field as the page draws it: name, label, shown value, findings, echo; and which widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from naskah import fields
from naskah.catalog import Jenis
from naskah.fields.checklist import KEADAAN
from naskah.web import formulir
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan

FOLDER = Path(__file__).resolve().parent
_BANTU = 1  # blank rows below the typed ones of a table


@dataclass(frozen=True)
class Bidang:
    """One field on the page.

    Attributes:
        isian: its declaration.
        nama: its name in the form, a path.
        nilai: what is shown in it.
        temuan: what is wrong with it.
        gema: what was understood ("Contoh Budi · NIP …", "seratus ribu rupiah").
        baris: rows of a daftar, each its fields.
        kerangka: a row to copy for a new one, numbered 0.
        lengkap: the fields of a person or koperasi typed in full.
    """

    isian: Isian
    nama: str
    nilai: Any = ""
    temuan: tuple[Temuan, ...] = ()
    gema: str = ""
    baris: tuple[tuple[Bidang, ...], ...] = ()
    kerangka: tuple[Bidang, ...] = ()
    lengkap: tuple[Bidang, ...] = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "b-" + self.nama.replace("[", "-").replace("]", "").replace(".", "-")

    @property
    def rupa(self) -> str:
        """The file that draws it."""
        return rupa(self.isian.jenis)

    @property
    def keadaan(self) -> tuple[str, ...]:
        """The states of a checklist's item."""
        return KEADAAN


@cache
def rupa(jenis: str) -> str:
    """The widget of a kind: halaman/isian/<kind>.html, else the one for text."""
    nama = f"isian/{jenis}.html"
    return nama if (FOLDER / "halaman" / nama).is_file() else "isian/teks.html"


def susun(
    jenis: Jenis, nilai: Mapping[str, Nilai], terbaca: Mapping[str, Nilai], temuan: Sequence[Temuan]
) -> dict[str, list[Bidang]]:
    """The fields of a type by section, in the order a person fills them.

    Args:
        jenis: the type.
        nilai: what was typed.
        terbaca: canonical values of those that are right.
        temuan: everything wrong.
    """
    hasil: dict[str, list[Bidang]] = {}
    for isian in jenis.isian:
        mentah = nilai.get(isian.nama, isian.bawaan)  # a default is shown, or nobody would know of it
        satu = bidang(isian, isian.nama, mentah, terbaca.get(isian.nama), temuan)
        hasil.setdefault(isian.bagian, []).append(satu)
    return hasil


def bidang(isian: Isian, nama: str, mentah: Nilai, terbaca: Nilai, temuan: Sequence[Temuan]) -> Bidang:
    """One field with its rows."""
    nilai = formulir.tampil(isian, mentah)
    baris: tuple[tuple[Bidang, ...], ...] = ()
    kerangka: tuple[Bidang, ...] = ()
    if isian.jenis == "daftar":
        isi = cast("list[dict[str, Nilai]]", nilai or [])
        kosong = max(_BANTU, (isian.minimal or 0) - len(isi))
        semua = [*isi, *({} for _ in range(kosong))]
        baris = tuple(_baris(isian, f"{nama}[{ke}]", b, temuan) for ke, b in enumerate(semua, start=1))
        kerangka = _baris(isian, f"{nama}[0]", {}, ())
    return Bidang(
        isian,
        nama,
        nilai.get("", "") if isinstance(nilai, dict) and isian.jenis != "checklist" else nilai,
        tuple(milik(temuan, nama, daun=isian.jenis in ("daftar", "checklist"))),
        gema(isian, terbaca),
        baris,
        kerangka,
        tuple(_lengkap(isian, nama, nilai, temuan)),
    )


def _baris(isian: Isian, nama: str, isi: Mapping[str, Nilai], temuan: Sequence[Temuan]) -> tuple[Bidang, ...]:
    return tuple(bidang(k, f"{nama}.{k.nama}", isi.get(k.nama, ""), None, temuan) for k in isian.kolom)


def _lengkap(isian: Isian, nama: str, nilai: Nilai, temuan: Sequence[Temuan]) -> Iterator[Bidang]:
    isi = cast("Mapping[str, Nilai]", nilai) if isinstance(nilai, Mapping) else {}
    for satu in sub_isian(isian.jenis):
        yield Bidang(
            satu,
            f"{nama}.{satu.nama}",
            str(isi.get(satu.nama, "")),
            tuple(milik(temuan, f"{nama}.{satu.nama}")),
        )


def sub_isian(jenis: str) -> tuple[Isian, ...]:
    """The fields a person may type in full for this kind; none for plain kinds and posts."""
    if jenis == "pegawai":
        from naskah.fields.pegawai import BIDANG

        return BIDANG
    if jenis == "koperasi":
        from naskah.fields.koperasi import BIDANG as bidang_koperasi

        return bidang_koperasi
    return ()


def milik(temuan: Sequence[Temuan], nama: str, *, daun: bool = False) -> Iterator[Temuan]:
    """The findings of a field; with `daun` also those below it that no cell of its own shows."""
    for satu in temuan:
        if satu.tempat == nama or (daun and satu.tempat.startswith(f"{nama}.")):
            yield satu


def gema(isian: Isian, nilai: Nilai) -> str:
    """What was understood of a value, where that says more than the value; "" otherwise."""
    if nilai in (None, "", [], {}):
        return ""
    if isinstance(nilai, Mapping) and isian.jenis in ("pegawai", "koperasi", "pejabat"):
        isi = cast("Mapping[str, Any]", nilai)
        kunci = ("nama", "nip", "nik", "jabatan", "badan_hukum", "kecamatan", "kabupaten")
        return " · ".join(str(isi[k]) for k in kunci if isi.get(k))
    tercetak = fields.cetak([isian], {isian.nama: nilai})
    terbilang = tercetak.get(f"{isian.nama}_terbilang")
    if terbilang and isian.jenis == "rupiah":
        return f"{tercetak[isian.nama]} · {terbilang}"
    if isian.jenis == "tanggal":
        return f"{tercetak[f'{isian.nama}_hari']}, {tercetak[isian.nama]}"
    return ""


def hasil(jenis: Jenis, nilai: Mapping[str, Nilai]) -> list[tuple[str, str]]:
    """Computed values with their labels, as they will be printed; tables are left to the preview.

    What no template prints (`cetak = false`) only feeds other computations. The amounts of a paket stand in
    its table of totals.
    """
    keluar: list[tuple[str, str]] = []
    for satu in jenis.hasil:
        if satu.nama not in nilai or satu.jenis == "daftar" or not satu.cetak:
            continue
        if jenis.lembar and satu.jenis == "rupiah":
            continue
        tercetak = fields.cetak([satu], {satu.nama: nilai[satu.nama]})
        teks = str(tercetak.get(satu.nama, ""))
        if terbilang := tercetak.get(f"{satu.nama}_terbilang"):
            teks += f" ({terbilang})"
        keluar.append((satu.label, teks))
    return keluar


def label(jenis: Jenis) -> Callable[[str], str]:
    """What the office calls the place of a finding: "Peserta, baris 3, Nama"."""
    semua = {"_tanggal": "Tanggal surat", "tanggal": "Tanggal surat"}
    for satu in jenis.isian:
        semua[satu.nama] = satu.label
        semua |= {f"{satu.nama}.{k.nama}": k.label for k in satu.kolom}

    def sebut(tempat: str) -> str:
        nama, _, sisa = tempat.partition("[")
        ke, _, kolom = sisa.partition("].")
        if not ke.isdecimal():
            return semua.get(tempat, tempat)
        bawah = semua.get(f"{nama}.{kolom}", kolom)
        return f"{semua.get(nama, nama)}, baris {ke}{f', {bawah}' if bawah else ''}"

    return sebut
