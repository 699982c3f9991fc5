"""Styles and numbering of the kop laid over those of a template."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from naskah.render.paket import HUB, TIPE, Elemen, Paket, W, etree, tulis_xml

_RUJUKAN_GAYA = tuple(
    W + n for n in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
)


def satukan_gaya(paket: Paket, kop: Paket, akar: Elemen) -> dict[str, str]:
    """Lay styles and numbering of `kop` over those of `paket`.

    A style of the kop wins by id, and by name where a program renamed the id (the document `akar` is then
    pointed at the kop's id). Styles only the template has are kept.

    Returns:
        Number ids of the kop → number ids in the package.
    """
    ganti_nomor = _satukan_penomoran(paket, kop)
    asal = next((n for _, n in kop.terhubung(kop.utama, "styles")), "")
    if not asal:
        return ganti_nomor
    baru = kop.pohon(asal)
    for nomor in baru.iter(W + "numId"):
        nomor.set(W + "val", ganti_nomor.get(nomor.get(W + "val"), nomor.get(W + "val")))
    tempat = next((n for _, n in paket.terhubung(paket.utama, "styles")), "")
    if tempat:
        _tambah_gaya_sendiri(paket, paket.pohon(tempat), baru, akar)
    else:
        tempat = "word/styles.xml"
        paket.tambah_hubungan(paket.utama, HUB + "styles", tempat)
    paket.pasang(tempat, tulis_xml(baru), TIPE + "styles+xml")
    return ganti_nomor


def _tambah_gaya_sendiri(paket: Paket, lama: Elemen, baru: Elemen, akar: Elemen) -> None:
    ada = {g.get(W + "styleId") for g in baru.iter(W + "style")}
    menurut_nama = {_nama(g): g.get(W + "styleId") for g in baru.iter(W + "style")}
    bawaan = {g.get(W + "type") for g in baru.iter(W + "style") if _bawaan(g)}
    ganti: dict[str, str] = {}
    for gaya in lama.iter(W + "style"):
        id_gaya = gaya.get(W + "styleId")
        if id_gaya in ada:
            continue
        if _nama(gaya) in menurut_nama:
            ganti[id_gaya] = menurut_nama[_nama(gaya)]
            continue
        salinan = copy.deepcopy(gaya)
        if _bawaan(gaya) and gaya.get(W + "type") in bawaan:
            del salinan.attrib[W + "default"]
        baru.append(salinan)
    if ganti:
        _arahkan(akar, ganti)
        _arahkan(baru, ganti)
        for _, nama in paket.terhubung(paket.utama, "header", "footer", "footnotes", "endnotes", "numbering"):
            bagian = paket.pohon(nama)
            _arahkan(bagian, ganti)
            paket.pasang(nama, tulis_xml(bagian))


def _nama(gaya: Elemen) -> str:
    nama = gaya.find(W + "name")
    return f"{gaya.get(W + 'type')} {'' if nama is None else nama.get(W + 'val', '').lower()}"


def _bawaan(gaya: Elemen) -> bool:
    return gaya.get(W + "default") in ("1", "true", "on")


def _arahkan(akar: Elemen, ganti: Mapping[str, str]) -> None:
    for rujukan in akar.iter(*_RUJUKAN_GAYA):
        if rujukan.get(W + "val") in ganti:
            rujukan.set(W + "val", ganti[rujukan.get(W + "val")])


def _satukan_penomoran(paket: Paket, kop: Paket) -> dict[str, str]:
    """Bring the numberings of the kop into the package; an equal one that is already there is used."""
    asal = next((n for _, n in kop.terhubung(kop.utama, "numbering")), "")
    if not asal:
        return {}
    sumber = kop.pohon(asal)
    tempat = next((n for _, n in paket.terhubung(paket.utama, "numbering")), "")
    if not tempat:
        tempat = "word/numbering.xml"
        paket.pasang(tempat, tulis_xml(sumber), TIPE + "numbering+xml")
        paket.tambah_hubungan(paket.utama, HUB + "numbering", tempat)
        return {}
    akar = paket.pohon(tempat)
    abstrak = {_isi(a): a.get(W + "abstractNumId") for a in akar.findall(W + "abstractNum")}
    bebas = 1 + max((int(i) for i in abstrak.values()), default=-1)
    peta: dict[str, str] = {}
    for satu in sumber.findall(W + "abstractNum"):
        id_lama, isi = satu.get(W + "abstractNumId"), _isi(satu)
        if isi not in abstrak:
            salinan = copy.deepcopy(satu)
            salinan.set(W + "abstractNumId", str(bebas))
            akar.insert(len(akar.findall(W + "abstractNum")), salinan)
            abstrak[isi] = str(bebas)
            bebas += 1
        peta[id_lama] = abstrak[isi]
    hasil = _satukan_num(akar, sumber, peta)
    paket.pasang(tempat, tulis_xml(akar), TIPE + "numbering+xml")
    return hasil


def _satukan_num(akar: Elemen, sumber: Elemen, peta: Mapping[str, str]) -> dict[str, str]:
    ada = {_isi(n): n.get(W + "numId") for n in akar.findall(W + "num")}
    bebas = 1 + max((int(i) for i in ada.values()), default=0)
    hasil: dict[str, str] = {}
    for satu in sumber.findall(W + "num"):
        salinan = copy.deepcopy(satu)
        rujukan = salinan.find(W + "abstractNumId")
        rujukan.set(W + "val", peta.get(rujukan.get(W + "val"), rujukan.get(W + "val")))
        isi = _isi(salinan)
        if isi not in ada:
            salinan.set(W + "numId", str(bebas))
            akar.findall(W + "num")[-1].addnext(salinan) if ada else akar.append(salinan)
            ada[isi] = str(bebas)
            bebas += 1
        hasil[satu.get(W + "numId")] = ada[isi]
    return hasil


def _isi(e: Elemen) -> bytes:
    """What an abstractNum or num says, without the ids it says it under."""
    salinan = copy.deepcopy(e)
    salinan.attrib.clear()
    for tanda in [t for n in ("nsid", "tmpl") for t in salinan.findall(W + n)]:
        salinan.remove(tanda)
    salinan.tail = None
    return etree().tostring(salinan, method="c14n")


def ukuran_gaya(docx: bytes) -> dict[str, float]:
    """Character styles with a size of their own: id → points.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    hasil: dict[str, float] = {}
    for _, bagian in paket.terhubung(paket.utama, "styles"):
        for gaya in paket.pohon(bagian).iter(W + "style"):
            ukuran = gaya.find(f"{W}rPr/{W}sz")
            if gaya.get(W + "type") == "character" and ukuran is not None:
                hasil[gaya.get(W + "styleId")] = int(ukuran.get(W + "val")) / 2
    return hasil
