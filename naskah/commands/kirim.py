"""`naskah kirim ID`: who received what and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_naskah, tulis

if TYPE_CHECKING:
    from naskah.kantor import Kantor


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("kirim")(kirim)


def kirim(
    naskah: ArgNaskah,
    kepada: Annotated[str, typer.Option("--kepada", metavar="TEKS", help="Instansi, unit, atau orang.")],
    penerima: Annotated[
        str, typer.Option("--penerima", metavar="NAMA", help="Yang menerima; kosong: belum diterima.")
    ] = "",
    tanggal_: Annotated[
        str, typer.Option("--tanggal", metavar="YYYY-MM-DD", help="Hari dikirim (bawaan: hari ini).")
    ] = "",
    diterima: Annotated[
        str, typer.Option("--diterima", metavar="YYYY-MM-DD", help="Hari diterima (bawaan: hari dikirim).")
    ] = "",
    cara: Annotated[str, typer.Option("--cara", metavar="TEKS", help="Kurir, pos, pos-el, …")] = "",
    jumlah: Annotated[str, typer.Option("--jumlah", metavar="TEKS", help="Misalnya: 1 (satu) sampul.")] = "",
    keterangan: Annotated[str, typer.Option("--keterangan", metavar="TEKS", help="Keterangan di buku.")] = "",
    id_permintaan: Annotated[
        str,
        typer.Option("--id-permintaan", metavar="X", help="Permintaan yang sama dua kali dicatat satu kali."),
    ] = "",
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Catat pengiriman naskah di buku ekspedisi; boleh beberapa kali."""
    from naskah import pengiriman

    with kantor_terbuka(kantor, pelaku) as k:
        kiriman = pengiriman.Kiriman(
            kepada=kepada,
            penerima=penerima,
            tanggal=tanggal(tanggal_) or k.hari_ini(),
            cara=cara,
            jumlah=jumlah,
            diterima=tanggal(diterima, "--diterima"),
            keterangan=keterangan,
        )
        surat = pengiriman.kirim(k, naskah, kiriman, id_permintaan=id_permintaan, tahun=tahun)
        cetak_naskah([surat], sebagai_json=json_)
        if not json_:
            _sebut_baris(k, surat.id, id_permintaan)


def _sebut_baris(kantor: Kantor, id_: str, id_permintaan: str) -> None:
    """The row this sending has; of a request made twice, the one it had the first time."""
    with kantor.ledger.baca() as baca:
        semua = [p for p in baca.peristiwa(naskah_id=id_) if p.jenis == "kirim"]
        milik = [p for p in semua if id_permintaan and p.isi.get("id_permintaan") == id_permintaan]
        kunci = str((milik or semua)[-1].isi["baris"])
        ada = baca.baris_kunci(kunci)
    for satu in ada:
        if buku := kantor.buku.get(satu.buku):
            tulis(
                f"{buku.lembar} No. {satu.urutan}, kepada {satu.nilai['kepada']}. "
                f"Cetak tanda terimanya: naskah cetak tanda-terima {kunci}"
            )
