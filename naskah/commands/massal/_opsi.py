"""What the merge commands are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PROSES_MAKS = 64  # each is a Python of its own

ArgJenis = Annotated[str, typer.Argument(metavar="JENIS|PAKET", help="Jenis naskah; lihat: naskah jenis.")]
ArgData = Annotated[
    Path | None,
    typer.Argument(metavar="DATA", help="Berkas .xlsx, .csv, atau .json; satu baris satu naskah."),
]
OpsiSumber = Annotated[
    str,
    typer.Option("--sumber", metavar="koperasi|pegawai", help="Ambil baris dari data kantor."),
]
OpsiSaring = Annotated[
    list[str] | None,
    typer.Option(
        "--saring",
        metavar="KOLOM=NILAI",
        help="Hanya baris data kantor yang cocok: =, !=, <=, >=; A|B berarti salah satu; boleh berulang.",
    ),
]
OpsiSet = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KOLOM=NILAI",
        help="Isi yang sama untuk semua baris, menurut judul; dengan --sumber boleh memuat {nama kolom}.",
    ),
]
OpsiBaris = Annotated[
    str,
    typer.Option(
        "--baris",
        metavar="5-90",
        help="Hanya baris ini, menurut nomor baris lembarnya di Excel, bukan kolom No.",
    ),
]
OpsiCobaMassal = Annotated[
    bool,
    typer.Option(
        "--coba",
        help="Periksa semua baris saja: tidak ada nomor atau naskah; yang salah ditandai di …-periksa.xlsx.",
    ),
]
OpsiYa = Annotated[bool, typer.Option("--ya", help="Terbitkan juga bila berkas ini sudah pernah dikerjakan.")]
OpsiLewatiSalah = Annotated[
    bool, typer.Option("--lewati-salah", help="Kerjakan baris yang benar saja; yang salah dilaporkan.")
]
OpsiGabung = Annotated[
    bool, typer.Option("--gabung", help="Juga satu PDF berisi semuanya, siap cetak (dengan --pdf).")
]
OpsiBolakBalik = Annotated[
    bool,
    typer.Option("--bolak-balik", help="Di gabungan, tiap naskah dan lembar paket mulai di lembar baru."),
]
OpsiAntre = Annotated[
    bool,
    typer.Option("--antre", help="Beri nomor di sini, cetak lewat antrean oleh: naskah pekerja."),
]


def batasi_proses(nilai: int) -> int:
    """The number of processes, when a PC can bear it.

    Raises:
        DataTidakSah: it is too high.
    """
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    if nilai > PROSES_MAKS:
        temuan = Temuan("--proses", f"paling banyak {PROSES_MAKS}", "biasanya sebanyak prosesor", str(nilai))
        raise DataTidakSah("Jumlah proses terlalu banyak.", [temuan])
    return nilai


OpsiProses = Annotated[
    int,
    typer.Option(
        "--proses",
        metavar="N",
        min=0,
        callback=batasi_proses,
        help="Proses yang mencetak bersamaan (bawaan: menurut prosesor).",
    ),
]
