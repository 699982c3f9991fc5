"""Templat: a type's naskah.docx, restyled in Word, checked and looked at before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import templat_baru
from naskah.web import titipan
from naskah.web.keamanan.unduhan import MIME
from naskah.web.rute import ADMIN, Rute
from registers.dasar import berkas
from registers.dasar.galat import KeadaanDitolak, PdfTidakTersedia, TidakDitemukan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from naskah.catalog import Jenis
    from naskah.templat_baru import Usulan
    from naskah.web.minta import Minta
    from registers.dasar.temuan import Temuan


def daftar(m: Minta) -> Response:
    """Every type and every document of a paket, and where its template comes from."""
    kelompok = [("", templat_baru.daftar(m.kantor))]
    kelompok += [(paket.judul, semua) for paket, semua in templat_baru.daftar_paket(m.kantor)]
    return m.laman("templat/daftar.html", kelompok=kelompok)


def satu(m: Minta) -> Response:
    """One type: its docx to edit, a place to upload, older versions."""
    return _satu(m, _jenis(m))


def _jenis(m: Minta) -> Jenis:
    return m.kantor.katalog.bertemplat(m.jalur["jenis"])


def _satu(m: Minta, jenis: Jenis, temuan: Sequence[Temuan] = (), pesan: str = "", nama: str = "") -> Response:
    return m.laman(
        "templat/satu.html",
        422 if pesan else 200,
        letak=templat_baru.letak(m.kantor, jenis),
        lama=templat_baru.daftar_lama(m.kantor, jenis),
        pemakai=templat_baru.pemakai(m.kantor, jenis),
        boleh=m.pengguna.peran in ADMIN,
        temuan=temuan,
        pesan=pesan,
        nama_berkas=nama,
    )


def unduh(m: Minta) -> Response:
    """The naskah.docx in use."""
    jenis = _jenis(m)
    return _docx(m, templat_baru.docx(m.kantor, jenis), f"templat-{jenis.id}.docx")


def unduh_lama(m: Minta) -> Response:
    """An older version."""
    jenis, nama = _jenis(m), m.jalur["nama"]
    return _docx(m, templat_baru.docx_lama(m.kantor, jenis, nama), f"{jenis.id}-{nama}")


def _docx(m: Minta, data: bytes, nama: str) -> Response:
    return m.data(data, MIME[".docx"], nama)


def unggah(m: Minta) -> Response:
    """Findings of an upload, or old and new side by side."""
    jenis = _jenis(m)
    if not m.berkas:
        return _satu(m, jenis, pesan="Belum ada berkas yang dipilih.")
    kiriman = m.berkas[0]
    return _usulkan(m, jenis, kiriman.data, kiriman.nama[:80])


def kembalikan(m: Minta) -> Response:
    """An older version beside the one in use: it comes back through the same door as a new one."""
    jenis, nama = _jenis(m), m.satu("nama")
    return _usulkan(m, jenis, templat_baru.docx_lama(m.kantor, jenis, nama), nama)


def _usulkan(m: Minta, jenis: Jenis, data: bytes, nama: str) -> Response:
    try:
        usulan = templat_baru.usulkan(m.kantor, jenis, data)  # looked at in a child, whatever it is
    except KeadaanDitolak as galat:
        return _satu(m, jenis, (), f"{galat.message} {galat.hint}", nama)
    if usulan.temuan:
        pesan = "Berkas ini belum dapat dipakai. Perbaiki di Word, simpan, lalu unggah lagi:"
        return _satu(m, jenis, usulan.temuan, pesan, nama)
    titipan.simpan(m.kantor.folder, data, m.kantor.clock.now())
    return _sandingkan(m, usulan)


def _sandingkan(m: Minta, usulan: Usulan) -> Response:
    lama, baru, sebab = _gambar(m, usulan)
    return m.laman(
        "templat/sandingan.html",
        usulan=usulan,
        letak=templat_baru.letak(m.kantor, usulan.jenis),
        lama=lama,
        baru=baru,
        sebab=sebab,
        baris=templat_baru.sandingan(usulan.teks_lama, usulan.teks_baru),
    )


def _gambar(m: Minta, usulan: Usulan) -> tuple[tuple[str, int], tuple[str, int], str]:
    """Key and number of the pictures of both; why there are none."""
    tanpa = ("", 0)
    if not usulan.docx_baru:
        return tanpa, tanpa, ""
    try:
        lama = m.peladen.pratinjau.halaman(usulan.docx_lama) if usulan.docx_lama else tanpa
        return lama, m.peladen.pratinjau.halaman(usulan.docx_baru), ""
    except PdfTidakTersedia as galat:
        return tanpa, tanpa, str(galat)


def contoh(m: Minta) -> Response:
    """The sample letter with one of the two templates, to be opened in Word."""
    jenis, apa = _jenis(m), m.jalur["apa"]
    usulan = templat_baru.usulkan(m.kantor, jenis, _titipan(m, m.jalur["sidik"]))
    data = {"lama": usulan.docx_lama, "baru": usulan.docx_baru}.get(apa)
    if not data:
        raise TidakDitemukan("Surat contoh itu tidak ada.", "Unggah templatnya sekali lagi.")
    return _docx(m, data, f"contoh-{jenis.id}-{apa}.docx")


def _titipan(m: Minta, sidik: str) -> bytes:
    path = titipan.letak(m.kantor.folder, sidik)
    if path is None:
        raise TidakDitemukan("Usulan itu tidak tersimpan lagi.", "Unggah berkasnya sekali lagi.")
    return berkas.baca(path)


def terima(m: Minta) -> Response:
    """Use the proposal from now on."""
    jenis, sidik = _jenis(m), m.satu("usulan")
    if berkas.sha256(templat_baru.docx(m.kantor, jenis)) == sidik:  # a double click, or the answer got lost
        return _selesai(m, jenis)
    templat_baru.terima(m.kantor, jenis, _titipan(m, sidik), m.satu("sidik"))
    titipan.buang(m.kantor.folder, sidik)
    return _selesai(m, jenis)


def _selesai(m: Minta, jenis: Jenis) -> Response:
    pesan = "Templat baru dipakai mulai surat berikutnya. Yang lama tersimpan dan dapat dikembalikan."
    return m.pindah(f"/templat/{jenis.id}", pesan)


_SATU = "/templat/{jenis}"
RUTE = (
    Rute("GET", "/templat", daftar),
    Rute("GET", _SATU, satu),
    Rute("GET", _SATU + "/naskah.docx", unduh),
    Rute("GET", _SATU + "/lama/{nama}", unduh_lama),
    Rute("GET", _SATU + "/usulan/{sidik}/{apa}.docx", contoh, ADMIN),
    Rute("POST", _SATU, unggah, ADMIN, unggah=True),
    Rute("POST", _SATU + "/terima", terima, ADMIN),
    Rute("POST", _SATU + "/kembalikan", kembalikan, ADMIN),
)
