"""Direct formatting: what a paragraph or run says about its looks beside its style.

Styles live in the kop file, so what a template formats directly is what a change of the kop cannot reach.
"""

from __future__ import annotations

from naskah.render.paket import Elemen, Paket, W
from naskah.render.siap import huruf, paragraf
from naskah.render.teks import tempat_bagian
from registers.dasar.temuan import Temuan

_PARAGRAF = {
    "jc": "perataan", "ind": "indentasi", "spacing": "spasi", "pBdr": "garis", "shd": "warna latar",
    "tabs": "tab", "keepNext": "ikat ke berikut", "pageBreakBefore": "halaman baru",
}  # fmt: skip
_HURUF = {
    "rFonts": "huruf", "sz": "ukuran", "b": "tebal", "i": "miring", "u": "garis bawah", "color": "warna",
    "caps": "kapital", "smallCaps": "kapital kecil", "highlight": "sorotan", "shd": "warna latar",
    "spacing": "jarak huruf", "vertAlign": "naik-turun", "strike": "coret",
}  # fmt: skip


def format_langsung(docx: bytes) -> list[Temuan]:
    """Every paragraph whose own properties, or whose runs', say more than a style.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    hasil: list[Temuan] = []
    for nama, sebutan in tempat_bagian(paket).items():
        for di in paragraf(paket.pohon(nama), sebutan):
            sifat = _sifat(di.elemen)
            if sifat:
                teks = "".join(t.text or "" for t in huruf(di.elemen))[:40]
                hasil.append(
                    Temuan(di.tempat, f"format langsung: {', '.join(sifat)}", "pakai gaya (Styles)", teks)
                )
    return hasil


def _sifat(p: Elemen) -> list[str]:
    hasil = [nama for tag, nama in _PARAGRAF.items() if p.find(f"{W}pPr/{W}{tag}") is not None]
    semua = [r for t in huruf(p) for r in t.iterancestors(W + "r")]
    return hasil + [
        nama for tag, nama in _HURUF.items() if any(r.find(f"{W}rPr/{W}{tag}") is not None for r in semua)
    ]
