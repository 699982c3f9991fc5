"""What tests of a move share: an office with something in every table, and all rows of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from naskah import contoh, contoh_meja, isian, issue, pengguna, penomoran, perubahan
from naskah.kantor import Kantor
from naskah.pindah_database import HasilPindah, pindah
from registers.dasar.waktu import FixedClock
from registers.ledger import Konflik, skema
from registers.ledger.mesin import buat_mesin
from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan
from tests.bahan.kantor import nota
from tests.conftest import SAAT


def isi_lengkap(kantor: Kantor) -> None:
    """Letters of every type, books, both desks, forms, a konsep, conflicts, accounts, reserved numbers."""
    surat = contoh.terbitkan_semua(kantor)
    contoh_meja.isi_meja(kantor, surat)
    penomoran.pesan(kantor, "nota-dinas", untuk="Bidang Contoh", jumlah=2)
    penomoran.lepas(kantor, "3/ND/DKUKM/XI/2026", alasan="tidak jadi")
    perubahan.batal(kantor, surat[0].id, alasan="contoh")
    setengah = isian.mulai(kantor, "nota-dinas")
    isian.simpan(kantor, replace(setengah, nilai={"hal": "Ünïcode 'kutip' \\ 🖋"}, tanggal="kapan-kapan"))
    issue.buat(kantor, replace(nota(), konsep=True))
    pengguna.tambah(kantor, "siti", "kopi pagi di beranda", nama="Siti Contoh", peran="admin")
    with kantor.ledger.tulis("Penguji") as tx:
        urut = tx.catat("konflik", "", {}).urut
        for kolom in ("hal", "kepada"):
            tx.catat_konflik(Konflik("agenda-surat-keluar", 2026, "N-x", kolom, "a", "b"), urut)
        tx.selesaikan_konflik(1, "nilai buku besar")
        satu = BarisPekerjaan(1, {"hal": "uji"}, {"klas": "500"})
        tx.mulai_pekerjaan(Pekerjaan("G-uji", "nota-dinas", "data.xlsx", jumlah=1), [satu])


def buka(folder: Path) -> Kantor:
    """The office as another process opens it."""
    return Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Penguji")


def kantor_bersurat(folder: Path) -> Iterator[Kantor]:
    """An office with one letter, open in another process, so to say; for a fixture."""
    kantor = buka(folder)
    issue.buat(kantor, nota())
    yield kantor
    kantor.tutup()


def tata(folder: Path) -> str:
    """The settings of an office."""
    return (folder / "kantor.toml").read_text("utf-8")


def pindahkan(folder: Path, tujuan: str, *, coba: bool = False) -> HasilPindah:
    """Move as one run of the command does."""
    kantor = buka(folder)
    try:
        return pindah(kantor, tujuan, coba=coba, mulai=lambda _: lambda _: None)
    finally:
        kantor.tutup()


def semua_baris(lokasi: str | Path) -> dict[str, list[str]]:
    """Every row of every table, in an order of our own; without the marks of a move."""
    mesin = buat_mesin(lokasi, tunggu=1)
    with mesin.connect() as koneksi:
        hasil = {t.name: sorted(map(repr, koneksi.execute(select(t)))) for t in skema.metadata.sorted_tables}
    mesin.dispose()
    hasil["meta"] = [b for b in hasil["meta"] if "pindah_ke" not in b and "belum_tiba" not in b]
    return hasil
