"""`naskah massal daftar`: the merges of the office and how far each is."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis
from naskah.commands.massal._hasil import sebutan

if TYPE_CHECKING:
    from registers.ledger.pekerjaan import Pekerjaan


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("daftar")(daftar)


def daftar(kantor: OpsiKantor = None, json_: OpsiJson = False) -> None:
    """Tampilkan semua pekerjaan massal, yang terbaru lebih dahulu."""
    from naskah.massal.giliran import keadaan_kini
    from naskah.riwayat import pukul_kantor

    with kantor_terbuka(kantor) as k:
        with k.ledger.baca() as baca:
            semua = [(p, baca.hitung_baris(p.id)) for p in baca.semua_pekerjaan()]
        semua = [(replace(p, keadaan=keadaan_kini(k, p)), baris) for p, baris in semua]
        mulai = [pukul_kantor(k, p.dibuat) for p, _ in semua]
    if json_:
        cetak_json({"pekerjaan": [{**asdict(p), "baris": baris} for p, baris in semua]})
        return
    if not semua:
        tulis("Belum ada pekerjaan massal. Mulai dengan: naskah massal templat JENIS")
        return
    tabel(
        ("ID", "Jenis", "Sumber", "Dimulai", "Oleh", "Keadaan", "Baris", "Hasil"),
        [
            (p.id, p.jenis, p.sumber, saat, p.pelaku, _keadaan(p), p.jumlah, sebutan(baris))
            for (p, baris), saat in zip(semua, mulai, strict=True)
        ],
    )
    for p, _ in semua:
        if p.sebab and p.keadaan != "selesai":
            tulis(f"{p.id}: {p.sebab}")


def _keadaan(pekerjaan: Pekerjaan) -> str:
    return "dibatalkan" if pekerjaan.keadaan == "batal" else pekerjaan.keadaan
