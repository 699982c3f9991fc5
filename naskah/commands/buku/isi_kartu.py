"""`naskah buku isi-kartu`: the kartu kendali kegiatan begun from data/anggaran.xlsx."""

from __future__ import annotations

from dataclasses import asdict

import typer

from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("isi-kartu")(isi_kartu)


def isi_kartu(
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Tambahkan ke kartu kendali kegiatan rekening dari data/anggaran.xlsx yang belum ada di sana."""
    from naskah import isi_kartu as kartu
    from registers.sinkron import peringatan

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = kartu.isi(k, coba=coba)
    ingat = [p for satu in hasil.buku for p in peringatan(satu)]
    if json_:
        cetak_json({"baris": [asdict(p) for p in hasil.baris], "coba": coba, "peringatan": ingat})
        return
    if not hasil.baris:
        tulis("Semua rekening sudah ada di kartu kendali.")
        return
    isi = [(p.sub_kegiatan, p.kode_rekening, p.uraian) for p in hasil.baris]
    tabel(("Sub kegiatan", "Kode rekening", "Uraian"), isi)
    tulis(f"{len(hasil.baris)} baris {'akan ditambahkan' if coba else 'ditambahkan'}.")
    for satu in ingat:
        tulis(f"Perhatian: {satu}")
