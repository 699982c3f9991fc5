"""Employees or koperasi from somebody's .xlsx or .csv: rows known by their number are updated, others added.

All of it or nothing: with one refused cell, none is written. Blank cells change nothing.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from naskah.induk import MACAM, TabelInduk, angka_nomor, baca_tabel, kunci_nama, tabel_dari
from naskah.induk_ubah import (
    ISIAN,
    baris_daftar,
    ganti,
    nomor_baris,
    periksa,
    sel_baru,
    tabel_berkas,
    terkunci,
)
from naskah.kantor import Kantor
from naskah.lembar import Lembar, Sel, SelRusak
from registers import workbook
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan

_BARIS_MAKS = 50_000


@dataclass(frozen=True)
class HasilImpor:
    """What an import does, or would do.

    Attributes:
        baru: rows added.
        berubah: rows of the list that get other values.
        tetap: rows that say what the list says already.
        temuan: refused cells, each with its address; with any, nothing is written.
        ditulis: whether the file was written.
    """

    baru: int
    berubah: int
    tetap: int
    temuan: tuple[Temuan, ...] = ()
    ditulis: bool = False


@dataclass
class _Rencana:
    ubah: dict[int, dict[int, str | int | date]] = field(
        default_factory=dict[int, dict[int, str | int | date]]
    )
    tambah: list[dict[int, str | int | date]] = field(default_factory=list[dict[int, str | int | date]])
    tetap: int = 0
    temuan: list[Temuan] = field(default_factory=list[Temuan])


def impor(kantor: Kantor, apa: str, data: bytes, nama: str, *, coba: bool) -> HasilImpor:
    """Bring the rows of a file into the list; with `coba` only say what would happen.

    Args:
        kantor: the open office.
        apa: "pegawai" or "koperasi".
        data: the file.
        nama: its name; decides between .csv and .xlsx together with its content.
        coba: write nothing.

    Raises:
        DataTidakSah: it is no such file; or, without `coba`, it has refused cells (all of them).
        KeadaanDitolak, BerkasGagal: as `induk_ubah.simpan`.
    """
    masuk = _baca(apa, data, nama)
    with terkunci(kantor, apa) as path:
        lama = berkas.baca(path)
        tabel = tabel_berkas(lama, path, apa)
        rencana = _rencanakan(apa, masuk, tabel)
        hasil = HasilImpor(len(rencana.tambah), len(rencana.ubah), rencana.tetap, tuple(rencana.temuan))
        if coba:
            return hasil
        if rencana.temuan:
            raise DataTidakSah(f"{nama} belum dapat diimpor; belum ada yang ditulis.", rencana.temuan)
        baru = workbook.tulis_sel(lama, path.name, tabel.lembar, rencana.ubah, rencana.tambah)
        ganti(kantor, path, lama, baru, f"{kantor.clock.now():%Y%m%d-%H%M%S}")
        return HasilImpor(hasil.baru, hasil.berubah, hasil.tetap, ditulis=baru != lama)


def _baca(apa: str, data: bytes, nama: str) -> TabelInduk:
    try:
        if data.startswith(b"PK") or not nama.casefold().endswith((".csv", ".txt")):
            return baca_tabel(data, nama, MACAM[apa])
        return tabel_dari([_csv(data)], nama, MACAM[apa])
    except NilaiSalah as galat:
        raise DataTidakSah(
            f"{nama} belum dapat diimpor.", [Temuan(nama, galat.pesan, galat.saran)]
        ) from galat


def _csv(data: bytes) -> Lembar:
    """A .csv as Excel writes it here: UTF-8 or Windows-1252, with semicolons, commas or tabs."""
    try:
        teks = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        teks = data.decode("cp1252", errors="replace")
    kepala = teks[:4096]
    pemisah = max(";,\t", key=kepala.count)
    baris: list[dict[int, Sel]] = []
    try:
        for ke, satu in enumerate(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah), start=1):
            if ke > _BARIS_MAKS:
                raise NilaiSalah(f"lebih dari {_BARIS_MAKS} baris", "bagi berkas itu")
            isi = {k: Sel(f"csv!{_huruf(k)}{ke}", v) for k, v in enumerate(satu, start=1) if v.strip()}
            if isi:
                baris.append(isi)
    except csv.Error as galat:
        raise NilaiSalah(f"bukan .csv yang utuh: {galat}", "simpan ulang dengan Excel") from galat
    return Lembar("csv", tuple(baris))


def _huruf(kolom: int) -> str:
    huruf = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


def _rencanakan(apa: str, masuk: TabelInduk, tabel: TabelInduk) -> _Rencana:
    rencana = _Rencana()
    tanpa = [k for k in masuk.kolom if k not in tabel.kolom]
    for kolom in tanpa:
        rencana.temuan.append(
            Temuan(
                f"{masuk.lembar}!{_huruf(masuk.kolom[kolom])}",
                f"tidak ada kolom {kolom} di {tabel.berkas}",
                "tambahkan judul kolom itu di sana dengan Excel, atau hapus dari berkas ini",
            )
        )
    kali = Counter(
        angka for b in masuk.baris if (s := b.get(masuk.kolom_nomor)) and (angka := angka_nomor(s.nilai))
    )
    for baris in masuk.baris:
        _satu(apa, baris, tabel, kali, rencana)
    return rencana


def _satu(
    apa: str, baris: Mapping[str, Sel], tabel: TabelInduk, kali: Mapping[str, int], rencana: _Rencana
) -> None:
    """One row of the import."""
    nilai, temuan = _mentah(baris)
    ke = None if temuan else _pasangan(baris, tabel, kali, temuan)
    if not temuan:
        terbaca = periksa(apa, nilai, baris_daftar(tabel, ke) if ke is not None else None)
        temuan += [_di_sel(t, baris) for t in terbaca.temuan]
        isi = sel_baru(apa, tabel, terbaca.nilai)
        if temuan:
            pass
        elif ke is None:
            rencana.tambah.append(isi)
        elif isi:
            rencana.ubah[nomor_baris(tabel, ke)] = isi
        else:
            rencana.tetap += 1
    rencana.temuan += temuan


def _mentah(baris: Mapping[str, Sel]) -> tuple[dict[str, object], list[Temuan]]:
    """What stands in the cells, for the kinds to read."""
    temuan = [
        Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran)
        for sel in baris.values()
        if isinstance(sel.nilai, SelRusak)
    ]
    return {k: sel.nilai for k, sel in baris.items()}, temuan


def _pasangan(
    baris: Mapping[str, Sel], tabel: TabelInduk, kali: Mapping[str, int], temuan: list[Temuan]
) -> int | None:
    """Index of the row of the list that is meant; None for a new one. What is in doubt is told."""
    apa = tabel.kolom_nomor
    sel = baris.get(apa)
    if sel is None:
        nama = baris["nama"]
        cocok = tabel.nama.get(kunci_nama(str(nama.nilai)), ())
        if len(cocok) > 1:
            temuan.append(
                Temuan(nama.alamat, f"ada {len(cocok)} yang bernama demikian", f"tulis {apa.upper()}-nya")
            )
        return cocok[0] if len(cocok) == 1 else None
    angka = angka_nomor(sel.nilai) or ""
    if kali.get(angka, 0) > 1:
        temuan.append(
            Temuan(
                sel.alamat,
                f"{apa.upper()} ini tertulis {kali[angka]} kali di berkas ini",
                "hapus yang salah",
                angka,
            )
        )
    cocok = tabel.nomor.get(angka, ()) if angka else ()
    if len(cocok) > 1:
        temuan.append(
            Temuan(sel.alamat, f"{apa.upper()} ini tertulis {len(cocok)} kali di {tabel.berkas}", "", angka)
        )
    return cocok[0] if cocok else None


def _di_sel(temuan: Temuan, baris: Mapping[str, Sel]) -> Temuan:
    sel = baris.get(temuan.tempat) or next(iter(baris.values()))
    label = {i.nama: i.label for daftar in ISIAN.values() for i in daftar}
    pesan = f"{label.get(temuan.tempat, temuan.tempat)} {temuan.pesan}"
    return Temuan(sel.alamat, pesan, temuan.saran, temuan.nilai)
