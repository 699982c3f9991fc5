"""`naskah seri daftar|terapkan`: number series."""

from __future__ import annotations

import typer

from naskah.commands import _bahasa
from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(app: typer.Typer) -> None:
    """Register the group."""
    kelompok = _bahasa.Aplikasi("Seri nomor: daftar, atau terima perubahannya.")
    kelompok.command("daftar")(daftar)
    kelompok.command("terapkan")(terapkan)
    app.add_typer(kelompok, name="seri")


def daftar(kantor: OpsiKantor = None, json_: OpsiJson = False) -> None:
    """Tampilkan seri nomor dan nomor berikutnya."""
    from naskah import penomoran

    with kantor_terbuka(kantor) as k:
        seri = penomoran.daftar_seri(k)
    if json_:
        cetak_json({"seri": [vars(s) for s in seri]})
    else:
        tabel(("Seri", "Pola", "Berikutnya", "Nama"), [(s.id, s.pola, s.berikut, s.nama) for s in seri])


def terapkan(kantor: OpsiKantor = None, pelaku: OpsiPelaku = "", json_: OpsiJson = False) -> None:
    """Terima seri yang diubah di kantor.toml; nomor yang sudah terbit tetap."""
    from naskah import penomoran

    with kantor_terbuka(kantor, pelaku) as k:
        beda = penomoran.terapkan(k)
    if json_:
        cetak_json({"diterapkan": beda})
    else:
        tulis("\n".join(f"Diterapkan: {b}" for b in beda) or "Tidak ada perubahan.")
