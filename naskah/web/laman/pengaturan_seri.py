"""Pengaturan: number series, with the next number before a change is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import penomoran
from naskah import tatanan_ubah as ubah
from naskah.web.laman._pengaturan import DITOLAK, Terisi, diketik, kembali, tersimpan
from naskah.web.rute import ADMIN, Rute
from registers.dasar.galat import KantorSalah

if TYPE_CHECKING:
    from starlette.responses import Response

    from naskah.web.minta import Minta
    from registers.dasar.galat import NaskahError

_BARU = "baru"  # in the path; an office may still call a series so, since ids of series are looked up first


def seri(m: Minta) -> Response:
    """Every series with its next number; when the ledger has others, what differs and how to accept it."""
    beda = ""
    berikut: dict[str, str] = {}
    try:
        berikut = {s.id: s.berikut for s in penomoran.daftar_seri(m.kantor)}
    except KantorSalah as galat:
        beda = str(galat.message)
    return m.laman("pengaturan/seri.html", daftar=m.kantor.tatanan.seri, berikut=berikut, beda=beda)


def terapkan(m: Minta) -> Response:
    """Accept into the ledger what somebody changed in kantor.toml by hand."""
    beda = penomoran.terapkan(m.kantor)
    return m.pindah("/pengaturan/seri", "; ".join(beda) or "Tidak ada perubahan.")


def satu(m: Minta) -> Response:
    """One series, to be changed."""
    return _laman(m, tersimpan(ubah.SERI, _data(m), ubah.sidik(m.kantor)))


def _id(m: Minta) -> str:
    id_ = str(m.jalur["id"])
    return "" if id_ == _BARU and all(s.id != id_ for s in m.kantor.tatanan.seri) else id_


def _data(m: Minta) -> dict[str, str]:
    id_ = _id(m)
    if not id_:
        return {}
    isi = m.kantor.seri(id_)
    return {"nama": isi.nama, "pola": isi.pola, "mulai": str(isi.mulai), "mundur": isi.mundur}


def _laman(m: Minta, isi: Terisi, lihat: penomoran.SeriTampil | None = None) -> Response:
    id_ = _id(m)
    return m.laman(
        "pengaturan/satu_seri.html",
        isi.status,
        id=id_,
        judul=m.kantor.seri(id_).nama or id_ if id_ else "",
        alamat=f"/pengaturan/seri/{m.jalur['id']}",
        isian=ubah.SERI[1:] if id_ else ubah.SERI,
        isi=isi,
        lihat=lihat,
    )


def pratinjau(m: Minta) -> Response:
    """The next number under the changed pattern; nothing is written."""
    nilai = diketik(m, ubah.SERI)
    try:
        lihat = ubah.pratinjau_seri(m.kantor, _id(m), nilai)
    except DITOLAK as galat:
        return _ditolak(m, nilai, galat)
    return _laman(m, Terisi(nilai, sidik=m.satu("sidik")), lihat)


def simpan(m: Minta) -> Response:
    """Change or add the series, accepted by the ledger in the same act."""
    nilai = diketik(m, ubah.SERI)
    id_ = _id(m)
    try:
        if id_:
            ubah.ubah_seri(m.kantor, id_, nilai, m.satu("sidik"))
        else:
            ubah.tambah_seri(m.kantor, nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _ditolak(m, nilai, galat)
    return m.pindah("/pengaturan/seri", "Seri tersimpan dan langsung berlaku; nomor yang sudah terbit tetap.")


def _ditolak(m: Minta, nilai: dict[str, str], galat: NaskahError) -> Response:
    return _laman(m, kembali(m, galat, ubah.SERI, nilai, _data if _id(m) else None))


RUTE = (
    Rute("GET", "/pengaturan/seri", seri, peran=ADMIN),
    Rute("POST", "/pengaturan/seri", terapkan, peran=ADMIN),
    Rute("GET", "/pengaturan/seri/{id}", satu, peran=ADMIN),
    Rute("POST", "/pengaturan/seri/{id}", simpan, peran=ADMIN),
    Rute("POST", "/pengaturan/seri/{id}/pratinjau", pratinjau, peran=ADMIN),
)
