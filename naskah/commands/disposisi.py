"""`naskah disposisi ID`: give a letter or a branch of it to posts; note its receipt; take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._cabang import cetak_cabang
from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka, tanggal

if TYPE_CHECKING:
    from naskah.disposisi import Hasil
    from naskah.kantor import Kantor


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("disposisi")(disposisi)


def disposisi(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="Surat masuk (M-…, nomor, atau agenda-12) atau cabangnya (M-…/1)."),
    ],
    kepada: Annotated[
        list[str] | None,
        typer.Option("--kepada", metavar="POS[;POS]", help="Id pejabat, jabatan, atau unit; boleh beberapa."),
    ] = None,
    instruksi: Annotated[
        list[str] | None,
        typer.Option("--instruksi", metavar="TEKS", help="Petunjuk; boleh berulang."),
    ] = None,
    batas: Annotated[
        str, typer.Option("--batas", metavar="YYYY-MM-DD", help="Batas (bawaan: menurut sifat surat).")
    ] = "",
    dari: Annotated[
        str,
        typer.Option("--dari", metavar="POS", help="Yang memberi (bawaan: pimpinan, atau pemegang cabang)."),
    ] = "",
    terima: Annotated[bool, typer.Option("--terima", help="Catat bahwa cabang ini sudah diterima.")] = False,
    tarik: Annotated[bool, typer.Option("--tarik", help="Tarik kembali cabang yang belum diterima.")] = False,
    alasan: Annotated[str, typer.Option("--alasan", metavar="TEKS", help="Alasan penarikan.")] = "",
    id_permintaan: Annotated[
        str,
        typer.Option("--id-permintaan", metavar="X", help="Permintaan yang sama dua kali dicatat satu kali."),
    ] = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Beri disposisi, catat penerimaannya (--terima), atau tarik kembali (--tarik --alasan)."""
    from naskah import disposisi as urusan
    from naskah import jabatan
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    def kerja(k: Kantor) -> Hasil:
        if terima and tarik:
            raise DataTidakSah("Pilih salah satu.", [Temuan("--terima, --tarik", "tidak dapat bersama")])
        if terima:
            return urusan.terima(k, id_)
        if tarik:
            return urusan.tarik(k, id_, alasan=alasan)
        perintah = urusan.Perintah(
            kepada=tuple(satu for teks in kepada or [] for satu in jabatan.pecah(k.tatanan, teks)),
            instruksi="; ".join(instruksi or []),
            batas=tanggal(batas, "--batas"),
            dari=dari,
        )
        return urusan.beri(k, id_, perintah, id_permintaan=id_permintaan)

    with kantor_terbuka(kantor, pelaku) as k:
        cetak_cabang(k, kerja(k), sebagai_json=json_)
