"""`naskah buku tambah NAMA`: a row as if it had been typed into the book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, OpsiTahun, kantor_terbuka
from naskah.commands.buku._hasil import cetak_hasil


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("tambah")(tambah)


def tambah(
    nama: Annotated[str, typer.Argument(metavar="NAMA", help="Buku; kolomnya: naskah buku daftar NAMA.")],
    isi: Annotated[
        Path | None, typer.Option("--isi", metavar="BERKAS", help="Isi baris dari .toml atau .json.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KOLOM=NILAI", help="Isi satu kolom; boleh berulang.")
    ] = None,
    tahun: OpsiTahun = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Tambah satu baris ke buku, seperti diketik di Excel."""
    from naskah import buku
    from naskah.isi import baca_isi
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    mentah: dict[str, Any] = dict(baca_isi(isi).nilai) if isi else {}
    for satu in set_ or ():
        kunci, samadengan, nilai = satu.partition("=")
        if not samadengan:
            temuan = Temuan(f"--set {satu}", "tanda = tidak ada", "tulis KOLOM=NILAI")
            raise DataTidakSah("Isian belum benar.", [temuan])
        mentah[kunci.strip()] = nilai.strip()
    with kantor_terbuka(kantor, pelaku) as k:
        cetak_hasil(buku.tambah(k, nama, mentah, tahun=tahun), sebagai_json=json_)
