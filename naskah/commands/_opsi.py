"""Options that many commands share, and the doors they open. Heavy imports happen when a command runs."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from naskah.kantor import Kantor

OpsiKantor = Annotated[
    Path | None,
    typer.Option(
        "--kantor", metavar="FOLDER", help="Folder kantor (bawaan: NASKAH_KANTOR, atau folder ini ke atas)."
    ),
]
OpsiPelaku = Annotated[
    str,
    typer.Option(
        "--pelaku", metavar="NAMA", help="Siapa yang mengerjakan (bawaan: NASKAH_PELAKU, atau nama login)."
    ),
]
OpsiJson = Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai JSON.")]
OpsiTanggal = Annotated[
    str,
    typer.Option(
        "--tanggal", metavar="YYYY-MM-DD", help="Tanggal naskah (bawaan: hari ini di zona waktu kantor)."
    ),
]
OpsiPdf = Annotated[bool, typer.Option("--pdf", help="Buat juga PDF (perlu LibreOffice).")]
OpsiCoba = Annotated[bool, typer.Option("--coba", help="Periksa dan tampilkan saja; tidak ada yang ditulis.")]
OpsiAlasan = Annotated[str, typer.Option("--alasan", metavar="TEKS", help="Alasan; dicatat di buku besar.")]
OpsiTahun = Annotated[int, typer.Option("--tahun", metavar="TAHUN", help="Tahun buku (bawaan: tahun ini).")]
ArgNaskah = Annotated[
    str, typer.Argument(metavar="NOMOR|ID", help="Nomor naskah atau tanda pengenalnya (N-… atau M-…).")
]


@contextmanager
def kantor_terbuka(folder: Path | None, pelaku: str = "") -> Generator[Kantor]:
    """The office of this call, closed afterwards."""
    from naskah.kantor import Kantor, cari_folder

    kantor = Kantor.buka(cari_folder(folder, Path.cwd()), pelaku=pelaku)
    try:
        yield kantor
    finally:
        kantor.tutup()


def tanggal(teks: str, pilihan: str = "--tanggal") -> date | None:
    """The date a person typed after the option `pilihan`; None when nothing was typed.

    Raises:
        DataTidakSah: it is no date.
    """
    from registers.dasar.galat import DataTidakSah, NilaiSalah
    from registers.dasar.isian import Isian, TanpaAcuan
    from registers.dasar.kinds import semua
    from registers.dasar.temuan import Temuan

    if not teks:
        return None
    try:
        return date.fromisoformat(semua()["tanggal"].baca(teks, Isian("tanggal", "tanggal"), TanpaAcuan()))
    except NilaiSalah as galat:
        raise DataTidakSah(
            "Tanggal tidak dapat dipakai.", [Temuan(pilihan, galat.pesan, galat.saran, teks)]
        ) from galat
