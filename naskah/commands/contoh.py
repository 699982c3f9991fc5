"""`naskah contoh DIR`: a small complete office, one of each letter, both desks at work, books filled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiPdf
from naskah.commands._tampil import cetak_naskah, tulis
from registers.dasar.sistem import kutip


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("contoh")(contoh)


def contoh(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder baru untuk kantor contoh.")],
    pdf: OpsiPdf = False,
    json_: OpsiJson = False,
) -> None:
    """Buat kantor contoh: setiap jenis terbit sekali, buku terisi."""
    from naskah import contoh as kantor_contoh
    from naskah import contoh_meja, issue

    if pdf:
        issue.pastikan_pdf()
    kantor = kantor_contoh.siapkan(folder)
    try:

        def maju(apa: str) -> None:
            typer.echo(f"… {apa}", err=True)

        surat = kantor_contoh.terbitkan_semua(kantor, pdf=pdf, maju=maju)
        contoh_meja.isi_meja(kantor, surat, maju=maju)
        cetak_naskah(surat, sebagai_json=json_)
        if not json_:
            jumlah = sum(1 for _ in (kantor.folder / "buku").glob("*.xlsx"))
            tulis(f"\n{len(surat)} naskah di {folder / 'arsip'}; {jumlah} buku Excel di {folder / 'buku'}")
            di = f"--kantor {kutip(folder)}"
            tulis(f"Coba: naskah cari {di}    naskah buat surat-dinas {di}")
    finally:
        kantor.tutup()
