"""What a Word file can carry that a letter never should: parts that run, fields and pictures that fetch.

`Paket` refuses macros and relationships to the outside; what is told here stays inside the file and is found
when a template is checked, each with its place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from naskah.render.paket import Elemen, Paket, W
from naskah.render.siap import paragraf
from registers.dasar.temuan import Temuan

_VML = "{urn:schemas-microsoft-com:vml}"
_HREF_VML = "{urn:schemas-microsoft-com:office:office}href"
_LUAR = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)")
_AMBIL = re.compile(
    r"(?i)^\s*(LINK|IMPORT|INCLUDE|EMBED|DATABASE|ADDIN|RD|HTMLCONTROL|AUTOTEXT|AUTOTEXTLIST|BARCODE)\b"
    r"|\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|MACROBUTTON)\b"
)
_BAGIAN = {
    "oleObject": "objek program lain (OLE)",
    "package": "berkas lain yang disematkan",
    "control": "kontrol ActiveX",
    "activeXControlBinary": "kontrol ActiveX",
    "aFChunk": "dokumen lain yang disisipkan (altChunk)",
    "subDocument": "dokumen bawahan",
    "wordVbaData": "sisa makro",
    "attachedToolbars": "bilah alat tersemat",
    "keyMapCustomizations": "tombol pintasan tersemat",
    "mailMergeSource": "sumber data Mail Merge",
    "mailMergeHeaderSource": "sumber data Mail Merge",
}
_TERLACAK = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b[^>]*w:author=")
_MAKRO = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")


def muatan(paket: Paket, bagian: Mapping[str, str]) -> Iterator[Temuan]:
    """Every part, field and picture that a letter must not carry.

    Args:
        paket: the template.
        bagian: the parts that hold text, and how the place of their paragraphs begins.
    """
    yield from _bagian(paket)
    for nama, awalan in bagian.items():
        akar = paket.pohon(nama)
        if terlacak(paket.isi(nama)):
            saran = "di Word: Review → Accept All Changes, lalu simpan"
            yield Temuan(awalan.strip() or "berkas", "memuat perubahan terlacak (Track Changes)", saran)
        yield from _bidang(akar, awalan)
        yield from _gambar(akar, awalan)
    for _, nama in paket.terhubung(paket.utama, "settings"):
        if paket.pohon(nama).find(W + "mailMerge") is not None:
            saran = "di Word: Mailings → Start Mail Merge → Normal Word Document, lalu simpan"
            yield Temuan("berkas", "tersambung ke sumber data Mail Merge", saran)


def terlacak(isi: bytes) -> bool:
    """Whether a part holds changes that Word still tracks."""
    return _TERLACAK.search(isi) is not None


def _bagian(paket: Paket) -> Iterator[Temuan]:
    for nama in paket.anggota:
        if posixpath.basename(nama).lower() in _MAKRO:
            yield Temuan("berkas", "memuat makro", "simpan sebagai .docx tanpa makro", nama)
        if nama.endswith(".rels"):
            for e in paket.pohon(nama):
                macam = e.get("Type", "").rpartition("/")[2]
                if macam in _BAGIAN:
                    saran = "hapus objek itu di Word; tempel isinya sebagai teks, tabel, atau gambar"
                    yield Temuan("berkas", f"memuat {_BAGIAN[macam]}", saran, e.get("Target", "")[:120])


def _bidang(akar: Elemen, awalan: str) -> Iterator[Temuan]:
    """Fields that run or fetch something when the letter is opened."""
    tempat = {di.elemen: di.tempat for di in paragraf(akar, awalan)}
    for kode, elemen in _kode(akar):
        cocok = _AMBIL.search(kode)
        if cocok:
            di = next((tempat[p] for p in elemen.iterancestors(W + "p") if p in tempat), awalan.strip())
            nama = (cocok[1] or cocok[2]).upper()
            saran = "hapus bidang itu (Alt+F9 memperlihatkannya), atau ganti dengan teks atau gambar"
            yield Temuan(di or "berkas", f"bidang Word {nama} mengambil isi dari luar surat", saran)


def _kode(akar: Elemen) -> Iterator[tuple[str, Elemen]]:
    """Each field's code with the element it begins at; a code may be split over runs and paragraphs."""
    terbuka: list[tuple[list[str], Elemen]] = []
    for e in akar.iter(W + "fldChar", W + "instrText", W + "fldSimple"):
        if e.tag == W + "fldSimple":
            yield e.get(W + "instr", ""), e
        elif e.tag == W + "instrText":
            if terbuka:
                terbuka[-1][0].append(e.text or "")
            else:
                yield e.text or "", e
        elif e.get(W + "fldCharType") == "begin":
            terbuka.append(([], e))
        elif e.get(W + "fldCharType") == "end" and terbuka:
            kode, awal = terbuka.pop()
            yield "".join(kode), awal
    yield from (("".join(kode), awal) for kode, awal in terbuka)


def _gambar(akar: Elemen, awalan: str) -> Iterator[Temuan]:
    """Old drawings name their picture in an attribute instead of a relationship."""
    for e in akar.iter(_VML + "*"):
        for nama in ("src", _HREF_VML):
            sasaran = e.get(nama, "")
            if _LUAR.match(sasaran):
                saran = "sisipkan gambarnya ke dalam berkas (Insert → Pictures)"
                yield Temuan(
                    awalan.strip() or "berkas", "gambar ditautkan ke luar berkas", saran, sasaran[:120]
                )
