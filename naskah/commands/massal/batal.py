"""`naskah massal batal ID`: void every letter of a merge and end it; numbers and rows stay."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._kemajuan import kemajuan_bertahap
from naskah.commands._opsi import OpsiAlasan, OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tulis
from naskah.commands._tanya import ya
from naskah.commands.massal._hasil import DIHENTIKAN, dapat_dihentikan, sebagai_json, sebutan

if TYPE_CHECKING:
    from naskah.massal.pembatalan import Rencana
    from naskah.massal.rampung import Ringkasan


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("batal")(batal)


def batal(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Pekerjaan; lihat: naskah massal daftar.")],
    alasan: OpsiAlasan,
    ya_: Annotated[bool, typer.Option("--ya", help="Jangan bertanya lagi.")] = False,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Batalkan semua surat sebuah pekerjaan, dan akhiri pekerjaannya; nomornya tetap terpakai."""
    from naskah.massal import pembatalan

    with kantor_terbuka(kantor, pelaku) as k:
        apa = pembatalan.rencana(k, id_)
        if coba:
            _percobaan(apa, json_=json_)
            return
        if not ya_ and not ya(f"{_sebut(apa)} Teruskan?", bawaan=False):
            tulis("Tidak jadi; tidak ada yang dibatalkan.")
            return
        with kemajuan_bertahap(diam=json_) as maju, dapat_dihentikan() as terus:
            hasil = pembatalan.batalkan(k, id_, alasan=alasan, maju=maju, terus=terus)
        if json_:
            cetak_json(sebagai_json(k, hasil))
        else:
            _cetak(hasil)
        if hasil.pekerjaan.keadaan != "batal":
            raise typer.Exit(DIHENTIKAN)


def _cetak(hasil: Ringkasan) -> None:
    p = hasil.pekerjaan
    tulis(f"Pekerjaan {p.id}: {sebutan(hasil.keadaan)}")
    for apa, berkas in (("Daftar", hasil.daftar), ("Baris gagal", hasil.gagal)):
        if berkas:
            tulis(f"{apa}: {berkas}")
    for kata in hasil.peringatan:
        tulis(f"Perhatian: {kata}")
    if p.keadaan == "batal":
        tulis("Pekerjaan ini dibatalkan. Nomor yang sudah diambil tetap tercatat, dengan alasannya.")


def _percobaan(apa: Rencana, *, json_: bool) -> None:
    if json_:
        cetak_json(asdict(apa))
        return
    tulis(_sebut(apa))
    tulis("Percobaan saja: tidak ada yang dibatalkan.")


def _sebut(apa: Rencana) -> str:
    """What would be voided, in one or two sentences."""
    nomor = f", nomor {apa.pertama} sampai {apa.terakhir}" if apa.surat > 1 else f", nomor {apa.pertama}"
    turunan = f" dan {apa.turunan} naskah turunannya" if apa.turunan else ""
    surat = (
        f"{apa.surat} surat{nomor if apa.surat else ''}{turunan} akan dibatalkan; nomornya tetap terpakai."
    )
    sisa = f" {apa.menunggu} baris yang belum terbit tidak akan dikerjakan." if apa.menunggu else ""
    return f"Pekerjaan {apa.id}: {surat if apa.surat else 'belum ada surat yang terbit.'}{sisa}"
