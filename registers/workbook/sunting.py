"""Changes into a workbook: the story of one write.

Open → find our sheet → split the rows into known and new → change cells, append rows → replace the parts
that differ. Everything happens in memory; the file is replaced in one step or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from registers.dasar import berkas
from registers.definisi import Buku
from registers.workbook.bukaan import buka_buku
from registers.workbook.konflik import tulis_konflik
from registers.workbook.model import Baris, BarisKonflik, Perubahan, Rantai, Ringkasan
from registers.workbook.sambung import Ganti, tanpa_urutan_rumus
from registers.workbook.suntingan import Suntingan
from registers.workbook.tanda import xml_tanda


def buat(
    path: Path,
    buku: Buku,
    tahun: int,
    kepala: Sequence[str],
    baris: Sequence[Baris] = (),
    rantai: Rantai = (0, ""),
) -> Ringkasan:
    """Create the book of one year with these rows in it, in one write; an existing file is replaced.

    Args:
        path: where; ends in .xlsx.
        buku: the definition.
        tahun: the year printed in the heading.
        kepala: the office's heading lines, top first; title and year are added below them.
        baris: rows, in order.
        rantai: head of the ledger's chain these rows come from.

    Raises:
        DataTidakSah: values no cell can hold, all at once.
        BerkasGagal: the file cannot be written.
        PermissionError: another program holds it open (Windows).
    """
    data, ringkasan = _buat(buku, tahun, kepala, Perubahan(baris), rantai)
    berkas.tulis_atomik(path, data)
    return replace(ringkasan, ditulis=True)


def buat_isi(
    buku: Buku,
    tahun: int,
    kepala: Sequence[str],
    baris: Sequence[Baris],
    rantai: Rantai,
    *,
    konflik: Sequence[BarisKonflik] = (),
) -> bytes:
    """`buat`, as the bytes of the file; same arguments, same bytes.

    Raises:
        DataTidakSah: values no cell can hold, all at once.
    """
    return _buat(buku, tahun, kepala, Perubahan(baris, konflik=konflik), rantai)[0]


def _buat(
    buku: Buku, tahun: int, kepala: Sequence[str], perubahan: Perubahan, rantai: Rantai
) -> tuple[bytes, Ringkasan]:
    from registers.workbook.rancang import rancang  # openpyxl is heavy, and needed only here

    return sunting(rancang(buku, tahun, kepala), f"{buku.id}-{tahun}.xlsx", buku, perubahan, rantai)


def terapkan(
    path: Path, buku: Buku, baris: Sequence[Baris], rantai: Rantai, *, tahun: int | None = None
) -> Ringkasan:
    """`sunting` on a file, rows only.

    Raises:
        BukuAsing: not this book, damaged, or without its markers; the file is untouched.
        DataTidakSah: values no cell can hold, all at once; the file is untouched.
        BerkasGagal: the file cannot be read or written.
        PermissionError: another program holds it open (Windows).
    """
    lama = berkas.baca(path)
    data, ringkasan = sunting(lama, path.name, buku, Perubahan(baris), rantai, tahun)
    if data is not lama:
        berkas.tulis_atomik(path, data)
    return ringkasan


def sunting(
    data: bytes,
    nama: str,
    buku: Buku,
    perubahan: Perubahan,
    rantai: Rantai,
    tahun: int | None = None,
) -> tuple[bytes, Ringkasan]:
    """Bring changes into the book: a new key becomes a row at the end, a known one is brought up to date.

    A cell is written only if it shows something else. Ledger cells always say what the ledger says; shared
    ones are filled while they are blank; people's (and shared ones) are written where `orang` says so. A
    formula gives way to a value unless other cells live on it: those are left and reported. Formats, and
    every other part of the workbook, stay as they are, byte for byte.
    Doing it twice does nothing the second time: the very same bytes object comes back.
    With `tahun`, a book of another year (last year's, copied) is refused.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
        DataTidakSah: values no cell can hold, all at once.
    """
    bukaan = buka_buku(data, nama, buku, tahun)
    suntingan = Suntingan(bukaan, buku)
    suntingan.terima(perubahan)
    ganti: Ganti = {}
    if suntingan.ganti:
        ganti[bukaan.bagian] = bukaan.lembar.dengan(suntingan.ganti, suntingan.baris_akhir)
    if perubahan.konflik is not None:
        tulis_konflik(bukaan, perubahan.konflik, ganti)
    buang = tanpa_urutan_rumus(bukaan.paket, ganti) if suntingan.rumus_ditimpa else ""
    tanda = replace(bukaan.tanda, urut=rantai[0], hash=rantai[1], lembar=bukaan.lembar.nama)
    if tanda == bukaan.tanda and not ganti:
        return data, suntingan.ringkasan()
    if tanda != bukaan.tanda:
        bagian = bukaan.paket.bagian_tanda
        ganti[bagian] = [xml_tanda(tanda, bukaan.paket.isi(bagian))]
    return bukaan.paket.dengan(ganti, buang), replace(suntingan.ringkasan(), ditulis=True)
