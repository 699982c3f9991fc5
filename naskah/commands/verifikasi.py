"""`naskah verifikasi BERKAS|KODE`: is a certificate genuine, unchanged and in force?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tulis
from registers.dasar.galat import BerkasGagal

if TYPE_CHECKING:
    from naskah.verifikasi import HasilVerifikasi


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("verifikasi")(verifikasi)


def verifikasi(
    apa: Annotated[
        list[str],
        typer.Argument(metavar="BERKAS|KODE", help="Berkas surat (DOCX, PDF), teks QR-nya, atau keduanya."),
    ],
    kunci: Annotated[
        Path | None,
        typer.Option(
            "--kunci", metavar="BERKAS.pub", help="Kunci publik kantor penerbit; tanpa folder kantor."
        ),
    ] = None,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Periksa keaslian sertifikat dari segelnya, tanpa internet."""
    from naskah import verifikasi as pemeriksa
    from naskah.segel.kunci import baca_publik, nama

    kode, file = pemeriksa.baca([satu if pemeriksa.adalah_kode(satu) else _berkas(satu) for satu in apa])
    publik = {nama(satu): satu for satu in [baca_publik(kunci)]} if kunci else {}
    if publik and kantor is None:
        hasil = pemeriksa.verifikasi(kode, file, publik=publik)
    else:
        with kantor_terbuka(kantor, pelaku) as k:
            hasil = pemeriksa.verifikasi(kode, file, kantor=k, publik=publik)
    if json_:
        cetak_json(hasil.sebagai_json())
    else:
        _cetak(hasil)
    if hasil.putusan.exit_code:
        raise typer.Exit(hasil.putusan.exit_code)


def _berkas(nama: str) -> tuple[str, bytes]:
    from registers.dasar import berkas

    if not Path(nama).exists():
        raise BerkasGagal(
            f"{nama} bukan berkas yang ada, dan bukan kode segel.",
            "Kode segel adalah teks QR di sertifikat; pindai QR itu, atau beri berkas suratnya.",
        )
    return nama, berkas.baca(Path(nama))


def _cetak(hasil: HasilVerifikasi) -> None:
    tulis(hasil.putusan.value)
    for label, teks in hasil.keterangan:
        tulis(f"  {label + ':':<9} {teks}")
    for satu in hasil.butir:
        tulis(f"{satu.tanda} {satu.pesan}")
