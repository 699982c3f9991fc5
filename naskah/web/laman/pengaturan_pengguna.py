"""Pengaturan: who may log in, as what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from naskah import kata_sandi
from naskah import pengguna as akun
from naskah.web.laman._pengaturan import DITOLAK, Terisi, ditolak
from naskah.web.rute import ADMIN, Rute
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.isian import Isian

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from naskah.web.minta import Minta

ARTI_PERAN: Mapping[str, str] = {
    "staf": "membuat dan menerbitkan surat, mencatat surat masuk, mengubah data pegawai dan koperasi",
    "arsiparis": "seperti staf, ditambah memberi disposisi dan mengubah isi buku",
    "bendahara": "sama dengan staf",
    "pejabat": "membaca surat dan buku, memberi dan menjawab disposisi; tidak membuat surat",
    "admin": "semuanya, termasuk pengaturan, pengguna, dan templat",
}
"""What a role may do, in a line; the route table decides."""

SANDI = (
    Isian("sandi", label="Kata sandi", bantuan=f"Paling sedikit {kata_sandi.MIN} huruf.", wajib=True),
    Isian("sandi_ulang", label="Kata sandi sekali lagi", wajib=True),
)


def _isian(m: Minta, *, baru: bool = False) -> tuple[Isian, ...]:
    """The fields of an account; the posts are those of the office."""
    masuk = Isian(
        "nama_masuk",
        label="Nama masuk",
        bantuan='3 sampai 40 huruf kecil, angka, titik, "_" atau "-".',
        contoh="siti.contoh",
        wajib=True,
    )
    pos = tuple(p.id for p in m.kantor.tatanan.pejabat)
    return (
        *((masuk,) if baru else ()),
        Isian("nama", label="Nama", bantuan="Seperti tercatat pada setiap pekerjaannya.", wajib=True),
        Isian("peran", "pilihan", label="Peran", pilihan=akun.PERAN, wajib=True),
        Isian("pos", "pilihan", label="Jabatan", pilihan=pos),
        Isian("nip", "nip", label="NIP", bantuan="Boleh kosong."),
    )


def _sebut(m: Minta) -> dict[str, Mapping[str, str]]:
    """What the choices are called."""
    return {
        "pos": {"": "tidak memegang jabatan"} | {p.id: p.jabatan for p in m.kantor.tatanan.pejabat},
    }


def daftar(m: Minta) -> Response:
    """Every account, and a form for another."""
    return _daftar(m, Terisi())


def _daftar(m: Minta, isi: Terisi) -> Response:
    return m.laman(
        "pengaturan/pengguna.html",
        isi.status,
        daftar=akun.daftar(m.kantor),
        isian=_isian(m, baru=True),
        isian_sandi=SANDI,
        sebut=_sebut(m),
        arti_peran=ARTI_PERAN,
        isi=isi,
    )


def tambah(m: Minta) -> Response:
    """Make an account."""
    isian = _isian(m, baru=True)
    nilai = {i.nama: m.satu(i.nama) for i in isian}
    isi = {k: v for k, v in nilai.items() if k != "nama_masuk"}
    try:
        akun.tambah(m.kantor, nilai["nama_masuk"], m.satu("sandi"), ulang=m.satu("sandi_ulang"), **isi)
    except DITOLAK as galat:
        return _daftar(m, ditolak(galat, isian, nilai))
    return m.pindah("/pengaturan/pengguna", "Pengguna ditambahkan.")


def satu(m: Minta) -> Response:
    """One account."""
    return _satu(m)


def _satu(m: Minta, isi: Terisi | None = None) -> Response:
    orang = akun.satu(m.kantor, str(m.jalur["id"]))
    if orang is None:
        raise TidakDitemukan("Pengguna itu tidak ada.", "Pilih dari daftarnya.")
    dulu = {"nama": orang.nama, "peran": orang.peran, "pos": orang.pos, "nip": orang.nip}
    isi = isi or Terisi(dulu)
    return m.laman(
        "pengaturan/satu_pengguna.html",
        isi.status,
        orang=orang,
        isian=_isian(m),
        isian_sandi=SANDI,
        sebut=_sebut(m),
        arti_peran=ARTI_PERAN,
        isi=isi if isi.nilai else replace(isi, nilai=dulu),
    )


def ubah(m: Minta) -> Response:
    """Change name, role or post."""
    isian = _isian(m)
    nilai = {i.nama: m.satu(i.nama) for i in isian}
    try:
        akun.ubah(m.kantor, str(m.jalur["id"]), **nilai)
    except DITOLAK as galat:
        return _satu(m, ditolak(galat, isian, nilai))
    return m.pindah("/pengaturan/pengguna", "Pengguna tersimpan.")


def sandi(m: Minta) -> Response:
    """Give a new password."""
    try:
        akun.ganti_sandi(m.kantor, str(m.jalur["id"]), m.satu("sandi"), ulang=m.satu("sandi_ulang"))
    except DataTidakSah as galat:
        return _satu(m, ditolak(galat, SANDI, {}))
    return m.pindah("/pengaturan/pengguna", "Kata sandi diganti; orangnya perlu masuk lagi.")


def aktif(m: Minta) -> Response:
    """Let an account log in, or no longer."""
    kerja = akun.aktifkan if m.satu("aktif") == "ya" else akun.nonaktifkan
    kerja(m.kantor, str(m.jalur["id"]))
    return m.pindah("/pengaturan/pengguna", "Tersimpan.")


RUTE = (
    Rute("GET", "/pengaturan/pengguna", daftar, peran=ADMIN),
    Rute("POST", "/pengaturan/pengguna", tambah, peran=ADMIN),
    Rute("GET", "/pengaturan/pengguna/{id}", satu, peran=ADMIN),
    Rute("POST", "/pengaturan/pengguna/{id}", ubah, peran=ADMIN),
    Rute("POST", "/pengaturan/pengguna/{id}/sandi", sandi, peran=ADMIN),
    Rute("POST", "/pengaturan/pengguna/{id}/aktif", aktif, peran=ADMIN),
)
