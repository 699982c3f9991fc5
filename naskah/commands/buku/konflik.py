"""`naskah buku konflik`: cells about which book and ledger disagreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Konflik


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("konflik")(konflik)


def konflik(
    nama: Annotated[str, typer.Argument(metavar="[NAMA]", help="Buku tertentu saja.")] = "",
    selesai: Annotated[int, typer.Option("--selesai", metavar="NOMOR", help="Selesaikan konflik ini.")] = 0,
    pakai_ketikan: Annotated[
        bool, typer.Option("--pakai-ketikan", help="Pakai nilai yang diketik (hanya kolom berkepala kuning).")
    ] = False,
    putusan: Annotated[str, typer.Option("--putusan", metavar="TEKS", help="Catatan putusannya.")] = "",
    semua: Annotated[bool, typer.Option("--semua", help="Termasuk yang sudah selesai.")] = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Tampilkan konflik antara buku Excel dan buku besar, atau selesaikan satu."""
    from naskah import buku

    with kantor_terbuka(kantor, pelaku) as k:
        if selesai:
            daftar = [buku.selesaikan(k, selesai, pakai_ketikan=pakai_ketikan, putusan=putusan)]
        else:
            daftar = buku.konflik(k, nama, semua=semua)
        if json_:
            cetak_json({"konflik": [vars(satu) for satu in daftar]})
        elif not daftar:
            tulis("Tidak ada konflik.")
        else:
            _tampilkan(k, daftar)


def _tampilkan(kantor: Kantor, daftar: Sequence[Konflik]) -> None:
    """Rows and columns as the sheet Konflik of the book names them."""
    with kantor.ledger.baca() as baca:
        baris = [
            (
                satu.id,
                f"{satu.buku} {satu.tahun}",
                _baris(baca, satu),
                _kolom(kantor, satu),
                satu.nilai_buku or "(kosong)",
                satu.nilai_besar or "(kosong)",
                satu.putusan or satu.status,
            )
            for satu in daftar
        ]
    tabel(("No.", "Buku", "Baris", "Kolom", "Diketik", "Buku besar", "Keadaan"), baris)


def _baris(baca: Baca, satu: Konflik) -> str:
    from registers.laporan import sebut

    ada = baca.baris_menurut(satu.buku, satu.tahun, [satu.kunci]).get(satu.kunci)
    return sebut(ada) if ada else satu.kunci


def _kolom(kantor: Kantor, satu: Konflik) -> str:
    buku = kantor.buku.get(satu.buku)
    return next((k.judul for k in buku.kolom if k.kunci == satu.kolom), satu.kolom) if buku else satu.kolom
