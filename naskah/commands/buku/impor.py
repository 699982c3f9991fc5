"""`naskah buku impor FILE.xlsx`: an agenda that the office has kept in Excel so far."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._kemajuan import kemajuan
from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.impor import HasilImpor

_BANYAK = 200  # rows from which on a progress bar is worth its line
_TAMPIL = 20  # refusals shown; the report has them all

_ArgBerkas = Annotated[
    Path, typer.Argument(metavar="BERKAS.xlsx", help="Buku agenda yang selama ini dipakai; hanya dibaca.")
]
_OpsiBuku = Annotated[
    str,
    typer.Option("--buku", metavar="BUKU", help="Buku tujuan (bawaan: ditebak dari judul kolom)."),
]
_OpsiTahun = Annotated[
    int, typer.Option("--tahun", metavar="TAHUN", help="Hanya baris tahun ini (bawaan: semua tahun).")
]
_OpsiSeri = Annotated[
    str,
    typer.Option(
        "--seri", metavar="SERI", help="Seri nomor yang dilanjutkan (bawaan: ditebak dari nomornya)."
    ),
]
_OpsiLembar = Annotated[
    str,
    typer.Option("--lembar", metavar="NAMA", help="Hanya lembar ini (bawaan: semua yang berjudul kolom)."),
]
_OpsiBerjalanSejak = Annotated[
    str,
    typer.Option(
        "--berjalan-sejak",
        metavar="YYYY-MM-DD",
        help="Surat masuk sejak tanggal ini belum selesai (bawaan: semua sudah selesai).",
    ),
]
_OpsiKetat = Annotated[
    bool,
    typer.Option("--ketat", help="Semua atau tidak sama sekali: satu baris salah, tidak ada yang diambil."),
]
_OpsiLaporan = Annotated[
    Path | None,
    typer.Option(
        "--laporan",
        metavar="BERKAS",
        help="Tempat laporan (bawaan: NAMA-laporan.xlsx, bila ada baris yang ditolak).",
    ),
]


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("impor")(impor)


def impor(
    file: _ArgBerkas,
    buku: _OpsiBuku = "",
    tahun: _OpsiTahun = 0,
    seri: _OpsiSeri = "",
    lembar: _OpsiLembar = "",
    berjalan_sejak: _OpsiBerjalanSejak = "",
    ketat: _OpsiKetat = False,
    laporan: _OpsiLaporan = None,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ambil agenda lama dari Excel, lanjutkan nomornya."""
    from naskah import impor as pengimpor

    pilihan = pengimpor.Pilihan(buku, tahun, seri, lembar, ketat, tanggal(berjalan_sejak, "--berjalan-sejak"))
    with kantor_terbuka(kantor, pelaku) as k:
        if coba:
            hasil = pengimpor.rencanakan(k, file, pilihan, laporan=laporan)
        else:
            with kemajuan("Mencatat", sejak=_BANYAK) as mulai:
                hasil = pengimpor.impor(k, file, pilihan, laporan=laporan, mulai=mulai)
    if json_:
        cetak_json(_json(hasil, coba=coba))
    else:
        _cetak(hasil, coba=coba)


def _json(hasil: HasilImpor, *, coba: bool) -> dict[str, object]:
    rencana = hasil.rencana
    return {
        "berkas": str(rencana.berkas),
        "buku": rencana.buku,
        "seri": rencana.seri,
        "lembar": list(rencana.lembar),
        "judul_kolom": list(rencana.judul),
        "coba": coba,
        "ditulis": hasil.ditulis,
        "diambil": len(rencana.dengan("ambil")),
        "sudah_ada": len(rencana.dengan("sudah")),
        "ditolak": [vars(t) for t in rencana.temuan],
        "penghalang": [vars(t) for t in rencana.penghalang],
        "perhatian": [vars(t) for p in rencana.dengan("ambil") for t in p.perhatian],
        "dilewati": [vars(d) for d in rencana.dilewati],
        "berikut": [
            {"seri_atau_buku": nama, "tahun": tahun, "nomor": urut}
            for (nama, tahun), urut in (rencana.berikut or {}).items()
        ],
        "laporan": str(hasil.laporan) if hasil.laporan else None,
        "peringatan": list(hasil.peringatan),
    }


def _cetak(hasil: HasilImpor, *, coba: bool) -> None:
    rencana = hasil.rencana
    kata = "akan diambil" if coba else "diambil"
    tulis(
        f"{rencana.berkas.name} → {rencana.buku}: {len(rencana.dengan('ambil'))} baris {kata}, "
        f"{len(rencana.dengan('sudah'))} sudah ada, {len(rencana.dengan('tolak'))} ditolak, "
        f"{len(rencana.dilewati)} dilewati (lembar: {', '.join(rencana.lembar)})."
    )
    for satu in rencana.judul:
        tulis(f"Judul kolom: {satu}")
    for (nama, tahun), urut in (rencana.berikut or {}).items():
        tulis(f"Nomor berikutnya {nama}{f' {tahun}' if tahun else ''}: {urut}")
    if rencana.penghalang:
        tulis("Belum dapat diambil:")
        for satu in rencana.penghalang:
            tulis(f"  - {satu}")
    if rencana.temuan:
        tabel(
            ("Sel", "Ditolak karena"),
            [(t.tempat, _alasan(t.pesan, t.saran)) for t in rencana.temuan[:_TAMPIL]],
        )
        if len(rencana.temuan) > _TAMPIL:
            tulis(f"… dan {len(rencana.temuan) - _TAMPIL} lagi.")
    for satu in hasil.peringatan[:_TAMPIL]:
        tulis(f"Perhatian: {satu}")
    perhatian = sum(len(p.perhatian) for p in rencana.dengan("ambil"))
    if perhatian:
        tulis(f"{perhatian} sel perlu dilihat lagi; minta daftarnya dengan --laporan atau --json.")
    if hasil.laporan:
        tulis(f"Laporan: {hasil.laporan}")


def _alasan(pesan: str, saran: str) -> str:
    return f"{pesan} → {saran}" if saran else pesan
