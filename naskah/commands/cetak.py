"""`naskah cetak ID_CETAK NOMOR|ID…`: cards, sheets, receipts and labels from rows of the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPdf, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.cetak import Hasil
    from naskah.kantor import Kantor

OpsiDari = Annotated[
    str, typer.Option("--dari", metavar="NOMOR|TANGGAL", help="Sejak nomor urut atau tanggal ini.")
]
OpsiSampai = Annotated[
    str, typer.Option("--sampai", metavar="NOMOR|TANGGAL", help="Sampai nomor urut atau tanggal ini.")
]
OpsiTahun = Annotated[int, typer.Option("--tahun", metavar="TAHUN", help="Tahun buku (bawaan: tahun ini).")]
OpsiKe = Annotated[
    Path | None,
    typer.Option("--ke", metavar="BERKAS", help="Nama berkas hasil (bawaan: di folder cetak/ kantor)."),
]


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("cetak")(cetak)


def cetak(
    apa: Annotated[
        str, typer.Argument(metavar="[ID_CETAK]", help="Yang dicetak; kosong: tampilkan daftarnya.")
    ] = "",
    baris: Annotated[
        list[str] | None,
        typer.Argument(metavar="NOMOR|ID", help="ID naskah, ID disposisi, nomor surat, atau nomor urut."),
    ] = None,
    buku: Annotated[
        str, typer.Option("--buku", metavar="NAMA", help="Buku yang barisnya dicetak, bila lebih dari satu.")
    ] = "",
    tahun: OpsiTahun = 0,
    dari: OpsiDari = "",
    sampai: OpsiSampai = "",
    semua: Annotated[bool, typer.Option("--semua", help="Semua baris buku tahun itu.")] = False,
    ragam: Annotated[
        str, typer.Option("--ragam", metavar="NAMA", help="Susunan lain; lihat daftarnya: naskah cetak.")
    ] = "",
    tiga: Annotated[
        bool,
        typer.Option("--tiga-sehalaman", help="Tiga kartu pada satu halaman F4 (--ragam tiga-sehalaman)."),
    ] = False,
    pdf: OpsiPdf = False,
    ke: OpsiKe = None,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Cetak kartu, lembar, tanda terima, label dari buku."""
    from naskah import cetak as pencetak

    with kantor_terbuka(kantor, pelaku) as k:
        if not apa:
            _daftar(k, sebagai_json=json_)
            return
        pilihan = pencetak.Pilihan(tuple(baris or ()), buku, tahun, dari, sampai, semua)
        hasil = pencetak.cetak(
            k, apa, pilihan, ragam=ragam or "tiga-sehalaman" * tiga, pdf=pdf, ke=ke, coba=coba
        )
        tampilkan(k, hasil, sebagai_json=json_)
        if coba and not json_:
            tulis("Percobaan saja: tidak ada berkas yang ditulis.")


def tampilkan(kantor: Kantor, hasil: Hasil, *, sebagai_json: bool) -> None:
    """What was printed, and where it lies."""
    berkas = [_relatif(kantor, b) for b in hasil.berkas]
    if sebagai_json:
        cetak_json(
            {
                "berkas": berkas,
                "baris": hasil.baris,
                "lembar": hasil.lembar,
                "peringatan": list(hasil.peringatan),
            }
        )
        return
    tulis(f"{hasil.baris} baris, {hasil.lembar} lembar." if hasil.lembar else f"{hasil.baris} baris.")
    for satu in berkas:
        tulis(f"Berkas: {satu}")
    for satu in hasil.peringatan:
        tulis(f"Perhatian: {satu}")


def _relatif(kantor: Kantor, path: Path) -> str:
    return path.relative_to(kantor.folder).as_posix() if path.is_relative_to(kantor.folder) else str(path)


def _daftar(kantor: Kantor, *, sebagai_json: bool) -> None:
    from naskah import cetak as pencetak

    semua = [pencetak.muat(id_, kantor) for id_ in pencetak.daftar(kantor)]
    if sebagai_json:
        cetak_json(
            {
                "cetakan": [
                    {
                        "id": c.id,
                        "judul": c.tata.judul,
                        "sop": list(c.tata.sop),
                        "buku": list(c.tata.buku),
                        "salinan": [s.nama for s in c.tata.salinan],
                        "ragam": {n: r.judul for n, r in c.tata.ragam.items()},
                    }
                    for c in semua
                ]
            }
        )
        return
    tabel(
        ("Cetakan", "Judul", "Ragam", "Buku"),
        [(c.id, c.tata.judul, ", ".join(c.tata.ragam) or "-", ", ".join(c.tata.buku) or "-") for c in semua],
    )
