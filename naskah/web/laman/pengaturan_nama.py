"""Pengaturan: the name under which the acts of this computer's login are kept, on one PC."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from naskah import tatanan_ubah as ubah
from naskah.web.laman.pengaturan_kantor import diketik
from naskah.web.rute import ADMIN, Rute
from registers.dasar import sistem
from registers.dasar.galat import DataTidakSah, KeadaanDitolak

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from naskah.web.minta import Minta
    from registers.dasar.temuan import Temuan


def nama(m: Minta) -> Response:
    """Who acts on this computer."""
    return _laman(m, {"nama": m.kantor.tatanan.pelaku.get(sistem.login(), "")})


def _laman(m: Minta, nilai: Mapping[str, str], temuan: Sequence[Temuan] = ()) -> Response:
    if not m.pengguna.lokal:
        return m.pindah("/pengaturan/pengguna", "Di server kantor, nama ditulis pada akun masing-masing.")
    return m.laman(
        "pengaturan/nama.html",
        422 if temuan else 200,
        akun=sistem.login(),
        tetap=os.environ.get("NASKAH_PELAKU", ""),
        isian=ubah.PELAKU,
        nilai=nilai,
        temuan=temuan,
        sidik=m.satu("sidik") or ubah.sidik(m.kantor),
    )


def simpan(m: Minta) -> Response:
    """Keep it; what was done before keeps the name it has."""
    if not m.pengguna.lokal:
        raise KeadaanDitolak("Nama ini hanya untuk kantor di satu PC.", "Ubah namanya pada akun pengguna.")
    nilai = diketik(m, ubah.PELAKU)
    try:
        ubah.ubah_pelaku(m.kantor, sistem.login(), nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _laman(m, nilai, galat.temuan)
    return m.pindah("/", "Nama tersimpan. Yang dikerjakan mulai sekarang dicatat atas nama itu.")


RUTE = (
    Rute("GET", "/pengaturan/nama", nama, peran=ADMIN),
    Rute("POST", "/pengaturan/nama", simpan, peran=ADMIN),
)
