"""`naskah masuk catat`: one incoming letter from questions or a file, many from a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_naskah, tulis

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.dasar.isian import Nilai


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("catat")(catat)


def catat(
    isi: Annotated[
        str,
        typer.Option(
            "--isi",
            metavar="BERKAS|-",
            help="Satu surat: .toml, .json, atau - (masukan standar). Banyak surat: .xlsx, judul kolomnya "
            "seperti Buku Agenda Surat Masuk.",
        ),
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KOLOM=NILAI", help="Isi satu kolom; boleh berulang."),
    ] = None,
    lengkapi: Annotated[
        str, typer.Option("--lengkapi", metavar="ID", help="Lengkapi surat dari pindaian yang belum diisi.")
    ] = "",
    id_permintaan: Annotated[
        str,
        typer.Option(
            "--id-permintaan", metavar="X", help="Permintaan yang sama dua kali memberi surat yang sama."
        ),
    ] = "",
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Catat surat masuk di buku agenda; tanpa --isi, kolomnya ditanyakan satu per satu."""
    from naskah import masuk, masuk_isi

    with kantor_terbuka(kantor, pelaku) as k:
        if lengkapi:
            baru = _satu(k, isi, set_ or [], lengkapi)
            cetak_naskah([masuk.ubah(k, lengkapi, baru)], sebagai_json=json_)
            return
        if isi.lower().endswith((".xlsx", ".xlsm")):
            sah = _banyak(k, isi)
        else:
            buku = masuk_isi.buku_agenda(k)
            sah = [masuk_isi.periksa(k, buku, _satu(k, isi, set_ or [], ""))]
        surat = masuk.coba(k, sah) if coba else masuk.catat_sah(k, sah, id_permintaan=id_permintaan)
        cetak_naskah(surat, sebagai_json=json_)
        if json_:
            return
        if coba:
            tulis("Percobaan saja: tidak ada yang dicatat.")
        else:
            for satu in surat:
                tulis(f"Nomor agenda {satu.urut}: {satu.id}")


def _banyak(kantor: Kantor, berkas_: str) -> list[dict[str, Nilai]]:
    from naskah import masuk_daftar
    from registers.dasar import berkas

    path = Path(berkas_)
    return masuk_daftar.baca(kantor, berkas.baca(path), path.name)


def _satu(kantor: Kantor, berkas_: str, set_: list[str], id_: str) -> dict[str, Any]:
    """Values of a file, then of --set; asked one by one when neither is given."""
    from naskah.commands.masuk import _isian

    if not berkas_ and not set_:
        return _isian.tanya(kantor, id_)
    return _isian.kumpulkan(berkas_, set_)
