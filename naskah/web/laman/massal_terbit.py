"""The last question before the first number of a merge, and the act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from naskah.massal import jalan
from naskah.web import bidang, formulir
from naskah.web.laman._massal import Diperiksa, diperiksa, pekerja_menyala, satu_rencana
from naskah.web.minta import Minta
from naskah.web.penggarap import sudah_dimulai
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import NomorDitolak
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from registers.dasar.isian import Isian, Nilai


def tanya(m: Minta) -> Response:
    """The last question, with the numbers the letters would take as things stand."""
    kini = diperiksa(m)
    if kini is None or not kini.telaah.baik:
        return m.pindah(f"/massal/rencana/{m.jalur['id']}")
    return _bertanya(m, kini)


def _bertanya(m: Minta, kini: Diperiksa, salah: str = "") -> Response:
    awal = akhir = ""
    try:
        awal, akhir = jalan.nomor_kiraan(m.kantor, kini.jenis, kini.telaah, kini.apa.hari(m.kantor))
    except NomorDitolak as galat:
        salah = salah or f"{galat.message} {galat.hint}".strip()
    return m.laman(
        "massal/terbit.html",
        409 if salah else 200,
        kunci=kini.kunci,
        apa=kini.apa,
        jenis=kini.jenis,
        hari=kini.apa.hari(m.kantor),
        baik=len(kini.telaah.baik),
        salah_baris=len(kini.telaah.salah),
        pernah=kini.telaah.pernah.kalimat(),
        awal=awal,
        akhir=akhir,
        umum=_terbaca(kini.jenis, kini.apa.umum),
        pekerja=pekerja_menyala(m) if kini.apa.antre else None,
        salah=salah,
    )


def _terbaca(jenis: Jenis, umum: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What all rows have in common, to be read once more."""
    menurut: dict[str, Isian] = {i.nama: i for i in jenis.isian}

    def kata(nama: str, nilai: Nilai) -> list[tuple[str, str]]:
        return [(bidang.label(jenis)(letak), teks) for letak, teks in formulir.terbaca(nama, nilai)]

    return [p for nama, nilai in umum.items() if nama in menurut for p in kata(nama, nilai)]


def mulai(m: Minta) -> Response:
    """Begin; the same request again leads to what it began."""
    _, apa = satu_rencana(m)
    if (ada := sudah_dimulai(m.kantor, apa.permintaan)) is not None:
        return m.pindah(f"/massal/{ada.id}")
    kini = diperiksa(m)
    if kini is None:
        return m.pindah(f"/massal/rencana/{m.jalur['id']}", peringatan=["Berkas sedang diperiksa lagi."])
    if len(kini.telaah.baik) != m.angka("_baik"):
        return _bertanya(m, kini, "Hasil pemeriksaan berubah sejak halaman ini dibuka. Periksa sekali lagi.")
    if apa.tanggal is None and m.satu("_hari") != tanggal_panjang(m.kantor.hari_ini()):
        m.peladen.pemeriksa.lupakan(kini.kunci)
        pesan = "Hari sudah berganti sejak berkas ini diperiksa; berkas diperiksa lagi."
        return m.pindah(f"/massal/rencana/{kini.kunci}", peringatan=[pesan])
    try:
        pekerjaan = m.peladen.penggarap.mulai(
            m.kantor,
            apa.permintaan,
            lambda: jalan.mulai(
                m.kantor, kini.masukan, kini.telaah, tanggal=apa.tanggal, pilihan=apa.pilihan()
            ),
        )
    except NomorDitolak:
        return _bertanya(m, kini)  # which says why
    return m.pindah(f"/massal/{pekerjaan.id}")


RUTE = (
    Rute("GET", "/massal/rencana/{id}/terbit", tanya, MENULIS),
    Rute("POST", "/massal/rencana/{id}/terbit", mulai, MENULIS),
)
