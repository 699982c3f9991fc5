"""`naskah massal daftar`: the merges of the office and how far each is."""

from __future__ import annotations

from dataclasses import asdict, replace

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("daftar")(daftar)


def daftar(kantor: OpsiKantor = None, json_: OpsiJson = False) -> None:
    """Tampilkan semua pekerjaan massal, yang terbaru lebih dahulu."""
    from naskah.massal.giliran import keadaan_kini

    with kantor_terbuka(kantor) as k, k.ledger.baca() as baca:
        semua = [
            (replace(p, keadaan=keadaan_kini(k, p)), baca.hitung_baris(p.id)) for p in baca.semua_pekerjaan()
        ]
    if json_:
        cetak_json({"pekerjaan": [{**asdict(p), "baris": keadaan} for p, keadaan in semua]})
        return
    if not semua:
        tulis("Belum ada pekerjaan massal. Mulai dengan: naskah massal templat JENIS")
        return
    tabel(
        ("ID", "Jenis", "Sumber", "Baris", "Selesai", "Gagal", "Keadaan"),
        [
            (
                p.id,
                p.jenis,
                p.sumber,
                p.jumlah,
                n.get("selesai", 0) + n.get("terbit", 0),
                n.get("gagal", 0),
                f"{p.keadaan}: {p.sebab}" if p.sebab else p.keadaan,
            )
            for p, n in semua
        ],
    )
