"""Is a certificate genuine? The code of its QR pasted, its file uploaded, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import verifikasi
from naskah.web import galat as halaman_galat
from naskah.web.rute import Rute
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from starlette.responses import Response

    from naskah.verifikasi import HasilVerifikasi
    from naskah.web.minta import Minta
    from registers.dasar.galat import NaskahError


def formulir(m: Minta) -> Response:
    """The empty form."""
    return _laman(m)


def periksa(m: Minta) -> Response:
    """The answer above the form; nothing is kept of what was sent."""
    kode = m.satu("kode").strip()
    files = [(b.nama[:80] or "berkas", b.data) for b in m.berkas if b.isian == "berkas" and b.data]
    try:
        if not kode and not files:
            raise DataTidakSah(
                "Belum ada yang diperiksa.",
                [Temuan("Teks QR", "belum diisi", "tempel teks QR-nya, atau pilih berkas suratnya")],
            )
        hasil = verifikasi.verifikasi(*verifikasi.baca([*([kode] if kode else []), *files]), kantor=m.kantor)
    except (DataTidakSah, TidakDitemukan) as galat:
        return _laman(m, galat=galat)
    return _laman(m, hasil)


def _laman(m: Minta, hasil: HasilVerifikasi | None = None, galat: NaskahError | None = None) -> Response:
    return m.laman(
        "verifikasi.html",
        halaman_galat.status(galat) if galat else 200,
        hasil=hasil,
        galat=galat,
        temuan=galat.temuan if galat else (),
        kode=m.satu("kode"),
    )


RUTE = (Rute("GET", "/verifikasi", formulir), Rute("POST", "/verifikasi", periksa, unggah=True))
