"""Budget and realisasi from SIPD brought into data/anggaran.xlsx: accounts known there updated, others added.

Only cells that change are written; rows, columns, colours and notes of people stay. Blank cells of the export
change nothing. A name people gave an account stays theirs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from naskah import anggaran, berkas_data, lembar, tabel_rekening
from naskah.hitung._sisa_anggaran import kunci_sub
from naskah.hitung._uang import rp
from naskah.impor_judul import nomor_sel
from naskah.impor_sipd import LABEL, Ekspor
from naskah.kantor import Kantor
from naskah.lembar import LembarSalah
from naskah.lembar_csv import huruf
from naskah.tabel_rekening import BarisRekening, TabelRekening
from registers import workbook
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, DataTidakSah
from registers.dasar.temuan import Temuan

_KOLOM = (
    ("sub_kegiatan", "Sub Kegiatan", 46),
    ("kode_rekening", "Kode Rekening", 22),
    ("uraian", "Uraian", 46),
    ("dpa", "DPA", 20),
    ("spd", "SPD", 20),
    ("realisasi", "Realisasi", 20),
)
_DISEBUT = 10  # cells named in one message
_BELUM = "data/anggaran.xlsx belum dapat ditulis; belum ada yang berubah."


@dataclass(frozen=True)
class HasilAnggaran:
    """What an import does to data/anggaran.xlsx, or would do.

    Attributes:
        baru: accounts added, a line each.
        berubah: accounts that get other amounts, a line each ("kode: Realisasi Rp1,00 → Rp2,00").
        tetap: accounts that say what the list says already.
        tak_disebut: accounts of the list that the export does not have.
        peringatan: what somebody should know.
        ditulis: whether the file was written.
    """

    baru: tuple[str, ...]
    berubah: tuple[str, ...]
    tetap: int
    tak_disebut: int
    peringatan: tuple[str, ...]
    ditulis: bool = False


@dataclass
class _Rencana:
    ubah: dict[int, dict[int, str | Decimal]] = field(default_factory=dict[int, dict[int, str | Decimal]])
    tambah: list[dict[int, str | Decimal]] = field(default_factory=list[dict[int, str | Decimal]])
    baru: list[str] = field(default_factory=list[str])
    berubah: list[str] = field(default_factory=list[str])
    tetap: int = 0
    kena: set[str] = field(default_factory=set[str])
    temuan: list[Temuan] = field(default_factory=list[Temuan])


def gabung(kantor: Kantor, ekspor: Ekspor, *, coba: bool) -> HasilAnggaran:
    """Bring the accounts of an export into the office's list, all of them or none.

    Args:
        kantor: the open office.
        ekspor: budget and realisasi.
        coba: write nothing.

    Raises:
        DataTidakSah: the list cannot be read where it matters, lacks a column, or does not tell which row an
            account is; all at once.
        KeadaanDitolak, BerkasGagal: as `berkas_data.ganti`.
    """
    with berkas_data.terkunci(kantor, anggaran.NAMA_BERKAS) as path:
        lama = berkas.baca(path) if path.exists() else None
        data = _kosong() if lama is None else lama
        tabel = _tabel(data)
        rencana = _rencanakan(ekspor, tabel)
        if rencana.temuan:
            raise DataTidakSah(_BELUM, rencana.temuan)
        baru = workbook.tulis_sel(data, path.name, tabel.lembar, rencana.ubah, rencana.tambah)
        berubah = bool(rencana.ubah or rencana.tambah)
        if not coba and berubah:
            _simpan(kantor, path, lama, baru)
        return HasilAnggaran(
            tuple(rencana.baru),
            tuple(rencana.berubah),
            rencana.tetap,
            sum(b.alamat not in rencana.kena for b in tabel.baris),
            (*ekspor.peringatan, *_rumus(data, tabel, rencana), *_di_bawah_jumlah(tabel, rencana)),
            berubah and not coba,
        )


def _tabel(data: bytes) -> TabelRekening:
    """The office's list.

    Raises:
        DataTidakSah: it is no such list, or has rows of which nobody can tell what account they are.
    """
    nama = f"data/{anggaran.NAMA_BERKAS}"
    try:
        tabel = tabel_rekening.baca(lembar.baca(data, gabungan=True), anggaran.MACAM)
    except LembarSalah as galat:
        saran = "simpan ulang berkas itu dengan Excel"
        raise DataTidakSah(_BELUM, [Temuan(nama, str(galat), saran)]) from galat
    if tabel is None:
        judul = ", ".join(k for _, k, _ in _KOLOM)
        raise DataTidakSah(_BELUM, [Temuan(nama, "tidak punya baris judul kolom", f"tulis judul: {judul}")])
    sel = {t for b in tabel.baris for t in b.temuan}  # amounts: the export may bring right ones
    if temuan := [t for t in tabel.temuan if t not in sel]:
        raise DataTidakSah(f"data/{anggaran.NAMA_BERKAS} belum benar.", temuan)
    return tabel


def _rencanakan(ekspor: Ekspor, tabel: TabelRekening) -> _Rencana:
    rencana = _Rencana()
    letak = {nama: ke for ke, nama in tabel.kepala.kolom.items()}
    datang = ekspor.tabel
    rencana.temuan += _tanpa_kolom(datang, tabel, letak)
    bersub = "sub_kegiatan" in letak
    menurut: dict[tuple[str, str], list[BarisRekening]] = {}
    for b in tabel.baris:
        menurut.setdefault((kunci_sub(b.sub_kegiatan), b.kode_rekening), []).append(b)
        menurut.setdefault(("*", b.kode_rekening), []).append(b)
    kode_datang: dict[str, str] = {}
    for b in datang.baris:
        if not bersub and (lain := kode_datang.setdefault(b.kode_rekening, b.alamat)) != b.alamat:
            rencana.temuan.append(
                Temuan(
                    b.alamat,
                    f"kode rekening ini juga ada di sub kegiatan lain, sel {lain}",
                    "tambahkan judul kolom Sub Kegiatan di data/anggaran.xlsx dengan Excel",
                    b.kode_rekening,
                )
            )
            continue
        kunci = kunci_sub(b.sub_kegiatan) if bersub and b.sub_kegiatan else "*"
        cocok = menurut.get((kunci, b.kode_rekening), [])
        if len(cocok) > 1 or (not cocok and bersub and not b.sub_kegiatan):
            rencana.temuan.append(_tanpa_sub(b, cocok))
            continue
        _satu(rencana, b, cocok[0] if cocok else None, letak)
    return rencana


def _satu(
    rencana: _Rencana, datang: BarisRekening, ada: BarisRekening | None, letak: Mapping[str, int]
) -> None:
    """One account of the export: the cells that change, and the line that says so."""
    uang = {n: v for n, v in datang.uang.items() if v is not None}
    if ada is None:
        if "dpa" in letak and "dpa" not in uang:
            pesan = (
                "kode rekening ini belum ada di data/anggaran.xlsx, dan berkas ini tidak memuat anggarannya"
            )
            saran = "ekspor dengan anggarannya, atau tambahkan barisnya dengan Excel"
            rencana.temuan.append(Temuan(datang.alamat, pesan, saran, datang.kode_rekening))
            return
        teks = {n: str(getattr(datang, n)) for n in ("sub_kegiatan", "kode_rekening", "uraian")}
        rencana.tambah.append({letak[n]: v for n, v in {**teks, **uang}.items() if n in letak and v != ""})
        nilai = ", ".join(f"{LABEL[n]} {rp(v)}" for n, v in uang.items())
        rencana.baru.append(f"{_nama(datang)}: {nilai}")
        return
    rencana.kena.add(ada.alamat)
    isi: dict[int, str | Decimal] = {letak[n]: v for n, v in uang.items() if ada.uang.get(n) != v}
    beda = [f"{LABEL[n]} {_lama(ada, n)} → {rp(v)}" for n, v in uang.items() if letak[n] in isi]
    if not ada.uraian and datang.uraian and "uraian" in letak:
        isi[letak["uraian"]] = datang.uraian
        beda.append(f"Uraian (kosong) → {datang.uraian}")
    if isi:
        rencana.ubah[nomor_sel(ada.alamat)] = isi
        rencana.berubah.append(f"{_nama(ada)}: {'; '.join(beda)}")
    else:
        rencana.tetap += 1


def _nama(baris: BarisRekening) -> str:
    sub = f"{kunci_sub(baris.sub_kegiatan)} / " if baris.sub_kegiatan else ""
    return f"{sub}{baris.kode_rekening}"


def _lama(ada: BarisRekening, nama: str) -> str:
    if nama not in ada.uang:
        return "(kosong)"
    nilai = ada.uang[nama]
    return "(sel rusak)" if nilai is None else rp(nilai)


def _tanpa_kolom(datang: TabelRekening, tabel: TabelRekening, letak: Mapping[str, int]) -> Iterator[Temuan]:
    for ke, nama in datang.kepala.kolom.items():
        if nama in datang.kepala.uang and nama not in letak:
            yield Temuan(
                f"{datang.lembar}!{huruf(ke)}",
                f"tidak ada kolom {LABEL[nama]} di data/anggaran.xlsx",
                "tambahkan judul kolom itu di sana dengan Excel, atau hapus dari berkas ini",
            )
    if tabel.baris and "sub_kegiatan" in letak and not any(b.sub_kegiatan for b in tabel.baris):
        sel = tabel.baris[0].alamat
        yield Temuan(sel, "kolom Sub Kegiatan di data/anggaran.xlsx belum diisi", "isi, atau hapus kolomnya")


def _tanpa_sub(datang: BarisRekening, cocok: list[BarisRekening]) -> Temuan:
    ada = f"ada di {len(cocok)} sub kegiatan dalam" if cocok else "belum ada di"
    return Temuan(
        datang.alamat,
        f"{ada} data/anggaran.xlsx, dan berkas ini tidak menyebut sub kegiatannya",
        "ekspor dengan sub kegiatannya",
        datang.kode_rekening,
    )


def _rumus(data: bytes, tabel: TabelRekening, rencana: _Rencana) -> Iterator[str]:
    """Formulas of people that give way to amounts of the export; the file before is in data/.lama."""
    rumus = lembar.letak_rumus(data).get(tabel.lembar, frozenset()) if rencana.ubah else frozenset()
    if kena := [f"{huruf(k)}{b}" for b, isi in rencana.ubah.items() for k in isi if (b, k) in rumus]:
        lagi = f", dan {len(kena) - _DISEBUT} lagi" if len(kena) > _DISEBUT else ""
        yield f"Rumus di data/anggaran.xlsx diganti angka dari SIPD: sel {', '.join(kena[:_DISEBUT])}{lagi}."


def _di_bawah_jumlah(tabel: TabelRekening, rencana: _Rencana) -> Iterator[str]:
    """New rows go below the last filled one, and so below a total."""
    if rencana.tambah and tabel.jumlah and tabel.jumlah[-1].sesudah == len(tabel.baris):
        sel = next(iter(tabel.jumlah[-1].sel.values())).alamat
        yield f"Baris baru di data/anggaran.xlsx ada di bawah baris jumlah (sel {sel}); pindahkan di Excel."


def _simpan(kantor: Kantor, path: Path, lama: bytes | None, baru: bytes) -> None:
    if lama is not None:
        berkas_data.ganti(kantor, path, lama, baru, f"{kantor.clock.now():%Y%m%d-%H%M%S}")
        return
    try:
        berkas.tulis_atomik(path, baru)
    except PermissionError as galat:
        raise BerkasGagal(f"data/{path.name} tidak dapat ditulis.", "Periksa izin folder data.") from galat


def _kosong() -> bytes:
    """A list with headings only, for an office that has none yet; its rows have the formats of the first."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    buku = Workbook()
    satu: Any = buku.active
    satu.title = "Anggaran"
    for ke, (nama, judul, lebar) in enumerate(_KOLOM, start=1):
        sel = satu.cell(1, ke, judul)
        sel.font = Font(bold=True)
        sel.fill = PatternFill("solid", fgColor="DDE7F0")
        sel.alignment = Alignment(vertical="center", wrap_text=True)
        satu.column_dimensions[sel.column_letter].width = lebar
        satu.cell(2, ke).number_format = "#,##0.00" if nama in anggaran.MACAM.uang else "@"
    satu.freeze_panes = "C2"
    satu.page_setup.orientation = "landscape"
    satu.page_setup.fitToHeight = 0
    satu.sheet_properties.pageSetUpPr.fitToPage = True
    satu.print_title_rows = "1:1"
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()
