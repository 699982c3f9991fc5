"""A new form from an earlier letter, of the same type or of another one."""

from __future__ import annotations

from starlette.responses import Response

from naskah import isian, pencarian
from naskah.web.minta import Minta
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import TidakDitemukan


def seperti(m: Minta) -> Response:
    """What the new type knows of the letter is taken over; without a type it is the letter's own."""
    dari = m.satu("dari").strip()
    id_ = m.satu("jenis") or pencarian.naskah_satu(m.kantor, dari).jenis
    if id_ not in m.kantor.katalog.daftar():
        raise TidakDitemukan("Surat itu tidak dibuat di sini.", "Pilih jenis surat yang baru.")
    jenis = m.kantor.katalog.jenis(id_)
    dikenal = {i.nama for i in jenis.isian}
    lama = pencarian.isi_naskah(m.kantor, dari, jenis)
    baru = isian.mulai(m.kantor, jenis.id, {k: v for k, v in lama.items() if k in dikenal})
    return m.pindah(f"/isian/{baru.id}")


RUTE = (Rute("POST", "/buat/seperti", seperti, MENULIS),)
