"""Employees or koperasi from somebody's .xlsx or .csv: rows known by their number are updated, others added.

All of it or nothing: with one refused cell, none is written. Blank cells change nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from naskah import berkas_data, lembar_csv
from naskah.induk import MACAM, TabelInduk, angka_nomor, kunci_nama, tabel_dari
from naskah.induk_ubah import (
    ISIAN,
    BarisDaftar,
    baris_daftar,
    nomor_baris,
    periksa,
    sel_baru,
    tabel_berkas,
    terkunci,
)
from naskah.kantor import Kantor
from naskah.lembar import Baris, Lembar, LembarSalah, Sel, SelRusak
from naskah.lembar_csv import huruf
from registers import workbook
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

_PERUBAHAN_MAKS = 50  # rows whose changes are told one by one


@dataclass(frozen=True)
class HasilImpor:
    """What an import does, or would do.

    Attributes:
        baru: rows added.
        berubah: rows of the list that get other values.
        tetap: rows that say what the list says already.
        temuan: refused cells, each with its address; with any, nothing is written.
        ditulis: whether the file was written.
        perubahan: what changes in the first rows of `berubah`, a line each ("X: Alamat: lama → baru").
        diabaikan: headings of the file that are none of the list's; their columns are not read.
    """

    baru: int
    berubah: int
    tetap: int
    temuan: tuple[Temuan, ...] = ()
    ditulis: bool = False
    perubahan: tuple[str, ...] = ()
    diabaikan: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Masuk:
    """The file that comes in: its table, and what its headings say beyond that."""

    tabel: TabelInduk
    temuan: tuple[Temuan, ...]
    diabaikan: tuple[str, ...]


@dataclass
class _Rencana:
    ubah: dict[int, dict[int, str | int | date]] = field(
        default_factory=dict[int, dict[int, str | int | date]]
    )
    tambah: list[dict[int, str | int | date]] = field(default_factory=list[dict[int, str | int | date]])
    tetap: int = 0
    temuan: list[Temuan] = field(default_factory=list[Temuan])
    perubahan: list[str] = field(default_factory=list[str])

    def hasil(self, diabaikan: tuple[str, ...], *, ditulis: bool = False) -> HasilImpor:
        """The plan as its numbers and words."""
        return HasilImpor(
            len(self.tambah),
            len(self.ubah),
            self.tetap,
            tuple(self.temuan),
            ditulis,
            tuple(self.perubahan),
            diabaikan,
        )


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
        if coba:
            return rencana.hasil(masuk.diabaikan)
        if rencana.temuan:
            raise DataTidakSah(f"{nama} belum dapat diimpor; belum ada yang ditulis.", rencana.temuan)
        baru = workbook.tulis_sel(lama, path.name, tabel.lembar, rencana.ubah, rencana.tambah)
        berkas_data.ganti(kantor, path, lama, baru, f"{kantor.clock.now():%Y%m%d-%H%M%S}")
        return rencana.hasil(masuk.diabaikan, ditulis=baru != lama)


def _baca(apa: str, data: bytes, nama: str) -> _Masuk:
    try:
        semua = lembar_csv.baca_berkas(data, nama)
        tabel = tabel_dari(semua, nama, MACAM[apa])
    except LembarSalah as galat:
        temuan = Temuan(nama, f"tidak terbaca: {galat}", "simpan ulang berkas itu dengan Excel")
        raise DataTidakSah(f"{nama} belum dapat diimpor.", [temuan]) from galat
    except NilaiSalah as galat:
        raise DataTidakSah(
            f"{nama} belum dapat diimpor.", [Temuan(nama, galat.pesan, galat.saran)]
        ) from galat
    return _dengan_judul(apa, tabel, semua)


def _dengan_judul(apa: str, tabel: TabelInduk, semua: Sequence[Lembar]) -> _Masuk:
    """What the headings say: one field named twice is refused, since nobody can tell which column counts."""
    menurut: defaultdict[str, list[str]] = defaultdict(list)
    diabaikan: list[str] = []
    for sel in _baris_judul(apa, tabel, semua).values():
        if medan := _medan(apa, sel):
            menurut[medan].append(sel.alamat)
        else:
            diabaikan.append(str(sel.nilai).strip())
    temuan = [
        Temuan(
            alamat[0],
            f"judul kolom {_label(apa, medan)} tertulis {len(alamat)} kali: sel {' dan '.join(alamat)}",
            "hapus atau ganti judul kolom yang tidak dipakai",
        )
        for medan, alamat in menurut.items()
        if len(alamat) > 1
    ]
    return _Masuk(tabel, tuple(temuan), tuple(diabaikan))


def _baris_judul(apa: str, tabel: TabelInduk, semua: Sequence[Lembar]) -> Baris:
    """The row from which `tabel_dari` has the columns."""
    for baris in next(satu for satu in semua if satu.nama == tabel.lembar).baris:
        if all(ke in baris and _medan(apa, baris[ke]) == k for k, ke in tabel.kolom.items()):
            return baris
    return {}


def _medan(apa: str, sel: Sel) -> str:
    """The field that a heading names, as `tabel_dari` compares them; "" for none."""
    teks = re.sub(r"[^a-z0-9]+", " ", str(sel.nilai).casefold()).strip()
    return next((k for k, sebutan in MACAM[apa].sebutan.items() if teks in sebutan), "")


def _rencanakan(apa: str, masuk: _Masuk, tabel: TabelInduk) -> _Rencana:
    rencana = _Rencana(temuan=list(masuk.temuan))
    datang = masuk.tabel
    for kolom in (k for k in datang.kolom if k not in tabel.kolom):
        rencana.temuan.append(
            Temuan(
                f"{datang.lembar}!{huruf(datang.kolom[kolom])}",
                f"tidak ada kolom {_label(apa, kolom)} di {tabel.berkas}",
                "tambahkan judul kolom itu di sana dengan Excel, atau hapus dari berkas ini",
            )
        )
    kali = Counter(
        angka for b in datang.baris if (s := b.get(datang.kolom_nomor)) and (angka := angka_nomor(s.nilai))
    )
    for ke in range(len(datang.baris)):
        _satu(apa, (datang, ke), tabel, kali, rencana)
    return rencana


def _satu(
    apa: str, letak: tuple[TabelInduk, int], tabel: TabelInduk, kali: Mapping[str, int], rencana: _Rencana
) -> None:
    """One row of the import: the one at this index of that table."""
    baris = letak[0].baris[letak[1]]
    nilai, temuan = _mentah(baris)
    ke = None if temuan else _pasangan(baris, tabel, kali, temuan)
    if not temuan:
        lama = baris_daftar(tabel, ke) if ke is not None else None
        terbaca = periksa(apa, nilai, lama)
        temuan += [_di_sel(apa, t, *letak) for t in terbaca.temuan]
        isi = sel_baru(apa, tabel, terbaca.nilai)
        if temuan:
            pass
        elif ke is None or lama is None:
            rencana.tambah.append(isi)
        elif isi:
            rencana.ubah[nomor_baris(tabel, ke)] = isi
            if len(rencana.perubahan) < _PERUBAHAN_MAKS:
                rencana.perubahan.append(_beda(apa, lama, terbaca.nilai))
        else:
            rencana.tetap += 1
    rencana.temuan += temuan


def _beda(apa: str, lama: BarisDaftar, baru: Mapping[str, str]) -> str:
    """What changes in one row, for people."""
    jenis = {i.nama: i.jenis for i in ISIAN[apa]}

    def tampak(nama: str, teks: str) -> str:
        if jenis[nama] == "tanggal":
            with suppress(ValueError):  # the old text may be no day
                return tanggal_panjang(date.fromisoformat(teks))
        return teks or "(kosong)"

    ubah = [
        f"{_label(apa, k)}: {'(sel rusak)' if k in lama.salah else tampak(k, lama.nilai.get(k, ''))} "
        f"→ {tampak(k, v)}"
        for k, v in baru.items()
    ]
    return f"{lama.nilai.get('nama', lama.kunci)}: {'; '.join(ubah)}"


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


def _di_sel(apa: str, temuan: Temuan, tabel: TabelInduk, ke: int) -> Temuan:
    """A finding at its cell, also where that cell is blank and so no cell of the row."""
    sel = tabel.baris[ke].get(temuan.tempat)
    if sel is not None:
        alamat = sel.alamat
    elif temuan.tempat in tabel.kolom:
        alamat = f"{tabel.lembar}!{huruf(tabel.kolom[temuan.tempat])}{nomor_baris(tabel, ke)}"
    else:
        alamat = next(iter(tabel.baris[ke].values())).alamat
    return Temuan(alamat, f"{_label(apa, temuan.tempat)} {temuan.pesan}", temuan.saran, temuan.nilai)


def _label(apa: str, medan: str) -> str:
    """What the office calls a field."""
    return next((i.label for i in ISIAN[apa] if i.nama == medan), medan)
