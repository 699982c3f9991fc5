"""Accounts for work over the network: who may log in, with which password, as what.

What changes is an event in the ledger; the hash is made in `naskah.web.keamanan.sandi`, when there is need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from naskah import jabatan, kata_sandi
from registers.dasar.galat import (
    BerkasGagal,
    BukuBesarSibuk,
    DataTidakSah,
    KeadaanDitolak,
    NilaiSalah,
    TidakDitemukan,
)
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua as semua_kind
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris
from registers.ledger import Pengguna

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca

PERAN = ("staf", "arsiparis", "bendahara", "pejabat", "admin")
"""The roles, from least to most; admin may everything."""

_NAMA_MASUK = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_NAMA_MAKS = 100
_DIPAKAI_PROGRAM = {"lokal"}  # the session of one-PC mode


def tambah(
    kantor: Kantor,
    id_: str,
    sandi: str,
    *,
    nama: str,
    peran: str,
    pos: str = "",
    nip: str = "",
    ulang: str | None = None,
) -> Pengguna:
    """Make an account.

    Args:
        kantor: the office.
        id_: login name: 3 to 40 of a-z, 0-9, ".", "_", "-".
        sandi: the password.
        nama: the person, as the actor in the ledger; no two accounts bear the same.
        peran: one of `PERAN`.
        pos: the post the person holds, by id, jabatan or short name; "" for none.
        nip: 18 digits; "" for none.
        ulang: the password as typed a second time; None where it is asked for once.

    Raises:
        DataTidakSah: every finding at once.
    """
    temuan: list[Temuan] = []
    isi = _rapikan(kantor, {"nama": nama, "peran": peran, "pos": pos, "nip": nip}, temuan)
    baru = Pengguna(_masuk(id_), isi["nama"], isi["peran"], isi["nip"], isi["pos"])
    if not _NAMA_MASUK.fullmatch(baru.id) or baru.id in _DIPAKAI_PROGRAM:
        saran = 'pakai 3 sampai 40 huruf kecil, angka, titik, "_" atau "-", misalnya: siti.contoh'
        temuan.append(Temuan("nama_masuk", "tidak dapat dipakai", saran, id_))
    temuan += _sandi_baru(sandi, ulang, baru)
    with kantor.ledger.baca() as baca:  # said with the other findings; asked again under the write lock
        temuan += _sudah_ada(baca, baru, baru=True)
    _pastikan(temuan)
    baru = replace(baru, sandi=_hash(sandi))
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        _pastikan(_sudah_ada(tx, baru, baru=True))
        return tx.tambah_pengguna(baru)


def ubah(
    kantor: Kantor,
    id_: str,
    *,
    nama: str | None = None,
    peran: str | None = None,
    pos: str | None = None,
    nip: str | None = None,
) -> Pengguna:
    """Change what is given; None leaves it, "" empties it. Another role ends the person's sessions.

    Raises:
        DataTidakSah: every finding at once.
        KeadaanDitolak: it would leave no active admin.
        TidakDitemukan: there is no such account.
    """
    temuan: list[Temuan] = []
    mentah = {"nama": nama, "peran": peran, "pos": pos, "nip": nip}
    isi = _rapikan(kantor, {k: v for k, v in mentah.items() if v is not None}, temuan)

    def jadi(baca: Baca, lama: Pengguna) -> Pengguna:
        baru = replace(lama, **isi)
        if "nama" in isi:
            temuan.extend(_sudah_ada(baca, baru, baru=False))
        _pastikan(temuan)
        return replace(baru, sesi=lama.sesi + (baru.peran != lama.peran))

    return _tulis(kantor, id_, jadi)


def ganti_sandi(kantor: Kantor, id_: str, sandi: str, *, ulang: str | None = None) -> Pengguna:
    """Give an account a new password; every session of it ends.

    Args:
        kantor: the office.
        id_: login name.
        sandi: the new password.
        ulang: as for `tambah`.

    Raises:
        DataTidakSah: the password is too easy, or was typed otherwise the second time.
        TidakDitemukan: there is no such account.
    """
    _pastikan(periksa_sandi_baru(kantor, id_, sandi, ulang))
    hash_ = _hash(sandi)  # before the write lock: it takes a while
    return _tulis(kantor, id_, lambda _, lama: replace(lama, sandi=hash_, sesi=lama.sesi + 1))


def periksa_sandi_baru(kantor: Kantor, id_: str, sandi: str, ulang: str | None = None) -> list[Temuan]:
    """Why `ganti_sandi` would refuse this password; nothing is written.

    Raises:
        TidakDitemukan: there is no such account.
    """
    with kantor.ledger.baca() as baca:
        return _sandi_baru(sandi, ulang, _ambil(baca, id_))


def nonaktifkan(kantor: Kantor, id_: str) -> Pengguna:
    """Let an account no longer log in; every session of it ends. What the person did stays on record.

    Raises:
        KeadaanDitolak: it would leave no active admin.
        TidakDitemukan: there is no such account.
    """
    return _tulis(
        kantor, id_, lambda _, lama: replace(lama, aktif=False, sesi=lama.sesi + 1) if lama.aktif else lama
    )


def aktifkan(kantor: Kantor, id_: str) -> Pengguna:
    """Let an account log in again.

    Raises:
        TidakDitemukan: there is no such account.
    """
    return _tulis(kantor, id_, lambda _, lama: replace(lama, aktif=True))


def daftar(kantor: Kantor) -> list[Pengguna]:
    """Every account, by login name."""
    with kantor.ledger.baca() as baca:
        return baca.semua_pengguna()


def satu(kantor: Kantor, id_: str) -> Pengguna | None:
    """The account of that login name; None when there is none."""
    with kantor.ledger.baca() as baca:
        return baca.pengguna(_masuk(id_))


def ada_admin(kantor: Kantor) -> bool:
    """Whether anybody could log in as admin; without one, work over the network cannot begin."""
    return any(p.peran == "admin" and p.aktif for p in daftar(kantor))


def periksa(kantor: Kantor, id_: str, sandi: str) -> Pengguna | None:
    """The account, if it may log in with this password; takes as long when there is none.

    A hash of older parameters is made anew on the way.
    """
    from naskah.web.keamanan import sandi as hash_sandi

    akun = satu(kantor, id_)
    boleh = akun is not None and akun.aktif and len(sandi) <= kata_sandi.MAKS
    cocok = hash_sandi.cocok(akun.sandi if akun is not None and boleh else "", sandi[: kata_sandi.MAKS])
    if akun is None or not cocok:
        return None
    if hash_sandi.usang(akun.sandi):
        with suppress(BukuBesarSibuk, BerkasGagal), kantor.ledger.tulis(kantor.pelaku) as tx:
            tx.perbarui_sandi(akun.id, akun.sandi, hash_sandi.hash_sandi(sandi))
    return akun


def _tulis(kantor: Kantor, id_: str, jadi: Callable[[Baca, Pengguna], Pengguna]) -> Pengguna:
    """Change an account within one transaction, which sees that an admin remains."""
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        lama = _ambil(tx, id_)
        baru = jadi(tx, lama)
        if _admin(lama) and not _admin(baru):
            lain = (p for p in tx.semua_pengguna() if p.id != lama.id)
            if not any(_admin(p) for p in lain):
                raise KeadaanDitolak(
                    f"{lama.id} adalah satu-satunya admin yang aktif.",
                    "Tambah atau aktifkan admin lain dahulu.",
                )
        return tx.ubah_pengguna(baru)


def _admin(akun: Pengguna) -> bool:
    return akun.aktif and akun.peran == "admin"


def _ambil(baca: Baca, id_: str) -> Pengguna:
    akun = baca.pengguna(_masuk(id_))
    if akun is None:
        raise TidakDitemukan(f"Pengguna {id_!r} tidak ada.", "Lihat: naskah pengguna daftar")
    return akun


def _masuk(id_: str) -> str:
    """A login name as it is kept: capitals do not matter."""
    return id_.strip().casefold()


def _hash(sandi: str) -> str:
    from naskah.web.keamanan.sandi import hash_sandi

    return hash_sandi(sandi)


def _sandi_baru(sandi: str, ulang: str | None, akun: Pengguna) -> list[Temuan]:
    temuan = kata_sandi.periksa(sandi, akun)
    if ulang is not None and ulang != sandi:
        temuan.append(Temuan("sandi_ulang", "tidak sama", "ketik kata sandi yang sama dua kali"))
    return temuan


def _pastikan(temuan: list[Temuan]) -> None:
    if temuan:
        raise DataTidakSah("Data pengguna belum dapat dipakai.", temuan)


def _rapikan(kantor: Kantor, mentah: Mapping[str, str], temuan: list[Temuan]) -> dict[str, str]:
    """The values as they are kept; what cannot be used goes into `temuan`."""

    def pos(teks: str) -> str:
        dikenal = ", ".join(p.id for p in kantor.tatanan.pejabat)
        id_ = jabatan.kenali(kantor.tatanan, teks) if teks else ""
        if id_ and kantor.tatanan.pejabat_id(id_) is None:
            raise NilaiSalah("tidak ada di kantor.toml", f"pilih salah satu: {dikenal}")
        return id_

    baca: dict[str, Callable[[str], str]] = {"nama": _nama, "peran": _peran, "pos": pos, "nip": _nip}
    hasil: dict[str, str] = {}
    for kunci, teks in mentah.items():
        try:
            hasil[kunci] = baca[kunci](satu_baris(teks))
        except NilaiSalah as galat:
            temuan.append(Temuan(kunci, galat.pesan, galat.saran, teks))
            hasil[kunci] = ""
    return hasil


def _nama(teks: str) -> str:
    if not teks:
        raise NilaiSalah("kosong", "tulis nama orangnya; nama itu tercatat pada setiap pekerjaannya")
    if len(teks) > _NAMA_MAKS:
        raise NilaiSalah(f"lebih dari {_NAMA_MAKS} huruf", "persingkat")
    return teks


def _peran(teks: str) -> str:
    if teks.casefold() not in PERAN:
        raise NilaiSalah("bukan peran", f"pilih salah satu: {', '.join(PERAN)}")
    return teks.casefold()


def _nip(teks: str) -> str:
    return str(semua_kind()["nip"].baca(teks, Isian("nip", "nip"), TanpaAcuan())) if teks else ""


def _sudah_ada(baca: Baca, akun: Pengguna, *, baru: bool) -> list[Temuan]:
    """Two accounts of one name would be one person in the ledger, so even an inactive one keeps its name."""
    temuan: list[Temuan] = []
    for lain in baca.semua_pengguna():
        if lain.id == akun.id:
            if baru:
                temuan.append(Temuan("nama_masuk", "sudah dipakai", "pakai nama masuk lain", akun.id))
        elif lain.nama.casefold() == akun.nama.casefold():
            saran = "aktifkan akun itu, atau bedakan namanya (misalnya dengan gelar)"
            temuan.append(Temuan("nama", f"sudah dipakai akun {lain.id}", saran, akun.nama))
    return temuan
