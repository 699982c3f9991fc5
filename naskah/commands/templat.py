"""`naskah templat periksa|baru|kop`: lint a template, start a new type, refresh the kop people see."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands import _bahasa
from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tulis
from registers.dasar.galat import TemplatSalah
from registers.dasar.sistem import kutip


def pasang(app: typer.Typer) -> None:
    """Register the group."""
    kelompok = _bahasa.Aplikasi("Templat: periksa, buat baru, atau segarkan kopnya.")
    kelompok.command("periksa")(periksa)
    kelompok.command("baru")(baru)
    kelompok.command("kop")(kop)
    app.add_typer(kelompok, name="templat")


def periksa(
    apa: Annotated[
        str, typer.Argument(metavar="JENIS|BERKAS", help="Jenis naskah, lembar paket, atau berkas .docx.")
    ],
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Periksa templat: semua kesalahan sekaligus, masing-masing dengan letaknya."""
    from naskah import templat

    temuan = templat.periksa(apa, kantor)
    if json_:
        cetak_json({"temuan": [vars(t) for t in temuan]})
    elif temuan:
        for satu in temuan:
            tulis(f"✗ {satu}")
    else:
        tulis("✓ Templat baik.")
    if temuan:
        raise typer.Exit(TemplatSalah.exit_code)


def baru(
    nama: Annotated[str, typer.Argument(metavar="NAMA", help="Nama jenis baru, misalnya surat-keterangan.")],
    kantor: OpsiKantor = None,
) -> None:
    """Buat folder jenis baru di templates/ kantor, untuk dilanjutkan di Word."""
    from naskah import templat

    with kantor_terbuka(kantor) as k:
        folder = templat.baru(k, nama)
    tulis(f"Jenis baru di {folder}.")
    tulis("1. Buka naskah.docx di Word dan susun suratnya; nilai ditulis {{ nama_isian }}.")
    tulis("2. Sesuaikan isian di naskah.toml dan contoh.toml.")
    tulis(f"3. Periksa: naskah templat periksa {nama}")
    tulis(f"4. Coba: naskah buat {nama} --isi {kutip(folder / 'contoh.toml')} --coba")


def kop(
    jenis: Annotated[
        str, typer.Argument(metavar="[JENIS]", help="Satu jenis; kosong: semua jenis kantor ini.")
    ] = "",
    kantor: OpsiKantor = None,
) -> None:
    """Segarkan kop yang terlihat di Word pada templat kantor ini."""
    from naskah import templat

    with kantor_terbuka(kantor) as k:
        for satu in templat.segarkan_kop(k, jenis):
            tulis(f"Disegarkan: {satu}")
