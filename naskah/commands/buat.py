"""`naskah buat JENIS`: a letter from values, numbered and booked; of a paket also what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
from naskah.commands._tampil import cetak_naskah, tulis

if TYPE_CHECKING:
    from datetime import date

    from naskah.kantor import Kantor


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("buat")(buat)


def buat(
    jenis: Annotated[
        str, typer.Argument(metavar="JENIS", help="Jenis naskah atau paket; lihat: naskah jenis.")
    ],
    isi: Annotated[
        str,
        typer.Option(
            "--isi", metavar="BERKAS|-", help="Isian: .toml, .json, .xlsx, atau - (masukan standar)."
        ),
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KUNCI=NILAI", help="Ganti satu isian; boleh berulang."),
    ] = None,
    dari: Annotated[
        str, typer.Option("--dari", metavar="ID", help="Ambil isian yang senama dari naskah sebelumnya.")
    ] = "",
    tanggal_: OpsiTanggal = "",
    konsep: Annotated[bool, typer.Option("--konsep", help="Simpan sebagai konsep, belum bernomor.")] = False,
    pesanan: Annotated[
        str, typer.Option("--pesanan", metavar="NOMOR", help="Pakai nomor yang sudah dipesan.")
    ] = "",
    id_permintaan: Annotated[
        str,
        typer.Option(
            "--id-permintaan", metavar="X", help="Permintaan yang sama dua kali memberi naskah yang sama."
        ),
    ] = "",
    pdf: OpsiPdf = False,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Buat naskah: periksa isian, beri nomor, simpan, catat di buku."""
    from naskah import issue
    from naskah.draf import Permintaan

    with kantor_terbuka(kantor, pelaku) as k:
        hari = tanggal(tanggal_)
        permintaan = Permintaan(
            jenis=jenis,
            isi=_isian(k, jenis, isi, set_ or [], dari, "" if konsep else _belum_tiba(k, jenis, hari)),
            tanggal=hari,
            konsep=konsep,
            id_permintaan=id_permintaan,
            pesanan=pesanan,
        )
        kerja = issue.coba if coba else issue.buat
        surat = kerja(k, permintaan, pdf=pdf)
        cetak_naskah(surat, sebagai_json=json_)
        if coba and not json_:
            tulis("Percobaan saja: tidak ada nomor yang diambil dan tidak ada berkas yang ditulis.")


def _belum_tiba(kantor: Kantor, jenis: str, hari: date | None) -> str:
    from naskah.tanggal_surat import belum_tiba

    seri = kantor.seri_untuk(kantor.katalog.jenis(jenis))
    return belum_tiba(kantor, seri, hari) if hari else ""


def _isian(
    kantor: Kantor, jenis: str, berkas: str, set_: list[str], dari: str, peringatan: str
) -> dict[str, Any]:
    """Values from --dari, then --isi, then --set; asked one by one when none of them is given.

    Whoever is asked is warned before the first question: after the last one the letter has its number.
    """
    from naskah.commands._tanya import tanya
    from naskah.isi import kumpulkan
    from naskah.pencarian import isi_naskah

    satu = kantor.katalog.jenis(jenis)
    lama = isi_naskah(kantor, dari, satu) if dari else None
    if not berkas and not set_ and lama is None:
        if peringatan:
            typer.echo(f"Perhatian: {peringatan}", err=True)
        return tanya(satu, kantor.acuan(kantor.hari_ini()))
    return kumpulkan(satu, berkas, set_, lama)
