"""Pengaturan: who acts. On one PC the name of this computer's login; on a server one's own password."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from naskah import kata_sandi, pengguna
from naskah import tatanan_ubah as ubah
from naskah.web.keamanan import sesi
from naskah.web.laman._pengaturan import DITOLAK, Terisi, diketik, kembali, tersimpan
from naskah.web.rute import ADMIN, SEMUA, Rute
from registers.dasar import sistem
from registers.dasar.galat import KeadaanDitolak
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from starlette.responses import Response

    from naskah.web.minta import Minta

_SANDI = (
    Isian("sandi_lama", label="Kata sandi sekarang", wajib=True),
    Isian(
        "sandi",
        label="Kata sandi baru",
        bantuan=f"Paling sedikit {kata_sandi.MIN} huruf; misalnya empat kata yang tidak saling berkaitan.",
        wajib=True,
    ),
    Isian("sandi_ulang", label="Kata sandi baru sekali lagi", wajib=True),
)


def nama(m: Minta) -> Response:
    """Who acts on this computer; on a server, one's own account."""
    if not m.pengguna.lokal:
        return _laman_sandi(m)
    return _laman(m, tersimpan(ubah.PELAKU, _data(m), ubah.sidik(m.kantor)))


def _data(m: Minta) -> dict[str, str]:
    return {"nama": m.kantor.tatanan.pelaku.get(sistem.login(), "")}


def _laman(m: Minta, isi: Terisi) -> Response:
    return m.laman(
        "pengaturan/nama.html",
        isi.status,
        akun=sistem.login(),
        tetap=os.environ.get("NASKAH_PELAKU", ""),
        isian=ubah.PELAKU,
        isi=isi,
    )


def simpan(m: Minta) -> Response:
    """Keep it; what was done before keeps the name it has."""
    if not m.pengguna.lokal:
        raise KeadaanDitolak("Nama ini hanya untuk kantor di satu PC.", "Ubah namanya pada akun pengguna.")
    nilai = diketik(m, ubah.PELAKU)
    try:
        ubah.ubah_pelaku(m.kantor, sistem.login(), nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _laman(m, kembali(m, galat, ubah.PELAKU, nilai, _data))
    return m.pindah("/", "Nama tersimpan. Yang dikerjakan mulai sekarang dicatat atas nama itu.")


def _laman_sandi(m: Minta, temuan: tuple[Temuan, ...] = (), status: int = 200, pesan: str = "") -> Response:
    return m.laman(
        "pengaturan/sandi.html",
        status,
        isian=_SANDI,
        isi=Terisi(temuan=temuan, pesan=pesan, status=status),
    )


def ganti_sandi(m: Minta) -> Response:
    """Change one's own password; this browser goes on, every other session of the account ends."""
    if m.pengguna.lokal:
        raise KeadaanDitolak("Di kantor di satu PC tidak ada kata sandi.")
    id_, baru, ulang = m.pengguna.id, m.satu("sandi"), m.satu("sandi_ulang")
    temuan = pengguna.periksa_sandi_baru(m.kantor, id_, baru, ulang)
    tunggu, cocok = _cocok(m)
    if tunggu:
        pesan = f"Terlalu banyak percobaan. Coba lagi {int(tunggu) + 1} detik lagi."
        return _laman_sandi(m, status=429, pesan=pesan)
    if not cocok:
        temuan.insert(0, Temuan("sandi_lama", "tidak cocok", "ketik kata sandi yang Anda pakai untuk masuk"))
    elif baru == m.satu("sandi_lama"):
        temuan.append(Temuan("sandi", "sama dengan yang sekarang", "pakai kata sandi yang lain"))
    if temuan:
        return _laman_sandi(m, tuple(temuan), 422)
    akun = pengguna.ganti_sandi(m.kantor, id_, baru, ulang=ulang)
    m.sesi = sesi.baru(akun.id, akun.sesi)
    return m.pindah("/pengaturan/nama", "Kata sandi diganti. Di komputer lain Anda perlu masuk lagi.")


def _cocok(m: Minta) -> tuple[float, bool]:
    """Seconds to wait, or whether the present password is right; guarded and counted as at the door."""
    pembatas, id_ = m.peladen.pembatas, m.pengguna.id
    with pembatas.giliran() as dapat:
        tunggu = pembatas.tunggu(id_, m.alamat) if dapat else 1.0
        if tunggu:
            return tunggu, False
        if pengguna.periksa(m.kantor, id_, m.satu("sandi_lama")) is not None:
            pembatas.berhasil(id_, m.alamat)
            return 0.0, True
        pembatas.gagal(id_, m.alamat)
        return pembatas.tunggu(id_, m.alamat), False


RUTE = (
    Rute("GET", "/pengaturan/nama", nama, peran=SEMUA),
    Rute("POST", "/pengaturan/nama", simpan, peran=ADMIN),
    Rute("POST", "/pengaturan/nama/sandi", ganti_sandi, peran=SEMUA),
)
