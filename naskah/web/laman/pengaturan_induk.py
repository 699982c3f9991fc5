"""Pengaturan: the lists of employees and koperasi: search, edit, add, import with a dry run first."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from naskah import induk_ubah as ubah
from naskah.induk_impor import HasilImpor, impor
from naskah.web.laman._pengaturan import DITOLAK, Terisi, diketik, ditolak, tersimpan
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from naskah.web.minta import Minta
    from registers.dasar.galat import NaskahError

_BATAS = 50
_HILANG = (
    "Cari lagi di daftarnya apakah datanya sudah ada di baris lain; "
    "bila disimpan dari sini, yang Anda ketik menjadi baris baru."
)
_BERKAS = (Isian("berkas", label="Berkas .xlsx atau .csv", wajib=True),)
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
    halaman, kolom = ubah.daftar(m.kantor, apa, kata, _BATAS, lewati), ubah.isian(m.kantor, apa)[:6]
    return m.laman(
        "pengaturan/induk.html",
        apa=apa,
        kata=kata,
        lewati=lewati,
        batas=_BATAS,
        jumlah=halaman.jumlah,
        baris=[(b, tersimpan(kolom, b.nilai).nilai) for b in halaman.baris],
        kolom=kolom,
    )


def baru(m: Minta) -> Response:
    """An empty form."""
    return _laman(m, Terisi())


def satu(m: Minta) -> Response:
    """One row, to be edited."""
    apa = _apa(m)
    baris = ubah.satu(m.kantor, apa, str(m.jalur["kunci"]))
    isi = tersimpan(ubah.isian(m.kantor, apa), baris.nilai, baris.sidik)
    return _laman(m, isi, {**ubah.peringatan(apa, baris.nilai), **baris.salah})


def _laman(
    m: Minta, isi: Terisi, salah: Mapping[str, str] | None = None, *, sebagai_baru: bool = False
) -> Response:
    apa, kunci = _apa(m), "" if sebagai_baru else str(m.jalur.get("kunci", ""))
    return m.laman(
        "pengaturan/satu_induk.html",
        isi.status,
        apa=apa,
        judul=isi.nilai.get("nama") or kunci,
        alamat=f"/induk/{apa}/satu/{quote(kunci)}" if kunci else f"/induk/{apa}/baru",
        isian=ubah.isian(m.kantor, apa),
        isi=isi,
        salah=salah or {},
    )


def simpan(m: Minta) -> Response:
    """Add or change a row."""
    apa, kunci = _apa(m), m.jalur.get("kunci")
    nilai = diketik(m, ubah.ISIAN[apa])
    try:
        jadi = ubah.simpan(m.kantor, apa, str(kunci) if kunci else None, nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _ditolak(m, galat, nilai)
    return m.pindah(
        f"/induk/{apa}/satu/{quote(jadi)}", "Tersimpan.", list(ubah.peringatan(apa, nilai).values())
    )


def _ditolak(m: Minta, galat: NaskahError, nilai: Mapping[str, str]) -> Response:
    """The form again. A row that is gone, or is another one's by now, can only be kept as a new one."""
    apa, kunci, dilihat = _apa(m), str(m.jalur.get("kunci", "")), m.satu("sidik")
    if not kunci:
        return _laman(m, ditolak(galat, ubah.ISIAN[apa], nilai))
    try:
        baris = ubah.satu(m.kantor, apa, kunci)
    except TidakDitemukan:
        isi = ditolak(galat, ubah.ISIAN[apa], nilai)
        return _laman(m, replace(isi, saran=_HILANG, sidik=""), sebagai_baru=True)
    isi = ditolak(galat, ubah.ISIAN[apa], nilai, (dilihat, baris.sidik), baris.nilai)
    if kunci.startswith("b") and "nama" in isi.kini:
        saran = f"Baris itu kini berisi {isi.kini['nama']}. {_HILANG}"
        return _laman(m, replace(isi, saran=saran, kini={}, sidik=""), sebagai_baru=True)
    return _laman(m, isi, baris.salah)


def laman_impor(m: Minta) -> Response:
    """Choose a file."""
    return _impor(m, Terisi())


def _impor(
    m: Minta, isi: Terisi, hasil: HasilImpor | None = None, nama_berkas: str = "", titipan: str = ""
) -> Response:
    """`isi`: why the file was refused; `titipan`: the file that waits in the page."""
    return m.laman(
        "pengaturan/impor.html",
        isi.status,
        apa=_apa(m),
        isian=_BERKAS,
        isi=isi,
        hasil=hasil,
        nama_berkas=nama_berkas,
        titipan=titipan,
    )


def coba_impor(m: Minta) -> Response:
    """What the import would do; the file waits in the page."""
    apa = _apa(m)
    try:
        if not m.berkas:
            raise DataTidakSah(
                "Belum ada berkas.", [Temuan("berkas", "belum dipilih", "pilih .xlsx atau .csv")]
            )
        kiriman = m.berkas[0]
        data = kiriman.wajib(".xlsx", ".csv")
        if len(data) > _TITIPAN_MAKS:
            raise DataTidakSah(
                "Berkas terlalu besar.", [Temuan("berkas", "lebih dari 2,9 MB", "bagi berkas itu")]
            )
        hasil = impor(m.kantor, apa, data, kiriman.nama, coba=True)
    except DITOLAK as galat:
        return _impor(m, ditolak(galat, _BERKAS, {}))
    titipan = "" if hasil.temuan else base64.b64encode(data).decode()
    return _impor(m, Terisi(), hasil, kiriman.nama, titipan)


def jalankan_impor(m: Minta) -> Response:
    """Import the file that was tried."""
    apa, nama = _apa(m), m.satu("nama", "berkas")
    try:
        data = base64.b64decode(m.satu("titipan"), validate=True)
    except binascii.Error:
        data = b""
    try:
        hasil = impor(m.kantor, apa, data, nama, coba=False)
    except KeadaanDitolak as galat:  # the list is open in Excel: the file waits on
        return _impor(m, ditolak(galat, _BERKAS, {}), None, nama, m.satu("titipan"))
    except DITOLAK as galat:
        return _impor(m, replace(ditolak(galat, _BERKAS, {}), pesan=galat.message))
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
