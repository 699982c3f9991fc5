"""`naskah contoh DIR`: a small complete office, one of each letter, books filled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiPdf
from naskah.commands._tampil import cetak_naskah, tulis


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
    from naskah import issue

    if pdf:
        issue.pastikan_pdf()
    kantor = kantor_contoh.siapkan(folder)
    try:
        surat = kantor_contoh.terbitkan_semua(
            kantor, pdf=pdf, maju=lambda apa: typer.echo(f"… {apa}", err=True)
        )
        cetak_naskah(surat, sebagai_json=json_)
        if not json_:
            buku = sorted(p.name for p in (kantor.folder / "buku").glob("*.xlsx"))
            tulis(
                f"\n{len(surat)} naskah di {folder / 'arsip'}; buku di {folder / 'buku'}: {', '.join(buku)}"
            )
            tulis(f"Coba: naskah cari --kantor {folder}    naskah buat surat-dinas --kantor {folder}")
    finally:
        kantor.tutup()
