"""Pengaturan: who may log in, as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import pengguna as akun
from naskah.web.rute import ADMIN, Rute
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from naskah.web.minta import Minta

_UBAH = (
    Isian("nama", label="Nama", bantuan="Seperti tercatat pada setiap pekerjaannya.", wajib=True),
    Isian("peran", "pilihan", label="Peran", pilihan=akun.PERAN, wajib=True),
    Isian("pos", label="Jabatan", bantuan="Tanda pengenal jabatan di Pengaturan, Pejabat; boleh kosong."),
    Isian("nip", "nip", label="NIP", bantuan="Boleh kosong."),
)
_BARU = (Isian("nama_masuk", label="Nama masuk", contoh="siti.contoh", wajib=True), *_UBAH)


def daftar(m: Minta) -> Response:
    """Every account, and a form for another."""
    return _daftar(m, {})


def _daftar(m: Minta, nilai: Mapping[str, str], temuan: Sequence[Temuan] = ()) -> Response:
    return m.laman(
        "pengaturan/pengguna.html",
        422 if temuan else 200,
        daftar=akun.daftar(m.kantor),
        isian=_BARU,
        nilai=nilai,
        temuan=temuan,
    )


def tambah(m: Minta) -> Response:
    """Make an account."""
    nilai = {i.nama: m.satu(i.nama) for i in _BARU}
    isi = {k: v for k, v in nilai.items() if k != "nama_masuk"}
    try:
        _sama(m)
        akun.tambah(m.kantor, nilai["nama_masuk"], m.satu("sandi"), **isi)
    except DataTidakSah as galat:
        return _daftar(m, nilai, galat.temuan)
    return m.pindah("/pengaturan/pengguna", "Pengguna ditambahkan.")


def _sama(m: Minta) -> None:
    if m.satu("sandi") != m.satu("sandi_ulang"):
        raise DataTidakSah(
            "Kata sandi belum sama.",
            [Temuan("sandi_ulang", "tidak sama", "ketik kata sandi yang sama dua kali")],
        )


def satu(m: Minta) -> Response:
    """One account."""
    return _satu(m)


def _satu(m: Minta, nilai: Mapping[str, str] | None = None, temuan: Sequence[Temuan] = ()) -> Response:
    orang = akun.satu(m.kantor, str(m.jalur["id"]))
    if orang is None:
        raise TidakDitemukan("Pengguna itu tidak ada.", "Pilih dari daftarnya.")
    dulu = {"nama": orang.nama, "peran": orang.peran, "pos": orang.pos, "nip": orang.nip}
    return m.laman(
        "pengaturan/satu_pengguna.html",
        422 if temuan else 200,
        orang=orang,
        isian=_UBAH,
        nilai=nilai or dulu,
        temuan=temuan,
    )


def ubah(m: Minta) -> Response:
    """Change name, role or post."""
    nilai = {i.nama: m.satu(i.nama) for i in _UBAH}
    try:
        akun.ubah(m.kantor, str(m.jalur["id"]), **nilai)
    except DataTidakSah as galat:
        return _satu(m, nilai, galat.temuan)
    return m.pindah("/pengaturan/pengguna", "Pengguna tersimpan.")


def sandi(m: Minta) -> Response:
    """Give a new password."""
    try:
        _sama(m)
        akun.ganti_sandi(m.kantor, str(m.jalur["id"]), m.satu("sandi"))
    except DataTidakSah as galat:
        return _satu(m, None, galat.temuan)
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
