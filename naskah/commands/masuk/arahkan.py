"""`naskah masuk arahkan ID`: P or B, and the unit (SOP 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_naskah, tulis

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_CETAK = {
    "P": "Cetak kartunya: naskah cetak kartu-kendali-masuk",
    "B": "Cetak lembar pengantarnya: naskah cetak lembar-pengantar",
}


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("arahkan")(arahkan)


def arahkan(
    naskah: ArgNaskah,
    kode: Annotated[str, typer.Option("--kode", metavar="P|B", help="P penting, B biasa.")],
    unit: Annotated[
        str,
        typer.Option("--unit", metavar="UNIT", help="Unit pengolah: id pejabat, jabatan, atau nama unit."),
    ],
    indeks: Annotated[str, typer.Option("--indeks", metavar="TEKS", help="Kata untuk mencari kembali.")] = "",
    klas: Annotated[str, typer.Option("--klas", metavar="KODE", help="Kode klasifikasi arsip.")] = "",
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Arahkan surat masuk: P ke buku pengendali, B ke lembar pengantar; boleh diganti kemudian."""
    from naskah import masuk

    with kantor_terbuka(kantor, pelaku) as k:
        surat = masuk.arahkan(k, naskah, kode=kode, unit=unit, indeks=indeks, klas=klas, tahun=tahun)
        cetak_naskah([surat], sebagai_json=json_)
        if not json_:
            _sebut_baris(k, surat.id, kode.strip().upper())


def _sebut_baris(kantor: Kantor, id_: str, kode: str) -> None:
    """Where the letter stands now, and how its card or sheet is printed."""
    from naskah.masuk_isi import ARAHAN

    with kantor.ledger.baca() as baca:
        ada = baca.baris_kunci(id_)
    for satu in ada:
        buku = kantor.buku.get(satu.buku)
        if buku and ARAHAN[kode] in buku.peristiwa:
            tulis(f"{buku.lembar} No. {satu.urutan}. {_CETAK[kode]} {id_}")
