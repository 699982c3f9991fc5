"""One letter: naskah against docxtpl and docx-mailmerge2, in one process, on the same content.

    python benchmarks/satu_surat.py

A page with 15 tags, a table of 10 rows and a logo. naskah's figure is one render of a compiled template with
every check on; the floor is what nobody can go below: Jinja compiled once, static parts packed once, one
document.xml deflated.
"""

from __future__ import annotations

import io
import statistics
import struct
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import Environment
from mailmerge import MailMerge

from naskah.render import compile_template
from naskah.render.siap import docxtpl
from registers.dasar import zipan

JUMLAH = 15
TAG = [f"isian_{n}" for n in range(1, JUMLAH + 1)]
LAJUR = ("no", "nama", "jabatan")


def logo() -> bytes:
    """A small PNG of our own."""
    baris = b"".join(b"\0" + bytes((n * 3) % 256 for n in range(64 * 3)) for _ in range(64))

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    isi = potong(b"IHDR", kepala) + potong(b"IDAT", zlib.compress(baris)) + potong(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + isi


def templat(bidang: Callable[[object, str], None], ulang: bool) -> bytes:
    """The letter; `bidang` writes a field into a paragraph, in the manner of the engine."""
    dokumen = docx.Document()
    dokumen.add_picture(io.BytesIO(logo()), width=Mm(20))
    for nomor, nama in enumerate(TAG):
        paragraf = dokumen.add_paragraph(f"Kalimat ke-{nomor} dari surat ini menyebut ")
        bidang(paragraf, nama)
        paragraf.add_run(" di tengah kalimat yang cukup panjang untuk sebuah surat dinas.")
    tabel = dokumen.add_table(4 if ulang else 2, len(LAJUR))
    for kolom, nama in enumerate(LAJUR):
        tabel.cell(0, kolom).text = nama.upper()
        bidang(tabel.cell(2 if ulang else 1, kolom).paragraphs[0], f"o.{nama}" if ulang else nama)
    if ulang:
        tabel.cell(1, 0).text = "{%tr for o in orang %}"
        tabel.cell(3, 0).text = "{%tr endfor %}"
    keluar = io.BytesIO()
    dokumen.save(keluar)
    return keluar.getvalue()


def tulis_jinja(paragraf: object, nama: str) -> None:
    paragraf.add_run(f"{{{{ {nama} }}}}")


def tulis_mergefield(paragraf: object, nama: str) -> None:
    bidang = OxmlElement("w:fldSimple")
    bidang.set(qn("w:instr"), f" MERGEFIELD {nama} ")
    bidang.append(OxmlElement("w:r"))
    bidang[0].append(OxmlElement("w:t"))
    bidang[0][0].text = nama
    paragraf._p.append(bidang)


def ukur(kerja: Callable[[], object], ulangan: int) -> float:
    """Median milliseconds of one call."""
    kerja()
    lama: list[float] = []
    for _ in range(ulangan):
        mulai = time.perf_counter()
        kerja()
        lama.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(lama)


def lantai(sumber: bytes, konteks: dict[str, object]) -> Callable[[], object]:
    """No checks, no text, no hash: Jinja, one deflate, one splice."""
    anggota = zipan.baca(sumber)
    xml = docxtpl().patch_xml(anggota["word/document.xml"].isi().decode())
    jinja = Environment(autoescape=True).from_string(xml)

    def satu() -> bytes:
        isi = zipan.Anggota.dari("word/document.xml", jinja.render(konteks).encode())
        return zipan.tulis({**anggota, isi.nama: isi}.values())

    return satu


def main() -> None:
    nilai = {nama: f"Nilai {nama} & <Koperasi Contoh Maju>" for nama in TAG}
    orang = [{"no": str(n), "nama": f"Orang Contoh {n}", "jabatan": "Anggota"} for n in range(1, 11)]
    konteks: dict[str, object] = {**nilai, "orang": orang}
    with tempfile.TemporaryDirectory() as folder:
        jalur, jalur_merge = Path(folder, "templat.docx"), Path(folder, "merge.docx")
        jalur.write_bytes(templat(tulis_jinja, ulang=True))
        jalur_merge.write_bytes(templat(tulis_mergefield, ulang=False))
        jadi = compile_template(jalur.read_bytes())

        def pakai_docxtpl() -> None:
            satu = DocxTemplate(jalur)
            satu.render(konteks, autoescape=True)
            satu.save(io.BytesIO())

        def pakai_mailmerge() -> None:
            with MailMerge(jalur_merge) as satu:
                satu.merge(**nilai)
                satu.merge_rows("nama", orang)
                satu.write(io.BytesIO())

        naskah = ukur(lambda: jadi.render(konteks), 200)
        dasar = ukur(lantai(jalur.read_bytes(), konteks), 200)
        lawan = {"docxtpl": ukur(pakai_docxtpl, 20), "docx-mailmerge2": ukur(pakai_mailmerge, 20)}
        siap = ukur(lambda: compile_template(jalur.read_bytes()), 10)
    print(f"naskah           {naskah:8.2f} ms per surat (menyiapkan templat sekali: {siap:.1f} ms)")
    for nama, lama in lawan.items():
        print(f"{nama:16} {lama:8.2f} ms = {lama / naskah:5.1f} × naskah")
    print(f"lantai           {dasar:8.2f} ms; naskah {naskah / dasar:.2f} × lantai")


if __name__ == "__main__":
    main()
