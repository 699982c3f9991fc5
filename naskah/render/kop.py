"""The letterhead comes from one place: header, styles, numbering, theme and page of a kop file.

A template's own copy of them is only what people see in Word; compiling replaces it, `segarkan_kop`
refreshes it.
"""

from __future__ import annotations

import copy
import hashlib
import posixpath
import re
from collections.abc import Mapping
from typing import Literal

from naskah.render.gaya import satukan_gaya
from naskah.render.nilai import kenali_gambar
from naskah.render.paket import (
    HUB,
    TIPE,
    TIPE_GAMBAR,
    WP,
    A,
    Elemen,
    Hubungan,
    Paket,
    R,
    W,
    tujuan,
    tulis_xml,
)
from registers.dasar import zipan
from registers.dasar.galat import TemplatSalah

# The order the schema wants in w:sectPr; only what is inserted and what may stand before it.
_URUTAN_SEKSI = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
    *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg"),
    *("textDirection", "bidi", "rtlGutter", "docGrid"),
)
_RUJUKAN = (W + "headerReference", W + "footerReference")


def pasang_kop(paket: Paket, kop: Paket, halaman: Literal["kop", "sendiri"]) -> None:
    """Replace letterhead, styles, numbering, theme and (halaman="kop") page set-up by those of `kop`.

    Raises:
        TemplatSalah: the kop file has no section.
    """
    akar_kop = kop.pohon(kop.utama)
    seksi_kop = next(akar_kop.iter(W + "sectPr"), None)
    if seksi_kop is None:
        raise TemplatSalah("Berkas kop tidak memuat pengaturan halaman (sectPr).")
    akar = paket.pohon(paket.utama)
    ganti_nomor = satukan_gaya(paket, kop, akar)
    seksi = list(akar.iter(W + "sectPr"))
    if not seksi:
        seksi = [_seksi_baru(akar)]
    _pasang_kepala(paket, kop, seksi_kop, akar, ganti_nomor)
    for lanjutan in seksi[1:]:
        if not [r for r in lanjutan.iter(W + "headerReference") if r.get(W + "type") == "first"]:
            hapus_anak(lanjutan, "titlePg")  # it would inherit the kop, which belongs to page one
    if halaman == "kop":
        for satu in seksi:
            _samakan_halaman(satu, seksi_kop)
    _salin_tema(paket, kop)
    paket.pasang(paket.utama, tulis_xml(akar))


def segarkan_kop(docx: bytes, kop: bytes, halaman: Literal["kop", "sendiri"] = "kop") -> bytes:
    """The template `docx` with the present kop in it: what people see in Word is what will be printed.

    Raises:
        TemplatSalah: one of the two is not a docx.
    """
    paket = Paket.buka(docx)
    pasang_kop(paket, Paket.buka(kop), halaman)
    paket.rapikan()
    return zipan.tulis(paket.urut())


def ganti_gambar(paket: Paket, gambar: Mapping[str, bytes]) -> None:
    """Replace pictures whose drawing is named (docPr name or alternative text) like a key of `gambar`.

    The new picture keeps its own proportions inside the box of the old one.

    Raises:
        DataTidakSah: bytes that are neither PNG nor JPEG.
    """
    if not gambar:
        return
    for _, nama in [("", paket.utama), *paket.terhubung(paket.utama, "header", "footer")]:
        if b"docPr" not in paket.isi(nama):
            continue
        akar = paket.pohon(nama)
        ada = [
            _ganti_satu(paket, nama, lukisan, gambar[kunci])
            for lukisan in akar.iter(WP + "inline", WP + "anchor")
            for kunci in _nama_lukisan(lukisan)
            if kunci in gambar
        ]
        if ada:
            isi = tulis_xml(akar)
            paket.pasang(nama, isi)
            gambar_lama = [h for h in paket.hubungan(nama) if h.tipe == HUB + "image"]
            yatim = {h.id for h in gambar_lama if f'"{h.id}"'.encode() not in isi}
            paket.hubungkan(nama, [h for h in paket.hubungan(nama) if h.id not in yatim])


def _nama_lukisan(lukisan: Elemen) -> list[str]:
    sifat = lukisan.find(WP + "docPr")
    return [] if sifat is None else list(dict.fromkeys((sifat.get("name", ""), sifat.get("descr", ""))))


def _ganti_satu(paket: Paket, bagian: str, lukisan: Elemen, isi: bytes) -> None:
    jenis, lebar, tinggi = kenali_gambar(isi)
    media = f"word/media/ganti_{hashlib.sha256(isi).hexdigest()[:24]}.{jenis}"
    paket.pasang(media, isi, TIPE_GAMBAR[jenis])
    rid = paket.tambah_hubungan(bagian, HUB + "image", media)
    for blip in lukisan.iter(A + "blip"):
        blip.set(R + "embed", rid)
    kotak = lukisan.find(WP + "extent")
    cx, cy = int(kotak.get("cx")), int(kotak.get("cy"))
    skala = min(cx / lebar, cy / tinggi)
    for e in (kotak, *lukisan.iter(A + "ext")):
        if "cx" in e.attrib:
            e.set("cx", str(int(lebar * skala)))
            e.set("cy", str(int(tinggi * skala)))


def _pasang_kepala(
    paket: Paket, kop: Paket, seksi_kop: Elemen, akar: Elemen, ganti_nomor: Mapping[str, str]
) -> None:
    """Headers of the kop into the first section; footers only where the kop has some."""
    seksi = next(akar.iter(W + "sectPr"))
    bagian_kop = dict(kop.terhubung(kop.utama, "header", "footer"))
    rujukan_kop = [r for r in seksi_kop.iter(*_RUJUKAN) if r.get(R + "id") in bagian_kop]
    diganti = {(r.tag, r.get(W + "type")) for r in rujukan_kop}
    for lama in [e for e in seksi if e.tag in _RUJUKAN]:
        if lama.tag == W + "headerReference" or (lama.tag, lama.get(W + "type")) in diganti:
            seksi.remove(lama)
    _buang_kepala_lama(paket, akar)
    for rujukan in rujukan_kop:
        macam = rujukan.tag.removeprefix(W).removesuffix("Reference")
        asal = bagian_kop[rujukan.get(R + "id")]
        baru = _salin_bagian(paket, kop, asal, TIPE + f"{macam}+xml", ganti_nomor)
        salinan = copy.deepcopy(rujukan)
        salinan.set(R + "id", paket.tambah_hubungan(paket.utama, HUB + macam, baru))
        sisip_seksi(seksi, salinan)
    hapus_anak(seksi, "titlePg")
    sisip_seksi(seksi, seksi.makeelement(W + "titlePg", {}))


def _salin_bagian(paket: Paket, kop: Paket, asal: str, tipe: str, ganti_nomor: Mapping[str, str]) -> str:
    """Copy a header of the kop with everything it relates to; the new part's name."""
    baru = f"word/kop_{posixpath.basename(asal)}"
    akar = kop.pohon(asal)
    for nomor in akar.iter(W + "numId"):
        nomor.set(W + "val", ganti_nomor.get(nomor.get(W + "val"), nomor.get(W + "val")))
    paket.pasang(baru, tulis_xml(akar), tipe)
    hubungan: list[Hubungan] = []
    for satu in kop.hubungan(asal):
        if not satu.luar:
            sumber = tujuan(asal, satu.sasaran)
            media = f"word/media/kop_{posixpath.basename(sumber)}"
            paket.pasang(media, kop.isi(sumber), kop.tipe(sumber))
            satu = Hubungan(satu.id, satu.tipe, posixpath.relpath(media, "word"))
        hubungan.append(satu)
    paket.hubungkan(baru, hubungan)
    return baru


def _samakan_halaman(seksi: Elemen, seksi_kop: Elemen) -> None:
    lama = seksi.find(W + "pgSz")
    mendatar = lama is not None and lama.get(W + "orient") == "landscape"
    for nama in ("pgSz", "pgMar"):
        asal = seksi_kop.find(W + nama)
        if asal is None:
            continue
        hapus_anak(seksi, nama)
        baru = copy.deepcopy(asal)
        if nama == "pgSz":
            sisi = sorted((int(asal.get(W + "w")), int(asal.get(W + "h"))), reverse=mendatar)
            baru.set(W + "w", str(sisi[0]))
            baru.set(W + "h", str(sisi[1]))
            baru.attrib.pop(W + "orient", None)
            if mendatar:
                baru.set(W + "orient", "landscape")
        sisip_seksi(seksi, baru)


def _salin_tema(paket: Paket, kop: Paket) -> None:
    for _, tema in kop.terhubung(kop.utama, "theme"):
        lama = [n for _, n in paket.terhubung(paket.utama, "theme")]
        nama = lama[0] if lama else "word/theme/theme1.xml"
        paket.pasang(nama, kop.isi(tema), kop.tipe(tema))
        if not lama:
            paket.tambah_hubungan(paket.utama, HUB + "theme", nama)


def _buang_kepala_lama(paket: Paket, akar: Elemen) -> None:
    """Forget headers and footers that no section shows any more."""
    dipakai = {e.get(R + "id") for e in akar.iter(*_RUJUKAN)}
    lama = re.compile(re.escape(HUB) + "(header|footer)$")
    paket.hubungkan(
        paket.utama, [h for h in paket.hubungan(paket.utama) if h.id in dipakai or not lama.match(h.tipe)]
    )


def _seksi_baru(akar: Elemen) -> Elemen:
    seksi = akar.makeelement(W + "sectPr", {})
    akar.find(W + "body").append(seksi)
    return seksi


def sisip_seksi(seksi: Elemen, baru: Elemen) -> None:
    """Insert into w:sectPr where the schema wants it; Word refuses a wrong order."""
    pangkat = _URUTAN_SEKSI.index(baru.tag.removeprefix(W))
    for letak, ada in enumerate(seksi):
        nama = ada.tag.removeprefix(W)
        if nama in _URUTAN_SEKSI and _URUTAN_SEKSI.index(nama) > pangkat:
            seksi.insert(letak, baru)
            return
    seksi.append(baru)


def hapus_anak(induk: Elemen, nama: str) -> None:
    """Remove the children of one name."""
    for e in induk.findall(W + nama):
        induk.remove(e)
