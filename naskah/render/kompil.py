"""From the docx of a template and of a kop to a compiled template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from naskah.render import simpanan as laci
from naskah.render.kop import ganti_gambar, pasang_kop
from naskah.render.muatan import terlacak
from naskah.render.paket import HUB, Hubungan, Paket, tulis_xml
from naskah.render.siap import Siapan, Sumber, siapkan
from naskah.render.teks import tempat_bagian
from naskah.render.templat import INTI, Templat
from registers.dasar.galat import TemplatSalah

_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APLIKASI = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>naskah</Application></Properties>"
)
_CATATAN = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")


def compile_template(
    docx: bytes,
    *,
    kop: bytes | None = None,
    halaman: Literal["kop", "sendiri"] = "kop",
    gambar: Mapping[str, bytes] | None = None,
    simpanan: Path | None = None,
) -> Templat:
    """Prepare a template once; the result renders any number of letters.

    Args:
        docx: the template's bytes.
        kop: the letterhead docx whose first-page header, styles, numbering, theme and page come in.
        halaman: "kop": page size and margins of the kop (a landscape section stays landscape); "sendiri":
            those of the template.
        gambar: pictures that replace the ones of the same name or alternative text, such as "lambang".
        simpanan: a folder that keeps prepared templates, so that the next process need not import docxtpl.

    Raises:
        TemplatSalah: with every finding of the template, each with its place.
        DataTidakSah: a picture that is neither PNG nor JPEG.
    """
    gambar = gambar or {}
    kunci = laci.kunci(docx, kop, halaman, gambar) if simpanan else ""
    siapan = laci.ambil(simpanan, kunci) if simpanan else None
    try:
        if siapan is not None:
            return Templat(siapan)
        siapan = _siapkan(docx, kop, halaman, gambar)
        templat = Templat(siapan)
    except TemplatSalah as galat:
        from naskah.render.lint import lint

        semua = lint(docx) if galat.temuan else []
        raise TemplatSalah(galat.message, semua or galat.temuan, galat.hint) from galat
    if simpanan:
        laci.simpan(simpanan, kunci, siapan)
    return templat


def _siapkan(
    docx: bytes, kop: bytes | None, halaman: Literal["kop", "sendiri"], gambar: Mapping[str, bytes]
) -> Siapan:
    paket = Paket.buka(docx)
    if kop is not None:
        pasang_kop(paket, Paket.buka(kop), halaman)
    ganti_gambar(paket, gambar)
    _buang_jejak(paket)
    bagian = tempat_bagian(paket)
    semua: list[Sumber] = []
    for nama, sebutan in bagian.items():
        if terlacak(paket.isi(nama)):
            raise TemplatSalah(
                "Templat memuat perubahan terlacak (Track Changes).",
                hint="Di Word: Review → Accept All Changes, lalu simpan.",
            )
        akar = paket.pohon(nama)
        sumber = siapkan(akar, nama, sebutan)
        if "{" in sumber.jinja:
            semua.append(sumber)
        else:
            paket.pasang(nama, tulis_xml(akar))
    paket.rapikan()
    hubungan = {s.nama: paket.hubungan(s.nama) for s in semua}
    return Siapan(tuple(paket.urut()), tuple(semua), tuple(bagian), hubungan)


def _buang_jejak(paket: Paket) -> None:
    """Remove who made the template and when: properties, comments, people, thumbnail."""
    properti = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    paket.pasang("docProps/app.xml", _APLIKASI, properti)
    paket.pasang(INTI, b"", "application/vnd.openxmlformats-package.core-properties+xml")
    paket.hubungkan(
        "",
        [
            Hubungan("rId1", HUB + "officeDocument", "/" + paket.utama),
            Hubungan("rId2", _METADATA, "/" + INTI),
            Hubungan("rId3", HUB + "extended-properties", "/docProps/app.xml"),
        ],
    )
    sisa = [h for h in paket.hubungan(paket.utama) if h.tipe.rpartition("/")[2] not in _CATATAN]
    paket.hubungkan(paket.utama, sisa)
