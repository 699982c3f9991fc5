"""`naskah paket buat NAMA`: all documents of a paket under one number, all or nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import (
    OpsiCoba,
    OpsiJson,
    OpsiKantor,
    OpsiPdf,
    OpsiPelaku,
    OpsiTanggal,
    kantor_terbuka,
    tanggal,
)
from naskah.commands._tampil import cetak_naskah, tabel, tulis


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("buat")(buat)


def buat(
    nama: Annotated[str, typer.Argument(metavar="NAMA", help="Nama paket; lihat: naskah paket daftar.")],
    isi: Annotated[
        str,
        typer.Option(
            "--isi", metavar="BERKAS|-", help="Isian: .toml, .json, .xlsx, atau - (masukan standar)."
        ),
    ],
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KUNCI=NILAI", help="Ganti satu isian; boleh berulang."),
    ] = None,
    tanggal_: OpsiTanggal = "",
    pdf: OpsiPdf = False,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Buat semua lembar paket; dengan --coba tampilkan jumlah-jumlahnya saja."""
    from naskah import issue
    from naskah.draf import Permintaan
    from naskah.isi import kumpulkan
    from naskah.paket import pastikan, tabel_jumlah, tabel_sisa

    with kantor_terbuka(kantor, pelaku) as k:
        jenis = pastikan(k.katalog, nama)
        permintaan = Permintaan(nama, kumpulkan(jenis, isi, set_ or []), tanggal=tanggal(tanggal_))
        surat = (issue.coba if coba else issue.buat)(k, permintaan, pdf=pdf)
        if not json_:
            tabel(("Jumlah", "Rupiah", "Terbilang"), tabel_jumlah(k, permintaan))
            tulis("")
            if sisa := tabel_sisa(k, permintaan):
                tabel(("Kode rekening", "DPA", "SPD", "Realisasi", "Ini", "Sisa DPA", "Sisa SPD"), sisa)
                tulis("")
        cetak_naskah(surat, sebagai_json=json_)
        if coba and not json_:
            tulis("Percobaan saja: tidak ada nomor yang diambil dan tidak ada berkas yang ditulis.")
