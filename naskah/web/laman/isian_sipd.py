"""The rincian of an SPP from an export of SIPD: a file instead of rows typed again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from naskah import impor_sipd, isian, sipd_rincian
from naskah.hitung._uang import rp
from naskah.web import bidang
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from naskah.catalog import Jenis
    from naskah.isian import IsianSurat
    from naskah.web.minta import Minta
    from registers.dasar.isian import Nilai


def pilih(m: Minta) -> Response:
    """Choose the file."""
    satu, jenis = _isian(m)
    return _laman(m, satu, jenis)


def ambil(m: Minta) -> Response:
    """Put the rows of the file in place of those of the form; with one refused cell, nothing changes."""
    satu, jenis = _isian(m)
    kolom = _kolom(m)
    judul = impor_sipd.Judul((), ())
    try:
        if not m.berkas:
            raise DataTidakSah(
                "Belum ada berkas.", [Temuan("berkas", "belum dipilih", "pilih .xlsx atau .csv")]
            )
        kiriman = m.berkas[0]
        data, nama = kiriman.wajib(".xlsx", ".csv"), kiriman.nama
        judul = impor_sipd.telaah_judul(m.kantor, data, nama, "rincian", kolom)
        rincian = sipd_rincian.susun(impor_sipd.baca(m.kantor, data, nama, "rincian", kolom))
        isi, catatan = sipd_rincian.untuk(rincian, nama, satu.nilai)
    except DataTidakSah as salah:
        return _laman(m, satu, jenis, salah, judul, 422)
    nilai = {**satu.nilai, **_teks(jenis, isi)}
    impor_sipd.ingat(m.kantor, kolom)
    isian.simpan(m.kantor, replace(satu, versi=m.angka("_versi"), nilai=nilai))
    pesan = f"{len(rincian.baris)} kode rekening dari {nama}, jumlahnya {rp(rincian.jumlah)}."
    return m.pindah(f"/isian/{satu.id}#b-rincian", pesan, [*rincian.peringatan, *catatan])


def _isian(m: Minta) -> tuple[IsianSurat, Jenis]:
    """The form, of a type whose rincian an export can fill."""
    satu = isian.buka(m.kantor, m.jalur["id"])
    jenis = m.kantor.katalog.jenis(satu.jenis)
    if not sipd_rincian.menerima(jenis):
        raise TidakDitemukan(f"{jenis.judul} tidak punya rincian kode rekening.", "Kembali ke isiannya.")
    return satu, jenis


def _kolom(m: Minta) -> dict[str, tuple[str, ...]]:
    """Headings the person has chosen for fields nobody knew."""
    return {n: (v,) for n in impor_sipd.KOLOM if (v := m.satu(f"kolom.{n}").strip())}


def _teks(jenis: Jenis, isi: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """Values as the form keeps them, for fields the type has: amounts as text."""
    dikenal = {i.nama for i in jenis.isian}
    return {
        nama: nilai if isinstance(nilai, str) else [{k: str(v) for k, v in b.items()} for b in nilai]
        for nama, nilai in isi.items()
        if nama in dikenal
    }


def _laman(
    m: Minta,
    satu: IsianSurat,
    jenis: Jenis,
    salah: DataTidakSah | None = None,
    judul: impor_sipd.Judul | None = None,
    status: int = 200,
) -> Response:
    pilihan = [(n, impor_sipd.LABEL[n], m.satu(f"kolom.{n}")) for n in (judul.kurang if judul else ())]
    return m.laman(
        "isian_sipd.html",
        status,
        satu=satu,
        jenis=jenis,
        salah=salah,
        label=bidang.label(jenis),
        kurang=pilihan,
        judul_kolom=judul.semua if judul else (),
        terpilih=_kolom(m),
        terisi=len(satu.nilai.get("rincian") or []),
    )


RUTE = (
    Rute("GET", "/isian/{id}/sipd", pilih, MENULIS),
    Rute("POST", "/isian/{id}/sipd", ambil, MENULIS, unggah=True),
)
