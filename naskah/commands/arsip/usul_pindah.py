"""`naskah arsip usul-pindah`: what has reached the end of its time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from naskah.kearsipan import Usul


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("usul-pindah")(usul_pindah)


def usul_pindah(
    sampai: Annotated[
        str,
        typer.Option(
            "--sampai", metavar="YYYY-MM-DD", help="Yang habis masanya sampai hari itu (bawaan: hari ini)."
        ),
    ] = "",
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx", metavar="BERKAS", help="Tulis juga sebagai daftar Excel untuk ditandatangani."
        ),
    ] = None,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Daftar arsip yang habis masanya, dan usulnya."""
    from naskah import kearsipan, kearsipan_daftar

    with kantor_terbuka(kantor) as k:
        usul = kearsipan.usul_pindah(k, tanggal(sampai, "--sampai"))
        tertulis = kearsipan_daftar.tulis(k, usul, xlsx) if xlsx is not None else None
    if json_:
        cetak_json(
            {
                "usul": [
                    {"id": u.naskah.id, "nomor": u.naskah.nomor, "hal": u.naskah.hal, "usul": u.usul,
                     "uraian": u.uraian, **vars(u.simpanan)}
                    for u in usul
                ],
                "berkas": str(tertulis) if tertulis else None,
            }
        )  # fmt: skip
        return
    _cetak(usul)
    if tertulis:
        tulis(f"Daftar: {tertulis}")


def _cetak(usul: Sequence[Usul]) -> None:
    if not usul:
        tulis("Tidak ada arsip yang habis masanya.")
        return
    tabel(
        ("ID", "Nomor", "Kode", "Usul", "Aktif s.d.", "Inaktif s.d.", "Lokasi", "Hal"),
        [
            (
                u.naskah.id,
                u.naskah.nomor or "-",
                u.simpanan.klas,
                u.usul,
                u.simpanan.aktif_sampai or "-",
                u.simpanan.inaktif_sampai or "-",
                u.simpanan.lokasi,
                u.naskah.hal,
            )
            for u in usul
        ],
    )
