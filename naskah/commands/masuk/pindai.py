"""`naskah masuk pindai FOLDER`: scans become incoming letters that wait to be completed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pindai")(pindai)


def pindai(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder tempat pemindai menyimpan berkas.")
    ],
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ambil pindaian (PDF, JPG, PNG) sebagai surat masuk; yang sudah pernah diambil dikenali."""
    from naskah import masuk_pindai

    def maju(ke: int, jumlah: int, nama: str) -> None:
        typer.echo(f"{ke}/{jumlah} {nama}", err=True)

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = masuk_pindai.pindai(k, folder, coba=coba, maju=None if json_ else maju)
    if json_:
        cetak_json({"berkas": [vars(b) for b in hasil.berkas], "peringatan": list(hasil.peringatan)})
        return
    if not hasil.berkas:
        tulis(f"Tidak ada PDF, JPG, atau PNG di {folder}.")
        return
    tabel(
        ("Berkas", "Keadaan", "ID", "Keterangan"),
        [(b.berkas, b.keadaan, b.id or "-", b.sebab) for b in hasil.berkas],
    )
    for satu in hasil.peringatan:
        tulis(f"Perhatian: {satu}")
    if coba:
        tulis("Percobaan saja: tidak ada yang dicatat.")
    elif any(b.keadaan == "baru" for b in hasil.berkas):
        tulis("Lengkapi satu per satu dengan: naskah masuk catat --lengkapi ID")
