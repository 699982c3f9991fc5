"""What a process that renders does: rows in, letters with their files out. It knows no ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING

from naskah import arsip, baris_surat, pembukuan, terbitan
from naskah.catalog import isi_pola
from naskah.draf import Draf, susun
from naskah.induk import MACAM, kunci_nama
from naskah.issue import uji_render
from naskah.massal.masukan_induk import pokok
from naskah.massal.masukan_model import BarisMasukan
from naskah.sekejap import sekejap
from registers.dasar.galat import (
    BerkasGagal,
    DataTidakSah,
    KantorSalah,
    KeadaanDitolak,
    NaskahError,
    TemplatSalah,
)
from registers.dasar.temuan import Temuan
from registers.ledger.model import Naskah, Nomor
from registers.ledger.rantai import json_baku

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.terbitan import Terbitan
    from registers.dasar.isian import Nilai
    from registers.ledger.pekerjaan import BarisPekerjaan


_SEBUTAN_MAKS = 80
_KODE = re.compile(r"\{(?:\{[rp]?\s*([A-Za-z_][\w.]*)\s*(?:\|[^{}]*)?\}|[{%].*?[%}])\}:?\s*")
NOMOR_BELUM = "…"  # a letter's number while it is only validated


@dataclass(frozen=True)
class Telaahan:
    """A row that was validated.

    Attributes:
        nomor: its number.
        isi: canonical values as JSON, a tenth of what they are as objects; "" when there are findings.
        bagian: what its number may print, likewise.
        temuan: what is wrong.
        peringatan: what a person should know.
        pokok: number, else name, of the koperasi or employee it is about; "" when it is about none.
        sebutan: whom a person thinks of: that koperasi or employee, else whom it goes to, else its subject.
    """

    nomor: int
    isi: str
    bagian: str
    temuan: tuple[Temuan, ...] = ()
    peringatan: tuple[str, ...] = ()
    pokok: str = ""
    sebutan: str = ""


@dataclass(frozen=True)
class Periksaan:
    """Rows to validate; `umum` fills what they leave blank."""

    jenis: str
    tanggal: date
    umum: Mapping[str, Nilai]
    baris: Sequence[BarisMasukan]


@dataclass(frozen=True)
class Pesanan:
    """One letter to render: its row, its values, what it is called, the number taken for it."""

    baris: int
    isi: Mapping[str, Nilai]
    bagian: Mapping[str, str]
    naskah: Naskah
    nomor: Nomor


@dataclass(frozen=True)
class Tumpuk:
    """Letters to render in one go; `dikenal` are hashes of material that the ledger has."""

    jenis: str
    tanggal: date
    pesanan: Sequence[Pesanan]
    dikenal: frozenset[str]


@dataclass(frozen=True)
class Ujian:
    """Rows to render dry, all with the same number."""

    jenis: str
    tanggal: date
    nomor: str
    baris: Sequence[BarisPekerjaan]


@dataclass(frozen=True)
class Tercetak:
    """What became of a `Tumpuk`: letters on the disk, and row number → why it could not be rendered."""

    terbitan: tuple[Terbitan, ...]
    gagal: Mapping[int, str]


@sekejap()
def periksa(kantor: Kantor, apa: Periksaan) -> list[Telaahan]:
    """Validate rows as their letters would be; nothing is written."""
    hasil: list[Telaahan] = []
    for baris in apa.baris:
        if baris.temuan:
            hasil.append(Telaahan(baris.nomor, "", "", baris.temuan))
            continue
        try:
            draf = susun(kantor, apa.jenis, {**apa.umum, **baris.isi}, apa.tanggal)
            kata = (*draf.peringatan, *baris_surat.peringatan(kantor, draf, NOMOR_BELUM))
        except DataTidakSah as galat:
            hasil.append(Telaahan(baris.nomor, "", "", galat.temuan or (Temuan("", galat.message),)))
        except KeadaanDitolak as galat:  # a book does not allow it
            hasil.append(Telaahan(baris.nomor, "", "", (Temuan("", galat.message, galat.hint),)))
        else:
            isi, milik = json_baku(dict(draf.isi)), json_baku(bagian(draf))
            hasil.append(Telaahan(baris.nomor, isi, milik, (), kata, _pokok(draf), _sebutan(draf)))
    return hasil


def _pokok(draf: Draf) -> str:
    nama, macam = pokok(draf.jenis)
    if not (siapa := draf.isi.get(nama)):
        return ""
    return str(siapa.get(MACAM[macam].nomor) or kunci_nama(siapa["nama"]))


def _sebutan(draf: Draf) -> str:
    nama, _ = pokok(draf.jenis)
    siapa = (draf.isi.get(nama) or {}).get("nama") or isi_pola(draf.jenis.kepada, draf.konteks)
    return shorten(str(siapa or draf.konteks["hal"]), _SEBUTAN_MAKS, placeholder=" …")


@sekejap()
def uji(kantor: Kantor, ujian: Ujian) -> dict[int, str]:
    """Render rows dry; row number → why it cannot be rendered. Nothing is written.

    Raises:
        BerkasGagal, KantorSalah: nothing to do with one row.
    """
    gagal: dict[int, str] = {}
    for baris in ujian.baris:
        try:
            uji_render(kantor, susun(kantor, ujian.jenis, baris.isi, ujian.tanggal), ujian.nomor)
        except (BerkasGagal, KantorSalah):
            raise
        except NaskahError as galat:
            gagal[baris.nomor] = sebab(galat)
    return gagal


@sekejap()
def cetak(kantor: Kantor, tumpuk: Tumpuk) -> Tercetak:
    """Render letters under the numbers they were given; their files are written but not flushed.

    Raises:
        BerkasGagal, KantorSalah: nothing to do with one row; what was written is taken back.
    """
    wadah = arsip.Tumpukan(kantor.folder)
    jadi: list[Terbitan] = []
    gagal: dict[int, str] = {}
    try:
        for pesanan in tumpuk.pesanan:
            try:
                jadi.append(_satu(kantor, wadah, tumpuk, pesanan))
            except (BerkasGagal, KantorSalah):
                raise
            except NaskahError as galat:
                gagal[pesanan.baris] = sebab(galat)
    except BaseException:
        wadah.buang()
        raise
    if gagal:
        wadah.buang()
    return Tercetak(() if gagal else tuple(jadi), gagal)


def sebab(galat: NaskahError) -> str:
    """Why a row cannot be printed, for whoever has the rows: where in the template, but not its code."""
    if not isinstance(galat, TemplatSalah):
        return str(galat)
    rinci = (f"{t.tempat}: {_KODE.sub(_nama_isian, t.pesan)}" for t in galat.temuan)
    return " ".join([galat.message, *rinci]).strip()


def _nama_isian(kode: re.Match[str]) -> str:
    """Of a tag that prints a field its name, of any other nothing."""
    return f"{kode[1]}: " if kode[1] else ""


def _satu(kantor: Kantor, wadah: arsip.Tumpukan, tumpuk: Tumpuk, pesanan: Pesanan) -> Terbitan:
    draf = susun(kantor, tumpuk.jenis, pesanan.isi, tumpuk.tanggal)
    if bagian(draf) != pesanan.bagian or draf.seri != pesanan.nomor.seri:
        raise DataTidakSah(
            "Klasifikasi, keamanan, atau seri nomornya berubah sejak pekerjaan ini dimulai.",
            hint="Kembalikan pengaturan itu, atau jalankan baris ini sebagai pekerjaan baru.",
        )
    naskah = pembukuan.baris(draf, pesanan.naskah).bernomor(pesanan.nomor)
    return terbitan.cetak(kantor, wadah, draf, naskah, dikenal=tumpuk.dikenal)


def bagian(draf: Draf) -> dict[str, str]:
    """What the number of a letter may print beside its type."""
    return {"klas": draf.klas, "keamanan": draf.bagian_nomor["keamanan"]}
