"""A book against the ledger's rows: what is missing, what was changed by hand. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from registers.dasar import berkas
from registers.dasar.temuan import Temuan
from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook.bukaan import buka_buku
from registers.workbook.lembar import BarisXml, Lembar, Peta
from registers.workbook.model import Baris
from registers.workbook.penulis import BarisSel, sel_baris
from registers.workbook.sel import huruf

_SARAN_KOLOM = "kembalikan kolom itu, atau buat lagi bukunya: naskah buku bangun"


def banding(
    path: Path, buku: Buku, baris: Sequence[Baris], *, sel: bool, tahun: int | None = None
) -> list[Temuan]:
    """Rows that are missing from the book and, with `sel`, ledger cells that say something else.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
        BerkasGagal: the file cannot be read.
    """
    bukaan = buka_buku(berkas.baca(path), path.name, buku, tahun)
    lembar, peta = bukaan.lembar, bukaan.peta
    ada = lembar.indeks(peta.kolom[KOLOM_KUNCI])
    temuan = [
        Temuan(path.name, f"kolom {k.judul!r} tidak ada lagi", _SARAN_KOLOM)
        for k in buku.kolom
        if k.kunci not in peta.kolom
    ]
    for satu in sel_baris(baris, buku, bukaan.paket.sejak_1904):
        if satu.kunci not in ada:
            temuan.append(Temuan(path.name, f"baris {satu.kunci} tidak ada di buku"))
        elif sel:
            temuan += _beda(lembar, peta, buku, ada[satu.kunci], satu)
    return temuan


def _beda(lembar: Lembar, peta: Peta, buku: Buku, lama: BarisXml, baris: BarisSel) -> list[Temuan]:
    ada = {p.kolom: p.sel for p in lembar.sel(lama.xml)}
    temuan: list[Temuan] = []
    for kolom in buku.kolom:
        nomor = peta.kolom.get(kolom.kunci)
        if nomor is None or kolom.milik != "buku_besar":
            continue
        tertulis, mestinya = ada.get(nomor), baris.sel[kolom.kunci]
        if tertulis.sama(mestinya) if tertulis else not mestinya.teks:
            continue
        alamat = f"{lembar.nama}!{huruf(nomor).decode()}{lama.nomor}"
        pesan = f"{kolom.judul} berbeda dari buku besar ({mestinya.teks or 'kosong'})"
        temuan.append(Temuan(alamat, pesan, nilai=tertulis.teks if tertulis else ""))
    return temuan
