"""Read a 10,000 × 14 book: naskah against python-calamine, the fastest reader of xlsx for Python.

Run: ``python benchmarks/baca_buku.py``. Prints medians and ratios for reading everything, for reading against
the file as it was when one cell has changed since, and for both when Excel's shared string table is used.
Targets: ≤ 2.5 × calamine in full, ≤ 0.6 × against an earlier file. They take turns, so that a busy machine
slows both alike.
"""

from __future__ import annotations

import io
import re
import statistics
import sys
import time
from collections.abc import Callable

import python_calamine
from tambah_baris import baris

from registers import workbook
from registers.dasar import zipan
from registers.definisi import Buku, muat_buku
from registers.workbook import Perubahan

BARIS, ULANG = 10_000, 9
STRING = "xl/sharedStrings.xml"
HUBUNGAN = (
    b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'sharedStrings" Target="sharedStrings.xml"/>'
)
MACAM = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sharedStrings+xml"/>'
)
SASARAN_PENUH, SASARAN_BEDA = 2.5, 0.6


def seperti_excel(data: bytes) -> bytes:
    """The book with all its texts in a shared string table, as Excel writes them."""
    anggota = zipan.baca(data)
    nomor: dict[bytes, int] = {}
    for nama in [n for n in anggota if n.startswith("xl/worksheets/sheet")]:
        isi = re.sub(
            rb'(<c [^>]*?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>',
            lambda m: b'%b t="s"><v>%d</v></c>' % (m[1], nomor.setdefault(m[2], len(nomor))),
            anggota[nama].isi(),
        )
        anggota[nama] = zipan.Anggota.dari(nama, isi)
    kepala = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    isi = b"".join((kepala, *(b"<si><t>%b</t></si>" % satu for satu in nomor), b"</sst>"))
    anggota[STRING] = zipan.Anggota.dari(STRING, isi)
    for nama, tutup, tambah in (
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", HUBUNGAN),
        ("[Content_Types].xml", b"</Types>", MACAM),
    ):
        isi = re.sub(rb"<(?:Relationship|Override) [^>]*sharedStrings[^>]*/>", b"", anggota[nama].isi())
        anggota[nama] = zipan.Anggota.dari(nama, isi.replace(tutup, tambah + tutup))
    return zipan.tulis(anggota.values())


def calamine(data: bytes) -> None:
    buku_kerja = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert len(buku_kerja.get_sheet_by_index(0).to_python()) > BARIS


def penuh(data: bytes, buku: Buku) -> None:
    isi = workbook.baca_isi(data, "buku.xlsx", buku)
    assert len(isi.baris) == BARIS


def beda(data: bytes, lama: bytes, buku: Buku) -> None:
    isi = workbook.baca_isi(data, "buku.xlsx", buku, dibanding=lama)
    assert not isi.penuh
    assert [b.kunci for b in isi.baris] == [f"N{BARIS // 2:09d}"]


def ukur(*semua: Callable[[], None]) -> list[float]:
    waktu: list[list[float]] = [[] for _ in semua]
    for _ in range(ULANG):
        for satu, catat in zip(semua, waktu, strict=True):
            mulai = time.perf_counter()
            satu()
            catat.append(time.perf_counter() - mulai)
    return [statistics.median(satu) for satu in waktu]


def ubah_satu(data: bytes, buku: Buku) -> bytes:
    lain = baris(BARIS // 2)
    lain.nilai["keterangan"] = "diubah"
    return workbook.sunting(data, "buku.xlsx", buku, Perubahan([lain]), (BARIS, ""))[0]


def main() -> int:
    buku = muat_buku()["agenda-surat-keluar"]
    kami = workbook.buat_isi(
        buku, 2026, ["DINAS CONTOH"], [baris(n) for n in range(1, BARIS + 1)], (BARIS, "")
    )
    baik = True
    for nama, data in (("inline texts", kami), ("shared strings", seperti_excel(kami))):
        baru = ubah_satu(data, buku)
        a, b, c = ukur(
            lambda data=data: calamine(data),
            lambda data=data: penuh(data, buku),
            lambda data=data, baru=baru: beda(baru, data, buku),
        )
        print(f"{BARIS:,} rows × {len(buku.kolom) + 1} columns, {nama} (median of {ULANG})")
        print(f"  calamine, everything      {a * 1000:8.1f} ms")
        print(f"  naskah, everything        {b * 1000:8.1f} ms  {b / a:5.2f} ×  (target ≤ {SASARAN_PENUH})")
        print(f"  naskah, one cell changed  {c * 1000:8.1f} ms  {c / a:5.2f} ×  (target ≤ {SASARAN_BEDA})")
        baik = baik and b / a <= SASARAN_PENUH and c / a <= SASARAN_BEDA
    return 0 if baik else 1


if __name__ == "__main__":
    sys.exit(main())
