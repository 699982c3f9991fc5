"""`naskah pindah-database TUJUAN`: the ledger moves from SQLite to PostgreSQL, or back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._kemajuan import kemajuan
from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tulis

if TYPE_CHECKING:
    from naskah.pindah_database import HasilPindah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pindah-database")(pindah_database)


def pindah_database(
    tujuan: Annotated[
        str,
        typer.Argument(
            metavar="TUJUAN",
            help="Alamat basis data kosong, misalnya postgresql://naskah@server/naskah; "
            "atau naskah.db untuk kembali ke SQLite.",
        ),
    ],
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Pindahkan buku besar ke PostgreSQL (atau kembali), lalu periksa salinannya."""
    from naskah.pindah_database import pindah

    with kantor_terbuka(kantor, pelaku) as k, kemajuan("Memindahkan") as mulai:
        hasil = pindah(k, tujuan, coba=coba, mulai=mulai)
    if json_:
        cetak_json(_json(hasil, coba=coba))
    else:
        _cetak(hasil, coba=coba)


def _json(hasil: HasilPindah, *, coba: bool) -> dict[str, object]:
    salinan = hasil.salinan
    return {
        "dari": hasil.dari,
        "ke": hasil.ke,
        "coba": coba,
        "sudah_di_sana": salinan is None,
        "tabel": [vars(t) for t in salinan.tabel] if salinan else [],
        "peristiwa": salinan.kepala[0] if salinan else None,
        "hash": salinan.kepala[1] if salinan else None,
        "cadangan": hasil.cadangan,
        "berkas_lama_terbuka": hasil.terbuka,
    }


def _cetak(hasil: HasilPindah, *, coba: bool) -> None:
    if hasil.salinan is None:
        tulis(f"Buku besar kantor ini sudah di {hasil.ke}; tidak ada yang perlu dipindahkan.")
    else:
        baris = sum(t.baris for t in hasil.salinan.tabel)
        isi = f"{hasil.salinan.kepala[0]} peristiwa, {baris} baris dalam {len(hasil.salinan.tabel)} tabel"
        if coba:
            tulis(f"Akan dipindahkan dari {hasil.dari} ke {hasil.ke}: {isi}.")
            tulis("Rantai utuh dan semua isinya muat. Tidak ada yang ditulis.")
            return
        tulis(f"Buku besar pindah dari {hasil.dari} ke {hasil.ke}: {isi}.")
        tulis("Setiap baris dicocokkan dan rantainya diperiksa di sana; kantor.toml sudah menunjuk ke sana.")
    if hasil.cadangan:
        tulis(f"Berkas lama disimpan sebagai {hasil.cadangan}, hanya untuk dibaca. Jangan dihapus dahulu.")
    if hasil.terbuka:
        tulis(
            "Berkas lama naskah.db masih dibuka program lain; ia tetap di tempatnya, tetapi tidak berlaku. "
            "Tutup program itu, lalu ulangi perintah ini untuk menyisihkannya."
        )
