"""Which passwords are good enough: long, not the person's own name, not what everybody takes first."""

from __future__ import annotations

import re

from registers.dasar.temuan import Temuan
from registers.ledger import Pengguna

MIN, MAKS = 10, 200
"""Length of a password in characters."""

_BEDA_MIN = 5  # different signs
_DERET = "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm"
# What most people take first, here too; digits and signs behind such a word do not make it better.
_TERSERING = """
    password passw0rd passwordku katasandi katasandiku katakunci sandi sandiku rahasia rahasiaku rahasianegara
    admin administrator adminadmin administrasi superadmin operator pegawai pengguna welcome selamatdatang
    selamatpagi qwerty qwertyuiop asdfghjkl zxcvbnm letmein iloveyou akusayangkamu sayang sayangku sayangmama
    cintaku bismillah bismillahirrahmanirrahim alhamdulillah assalamualaikum indonesia indonesiaraya
    indonesiaku merdeka pancasila garuda jakarta gorontalo kantor kantorku dinas dinaskoperasi koperasi
    koperasiindonesia ukm dkukm naskah naskahdinas suratkeluar persija persibbandung superman sunshine
    princess football computer komputer internet anakku keluarga keluargaku muhammad doraemon abc abcd abcde
    qwe asd qazwsxedc 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 a1b2c3d4e5 abc123abc123
"""
_UMUM = frozenset(_TERSERING.split())
_SARAN = "pakai beberapa kata yang tidak saling berkaitan, misalnya empat kata"


def periksa(sandi: str, akun: Pengguna) -> list[Temuan]:
    """What makes a password unfit for this account; it is never repeated in a finding."""
    rapat = _rapat(sandi)
    dasar = re.sub(r"[\W\d_]+$", "", rapat)
    if not MIN <= len(sandi) <= MAKS:
        pesan = f"harus {MIN} sampai {MAKS} huruf"
    elif rapat in {_rapat(s) for s in (akun.id, akun.nama, akun.nip)}:
        pesan = "sama dengan nama masuk, nama, atau NIP"
    elif rapat in _UMUM or dasar in _UMUM or rapat in _DERET or len(set(rapat)) < _BEDA_MIN:
        pesan = "terlalu mudah ditebak"
    else:
        return []
    return [Temuan("sandi", pesan, _SARAN)]


def _rapat(teks: str) -> str:
    return "".join(teks.casefold().split())
