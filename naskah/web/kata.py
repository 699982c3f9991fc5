"""What the library says to whoever has files and commands, as pages say it to people in a browser. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registers.dasar.temuan import Temuan

_BELUM = "belum diisi"
_SEBUT = {
    "data/pegawai.xlsx": ("Data pegawai (menu Pengaturan)", "Data pegawai"),
    "data/koperasi.xlsx": ("Data koperasi (menu Pengaturan)", "Data koperasi"),
    "kantor.toml": ("menu Pengaturan", "menu Pengaturan"),
}
# Only where a file is a place to look into or to write in: what is wrong with the file itself names the file.
_BERKAS = re.compile(rf"\b(di|dari|menurut) ({'|'.join(map(re.escape, _SEBUT))})(?![\w/\\])")
_UNGKAPAN = (
    ("tulis id pejabat dari kantor.toml", "pilih jabatannya"),
    ("[[pejabat.masa]] di kantor.toml", "masa jabatannya di Pengaturan, Pejabat dan masa jabatan"),
    (": naskah buat JENIS --konsep", ", dari menu Buat surat."),
    ("jalankan lagi: menu Buku, Cetak", "buat di halaman suratnya"),
    (", bila perlu dengan --proses 1", ""),
    (" (--pesanan NOMOR)", ""),
    ("Jalankan tanpa --antre", "Kirim lagi tanpa Kerjakan di komputer pekerja"),
    ("jalankan tanpa --antre", "kirim lagi tanpa Kerjakan di komputer pekerja"),
    (", atau sebut yang dipakai dengan --baris", ""),
)
# Where a page does what the command in a hint does. Commands for whoever looks after naskah stay commands.
PERINTAH: Mapping[str, str] = {
    "arsip simpan": "Simpan di arsip, di halaman suratnya",
    "batal": "Batalkan, di halaman suratnya",
    "buku daftar": "menu Buku",
    "buku konflik": "menu Buku, Konflik",
    "buku sinkron": "menu Buku, Sinkronkan",
    "cari": "kotak Cari",
    "celah": "daftar nomor pesanan, sebelum surat diterbitkan",
    "cetak": "menu Buku, Cetak",
    "disposisi": "Beri disposisi, di halaman suratnya",
    "jenis": "menu Buat surat",
    "klasifikasi": "kotak Kode klasifikasi, dengan mengetik kata",
    "massal batal": "Batalkan semua suratnya, di menu Massal",
    "massal daftar": "menu Massal",
    "massal lanjut": "Lanjutkan, di menu Massal",
    "massal templat": "Unduh berkas isian, di halaman jenis surat itu",
    "masuk catat": "Lengkapi sekarang, di halaman suratnya",
    "masuk ubah": "Koreksi catatan, di halaman suratnya",
    "paket daftar": "menu Buat surat",
    "pengguna daftar": "menu Pengaturan, Pengguna",
    "posisi": "halaman suratnya",
    "ralat": "Ralat, di halaman suratnya",
    "seri daftar": "menu Pengaturan, Seri nomor",
    "terbit": "Beri nomor dan terbitkan, di halaman suratnya",
    "tindak": "Jawab, di halaman suratnya",
    "ubah": "Ubah konsep, di halaman suratnya",
}
_PERINTAH = re.compile(
    rf"naskah ({'|'.join(sorted(PERINTAH, key=len, reverse=True))})\b(?! pindah)"
    r"(?: (?:--[a-z]+|[GNM]-\w+|\d[\d.]*|[A-Z]{2,}\b|(?<=templat )[a-z0-9-]+))*"
)
_DI_LAMAN = (
    (
        re.compile(r"naskah massal templat \S+ --sumber (\w+)(?: --set '[^']*')?"),
        r"Unduh berkas isian, terisi dari data \1",
    ),
    (re.compile(r": naskah massal jalan .*"), ", dari menu Massal"),
)
_ARTI: Mapping[str, Mapping[str, str]] = {
    "keamanan": {"B": "biasa", "T": "terbatas", "R": "rahasia", "SR": "sangat rahasia"},
}


def layar(teks: object) -> str:
    """A sentence with the page instead of the file or the command behind it.

    >>> layar("periksa ejaannya, atau tambahkan di data/pegawai.xlsx")
    'periksa ejaannya, atau tambahkan di Data pegawai (menu Pengaturan)'
    >>> layar("Cari dengan: naskah cari KATA")
    'Cari dengan: kotak Cari'
    >>> layar("lalu lanjutkan: naskah massal lanjut G-abc234")
    'lalu lanjutkan: Lanjutkan, di menu Massal'
    """
    hasil = str(teks)
    for pola, baru in _DI_LAMAN:
        hasil = pola.sub(baru, hasil)
    hasil = _PERINTAH.sub(lambda cocok: PERINTAH[cocok[1]], hasil)
    for lama, baru in _UNGKAPAN:
        hasil = hasil.replace(lama, baru)
    sudah: set[str] = set()

    def ganti(cocok: re.Match[str]) -> str:
        lengkap, singkat = _SEBUT[cocok[2]]
        sebutan = singkat if cocok[2] in sudah else lengkap
        sudah.add(cocok[2])
        return f"{cocok[1]} {sebutan}"

    return _BERKAS.sub(ganti, hasil)


def kalimat(temuan: Temuan) -> str:
    """What is wrong and what to do, as one sentence to stand behind the name of the field.

    >>> from registers.dasar.temuan import Temuan
    >>> kalimat(Temuan("hal", "belum diisi", "tulis Hal, misalnya Undangan rapat"))
    'belum diisi (misalnya Undangan rapat)'
    """
    pesan, saran = temuan.pesan, temuan.saran
    if pesan == _BELUM and saran.startswith("tulis "):
        _, ada, contoh = saran.partition(", misalnya ")
        return layar(f"{pesan} (misalnya {contoh})" if ada else pesan)
    if not saran or (pesan == _BELUM and saran.endswith(".")):
        return layar(pesan)  # the help of the field, which stands under it
    return layar(f"{pesan}. {saran}" if saran[0].isupper() else f"{pesan}; {saran}")


def tersebut(temuan: Temuan) -> str:
    """A finding with its place and what was typed, where no field of the page shows them."""
    tertulis = f" (tertulis: {temuan.nilai})" if temuan.nilai else ""
    tempat = f"{layar(temuan.tempat)}: " if temuan.tempat else ""
    return f"{tempat}{kalimat(replace(temuan, pesan=temuan.pesan + tertulis))}"


def arti(kode: object, nama: str) -> str:
    """A code with the word it stands for, where `nama` is a field of codes; any other text as it is.

    >>> arti("SR", "keamanan"), arti("B", "kode")
    ('SR (sangat rahasia)', 'B')
    """
    kata = _ARTI.get(nama, {}).get(str(kode))
    return f"{kode} ({kata})" if kata else str(kode)
