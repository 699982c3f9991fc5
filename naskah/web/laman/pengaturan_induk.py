"""Pengaturan: the lists of employees and koperasi: search, edit, add, import with a dry run first."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import quote

from naskah import induk_ubah as ubah
from naskah.induk_impor import impor
from naskah.web.laman.pengaturan_kantor import diketik
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from naskah.web.minta import Minta

_BATAS = 50
_TITIPAN_MAKS = 2_900_000  # bytes of a file that waits in the page between dry run and import


def _apa(m: Minta) -> str:
    apa = str(m.jalur["apa"])
    if apa not in ubah.ISIAN:
        raise TidakDitemukan("Daftar itu tidak ada.", "Yang ada: pegawai dan koperasi.")
    return apa


def daftar(m: Minta) -> Response:
    """One page of the list."""
    apa, kata = _apa(m), m.tanya.get("kata", "")[:200]
    angka = m.tanya.get("lewati", "0")
    lewati = int(angka) if angka.isdecimal() and len(angka) < 7 else 0
    return m.laman(
        "pengaturan/induk.html",
        apa=apa,
        kata=kata,
        lewati=lewati,
        batas=_BATAS,
        halaman=ubah.daftar(m.kantor, apa, kata, _BATAS, lewati),
        kolom=ubah.isian(m.kantor, apa)[:6],
    )


def baru(m: Minta) -> Response:
    """An empty form."""
    return _laman(m, {})


def satu(m: Minta) -> Response:
    """One row, to be edited."""
    baris = ubah.satu(m.kantor, _apa(m), str(m.jalur["kunci"]))
    return _laman(m, baris.nilai, sidik=baris.sidik, salah=baris.salah)


def _laman(
    m: Minta,
    nilai: Mapping[str, str],
    temuan: Sequence[Temuan] = (),
    sidik: str = "",
    salah: Mapping[str, str] | None = None,
) -> Response:
    apa, kunci = _apa(m), str(m.jalur.get("kunci", ""))
    return m.laman(
        "pengaturan/satu_induk.html",
        422 if temuan else 200,
        apa=apa,
        kunci=kunci,
        alamat=f"/induk/{apa}/satu/{quote(kunci)}" if kunci else f"/induk/{apa}/baru",
        isian=ubah.isian(m.kantor, apa),
        nilai=nilai,
        temuan=temuan,
        sidik=sidik,
        salah=salah or {},
    )


def simpan(m: Minta) -> Response:
    """Add or change a row."""
    apa, kunci = _apa(m), m.jalur.get("kunci")
    nilai = diketik(m, ubah.ISIAN[apa])
    try:
        jadi = ubah.simpan(m.kantor, apa, str(kunci) if kunci else None, nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _laman(m, nilai, galat.temuan, m.satu("sidik"))
    return m.pindah(f"/induk/{apa}/satu/{quote(jadi)}", "Tersimpan.")


def laman_impor(m: Minta) -> Response:
    """Choose a file."""
    return m.laman("pengaturan/impor.html", apa=_apa(m), hasil=None, nama_berkas="", titipan="")


def coba_impor(m: Minta) -> Response:
    """What the import would do; the file waits in the page."""
    apa = _apa(m)
    if not m.berkas:
        raise DataTidakSah("Belum ada berkas.", [Temuan("berkas", "belum dipilih", "pilih .xlsx atau .csv")])
    kiriman = m.berkas[0]
    data = kiriman.wajib(".xlsx", ".csv")
    if len(data) > _TITIPAN_MAKS:
        raise DataTidakSah(
            "Berkas terlalu besar.", [Temuan("berkas", "lebih dari 2,9 MB", "bagi berkas itu")]
        )
    hasil = impor(m.kantor, apa, data, kiriman.nama, coba=True)
    titipan = "" if hasil.temuan else base64.b64encode(data).decode()
    return m.laman("pengaturan/impor.html", apa=apa, hasil=hasil, nama_berkas=kiriman.nama, titipan=titipan)


def jalankan_impor(m: Minta) -> Response:
    """Import the file that was tried."""
    apa = _apa(m)
    try:
        data = base64.b64decode(m.satu("titipan"), validate=True)
    except binascii.Error:
        data = b""
    hasil = impor(m.kantor, apa, data, m.satu("nama", "berkas"), coba=False)
    pesan = f"{hasil.baru} baris ditambahkan, {hasil.berubah} diubah, {hasil.tetap} tetap."
    return m.pindah(f"/induk/{apa}", pesan)


RUTE = (
    Rute("GET", "/induk/{apa}", daftar, peran=MENULIS),
    Rute("GET", "/induk/{apa}/baru", baru, peran=MENULIS),
    Rute("POST", "/induk/{apa}/baru", simpan, peran=MENULIS),
    Rute("GET", "/induk/{apa}/satu/{kunci}", satu, peran=MENULIS),
    Rute("POST", "/induk/{apa}/satu/{kunci}", simpan, peran=MENULIS),
    Rute("GET", "/induk/{apa}/impor", laman_impor, peran=MENULIS),
    Rute("POST", "/induk/{apa}/impor", coba_impor, peran=MENULIS, unggah=True),
    Rute("POST", "/induk/{apa}/impor/jalankan", jalankan_impor, peran=MENULIS),
)
