"""Pengaturan: number series, with the next number before a change is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import penomoran
from naskah import tatanan_ubah as ubah
from naskah.web.laman.pengaturan_kantor import diketik
from naskah.web.rute import ADMIN, Rute
from registers.dasar.galat import DataTidakSah, KantorSalah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from naskah.web.minta import Minta
    from registers.dasar.temuan import Temuan

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
    id_ = _id(m)
    isi = m.kantor.seri(id_) if id_ else None
    nilai = {"nama": isi.nama, "pola": isi.pola, "mundur": isi.mundur} if isi else {}
    return _laman(m, nilai)


def _id(m: Minta) -> str:
    id_ = str(m.jalur["id"])
    return "" if id_ == _BARU and all(s.id != id_ for s in m.kantor.tatanan.seri) else id_


def _laman(
    m: Minta,
    nilai: Mapping[str, str],
    temuan: Sequence[Temuan] = (),
    lihat: penomoran.SeriTampil | None = None,
) -> Response:
    id_ = _id(m)
    return m.laman(
        "pengaturan/satu_seri.html",
        422 if temuan else 200,
        id=id_,
        alamat=f"/pengaturan/seri/{m.jalur['id']}",
        isian=ubah.SERI[1:] if id_ else ubah.SERI,
        nilai=nilai,
        temuan=temuan,
        lihat=lihat,
        sidik=m.satu("sidik") or ubah.sidik(m.kantor),
    )


def pratinjau(m: Minta) -> Response:
    """The next number under the changed pattern; nothing is written."""
    nilai = diketik(m, ubah.SERI)
    try:
        return _laman(m, nilai, lihat=ubah.pratinjau_seri(m.kantor, _id(m), nilai))
    except DataTidakSah as galat:
        return _laman(m, nilai, galat.temuan)


def simpan(m: Minta) -> Response:
    """Change or add the series, accepted by the ledger in the same act."""
    nilai = diketik(m, ubah.SERI)
    id_ = _id(m)
    try:
        if id_:
            ubah.ubah_seri(m.kantor, id_, nilai, m.satu("sidik"))
        else:
            ubah.tambah_seri(m.kantor, nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _laman(m, nilai, galat.temuan)
    return m.pindah("/pengaturan/seri", "Seri tersimpan dan langsung berlaku; nomor yang sudah terbit tetap.")


RUTE = (
    Rute("GET", "/pengaturan/seri", seri, peran=ADMIN),
    Rute("POST", "/pengaturan/seri", terapkan, peran=ADMIN),
    Rute("GET", "/pengaturan/seri/{id}", satu, peran=ADMIN),
    Rute("POST", "/pengaturan/seri/{id}", simpan, peran=ADMIN),
    Rute("POST", "/pengaturan/seri/{id}/pratinjau", pratinjau, peran=ADMIN),
)
