"""Inputs without a workbook: .csv as spreadsheet programs write it, .json as a list of objects."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn, cast

from naskah.catalog import Jenis
from naskah.fields import mirip
from naskah.isi import butir_json, urai_json
from naskah.massal import terlewat
from naskah.massal.kepala import CONTOH, PETUNJUK, Kepala, kolom_dari, letak, menurut_sebutan, polos, temukan
from naskah.massal.masukan_model import BarisMalas, BarisMasukan, Isian
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import PANJANG_MAKS

_UKURAN_MAKS = 100 * 1024 * 1024
_ATAS = 40  # filled rows among which the headings are looked for
_PEMISAH = ";,\t"
_TEMUAN_MAKS = 50
_SIMPAN_UTF8 = "simpan ulang dari Excel sebagai CSV UTF-8, atau kirim berkas .xlsx-nya"
_BERBITA = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BITA_TINGGI = re.compile(rb"[\x80-\xff]")


def dari_csv(
    nama: str, data: bytes, jenis: Jenis, batas: tuple[int, int] | None
) -> tuple[Sequence[BarisMasukan], list[str]]:
    """The rows of a .csv: separated by ; or , or tabs, in UTF-8 or as Windows writes it; and notes.

    Raises:
        DataTidakSah: no text, or damaged; no headings, headings unknown or twice, cells under no heading.
    """
    kolom = kolom_dari(jenis.isian)
    sebutan = menurut_sebutan(kolom)
    terisi, kepala = _terurai(nama, _teks(nama, data), sebutan)
    if kepala is None:
        _tolak(nama, "tidak punya baris judul kolom", f"contohnya: naskah massal templat {jenis.id}")
    isi, catatan = _tanpa_contoh(kepala, [satu for satu in terisi if satu[0] > kepala.baris])
    asing, di_atas = terlewat.di_atas("", terisi[:_ATAS], kepala, (), kolom)
    if temuan := [*kepala.temuan, *asing, *_tanpa_judul(kepala, isi), *_panjang(terisi)]:
        raise DataTidakSah(f"Isian massal {nama} tidak dapat dipakai.", temuan[:_TEMUAN_MAKS])
    awal, akhir = batas or (1, isi[-1][0] if isi else 0)
    pilih = [(ke, satu) for ke, satu in isi if awal <= ke <= akhir]
    baris = BarisMalas([ke for ke, _ in pilih], lambda ke: _satu_csv(*pilih[ke], kepala))
    return baris, [*di_atas, *catatan]


def _terurai(
    nama: str, teks: str, sebutan: Mapping[str, str]
) -> tuple[Sequence[tuple[int, Mapping[int, str]]], Kepala | None]:
    """The filled rows and their headings, by the separator that makes most headings known."""
    terbaik: tuple[Sequence[tuple[int, Mapping[int, str]]], Kepala | None] = ([], None)
    salah: csv.Error | None = None
    for pemisah in _PEMISAH:
        try:
            baris = _baris_csv(teks, pemisah)
        except csv.Error as galat:
            salah = galat
            continue
        terisi = [(ke, dict(enumerate(satu, 1))) for ke, satu in enumerate(baris, 1) if _terisi(satu)]
        kepala = temukan("", terisi[:_ATAS], (), sebutan)
        if kepala and (terbaik[1] is None or len(kepala.kolom) > len(terbaik[1].kolom)):
            terbaik = (terisi, kepala)
    if terbaik[1] is None and salah:
        _tolak(nama, "tanda kutipnya tidak berpasangan", "simpan ulang dari Excel sebagai CSV", salah)
    return terbaik


def _satu_csv(di: int, satu: Mapping[int, str], kepala: Kepala) -> BarisMasukan:
    hasil = Isian()
    sel = {jalur: letak("", k, di) for jalur, k in kepala.kolom.items()}
    for jalur, k in kepala.kolom.items():
        if satu.get(k, "").strip():
            hasil.taruh(jalur, satu[k])
    return BarisMasukan(di, hasil.nilai, sel, tuple(hasil.temuan))


def _baris_csv(teks: str, pemisah: str) -> list[list[str]]:
    """All rows; a cell may be as long as it likes, so that one too long is told as what it is."""
    lama = csv.field_size_limit(_UKURAN_MAKS)
    try:
        return list(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, strict=True))
    finally:
        csv.field_size_limit(lama)


def _teks(nama: str, data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows' own letters; none of it guessed.

    Raises:
        DataTidakSah: bytes that are no letter, or of two spellings at once.
    """
    if len(data) > _UKURAN_MAKS:
        _tolak(nama, "terlalu besar", f"paling besar {_UKURAN_MAKS // 1024**2} MB")
    sandi = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if sandi == "utf-8-sig" and b"\0" in data:
        _tolak(nama, "bukan berkas teks", _SIMPAN_UTF8)
    try:
        return data.decode(sandi)
    except UnicodeDecodeError as galat:
        if sandi == "utf-16" or _mungkin_utf8(data):
            baris = data[: galat.start].replace(b"\r\n", b"\n").count(b"\n") + 1
            _tolak(nama, f"memuat huruf yang rusak di baris {baris}", _SIMPAN_UTF8, galat)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as galat:
        baris = data[: galat.start].count(b"\n") + 1
        _tolak(nama, f"memuat huruf yang rusak di baris {baris}", _SIMPAN_UTF8, galat)


def _mungkin_utf8(data: bytes) -> bool:
    """Whether what is no UTF-8 is mostly UTF-8: read otherwise, its letters would come out as others."""
    sah = len(_BERBITA.findall(data))
    return sah > 0 and sah >= len(_BITA_TINGGI.findall(_BERBITA.sub(b"", data)))


def _panjang(terisi: Sequence[tuple[int, Mapping[int, str]]]) -> list[Temuan]:
    """Cells longer than any: most often a quotation mark that is never closed."""
    pesan = f"terlalu panjang, paling banyak {PANJANG_MAKS} huruf"
    saran = "ringkas isinya, atau tutup tanda kutipnya"
    return [
        Temuan(letak("", k, ke), pesan, saran)
        for ke, satu in terisi
        for k, teks in satu.items()
        if len(teks) > PANJANG_MAKS
    ]


def _terisi(satu: Sequence[str]) -> bool:
    return any(isi.strip() for isi in satu)


def _tanpa_contoh(
    kepala: Kepala, semua: Sequence[tuple[int, Mapping[int, str]]]
) -> tuple[list[tuple[int, Mapping[int, str]]], list[str]]:
    """The rows without the template's help and example; a note of those elsewhere than below the headings."""
    isi: list[tuple[int, Mapping[int, str]]] = []
    diawali: list[int] = []
    for ke, satu in semua:
        pertama = satu.get(kepala.nomor, "") if kepala.nomor else next(v for v in satu.values() if v.strip())
        if polos(pertama) not in (CONTOH, PETUNJUK) or (isi and not kepala.nomor):
            isi.append((ke, satu))
        elif isi or not kepala.nomor:
            diawali.append(ke)
    return isi, terlewat.diawali("", diawali)


def _tanpa_judul(kepala: Kepala, isi: Sequence[tuple[int, Mapping[int, str]]]) -> list[Temuan]:
    sel: dict[int, str] = {}
    for ke, satu in isi:
        for k, teks in satu.items():
            if k not in kepala.berjudul and teks.strip():
                sel.setdefault(k, letak("", k, ke))
    pesan, saran = "kolom ini terisi tetapi tidak berjudul", "tulis judul kolomnya, atau kosongkan"
    return [Temuan(satu, pesan, saran) for satu in sel.values()]


def dari_json(nama: str, data: bytes, jenis: Jenis, batas: tuple[int, int] | None) -> Sequence[BarisMasukan]:
    """The rows of a .json: a list of objects, field = value.

    Raises:
        DataTidakSah: no JSON, no such list, or fields nobody knows.
    """
    if len(data) > _UKURAN_MAKS:
        _tolak(nama, "terlalu besar", f"paling besar {_UKURAN_MAKS // 1024**2} MB")
    sebutan = menurut_sebutan(kolom_dari(jenis.isian)) | {polos(i.nama): i.nama for i in jenis.isian}
    asing: dict[str, int] = {}
    ganda: list[Temuan] = []
    letak_baris: list[tuple[int, int]] = []
    try:
        teks = data.decode("utf-8-sig")
        for ke, (satu, awal, akhir) in enumerate(_objek(nama, teks), 1):
            letak_baris.append((awal, akhir) if satu else (0, 0))
            jalur: dict[str, str] = {}
            for k in satu:
                if polos(k) not in sebutan:
                    asing.setdefault(k, ke)
                elif (lama := jalur.setdefault(sebutan[polos(k)], k)) != k:
                    ganda.append(
                        Temuan(f"[{ke}].{k}", f"isian ini sama dengan {lama}", "hapus salah satunya")
                    )
    except UnicodeDecodeError as galat:
        _tolak(nama, "bukan teks UTF-8", "simpan ulang sebagai UTF-8", galat)
    except json.JSONDecodeError as galat:
        _tolak(nama, "bukan JSON yang sah", f"periksa baris {galat.lineno}, huruf {galat.colno}", galat)
    except RecursionError as galat:
        _tolak(nama, "terlalu dalam bersarang", "perbaiki berkas itu", galat)
    except ValueError as galat:
        _tolak(nama, str(galat), "perbaiki berkas itu", galat)
    if asing or ganda:
        temuan = ganda + [
            Temuan(f"[{ke}].{k}", "isian tidak dikenal", mirip(k, [i.nama for i in jenis.isian]))
            for k, ke in asing.items()
        ]
        raise DataTidakSah(f"Isian massal {nama} tidak dapat dipakai.", temuan[:_TEMUAN_MAKS])
    pertama, terakhir = batas or (1, len(letak_baris))
    pilih = [n for n, (_, akhir) in enumerate(letak_baris, 1) if pertama <= n <= terakhir and akhir]

    def satu_baris(ke: int) -> BarisMasukan:
        awal, akhir = letak_baris[pilih[ke] - 1]
        return _satu_json(pilih[ke], urai_json(teks[awal:akhir]), sebutan)

    return BarisMalas(pilih, satu_baris)


def _objek(nama: str, teks: str) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each object of the list, and where it begins and ends."""
    semua = butir_json(teks) if teks.lstrip().startswith("[") else iter([(urai_json(teks), 0, 0)])
    for satu, awal, akhir in semua:
        if not isinstance(satu, dict) or not akhir:
            _tolak(nama, "isinya bukan daftar naskah", 'tulis [{"isian": "nilai"}, …]')
        yield cast("dict[str, Any]", satu), awal, akhir


def _satu_json(nomor: int, satu: Mapping[str, object], sebutan: Mapping[str, str]) -> BarisMasukan:
    hasil = Isian()
    for kunci, nilai in satu.items():
        hasil.taruh(sebutan[polos(kunci)], nilai)
    return BarisMasukan(nomor, hasil.nilai)


def _tolak(nama: str, pesan: str, saran: str, galat: Exception | None = None) -> NoReturn:
    raise DataTidakSah(f"Isian massal {nama} tidak dapat dipakai.", [Temuan(nama, pesan, saran)]) from galat
